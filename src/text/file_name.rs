//! What a file's name tells: the article's id, and how its articles are laid out.

use std::path::Path;

use super::readers::endings;

const PACKED: [&str; 2] = [".gz", ".zst"];
/// Is a file of this name picked up when its folder is read?
pub(super) fn is_known(name: &str) -> bool {
    endings().any(|end| cut(unpacked(name), end).is_some())
}

/// A path without the endings known here: `news/a.txt.gz` is `news/a`, `report.v2` stays whole, and so does a name that is
/// nothing but an ending.
pub(super) fn without_ending(path: &str) -> &str {
    let name = unpacked(path);
    let stem = endings().find_map(|end| cut(name, end)).unwrap_or(name);
    if stem.is_empty() || stem.ends_with('/') { path } else { stem }
}

/// The path below `folder`, with the same separators everywhere.
pub(super) fn below(folder: &Path, path: &Path) -> String {
    let parts = path.strip_prefix(folder).unwrap_or(path).components();
    parts.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>().join("/")
}

/// A name without the ending of its packing.
pub(super) fn unpacked(name: &str) -> &str {
    PACKED.iter().find_map(|end| cut(name, end)).unwrap_or(name)
}

/// `name` without `end`, whatever its case: `A.TXT` is a text file too.
pub(super) fn cut<'a>(name: &'a str, end: &str) -> Option<&'a str> {
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
