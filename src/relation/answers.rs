//! Which claim or accusation of the article a denial answers.
//!
//! Every earlier or later claim of somebody else is weighed: by the words that its content shares with what is denied, by
//! whether the denier is the accused, by nouns that point back ("the charge", "the report"), and by distance. The weights
//! were set by hand on the project's development articles; below a threshold a denial answers nothing.

use std::collections::HashSet;

use super::RuleSet;
use super::act::{Act, Modality, Polarity, Role};
use super::clause::{View, WORDS};
use crate::syntax::Upos;
use crate::text::{Byte, Span};

/// Below this a denial answers nothing.
const ENOUGH: f32 = 0.6;
/// A shared word, over the root of the number of words of the shorter side.
const WORD: f32 = 1.2;
/// An accusation asks for an answer more than a report does.
const ACCUSED: f32 = 0.9;
const CLAIMED: f32 = 0.5;
/// The accused denies.
const SAME_PERSON: f32 = 0.8;
const SAME_NOUN: f32 = 0.5;
/// "the charge", "the report" denied: of an accusation, of the claim told just before, of a claim by whom the noun names.
const POINTS_TO_CHARGE: f32 = 0.6;
const POINTS_TO_CLAIM: f32 = 0.4;
const POINTS_BACK: f32 = 0.6;
const POINTS_FURTHER: f32 = 0.2;
const NAMES_CLAIMANT: f32 = 0.8;
/// A report within a report is less likely meant.
const WITHIN: f32 = 0.2;
/// An act between them; a claim that is told after its denial.
const STEP: f32 = 0.06;
const LATER: f32 = 0.05;
/// What points back is short, and means acts this near.
const SHORT: usize = 4;
const NEAR: usize = 2;

/// Gives every denial that takes place what it answers.
pub(super) fn link(rules: &RuleSet, view: View<'_>, acts: &mut [Act]) {
    if !acts.iter().any(|act| rules.rules()[act.relation].kind == "denied") {
        return;
    }
    let sides: Vec<Side> = acts.iter().map(|act| Side::of(rules, view, act)).collect();
    for at in 0..acts.len() {
        let denial = &acts[at];
        let takes_place = denial.polarity == Polarity::Positive && denial.modality == Modality::Asserted;
        if sides[at].kind != "denied" || !takes_place {
            continue;
        }
        let weights = (0..acts.len()).filter_map(|other| Some((weight(acts, &sides, at, other)?, other)));
        // Of equals the first, so that the order of the text decides.
        let best = weights
            .fold((0.0, None), |best, (weight, other)| if weight > best.0 { (weight, Some(other)) } else { best });
        acts[at].answers = best.1.filter(|_| best.0 >= ENOUGH);
    }
}

/// What is compared of an act.
struct Side {
    kind: String,
    /// Lemmas of what is claimed or denied, and against whom.
    content: HashSet<String>,
    speakers: HashSet<usize>,
    targets: HashSet<usize>,
    speaker_words: HashSet<String>,
    target_words: HashSet<String>,
}

impl Side {
    fn of(rules: &RuleSet, view: View<'_>, act: &Act) -> Self {
        let words = |roles: &[Role]| {
            let pieces: Vec<Span<Byte>> = act
                .args
                .iter()
                .filter(|arg| roles.contains(&arg.role))
                .flat_map(|arg| arg.pieces.iter().copied())
                .collect();
            view.telling(&pieces)
        };
        let entities = |role| act.role(role).filter_map(|arg| arg.entity).collect();
        Self {
            kind: rules.rules()[act.relation].kind.clone(),
            content: words(&[Role::Content, Role::Target]),
            speakers: entities(Role::Speaker),
            targets: entities(Role::Target),
            speaker_words: words(&[Role::Speaker]),
            target_words: words(&[Role::Target]),
        }
    }

    fn points(&self, list: &[String]) -> bool {
        list.iter().any(|noun| self.content.contains(noun))
    }
}

/// How likely the denial answers the claim; `None` where it cannot.
#[expect(clippy::cast_precision_loss, reason = "counts of words and acts are far below 2^24")]
fn weight(acts: &[Act], sides: &[Side], at: usize, other: usize) -> Option<f32> {
    let (denial, claim) = (&acts[at], &acts[other]);
    let (own, theirs) = (&sides[at], &sides[other]);
    let told = matches!(theirs.kind.as_str(), "accused" | "claimed" | "said" | "told");
    let real = !matches!(claim.modality, Modality::Hypothetical | Modality::Conditional);
    let apart = at != other && !claim.attribution.contains(&at) && !denial.attribution.contains(&other);
    let holds = claim.role(Role::Content).any(|arg| arg.pieces.iter().any(|piece| piece.has(denial.cue.start)));
    let same_speaker = !own.speakers.is_disjoint(&theirs.speakers)
        || !own.speaker_words.is_empty() && own.speaker_words == theirs.speaker_words;
    if !told
        || !real
        || !apart
        || holds
        || same_speaker
        || theirs.content.is_empty()
        || claim.polarity == Polarity::Negative
    {
        return None;
    }
    let shared = own.content.intersection(&theirs.content).count();
    let shorter = own.content.len().min(theirs.content.len()).max(1);
    let charge = own.points(&WORDS.charges);
    let report = own.points(&WORDS.reports) && own.content.len() <= SHORT;
    let distance = at.abs_diff(other);
    let before = other < at;
    let mut weight = shared as f32 / (shorter as f32).sqrt() * WORD;
    let mut add = |bonus: f32, holds: bool| weight += if holds { bonus } else { 0.0 };
    match theirs.kind.as_str() {
        "accused" => {
            let person = !theirs.targets.is_disjoint(&own.speakers);
            add(ACCUSED, true);
            add(SAME_PERSON, person);
            add(SAME_NOUN, !person && !theirs.target_words.is_disjoint(&own.speaker_words));
            add(POINTS_TO_CHARGE, charge);
        }
        "claimed" => {
            add(CLAIMED, true);
            add(POINTS_TO_CLAIM, charge || report);
        }
        _ => {
            let pointed_at = report && before && distance <= NEAR + 1;
            if shared == 0 && !pointed_at {
                return None;
            }
            add(-WITHIN, !claim.attribution.is_empty());
        }
    }
    add(if distance <= NEAR { POINTS_BACK } else { POINTS_FURTHER }, report && before);
    add(NAMES_CLAIMANT, report && !theirs.speaker_words.is_disjoint(&own.content));
    add(-LATER, !before);
    Some(weight - STEP * distance as f32)
}

impl View<'_> {
    /// Lemmas of the words that carry meaning, within spans.
    fn telling(&self, pieces: &[Span<Byte>]) -> HashSet<String> {
        let kept = |&word: &usize| {
            let meant = matches!(
                self.syntax.upos(word),
                Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj | Upos::Num | Upos::Adv
            );
            meant || matches!(self.lower(word).as_str(), "this" | "that" | "it")
        };
        let words = pieces.iter().flat_map(|piece| {
            let first = self.doc.words.partition_point(|word| word.span.start < piece.start);
            (first..self.doc.words.len()).take_while(|&word| self.doc.words[word].span.end <= piece.end)
        });
        words.filter(kept).map(|word| self.lemma(word).to_lowercase()).collect()
    }
}
