//! Same text, model, rules and options: same bytes, whatever runs beside.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use std::collections::HashMap;

use common::{onrecord, root};

const FILES: [&str; 3] = ["eval/demo/karabakh-call.txt", "eval/demo/kenya-dam.txt", "eval/demo/philippines-ferry.txt"];

fn lines(args: &[&str]) -> Vec<String> {
    let run = onrecord(&[&["extract"], args].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    run.stdout.lines().map(str::to_owned).collect()
}

fn jobs_order_and_neighbours_change_nothing(engine: &str) {
    let lines = |files: &[&str], jobs: &str| lines(&[files, &["--engine", engine, "--jobs", jobs]].concat());
    let one = lines(&FILES, "1");
    assert_eq!(one, lines(&FILES, "2"), "two jobs");
    assert_eq!(one, lines(&FILES, "5"), "five jobs");
    let mut turned = lines(&[FILES[2], FILES[0], FILES[1]], "2");
    turned.rotate_left(1);
    assert_eq!(one, turned, "another order");
    for (file, line) in FILES.iter().zip(&one) {
        assert_eq!(&lines(&[file], "1"), std::slice::from_ref(line), "{file} alone");
    }
}

#[test]
fn jobs_order_and_neighbours_change_nothing_on_the_fast_engine() {
    jobs_order_and_neighbours_change_nothing("fast");
}

#[test]
fn jobs_order_and_neighbours_change_nothing_on_the_reference_engine() {
    jobs_order_and_neighbours_change_nothing("reference");
}

#[test]
fn a_record_says_nothing_of_the_run() {
    let record: HashMap<String, serde_json::Value> = serde_json::from_str(&lines(&[FILES[0]])[0]).unwrap();
    let provenance = serde_json::to_string(&record["provenance"]).unwrap();
    assert!(!provenance.contains(env!("CARGO_MANIFEST_DIR")));
    assert_eq!(record["doc"]["source"].as_str(), FILES[0].rsplit('/').next());
    let absolute = root().join(FILES[0]);
    assert_eq!(lines(&[FILES[0]]), lines(&[absolute.to_str().unwrap()]), "wherever the file lies");
}
