//! A list of the user's own: who goes by which names, and under which id.

use std::collections::{BTreeSet, HashMap};
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::Actor;
use crate::mention::{Entity, Mention, MentionKind};
use crate::ner::Class;
use crate::text::{Warning, WarningCode, hex};
use crate::token::Segmented;

/// So many lines that are wrong are named, then they are counted.
const NAMED: usize = 5;

/// Why a gazetteer could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GazetteerError {
    /// The system refused.
    #[error("{path}: cannot be read", path = path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
    /// Lines that are no entries.
    #[error("{path}: {count} lines are no entries of a gazetteer; mend them or take them out:\n{told}", path = path.display(), told = told.join("\n"))]
    Lines {
        /// The file.
        path: PathBuf,
        /// How many there are.
        count: usize,
        /// The first of them: where, expected, got.
        told: Vec<String>,
    },
}

/// One line: somebody, by id.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    /// `PER`, `ORG`, `LOC`, `MISC`; nothing where it may be any.
    #[serde(rename = "type", default)]
    class: Option<Class>,
    /// ISO 3166-1 alpha-3 code.
    #[serde(default)]
    country: Option<String>,
    names: Vec<String>,
}

/// What a list says of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    Nobody,
    Id(String),
    /// Several, that neither type nor country tell apart.
    Several(Vec<String>),
}

/// A list of names with ids.
#[derive(Debug, Clone)]
pub struct Gazetteer {
    /// Name of its file, without the ending: what `ids` call it.
    pub source: String,
    /// SHA-256 of its bytes, lower-case hex.
    pub sha256: String,
    /// Without their names.
    entries: Vec<Entry>,
    /// A name in small letters → each way of writing it, with the entry that has it.
    names: HashMap<Box<str>, Vec<(Box<str>, u32)>>,
}

impl PartialEq for Gazetteer {
    fn eq(&self, other: &Self) -> bool {
        (&self.source, &self.sha256) == (&other.source, &other.sha256)
    }
}

impl Gazetteer {
    /// Reads a file: JSON lines with `id`, `names` and, if they are known, `type` and `country`; or lines of id, type, country and names
    /// between tabs, as many names as there are, where type and country may be empty.
    ///
    /// # Errors
    /// When the file cannot be read, or a line is no entry: the first of those are named.
    pub fn read(path: &Path) -> Result<Self, GazetteerError> {
        let unreadable = |cause| GazetteerError::Unreadable { path: path.to_owned(), cause };
        let mut lines = BufReader::new(File::open(path).map_err(unreadable)?);
        let source = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        let mut read = Self { source, sha256: String::new(), entries: Vec::new(), names: HashMap::new() };
        let (mut hash, mut wrong, mut line, mut number) = (Sha256::new(), Vec::new(), Vec::new(), 0);
        while lines.read_until(b'\n', &mut line).map_err(unreadable)? > 0 {
            hash.update(&line);
            number += 1;
            match std::str::from_utf8(&line).map_err(|_| "UTF-8, got other bytes".to_owned()).and_then(entry) {
                Ok(None) => {}
                Ok(Some(entry)) => read.add(entry),
                Err(expected) => wrong.push(format!("  {}:{number}: expected {expected}", path.display())),
            }
            line.clear();
        }
        read.sha256 = hex(&hash.finalize());
        if wrong.is_empty() {
            return Ok(read);
        }
        let count = wrong.len();
        wrong.truncate(NAMED);
        Err(GazetteerError::Lines { path: path.to_owned(), count, told: wrong })
    }

    /// Gives each named entity its id: by its fullest name, else by the first of its others that the list knows. Of whoever is one of several
    /// a warning says so.
    #[must_use]
    pub fn identify(
        &self,
        doc: &Segmented,
        mentions: &[Mention],
        entities: &[Entity],
        actors: &mut [Actor],
    ) -> Vec<Warning> {
        let mut warnings = Vec::new();
        for (entity, actor) in entities.iter().zip(actors) {
            if mentions[entity.canonical].kind != MentionKind::Name {
                continue;
            }
            let places = [entity.canonical].into_iter().chain(entity.mentions.iter().copied());
            let mut answers = places.map(|at| {
                let span = doc.bytes(mentions[at].words);
                (span, self.whom(doc.text(span), entity.class, actor.country))
            });
            match answers.find(|(_, answer)| *answer != Answer::Nobody) {
                Some((_, Answer::Id(id))) => actor.id = Some((self.source.clone(), id)),
                Some((span, Answer::Several(ids))) => {
                    let few = if ids.len() > NAMED { ", …" } else { "" };
                    let listed = ids[..ids.len().min(NAMED)].join(", ");
                    let message = format!("“{}” may be {listed}{few} of {}: it got no id", doc.text(span), self.source);
                    warnings.push(Warning { code: WarningCode::Ambiguous, message, span: Some(span) });
                }
                Some((_, Answer::Nobody)) | None => {}
            }
        }
        warnings
    }

    fn add(&mut self, mut entry: Entry) {
        let Ok(number) = u32::try_from(self.entries.len()) else { return };
        for name in std::mem::take(&mut entry.names) {
            self.names.entry(name.to_lowercase().into()).or_default().push((name.into(), number));
        }
        self.entries.push(entry);
    }

