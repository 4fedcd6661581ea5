//! What stands around a list: which part of it is shown, its other pages, what to do where it is empty, and how to take it home.

use crate::view::address::Address;
use crate::view::asked::{Asked, Page};
use crate::view::download::Format;
use crate::view::words::{counted, grouped};
use maud::{Markup, html};

/// "26–50 of 1,204 acts".
pub(in crate::view) fn range(page: Page, rows: i64, one: &str, many: &str) -> Markup {
    let last = (page.skipped() + page.size()).min(rows);
    html! {
        p.range {
            @if rows > page.size() && last > page.skipped() { (grouped(page.skipped() + 1)) "–" (grouped(last)) " of " }
            (counted(rows, one, many))
        }
    }
}

/// Links to the neighbouring pages.
pub(in crate::view) fn pager(asked: &Asked, here: &Address, page: Page, rows: i64) -> Markup {
    let (at, pages) = (page.number(), page.of(rows));
    let to = |number: i64| if number > 1 { here.clone().with("page", number) } else { here.clone().without("page") };
    html! {
        @if pages > 1 {
            nav.pager aria-label="Pages of this list" {
                @if at > 1 { a rel="prev" href=(asked.link(&to((at - 1).min(pages)))) { "← Previous" } } @else { span {} }
                span { "Page " (grouped(at)) " of " (grouped(pages)) }
                @if at < pages { a rel="next" href=(asked.link(&to(at + 1))) { "Next →" } } @else { span {} }
            }
        }
    }
}

/// The whole list as files.
pub(in crate::view) fn downloads(asked: &Asked, here: &Address) -> Markup {
    html! {
        @if !asked.links.are_files() {
            p.downloads {
                "Download this list: "
                @for (at, format) in Format::ALL.into_iter().enumerate() {
                    @if at > 0 { ", " }
                    a href=(asked.link(&here.clone().without("page").with("format", format.name()))) download { (format.name().to_uppercase()) }
                }
            }
        }
    }
}

/// Why nothing is shown, and what to do.
pub(in crate::view) fn empty(what: &str, todo: &str) -> Markup {
    html! { div.empty { p { b { (what) } } p { (todo) } } }
}
