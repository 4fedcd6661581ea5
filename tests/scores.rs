//! A relation's score is what its features weigh: the features that `eval/scores/fit.py` is given are those that records are
//! scored by, relation by relation.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use std::collections::HashMap;
use std::fs;

use common::root;
use onrecord::eval::read_gold;
use onrecord::pipeline::Pipeline;
use onrecord::record::{Provenance, Record};
use onrecord::relation::features;
use onrecord::text::Article;

#[derive(serde::Deserialize)]
struct Fitted {
    weights: HashMap<String, f64>,
}

#[test]
fn the_features_that_are_fitted_give_the_scores_of_the_record() {
    let fitted: Fitted = toml::from_str(&fs::read_to_string(root().join("src/relation/score.toml")).unwrap()).unwrap();
    let pipeline = Pipeline::embedded().unwrap();
    let (rules, provenance) = (pipeline.rules().rules(), Provenance::of(&pipeline));
    let gold = read_gold(&[root().join("eval/gold/dev.jsonl")]).unwrap();
    let (mut seen, mut relations) = (HashMap::new(), 0);
    for article in gold.articles.iter().take(8) {
        let found = pipeline.analyse(Article::new(article.id.as_str(), article.text.as_str()));
        let record = Record::of(&found, rules, &provenance);
        assert_eq!(record.relations.len(), found.acts.len());
        for (at, relation) in record.relations.iter().enumerate() {
            let names = features(&rules[found.acts[at].relation], &found.doc, &found.mentions, &found.acts, at);
            // What a reader of the record sees says the same.
            for name in [format!("rule:{}", relation.rule), format!("quote:{}", relation.quote.name())] {
                assert!(names.contains(&name), "{}: {name} is not in {names:?}", relation.cue.text);
            }
            let logit: f64 = names.iter().filter_map(|name| fitted.weights.get(name)).sum();
            let probability = 1.0 / (1.0 + (-logit).exp());
            let score = relation.score.unwrap();
            assert!((score - probability).abs() < 1e-4, "{}: {score}, {probability} by {names:?}", relation.cue.text);
            relations += 1;
            for name in names {
                *seen.entry(name).or_insert(0) += 1;
            }
        }
    }
    // A test over relations that are all alike would show nothing.
    assert!(relations > 100 && seen.len() > 30, "{relations} relations, {} features", seen.len());
}
