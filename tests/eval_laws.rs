//! The laws that any scores must obey, whatever is scored.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up should fail")]

mod example;

use example::{arg_at, entity, mention_at, record, relation_at, scored};
use onrecord::eval::{Facet, Setting, Tally, read_earlier};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::io::Write;
use tempfile::NamedTempFile;

/// Sixty code points, a third of them longer than a byte.
const STRIPES: &str = "aéb—c aéb—c aéb—c aéb—c aéb—c aéb—c aéb—c aéb—c aéb—c aéb—c ";

fn place() -> impl Strategy<Value = (usize, usize)> {
    (0..10_usize, 0..2_usize, 3..6_usize)
        .prop_map(|(slot, shift, length)| (slot * 6 + shift, slot * 6 + shift + length - 1))
}

fn who() -> impl Strategy<Value = Option<String>> {
    proptest::option::of((0..3_usize).prop_map(|e| format!("e{e}")))
}

fn argument() -> impl Strategy<Value = Value> {
    let roles = prop::sample::select(vec!["speaker", "speaker", "addressee", "content", "place"]);
    (roles, who(), place()).prop_map(|(role, entity, span)| arg_at(role, entity.as_deref(), span, STRIPES))
}

/// A record with at most one name a slot, so that it is valid as gold, and with acts whose cues often collide.
fn any_record() -> impl Strategy<Value = Value> {
    let class = || prop::sample::select(vec!["PER", "ORG", "LOC"]);
    let name = proptest::option::of((0..2_usize, 3..5_usize, class(), 0..3_usize));
    let act =
        (prop::sample::select(vec!["said", "denied"]), place(), prop::collection::vec(argument(), 0..4), any::<bool>());
    let kind = prop::sample::select(vec!["title", "body", "boilerplate"]);
    let blocks = prop::collection::vec(proptest::option::of(kind), 6);
    (prop::collection::vec(name, 10), prop::collection::vec(act, 0..6), blocks).prop_map(|(names, acts, blocks)| {
        let mentions = names.into_iter().enumerate().filter_map(|(slot, name)| {
            let (shift, length, class, entity) = name?;
            let span = (slot * 6 + shift, slot * 6 + shift + length);
            Some(mention_at(&format!("m{slot}"), Some(&format!("e{entity}")), class, span, STRIPES))
        });
        let relations = acts.into_iter().enumerate().map(|(at, (kind, cue, args, negative))| {
            let mut relation = relation_at(&format!("r{at}"), kind, cue, args, STRIPES);
            relation["polarity"] = json!(if negative { "negative" } else { "positive" });
            relation
        });
        let entities = (0..3).map(|e| entity(&format!("e{e}"), "PER", &format!("name {e}")));
        let mut record = record("a", STRIPES, entities.collect(), mentions.collect(), relations.collect());
        let block = |(at, kind): (usize, Option<&str>)| {
            Some(json!({"id": format!("b{at}"), "kind": kind?, "start": at * 10, "end": at * 10 + 10}))
        };
        record["blocks"] = blocks.into_iter().enumerate().filter_map(block).collect();
        record
    })
}

fn articles() -> impl Strategy<Value = Vec<(Value, Value)>> {
    let numbered = |pairs: Vec<(Value, Value)>| {
        let number = |(at, (mut gold, mut predicted)): (usize, (Value, Value))| {
            gold["id"] = json!(at.to_string());
            predicted["id"] = json!(at.to_string());
            (gold, predicted)
        };
        pairs.into_iter().enumerate().map(number).collect()
    };
    prop::collection::vec((any_record(), any_record()), 1..3).prop_map(numbered)
}

/// Every act reported by the next, and answering the one after, as long as there is one.
fn linked(mut record: Value) -> Value {
    let acts = record["relations"].as_array_mut().unwrap();
    let number = acts.len();
    let id = |at: usize| (at < number).then(|| format!("r{at}"));
    for (at, act) in acts.iter_mut().enumerate() {
        act["attribution"] = json!(id(at + 1).into_iter().collect::<Vec<_>>());
        act["answers"] = json!(id(at + 2));
    }
    record
}

