//! What a word signals: the cue that fires there, who and what take part, and whether the act took place.

use super::act::{Act, Modality, Polarity, QuoteKind, Role};
use super::clause::View;
use super::data::among;
use super::frames::Found;
use super::pieces::Pieces;
use super::rule_file::Cue;
use super::{Frame, RuleSet};
use crate::mention::{Mention, NounPhrase};
use crate::ner::Class;
use crate::syntax::{Rel, Upos};
use crate::text::{Byte, Span, Tok};
use crate::token::{Quote, Segmented};

/// An act as one word shows it. Whom its participants mean is decided later, with all acts in view.
#[derive(Debug)]
pub(super) struct Sight<'a> {
    /// Index of the relation in the rule set.
    relation: usize,
    entry: &'a Cue,
    /// From the first word of the cue to the last.
    pub cue: Span<Byte>,
    lemma: String,
    /// Participants, in the order in which the shape binds them.
    pub who: Vec<(Role, NounPhrase)>,
    /// Content and occasion.
    pub what: Vec<(Role, Pieces)>,
    /// What its report closes over besides its content.
    holds: Vec<Span<Byte>>,
    quote: QuoteKind,
    polarity: Polarity,
    modality: Modality,
    sentence: usize,
}

impl<'a> Sight<'a> {
    /// The first cue entry whose shape stands at a word, if what it finds there is an act.
    pub(super) fn at(rules: &'a RuleSet, view: View<'_>, names: &[Mention], word: usize) -> Option<Self> {
        let (relation, entry, mut found) = fire(rules, view, word)?;
        let own = entry.frame.has_verb()
            || matches!(entry.frame, Frame::Sorry | Frame::Wish)
                && (view.syntax.child(word, &[Rel::Cop]).is_some() || view.syntax.upos(word) == Upos::Verb);
        let alone = matches!(entry.frame, Frame::According | Frame::Colon | Frame::Signed | Frame::Noun);
        let verb = if own { Some(word) } else { view.syntax.head(word).filter(|_| !alone) };
        let (mut polarity, modality) = verb.map_or(Some(ASSERTED), |verb| view.factuality(verb))?;
        let untrue = entry.frame == Frame::NoTruth || entry.frame == Frame::Verdict && entry.only_negative;
        if untrue || entry.frame == Frame::According || entry.refusal {
            polarity = Polarity::Positive;
        } else if found.noun.is_some_and(|noun| view.has_no(noun)) {
            polarity = Polarity::Negative;
        }
        if polarity == Polarity::Negative && found.noun.is_none() {
            found.cue.extend(view.refusal(word));
        }
        let who = participants(view, names, &found);
        let told = found.what.iter().find(|(role, _)| matches!(role, Role::Content | Role::Occasion));
        let quote = told.map_or(QuoteKind::None, |(_, pieces)| view.quote_kind(pieces));
        // "Exclusive: ferry sinks", "Kyiv: three dead in a raid": only persons, nouns for somebody, and whoever is quoted, speak
        // so.
        let speaks = |(role, phrase): &(Role, NounPhrase)| {
            let name = phrase.name(view.doc, view.syntax, names).filter(|_| *role == Role::Speaker);
            name.is_some_and(|name| names[name].class == Class::Per || quote == QuoteKind::Direct)
        };
        if matches!(entry.frame, Frame::Colon | Frame::Signed) && found.noun.is_none() && !who.iter().any(speaks) {
            return None;
        }
        Some(Self {
            relation,
            entry,
            cue: cue_span(view, &found.cue),
            lemma: cue_lemma(view, &found.cue),
            who,
            what: found.what,
            holds: found.holds,
            quote,
            polarity,
            modality,
            sentence: view.doc.sentence_of(word).unwrap_or(0),
        })
    }

