//! Defaults of a user's own: a file whose keys are the long names of flags.
//!
//! What the file says is added to the line as if it had been typed, so that it is checked, refused and hashed like any flag.
//! The library knows nothing of it.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command, CommandFactory};
use toml::{Table, Value};

use super::args::{Line, usage};

/// Looked for in the working folder.
const NAME: &str = "onrecord.toml";

/// Flags that a file cannot set: they say where it is, or end the program.
const NEVER: [&str; 3] = ["config", "help", "version"];

/// The command line with the file's flags, and what is told of them.
pub(super) struct Settings {
    pub line: Vec<OsString>,
    /// Where they come from and what they are, if there are any.
    pub told: Option<String>,
}

/// Adds what the file says to what was typed; what was typed wins.
pub(super) fn add(mut line: Vec<OsString>) -> Result<Settings, clap::Error> {
    let command = Line::command();
    // What is missing may be in the file, and what is wrong is told when the whole line is read.
    let typed = command.clone().ignore_errors(true).try_get_matches_from(&line).ok();
    let typed = typed.as_ref().and_then(|typed| Some((typed, typed.subcommand()?)));
    let Some((typed, (name, matches))) = typed else { return Ok(Settings { line, told: None }) };
    let asked: Option<&PathBuf> =
        [typed, matches].iter().find_map(|found| found.try_get_one::<PathBuf>("config").ok().flatten());
    let path = asked.map_or(Path::new(NAME), PathBuf::as_path);
    if asked.is_none() && !path.exists() {
        return Ok(Settings { line, told: None });
    }
    let wrong = |what: String| usage(ErrorKind::InvalidValue, format!("{}: {what}", path.display()));
    let text = fs::read_to_string(path).map_err(|error| wrong(format!("cannot be read: {error}")))?;
    let table: Table = toml::from_str(&text).map_err(|error| wrong(format!("is no TOML: {}", error.message())))?;
    let flags = flags(&command, name, matches, &table).map_err(wrong)?;
    let told = (!flags.is_empty()).then(|| format!("defaults of {}: {}", path.display(), flags.join(" ")));
    // Behind everything typed, where no other flag can take them for its value.
    let at = line.iter().position(|word| word == "--").unwrap_or(line.len());
    line.splice(at..at, flags.into_iter().map(OsString::from));
    Ok(Settings { line, told })
}

/// The flags that a file gives to the command `name`.
fn flags(command: &Command, name: &str, typed: &ArgMatches, table: &Table) -> Result<Vec<String>, String> {
    let Some(asked) = command.find_subcommand(name) else { return Ok(Vec::new()) };
    let mut chosen: BTreeMap<&str, &Value> = BTreeMap::new();
    for (key, value) in table {
        match value {
            Value::Table(inner) => {
                let all = command.get_subcommands().map(Command::get_name);
                let Some(inside) = command.find_subcommand(key) else { return Err(unknown("command", key, all)) };
                if let Some(key) = inner.keys().find(|key| flag(inside, key).is_none()) {
                    return Err(unknown(&format!("flag of `{}`", inside.get_name()), key, longs(inside)));
                }
            }
            _ if command.get_subcommands().any(|inside| flag(inside, key).is_some()) => {
                chosen.insert(key, value);
            }
            _ => return Err(unknown("flag", key, command.get_subcommands().flat_map(longs))),
        }
    }
    // What is said of the one command goes before what is said of all.
    if let Some(Value::Table(own)) = table.get(name) {
        chosen.extend(own.iter().map(|(key, value)| (key.as_str(), value)));
    }
    let is_typed = |arg: &Arg| typed.value_source(arg.get_id().as_str()) == Some(ValueSource::CommandLine);
    let mut flags = Vec::new();
    for (key, value) in chosen {
        // Of all commands: this one may not have it.
        let Some(arg) = flag(asked, key) else { continue };
        if !is_typed(arg) && !asked.get_arg_conflicts_with(arg).into_iter().any(is_typed) {
            flags.extend(as_typed(arg, key, value)?);
        }
    }
    Ok(flags)
}

