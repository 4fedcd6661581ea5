//! Who did how much to whom, as a table.

use super::{Deeds, told, tone, total};
use crate::view::parts::Actor;
use crate::view::words::grouped;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Rows act, columns are acted on. `link` leads to the acts of a pair, `name` to somebody's page.
pub(in crate::view) fn matrix(
    rows: &[&Actor],
    columns: &[&Actor],
    deeds: &BTreeMap<(i64, i64), Deeds>,
    name: impl Fn(&Actor) -> Markup,
    link: impl Fn(i64, i64) -> String,
) -> Markup {
    let most = deeds.values().map(total).max().unwrap_or(1);
    html! {
        div.scroll role="region" tabindex="0" aria-label="Matrix" {
            table.matrix {
                thead {
                    tr {
                        td.corner { "who ↓ to whom →" }
                        @for column in columns { th.up scope="col" { span { (name(column)) } } }
                    }
                }
                tbody {
                    @for row in rows {
                        tr {
                            th scope="row" { (name(row)) }
                            @for column in columns {
                                @match deeds.get(&(row.number, column.number)) {
                                    None if row.number == column.number => td.self {},
                                    None => td {},
                                    Some(deeds) => td class={ "heat h" (heat(total(deeds), most)) } {
                                        a href=(link(row.number, column.number)) title={ (row.name) " → " (column.name) ": " (told(deeds)) } class=(tone(deeds)) {
                                            (grouped(total(deeds)))
                                        }
                                    },
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// One of five shades; the square root, since a few pairs have most.
fn heat(count: i64, most: i64) -> i64 {
    (5.0 * (count as f64 / most as f64).sqrt()).ceil().clamp(1.0, 5.0) as i64
}
