//! Articles by their words.

use super::{Facet, VALUES, Value, facets, fields, tabs};
use crate::view::ViewError;
use crate::view::address::Address;
use crate::view::asked::{Asked, Sheet, Shown};
use crate::view::parts::{downloads, empty, pager, range, source};
use crate::view::select::Select;
use crate::view::typed::match_of;
use crate::view::words::counted;
use maud::{Markup, html};
use rusqlite::{Row, params};

/// What an address can ask.
const KEYS: [&str; 7] = ["words", "in", "outlet", "reprint", "from", "until", "page"];

fn select(asked: &Asked) -> Select {
    let mut select = Select::from("articles r");
    let words = asked.text("words").map(|words| match_of(words).unwrap_or_else(|| "\"\"".into()));
    select.given("r.article in (select rowid from articles_fts where articles_fts match ?)", words);
    for (condition, key) in [("r.outlet = ?", "outlet"), ("r.day >= ?", "from"), ("r.day <= ?", "until")] {
        select.given(condition, asked.text(key).map(str::to_owned));
    }
    match asked.text("reprint") {
        Some("yes") => select.only("r.copied > 0"),
        Some("no") => select.only("coalesce(r.copied, 0) = 0"),
        _ => {}
    }
    select
}

/// Columns to take home.
const TABLE: &str = "r.article, r.id, r.outlet, r.url, r.title, r.byline, r.published, r.day, r.lang, r.status, r.chars, r.story, r.copied, \
    (select count(*) from acts a where a.article = r.article) as acts";

struct Found {
    article: i64,
    title: Option<String>,
    outlet: Option<String>,
    day: Option<String>,
    copied: Option<f64>,
    acts: i64,
}

impl Found {
    const COLUMNS: &str =
        "r.article, r.title, r.outlet, r.day, r.copied, (select count(*) from acts a where a.article = r.article)";

    fn read(row: &Row) -> rusqlite::Result<Self> {
        Ok(Self {
            article: row.get(0)?,
            title: row.get(1)?,
            outlet: row.get(2)?,
            day: row.get(3)?,
            copied: row.get(4)?,
            acts: row.get(5)?,
        })
    }
}

pub(super) fn show(asked: &Asked) -> Result<Shown, ViewError> {
    let select = select(asked);
    if let Some(format) = asked.format() {
        return Ok(Shown::Table(select.table("onrecord-articles", TABLE, "r.day desc, r.article"), format));
    }
    let here = asked.again(Address::page("search"), &KEYS);
    let (page, rows) = (asked.page(), select.count(asked.db)?);
    let found = select.page(asked.db, Found::COLUMNS, "r.day desc, r.article", page, Found::read)?;
    let body = html! {
        div.wide {
            h1 { "Articles" }
            (fields(asked, &here))
            (tabs(asked, &here, true))
            p.narrow { a href="#narrow" { "Narrow down ↓" } }
            div.found {
                (facets(asked, &here, &tallies(asked, &select)?))
                div.results aria-live="polite" {
                    (range(page, rows, "article", "articles"))
                    @if rows == 0 { (empty("No article has these words.", "Use fewer words, the beginning of a word with a star, or take a filter off.")) }
                    @for one in &found {
                        article.line.hit {
                            p.who { a href=(asked.link(&Address::numbered("article", one.article))) { (one.title.as_deref().unwrap_or("Without a title")) } }
                            @if let Some(words) = around(asked, one.article)? { p.snippet { (words) } }
                            p.where {
                                (source(one.outlet.as_deref(), one.day.as_deref())) " · " (counted(one.acts, "act", "acts"))
                                @if one.copied.is_some_and(|copied| copied > 0.0) { " " span.note { "reprint" } }
                            }
                        }
                    }
                    (pager(asked, &here, page, rows))
                    @if rows > 0 { (downloads(asked, &here)) }
                }
            }
        }
    };
    Ok(Sheet::single(
        asked.text("words").map_or_else(|| "Articles".to_owned(), |words| format!("{words} – Articles")),
        body,
    ))
}

/// The words asked for among those that stand around them. FTS5 marks them by two characters that no text needs; whatever stands
/// between them is escaped like everything.
fn around(asked: &Asked, article: i64) -> Result<Option<Markup>, ViewError> {
    let Some(question) = asked.text("words").and_then(match_of) else { return Ok(None) };
    let sql = "select snippet(articles_fts, 1, char(2), char(3), '…', 32) from articles_fts where articles_fts match ? and rowid = ?";
    let snippet: Option<String> =
        asked.db.prepare_cached(sql)?.query_row(params![question, article], |row| row.get(0))?;
    Ok(snippet.map(|snippet| {
        html! {
            @for piece in snippet.split('\u{2}') {
                @match piece.split_once('\u{3}') {
                    Some((found, rest)) => { mark { (found) } (rest) },
                    None => (piece),
                }
            }
        }
    }))
}

fn tallies(asked: &Asked, select: &Select) -> Result<Vec<Facet>, ViewError> {
    let outlets = select.tally(asked.db, "r.outlet", VALUES)?;
    let reprints = select.tally(asked.db, "iif(r.copied > 0, 'yes', 'no')", VALUES)?;
    let told = |value: &str| if value == "yes" { "reprint" } else { "own text" }.to_owned();
    Ok(vec![
        Facet {
            label: "Outlet",
            key: "outlet",
            values: outlets
                .into_iter()
                .map(|(value, count)| Value { told: value.clone(), asks: value, count })
                .collect(),
        },
        Facet {
            label: "Reprint?",
            key: "reprint",
            values: reprints
                .into_iter()
                .map(|(value, count)| Value { told: told(&value), asks: value, count })
                .collect(),
        },
    ])
}
