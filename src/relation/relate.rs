//! Clause by clause: which cue fires where, who its participants are, and how its acts hang together.

use std::collections::{HashMap, HashSet};

use super::act::{Act, Arg, Polarity, QuoteKind, Role};
use super::clause::View;
use super::frames::Found;
use super::rule_file::Cue;
use super::{Frame, RuleSet, answers, chains, repair, score};
use crate::mention::{Entity, Mention, MentionKind, NounPhrase, Refer};
use crate::ner::Class;
use crate::syntax::{Rel, Syntax, Upos};
use crate::text::{Byte, Span, Tok};
use crate::token::{Segmented, lemma};

/// An article's acts, and the mentions with those that acts added.
#[derive(Debug, Clone, Default)]
pub struct Related {
    /// In the order of their cues.
    pub acts: Vec<Act>,
    /// Names, then the nominals and pronouns that take part in acts.
    pub mentions: Vec<Mention>,
}

impl Related {
    /// Leaves out the acts that another one reports, with the nominals and pronouns that take part in them alone.
    #[must_use]
    pub fn outermost(self) -> Self {
        let kept = places(self.acts.iter().map(|act| act.attribution.is_empty()));
        let mut acts: Vec<Act> = self.acts.into_iter().filter(|act| act.attribution.is_empty()).collect();
        let used: HashSet<usize> = acts.iter().flat_map(|act| &act.args).filter_map(|arg| arg.mention).collect();
        let stays = |(at, mention): (usize, &Mention)| mention.kind == MentionKind::Name || used.contains(&at);
        let placed = places(self.mentions.iter().enumerate().map(stays));
        for act in &mut acts {
            act.answers = act.answers.and_then(|claim| kept[claim]);
            for arg in &mut act.args {
                arg.mention = arg.mention.and_then(|mention| placed[mention]);
            }
        }
        let mentions = self.mentions.into_iter().zip(&placed).filter(|(_, place)| place.is_some());
        Self { acts, mentions: mentions.map(|(mention, _)| mention).collect() }
    }
}

/// Where each of a list stands once only some stay.
fn places(stay: impl Iterator<Item = bool>) -> Vec<Option<usize>> {
    let mut next = 0..;
    stay.map(|stays| if stays { next.next() } else { None }).collect()
}

