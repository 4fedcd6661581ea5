//! Forms: what is asked of a list. They send an address, so that every list can be linked to.

use crate::view::address::Address;
use crate::view::asked::Asked;
use maud::{Markup, html};

/// A form that asks a page, with its fields; nothing in files, where nobody answers.
pub(in crate::view) fn form(asked: &Asked, page: &Address, fields: &Markup) -> Markup {
    let bare = page.query().iter().fold(page.clone(), |bare, (key, _)| bare.without(key));
    html! {
        @if !asked.links.are_files() {
            form.ask action=(asked.link(&bare)) {
                (fields)
                button { "Show" }
                @if !page.query().is_empty() { " " a.reset href=(asked.link(&bare)) { "Start over" } }
            }
        }
    }
}

/// Words to be typed.
pub(in crate::view) fn field(asked: &Asked, key: &str, label: &str) -> Markup {
    html! { label { span { (label) } input type="search" name=(key) value=[asked.text(key)]; } }
}

/// A day to be chosen.
pub(in crate::view) fn day_field(asked: &Asked, key: &str, label: &str) -> Markup {
    html! { label { span { (label) } input type="date" name=(key) value=[asked.text(key)]; } }
}

/// One of a list: what an address says and what a reader sees.
pub(in crate::view) fn choice<V: AsRef<str>, L: AsRef<str>>(
    asked: &Asked,
    key: &str,
    label: &str,
    options: &[(V, L)],
) -> Markup {
    let chosen = asked.text(key);
    html! {
        label {
            span { (label) }
            select name=(key) {
                option value="" { "all" }
                @for (value, told) in options {
                    option value=(value.as_ref()) selected[chosen == Some(value.as_ref())] { (told.as_ref()) }
                }
            }
        }
    }
}
