//! The types of acts that an annotator can choose from.

use super::error::FormatError;
use crate::eval::Labels;
use crate::relation::RuleSet;
use std::collections::BTreeSet;

/// Types of acts.
#[derive(Debug)]
pub(super) struct Vocabulary(BTreeSet<String>);

impl Vocabulary {
    /// Those that the embedded rules know.
    pub(super) fn known() -> Result<Self, FormatError> {
        Ok(Self(RuleSet::embedded()?.rules().iter().map(|rule| rule.kind.clone()).collect()))
    }

    /// Adds those of an article. Neither brat nor XML takes every character, so that a type must be a word.
    pub(super) fn add(&mut self, article: &Labels, format: &'static str) -> Result<(), FormatError> {
        let is_word = |kind: &str| kind.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
        let kinds = || article.relations().iter().map(|relation| &relation.kind);
        if let Some(kind) = kinds().find(|kind| !is_word(kind)) {
            return Err(FormatError::NotCarried {
                article: article.id.clone(),
                what: format!("the relation type {kind:?}"),
                format,
                instead: "use ASCII letters, digits, _ and -".into(),
            });
        }
        self.0.extend(kinds().cloned());
        Ok(())
    }

    pub(super) fn contains(&self, label: &str) -> bool {
        self.0.contains(label)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}
