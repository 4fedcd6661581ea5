//! Files of labels → gold.

use super::error::FormatError;
use super::format::Format;
use super::found::Found;
use super::graph::Left;
use super::vocabulary::Vocabulary;
use super::{attribution, brat, conll, doccano, label_studio, sniff};
use crate::eval::Gold;
use std::path::{Path, PathBuf};

/// Labels, checked, and what a person should know about how they were read.
#[derive(Debug, Default)]
pub struct Import {
    /// The articles.
    pub gold: Gold,
    /// What was left out or taken in a special way, with its count.
    pub remarks: Vec<String>,
    /// What cannot be right: each costs its own article, or its file where no articles can be told apart in it.
    pub refused: Vec<FormatError>,
}

impl Import {
    /// All of it, or the first refusal: what is scored must be whole.
    pub fn whole(mut self) -> Result<Self, FormatError> {
        if self.refused.is_empty() { Ok(self) } else { Err(self.refused.remove(0)) }
    }

    fn add(&mut self, path: &Path, format: Format, types: &Vocabulary) -> Result<(), FormatError> {
        let format = if format == Format::Auto { sniff::sniff(path)? } else { format };
        let mut left = Left::default();
        let Found { file, articles } = match format {
            Format::Auto | Format::Record => {
                self.refused.extend(self.gold.read(path)?.into_iter().map(FormatError::Gold));
                return Ok(());
            }
            Format::Conll => conll::read(path)?,
            Format::Brat => brat::read(path, types, &mut left)?,
            Format::LabelStudio => label_studio::read(path, types, &mut left)?,
            Format::Doccano => doccano::read(path, types, &mut left)?,
            Format::Attribution => attribution::read(path, &mut left)?,
        };
        if articles.is_empty() {
            return Err(FormatError::label(path.display().to_string(), "at least one labelled article", "none"));
        }
        self.gold.files.push(file);
        for (place, article) in articles {
            let added = article.and_then(|article| Ok(self.gold.add(place, article)?));
            self.refused.extend(added.err());
        }
        self.remarks.extend(left.remarks(path));
        Ok(())
    }
}

/// Reads files or folders of labels and checks every label.
///
/// # Errors
/// When one cannot be read at all. What cannot be right in it is in [`Import::refused`].
pub fn read(paths: &[PathBuf], format: Format) -> Result<Import, FormatError> {
    let types = Vocabulary::known()?;
    let mut import = Import::default();
    for path in paths {
        match import.add(path, format, &types) {
            Err(refusal) if !refusal.is_unreadable() => import.refused.push(refusal),
            added => added?,
        }
    }
    import.remarks.append(&mut import.gold.remarks);
    Ok(import)
}
