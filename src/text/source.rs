//! Where articles come from: standard input, files and folders, each article read when it is asked for.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read};
use std::iter;
use std::path::PathBuf;
use std::sync::Arc;

use super::error::InputError;
use super::file_name::without_ending;
use super::gauge::{Gauge, Mark};
use super::listing::{Found, files};
use super::raw::Raw;
use super::readers::{Opened, Raws, read};
use super::{Article, Remarks, Unreadable, Wanted, Warning, WarningCode};

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
    items: Raws,
    gauge: Gauge,
    remarks: Remarks,
}

impl Articles {
    /// The part of the input that has been read so far, 0 to 1, by the sizes of the files as they are stored. `None` when
    /// there is no telling how much will come: with standard input or a pipe.
    #[must_use]
    pub fn part_read(&self) -> Option<f64> {
        self.gauge.part()
    }

    /// Can all of it be read a second time? Not so with standard input or a pipe.
    #[must_use]
    pub fn can_be_read_again(&self) -> bool {
        !self.gauge.is_open()
    }

    /// Where remarks on the inputs as a whole come up as they are read.
    #[must_use]
    pub fn remarks(&self) -> Remarks {
        self.remarks.clone()
    }

    /// The next article before the costly part of reading it.
    pub fn next_raw(&mut self) -> Option<Raw> {
        self.items.next()
    }
}

impl Iterator for Articles {
    type Item = Result<Article, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_raw().map(Raw::read)
    }
}

/// All articles of the inputs in order, each read when asked for.
pub fn inputs(list: Vec<Input>) -> Result<Articles, InputError> {
    inputs_from(list, Box::new(io::stdin()), Wanted::default())
}

/// As [`inputs`], with a standard input and wishes of the caller's own.
pub fn inputs_from(list: Vec<Input>, stdin: Box<dyn Read + Send>, wanted: Wanted) -> Result<Articles, InputError> {
    let wanted = Arc::new(wanted);
    let mut stdin = Some(stdin);
    let mut gauge = Gauge::default();
    let remarks = Remarks::default();
    let mut origins = Vec::new();
    let mut left_out = Vec::new();
    for input in list {
        match input {
            Input::Stdin => {
                gauge.add(None);
                origins.push(Origin::Stdin(stdin.take().ok_or(InputError::StdinTwice)?));
            }
            Input::Path(path) => {
                let marked = |file: Found| {
                    if let Some(cause) = file.fault {
                        return Origin::Unlisted { folder: file.source, cause };
                    }
                    let size = fs::metadata(&file.path).ok().filter(fs::Metadata::is_file).map(|file| file.len());
                    Origin::File(file, gauge.add(size))
                };
                let listed = files(path, &wanted.outputs)?;
                origins.extend(listed.found.into_iter().map(marked));
                left_out.extend(listed.left_out);
            }
        }
    }
    let told = remarks.clone();
    let items = origins.into_iter().flat_map(move |origin| origin.read(Arc::clone(&wanted), &told));
    let told = remarks.clone();
    // At the end, when what was read has gone by.
    let end = iter::once_with(move || left_out.iter().for_each(|left| told.once(&left.folder, &left.to_string())));
    let items = items.chain(end.filter_map(|()| None));
    Ok(Articles { items: Box::new(items), gauge, remarks })
}

/// One thing to open.
enum Origin {
    Stdin(Box<dyn Read + Send>),
    File(Found, Mark),
    /// A folder that could not be listed.
    Unlisted {
        folder: String,
        cause: io::Error,
    },
}

impl Origin {
    fn read(self, wanted: Arc<Wanted>, remarks: &Remarks) -> Raws {
        let (id, source) = match &self {
            Self::Stdin(_) => ("stdin".to_owned(), "-".to_owned()),
            Self::File(file, _) => (without_ending(&file.source).to_owned(), file.source.clone()),
            Self::Unlisted { folder, .. } => (folder.clone(), folder.clone()),
        };
        match self.open(id.clone(), source.clone(), wanted, remarks.clone()) {
            Ok(opened) => read(opened),
            Err(error) => {
                let message = format!("{source}: cannot be opened: {error}; check its permissions");
                let warning = Warning::of_bytes(WarningCode::Unreadable, message);
                Box::new(iter::once(Raw::from(Err(Unreadable::new(id, source, warning)))))
            }
        }
    }

    fn open(self, id: String, source: String, wanted: Arc<Wanted>, remarks: Remarks) -> io::Result<Opened> {
        match self {
            Self::Stdin(stream) => Opened::new(stream, id, source, wanted, remarks),
            Self::File(Found { path, is_named_itself, .. }, mark) => {
                let file = File::open(&path)?;
                let is_file = file.metadata()?.is_file();
                let mut opened = Opened::new(mark.count(file), id, source, wanted, remarks)?;
                opened.is_named_itself = is_named_itself;
                opened.path = (is_file && !opened.unpacked.was_packed()).then_some(path);
                Ok(opened)
            }
            Self::Unlisted { cause, .. } => Err(cause),
        }
    }
}
