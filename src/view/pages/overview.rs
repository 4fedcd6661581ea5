//! What a stranger sees first: how much there is, when, by whom, and where to go.

use crate::view::ViewError;
use crate::view::address::Address;
use crate::view::asked::{Asked, Sheet, Shown};
use crate::view::charts::{days, rails};
use crate::view::parts::{Actor, Dispute, Drift, actor, dispute, drift, empty, key};
use crate::view::select::{Select, number, rows};
use crate::view::words::{self, counted, day, grouped, outlet};
use maud::{Markup, html};

pub(super) fn show(asked: &Asked) -> Result<Shown, ViewError> {
    let db = asked.db;
    let articles = number(db, "select count(*) from articles", &[])?;
    let acts = number(db, "select count(*) from acts", &[])?;
    let outlets = outlets(asked)?;
    let by_day =
        rows(db, "select day, count(*) from acts where day is not null group by day order by day", &[], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    let body = html! {
        div.wide {
            div.hero {
                h1 { (headline(&by_day)) }
                p.lead {
                    (counted(articles, "article", "articles")) " of " (counted(words::number(&outlets), "outlet", "outlets"))
                    ", read sentence by sentence: who said, denied, urged what, to whom, and where it was printed."
                }
            }
            @if articles == 0 { (empty("This corpus has no articles.", "Link records that have some: onrecord link RECORDS… -o DIR")) }
            (doors(asked, acts)?)
            section {
                h2 { "By day" }
                p.about { "Acts of speech in the articles of each day. Choose a column to read them." }
                (days(&by_day, "acts", |from, until| asked.link(&Address::page("search").with("from", from).with("until", until))))
            }
            div.pair {
                section {
                    h2 { "Who speaks most" }
                    (speakers(asked)?)
                    p.more { a href=(asked.link(&Address::page("actors"))) { "All people and bodies" } }
                }
                section {
                    h2 { "Outlets" }
                    (outlet_table(asked, &outlets))
                }
            }
            section {
                h2 { "Newest claims and denials" }
                (disputes(asked)?)
                p.more { a href=(asked.link(&Address::page("claims"))) { "All claims and denials" } }
            }
            section {
                h2 { "Newest changed quotations" }
                (drifts(asked)?)
                p.more { a href=(asked.link(&Address::page("quotations"))) { "All changed quotations" } }
            }
        }
    };
    Ok(Sheet::single("Overview", body))
}

fn headline(by_day: &[(String, i64)]) -> String {
    match (by_day.first(), by_day.last()) {
        (Some((first, _)), Some((last, _))) if first == last => format!("The news of {}", day(first)),
        (Some((first, _)), Some((last, _))) => format!("The news from {} to {}", day(first), day(last)),
        _ => "The news".to_owned(),
    }
}

/// What there is, and the page where it is.
fn doors(asked: &Asked, acts: i64) -> Result<Markup, ViewError> {
    let db = asked.db;
    let speakers = number(db, "select count(*) from actors where named and acts > 0", &[])?;
    let answers = number(db, "select count(*) from answers", &[])?;
    let drifts = number(db, "select count(*) from drifts", &[])?;
    let unnamed = number(db, "select count(*) from acts where speaker_named = 0", &[])?;
    let reprints = number(db, "select count(*) from articles where copied > 0", &[])?;
    let doors = [
        (acts, "acts of speech", "Search what was said", Address::page("search")),
        (speakers, "named speakers", "Look somebody up", Address::page("actors")),
        (answers, "claims denied", "Read both sides", Address::page("claims")),
        (drifts, "quotations changed", "See what was cut", Address::page("quotations")),
        (unnamed, "acts by unnamed sources", "See who names sources", Address::page("sources")),
        (
            reprints,
            "reprinted articles",
            "List them",
            Address::page("search").with("in", "articles").with("reprint", "yes"),
        ),
    ];
    Ok(html! {
        ul.doors {
            @for (count, what, door, to) in doors {
                li { a href=(asked.link(&to)) { b { (grouped(count)) } span { (what) } small { (door) } } }
            }
        }
    })
}

fn speakers(asked: &Asked) -> Result<Markup, ViewError> {
    let sql = "select actor, name, acts from actors where named = 1 and acts > 0 order by acts desc, actor limit 10";
    let speakers = rows(asked.db, sql, &[], |row| {
        Ok((Actor { number: row.get(0)?, name: row.get(1)?, named: true }, row.get(2)?))
    })?;
    let bars: Vec<(Markup, i64)> = speakers.iter().map(|(speaker, acts)| (actor(asked, speaker), *acts)).collect();
    Ok(rails(&bars))
}

/// Of an outlet: articles, and those among them that are mostly copied.
struct Outlet {
    name: Option<String>,
    articles: i64,
    copied: i64,
}

fn outlets(asked: &Asked) -> Result<Vec<Outlet>, ViewError> {
    let sql = "select outlet, count(*), sum(copied > 0) from articles group by outlet order by 2 desc, 1";
    rows(asked.db, sql, &[], |row| {
        Ok(Outlet { name: row.get(0)?, articles: row.get(1)?, copied: row.get::<_, Option<i64>>(2)?.unwrap_or(0) })
    })
}

/// Outlets that a first look shows.
const OUTLETS: usize = 10;

fn outlet_table(asked: &Asked, outlets: &[Outlet]) -> Markup {
    let articles = |outlet: &str| Address::page("search").with("in", "articles").with("outlet", outlet);
    html! {
        div.scroll role="region" tabindex="0" aria-label="Outlets" {
            table {
                thead { tr { th scope="col" { "Outlet" } th scope="col" { "Articles" } th scope="col" { "Reprints" } } }
                tbody {
                    @for one in outlets.iter().take(OUTLETS) {
                        tr {
                            th scope="row" {
                                @match &one.name {
                                    Some(name) => a href=(asked.link(&articles(name))) { (name) },
                                    None => (outlet(None)),
                                }
                            }
                            td { (grouped(one.articles)) }
                            td { (grouped(one.copied)) }
                        }
                    }
                }
            }
        }
        @if outlets.len() > OUTLETS { p.more { a href=(asked.link(&Address::page("sources"))) { "All " (outlets.len()) " outlets" } } }
    }
}

fn disputes(asked: &Asked) -> Result<Markup, ViewError> {
    let newest = Select::from(Dispute::FROM).first(
        asked.db,
        Dispute::COLUMNS,
        "d.day desc, n.score desc, n.denial",
        2,
        Dispute::read,
    )?;
    Ok(html! {
        @if newest.is_empty() { (empty("No denial answers a claim here.", "Link more articles, or of more days: a denial often comes a day later.")) }
        @for one in &newest { (dispute(asked, one)?) }
    })
}

fn drifts(asked: &Asked) -> Result<Markup, ViewError> {
    let newest = Select::from(Drift::FROM).first(
        asked.db,
        Drift::COLUMNS,
        "l.day desc, f.similarity desc, f.act",
        3,
        Drift::read,
    )?;
    Ok(html! {
        @if newest.is_empty() {
            (empty("No quotation changed between two articles.", "Quotations are compared where one person is quoted by several articles."))
        } @else {
            (key())
        }
        @for one in &newest { (drift(asked, one)?) }
    })
}
