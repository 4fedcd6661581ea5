//! Pieces to vectors.

use std::ops::Range;

use super::norm::Norm;
use crate::model::encoder::batch::Batch;
use crate::model::weights::{Int8, Weights, WeightsError};

/// Rows to look up, eight-bit ones as they are stored.
enum Table {
    Bytes(Int8),
    Floats(Vec<f32>),
}

impl Table {
    fn load(weights: &Weights, name: &str, rows: usize, width: usize) -> Result<Self, WeightsError> {
        if weights.is_int8(name) {
            weights.int8(name, rows, width).map(Self::Bytes)
        } else {
            weights.floats(name, &[rows, width]).map(Self::Floats)
        }
    }

    fn add(&self, row: usize, onto: &mut [f32]) {
        let at = row * onto.len()..(row + 1) * onto.len();
        match self {
            Self::Bytes(Int8 { values, scales }) => {
                onto.iter_mut().zip(&values[at]).for_each(|(onto, &value)| *onto += f32::from(value) * scales[row]);
            }
            Self::Floats(values) => onto.iter_mut().zip(&values[at]).for_each(|(onto, value)| *onto += value),
        }
    }
}

/// Word, position and token type.
pub(super) struct Embedding {
    words: Table,
    places: Table,
    kinds: Table,
    norm: Norm,
    vocabulary: usize,
}

impl Embedding {
    pub fn load(
        weights: &Weights,
        name: &str,
        [vocabulary, places, kinds]: [usize; 3],
        norm: Norm,
    ) -> Result<Self, WeightsError> {
        let width = norm.width();
        let table = |kind, rows| Table::load(weights, &format!("{name}.{kind}_embeddings.weight"), rows, width);
        Ok(Self {
            words: table("word", vocabulary)?,
            places: table("position", places)?,
            kinds: table("token_type", kinds)?,
            norm,
            vocabulary,
        })
    }

    /// A row for each piece of a window; else the reason why not.
    pub fn read(&self, batch: &Batch, window: Range<usize>, rows: &mut [f32]) -> Result<(), String> {
        if let Some(id) = batch.ids[window.clone()].iter().find(|&&id| id as usize >= self.vocabulary) {
            let (vocabulary, id) = (self.vocabulary, *id);
            return Err(format!("tokenizer.json has a piece {id}, config.json a vocab_size of {vocabulary}"));
        }
        let width = self.norm.width();
        for (place, (row, at)) in rows.chunks_exact_mut(width).zip(window).enumerate() {
            row.fill(0.0);
            self.words.add(batch.ids[at] as usize, row);
            self.kinds.add(batch.kinds[at] as usize, row);
            self.places.add(place, row);
            self.norm.apply(row);
        }
        Ok(())
    }
}
