//! What labelled articles teach of which claim a denial answers: questions with all that is known of each claim, for `models/recipe/answers.py`.
//!
//! ```sh
//! cargo run --release --example answers_lessons -- GOLD.jsonl > LESSONS.jsonl
//! ```
//!
//! A line of `GOLD.jsonl` (`models/recipe/answers.py gold` writes them) has `id`, `source`, `text` and `denials` as `[cue, claim]`, each a
//! half-open span of code points, the claim null where the denial answers nothing. The first line written names groups and features.

use std::env;
use std::error::Error;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};

use onrecord::pipeline::Pipeline;
use onrecord::relation::{Denial, vocabulary};
use onrecord::text::{Article, Byte, Span};
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
struct Labelled {
    id: String,
    source: String,
    text: String,
    denials: Vec<(Place, Option<Place>)>,
}

type Place = (usize, usize);

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let pipeline = Pipeline::embedded()?;
    let mut out = io::stdout().lock();
    let (groups, features, buckets) = vocabulary();
    writeln!(out, "{}", json!({"groups": groups, "features": features, "buckets": buckets}))?;
    for path in env::args_os().skip(1) {
        for line in BufReader::new(File::open(path)?).lines() {
            let labelled: Labelled = serde_json::from_str(&line?)?;
            let mut bytes: Vec<usize> = labelled.text.char_indices().map(|(at, _)| at).collect();
            bytes.push(labelled.text.len());
            let span = |(start, end): Place| Span::<Byte>::new(bytes[start], bytes[end]);
            let denials = pipeline.denials(Article::new(&labelled.id, labelled.text.clone()))?;
            let question = |found: &Denial| {
                let (_, claim) = labelled.denials.iter().find(|(cue, _)| found.cue.overlaps(span(*cue)))?;
                let right: Vec<usize> = match claim {
                    Some(claim) => {
                        let claim = span(*claim);
                        (0..found.claims.len()).filter(|&nth| found.claims[nth].overlaps(claim)).take(1).collect()
                    }
                    None => vec![found.claims.len()],
                };
                Some(
                    json!({"group": 0, "act": true, "rows": found.rows, "right": right, "asking": null, "mentions": []}),
                )
            };
            let questions: Vec<_> = denials.iter().filter_map(question).collect();
            let Labelled { id, source, .. } = labelled;
            let row = json!({"id": id, "source": source, "weight": 1.0, "questions": questions, "vectors": []});
            writeln!(out, "{row}")?;
        }
    }
    Ok(())
}
