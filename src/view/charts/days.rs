//! How much there was on each day, month or year.

use crate::view::words::grouped;
use chrono::{Datelike, Days, Months, NaiveDate};
use maud::{Markup, html};

/// Days, and after that months, that stand side by side before the next larger step is taken.
const MOST: usize = 62;
/// Columns that there is room for at least, so that a single day is no wall.
const FEWEST: usize = 7;
/// Labels below the columns that a phone has room for.
const LABELS: usize = 8;
/// Pixels: of the columns, above them for their numbers, below them for their labels.
const HIGH: f64 = 110.0;
const ABOVE: f64 = 20.0;
const BELOW: f64 = 24.0;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Day,
    Month,
    Year,
}

impl Step {
    fn begin(self, date: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Day => Some(date),
            Self::Month => date.with_day(1),
            Self::Year => NaiveDate::from_ymd_opt(date.year(), 1, 1),
        }
    }

    fn next(self, date: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Day => date.checked_add_days(Days::new(1)),
            Self::Month => date.checked_add_months(Months::new(1)),
            Self::Year => date.checked_add_months(Months::new(12)),
        }
    }

    fn short(self, date: NaiveDate) -> String {
        date.format(match self {
            Self::Day => "%-d %b",
            Self::Month => "%b %Y",
            Self::Year => "%Y",
        })
        .to_string()
    }

    fn long(self, date: NaiveDate) -> String {
        date.format(match self {
            Self::Day => "%-d %B %Y",
            Self::Month => "%B %Y",
            Self::Year => "%Y",
        })
        .to_string()
    }
}

struct Column {
    begin: NaiveDate,
    last: NaiveDate,
    count: i64,
}

/// Columns by time. `counts` are ISO days in order; what is no date is left out. `what` names the things counted ("acts"), `link`
/// leads to those from one ISO day to another. Nothing where there is no day.
pub(in crate::view) fn days(counts: &[(String, i64)], what: &str, link: impl Fn(&str, &str) -> String) -> Markup {
    let dates: Vec<(NaiveDate, i64)> =
        counts.iter().filter_map(|(day, count)| Some((day.parse().ok()?, *count))).collect();
    let (step, columns) = columns(&dates);
    let most = columns.iter().map(|column| column.count).max().unwrap_or(0).max(1);
    let wide = 100.0 / columns.len().max(FEWEST) as f64;
    let every = columns.len().div_ceil(LABELS).max(1);
    html! {
        @if !columns.is_empty() {
            figure.days {
                svg width="100%" height=(ABOVE + HIGH + BELOW) role="group" aria-label={ "Number of " (what) " by time" } {
                    line.axis x1="0" x2="100%" y1=(ABOVE + HIGH) y2=(ABOVE + HIGH) {}
                    @for (at, column) in columns.iter().enumerate() {
                        @let x = wide * at as f64;
                        @let high = HIGH * column.count as f64 / most as f64;
                        @if column.count > 0 {
                            a href=(link(&column.begin.to_string(), &column.last.to_string())) {
                                title { (step.long(column.begin)) ": " (grouped(column.count)) " " (what) }
                                rect.reach x=(percent(x)) width=(percent(wide)) y="0" height=(ABOVE + HIGH) {}
                                rect.column x=(percent(x + wide * 0.12)) width=(percent(wide * 0.76)) y=(ABOVE + HIGH - high) height=(high) rx="2" {}
                                @if columns.len() <= 16 {
                                    text.value x=(percent(x + wide / 2.0)) y=(ABOVE + HIGH - high - 5.0) text-anchor="middle" { (grouped(column.count)) }
                                }
                            }
                        }
                        @if at % every == every / 2 {
                            text.axis x=(percent(x + wide / 2.0)) y=(ABOVE + HIGH + 16.0) text-anchor="middle" { (step.short(column.begin)) }
                        }
                    }
                }
                @if columns.len() > 16 { figcaption { "The highest column: " (grouped(most)) " " (what) "." } }
            }
        }
    }
}

fn percent(share: f64) -> String {
    format!("{share:.3}%")
}

/// The smallest step that leaves few enough columns, and these, the empty ones among them.
fn columns(dates: &[(NaiveDate, i64)]) -> (Step, Vec<Column>) {
    let Some((first, last)) = dates.iter().map(|(date, _)| *date).min().zip(dates.iter().map(|(date, _)| *date).max())
    else {
        return (Step::Day, Vec::new());
    };
    for step in [Step::Day, Step::Month, Step::Year] {
        let begins: Vec<NaiveDate> = std::iter::successors(step.begin(first), |date| step.next(*date))
            .take_while(|date| *date <= last)
            .take(MOST + 1)
            .collect();
        if begins.len() <= MOST || step == Step::Year {
            let mut columns: Vec<Column> = begins
                .into_iter()
                .map(|begin| Column {
                    begin,
                    last: step.next(begin).and_then(|next| next.pred_opt()).unwrap_or(begin),
                    count: 0,
                })
                .collect();
            for (date, count) in dates {
                let at = columns.partition_point(|column| column.begin <= *date);
                if let Some(column) =
                    at.checked_sub(1).and_then(|at| columns.get_mut(at)).filter(|column| *date <= column.last)
                {
                    column.count += count;
                }
            }
            return (step, columns);
        }
    }
    (Step::Day, Vec::new())
}

#[cfg(test)]
mod tests {
    use super::columns;

    #[test]
    fn days_then_months_then_years_and_none_lost() {
        for (days, expected) in [
            (vec![], 0),
            (vec!["2026-03-02"], 1),
            (vec!["2026-03-02", "2026-03-09"], 8),
            (vec!["2026-02-27", "2026-03-01"], 3),
            (vec!["2025-12-31", "2026-06-01"], 7),
            (vec!["1999-12-31", "2026-01-01"], 28),
        ] {
            let dates: Vec<_> = days.iter().map(|day| (day.parse().unwrap_or_default(), 2)).collect();
            let (_, columns) = columns(&dates);
            assert_eq!(columns.len(), expected, "{days:?}");
            assert_eq!(
                columns.iter().map(|column| column.count).sum::<i64>(),
                days.iter().map(|_| 2).sum::<i64>(),
                "{days:?}"
            );
        }
    }
}
