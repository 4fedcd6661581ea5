//! Bars that lie: how much of each, and in which shares.

use crate::view::words::{WORDS, grouped};
use maud::{Markup, html};

/// One part of a bar.
pub(in crate::view) struct Part<'a> {
    /// What the style sheet knows it by; each has a hatching of its own.
    pub class: &'a str,
    /// What it is.
    pub label: &'a str,
    /// How many.
    pub count: i64,
}

/// A bar in parts, as long as `whole` is; hidden from those who listen, for whom the numbers beside it are.
pub(in crate::view) fn rail(parts: &[Part], whole: i64) -> Markup {
    let share = |count: i64| 100.0 * count as f64 / whole.max(1) as f64;
    let begins = parts.iter().scan(0, |sum, part| Some(std::mem::replace(sum, *sum + part.count)));
    html! {
        svg.rail width="100%" height="14" aria-hidden="true" {
            @for (part, begin) in parts.iter().zip(begins) {
                @if part.count > 0 {
                    rect class={ "part " (part.class) } fill=[hatched(part.class)] x=(format!("{:.3}%", share(begin))) width=(format!("{:.3}%", share(part.count))) height="14" {
                        title { (part.label) ": " (grouped(part.count)) }
                    }
                }
            }
        }
    }
}

/// Parts that are told from others without colour; the style sheet cannot say so, since in it `#hatch` would be a place in itself.
pub(in crate::view) fn hatched(class: &str) -> Option<&'static str> {
    (class == "unnamed").then_some("url(#hatch)")
}

/// The hatching, once on a page that has it.
pub(in crate::view) fn hatch() -> Markup {
    html! {
        svg.hatching width="0" height="0" aria-hidden="true" {
            defs {
                pattern #hatch width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                    rect.hatch-ground width="5" height="5" {}
                    rect.hatch-line width="2.2" height="5" {}
                }
            }
        }
    }
}

/// Names with one bar each, the longest first: what stands before the bar, how many.
pub(in crate::view) fn rails(rows: &[(Markup, i64)]) -> Markup {
    let most = rows.iter().map(|(_, count)| *count).max().unwrap_or(0);
    html! {
        ol.rails {
            @for (name, count) in rows {
                li {
                    span.name { (name) }
                    (rail(&[Part { class: "plain", label: "", count: *count }], most))
                    span.count { (grouped(*count)) }
                }
            }
        }
    }
}

/// What the tones look like.
pub(in crate::view) fn legend() -> Markup {
    html! {
        p.legend {
            @for tone in WORDS.tones() {
                span {
                    svg.key width="34" height="12" aria-hidden="true" { line class={ "edge " (tone.name) } x1="2" x2="32" y1="6" y2="6" {} }
                    " " (tone.label)
                }
            }
        }
    }
}
