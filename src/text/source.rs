//! Where articles come from: standard input, files and folders, each article read when it is asked for.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufRead, Cursor, Read};
use std::iter;
use std::path::{Path, PathBuf};

use super::decode::decode;
use super::file_name::{is_hidden, is_jsonl, is_known, stem};
use super::gauge::{Gauge, Mark};
use super::jsonl::JsonLines;
use super::unique::Ids;
use super::unpack::{Unpacked, unpack};
use super::{Article, Warning, WarningCode};

/// Bytes, after unpacking, that a text file or a JSONL line may have. Far above any article: it stops an archive, a
/// dump without line ends or a compression bomb from filling the memory.
pub(super) const LIMIT: u64 = 64 << 20;

/// Where to read, as given on the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// An article that could not be read: it still gets a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// As the article's would be: unique within a run.
    pub id: String,
    /// As [`Article::source`].
    pub source: Option<String>,
    /// Why.
    pub warning: Warning,
}

/// What stops a run before it reads its first article.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// A path that was named is not there.
    #[error("cannot read `{path}`: {cause}; expected a file, a folder, or `-` for standard input", path = path.display())]
    Missing {
        /// As it was named.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// A folder, or one below it, cannot be listed.
    #[error("cannot list the folder `{path}`: {cause}; check its permissions", path = path.display())]
    Folder {
        /// The one that cannot be listed.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// A folder without a single file to read.
    #[error(
        "nothing to read in the folder `{path}`: expected .txt, .text, .jsonl or .ndjson files, plain or packed as .gz \
         or .zst; name a file of another kind itself to read it as text",
        path = path.display()
    )]
    NothingInFolder {
        /// As it was named.
        path: PathBuf,
    },
    /// Standard input was named more than once.
    #[error("`-` was named twice; standard input can be read once")]
    StdinTwice,
}

pub(super) type Item = Result<Article, Unreadable>;

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
                let marked = |path: PathBuf| {
                    let mark = gauge.add(fs::metadata(&path).ok().filter(fs::Metadata::is_file).map(|file| file.len()));
                    Origin::File(path, mark)
                };
                origins.extend(files(path)?.into_iter().map(marked));
            }
        }
    }
    let mut ids = Ids::default();
    let items = origins.into_iter().flat_map(Origin::read).map(move |item| with_unique_id(item, &mut ids));
    Ok(Articles { items: Box::new(items), gauge })
}

/// The files that a named path stands for, in the order of their names.
fn files(path: PathBuf) -> Result<Vec<PathBuf>, InputError> {
    match fs::metadata(&path) {
        Err(cause) => Err(InputError::Missing { path, cause }),
        Ok(kind) if !kind.is_dir() => Ok(vec![path]),
        Ok(_) => {
            let mut found = Vec::new();
            walk(&path, &mut found).map_err(|(path, cause)| InputError::Folder { path, cause })?;
            found.sort();
            if found.is_empty() { Err(InputError::NothingInFolder { path }) } else { Ok(found) }
        }
    }
}

/// Adds the readable files below `folder`. Links to files are followed, links to folders are not: they can loop.
fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), (PathBuf, io::Error)> {
    let failed = |cause| (folder.to_owned(), cause);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let path = entry.path();
        if is_hidden(&path) {
            continue;
        }
        if entry.file_type().map_err(failed)?.is_dir() {
            walk(&path, found)?;
        } else if is_known(&path) && path.is_file() {
            found.push(path);
        }
    }
    Ok(())
}

/// One thing to open.
enum Origin {
    Stdin(Box<dyn Read + Send>),
    File(PathBuf, Mark),
}

impl Origin {
    fn read(self) -> Box<dyn Iterator<Item = Item> + Send> {
        let (id, source) = match &self {
            Self::Stdin(_) => ("stdin".to_owned(), "-".to_owned()),
            Self::File(path, _) => (stem(path), display(path)),
        };
        match self.open(&source) {
            Ok((unpacked, true)) => Box::new(JsonLines::new(unpacked, id, source)),
            Ok((unpacked, false)) => Box::new(iter::once(whole(unpacked, id, source))),
            Err(warning) => Box::new(iter::once(Err(Unreadable { id, source: Some(source), warning }))),
        }
    }

    /// Unpacked bytes, and whether they are JSONL.
    fn open(self, place: &str) -> Result<(Unpacked, bool), Warning> {
        let cannot = |error| Warning::of_bytes(WarningCode::Unreadable, format!("{place}: cannot be opened: {error}"));
        match self {
            Self::File(path, mark) => {
                let unpacked = File::open(&path).and_then(|file| unpack(mark.count(file))).map_err(cannot)?;
                Ok((unpacked, is_jsonl(&path)))
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
    match text(&mut unpacked, &source) {
        Ok((text, warnings)) => Ok(Article { source: Some(source), warnings, ..Article::new(id, text) }),
        Err(warning) => Err(Unreadable { id, source: Some(source), warning }),
    }
}

fn text(unpacked: &mut Unpacked, place: &str) -> Result<(String, Vec<Warning>), Warning> {
    let mut bytes = Vec::new();
    let end = unpacked.reader.by_ref().take(LIMIT + 1).read_to_end(&mut bytes);
    let fault = end.err().map(|error| unpacked.fault(place, &error));
    if bytes.len() as u64 > LIMIT {
        return Err(too_long(place, "file"));
    }
    match fault {
        Some(fault) if bytes.is_empty() || fault.code == WarningCode::Unreadable => Err(fault),
        fault => {
            let (text, warnings) = decode(&bytes, place)?;
            Ok((text.into_owned(), fault.into_iter().chain(warnings).collect()))
        }
    }
}

fn with_unique_id(mut item: Item, ids: &mut Ids) -> Item {
    match &mut item {
        Ok(article) => {
            let message = ids.claim(&mut article.id);
            article.warnings.extend(message.map(|message| Warning::of_bytes(WarningCode::DuplicateId, message)));
        }
        // It has room for one warning, and why it could not be read is the more useful one.
        Err(unreadable) => drop(ids.claim(&mut unreadable.id)),
    }
    item
}

/// The path as given, with the same separators everywhere.
fn display(path: &Path) -> String {
    let shown = path.to_string_lossy();
    if cfg!(windows) { shown.replace('\\', "/") } else { shown.into_owned() }
}

pub(super) fn too_long(place: &str, unit: &str) -> Warning {
    let limit = LIMIT >> 20;
    Warning::of_bytes(
        WarningCode::TooLong,
        format!(
            "{place}: expected one article in the {unit}, got more than {limit} MiB; give each article its own file or JSONL line"
        ),
    )
}

impl Warning {
    /// A warning about bytes, which have no place in the text.
    pub(super) fn of_bytes(code: WarningCode, message: String) -> Self {
        Self { code, message, span: None }
    }
}
