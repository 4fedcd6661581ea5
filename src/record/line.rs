//! A line of a file that is, or wants to be, in the record's shape: read, its version checked, its unknown keys named.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{SCHEMA_VERSION, schema};

/// What was read, and the keys that were left out because nobody knows them.
#[derive(Debug, Clone, PartialEq)]
pub struct Line<T> {
    /// What was read.
    pub value: T,
    /// Paths of unknown keys, `relations[].args[].rol`, each once.
    pub unknown: BTreeSet<String>,
}

/// Why a line could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LineError {
    /// No JSON, a key that is missing, a value of the wrong type.
    #[error("{0}")]
    Shape(serde_json::Error),
    /// Made by a program of another major version, where keys may mean something else.
    #[error(
        "schema_version: expected {expected}.x, got {got:?}; read it with the onrecord of that version, or extract again",
        expected = major(SCHEMA_VERSION)
    )]
    Version {
        /// What the line says.
        got: String,
    },
}

#[derive(Deserialize)]
struct Versioned {
    schema_version: Option<Value>,
}

/// Reads one line of JSON. A line without a version, as gold written by hand may be, is taken to be of this one.
///
/// # Errors
/// When the line is of another major version, or not of the shape.
pub fn read_line<T: DeserializeOwned>(text: &str) -> Result<Line<T>, LineError> {
    let Versioned { schema_version } = serde_json::from_str(text).map_err(LineError::Shape)?;
    match schema_version {
        None => {}
        Some(Value::String(version)) if major(&version) == major(SCHEMA_VERSION) => {}
        Some(Value::String(got)) => return Err(LineError::Version { got }),
        Some(other) => return Err(LineError::Version { got: other.to_string() }),
    }
    let mut unknown = BTreeSet::new();
    let mut json = serde_json::Deserializer::from_str(text);
    let value = serde_ignored::deserialize(&mut json, |path| {
        let path = told(&path);
        if !KNOWN.contains(&path) {
            unknown.insert(path);
        }
    })
    .map_err(LineError::Shape)?;
    json.end().map_err(LineError::Shape)?;
    Ok(Line { value, unknown })
}

/// The known key that an unknown one was probably meant to be.
#[must_use]
pub fn meant(unknown: &str) -> Option<&'static str> {
    let (place, key) = unknown.rsplit_once('.').map_or(("", unknown), |(place, key)| (place, key));
    let beside = KNOWN.iter().filter_map(|path| {
        let (there, known) = path.rsplit_once('.').unwrap_or(("", path));
        (there == place).then_some(known)
    });
    // Two slips at most, and fewer than the key has letters.
    let near = beside.map(|known| (strsim::damerau_levenshtein(key, known), known));
    let (slips, known) = near.min()?;
    (slips <= 2 && slips < key.chars().count()).then_some(known)
}

fn major(version: &str) -> &str {
    version.split('.').next().unwrap_or(version)
}

/// `relations[].args[].rol`.
fn told(path: &serde_ignored::Path<'_>) -> String {
    use serde_ignored::Path;
    match path {
        Path::Root => String::new(),
        Path::Seq { parent, .. } => told(parent) + "[]",
        Path::Map { parent, key } => match told(parent) {
            place if place.is_empty() => key.clone(),
            place => format!("{place}.{key}"),
        },
        Path::Some { parent } | Path::NewtypeStruct { parent } | Path::NewtypeVariant { parent } => told(parent),
    }
}

/// Every key of a record, and those that only gold has.
static KNOWN: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let mut known: BTreeSet<String> = ["labelled", "labelled_types", "ignore"].map(str::to_owned).into();
    let schema = schema();
    keys(&schema, &schema, "", &mut known);
    known
});

/// Adds the keys below a part of the schema.
fn keys(schema: &Value, part: &Value, place: &str, known: &mut BTreeSet<String>) {
    if let Some(name) = part["$ref"].as_str() {
        let definition = schema.pointer(name.trim_start_matches('#')).unwrap_or(&Value::Null);
        return keys(schema, definition, place, known);
    }
    for (key, below) in part["properties"].as_object().into_iter().flatten() {
        let path = if place.is_empty() { key.clone() } else { format!("{place}.{key}") };
        keys(schema, below, &path, known);
        known.insert(path);
    }
    if part["items"].is_object() {
        keys(schema, &part["items"], &format!("{place}[]"), known);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::{Line, LineError, meant, read_line};
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    struct Gold {
        id: String,
        #[serde(default)]
        relations: Vec<Act>,
    }

    #[derive(Debug, Deserialize)]
    struct Act {
        polarity: Option<String>,
    }

    fn unknown(text: &str) -> Vec<String> {
        let Line { value, unknown }: Line<Gold> = read_line(text).unwrap();
        assert_eq!(value.id, "a", "what is known is read all the same");
        assert!(value.relations.iter().all(|act| act.polarity.is_none()));
        unknown.into_iter().collect()
    }

    #[test]
    fn keys_that_nobody_knows_are_named() {
        for (text, expected) in [
            (r#"{"id":"a"}"#, &[][..]),
            (r#"{"id":"a","relatons":[{"polarity":"negative"}]}"#, &["relatons"]),
            (r#"{"id":"a","relations":[{"polarty":"negative"},{"polarty":null}]}"#, &["relations[].polarty"]),
            // Not read here, and no mistake: records have them.
            (r#"{"id":"a","doc":{"url":null},"relations":[{"rule":"said.say","codes":{"cameo":null}}]}"#, &[]),
            (r#"{"id":"a","labelled":[],"ignore":[],"provenance":{}}"#, &[]),
        ] {
            assert_eq!(unknown(text), expected, "{text}");
        }
    }

    #[test]
    fn a_slip_of_the_pen_is_guessed() {
        for (unknown, known) in [
            ("relatons", Some("relations")),
            ("relations[].polarty", Some("polarity")),
            ("relations[].args[].rol", Some("role")),
            ("colour", None),
            ("x", None),
        ] {
            assert_eq!(meant(unknown), known, "{unknown}");
        }
    }

    #[test]
    fn another_major_version_is_refused_by_name_and_a_later_minor_read() {
        for version in [r#""9.0""#, r#""2""#, r#""""#, "1.0", r#""10.0""#] {
            let error = read_line::<Gold>(&format!(r#"{{"schema_version":{version},"id":"a"}}"#)).unwrap_err();
            assert!(matches!(error, LineError::Version { .. }), "{error}");
            assert!(error.to_string().contains("expected 1.x, got"), "{error}");
        }
        for version in [r#""1.0""#, r#""1.7""#, "null"] {
            let line = format!(r#"{{"schema_version":{version},"id":"a","later":1}}"#);
            assert_eq!(unknown(&line), ["later"]);
        }
    }

    #[test]
    fn what_stands_behind_the_object_is_an_error() {
        assert!(matches!(read_line::<Gold>(r#"{"id":"a"} x"#), Err(LineError::Shape(_))));
    }
}
