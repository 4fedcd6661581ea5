//! Files that hold text in a way that is not read here, known by their first bytes: each is told by its name, with what to do.

use std::iter;

use super::super::raw::Raw;
use super::super::{Unreadable, Warning, WarningCode};
use super::{Opened, Raws};

/// A kind of file that is not read.
struct Kind {
    /// Where its mark stands, in bytes from the first.
    at: usize,
    mark: &'static [u8],
    name: &'static str,
    instead: &'static str,
}

const TEXT: &str = "save it as text or as a web page";
const SHEET: &str = "export the sheet as CSV";
const UNPACK: &str = "unpack it, and give the files that were in it";
const REPACK: &str = "unpack it, or pack it as .gz or .zst";
const PICTURE: &str = "a picture holds no text";

/// Earlier rows before later ones. A zip is told by what is in it where that shows.
const KINDS: &[Kind] = &[
    Kind { at: 0, mark: b"%PDF-", name: "a PDF", instead: "save its text, with `pdftotext` say" },
    Kind { at: 0, mark: b"{\\rtf", name: "a rich-text document (RTF)", instead: TEXT },
    Kind {
        at: 0,
        mark: b"\xd0\xcf\x11\xe0",
        name: "an old Office document (.doc, .xls)",
        instead: "save it as text, a sheet as CSV",
    },
    Kind { at: 0, mark: b"\x89PNG\r\n", name: "a picture (PNG)", instead: PICTURE },
    Kind { at: 0, mark: b"\xff\xd8\xff", name: "a picture (JPEG)", instead: PICTURE },
    Kind { at: 0, mark: b"GIF8", name: "a picture (GIF)", instead: PICTURE },
    Kind { at: 8, mark: b"WEBP", name: "a picture (WebP)", instead: PICTURE },
    Kind { at: 0, mark: b"SQLite format 3\0", name: "an SQLite database", instead: "export the table as CSV" },
    Kind { at: 257, mark: b"ustar", name: "a tar archive", instead: UNPACK },
    Kind { at: 0, mark: b"BZh", name: "packed by bzip2", instead: REPACK },
    Kind { at: 0, mark: b"\xfd7zXZ\0", name: "packed by xz", instead: REPACK },
    Kind { at: 0, mark: b"\x04\x22\x4d\x18", name: "packed by lz4", instead: REPACK },
    Kind { at: 0, mark: b"7z\xbc\xaf\x27\x1c", name: "a 7z archive", instead: UNPACK },
    Kind { at: 0, mark: b"Rar!\x1a\x07", name: "a RAR archive", instead: UNPACK },
    Kind { at: 0, mark: b"PK\x03\x04", name: "a zip archive", instead: UNPACK },
];

/// What a zip is, by what stands in its first bytes or by its name.
const ZIPPED: &[(&[u8], &str, &str, &str)] = &[
    (b"word/", ".docx", "a Word document (.docx)", TEXT),
    (b"xl/", ".xlsx", "an Excel workbook (.xlsx)", SHEET),
    (b"ppt/", ".pptx", "a PowerPoint file (.pptx)", TEXT),
    (b"application/vnd.oasis.opendocument.spreadsheet", ".ods", "an OpenDocument sheet (.ods)", SHEET),
    (b"application/vnd.oasis.opendocument", ".odt", "an OpenDocument text (.odt)", TEXT),
    (b"application/epub+zip", ".epub", "an electronic book (EPUB)", TEXT),
];

pub(super) fn shows(head: &[u8]) -> bool {
    kind(head).is_some()
}

fn kind(head: &[u8]) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| head.get(kind.at..).is_some_and(|rest| rest.starts_with(kind.mark)))
}

pub(super) fn read(opened: Opened) -> Raws {
    let (name, instead) = named(&opened);
    let Opened { id, source, .. } = opened;
    let message = format!("{source}: expected text, a table or records of articles, got {name}; {instead}");
    let warning = Warning::of_bytes(WarningCode::Binary, message);
    Box::new(iter::once(Raw::from(Err(Unreadable::new(id, source, warning)))))
}

fn named(opened: &Opened) -> (&'static str, &'static str) {
    let head = opened.head();
    let zipped = |(inside, ending, ..): &&(&[u8], &str, &str, &str)| {
        opened.is_named(ending) || head.windows(inside.len()).any(|window| window == *inside)
    };
    match kind(head) {
        Some(Kind { mark: b"PK\x03\x04", .. }) if let Some((.., name, instead)) = ZIPPED.iter().find(zipped) => {
            (name, instead)
        }
        Some(kind) => (kind.name, kind.instead),
        None => ("something else", TEXT),
    }
}
