//! The pages. A page is a file here and a row of [`PAGES`].

mod about;
mod actor;
mod actors;
mod article;
mod claims;
mod overview;
mod quotation;
mod quotations;
mod repeated;
pub(super) mod search;
mod sources;
mod unanswered;
mod who;

use super::ViewError;
use super::address::Address;
use super::asked::{Asked, Shown};

/// How a page is reached and made.
pub(super) struct Page {
    /// The first step of its path; the overview's is empty.
    pub path: &'static str,
    /// What links to it say.
    pub title: &'static str,
    /// Does it stand in the menu?
    pub menu: bool,
    /// Of a page that shows one thing by its number: the SQL that gives all numbers.
    pub numbers: Option<&'static str>,
    /// Of a page that looks otherwise by a word of ours behind its path: the key and the words.
    pub turns: fn() -> Vec<Address>,
    /// Does it sum up the whole corpus, and so stays as it is?
    pub whole: bool,
    /// Makes it.
    pub show: fn(&Asked) -> Result<Shown, ViewError>,
}

const fn page(path: &'static str, title: &'static str, show: fn(&Asked) -> Result<Shown, ViewError>) -> Page {
    Page { path, title, menu: false, numbers: None, turns: Vec::new, whole: false, show }
}

/// All of them, in the order of the menu.
pub(super) static PAGES: [Page; 13] = [
    Page { menu: true, whole: true, ..page("", "Overview", overview::show) },
    Page { menu: true, ..page("search", "Search", search::show) },
    Page { menu: true, ..page("actors", "People and bodies", actors::show) },
    Page { menu: true, ..page("claims", "Claims and denials", claims::show) },
    page("unanswered", "Accusations without a reply", unanswered::show),
    Page { menu: true, ..page("quotations", "Changed quotations", quotations::show) },
    page("repeated", "Repeated quotations", repeated::show),
    Page { menu: true, whole: true, ..page("sources", "Sources", sources::show) },
    Page { menu: true, whole: true, turns: who::turns, ..page("who", "Who to whom", who::show) },
    page("about", "About", about::show),
    Page {
        numbers: Some("select article from articles order by article"),
        ..page("article", "Article", article::show)
    },
    Page { numbers: Some("select actor from actors order by actor"), ..page("actor", "Person or body", actor::show) },
    Page {
        numbers: Some("select quotation from quotations order by quotation"),
        ..page("quotation", "Quotation", quotation::show)
    },
];

/// The pages of the menu.
pub(super) fn menu() -> impl Iterator<Item = &'static Page> {
    PAGES.iter().filter(|page| page.menu)
}
