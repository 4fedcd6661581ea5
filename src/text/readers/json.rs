//! An array of JSON objects, or objects one after the other over any number of lines: one article each. The file is cut into
//! its objects as it is read, so that one which is no JSON costs itself alone, and no more than one is held.

use std::io::{self, BufRead};

use super::super::article::Item as ArticleItem;
use super::super::limit::{LIMIT, too_long};
use super::super::raw::Raw;
use super::object::object;
use super::row::Place;
use super::{Opened, Raws};

/// `[` and an object, or an object that goes on in another line.
pub(super) fn shows(head: &[u8]) -> bool {
    let element = |rest: &[u8]| rest.trim_ascii_start().strip_prefix(b"{").is_some_and(keyed);
    head.strip_prefix(b"[").is_some_and(element)
        || head.strip_prefix(b"{").is_some_and(|rest| rest.starts_with(b"\n") || rest.starts_with(b"\r"))
            && element(head)
}

/// Does an object go on like this behind its `{`?
fn keyed(rest: &[u8]) -> bool {
    matches!(rest.trim_ascii_start().first(), Some(b'"' | b'}'))
}

pub(super) fn read(opened: Opened) -> Raws {
    Box::new(Objects { opened, number: 0, bytes: Vec::new(), done: false })
}

/// The articles of one file. Holds one object at a time.
struct Objects {
    opened: Opened,
    /// Of the element being read, from 1.
    number: usize,
    bytes: Vec<u8>,
    done: bool,
}

/// How an element ended.
enum Cut {
    Whole,
    /// Nothing but the end of the file.
    Nothing,
    /// More than may be held.
    TooLong,
}

impl Objects {
    /// Reads on to the end of the next element.
    fn advance(&mut self) -> io::Result<Cut> {
        self.bytes.clear();
        let mut nesting = Nesting::default();
        loop {
            let portion = self.opened.unpacked.reader.fill_buf()?;
            if portion.is_empty() {
                return Ok(if self.bytes.is_empty() { Cut::Nothing } else { Cut::Whole });
            }
            let mut taken = 0;
            let mut whole = false;
            for &byte in portion {
                if self.bytes.is_empty() && between(byte) {
                    taken += 1;
                } else if nesting.ends_before(byte) {
                    whole = true;
                } else {
                    self.bytes.push(byte);
                    taken += 1;
                    whole = nesting.ends_with(byte);
                }
                if whole {
                    break;
                }
            }
            self.opened.unpacked.reader.consume(taken);
            if whole {
                return Ok(Cut::Whole);
            }
            if self.bytes.len() as u64 > LIMIT {
                return Ok(Cut::TooLong);
            }
        }
    }

    fn item(&mut self) -> Option<ArticleItem> {
        self.number += 1;
        let cut = self.advance();
        self.done = !matches!(cut, Ok(Cut::Whole));
        let place = Place { opened: &self.opened, number: self.number };
        let article = || {
            let (row, warnings) = object(&self.bytes, place, "after the other").map_err(|bad| place.unreadable(bad))?;
            row.named_article(place, warnings)
        };
        match cut {
            Ok(Cut::Nothing) => None,
            Ok(Cut::Whole) => Some(article()),
            Ok(Cut::TooLong) => Some(Err(place.unreadable(too_long(&place.to_string(), "object")))),
            Err(error) => {
                let fault = self.opened.unpacked.fault(&place.to_string(), &error);
                Some(Err(place.unreadable(fault)))
            }
        }
    }
}

impl Iterator for Objects {
    type Item = Raw;

    fn next(&mut self) -> Option<Raw> {
        if self.done {
            return None;
        }
        self.item().map(Raw::from)
    }
}

/// What stands between elements.
fn between(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b',' | b'[' | b']' | 0xef | 0xbb | 0xbf)
}

/// How deep in objects, arrays and strings a byte stands.
#[derive(Default)]
struct Nesting {
    depth: usize,
    quoted: bool,
    escaped: bool,
    /// Of what is neither object nor string, the end is whatever stands between elements.
    begun: bool,
}

impl Nesting {
    /// Is the element over before this byte?
    fn ends_before(&self, byte: u8) -> bool {
        self.begun && self.depth == 0 && !self.quoted && between(byte)
    }

    /// Takes the byte in; is the element over with it?
    fn ends_with(&mut self, byte: u8) -> bool {
        self.begun = true;
        if self.escaped {
            self.escaped = false;
            return false;
        }
        match byte {
            b'\\' if self.quoted => self.escaped = true,
            b'"' => self.quoted = !self.quoted,
            _ if self.quoted => {}
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                return self.depth == 0;
            }
            _ => {}
        }
        false
    }
}
