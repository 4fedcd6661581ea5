//! `config.json`, whichever version of `transformers` wrote it.

use std::collections::BTreeMap;

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use super::error::LoadError;

/// The largest number that a size is taken for.
const MOST: f64 = 1e9;

/// What every architecture's configuration says, and the rest for the architecture to read.
#[derive(Deserialize)]
pub(in crate::model) struct Config {
    pub model_type: String,
    #[serde(default)]
    pub id2label: BTreeMap<usize, String>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

impl Config {
    /// The architecture's own keys. Files leave out what their version takes for granted: `defaults` are those of the
    /// configuration class in `transformers`.
    pub(super) fn read<T: DeserializeOwned>(&self, defaults: Value) -> Result<T, LoadError> {
        let mut all = match defaults {
            Value::Object(all) => all,
            _ => Map::new(),
        };
        for (key, value) in self.rest.iter().filter(|(_, value)| !value.is_null()) {
            if all.contains_key(key) {
                plausible(key, value)?;
            }
            all.insert(key.clone(), value.clone());
        }
        serde_json::from_value(Value::Object(all)).map_err(|error| LoadError::Config(error.to_string()))
    }

    /// Refuses what would be computed wrongly: the key may be left out, and its only value is `expected`.
    pub(super) fn only(&self, key: &str, expected: impl Into<Value>) -> Result<(), LoadError> {
        let expected = expected.into();
        match self.rest.get(key) {
            Some(got) if *got != expected && !got.is_null() => {
                Err(LoadError::Config(format!("{key}: only {expected} is supported, got {got}")))
            }
            _ => Ok(()),
        }
    }
}

/// Sizes are multiplied with each other, and what keeps a norm from dividing by nought is small.
fn plausible(key: &str, value: &Value) -> Result<(), LoadError> {
    let (least, most) = if key.ends_with("_eps") { (0.0, 1.0) } else { (-MOST, MOST) };
    match value.as_f64() {
        Some(number) if !(least..=most).contains(&number) => {
            Err(LoadError::Config(format!("{key}: expected {least} to {most}, got {value}")))
        }
        _ => Ok(()),
    }
}
