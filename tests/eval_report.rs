//! `onrecord eval` as a user runs it: formats, thresholds, comparisons, accepted counts.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;
mod example;

use std::fs;
use std::path::PathBuf;

use common::{Run, onrecord};
use example::{TEXT, example, relation, scored};
use onrecord::eval::{Verdict, read_baseline};
use onrecord::output::page;
use serde_json::{Value, json};
use tempfile::TempDir;

/// A folder with gold and records, and what a run needs to name them.
struct Bench(TempDir);

impl Bench {
    fn new(gold: &[Value], records: &[Value]) -> Self {
        let bench = Self(TempDir::new().unwrap());
        bench.put("gold.jsonl", &lines(gold));
        bench.put("records.jsonl", &lines(records));
        bench
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, content: &str) -> String {
        fs::write(self.path(name), content).unwrap();
        self.path(name).to_str().unwrap().to_owned()
    }

    fn eval(&self, more: &[&str]) -> Run {
        let [gold, records] = ["gold.jsonl", "records.jsonl"].map(|name| self.path(name).to_str().unwrap().to_owned());
        onrecord(&[&["eval", "--gold", gold.as_str(), "--records", records.as_str()], more].concat())
    }

    fn json(&self) -> String {
        self.eval(&["--format", "json"]).stdout
    }
}

fn lines(articles: &[Value]) -> String {
    articles.iter().map(Value::to_string).collect::<Vec<_>>().join("\n") + "\n"
}

/// So many copies of the example, each with an id of its own.
fn copies(number: usize) -> Vec<Value> {
    let copy = |at: usize| {
        let mut copy = example();
        copy["id"] = json!(format!("a{at}"));
        copy
    };
    (0..number).map(copy).collect()
}

/// The same, with the denial missing in each.
fn poorer(number: usize) -> Vec<Value> {
    let mut poorer = copies(number);
    for record in &mut poorer {
        record["relations"].as_array_mut().unwrap().remove(0);
    }
    poorer
}

