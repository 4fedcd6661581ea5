//! JSON lines in several files of a folder, each record in the file of its article's part of the whole.

use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::folder::{files, put, unwritable};
use super::{Kept, Lines, OutputError, Sink};
use crate::record::Record;
use crate::text::Shard;

const ENDING: &str = "jsonl";

/// Records on their way into files by part.
pub struct Split {
    target: PathBuf,
    work: PathBuf,
    parts: Vec<Lines>,
    articles: u64,
}

impl Split {
    /// Begins an output of `parts` files: at the end, not before, they stand in the folder `target`, in the place of those of an
    /// earlier output. Until then they stand in the folder `work` beside it, which is made if it is not there.
    ///
    /// # Errors
    /// When a file cannot be made.
    pub fn create(target: &Path, work: &Path, parts: u64) -> Result<Self, OutputError> {
        let nothing = json!(vec![0; usize::try_from(parts).unwrap_or_default()]);
        Self::resume(target, work, parts, &Kept { articles: 0, mark: nothing })
    }

    /// Goes on with an output of which `kept` was safe, in the same working folder.
    ///
    /// # Errors
    /// When that is not of so many files, one of them is shorter than it was, or the system refuses.
    pub fn resume(target: &Path, work: &Path, parts: u64, kept: &Kept) -> Result<Self, OutputError> {
        fs::create_dir_all(work).map_err(|cause| unwritable(work, cause))?;
        let marks = kept.mark.as_array().filter(|marks| marks.len() as u64 == parts);
        let marks = marks.ok_or_else(|| OutputError::Mark { path: work.to_owned(), got: kept.mark.to_string() })?;
        for old in files(work, ENDING)?.into_iter().filter(|old| (0..parts).all(|part| *old != name(part, parts))) {
            fs::remove_file(work.join(&old)).map_err(|cause| unwritable(&work.join(old), cause))?;
        }
        let open = |(part, mark): (u64, &Value)| {
            let path = work.join(name(part, parts));
            let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
            let file = file.map_err(|cause| unwritable(&path, cause))?;
            Lines::resume(file, &path, &Kept { articles: 0, mark: mark.clone() })
        };
        let opened = (0..parts).zip(marks).map(open).collect::<Result<_, _>>()?;
        Ok(Self { target: target.to_owned(), work: work.to_owned(), parts: opened, articles: kept.articles })
    }
}

/// As programs of many parts call theirs, so that readers sort them and take `part-*`.
fn name(part: u64, parts: u64) -> String {
    format!("part-{part:05}-of-{parts:05}.{ENDING}")
}

impl Sink for Split {
    fn write(&mut self, record: &Record) -> Result<(), OutputError> {
        let part = Shard::holding(&record.id, self.parts.len() as u64).index;
        self.articles += 1;
        self.parts[part as usize].write(record)
    }

    fn keep(&mut self) -> Result<Kept, OutputError> {
        let marks = self.parts.iter_mut().map(|part| Ok(part.keep()?.mark)).collect::<Result<Vec<_>, OutputError>>()?;
        Ok(Kept { articles: self.articles, mark: json!(marks) })
    }

    fn finish(mut self: Box<Self>) -> Result<(), OutputError> {
        self.keep()?;
        let parts = self.parts.len() as u64;
        let names: Vec<String> = (0..parts).map(|part| name(part, parts)).collect();
        fs::create_dir_all(&self.target).map_err(|cause| unwritable(&self.target, cause))?;
        let is_old = |old: &String| old.starts_with("part-") && old.contains("-of-") && !names.contains(old);
        for old in files(&self.target, ENDING)?.into_iter().filter(is_old) {
            fs::remove_file(self.target.join(&old)).map_err(|cause| unwritable(&self.target.join(old), cause))?;
        }
        let moves = names.iter().map(|name| (self.work.join(name), self.target.join(name)));
        put(moves, &self.work, &self.target)
    }
}
