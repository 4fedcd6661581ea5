//! A claim and the denial that answers it, side by side.

use super::act::{line, lines};
use crate::view::ViewError;
use crate::view::asked::Asked;
use crate::view::words::counted;
use maud::{Markup, html};
use rusqlite::Row;

/// A claim and a denial.
#[derive(Debug)]
pub(in crate::view) struct Dispute {
    denial: i64,
    claim: i64,
    within: bool,
    days: Option<i64>,
    score: Option<f64>,
}

impl Dispute {
    /// What [`Dispute::read`] reads, of `answers n`.
    pub(in crate::view) const COLUMNS: &str = "n.denial, n.claim, n.within, n.days, n.score";
    /// Where it reads it; `d` is the denial, `k` the claim.
    pub(in crate::view) const FROM: &str = "answers n join acts d on d.act = n.denial join acts k on k.act = n.claim";

    /// # Errors
    /// When a column is missing.
    pub(in crate::view) fn read(row: &Row) -> rusqlite::Result<Self> {
        Ok(Self { denial: row.get(0)?, claim: row.get(1)?, within: row.get(2)?, days: row.get(3)?, score: row.get(4)? })
    }
}

/// Both sides.
pub(in crate::view) fn dispute(asked: &Asked, dispute: &Dispute) -> Result<Markup, ViewError> {
    let sides = lines(asked, &[dispute.claim, dispute.denial])?;
    let [claim, denial] = sides.as_slice() else { return Ok(html! {}) };
    let when = match (dispute.within, dispute.days) {
        (true, _) => "in the same article".to_owned(),
        (_, Some(0)) => "on the same day".to_owned(),
        (_, Some(days)) => format!("{} later", counted(days, "day", "days")),
        (_, None) => "in another article".to_owned(),
    };
    Ok(html! {
        section.dispute {
            div.side { h3 { "Claim" } (line(asked, claim)?) }
            p.between {
                span.point aria-hidden="true" { "→" }
                span { "answered " (when) }
                @if let Some(score) = dispute.score { span.score title="How sure the program is that one answers the other, from 0 to 1" { (format!("{score:.2}")) } }
            }
            div.side { h3 { "Denial" } (line(asked, denial)?) }
        }
    })
}
