//! Names of days and months.

use std::collections::HashMap;
use std::sync::LazyLock;

/// In small letters → its row, and whether it is written out.
static NAMES: LazyLock<HashMap<&str, (u32, bool)>> = LazyLock::new(|| {
    let rows = include_str!("calendar.txt").lines().filter(|line| !line.starts_with('#'));
    let names = (0..)
        .zip(rows)
        .flat_map(|(row, line)| line.split(' ').enumerate().map(move |(at, name)| (name, (row, at == 0))));
    names.collect()
});

const DAYS: u32 = 7;

/// The day of the week that a word in small letters names, 0 for Monday: "thursday", "thu".
#[must_use]
pub fn weekday(word: &str) -> Option<u32> {
    NAMES.get(word).map(|(row, _)| *row).filter(|row| *row < DAYS)
}

/// The month that a word in small letters names, 1 for January: "september", "sept".
#[must_use]
pub fn month(word: &str) -> Option<u32> {
    NAMES.get(word)?.0.checked_sub(DAYS).map(|month| month + 1)
}

/// Is it a day of the week, written out and as a name is: "Monday"?
#[must_use]
pub fn is_day(word: &str) -> bool {
    is_date_name(word) && weekday(&word.to_lowercase()).is_some()
}

/// Is it a day or a month, written out and as a name is: "Monday", "May"?
#[must_use]
pub fn is_date_name(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.all(char::is_lowercase)
        && NAMES.get(word.to_lowercase().as_str()).is_some_and(|(_, whole)| *whole)
}

#[cfg(test)]
mod tests {
    use super::{is_date_name, is_day, month, weekday};

    #[test]
    fn days_and_months() {
        assert_eq!(["monday", "sun", "may", "week"].map(weekday), [Some(0), Some(6), None, None]);
        assert_eq!(["january", "sept", "december", "monday"].map(month), [Some(1), Some(9), Some(12), None]);
        assert_eq!(["Monday", "monday", "May", "MAY", "Sept"].map(is_date_name), [true, false, true, false, false]);
        assert!(is_day("Friday") && !is_day("May"));
    }
}
