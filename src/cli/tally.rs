//! What came of a run's articles, and the last line that tells it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use indicatif::HumanCount;
use serde::{Deserialize, Serialize};

use crate::pipeline::Status;
use crate::record::{Record, WarningRow};

/// So many articles that failed are named.
const NAMED: usize = 3;

/// How many articles ended how.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Tally {
    statuses: BTreeMap<Status, u64>,
    /// The first that failed or were cut: id and why.
    first: Vec<(String, String)>,
}

impl Tally {
    pub fn count(&mut self, record: &Record) {
        let status = record.doc.status;
        *self.statuses.entry(status).or_default() += 1;
        if !status.is_whole() && self.first.len() < NAMED {
            let why = cause(record).map_or("no reason given", |warning| match warning.code.as_str() {
                // Which column was looked for, and which there are, is what a user needs to know.
                "bad_field" if warning.message.contains("--text-column") => without_place(&warning.message),
                code => meant(code),
            });
            self.first.push((record.id.clone(), why.to_owned()));
        }
    }

    /// Did one fail, or was one cut?
    pub fn has_failed(&self) -> bool {
        self.not_whole() > 0
    }

    /// How many there were.
    pub fn all(&self) -> u64 {
        self.statuses.values().sum()
    }

    fn not_whole(&self) -> u64 {
        self.statuses.iter().filter(|(status, _)| !status.is_whole()).map(|(_, count)| count).sum()
    }

    fn of(&self, status: Status) -> u64 {
        self.statuses.get(&status).copied().unwrap_or_default()
    }

    /// "1,997 of 2,000 articles read; 3 failed: mixed.jsonl:2 (no JSON), …; list: --errors FILE".
    pub fn told(&self, errors: Option<&Path>) -> String {
        let (all, not_whole) = (self.all(), self.not_whole());
        let mut told = format!("{} of {} read", HumanCount(all - not_whole), articles(all));
        for (status, what) in [
            (Status::Error, "failed"),
            (Status::Damaged, "damaged"),
            (Status::Truncated, "cut"),
            (Status::Empty, "empty"),
            (Status::SkippedLang, "in another language"),
        ] {
            if self.of(status) > 0 {
                // Writing into a String cannot fail.
                let _ = write!(told, "; {} {what}", HumanCount(self.of(status)));
            }
        }
        if not_whole == 0 {
            return told;
        }
        let named: Vec<String> = self.first.iter().map(|(id, why)| format!("{id} ({why})")).collect();
        let more = if not_whole > self.first.len() as u64 { ", …" } else { "" };
        let list = errors.map_or_else(|| "--errors FILE".to_owned(), |path| path.display().to_string());
        let _ = write!(told, ": {}{more}; list: {list}", named.join(", "));
        told
    }
}

/// "1 article", "2,000 articles".
pub(super) fn articles(count: u64) -> String {
    format!("{} article{}", HumanCount(count), if count == 1 { "" } else { "s" })
}

/// The warning that says why an article's status is what it is.
pub(super) fn cause(record: &Record) -> Option<&WarningRow> {
    let codes: &[&str] = match record.doc.status {
        Status::Empty => &["no_article", "empty"],
        Status::Truncated => &["too_long"],
        Status::Damaged => &["bad_bytes", "broken_compression", "cut", "unreadable"],
        Status::SkippedLang => &["language"],
        Status::Ok | Status::Error => &[],
    };
    let named = record.warnings.iter().find(|warning| codes.contains(&warning.code.as_str()));
    named.or(record.warnings.last())
}

/// A message without the place that it begins with, which the article's id tells already.
fn without_place(message: &str) -> &str {
    message.find("expected ").map_or(message, |at| &message[at..])
}

/// A warning's code in words, for a line that has no room for its message.
fn meant(code: &str) -> &str {
    match code {
        "not_json" => "no JSON",
        "bad_field" => "a field is missing or of the wrong type",
        "no_article" => "no running text: a front page, say",
        "bad_bytes" => "bytes that are no text",
        "broken_compression" => "cut or broken archive",
        "too_long" => "longer than allowed",
        "empty" => "no text",
        "binary" => "no text but binary data",
        other => other,
    }
}
