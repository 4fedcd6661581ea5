//! How far the run is, on standard error.

use std::io::{IsTerminal, Write, stderr};
use std::time::{Duration, Instant};

use indicatif::{FormattedDuration, HumanCount, HumanDuration, ProgressBar, ProgressStyle};

use super::args::Progress;
use crate::record::Record;

/// Where standard error is no terminal, so often.
const LINES: Duration = Duration::from_secs(10);

/// Counts articles and words, and tells the time left.
pub(super) struct Meter {
    show: Show,
    since: Instant,
    articles: u64,
    words: u64,
    /// Of the input, 0 to 1, where that is known.
    part: Option<f64>,
}

enum Show {
    Nothing,
    Bar(ProgressBar),
    /// One line after the other, for a log: when the last was written.
    Lines(Instant),
}

impl Meter {
    pub fn new(choice: Progress) -> Self {
        let (terminal, now) = (stderr().is_terminal(), Instant::now());
        let show = match choice {
            Progress::Auto | Progress::Bar if terminal => Show::Bar(bar()),
            Progress::Bar => Show::Lines(now),
            Progress::Auto | Progress::Off => Show::Nothing,
        };
        Self { show, since: now, articles: 0, words: 0, part: None }
    }

    /// `part`: of the input, what was read up to this article, 0 to 1, where that is known.
    pub fn count(&mut self, record: &Record, part: Option<f64>) {
        self.articles += 1;
        self.words += record.doc.tokens as u64;
        self.part = part;
        match self.show {
            Show::Nothing => (),
            Show::Bar(ref bar) => bar.set_message(self.message()),
            Show::Lines(last) if last.elapsed() < LINES => (),
            Show::Lines(_) => {
                self.line();
                self.show = Show::Lines(Instant::now());
            }
        }
    }

    /// Tells what is done behind the articles.
    pub fn step(&mut self, what: &str) {
        match &self.show {
            Show::Nothing => (),
            Show::Bar(bar) => bar.set_message(format!("{} articles, {what}", HumanCount(self.articles))),
            Show::Lines(_) => {
                let _ = writeln!(stderr(), "{} {what}", FormattedDuration(self.since.elapsed()));
            }
        }
    }

    pub fn finish(&mut self) {
        self.part = None;
        match &self.show {
            Show::Nothing => (),
            Show::Bar(bar) => bar.finish_and_clear(),
            Show::Lines(_) => self.line(),
        }
    }

    fn line(&self) {
        // Nobody may be listening: that is no reason to end a run.
        let _ = writeln!(stderr(), "{} {}", FormattedDuration(self.since.elapsed()), self.message());
    }

    fn message(&self) -> String {
        let elapsed = self.since.elapsed();
        let rate = self.words as f64 / elapsed.as_secs_f64().max(1e-3);
        let left = self.part.and_then(|part| time_left(elapsed, part));
        let left = left.map(|left| format!(", {} left", HumanDuration(left))).unwrap_or_default();
        format!("{} articles, {rate:.0} words a second{left}", HumanCount(self.articles))
    }
}

fn bar() -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {elapsed_precise} {msg}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// As long for the rest as for what is done. `None` at the start, when that would be a guess.
fn time_left(elapsed: Duration, part: f64) -> Option<Duration> {
    let known = elapsed >= Duration::from_secs(2) && part > 0.0;
    known.then(|| Duration::try_from_secs_f64(elapsed.as_secs_f64() * (1.0 - part) / part).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::time_left;
    use std::time::Duration;

    #[test]
    fn two_fifths_done_leave_half_as_long_again() {
        assert_eq!(time_left(Duration::from_secs(20), 0.4), Some(Duration::from_secs(30)));
        assert_eq!(time_left(Duration::from_secs(20), 1.0), Some(Duration::ZERO));
    }

    #[test]
    fn nothing_done_tells_nothing() {
        assert_eq!(time_left(Duration::from_secs(20), 0.0), None);
        assert_eq!(time_left(Duration::from_millis(10), 0.25), None);
    }
}
