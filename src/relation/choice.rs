//! Which of two contents is right: that of the rules or that of the argument heads. A score that was fitted decides, not precedence.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

use super::stretch::Evidence;
use crate::text::{Span, Tok, embedded};

/// Weights of the choice, as log-odds for the heads.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Weights {
    bias: f32,
    begins_least: f32,
    ends: f32,
    taken: f32,
    aside: f32,
    beyond: f32,
    several: f32,
    said: f32,
    others: f32,
    reaches: f32,
    leaves: f32,
}

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| embedded("relation/choice.toml", include_str!("choice.toml")));

/// Two contents of one act, as words of a window.
pub(super) struct Dispute<'a> {
    pub heads: &'a [Span<Tok>],
    pub rules: &'a [Span<Tok>],
    pub evidence: &'a Evidence,
    /// Of each word of the window its sentence.
    pub sentences: &'a [usize],
    pub cue: usize,
    /// Is the act one of saying, and no other?
    pub said: bool,
    /// The acts of the window by the rules, this one among them.
    pub acts: &'a [Other],
}

/// An act beside the one in dispute, as words of the window.
pub(super) struct Other {
    pub cue: usize,
    pub content: Vec<Span<Tok>>,
}

impl Dispute<'_> {
    /// Log-odds that the heads are right rather than the rules. `opens_aside`: does a clause of the reporter's own begin with a word of the
    /// window, as ", which" does?
    pub fn heads_over_rules(&self, opens_aside: impl Fn(usize) -> bool) -> f32 {
        let Self { heads, rules, evidence, sentences, cue, said, acts } = self;
        let [[begins, ends, _], [rules_begins, rules_ends, _]] = [heads, rules].map(|runs| edges(runs, evidence));
        let has = |runs: &[Span<Tok>], word: usize| runs.iter().any(|run| run.has(word));
        let only = |ours: &[Span<Tok>], theirs: &[Span<Tok>]| -> Vec<usize> {
            ours.iter().flat_map(|run| run.range()).filter(|word| !has(theirs, *word)).collect()
        };
        let (taken, left) = (only(heads, rules), only(rules, heads));
        let within: f32 = taken.iter().map(|&word| evidence.within[word]).sum();
        let known: HashSet<usize> = rules.iter().flat_map(|run| run.range()).map(|word| sentences[word]).collect();
        let beside =
            |act: &&Other| act.cue != *cue && !has(heads, act.cue) && !has(rules, act.cue) && !has(&act.content, *cue);
        let of = |holds: bool, weight: f32| if holds { weight } else { 0.0 };
        let weights = &*WEIGHTS;
        weights.bias
            + weights.begins_least * (begins - rules_begins)
            + weights.ends * (ends - rules_ends)
            + weights.taken * within / taken.len().max(1) as f32
            + of(left.iter().find(|word| *word > cue).is_some_and(|&word| opens_aside(word)), weights.aside)
            + of(taken.iter().any(|word| !known.contains(&sentences[*word])), weights.beyond)
            + of(heads.len() > 1, weights.several)
            + of(*said, weights.said)
            + of(
                acts.iter().filter(beside).any(|act| taken.iter().any(|word| has(&act.content, *word))),
                weights.others,
            )
            + of(acts.iter().any(|act| taken.contains(&act.cue)), weights.reaches)
            + of(acts.iter().any(|act| left.contains(&act.cue)), weights.leaves)
    }
}

/// Probability that every piece begins where these do and ends where these end, by the least of both.
pub(super) fn edges_hold(runs: &[Span<Tok>], evidence: &Evidence) -> f32 {
    let [begins, _, ends] = edges(runs, evidence);
    begins * ends
}

/// The least probability that a piece begins where these do; the mean and the least that one ends where these end.
fn edges(runs: &[Span<Tok>], evidence: &Evidence) -> [f32; 3] {
    let [_, begins_least] = mean_and_least(runs.iter().map(|run| evidence.begins[run.start]));
    let [ends, ends_least] = mean_and_least(runs.iter().map(|run| evidence.ends[run.end - 1]));
    [begins_least, ends, ends_least]
}

/// Of the probabilities that these logits stand for.
fn mean_and_least(logits: impl ExactSizeIterator<Item = f32>) -> [f32; 2] {
    let count = logits.len() as f32;
    let probabilities = logits.map(|logit| (1.0 + (-logit).exp()).recip());
    let (sum, least) = probabilities.fold((0.0, 1.0), |(sum, least), p| (sum + p, f32::min(least, p)));
    [sum / count.max(1.0), least]
}

#[cfg(test)]
mod tests {
    use super::{Dispute, Evidence};
    use crate::text::{Span, Tok};

    /// Log-odds for the first of two contents, where the heads see one that reaches over six words of two sentences.
    fn odds(heads: Span<Tok>, rules: Span<Tok>, aside: usize) -> f32 {
        let evidence = Evidence {
            within: vec![4.0; 6],
            begins: vec![4.0, -4.0, -4.0, -4.0, -4.0, -4.0],
            ends: vec![-4.0, -4.0, -4.0, -4.0, -4.0, 4.0],
        };
        let (heads, rules) = ([heads], [rules]);
        let dispute = Dispute {
            heads: &heads,
            rules: &rules,
            evidence: &evidence,
            sentences: &[0, 0, 0, 0, 0, 1],
            cue: 0,
            said: false,
            acts: &[],
        };
        dispute.heads_over_rules(|word| word == aside)
    }

    #[test]
    fn who_cuts_where_content_ends_is_right() {
        let (whole, cut) = (Span::new(0, 6), Span::new(0, 3));
        assert!(odds(whole, cut, 9) > 0.0 && odds(cut, whole, 9) < 0.0);
    }

    #[test]
    fn who_leaves_out_an_aside_is_right_sooner() {
        let (whole, cut) = (Span::new(0, 6), Span::new(0, 3));
        assert!(odds(cut, whole, 3) > odds(cut, whole, 9));
    }
}
