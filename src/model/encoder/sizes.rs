//! Sizes in `config.json`, held to the shapes in the header of the weight file before memory is taken by either.

use super::error::LoadError;
use crate::model::weights::Weights;

/// Pieces that an encoder may have positions for: some that turn their vectors keep a table of all positions.
const MOST_PLACES: usize = 1 << 16;

/// A key of `config.json` and what it says.
pub(super) type Size = (&'static str, usize);

/// Heads part a vector among them, so that each gets a multiple of `step` numbers.
pub(super) fn heads(heads: Size, width: Size, step: usize) -> Result<(), LoadError> {
    if heads.1 > 0 && width.1 > 0 && width.1.is_multiple_of(heads.1) && (width.1 / heads.1).is_multiple_of(step) {
        return Ok(());
    }
    let each = if step > 1 { format!(" that leaves a multiple of {step}") } else { String::new() };
    Err(wrong(heads, &format!("a divisor of {} {}{each}", width.0, width.1)))
}

/// Positions.
pub(super) fn places(places: Size) -> Result<(), LoadError> {
    at_most(places, MOST_PLACES)
}

/// A size that no tensor has.
pub(super) fn at_most(size: Size, most: usize) -> Result<(), LoadError> {
    if (1..=most).contains(&size.1) { Ok(()) } else { Err(wrong(size, &format!("1 to {most}"))) }
}

/// Layers, whose tensors' names go on with a number behind `prefix`.
pub(super) fn layers(layers: Size, weights: &Weights, prefix: &str) -> Result<(), LoadError> {
    let stored = weights.numbered(prefix);
    if (1..=stored).contains(&layers.1) {
        return Ok(());
    }
    Err(wrong(layers, &format!("1 to {stored}, the layers {prefix}… of model.safetensors")))
}

fn wrong((key, got): Size, expected: &str) -> LoadError {
    LoadError::Config(format!("{key}: expected {expected}, got {got}"))
}
