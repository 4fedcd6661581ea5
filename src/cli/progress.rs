//! How far the run is, on standard error.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{HumanCount, ProgressBar, ProgressStyle};

use super::args::Progress;
use crate::record::Record;

/// Counts articles and words.
pub(super) struct Meter {
    bar: ProgressBar,
    since: Instant,
    articles: u64,
    words: u64,
}

impl Meter {
    pub fn new(choice: Progress) -> Self {
        let shown = match choice {
            Progress::Auto => std::io::stderr().is_terminal(),
            Progress::Bar => true,
            Progress::Off => false,
        };
        let bar = if shown { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
        if let Ok(style) = ProgressStyle::with_template("{spinner} {elapsed_precise} {msg}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Self { bar, since: Instant::now(), articles: 0, words: 0 }
    }

    pub fn count(&mut self, record: &Record) {
        self.articles += 1;
        self.words += record.doc.tokens as u64;
        let rate = self.words as f64 / self.since.elapsed().as_secs_f64().max(1e-3);
        self.bar.set_message(format!("{} articles, {rate:.0} words a second", HumanCount(self.articles)));
    }

    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
