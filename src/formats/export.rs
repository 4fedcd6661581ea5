//! Gold → files of labels.

use super::error::FormatError;
use super::files::{Existing, write_text};
use super::label_studio::Offsets;
use super::{brat, label_studio, record};
use crate::eval::Labels;
use std::path::Path;

/// Gold articles as text, one JSON object a line.
pub fn lines(articles: &[Labels]) -> Result<String, FormatError> {
    articles.iter().map(record::line).collect()
}

/// Writes them to a file.
pub fn write_lines(articles: &[Labels], path: &Path, existing: Existing) -> Result<(), FormatError> {
    existing.allows(path)?;
    write_text(path, &lines(articles)?)
}

/// Writes articles to a folder for brat. It must be new or empty or, where files may be replaced, hold no other articles. Hands
/// back why articles were left out, if some were: what brat has no place for costs its own article alone.
pub fn write_brat(articles: &[Labels], folder: &Path, existing: Existing) -> Result<Vec<FormatError>, FormatError> {
    brat::write(articles, folder, existing)
}

/// Writes articles to a file for Label Studio, and the labelling config beside it: `gold.json` and `gold.xml`. Hands back why
/// articles were left out, if some were.
pub fn write_label_studio(
    articles: &[Labels],
    path: &Path,
    offsets: Offsets,
    existing: Existing,
) -> Result<Vec<FormatError>, FormatError> {
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xml")) {
        return Err(FormatError::ConfigName(path.into()));
    }
    let beside = path.with_extension("xml");
    [path, &beside].into_iter().try_for_each(|path| existing.allows(path))?;
    let (tasks, config, refused) = label_studio::write(articles, offsets)?;
    write_text(path, &tasks)?;
    write_text(&beside, &config)?;
    Ok(refused)
}