fn flag<'a>(command: &'a Command, long: &str) -> Option<&'a Arg> {
    command.get_arguments().find(|arg| arg.get_long() == Some(long) && !NEVER.contains(&long))
}

fn longs(command: &Command) -> impl Iterator<Item = &str> {
    command.get_arguments().filter_map(Arg::get_long).filter(|long| !NEVER.contains(long))
}

/// A key and its value as somebody would type them.
fn as_typed(arg: &Arg, key: &str, value: &Value) -> Result<Vec<String>, String> {
    let takes_value = !matches!(arg.get_action(), ArgAction::SetTrue);
    let takes_many = matches!(arg.get_action(), ArgAction::Append);
    let one = |value: &Value| match value {
        Value::String(text) => Some(format!("--{key}={text}")),
        Value::Integer(number) => Some(format!("--{key}={number}")),
        Value::Float(number) => Some(format!("--{key}={number}")),
        Value::Datetime(day) => Some(format!("--{key}={day}")),
        _ => None,
    };
    let typed = match value {
        Value::Boolean(wanted) if !takes_value => Some(wanted.then(|| format!("--{key}")).into_iter().collect()),
        Value::Array(all) if takes_many => all.iter().map(one).collect(),
        single if takes_value => one(single).map(|typed| vec![typed]),
        _ => None,
    };
    typed.ok_or_else(|| {
        let expected = match (takes_value, takes_many) {
            (false, _) => "true or false",
            (true, false) => "one string or number",
            (true, true) => "a string, a number or a list of them",
        };
        format!("`{key}`: expected {expected}, got {value}")
    })
}

fn unknown<'a>(what: &str, key: &str, all: impl Iterator<Item = &'a str>) -> String {
    let near = all.map(|known| (strsim::damerau_levenshtein(key, known), known)).min();
    let near = near.filter(|(slips, _)| *slips <= 2).map(|(_, known)| format!("; is `{known}` meant?"));
    format!("there is no {what} `{key}`{}", near.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::flags;
    use crate::cli::args::Line;
    use clap::CommandFactory;

    fn added(typed: &str, file: &str) -> Result<String, String> {
        let command = Line::command();
        let matches = command.clone().ignore_errors(true).try_get_matches_from(typed.split(' ')).unwrap();
        let (name, inside) = matches.subcommand().unwrap();
        flags(&command, name, inside, &toml::from_str(file).unwrap()).map(|flags| flags.join(" "))
    }

    #[test]
    fn keys_become_flags_and_what_is_typed_wins() {
        for (typed, file, expected) in [
            ("onrecord extract a", "jobs = 2", "--jobs=2"),
            ("onrecord extract a --jobs 3", "jobs = 2", ""),
            ("onrecord extract a -j 3", "jobs = 2\nonly = 'entities'", "--only=entities"),
            (
                "onrecord extract a",
                "jobs = 2\n[extract]\njobs = 4\noffline = true\nquiet = false",
                "--jobs=4 --offline",
            ),
            ("onrecord explain a", "jobs = 2\n[extract]\njobs = 4", "--jobs=2"),
            // Of all commands, and this one has it not.
            ("onrecord schema", "jobs = 2", ""),
            ("onrecord extract a --verbose", "quiet = true", ""),
            ("onrecord eval", "[eval]\ngold = ['a', 'b']", "--gold=a --gold=b"),
        ] {
            assert_eq!(added(typed, file).as_deref(), Ok(expected), "{typed}: {file}");
        }
    }

    #[test]
    fn what_nobody_knows_is_refused_with_what_was_meant() {
        for (file, told) in [
            ("job = 2", "there is no flag `job`; is `jobs` meant?"),
            ("[extract]\nonyl = 'entities'", "there is no flag of `extract` `onyl`; is `only` meant?"),
            ("[extrct]", "there is no command `extrct`; is `extract` meant?"),
            ("colour = 1", "there is no flag `colour`"),
            ("config = 'a'", "there is no flag `config`"),
            ("jobs = true", "`jobs`: expected one string or number, got true"),
            ("offline = 'yes'", "`offline`: expected true or false, got \"yes\""),
        ] {
            assert_eq!(added("onrecord extract a", file), Err(told.to_owned()), "{file}");
        }
    }
}
