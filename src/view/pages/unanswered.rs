//! Accusations that no denial answers, in any article of the corpus.

use super::claims::tabs;
use crate::view::ViewError;
use crate::view::address::Address;
use crate::view::asked::{Asked, Sheet, Shown};
use crate::view::parts::{Line, day_field, downloads, empty, field, form, line, pager, range};
use crate::view::select::Select;
use crate::view::typed::begins_of;
use crate::view::words::WORDS;
use maud::html;

/// What an address can ask.
const KEYS: [&str; 4] = ["who", "from", "until", "page"];

fn select(asked: &Asked) -> Select {
    let mut select = Select::from(Line::FROM);
    let accusations: Vec<&str> = WORDS.accusations().collect();
    select.given("a.type in (select value from json_each(?))", Some(serde_json::json!(accusations).to_string()));
    select.only("a.polarity = 'positive'");
    select.only("not exists (select 1 from answers n where n.claim = a.act)");
    let who = asked.text("who").map(|who| begins_of(who).unwrap_or_else(|| "\"\"".into()));
    select.given(
        "a.act in (select g.act from args g where g.actor in (select rowid from actors_fts where actors_fts match ?))",
        who,
    );
    select.given("a.day >= ?", asked.text("from").map(str::to_owned));
    select.given("a.day <= ?", asked.text("until").map(str::to_owned));
    select
}

/// Columns to take home.
const TABLE: &str = "a.act, s.name as accuser, a.speaker_text, (select group_concat(coalesce(o.name, g.text), '; ') from args g \
    left join actors o on o.actor = g.actor where g.act = a.act and g.role in ('addressee', 'target')) as accused, a.content, a.evidence, \
    a.outlet, a.day, r.url, r.title, a.score";

pub(super) fn show(asked: &Asked) -> Result<Shown, ViewError> {
    let (select, order) = (select(asked), "a.day desc, a.act");
    if let Some(format) = asked.format() {
        return Ok(Shown::Table(select.table("onrecord-accusations-without-reply", TABLE, order), format));
    }
    let here = asked.again(Address::page("unanswered"), &KEYS);
    let (page, rows) = (asked.page(), select.count(asked.db)?);
    let found = select.page(asked.db, Line::COLUMNS, order, page, Line::read)?;
    let fields = html! {
        (field(asked, "who", "Person or body"))
        (day_field(asked, "from", "From"))
        (day_field(asked, "until", "Until"))
    };
    let body = html! {
        div.wide {
            h1 { "Accusations without a reply" }
            p.about { "Somebody is accused, and no article of this corpus has a denial that answers it. The accused may have replied elsewhere, or in words that the program did not see." }
            (tabs(asked, true))
            (form(asked, &here, &fields))
            (range(page, rows, "accusation", "accusations"))
            @if found.is_empty() { (empty("Every accusation here is answered.", "Take a filter off to see others.")) }
            @for one in &found { (line(asked, one)?) }
            (pager(asked, &here, page, rows))
            @if rows > 0 { (downloads(asked, &here)) }
        }
    };
    Ok(Sheet::list("Accusations without a reply", body, page.of(rows)))
}
