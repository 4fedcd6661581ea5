//! The own gold, scored now, is held to the counts last accepted: one relation fewer is one too few.
//!
//! `UPDATE=1 cargo test --test ratchet` accepts the counts of now for every engine; eval/DIARY.md then says what changed
//! and why. Where one engine alone counts otherwise, `UPDATE=engine` accepts its own beside them, and `ONRECORD_ENGINE`
//! names the engine to run on.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use std::fmt::Write;
use std::fs;
use std::path::Path;

use common::root;
use onrecord::eval::{Labels, Report, Verdict, read_baseline, read_gold, score};
use onrecord::pipeline::{Pipeline, in_order};
use onrecord::text::Article;

const GOLD: [&str; 4] =
    ["eval/gold/dev.jsonl", "eval/gold/test.jsonl", "eval/gold/acts.jsonl", "eval/gold/acts_test.jsonl"];
const BASELINE: &str = "eval/baseline.toml";
const HEAD: &str = "\
# The counts last accepted on the own gold: `make test` and `make eval` fail where a figure falls below them, by one
# relation too. `UPDATE=1 cargo test --test ratchet` writes them; eval/DIARY.md says why they moved. They count for every
# engine, unless an entry for one (`UPDATE=engine`) stands beside them.
";

fn scored(gold: &str, pipeline: &Pipeline) -> Report {
    let gold = read_gold(&[gold.into()]).unwrap();
    let jobs = std::thread::available_parallelism().unwrap().get();
    let articles: Vec<Article> = gold.articles.iter().map(Labels::article).collect();
    let mut records = Vec::new();
    in_order(
        articles.into_iter(),
        jobs,
        |article| pipeline.record(article),
        |record| {
            records.push(record);
            Ok::<(), ()>(())
        },
    )
    .unwrap();
    score(&gold, &records).unwrap()
}

/// The figures that fell, a line each.
fn fallen(reports: &mut [Report], engine: &str) -> String {
    let baseline = read_baseline(Path::new(BASELINE)).unwrap();
    let mut fallen = String::new();
    for report in reports {
        report
            .hold_to(&baseline, Some(engine))
            .unwrap_or_else(|error| panic!("{error}: UPDATE=1 cargo test --test ratchet"));
        for held in &report.standing.as_ref().unwrap().figures {
            if held.verdict == Verdict::Fallen {
                writeln!(fallen, "{} {} {:?} {:?}", report.gold[0].path, held.figure, held.accepted, held.now).unwrap();
            }
        }
    }
    fallen
}

#[test]
fn no_figure_falls() {
    std::env::set_current_dir(root()).unwrap(); // the baseline names the gold from here
    let pipeline = Pipeline::embedded().unwrap();
    let engine = pipeline.tagger().engine();
    let mut reports = GOLD.map(|gold| scored(gold, &pipeline));
    let entries = |engine| reports.iter().map(|report| report.accepted(engine)).collect::<Vec<_>>().join("\n");
    match std::env::var("UPDATE").as_deref() {
        Ok("engine") => {
            let others = fs::read_to_string(BASELINE).unwrap();
            assert!(!others.contains(engine), "{BASELINE} has counts of {engine}: take them out first");
            fs::write(BASELINE, format!("{others}\n{}", entries(Some(engine)))).unwrap();
        }
        Ok("1") => fs::write(BASELINE, format!("{HEAD}\n{}", entries(None))).unwrap(),
        Ok(other) => panic!("UPDATE={other}: expected 1 or engine"),
        Err(_) => {}
    }
    let fallen = fallen(&mut reports, engine);
    assert!(fallen.is_empty(), "on {engine}; gold, figure, accepted, now:\n{fallen}");
}
