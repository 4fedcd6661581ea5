//! What is known of a run that may be cut off: how it was begun, and up to which article its output is safe.
//!
//! One JSON line each, the beginning first. A line counts once it is whole, and it is written only after what it tells of
//! is safe on the disk: whatever the moment at which a run is cut off, the last whole line is true.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use same_file::Handle;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::tally::Tally;
use crate::output::Kept;
use crate::text::hex;

/// What decides a run's output beside its inputs' content. Going on needs all of it to be the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Header {
    /// The program and its version.
    pub tool: String,
    /// SHA-256 of the model folder.
    pub model: String,
    /// SHA-256 of rules and word lists.
    pub rules: String,
    /// SHA-256 of the options that change records.
    pub options: String,
    /// What is wanted of the inputs, and which of them.
    pub reading: String,
    /// How records are written.
    pub output: String,
    /// The part of the whole, or all.
    pub shard: String,
    /// Is there a list of failures?
    pub errors: bool,
}

impl Header {
    /// What differs, by the flags that change it.
    fn differences(&self, now: &Self) -> Vec<String> {
        let mut all = Vec::new();
        let mut compare = |what: &str, then: &str, now: &str| {
            if then != now {
                all.push(format!("{what} (`{then}` then, `{now}` now)"));
            }
        };
        compare("the program", &self.tool, &now.tool);
        compare("--shard", &self.shard, &now.shard);
        compare("the output's format", &self.output, &now.output);
        compare("--errors", told(self.errors), told(now.errors));
        for (what, then, now) in [
            ("the model", &self.model, &now.model),
            ("the rules", &self.rules, &now.rules),
            ("an option that changes records, or --engine", &self.options, &now.options),
            ("an option about reading", &self.reading, &now.reading),
        ] {
            if then != now {
                all.push(what.to_owned());
            }
        }
        all
    }
}

fn told(given: bool) -> &'static str {
    if given { "given" } else { "not given" }
}

/// Up to where a run has come.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Stand {
    /// Articles done, from the first.
    pub articles: u64,
    /// SHA-256 over their digests, each over the one before it.
    pub input: String,
    /// How they ended.
    pub tally: Tally,
    /// Bytes of the list of failures.
    pub errors: u64,
}

impl Stand {
    /// One article more.
    pub fn advance(&mut self, digest: &[u8; 32]) {
        self.articles += 1;
        self.input = hex(&Sha256::new().chain_update(&self.input).chain_update(digest).finalize());
    }
}

/// A [`Stand`] that is safe, with what the output needs to go on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Entry {
    #[serde(flatten)]
    pub stand: Stand,
    pub mark: serde_json::Value,
}

impl Entry {
    pub fn kept(&self) -> Kept {
        Kept { articles: self.stand.articles, mark: self.mark.clone() }
    }
}

/// What an earlier run left.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Past {
    pub header: Header,
    pub last: Option<Entry>,
    /// Bytes of whole lines.
    whole: u64,
}

impl Past {
    /// Reads up to the last whole line that makes sense; `None` where not even the first does.
    fn of(bytes: &[u8]) -> Option<Self> {
        let mut lines = bytes.split_inclusive(|&byte| byte == b'\n').filter(|line| line.ends_with(b"\n"));
        let first = lines.next()?;
        let mut past = Self { header: serde_json::from_slice(first).ok()?, last: None, whole: first.len() as u64 };
        for line in lines {
            let Ok(entry) = serde_json::from_slice(line) else { break };
            past.last = Some(entry);
            past.whole += line.len() as u64;
        }
        Some(past)
    }

    pub fn articles(&self) -> u64 {
        self.last.as_ref().map_or(0, |entry| entry.stand.articles)
    }

    /// Refuses to go on with a run that was begun another way.
    pub fn check(&self, now: &Header) -> anyhow::Result<()> {
        let differences = self.header.differences(now);
        if differences.is_empty() {
            return Ok(());
        }
        bail!(
            "--resume: expected the command with which the run was begun, got another one: {}; give the same, or begin anew \
             with --restart",
            differences.join(", ")
        )
    }
}

/// The journal of the run at hand. While it is held no other run can write to the same place.
pub(super) struct Journal {
    file: File,
    path: PathBuf,
}

