//! Whom words mean that leave no choice: whose a document is, "such as", the two of them, an age, a relative pronoun.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::Answer;
use super::discourse::Discourse;
use super::markable::{Determiner, Kind, Nominal, Pronoun};
use super::query::is_two;
use crate::mention::nouns::{Sort, are_alike, is_utterance, office};
use crate::mention::roles::only;
use crate::mention::{NounPhrase, lists};
use crate::ner::Class;
use crate::syntax::{Rel, Upos};
use crate::text::look;

static MAKES: LazyLock<HashSet<&str>> = LazyLock::new(|| lists::words(include_str!("makes.txt")).collect());
static READS: LazyLock<HashSet<&str>> = LazyLock::new(|| lists::words(include_str!("reads.txt")).collect());

/// A document goes by a noun alone for so many sentences.
const KNOWN: usize = 4;
/// Two that were named together may be meant for so many sentences.
const TOGETHER: usize = 12;

/// Who is meant, where the words leave no choice.
pub(super) fn stated(discourse: &mut Discourse<'_>, at: usize) -> Option<Answer> {
    match &discourse.markables[at].kind {
        Kind::Pronoun(Pronoun::Who | Pronoun::Which) => {
            Some(relative(discourse, at).map_or(Answer::Nobody, Answer::Known))
        }
        Kind::Pronoun(Pronoun::You) => Some(Answer::Nobody),
        Kind::Pronoun(Pronoun::I | Pronoun::We) => first_person(discourse, at).map(Answer::Known),
        Kind::Name(_) | Kind::Pronoun(_) => None,
        Kind::Nominal(nominal) if is_nobody(discourse, at, nominal) => Some(Answer::Nobody),
        Kind::Nominal(nominal) => {
            if let Some(name) = nominal.means {
                return discourse.names[name].entity.map(Answer::Known);
            }
            let owner = maker(discourse, at);
            owner
                .or_else(|| such_as(discourse, at))
                .or_else(|| two(discourse, at))
                .or_else(|| aged(discourse, at))
                .map(Answer::Known)
        }
    }
}

/// "I" and "we" are whoever says so; only a person's "we" may be several, or a body.
fn first_person(discourse: &Discourse<'_>, at: usize) -> Option<usize> {
    let [speaker] = discourse.quoted(at)[..] else { return None };
    let row = &discourse.clusters[speaker];
    let alone = row.class == Class::Per && !row.plural;
    (alone == (discourse.markables[at].pronoun() == Some(Pronoun::I))).then_some(speaker)
}

/// "Nobody", "anyone who saw it", "no official".
fn is_nobody(discourse: &Discourse<'_>, at: usize, nominal: &Nominal<'_>) -> bool {
    let (doc, query) = (discourse.doc, &discourse.markables[at]);
    let none = discourse.syntax.children(query.head).iter().any(|&c| matches!(doc.lower(c), "no" | "neither"));
    let all =
        ["nobody", "anyone", "anybody", "everyone", "everybody", "none", "whoever"].contains(&doc.lower(query.head));
    nominal.means.is_none() && (none || all)
}

/// Of "Obi, who denied it" and "the company, which said": the noun before, and whom it means.
fn relative(discourse: &Discourse<'_>, at: usize) -> Option<usize> {
    let (doc, syntax, query) = (discourse.doc, discourse.syntax, &discourse.markables[at]);
    let clause = syntax.ancestors(query.head).take(KNOWN).find(|&word| syntax.rel(word) == Rel::AclRelcl);
    let noun = clause.and_then(|clause| syntax.head(clause)).map(|noun| {
        // "Berg United, a campaign group, which": the name.
        syntax.head(noun).filter(|_| syntax.rel(noun) == Rel::Appos).unwrap_or(noun)
    });
    let person = query.pronoun() == Some(Pronoun::Who);
    let known = noun.and_then(|noun| {
        let name = discourse.at(noun).filter(|&at| discourse.markables[at].is_name());
        let document = || Sort::of(doc.noun(noun), doc.lower(noun)) == Some(Sort::Document);
        if name.is_none() && !person && document() && matches!(syntax.rel(noun), Rel::Obj | Rel::Obl) {
            // "the union launched a petition which asks": whoever launched it.
            if let Some(maker) = syntax.head(noun).and_then(|verb| makers(discourse, verb)) {
                return Some(maker);
            }
        }
        let phrase = || NounPhrase::of(doc, syntax, noun).name(doc, syntax, discourse.names);
        let named = || phrase().and_then(|name| discourse.names[name].entity);
        name.and_then(|at| discourse.meant[at]).or_else(named).or_else(|| discourse.meant_at(noun))
    });
    // "said owner Zdeněk Horáček, who offered": the name right before, whatever the tree makes of its title.
    let beside = || {
        let first = discourse.names.partition_point(|name| name.words.end + 1 < query.head);
        let near = discourse.names[first..].iter().take_while(|name| name.words.end <= query.head);
        near.filter(|name| name.class == Class::Per).find_map(|name| name.entity)
    };
    known.or_else(|| if person { beside() } else { None })
}

