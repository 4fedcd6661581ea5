//! An act on a line of a list: who did what to whom, in which words, where.

use super::found::found;
use super::name::{Actor, actor, source};
use crate::view::ViewError;
use crate::view::address::Address;
use crate::view::asked::Asked;
use crate::view::select::rows;
use crate::view::words::{self, WORDS, class};
use maud::{Markup, html};
use rusqlite::Row;

/// Characters of a content that a list shows.
const WORDS_SHOWN: usize = 420;

/// An act, as lists show it.
#[derive(Debug)]
pub(in crate::view) struct Line {
    /// Its number in the corpus.
    pub act: i64,
    /// The article's.
    pub article: i64,
    kind: String,
    quote: String,
    polarity: String,
    modality: String,
    speaker: Option<Actor>,
    speaker_text: Option<String>,
    content: Option<String>,
    evidence: Option<String>,
    day: Option<String>,
    outlet: Option<String>,
    title: Option<String>,
}

impl Line {
    /// What [`Line::read`] reads, of `acts a`, `articles r` and `actors s`.
    pub(in crate::view) const COLUMNS: &str = "a.act, a.article, a.type, a.quote, a.polarity, a.modality, a.speaker, s.name, s.named, \
                                              a.speaker_text, a.content, a.evidence, a.day, a.outlet, r.title";
    /// Where it reads it.
    pub(in crate::view) const FROM: &str =
        "acts a join articles r on r.article = a.article left join actors s on s.actor = a.speaker";

    /// # Errors
    /// When a column is missing.
    pub(in crate::view) fn read(row: &Row) -> rusqlite::Result<Self> {
        let speaker = match row.get(6)? {
            Some(number) => Some(Actor { number, name: row.get(7)?, named: row.get(8)? }),
            None => None,
        };
        Ok(Self {
            act: row.get(0)?,
            article: row.get(1)?,
            kind: row.get(2)?,
            quote: row.get(3)?,
            polarity: row.get(4)?,
            modality: row.get(5)?,
            speaker,
            speaker_text: row.get(9)?,
            content: row.get(10)?,
            evidence: row.get(11)?,
            day: row.get(12)?,
            outlet: row.get(13)?,
            title: row.get(14)?,
        })
    }
}

/// The acts of those numbers, in this order.
pub(in crate::view) fn lines(asked: &Asked, acts: &[i64]) -> Result<Vec<Line>, ViewError> {
    let sql = "select a.act, a.article, a.type, a.quote, a.polarity, a.modality, a.speaker, s.name, s.named, a.speaker_text, a.content,
                      a.evidence, a.day, a.outlet, r.title
               from acts a join articles r on r.article = a.article left join actors s on s.actor = a.speaker where a.act = ?";
    let mut statement = asked.db.prepare_cached(sql)?;
    acts.iter().map(|act| Ok(statement.query_row([act], Line::read)?)).collect()
}

/// Who else takes part: to whom it was said, whom it is about.
fn others(asked: &Asked, act: i64) -> Result<Vec<(Option<Actor>, String)>, ViewError> {
    let sql = "select g.actor, s.name, s.named, g.text from args g left join actors s on s.actor = g.actor
               where g.act = ? and g.role in ('addressee', 'target') order by g.number";
    rows(asked.db, sql, &[&act], |row| {
        let other = match row.get(0)? {
            Some(number) => Some(Actor { number, name: row.get(1)?, named: row.get(2)? }),
            None => None,
        };
        Ok((other, row.get(3)?))
    })
}

/// The line.
pub(in crate::view) fn line(asked: &Asked, line: &Line) -> Result<Markup, ViewError> {
    let others = others(asked, line.act)?;
    let here = Address::numbered("article", line.article).at("act", line.act);
    let told = line.content.as_deref().or(line.evidence.as_deref());
    Ok(html! {
        article class={ "line " (WORDS.tone(&line.kind).name) } {
            p.who {
                @match &line.speaker {
                    Some(speaker) => (actor(asked, speaker)),
                    None => span.nobody { (line.speaker_text.as_deref().unwrap_or("nobody named")) },
                }
                " " b.verb { (WORDS.verb(&line.kind)) }
                @for (at, (other, words)) in others.iter().enumerate() {
                    (if at == 0 { " " } else { ", " })
                    @match other {
                        Some(other) => (actor(asked, other)),
                        None => (words),
                    }
                }
                (notes(&line.polarity, &line.modality))
            }
            @if let Some(told) = told {
                blockquote class={ (class(&line.quote)) @if line.content.is_none() { " evidence" } } {
                    a href=(asked.link(&here)) { (found(&words::shortened(told, WORDS_SHOWN), asked.text("words").or(asked.text("about")))) }
                }
            }
            p.where {
                (source(line.outlet.as_deref(), line.day.as_deref()))
                @if let Some(title) = &line.title { " · " a href=(asked.link(&here)) { (title) } }
            }
        }
    })
}

/// That it did not happen, or may not have.
pub(in crate::view) fn notes(polarity: &str, modality: &str) -> Markup {
    html! {
        @if polarity != "positive" { " " span.note { (WORDS.polarity.of(polarity)) } }
        @if modality != "asserted" { " " span.note { (WORDS.modality.of(modality)) } }
    }
}
