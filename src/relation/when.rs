//! The date or interval that a time of an act means, in ISO 8601, as seen from the day of publication.

use std::sync::LazyLock;

use chrono::{Datelike, Days, NaiveDate};
use regex::Regex;

use crate::text::pattern;
use crate::token::{month, weekday};

static CLOCK: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(\d{1,2})(?:[: ](\d\d))?\s?([ap]) ?m\b|\b(\d{1,2}):(\d\d)\b"));

/// Of so many that are counted in words.
const NUMBERS: [&str; 12] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// The day on which an article was published, by what its source says.
pub(super) fn day_of(published: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(published.get(..10)?, "%Y-%m-%d").ok()
}

/// What a time means: a day with or without a clock, a month, a year, or an interval between two (`2024-03-04/2024-03-10`; open: `2022/`). `future`:
/// what it is said of is still to come. `None` where nothing fixes it.
pub(super) fn value(time: &str, published: Option<NaiveDate>, future: bool) -> Option<String> {
    let time = time.to_lowercase().replace([',', '.'], " ");
    let words: Vec<&str> = time.split_whitespace().collect();
    let has = |word: &str| words.contains(&word);
    // Several times are none.
    if has("every") || has("each") || words.windows(2).any(|pair| matches!(pair, ["and", "again"] | ["once", "in"])) {
        return None;
    }
    let since = words.first() == Some(&"since");
    let open = |value: String| if since && !value.contains('/') { format!("{value}/") } else { value };
    let when = When { words: &words, clock: clock(&time), published, future };
    let found = when.date().or_else(|| when.month()).or_else(|| when.year());
    match found {
        Some(found) => found.map(open),
        None => when.seen_from_there(published?).map(open),
    }
}

struct When<'a> {
    words: &'a [&'a str],
    /// "T21:30", or nothing.
    clock: String,
    published: Option<NaiveDate>,
    future: bool,
}

/// What stands there, if it is of the kind; within, what it means, if anything fixes that.
type Read = Option<Option<String>>;