#[test]
fn an_unknown_figure_is_a_usage_error_that_lists_the_known() {
    let bench = Bench::new(&copies(1), &copies(1));
    let run = bench.eval(&["--fail-under", "relations.cue.f2=0.5"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    for name in ["relations.cue.f2", "entities.f1", "relations.cue.denied.f1", "blocks.boilerplate.recall"] {
        assert!(run.stderr.contains(name), "{name}: {}", run.stderr);
    }
    for malformed in ["entities.f1", "entities.f1=high"] {
        assert_eq!(bench.eval(&["--fail-under", malformed]).status, 2, "{malformed}");
    }
}

#[test]
fn a_figure_below_its_threshold_is_status_5() {
    let bench = Bench::new(&copies(2), &poorer(2));
    assert_eq!(bench.eval(&["--fail-under", "relations.cue.recall=0.6", "--fail-under", "entities.f1=1"]).status, 0);
    let run = bench.eval(&["--fail-under", "entities.f1=1", "--fail-under", "relations.cue.recall=0.7"]);
    assert_eq!(run.status, 5);
    assert!(run.stderr.contains("relations.cue.recall is 0.6667, below 0.7"), "{}", run.stderr);
    assert!(run.stdout.contains("headline figures"), "the scores are printed all the same");
}

#[test]
fn a_change_is_real_where_every_article_shows_it() {
    let bench = Bench::new(&copies(6), &poorer(6));
    let old = bench.put("old.json", &bench.json());
    let unchanged = bench.eval(&["--compare", &old]);
    assert!(unchanged.stdout.contains("change since") && !unchanged.stdout.contains(" yes\n"), "{}", unchanged.stdout);
    bench.put("records.jsonl", &lines(&copies(6)));
    let report: Value = serde_json::from_str(&bench.eval(&["--compare", &old, "--format", "json"]).stdout).unwrap();
    let change = |figure: &str| {
        let changes = report["comparison"]["changes"].as_array().unwrap();
        changes.iter().find(|change| change["figure"] == figure).cloned().unwrap()
    };
    // Two of three acts in each article, then all: F1 0.8 to 1.
    assert_eq!(
        (&change("relations.cue.f1")["before"], &change("relations.cue.f1")["after"]),
        (&json!(0.8), &json!(1.0))
    );
    assert!(change("relations.cue.f1")["interval"][0].as_f64().unwrap() > 0.19);
    assert_eq!(change("entities.f1")["interval"], json!([0.0, 0.0]));
    let table = bench.eval(&["--compare", &old, "--format", "summary"]).stdout;
    let row = table.lines().rfind(|line| line.contains("relations.cue.f1")).unwrap();
    assert!(row.contains("+20.00") && row.ends_with("yes"), "{row}");
}

#[test]
fn only_reports_over_the_same_gold_are_compared() {
    let bench = Bench::new(&copies(2), &copies(2));
    let old = bench.put("old.json", &bench.json());
    bench.put("gold.jsonl", &lines(&copies(3)));
    let run = bench.eval(&["--compare", &old]);
    assert!(run.status == 1 && run.stderr.contains("the same gold"), "{}", run.stderr);
    let run = bench.eval(&["--compare", &bench.put("no.json", "{}")]);
    assert!(run.status == 1 && run.stderr.contains("eval --format json"), "{}", run.stderr);
}

#[test]
fn accepted_counts_hold_until_a_figure_falls() {
    let (rich, poor) = (Bench::new(&copies(4), &copies(4)), Bench::new(&copies(4), &poorer(4)));
    let accepted = |gold: &[Value], records: &[Value], bench: &Bench| {
        let entry = scored(gold, records).unwrap().accepted(None);
        bench.put("accepted.toml", &entry)
    };
    let same = rich.eval(&["--baseline", &accepted(&copies(4), &copies(4), &rich)]);
    assert!(same.status == 0 && same.stdout.contains("same") && !same.stdout.contains("FALLEN"), "{}", same.stdout);
    let higher = rich.eval(&["--baseline", &accepted(&copies(4), &poorer(4), &rich), "--format", "md"]);
    assert!(higher.status == 0 && higher.stdout.contains("higher"), "{}", higher.stdout);
    // Every article lost one of three acts: there is no doubt about it.
    let fallen = poor.eval(&["--baseline", &accepted(&copies(4), &copies(4), &poor)]);
    assert_eq!(fallen.status, 5);
    assert!(fallen.stderr.contains("relations.cue.f1 fell from 1.0000 to 0.8000"), "{}", fallen.stderr);
    // One article of forty lost one.
    let one_less = [poorer(1), copies(40)[1..].to_vec()].concat();
    let bench = Bench::new(&copies(40), &one_less);
    let fallen = bench.eval(&["--baseline", &accepted(&copies(40), &copies(40), &bench)]);
    assert!(fallen.status == 5 && fallen.stderr.contains("relations.cue.f1 fell from 1.0000"), "{}", fallen.stderr);
    let other = poor.eval(&["--baseline", &accepted(&copies(3), &copies(3), &poor)]);
    assert!(other.status == 1 && other.stderr.contains("accepted anew"), "{}", other.stderr);
    let broken = poor.eval(&["--baseline", &poor.put("broken.toml", "[[gold]]\nfile = 1")]);
    assert!(broken.status == 1 && broken.stderr.contains("accepted counts in TOML"), "{}", broken.stderr);
}

#[test]
fn an_engine_may_have_counts_of_its_own() {
    let (rich, poor) =
        (scored(&copies(4), &copies(4)).unwrap().accepted(None), scored(&copies(4), &poorer(4)).unwrap());
    let bench = Bench::new(&copies(4), &copies(4));
    let both = bench.put("accepted.toml", &format!("{rich}\n{}", poor.accepted(Some("fast-portable"))));
    let baseline = read_baseline(both.as_ref()).unwrap();
    for (engine, fallen) in [(None, true), (Some("fast-vnni"), true), (Some("fast-portable"), false)] {
        let mut report = poor.clone();
        report.hold_to(&baseline, engine).unwrap();
        let figures = report.standing.unwrap().figures;
        assert_eq!(figures.iter().any(|held| held.verdict == Verdict::Fallen), fallen, "{engine:?}");
    }
}

#[test]
fn what_could_not_be_compared_is_stated_in_every_format() {
    let (gold, mut records) = (copies(3), copies(2));
    records[1]["id"] = json!("stranger");
    let bench = Bench::new(&gold, &records);
    for format in ["table", "summary", "html", "md"] {
        let text = bench.eval(&["--format", format]).stdout;
        for words in
            ["2 articles without a record, scored as empty: a1, a2", "1 article without gold, left out: stranger"]
        {
            assert!(text.contains(words), "{format}: {words}");
        }
    }
    let report: Value = serde_json::from_str(&bench.json()).unwrap();
    assert_eq!(
        (&report["articles"]["missing"], &report["articles"]["extra"]),
        (&json!(["a1", "a2"]), &json!(["stranger"]))
    );
    bench.put("records.jsonl", &lines(&records[1..]));
    let run = bench.eval(&[]);
    assert!(run.status == 1 && run.stderr.contains("records of others only (stranger"), "{}", run.stderr);
}

#[test]
fn words_from_outside_stay_words() {
    let mut gold = example();
    gold["id"] = json!("a|b</script><script>alert(1)</script>");
    gold["relations"].as_array_mut().unwrap().push(relation("r3", "x\" onclick=\"alert(2)|y", "added", vec![]));
    let mut record = gold.clone();
    record["relations"] = json!([]);
    let bench = Bench::new(&[gold], &[record]);
    let html = bench.eval(&["--format", "html"]).stdout;
    assert!(
        html.contains("a|b&lt;/script&gt;&lt;script&gt;alert(1)") && html.contains("x&quot; onclick=&quot;alert(2)|y")
    );
    assert!(!html.contains("<script>alert") && !html.contains("\" onclick"));
    let markdown = bench.eval(&["--format", "md"]).stdout;
    let row = markdown.lines().find(|line| line.contains("onclick") && line.contains("0.00")).unwrap();
    assert!(row.contains("alert(2)\\|y"), "{row}");
    let columns = row.replace("\\|", "").matches('|').count();
    assert_eq!(columns, markdown.lines().find(|line| line.contains("entity F1")).unwrap().matches('|').count());
}

#[test]
fn the_page_needs_no_network_and_shows_every_miss() {
    let mut record = example();
    record["relations"][2]["args"][0]["entity"] = json!("e1");
    record["relations"].as_array_mut().unwrap().remove(1);
    record["mentions"][2]["type"] = json!("ORG");
    let report = scored(&[example()], &[record]).unwrap();
    let html = page(&report);
    for asks in ["http:", "https:", "src=", "@import", "url("] {
        assert!(!html.contains(asks), "{asks}");
    }
    assert_eq!(html.matches("<article class=\"miss\"").count(), report.misses.len());
    for shown in ["data-bucket=\"wrong speaker\"", "data-bucket=\"missing cue\"", "data-type=\"LOC\"", "LOC → ORG"] {
        assert!(html.contains(shown), "{shown}");
    }
    // The speaker that each side names is marked in the sentence.
    assert!(html.contains("title=\"speaker: Zoë Ray\">She<sub>") && html.contains("title=\"speaker: Bo Li\">She<sub>"));
    assert!(TEXT.contains("She"));
    let perfect = page(&scored(&[example()], &[example()]).unwrap());
    assert!(perfect.contains("agree on everything"));
}
