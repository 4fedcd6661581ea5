//! Search: acts by words, speaker, type, outlet, days; and articles by words.

mod acts;
mod articles;
mod files;

use crate::view::ViewError;
use crate::view::address::Address;
use crate::view::asked::{Asked, Shown};
use crate::view::parts::{Actor, actor, day_field, form};
use crate::view::select::{Select, rows};
use crate::view::typed::begins_of;
use crate::view::words::grouped;
use maud::{Markup, html};

pub(in crate::view) use files::SCRIPT;

pub(super) fn show(asked: &Asked) -> Result<Shown, ViewError> {
    if asked.links.are_files() {
        return files::show(asked);
    }
    match asked.text("in") {
        Some("articles") => articles::show(asked),
        _ => acts::show(asked),
    }
}

/// A list of facets: what it is called, its key, and what it may be with how many are so.
struct Facet {
    label: &'static str,
    key: &'static str,
    values: Vec<Value>,
}

struct Value {
    /// What an address says.
    asks: String,
    /// What a reader sees.
    told: String,
    count: i64,
}

/// Values of a facet that are shown.
const VALUES: i64 = 8;

/// What the list can be narrowed down to, and what it is narrowed down to.
fn facets(asked: &Asked, here: &Address, facets: &[Facet]) -> Markup {
    html! {
        aside.facets #narrow aria-label="Narrow down" {
            @for facet in facets.iter().filter(|facet| !facet.values.is_empty()) {
                h2 { (facet.label) }
                ul {
                    @for value in &facet.values {
                        @let chosen = asked.text(facet.key) == Some(value.asks.as_str());
                        li {
                            @if chosen {
                                a.chosen href=(asked.link(&here.clone().without(facet.key).without("page"))) {
                                    span { (value.told) } " " span.count { (grouped(value.count)) } span.cross title="Take this off" { " ×" }
                                }
                            } @else {
                                a href=(asked.link(&here.clone().with(facet.key, &value.asks).without("page"))) {
                                    span { (value.told) } " " span.count { (grouped(value.count)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The fields above the list; what the facets say goes along unseen.
fn fields(asked: &Asked, here: &Address) -> Markup {
    let seen = ["words", "from", "until", "page"];
    let fields = html! {
        label.words {
            span { "Words" }
            input type="search" name="words" value=[asked.text("words")] placeholder="flood “gate three” warn*" aria-describedby="how";
        }
        (day_field(asked, "from", "From"))
        (day_field(asked, "until", "Until"))
        @for (key, value) in here.query().iter().filter(|(key, _)| !seen.contains(key)) { input type="hidden" name=(key) value=(value); }
    };
    html! {
        (form(asked, here, &fields))
        p.how #how { "All words must be there; quotation marks keep them together; a star lets a word go on." }
    }
}

/// The two lists, and which of them this is.
fn tabs(asked: &Asked, here: &Address, articles: bool) -> Markup {
    let keep = here.query().iter().filter(|(key, _)| ["words", "outlet", "from", "until"].contains(key));
    let other = keep.fold(Address::page("search"), |to, (key, value)| to.with(key, value));
    html! {
        nav.tabs aria-label="What to search" {
            a href=(asked.link(&other)) aria-current=[(!articles).then_some("page")] { "What was said" }
            a href=(asked.link(&other.with("in", "articles"))) aria-current=[articles.then_some("page")] { "Articles" }
        }
    }
}

/// People and bodies whose names begin like the words.
fn people(asked: &Asked) -> Result<Markup, ViewError> {
    let Some(question) = asked.text("words").and_then(begins_of) else { return Ok(html! {}) };
    let mut select = Select::from("actors");
    // By the few whose names fit: SQLite takes no index for what has a plus in front.
    select.only("+named = 1");
    select.given("actor in (select rowid from actors_fts where actors_fts match ? limit 1000)", Some(question));
    let found = select.first(asked.db, "actor, name, named", "+acts desc, actor", 6, |row| {
        Ok(Actor { number: row.get(0)?, name: row.get(1)?, named: row.get(2)? })
    })?;
    Ok(
        html! { @if !found.is_empty() { p.people { "People and bodies: " @for one in &found { (actor(asked, one)) " " } } } },
    )
}

/// The names of actors.
fn name(asked: &Asked, actor: i64) -> Result<Option<String>, ViewError> {
    let name = rows(asked.db, "select name from actors where actor = ?", &[&actor], |row| row.get(0))?;
    Ok(name.into_iter().next())
}
