//! Records on their way out: the sink, the list of failures, and how far both are safe.

use std::collections::VecDeque;
use std::fs::{File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Context;
use serde::Serialize;

use super::args::{Extract, Form, To};
use super::journal::{Entry, Header, Stand};
use super::run::Done;
use super::tally::{Tally, articles, cause};
use super::target::{Partial, Target};
use crate::output::{Csv, Head, Lines, Sink, Split, Tables};
use crate::record::{Provenance, Record};

/// So often what was written is made safe: rarely enough to cost nothing, often enough to lose little.
const STEP: Duration = Duration::from_millis(500);

/// Where the records of a run go.
pub(super) struct Out {
    sink: Box<dyn Sink>,
    partial: Option<Box<Partial>>,
    failures: Option<Failures>,
    /// Up to the last record that was written.
    stand: Stand,
    /// Later than what is safe, one an article.
    unsafe_yet: VecDeque<Stand>,
    safe: u64,
    last: Option<Instant>,
    name: PathBuf,
}

impl Out {
    /// Opens the output, behind what is safe of it already where a run is gone on with.
    pub fn open(
        target: Target,
        form: Form,
        header: &Header,
        args: &Extract,
        made: &Provenance,
    ) -> anyhow::Result<Self> {
        let errors = args.lasting.errors.as_deref();
        let head = Head { mark: form.bom, pass: args.taking.pass.clone() };
        let (sink, partial, stand, name): (Box<dyn Sink>, _, _, _) = match target {
            Target::Stream { out, name } => {
                let sink: Box<dyn Sink> = match form.to {
                    To::Csv => Box::new(Csv::stream(out, &name, &head)?),
                    To::Jsonl | To::Parquet => Box::new(Lines::stream(out, &name)),
                };
                (sink, None, Stand::default(), name)
            }
            Target::File(mut partial) => {
                let past = partial.past.take();
                if let Some(past) = &past {
                    past.check(header)?;
                }
                let name = partial.part.clone();
                let last = past.as_ref().and_then(|past| past.last.as_ref());
                let kept = last.map(Entry::kept);
                let sink: Box<dyn Sink> = match (form.to, &kept) {
                    (To::Jsonl, kept) if let Some(parts) = form.shards => {
                        let (target, work) = (partial.target.clone(), partial.folder());
                        Box::new(match kept {
                            Some(kept) => Split::resume(&target, &work, parts, kept)?,
                            None => Split::create(&target, &work, parts)?,
                        })
                    }
                    (To::Jsonl, Some(kept)) => Box::new(Lines::resume(partial.file()?, &name, kept)?),
                    (To::Jsonl, None) => Box::new(Lines::create(partial.file()?, &name)?),
                    (To::Csv, Some(kept)) => Box::new(Csv::resume(partial.file()?, &name, &head, kept)?),
                    (To::Csv, None) => Box::new(Csv::create(partial.file()?, &name, &head)?),
                    (To::Parquet, kept) => {
                        let (target, work) = (partial.target.clone(), partial.folder());
                        Box::new(match kept {
                            Some(kept) => Tables::resume(&target, &work, form.shape(), made, &kept.mark)?,
                            None => Tables::create(&target, &work, form.shape(), made)?,
                        })
                    }
                };
                if let Some(journal) = &mut partial.journal {
                    match &past {
                        Some(past) => journal.go_on(past)?,
                        None => journal.begin(header)?,
                    }
                }
                let stand = last.map(|entry| entry.stand.clone()).unwrap_or_default();
                (sink, Some(partial), stand, name)
            }
        };
        let failures = errors.map(|path| Failures::open(path, stand.errors)).transpose()?;
        let safe = stand.articles;
        Ok(Self { sink, partial, failures, stand, unsafe_yet: VecDeque::new(), safe, last: None, name })
    }

    /// What was done before, by a run that is gone on with.
    pub fn stand(&self) -> &Stand {
        &self.stand
    }

    /// Can a later run begin where this one ends, so that the articles' digests are needed? A stream is gone.
    pub fn can_be_gone_on_with(&self) -> bool {
        self.partial.is_some()
    }

    /// Takes the next record.
    pub fn write(&mut self, done: &Done) -> anyhow::Result<()> {
        self.sink.write(&done.record)?;
        self.stand.tally.count(&done.record);
        if let Some(failures) = &mut self.failures {
            self.stand.errors = failures.take(&done.record)?;
        }
        let Some(digest) = &done.digest else {
            self.stand.articles += 1;
            return Ok(());
        };
        self.stand.advance(digest);
        self.unsafe_yet.push_back(self.stand.clone());
        if self.last.is_none_or(|last| last.elapsed() >= STEP) { self.keep() } else { Ok(()) }
    }

    /// Makes safe what there is.
    pub fn keep(&mut self) -> anyhow::Result<()> {
        let kept = self.sink.keep()?;
        if let Some(failures) = &mut self.failures {
            failures.keep()?;
        }
        let Some(journal) = self.partial.as_mut().and_then(|partial| partial.journal.as_mut()) else { return Ok(()) };
        let mut now = None;
        while self.unsafe_yet.front().is_some_and(|stand| stand.articles <= kept.articles) {
            now = self.unsafe_yet.pop_front();
        }
        if let Some(stand) = now {
            self.safe = stand.articles;
            journal.add(&Entry { stand, mark: kept.mark })?;
        }
        self.last = Some(Instant::now());
        Ok(())
    }

    /// The run is whole.
    pub fn finish(self) -> anyhow::Result<Tally> {
        let Self { sink, partial, failures, stand, .. } = self;
        sink.finish()?;
        if let Some(mut failures) = failures {
            failures.keep()?;
        }
        partial.map_or(Ok(()), |partial| partial.finish())?;
        Ok(stand.tally)
    }

    /// Of a run that ends early: what is kept, and what to do.
    pub fn left(mut self) -> String {
        // What cannot be kept any more is read again by the run that goes on.
        let _ = self.keep();
        match &self.partial {
            Some(partial) => format!(
                "{} of {} kept in {}; the same command with --resume goes on from there",
                articles(self.safe),
                partial.target.display(),
                partial.part.display()
            ),
            None => format!("{} written to {}", articles(self.stand.articles), self.name.display()),
        }
    }
}

/// The list of articles that failed or were cut.
struct Failures {
    file: File,
    path: PathBuf,
    bytes: u64,
}

/// One of them.
#[derive(Serialize)]
struct Failure<'a> {
    id: &'a str,
    source: Option<&'a str>,
    status: &'a str,
    code: Option<&'a str>,
    message: Option<&'a str>,
}

