//! What a reader asks of a page.

use super::address::Address;
use super::download::{Format, Table};
use super::links::Links;
use maud::Markup;
use rusqlite::Connection;

/// A page's question: the number in its path, the query behind it, and whom to ask.
pub(super) struct Asked<'a> {
    /// The corpus.
    pub db: &'a Connection,
    /// How links are written.
    pub links: Links,
    /// What the path says the page is about.
    pub number: Option<i64>,
    query: Vec<(String, String)>,
}

/// What a page answers.
pub(super) enum Shown {
    /// Something to read.
    Sheet(Sheet),
    /// Something to take home.
    Table(Table, Format),
}

/// A page without its frame.
pub(super) struct Sheet {
    /// What the browser's tab says.
    pub title: String,
    /// What is read.
    pub body: Markup,
    /// Of a list: how many pages it has.
    pub pages: i64,
}

impl Sheet {
    /// A page that is no list.
    pub(super) fn single(title: impl Into<String>, body: Markup) -> Shown {
        Shown::Sheet(Self { title: title.into(), body, pages: 1 })
    }

    /// A page of a list.
    pub(super) fn list(title: impl Into<String>, body: Markup, pages: i64) -> Shown {
        Shown::Sheet(Self { title: title.into(), body, pages })
    }
}

impl<'a> Asked<'a> {
    /// Of pairs as they stand in an address.
    pub(super) fn new(db: &'a Connection, links: Links, number: Option<i64>, query: &str) -> Self {
        Self { db, links, number, query: url::form_urlencoded::parse(query.as_bytes()).into_owned().collect() }
    }

    /// What is asked of `key`: the last value that is not blank.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        let values = self.query.iter().filter(|(other, _)| other == key);
        values.map(|(_, value)| value.trim()).rfind(|value| !value.is_empty())
    }

    /// The number that is asked of `key`.
    pub(super) fn whole(&self, key: &str) -> Option<i64> {
        self.text(key)?.parse().ok()
    }

    /// The part of a list that is asked for.
    pub(super) fn page(&self) -> Page {
        // Past what any list has; the bound keeps the products within 64 bits.
        Page { number: self.whole("page").unwrap_or(1).clamp(1, 1 << 32), size: PAGE }
    }

    /// The format that a list is wanted in, if it is to be taken home.
    pub(super) fn format(&self) -> Option<Format> {
        Format::named(self.text("format")?)
    }

    /// The address of a page with what is asked here of those of its keys.
    pub(super) fn again(&self, page: Address, keys: &[&'static str]) -> Address {
        keys.iter().fold(page, |address, key| address.with(key, self.text(key).unwrap_or_default()))
    }

    /// What leads to an address from here.
    pub(super) fn link(&self, address: &Address) -> String {
        self.links.to(address)
    }
}

/// Rows of a list on one page.
const PAGE: i64 = 25;

/// A part of a list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Page {
    number: i64,
    size: i64,
}

impl Page {
    /// The first `size` rows alone.
    pub(super) const fn only(size: i64) -> Self {
        Self { number: 1, size }
    }

    /// From 1.
    pub(super) const fn number(self) -> i64 {
        self.number
    }

    /// Rows.
    pub(super) const fn size(self) -> i64 {
        self.size
    }

    /// Rows before it.
    pub(super) const fn skipped(self) -> i64 {
        (self.number - 1) * self.size
    }

    /// Those of them that stand on it.
    pub(super) fn of_these<T>(self, these: &[T]) -> &[T] {
        let place = |row: i64| usize::try_from(row).map_or(these.len(), |row| row.min(these.len()));
        &these[place(self.skipped())..place(self.skipped() + self.size)]
    }

    /// How many pages so many rows fill: one at least.
    pub(super) fn of(self, rows: i64) -> i64 {
        ((rows + self.size - 1) / self.size).max(1)
    }
}
