//! Where records go: checked before the work begins, and whole or not there.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};

use super::args::Form;
use super::journal::{Journal, Past};
use super::tally::articles;
use crate::text::Outputs;

/// Where a run writes.
pub(super) enum Target {
    /// Standard output, a pipe or a device: written through.
    Stream { out: Box<dyn Write>, name: PathBuf },
    /// A file, which is there when it is whole.
    File(Box<Partial>),
}

impl Target {
    /// Looks at what `-o` names, and makes sure that it can be written.
    pub fn open(output: Option<&Path>, lasting: Wish, form: Form) -> anyhow::Result<Self> {
        let parts = form.has_parts();
        let Some(path) = output.filter(|path| *path != Path::new("-")) else {
            ensure!(form.shards.is_none(), "--shards: several files are no stream; name a folder with --output");
            ensure!(!parts, "--to parquet is no stream: name a folder or, with --nested, a file with --output");
            ensure!(lasting == Wish::New, "--resume and --restart need a file to write to; name one with --output");
            return Ok(Self::Stream { out: Box::new(io::stdout().lock()), name: "standard output".into() });
        };
        let folder = form.is_folder();
        let expected = if folder { "a folder, or a name that is free," } else { "a file" };
        let unwritable =
            || format!("{}: cannot be written; expected {expected} in a folder that is there", path.display());
        let there = fs::metadata(path).ok();
        ensure!(folder || !there.as_ref().is_some_and(fs::Metadata::is_dir), "{}, got a folder", unwritable());
        ensure!(!folder || !there.as_ref().is_some_and(fs::Metadata::is_file), "{}, got a file", unwritable());
        let device = ["/dev", "/proc"].iter().any(|folder| path.starts_with(folder));
        if device || there.is_some_and(|there| !there.is_file() && !there.is_dir()) {
            ensure!(!parts, "{}, got a pipe or a device", unwritable());
            ensure!(lasting == Wish::New, "{}: is no file that a run could go on with", path.display());
            let out = OpenOptions::new().write(true).open(path).with_context(unwritable)?;
            return Ok(Self::Stream { out: Box::new(out), name: path.to_owned() });
        }
        Ok(Self::File(Box::new(Partial::open(led_to(path), lasting, parts)?)))
    }

    /// Adds what is written to what must not be read.
    pub fn tell(&self, outputs: &mut Outputs) {
        match self {
            Self::Stream { .. } => outputs.add_stdout(),
            Self::File(partial) => {
                for path in [&partial.target, &partial.part, &partial.journal_path] {
                    outputs.add(path);
                    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
                        outputs.add(&entry.path());
                    }
                }
            }
        }
    }
}

/// A run that would be gone on with has come to its end before.
#[derive(Debug, thiserror::Error)]
#[error("--resume: {path} is whole, and nothing was left to do; without --resume it is made anew", path = .0.display())]
pub(super) struct Whole(PathBuf);

/// Is an output there? A folder that somebody made holds none yet.
fn holds_output(target: &Path) -> bool {
    let is_output = |path: PathBuf| match path.extension().and_then(OsStr::to_str) {
        Some("parquet") => true,
        Some("jsonl") => path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("part-")),
        _ => false,
    };
    match fs::read_dir(target) {
        Ok(entries) => entries.flatten().any(|entry| is_output(entry.path())),
        Err(_) => target.exists(),
    }
}

/// What is wanted of a run that was cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    /// There is none.
    New,
    /// Go on with it.
    Resume,
    /// Forget it.
    Restart,
}

/// An output on its way: written beside its place under another name, with a journal, and put there when it is whole.
pub(super) struct Partial {
    /// Where it will be.
    pub target: PathBuf,
    /// Where it is until then.
    pub part: PathBuf,
    /// Where its journal is.
    journal_path: PathBuf,
    pub journal: Option<Journal>,
    /// The run that is gone on with.
    pub past: Option<Past>,
    /// Made by this run, which has not begun: the file, the journal.
    new: (bool, bool),
    /// Until then it is a folder of parts, which its sink puts together and in their place.
    parts: bool,
}

