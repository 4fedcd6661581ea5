//! The fast engine beside the reference.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use std::process::{Command, Output};

use common::{onrecord, onrecord_with, root};
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
        assert!(reference - fast <= COST, "{figure}: {fast} on the fast engine, {reference} on the reference");
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

/// The program on an engine that the environment names.
fn on(engine: &str, args: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    program.args(args).current_dir(root()).env("ONRECORD_ENGINE", engine).output().unwrap()
}

#[test]
fn records_do_not_tell_which_processor_read_them() {
    let mut seen: Option<String> = None;
    let mut engines = 0;
    for engine in ["fast-vnni", "fast-avx2", "fast-neon", "fast-portable"] {
        let articles = ["karabakh-call", "kenya-dam", "philippines-ferry"].map(|name| format!("eval/demo/{name}.txt"));
        let run = on(engine, &["extract", &articles[0], &articles[1], &articles[2]]);
        if run.status.code() == Some(4) && String::from_utf8_lossy(&run.stderr).contains("ONRECORD_ENGINE") {
            continue; // not on this processor
        }
        assert!(run.status.success(), "{engine}: {}", String::from_utf8_lossy(&run.stderr));
        let records = String::from_utf8(run.stdout).unwrap();
        assert_eq!(records.lines().count(), 3, "{engine}");
        // But for its name.
        let records = records.replace(&format!(r#","engine":"{engine}""#), "");
        assert_eq!(*seen.get_or_insert_with(|| records.clone()), records, "{engine}");
        engines += 1;
    }
    assert!(engines > usize::from(cfg!(any(target_arch = "x86_64", target_arch = "aarch64"))), "{engines}");
}

#[test]
fn an_engine_that_nobody_has_is_refused() {
    let run = on("fast-abacus", &["model", "info"]);
    let said = String::from_utf8(run.stderr).unwrap();
    assert_eq!(run.status.code(), Some(4), "{said}");
    assert!(said.contains("ONRECORD_ENGINE: expected one of ") && said.contains("fast-portable"), "{said}");
    assert!(said.contains("got \"fast-abacus\""), "{said}");
}

#[test]
fn the_engine_that_computes_is_named() {
    let named = on("fast-portable", &["model", "info"]).stdout;
    let info = String::from_utf8(named).unwrap().parse::<toml::Table>().unwrap();
    assert_eq!(info["reading"]["computed_by"].as_str(), Some("fast-portable"));
}
