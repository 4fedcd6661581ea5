//! One layer over the pieces of many windows.

use super::{
    bytes::Bytes,
    linear::Linear,
    norm::Norm,
    room::sized,
    scratch::Scratch,
    whole::{Gemm, Sums},
};
use crate::model::weights::{Weights, WeightsError};

/// Rows that go through the linear layers together: few enough that what they become on the way stays in a processor's
/// own cache.
const ROWS: usize = 64;

pub(super) struct Layer {
    heads: usize,
    /// Of all heads, divided by the root of a head's size.
    query: Linear,
    /// Of all heads.
    key_value: Linear,
    mix: Linear,
    mix_norm: Norm,
    inner: Linear,
    outer: Linear,
    outer_norm: Norm,
}

impl Layer {
    /// `eps` is that of the norms.
    pub fn load(
        weights: &Weights,
        gemm: &Gemm,
        name: &str,
        (width, heads, inner): (usize, usize, usize),
        eps: f32,
    ) -> Result<Self, WeightsError> {
        let linear = |part: &str, outputs, inputs| {
            Linear::load(weights, gemm, &[&format!("{name}.{part}")], 1.0, (outputs, inputs))
        };
        let norm = |part: &str| Norm::load(weights, &format!("{name}.{part}.LayerNorm"), width, eps);
        let part = |part: &str| format!("{name}.attention.self.{part}");
        let root = ((width / heads) as f32).sqrt().recip();
        Ok(Self {
            heads,
            query: Linear::load(weights, gemm, &[&part("query")], root, (width, width))?,
            key_value: Linear::load(weights, gemm, &[&part("key"), &part("value")], 1.0, (width, width))?,
            mix: linear("attention.output.dense", width, width)?,
            mix_norm: norm("attention.output")?,
            inner: linear("intermediate.dense", inner, width)?,
            outer: linear("output.dense", width, inner)?,
            outer_norm: norm("output")?,
        })
    }

    /// Learns what the pieces of a window, all of them, have for each other.
    pub fn attend(&self, gemm: &Gemm, window: &[f32], scratch: &mut Scratch) {
        let Scratch { bytes, sums, row, attention, .. } = scratch;
        let width = self.mix.outputs();
        let row = sized(row, self.key_value.outputs());
        attention.open(window.len() / width, width, self.heads);
        for (block, rows) in window.chunks(ROWS * width).enumerate() {
            bytes.hold(rows, width);
            let sums = self.key_value.multiply(gemm, bytes, sums);
            for at in 0..bytes.scales.len() {
                self.key_value.widen(sums, bytes, at, row);
                attention.push(block * ROWS + at, row);
            }
        }
        attention.close(gemm);
    }

    /// What `rows`, some of the window's or all, become.
    pub fn transform(&self, gemm: &Gemm, rows: &mut [f32], scratch: &mut Scratch) {
        let Scratch { bytes, inner, sums, row, mixed, attention, .. } = scratch;
        let width = self.mix.outputs();
        let row = sized(row, self.inner.outputs().max(width));
        for rows in rows.chunks_mut(ROWS * width) {
            bytes.hold(rows, width);
            attention.ask(bytes.scales.len());
            let products = self.query.multiply(gemm, bytes, sums);
            for at in 0..bytes.scales.len() {
                self.query.widen(products, bytes, at, &mut row[..width]);
                attention.set_query(at, &row[..width]);
            }
            let mixed = sized(mixed, rows.len());
            attention.mix(gemm, mixed);
            bytes.hold(mixed, width);
            add(&self.mix, &self.mix_norm, self.mix.multiply(gemm, bytes, sums), bytes, rows);
            bytes.hold(rows, width);
            inner.clear();
            let products = self.inner.multiply(gemm, bytes, sums);
            for at in 0..bytes.scales.len() {
                let row = &mut row[..self.inner.outputs()];
                self.inner.widen_bent(products, bytes, at, row);
                inner.push(row);
            }
            add(&self.outer, &self.outer_norm, self.outer.multiply(gemm, inner, sums), inner, rows);
        }
    }
}

/// Adds a product to the rows of `hidden` and norms them.
fn add(linear: &Linear, norm: &Norm, sums: Sums, bytes: &Bytes, hidden: &mut [f32]) {
    for (at, row) in hidden.chunks_exact_mut(linear.outputs()).enumerate() {
        linear.widen_onto(sums, bytes, at, row);
        norm.apply(row);
    }
}
