//! Who is given as a source: people by name, institutions, unnamed ones, nobody; by outlet.

use crate::view::ViewError;
use crate::view::address::Address;
use crate::view::asked::{Asked, Sheet, Shown};
use crate::view::charts::{Part, hatch, hatched, rail};
use crate::view::parts::{Actor, choice, dated, downloads, empty, field, form, pager, range};
use crate::view::select::{Select, rows};
use crate::view::typed::begins_of;
use crate::view::words::{counted, grouped, outlet};
use maud::{Markup, html};
use rusqlite::Row;

/// What an address can ask of the list.
const KEYS: [&str; 3] = ["words", "outlet", "page"];

/// The kinds of source: what the style sheet calls them and what readers do.
const KINDS: [(&str, &str); 4] = [
    ("person", "a person by name"),
    ("body", "an institution or place by name"),
    ("unnamed", "an unnamed source"),
    ("nobody", "nobody is given"),
];

/// The acts of an outlet by [`KINDS`].
struct Shares {
    outlet: Option<String>,
    counts: [i64; 4],
}

impl Shares {
    fn total(&self) -> i64 {
        self.counts.iter().sum()
    }
}

fn shares(asked: &Asked) -> Result<Vec<Shares>, ViewError> {
    let sql =
        "select a.outlet, sum(a.speaker_named = 1 and s.type = 'PER'), sum(a.speaker_named = 1 and s.type <> 'PER'), \
                      sum(a.speaker_named = 0), sum(a.speaker_named is null), count(*)
               from acts a left join actors s on s.actor = a.speaker group by a.outlet order by 6 desc, 1";
    rows(asked.db, sql, &[], |row| {
        let count = |at| row.get::<_, Option<i64>>(at).map(Option::unwrap_or_default);
        Ok(Shares { outlet: row.get(0)?, counts: [count(1)?, count(2)?, count(3)?, count(4)?] })
    })
}

/// The list of unnamed sources: each is of one article.
fn select(asked: &Asked) -> Select {
    let mut select = Select::from(
        "actors s join articles r on r.article = (select e.article from entities e where e.actor = s.actor limit 1)",
    );
    select.only("s.named = 0");
    select.only("s.acts > 0");
    let words = asked.text("words").map(|words| begins_of(words).unwrap_or_else(|| "\"\"".into()));
    select.given("s.actor in (select rowid from actors_fts where actors_fts match ?)", words);
    select.given("r.outlet = ?", asked.text("outlet").map(str::to_owned));
    select
}

/// Columns to take home.
const TABLE: &str = "s.actor, s.name as source, s.type, s.acts, r.outlet, r.day, r.id as article_id, r.url, r.title";

struct Source {
    actor: Actor,
    acts: i64,
    article: i64,
    outlet: Option<String>,
    day: Option<String>,
    title: Option<String>,
}

impl Source {
    const COLUMNS: &str = "s.actor, s.name, s.acts, r.article, r.outlet, r.day, r.title";

    fn read(row: &Row) -> rusqlite::Result<Self> {
        Ok(Self {
            actor: Actor { number: row.get(0)?, name: row.get(1)?, named: false },
            acts: row.get(2)?,
            article: row.get(3)?,
            outlet: row.get(4)?,
            day: row.get(5)?,
            title: row.get(6)?,
        })
    }
}

