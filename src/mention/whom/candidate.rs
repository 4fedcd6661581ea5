//! Who may be meant at a place: those spoken of lately, those called so, and nobody whom grammar forbids.

use std::collections::BTreeSet;

use super::discourse::Discourse;
use super::markable::{Function, Kind, Markable, Nominal, Pronoun};
use crate::mention::nouns::{Sort, is_company, likes, office};
use crate::ner::Class;
use crate::syntax::{Rel, Upos};
use crate::text::look;

/// Who may be meant.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub cluster: usize,
    /// How many of its mentions stand before the place.
    pub before: usize,
    /// Named inside the phrase, as the ministry is in "a letter of the ministry".
    pub inside: bool,
    /// Named right behind, as in "In her speech, Berg said".
    pub follows: bool,
}

/// So many of those spoken of last are looked at, and so many of those to come.
const NEAR: usize = 40;
const AHEAD: usize = 30;
/// So many whom the text calls so.
const CALLED: usize = 20;

/// Those who may be meant by a markable.
pub(super) fn candidates(discourse: &Discourse<'_>, at: usize) -> Vec<Candidate> {
    let place = Place::of(discourse, at);
    let pool = pool(discourse, at).into_iter().chain(place.follows).collect::<BTreeSet<usize>>();
    pool.into_iter().filter_map(|cluster| place.candidate(cluster)).collect()
}

/// Those who are looked at, by their numbers.
fn pool(discourse: &Discourse<'_>, at: usize) -> BTreeSet<usize> {
    let query = &discourse.markables[at];
    let mut pool: BTreeSet<usize> =
        [discourse.top_person, discourse.top_body, discourse.first_person].into_iter().flatten().collect();
    let before = discourse.timeline.range(..(query.head, 0)).rev();
    pool.extend(before.take(4 * NEAR).inspect(|_| look(1)).map(|&(_, cluster)| cluster));
    if let Some(nominal) = query.nominal() {
        let noun = office(nominal.noun);
        for noun in std::iter::once(&noun).chain(likes(noun)) {
            let called = discourse.by_noun.get(noun).map_or(&[][..], Vec::as_slice);
            pool.extend(called.iter().rev().take(CALLED).inspect(|_| look(1)));
        }
        pool.extend(nominal.names.iter().filter_map(|&name| discourse.names[name].entity));
        if may_come(query, nominal) {
            let after = discourse.timeline.range((query.head, 0)..);
            pool.extend(after.take(AHEAD).inspect(|_| look(1)).map(|&(_, cluster)| cluster));
        }
    }
    pool
}

/// A headline, and the first sentence, may tell of whom the text names below.
fn may_come(query: &Markable<'_>, nominal: &Nominal<'_>) -> bool {
    (query.title || query.lead) && !nominal.plural
}

/// What holds of a place, whoever is meant there.
struct Place<'d, 'a> {
    discourse: &'d Discourse<'a>,
    query: &'d Markable<'a>,
    /// Whose words the quotation has.
    quoted: Vec<usize>,
    /// Who takes part beside it in the same clause or act.
    beside: BTreeSet<usize>,
    /// Who is meant inside the phrase, or owns it.
    within: BTreeSet<usize>,
    /// Entities named inside the phrase.
    names: BTreeSet<usize>,
    /// Of a pronoun before its clause: the clause's subject.
    follows: Option<usize>,
}

impl<'d, 'a> Place<'d, 'a> {
    fn of(discourse: &'d Discourse<'a>, at: usize) -> Self {
        let query = &discourse.markables[at];
        let mut place = Self {
            discourse,
            query,
            quoted: discourse.quoted(at),
            beside: beside(discourse, at),
            within: BTreeSet::new(),
            names: BTreeSet::new(),
            follows: query.pronoun().and_then(|_| follows(discourse, query.head)),
        };
        let (syntax, head) = (discourse.syntax, query.head);
        if let Some(nominal) = query.nominal() {
            let inner = query.words.range().filter(|&word| word != head).filter_map(|word| discourse.at(word));
            let inner = inner.filter(|&inner| !discourse.markables[inner].is_name());
            place.within.extend(inner.filter_map(|inner| discourse.meant[inner]));
            place.within.extend(nominal.owner.and_then(|owner| discourse.meant_at(owner)));
            place.names.extend(nominal.names.iter().filter_map(|&name| discourse.names[name].entity));
        } else if syntax.rel(head) == Rel::NmodPoss {
            // "his lawyer" is not he.
            place.within.extend(syntax.head(head).and_then(|owned| discourse.meant_at(owned)));
        }
        place
    }

