//! Text flows one way: a room imports only from rooms to its left.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::fs;
use std::path::{Path, PathBuf};

const ROOMS: [&str; 13] = [
    "text", "token", "model", "ner", "syntax", "mention", "relation", "pipeline", "record", "eval", "formats",
    "output", "cli",
];

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found
}

#[test]
fn no_arrow_points_back() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut arrows = 0;
    for (at, room) in ROOMS.iter().enumerate() {
        for file in files(&src.join(room)) {
            for (line, text) in fs::read_to_string(&file).unwrap().lines().enumerate() {
                // A link in a comment is no import.
                let Some(target) = text.split("crate::").nth(1).filter(|_| !text.trim_start().starts_with("//")) else {
                    continue;
                };
                let target: String = target.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                assert!(!target.is_empty(), "{}:{}: import one room a line", file.display(), line + 1);
                let Some(from) = ROOMS.iter().position(|r| *r == target) else { continue };
                arrows += 1;
                assert!(from <= at, "{}:{}: `{room}` imports from `{target}`, to its right", file.display(), line + 1);
                assert!(!(*room == "syntax" && target == "ner"), "`ner` and `syntax` stand side by side");
            }
        }
    }
    assert!(arrows > 50, "the test no longer sees the imports: {arrows}");
}
