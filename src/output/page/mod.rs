//! A report as one HTML page: charts, tables, and every miss in its sentence.
//!
//! The page asks the network for nothing. Without its script every miss is shown; the script only filters. All words go
//! through maud's escaping; nothing from outside stands in a script or a style.

mod browser;
mod charts;
mod marks;
mod words;

use super::grid::Grid;
use super::sections::{compared, comparison, details, headlines};
use crate::eval::{Confusion, Report};
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// Renders a report as a page.
#[must_use]
pub fn page(report: &Report) -> String {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "onrecord: evaluation" }
                link rel="icon" href="data:,";
                style { (PreEscaped(include_str!("page.css"))) }
            }
            body {
                header {
                    h1 { "How good are the records?" }
                    @for line in compared(report) { p.source { (line) } }
                }
                main {
                    (overview(report))
                    (errors(report))
                    (browser::browser(report))
                    (tables(report))
                }
                script { (PreEscaped(include_str!("page.js"))) }
            }
        }
    }
    .into_string()
}

fn overview(report: &Report) -> Markup {
    html! {
        section {
            h2 { "At a glance" }
            p {
                "The gold was labelled by hand; the program read the same articles. A dot is the score, 100 is perfect; the bar is "
                "the range in which it would lie, 95 times in 100, with other articles of the same kind."
            }
            (charts::headlines(report))
        }
        @if let Some(change) = &report.comparison { section { (table(&comparison(change))) } }
        @if !report.relations.types.is_empty() {
            section {
                h2 { "Acts by type" }
                p { "F1 under three readings, from strict to lenient. Where labels are few, a score says little: mind the counts." }
                (charts::types(&report.relations.types))
            }
        }
    }
}

fn errors(report: &Report) -> Markup {
    html! {
        @if !report.buckets.is_empty() {
            section {
                h2 { "What goes wrong" }
                p { "Every miss stands once, under its first cause. Choose one to read its sentences." }
                (charts::buckets(&report.buckets))
            }
        }
        @for (what, confusion) in [("acts", &report.relations.confusion), ("names", &report.entities.confusion)] {
            @if !confusion.kinds().is_empty() {
                section {
                    h2 { "Which " (what) " are taken for which" }
                    p { "Rows: what the gold says. Columns: what the program says. The diagonal is right." }
                    (heat(confusion))
                }
            }
        }
        @for (what, table) in [("names", &report.entities.reliability), ("acts", &report.relations.reliability)] {
            @if table.scored > 0 {
                section {
                    h2 { "Do the scores of " (what) " mean what they say?" }
                    p {
                        "Of all predictions scored 0.9, nine in ten should be right: dots on the line. Above it the program is too "
                        "modest, below it too sure. A dot's area is the number of predictions."
                    }
                    (charts::reliability(table))
                }
            }
        }
    }
}

/// Types against types, shaded by their share of the row.
fn heat(confusion: &Confusion) -> Markup {
    let kinds = confusion.kinds();
    let sides = || kinds.iter().map(|kind| Some(*kind)).chain([None]);
    let shade = |gold: Option<&str>, predicted: Option<&str>, count: usize| {
        let all: usize = sides().map(|other| confusion.count(gold, other)).sum();
        let alpha = 0.12 + 0.6 * count as f64 / all.max(1) as f64;
        let colour = if gold == predicted { "var(--right-rgb)" } else { "var(--wrong-rgb)" };
        format!("background:rgb({colour} / {alpha:.2})")
    };
    html! {
        div.scroll {
            table.heat {
                thead { tr { th { "gold ↓ program →" } @for kind in sides() { th.up { span { (kind.unwrap_or("missed")) } } } } }
                tbody {
                    @for gold in sides() {
                        tr {
                            th { (gold.unwrap_or("spurious")) }
                            @for predicted in sides() {
                                @let count = confusion.count(gold, predicted);
                                @if count == 0 { td {} } @else { td style=(shade(gold, predicted, count)) { (count) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn tables(report: &Report) -> Markup {
    html! {
        section {
            h2 { "Every figure" }
            details {
                summary { "Show the tables" }
                (table(&headlines(report)))
                @for grid in details(report) { (table(&grid)) }
            }
        }
    }
}

fn table(grid: &Grid) -> Markup {
    html! {
        h3 { (grid.title) }
        p { (grid.note) }
        div.scroll {
            table {
                thead { tr { @for name in &grid.head { th { (name) } } } }
                tbody {
                    @for row in &grid.rows {
                        tr { @for (at, cell) in row.iter().enumerate() { @if at == 0 { th { (cell) } } @else { td { (cell) } } } }
                    }
                }
            }
        }
    }
}
