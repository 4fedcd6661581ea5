//! Which format is it? The content says so; the name only where the content cannot.

use super::error::FormatError;
use super::files::read_text;
use super::format::Format;
use serde_json::Value;
use std::path::Path;

/// Of a file or folder.
pub(super) fn sniff(path: &Path) -> Result<Format, FormatError> {
    if path.is_dir() || path.extension().is_some_and(|extension| extension == "ann") {
        return Ok(Format::Brat);
    }
    let content = read_text(path, "a readable file with labels, in UTF-8, or a folder of brat files")?;
    let mut lines = content.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    // A token may be a bracket, so that a bracket alone does not make JSON.
    let after = |bracket| first.strip_prefix(bracket).map(str::trim_start);
    if after('[').is_some_and(|rest| rest.is_empty() || rest.starts_with(['{', ']'])) {
        return Ok(Format::LabelStudio);
    }
    if after('{').is_some_and(|rest| rest.is_empty() || rest.starts_with(['"', '}'])) {
        return Ok([first].into_iter().chain(lines).find_map(of_line).unwrap_or(Format::Record));
    }
    Ok(Format::Conll)
}

/// What a line's keys give away, if anything.
fn of_line(line: &str) -> Option<Format> {
    let row: Value = serde_json::from_str(line).ok()?;
    let first = |key: &str| row.get(key).and_then(Value::as_array).and_then(|rows| rows.first());
    let (entity, relation) = (first("entities"), first("relations"));
    let has = |row: Option<&Value>, key: &str| row.is_some_and(|row| row.get(key).is_some());
    if row.get("label").or(row.get("labels")).is_some() || has(entity, "start_offset") {
        Some(Format::Doccano)
    } else if has(relation, "source") || has(relation, "content") {
        Some(Format::Attribution)
    } else if has(relation, "args") || has(entity, "aliases") || row.get("labelled").is_some() {
        Some(Format::Record)
    } else {
        None
    }
}
