//! Search in an export: an index that the page carries, and a script that reads it.

use crate::view::ViewError;
use crate::view::address::Address;
use crate::view::asked::{Asked, Sheet, Shown};
use crate::view::select::{number, rows};
use crate::view::words::{WORDS, grouped};
use maud::{PreEscaped, html};
use rusqlite::Row;
use rusqlite::types::ValueRef;
use serde_json::{Map, Value, json};

/// Acts that the index holds, the newest: some 10 MB, which a browser reads in about a second. [`crate::view::export`] tells.
const INDEXED: i64 = 20_000;

/// Characters of articles' texts that it holds besides; of more, it has titles alone.
const TEXTS: i64 = 5_000_000;

/// The script: its name, what is in it.
pub(in crate::view) const SCRIPT: (&str, &str) = ("search.js", include_str!("search.js"));

pub(super) fn show(asked: &Asked) -> Result<Shown, ViewError> {
    let acts = number(asked.db, "select count(*) from acts", &[])?;
    let index = index(asked)?.to_string();
    let body = html! {
        div.wide {
            h1 { "What was said" }
            form.ask action=(asked.link(&Address::page("search"))) {
                label.words { span { "Words" } input type="search" name="words" placeholder="flood “gate three” warn*" aria-describedby="how"; }
                label { span { "From" } input type="date" name="from"; }
                label { span { "Until" } input type="date" name="until"; }
                button { "Show" }
            }
            p.how #how { "All words must be there; quotation marks keep them together; a star lets a word go on." }
            nav.tabs aria-label="What to search" {
                a href=(asked.link(&Address::page("search"))) data-in="acts" { "What was said" }
                a href=(asked.link(&Address::page("search").with("in", "articles"))) data-in="articles" { "Articles" }
            }
            @if acts > INDEXED {
                p.note-line { "This page searches the newest " (grouped(INDEXED)) " of " (grouped(acts)) " acts; " code { "onrecord view" } " searches them all." }
            }
            noscript { p { "These pages have no server: a script of their own searches them, and your browser runs none. " a href=(asked.link(&Address::page("actors"))) { "People and bodies" } " lists everybody." } }
            p.narrow { a href="#narrow" { "Narrow down ↓" } }
            div.found #found {
                aside.facets #narrow aria-label="Narrow down" {}
                div.results aria-live="polite" {}
            }
        }
        // Data, which no browser runs: without "<" nothing in it can end it.
        script #index type="application/json" { (PreEscaped(index.replace('<', "\\u003c"))) }
        script src=(asked.links.asset(SCRIPT.0)) defer {}
    };
    Ok(Sheet::single("Search", body))
}

/// All that the script reads. Rows are arrays, in the order of the columns here.
fn index(asked: &Asked) -> Result<Value, ViewError> {
    let db = asked.db;
    let acts = "select a.act, a.article, a.type, a.quote, a.polarity, a.modality, a.speaker, a.speaker_text, a.content, a.evidence,
                       a.speaker_named, (select json_group_array(json_array(g.actor, g.text)) from args g where g.act = a.act
                       and g.role in ('addressee', 'target')), a.cue from acts a order by a.day desc, a.act limit ?";
    let actors = "select actor, name, named from actors order by actor";
    let chars = number(db, "select coalesce(sum(chars), 0) from articles", &[])?;
    let articles = if chars <= TEXTS {
        "select article, title, outlet, day, coalesce(copied, 0) > 0, text from articles order by day desc, article"
    } else {
        "select article, title, outlet, day, coalesce(copied, 0) > 0, null from articles order by day desc, article"
    };
    let verbs: Map<String, Value> =
        WORDS.verbs().map(|(kind, verb)| (kind.to_owned(), json!([verb, WORDS.tone(kind).name]))).collect();
    Ok(json!({
        "acts": rows(db, acts, &[&INDEXED], |row| Ok(array(row)))?,
        "actors": rows(db, actors, &[], |row| Ok(array(row)))?,
        "articles": rows(db, articles, &[], |row| Ok(array(row)))?,
        "texts": chars <= TEXTS,
        "verbs": verbs,
        "labels": WORDS.labels(),
    }))
}

fn array(row: &Row) -> Value {
    let mut cells = Vec::new();
    while let Ok(cell) = row.get_ref(cells.len()) {
        cells.push(match cell {
            ValueRef::Null | ValueRef::Blob(_) => Value::Null,
            ValueRef::Integer(number) => number.into(),
            ValueRef::Real(number) => number.into(),
            ValueRef::Text(text) => String::from_utf8_lossy(text).into(),
        });
    }
    Value::Array(cells)
}