impl Journal {
    /// Opens or makes the journal, for this run alone, and gives what stands in it.
    pub fn open(path: &Path) -> anyhow::Result<(Self, Option<Past>)> {
        loop {
            let unwritable =
                || format!("{}: cannot be written; expected a file in a folder that is there", path.display());
            let mut file = OpenOptions::new()
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .open(path)
                .with_context(unwritable)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    bail!("{}: another run is writing there; wait for it, or choose another name", path.display())
                }
                // Where the place knows no locks nothing can be promised about a second run.
                Err(TryLockError::Error(cause)) if cause.kind() == io::ErrorKind::Unsupported => {}
                Err(TryLockError::Error(cause)) => return Err(cause).with_context(unwritable),
            }
            // A run that ended meanwhile has taken its journal away: this is no longer the file of that name.
            let same = Handle::from_path(path).and_then(|there| Ok(there == Handle::from_file(file.try_clone()?)?));
            if !same.unwrap_or_default() {
                continue;
            }
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).with_context(|| format!("{}: cannot be read", path.display()))?;
            return Ok((Self { file, path: path.to_owned() }, Past::of(&bytes)));
        }
    }

    /// Begins anew.
    pub fn begin(&mut self, header: &Header) -> anyhow::Result<()> {
        self.cut(0)?;
        self.add(header)
    }

    /// Goes on behind the last line that counts.
    pub fn go_on(&mut self, past: &Past) -> anyhow::Result<()> {
        self.cut(past.whole)
    }

    fn cut(&mut self, length: u64) -> anyhow::Result<()> {
        let cut = self.file.set_len(length).and_then(|()| self.file.seek(SeekFrom::Start(length)));
        cut.map(drop).with_context(|| format!("{}: cannot be written", self.path.display()))
    }

    /// Adds a line and makes it safe.
    pub fn add(&mut self, line: &impl Serialize) -> anyhow::Result<()> {
        let mut line = serde_json::to_vec(line)?;
        line.push(b'\n');
        let added = self.file.write_all(&line).and_then(|()| self.file.sync_data());
        added.with_context(|| format!("{}: cannot be written", self.path.display()))
    }

    /// Nothing is left to go on with. Taken away while it is held, so that nobody holds it by mistake.
    pub fn remove(self) -> anyhow::Result<()> {
        fs::remove_file(&self.path).with_context(|| format!("{}: cannot be taken away", self.path.display()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::{Entry, Header, Journal, Past, Stand};

    fn header() -> Header {
        let word = |word: &str| word.to_owned();
        Header {
            tool: word("onrecord 1"),
            model: word("m"),
            rules: word("r"),
            options: word("o"),
            reading: word("w"),
            output: word("jsonl"),
            shard: word("all"),
            errors: false,
        }
    }

    fn entry(articles: u64) -> Entry {
        let stand = Stand { articles, input: format!("{articles:064}"), ..Stand::default() };
        Entry { stand, mark: (articles * 1000).into() }
    }

    #[test]
    fn a_journal_cut_at_any_byte_tells_the_last_whole_line() {
        let mut bytes = serde_json::to_vec(&header()).unwrap();
        bytes.push(b'\n');
        let mut ends = vec![(bytes.len(), 0)];
        for articles in [3, 70, 1234] {
            serde_json::to_writer(&mut bytes, &entry(articles)).unwrap();
            bytes.push(b'\n');
            ends.push((bytes.len(), articles));
        }
        for cut in 0..=bytes.len() {
            let past = Past::of(&bytes[..cut]);
            let expected = ends.iter().rev().find(|(end, _)| *end <= cut);
            assert_eq!(past.as_ref().map(Past::articles), expected.map(|(_, articles)| *articles), "cut at {cut}");
            if let Some(past) = past {
                assert_eq!((past.whole as usize, &past.header), (expected.unwrap().0, &header()), "cut at {cut}");
                assert_eq!(past.last, expected.filter(|(_, n)| *n > 0).map(|(_, n)| entry(*n)), "cut at {cut}");
            }
        }
    }

    #[test]
    fn a_torn_line_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.journal");
        let (mut journal, past) = Journal::open(&path).unwrap();
        assert_eq!(past, None);
        journal.begin(&header()).unwrap();
        journal.add(&entry(5)).unwrap();
        drop(journal);
        let whole = std::fs::read(&path).unwrap();
        std::fs::write(&path, [&whole, &b"{\"articles\":7,\"in"[..]].concat()).unwrap();
        let (mut journal, past) = Journal::open(&path).unwrap();
        let past = past.unwrap();
        assert_eq!(past.last, Some(entry(5)));
        journal.go_on(&past).unwrap();
        journal.add(&entry(9)).unwrap();
        let (told, whole) = (std::fs::read_to_string(&path).unwrap(), String::from_utf8(whole).unwrap());
        assert_eq!(told, format!("{whole}{}\n", serde_json::to_string(&entry(9)).unwrap()));
    }

    #[test]
    fn one_run_holds_it_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.journal");
        let (held, _) = Journal::open(&path).unwrap();
        let refused = Journal::open(&path).err().unwrap().to_string();
        assert!(refused.contains("another run is writing there"), "{refused}");
        held.remove().unwrap();
        assert!(Journal::open(&path).is_ok());
    }

    #[test]
    fn another_command_is_refused_by_what_differs() {
        let past = Past { header: header(), last: None, whole: 0 };
        assert!(past.check(&header()).is_ok());
        for (other, told) in [
            (Header { shard: "0/4".into(), ..header() }, "--shard (`all` then, `0/4` now)"),
            (Header { tool: "onrecord 2".into(), ..header() }, "the program (`onrecord 1` then, `onrecord 2` now)"),
            (Header { options: "p".into(), ..header() }, "an option that changes records"),
            (Header { errors: true, ..header() }, "--errors (`not given` then, `given` now)"),
        ] {
            let error = past.check(&other).unwrap_err().to_string();
            assert!(error.contains(told), "{error}");
        }
    }
}
