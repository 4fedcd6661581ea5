//! Scraped pages with teasers, captions and buttons: what must be found in them, and what must not.
//!
//! Two ship, in `tests/data/pages`. Where the shared folder is here, two real ones are held to the same demands.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use std::path::Path;
use std::sync::LazyLock;

use common::{offsets_hold, onrecord, root, shared, slice};
use serde_json::Value;

/// Two pages about the same days, and what only they have.
struct Pages {
    records: Vec<Value>,
    /// Words of teasers, buttons and tails.
    junk: &'static [&'static str],
    /// What a ministry of the second page denied.
    denied: (&'static str, &'static str),
    /// Every act in the bodies, in the order of the cues; `<` for each act that reports it.
    acts: [&'static str; 2],
}

static PAGES: LazyLock<Vec<Pages>> = LazyLock::new(|| {
    let shipped = Pages {
        records: read(&root().join("tests/data/pages")),
        junk: &[
            "Advertisement",
            "Share this",
            "Tamar Gelashvili",
            "Also read",
            "You may also like",
            "market stalls",
            "Leave a reply",
            "Published",
            "villagers who fled",
            "Grain prices",
            "cookies",
        ],
        denied: ("Azerbaijan’s defence ministry", "its soldiers had fired a single shot"),
        acts: [
            "accused agreed denied denied said told condoled< said apologised< promised< said urged< said met \
             said said< said said demanded said denied",
            "said agreed said denied denied< said said told< said said condoled< said said told< said said urged warned \
             denied",
        ],
    };
    let real = shared("seeds").map(|folder| Pages {
        records: read(&folder),
        junk: &[
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
        ],
        denied: ("Azerbaijan’s defence ministry", "fighting had resumed"),
        acts: [
            "claimed said said said urged denied said denied< said said< said said< agreed said said said condoled< said \
             apologised< condoled< said urged claimed said< said said said supported told said said",
            "accused denied agreed said said denied denied< said met talked denied said said< said said condoled< \
             told< said",
        ],
    });
    [shipped].into_iter().chain(real).collect()
});

fn read(folder: &Path) -> Vec<Value> {
    let run = onrecord(&["extract", folder.to_str().unwrap()]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let records = run.records();
    assert_eq!(records.len(), 2);
    records
}

fn entity<'r>(record: &'r Value, id: &Value) -> &'r str {
    let rows = record["entities"].as_array().unwrap();
    rows.iter().find(|row| row["id"] == *id).map_or("", |row| row["name"].as_str().unwrap())
}

fn of_type<'r>(record: &'r Value, kind: &str) -> Vec<&'r Value> {
    record["relations"].as_array().unwrap().iter().filter(|r| r["type"] == kind).collect()
}

fn arg<'r>(relation: &'r Value, role: &str) -> Option<&'r Value> {
    relation["args"].as_array().unwrap().iter().find(|arg| arg["role"] == role)
}

#[test]
fn the_records_keep_to_the_schema() {
    let schema = std::fs::read_to_string(root().join("src/record/record-1.0.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    for record in PAGES.iter().flat_map(|pages| &pages.records) {
        let errors: Vec<String> = validator.iter_errors(record).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", record["id"]);
    }
}

#[test]
fn nothing_comes_out_of_boilerplate() {
    for pages in &*PAGES {
        let mut junk = pages.junk.to_vec();
        for record in &pages.records {
            offsets_hold(record);
            let text = record["text"].as_str().unwrap();
            junk.retain(|words| !text.contains(words));
            let blocks = record["blocks"].as_array().unwrap();
            let (masked, kept): (Vec<&Value>, Vec<&Value>) = blocks.iter().partition(|b| b["kind"] == "boilerplate");
            let mentions = record["mentions"].as_array().unwrap().iter();
            for span in mentions.chain(record["relations"].as_array().unwrap().iter().map(|r| &r["cue"])) {
                let start = span["start"].as_u64();
                assert!(!masked.iter().any(|b| b["start"].as_u64() <= start && start < b["end"].as_u64()), "{span}");
            }
            for block in kept {
                let words = slice(text, block["start"].as_u64().unwrap(), block["end"].as_u64().unwrap());
                let found = pages.junk.iter().find(|junk| words.contains(**junk));
                assert_eq!(found, None, "in a {}", block["kind"]);
            }
        }
        assert!(junk.is_empty(), "on neither page: {junk:?}");
    }
}

#[test]
fn people_bodies_and_places_have_their_types() {
    for pages in &*PAGES {
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
            let mentions: Vec<&Value> = pages
                .records
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
}

#[test]
fn the_condolences_are_aliyevs_through_the_kremlin() {
    for record in PAGES.iter().flat_map(|pages| &pages.records) {
        let condoled = of_type(record, "condoled");
        assert!(!condoled.is_empty(), "{}", record["id"]);
        for relation in condoled {
            let who = arg(relation, "speaker").unwrap();
            assert_eq!(entity(record, &who["entity"]), "Ilham Aliyev");
            let outer = &relation["attribution"][0];
            let outer = record["relations"].as_array().unwrap().iter().find(|r| r["id"] == *outer).unwrap();
            assert_eq!(entity(record, &arg(outer, "speaker").unwrap()["entity"]), "Kremlin");
        }
    }
}

#[test]
fn putin_urged_aliyev() {
    for pages in &*PAGES {
        let record = &pages.records[0];
        let urged = of_type(record, "urged");
        let urged = urged.iter().find(|relation| arg(relation, "speaker").is_some()).unwrap();
        let named = |role: &str| entity(record, &arg(urged, role).unwrap()["entity"]);
        assert_eq!((named("speaker"), named("addressee")), ("Vladimir Putin", "Ilham Aliyev"));
    }
}

#[test]
fn the_defence_ministry_denied() {
    for pages in &*PAGES {
        let denied = of_type(&pages.records[1], "denied");
        let (who, what) = pages.denied;
        let ministry = denied.iter().find(|r| arg(r, "speaker").is_some_and(|speaker| speaker["text"] == who));
        assert_eq!(arg(ministry.unwrap(), "content").unwrap()["text"], what);
    }
}

#[test]
fn every_act_is_found() {
    for pages in &*PAGES {
        for (record, expected) in pages.records.iter().zip(pages.acts) {
            let acts = record["relations"].as_array().unwrap().iter().map(|relation| {
                let outer = relation["attribution"].as_array().unwrap().len();
                format!("{}{}", relation["type"].as_str().unwrap(), "<".repeat(outer))
            });
            assert_eq!(acts.collect::<Vec<_>>().join(" "), expected, "{}", record["id"]);
        }
    }
}
