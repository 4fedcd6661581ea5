//! People and bodies by their names, articles by outlet and day.

use crate::view::address::Address;
use crate::view::asked::Asked;
use crate::view::words;
use maud::{Markup, html};

/// Somebody, as lists show them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::view) struct Actor {
    /// Their number.
    pub number: i64,
    /// The fullest name, or the fullest phrase of one who has none.
    pub name: String,
    /// Does any article name them?
    pub named: bool,
}

/// A name that leads to its page.
pub(in crate::view) fn actor(asked: &Asked, actor: &Actor) -> Markup {
    html! {
        a.actor.unnamed[!actor.named] href=(asked.link(&Address::numbered("actor", actor.number))) { (actor.name) }
        @if !actor.named { " " span.note title="No article names this source" { "unnamed" } }
    }
}

/// Where an article stood: outlet and day.
pub(in crate::view) fn source(outlet: Option<&str>, day: Option<&str>) -> Markup {
    html! { span.outlet { (words::outlet(outlet)) } @if let Some(day) = day { " · " (dated(day)) } }
}

/// A day, for readers and for programs.
pub(in crate::view) fn dated(day: &str) -> Markup {
    html! { time datetime=(day) { (words::day(day)) } }
}
