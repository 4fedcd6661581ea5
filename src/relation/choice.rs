//! Which of two contents is right: that of the rules or that of the argument heads. A score that was fitted decides, not precedence.

use std::sync::LazyLock;

use serde::Deserialize;

use super::stretch::Evidence;
use crate::text::{Span, Tok, embedded};

/// Weights of the choice, as log-odds for the heads.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Weights {
    bias: f32,
    begins: f32,
    ends: f32,
    begins_least: f32,
    ends_least: f32,
}

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| embedded("relation/choice.toml", include_str!("choice.toml")));

/// Log-odds that the heads' stretches are right rather than the rules', both counted in the window. What the heads see at the edges
/// tells nearly all: where content begins and where it ends.
pub(super) fn heads_over_rules(heads: &[Span<Tok>], rules: &[Span<Tok>], evidence: &Evidence) -> f32 {
    let [heads, rules] = [heads, rules].map(|runs| edges(runs, evidence));
    let Weights { bias, begins, ends, begins_least, ends_least } = &*WEIGHTS;
    let weights = [begins, begins_least, ends, ends_least];
    let gains = heads.iter().zip(&rules).map(|(heads, rules)| heads - rules);
    bias + gains.zip(weights).map(|(gain, weight)| gain * weight).sum::<f32>()
}

/// Probability that every piece begins where these do and ends where these end, by the least of both.
pub(super) fn edges_hold(runs: &[Span<Tok>], evidence: &Evidence) -> f32 {
    let [_, begins, _, ends] = edges(runs, evidence);
    begins * ends
}

/// Mean and least probability that a piece begins where these do, and that one ends where these end.
fn edges(runs: &[Span<Tok>], evidence: &Evidence) -> [f32; 4] {
    let [begins, begins_least] = mean_and_least(runs.iter().map(|run| evidence.begins[run.start]));
    let [ends, ends_least] = mean_and_least(runs.iter().map(|run| evidence.ends[run.end - 1]));
    [begins, begins_least, ends, ends_least]
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
    use super::{Evidence, heads_over_rules};
    use crate::text::Span;

    #[test]
    fn who_cuts_where_content_ends_is_right() {
        let evidence = Evidence {
            within: vec![4.0; 6],
            begins: vec![4.0, -4.0, -4.0, -4.0, -4.0, -4.0],
            ends: vec![-4.0, -4.0, -4.0, -4.0, -4.0, 4.0],
        };
        let (whole, cut) = ([Span::new(0, 6)], [Span::new(0, 3)]);
        assert!(heads_over_rules(&whole, &cut, &evidence) > 0.0 && heads_over_rules(&cut, &whole, &evidence) < 0.0);
    }
}
