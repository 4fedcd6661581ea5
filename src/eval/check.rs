//! Is a gold article consistent with its text, with itself and with the contract?

use super::labels::{Arg, Block, Labels, Mention, Point, Relation};
use super::vocabulary::PARTS;
use crate::record::CodePoints;
use crate::text::Span;
use pathfinding::directed::topological_sort::topological_sort;
use std::collections::{HashMap, HashSet};

/// A label that cannot be right.
pub(super) struct Fault {
    pub(super) what: String,
    pub(super) expected: String,
    pub(super) got: String,
}

type Checked = Result<(), Fault>;

/// The first fault of an article, if it has one.
pub(super) fn check(article: &Labels) -> Checked {
    parts(article)?;
    types(article)?;
    let words = CodePoints::of(&article.text);
    for ignored in &article.ignore {
        at(&words, "ignore", ignored.start, ignored.end, None)?;
    }
    blocks(article, &words)?;
    entities(article)?;
    mentions(article, &words)?;
    relations(article, &words)
}

fn parts(article: &Labels) -> Checked {
    for part in article.labelled.iter().flatten() {
        one_of("labelled", part, PARTS)?;
    }
    for (part, there) in [
        ("blocks", article.blocks.is_some()),
        ("mentions", article.mentions.is_some()),
        ("relations", article.relations.is_some()),
    ] {
        if article.labels(part) && !there {
            return fault("labelled", format!("a key `{part}`, because `labelled` names it"), "no such key");
        }
    }
    Ok(())
}

/// Does the list of types name some, each once, and all that there are?
fn types(article: &Labels) -> Checked {
    let Some(types) = &article.labelled_types else { return Ok(()) };
    if types.is_empty() {
        return fault("labelled_types", "types, or no such key where all were labelled", "an empty list");
    }
    unique("labelled_types:", types.iter().map(String::as_str))?;
    let mentions = article.mentions().iter().filter(|mention| mention.is_name());
    let labels = mentions.map(|m| (m.class.name(), "mention", m.span()));
    let mut labels = labels.chain(article.relations().iter().map(|r| (r.kind.as_str(), "relation", r.cue.span())));
    match labels.find(|(kind, ..)| !article.labels_type(kind)) {
        Some((kind, what, at)) => {
            let expected = format!("one of `labelled_types`, {}", types.join(", "));
            fault(format!("type of {what} at {at:?}"), expected, format!("{kind:?}"))
        }
        None => Ok(()),
    }
}

fn blocks(article: &Labels, words: &CodePoints) -> Checked {
    for block in article.blocks() {
        let what = format!("block at {}..{}", block.start, block.end);
        at(words, &what, block.start, block.end, None)?;
    }
    apart("blocks", article.blocks().iter().map(Block::span))
}

fn entities(article: &Labels) -> Checked {
    let entities = article.entities.as_deref().unwrap_or_default();
    unique("entity", entities.iter().map(|e| e.id.as_str()))
}

fn mentions(article: &Labels, words: &CodePoints) -> Checked {
    let known = known_entities(article);
    unique("mention", article.mentions().iter().filter_map(|m| m.id.as_deref()))?;
    for mention in article.mentions() {
        let what = format!("mention at {}..{}", mention.start, mention.end);
        at(words, &what, mention.start, mention.end, mention.text.as_deref())?;
        names_known(&what, "an entity", mention.entity.as_deref(), &known)?;
    }
    apart("name mentions", article.mentions().iter().filter(|mention| mention.is_name()).map(Mention::span))
}

fn relations(article: &Labels, words: &CodePoints) -> Checked {
    let entities = known_entities(article);
    let ids = || article.relations().iter().filter_map(|r| r.id.as_deref());
    unique("relation", ids())?;
    let known: HashSet<&str> = ids().collect();
    for relation in article.relations() {
        let cue = &relation.cue;
        let what = format!("relation {} at {}..{}", relation.kind, cue.start, cue.end);
        at(words, &format!("cue of {what}"), cue.start, cue.end, cue.text.as_deref())?;
        if relation.kind.trim().is_empty() {
            return fault(what, "a type", "none");
        }
        for other in relation.attribution.iter().chain(&relation.answers).flatten() {
            names_known(&what, "a relation", Some(other), &known)?;
        }
        unique(&format!("attribution of {what}: relation"), relation.attribution.iter().flatten().map(String::as_str))?;
        for arg in relation.args.iter().flatten() {
            let what = format!("{} of {what}", arg.role.name());
            at(words, &what, arg.start, arg.end, arg.text.as_deref().filter(|_| arg.spans.len() < 2))?;
            in_pieces(words, &what, arg)?;
            names_known(&what, "an entity", arg.entity.as_deref(), &entities)?;
            pieces(&what, arg)?;
        }
    }
    outward("attribution", article.relations(), |relation| &relation.attribution)?;
    outward("answers", article.relations(), |relation| &relation.answers)
}

