//! Where articles come from: standard input, files and folders, each article read when it is asked for.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufRead, Cursor, Read};
use std::iter;
use std::path::PathBuf;

use sha2::{Digest, Sha256};

use super::article::Item;
use super::decode::decode;
use super::error::InputError;
use super::file_name::{is_jsonl, without_ending};
use super::gauge::{Gauge, Mark};
use super::jsonl::JsonLines;
use super::limit::{LIMIT, too_long};
use super::listing::{Found, files};
use super::unpack::{Unpacked, unpack};
use super::{Article, Unreadable, Warning, WarningCode, hex};

/// Where to read, as given on the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Input {
    /// Standard input, `-`.
    Stdin,
    /// A file, or a folder with everything below it.
    Path(PathBuf),
}

impl From<OsString> for Input {
    fn from(word: OsString) -> Self {
        if word == "-" { Self::Stdin } else { Self::Path(word.into()) }
    }
}

/// The articles of a run, each read when asked for.
pub struct Articles {
    items: Box<dyn Iterator<Item = Item> + Send>,
    gauge: Gauge,
}

impl Articles {
    /// The part of the input that has been read so far, 0 to 1, by the sizes of the files as they are stored. `None` when
    /// there is no telling how much will come: with standard input or a pipe.
    #[must_use]
    pub fn part_read(&self) -> Option<f64> {
        self.gauge.part()
    }
}

impl Iterator for Articles {
    type Item = Result<Article, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        self.items.next()
    }
}

/// All articles of the inputs in order, each read when asked for.
pub fn inputs(list: Vec<Input>) -> Result<Articles, InputError> {
    inputs_from(list, Box::new(io::stdin()))
}

/// As [`inputs`], with a standard input of the caller's choice.
pub fn inputs_from(list: Vec<Input>, stdin: Box<dyn Read + Send>) -> Result<Articles, InputError> {
    let mut stdin = Some(stdin);
    let mut gauge = Gauge::default();
    let mut origins = Vec::new();
    for input in list {
        match input {
            Input::Stdin => {
                gauge.add(None);
                origins.push(Origin::Stdin(stdin.take().ok_or(InputError::StdinTwice)?));
            }
            Input::Path(path) => {
                let marked = |file: Found| {
                    let size = fs::metadata(&file.path).ok().filter(fs::Metadata::is_file).map(|file| file.len());
                    Origin::File(file, gauge.add(size))
                };
                origins.extend(files(path)?.into_iter().map(marked));
            }
        }
    }
    Ok(Articles { items: Box::new(origins.into_iter().flat_map(Origin::read)), gauge })
}

/// One thing to open.
enum Origin {
    Stdin(Box<dyn Read + Send>),
    File(Found, Mark),
}

impl Origin {
    fn read(self) -> Box<dyn Iterator<Item = Item> + Send> {
        let (id, source) = match &self {
            Self::Stdin(_) => ("stdin".to_owned(), "-".to_owned()),
            Self::File(file, _) => (without_ending(&file.source).to_owned(), file.source.clone()),
        };
        match self.open(&source) {
            Ok((unpacked, true)) => Box::new(JsonLines::new(unpacked, id, source)),
            Ok((unpacked, false)) => Box::new(iter::once(whole(unpacked, id, source))),
            Err(warning) => Box::new(iter::once(Err(Unreadable::new(id, source, warning)))),
        }
    }

    /// Unpacked bytes, and whether they are JSONL.
    fn open(self, place: &str) -> Result<(Unpacked, bool), Warning> {
        let cannot = |error| Warning::of_bytes(WarningCode::Unreadable, format!("{place}: cannot be opened: {error}"));
        match self {
            Self::File(file, mark) => {
                let unpacked = File::open(&file.path).and_then(|file| unpack(mark.count(file))).map_err(cannot)?;
                Ok((unpacked, is_jsonl(&file.source)))
            }
            Self::Stdin(stream) => sniff(unpack(stream).map_err(cannot)?, place),
        }
    }
}

/// JSONL when the first byte that is no space is a `{`.
fn sniff(mut unpacked: Unpacked, place: &str) -> Result<(Unpacked, bool), Warning> {
    let mut head = Vec::new();
    skip_space(&mut unpacked.reader, &mut head).map_err(|error| unpacked.fault(place, &error))?;
    let is_jsonl = head.ends_with(b"{");
    unpacked.reader = Box::new(Cursor::new(head).chain(unpacked.reader));
    Ok((unpacked, is_jsonl))
}

/// Reads into `head` up to the first byte that is neither white space nor part of the mark of UTF-8.
fn skip_space(reader: impl BufRead, head: &mut Vec<u8>) -> io::Result<()> {
    for byte in reader.take(LIMIT).bytes() {
        let byte = byte?;
        head.push(byte);
        if !b" \t\r\n\xef\xbb\xbf".contains(&byte) {
            break;
        }
    }
    Ok(())
}

/// One text file, one article, whatever is in it.
fn whole(mut unpacked: Unpacked, id: String, source: String) -> Item {
    let mut article = Article { id, source: Some(source), ..Article::default() };
    match read_whole(&mut unpacked, &mut article) {
        Ok(()) => Ok(article),
        Err(warning) => Err(Unreadable { known: Box::new(article), warning }),
    }
}

fn read_whole(unpacked: &mut Unpacked, article: &mut Article) -> Result<(), Warning> {
    let place = article.source.as_deref().unwrap_or_default();
    let mut bytes = Vec::new();
    let end = unpacked.reader.by_ref().take(LIMIT + 1).read_to_end(&mut bytes);
    let fault = end.err().map(|error| unpacked.fault(place, &error));
    if bytes.len() as u64 > LIMIT {
        return Err(too_long(place, "file"));
    }
    if let Some(fault) = fault.as_ref().filter(|fault| bytes.is_empty() || fault.code == WarningCode::Unreadable) {
        return Err(fault.clone());
    }
    let (text, warnings) = decode(&bytes, place)?;
    article.text = text.into_owned();
    article.warnings = fault.into_iter().chain(warnings).collect();
    article.source_sha256 = Some(hex(&Sha256::digest(&bytes)));
    Ok(())
}
