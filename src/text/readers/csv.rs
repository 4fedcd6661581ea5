//! A table as text with a header: CSV, or TSV, one article a row.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use csv::{ByteRecord, ReaderBuilder};
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};

use super::super::article::Item;
use super::super::decode::decode;
use super::super::limit::{LIMIT, too_long};
use super::super::raw::Raw;
use super::super::{Unreadable, Wanted, Warning, WarningCode};
use super::columns::{Columns, listed};
use super::row::{Place, Row, no_text};
use super::{Opened, Raws};

/// What stands between fields, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// White space in any charset that has it, and seldom in a field: what fields are joined by to be decoded together.
const JOINT: char = '\u{c}';

/// A header of short names, the text's and another part's among them: a text does not begin like that.
pub(super) fn shows(head: &[u8]) -> bool {
    let Ok(line) = std::str::from_utf8(header(head)) else { return false };
    let names: Vec<&str> = line.split(char::from(delimiter(head))).map(|name| name.trim().trim_matches('"')).collect();
    let columns = Columns::among(names.iter().copied(), &Wanted::default());
    names.iter().all(|name| (1..=40).contains(&name.len())) && columns.of("text").is_some() && columns.len() > 1
}

/// The first line, whatever is quoted in it.
fn header(head: &[u8]) -> &[u8] {
    let mut quoted = false;
    let end = head.iter().position(|byte| {
        quoted ^= *byte == b'"';
        !quoted && matches!(byte, b'\n' | b'\r')
    });
    &head[..end.unwrap_or(head.len())]
}

/// What the header has most of.
fn delimiter(head: &[u8]) -> u8 {
    let mut counts = [0_usize; DELIMITERS.len()];
    let mut quoted = false;
    for byte in header(head) {
        quoted ^= *byte == b'"';
        if let Some(at) = DELIMITERS.iter().position(|delimiter| delimiter == byte).filter(|_| !quoted) {
            counts[at] += 1;
        }
    }
    let most = (0..counts.len()).rev().max_by_key(|at| counts[*at]).unwrap_or_default();
    DELIMITERS[most]
}

pub(super) fn read(opened: Opened) -> Raws {
    match Table::open(opened) {
        Ok(table) => Box::new(table.map(Raw::from)),
        Err(unreadable) => Box::new(std::iter::once(Raw::from(Err(*unreadable)))),
    }
}

type Bytes = BufReader<Rationed<DecodeReaderBytes<Box<dyn BufRead + Send>, Vec<u8>>>>;

/// The articles of one table. Holds one row at a time.
struct Table {
    opened: Opened,
    rows: csv::Reader<Bytes>,
    /// Lines that the reader's count is behind: where lines end in two characters it has not seen the second yet.
    behind: u64,
    ration: Arc<AtomicU64>,
    header: Vec<String>,
    columns: Columns,
    /// Of the row being read, from 1 below the header.
    number: usize,
    record: ByteRecord,
    done: bool,
}

impl Table {
    /// Reads the header; without a column for the text the whole table is one error.
    fn open(mut opened: Opened) -> Result<Self, Box<Unreadable>> {
        let bytes = std::mem::replace(&mut opened.unpacked.reader, Box::new(io::empty()));
        // UTF-16 says so by a mark, and is what spreadsheets call Unicode; whatever else is left as it is.
        let decoder =
            DecodeReaderBytesBuilder::new().utf8_passthru(true).strip_bom(true).bom_override(true).build(bytes);
        let ration = Arc::new(AtomicU64::new(LIMIT));
        let bytes = BufReader::new(Rationed { bytes: decoder, left: Arc::clone(&ration) });
        let unreadable =
            |opened: &Opened, warning| Box::new(Unreadable::new(opened.id.clone(), opened.source.clone(), warning));
        let tabs = opened.is_named(".tsv") || opened.is_named(".tab");
        // As they came: in UTF-16 too the delimiters' bytes are what they are.
        let delimiter = if tabs { b'\t' } else { delimiter(opened.head()) };
        let mut rows = ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(bytes);
        let mut record = ByteRecord::new();
        if let Err(error) = rows.read_byte_record(&mut record) {
            let fault = fault(&opened, &opened.source, &ration, error);
            return Err(unreadable(&opened, fault));
        }
        let names = match fields(&record, &opened.source) {
            Ok((names, _)) => names.into_iter().map(|name| name.trim().to_owned()).collect::<Vec<_>>(),
            Err(warning) => return Err(unreadable(&opened, warning)),
        };
        let columns = Columns::among(names.iter().map(String::as_str), &opened.wanted);
        if columns.of("text").is_none() {
            let warning = no_text(&opened.source, &opened.wanted, &listed(names.iter().map(String::as_str)));
            return Err(unreadable(&opened, warning));
        }
        columns.tell_of_table(&names.iter().map(String::as_str).collect::<Vec<_>>(), &opened);
        let head = opened.head();
        let behind = u64::from(head[header(head).len()..].starts_with(b"\r\n"));
        Ok(Self { opened, rows, behind, ration, header: names, columns, number: 0, record, done: false })
    }

