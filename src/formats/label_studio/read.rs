//! Task → graph.

use super::shape::{Item, Task, Text, Words};
use super::units::{agrees, piece, units};
use super::{CONTINUES, ENTITY};
use crate::eval::GoldFile;
use crate::formats::error::FormatError;
use crate::formats::files::read_text;
use crate::formats::found::Found;
use crate::formats::graph::{Arrow, Graph, Left, Node, Part};
use crate::formats::read_off::read_off;
use crate::formats::vocabulary::Vocabulary;
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::path::Path;

const EXPECTED: &str = "a Label Studio export of type JSON, with text regions";

/// Reads an export.
pub(in crate::formats) fn read(path: &Path, types: &Vocabulary, left: &mut Left) -> Result<Found, FormatError> {
    let content = read_text(path, EXPECTED)?;
    let wrong = |place: String| move |cause| FormatError::Json { place, expected: EXPECTED, cause };
    let tasks: Vec<Value> = serde_json::from_str(&content).map_err(wrong(path.display().to_string()))?;
    let mut graphs = Vec::new();
    for (task, number) in tasks.into_iter().zip(1..) {
        let place = format!("{}: task {number}", path.display());
        let task = serde_json::from_value(task).map_err(wrong(place.clone()));
        let graph = task.and_then(|task| graph(task, &place, left));
        graphs.extend(graph.transpose().map(|graph| (place, graph)));
    }
    let file = GoldFile::of(path, content.as_bytes(), graphs.len());
    Ok(Found { file, articles: read_off(graphs, types, left) })
}

/// One task, unless nobody annotated it. Of several annotations the first that was not cancelled counts.
fn graph(task: Task, place: &str, left: &mut Left) -> Result<Option<Graph>, FormatError> {
    let mut annotations = task.annotations.into_iter().filter(|annotation| annotation.was_cancelled != Some(true));
    let Some(annotation) = annotations.next() else {
        left.see("tasks without an annotation, left out");
        return Ok(None);
    };
    left.count("further annotations of a task, left out: the first that was not cancelled counts", annotations.count());
    let id = task.data.id.or(task.id).as_ref().and_then(name);
    let id = id.ok_or_else(|| FormatError::label(place, "an `id` in the task or its `data`", "none"))?;
    let words: Vec<&String> = task.data.others.values().filter_map(string).collect();
    let text = match (task.data.text, words.as_slice()) {
        (Some(text), _) => text,
        (None, [only]) => (*only).clone(),
        (None, words) => {
            let got = format!("none, and {} other strings", words.len());
            return Err(FormatError::label(place, "the text in `data.text`, or as the only string in `data`", got));
        }
    };
    let labelled = task.data.labelled.map(|parts| parts.iter().map(|part| Part::of(part, place)).collect());
    let (labelled, labelled_types) = (labelled.transpose()?, task.data.labelled_types);
    let graph = Graph { id, text, labelled, labelled_types, entities: task.data.entities, ..Graph::default() };
    Reader::graph(graph, &annotation.result, place, left).map(Some)
}

