//! Who acts on whom, as a ring of names with arrows across it.

use super::{Deeds, told, tone, total};
use crate::view::parts::Actor;
use crate::view::words::{WORDS, shortened};
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// Units of the view box: its width, the height of a name, and the ring's half width.
const WIDE: f64 = 920.0;
const ROW: f64 = 44.0;
const RADIUS: f64 = 200.0;
/// Between the ring and the names.
const GAP: f64 = 12.0;
/// Characters of a name that fit beside the ring.
const NAME: usize = 36;

/// A name's place on the ring.
#[derive(Clone, Copy)]
struct Place {
    x: f64,
    y: f64,
    /// Right of the middle?
    right: bool,
}

/// The ring. `link` leads to somebody's page, `acts` to what one did to another.
pub(in crate::view) fn network(
    actors: &[&Actor],
    deeds: &BTreeMap<(i64, i64), Deeds>,
    link: impl Fn(i64) -> String,
    acts: impl Fn(i64, i64) -> String,
) -> Markup {
    let around = around(actors, deeds);
    let high = ROW * (around.len().div_ceil(2) as f64 + 0.6);
    let places: BTreeMap<i64, (Place, &Actor)> =
        around.iter().enumerate().map(|(at, actor)| (actor.number, (place(at, high), *actor))).collect();
    let most = deeds.values().map(total).max().unwrap_or(1) as f64;
    let wide = |deeds| format!("{:.1}", 1.4 + 2.6 * (total(deeds) as f64 / most).sqrt());
    html! {
        div.scroll role="region" tabindex="0" aria-label="Network" {
            svg.network viewBox={ "0 0 " (WIDE) " " (high) } role="group" aria-label="Who acts on whom" {
                defs {
                    @for tone in WORDS.tones() {
                        marker id={ "head-" (tone.name) } viewBox="0 0 10 10" refX="9" refY="5" markerWidth="10" markerHeight="10" markerUnits="userSpaceOnUse" orient="auto" {
                            path class={ "head " (tone.name) } d="M0 0 10 5 0 10z" {}
                        }
                    }
                }
                @for ((from, to), deeds) in deeds.iter().filter(|((from, to), _)| from != to) {
                    @if let (Some((a, by)), Some((b, on))) = (places.get(from), places.get(to)) {
                        @let tone = tone(deeds);
                        a.arrow href=(acts(*from, *to)) tabindex="-1" data-from=(from) data-to=(to) {
                            title { (by.name) " → " (on.name) ": " (told(deeds)) }
                            path.reach d=(curve(*a, *b, high)) {}
                            path class={ "edge " (tone) } d=(curve(*a, *b, high)) stroke-width=(wide(deeds)) marker-end={ "url(#head-" (tone) ")" } {}
                        }
                    }
                }
                @for (place, actor) in places.values() {
                    @let out = if place.right { GAP } else { -GAP };
                    a.node href=(link(actor.number)) data-node=(actor.number) {
                        title { (actor.name) }
                        circle cx=(place.x) cy=(place.y) r="5" {}
                        text x=(place.x + out) y=(place.y + 5.0) text-anchor=(if place.right { "start" } else { "end" }) { (shortened(&actor.name, NAME)) }
                    }
                }
            }
        }
    }
}

/// Right and left in turn, so that neighbours in the order face each other; in steps as high as a name, so that no name lies on another.
fn place(at: usize, high: f64) -> Place {
    let (right, row) = (at.is_multiple_of(2), at / 2);
    let y = ROW * (row as f64 + 0.8);
    let off = (y - high / 2.0) / (high / 2.0 + ROW);
    let x = RADIUS * (1.0 - off * off).max(0.0).sqrt();
    let round = |length: f64| (length * 10.0).round() / 10.0;
    Place { x: round(WIDE / 2.0 + if right { x } else { -x }), y: round(y), right }
}

/// From one place to another, bent to the middle and ending short of the dot; there and back are bent apart.
fn curve(from: Place, to: Place, high: f64) -> String {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let inward = |middle: f64, centre: f64| middle + (centre - middle) * 0.3;
    let (cx, cy) = (
        inward(f64::midpoint(from.x, to.x), WIDE / 2.0) - dy * 0.09,
        inward(f64::midpoint(from.y, to.y), high / 2.0) + dx * 0.09,
    );
    let long = ((to.x - cx).powi(2) + (to.y - cy).powi(2)).sqrt().max(1.0);
    let (x, y) = (to.x - (to.x - cx) * 8.0 / long, to.y - (to.y - cy) * 8.0 / long);
    format!("M{} {}Q{cx:.1} {cy:.1} {x:.1} {y:.1}", from.x, from.y)
}

/// The order on the ring: whoever has most to do with those already placed comes next, so that arrows are short.
fn around<'a>(actors: &[&'a Actor], deeds: &BTreeMap<(i64, i64), Deeds>) -> Vec<&'a Actor> {
    let between = |a: i64, b: i64| [(a, b), (b, a)].iter().filter_map(|pair| deeds.get(pair)).map(total).sum::<i64>();
    let mut left: Vec<&Actor> = actors.to_vec();
    let mut order: Vec<&Actor> = Vec::new();
    let mut seen = BTreeSet::new();
    while !left.is_empty() {
        // Those placed last are nearest; of equals the first in the given order.
        let near = |actor: &Actor| -> i64 {
            order
                .iter()
                .rev()
                .zip([8, 4, 2].into_iter().chain(std::iter::repeat(1)))
                .map(|(placed, weight)| weight * between(placed.number, actor.number))
                .sum()
        };
        let next = left
            .iter()
            .enumerate()
            .max_by_key(|(at, actor)| (near(actor), std::cmp::Reverse(*at)))
            .map_or(0, |(at, _)| at);
        let next = left.remove(next);
        if seen.insert(next.number) {
            order.push(next);
        }
    }
    order
}
