//! One JSON object a line, one article each; a line that is not one costs that line only.

use std::io::{self, BufRead, Read};

use serde::Deserialize;
use serde_json::Value;
use url::Url;

use super::article::Item;
use super::decode::decode;
use super::limit::{LIMIT, too_long};
use super::unpack::Unpacked;
use super::{Article, Unreadable, Warning, WarningCode};

/// The articles of one JSONL file. Holds one line at a time.
pub(super) struct JsonLines {
    unpacked: Unpacked,
    /// The file's own id.
    file: String,
    source: String,
    /// Of the line being read, from 1.
    number: usize,
    line: Vec<u8>,
    done: bool,
}

/// The fields that are read. `null` and absence are the same; everything else in the object is ignored.
#[derive(Deserialize)]
struct Fields {
    id: Option<Value>,
    text: Option<Value>,
    title: Option<Value>,
    url: Option<Value>,
    host: Option<Value>,
    byline: Option<Value>,
    published: Option<Value>,
    date: Option<Value>,
    fetched: Option<Value>,
}

impl JsonLines {
    /// Articles without an `id` are called `file:LINE`.
    pub(super) fn new(unpacked: Unpacked, file: String, source: String) -> Self {
        Self { unpacked, file, source, number: 0, line: Vec::new(), done: false }
    }

    /// Reads the next line; `Ok(false)` is the end. At most one byte past the limit is kept, the rest skipped.
    fn advance(&mut self) -> io::Result<bool> {
        self.number += 1;
        self.line.clear();
        let reader = &mut self.unpacked.reader;
        reader.by_ref().take(LIMIT + 1).read_until(b'\n', &mut self.line)?;
        if self.is_too_long() {
            self.unpacked.reader.skip_until(b'\n')?;
        }
        Ok(!self.line.is_empty())
    }

    fn is_too_long(&self) -> bool {
        self.line.len() as u64 > LIMIT && !self.line.ends_with(b"\n")
    }

    fn is_blank(&self) -> bool {
        self.line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.line).trim_ascii().is_empty()
    }

    /// UTF-16 has its line ends elsewhere: nothing in the file can be read.
    fn is_wide(&self) -> bool {
        self.number == 1 && (self.line.starts_with(&[0xff, 0xfe]) || self.line.starts_with(&[0xfe, 0xff]))
    }

    fn place(&self) -> String {
        format!("{}:{}", self.source, self.number)
    }

    fn unreadable(&self, warning: Warning) -> Unreadable {
        Unreadable::new(self.default_id(), self.source.clone(), warning)
    }

    fn default_id(&self) -> String {
        format!("{}:{}", self.file, self.number)
    }

    /// The line's object, and what decoding it found odd.
    fn fields(&self) -> Result<(Fields, Vec<Warning>), Warning> {
        let place = self.place();
        let (line, warnings) = decode(&self.line, &place)?;
        let line = line.trim();
        // A derived struct would also take an array.
        if !line.starts_with('{') {
            return Err(not_json(&place, line, "no `{` at its beginning"));
        }
        let fields = serde_json::from_str(line).map_err(|error| {
            let column = error.column();
            let what = error.to_string();
            let what = what.split(" at line ").next().unwrap_or_default();
            not_json(&place, line, &format!("{what} at byte {column} of the line"))
        })?;
        Ok((fields, warnings))
    }

    fn article(&self) -> Item {
        let (fields, mut warnings) = self.fields().map_err(|warning| self.unreadable(warning))?;
        let place = self.place();
        let mut optional = |name, value: Option<Value>| match value? {
            Value::String(value) => Some(value),
            // A fraction, or a number past 64 bits, would not come out as it went in.
            Value::Number(value) if name == "id" && !value.is_f64() => Some(value.to_string()),
            other => {
                warnings.push(bad_field(&place, name, Some(&other), "the field is left out"));
                None
            }
        };
        let url = optional("url", fields.url);
        let mut article = Article {
            id: optional("id", fields.id).filter(|id| !id.is_empty()).unwrap_or_else(|| self.default_id()),
            source: Some(self.source.clone()),
            host: optional("host", fields.host).or_else(|| host(url.as_deref()?)),
            url,
            title: optional("title", fields.title),
            byline: optional("byline", fields.byline),
            published: optional("published", fields.published).or_else(|| optional("date", fields.date)),
            fetched: optional("fetched", fields.fetched),
            ..Article::default()
        };
        match fields.text {
            Some(Value::String(text)) => {
                article.text = text;
                article.warnings = warnings;
                article.put_headline();
                Ok(article)
            }
            other => {
                let warning = bad_field(&place, "text", other.as_ref(), "the line is left out");
                Err(Unreadable { known: Box::new(article), warning })
            }
        }
    }
}

/// The host of an address, where it is one.
fn host(address: &str) -> Option<String> {
    Url::parse(address).ok()?.host_str().map(str::to_owned)
}

impl Iterator for JsonLines {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        while !self.done {
            match self.advance() {
                Ok(false) => self.done = true,
                Ok(true) if self.is_too_long() => return Some(Err(self.unreadable(too_long(&self.place(), "line")))),
                Ok(true) if self.is_wide() => {
                    self.done = true;
                    let message =
                        format!("{}: expected JSONL in UTF-8, got UTF-16; convert the file first", self.place());
                    return Some(Err(self.unreadable(Warning::of_bytes(WarningCode::Charset, message))));
                }
                Ok(true) if self.is_blank() => {}
                Ok(true) => return Some(self.article()),
                Err(error) => {
                    self.done = true;
                    let fault = self.unpacked.fault(&self.place(), &error);
                    // The line that the fault cut may be whole all the same: only its end of line is missing.
                    return Some(match self.article() {
                        Ok(mut article) => {
                            article.warnings.push(fault);
                            Ok(article)
                        }
                        Err(bad) => Err(Unreadable { warning: fault, ..bad }),
                    });
                }
            }
        }
        None
    }
}

fn not_json(place: &str, line: &str, what: &str) -> Warning {
    let start: String = line.chars().take(40).collect();
    Warning::of_bytes(
        WarningCode::NotJson,
        format!("{place}: expected one JSON object on the line, got {start:?}: {what}"),
    )
}

fn bad_field(place: &str, name: &str, value: Option<&Value>, then: &str) -> Warning {
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
