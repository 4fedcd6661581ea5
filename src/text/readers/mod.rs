//! How the articles of a file are laid out: one format a file, and its row in [`FORMATS`].

mod body;
mod columns;
mod csv;
mod html;
mod json;
mod jsonl;
mod mend;
mod mhtml;
mod object;
mod opened;
mod ours;
mod parquet;
mod payload;
mod plain;
mod refused;
mod row;
mod warc;

pub use body::{Layout, articles_in};
pub(super) use opened::Opened;

use super::raw::Raw;

/// The articles of one file, in its order.
pub type Raws = Box<dyn Iterator<Item = Raw> + Send>;

/// A way of laying out articles.
struct Format {
    /// What names of its files end in, packing aside.
    endings: &'static [&'static str],
    /// Do the first bytes of a file show it, whatever its name?
    shows: fn(&[u8]) -> bool,
    read: fn(Opened) -> Raws,
}

/// What bytes show goes before what a name promises, and earlier rows before later ones. What neither tells is text.
const FORMATS: &[Format] = &[
    Format { endings: &[".parquet", ".pq"], shows: parquet::shows, read: parquet::read },
    Format { endings: &[], shows: refused::shows, read: refused::read },
    Format { endings: &[".json"], shows: json::shows, read: json::read },
    Format { endings: &[".jsonl", ".ndjson"], shows: jsonl::shows, read: jsonl::read },
    Format { endings: &[".warc"], shows: warc::shows, read: warc::read },
    Format { endings: &[".mhtml", ".mht"], shows: mhtml::shows, read: mhtml::read },
    Format { endings: &[".html", ".htm", ".xhtml"], shows: html::shows, read: html::read },
    Format { endings: &[".csv", ".tsv", ".tab"], shows: csv::shows, read: csv::read },
    Format { endings: &[".txt", ".text"], shows: |_| false, read: plain::read },
];

/// The articles of a file that was opened.
pub(super) fn read(opened: Opened) -> Raws {
    let shown = FORMATS.iter().find(|format| (format.shows)(opened.head()));
    let promised = || FORMATS.iter().find(|format| format.endings.iter().any(|end| opened.is_named(end)));
    let read = shown.or_else(promised).map_or(plain::read as fn(Opened) -> Raws, |format| format.read);
    if ours::shows(opened.head()) { ours::read(opened, read) } else { read(opened) }
}

/// The endings of all files that are picked up when their folder is read.
pub(super) fn endings() -> impl Iterator<Item = &'static str> {
    FORMATS.iter().flat_map(|format| format.endings.iter().copied())
}
