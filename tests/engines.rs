//! The fast engine beside the reference.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use common::{onrecord, onrecord_with};
use serde_json::Value;

/// What eight bits may cost on the own gold, in points of F1.
const COST: f64 = 0.003;

#[test]
fn eight_bits_cost_next_to_nothing_on_the_gold() {
    let [fast, reference] = ["fast", "reference"].map(|engine| {
        let run = onrecord(&["eval", "--gold", "eval/gold/dev.jsonl", "--format", "json", "--engine", engine]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        serde_json::from_str::<Value>(&run.stdout).unwrap()
    });
    for figure in ["/entities/strict/f1", "/relations/overall/entity/f1"] {
        let [fast, reference] = [&fast, &reference].map(|report| report.pointer(figure).unwrap().as_f64().unwrap());
        assert!((fast - reference).abs() <= COST, "{figure}: {fast} on the fast engine, {reference} on the reference");
    }
}

#[test]
fn the_embedded_model_is_read_by_the_fast_engine() {
    let info = |args: &[&str]| onrecord(&[&["model", "info"], args].concat()).stdout.parse::<toml::Table>().unwrap();
    assert_eq!(info(&[])["reading"]["engine"].as_str(), Some("fast"));
    assert_eq!(info(&["--engine", "reference"])["reading"]["engine"].as_str(), Some("reference"));
}

#[test]
fn the_engine_is_part_of_the_configuration() {
    let hash = |engine: &str| {
        let record = onrecord_with(&["extract", "-", "--engine", engine], b"He left.").records().remove(0);
        record["provenance"]["config_sha256"].clone()
    };
    assert_ne!(hash("fast"), hash("reference"));
}

#[test]
fn a_model_that_the_fast_engine_cannot_read_is_refused() {
    let run = onrecord(&["model", "verify", "--model", "tests/models/bert", "--engine", "fast"]);
    assert_eq!(run.status, 4);
    assert!(run.stderr.contains("--engine reference"), "{}", run.stderr);
}
