//! Every reader over known bytes and over many small changes of them: sound articles or errors, never a panic, never without an
//! end. `cargo fuzz` searches for more with the same bodies (fuzz/README.md); what it found stands among the seeds.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

#[path = "../fuzz/targets.rs"]
mod targets;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fastrand::Rng;
use targets::TARGETS;

/// Changes of each seed.
const CHANGES: usize = 60;
/// No body takes so long, in a debug build on a machine that is busy.
const LONGEST: Duration = Duration::from_secs(20);

/// Folders with bytes that a reader knows, beside `fuzz/seeds`.
fn known(target: &str) -> Option<&'static str> {
    match target {
        "html" => Some("tests/data/web"),
        "rules" => Some("src/relation/rules"),
        _ => None,
    }
}

fn seeds(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [Some(root.join("fuzz/seeds").join(target)), known(target).map(|folder| root.join(folder))];
    let files = folders.into_iter().flatten().filter_map(|folder| fs::read_dir(folder).ok()).flatten();
    let mut paths: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

/// One change or a few: a byte, a stretch gone, twice or elsewhere, a bit of another seed, a number that is too great.
fn changed(seed: &[u8], other: &[u8], rng: &mut Rng) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..rng.usize(1..6) {
        if bytes.is_empty() {
            break;
        }
        let at = rng.usize(..bytes.len());
        let end = (at + rng.usize(1..64)).min(bytes.len());
        match rng.usize(..7) {
            0 => bytes[at] = rng.u8(..),
            1 => bytes[at] ^= 1 << rng.u8(..8),
            2 => drop(bytes.drain(at..end)),
            3 => bytes.truncate(at),
            4 => {
                let piece = bytes[at..end].to_vec();
                let to = rng.usize(..bytes.len());
                bytes.splice(to..to, piece);
            }
            5 if !other.is_empty() => {
                let from = rng.usize(..other.len());
                let piece = other[from..(from + 200).min(other.len())].to_vec();
                bytes.splice(at..end, piece);
            }
            _ => drop(
                bytes.splice(
                    at..at,
                    [b"18446744073709551616".as_slice(), b"\0", b"<table>", b"\"", b"\xff\xfe"][rng.usize(..5)]
                        .iter()
                        .copied(),
                ),
            ),
        }
    }
    bytes
}

fn goes_through(name: &str) {
    let (_, body) = TARGETS.into_iter().find(|(target, _)| *target == name).unwrap();
    let seeds = seeds(name);
    assert!(!seeds.is_empty(), "no seeds for {name}");
    for (at, (path, seed)) in seeds.iter().enumerate() {
        let mut rng = Rng::with_seed(at as u64);
        let other = &seeds[(at + 1) % seeds.len()].1;
        for change in 0..=CHANGES {
            let bytes = if change == 0 { seed.clone() } else { changed(seed, other, &mut rng) };
            let since = Instant::now();
            if std::panic::catch_unwind(|| body(&bytes)).is_err() || since.elapsed() > LONGEST {
                let kept = std::env::temp_dir().join(format!("onrecord-fuzzed-{name}"));
                fs::write(&kept, &bytes).unwrap();
                panic!("{name}: change {change} of {}: kept as {}", path.display(), kept.display());
            }
        }
    }
}

macro_rules! readers {
    ($($name:ident: $target:literal;)*) => { $(
        #[test]
        fn $name() { goes_through($target); }
    )* };
}

readers! {
    pages: "html";
    web_archives: "warc";
    json_lines: "jsonl";
    comma_separated: "csv";
    brat: "brat";
    label_studio: "label_studio";
    rule_files: "rules";
    model_folders: "model";
}