    /// A word that a rule file lists and no shape suits, as the argument heads see it: `kind` is the relation they take it for, by what
    /// the files let the word signal; `who` are head words.
    pub(super) fn heard(
        rules: &'a RuleSet,
        view: View<'_>,
        names: &[Mention],
        word: usize,
        kind: impl Fn(&str) -> f32,
        who: Vec<(Role, usize)>,
        content: Pieces,
    ) -> Option<Self> {
        let (polarity, modality) = view.factuality(word)?;
        let listed = rules
            .cues_of(view.doc.verb(word))
            .filter(|(_, cue)| cue.takes_verb_alone() && may_be_heard(view, cue, word, &content));
        let (relation, entry) =
            listed.max_by(|a, b| kind(&rules.rules()[a.0].kind).total_cmp(&kind(&rules.rules()[b.0].kind)))?;
        let found = Found { cue: vec![word], who, ..Found::default() };
        Some(Self {
            relation,
            entry,
            cue: cue_span(view, &found.cue),
            lemma: cue_lemma(view, &found.cue),
            who: participants(view, names, &found),
            quote: if content.is_empty() { QuoteKind::None } else { view.quote_kind(&content) },
            what: if content.is_empty() { Vec::new() } else { vec![(Role::Content, content)] },
            holds: Vec::new(),
            polarity,
            modality,
            sentence: view.doc.sentence_of(word).unwrap_or(0),
        })
    }

    /// A quotation without an attribution, of whoever speaks in the report before it. Its opening mark is the cue.
    pub(super) fn continued(
        rules: &'a RuleSet,
        doc: &Segmented,
        report: &Sight<'_>,
        quote: &Quote,
    ) -> Option<(usize, Self)> {
        let (relation, entry) = rules.cues_in(Frame::Continued).next()?;
        let cue = Span::new(quote.span.start, quote.inside.start);
        let word = doc.words_in(cue).start;
        let sight = Self {
            relation,
            entry,
            cue,
            lemma: entry.name.clone(),
            who: report.who.iter().filter(|(role, _)| *role == Role::Speaker).copied().collect(),
            what: vec![(Role::Content, [quote.span].into_iter().collect())],
            holds: Vec::new(),
            quote: QuoteKind::Direct,
            polarity: Polarity::Positive,
            modality: Modality::Asserted,
            sentence: doc.sentence_of(word)?,
        };
        (!cue.is_empty()).then_some((word, sight))
    }

    /// Does it say that somebody said something, in words that are given?
    pub(super) fn is_told(&self) -> bool {
        self.speaks() && !self.content().is_empty() && (self.polarity, self.modality) == ASSERTED
    }

    /// Does somebody perform it, by its own words?
    pub(super) fn speaks(&self) -> bool {
        self.who.iter().any(|(role, _)| *role == Role::Speaker)
    }

    /// A verdict ("the reports are false") is the verdict of whoever says so.
    pub(super) fn is_verdict(&self) -> bool {
        matches!(self.entry.frame, Frame::Verdict | Frame::NoTruth)
    }

    /// What is said.
    pub(super) fn content(&self) -> Pieces {
        let content = self.what.iter().find(|(role, _)| *role == Role::Content);
        content.map(|(_, pieces)| pieces.clone()).unwrap_or_default()
    }

    /// The act, of which nobody knows yet who takes part, nor what is said.
    pub(super) fn act(&self) -> Act {
        Act {
            relation: self.relation,
            cue_name: self.entry.name.clone(),
            cue: self.cue,
            lemma: self.lemma.clone(),
            args: Vec::new(),
            holds: self.holds.clone(),
            edges: None,
            quote: self.quote,
            polarity: self.polarity,
            modality: self.modality,
            attribution: Vec::new(),
            answers: None,
            sentence: self.sentence,
            score: 0.0,
            evidence: Span::new(0, 0),
        }
    }
}

/// May the heads alone make an act of the verb, by what its entry asks for? Its subject and object must be such as the entry lets it
/// have, and unless it is a stance, what is said a clause or a quotation.
fn may_be_heard(view: View<'_>, cue: &Cue, word: usize, content: &Pieces) -> bool {
    let passive = view.is_passive(word);
    let object = if passive { view.subject(word) } else { view.object_of(word) };
    let himself = |object: usize| view.lower(object).ends_with("self") || view.lower(object).ends_with("selves");
    let stance = matches!(cue.frame, Frame::QuoteAs | Frame::Citing | Frame::Label | Frame::Stance | Frame::Accuse);
    view.suits(cue, word, passive)
        && object.is_none_or(|object| view.is_wanted(cue, object) && !himself(object))
        && (stance || view.says(content))
}

/// The phrases of whoever takes part.
fn participants(view: View<'_>, names: &[Mention], found: &Found) -> Vec<(Role, NounPhrase)> {
    let phrases = |&(role, head): &(Role, usize)| {
        view.noun_phrases(role, head).into_iter().map(move |phrase| (role, phrase)).collect::<Vec<_>>()
    };
    let mut who: Vec<(Role, NounPhrase)> = found.who.iter().flat_map(phrases).collect();
    for (_, phrase) in &mut who {
        *phrase = phrase.with_name(view.doc, view.syntax, names);
        clip(view, phrase, found);
    }
    who
}