impl When<'_> {
    fn has(&self, word: &str) -> bool {
        self.words.contains(&word)
    }

    fn pair(&self, first: &str, second: &str) -> bool {
        self.words.windows(2).any(|pair| pair == [first, second])
    }

    fn at(&self, day: NaiveDate) -> String {
        format!("{day}{}", self.clock)
    }

    /// The first month, with its place. A verb or a short form is none by itself.
    fn named_month(&self) -> Option<(usize, u32)> {
        let months = self.words.iter().enumerate().filter_map(|(at, word)| Some((at, month(word)?)));
        let mut sure = months.filter(|&(at, _)| {
            let beside = at.checked_sub(1).map_or("", |at| self.words[at]);
            let dated = number(beside).is_some() || self.words.get(at + 1).is_some_and(|next| number(next).is_some());
            let led = matches!(
                beside,
                "in" | "last" | "since" | "by" | "next" | "of" | "early" | "late" | "until" | "during" | "this"
            );
            !matches!(self.words[at], "may" | "mar") || dated || led
        });
        sure.next()
    }

    /// "12 March 2024", "March 12".
    fn date(&self) -> Read {
        let (at, month) = self.named_month()?;
        let word = |at: Option<usize>| at.and_then(|at| self.words.get(at)).copied().unwrap_or_default();
        let before = word(at.checked_sub(1 + usize::from(word(at.checked_sub(1)) == "of")));
        let (day, next) = match day(before) {
            Some(day) => (day, at + 1),
            None => (day(word(Some(at + 1)))?, at + 2),
        };
        Some(match (year(word(Some(next))), self.published) {
            (Some(year), _) => NaiveDate::from_ymd_opt(year, month, day),
            (None, Some(published)) => {
                let this = NaiveDate::from_ymd_opt(published.year(), month, day);
                let over = |this: &NaiveDate| *this > published && !self.future;
                let shift = if self.pair("last", "year") || this.as_ref().is_some_and(over) {
                    -1
                } else {
                    i32::from(self.future && this.is_some_and(|this| this < published))
                };
                NaiveDate::from_ymd_opt(published.year() + shift, month, day)
            }
            (None, None) => None,
        })
        .map(|day| day.map(|day| self.at(day)))
    }

    /// "In March", "last March", "in March last year".
    fn month(&self) -> Read {
        let (at, month) = self.named_month()?;
        if self.words.iter().any(|word| weekday(word).is_some()) {
            return None;
        }
        let stated = self.words.iter().skip(at + 1).find_map(|word| year(word));
        let seen = |published: NaiveDate| {
            let last = at > 0 && self.words[at - 1] == "last" && month == published.month();
            let shift = match () {
                () if self.pair("last", "year") => -1,
                () if self.pair("next", "year") => 1,
                () if self.pair("this", "year") => 0,
                () if self.future => i32::from(month < published.month()),
                () => -i32::from(month > published.month() || last),
            };
            published.year() + shift
        };
        let year = stated.or_else(|| self.published.map(seen));
        Some(year.map(|year| format!("{year}-{month:02}")))
    }

    fn year(&self) -> Read {
        let years: Vec<i32> = self.words.iter().filter_map(|word| year(word)).collect();
        Some(match years[..] {
            [] => return None,
            [from, to] => ((self.has("between") || self.has("from")) && from < to).then(|| format!("{from}/{to}")),
            [_] if self.has("until") || self.has("before") || self.has("after") => None,
            [year, ..] => Some(year.to_string()),
        })
    }

    /// "On Thursday", "yesterday", "last week", "two days ago".
    fn seen_from_there(&self, published: NaiveDate) -> Option<String> {
        let first = *self.words.first()?;
        if matches!(first, "after" | "before" | "until" | "within") || self.has("later") && !self.has("week") {
            return None;
        }
        let back = |days: u32| published.checked_sub_days(Days::new(days.into()));
        let on = |days: u32| published.checked_add_days(Days::new(days.into()));
        let today = published.weekday().num_days_from_monday();
        let mut days = self.words.iter().enumerate();
        if let Some((at, day)) = days.find_map(|(at, word)| Some((at, weekday(word.trim_end_matches('s'))?))) {
            let (ago, ahead) = ((today + 7 - day) % 7, (day + 7 - today) % 7);
            let before = at.checked_sub(1).map_or("", |at| self.words[at]);
            let found = match before {
                _ if self.pair("last", "week") => back(today + 7 - day),
                "last" => back(if ago == 0 { 7 } else { ago }),
                "next" => on(if ahead == 0 { 7 } else { ahead }),
                "the" | "a" | "that" | "one" | "following" | "previous" => None,
                "coming" => on(ahead),
                _ if self.future => on(ahead),
                _ => back(ago),
            };
            return found.map(|day| self.at(day));
        }
        let this = |part: &str| self.pair("this", part);
        if self.has("yesterday") {
            back(1).map(|day| self.at(day))
        } else if self.has("tomorrow") {
            on(1).map(|day| self.at(day))
        } else if self.has("today")
            || self.has("tonight")
            || this("morning")
            || this("afternoon")
            || this("evening")
            || self.pair("earlier", "in") && self.has("day")
        {
            Some(self.at(published))
        } else if self.pair("last", "night") {
            back(1).map(|day| self.at(day))
        } else if self.words == ["overnight"] {
            Some(format!("{}/{published}", back(1)?))
        } else {
            self.unit(published)
        }
    }

    /// "Last week", "this month", "two years ago".
    fn unit(&self, published: NaiveDate) -> Option<String> {
        let mut pairs = self.words.windows(2).filter_map(|pair| {
            let far = match pair[0] {
                "last" => -1,
                "this" => 0,
                "next" => 1,
                _ => return None,
            };
            Some((far, pair[1]))
        });
        let ago = self.words.windows(3).find_map(|run| {
            let one = matches!(run[0], "a" | "an").then_some(1);
            (run[2] == "ago").then(|| Some((-one.or_else(|| number(run[0]))?, run[1].trim_end_matches('s'))))?
        });
        let (far, unit) =
            ago.or_else(|| pairs.find(|(_, unit)| matches!(*unit, "week" | "weekend" | "month" | "year")))?;
        let shifted = |days: i64| published.checked_add_signed(chrono::TimeDelta::try_days(days)?);
        let today = i64::from(published.weekday().num_days_from_monday());
        let run = |first: i64, len: i64| Some(format!("{}/{}", shifted(first)?, shifted(first + len - 1)?));
        match unit {
            "hour" | "minute" => Some(published.to_string()),
            "day" => shifted(far).map(|day| day.to_string()),
            "week" => run(7 * far - today, 7),
            "weekend" => {
                // Before Saturday this weekend is the last one, unless it is still to come.
                let past = far < 0 || far == 0 && today < 5 && !self.future;
                run(if past { -2 } else { 5 } - today, 2)
            }
            "month" => {
                let months = i64::from(published.year()) * 12 + i64::from(published.month0()) + far;
                Some(format!("{}-{:02}", months.div_euclid(12), months.rem_euclid(12) + 1))
            }
            "year" => Some((i64::from(published.year()) + far).to_string()),
            _ => None,
        }
    }
}

