//! Which claim or accusation of the article a denial answers.
//!
//! Every earlier or later claim of somebody else is weighed: by the words that its content shares with what is denied, by
//! whether the denier is the accused, by nouns that point back ("the charge", "the report"), and by distance. The weights
//! were set by hand on the project's development articles; below a threshold a denial answers nothing.

use std::collections::HashSet;

use super::RuleSet;
use super::act::{Act, Modality, Polarity, Role};
use super::clause::{View, WORDS};
use super::data::List;
use super::rule_file::Claim;
use crate::syntax::Upos;
use crate::text::{Byte, Span, look};

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
    if !acts.iter().any(|act| rules.rules()[act.relation].answers) {
        return;
    }
    let sides: Vec<Side> = acts.iter().map(|act| Side::of(rules, view, act)).collect();
    for at in 0..acts.len() {
        let denial = &acts[at];
        let takes_place = denial.polarity == Polarity::Positive && denial.modality == Modality::Asserted;
        if !sides[at].answers || !takes_place {
            continue;
        }
        let near = reach(sides[at].content.len());
        let around = at.saturating_sub(near)..acts.len().min(at + near + 1);
        let weights = around.filter_map(|other| Some((weight(acts, &sides, at, other)?, other)));
        // Of equals the first, so that the order of the text decides.
        let best = weights
            .fold((0.0, None), |best, (weight, other)| if weight > best.0 { (weight, Some(other)) } else { best });
        acts[at].answers = best.1.filter(|_| best.0 >= ENOUGH);
    }
}

/// So many acts away a claim may stand that a denial of so many words answers: beyond, the steps between them outweigh all
/// that can speak for it.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a small positive count"
)]
fn reach(words: usize) -> usize {
    let most = WORD * (words as f32).sqrt() + ACCUSED + SAME_PERSON + POINTS_TO_CHARGE + POINTS_BACK + NAMES_CLAIMANT;
    ((most - ENOUGH) / STEP).ceil() as usize
}

/// What is compared of an act.
struct Side<'a> {
    answers: bool,
    claims: Option<Claim>,
    /// Lemmas of what is claimed or denied, and against whom.
    content: HashSet<&'a str>,
    speakers: HashSet<usize>,
    targets: HashSet<usize>,
    speaker_words: HashSet<&'a str>,
    target_words: HashSet<&'a str>,
}

impl<'a> Side<'a> {
    fn of(rules: &'a RuleSet, view: View<'a>, act: &Act) -> Self {
        let words = |roles: &[Role]| {
            let args = act.args.iter().filter(|arg| roles.contains(&arg.role));
            view.telling(args.flat_map(|arg| arg.pieces.iter()))
        };
        let entities = |role| act.role(role).filter_map(|arg| arg.entity).collect();
        Self {
            answers: rules.rules()[act.relation].answers,
            claims: rules.rules()[act.relation].claims,
            content: words(&[Role::Content, Role::Target]),
            speakers: entities(Role::Speaker),
            targets: entities(Role::Target),
            speaker_words: words(&[Role::Speaker]),
            target_words: words(&[Role::Target]),
        }
    }

    fn points(&self, list: &List) -> bool {
        list.iter().any(|noun| self.content.contains(noun.as_str()))
    }
}

