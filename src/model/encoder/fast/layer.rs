//! One layer over the pieces of many windows.

use candle_core::Result;

use super::{
    bytes::Bytes,
    linear::Linear,
    norm::Norm,
    scratch::{Scratch, sized},
    whole::{Gemm, Sums},
};
use crate::model::weights::Weights;

/// Rows that go through the linear layers together: few enough that what they become on the way stays in a processor's
/// own cache.
const ROWS: usize = 64;

pub(super) struct Layer {
    heads: usize,
    /// Query, key and value of all heads.
    joint: Linear,
    mix: Linear,
    mix_norm: Norm,
    inner: Linear,
    outer: Linear,
    outer_norm: Norm,
}

impl Layer {
    /// `eps` is that of the norms.
    pub fn load(weights: &Weights, name: &str, (width, heads, inner): (usize, usize, usize), eps: f32) -> Result<Self> {
        let linear =
            |part: &str, outputs, inputs| Linear::load(weights, &[(&format!("{name}.{part}"), 1.0)], outputs, inputs);
        let norm = |part: &str| Norm::load(weights, &format!("{name}.{part}.LayerNorm"), width, eps);
        let part = |part: &str| format!("{name}.attention.self.{part}");
        let root = ((width / heads) as f32).sqrt().recip();
        let joint = [(&*part("query"), root), (&part("key"), 1.0), (&part("value"), 1.0)];
        Ok(Self {
            heads,
            joint: Linear::load(weights, &joint, width, width)?,
            mix: linear("attention.output.dense", width, width)?,
            mix_norm: norm("attention.output")?,
            inner: linear("intermediate.dense", inner, width)?,
            outer: linear("output.dense", width, inner)?,
            outer_norm: norm("output")?,
        })
    }

    /// What each piece takes from its window's others, left in `scratch.mixed`.
    pub fn attend(&self, gemm: &Gemm, ends: &[usize], hidden: &[f32], scratch: &mut Scratch) {
        let Scratch { bytes, sums, joint, attention, mixed, .. } = scratch;
        let width = self.mix.outputs();
        let joint = sized(joint, hidden.len() * 3);
        for (rows, joint) in hidden.chunks(ROWS * width).zip(joint.chunks_mut(ROWS * width * 3)) {
            bytes.hold(rows, width);
            let sums = self.joint.multiply(gemm, bytes, sums);
            let rows = joint.chunks_exact_mut(width * 3).enumerate();
            rows.for_each(|(at, row)| self.joint.widen(sums, bytes, at, row));
        }
        mixed.resize(hidden.len(), 0.0);
        attention.mix(gemm, joint, ends, self.heads, mixed);
    }

    /// The rest of the layer: each row of `hidden` becomes what it is with its row of `scratch.mixed`.
    pub fn transform(&self, gemm: &Gemm, hidden: &mut [f32], scratch: &mut Scratch) {
        let Scratch { bytes, inner, sums, row, mixed, .. } = scratch;
        let width = self.mix.outputs();
        let row = sized(row, self.inner.outputs());
        for (hidden, mixed) in hidden.chunks_mut(ROWS * width).zip(mixed.chunks(ROWS * width)) {
            bytes.hold(mixed, width);
            add(&self.mix, &self.mix_norm, self.mix.multiply(gemm, bytes, sums), bytes, hidden);
            bytes.hold(hidden, width);
            inner.clear();
            let products = self.inner.multiply(gemm, bytes, sums);
            for at in 0..bytes.scales.len() {
                self.inner.widen_bent(products, bytes, at, row);
                inner.push(row);
            }
            add(&self.outer, &self.outer_norm, self.outer.multiply(gemm, inner, sums), inner, hidden);
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
