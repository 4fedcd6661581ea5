//! What records say of places and of who is meant, on articles whole and broken: an argument's pieces stand in order and apart and
//! are its text; a mention and the arguments at it mean one entity; nobody is mentioned for an act that is not there; and the
//! program's own labels are taken by `convert`.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;

use common::{onrecord, onrecord_with, root, shared};
use onrecord::relation::RuleSet;
use serde_json::{Value, json};

/// So many articles of a file, spread over it.
const OF_A_FILE: usize = 24;

fn texts(path: &std::path::Path) -> Vec<String> {
    let content = fs::read_to_string(path).unwrap();
    let lines: Vec<&str> = content.lines().filter(|line| !line.trim().is_empty()).collect();
    let step = lines.len().div_ceil(OF_A_FILE);
    let text = |line: &&str| serde_json::from_str::<Value>(line).unwrap()["text"].as_str().unwrap().to_owned();
    lines.iter().step_by(step).map(text).collect()
}

/// The sentences that the rule files hold up as examples, some of them an article.
fn examples() -> Vec<String> {
    let rules = RuleSet::embedded().unwrap();
    let all = rules.rules().iter().flat_map(|rule| rule.examples().map(|example| example.text.clone()));
    all.collect::<Vec<_>>().chunks(20).map(|some| some.join(" ")).collect()
}

/// The same with marks and words lost, doubled or in another's place, each article in its own way.
fn broken(texts: &[String]) -> Vec<String> {
    let break_one = |(at, text): (usize, &String)| {
        let mut words: Vec<&str> = text.split_inclusive(' ').collect();
        let step = 7 + at % 5;
        for place in (step..words.len()).step_by(step) {
            match (place / step + at) % 7 {
                0 => words.swap(place, place - 1),
                1 => words[place] = "he said, ",
                2 => words[place] = "“",
                3 => words[place] = words[place].trim_end_matches(['”', '"', '’', ' ', ',', '.']),
                4 => words[place] = words[place - 1],
                5 => words[place] = "” and who told them ",
                _ => words[place] = "",
            }
        }
        words.concat()
    };
    texts.iter().enumerate().map(break_one).collect()
}

fn records(texts: &[String]) -> (Vec<Value>, String) {
    let mut lines = String::new();
    for (at, text) in texts.iter().enumerate() {
        writeln!(lines, "{}", json!({"id": at.to_string(), "text": text})).unwrap();
    }
    let run = onrecord_with(&["extract", "--keep-boilerplate", "--progress", "off", "-"], lines.as_bytes());
    assert_eq!(run.status, 0, "{}", run.stderr);
    (run.records(), run.stdout)
}

fn spans(arg: &Value) -> Vec<(usize, usize)> {
    let offset = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    arg["spans"].as_array().unwrap().iter().map(|span| (offset(&span[0]), offset(&span[1]))).collect()
}

/// An argument's pieces: in order, apart, from end to end, and its text.
fn pieces_hold(record: &Value, text: &[char]) -> usize {
    let mut several = 0;
    for arg in record["relations"].as_array().unwrap().iter().flat_map(|r| r["args"].as_array().unwrap()) {
        let spans = spans(arg);
        assert!(spans.windows(2).all(|pair| pair[0].1 < pair[1].0), "pieces in order and apart: {arg}");
        assert!(spans.iter().all(|(start, end)| start < end), "no piece is empty: {arg}");
        let (first, last) = (spans[0].0, spans[spans.len() - 1].1);
        assert_eq!((&arg["start"], &arg["end"]), (&json!(first), &json!(last)), "{arg}");
        let words: Vec<String> = spans.iter().map(|&(start, end)| text[start..end].iter().collect()).collect();
        assert_eq!(arg["text"], words.join(" "), "the text is the pieces");
        several += usize::from(spans.len() > 1);
    }
    several
}

