//! The committed schema is the types' own, and records keep to it.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use std::fs;

use common::{offsets_hold, onrecord, onrecord_with, root};
use serde_json::{Value, json};

fn committed() -> Value {
    let text = fs::read_to_string(root().join("src/record/record-1.0.schema.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn the_committed_schema_is_current() {
    let printed: Value = serde_json::from_str(&onrecord(&["schema"]).stdout).unwrap();
    assert_eq!(committed(), printed, "run `make schema` and commit the result");
}

#[test]
fn every_kind_of_record_is_valid() {
    let validator = jsonschema::validator_for(&committed()).unwrap();
    let mut records = onrecord(&["extract", "eval/demo/kenya-dam.txt", "eval/gold/dev.jsonl"]).records();
    records.extend(onrecord_with(&["extract", "-"], b"{\"text\":\"\"}\n{no json}\n").records());
    assert!(records.len() > 10);
    for record in &records {
        let errors: Vec<String> =
            validator.iter_errors(record).map(|e| format!("{} at {}", e, e.instance_path())).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", record["id"]);
        offsets_hold(record);
        references_hold(record);
    }
}

#[test]
fn the_outermost_relations_are_those_that_no_other_reports() {
    let read = |more: &[&str]| onrecord(&[&["extract", "eval/gold/dev.jsonl"], more].concat()).records();
    let rows = |record: &Value| record["relations"].as_array().unwrap().clone();
    // Ids count what is left; a denial may answer a claim that is not.
    let name = |record: &Value, id: &Value| {
        let entities = record["entities"].as_array().unwrap();
        entities.iter().find(|entity| entity["id"] == *id).map(|entity| entity["name"].clone())
    };
    let bare = |record: &Value, relation: &Value| {
        let args = relation["args"].as_array().unwrap().iter();
        let args: Vec<_> = args.map(|a| json!([a["role"], a["spans"], name(record, &a["entity"])])).collect();
        json!([relation["type"], relation["cue"], args, relation["score"]])
    };
    let mut inner = 0;
    let (all, outermost) = (read(&[]), read(&["--only", "outermost"]));
    assert_eq!(all.len(), outermost.len());
    for (all, outermost) in all.iter().zip(outermost) {
        let expected: Vec<Value> = rows(all).into_iter().filter(|r| r["attribution"] == json!([])).collect();
        inner += rows(all).len() - expected.len();
        assert_eq!(
            rows(&outermost).iter().map(|relation| bare(&outermost, relation)).collect::<Vec<_>>(),
            expected.iter().map(|relation| bare(all, relation)).collect::<Vec<_>>()
        );
        assert!(outermost["mentions"].as_array().unwrap().len() <= all["mentions"].as_array().unwrap().len());
        assert_ne!(outermost["provenance"]["config_sha256"], all["provenance"]["config_sha256"]);
        references_hold(&outermost);
    }
    assert!(inner > 100);
}

/// Every id that a record names is in it.
fn references_hold(record: &Value) {
    let ids = |key: &str| -> Vec<String> {
        record[key].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
    };
    let (blocks, sentences, entities, mentions, relations) =
        (ids("blocks"), ids("sentences"), ids("entities"), ids("mentions"), ids("relations"));
    let known =
        |list: &[String], id: &Value| assert!(id.is_null() || list.iter().any(|k| k == id.as_str().unwrap()), "{id}");
    for sentence in record["sentences"].as_array().unwrap() {
        known(&blocks, &sentence["block"]);
    }
    for mention in record["mentions"].as_array().unwrap() {
        known(&sentences, &mention["sentence"]);
        known(&entities, &mention["entity"]);
    }
    for entity in record["entities"].as_array().unwrap() {
        assert!(!entity["mentions"].as_array().unwrap().is_empty());
        entity["mentions"].as_array().unwrap().iter().for_each(|id| known(&mentions, id));
    }
    for relation in record["relations"].as_array().unwrap() {
        known(&sentences, &relation["sentence"]);
        known(&relations, &relation["answers"]);
        for outer in relation["attribution"].as_array().unwrap() {
            known(&relations, outer);
            let outer = record["relations"].as_array().unwrap().iter().find(|r| r["id"] == *outer).unwrap();
            assert!(!outer["attribution"].as_array().unwrap().contains(&relation["id"]), "two acts report each other");
        }
        for arg in relation["args"].as_array().unwrap() {
            known(&entities, &arg["entity"]);
            known(&mentions, &arg["mention"]);
        }
    }
}
