//! How likely a relation is right: a logistic regression over what is known of it.
//!
//! The weights are fitted by `eval/scores/fit.py` on the project's development articles and on the training parts of
//! attribution corpora; how well they keep their word is a table of `onrecord eval`.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::act::{Act, Modality, Polarity, QuoteKind, Role};
use super::rule_file::Rule;
use crate::mention::{Mention, MentionKind};
use crate::text::embedded;
use crate::token::Segmented;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Model {
    weights: HashMap<String, f32>,
}

static MODEL: LazyLock<Model> = LazyLock::new(|| embedded("relation/score.toml", include_str!("score.toml")));

/// Probability that an act has the right type, cue, participants and content.
pub(super) fn probability(rule: &Rule, doc: &Segmented, mentions: &[Mention], acts: &[Act], at: usize) -> f32 {
    let features = features(rule, doc, mentions, acts, at);
    let logit: f32 = features.iter().filter_map(|feature| MODEL.weights.get(feature)).sum();
    1.0 / (1.0 + (-logit).exp())
}

/// What is known of an act, as the names of weights: `type:denied`, `speaker:pronoun`, `within:quotation`. The weights are fitted
/// to these (`eval/scores`), so that nothing computes them anew.
#[must_use]
pub fn features(rule: &Rule, doc: &Segmented, mentions: &[Mention], acts: &[Act], at: usize) -> Vec<String> {
    let act = &acts[at];
    let mut found = vec![
        "bias".to_owned(),
        format!("type:{}", rule.kind),
        format!("rule:{}.{}", rule.kind, act.cue_name),
        format!("quote:{}", act.quote.name()),
    ];
    let speakers: Vec<_> = act.role(Role::Speaker).collect();
    let mut kinds: Vec<&str> = speakers
        .iter()
        .map(|arg| {
            let text = arg.pieces.first().map_or("", |piece| doc.text(piece)).to_lowercase();
            match arg.mention.map(|m| mentions[m].kind) {
                _ if FIRST_PERSON.contains(&text.as_str()) => "first",
                Some(MentionKind::Name) => "name",
                Some(MentionKind::Pronoun) => "pronoun",
                Some(MentionKind::Nominal) | None => "nominal",
            }
        })
        .collect();
    if kinds.is_empty() {
        kinds.push("none");
    }
    kinds.sort_unstable();
    kinds.dedup();
    found.extend(kinds.iter().map(|kind| format!("speaker:{kind}")));
    // How sure it is whom a pronoun or a noun means, of the least sure.
    let mentions = speakers.iter().filter_map(|arg| mentions.get(arg.mention?));
    let sure = mentions.filter(|mention| mention.kind != MentionKind::Name).filter_map(|mention| mention.score);
    found.extend(sure.reduce(f32::min).map(|least| format!("whom:{}", bound(least, &SURE))));
    let words = |text: &str| text.split_whitespace().count();
    let content =
        || act.role(Role::Content).map(|arg| arg.pieces.iter().map(|piece| words(doc.text(piece))).sum::<usize>());
    let marks = [
        ("speaker:unresolved", !speakers.is_empty() && speakers.iter().all(|arg| arg.entity.is_none())),
        ("speaker:many", speakers.len() > 1),
        ("content:none", content().next().is_none()),
        ("content:short", content().next().is_some() && content().sum::<usize>() < SHORT),
        ("polarity:negative", act.polarity == Polarity::Negative),
        ("cue:several", doc.text(act.cue).contains(' ')),
    ];
    found.extend(marks.iter().filter(|(_, holds)| *holds).map(|(name, _)| (*name).to_owned()));
    found.extend(act.edges.map(|edges| format!("edges:{}", bound(edges, &EDGES))));
    if act.modality != Modality::Asserted {
        found.push(format!("modality:{}", act.modality.name()));
    }
    if let Some(outer) = act.attribution.first() {
        let quoted = matches!(acts[*outer].quote, QuoteKind::Direct | QuoteKind::Mixed);
        found.push(if quoted { "within:quotation" } else { "within:report" }.to_owned());
    }
    found
}

const FIRST_PERSON: [&str; 6] = ["i", "we", "me", "us", "my", "our"];
/// The bound that a probability is below; 1 where it is above all.
fn bound(probability: f32, bounds: &[f32]) -> f32 {
    bounds.iter().copied().find(|bound| probability < *bound).unwrap_or(1.0)
}

/// Probabilities that somebody is meant are parted here, those that a content is cut where it should be there.
const SURE: [f32; 5] = [0.5, 0.7, 0.9, 0.95, 0.99];
const EDGES: [f32; 6] = [0.1, 0.3, 0.5, 0.7, 0.9, 0.97];
/// Contents of fewer words are short.
const SHORT: usize = 3;

#[cfg(test)]
mod tests {
    #[test]
    fn the_weights_are_read() {
        assert!(super::MODEL.weights.contains_key("bias"));
    }
}
