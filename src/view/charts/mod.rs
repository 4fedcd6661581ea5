//! Charts as inline SVG, drawn with maud.
//!
//! No chart crate fits: a bar must be a link with a title of its own, colours must come from the style sheet (dark mode; the pages'
//! policy forbids `style` attributes), letters must keep their size at the width of a phone, and tones must differ by dashes or hatching too.
//! plotters, charts-rs and kuva write fixed colours and sizes into every element and know neither links nor titles; poloto has
//! classes, but neither links, titles, shares, matrices nor networks.

mod days;
mod matrix;
mod neighbours;
mod network;
mod rails;

pub(super) use days::days;
pub(super) use matrix::matrix;
pub(super) use neighbours::{Neighbour, neighbours};
pub(super) use network::network;
pub(super) use rails::{Part, hatch, hatched, legend, rail, rails};

use super::words::WORDS;
use std::collections::BTreeMap;

/// How often somebody did what, by type of act.
pub(super) type Deeds = BTreeMap<String, i64>;

/// How many acts these are.
pub(super) fn total(deeds: &Deeds) -> i64 {
    deeds.values().sum()
}

/// "accused 3 times, told once", the most frequent first.
pub(super) fn told(deeds: &Deeds) -> String {
    let mut deeds: Vec<_> = deeds.iter().collect();
    deeds.sort_by_key(|(_, count)| -**count);
    let times = |count| match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        _ => format!("{count} times"),
    };
    let parts: Vec<_> =
        deeds.into_iter().map(|(kind, count)| format!("{} {}", WORDS.verb(kind), times(*count))).collect();
    parts.join(", ")
}

/// The tone of most of them; of several with as many, the one that is last in the legend: the less neutral.
pub(super) fn tone(deeds: &Deeds) -> &'static str {
    let count = |tone: &str| -> i64 {
        deeds.iter().filter(|(kind, _)| WORDS.tone(kind).name == tone).map(|(_, count)| count).sum()
    };
    WORDS.tones().iter().max_by_key(|tone| count(&tone.name)).map_or("", |tone| &tone.name)
}
