//! Whom somebody acts on, and who acts on them.

use crate::view::ViewError;
use crate::view::address::Address;
use crate::view::asked::Asked;
use crate::view::charts::{Deeds, Neighbour, legend, neighbours, total};
use crate::view::parts::{Actor, actor};
use crate::view::select::rows;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Names on each side.
const SIDE: usize = 8;

/// Acts with somebody named on the other side, and denials of their claims. `?1` is whoever the page is about.
const FROM: &str = "select o.actor, o.name, o.named, a.type, count(*) from acts a
    join args g on g.act = a.act and g.role in ('addressee', 'target') join actors o on o.actor = g.actor
    where a.speaker = ?1 and +o.named = 1 and g.actor <> ?1 and a.polarity = 'positive' group by o.actor, a.type
    union all
    select o.actor, o.name, o.named, 'answered', count(*) from answers n join acts d on d.act = n.denial join acts k on k.act = n.claim
    join actors o on o.actor = k.speaker where d.speaker = ?1 and k.speaker <> ?1 and +o.named = 1 group by o.actor";
const TOWARD: &str = "select o.actor, o.name, o.named, a.type, count(*) from args g join acts a on a.act = g.act
    join actors o on o.actor = a.speaker
    where g.actor = ?1 and g.role in ('addressee', 'target') and a.speaker <> ?1 and +o.named = 1 and a.polarity = 'positive' group by o.actor, a.type
    union all
    select o.actor, o.name, o.named, 'answered', count(*) from answers n join acts d on d.act = n.denial join acts k on k.act = n.claim
    join actors o on o.actor = d.speaker where k.speaker = ?1 and d.speaker <> ?1 and +o.named = 1 group by o.actor";

pub(super) fn others(asked: &Asked, of: &Actor) -> Result<Markup, ViewError> {
    let (from, toward) = (side(asked, FROM, of)?, side(asked, TOWARD, of)?);
    let acts = |by: i64, on: i64| asked.link(&Address::page("search").with("speaker", by).with("whom", on));
    Ok(html! {
        @if !from.is_empty() || !toward.is_empty() {
            section {
                h2 { "Who to whom" }
                (legend())
                (neighbours(of, &toward, &from, |one| actor(asked, one), acts))
                p.about { "Only people and bodies that are named." }
            }
        }
    })
}

/// Those with most acts between them and whoever the page is about.
fn side(asked: &Asked, sql: &'static str, of: &Actor) -> Result<Vec<Neighbour>, ViewError> {
    let mut all: BTreeMap<i64, (Actor, Deeds)> = BTreeMap::new();
    let found = rows(asked.db, sql, &[&of.number], |row| {
        Ok((
            Actor { number: row.get(0)?, name: row.get(1)?, named: row.get(2)? },
            row.get::<_, String>(3)?,
            row.get::<_, i64>(4)?,
        ))
    })?;
    for (actor, kind, count) in found {
        let (_, deeds) = all.entry(actor.number).or_insert_with(|| (actor, Deeds::new()));
        *deeds.entry(kind).or_default() += count;
    }
    let mut all: Vec<Neighbour> = all.into_values().map(|(actor, deeds)| Neighbour { actor, deeds }).collect();
    all.sort_by_key(|one| (-total(&one.deeds), one.actor.number));
    all.truncate(SIDE);
    Ok(all)
}
