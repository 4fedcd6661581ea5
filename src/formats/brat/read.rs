//! `.txt` and `.ann` → graph.

use super::lines::{Body, Line, lines};
use super::{APART, ENTITY, breaks};
use crate::eval::Entity;
use crate::formats::error::FormatError;
use crate::formats::graph::{Arrow, Graph, Left, Node};
use crate::record::CodePoints;
use pathfinding::undirected::connected_components::components;
use std::collections::{HashMap, HashSet};
use std::path::Path;

/// What an `.ann` file, at `path`, says of an article, added to what is known of it.
pub(super) fn graph(graph: Graph, path: &Path, content: &str, left: &mut Left) -> Result<Graph, FormatError> {
    let lines = lines(path, content)?;
    let mut known = HashMap::new();
    for line in lines.iter().filter(|line| line.id != "*") {
        if let Some(first) = known.insert(line.id, line) {
            return Err(FormatError::label(&line.place, "an id of its own", format!("the id of {}", first.place)));
        }
    }
    let text = graph.text.clone();
    let mut reader = Reader { known, graph, nodes: HashMap::new() };
    reader.spans(&lines, &CodePoints::of(&text))?;
    reader.rest(&lines, left)?;
    reader.entities(&lines)?;
    Ok(reader.graph)
}

struct Reader<'a> {
    known: HashMap<&'a str, &'a Line<'a>>,
    graph: Graph,
    /// Identifier → place in the graph; a trigger's is that of its first event.
    nodes: HashMap<&'a str, usize>,
}

impl<'a> Reader<'a> {
    fn node(&self, id: &str, place: &str) -> Result<usize, FormatError> {
        let missing = || FormatError::label(place, "the id of a span or event of this file", format!("{id:?}"));
        self.nodes.get(id).copied().ok_or_else(missing)
    }