/// How likely the denial answers the claim; `None` where it cannot.
#[expect(clippy::cast_precision_loss, reason = "counts of words and acts are far below 2^24")]
fn weight(acts: &[Act], sides: &[Side], at: usize, other: usize) -> Option<f32> {
    look(1);
    let (denial, claim) = (&acts[at], &acts[other]);
    let (own, theirs) = (&sides[at], &sides[other]);
    let claims = theirs.claims?;
    let real = !matches!(claim.modality, Modality::Hypothetical | Modality::Conditional);
    let apart = at != other && !claim.attribution.contains(&at) && !denial.attribution.contains(&other);
    let holds = claim.role(Role::Content).any(|arg| arg.pieces.iter().any(|piece| piece.has(denial.cue.start)));
    let same_speaker = !own.speakers.is_disjoint(&theirs.speakers)
        || !own.speaker_words.is_empty() && own.speaker_words == theirs.speaker_words;
    if !real || !apart || holds || same_speaker || theirs.content.is_empty() || claim.polarity == Polarity::Negative {
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
    match claims {
        Claim::Charge => {
            let person = !theirs.targets.is_disjoint(&own.speakers);
            add(ACCUSED, true);
            add(SAME_PERSON, person);
            add(SAME_NOUN, !person && !theirs.target_words.is_disjoint(&own.speaker_words));
            add(POINTS_TO_CHARGE, charge);
        }
        Claim::Claim => {
            add(CLAIMED, true);
            add(POINTS_TO_CLAIM, charge || report);
        }
        Claim::Report => {
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

impl<'a> View<'a> {
    /// Lemmas of the words that carry meaning, within spans.
    fn telling(&self, pieces: impl Iterator<Item = Span<Byte>>) -> HashSet<&'a str> {
        let kept = |&word: &usize| {
            let meant = matches!(
                self.syntax.upos(word),
                Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj | Upos::Num | Upos::Adv
            );
            meant || matches!(self.lower(word), "this" | "that" | "it")
        };
        let words = pieces.flat_map(|piece| {
            let first = self.doc.words.partition_point(|word| word.span.start < piece.start);
            (first..self.doc.words.len()).take_while(move |&word| self.doc.words[word].span.end <= piece.end)
        });
        words.filter(kept).map(|word| self.lemma(word)).collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

    use super::{ENOUGH, reach};
    use crate::mention::Sample;
    use crate::relation::{RuleSet, relate};

    /// Each act that answers another: both cues.
    fn answers(text: &str) -> Vec<String> {
        let (sample, rules) = (Sample::of(text), RuleSet::embedded().unwrap());
        let acts = relate(&rules, &sample.doc, &sample.syntax, &sample.names, &sample.entities).acts;
        let cue = |at: usize| sample.doc.text(acts[at].cue);
        let answers = (0..acts.len()).filter_map(|at| Some(format!("{} > {}", cue(at), cue(acts[at].answers?))));
        answers.collect()
    }

    macro_rules! answers {
        ($($name:ident: $text:literal => $answers:expr;)*) => { $(
            #[test]
            fn $name() { assert_eq!(answers($text), $answers as [&str; _]); }
        )* };
    }

    answers! {
        the_accused_denies:
            "The union accused Halden Metals of theft. Halden Metals denied the charge." => ["denied > accused"];
        a_claim_with_the_same_words:
            "The union claimed that the dam had leaked. Halden Metals denied that the dam had leaked." => ["denied > claimed"];
        the_nearer_of_two:
            "Olav Vik said the dam leaked oil. Anna Berg said the dam leaked oil. The council denied that the dam leaked oil." =>
            ["denied > said"];
        nobody_answers_themselves: "Anna Berg said the dam had leaked. Anna Berg denied that the dam had leaked." => [];
        a_denial_of_something_else:
            "The union said the road was closed. The council denied that the ferry had sunk." => [];
        a_denial_that_did_not_take_place:
            "The union accused Halden Metals of theft. Halden Metals did not deny the charge." => [];
    }

    #[test]
    fn no_claim_out_of_reach_could_be_answered() {
        // The steps to it alone outweigh the most that may speak for it.
        for words in [0, 1, 4, 100, 10_000] {
            #[expect(clippy::cast_precision_loss, reason = "small")]
            let (steps, shared) = ((reach(words) + 1) as f32 * super::STEP, super::WORD * (words as f32).sqrt());
            let most = shared + super::ACCUSED + super::SAME_PERSON + super::POINTS_TO_CHARGE + super::POINTS_BACK;
            assert!(most + super::NAMES_CLAIMANT - steps < ENOUGH, "{words}");
        }
    }
}