/// Mention and argument mean one entity, or the mention none where its arguments mean several; and what is no name takes part in an
/// act, or means somebody unnamed who does.
fn meanings_hold(record: &Value) -> usize {
    let mut meant: HashMap<&str, Vec<&Value>> = HashMap::new();
    for arg in record["relations"].as_array().unwrap().iter().flat_map(|r| r["args"].as_array().unwrap()) {
        if let Some(mention) = arg["mention"].as_str() {
            meant.entry(mention).or_default().push(&arg["entity"]);
        }
    }
    let mut checked = 0;
    for mention in record["mentions"].as_array().unwrap() {
        let entities = meant.get(mention["id"].as_str().unwrap()).map_or(&[][..], Vec::as_slice);
        let several = mention["entity"].is_null() && entities.iter().any(|entity| **entity != *entities[0]);
        assert!(several || entities.iter().all(|entity| **entity == mention["entity"]), "{mention}: {entities:?}");
        let of =
            |entity: &Value| record["entities"].as_array().unwrap().iter().find(|row| row["id"] == *entity).cloned();
        if let Some(entity) = of(&mention["entity"]) {
            assert!(entity["mentions"].as_array().unwrap().contains(&mention["id"]), "{entity} lacks {mention}");
            let acts = meant.values().flatten().any(|meant| **meant == mention["entity"]);
            let told = entity["named"] == false && mention["kind"] == "nominal" && acts;
            assert!(mention["kind"] == "name" || !entities.is_empty() || told, "no act has {mention}");
        }
        checked += entities.len();
    }
    checked
}

fn hold(texts: &[String]) {
    let (records, lines) = records(texts);
    assert_eq!(records.len(), texts.len());
    let (mut several, mut meant) = (0, 0);
    for (record, text) in records.iter().zip(texts) {
        let text: Vec<char> = text.chars().collect();
        several += pieces_hold(record, &text);
        meant += meanings_hold(record);
    }
    assert!(several > 0 && meant > texts.len(), "{several} arguments in pieces, {meant} at mentions");
    let folder = tempfile::tempdir().unwrap();
    let (file, brat) = (folder.path().join("records.jsonl"), folder.path().join("brat"));
    fs::write(&file, lines).unwrap();
    let run = onrecord(&["convert", file.to_str().unwrap(), "--to", "brat", "--output", brat.to_str().unwrap()]);
    assert_eq!(run.status, 0, "convert takes what extract writes: {}", run.stderr);
    let written = fs::read_dir(&brat)
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().path().extension().is_some_and(|ending| ending == "ann"));
    assert_eq!(written.count(), texts.len());
}

fn of_file(path: &std::path::Path) {
    let texts = texts(path);
    hold(&texts);
    hold(&broken(&texts));
}

#[test]
fn of_the_own_gold() {
    of_file(&root().join("eval/gold/dev.jsonl"));
}

#[test]
fn of_plain_articles() {
    of_file(&root().join("eval/gold/acts.jsonl"));
}

#[test]
fn of_the_rules_examples() {
    let texts = examples();
    hold(&texts);
    hold(&broken(&texts));
}

macro_rules! of_corpora {
    ($($name:ident: $path:literal;)*) => { $(
        #[test]
        fn $name() {
            if let Some(path) = shared($path) {
                of_file(&path);
            }
        }
    )* };
}

of_corpora! {
    of_polnear: "corpora/attribution/polnear.dev.jsonl";
    of_realnews: "corpora/attribution/realnews.dev.jsonl";
    of_gum: "corpora/attribution/gum_ccby.dev.jsonl";
}

#[test]
fn quotations_that_nobody_attributes_can_be_left_out() {
    let text = "The coach said the bus was late. “Nobody told us.”".as_bytes();
    let [with, without] = [&["extract", "-"][..], &["extract", "-", "--no-continued"]]
        .map(|line| onrecord_with(line, text).records().remove(0));
    let rules = |record: &Value| -> Vec<String> {
        record["relations"].as_array().unwrap().iter().map(|act| act["rule"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(rules(&with), ["said.report", "said.continued"]);
    assert_eq!(rules(&without), ["said.report"]);
    assert_ne!(with["provenance"]["config_sha256"], without["provenance"]["config_sha256"]);
}
