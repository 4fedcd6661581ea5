//! A record for a person: each relation with its sentence, marks under its parts, its roles and its rule.

use std::fmt::Write as _;

use super::csv::on_one_line;
use crate::actor::known_as;
use crate::record::{Arg, EntityRow, Record, Relation, Role};

/// Width of a line of the sentence, in characters.
const WIDTH: usize = 100;

/// All relations of a record, in text order.
#[must_use]
pub fn explain(record: &Record) -> String {
    let mut out = format!("{} · {} relations, {} entities", record.id, record.relations.len(), record.entities.len());
    if let Some(title) = &record.doc.title {
        let _ = write!(out, " · {title}");
    }
    out.push('\n');
    for warning in &record.warnings {
        let _ = writeln!(out, "warning: {}: {}", warning.code, warning.message);
    }
    let text: Option<Vec<char>> = record.text.as_ref().map(|text| text.chars().collect());
    for relation in &record.relations {
        one(&mut out, record, relation, text.as_deref());
    }
    out
}

fn one(out: &mut String, record: &Record, relation: &Relation, text: Option<&[char]>) {
    let kind = [relation.quote.name(), relation.polarity.name(), relation.modality.name()].join(", ");
    // Writing into a String cannot fail.
    let _ = writeln!(out, "\n{} {} · {} · {kind}", relation.id, relation.kind, relation.rule);
    let marks = marks(relation);
    let text = text.unwrap_or_default();
    for (start, end) in lines(text, relation.evidence.start, relation.evidence.end.min(text.len())) {
        let words: String = text[start..end].iter().map(|c| if c.is_whitespace() { ' ' } else { *c }).collect();
        let under: String = (start..end).map(|at| mark_at(&marks, at)).collect();
        let _ = writeln!(out, "    {words}");
        if !under.trim().is_empty() {
            let _ = writeln!(out, "    {}", under.trim_end());
        }
    }
    for arg in &relation.args {
        let _ = writeln!(out, "  {:<9} {}", arg.role.name(), told(record, arg));
    }
    if !relation.attribution.is_empty() {
        let chain: Vec<String> = relation.attribution.iter().map(|id| source(record, id)).collect();
        let _ = writeln!(out, "  {:<9} {}", "through", chain.join(" ← "));
    }
}

/// Spans to be marked, the smallest first: a speaker inside the content keeps its mark.
fn marks(relation: &Relation) -> Vec<(usize, usize, char)> {
    let mut marks = vec![(relation.cue.start, relation.cue.end, '^')];
    for arg in &relation.args {
        let letter = arg.role.name().chars().next().unwrap_or('?');
        marks.extend(arg.spans.iter().map(|[start, end]| (*start, *end, letter)));
    }
    marks.sort_by_key(|(start, end, _)| end - start);
    marks
}

fn mark_at(marks: &[(usize, usize, char)], at: usize) -> char {
    marks.iter().find(|(start, end, _)| (*start..*end).contains(&at)).map_or(' ', |(_, _, letter)| *letter)
}

/// Cuts `start..end` at white space into lines of at most [`WIDTH`].
fn lines(text: &[char], start: usize, end: usize) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = start;
    while at < end {
        while at < end && text[at].is_whitespace() {
            at += 1;
        }
        let full = (at + WIDTH).min(end);
        let broken = (at + 1..full).find(|&i| text[i] == '\n');
        let cut = broken.unwrap_or_else(|| match full {
            full if full == end => end,
            full => (at + 1..full).rev().find(|&i| text[i].is_whitespace()).unwrap_or(full),
        });
        if at < cut {
            found.push((at, cut));
        }
        at = cut.max(at + 1);
    }
    found
}

fn told(record: &Record, arg: &Arg) -> String {
    let words = arg.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let entity = record.entity_of(arg);
    match entity {
        Some(entity) => {
            format!("{words} → {} ({}{})", entity.name, entity.class.name(), if arg.metonym { ", metonym" } else { "" })
                + &described(record, entity)
        }
        None => words,
    }
}

/// What an entity is: ", President, of Azerbaijan, AZE GOV". Of a well-known body how that is known.
fn described(record: &Record, entity: &EntityRow) -> String {
    let titles = entity.titles.iter().map(|title| title.text.clone());
    let code = [entity.country.as_deref(), entity.sector.map(crate::record::Sector::name)];
    let code = code.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let known = known_as(&entity.name).map(|how| format!("inferred: {how}"));
    let all = titles
        .chain(record.body_of(entity).map(|body| format!("of {}", body.name)))
        .chain(Some(code).filter(|code| !code.is_empty()));
    all.chain(known).flat_map(|part| [", ".to_owned(), on_one_line(&part)]).collect()
}

fn source(record: &Record, id: &str) -> String {
    let Some(outer) = record.relations.iter().find(|r| r.id == id) else { return id.to_owned() };
    let who: Vec<&str> = outer.args.iter().filter(|a| a.role == Role::Speaker).map(|a| a.text.as_str()).collect();
    format!("{id} {} by {}", outer.kind, if who.is_empty() { "nobody named".to_owned() } else { who.join(" and ") })
}
