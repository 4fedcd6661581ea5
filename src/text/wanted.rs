//! What a user wants of the inputs, beyond their names.

use chrono::NaiveDate;

use super::Outputs;

/// Choices about reading inputs. The default reads everything by what it shows of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Fields of a row that go into `doc.extra` as they are, by name.
    pub pass: Vec<String>,
    /// Of web archives only pages of these hosts and of those below them; none means any.
    pub hosts: Vec<String>,
    /// Of web archives only pages published on this day or later or, where a page does not say when, fetched then.
    pub since: Option<NaiveDate>,
    /// The same for the last day.
    pub until: Option<NaiveDate>,
    /// What the run writes: left out of folders, refused where it is named.
    pub outputs: Outputs,
    /// The field of a row that is its text, by name; without it the name is guessed.
    pub text_column: Option<String>,
    /// The same for the article's own id,
    pub id_column: Option<String>,
    /// its headline,
    pub title_column: Option<String>,
    /// and its date of publication.
    pub date_column: Option<String>,
}

impl Wanted {
    /// The fields that the user named for parts of an article: the part, the flag that names it, the field.
    pub(super) fn chosen(&self) -> impl Iterator<Item = (&'static str, &'static str, &str)> {
        [
            ("text", "--text-column", &self.text_column),
            ("id", "--id-column", &self.id_column),
            ("title", "--title-column", &self.title_column),
            ("published", "--date-column", &self.date_column),
        ]
        .into_iter()
        .filter_map(|(part, flag, name)| Some((part, flag, name.as_deref()?)))
    }

    /// Is a page of this host wanted? `www.bbc.co.uk` is below `bbc.co.uk`.
    pub(super) fn wants_host(&self, host: Option<&str>) -> bool {
        let below = |wanted: &String| {
            let rest = host?.to_ascii_lowercase().strip_suffix(&wanted.to_ascii_lowercase()).map(str::to_owned)?;
            Some(rest.is_empty() || rest.ends_with('.'))
        };
        self.hosts.is_empty() || self.hosts.iter().any(|wanted| below(wanted) == Some(true))
    }

    /// Is a page of this day, the first ten characters of what is given, wanted? One of no known day is where no day was
    /// asked for.
    pub(super) fn wants_day(&self, date: Option<&str>) -> bool {
        if self.since.is_none() && self.until.is_none() {
            return true;
        }
        let day = date.and_then(|date| date.get(..10)?.parse::<NaiveDate>().ok());
        day.is_some_and(|day| {
            self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until)
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::Wanted;

    #[test]
    fn a_host_stands_for_those_below_it() {
        let wanted = Wanted { hosts: vec!["Courier.example".into(), "gazette.example".into()], ..Wanted::default() };
        for (host, is_wanted) in [
            (Some("courier.example"), true),
            (Some("www.courier.example"), true),
            (Some("WWW.GAZETTE.example"), true),
            (Some("notcourier.example"), false),
            (Some("courier.example.org"), false),
            (None, false),
        ] {
            assert_eq!(wanted.wants_host(host), is_wanted, "{host:?}");
        }
        assert!(Wanted::default().wants_host(None));
    }

    #[test]
    fn both_days_belong_to_what_is_wanted() {
        let wanted = Wanted {
            since: Some("2024-01-01".parse().unwrap()),
            until: Some("2024-01-31".parse().unwrap()),
            ..Wanted::default()
        };
        for (date, is_wanted) in [
            (Some("2024-01-01"), true),
            (Some("2024-01-31T23:59:59Z"), true),
            (Some("2023-12-31T23:59:59Z"), false),
            (Some("2024-02-01"), false),
            (Some("January 5"), false),
            (None, false),
        ] {
            assert_eq!(wanted.wants_day(date), is_wanted, "{date:?}");
        }
        assert!(Wanted::default().wants_day(None));
    }
}
