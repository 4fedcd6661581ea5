//! The steps from records to a linked corpus.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, params};

use super::base::{Base, run};
use super::input::Records;
use super::intake::Intake;
use super::options::Options;
use super::tables::Tables;
use super::{CorpusError, DATABASE, actors, answers, quotations, stories};
use crate::record::{Provenance, Record, SCHEMA_VERSION};

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Step {
    /// Records are read.
    Reading,
    /// Articles that reprint one another are looked for.
    Stories,
    /// Names are put together over the articles.
    Actors,
    /// Quotations are put together.
    Quotations,
    /// Claims are looked for that denials answer.
    Answers,
    /// Indexes for searching are made.
    Indexes,
    /// Tables are written.
    Tables,
}

/// Whoever wants to know how far it is.
pub trait Progress {
    /// A step begins.
    fn step(&mut self, step: Step);
    /// A record was read.
    fn read(&mut self, record: &Record);
}

/// What was linked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Articles.
    pub articles: u64,
    /// Acts in them.
    pub acts: u64,
    /// Persons, bodies and places over all articles, those without a name too.
    pub actors: u64,
    /// Groups of articles that reprint one another.
    pub stories: u64,
    /// Utterances that several articles quote.
    pub quotations: u64,
    /// Wordings of them that differ from the first.
    pub drifts: u64,
    /// Claims that denials answer in other articles.
    pub answers: u64,
}

impl Summary {
    /// Reads the counts off the database.
    fn of(db: &Connection) -> Result<Self, CorpusError> {
        let count = |rows: &str| db.query_row(&format!("select count(*) from {rows}"), [], |row| row.get(0));
        Ok(Self {
            articles: count("articles")?,
            acts: count("acts")?,
            actors: count("actors")?,
            stories: count("stories")?,
            quotations: count("quotations")?,
            drifts: count("drifts")?,
            answers: count("answers where not within")?,
        })
    }
}

/// Links the records of `inputs` (files, folders, `-`) into the folder `target`, which is made if it is not there: `corpus.sqlite`, and the
/// linked tables. What an earlier run left there is replaced when everything new is whole.
///
/// # Errors
/// When an input cannot be read or holds something else than records, there is none, or the system refuses. Then nothing is changed.
pub fn link(
    inputs: &[PathBuf],
    target: &Path,
    options: &Options,
    progress: &mut dyn Progress,
) -> Result<Summary, CorpusError> {
    let records = Records::list(inputs)?;
    fs::create_dir_all(target).map_err(|cause| CorpusError::Unwritable { path: target.to_owned(), cause })?;
    let base = Base::create(&target.join(DATABASE))?;
    let path = base.path().to_owned();
    let linked = steps(&base, records, options, progress).and_then(|summary| {
        progress.step(Step::Tables);
        let tables = Tables::write(base.db(), target, options.form)?;
        Ok((summary, tables))
    });
    match linked {
        Ok((summary, tables)) => {
            base.put()?;
            tables.put()?;
            Ok(summary)
        }
        Err(error) => {
            drop(base);
            // The error tells more than a part that stays behind.
            let _ = fs::remove_file(&path);
            Err(error.at(&path))
        }
    }
}

fn steps(
    base: &Base,
    records: Records,
    options: &Options,
    progress: &mut dyn Progress,
) -> Result<Summary, CorpusError> {
    let db = base.db();
    progress.step(Step::Reading);
    let mut intake = Intake::new(db, options);
    let mut provenance = None;
    for record in records {
        let record = record?;
        progress.read(&record);
        if intake.take(&record)? {
            provenance.get_or_insert(record.provenance);
        }
    }
    let Intake { mut articles, entities, .. } = intake;
    let provenance = provenance.ok_or(CorpusError::Nothing)?;
    progress.step(Step::Stories);
    stories::group(db, &mut articles)?;
    progress.step(Step::Actors);
    actors::link(db, &articles, entities)?;
    progress.step(Step::Quotations);
    quotations::group(db, &articles)?;
    progress.step(Step::Answers);
    answers::link(db, &articles, i32::from(options.days))?;
    progress.step(Step::Indexes);
    let summary = Summary::of(db)?;
    meta(db, &provenance, options, &summary)?;
    db.execute_batch(
        "insert into articles_fts (articles_fts) values ('rebuild');
         insert into acts_fts (rowid, content, speaker, cue)
             select act, content, coalesce(name || ' ', '') || coalesce(speaker_text, ''), cue from acts left join actors on actor = speaker order by act;
         insert into actors_fts (rowid, names) select actor, group_concat(name, ' / ') from actor_names group by actor order by actor;",
    )?;
    base.index()?;
    base.commit()?;
    Ok(summary)
}

/// How it was made: of the first record, which stands for all of a run.
fn meta(db: &Connection, provenance: &Provenance, options: &Options, summary: &Summary) -> Result<(), CorpusError> {
    let Provenance { tool, tool_version, model, ruleset, config_sha256 } = provenance;
    let counts = [
        ("articles", summary.articles),
        ("acts", summary.acts),
        ("actors", summary.actors),
        ("stories", summary.stories),
        ("quotations", summary.quotations),
        ("drifts", summary.drifts),
        ("answers", summary.answers),
    ];
    let made = [
        ("schema_version", SCHEMA_VERSION),
        ("tool", tool),
        ("tool_version", tool_version),
        ("linked_by", env!("CARGO_PKG_VERSION")),
        ("model", &model.name),
        ("model_sha256", &model.sha256),
        ("ruleset", &ruleset.name),
        ("ruleset_version", &ruleset.version),
        ("ruleset_sha256", &ruleset.sha256),
        ("config_sha256", config_sha256),
        ("days", &options.days.to_string()),
    ];
    let counts = counts.iter().map(|(key, count)| (*key, count.to_string()));
    for (key, value) in made.iter().map(|(key, value)| (*key, (*value).to_owned())).chain(counts) {
        run(db, "insert into meta values (?, ?)", params![key, value])?;
    }
    Ok(())
}
