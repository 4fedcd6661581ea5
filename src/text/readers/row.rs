//! A row of named fields, from whatever format: which of them make the article.

use std::fmt;

use serde::Deserialize;
use serde_json::{Map, Value};
use url::Url;

use super::super::article::Item;
use super::super::{Article, Field, Unreadable, Warning, WarningCode};
use super::Opened;

/// The fields of one article. `null` and absence are the same; what nobody asked for is ignored.
#[derive(Deserialize)]
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
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.opened.source, self.number)
    }
}

impl Row {
    /// The article. `warnings`: what reading the row found odd.
    pub fn article(mut self, place: Place<'_>, mut warnings: Vec<Warning>) -> Item {
        let extra = self.passed(&place.opened.wanted.pass);
        let mut optional = |name| match self.0.remove(name)? {
            Value::Null => None,
            Value::String(value) => Some(value),
            // A fraction, or a number past 64 bits, would not come out as it went in.
            Value::Number(value) if name == "id" && !value.is_f64() => Some(value.to_string()),
            other => {
                warnings.push(bad_field(place, name, Some(&other), "the field is left out"));
                None
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
            published: optional("published").or_else(|| optional("date")),
            fetched: optional("fetched"),
            extra,
            ..Article::default()
        };
        match self.0.remove("text") {
            Some(Value::String(text)) => {
                article.text = text;
                article.warnings = warnings;
                article.put_headline();
                Ok(article)
            }
            other => {
                let warning = bad_field(place, "text", other.as_ref(), "the row is left out");
                Err(Unreadable { known: Box::new(article), warning })
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

/// The host of an address, where it is one.
fn host(address: &str) -> Option<String> {
    Url::parse(address).ok()?.host_str().map(str::to_owned)
}

fn bad_field(place: Place<'_>, name: &str, value: Option<&Value>, then: &str) -> Warning {
    let got = match value {
        None | Some(Value::Null) => "nothing",
        Some(Value::Bool(_)) => "true or false",
        Some(Value::Number(_)) => "a number",
        Some(Value::String(_)) => "a string",
        Some(Value::Array(_)) => "an array",
        Some(Value::Object(_)) => "an object",
    };
    let expected = if name == "id" { "a string or a 64-bit whole number" } else { "a string" };
    Warning::of_bytes(WarningCode::BadField, format!("{place}: expected {expected} in `{name}`, got {got}; {then}"))
}
