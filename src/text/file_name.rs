//! What a file's name tells: the article's id, and how its articles are laid out.

use std::path::Path;

const PACKED: [&str; 2] = [".gz", ".zst"];
const TEXT: [&str; 2] = [".txt", ".text"];
const LINES: [&str; 2] = [".jsonl", ".ndjson"];

/// Is a file of this name picked up when its folder is read?
pub(super) fn is_known(path: &Path) -> bool {
    let name = unpacked(path);
    ends(&name, &TEXT) || ends(&name, &LINES)
}

/// Does the name promise one JSON object a line?
pub(super) fn is_jsonl(path: &Path) -> bool {
    ends(&unpacked(path), &LINES)
}

/// Is the file or folder hidden, the Unix way?
pub(super) fn is_hidden(path: &Path) -> bool {
    last(path).starts_with('.')
}

/// The name without the extensions known here: `news/a.txt.gz` is `a`, `report.v2` stays whole.
pub(super) fn stem(path: &Path) -> String {
    let name = unpacked(path);
    let stem = TEXT.iter().chain(&LINES).find_map(|end| cut(&name, end)).unwrap_or(&name);
    if stem.is_empty() { last(path) } else { stem.to_owned() }
}

fn unpacked(path: &Path) -> String {
    let name = last(path);
    PACKED.iter().find_map(|end| cut(&name, end)).unwrap_or(&name).to_owned()
}

fn last(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn ends(name: &str, extensions: &[&str]) -> bool {
    extensions.iter().any(|end| cut(name, end).is_some())
}

/// `name` without `end`, whatever its case: `A.TXT` is a text file too.
fn cut<'a>(name: &'a str, end: &str) -> Option<&'a str> {
    let (stem, tail) = name.split_at_checked(name.len().checked_sub(end.len())?)?;
    tail.eq_ignore_ascii_case(end).then_some(stem)
}
