//! People and bodies, the busiest first.

use crate::view::ViewError;
use crate::view::address::Address;
use crate::view::asked::{Asked, Sheet, Shown};
use crate::view::parts::{Actor, actor, choice, downloads, empty, field, form, pager, range};
use crate::view::select::Select;
use crate::view::typed::begins_of;
use crate::view::words::{WORDS, day, grouped};
use maud::html;
use rusqlite::Row;

/// What an address can ask.
const KEYS: [&str; 4] = ["words", "type", "named", "page"];

fn select(asked: &Asked) -> Select {
    let mut select = Select::from("actors s");
    let words = asked.text("words").map(|words| begins_of(words).unwrap_or_else(|| "\"\"".into()));
    select.given("s.actor in (select rowid from actors_fts where actors_fts match ?)", words);
    select.given("s.type = ?", asked.text("type").map(str::to_owned));
    match asked.text("named") {
        Some("no") => select.only("s.named = 0"),
        Some("either") => {}
        _ => select.only("s.named = 1"),
    }
    select
}

/// Columns to take home.
const TABLE: &str = "s.actor, s.key, s.type, s.named, s.name, s.country, s.sector, s.articles, s.acts, s.first_day, s.last_day, \
    (select group_concat(t.title, '; ') from actor_titles t where t.actor = s.actor) as titles";

struct Entry {
    actor: Actor,
    kind: String,
    title: Option<String>,
    articles: i64,
    acts: i64,
    last: Option<String>,
}

impl Entry {
    const COLUMNS: &str = "s.actor, s.name, s.named, s.type, s.articles, s.acts, s.last_day, \
        (select t.title from actor_titles t where t.actor = s.actor order by t.articles desc, t.title limit 1)";

    fn read(row: &Row) -> rusqlite::Result<Self> {
        Ok(Self {
            actor: Actor { number: row.get(0)?, name: row.get(1)?, named: row.get(2)? },
            kind: row.get(3)?,
            articles: row.get(4)?,
            acts: row.get(5)?,
            last: row.get(6)?,
            title: row.get(7)?,
        })
    }
}

pub(super) fn show(asked: &Asked) -> Result<Shown, ViewError> {
    let select = select(asked);
    if let Some(format) = asked.format() {
        return Ok(Shown::Table(select.table("onrecord-people-and-bodies", TABLE, "s.acts desc, s.actor"), format));
    }
    let here = asked.again(Address::page("actors"), &KEYS);
    let (page, rows) = (asked.page(), select.count(asked.db)?);
    // By names if any are asked for: SQLite takes no index for what has a plus in front.
    let order = if asked.text("words").is_some() { "+s.acts desc, s.actor" } else { "s.acts desc, s.actor" };
    let found = select.page(asked.db, Entry::COLUMNS, order, page, Entry::read)?;
    let types: Vec<(&str, &str)> = ["PER", "ORG", "LOC", "MISC"].map(|kind| (kind, WORDS.entity.of(kind))).to_vec();
    let fields = html! {
        (field(asked, "words", "Name"))
        (choice(asked, "type", "Kind", &types))
        (choice(asked, "named", "Source", &[("no", "unnamed only"), ("either", "named or not")]))
    };
    let body = html! {
        div.wide {
            h1 { "People and bodies" }
            p.about { "Everybody whom the articles name, under one name each. Those who speak most come first." }
            (form(asked, &here, &fields))
            (range(page, rows, "name", "names"))
            @if found.is_empty() { (empty("Nobody is called like this.", "Try a part of the name, or unnamed sources.")) } @else {
                div.scroll role="region" tabindex="0" aria-label="People and bodies" {
                    table {
                        thead { tr { th scope="col" { "Name" } th.left scope="col" { "What" } th scope="col" { "Acts" } th scope="col" { "Articles" } th.left scope="col" { "Last in" } } }
                        tbody {
                            @for one in &found {
                                tr {
                                    th scope="row" { (actor(asked, &one.actor)) @if let Some(title) = &one.title { small { (title) } } }
                                    td.left { (WORDS.entity.of(&one.kind)) }
                                    td { (grouped(one.acts)) }
                                    td { (grouped(one.articles)) }
                                    td.left { (one.last.as_deref().map(day).unwrap_or_default()) }
                                }
                            }
                        }
                    }
                }
            }
            (pager(asked, &here, page, rows))
            @if rows > 0 { (downloads(asked, &here)) }
        }
    };
    Ok(Sheet::list("People and bodies", body, page.of(rows)))
}
