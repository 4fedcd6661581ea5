//! Every example of every rule file fires, every silent sentence stays silent; a wrong rule file says where.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use std::fs;

use common::onrecord;

#[test]
fn examples_fire_and_silent_sentences_are_silent() {
    let run = onrecord(&["rules", "check"]);
    assert_eq!(run.status, 0, "{}", run.stdout);
}

#[test]
fn relations_are_listed_and_explained() {
    let list = onrecord(&["rules", "list"]).stdout;
    for relation in ["said", "denied", "condoled", "urged", "told", "accused", "apologised"] {
        assert!(list.lines().any(|line| line.starts_with(relation)), "{relation}");
        assert!(onrecord(&["rules", "explain", relation]).stdout.contains("means"));
    }
    assert_eq!(onrecord(&["rules", "explain", "nonsense"]).status, 1);
}

/// Loads one file beside the embedded ones and gives back what is said about it.
fn complaint(text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("mine.toml"), text).unwrap();
    let run = onrecord(&["rules", "list", "--rules", folder.path().to_str().unwrap()]);
    assert_eq!(run.status, 1, "{}", run.stdout);
    run.stderr
}

const HEAD: &str = "type = \"sang\"\nmeans = \"m\"\nnot = \"n\"\ngaps = \"g\"\nroles = [\"speaker\"]\n";
const EXAMPLE: &str = "[[example]]\nrule = \"sing\"\ntext = \"He sang.\"\ncue = \"sang\"\n";

#[test]
fn a_new_relation_is_one_new_file() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("{HEAD}[[cue]]\nname = \"sing\"\nframe = \"bare\"\nverbs = [\"sing\"]\n{EXAMPLE}");
    fs::write(folder.path().join("sang.toml"), text).unwrap();
    let run = onrecord(&["rules", "list", "--rules", folder.path().to_str().unwrap()]);
    assert!(run.stdout.lines().any(|line| line.starts_with("sang")), "{}", run.stderr);
}

#[test]
fn wrong_files_are_named_with_their_line() {
    for (body, expected) in [
        ("[[cue]]\nname = \"sing\"\nframe = \"bare\"\nverbs = [\"sing\"]\n", "line 6: cue `sing` has no [[example]]"),
        ("[[cue]]\nname = \"sing\"\nframe = \"hum\"\nverbs = [\"sing\"]\n", "unknown variant `hum`"),
        ("[[cue]]\nname = \"sing\"\nframe = \"bare\"\ncolour = 3\n", "unknown field `colour`"),
    ] {
        let got = complaint(&format!("{HEAD}{body}"));
        assert!(got.contains("mine.toml") && got.contains(expected), "expected {expected}, got {got}");
    }
    let twice = format!("{HEAD}[[cue]]\nname = \"sing\"\nframe = \"report\"\nverbs = [\"allege\"]\n{EXAMPLE}");
    assert!(complaint(&twice).contains("is claimed by `accused` too"), "{}", complaint(&twice));
    let no_verbs = format!("{HEAD}[[cue]]\nname = \"sing\"\nframe = \"report\"\n{EXAMPLE}");
    assert!(complaint(&no_verbs).contains("needs `verbs`"));
    let stray = format!(
        "{HEAD}[[cue]]\nname = \"sing\"\nframe = \"bare\"\nverbs = [\"sing\"]\n{EXAMPLE}[[example]]\nrule = \"hum\"\ntext = \"t\"\ncue = \"c\"\n"
    );
    assert!(complaint(&stray).contains("no such cue"));
}
