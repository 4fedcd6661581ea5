//! A quotation that came out otherwise later, word by word.

use super::name::{Actor, actor, source};
use crate::view::ViewError;
use crate::view::address::Address;
use crate::view::asked::Asked;
use crate::view::words::WORDS;
use maud::{Markup, html};
use rusqlite::Row;

/// A later wording beside the first.
#[derive(Debug)]
pub(in crate::view) struct Drift {
    act: i64,
    quotation: i64,
    kind: String,
    changes: String,
    speaker: Option<Actor>,
    later: Place,
    first: Place,
}

/// Where a wording stands.
#[derive(Debug)]
struct Place {
    act: i64,
    article: i64,
    outlet: Option<String>,
    day: Option<String>,
}

impl Drift {
    /// What [`Drift::read`] reads.
    pub(in crate::view) const COLUMNS: &str = "f.act, f.quotation, f.kind, f.changes, l.speaker, s.name, s.named, \
                                              l.article, l.outlet, l.day, f.original, o.article, o.outlet, o.day";
    /// Where it reads it: `f` the drift, `l` the later act, `o` the original, `s` the speaker.
    pub(in crate::view) const FROM: &str = "drifts f join acts l on l.act = f.act join acts o on o.act = f.original \
                                           left join actors s on s.actor = l.speaker";

    /// # Errors
    /// When a column is missing.
    pub(in crate::view) fn read(row: &Row) -> rusqlite::Result<Self> {
        let speaker = match row.get(4)? {
            Some(number) => Some(Actor { number, name: row.get(5)?, named: row.get(6)? }),
            None => None,
        };
        let act = row.get(0)?;
        Ok(Self {
            act,
            quotation: row.get(1)?,
            kind: row.get(2)?,
            changes: row.get(3)?,
            speaker,
            later: Place { act, article: row.get(7)?, outlet: row.get(8)?, day: row.get(9)? },
            first: Place { act: row.get(10)?, article: row.get(11)?, outlet: row.get(12)?, day: row.get(13)? },
        })
    }
}

/// The wordings in one: what is gone struck through, what is new underlined.
pub(in crate::view) fn drift(asked: &Asked, drift: &Drift) -> Result<Markup, ViewError> {
    let place = |place: &Place| {
        let to = Address::numbered("article", place.article).at("act", place.act);
        html! { a href=(asked.link(&to)) { (source(place.outlet.as_deref(), place.day.as_deref())) } }
    };
    let words = changes(drift.act, &drift.changes)?;
    Ok(html! {
        section.drift {
            p.who {
                @if let Some(speaker) = &drift.speaker { (actor(asked, speaker)) }
                span.note { (WORDS.drift.of(&drift.kind)) }
            }
            blockquote { (diff(&words)) }
            p.where {
                "First " (place(&drift.first)) span aria-hidden="true" { " → " } "later " (place(&drift.later)) " · "
                a href=(asked.link(&Address::numbered("quotation", drift.quotation))) { "all wordings" }
            }
        }
    })
}

/// `changes` of a row, as `link` writes them.
pub(in crate::view) fn changes(act: i64, json: &str) -> Result<Vec<(String, String)>, ViewError> {
    serde_json::from_str(json).map_err(|_| ViewError::Cell {
        place: format!("drifts.changes of act {act}"),
        expected: r#"[["same"|"gone"|"new", "words"],…]"#,
        got: json.chars().take(80).collect(),
    })
}

/// What became of a wording.
pub(in crate::view) fn diff(words: &[(String, String)]) -> Markup {
    html! {
        @for (what, words) in words {
            @match what.as_str() {
                "gone" => del { (words) },
                "new" => ins { (words) },
                _ => (words),
            }
            " "
        }
    }
}

/// What the marks of [`diff`] mean.
pub(in crate::view) fn key() -> Markup {
    html! { p.legend { span { del { "struck through" } " left out later" } span { ins { "underlined" } " put in later" } } }
}
