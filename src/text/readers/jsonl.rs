//! One JSON object a line, one article each; a line that is not one costs that line only.

use std::io::{self, BufRead, Read};

use super::super::article::Item;
use super::super::limit::{LIMIT, too_long};
use super::super::raw::Raw;
use super::super::{Unreadable, Warning, WarningCode};
use super::object::object;
use super::row::Place;
use super::{Opened, Raws};

/// A text begins with `{"` nowhere.
pub(super) fn shows(head: &[u8]) -> bool {
    head.strip_prefix(b"{").is_some_and(|rest| matches!(rest.trim_ascii_start().first(), Some(b'"' | b'}')))
}

pub(super) fn read(opened: Opened) -> Raws {
    Box::new(JsonLines::new(opened).map(Raw::from))
}

/// The articles of one JSONL file. Holds one line at a time.
struct JsonLines {
    opened: Opened,
    /// Of the line being read, from 1.
    number: usize,
    line: Vec<u8>,
    done: bool,
}

impl JsonLines {
    fn new(opened: Opened) -> Self {
        Self { opened, number: 0, line: Vec::new(), done: false }
    }

    /// Reads the next line; `Ok(false)` is the end. At most one byte past the limit is kept, the rest skipped.
    fn advance(&mut self) -> io::Result<bool> {
        self.number += 1;
        self.line.clear();
        let reader = &mut self.opened.unpacked.reader;
        reader.by_ref().take(LIMIT + 1).read_until(b'\n', &mut self.line)?;
        if self.is_too_long() {
            self.opened.unpacked.reader.skip_until(b'\n')?;
        }
        Ok(!self.line.is_empty())
    }

    fn is_too_long(&self) -> bool {
        self.line.len() as u64 > LIMIT && !self.line.ends_with(b"\n")
    }

    fn is_blank(&self) -> bool {
        self.line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.line).trim_ascii().is_empty()
    }

    /// UTF-16 has its line ends elsewhere: nothing in the file can be read.
    fn is_wide(&self) -> bool {
        self.number == 1 && (self.line.starts_with(&[0xff, 0xfe]) || self.line.starts_with(&[0xfe, 0xff]))
    }

    fn place(&self) -> Place<'_> {
        Place { opened: &self.opened, number: self.number }
    }

    fn article(&self) -> Item {
        let place = self.place();
        let (row, warnings) = object(&self.line, place, "on the line").map_err(|warning| place.unreadable(warning))?;
        row.named_article(place, warnings)
    }
}

impl Iterator for JsonLines {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        while !self.done {
            match self.advance() {
                Ok(false) => self.done = true,
                Ok(true) if self.is_too_long() => {
                    return Some(Err(self.place().unreadable(too_long(&self.place().to_string(), "line"))));
                }
                Ok(true) if self.is_wide() => {
                    self.done = true;
                    let message =
                        format!("{}: expected JSONL in UTF-8, got UTF-16; convert the file first", self.place());
                    return Some(Err(self.place().unreadable(Warning::of_bytes(WarningCode::Charset, message))));
                }
                Ok(true) if self.is_blank() => {}
                Ok(true) => return Some(self.article()),
                Err(error) => {
                    self.done = true;
                    let fault = self.opened.unpacked.fault(&self.place().to_string(), &error);
                    // The line that the fault cut may be whole all the same: only its end of line is missing.
                    return Some(match self.article() {
                        Ok(mut article) => {
                            article.warnings.push(fault);
                            Ok(article)
                        }
                        Err(bad) => Err(Unreadable { warning: fault, ..bad }),
                    });
                }
            }
        }
        None
    }
}
