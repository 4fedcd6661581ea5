//! One quotation in all its wordings: where it stood first, and what became of it.

use crate::view::ViewError;
use crate::view::address::Address;
use crate::view::asked::{Asked, Page, Sheet, Shown};
use crate::view::parts::{Actor, actor, changes, diff, downloads, key, pager, range, source};
use crate::view::select::{Select, rows};
use crate::view::words::{WORDS, counted, shortened};
use maud::{Markup, html};
use rusqlite::Row;

struct Quotation {
    speaker: Option<Actor>,
    words: String,
    articles: i64,
    outlets: i64,
    sources: i64,
}

/// An article that has it.
struct Place {
    act: i64,
    article: i64,
    content: Option<String>,
    outlet: Option<String>,
    day: Option<String>,
    title: Option<String>,
    copied: Option<f64>,
    kind: Option<String>,
    changes: Option<String>,
}

impl Place {
    const COLUMNS: &str = "a.act, a.article, a.content, a.outlet, a.day, r.title, r.copied, f.kind, f.changes";

    fn read(row: &Row) -> rusqlite::Result<Self> {
        Ok(Self {
            act: row.get(0)?,
            article: row.get(1)?,
            content: row.get(2)?,
            outlet: row.get(3)?,
            day: row.get(4)?,
            title: row.get(5)?,
            copied: row.get(6)?,
            kind: row.get(7)?,
            changes: row.get(8)?,
        })
    }
}

/// Columns to take home.
const TABLE: &str = "a.act, r.id as article_id, a.outlet, a.day, r.url, r.title, a.content, r.copied, f.kind as change, f.similarity, f.changes";

pub(super) fn show(asked: &Asked) -> Result<Shown, ViewError> {
    let number = asked.number.ok_or(ViewError::Nowhere)?;
    let sql = "select q.speaker, s.name, s.named, q.words, q.articles, q.outlets, q.independent_sources
               from quotations q left join actors s on s.actor = q.speaker where q.quotation = ?";
    let found = rows(asked.db, sql, &[&number], |row| {
        let speaker = match row.get(0)? {
            Some(number) => Some(Actor { number, name: row.get(1)?, named: row.get(2)? }),
            None => None,
        };
        Ok(Quotation { speaker, words: row.get(3)?, articles: row.get(4)?, outlets: row.get(5)?, sources: row.get(6)? })
    })?;
    let quotation = found.into_iter().next().ok_or(ViewError::Nowhere)?;
    let mut select =
        Select::from("acts a join articles r on r.article = a.article left join drifts f on f.act = a.act");
    select.given("a.quotation = ?", Some(number));
    let order = "a.day, a.act";
    if let Some(format) = asked.format() {
        return Ok(Shown::Table(select.table("onrecord-quotation", TABLE, order), format));
    }
    let here = Address::numbered("quotation", number);
    let (page, count) = (asked.page(), select.count(asked.db)?);
    let places = select.page(asked.db, Place::COLUMNS, order, page, Place::read)?;
    let body = html! {
        div.wide {
            p.kicker { a href=(asked.link(&Address::page("quotations"))) { "Quotations" } }
            h1.quoted { (shortened(&quotation.words, 240)) }
            p.lead {
                @if let Some(speaker) = &quotation.speaker { (actor(asked, speaker)) " · " }
                (counted(quotation.sources, "independent source", "independent sources")) " · "
                (counted(quotation.articles, "article", "articles")) " in " (counted(quotation.outlets, "outlet", "outlets"))
            }
            (key())
            (range(page, count, "place where it stands", "places where it stands"))
            ol.wordings { @for (at, one) in places.iter().enumerate() { (place(asked, one, at == 0 && page.number() == 1)?) } }
            (pager(asked, &here, page, count))
            (downloads(asked, &here))
        }
    };
    Ok(Sheet::list(format!("{} – Quotation", shortened(&quotation.words, 60)), body, Page::of(page, count)))
}

fn place(asked: &Asked, place: &Place, first: bool) -> Result<Markup, ViewError> {
    let to = Address::numbered("article", place.article).at("act", place.act);
    Ok(html! {
        li.first[first] {
            p.where {
                a href=(asked.link(&to)) { (source(place.outlet.as_deref(), place.day.as_deref())) }
                @match &place.kind {
                    Some(kind) => { " " span.note { (WORDS.drift.of(kind)) } },
                    None if first => { " " span.note { "first" } },
                    None => { " " span.note { "same words" } },
                }
                @if place.copied.is_some_and(|copied| copied > 0.0) { " " span.note { "reprint" } }
                @if let Some(title) = &place.title { br; small { (title) } }
            }
            blockquote {
                @match &place.changes {
                    Some(json) => (diff(&changes(place.act, json)?)),
                    None => (place.content.as_deref().unwrap_or_default()),
                }
            }
        }
    })
}
