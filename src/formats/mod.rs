//! Labels of other tools: read as gold, written for correction.
//!
//! | format | read | written | offsets |
//! |---|---|---|---|
//! | record: gold or records, JSONL | yes | yes | code points |
//! | `CoNLL`, two columns | yes | | none |
//! | brat, a folder | yes | yes | code points |
//! | Label Studio, JSON | yes | yes | UTF-16 units, or code points |
//! | doccano, JSONL | yes | | code points |
//! | attribution corpora, JSONL | yes | | code points |
//!
//! What a reader finds and has no place for is counted in [`Import::remarks`]; what cannot be right is an error.

mod attribution;
mod brat;
mod conll;
mod doccano;
mod draw;
mod error;
mod graph;
mod label_studio;
mod read_off;
mod record;
mod roles;
mod sniff;

pub use error::FormatError;
pub use label_studio::Offsets;

use crate::eval::{Gold, GoldFile, Labels};
use crate::relation::RuleSet;
use clap::ValueEnum;
use error::write_text;
use graph::Left;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// How labels are written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Told from what stands in the file; a folder is brat's.
    Auto,
    /// Gold articles or records, one JSON object a line.
    Record,
    /// TOKEN and TAG, a token a line.
    Conll,
    /// A folder of .txt and .ann files.
    Brat,
    /// A Label Studio export of type JSON.
    LabelStudio,
    /// doccano's JSONL.
    Doccano,
    /// An attribution corpus: JSONL with source, cue and content.
    Attribution,
}

/// How labels can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Target {
    /// Gold articles, one JSON object a line.
    Record,
    /// A folder of .txt and .ann files with its annotation.conf.
    Brat,
    /// A file to import into Label Studio, and beside it the labelling config, as .xml.
    LabelStudio,
}

/// Labels, checked, and what a person should know about how they were read.
#[derive(Debug, Default)]
pub struct Import {
    /// The articles.
    pub gold: Gold,
    /// What was left out or taken in a special way, with its count.
    pub remarks: Vec<String>,
}

/// One file: what identifies it, and its articles with their places in it.
type Read = (GoldFile, Vec<(String, Labels)>);

/// Reads files or folders of labels and checks every label.
pub fn read(paths: &[PathBuf], format: Format) -> Result<Import, FormatError> {
    let mut import = Import::default();
    let types = Vocabulary::known()?;
    for path in paths {
        let mut left = Left::default();
        let format = if format == Format::Auto { sniff::sniff(path)? } else { format };
        let (file, articles) = match format {
            Format::Auto | Format::Record => {
                import.gold.read(path)?;
                continue;
            }
            Format::Conll => conll::read(path)?,
            Format::Brat => brat::read(path, &types, &mut left)?,
            Format::LabelStudio => label_studio::read(path, &types, &mut left)?,
            Format::Doccano => doccano::read(path, &types, &mut left)?,
            Format::Attribution => attribution::read(path, &mut left)?,
        };
        if articles.is_empty() {
            return Err(FormatError::label(path.display().to_string(), "at least one labelled article", "none"));
        }
        import.gold.add(file, articles)?;
        import.remarks.extend(left.remarks(path));
    }
    Ok(import)
}

/// Gold articles as text, one JSON object a line.
pub fn lines(articles: &[Labels]) -> Result<String, FormatError> {
    articles.iter().map(record::line).collect()
}

/// Writes them to a file.
pub fn write_lines(articles: &[Labels], path: &Path) -> Result<(), FormatError> {
    write_text(path, &lines(articles)?)
}

/// Writes articles to a folder for brat, which must be new or empty.
pub fn write_brat(articles: &[Labels], folder: &Path) -> Result<(), FormatError> {
    brat::write(articles, folder, &Vocabulary::of(articles, brat::NAME)?)
}

/// Writes articles to a file for Label Studio, and the labelling config beside it: `gold.json` and `gold.xml`.
pub fn write_label_studio(articles: &[Labels], path: &Path, offsets: Offsets) -> Result<(), FormatError> {
    let (tasks, config) = label_studio::write(articles, offsets, &Vocabulary::of(articles, label_studio::NAME)?)?;
    write_text(path, &tasks)?;
    write_text(&path.with_extension("xml"), &config)
}

/// The types of acts that an annotator can choose from.
#[derive(Debug)]
struct Vocabulary(BTreeSet<String>);

impl Vocabulary {
    /// Those that the embedded rules know.
    fn known() -> Result<Self, FormatError> {
        Ok(Self(RuleSet::embedded()?.rules().iter().map(|rule| rule.kind.clone()).collect()))
    }

    /// Those, and the ones that occur. Neither brat nor XML takes every character, so that a type must be a word.
    fn of(articles: &[Labels], format: &'static str) -> Result<Self, FormatError> {
        let mut types = Self::known()?;
        for article in articles {
            for relation in article.relations() {
                let kind = &relation.kind;
                if !kind.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-') {
                    return Err(FormatError::NotCarried {
                        article: article.id.clone(),
                        what: format!("the relation type {kind:?}"),
                        format,
                        instead: "use ASCII letters, digits, _ and -".into(),
                    });
                }
                types.0.insert(kind.clone());
            }
        }
        Ok(types)
    }

    fn contains(&self, label: &str) -> bool {
        self.0.contains(label)
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}