/// Finds the acts of an article.
#[must_use]
pub fn relate(rules: &RuleSet, doc: &Segmented, syntax: &Syntax, names: Vec<Mention>, entities: &[Entity]) -> Related {
    let syntax = &repair::repaired(rules, doc, syntax);
    let view = View { doc, syntax };
    let mut refer = Refer::new(doc, syntax, &names, entities);
    let mut added: Vec<Mention> = Vec::new();
    let mut placed: HashMap<Span<Tok>, usize> = HashMap::new();
    let mut acts = Vec::new();
    for word in 0..doc.words.len() {
        let Some((relation, cue, mut found)) = fire(rules, view, word) else { continue };
        let own = cue.frame.has_verb()
            || matches!(cue.frame, Frame::Sorry | Frame::Wish)
                && (view.syntax.child(word, &[Rel::Cop]).is_some() || view.syntax.upos(word) == Upos::Verb);
        let alone = matches!(cue.frame, Frame::Colon | Frame::Noun);
        let verb = if own { Some(word) } else { view.syntax.head(word).filter(|_| !alone) };
        let Some((mut polarity, modality)) = verb.map_or(Some(ASSERTED), |verb| view.factuality(verb)) else {
            continue;
        };
        let untrue = cue.frame == Frame::NoTruth || cue.frame == Frame::Verdict && cue.only_negative;
        if untrue || cue.frame == Frame::According || cue.refusal {
            polarity = Polarity::Positive;
        } else if found.noun.is_some_and(|noun| view.has_no(noun)) {
            polarity = Polarity::Negative;
        }
        if polarity == Polarity::Negative && found.noun.is_none() {
            found.cue.extend(view.refusal(word));
        }
        let mut args = Vec::new();
        for &(role, head) in &found.who {
            for mut phrase in view.noun_phrases(role, head) {
                phrase = phrase.with_name(doc, syntax, &names);
                clip(&mut phrase, &found);
                let speakers: Vec<usize> = args.iter().filter_map(|arg: &Arg| arg.entity).collect();
                let referent = refer.resolve(phrase, role == Role::Speaker, &speakers);
                let mention = referent.mention.unwrap_or_else(|new| {
                    *placed.entry(new.words).or_insert_with(|| {
                        added.push(new);
                        names.len() + added.len() - 1
                    })
                });
                args.push(Arg {
                    role,
                    pieces: vec![view.closed(doc.bytes(phrase.words))],
                    mention: Some(mention),
                    entity: referent.entity,
                    metonym: referent.metonym,
                });
            }
        }
        let told = found.what.iter().find(|(role, _)| matches!(role, Role::Content | Role::Occasion));
        let quote = told.map_or(QuoteKind::None, |(_, pieces)| view.quote_kind(pieces));
        let mut holds = found.holds;
        for (role, pieces) in found.what {
            if role == Role::Content {
                holds.extend(pieces.iter().copied());
            }
            args.push(Arg { role, pieces, mention: None, entity: None, metonym: false });
        }
        args.sort_by_key(|arg| (arg.role, arg.pieces.first().map(|p| p.start)));
        // "Exclusive: ferry sinks", "Kyiv: three dead in a raid": only persons, nouns for somebody, and whoever is quoted, speak
        // so.
        let speaks = |arg: &Arg| {
            let name = arg.mention.and_then(|m| names.get(m)).filter(|_| arg.role == Role::Speaker);
            name.is_some_and(|name| name.class == Class::Per || quote == QuoteKind::Direct)
        };
        if cue.frame == Frame::Colon && found.noun.is_none() && !args.iter().any(speaks) {
            continue;
        }
        let sentence = doc.sentence_of(word).unwrap_or(0);
        acts.push(Act {
            relation,
            cue_name: cue.name.clone(),
            cue: cue_span(doc, &found.cue),
            lemma: cue_lemma(view, &found.cue),
            args,
            holds,
            quote,
            polarity,
            modality,
            attribution: Vec::new(),
            answers: None,
            sentence,
            score: 0.0,
            evidence: Span::new(0, 0),
        });
    }
    // "refused to apologise" is an apology that was not made, and no refusal besides.
    let cues: Vec<Span<Byte>> = acts.iter().map(|act: &Act| act.cue).collect();
    acts.retain(|act| !cues.iter().any(|other| *other != act.cue && other.covers(act.cue)));
    acts.sort_by_key(|act| (act.cue.start, act.cue.end));
    chains::link(&mut acts);
    let bodies = refer.into_bodies();
    let mut mentions = names;
    mentions.extend(added);
    chains::inherit(rules, doc, &bodies, &mut acts, &mut mentions);
    answers::link(rules, view, &mut acts);
    for at in 0..acts.len() {
        let rule = &rules.rules()[acts[at].relation];
        acts[at].score = score::probability(rule, doc, &mentions, &acts, at);
        acts[at].evidence = evidence(doc, &acts[at]);
    }
    Related { acts, mentions }
}

const ASSERTED: (Polarity, super::Modality) = (Polarity::Positive, super::Modality::Asserted);

