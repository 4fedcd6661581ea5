//! The README's example is what the program prints.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use std::fs;

use common::{onrecord_with, root};
use onrecord::record::{Record, Relation};
use serde_json::Value;

/// What stands between two lines of the README.
fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    let start = text.find(from).unwrap() + from.len();
    &text[start..start + text[start..].find(to).unwrap()]
}

/// A record's relations, one argument a line: short enough for a first screen, and nothing left out.
fn shown(record: &Record) -> String {
    let rows: Vec<String> = record.relations.iter().map(row).collect();
    format!("\"relations\": [\n{}\n]", rows.join(",\n"))
}

fn row(relation: &Relation) -> String {
    let args: Vec<String> =
        relation.args.iter().map(|arg| format!("     {}", serde_json::to_string(arg).unwrap())).collect();
    let bare = serde_json::to_string(&Relation { args: Vec::new(), ..relation.clone() }).unwrap();
    let (before, after) = bare.split_once("\"args\":[],").unwrap();
    format!("  {before}\n   \"args\":[\n{}],\n   {after}", args.join(",\n"))
}

#[test]
fn the_example_is_what_the_program_prints() {
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let example = between(&readme, "<!-- example:", "<!-- end of example -->");
    let sentence = between(example, "```text\n", "\n```").to_owned();
    let json = between(example, "```json\n", "```").to_owned();
    let run = onrecord_with(&["extract", "-"], sentence.as_bytes());
    let record: Record = serde_json::from_str(&run.stdout).unwrap();
    let now = format!("{}\n", shown(&record));
    let whole: Value = serde_json::from_str(&format!("{{{now}}}")).unwrap();
    assert_eq!(whole["relations"], run.records()[0]["relations"], "nothing is left out");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, readme.replacen(&format!("```json\n{json}```"), &format!("```json\n{now}```"), 1)).unwrap();
    } else {
        assert_eq!(json, now, "run `UPDATE=1 cargo test --test readme` and commit the result");
    }
}

#[test]
fn its_commands_exist() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let makefile = fs::read_to_string(root().join("Makefile")).unwrap();
    let mut seen = 0;
    for line in readme.lines().filter(|line| line.starts_with("make ")) {
        let target = line.split_whitespace().nth(1).unwrap();
        assert!(makefile.contains(&format!("\n{target}:")), "{line}");
        seen += 1;
    }
    assert_eq!(seen, 2);
}
