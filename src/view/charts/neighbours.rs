//! Whom somebody acts on, and who acts on them.

use super::{Deeds, told, tone};
use crate::view::parts::Actor;
use maud::{Markup, html};

/// Pixels of a row; the style sheet has the same for the names.
const ROW: f64 = 52.0;

/// Somebody beside the one in the middle.
pub(in crate::view) struct Neighbour {
    /// Who.
    pub actor: Actor,
    /// What was done.
    pub deeds: Deeds,
}

/// Two columns of names with lines to the one between them. `name` shows somebody, `acts` leads to what was done: from whom to whom.
pub(in crate::view) fn neighbours(
    of: &Actor,
    toward: &[Neighbour],
    from: &[Neighbour],
    name: impl Fn(&Actor) -> Markup,
    acts: impl Fn(i64, i64) -> String,
) -> Markup {
    let high = ROW * toward.len().max(from.len()).max(1) as f64;
    let side = |side: &'static str, label: &str, all: &[Neighbour], link: &dyn Fn(&Neighbour) -> String| {
        html! {
            div class={ "side " (side) } {
                h3 { (label) }
                @if all.is_empty() { p.none { "nobody in these articles" } }
                ul {
                    @for one in all {
                        li class=(tone(&one.deeds)) { (name(&one.actor)) " " a.deeds href=(link(one)) { (told(&one.deeds)) } }
                    }
                }
            }
        }
    };
    let lines = |all: &[Neighbour], inward: bool| {
        html! {
            svg.lines height=(high) aria-hidden="true" {
                @for (at, one) in all.iter().enumerate() {
                    @let y = ROW * (at as f64 + 0.5);
                    @let (x1, y1, x2, y2) = if inward { ("0", y, "100%", high / 2.0) } else { ("0", high / 2.0, "100%", y) };
                    line class={ "edge " (tone(&one.deeds)) } x1=(x1) y1=(y1) x2=(x2) y2=(y2) {}
                    @if inward { circle.end cx="100%" cy=(high / 2.0) r="4" {} } @else { circle.end cx="97%" cy=(y) r="4" {} }
                }
            }
        }
    };
    html! {
        div.neighbours {
            (side("in", "Act on them", toward, &|one| acts(one.actor.number, of.number)))
            (lines(toward, true))
            div.middle { span { (of.name) } }
            (lines(from, false))
            (side("out", "They act on", from, &|one| acts(of.number, one.actor.number)))
        }
    }
}