const ASSERTED: (Polarity, Modality) = (Polarity::Positive, Modality::Asserted);

/// Shapes that a fixed word opens.
fn opened(view: View<'_>, word: usize) -> Option<Frame> {
    match view.lower(word) {
        "no" => Some(Frame::NoTruth),
        ":" => Some(Frame::Colon),
        "—" | "–" | "-" | "--" => Some(Frame::Signed),
        _ => view.opens_source(word).map(|_| Frame::According),
    }
}

/// The first cue entry whose shape stands at this word.
fn fire<'r>(rules: &'r RuleSet, view: View<'_>, word: usize) -> Option<(usize, &'r Cue, Found)> {
    let phrase = |frame| rules.cues_in(frame).find_map(|(relation, cue)| Some((relation, cue, view.find(cue, word)?)));
    if let Some(frame) = opened(view, word) {
        return phrase(frame);
    }
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
    rules.cues_of(view.doc.verb(word)).find_map(|(relation, cue)| Some((relation, cue, view.find(cue, word)?)))
}

/// A noun that performs an act. What is done to it in words, "rejected her appeal to stay", is that verb's act.
fn noun<'r>(rules: &'r RuleSet, view: View<'_>, word: usize) -> Option<(usize, &'r Cue, Found)> {
    let part = matches!(view.syntax.rel(word), Rel::Compound | Rel::Fixed | Rel::Flat | Rel::Root);
    let takes =
        |(_, cue): (usize, &Cue)| !matches!(cue.frame, Frame::Report | Frame::Tell | Frame::Appeal | Frame::Bare);
    let undergoes = || {
        // "came after a warning": a phrase undergoes only what reaches it by its preposition.
        let reached = |(_, cue): (usize, &Cue)| view.marks(word).any(|mark| among(&cue.via, view.lower(mark)));
        let verb = view.syntax.head(word);
        match view.syntax.rel(word) {
            Rel::Obj | Rel::NsubjPass => verb.is_some_and(|v| rules.cues_of(view.verb_lemma(v)).any(takes)),
            Rel::Obl => verb.is_some_and(|v| rules.cues_of(view.verb_lemma(v)).any(|cue| takes(cue) && reached(cue))),
            _ => false,
        }
    };
    let mut cues = rules.cues_of_noun(view.lemma(word)).filter(|_| !part && !undergoes());
    cues.find_map(|(relation, cue)| Some((relation, cue, view.find(cue, word)?)))
}

/// A participant never reaches over the cue, nor over another participant's head, nor into the clause about it that they stand in: "a law
/// | that the bishops criticised".
fn clip(view: View<'_>, phrase: &mut NounPhrase, found: &Found) {
    for &stop in found.cue.iter().chain(found.who.iter().map(|(_, head)| head)).chain(&found.stops) {
        if phrase.words.has(stop) && stop != phrase.head {
            if stop < phrase.head {
                phrase.words.start = stop + 1;
            } else {
                let about =
                    |at: &usize| view.syntax.head(*at) == Some(phrase.head) && view.syntax.rel(*at) == Rel::AclRelcl;
                let clause = view.syntax.ancestors(stop).find(about).map(|clause| view.syntax.reach(clause, &[]).start);
                phrase.words.end = clause.filter(|&start| start > phrase.head).unwrap_or(stop);
            }
        }
    }
}

/// From the first word of the cue to the last.
fn cue_span(view: View<'_>, words: &[usize]) -> Span<Byte> {
    let (first, last) = (words.iter().min().copied().unwrap_or(0), words.iter().max().copied().unwrap_or(0));
    view.doc.bytes(Span::<Tok>::new(first, last + 1))
}

fn cue_lemma(view: View<'_>, words: &[usize]) -> String {
    let mut words = words.to_vec();
    words.sort_unstable();
    let lemmas: Vec<&str> = words
        .iter()
        .map(|&w| match view.syntax.upos(w) {
            Upos::Verb | Upos::Aux if words.len() == 1 || w == words[0] => view.doc.verb(w),
            _ => view.doc.noun(w),
        })
        .collect();
    lemmas.join(" ")
}
