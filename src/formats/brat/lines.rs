//! The lines of an `.ann` file, one by one.

use crate::formats::error::FormatError;
use std::path::Path;

/// One annotation.
pub(super) struct Line<'a> {
    /// File, line from 1, and id.
    pub(super) place: String,
    pub(super) id: &'a str,
    pub(super) body: Body<'a>,
}

/// What it says. Identifiers are not looked up yet.
pub(super) enum Body<'a> {
    /// `T`: a span, with the words that it covers where they are given.
    Bound { label: &'a str, fragments: Vec<[usize; 2]>, words: Option<&'a str> },
    /// `E`: a trigger and roles.
    Event { label: &'a str, trigger: &'a str, args: Vec<(&'a str, &'a str)> },
    /// `R`: from one to another.
    Relation { label: &'a str, from: &'a str, to: &'a str },
    /// `A`, `M`: something said of a span or an event.
    Attribute { label: &'a str, of: &'a str, value: Option<&'a str> },
    /// `*`: spans that stand for one thing.
    Equiv(Vec<&'a str>),
    /// `#`: a note.
    Note { label: &'a str, of: &'a str, text: &'a str },
    /// `N`: a link to a data base.
    Normalisation,
}

/// Reads the lines that are not blank.
pub(super) fn lines<'a>(path: &Path, content: &'a str) -> Result<Vec<Line<'a>>, FormatError> {
    let numbered = content.split('\n').map(|text| text.trim_end_matches('\r')).zip(1..);
    numbered.filter(|(text, _)| !text.trim().is_empty()).map(|(text, number)| line(text, path, number)).collect()
}

fn line<'a>(text: &'a str, path: &Path, number: usize) -> Result<Line<'a>, FormatError> {
    let mut fields = text.splitn(3, '\t');
    let (id, data, tail) = (fields.next().unwrap_or_default(), fields.next().unwrap_or_default(), fields.next());
    let words: Vec<&str> = data.split_whitespace().collect();
    let (body, form) = match id.chars().next() {
        Some('T') => (bound(data, tail), "ID<tab>TYPE START END[;START END…]<tab>WORDS"),
        Some('E') => (event(&words), "ID<tab>TYPE:TRIGGER ROLE:ID…"),
        Some('R') => (relation(&words), "ID<tab>TYPE ARG1:ID ARG2:ID"),
        Some('A' | 'M') => (attribute(&words), "ID<tab>NAME ID [VALUE]"),
        Some('*') => {
            (words.get(1..).filter(|ids| ids.len() > 1).map(|ids| Body::Equiv(ids.to_vec())), "*<tab>Equiv ID ID…")
        }
        Some('#') => (note(&words, tail), "#ID<tab>TYPE ID<tab>TEXT"),
        Some('N') => (Some(Body::Normalisation), ""),
        _ => (None, "a line that begins with T, E, R, A, M, N, * or #"),
    };
    let place = format!("{}:{number}: {id}", path.display());
    match body {
        Some(body) => Ok(Line { place, id, body }),
        None => Err(FormatError::label(place, form, format!("{text:?}"))),
    }
}

fn bound<'a>(data: &'a str, words: Option<&'a str>) -> Option<Body<'a>> {
    let (label, spans) = data.split_once(' ')?;
    let fragment = |span: &str| {
        let (start, end) = span.trim().split_once(' ')?;
        Some([start.parse().ok()?, end.parse().ok()?])
    };
    let fragments = spans.split(';').map(fragment).collect::<Option<_>>()?;
    Some(Body::Bound { label, fragments, words: words.filter(|words| !words.is_empty()) })
}

fn event<'a>(words: &[&'a str]) -> Option<Body<'a>> {
    let (label, trigger) = words.first()?.split_once(':')?;
    let args = words[1..].iter().map(|arg| arg.split_once(':')).collect::<Option<Vec<_>>>()?;
    // A role that comes again is numbered: content, content2.
    let unnumbered = |(role, id): (&'a str, &'a str)| (role.trim_end_matches(|c: char| c.is_ascii_digit()), id);
    Some(Body::Event { label, trigger, args: args.into_iter().map(unnumbered).collect() })
}

fn relation<'a>(words: &[&'a str]) -> Option<Body<'a>> {
    let [label, from, to] = words else { return None };
    Some(Body::Relation { label, from: from.split_once(':')?.1, to: to.split_once(':')?.1 })
}

fn attribute<'a>(words: &[&'a str]) -> Option<Body<'a>> {
    let (label, of) = (words.first()?, words.get(1)?);
    (words.len() <= 3).then(|| Body::Attribute { label, of, value: words.get(2).copied() })
}

fn note<'a>(words: &[&'a str], text: Option<&'a str>) -> Option<Body<'a>> {
    let [label, of] = words else { return None };
    Some(Body::Note { label, of, text: text.unwrap_or_default() })
}
