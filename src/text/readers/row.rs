//! A row of named fields, from whatever format: which of them make the article.

use std::fmt;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::super::article::Item;
use super::super::host::host;
use super::super::{Article, Field, Unreadable, Wanted, Warning, WarningCode};
use super::Opened;
use super::columns::{Columns, Part, listed};

/// The fields of one article. `null` and absence are the same; what nobody asked for is ignored.
#[derive(Default, Deserialize)]
#[serde(transparent)]
pub(super) struct Row(Map<String, Value>);

/// Where a row stands.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub opened: &'a Opened,
    /// Of the row, from 1.
    pub number: usize,
}

impl Place<'_> {
    /// What a row without an `id` is called.
    pub fn id(self) -> String {
        format!("{}:{}", self.opened.id, self.number)
    }

    /// A row of which nothing else can be told.
    pub fn unreadable(self, warning: Warning) -> Unreadable {
        Unreadable::new(self.id(), self.opened.source.clone(), warning)
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.opened.source, self.number)
    }
}

impl Row {
    /// Adds a field.
    pub fn put(&mut self, name: &str, value: String) {
        self.0.insert(name.to_owned(), Value::String(value));
    }

    /// The article, its parts known by the fields' names. `warnings`: what reading the row found odd.
    pub fn named_article(self, place: Place<'_>, warnings: Vec<Warning>) -> Item {
        let opened = place.opened;
        let names = self.0.iter().filter(|(_, value)| !value.is_null()).map(|(name, _)| name.as_str());
        let columns = Columns::among(names, &opened.wanted);
        if columns.of("text").is_some() {
            columns.tell(opened);
        }
        self.article(place, &columns, warnings)
    }

    /// The article. `warnings`: what reading the row found odd.
    pub fn article(mut self, place: Place<'_>, columns: &Columns, mut warnings: Vec<Warning>) -> Item {
        let extra = self.passed(&place.opened.wanted.pass);
        let names = || listed(self.0.keys().map(String::as_str));
        let missing = columns.of("text").is_none().then(|| no_text(place, &place.opened.wanted, &names()));
        let mut optional = |part: Part| {
            let name = columns.of(part)?;
            match self.0.remove(name)? {
                Value::Null => None,
                Value::String(value) => Some(value),
                // A fraction, or a number past 64 bits, would not come out as it went in.
                Value::Number(value) if part == "id" && !value.is_f64() => Some(value.to_string()),
                Value::Array(names) if part == "byline" && names.iter().all(Value::is_string) => joined(&names),
                other => {
                    warnings.push(bad_field(place, part, name, Some(&other), "the field is left out"));
                    None
                }
            }
        };
        let url = optional("url");
        let mut article = Article {
            id: optional("id").filter(|id| !id.is_empty()).unwrap_or_else(|| place.id()),
            source: Some(place.opened.source.clone()),
            host: optional("host").or_else(|| host(url.as_deref()?)),
            url,
            title: optional("title"),
            byline: optional("byline"),
            published: optional("published"),
            fetched: optional("fetched"),
            extra,
            ..Article::default()
        };
        let name = columns.of("text").unwrap_or("text");
        match self.0.remove(name) {
            Some(Value::String(text)) if missing.is_none() => {
                article.text = text;
                article.warnings = warnings;
                article.put_headline();
                Ok(article)
            }
            other => {
                let of_type = || bad_field(place, "text", name, other.as_ref(), "the row is left out");
                Err(Unreadable { known: Box::new(article), warning: missing.unwrap_or_else(of_type) })
            }
        }
    }

    /// The fields that go through as they are, in the order in which they were asked for.
    fn passed(&self, keys: &[String]) -> Vec<Field> {
        let value = |key: &String| match self.0.get(key)? {
            Value::Null => None,
            Value::String(value) => Some(value.clone()),
            other => Some(other.to_string()),
        };
        keys.iter().filter_map(|key| Some(Field { key: key.clone(), value: value(key)? })).collect()
    }
}

/// Several authors in a row.
fn joined(names: &[Value]) -> Option<String> {
    let names: Vec<&str> = names.iter().filter_map(Value::as_str).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// Nothing there is known to be the text. `names`: the fields that there are.
pub(super) fn no_text(place: impl fmt::Display, wanted: &Wanted, names: &str) -> Warning {
    let message = match &wanted.text_column {
        Some(asked) => format!(
            "{place}: expected the article in the field `{asked}` that --text-column names, got {names}; name one of these"
        ),
        None => format!(
            "{place}: expected the article in a field `text`, or one whose name says as much, got {names}; --text-column NAME \
             says which it is"
        ),
    };
    Warning::of_bytes(WarningCode::BadField, message)
}

fn bad_field(place: Place<'_>, part: Part, name: &str, value: Option<&Value>, then: &str) -> Warning {
    let got = match value {
        None | Some(Value::Null) => "nothing",
        Some(Value::Bool(_)) => "true or false",
        Some(Value::Number(_)) => "a number",
        Some(Value::String(_)) => "a string",
        Some(Value::Array(_)) => "an array",
        Some(Value::Object(_)) => "an object",
    };
    let expected = if part == "id" { "a string or a 64-bit whole number" } else { "a string" };
    Warning::of_bytes(WarningCode::BadField, format!("{place}: expected {expected} in `{name}`, got {got}; {then}"))
}
