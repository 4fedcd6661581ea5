//! The own gold, scored now, is held to the counts last accepted.
//!
//! `UPDATE=1 cargo test --test ratchet` accepts the counts of now; the changelog then says what changed and why.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use std::fmt::Write;
use std::fs;
use std::path::Path;

use common::root;
use onrecord::eval::{Report, Verdict, read_baseline, read_gold, score};
use onrecord::pipeline::{Pipeline, in_order};
use onrecord::record::{Provenance, Record};
use onrecord::text::Article;

const GOLD: [&str; 4] =
    ["eval/gold/dev.jsonl", "eval/gold/test.jsonl", "eval/gold/acts.jsonl", "eval/gold/acts_test.jsonl"];
const BASELINE: &str = "eval/baseline.toml";

fn scored(gold: &str, pipeline: &Pipeline) -> Report {
    let gold = read_gold(&[gold.into()]).unwrap();
    let (rules, provenance) = (pipeline.rules().rules(), Provenance::of(pipeline));
    let jobs = std::thread::available_parallelism().unwrap().get();
    let articles: Vec<Article> = gold.articles.iter().map(|a| Article::new(a.id.as_str(), a.text.as_str())).collect();
    let mut records = Vec::new();
    in_order(
        articles.into_iter(),
        jobs,
        |article| Record::of(&pipeline.analyse(article), rules, &provenance),
        |record| {
            records.push(record);
            Ok::<(), ()>(())
        },
    )
    .unwrap();
    score(&gold, &records).unwrap()
}

#[test]
fn no_figure_falls() {
    std::env::set_current_dir(root()).unwrap(); // the baseline names the gold from here
    let pipeline = Pipeline::embedded().unwrap();
    let mut reports = GOLD.map(|gold| scored(gold, &pipeline));
    if std::env::var_os("UPDATE").is_some() {
        let head = "# The counts last accepted on the own gold: `make test` and `make eval` fail where a figure falls below them by\n\
                    # more than its interval allows. `UPDATE=1 cargo test --test ratchet` writes them; eval/DIARY.md says why they moved.\n";
        let entries: Vec<String> = reports.iter().map(Report::accepted).collect();
        fs::write(BASELINE, format!("{head}\n{}", entries.join("\n"))).unwrap();
    }
    let baseline = read_baseline(Path::new(BASELINE)).unwrap();
    let mut fallen = String::new();
    for report in &mut reports {
        report.hold_to(&baseline).unwrap_or_else(|error| panic!("{error}: UPDATE=1 cargo test --test ratchet"));
        for held in &report.standing.as_ref().unwrap().figures {
            if held.verdict == Verdict::Fallen {
                writeln!(fallen, "{} {} {:?} {:?}", report.gold[0].path, held.figure, held.accepted, held.now).unwrap();
            }
        }
    }
    assert!(fallen.is_empty(), "gold, figure, accepted, now:\n{fallen}");
}