impl Partial {
    fn open(target: PathBuf, wish: Wish, parts: bool) -> anyhow::Result<Self> {
        let (part, beside_it) = (beside(&target, ".part"), beside(&target, ".journal"));
        let new = (false, !beside_it.exists());
        let (journal, earlier) = Journal::open(&beside_it)?;
        // From here on nobody else writes there. Whatever is refused below leaves what was there.
        let mut partial =
            Self { target, part, journal_path: beside_it, journal: Some(journal), past: earlier, new, parts };
        let (there, whole) = (partial.part.exists(), holds_output(&partial.target));
        let held = partial.past.as_ref().map_or(0, Past::articles);
        let name = partial.part.display().to_string();
        match wish {
            Wish::Resume => match partial.past {
                Some(_) if !there && whole => {
                    partial.remove_journal()?;
                    return Err(Whole(partial.target.clone()).into());
                }
                Some(_) if there => return Ok(partial),
                _ if there => {
                    bail!("--resume: {name} has no journal, so nobody knows how far it is; begin anew with --restart")
                }
                _ if whole => return Err(Whole(partial.target.clone()).into()),
                // A run that was cut off before its first article, or none: it begins.
                _ => {}
            },
            Wish::New if there && held > 0 => {
                bail!(
                    "{name} holds {} of a run that was cut off: go on with --resume, or begin anew with --restart",
                    articles(held)
                )
            }
            Wish::New
                if there && partial.past.is_none() && fs::metadata(&partial.part).is_ok_and(|file| file.len() > 0) =>
            {
                bail!("{name} is there already, and no run is known to have made it; take it away, or give --restart")
            }
            Wish::New | Wish::Restart => {}
        }
        partial.past = None;
        partial.new.0 = !there;
        let made = if parts {
            fs::create_dir_all(&partial.part)
        } else {
            OpenOptions::new().write(true).create(true).truncate(false).open(&partial.part).map(drop)
        };
        made.with_context(|| {
            format!("{}: cannot be written; expected a file in a folder that is there", partial.target.display())
        })?;
        Ok(partial)
    }

    /// The file to write to. From here on it is worth keeping.
    pub fn file(&mut self) -> anyhow::Result<File> {
        self.new = (false, false);
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&self.part);
        file.with_context(|| format!("{}: cannot be written", self.part.display()))
    }

    /// The folder for parts. From here on it is worth keeping.
    pub fn folder(&mut self) -> PathBuf {
        self.new = (false, false);
        self.part.clone()
    }

    /// Puts the whole output in its place.
    pub fn finish(mut self) -> anyhow::Result<()> {
        if !self.parts {
            fs::rename(&self.part, &self.target)
                .with_context(|| format!("{}: cannot be renamed to {}", self.part.display(), self.target.display()))?;
        }
        self.remove_journal()
    }

    fn remove_journal(&mut self) -> anyhow::Result<()> {
        self.new = (false, false);
        self.journal.take().map_or(Ok(()), Journal::remove)
    }
}

impl Drop for Partial {
    /// A run that ended before it began leaves nothing behind.
    fn drop(&mut self) {
        if self.new.0 {
            let _ = if self.parts { fs::remove_dir(&self.part) } else { fs::remove_file(&self.part) };
        }
        if let Some(journal) = self.journal.take().filter(|_| self.new.1) {
            let _ = journal.remove();
        }
    }
}

/// `path` with something more at its end.
pub(super) fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(end);
    name.into()
}

/// The file that links lead to, whether it is there or not: it is written, and the link stays.
pub(super) fn led_to(path: &Path) -> PathBuf {
    let mut place = path.to_owned();
    // As many as the system itself follows.
    for _ in 0..40 {
        let Ok(next) = fs::read_link(&place) else { break };
        place = place.parent().unwrap_or(Path::new("")).join(next);
    }
    place
}
