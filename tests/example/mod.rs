//! Gold and records to score: one small article, and the rows that others are made of.

#![allow(dead_code, reason = "each test file uses a part")]
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up should fail")]
#![allow(clippy::needless_pass_by_value, reason = "rows that are made on the spot read best without `&`")]

use onrecord::eval::{EvalError, Report, read_gold, score};
use onrecord::record::Record;
use serde_json::{Value, json};
use std::io::Write;
use std::path::PathBuf;
use tempfile::NamedTempFile;

//          0         1         2         3         4         5         6
//          0123456789012345678901234567890123456789012345678901234567890123456
pub const TEXT: &str = "Zoë Ray denied it, Bo Li said. She urged Ankara to act, he added.";

pub fn file(lines: &[Value]) -> (NamedTempFile, Vec<PathBuf>) {
    let mut file = NamedTempFile::new().unwrap();
    for line in lines {
        writeln!(file, "{line}").unwrap();
    }
    let paths = vec![file.path().to_owned()];
    (file, paths)
}

pub fn scored(gold: &[Value], records: &[Value]) -> Result<Report, EvalError> {
    let (_file, paths) = file(gold);
    let records: Vec<Record> = records.iter().map(|r| serde_json::from_value(r.clone()).unwrap()).collect();
    score(&read_gold(&paths)?, &records)
}

fn cut(text: &str, start: usize, end: usize) -> String {
    text.chars().skip(start).take(end - start).collect()
}

/// Where `words` first stands in `text`, in code points.
pub fn find(text: &str, words: &str) -> (usize, usize) {
    let start = text[..text.find(words).unwrap()].chars().count();
    (start, start + words.chars().count())
}

pub fn record(id: &str, text: &str, entities: Value, mentions: Value, relations: Value) -> Value {
    json!({
        "schema_version": "1.0", "id": id,
        "doc": {"source": null, "url": null, "host": null, "title": null, "byline": null, "published": null,
                "fetched": null, "lang": "en", "text_sha256": "", "source_sha256": null, "extractor": null,
                "prefix_chars": 0, "chars": 0, "tokens": 0, "windows": 0, "status": "ok", "extra": []},
        "text": text, "blocks": [], "sentences": [],
        "entities": entities, "mentions": mentions, "relations": relations, "warnings": [],
        "provenance": {"tool": "onrecord", "tool_version": "0",
            "model": {"name": "", "revision": null, "sha256": "", "license": null, "engine": ""},
            "ruleset": {"name": "", "version": "", "sha256": ""}, "config_sha256": ""},
    })
}

pub fn entity(id: &str, class: &str, name: &str) -> Value {
    json!({"id": id, "type": class, "named": true, "name": name, "aliases": [], "titles": [], "affiliation": null,
           "country": null, "sector": null, "ids": [], "mentions": [], "score": null})
}

pub fn mention_at(id: &str, entity: Option<&str>, class: &str, (start, end): (usize, usize), text: &str) -> Value {
    json!({"id": id, "entity": entity, "type": class, "kind": "name", "start": start, "end": end,
           "text": cut(text, start, end), "sentence": "s0", "score": null, "source": "model"})
}

pub fn arg_at(role: &str, entity: Option<&str>, (start, end): (usize, usize), text: &str) -> Value {
    json!({"role": role, "entity": entity, "mention": null, "start": start, "end": end,
           "text": cut(text, start, end), "spans": [[start, end]], "metonym": false, "value": null})
}

pub fn relation_at(id: &str, kind: &str, (start, end): (usize, usize), args: Vec<Value>, text: &str) -> Value {
    json!({"id": id, "type": kind, "rule": "", "cue": {"start": start, "end": end, "text": cut(text, start, end), "lemma": ""},
           "args": args, "quote": "indirect", "polarity": "positive", "modality": "asserted", "attribution": [],
           "answers": null, "sentence": "s0", "evidence": {"start": 0, "end": 1}, "score": null,
           "codes": {"cameo": null, "plover": null}})
}

pub fn arg(role: &str, entity: Option<&str>, words: &str) -> Value {
    arg_at(role, entity, find(TEXT, words), TEXT)
}

pub fn relation(id: &str, kind: &str, cue: &str, args: Vec<Value>) -> Value {
    relation_at(id, kind, find(TEXT, cue), args, TEXT)
}

pub fn named(id: &str, entity: &str, class: &str, words: &str) -> Value {
    mention_at(id, Some(entity), class, find(TEXT, words), TEXT)
}

/// Three names, three acts: Ray's denial reaches the reader through Li, who said it and added the rest.
pub fn example() -> Value {
    let mut denied =
        relation("r0", "denied", "denied", vec![arg("speaker", Some("e0"), "Zoë Ray"), arg("content", None, "it")]);
    denied["attribution"] = json!(["r1"]);
    let said = vec![arg("speaker", Some("e1"), "Bo Li"), arg("content", None, "Zoë Ray denied it")];
    let urged =
        vec![arg("speaker", Some("e0"), "She"), arg("addressee", Some("e2"), "Ankara"), arg("content", None, "to act")];
    record(
        "a",
        TEXT,
        json!([entity("e0", "PER", "Zoë Ray"), entity("e1", "PER", "Bo Li"), entity("e2", "LOC", "Ankara")]),
        json!([
            named("m0", "e0", "PER", "Zoë Ray"),
            named("m1", "e1", "PER", "Bo Li"),
            named("m2", "e2", "LOC", "Ankara")
        ]),
        json!([denied, relation("r1", "said", "said", said), relation("r2", "urged", "urged", urged)]),
    )
}

/// The example with one thing changed in the prediction.
pub fn changed(change: impl Fn(&mut Value)) -> Report {
    let mut predicted = example();
    change(&mut predicted);
    scored(&[example()], &[predicted]).unwrap()
}

pub fn assert_figures(report: &Report, expected: &[(&str, f64)]) {
    for (name, value) in expected {
        let figure = report.figure(name).unwrap_or(f64::NAN);
        assert!((figure - value).abs() < 1e-9, "{name}: expected {value}, got {figure}");
    }
}