fn reversed(record: &Value) -> Value {
    let mut record = record.clone();
    for rows in ["blocks", "entities", "mentions", "relations"] {
        record[rows].as_array_mut().unwrap().reverse();
    }
    for relation in record["relations"].as_array_mut().unwrap() {
        relation["args"].as_array_mut().unwrap().reverse();
    }
    record
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_gold_against_itself_is_perfect(articles in articles()) {
        let gold: Vec<_> = articles.into_iter().map(|(gold, _)| linked(gold)).collect();
        let report = scored(&gold, &gold).unwrap();
        prop_assert!(report.misses.is_empty());
        for (name, value) in report.figures() {
            prop_assert!(value.is_none_or(|value| (value - 1.0).abs() < 1e-9), "{} {:?}", name, value);
        }
    }

    #[test]
    fn order_does_not_matter(articles in articles()) {
        let (gold, predicted): (Vec<_>, Vec<_>) = articles.into_iter().unzip();
        let turned: Vec<_> = predicted.iter().rev().map(reversed).collect();
        let (report, other) = (scored(&gold, &predicted).unwrap(), scored(&gold, &turned).unwrap());
        prop_assert_eq!(report.figures(), other.figures());
        let turned: Vec<_> = gold.iter().map(reversed).collect();
        prop_assert_eq!(report.figures(), scored(&turned, &predicted).unwrap().figures());
    }

    #[test]
    fn swapping_sides_swaps_precision_and_recall(articles in articles()) {
        let (gold, predicted): (Vec<_>, Vec<_>) = articles.into_iter().unzip();
        let (report, swapped) = (scored(&gold, &predicted).unwrap(), scored(&predicted, &gold).unwrap());
        for (name, value) in report.figures() {
            let other = match name.rsplit_once('.').unwrap() {
                // Whether an article labels these its gold alone says.
                (of, _) if Facet::ALL.iter().any(|facet| of.ends_with(facet.name())) => continue,
                (of, "precision") => format!("{of}.recall"),
                (of, "recall") => format!("{of}.precision"),
                (_, "accuracy" | "marked") => continue, // of the pairs that were chosen, which ties may decide
                _ => name.clone(),
            };
            prop_assert_eq!(value, swapped.figure(&other), "{} and {}", name, other);
        }
    }

    #[test]
    fn harder_settings_score_no_higher(articles in articles()) {
        let (gold, predicted): (Vec<_>, Vec<_>) = articles.into_iter().unzip();
        let report = scored(&gold, &predicted).unwrap();
        let right = |name: &str| report.figure(&format!("relations.{name}.f1"));
        prop_assert!(right("strict") <= right("boundaries"));
        prop_assert!(right("strict") <= right("entity"));
        prop_assert!(right("entity") <= right("cue"));
    }

    #[test]
    fn every_count_adds_up(articles in articles()) {
        let (gold, predicted): (Vec<_>, Vec<_>) = articles.into_iter().unzip();
        let (report, swapped) = (scored(&gold, &predicted).unwrap(), scored(&predicted, &gold).unwrap());
        for line in &report.headlines {
            let sum = |of: fn(&Tally) -> usize| line.articles.iter().map(|article| of(&article.counts)).sum::<usize>();
            let total = Tally { right: sum(|t| t.right), gold: sum(|t| t.gold), predicted: sum(|t| t.predicted) };
            prop_assert_eq!(total, line.total);
            prop_assert_eq!(line.value, report.figure(&line.figure), "{}", &line.figure);
        }
        let confusions = [
            (&report.entities.confusion, &swapped.entities.confusion, report.entities.strict.gold),
            (&report.relations.confusion, &swapped.relations.confusion, report.relations.overall[&Setting::Cue].gold),
        ];
        for (confusion, other, gold) in confusions {
            let kinds = confusion.kinds();
            let sides = || kinds.iter().map(|kind| Some(*kind)).chain([None]);
            let rows: usize = sides().flatten().flat_map(|g| sides().map(move |p| (Some(g), p))).map(|(g, p)| confusion.count(g, p)).sum();
            prop_assert_eq!(rows, gold);
            prop_assert_eq!(confusion.kinds(), other.kinds());
        }
        let diagonal: usize = report.relations.confusion.kinds().iter().map(|k| report.relations.confusion.count(Some(k), Some(k))).sum();
        prop_assert_eq!(diagonal, report.relations.overall[&Setting::Cue].right);
        let missed: usize = report.buckets.values().flat_map(|by| by.values()).sum();
        prop_assert_eq!(missed, report.misses.len());
    }

    #[test]
    fn a_report_against_itself_has_not_changed(articles in articles()) {
        let (gold, predicted): (Vec<_>, Vec<_>) = articles.into_iter().unzip();
        let mut report = scored(&gold, &predicted).unwrap();
        let mut json = NamedTempFile::new().unwrap();
        write!(json, "{}", serde_json::to_string(&report).unwrap()).unwrap();
        report.compare(&read_earlier(json.path()).unwrap()).unwrap();
        for change in report.comparison.unwrap().changes {
            prop_assert_eq!(change.before.to_bits(), change.after.to_bits());
            prop_assert!(!change.is_real() && change.interval.is_none_or(|ends| ends == [0.0, 0.0]));
        }
    }
}
