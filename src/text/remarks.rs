//! What a run should tell its user of the inputs as a whole, beside what belongs to one article.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

/// Remarks that wait to be told, each said once however many files give rise to it. Clones share them.
#[derive(Debug, Clone, Default)]
pub struct Remarks(Arc<Mutex<Told>>);

#[derive(Debug, Default)]
struct Told {
    waiting: Vec<String>,
    said: HashSet<String>,
}

impl Remarks {
    /// What has come up since the last call.
    #[must_use]
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner).waiting)
    }

    /// `about` of `place`: told of the first place alone where several have it.
    pub(super) fn once(&self, place: &str, about: &str) {
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if told.said.insert(about.to_owned()) {
            told.waiting.push(format!("{place}: {about}"));
        }
    }
}
