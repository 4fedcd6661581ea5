//! Choices about linking.

use chrono::NaiveDate;

/// A format of the linked tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Form {
    /// Parquet.
    Parquet,
    /// A JSON object a line.
    Jsonl,
}

/// Choices about linking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The field of `doc.extra` that names the outlet of an article without an address.
    pub outlet: Option<String>,
    /// A denial answers claims of so many days before it, at most.
    pub days: u16,
    /// Articles of earlier days are left out, and those of no known day.
    pub since: Option<NaiveDate>,
    /// The same for later days.
    pub until: Option<NaiveDate>,
    /// The format of the linked tables beside the database.
    pub form: Form,
}

impl Default for Options {
    fn default() -> Self {
        Self { outlet: None, days: 14, since: None, until: None, form: Form::Parquet }
    }
}

impl Options {
    pub(super) fn wants(&self, day: Option<NaiveDate>) -> bool {
        let asked = self.since.is_some() || self.until.is_some();
        let within = |day| self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until);
        !asked || day.is_some_and(within)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::Options;

    #[test]
    fn days_are_chosen() {
        let day = |text: &str| Some(text.parse().unwrap());
        let options = Options { since: day("2026-03-02"), until: day("2026-03-04"), ..Options::default() };
        let wanted = ["2026-03-01", "2026-03-02", "2026-03-04", "2026-03-05"].map(|text| options.wants(day(text)));
        assert_eq!(wanted, [false, true, true, false]);
        assert!(!options.wants(None) && Options::default().wants(None));
    }
}
