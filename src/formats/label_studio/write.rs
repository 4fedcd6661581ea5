//! Graph → task.

use super::config::config;
use super::shape::{Annotation, Data, Item, Task, Text, Words};
use super::units::{Offsets, Units};
use super::{CONTINUES, ENTITY, NAME};
use crate::eval::Labels;
use crate::formats::draw::Asked;
use crate::formats::error::FormatError;
use crate::formats::graph::{Graph, IGNORE, Node, PHRASE};
use crate::formats::vocabulary::Vocabulary;
use std::collections::{HashMap, HashSet};
use std::slice::from_ref;

/// The import file, the labelling config, and why articles were left out.
pub(in crate::formats) fn write(
    articles: &[Labels],
    offsets: Offsets,
) -> Result<(String, String, Vec<FormatError>), FormatError> {
    let mut types = Vocabulary::known()?;
    let (mut tasks, mut refused) = (Vec::new(), Vec::new());
    for article in articles {
        match types.add(article, NAME).and_then(|()| task(article, offsets)) {
            Ok(task) => tasks.push(task),
            Err(refusal) => refused.push(refusal),
        }
    }
    let json = serde_json::to_string_pretty(&tasks).map_err(|cause| FormatError::Json {
        place: NAME.to_owned(),
        expected: "tasks that can be written as JSON",
        cause,
    })?;
    Ok((json + "\n", config(&types), refused))
}

fn task(article: &Labels, offsets: Offsets) -> Result<Task, FormatError> {
    let Asked { parts, refused, .. } = Asked::of(from_ref(article), NAME);
    if let Some(refusal) = refused.into_iter().next() {
        return Err(refusal);
    }
    let labelled = parts.into_iter().map(|part| part.name().into()).collect();
    let graph = Graph::of(article);
    let ids = ids(&graph)?;
    let points: Vec<char> = graph.text.chars().collect();
    let units = Units::of(&graph.text, offsets);
    let mut result = Vec::new();
    let mut arrows = Vec::new();
    for (node, id) in graph.nodes.iter().zip(&ids) {
        let mut last = id.clone();
        for (number, &[start, end]) in node.pieces.iter().enumerate() {
            let place = Words { start: Some(units.offset(start)), end: Some(units.offset(end)), ..Words::default() };
            let words = Text::Words(points[start..end].iter().collect());
            let labels = Some(vec![node.label.clone()]);
            let region = Words { text: Some(words), labels, ..place.clone() };
            if number == 0 {
                result.push(about(id, part(node), "labels", region));
                for (name, value) in &node.traits {
                    let choices = Some(vec![value.clone()]);
                    result.push(about(id, name, "choices", Words { choices, ..place.clone() }));
                }
                if let Some(entity) = &node.entity {
                    let text = Some(Text::Lines(vec![entity.clone()]));
                    result.push(about(id, ENTITY, "textarea", Words { text, ..place }));
                }
            } else {
                let next = format!("{id}.{number}");
                result.push(about(&next, part(node), "labels", region));
                arrows.push(arrow(&last, CONTINUES, &next));
                last = next;
            }
        }
    }
    arrows.extend(graph.arrows.iter().map(|a| arrow(&ids[a.from], &a.label, &ids[a.to])));
    result.extend(arrows);
    let data = Data {
        id: Some(graph.id.into()),
        text: Some(graph.text),
        labelled: Some(labelled),
        labelled_types: graph.labelled_types,
        entities: graph.entities,
        ..Data::default()
    };
    Ok(Task { id: None, data, annotations: vec![Annotation { was_cancelled: None, result }] })
}

/// Which `Labels` of the config holds a node's label.
fn part(node: &Node) -> &'static str {
    match node.label.as_str() {
        _ if node.is_act => "act",
        PHRASE | IGNORE => "part",
        _ => "mention",
    }
}

fn about(id: &str, from: &str, kind: &str, value: Words) -> Item {
    Item {
        id: Some(id.into()),
        from_name: Some(from.into()),
        to_name: Some("text".into()),
        kind: kind.into(),
        value: Some(value),
        ..Item::default()
    }
}

fn arrow(from: &str, label: &str, to: &str) -> Item {
    Item {
        kind: "relation".into(),
        from_id: Some(from.into()),
        to_id: Some(to.into()),
        direction: Some("right".into()),
        labels: Some(vec![label.into()]),
        ..Item::default()
    }
}

/// The nodes' own ids, new ones where they have none.
fn ids(graph: &Graph) -> Result<Vec<String>, FormatError> {
    let mut taken: HashSet<&str> = HashSet::new();
    for id in graph.nodes.iter().filter_map(|node| node.id.as_deref()) {
        if !taken.insert(id) {
            return Err(FormatError::NotCarried {
                article: graph.id.clone(),
                what: format!("the id {id}, which a mention and a relation share,"),
                format: NAME,
                instead: "rename one of them".into(),
            });
        }
    }
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let mut named = |node: &Node| {
        let prefix = match part(node) {
            "act" => "r",
            "mention" => "m",
            _ => "p",
        };
        let number = numbers.entry(prefix).or_default();
        let mut new = || {
            *number += 1;
            format!("{prefix}{}", *number - 1)
        };
        node.id.clone().unwrap_or_else(|| {
            let mut id = new();
            while taken.contains(id.as_str()) {
                id = new();
            }
            id
        })
    };
    Ok(graph.nodes.iter().map(&mut named).collect())
}
