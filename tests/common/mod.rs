//! The program as a user runs it.

#![allow(dead_code, reason = "each test file uses a part")]
#![allow(clippy::print_stderr, reason = "a skipped test says so")]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

pub struct Run {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    pub fn records(&self) -> Vec<Value> {
        self.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

pub fn onrecord(args: &[&str]) -> Run {
    onrecord_with(args, b"")
}

pub fn onrecord_with(args: &[&str], stdin: &[u8]) -> Run {
    run_in(root(), args, stdin)
}

pub fn run_in(folder: &Path, args: &[&str], stdin: &[u8]) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let bytes = stdin.to_vec();
    let feeder = std::thread::spawn(move || input.write_all(&bytes));
    let out = child.wait_with_output().unwrap();
    // A run that ends early closes the pipe: no failure of the test.
    let _ = feeder.join().unwrap();
    Run {
        status: out.status.code().unwrap_or(-1),
        stdout: String::from_utf8(out.stdout).unwrap(),
        stderr: String::from_utf8(out.stderr).unwrap(),
    }
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file of the shared folder beside the project, where there is one.
pub fn shared(path: &str) -> Option<PathBuf> {
    let found = root().join("../shared").join(path);
    if found.exists() {
        return Some(found);
    }
    eprintln!("skipped: ../shared/{path} is not here");
    None
}

/// The code points `start..end` of a text.
pub fn slice(text: &str, start: u64, end: u64) -> String {
    text.chars().skip(usize::try_from(start).unwrap()).take(usize::try_from(end - start).unwrap()).collect()
}

/// Checks every span of a record that has a text of its own.
pub fn offsets_hold(record: &Value) {
    let text = record["text"].as_str().unwrap();
    let mut spans: Vec<&Value> = record["mentions"].as_array().unwrap().iter().collect();
    for relation in record["relations"].as_array().unwrap() {
        spans.push(&relation["cue"]);
        spans.extend(relation["args"].as_array().unwrap());
    }
    for span in spans {
        let (start, end) = (span["start"].as_u64().unwrap(), span["end"].as_u64().unwrap());
        let pieces = span["spans"].as_array().cloned().unwrap_or_else(|| vec![json!([start, end])]);
        let pieces: Vec<String> =
            pieces.iter().map(|p| slice(text, p[0].as_u64().unwrap(), p[1].as_u64().unwrap())).collect();
        assert_eq!(pieces.join(" "), span["text"].as_str().unwrap(), "{span}");
        assert!(start < end, "{span}");
    }
}
