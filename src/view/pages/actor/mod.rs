//! A person or a body: who they are, when they speak, whom they act on, what about, in which words.

mod others;
mod topics;

use crate::view::ViewError;
use crate::view::address::Address;
use crate::view::asked::{Asked, Sheet, Shown};
use crate::view::charts::days;
use crate::view::parts::{
    Actor, Dispute, Drift, Line, dated, dispute, downloads, drift, empty, key, line, pager, range,
};
use crate::view::select::{Select, rows};
use crate::view::typed::match_of;
use crate::view::words::{WORDS, counted, day};
use maud::{Markup, html};

/// What an address can ask of the list of acts.
const KEYS: [&str; 2] = ["about", "page"];

/// Disputes, and changed quotations, that the page shows before it leads on.
const SHOWN: i64 = 3;

struct Profile {
    actor: Actor,
    kind: String,
    country: Option<String>,
    sector: Option<String>,
    articles: i64,
    acts: i64,
    first: Option<String>,
    last: Option<String>,
}

fn profile(asked: &Asked) -> Result<Profile, ViewError> {
    let number = asked.number.ok_or(ViewError::Nowhere)?;
    let sql = "select actor, name, named, type, country, sector, articles, acts, first_day, last_day from actors where actor = ?";
    let found = rows(asked.db, sql, &[&number], |row| {
        Ok(Profile {
            actor: Actor { number: row.get(0)?, name: row.get(1)?, named: row.get(2)? },
            kind: row.get(3)?,
            country: row.get(4)?,
            sector: row.get(5)?,
            articles: row.get(6)?,
            acts: row.get(7)?,
            first: row.get(8)?,
            last: row.get(9)?,
        })
    })?;
    found.into_iter().next().ok_or(ViewError::Nowhere)
}

/// Columns to take home.
const TABLE: &str = "a.act, r.id as article_id, r.url, r.title, a.outlet, a.day, a.type, a.polarity, a.modality, a.quote, a.speaker_text, a.cue, \
    a.content, a.evidence, a.score";

pub(super) fn show(asked: &Asked) -> Result<Shown, ViewError> {
    let of = profile(asked)?;
    let number = of.actor.number;
    let mut acts = Select::from(Line::FROM);
    acts.given("a.speaker = ?", Some(number));
    let about = asked.text("about").map(|words| match_of(words).unwrap_or_else(|| "\"\"".into()));
    acts.given("a.act in (select rowid from acts_fts where acts_fts match ?)", about);
    if let Some(format) = asked.format() {
        return Ok(Shown::Table(acts.table("onrecord-acts-of-one", TABLE, "a.day desc, a.act"), format));
    }
    let here = asked.again(Address::numbered("actor", number), &KEYS);
    let (page, count) = (asked.page(), acts.count(asked.db)?);
    let shown = acts.page(asked.db, Line::COLUMNS, "a.day desc, a.act", page, Line::read)?;
    let by_day = rows(
        asked.db,
        "select day, count(*) from acts where speaker = ? and day is not null group by day order by day",
        &[&number],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let own = |from: &str, until: &str| {
        Address::page("search").with("speaker", number).with("from", from).with("until", until)
    };
    let body = html! {
        div.wide {
            (head(asked, &of)?)
            // One whom no article names is of one article: of one day, and of few words.
            @if of.acts > 0 && of.actor.named {
                div.pair {
                    section {
                        h2 { "When" }
                        p.about { "Acts by day." }
                        (days(&by_day, "acts", |from, until| asked.link(&own(from, until))))
                    }
                    (topics::topics(asked, number)?)
                }
            }
            (others::others(asked, &of.actor)?)
            (disputes(asked, number)?)
            (drifts(asked, number)?)
            @if of.acts > 0 {
                section #acts {
                    h2 { "Everything they said or did" }
                    @if let Some(about) = asked.text("about") {
                        p.chips { a.chosen href=(asked.link(&here.clone().without("about").without("page"))) { "About: " (about) span.cross title="Take this off" { " ×" } } }
                    }
                    (range(page, count, "act", "acts"))
                    @if shown.is_empty() { (empty("Nothing about this.", "Take the word off to see all.")) }
                    @for one in &shown { (line(asked, one)?) }
                    (pager(asked, &here, page, count))
                    (downloads(asked, &here))
                }
            } @else {
                (empty("Does not speak in these articles.", "They are only spoken of or to."))
            }
        }
    };
    Ok(Sheet::list(of.actor.name.clone(), body, page.of(count)))
}

