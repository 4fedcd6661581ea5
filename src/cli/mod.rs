//! What was typed → what the work needs; the work's end → an exit status.

mod about;
mod args;
mod choices;
mod convert;
mod draft;
mod evaluate;
mod events;
mod explain;
mod extract;
mod inspect;
mod journal;
mod link;
mod out;
mod progress;
mod repeats;
mod run;
mod serve;
mod settings;
mod stdin;
mod stop;
mod tally;
mod target;
mod view;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use clap::Parser;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::actor::Gazetteer;
use crate::formats::Target;
use crate::model::{Model, ModelError};
use crate::pipeline::{Keep, Options, Pipeline};
use crate::relation::RuleSet;
use args::{Command, Line, Reading};

/// How a run ends, with its exit status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// 0.
    Done,
    /// 1: something fatal.
    Fatal,
    /// 2: a mistake on the command line.
    Usage,
    /// 3: finished, but some records failed or were cut.
    SomeFailed,
    /// 4: the model is missing or damaged.
    NoModel,
    /// 5: a figure is below what was asked for.
    Below,
    /// 128 and the number of the signal that ended the run.
    Signal(u8),
}

impl From<End> for u8 {
    fn from(end: End) -> Self {
        match end {
            End::Done => 0,
            End::Fatal => 1,
            End::Usage => 2,
            End::SomeFailed => 3,
            End::NoModel => 4,
            End::Below => 5,
            End::Signal(number) => 128 + number,
        }
    }
}

/// Runs a command line; gives its exit status.
pub fn run(line: impl IntoIterator<Item = OsString>) -> u8 {
    let line: Vec<OsString> = line.into_iter().collect();
    let long_version = line.iter().any(|word| word == "--version");
    let read = settings::add(line).and_then(|settings| Ok((Line::try_parse_from(&settings.line)?, settings.told)));
    let (line, defaults) = match read {
        Ok(read) => read,
        Err(mut error) => {
            suggest_extract(&mut error);
            // Help and version are no errors: clap prints them on stdout with status 0, mistakes on stderr with 2.
            let _ = error.print();
            if error.kind() == ErrorKind::DisplayVersion
                && long_version
                && let Err(error) = about::version(&mut io::stdout().lock())
            {
                return failed(&error).into();
            }
            return u8::try_from(error.exit_code()).unwrap_or(2);
        }
    };
    if let Some(defaults) = defaults.filter(|_| line.command.is_verbose()) {
        let _ = writeln!(io::stderr(), "onrecord: {defaults}");
    }
    let ended = match line.command {
        Command::Extract(args) => extract::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Eval(args) => evaluate::run(&args),
        Command::Convert(args) if args.to == Target::Events => events::run(&args),
        Command::Convert(args) => convert::run(&args),
        Command::Link(args) => link::run(&args),
        Command::View(args) => view::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Rules(args) => inspect::rules(&args),
        Command::Model(args) => inspect::model(&args),
        Command::Schema => inspect::schema(),
        Command::Completions { shell } => about::completions(shell),
        Command::Man { folder } => about::manual(folder.as_deref()),
    };
    ended.unwrap_or_else(|error| failed(&error)).into()
}

/// Who names a file where a command is expected wants its records.
fn suggest_extract(error: &mut clap::Error) {
    let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand) else { return };
    if !Path::new(word).exists() {
        return;
    }
    let quoted = if word.contains(char::is_whitespace) { format!("'{word}'") } else { word.clone() };
    let tip = format!("to read what is there: onrecord extract {quoted}");
    error.remove(ContextKind::SuggestedSubcommand);
    error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip.into()]));
}

/// Whoever reads our output may stop when they have enough.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let is = |cause: &(dyn std::error::Error + 'static)| {
        cause.downcast_ref::<io::Error>().is_some_and(|io| io.kind() == io::ErrorKind::BrokenPipe)
    };
    error.chain().any(is)
}

fn failed(error: &anyhow::Error) -> End {
    if is_broken_pipe(error) {
        return End::Done;
    }
    if let Some(usage) = error.downcast_ref::<clap::Error>() {
        let _ = usage.print();
        return End::Usage;
    }
    // Messages of the rooms are whole by themselves; before them stands only what the command line knows more.
    let told = format!("{error:#}");
    let _ = writeln!(io::stderr(), "onrecord: {}", told.trim_end());
    let model = error.chain().any(<dyn std::error::Error>::is::<ModelError>);
    if model { End::NoModel } else { End::Fatal }
}

/// The pipeline that the flags ask for.
fn pipeline(args: &Reading) -> anyhow::Result<Pipeline> {
    let rules = match &args.rules {
        Some(folder) => RuleSet::with_folder(folder)?,
        None => RuleSet::embedded()?,
    };
    let options = Options {
        keep_boilerplate: args.keep_boilerplate,
        any_language: args.lang == args::Lang::Any,
        keep: args.only.map_or(Keep::All, Into::into),
        max_chars: args.max_chars,
        mentions: args.mentions.into(),
        continued: !args.no_continued,
        filter: (&args.filtering).into(),
        no_text: args.no_text,
        gazetteer: args.gazetteer.as_deref().map(Gazetteer::read).transpose()?.map(Arc::new),
    };
    if let Some(kind) = options.filter.unknown_type(&rules) {
        let known: Vec<&str> = rules.rules().iter().map(|rule| rule.kind.as_str()).collect();
        let message = format!("--type: no relation `{kind}`; known are {}\n", known.join(", "));
        return Err(args::usage(ErrorKind::InvalidValue, message).into());
    }
    Ok(Pipeline::new(Model::locate(&args.model, args.offline, args.engine.map(Into::into))?, rules, options)?)
}