    /// Who goes by a name: as it is written, else whatever the case of its letters.
    pub(super) fn whom(&self, name: &str, class: Class, country: Option<&str>) -> Answer {
        let Some(all) = self.names.get(name.to_lowercase().as_str()) else { return Answer::Nobody };
        let entries = |exact: bool| -> Vec<&Entry> {
            let written = all.iter().filter(|(written, _)| !exact || **written == *name);
            written
                .map(|(_, entry)| &self.entries[*entry as usize])
                .filter(|entry| entry.class.is_none_or(|own| own == class))
                .collect()
        };
        let ids = |entries: &[&Entry]| entries.iter().map(|entry| entry.id.clone()).collect::<BTreeSet<String>>();
        let mut found = entries(true);
        if found.is_empty() {
            found = entries(false);
        }
        if ids(&found).len() > 1 {
            let here: Vec<&Entry> = found
                .iter()
                .copied()
                .filter(|entry| country.is_some() && entry.country.as_deref() == country)
                .collect();
            if !here.is_empty() {
                found = here;
            }
        }
        let mut ids = ids(&found).into_iter();
        match (ids.next(), ids.next()) {
            (None, _) => Answer::Nobody,
            (Some(id), None) => Answer::Id(id),
            (Some(one), Some(other)) => Answer::Several([one, other].into_iter().chain(ids).collect()),
        }
    }
}

/// The entry of a line, if it has one; else what is expected there.
fn entry(line: &str) -> Result<Option<Entry>, String> {
    let line = line.trim_end_matches(['\n', '\r']);
    if line.trim().is_empty() || line.starts_with('#') {
        return Ok(None);
    }
    let entry = if line.starts_with('{') {
        serde_json::from_str(line)
            .map_err(|error| format!("`id`, `names` and perhaps `type` and `country`; {error}"))?
    } else {
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, class, country, names @ ..] = &columns[..] else {
            return Err(format!("id, type, country and names between tabs, got {} columns", columns.len()));
        };
        let class = match *class {
            "" | "-" => None,
            class => Some(
                Class::from_str(class).map_err(|_| format!("PER, ORG, LOC, MISC or nothing as type, got {class:?}"))?,
            ),
        };
        let country = Some((*country).to_owned()).filter(|country| !matches!(country.as_str(), "" | "-"));
        Entry { id: (*id).to_owned(), class, country, names: names.iter().map(|name| (*name).to_owned()).collect() }
    };
    let names = entry.names.iter().filter(|name| !name.trim().is_empty()).count();
    match (entry.id.trim(), names) {
        ("", _) => Err("an id, got none".to_owned()),
        (id, 0) => Err(format!("a name of {id}, got none")),
        (_, names) if names < entry.names.len() => Err(format!("names of {}, got an empty one", entry.id)),
        _ => Ok(Some(entry)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

    use std::fs;

    use super::{Answer, Gazetteer};
    use crate::ner::Class;

    const LIST: &str = "# id, type, country, names\n\
        q1\tLOC\tFRA\tParis\n\
        q2\tLOC\tUSA\tParis\n\
        q3\tPER\t\tParis Berg\tBERG\n\
        {\"id\": \"q4\", \"type\": \"ORG\", \"names\": [\"Berg\"]}\n";

    fn read(list: &str) -> Result<Gazetteer, super::GazetteerError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("own.tsv");
        fs::write(&path, list).unwrap();
        Gazetteer::read(&path)
    }

    macro_rules! whom {
        ($($name:ident: $text:literal, $class:ident, $country:expr => $answer:expr;)*) => { $(
            #[test]
            fn $name() { assert_eq!(read(LIST).unwrap().whom($text, Class::$class, $country), $answer); }
        )* };
    }

    whom! {
        as_it_is_written: "Paris Berg", Per, None => Answer::Id("q3".into());
        in_other_letters: "PARIS BERG", Per, None => Answer::Id("q3".into());
        the_type_tells: "Berg", Org, None => Answer::Id("q4".into());
        as_written_before_other_letters: "BERG", Per, None => Answer::Id("q3".into());
        the_country_tells: "Paris", Loc, Some("USA") => Answer::Id("q2".into());
        two_that_nothing_tells_apart: "Paris", Loc, None => Answer::Several(vec!["q1".into(), "q2".into()]);
        nobody: "Lima", Loc, None => Answer::Nobody;
        of_another_type: "Paris", Org, None => Answer::Nobody;
    }

    #[test]
    fn lines_that_are_no_entries_are_named() {
        let told = read("q1\tLOC\tFRA\tParis\nq2\tTOWN\t\tLima\nq3\n{\"id\": \"q4\"}\n").unwrap_err().to_string();
        for (line, what) in [(2, "TOWN"), (3, "1 columns"), (4, "names")] {
            let row = told.lines().find(|row| row.contains(&format!("own.tsv:{line}:")));
            assert!(row.is_some_and(|row| row.contains(what)), "{told}");
        }
        assert!(told.contains("3 lines"));
    }
}
