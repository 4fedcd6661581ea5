//! Gold and records, brought together article by article.

use super::blocks::blocks;
use super::entities::entities;
use super::facets::facets;
use super::ledger::Ledger;
use super::pair::Pair;
use super::relations::relations;
use super::{Alignment, Bootstrap, Bucket, EvalError, Gold, Labels, Layer, Report};
use crate::record::{Record, Status};
use crate::text::hex;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Scores records against gold.
///
/// A gold article without a record counts as one of which nothing is said; a record without gold is left out; both are
/// listed in [`Report::articles`]. Two records with one id, a record of another text, and records that are all of other
/// articles are errors.
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
    let extra: Vec<String> =
        predicted.iter().map(|record| &record.id).filter(|id| !known.contains(id.as_str())).cloned().collect();
    if let (Some(article), Some(other)) = (gold.articles.first(), extra.first())
        && extra.len() == predicted.len()
    {
        return Err(EvalError::NothingShared { gold: article.id.clone(), got: other.clone() });
    }
    let pairs: Vec<Pair> = gold.articles.iter().zip(&said).map(|(gold, predicted)| Pair { gold, predicted }).collect();
    let (mut ledger, mut misses) = (Ledger::new(), Vec::new());
    let entities = entities(&pairs, &mut ledger, &mut misses);
    let relations = relations(&pairs, &mut ledger, &mut misses);
    let facets = facets(&pairs, &mut ledger);
    let blocks = blocks(&pairs, &mut ledger);
    let mut buckets: BTreeMap<Layer, BTreeMap<Bucket, usize>> = BTreeMap::new();
    for miss in &misses {
        *buckets.entry(miss.layer).or_default().entry(miss.bucket).or_default() += 1;
    }
    Ok(Report {
        gold: gold.files.clone(),
        articles: Alignment { gold: pairs.len(), predicted: predicted.len(), missing, extra },
        bootstrap: Bootstrap::default(),
        headlines: ledger.close(),
        comparison: None,
        standing: None,
        blocks,
        entities,
        relations,
        facets,
        buckets,
        misses,
    })
}

fn of_same_text(gold: &Labels, record: &Record) -> Result<Labels, EvalError> {
    let Some(text) = &record.text else {
        // The hash stands for a text that was left out.
        return if hex(&Sha256::digest(&gold.text)) == record.doc.text_sha256 {
            Ok(Labels { text: gold.text.clone(), ..Labels::from(record) })
        } else {
            Err(EvalError::OtherHash { id: gold.id.clone() })
        };
    };
    if gold.text == *text {
        return Ok(Labels::from(record));
    }
    let shared = gold.text.chars().zip(text.chars()).take_while(|(a, b)| a == b).count();
    let from = |text: &str| text.chars().skip(shared).take(20).collect();
    Err(EvalError::OtherText { id: gold.id.clone(), at: shared, expected: from(&gold.text), got: from(text) })
}
