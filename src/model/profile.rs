//! How a model is read: what `onrecord model info` adds to the manifest.

use std::fmt;

use super::{ENTITY_LABELS, Engine, Scheme};

/// What was made of a model folder. Written as a table of TOML, so that it can stand behind a manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// `model_type` of config.json.
    pub architecture: String,
    /// What computes the encoder.
    pub engine: Engine,
    /// What records call what computes it: `reference`, or the fast engine with the instructions that it multiplies
    /// with, `fast-vnni`, `fast-avx2`, `fast-neon` or `fast-portable`. All fast ones multiply exactly.
    pub computed_by: &'static str,
    /// Pieces in a window, those around the text included.
    pub window: usize,
    /// How the entity labels mark where an entity begins.
    pub scheme: Scheme,
    /// The model's labels, and which of [`ENTITY_LABELS`] each counts towards.
    pub labels: Vec<(String, usize)>,
    /// Has it part-of-speech and tree heads? Where it has none, the embedded model lends its own.
    pub syntax: bool,
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { architecture, engine, computed_by, window, scheme, labels, syntax } = self;
        writeln!(
            f,
            "# how it is read\n[reading]\narchitecture = {architecture:?}\nengine = \"{engine}\"\ncomputed_by = {computed_by:?}\nwindow = {window}"
        )?;
        let syntax = if *syntax { "own" } else { "embedded" };
        writeln!(f, "scheme = \"{scheme}\"\nsyntax = {syntax:?}\n\n[reading.labels]")?;
        labels.iter().try_for_each(|(name, column)| writeln!(f, "{name:?} = {:?}", ENTITY_LABELS[*column]))
    }
}