pub(super) fn show(asked: &Asked) -> Result<Shown, ViewError> {
    let (select, order) = (select(asked), "s.acts desc, s.actor");
    if let Some(format) = asked.format() {
        return Ok(Shown::Table(select.table("onrecord-unnamed-sources", TABLE, order), format));
    }
    let here = asked.again(Address::page("sources"), &KEYS);
    let (page, count) = (asked.page(), select.count(asked.db)?);
    let found = select.page(asked.db, Source::COLUMNS, order, page, Source::read)?;
    // The shares are the same on every page of the list: the first, which asks for nothing, has them.
    let shares = if here.query().is_empty() { Some(shares(asked)?) } else { None };
    let outlets: Vec<String> =
        rows(asked.db, "select distinct outlet from articles where outlet is not null order by outlet", &[], |row| {
            row.get(0)
        })?;
    let fields = html! {
        (field(asked, "words", "Called"))
        (choice(asked, "outlet", "Outlet", &outlets.iter().map(|outlet| (outlet, outlet)).collect::<Vec<_>>()))
    };
    let body = html! {
        div.wide {
            h1 { "Sources" }
            p.about { "Whom articles give as the source of what they report. An unnamed source (“a senior official”) is one whom the article never names." }
            @if let Some(shares) = &shares {
                section {
                    h2 { "By outlet" }
                    (legend())
                    (table(asked, shares))
                }
            } @else {
                p.more { a href=(asked.link(&Address::page("sources"))) { "Shares by outlet" } }
            }
            section #unnamed {
                h2 { "Unnamed sources" }
                p.about { "Each as its article calls it. Those who say most come first." }
                (form(asked, &here, &fields))
                (range(page, count, "unnamed source", "unnamed sources"))
                @if found.is_empty() { (empty("No source without a name here.", "Take a filter off to see others.")) } @else {
                    div.scroll role="region" tabindex="0" aria-label="Unnamed sources" {
                        table {
                            thead { tr { th scope="col" { "Called" } th scope="col" { "Acts" } th.left scope="col" { "Outlet" } th.left scope="col" { "Article" } } }
                            tbody {
                                @for one in &found {
                                    tr {
                                        th scope="row" { a href=(asked.link(&Address::numbered("actor", one.actor.number))) { (one.actor.name) } }
                                        td { (grouped(one.acts)) }
                                        td.left { (outlet(one.outlet.as_deref())) @if let Some(day) = &one.day { ", " (dated(day)) } }
                                        td.left.long { a href=(asked.link(&Address::numbered("article", one.article))) { (one.title.as_deref().unwrap_or("Without a title")) } }
                                    }
                                }
                            }
                        }
                    }
                }
                (pager(asked, &here, page, count))
                @if count > 0 { (downloads(asked, &here)) }
            }
        }
    };
    Ok(Sheet::list("Sources", body, page.of(count)))
}

fn legend() -> Markup {
    html! {
        (hatch())
        p.legend {
            @for (class, label) in KINDS {
                span { svg.key width="26" height="12" aria-hidden="true" { rect class={ "part " (class) } fill=[hatched(class)] width="26" height="12" {} } " " (label) }
            }
        }
    }
}

fn table(asked: &Asked, shares: &[Shares]) -> Markup {
    let percent = |count: i64, of: &Shares| format!("{:.0} %", 100.0 * count as f64 / of.total().max(1) as f64);
    html! {
        div.scroll role="region" tabindex="0" aria-label="Sources by outlet" {
            table.shares {
                thead {
                    tr {
                        th scope="col" { "Outlet" }
                        td {}
                        @for (_, label) in ["named people", "institutions", "unnamed", "nobody"].iter().enumerate() { th scope="col" { (label) } }
                        th scope="col" { "all acts" }
                    }
                }
                tbody {
                    @for one in shares {
                        tr {
                            th scope="row" {
                                @match &one.outlet {
                                    Some(name) => a href=(asked.link(&Address::page("search").with("outlet", name))) { (name) },
                                    None => (outlet(None)),
                                }
                            }
                            td.bar {
                                @let parts: Vec<Part> = KINDS.iter().zip(one.counts).map(|((class, label), count)| Part { class, label, count }).collect();
                                (rail(&parts, one.total()))
                            }
                            @for count in one.counts { td title=(counted(count, "act", "acts")) { (percent(count, one)) } }
                            td { (grouped(one.total())) }
                        }
                    }
                }
            }
        }
    }
}