    fn candidate(&self, cluster: usize) -> Option<Candidate> {
        look(1);
        let (discourse, query) = (self.discourse, self.query);
        let row = &discourse.clusters[cluster];
        let inside = self.names.contains(&cluster);
        let document = query.nominal().is_some_and(|nominal| nominal.sort == Some(Sort::Document));
        let head = if inside && document { query.words.end } else { query.head };
        let before = row.before(head);
        let comes = || {
            let may = query.nominal().is_some_and(|nominal| may_come(query, nominal));
            let whole = row.named > 0 && matches!(row.class, Class::Per | Class::Org);
            may && whole && !row.mentions.is_empty()
        };
        let follows = self.follows == Some(cluster);
        let may = (before > 0 || follows || comes())
            && self.fits(cluster)
            && (document || !inside && !self.within.contains(&cluster))
            && !self.beside.contains(&cluster)
            && !row.members.iter().any(|member| self.beside.contains(member))
            && !self.speaks_here(cluster);
        may.then_some(Candidate { cluster, before, inside, follows })
    }

    /// *He* inside A’s quotation is not A; *I* there is nobody else.
    fn speaks_here(&self, cluster: usize) -> bool {
        let quoted = self.quoted.contains(&cluster);
        match &self.query.kind {
            Kind::Pronoun(Pronoun::I) => !self.quoted.is_empty() && !quoted,
            Kind::Pronoun(pronoun) => quoted && *pronoun != Pronoun::We,
            Kind::Nominal(nominal) => quoted && nominal.sort == Some(Sort::Person),
            Kind::Name(_) => false,
        }
    }

    /// Do gender, number and kind agree?
    fn fits(&self, cluster: usize) -> bool {
        let row = &self.discourse.clusters[cluster];
        let (one, body) = (!row.plural, matches!(row.class, Class::Org | Class::Loc | Class::Misc));
        let gender = |gender| gender == row.gender || row.gender.is_none();
        match &self.query.kind {
            Kind::Pronoun(pronoun @ (Pronoun::He | Pronoun::She)) => {
                row.class == Class::Per && one && gender(pronoun.gender())
            }
            Kind::Pronoun(Pronoun::It) => body && !row.is_group(),
            Kind::Pronoun(Pronoun::They) => row.plural || body || !row.is_named() && row.gender.is_none(),
            Kind::Pronoun(Pronoun::I) => row.class == Class::Per && one,
            Kind::Pronoun(_) | Kind::Name(_) => true,
            Kind::Nominal(nominal) if nominal.plural => {
                row.plural
                    || body && nominal.sort != Some(Sort::Document)
                    || nominal.sort == Some(Sort::Document) && !row.is_group()
            }
            Kind::Nominal(nominal) => {
                let same = row.opened.and_then(|opened| self.discourse.markables[opened].nominal());
                let number = one || same.is_some_and(|same| same.noun == nominal.noun);
                number
                    && match nominal.sort {
                        Some(Sort::Person) => {
                            row.class == Class::Per && (nominal.gender.is_none() || gender(nominal.gender))
                        }
                        Some(Sort::Body) => body,
                        Some(Sort::Document) => matches!(row.class, Class::Org | Class::Per),
                        None => true,
                    }
            }
        }
    }
}

/// Of "In her speech, Berg said" and "When she arrived, Berg said": the subject of a clause that the word stands before.
fn follows(discourse: &Discourse<'_>, head: usize) -> Option<usize> {
    let syntax = discourse.syntax;
    let mut clauses = syntax.ancestors(head).zip(syntax.ancestors(head).skip(1));
    let subject = |(part, clause): (usize, usize)| {
        let subject = syntax.child(clause, &[Rel::Nsubj, Rel::NsubjPass])?;
        (part < subject && head < subject).then(|| discourse.meant_at(subject)).flatten()
    };
    clauses.find_map(subject)
}

/// Who takes part in the same clause, and on the other side of the same act: nobody tells himself.
fn beside(discourse: &Discourse<'_>, at: usize) -> BTreeSet<usize> {
    let (syntax, query) = (discourse.syntax, &discourse.markables[at]);
    let head = query.head;
    let reflexive = || ["self", "selves"].iter().any(|ending| discourse.doc.lower(head).ends_with(ending));
    let core = matches!(query.function, Function::Subject | Function::Object | Function::Oblique);
    let predicate = syntax.head(head).filter(|&predicate| {
        let may = matches!(syntax.upos(predicate), Upos::Verb | Upos::Aux | Upos::Noun | Upos::Adj);
        may && core && syntax.rel(head) != Rel::NmodPoss && !reflexive()
    });
    let argument = |c: &usize| {
        let rel = syntax.rel(*c);
        *c != head && matches!(rel, Rel::Nsubj | Rel::NsubjPass | Rel::Obj | Rel::Iobj | Rel::Obl | Rel::OblAgent)
    };
    let clause = predicate.into_iter().flat_map(|predicate| syntax.children(predicate)).copied().filter(argument);
    let act = discourse.act(at);
    let across = act.map(|act| if discourse.speaks(at) { &act.others } else { &act.speakers });
    let across = across.into_iter().flatten().copied().filter(|&other| other != head);
    clause.chain(across).filter_map(|word| discourse.meant_at(word)).collect()
}

/// Is a noun one that only says "this company"?
pub(super) fn is_company_noun(nominal: &Nominal<'_>) -> bool {
    nominal.sort == Some(Sort::Body) && is_company(nominal.noun)
}