impl Failures {
    /// Opens the list behind its first `bytes`.
    fn open(path: &Path, bytes: u64) -> anyhow::Result<Self> {
        let open = || {
            let mut file = OpenOptions::new().write(true).create(true).truncate(false).open(path)?;
            if file.metadata()?.is_file() {
                file.set_len(bytes)?;
                file.seek(SeekFrom::Start(bytes))?;
            }
            Ok::<File, std::io::Error>(file)
        };
        let file = open().with_context(|| format!("{}: cannot be written", path.display()))?;
        Ok(Self { file, path: path.to_owned(), bytes })
    }

    /// Lists the article if it belongs there, and gives the length of the list.
    fn take(&mut self, record: &Record) -> anyhow::Result<u64> {
        if !record.doc.status.is_whole() {
            let why = cause(record);
            let failure = Failure {
                id: &record.id,
                source: record.doc.source.as_deref(),
                status: record.doc.status.name(),
                code: why.map(|warning| warning.code.as_str()),
                message: why.map(|warning| warning.message.as_str()),
            };
            let mut line = serde_json::to_vec(&failure)?;
            line.push(b'\n');
            self.file.write_all(&line).with_context(|| format!("{}: cannot be written", self.path.display()))?;
            self.bytes += line.len() as u64;
        }
        Ok(self.bytes)
    }

    fn keep(&mut self) -> anyhow::Result<()> {
        match self.file.sync_data() {
            // A pipe or a device has nothing to make safe.
            Err(error) if error.kind() == std::io::ErrorKind::InvalidInput => Ok(()),
            kept => kept.with_context(|| format!("{}: cannot be written", self.path.display())),
        }
    }
}
