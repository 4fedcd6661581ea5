//! The columns of event data: each with what it says and how a cell is made.

use std::borrow::Cow;

use super::super::csv::{evidence, name, on_one_line, through};
use super::super::tables::Described;
use super::event::{Event, actor_code};
use crate::record::{Arg, EntityRow, Role, Sector};

/// A column of the table.
pub(super) struct Column {
    pub name: &'static str,
    /// For a reader of the documentation.
    means: &'static str,
    pub cell: Cell,
}

/// How the cells of a column are made.
pub(super) enum Cell {
    Words(WordsOf),
    Ratio(RatioOf),
}

/// Words on one line; none where nothing is known.
pub(super) type WordsOf = for<'a> fn(&'a Event<'_>) -> Cow<'a, str>;
pub(super) type RatioOf = fn(&Event<'_>) -> Option<f64>;

/// All of them, in their order.
pub(super) const COLUMNS: [Column; 25] = [
    words(
        "event_id",
        "20 hexadecimal digits, a hash of the article's id and text, of the act and of its places there: unique in an article, and the \
         same in every run",
        |event| event.id.as_str().into(),
    ),
    words(
        "date",
        "day of publication; where the source writes it in another way than ISO 8601, as it stands",
        |event| event.record.doc.published.as_deref().map_or("", day).into(),
    ),
    words("source", "who acts: the entity's name, else the words", |event| who(event, event.source)),
    words("source_code", "its country and sector, `AZEGOV`; one alone where the other is not known", |event| {
        code(event, event.source)
    }),
    words("source_country", "ISO 3166-1 alpha-3 code", |event| country(event, event.source)),
    words("source_sector", "part of public life: `GOV`, `MIL`, `MED`, `BUS`, …", |event| sector(event, event.source)),
    words("target", "whom it is addressed to or aims at: the entity's name, else the words", |event| {
        who(event, event.target)
    }),
    words("target_code", "as `source_code`", |event| code(event, event.target)),
    words("target_country", "as `source_country`", |event| country(event, event.target)),
    words("target_sector", "as `source_sector`", |event| sector(event, event.target)),
    words("cameo", "CAMEO event code: text, because of its zeros", |event| {
        known(event.relation.codes.cameo.as_deref())
    }),
    words("plover", "PLOVER event type, which plain statements have none of", |event| {
        known(event.relation.codes.plover.as_deref())
    }),
    words("act", "its type here: `onrecord rules list`", |event| event.relation.kind.as_str().into()),
    words("cue", "the words that signal it", |event| on_one_line(&event.relation.cue.text).into()),
    words("polarity", "`positive`, `negative`", |event| event.relation.polarity.name().into()),
    words("modality", "`asserted`, `hedged`, `future`, `conditional`, `hypothetical`", |event| {
        event.relation.modality.name().into()
    }),
    words("time", "the date or interval when the act took place, where article and date fix it", |event| {
        known(event.relation.args.iter().find_map(|arg| arg.value.as_deref()))
    }),
    words("through", "who reports it: `A < B`, A's words reported by B", |event| {
        through(event.record, event.relation).into()
    }),
    words("text", "what is said, or what it is about", |event| {
        let about = event.relation.args.iter().filter(|arg| matches!(arg.role, Role::Content | Role::Occasion));
        about.map(|arg| on_one_line(&arg.text)).collect::<Vec<_>>().join("; ").into()
    }),
    words("evidence", "the whole sentences that show it", |event| evidence(event.record, event.relation).into()),
    Column {
        name: "score",
        means: "probability that the act is right",
        cell: Cell::Ratio(|event| event.relation.score),
    },
    words("article_id", "key of the article", |event| event.record.id.as_str().into()),
    words("relation_id", "key of the act within its article", |event| event.relation.id.as_str().into()),
    words("url", "address of the article", |event| known(event.record.doc.url.as_deref())),
    words("title", "its headline", |event| {
        event.record.doc.title.as_deref().map_or_else(String::new, on_one_line).into()
    }),
];

const fn words(name: &'static str, means: &'static str, of: WordsOf) -> Column {
    Column { name, means, cell: Cell::Words(of) }
}

fn known(words: Option<&str>) -> Cow<'_, str> {
    words.unwrap_or_default().into()
}

fn who<'a>(event: &'a Event<'_>, arg: Option<&'a Arg>) -> Cow<'a, str> {
    arg.map_or_else(String::new, |arg| on_one_line(name(event.record, arg))).into()
}

fn entity<'a>(event: &'a Event<'_>, arg: Option<&Arg>) -> Option<&'a EntityRow> {
    event.record.entity_of(arg?)
}

fn code<'a>(event: &'a Event<'_>, arg: Option<&Arg>) -> Cow<'a, str> {
    entity(event, arg).map_or_else(String::new, actor_code).into()
}

fn country<'a>(event: &'a Event<'_>, arg: Option<&Arg>) -> Cow<'a, str> {
    known(entity(event, arg).and_then(|entity| entity.country.as_deref()))
}

fn sector<'a>(event: &'a Event<'_>, arg: Option<&Arg>) -> Cow<'a, str> {
    known(entity(event, arg).and_then(|entity| entity.sector).map(Sector::name))
}

/// The day of a date that is written as ISO 8601 has it; any other date as it stands.
fn day(published: &str) -> &str {
    let day = published.get(..10).unwrap_or(published);
    let digits = |at: usize, c: char| if matches!(at, 4 | 7) { c == '-' } else { c.is_ascii_digit() };
    if day.len() == 10 && day.char_indices().all(|(at, c)| digits(at, c)) { day } else { published }
}

/// The table for a reader: what a row is, and each column with its type and what it says.
#[must_use]
pub fn event_columns() -> Described {
    let described = |column: &Column| {
        let kind = match column.cell {
            Cell::Words(_) => "text",
            Cell::Ratio(_) => "number",
        };
        (column.name.to_owned(), kind, column.means.to_owned())
    };
    Described {
        name: "events",
        row: "an act of one source to one target",
        columns: COLUMNS.iter().map(described).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn the_day_of_a_date() {
        let dates = ["2023-09-21T08:00:00Z", "2023-09-21", "21 September 2023", "2023/09/21 08:00"];
        assert_eq!(dates.map(day), ["2023-09-21", "2023-09-21", "21 September 2023", "2023/09/21 08:00"]);
    }
}
