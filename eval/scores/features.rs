//! What the scores of relations are made of: for each article a line of JSON with its record and, in the order of the record's
//! relations, the features of each.
//!
//! ```sh
//! cargo run --release --example score_features -- [--keep-boilerplate] FILE.jsonl
//! ```

use std::env;
use std::error::Error;
use std::io::{self, Write};

use onrecord::model::Model;
use onrecord::pipeline::{Options, Pipeline};
use onrecord::record::{Provenance, Record};
use onrecord::relation::{RuleSet, features};
use onrecord::text::{Input, inputs};
use serde_json::json;

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let (flags, files): (Vec<_>, Vec<_>) = env::args_os().skip(1).partition(|word| word == "--keep-boilerplate");
    let options = Options { keep_boilerplate: !flags.is_empty(), ..Options::default() };
    let pipeline = Pipeline::new(Model::embedded()?, RuleSet::embedded()?, options)?;
    let (rules, provenance) = (pipeline.rules().rules(), Provenance::of(&pipeline));
    let mut out = io::stdout().lock();
    for article in inputs(files.into_iter().map(Input::from).collect())? {
        let Ok(article) = article else { continue };
        let found = pipeline.analyse(article);
        let features: Vec<Vec<String>> = (0..found.acts.len())
            .map(|at| features(&rules[found.acts[at].relation], &found.doc, &found.mentions, &found.acts, at))
            .collect();
        writeln!(out, "{}", json!({"record": Record::of(&found, rules, &provenance), "features": features}))?;
    }
    Ok(())
}
