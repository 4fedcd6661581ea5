//! Acts as rows of event data: who did what to whom, when.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use std::collections::HashSet;

use common::{onrecord, onrecord_with};

const TWO: &str = r#"{"id": "a1", "published": "2023-09-21T08:00:00Z", "url": "https://news.example/1", "text": "Azerbaijan’s president, Ilham Aliyev, accused Armenia of shelling Baku on Wednesday. The Kremlin did not deny it. Russia and Georgia may thank Aliyev, Interfax said."}
{"id": "a2", "text": "Rain fell on the harbour for most of the afternoon."}
"#;

/// The rows of some records, each by the names of its columns.
fn events(records: &str, flags: &[&str]) -> Vec<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("records.jsonl");
    std::fs::write(&path, records).unwrap();
    let line = [&["convert", path.to_str().unwrap(), "--to", "events"], flags].concat();
    let table = onrecord(&line).stdout;
    let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes()).into_records();
    let head = rows.next().unwrap().unwrap();
    assert_eq!(head.iter().collect::<Vec<_>>(), onrecord::output::EVENT_COLUMNS);
    rows.map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn cell<'a>(row: &'a [String], column: &str) -> &'a str {
    let at = onrecord::output::EVENT_COLUMNS.iter().position(|name| *name == column).unwrap();
    &row[at]
}

#[test]
fn who_did_what_to_whom_when() {
    let records = onrecord_with(&["extract", "-"], TWO.as_bytes()).stdout;
    let rows = events(&records, &[]);
    let accused = rows.iter().find(|row| cell(row, "act") == "accused").unwrap();
    for (column, value) in [
        ("date", "2023-09-21"),
        ("source", "Ilham Aliyev"),
        ("source_code", "AZEGOV"),
        ("target", "Armenia"),
        ("target_code", "ARM"),
        ("cameo", "112"),
        ("plover", "ACCUSE"),
        ("article_id", "a1"),
        ("url", "https://news.example/1"),
    ] {
        assert_eq!(cell(accused, column), value, "{column}");
    }
    assert!(rows.iter().all(|row| cell(row, "polarity") == "positive" && cell(row, "modality") == "asserted"));
    let all = events(&records, &["--all-modalities"]);
    let thanked: Vec<&str> =
        all.iter().filter(|row| cell(row, "act") == "thanked").map(|row| cell(row, "source")).collect();
    assert_eq!(thanked, ["Russia", "Georgia"], "a row for each source");
    assert!(all.iter().any(|row| cell(row, "polarity") == "negative"), "{all:?}");
}

#[test]
fn ids_are_unique_and_stay_and_the_evidence_holds_the_cue() {
    let articles = ["eval/demo/karabakh-call.txt", "eval/demo/kenya-dam.txt", "eval/demo/philippines-ferry.txt"];
    let extracted = || onrecord(&[&["extract"], &articles[..]].concat()).stdout;
    let [first, again] = [(); 2].map(|()| events(&extracted(), &["--all-modalities"]));
    assert!(first.len() > 20, "{}", first.len());
    assert_eq!(first, again);
    let ids: HashSet<&str> = first.iter().map(|row| cell(row, "event_id")).collect();
    assert_eq!(ids.len(), first.len());
    for row in &first {
        assert!(cell(row, "evidence").contains(cell(row, "cue")), "{row:?}");
    }
    // What is left out takes no ids from what stays.
    let asserted = events(&extracted(), &[]);
    assert!(asserted.len() < first.len() && asserted.iter().all(|row| first.contains(row)));
}
