//! What the labels in config.json count towards: by the manifest where it says so, else by rule.

use std::collections::BTreeMap;

use super::{
    ModelError, Scheme,
    entities::column,
    files::{CONFIG, MANIFEST},
    folder::Folder,
    scheme::Mark,
};

/// The entity head's labels.
pub(super) struct EntityLabels {
    /// As config.json has them, in the order of the head's rows.
    pub names: Vec<String>,
    /// Of [`super::ENTITY_LABELS`], for each name.
    pub columns: Vec<usize>,
    pub scheme: Scheme,
}

const EXPECTED: &str =
    "O, and PER, ORG, LOC, MISC or what OntoNotes calls them, behind B-, I-, E-, L-, S-, U- or nothing";
const REMEDY: &str = "say in manifest.toml what they mean, as whole labels or as classes: \
    [labels.map] \"LABEL_0\" = \"O\", \"LABEL_1\" = \"B-PER\", \"geo\" = \"LOC\"";

impl EntityLabels {
    pub fn of(folder: &Folder, id2label: &BTreeMap<usize, String>) -> Result<Self, ModelError> {
        let bad = |file, reason| ModelError::BadFile { place: folder.place.clone(), file, reason };
        let said = &folder.manifest.labels;
        if id2label.is_empty() || id2label.keys().copied().ne(0..id2label.len()) {
            let reason = format!("id2label: expected labels 0, 1, 2 and so on, got {:?}", id2label.keys());
            return Err(bad(CONFIG, reason));
        }
        if !said.entities.is_empty() && !said.entities.iter().eq(id2label.values()) {
            let (expected, got) = (&said.entities, id2label.values());
            return Err(bad(CONFIG, format!("id2label: expected {expected:?} as in manifest.toml, got {got:?}")));
        }
        let names: Vec<String> = id2label.values().cloned().collect();
        let has = |key: &String| names.iter().any(|name| name == key || Mark::split(name).1 == key);
        if let Some(stray) = said.map.keys().find(|key| !has(key)) {
            let reason = format!("[labels.map] {stray:?}: expected a label of config.json or its class, of {names:?}");
            return Err(bad(MANIFEST, reason));
        }
        let meant: Vec<(Mark, &str)> = names.iter().map(|name| meaning(name, &said.map)).collect();
        let columns: Vec<Option<usize>> = meant.iter().map(|&(mark, class)| column(mark, class)).collect();
        if columns.contains(&None) {
            let unknown = names.into_iter().zip(&columns).filter(|(_, column)| column.is_none());
            let (place, labels) = (folder.place.clone(), unknown.map(|(name, _)| name).collect());
            let (head, file, expected, remedy) = ("entity", CONFIG, EXPECTED, REMEDY);
            return Err(ModelError::UnknownLabels { place, head, file, labels, expected, remedy });
        }
        let columns: Vec<usize> = columns.into_iter().flatten().collect();
        let counted = meant.into_iter().zip(&columns).filter(|(_, column)| **column > 0).map(|(meant, _)| meant);
        let scheme = said.scheme.unwrap_or_else(|| Scheme::of(&counted.collect::<Vec<_>>()));
        Ok(Self { names, columns, scheme })
    }
}

/// Mark and class of a label, both through the map.
fn meaning<'l>(label: &'l str, map: &'l BTreeMap<String, String>) -> (Mark, &'l str) {
    let (mark, class) = Mark::split(map.get(label).map_or(label, String::as_str));
    (mark, map.get(class).map_or(class, String::as_str))
}
