//! Word files as they lie beside the code: `#` begins a comment.

/// The lines of a word file, without its comments.
pub(super) fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.starts_with('#'))
}

/// The words of a word file, as many a line as it likes.
pub(super) fn words(file: &'static str) -> impl Iterator<Item = &'static str> {
    lines(file).flat_map(str::split_whitespace)
}
