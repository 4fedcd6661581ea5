//! Each word's small letters and dictionary forms, made once for each way in which an article writes a word.

use std::collections::HashMap;

use super::lemma;

/// What the rules ask of a word.
#[derive(Debug, Clone)]
pub(super) struct Form {
    /// In small letters.
    pub lower: Box<str>,
    /// Lemma as a noun: only a plural is undone.
    pub noun: Box<str>,
    /// Lemma as a verb.
    pub verb: Box<str>,
}

/// The forms of an article's words.
#[derive(Debug, Clone, Default)]
pub(super) struct Forms {
    rows: Vec<Form>,
    /// Each word's row.
    of: Vec<usize>,
}

impl Forms {
    pub(super) fn of<'t>(words: impl Iterator<Item = &'t str>) -> Self {
        let mut known: HashMap<&str, usize> = HashMap::new();
        let mut rows = Vec::new();
        let row = |word: &'t str| {
            *known.entry(word).or_insert_with(|| {
                rows.push(Form {
                    lower: word.to_lowercase().into(),
                    noun: lemma(word, false).into(),
                    verb: lemma(word, true).into(),
                });
                rows.len() - 1
            })
        };
        let of = words.map(row).collect();
        Self { rows, of }
    }

    pub(super) fn at(&self, word: usize) -> Option<&Form> {
        self.of.get(word).map(|&row| &self.rows[row])
    }
}
