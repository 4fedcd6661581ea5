//! Two real pages, where the shared folder has them: what must be found, and what must not.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use common::{offsets_hold, onrecord, shared, slice};
use serde_json::Value;

fn records() -> Option<Vec<Value>> {
    let folder = shared("seeds")?;
    let run = onrecord(&["extract", folder.to_str().unwrap()]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    Some(run.records())
}

fn entity<'r>(record: &'r Value, id: &Value) -> &'r str {
    let rows = record["entities"].as_array().unwrap();
    rows.iter().find(|row| row["id"] == *id).map_or("", |row| row["name"].as_str().unwrap())
}

fn speaker(relation: &Value) -> Option<&Value> {
    relation["args"].as_array().unwrap().iter().find(|arg| arg["role"] == "speaker")
}

fn of_type<'r>(record: &'r Value, kind: &str) -> Vec<&'r Value> {
    record["relations"].as_array().unwrap().iter().filter(|r| r["type"] == kind).collect()
}

#[test]
fn the_records_keep_to_the_schema() {
    let Some(records) = records() else { return };
    let schema = std::fs::read_to_string(common::root().join("src/record/record-1.0.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    for record in &records {
        assert!(validator.is_valid(record), "{}", record["id"]);
    }
}

#[test]
fn nothing_comes_out_of_boilerplate() {
    let Some(records) = records() else { return };
    assert_eq!(records.len(), 2);
    for record in &records {
        offsets_hold(record);
        let text = record["text"].as_str().unwrap();
        let masked = |at: u64| {
            record["blocks"].as_array().unwrap().iter().any(|b| {
                b["kind"] == "boilerplate" && b["start"].as_u64().unwrap() <= at && at < b["end"].as_u64().unwrap()
            })
        };
        for span in record["mentions"]
            .as_array()
            .unwrap()
            .iter()
            .chain(record["relations"].as_array().unwrap().iter().map(|r| &r["cue"]))
        {
            assert!(!masked(span["start"].as_u64().unwrap()), "{span}");
        }
        for block in record["blocks"].as_array().unwrap().iter().filter(|b| b["kind"] != "boilerplate") {
            let words = slice(text, block["start"].as_u64().unwrap(), block["end"].as_u64().unwrap());
            for junk in [
                "Advertisement",
                "Spread the love",
                "You may also like",
                "May Like",
                "Leave a Reply",
                "Avatar",
                "Akismet",
                "report says",
                "first checkpoint",
                "Not our friends",
            ] {
                assert!(!words.contains(junk), "{junk} in a {}", block["kind"]);
            }
        }
    }
}

#[test]
fn people_bodies_and_places_have_their_types() {
    let Some(records) = records() else { return };
    for (class, name) in [
        ("PER", "Aliyev"),
        ("PER", "Pashinyan"),
        ("PER", "Putin"),
        ("ORG", "RIA"),
        ("ORG", "Interfax"),
        ("ORG", "Kommersant"),
        ("LOC", "Stepanakert"),
        ("LOC", "Nagorno-Karabakh"),
    ] {
        let mentions: Vec<&Value> = records
            .iter()
            .flat_map(|r| r["mentions"].as_array().unwrap())
            .filter(|m| m["kind"] == "name" && m["text"].as_str().unwrap().contains(name))
            .filter(|m| name != "Nagorno-Karabakh" || m["text"] == name)
            .collect();
        assert!(!mentions.is_empty(), "{name} is not found");
        for mention in mentions {
            assert_eq!(mention["type"], class, "{mention}");
        }
    }
}

#[test]
fn the_condolences_are_aliyevs_through_the_kremlin() {
    let Some(records) = records() else { return };
    for record in &records {
        let condoled = of_type(record, "condoled");
        assert!(!condoled.is_empty());
        for relation in condoled {
            let who = speaker(relation).unwrap();
            assert_eq!(entity(record, &who["entity"]), "Ilham Aliyev");
            let outer = &relation["attribution"][0];
            let outer = record["relations"].as_array().unwrap().iter().find(|r| r["id"] == *outer).unwrap();
            assert_eq!(entity(record, &speaker(outer).unwrap()["entity"]), "Kremlin");
        }
    }
}

#[test]
fn putin_urged_aliyev() {
    let Some(records) = records() else { return };
    let urged = of_type(&records[0], "urged");
    assert_eq!(urged.len(), 1);
    let named = |role: &str| {
        let arg = urged[0]["args"].as_array().unwrap().iter().find(|arg| arg["role"] == role).unwrap();
        entity(&records[0], &arg["entity"])
    };
    assert_eq!((named("speaker"), named("addressee")), ("Vladimir Putin", "Ilham Aliyev"));
}

#[test]
fn the_defence_ministry_denied() {
    let Some(records) = records() else { return };
    let denied = of_type(&records[1], "denied");
    let ministry = denied.iter().find(|r| speaker(r).is_some_and(|s| s["text"] == "Azerbaijan’s defence ministry"));
    let content = ministry.unwrap()["args"].as_array().unwrap().iter().find(|arg| arg["role"] == "content").unwrap();
    assert_eq!(content["text"], "fighting had resumed");
}

/// Every act in the bodies, in the order of the cues; `<` for each act that reports it.
#[test]
fn every_act_is_found() {
    let Some(records) = records() else { return };
    let expected = [
        "claimed said said said denied said denied< said said< said said< agreed said said said condoled< said \
         apologised< condoled< said urged claimed said< said said said supported told said said",
        "accused denied agreed said said denied denied< said met talked denied said said< said said condoled< \
         told< said",
    ];
    for (record, expected) in records.iter().zip(expected) {
        let acts = record["relations"].as_array().unwrap().iter().map(|relation| {
            let outer = relation["attribution"].as_array().unwrap().len();
            format!("{}{}", relation["type"].as_str().unwrap(), "<".repeat(outer))
        });
        assert_eq!(acts.collect::<Vec<_>>().join(" "), expected);
    }
}