    fn article(&self) -> Item {
        let place = Place { opened: &self.opened, number: self.number };
        let (row, warnings) = self.row(place).map_err(|warning| place.unreadable(warning))?;
        row.article(place, &self.columns, warnings)
    }

    fn row(&self, place: Place<'_>) -> Result<(Row, Vec<Warning>), Warning> {
        let (expected, got) = (self.header.len(), self.record.len());
        if expected != got {
            let line = self.record.position().map_or(0, csv::Position::line) + self.behind;
            let message = format!(
                "{place}: expected {expected} fields as in the header, got {got} in the row that begins at line {line}; a field with \
                 the delimiter, a quotation mark or a line end in it has to be quoted"
            );
            return Err(Warning::of_bytes(WarningCode::BadField, message));
        }
        let (fields, warnings) = fields(&self.record, &place.to_string())?;
        let mut row = Row::default();
        for (name, field) in self.header.iter().zip(fields) {
            // An empty cell says nothing; an empty text is one.
            if !field.is_empty() || self.columns.of("text") == Some(name) {
                row.put(name, field);
            }
        }
        Ok((row, warnings))
    }
}

impl Iterator for Table {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        if self.done {
            return None;
        }
        self.ration.store(LIMIT, Relaxed);
        self.number += 1;
        match self.rows.read_byte_record(&mut self.record) {
            Ok(true) => Some(self.article()),
            Ok(false) => {
                self.done = true;
                None
            }
            Err(error) => {
                self.done = true;
                let place = Place { opened: &self.opened, number: self.number };
                let fault = fault(&self.opened, &place.to_string(), &self.ration, error);
                Some(Err(place.unreadable(fault)))
            }
        }
    }
}

/// What to tell the user when reading stopped.
fn fault(opened: &Opened, place: &str, ration: &AtomicU64, error: csv::Error) -> Warning {
    if ration.load(Relaxed) == 0 {
        return too_long(place, "row (is a quotation mark left open?)");
    }
    opened.unpacked.fault(place, &io::Error::from(error))
}

/// The fields of a row as text: decoded together, because one field is too little to know a charset by.
fn fields(record: &ByteRecord, place: &str) -> Result<(Vec<String>, Vec<Warning>), Warning> {
    let joint = [JOINT as u8];
    let joined = record.iter().collect::<Vec<_>>().join(&joint[..]);
    let (text, warnings) = decode(&joined, place)?;
    let fields: Vec<String> = text.split(JOINT).map(str::to_owned).collect();
    if fields.len() == record.len() || record.is_empty() {
        return Ok((fields, warnings));
    }
    // A field has a form feed of its own.
    let apart = record.iter().map(|field| decode(field, place).map(|(text, _)| text.into_owned()));
    Ok((apart.collect::<Result<_, _>>()?, warnings))
}

/// Gives only so many bytes for one row: a quotation mark that is never closed must not fill the memory.
struct Rationed<R> {
    bytes: R,
    left: Arc<AtomicU64>,
}

impl<R: Read> Read for Rationed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.left.load(Relaxed);
        if left == 0 {
            return Err(io::Error::other("the row does not end"));
        }
        let most = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        let n = self.bytes.read(&mut buffer[..most])?;
        self.left.store(left - n as u64, Relaxed);
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::{delimiter, header, shows};

    #[test]
    fn the_header_tells_the_delimiter() {
        for (head, expected) in [
            ("id,text\n1,a;b;c", b','),
            ("id;text\n1;a,b,c", b';'),
            ("id\ttext", b'\t'),
            ("id|text", b'|'),
            ("\"a;b\",text;x,y\n", b','),
            ("text\nOne; two; three.", b','),
            ("", b','),
        ] {
            assert_eq!(char::from(delimiter(head.as_bytes())), char::from(expected), "{head}");
        }
        assert_eq!(header(b"\"a\nb\",text\r\n1,2"), b"\"a\nb\",text");
    }

    #[test]
    fn a_table_shows_by_its_header_alone() {
        for (head, expected) in [
            ("id,text\n1,Rain fell.", true),
            ("Headline;Body;Date\n", true),
            ("\"title\",\"content\"\r\n", true),
            ("text\nRain fell.", false),
            ("Text, the minister said, is dead.\n", false),
            ("Body count rises, officials say\n", false),
            ("id,name\n1,Ana", false),
            ("", false),
        ] {
            assert_eq!(shows(head.as_bytes()), expected, "{head}");
        }
    }
}
