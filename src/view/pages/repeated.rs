//! Quotations by how many outlets have them, and how many of these on their own.

use super::quotations::tabs;
use crate::view::ViewError;
use crate::view::address::Address;
use crate::view::asked::{Asked, Sheet, Shown};
use crate::view::parts::{Actor, actor, dated, downloads, empty, field, form, pager, range};
use crate::view::select::Select;
use crate::view::typed::begins_of;
use crate::view::words::{counted, shortened};
use maud::html;
use rusqlite::Row;

/// What an address can ask.
const KEYS: [&str; 2] = ["who", "page"];

/// Characters of a wording that the list shows.
const WORDS_SHOWN: usize = 300;

fn select(asked: &Asked) -> Select {
    let mut select = Select::from("quotations q left join actors s on s.actor = q.speaker");
    select.only("q.articles > 1");
    let who = asked.text("who").map(|who| begins_of(who).unwrap_or_else(|| "\"\"".into()));
    select.given("q.speaker in (select rowid from actors_fts where actors_fts match ?)", who);
    select
}

/// Columns to take home.
const TABLE: &str =
    "q.quotation, s.name as speaker, q.words, q.first_day, q.articles, q.outlets, q.independent_sources, q.wordings";

struct Entry {
    quotation: i64,
    speaker: Option<Actor>,
    words: String,
    first: Option<String>,
    articles: i64,
    outlets: i64,
    sources: i64,
    wordings: i64,
}

impl Entry {
    const COLUMNS: &str = "q.quotation, q.speaker, s.name, s.named, q.words, q.first_day, q.articles, q.outlets, q.independent_sources, q.wordings";

    fn read(row: &Row) -> rusqlite::Result<Self> {
        let speaker = match row.get(1)? {
            Some(number) => Some(Actor { number, name: row.get(2)?, named: row.get(3)? }),
            None => None,
        };
        Ok(Self {
            quotation: row.get(0)?,
            speaker,
            words: row.get(4)?,
            first: row.get(5)?,
            articles: row.get(6)?,
            outlets: row.get(7)?,
            sources: row.get(8)?,
            wordings: row.get(9)?,
        })
    }
}

pub(super) fn show(asked: &Asked) -> Result<Shown, ViewError> {
    let (select, order) = (select(asked), "q.independent_sources desc, q.articles desc, q.quotation");
    if let Some(format) = asked.format() {
        return Ok(Shown::Table(select.table("onrecord-repeated-quotations", TABLE, order), format));
    }
    let here = asked.again(Address::page("repeated"), &KEYS);
    let (page, rows) = (asked.page(), select.count(asked.db)?);
    let found = select.page(asked.db, Entry::COLUMNS, order, page, Entry::read)?;
    let body = html! {
        div.wide {
            h1 { "Repeated quotations" }
            p.about { "What several articles quote. Articles that reprint one another count as one source: ten reprints are one voice." }
            (tabs(asked, true))
            (form(asked, &here, &field(asked, "who", "Speaker")))
            (range(page, rows, "repeated quotation", "repeated quotations"))
            @if found.is_empty() { (empty("No quotation stands in several articles here.", "Take the filter off, or link more articles.")) }
            @for one in &found {
                article.line.says {
                    p.who { @if let Some(speaker) = &one.speaker { (actor(asked, speaker)) } }
                    blockquote.direct { a href=(asked.link(&Address::numbered("quotation", one.quotation))) { (shortened(&one.words, WORDS_SHOWN)) } }
                    p.where {
                        b { (counted(one.sources, "independent source", "independent sources")) } " · "
                        (counted(one.articles, "article", "articles")) " in " (counted(one.outlets, "outlet", "outlets"))
                        @if one.wordings > 1 { " · " (counted(one.wordings, "wording", "wordings")) }
                        @if let Some(first) = &one.first { " · first " (dated(first)) }
                    }
                }
            }
            (pager(asked, &here, page, rows))
            @if rows > 0 { (downloads(asked, &here)) }
        }
    };
    Ok(Sheet::list("Repeated quotations", body, page.of(rows)))
}
