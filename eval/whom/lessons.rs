//! What labelled articles teach of whom words mean: questions with all that is known of each candidate, for `models/recipe/whom.py fit`.
//!
//! ```sh
//! cargo run --release --example whom_lessons -- GOLD.jsonl > LESSONS.jsonl
//! ```
//!
//! A line of `GOLD.jsonl` (`models/recipe/whom.py gold` writes them) has `id`, `source`, `weight`, `title`, `text`, `names` as
//! `[entity, start, end]` and `means` as `[start, end, [entities]]`, offsets in code points. The first line written names groups and features.

use std::env;
use std::error::Error;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};

use onrecord::mention::{Gold, Lesson, Lessons, vocabulary};
use onrecord::pipeline::Pipeline;
use onrecord::text::{Article, Byte, Span};
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
struct Labelled {
    id: String,
    source: String,
    weight: f32,
    title: Option<String>,
    text: String,
    names: Vec<(usize, usize, usize)>,
    means: Vec<(usize, usize, Vec<usize>)>,
}

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let pipeline = Pipeline::embedded()?;
    let mut out = io::stdout().lock();
    let (groups, features, buckets) = vocabulary();
    writeln!(out, "{}", json!({"groups": groups, "features": features, "buckets": buckets}))?;
    for path in env::args_os().skip(1) {
        for line in BufReader::new(File::open(path)?).lines() {
            let labelled: Labelled = serde_json::from_str(&line?)?;
            let gold = labelled.gold();
            let mut article = Article::new(&labelled.id, labelled.text.clone());
            article.title.clone_from(&labelled.title);
            let Lessons { questions, vectors } = pipeline.lessons(article, &gold)?;
            let question = |lesson: &Lesson| {
                let Lesson { group, takes_part, rows, right, asking, mentions } = lesson;
                json!({"group": group, "act": takes_part, "rows": rows, "right": right, "asking": asking, "mentions": mentions})
            };
            let questions: Vec<_> = questions.iter().map(question).collect();
            let Labelled { id, source, weight, .. } = labelled;
            let row = json!({"id": id, "source": source, "weight": weight, "questions": questions, "vectors": vectors});
            writeln!(out, "{row}")?;
        }
    }
    Ok(())
}

impl Labelled {
    fn gold(&self) -> Gold {
        let mut bytes: Vec<usize> = self.text.char_indices().map(|(at, _)| at).collect();
        bytes.push(self.text.len());
        let span = |start: usize, end: usize| Span::<Byte>::new(bytes[start], bytes[end]);
        Gold {
            names: self.names.iter().map(|&(entity, start, end)| (entity, span(start, end))).collect(),
            means: self.means.iter().map(|(start, end, who)| (span(*start, *end), who.clone())).collect(),
        }
    }
}