/// The first cue entry whose shape stands at this word.
fn fire<'r>(rules: &'r RuleSet, view: View<'_>, word: usize) -> Option<(usize, &'r Cue, Found)> {
    for (frame, first) in [(Frame::According, "according"), (Frame::NoTruth, "no"), (Frame::Colon, ":")] {
        if view.doc.word(word).eq_ignore_ascii_case(first) {
            return rules.cues_in(frame).find_map(|(relation, cue)| Some((relation, cue, view.find(cue, word)?)));
        }
    }
    let phrase = |frame| rules.cues_in(frame).find_map(|(relation, cue)| Some((relation, cue, view.find(cue, word)?)));
    if view.doc.word(word).eq_ignore_ascii_case("sorry") {
        return phrase(Frame::Sorry);
    }
    if view.syntax.child(word, &[Rel::Cop]).is_some()
        && let Some(verdict) = phrase(Frame::Verdict).or_else(|| phrase(Frame::Wish))
    {
        return Some(verdict);
    }
    if view.syntax.upos(word) == Upos::Noun {
        return noun(rules, view, word);
    }
    // A participle before its noun ("the accused man") signals nothing.
    let verbal = matches!(view.syntax.upos(word), Upos::Verb | Upos::Aux)
        && !matches!(view.syntax.rel(word), Rel::Amod | Rel::Compound | Rel::Case | Rel::Det | Rel::Fixed | Rel::Flat);
    // "There is no denying it": a noun.
    let noun = view.is_ing(word) && view.syntax.child(word, &[Rel::Det]).is_some();
    if !verbal || noun {
        return None;
    }
    let verb = lemma(view.doc.word(word), true);
    rules.cues_of(&verb).find_map(|(relation, cue)| Some((relation, cue, view.find(cue, word)?)))
}

/// A noun that performs an act. What is done to it in words, "rejected her appeal to stay", is that verb's act.
fn noun<'r>(rules: &'r RuleSet, view: View<'_>, word: usize) -> Option<(usize, &'r Cue, Found)> {
    let part = matches!(view.syntax.rel(word), Rel::Compound | Rel::Fixed | Rel::Flat | Rel::Root);
    let takes =
        |(_, cue): (usize, &Cue)| !matches!(cue.frame, Frame::Report | Frame::Tell | Frame::Appeal | Frame::Bare);
    let undergoes = || {
        // "came after a warning": a phrase undergoes only what reaches it by its preposition.
        let reached = |(_, cue): (usize, &Cue)| view.marks(word).any(|mark| cue.via.contains(&view.lower(mark)));
        let verb = view.syntax.head(word);
        match view.syntax.rel(word) {
            Rel::Obj | Rel::NsubjPass => verb.is_some_and(|v| rules.cues_of(&view.verb_lemma(v)).any(takes)),
            Rel::Obl => verb.is_some_and(|v| rules.cues_of(&view.verb_lemma(v)).any(|cue| takes(cue) && reached(cue))),
            _ => false,
        }
    };
    let lemma = view.lemma(word);
    let mut cues = rules.cues_of_noun(&lemma).filter(|_| !part && !undergoes());
    cues.find_map(|(relation, cue)| Some((relation, cue, view.find(cue, word)?)))
}

/// A participant never reaches over the cue, nor over another participant's head.
fn clip(phrase: &mut NounPhrase, found: &Found) {
    for &stop in found.cue.iter().chain(found.who.iter().map(|(_, head)| head).chain(&found.stops)) {
        if phrase.words.has(stop) && stop != phrase.head {
            if stop < phrase.head {
                phrase.words.start = stop + 1;
            } else {
                phrase.words.end = stop;
            }
        }
    }
}

/// From the first word of the cue to the last.
fn cue_span(doc: &Segmented, words: &[usize]) -> Span<Byte> {
    let (first, last) = (words.iter().min().copied().unwrap_or(0), words.iter().max().copied().unwrap_or(0));
    doc.bytes(Span::new(first, last + 1))
}

fn cue_lemma(view: View<'_>, words: &[usize]) -> String {
    let mut words = words.to_vec();
    words.sort_unstable();
    let lemmas: Vec<String> = words
        .iter()
        .map(|&w| match view.syntax.upos(w) {
            Upos::Verb | Upos::Aux if words.len() == 1 || w == words[0] => lemma(view.doc.word(w), true),
            _ => lemma(view.doc.word(w), false),
        })
        .collect();
    lemmas.join(" ")
}

fn evidence(doc: &Segmented, act: &Act) -> Span<Byte> {
    let whole = chains::parts(act).fold(act.cue, Span::hull);
    let touched = doc.sentences.iter().filter(|s| s.span.overlaps(whole)).map(|s| s.span);
    touched.reduce(Span::hull).unwrap_or(whole)
}
