//! Every command and flag.

mod events;
mod form;
mod lasting;
mod linking;
mod serve;
mod tables;
mod viewing;

use std::ffi::OsString;
use std::fmt::Display;
use std::num::NonZero;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::str::FromStr;
use std::thread;

use chrono::NaiveDate;
use clap::error::ErrorKind;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

pub(super) use events::Table;
pub(super) use form::{Asked, Form, To};
pub(super) use lasting::{Lasting, Telling};
pub(super) use linking::Link;
pub(super) use serve::Serve;
pub(super) use tables::{Filtering, Taking};
pub(super) use viewing::View;

use crate::formats::{Format as GoldFormat, Offsets, Target};
use crate::model::{self, ModelSpec};
use crate::pipeline::{self, Keep};
use crate::text;

/// English news in; records of who said, denied, urged and condoled what, to whom and through whom, out.
#[derive(Debug, Parser)]
#[command(
    name = "onrecord",
    version,
    arg_required_else_help = true,
    after_help = "Examples:
  onrecord extract news/*.txt > records.jsonl
  zcat news.jsonl.gz | onrecord extract - --jobs 2 > records.jsonl
  onrecord explain article.txt
  onrecord link records.jsonl -o corpus

Exit status: 0 done, 1 fatal, 2 usage, 3 finished but some records failed or were cut, 4 model missing or damaged,
5 a score below --fail-under or --baseline, 130 interrupted, 143 terminated."
)]
pub(super) struct Line {
    /// Defaults for flags, by their long names, in TOML [default: onrecord.toml in the working folder, if it is there].
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write one JSON record a line for every article.
    Extract(Extract),
    /// Print each relation with its sentence, marks under its parts, roles and rule, for a person to read.
    Explain(Explain),
    /// Score records against hand-labelled articles.
    Eval(Eval),
    /// Turn labels of other tools into gold articles, and gold articles or records into labels to correct there.
    Convert(Convert),
    /// Link the records of many articles: who is the same, reprints, quotations, denials and claims, in one SQLite file.
    Link(Link),
    /// Look at a corpus in a browser: articles with their acts marked, search, people, claims and denials, quotations that drifted.
    View(View),
    /// Answer requests over HTTP: articles by POST, their records back.
    Serve(Serve),
    /// List, check or explain the relation rules.
    Rules(Rules),
    /// Show or verify the model.
    Model(ModelArgs),
    /// Print the JSON Schema of a record.
    Schema,
    /// Print what a shell needs to complete commands and flags.
    #[command(after_help = "Example:
  onrecord completions bash > ~/.local/share/bash-completion/completions/onrecord")]
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Print the manual page, or write one a command into a folder.
    #[command(after_help = "Examples:
  onrecord man | man -l -
  onrecord man ~/.local/share/man/man1")]
    Man {
        /// The folder, which is made if it is not there.
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
    },
}

impl Command {
    /// Is more to be told than what is wrong?
    pub fn is_verbose(&self) -> bool {
        match self {
            Self::Extract(args) => args.telling.verbose,
            Self::Explain(args) => args.telling.verbose,
            _ => false,
        }
    }
}

/// What is read, and how.
#[derive(Debug, Args)]
#[command(next_help_heading = "Reading")]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag")]
pub(super) struct Reading {
    /// The tagger: `embedded`, a folder in the usual hub layout, or hf:org/name[@revision].
    #[arg(long, default_value = "embedded", value_name = "MODEL")]
    pub model: ModelSpec,
    /// Open no socket: take hub models from the local cache only. `HF_HUB_OFFLINE=1` does the same.
    #[arg(long)]
    pub offline: bool,
    /// A folder of rule files that are added to the embedded ones or, by the same file name, replace them.
    #[arg(long, value_name = "DIR")]
    pub rules: Option<PathBuf>,
    /// Names with ids of your own, which entities then get: JSON lines with id, type, country, names, or those between tabs.
    #[arg(long, value_name = "FILE")]
    pub gazetteer: Option<PathBuf>,
    /// What computes the tagger [default: fast where the model is a BERT stored in eight bits, else reference].
    #[arg(long, value_enum)]
    pub engine: Option<Engine>,
    /// Read the whole page as article, a headline and text: mask no advertising, teasers or tails.
    #[arg(long)]
    pub keep_boilerplate: bool,
    /// Leave out the rest.
    #[arg(long, value_enum)]
    pub only: Option<Only>,
    /// Which nouns and pronouns are mentions.
    #[arg(long, value_enum, default_value_t = Mentions::Acts)]
    pub mentions: Mentions,
    /// Leave out acts of quotations that nobody attributes: “…” right behind what somebody is reported to say.
    #[arg(long)]
    pub no_continued: bool,
    #[command(flatten)]
    pub filtering: Filtering,
    /// Write null for the text, which is most of a record. Offsets stay; `doc.text_sha256` tells what they count in.
    #[arg(long)]
    pub no_text: bool,
    /// Languages to read.
    #[arg(long, value_enum, default_value_t = Lang::En)]
    pub lang: Lang,
    /// Read at most so many characters of an article; the record of a longer one says `truncated`.
    #[arg(long, default_value_t = 200_000, value_name = "N", value_parser = number(1..=LONGEST), allow_negative_numbers = true)]
    pub max_chars: usize,
    /// Articles read at the same time, 1 to 1024 [default: number of processors].
    #[arg(long, short, value_name = "N", value_parser = number(1..=1024), allow_negative_numbers = true)]
    pub jobs: Option<usize>,
    /// Progress on standard error.
    #[arg(long, value_enum, default_value_t = Progress::Auto)]
    pub progress: Progress,
}

impl Reading {
    /// Number of worker threads.
    pub fn jobs(&self) -> usize {
        self.jobs.unwrap_or_else(|| thread::available_parallelism().map_or(1, NonZero::get))
    }
}

/// Characters of the longest article: a file or a JSONL line has at most so many bytes.
const LONGEST: usize = 64 << 20;

fn number(allowed: RangeInclusive<usize>) -> impl Fn(&str) -> Result<usize, String> + Clone {
    move |typed| {
        let number = typed.parse().ok().filter(|number| allowed.contains(number));
        number.ok_or_else(|| format!("expected a whole number from {} to {}", allowed.start(), allowed.end()))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Engine {
    /// Whole numbers of eight bits.
    Fast,
    /// 32-bit floating point: slower, and free of the rounding.
    Reference,
}

impl From<Engine> for model::Engine {
    fn from(engine: Engine) -> Self {
        match engine {
            Engine::Fast => Self::Fast,
            Engine::Reference => Self::Reference,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Only {
    /// Names, grouped into entities: no syntax, no relations, and faster.
    Entities,
    /// Of the relations those that the article itself reports, not those within another's words.
    Outermost,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Mentions {
    /// Those that take part in acts.
    Acts,
    /// All that may mean somebody, each with the entity that it means.
    All,
}

impl From<Mentions> for pipeline::Mentions {
    fn from(mentions: Mentions) -> Self {
        match mentions {
            Mentions::Acts => Self::Acts,
            Mentions::All => Self::All,
        }
    }
}

impl From<Only> for Keep {
    fn from(only: Only) -> Self {
        match only {
            Only::Entities => Self::Entities,
            Only::Outermost => Self::Outermost,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Lang {
    /// English only; other articles get a record with status `skipped_lang`.
    En,
    /// Read everything as if it were English.
    Any,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Progress {
    /// When standard error is a terminal.
    Auto,
    /// Always; a line every ten seconds where that is no terminal.
    Bar,
    /// Never.
    Off,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  onrecord extract article.txt
  onrecord extract news/ more.jsonl.gz --jobs 2 --output records.jsonl
  cat article.txt | onrecord extract -
  onrecord extract archive/ -o all.jsonl --resume          # go on after a cut
  onrecord extract archive/ -o 0.jsonl --shard 0/4         # the first of four parts
  onrecord extract articles.csv --text-column story --pass outlet,desk -o records.jsonl
  onrecord extract news/ --to parquet -o tables
  onrecord extract news/ -o all.parquet                    # one file, a record a row
  onrecord extract news/ --type denied --min-score 0.9 -o denials.csv
  onrecord extract saved-pages/ > records.jsonl
  onrecord extract CC-NEWS.warc.gz --host bbc.co.uk --since 2024-01-01 -o all.jsonl

Reads web pages (.html, .htm, .xhtml, .mhtml), web archives (.warc), .txt, and articles as rows of .jsonl, .json, .csv, \
.tsv and .parquet (id, text, title, url, host, byline, published, fetched, or names that say as much: body, headline, \
link, author, date, …), each plain, gzip or zstd, and folders of them. A title that its text does not begin with is put \
in front of it.")]
pub(super) struct Extract {
    /// Files, folders, or - for standard input.
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<OsString>,
    #[command(flatten)]
    pub taking: Taking,
    /// Write to this file instead of standard output, in the format that its ending says; with --to parquet a folder of tables or, with
    /// --nested or an ending .parquet, a file. It is there when it is whole; until then it is OUTPUT.part.
    #[arg(long, short, value_name = "OUTPUT", required_if_eq("to", "parquet"))]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub asked: Asked,
    #[command(flatten)]
    pub lasting: Lasting,
    #[command(flatten)]
    pub archives: Archives,
    #[command(flatten)]
    pub reading: Reading,
    #[command(flatten)]
    pub telling: Telling,
}

/// What is read of web archives.
#[derive(Debug, Args)]
#[command(next_help_heading = "Web archives")]
pub(super) struct Archives {
    /// Of web archives read only pages of this host and of those below it. May be given several times.
    #[arg(long = "host", value_name = "HOST,…", value_delimiter = ',', value_parser = host)]
    pub hosts: Vec<String>,
    /// Of web archives read only pages published on this day or later; where a page does not say when, fetched then.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub since: Option<NaiveDate>,
    /// The same for the last day.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub until: Option<NaiveDate>,
}

/// A host, as it is or as that of an address.
fn host(typed: &str) -> Result<String, String> {
    let host = if typed.contains("://") { text::host(typed) } else { Some(typed.trim_end_matches('/').to_lowercase()) };
    let is_host = |host: &String| !host.is_empty() && !host.contains(['/', ' ', '*']);
    host.filter(is_host).ok_or_else(|| "expected a host, as bbc.co.uk".to_owned())
}

impl Archives {
    /// Days that leave nothing between them are a mistake.
    pub fn check(&self) -> Result<(), clap::Error> {
        if self.since.zip(self.until).is_some_and(|(since, until)| since > until) {
            return Err(usage(ErrorKind::ValueValidation, "--since is a later day than --until"));
        }
        Ok(())
    }
}

fn day(typed: &str) -> Result<NaiveDate, String> {
    typed.parse().map_err(|_| "expected a day as YYYY-MM-DD".to_owned())
}

#[derive(Debug, Args)]
#[command(after_help = "Example:
  onrecord explain article.txt")]
pub(super) struct Explain {
    /// Files, folders, or - for standard input.
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<OsString>,
    #[command(flatten)]
    pub taking: Taking,
    #[command(flatten)]
    pub reading: Reading,
    #[command(flatten)]
    pub telling: Telling,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  onrecord eval --gold eval/gold/dev.jsonl
  onrecord eval --gold gold.jsonl --records records.jsonl --format json
  onrecord eval --gold gold.jsonl --records records.jsonl --compare earlier.json
  onrecord eval --gold eval/gold/dev.jsonl --format html > report.html
  onrecord eval --gold eval/gold/dev.jsonl --fail-under entities.f1=0.8
  onrecord eval --gold names.conll")]
pub(super) struct Eval {
    /// Labelled articles: files or brat folders. What was not labelled is not scored.
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    pub gold: Vec<PathBuf>,
    /// How they are labelled.
    #[arg(long, value_enum, default_value_t = GoldFormat::Auto, value_name = "FORMAT")]
    pub gold_format: GoldFormat,
    /// Records to score; without it the articles of the gold files are read now.
    #[arg(long, value_name = "FILE")]
    pub records: Option<PathBuf>,
    /// How to print the scores.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// List what was missed and what is spurious.
    #[arg(long)]
    pub errors: bool,
    /// End with status 5 when a figure is lower: entities.f1=0.8. May be given several times.
    #[arg(long, value_name = "NAME=VALUE")]
    pub fail_under: Vec<Floor>,
    /// An earlier `--format json`, over the same gold: is the change real?
    #[arg(long, value_name = "FILE")]
    pub compare: Option<PathBuf>,
    /// Counts last accepted on this gold, in TOML: end with status 5 when a figure falls below them by more than its
    /// interval allows.
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    #[command(flatten)]
    pub reading: Reading,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  onrecord convert records.jsonl --to brat --output to-correct
  onrecord convert to-correct --to record --output gold.jsonl
  onrecord convert records.jsonl --to label-studio --output tasks.json
  onrecord convert names.conll > gold.jsonl
  onrecord convert records.jsonl --to events --output events.parquet

Carried both ways: mentions, entities, relations with every argument, quote, polarity, modality,
chains, answers, ignored parts; with --to record also blocks, sentences and scores. Not carried:
rules, codes, evidence and warnings, and the mention at the head of an argument; to brat neither
ids nor the order of articles, nor an entity that nothing in the text stands for.
tasks.json comes with tasks.xml, the labelling config of its project. An article with a label that
cannot be right, or that the format has no place for, is named on standard error and left out.")]
pub(super) struct Convert {
    /// Files, or folders of brat files.
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// How they are labelled.
    #[arg(long, value_enum, default_value_t = GoldFormat::Auto, value_name = "FORMAT")]
    pub from: GoldFormat,
    /// What to write.
    #[arg(long, value_enum, default_value_t = Target::Record, value_name = "FORMAT")]
    pub to: Target,
    /// Where to write: a file, for brat a new folder; of events as CSV or, where its name ends in .parquet, as Parquet. Without it gold
    /// articles and events go to standard output.
    #[arg(long, short, value_name = "PATH", required_if_eq_any([("to", "brat"), ("to", "label-studio")]))]
    pub output: Option<PathBuf>,
    /// Write over files that are there already.
    #[arg(long)]
    pub force: bool,
    /// Of events: also acts that did not take place, or that are not told as a fact.
    #[arg(long)]
    pub all_modalities: bool,
    /// What offsets count in Label Studio's file: UTF-16 units, or code points as its versions since late 2021 do.
    #[arg(long, value_enum, default_value_t = Offsets::Utf16, value_name = "UNIT")]
    pub offsets: Offsets,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Aligned text.
    Table,
    /// The headline figures only.
    Summary,
    /// One JSON object, with the counts of every article.
    Json,
    /// One page with charts and every miss in its sentence, for a browser; it needs no network.
    Html,
    /// Markdown tables.
    Md,
}

/// A figure that must not be lower.
#[derive(Debug, Clone)]
pub(super) struct Floor {
    pub name: String,
    pub value: f64,
}

impl FromStr for Floor {
    type Err = String;

    fn from_str(typed: &str) -> Result<Self, String> {
        let (name, value) = typed.split_once('=').ok_or("expected NAME=VALUE")?;
        let value = value.parse().map_err(|_| format!("expected a number after `=`, got `{value}`"))?;
        Ok(Self { name: name.to_owned(), value })
    }
}

/// A mistake on the command line that only shows once files are read; it ends with status 2 like any other.
pub(super) fn usage(kind: ErrorKind, message: impl Display) -> clap::Error {
    Line::command().error(kind, message)
}

#[derive(Debug, Args)]
pub(super) struct Rules {
    #[command(subcommand)]
    pub what: RulesWhat,
    /// A folder of rule files that are added to the embedded ones or, by the same file name, replace them.
    #[arg(long, value_name = "DIR", global = true)]
    pub rules: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(super) enum RulesWhat {
    /// One line a relation: its type, its codes, what it means.
    List,
    /// Run every example and every silent sentence of the rule files, and inflect every listed word.
    Check,
    /// Show what a relation means, its cues and its examples.
    Explain {
        /// The relation, or one of its rules as records name it: said, said.report, …
        relation: String,
    },
    /// Write the embedded rule files into a folder, to read them or to start from.
    Export {
        /// The folder, which is made if it is not there.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// Overwrite files that are there already.
        #[arg(long)]
        force: bool,
    },
}

#[derive(Debug, Args)]
pub(super) struct ModelArgs {
    #[command(subcommand)]
    pub what: ModelWhat,
    /// The tagger: `embedded`, a folder in the usual hub layout, or hf:org/name[@revision].
    #[arg(long, default_value = "embedded", value_name = "MODEL", global = true)]
    pub model: ModelSpec,
    /// Open no socket: take hub models from the local cache only.
    #[arg(long, global = true)]
    pub offline: bool,
    /// What computes the tagger [default: fast where the model is a BERT stored in eight bits, else reference].
    #[arg(long, value_enum, global = true)]
    pub engine: Option<Engine>,
}

#[derive(Debug, Subcommand)]
pub(super) enum ModelWhat {
    /// Print the manifest: labels, licence, corpora, scores.
    Info,
    /// Check the hash of every file and load the weights.
    Verify,
}