/// Whoever does what a verb of making says.
fn makers(discourse: &Discourse<'_>, verb: usize) -> Option<usize> {
    let makes = MAKES.contains(discourse.doc.verb(verb));
    discourse.syntax.child(verb, &[Rel::Nsubj]).filter(|_| makes).and_then(|maker| discourse.meant_at(maker))
}

/// Whose a document is: "a statement by the ministry", "a notice released by the bank"; "The letter", of "raised concern in an open
/// letter".
fn maker(discourse: &Discourse<'_>, at: usize) -> Option<usize> {
    let (doc, syntax, query) = (discourse.doc, discourse.syntax, &discourse.markables[at]);
    let nominal = query.nominal()?;
    let document = nominal.sort == Some(Sort::Document);
    if !document && !is_utterance(nominal.noun) {
        return None;
    }
    let own = owner(discourse, query.head, query.words.end);
    if own.is_some() || !document || nominal.tail || !matches!(nominal.determiner, Determiner::The | Determiner::This) {
        return own;
    }
    let from = doc.sentences[query.sentence.saturating_sub(KNOWN)].words.start;
    let earlier = (from..query.head).rev().inspect(|_| look(1)).find(|&word| {
        matches!(syntax.upos(word), Upos::Noun | Upos::Propn)
            && doc.noun(word) == nominal.noun
            && (query.quote.is_some() || !doc.is_quoted(word))
    })?;
    // One that is a name, or speaks, is somebody by itself.
    if discourse.at(earlier).is_some_and(|at| discourse.markables[at].is_name() || discourse.speaks(at)) {
        return None;
    }
    owner(discourse, earlier, doc.words.len()).or_else(|| {
        let verb = syntax.head(earlier).filter(|&verb| syntax.upos(verb) == Upos::Verb)?;
        let maker = match syntax.rel(earlier) {
            Rel::Obl => syntax.child(verb, &[Rel::Nsubj]).and_then(|maker| discourse.meant_at(maker)),
            Rel::Obj => makers(discourse, verb),
            _ => None,
        };
        maker.filter(|&maker| is_author(discourse, maker))
    })
}

fn is_author(discourse: &Discourse<'_>, cluster: usize) -> bool {
    matches!(discourse.clusters[cluster].class, Class::Org | Class::Per)
}

/// Whoever a noun says that it is by, of or from.
fn owner(discourse: &Discourse<'_>, noun: usize, end: usize) -> Option<usize> {
    let (doc, syntax) = (discourse.doc, discourse.syntax);
    let behind = |word: usize, cases: &[&str]| {
        let case = syntax.child(word, &[Rel::Case]);
        case.is_some_and(|case| cases.contains(&doc.lower(case)))
    };
    let made_by = |clause: usize| {
        let mut agents = syntax.children(clause).iter().copied();
        agents.rfind(|&c| matches!(syntax.rel(c), Rel::Obl | Rel::OblAgent) && behind(c, &["by", "from"]))
    };
    let owns = |&child: &usize| match syntax.rel(child) {
        Rel::NmodPoss => Some(child),
        Rel::Nmod | Rel::Obl | Rel::OblAgent => behind(child, &["by", "from", "of"]).then_some(child),
        Rel::Acl | Rel::AclRelcl if !READS.contains(doc.lower(child)) => made_by(child),
        _ => None,
    };
    let owners = syntax.children(noun).iter().filter_map(owns).filter(|&owner| owner < end);
    owners.filter_map(|owner| discourse.meant_at(owner)).find(|&owner| is_author(discourse, owner))
}

