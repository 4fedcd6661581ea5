//! What a file's name tells: the article's id, and how its articles are laid out.

use std::path::Path;

const PACKED: [&str; 2] = [".gz", ".zst"];
const TEXT: [&str; 2] = [".txt", ".text"];
const LINES: [&str; 2] = [".jsonl", ".ndjson"];

/// Is a file of this name picked up when its folder is read?
pub(super) fn is_known(name: &str) -> bool {
    let name = unpacked(name);
    ends(name, &TEXT) || ends(name, &LINES)
}

/// Does the name promise one JSON object a line?
pub(super) fn is_jsonl(name: &str) -> bool {
    ends(unpacked(name), &LINES)
}

/// A path without the endings known here: `news/a.txt.gz` is `news/a`, `report.v2` stays whole, and so does a name that is
/// nothing but an ending.
pub(super) fn without_ending(path: &str) -> &str {
    let name = unpacked(path);
    let stem = TEXT.iter().chain(&LINES).find_map(|end| cut(name, end)).unwrap_or(name);
    if stem.is_empty() || stem.ends_with('/') { path } else { stem }
}

/// The path below `folder`, with the same separators everywhere.
pub(super) fn below(folder: &Path, path: &Path) -> String {
    let parts = path.strip_prefix(folder).unwrap_or(path).components();
    parts.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>().join("/")
}

fn unpacked(name: &str) -> &str {
    PACKED.iter().find_map(|end| cut(name, end)).unwrap_or(name)
}

fn ends(name: &str, extensions: &[&str]) -> bool {
    extensions.iter().any(|end| cut(name, end).is_some())
}

/// `name` without `end`, whatever its case: `A.TXT` is a text file too.
fn cut<'a>(name: &'a str, end: &str) -> Option<&'a str> {
    let (stem, tail) = name.split_at_checked(name.len().checked_sub(end.len())?)?;
    tail.eq_ignore_ascii_case(end).then_some(stem)
}

#[cfg(test)]
mod tests {
    use super::without_ending;

    #[test]
    fn endings_that_are_known_fall_away() {
        for (path, id) in [
            ("a.txt", "a"),
            ("A.TXT", "A"),
            ("news/a.txt.gz", "news/a"),
            ("news/2026.01/b.jsonl.zst", "news/2026.01/b"),
            ("report.v2", "report.v2"),
            ("a.gz", "a"),
            (".txt", ".txt"),
            ("news/.txt", "news/.txt"),
        ] {
            assert_eq!(without_ending(path), id, "{path}");
        }
    }
}
