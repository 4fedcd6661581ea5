//! Gold articles and records, read from JSONL.

use super::check::check;
use super::error::EvalError;
use super::labels::Labels;
use super::lines::{Lines, lines};
use crate::record::Record;
use crate::text::hex;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Gold articles, and the files they come from.
#[derive(Debug, Clone, Default)]
pub struct Gold {
    /// In the order of the files; every id once.
    pub articles: Vec<Labels>,
    /// One for each path that was read.
    pub files: Vec<GoldFile>,
    /// Keys that are not known, and what they may have meant: what stands there was not labelled.
    pub remarks: Vec<String>,
    /// Id → where the article stands.
    places: HashMap<String, String>,
}

/// Which gold was used, so that a score can be repeated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoldFile {
    /// Path as it was given.
    pub path: String,
    /// SHA-256 of its bytes, lower-case hex.
    pub sha256: String,
    /// Number of articles in it.
    pub articles: usize,
}

impl GoldFile {
    /// A file or folder that holds `content`.
    #[must_use]
    pub fn of(path: &Path, content: &[u8], articles: usize) -> Self {
        Self { path: path.display().to_string(), sha256: hex(&Sha256::digest(content)), articles }
    }
}

impl Gold {
    /// Adds an article of the file that was added last, with its place there. One with a label that cannot be right is not
    /// added.
    pub fn add(&mut self, place: String, article: Labels) -> Result<(), EvalError> {
        let label = |what, expected, got| EvalError::Label { place: place.clone(), what, expected, got };
        if let Some(first) = self.places.get(&article.id) {
            let got = format!("the id of {first}");
            return Err(label(format!("article {}", article.id), "an id of its own".into(), got));
        }
        check(&article)
            .map_err(|fault| label(format!("article {}, {}", article.id, fault.what), fault.expected, fault.got))?;
        self.places.insert(article.id.clone(), place);
        self.articles.push(article);
        Ok(())
    }

    /// Adds a file of gold articles or records, one JSON object a line. Hands back what is wrong with those that are not
    /// added.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(&mut self, path: &Path) -> Result<Vec<EvalError>, EvalError> {
        let content = read(path)?;
        let Lines { rows, remarks } = lines(path, &content, "gold article");
        self.files.push(GoldFile::of(path, content.as_bytes(), rows.len()));
        self.remarks.extend(remarks);
        let place = |line| format!("{}:{line}", path.display());
        let added = rows.into_iter().map(|(line, article)| self.add(place(line), article?));
        Ok(added.filter_map(Result::err).collect())
    }
}

/// Reads gold articles, one JSON object a line, and checks every label. One that cannot be right is an error.
pub fn read_gold(paths: &[PathBuf]) -> Result<Gold, EvalError> {
    let mut gold = Gold::default();
    for path in paths {
        if let Some(refusal) = gold.read(path)?.into_iter().next() {
            return Err(refusal);
        }
    }
    Ok(gold)
}

/// Records, and what a person should know about how they were read.
#[derive(Debug, Clone, Default)]
pub struct Records {
    /// In the order of the file.
    pub records: Vec<Record>,
    /// Keys that are not known.
    pub remarks: Vec<String>,
}

/// Reads records, one JSON object a line, in the contract's shape.
pub fn read_records(path: &Path) -> Result<Records, EvalError> {
    let Lines { rows, remarks } = lines(path, &read(path)?, "record");
    Ok(Records { records: rows.into_iter().map(|(_, record)| record).collect::<Result<_, _>>()?, remarks })
}

/// A whole file.
pub(super) fn read(path: &Path) -> Result<String, EvalError> {
    fs::read_to_string(path).map_err(|cause| EvalError::Unreadable { path: path.into(), cause })
}