    /// A node for each event, and for each span that is no trigger.
    fn spans(&mut self, lines: &'a [Line<'a>], points: &CodePoints) -> Result<(), FormatError> {
        let mut apart: HashMap<&str, HashSet<usize>> = HashMap::new();
        for Line { place, body, .. } in lines {
            let Body::Note { label: APART, of, text } = body else { continue };
            let numbers = text.split(',').map(|number| number.trim().parse());
            let numbers = numbers.collect::<Result<_, _>>();
            let wrong = |_| FormatError::label(place, "numbers of fragments, as in `2,4`", format!("{text:?}"));
            apart.insert(of, numbers.map_err(wrong)?);
        }
        let cut = |line: &Line, fragments: &[[usize; 2]], words| {
            pieces(points, &line.place, fragments, words, apart.get(line.id))
        };
        for line in lines {
            let Body::Event { label, trigger, .. } = &line.body else { continue };
            let wrong = |expected: String, got: String| Err(FormatError::label(&line.place, expected, got));
            let Some(bound) = self.known.get(trigger).copied() else {
                return wrong("the id of a span as trigger".into(), format!("{trigger:?}"));
            };
            match &bound.body {
                Body::Bound { label: of, fragments, words } if of == label => {
                    let pieces = cut(bound, fragments, *words)?;
                    self.nodes.entry(trigger).or_insert(self.graph.nodes.len());
                    self.add(line, label, pieces, true);
                }
                _ => return wrong(format!("a trigger of type {label}"), format!("{trigger}, which is something else")),
            }
        }
        for line in lines {
            let Body::Bound { label, fragments, words } = &line.body else { continue };
            if !self.nodes.contains_key(line.id) {
                self.add(line, label, cut(line, fragments, *words)?, false);
            }
        }
        Ok(())
    }

    fn add(&mut self, line: &'a Line<'a>, label: &str, pieces: Vec<[usize; 2]>, is_act: bool) {
        self.nodes.insert(line.id, self.graph.nodes.len());
        let (place, label) = (line.place.clone(), label.to_owned());
        self.graph.nodes.push(Node { place, label, is_act, pieces, ..Node::default() });
    }

    fn arrow(&mut self, place: &str, label: &str, from: &str, to: &str) -> Result<(), FormatError> {
        let (from, to) = (self.node(from, place)?, self.node(to, place)?);
        self.graph.arrows.push(Arrow { place: place.into(), label: label.into(), from, to });
        Ok(())
    }

    fn rest(&mut self, lines: &'a [Line<'a>], left: &mut Left) -> Result<(), FormatError> {
        for Line { place, id, body } in lines {
            match body {
                Body::Event { args, .. } => {
                    args.iter().try_for_each(|(role, to)| self.arrow(place, role, id, to))?;
                }
                Body::Relation { label, from, to } => self.arrow(place, label, from, to)?,
                Body::Attribute { label, of, value } => {
                    let node = self.node(of, place)?;
                    let value = value.unwrap_or("yes").to_owned();
                    if self.graph.nodes[node].traits.insert((*label).to_owned(), value).is_some() {
                        return Err(FormatError::label(place, format!("one {label} for {of}"), "several"));
                    }
                }
                Body::Note { label, .. } if ![ENTITY, APART].contains(label) => {
                    left.see(format!("notes `{label}`, left out"));
                }
                Body::Normalisation => left.see("links to data bases, left out"),
                Body::Bound { .. } | Body::Equiv(_) | Body::Note { .. } => {}
            }
        }
        Ok(())
    }

    /// Spans in one `Equiv` stand for one entity; so does a single span with a note that names it.
    fn entities(&mut self, lines: &'a [Line<'a>]) -> Result<(), FormatError> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for Line { place, body, .. } in lines {
            if let Body::Equiv(ids) = body {
                groups.push(ids.iter().map(|id| self.node(id, place)).collect::<Result<_, _>>()?);
            }
        }
        // What two lines share makes one group of them.
        groups = components(&groups).into_iter().map(sorted).collect();
        groups.sort();
        let mut rows: Vec<(usize, Entity)> = Vec::new();
        for Line { place, body, .. } in lines {
            let Body::Note { label: ENTITY, of, text } = body else { continue };
            let node = self.node(of, place)?;
            let row: Entity = serde_json::from_str(text).map_err(|cause| FormatError::Json {
                place: place.clone(),
                expected: "an entity: {\"id\", \"type\", \"name\", \"aliases\"}",
                cause,
            })?;
            let group = groups.iter().position(|group| group.contains(&node)).unwrap_or_else(|| {
                groups.push(vec![node]);
                groups.len() - 1
            });
            match rows.iter_mut().find(|(of, _)| *of == group) {
                // Two groups that somebody joined: the second one's names are names of the first.
                Some((_, first)) => {
                    let names = [row.name].into_iter().chain(row.aliases);
                    let new: Vec<String> = names.filter(|n| *n != first.name && !first.aliases.contains(n)).collect();
                    first.aliases.extend(new);
                }
                None => rows.push((group, row)),
            }
        }
        let mut free = (0..).map(|number| format!("e{number}"));
        for (at, group) in groups.iter().enumerate() {
            let own = rows.iter().find(|(of, _)| *of == at).map(|(_, row)| row.id.clone());
            let id = own.or_else(|| free.find(|id| rows.iter().all(|(_, row)| row.id != *id)));
            for &node in group {
                self.graph.nodes[node].entity.clone_from(&id);
            }
        }
        self.graph.entities = (!rows.is_empty()).then(|| rows.into_iter().map(|(_, row)| row).collect());
        Ok(())
    }
}

fn sorted(group: HashSet<usize>) -> Vec<usize> {
    let mut group: Vec<usize> = group.into_iter().collect();
    group.sort_unstable();
    group
}

/// Fragments with only line breaks between them are one piece, but for those whose numbers are in `apart`. The words, where
/// they are given, must be those of the text.
fn pieces(
    points: &CodePoints,
    place: &str,
    fragments: &[[usize; 2]],
    words: Option<&str>,
    apart: Option<&HashSet<usize>>,
) -> Result<Vec<[usize; 2]>, FormatError> {
    let mut there = Vec::new();
    let mut pieces: Vec<[usize; 2]> = Vec::new();
    for (&[start, end], number) in fragments.iter().zip(1..) {
        let Some(text) = points.cut(start, end).filter(|text| !text.is_empty()) else {
            let expected = format!("start < end <= {} in code points of the .txt file", points.count());
            return Err(FormatError::label(place, expected, format!("{start} {end}")));
        };
        there.push(text);
        let gap = pieces.last().and_then(|last| points.cut(last[1], start)).unwrap_or_default();
        let goes_on = !gap.is_empty() && gap.chars().all(breaks) && apart.is_none_or(|apart| !apart.contains(&number));
        match pieces.last_mut() {
            Some(last) if goes_on => last[1] = end,
            _ => pieces.push([start, end]),
        }
    }
    let there = there.join(" ").replace(breaks, " ");
    match words {
        Some(words) if words != there => Err(FormatError::label(
            place,
            format!("the words there, {there:?}; offsets count code points, and a CRLF is two"),
            format!("{words:?}"),
        )),
        _ => Ok(pieces),
    }
}
