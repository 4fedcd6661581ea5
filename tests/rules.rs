//! Every example of every rule file fires, every silent sentence stays silent; a wrong rule file says where.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use std::fs;

use common::onrecord;
use onrecord::relation::RuleSet;

#[test]
fn examples_fire_and_silent_sentences_are_silent() {
    let run = onrecord(&["rules", "check"]);
    assert_eq!(run.status, 0, "{}", run.stdout);
}

#[test]
fn every_form_of_every_listed_word_is_found() {
    let rules = RuleSet::embedded().unwrap();
    assert_eq!(rules.lost_forms(), []);
    let verbs: usize = rules.rules().iter().map(|rule| rule.cues().filter(|(_, frame)| frame.has_verb()).count()).sum();
    assert!(verbs > 100, "the test no longer sees the verbs: {verbs}");
}

#[test]
fn relations_are_listed_and_explained() {
    let list = onrecord(&["rules", "list"]).stdout;
    assert!(list.starts_with("TYPE "), "{list}");
    let denied = list.lines().find(|line| line.starts_with("denied")).unwrap();
    assert_eq!(denied.split_whitespace().nth(1), Some("016"));
    for relation in ["said", "denied", "condoled", "urged", "told", "accused", "apologised"] {
        assert!(list.lines().any(|line| line.starts_with(relation)), "{relation}");
        assert!(onrecord(&["rules", "explain", relation]).stdout.contains("means"));
    }
    assert_eq!(onrecord(&["rules", "explain", "nonsense"]).status, 1);
}

#[test]
fn the_rule_that_a_record_names_is_explained() {
    let one = onrecord(&["rules", "explain", "said.according"]);
    assert_eq!(one.status, 0, "{}", one.stderr);
    assert!(one.stdout.contains("said.according (frame according: "), "{}", one.stdout);
    assert!(one.stdout.contains("according to the grid operator"), "{}", one.stdout);
    assert!(!one.stdout.contains("said.report"), "{}", one.stdout);
    let none = onrecord(&["rules", "explain", "said.hum"]);
    assert_eq!(none.status, 1);
    assert!(none.stderr.contains("no rule `said.hum`: expected one of report, according"), "{}", none.stderr);
}

#[test]
fn embedded_files_are_written_out_and_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("mine");
    let to = to.to_str().unwrap();
    let first = onrecord(&["rules", "export", to]);
    assert_eq!(first.status, 0, "{}", first.stderr);
    let embedded = onrecord(&["rules", "list"]).stdout;
    assert_eq!(onrecord(&["rules", "list", "--rules", to]).stdout, embedded);
    let said = folder.path().join("mine/said.toml");
    let written = fs::read_to_string(&said).unwrap();
    fs::write(&said, "mine").unwrap();
    let again = onrecord(&["rules", "export", to]);
    assert_eq!(again.status, 1);
    assert!(again.stderr.contains("is there already") && again.stderr.contains("--force"), "{}", again.stderr);
    assert_eq!(fs::read_to_string(&said).unwrap(), "mine");
    assert_eq!(onrecord(&["rules", "export", to, "--force"]).status, 0);
    assert_eq!(fs::read_to_string(&said).unwrap(), written);
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

/// A cue behind the head, which ends on line 5, with an example that shows it.
fn with_cue(cue: &str) -> String {
    format!("{HEAD}[[cue]]\nname = \"sing\"\n{cue}\n{EXAMPLE}")
}

/// Named one-line cases: what stands in the file, and what must be said about it.
macro_rules! complaints {
    ($($name:ident: $text:expr => $($expected:literal),+;)*) => { $(
        #[test]
        fn $name() {
            let got = complaint(&$text);
            for expected in ["mine.toml", $($expected),+] {
                assert!(got.contains(expected), "expected {expected}, got {got}");
            }
        }
    )* };
}

complaints! {
    no_example: format!("{HEAD}[[cue]]\nname = \"sing\"\nframe = \"bare\"\nverbs = [\"sing\"]\n") => "line 6: cue `sing` has no [[example]]";
    no_such_frame: with_cue("frame = \"hum\"\nverbs = [\"sing\"]") => "unknown variant `hum`";
    no_such_key: with_cue("frame = \"bare\"\ncolour = 3") => "unknown field `colour`";
    no_verbs: with_cue("frame = \"report\"") => "line 6", "frame `report` needs `verbs`";
    empty_verbs: with_cue("frame = \"report\"\nverbs = []") => "line 6", "frame `report` needs `verbs`";
    no_nouns: with_cue("frame = \"light\"\nverbs = [\"sing\"]") => "line 6", "frame `light` needs `nouns`";
    key_unread: with_cue("frame = \"tell\"\nverbs = [\"sing\"]\nvia = [\"to\"]") => "line 6", "frame `tell` does not read `via`; it reads name, frame";
    verbs_unread: with_cue("frame = \"colon\"\nverbs = [\"sing\"]") => "line 6", "frame `colon` does not read `verbs`";
    form_listed: with_cue("frame = \"bare\"\nverbs = [\"sang\"]") => "line 6", "`sang` is read as a form of `sing`", "list `sing`";
    plural_listed: with_cue("frame = \"noun\"\nnouns = [\"songs\"]") => "line 6", "list `song`";
    two_words: with_cue("frame = \"bare\"\nverbs = [\"sing along\"]") => "line 6", "`sing along`: expected one word";
    stray_example: with_cue("frame = \"bare\"\nverbs = [\"sing\"]") + "[[example]]\nrule = \"hum\"\ntext = \"t\"\ncue = \"c\"\n" => "line 14", "no such cue";
    cue_twice: with_cue("frame = \"bare\"\nverbs = [\"sing\"]") + "[[cue]]\nname = \"sing\"\nframe = \"bare\"\nverbs = [\"hum\"]\n" => "line 14: cue `sing`", "another of that name";
    empty_type: with_cue("frame = \"bare\"\nverbs = [\"sing\"]").replacen("\"sang\"", "\"\"", 1) => "line 1", "type ``: expected";
    type_twice: with_cue("frame = \"bare\"\nverbs = [\"sing\"]").replacen("\"sang\"", "\"said\"", 1) => "type `said` stands in said.toml too";
    verb_taken: with_cue("frame = \"report\"\nverbs = [\"allege\"]") => "line 6", "`allege` with frame `report` is claimed by `accused` too, accused.toml line ";
    verb_taken_by_a_later_file: with_cue("frame = \"tell\"\nverbs = [\"tell\"]") => "line 6", "is claimed by `told` too, told.toml line ";
}

#[test]
fn a_folder_without_rules_is_no_folder_of_rules() {
    let folder = tempfile::tempdir().unwrap();
    let run = onrecord(&["rules", "list", "--rules", folder.path().to_str().unwrap()]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("no file in it ends in .toml"), "{}", run.stderr);
}

#[test]
fn a_form_of_the_users_verb_that_is_not_found_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let text = with_cue("frame = \"bare\"\nverbs = [\"snore\", \"troate\"]")
        .replace("He sang.", "He snored.")
        .replace("cue = \"sang\"", "cue = \"snored\"");
    fs::write(folder.path().join("mine.toml"), text).unwrap();
    let run = onrecord(&["rules", "check", "--rules", folder.path().to_str().unwrap()]);
    assert_eq!(run.status, 1);
    let expected = "mine.toml, line 6: `troate` is not found as `troated`, which is read as `troat`: list `troat` too";
    assert!(run.stdout.contains(expected), "{}", run.stdout);
    assert!(!run.stdout.contains("`snore`"), "{}", run.stdout);
}
