//! Quotations that came out otherwise later.

use crate::view::ViewError;
use crate::view::address::Address;
use crate::view::asked::{Asked, Sheet, Shown};
use crate::view::parts::{Drift, choice, day_field, downloads, drift, empty, field, form, key, pager, range};
use crate::view::select::Select;
use crate::view::typed::begins_of;
use crate::view::words::WORDS;
use maud::{Markup, html};

/// What an address can ask.
const KEYS: [&str; 5] = ["who", "kind", "from", "until", "page"];

fn select(asked: &Asked, from: &'static str) -> Select {
    let mut select = Select::from(from);
    let who = asked.text("who").map(|who| begins_of(who).unwrap_or_else(|| "\"\"".into()));
    select.given("l.speaker in (select rowid from actors_fts where actors_fts match ?)", who);
    for (condition, key) in [("f.kind = ?", "kind"), ("l.day >= ?", "from"), ("l.day <= ?", "until")] {
        select.given(condition, asked.text(key).map(str::to_owned));
    }
    select
}

/// Columns to take home, and where they come from.
const TABLE: &str = "f.quotation, s.name as speaker, f.kind, f.similarity, o.content as first_wording, o.outlet as first_outlet, \
    o.day as first_day, ro.url as first_url, l.content as later_wording, l.outlet as later_outlet, l.day as later_day, rl.url as later_url, f.changes";
const TABLE_FROM: &str = "drifts f join acts l on l.act = f.act join acts o on o.act = f.original join articles rl on rl.article = l.article \
    join articles ro on ro.article = o.article left join actors s on s.actor = l.speaker";

pub(super) fn show(asked: &Asked) -> Result<Shown, ViewError> {
    let order = "l.day desc, f.similarity desc, f.act";
    if let Some(format) = asked.format() {
        return Ok(Shown::Table(select(asked, TABLE_FROM).table("onrecord-changed-quotations", TABLE, order), format));
    }
    let select = select(asked, Drift::FROM);
    let here = asked.again(Address::page("quotations"), &KEYS);
    let (page, rows) = (asked.page(), select.count(asked.db)?);
    let found = select.page(asked.db, Drift::COLUMNS, order, page, Drift::read)?;
    let kinds = ["shortened", "altered", "extended"].map(|kind| (kind, WORDS.drift.of(kind)));
    let fields = html! {
        (field(asked, "who", "Speaker"))
        (choice(asked, "kind", "Change", &kinds))
        (day_field(asked, "from", "Later from"))
        (day_field(asked, "until", "until"))
    };
    let body = html! {
        div.wide {
            h1 { "Changed quotations" }
            p.about { "One person, nearly the same words within quotation marks, and yet not the same: what a later article left out, put in or altered." }
            (tabs(asked, false))
            (form(asked, &here, &fields))
            (range(page, rows, "changed quotation", "changed quotations"))
            @if found.is_empty() { (empty("No quotation changed here.", "Take a filter off, or look at repeated quotations.")) } @else { (key()) }
            @for one in &found { (drift(asked, one)?) }
            (pager(asked, &here, page, rows))
            @if rows > 0 { (downloads(asked, &here)) }
        }
    };
    Ok(Sheet::list("Changed quotations", body, page.of(rows)))
}

/// The two lists.
pub(super) fn tabs(asked: &Asked, repeated: bool) -> Markup {
    html! {
        nav.tabs aria-label="Quotations" {
            a href=(asked.link(&Address::page("quotations"))) aria-current=[(!repeated).then_some("page")] { "Changed" }
            a href=(asked.link(&Address::page("repeated"))) aria-current=[repeated.then_some("page")] { "Repeated most" }
        }
    }
}
