//! doccano: JSONL with spans, `[[START, END, LABEL], …]` in `label`, or `entities` and `relations`. Offsets count code points.
//!
//! A label is the type of a mention or of an act, `phrase` or `ignore`; relations go from an act to its parts.

use super::error::FormatError;
use super::files::read_text;
use super::found::Found;
use super::graph::{Arrow, Graph, Left, Node, Part};
use super::read_off::read_off;
use super::vocabulary::Vocabulary;
use crate::eval::GoldFile;
use serde::Deserialize;
use serde_json::Value;
use std::path::Path;

const EXPECTED: &str = "doccano's JSONL: `text`, and `label` or `entities`";

#[derive(Deserialize)]
struct Row {
    id: Option<Value>,
    #[serde(alias = "data")]
    text: String,
    #[serde(default, alias = "labels")]
    label: Vec<(usize, usize, String)>,
    #[serde(default)]
    entities: Vec<Stretch>,
    #[serde(default)]
    relations: Vec<Link>,
    labelled: Option<Vec<String>>,
    labelled_types: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct Stretch {
    id: i64,
    label: String,
    start_offset: usize,
    end_offset: usize,
}

#[derive(Deserialize)]
struct Link {
    from_id: i64,
    to_id: i64,
    #[serde(rename = "type")]
    kind: String,
}

/// Reads one file.
pub(super) fn read(path: &Path, types: &Vocabulary, left: &mut Left) -> Result<Found, FormatError> {
    let content = read_text(path, EXPECTED)?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let mut graphs = Vec::new();
    for (text, line) in content.lines().zip(1..).filter(|(text, _)| !text.trim().is_empty()) {
        let place = format!("{}:{line}", path.display());
        let row: Result<Row, FormatError> = serde_json::from_str(text).map_err(|cause| FormatError::Json {
            place: place.clone(),
            expected: EXPECTED,
            cause,
        });
        let graph = row.and_then(|row| graph(row, format!("{stem}-{line}"), &place));
        graphs.push((place, graph));
    }
    let file = GoldFile::of(path, content.as_bytes(), graphs.len());
    Ok(Found { file, articles: read_off(graphs, types, left) })
}

fn graph(row: Row, nameless: String, place: &str) -> Result<Graph, FormatError> {
    let id = match row.id {
        Some(Value::String(id)) => id,
        Some(Value::Number(id)) => id.to_string(),
        None | Some(Value::Null) => nameless,
        Some(other) => {
            return Err(FormatError::label(place, "an `id` that is a string or a number", other.to_string()));
        }
    };
    let labelled = row.labelled.map(|parts| parts.iter().map(|part| Part::of(part, place)).collect());
    let (labelled, labelled_types) = (labelled.transpose()?, row.labelled_types);
    let mut graph = Graph { id, text: row.text, labelled, labelled_types, ..Graph::default() };
    let mut ids = Vec::new();
    for span in &row.entities {
        if ids.contains(&span.id) {
            return Err(FormatError::label(place, "an id of its own for each entity", format!("{} twice", span.id)));
        }
        ids.push(span.id);
    }
    let spans = row.entities.into_iter().map(|span| (span.start_offset, span.end_offset, span.label));
    for (start, end, label) in spans.chain(row.label) {
        let place = format!("{place}: {label} at {start}..{end}");
        graph.nodes.push(Node { place, label, pieces: vec![[start, end]], ..Node::default() });
    }
    for Link { from_id, to_id, kind } in row.relations {
        let place = format!("{place}: {kind} from {from_id} to {to_id}");
        let at = |id: i64| {
            let at = ids.iter().position(|known| *known == id);
            at.ok_or_else(|| FormatError::label(&place, "the ids of entities of this line", id.to_string()))
        };
        let (from, to) = (at(from_id)?, at(to_id)?);
        graph.arrows.push(Arrow { place, label: kind, from, to });
    }
    Ok(graph)
}
