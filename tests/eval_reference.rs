//! Names scored as two public libraries score them: see `tests/data/scorers/make.py`.
//!
//! Counts, precision and recall are the same to the last bit. Both libraries compute F1 from precision and recall that are
//! rounded already, we from the counts: there the last of sixteen digits may differ.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up should fail")]

mod example;

use example::{entity, mention_at, record, scored};
use onrecord::eval::{MucView, Report, Score};
use serde_json::{Value, json};

/// Entities under strict IOB2: B- begins, I- of the same type goes on, everything else is outside.
fn names(tags: &str) -> Vec<(String, usize, usize)> {
    let mut names: Vec<(String, usize, usize)> = Vec::new();
    for (at, tag) in tags.split(' ').enumerate() {
        match (tag.split_once('-'), names.last_mut()) {
            (Some(("B", kind)), _) => names.push((kind.into(), at, at + 1)),
            (Some(("I", kind)), Some((open, _, end))) if open == kind && *end == at => *end = at + 1,
            _ => {}
        }
    }
    names
}

/// A sentence in which every token is a word of four characters.
fn article(id: usize, tags: &str) -> Value {
    let text = "word ".repeat(tags.split(' ').count());
    let mentions = names(tags).into_iter().enumerate().map(|(at, (kind, start, end))| {
        mention_at(&format!("m{at}"), Some("e0"), &kind, (start * 5, end * 5 - 1), &text)
    });
    record(&id.to_string(), &text, json!([entity("e0", "PER", "word")]), mentions.collect(), json!([]))
}

fn cases() -> Vec<(Value, Report)> {
    let cases: Vec<Value> = serde_json::from_str(include_str!("data/scorers/cases.json")).unwrap();
    let report = |case: &Value| {
        let sentences = case["sentences"].as_array().unwrap();
        let side = |of: usize| -> Vec<Value> {
            let tags = sentences.iter().map(|pair| pair[of].as_str().unwrap());
            tags.enumerate().map(|(id, tags)| article(id, tags)).collect()
        };
        scored(&side(0), &side(1)).unwrap()
    };
    cases.into_iter().map(|case| (case.clone(), report(&case))).collect()
}

/// They say 0 where we say that nothing was measured.
fn same(ours: [Option<f64>; 3], theirs: [&Value; 3], what: &str) {
    let [p, r, f1] = ours.map(Option::unwrap_or_default);
    let [their_p, their_r, their_f1] = theirs.map(|value| value.as_f64().unwrap());
    assert!(
        p.to_bits() == their_p.to_bits() && r.to_bits() == their_r.to_bits(),
        "{what}: {p} {r}, {their_p} {their_r}"
    );
    assert!((f1 - their_f1).abs() <= f64::EPSILON, "{what}: {f1}, {their_f1}");
}

#[test]
fn strict_scores_are_those_of_seqeval() {
    let mut types = 0;
    for (case, report) in cases() {
        let of = |name: &str| ["precision", "recall", "f1-score"].map(|key| case["seqeval"][name][key].clone());
        let check = |score: &Score, name: &str| {
            same([score.precision, score.recall, score.f1], of(name).each_ref(), &format!("{name} of {case}"));
        };
        check(&report.entities.strict, "micro avg");
        for (class, score) in report.entities.types.iter().filter(|(_, score)| score.f1.is_some()) {
            check(score, class);
            types += 1;
        }
        let [_, _, their_macro] = of("macro avg").map(|value| value.as_f64().unwrap());
        assert!((report.entities.macro_f1.unwrap() - their_macro).abs() < 1e-15, "macro of {case}");
    }
    assert!(types > 200, "{types}");
}

#[test]
fn the_four_views_are_those_of_nervaluate() {
    let mut seen = 0;
    for (case, report) in cases().into_iter().filter(|(case, _)| !case["nervaluate"].is_null()) {
        let views = &report.entities.views;
        let all =
            [("strict", views.strict), ("exact", views.exact), ("partial", views.partial), ("ent_type", views.kind)];
        for (name, MucView { precision, recall, f1, correct, incorrect, partial, missed, spurious }) in all {
            let theirs = &case["nervaluate"][name];
            let what = format!("{name} of {case}");
            let counts =
                ["correct", "incorrect", "partial", "missed", "spurious"].map(|key| theirs[key].as_u64().unwrap());
            assert_eq!([correct, incorrect, partial, missed, spurious].map(|count| count as u64), counts, "{what}");
            same([precision, recall, f1], ["precision", "recall", "f1"].map(|key| &theirs[key]), &what);
        }
        seen += 1;
    }
    assert!(seen > 40, "{seen}");
}