fn clock(time: &str) -> String {
    let read = |found: regex::Captures<'_>| {
        let part = |at: usize| found.get(at).and_then(|part| part.as_str().parse::<u32>().ok());
        let hour = match found.get(3) {
            Some(half) => part(1)? % 12 + if half.as_str() == "p" { 12 } else { 0 },
            None => part(4)?,
        };
        let minute = part(2).or_else(|| part(5)).unwrap_or(0);
        (hour < 24 && minute < 60).then(|| format!("T{hour:02}:{minute:02}"))
    };
    CLOCK.captures(time).and_then(read).unwrap_or_default()
}

/// A number in figures or words.
fn number(word: &str) -> Option<i64> {
    let counted = NUMBERS.iter().position(|number| *number == word).and_then(|at| i64::try_from(at + 1).ok());
    counted.or_else(|| ["st", "nd", "rd", "th", ""].iter().find_map(|end| word.strip_suffix(end)?.parse().ok()))
}

/// A day of a month in figures.
fn day(word: &str) -> Option<u32> {
    number(word)
        .filter(|_| word.starts_with(|c: char| c.is_ascii_digit()))
        .and_then(|day| day.try_into().ok())
        .filter(|day| (1..32).contains(day))
}

fn year(word: &str) -> Option<i32> {
    word.parse().ok().filter(|year| (1900..2100).contains(year) && word.len() == 4)
}

#[cfg(test)]
mod tests {
    use super::{day_of, value};

    macro_rules! means {
        ($($name:ident: $time:literal, $published:literal => $value:expr;)*) => { $(
            #[test]
            fn $name() { assert_eq!(value($time, day_of($published), false).as_deref(), $value); }
        )* };
    }

    // 21 September 2023 was a Thursday.
    means! {
        a_day_of_the_week: "on Thursday afternoon", "2023-09-21" => Some("2023-09-21");
        the_one_before: "on Friday", "2023-09-21" => Some("2023-09-15");
        last_thursday: "last Thursday", "2023-09-21" => Some("2023-09-14");
        next_monday: "next Monday", "2023-09-21" => Some("2023-09-25");
        of_last_week: "on Monday last week", "2023-09-21" => Some("2023-09-11");
        a_day_that_the_text_alone_knows: "the following Monday", "2023-09-21" => None;
        yesterday: "yesterday", "2023-09-21T08:00:00Z" => Some("2023-09-20");
        a_clock: "at 9.30 p.m. on Thursday", "2023-09-21" => Some("2023-09-21T21:30");
        a_date: "on 12 March 2024", "" => Some("2024-03-12");
        the_other_order: "on March 12th, 2024", "" => Some("2024-03-12");
        a_date_without_its_year: "on 12 October", "2023-09-21" => Some("2022-10-12");
        nothing_fixes_it: "on 12 October", "" => None;
        no_such_date: "on 31 February 2024", "" => None;
        a_month: "in March", "2023-09-21" => Some("2023-03");
        a_month_of_last_year: "in November last year", "2023-09-21" => Some("2022-11");
        the_auxiliary_is_no_month: "as it may", "2023-09-21" => None;
        a_year: "in 2019", "" => Some("2019");
        since_a_year: "since 2022", "" => Some("2022/");
        between_two: "between 2019 and 2021", "" => Some("2019/2021");
        several_times: "every quarter since 2022", "" => None;
        last_week: "last week", "2023-09-21" => Some("2023-09-11/2023-09-17");
        last_month: "last month", "2023-01-21" => Some("2022-12");
        days_ago: "two days ago", "2023-09-21" => Some("2023-09-19");
        later: "later that day", "2023-09-21" => None;
        overnight: "overnight", "2023-09-21" => Some("2023-09-20/2023-09-21");
    }

    #[test]
    fn of_what_is_to_come_the_next() {
        let of = |time: &str| value(time, day_of("2023-09-21"), true);
        assert_eq!(of("on Friday"), Some("2023-09-22".to_owned()));
        assert_eq!(of("on 12 March"), Some("2024-03-12".to_owned()));
        assert_eq!(of("in March"), Some("2024-03".to_owned()));
    }
}
