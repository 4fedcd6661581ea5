//! Gold and records, brought together article by article.

use super::{Alignment, Bootstrap, EvalError, Gold, Labels, Report, entities::entities, relations::relations};
use crate::record::{Record, Status};
use std::collections::{HashMap, HashSet};

/// The two sides of one article.
pub(super) struct Pair<'a> {
    pub(super) gold: &'a Labels,
    pub(super) predicted: &'a Labels,
}

/// Scores records against gold.
///
/// A gold article without a record counts as one of which nothing is said; a record without gold is left out; both are
/// listed in [`Report::articles`]. Two records with one id, or a record of another text, are errors.
pub fn score(gold: &Gold, predicted: &[Record]) -> Result<Report, EvalError> {
    let mut records: HashMap<&str, &Record> = HashMap::new();
    for record in predicted {
        if records.insert(&record.id, record).is_some() {
            return Err(EvalError::DuplicateRecord { id: record.id.clone() });
        }
    }
    let mut missing = Vec::new();
    let mut said = Vec::new();
    for article in &gold.articles {
        match records.get(article.id.as_str()) {
            Some(record) if record.doc.status != Status::Error => said.push(of_same_text(article, record)?),
            _ => {
                missing.push(article.id.clone());
                said.push(Labels::silent(&article.id));
            }
        }
    }
    let known: HashSet<&str> = gold.articles.iter().map(|article| article.id.as_str()).collect();
    let extra = predicted.iter().filter(|record| !known.contains(record.id.as_str())).map(|record| record.id.clone());
    let pairs: Vec<Pair> = gold.articles.iter().zip(&said).map(|(gold, predicted)| Pair { gold, predicted }).collect();
    let mut misses = Vec::new();
    Ok(Report {
        gold: gold.files.clone(),
        articles: Alignment { gold: pairs.len(), predicted: predicted.len(), missing, extra: extra.collect() },
        bootstrap: Bootstrap::default(),
        entities: entities(&pairs, &mut misses),
        relations: relations(&pairs, &mut misses),
        misses,
    })
}

fn of_same_text(gold: &Labels, record: &Record) -> Result<Labels, EvalError> {
    if gold.text == record.text {
        return Ok(Labels::from(record));
    }
    let shared = gold.text.chars().zip(record.text.chars()).take_while(|(a, b)| a == b).count();
    let from = |text: &str| text.chars().skip(shared).take(20).collect();
    Err(EvalError::OtherText { id: gold.id.clone(), at: shared, expected: from(&gold.text), got: from(&record.text) })
}