fn name(value: &Value) -> Option<String> {
    match value {
        Value::String(name) => Some(name.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn string(value: &Value) -> Option<&String> {
    if let Value::String(text) = value { Some(text) } else { None }
}

/// One task's items, made into a graph.
struct Reader<'a> {
    graph: Graph,
    task: &'a str,
    /// Region id → place in the graph; that of the first piece for one that continues another.
    nodes: HashMap<&'a str, usize>,
}

impl<'a> Reader<'a> {
    fn graph(graph: Graph, items: &'a [Item], task: &'a str, left: &mut Left) -> Result<Graph, FormatError> {
        let mut reader = Self { graph, task, nodes: HashMap::new() };
        reader.regions(items, left)?;
        for item in items.iter().filter(|item| !item.kind.ends_with("labels")) {
            match item.kind.as_str() {
                "relation" => reader.arrows(item, left)?,
                "choices" | "textarea" => reader.says(item, left)?,
                kind => left.see(format!("items of type `{kind}`, left out")),
            }
        }
        Ok(reader.graph)
    }

    fn place(&self, id: &str) -> String {
        format!("{}, region {id}", self.task)
    }

    fn regions(&mut self, items: &'a [Item], left: &mut Left) -> Result<(), FormatError> {
        let text = self.graph.text.clone();
        let units = units(&text, items, left);
        let mut pieces: HashMap<&str, [usize; 2]> = HashMap::new();
        let next = items.iter().filter(|item| item.labels.iter().flatten().any(|label| label == CONTINUES));
        let next: HashMap<&str, &str> = next.filter_map(ends).collect();
        let regions = || items.iter().filter(|item| item.kind.ends_with("labels"));
        for item in regions() {
            let id = item.id.as_deref().unwrap_or_default();
            let place = self.place(id);
            let (Some(words), "labels") = (&item.value, item.kind.as_str()) else {
                let got = format!("type {:?}", item.kind);
                return Err(FormatError::label(place, "a region of type `labels`, on plain text", got));
            };
            let piece = piece(words, &units).filter(|&piece| agrees(&text, piece, words)).ok_or_else(|| {
                let expected = format!("offsets up to {} where the words of the region stand", units.length());
                FormatError::label(&place, expected, told(words))
            })?;
            if pieces.insert(id, piece).is_some() {
                return Err(FormatError::label(
                    place,
                    "an id of its own, and one label",
                    "a second region with this id",
                ));
            }
        }
        let later: HashSet<&str> = next.values().copied().collect();
        for item in regions().filter(|item| !later.contains(item.id.as_deref().unwrap_or_default())) {
            let id = item.id.as_deref().unwrap_or_default();
            let labels = item.value.as_ref().and_then(|words| words.labels.as_deref()).unwrap_or_default();
            let [label] = labels else {
                return Err(FormatError::label(self.place(id), "one label", format!("{labels:?}")));
            };
            let mut node = Node {
                place: self.place(id),
                id: Some(id.to_owned()),
                label: label.clone(),
                is_act: item.from_name.as_deref() == Some("act"),
                ..Node::default()
            };
            let mut at = Some(id);
            while let Some(piece) = at.and_then(|id| pieces.remove(id)) {
                self.nodes.extend(at.map(|id| (id, self.graph.nodes.len())));
                node.pieces.push(piece);
                at = at.and_then(|id| next.get(id).copied());
            }
            self.graph.nodes.push(node);
        }
        match pieces.keys().min() {
            Some(id) => {
                Err(FormatError::label(self.place(id), "pieces that continue a first one", "a circle or a fork"))
            }
            None => Ok(()),
        }
    }

    fn node(&self, id: Option<&str>) -> Result<usize, FormatError> {
        let known = id.and_then(|id| self.nodes.get(id));
        known
            .copied()
            .ok_or_else(|| FormatError::label(self.task, "the id of a region of this task", id.unwrap_or("none")))
    }

    fn arrows(&mut self, item: &Item, left: &mut Left) -> Result<(), FormatError> {
        let (from, to) = ends(item).unwrap_or_default();
        let (place, from, to) =
            (format!("{}, arrow from {from}", self.task), self.node(Some(from))?, self.node(Some(to))?);
        let labels = item.labels.as_deref().unwrap_or_default();
        left.count("arrows without a label, left out", usize::from(labels.is_empty()));
        for label in labels.iter().filter(|label| *label != CONTINUES) {
            self.graph.arrows.push(Arrow { place: place.clone(), label: label.clone(), from, to });
        }
        Ok(())
    }

    /// What a choice or a field says of a region.
    fn says(&mut self, item: &Item, left: &mut Left) -> Result<(), FormatError> {
        let name = item.from_name.as_deref().unwrap_or_default();
        let value = item.value.clone().unwrap_or_default();
        // Without offsets it is said of the whole task.
        if value.start.is_none() {
            left.see(format!("answers to `{name}` on whole tasks, left out"));
            return Ok(());
        }
        let node = self.node(item.id.as_deref())?;
        let values = match (value.choices, value.text) {
            (Some(choices), _) => choices,
            (None, Some(Text::Lines(lines))) => lines,
            (None, Some(Text::Words(words))) => vec![words],
            (None, None) => Vec::new(),
        };
        let node = &mut self.graph.nodes[node];
        match values.as_slice() {
            [value] if name == ENTITY => node.entity = Some(value.trim().to_owned()),
            [value] => drop(node.traits.insert(name.to_owned(), value.clone())),
            values => return Err(FormatError::label(&node.place, format!("one {name}"), format!("{values:?}"))),
        }
        Ok(())
    }
}

/// Where a region says that it stands, and its words.
fn told(words: &Words) -> String {
    let offset = |offset: Option<usize>| offset.map_or_else(|| "nothing".into(), |offset| offset.to_string());
    let text = match &words.text {
        Some(Text::Words(text)) => format!(", {text:?}"),
        Some(Text::Lines(lines)) => format!(", {:?}", lines.join("\n")),
        None => String::new(),
    };
    format!("{} to {}{text}", offset(words.start), offset(words.end))
}

/// From where to where an arrow goes.
fn ends(item: &Item) -> Option<(&str, &str)> {
    let (from, to) = (item.from_id.as_deref()?, item.to_id.as_deref()?);
    Some(if item.direction.as_deref() == Some("left") { (to, from) } else { (from, to) })
}
