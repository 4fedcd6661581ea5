//! Claims and the denials that answer them.

use crate::view::ViewError;
use crate::view::address::Address;
use crate::view::asked::{Asked, Sheet, Shown};
use crate::view::parts::{Dispute, choice, day_field, dispute, downloads, empty, field, form, pager, range};
use crate::view::select::Select;
use crate::view::typed::begins_of;
use maud::{Markup, html};

/// What an address can ask.
const KEYS: [&str; 5] = ["who", "where", "from", "until", "page"];

fn select(asked: &Asked, from: &'static str) -> Select {
    let mut select = Select::from(from);
    let who = asked.text("who").map(|who| begins_of(who).unwrap_or_else(|| "\"\"".into()));
    let either = "d.speaker in (select rowid from actors_fts where actors_fts match ?) \
        or k.speaker in (select rowid from actors_fts where actors_fts match ?)";
    select.given(either, who);
    match asked.text("where") {
        Some("within") => select.only("n.within = 1"),
        Some("across") => select.only("n.within = 0"),
        _ => {}
    }
    select.given("d.day >= ?", asked.text("from").map(str::to_owned));
    select.given("d.day <= ?", asked.text("until").map(str::to_owned));
    select
}

/// Columns to take home, and where they come from.
const TABLE: &str = "n.score, n.within as within_one_article, n.days, \
    k.act as claim_act, ks.name as claim_by, k.type as claim_type, k.content as claim, k.evidence as claim_evidence, k.outlet as claim_outlet, k.day as claim_day, kr.url as claim_url, \
    d.act as denial_act, ds.name as denial_by, d.type as denial_type, d.content as denial, d.evidence as denial_evidence, d.outlet as denial_outlet, d.day as denial_day, dr.url as denial_url";
const TABLE_FROM: &str = "answers n join acts d on d.act = n.denial join acts k on k.act = n.claim \
    join articles dr on dr.article = d.article join articles kr on kr.article = k.article \
    left join actors ds on ds.actor = d.speaker left join actors ks on ks.actor = k.speaker";

pub(super) fn show(asked: &Asked) -> Result<Shown, ViewError> {
    let order = "d.day desc, n.denial, n.claim";
    if let Some(format) = asked.format() {
        return Ok(Shown::Table(select(asked, TABLE_FROM).table("onrecord-claims-and-denials", TABLE, order), format));
    }
    let select = select(asked, Dispute::FROM);
    let here = asked.again(Address::page("claims"), &KEYS);
    let (page, rows) = (asked.page(), select.count(asked.db)?);
    let found = select.page(asked.db, Dispute::COLUMNS, order, page, Dispute::read)?;
    let fields = html! {
        (field(asked, "who", "Person or body"))
        (choice(asked, "where", "Where", &[("across", "in different articles"), ("within", "within one article")]))
        (day_field(asked, "from", "Denied from"))
        (day_field(asked, "until", "until"))
    };
    let body = html! {
        div.wide {
            h1 { "Claims and denials" }
            p.about { "What somebody claimed, and who said that it is not true. Which denial answers which claim is found by who denies, who is accused, and the words: judge by the sentences." }
            (tabs(asked, false))
            (form(asked, &here, &fields))
            (range(page, rows, "denied claim", "denied claims"))
            @if found.is_empty() { (empty("No denial answers a claim here.", "Take a filter off, or look at accusations without a reply.")) }
            @for one in &found { (dispute(asked, one)?) }
            (pager(asked, &here, page, rows))
            @if rows > 0 { (downloads(asked, &here)) }
        }
    };
    Ok(Sheet::list("Claims and denials", body, page.of(rows)))
}

/// The two lists.
pub(super) fn tabs(asked: &Asked, unanswered: bool) -> Markup {
    html! {
        nav.tabs aria-label="Claims" {
            a href=(asked.link(&Address::page("claims"))) aria-current=[(!unanswered).then_some("page")] { "Denied" }
            a href=(asked.link(&Address::page("unanswered"))) aria-current=[unanswered.then_some("page")] { "Accusations without a reply" }
        }
    }
}