/// "institutions such as the bank and the fund": those.
fn such_as(discourse: &mut Discourse<'_>, at: usize) -> Option<usize> {
    let query = &discourse.markables[at];
    if [1, 2].map(|next| discourse.doc.lower(query.head + next)) != ["such", "as"] {
        return None;
    }
    let mut named: Vec<usize> =
        query.nominal()?.names.iter().filter_map(|&name| discourse.names[name].entity).collect();
    named.sort_unstable();
    named.dedup();
    if let [one] = named[..] { Some(one) } else { discourse.group(named) }
}

/// "The two leaders", "both men", "the pair": the two that were last named together, or the only two that are called so.
fn two(discourse: &mut Discourse<'_>, at: usize) -> Option<usize> {
    let query = &discourse.markables[at];
    let nominal = query.nominal()?;
    let class = counted(discourse, at, nominal)?;
    let together = |(head, cluster): &(usize, usize)| {
        let row = &discourse.clusters[*cluster];
        let sentence = discourse.doc.sentence_of(*head).unwrap_or(0);
        row.members.len() == 2 && row.class == class && sentence + TOGETHER >= query.sentence
    };
    let mut before = discourse.timeline.range(..(query.head, 0)).rev().take(100).inspect(|_| look(1));
    if let Some(&(_, pair)) = before.find(|place| together(place)) {
        return Some(pair);
    }
    let noun = office(nominal.noun);
    let like = discourse.by_noun.iter().filter(|(other, _)| **other == noun || are_alike(other, noun));
    let mut called: Vec<usize> = like.flat_map(|(_, clusters)| clusters).copied().collect();
    called.sort_unstable();
    called.dedup();
    called.retain(|&cluster| {
        let row = &discourse.clusters[cluster];
        let so = |role: &crate::mention::roles::Role<'_>| role.noun == noun || are_alike(role.noun, noun);
        row.named > 0 && row.class == class && row.called(query.head).any(so)
    });
    if called.len() == 2 { discourse.group(called) } else { None }
}

/// The class of those two, where a phrase means two and says no more of them.
fn counted(discourse: &Discourse<'_>, at: usize, nominal: &Nominal<'_>) -> Option<Class> {
    let query = &discourse.markables[at];
    let bare = nominal.modifiers.iter().all(|(word, _)| matches!(*word, "two" | "both"));
    if nominal.tail || nominal.owner.is_some() || !bare {
        return None;
    }
    let definite = matches!(nominal.determiner, Determiner::The | Determiner::This);
    let both = discourse.doc.lower(query.words.start) == "both";
    let two = nominal.plural && is_two(discourse, query) && (definite || both);
    let pair = matches!(nominal.noun, "pair" | "duo" | "couple") && discourse.doc.lower(query.head) == nominal.noun;
    if pair && nominal.determiner == Determiner::The || two && Sort::of(nominal.noun, "") == Some(Sort::Person) {
        Some(Class::Per)
    } else {
        (two && matches!(nominal.noun, "country" | "nation")).then_some(Class::Loc)
    }
}

/// "The 49-year-old": the only person of whom the text tells that age, "Marta Ruiz, 49".
fn aged(discourse: &Discourse<'_>, at: usize) -> Option<usize> {
    let (doc, query) = (discourse.doc, &discourse.markables[at]);
    let determiner = query.nominal()?.determiner;
    if !matches!(determiner, Determiner::The | Determiner::This | Determiner::Owned) {
        return None;
    }
    let words: Vec<&str> = query.words.range().map(|word| doc.lower(word)).collect();
    let age = words.windows(4).find(|w| w[1..] == ["-", "year", "-"]).map(|w| w[0])?;
    only(discourse.ages.get(age)?.iter().copied())
}