struct Title {
    words: String,
    first: Option<String>,
    last: Option<String>,
}

/// Who they are.
fn head(asked: &Asked, of: &Profile) -> Result<Markup, ViewError> {
    let number = of.actor.number;
    let titles = rows(
        asked.db,
        "select title, first_day, last_day from actor_titles where actor = ? order by articles desc, title limit 8",
        &[&number],
        |row| Ok(Title { words: row.get(0)?, first: row.get(1)?, last: row.get(2)? }),
    )?;
    let names: Vec<String> = rows(
        asked.db,
        "select name from actor_names where actor = ?1 and name <> (select name from actors where actor = ?1) order by articles desc, name limit 12",
        &[&number],
        |row| row.get(0),
    )?;
    let ids: Vec<String> =
        rows(asked.db, "select source || ' ' || id from actor_ids where actor = ? order by 1", &[&number], |row| {
            row.get(0)
        })?;
    let facts = [
        ("Country", of.country.clone()),
        ("Sector", of.sector.clone()),
        ("Also called", joined(&names)),
        ("Ids", joined(&ids)),
    ];
    Ok(html! {
        p.kicker { (WORDS.entity.of(&of.kind)) @if !of.actor.named { ", not named" } }
        h1 { (of.actor.name) }
        p.lead {
            (counted(of.acts, "act", "acts")) " in " (counted(of.articles, "article", "articles"))
            @if let (Some(first), Some(last)) = (&of.first, &of.last) {
                ", " @if first == last { "on " (dated(first)) } @else { "from " (dated(first)) " to " (dated(last)) }
            }
        }
        @if !titles.is_empty() {
            ul.titles {
                @for title in &titles {
                    li { b { (title.words) } @if let (Some(first), Some(last)) = (&title.first, &title.last) { " " small { (when(first, last)) } } }
                }
            }
        }
        @if facts.iter().any(|(_, fact)| fact.is_some()) {
            dl.facts { @for (what, fact) in &facts { @if let Some(fact) = fact { div { dt { (what) } dd { (fact) } } } } }
        }
    })
}

fn joined(parts: &[String]) -> Option<String> {
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn when(first: &str, last: &str) -> String {
    if first == last { day(first) } else { format!("{} – {}", day(first), day(last)) }
}

/// Claims of theirs that were denied, and what they deny.
fn disputes(asked: &Asked, number: i64) -> Result<Markup, ViewError> {
    let mut select = Select::from(Dispute::FROM);
    select.given("d.speaker = ? or k.speaker = ?", Some(number));
    let count = select.count(asked.db)?;
    let newest = select.first(asked.db, Dispute::COLUMNS, "d.day desc, n.denial, n.claim", SHOWN, Dispute::read)?;
    Ok(html! {
        @if count > 0 {
            section {
                h2 { "Claims and denials" }
                @for one in &newest { (dispute(asked, one)?) }
                @if count > SHOWN { p.more { (counted(count, "denied claim", "denied claims")) " in all: " a href=(asked.link(&Address::page("claims"))) { "claims and denials" } } }
            }
        }
    })
}

/// Their quotations that came out otherwise later.
fn drifts(asked: &Asked, number: i64) -> Result<Markup, ViewError> {
    let mut select = Select::from(Drift::FROM);
    select.given("l.speaker = ?", Some(number));
    let count = select.count(asked.db)?;
    let newest = select.first(asked.db, Drift::COLUMNS, "l.day desc, f.act", SHOWN, Drift::read)?;
    Ok(html! {
        @if count > 0 {
            section {
                h2 { "Changed quotations" }
                (key())
                @for one in &newest { (drift(asked, one)?) }
                @if count > SHOWN { p.more { (counted(count, "change", "changes")) " in all: " a href=(asked.link(&Address::page("quotations"))) { "changed quotations" } } }
            }
        }
    })
}
