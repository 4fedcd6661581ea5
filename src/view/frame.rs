//! What stands around every page.

use super::ViewError;
use super::address::Address;
use super::asked::Sheet;
use super::links::Links;
use super::pages;
use maud::{DOCTYPE, Markup, html};

/// The files that all pages share: name, media type, what is in them.
pub(super) const ASSETS: [(&str, &str, &str); 3] = [
    ("style.css", "text/css; charset=utf-8", include_str!("style.css")),
    ("script.js", "text/javascript; charset=utf-8", include_str!("script.js")),
    ("icon.svg", "image/svg+xml", include_str!("icon.svg")),
];

/// What a page may load, and from where. The server says it in a header, with [`FRAMES`] behind it; a file says it of itself.
pub(super) const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
                                 base-uri 'none'; form-action 'self'";

/// Who may show a page within another: nobody. A page cannot say this of itself.
pub(super) const FRAMES: &str = "; frame-ancestors 'none'";

/// A whole page; `here` is the first step of its path.
pub(super) fn framed(links: Links, here: &str, sheet: &Sheet) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                @if links.are_files() { meta http-equiv="Content-Security-Policy" content=(POLICY); }
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (sheet.title) " – onrecord" }
                link rel="icon" href=(links.asset("icon.svg"));
                link rel="stylesheet" href=(links.asset("style.css"));
                script src=(links.asset("script.js")) defer {}
            }
            body {
                a.skip href="#main" { "Skip to the page" }
                header.top {
                    div.wide {
                        a.brand href=(links.to(&Address::page(""))) { "onrecord" }
                        form.seek role="search" action=(links.to(&Address::page("search"))) {
                            input type="search" name="words" aria-label="Search what was said" placeholder="Search what was said" autocomplete="off";
                            button { "Search" }
                        }
                        nav aria-label="Pages" {
                            @for page in pages::menu() {
                                a href=(links.to(&Address::page(page.path))) aria-current=[(page.path == here).then_some("page")] { (page.title) }
                            }
                        }
                    }
                }
                main #main tabindex="-1" { (sheet.body) }
                footer.wide {
                    p {
                        "Found by a program, which errs: mind the words around a quotation before you use it. "
                        a href=(links.to(&Address::page("about"))) { "How to read these pages" }
                    }
                }
            }
        }
    }
}

/// What is shown where nothing is.
pub(super) fn nowhere(links: Links) -> Sheet {
    let body = html! {
        div.wide {
            h1 { "There is no such page" }
            p { "This corpus has nothing at this address. It may have been linked again since the address was written down." }
            p { a href=(links.to(&Address::page(""))) { "To the overview" } }
        }
    };
    Sheet { title: "No such page".into(), body, pages: 1 }
}

/// What is shown where a page cannot be made.
pub(super) fn troubled(error: &ViewError) -> Sheet {
    let body = html! { div.wide { h1 { "This page cannot be made" } p { (error.to_string()) } } };
    Sheet { title: "Trouble".into(), body, pages: 1 }
}
