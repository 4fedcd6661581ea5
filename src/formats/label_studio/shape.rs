//! The JSON of Label Studio, as far as it is read and written.

use crate::eval::Entity;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// One article.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Task {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<Value>,
    pub(super) data: Data,
    #[serde(default, alias = "completions")]
    pub(super) annotations: Vec<Annotation>,
}

/// What a task is about. The first five are ours; another project may call its text what it likes.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Data {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) labelled: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) labelled_types: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) entities: Option<Vec<Entity>>,
    #[serde(flatten)]
    pub(super) others: BTreeMap<String, Value>,
}

/// What one person said of it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Annotation {
    #[serde(default, skip_serializing)]
    pub(super) was_cancelled: Option<bool>,
    pub(super) result: Vec<Item>,
}

/// A region, something said of a region, or an arrow between two.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Item {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) from_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) to_name: Option<String>,
    #[serde(rename = "type")]
    pub(super) kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) value: Option<Words>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) from_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) to_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) direction: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) labels: Option<Vec<String>>,
}

/// Where a region stands, and what is said of it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Words {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) start: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) end: Option<usize>,
    /// The words of a region; what was typed, line by line, of a text area.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) text: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) labels: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) choices: Option<Vec<String>>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Text {
    Words(String),
    Lines(Vec<String>),
}