/// What reports an act, and what it answers, lies outside of it: nobody comes back to where they started.
fn outward(key: &str, relations: &[Relation], links: fn(&Relation) -> &Option<Vec<String>>) -> Checked {
    let id = |relation: &Relation| relation.id.clone();
    let next: HashMap<String, &[String]> =
        relations.iter().filter_map(|r| Some((id(r)?, links(r).as_deref().unwrap_or_default()))).collect();
    let wrong = |id: &str, got: &str| {
        let cue = relations.iter().find(|relation| relation.id.as_deref() == Some(id)).map(|relation| &relation.cue);
        let place = cue.map_or_else(String::new, |cue| format!(" at {}..{}", cue.start, cue.end));
        fault(format!("{key} of relation {id}{place}"), "other relations, none of which leads back to it", got)
    };
    // In the order of the gold, so that the same fault is told each time.
    let roots: Vec<String> = relations.iter().filter_map(id).collect();
    if let Some(own) = roots.iter().find(|id| next[*id].contains(id)) {
        return wrong(own, "its own id");
    }
    match topological_sort(&roots, |id| next.get(id).copied().unwrap_or_default().to_vec()) {
        Ok(_) => Ok(()),
        Err(id) => wrong(&id, "a circle"),
    }
}

/// An argument in several pieces says them with a space between, or all from the first to the last.
fn in_pieces(words: &CodePoints, what: &str, arg: &Arg) -> Checked {
    let Some(text) = arg.text.as_deref().filter(|_| arg.spans.len() > 1) else { return Ok(()) };
    let pieces: Vec<&str> = arg.spans.iter().filter_map(|&[start, end]| words.cut(start, end)).collect();
    let joined = pieces.join(" ");
    if text == joined || words.cut(arg.start, arg.end) == Some(text) {
        return Ok(());
    }
    fault(format!("text of {what}"), format!("its pieces, {joined:?}"), format!("{text:?}"))
}

/// Pieces stand in order, apart, and fill the hull from end to end.
fn pieces(what: &str, arg: &Arg) -> Checked {
    let pieces = arg.pieces();
    let hull = Span::new(arg.start, arg.end);
    let apart = pieces.windows(2).all(|pair| pair[0].end <= pair[1].start);
    let filled = arg.spans.iter().all(|[start, end]| start < end);
    let whole = pieces.iter().copied().reduce(Span::hull) == Some(hull);
    if apart && filled && whole {
        return Ok(());
    }
    fault(format!("spans of {what}"), format!("pieces in order that fill {hull:?}"), format!("{:?}", arg.spans))
}

/// Ids that may be named: the entity rows', or, where entities are not listed, those that mentions share.
fn known_entities(article: &Labels) -> HashSet<&str> {
    match &article.entities {
        Some(rows) => rows.iter().map(|row| row.id.as_str()).collect(),
        None => article.mentions().iter().filter_map(|m| m.entity.as_deref()).collect(),
    }
}

fn names_known(what: &str, kind: &str, id: Option<&str>, known: &HashSet<&str>) -> Checked {
    match id {
        Some(id) if !known.contains(id) => fault(what, format!("the id of {kind} of this article"), format!("{id:?}")),
        _ => Ok(()),
    }
}

/// Does none overlap another?
fn apart(what: &str, spans: impl Iterator<Item = Span<Point>>) -> Checked {
    let mut spans: Vec<_> = spans.collect();
    spans.sort();
    match spans.windows(2).find(|pair| pair[0].overlaps(pair[1])) {
        Some(pair) => fault(what, "none overlapping", format!("{:?} and {:?}", pair[0], pair[1])),
        None => Ok(()),
    }
}

fn unique<'a>(what: &str, ids: impl Iterator<Item = &'a str>) -> Checked {
    let mut seen = HashSet::new();
    for id in ids {
        if !seen.insert(id) {
            return fault(format!("{what} {id}"), "an id of its own", "the same id twice");
        }
    }
    Ok(())
}

fn one_of(what: &str, value: &str, allowed: &[&str]) -> Checked {
    if allowed.contains(&value) {
        return Ok(());
    }
    fault(what, format!("one of {}", allowed.join(", ")), format!("{value:?}"))
}

fn fault(what: impl Into<String>, expected: impl Into<String>, got: impl Into<String>) -> Checked {
    Err(Fault { what: what.into(), expected: expected.into(), got: got.into() })
}

/// Does a span lie in the text, and hold the words that it is said to hold?
fn at(text: &CodePoints, what: &str, start: usize, end: usize, words: Option<&str>) -> Checked {
    let Some(there) = text.cut(start, end).filter(|there| !there.is_empty()) else {
        let expected = format!("start < end <= {} in code points", text.count());
        return fault(what, expected, format!("{start}..{end}"));
    };
    match words {
        Some(words) if words != there => {
            fault(what, format!("the words at {start}..{end}, {there:?}"), format!("{words:?}"))
        }
        _ => Ok(()),
    }
}
