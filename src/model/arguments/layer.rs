//! A small transformer layer in 32-bit floating point: norm, attention, norm, two linear layers.

use rten_simd::SimdUnaryOp;
use rten_vecmath::{Exp, Gelu};

use crate::model::{
    heads::linear,
    product::{Dense, matrix, product},
    weights::{Weights, WeightsError},
};

/// What is added to a variance.
const EPS: f32 = 1e-5;

/// Heads of attention.
const HEADS: usize = 4;

pub(super) struct Norm {
    weight: Vec<f32>,
    bias: Vec<f32>,
}

impl Norm {
    pub fn load(weights: &Weights, name: &str, width: usize) -> Result<Self, WeightsError> {
        let part = |part| weights.floats(&format!("{name}.{part}"), &[width]);
        Ok(Self { weight: part("weight")?, bias: part("bias")? })
    }

    pub fn of(&self, rows: &[f32]) -> Vec<f32> {
        let width = self.weight.len();
        let mut out = Vec::with_capacity(rows.len());
        for row in rows.chunks_exact(width) {
            let mean = row.iter().sum::<f32>() / width as f32;
            let variance = row.iter().map(|x| (x - mean) * (x - mean)).sum::<f32>() / width as f32;
            let scale = (variance + EPS).sqrt().recip();
            let scaled = row.iter().zip(&self.weight).zip(&self.bias);
            out.extend(scaled.map(|((x, weight), bias)| (x - mean) * scale * weight + bias));
        }
        out
    }
}

pub(super) struct Layer {
    before: Norm,
    /// Queries, keys and values.
    look: Dense,
    mix: Dense,
    between: Norm,
    inner: Dense,
    outer: Dense,
}

impl Layer {
    pub fn load(weights: &Weights, name: &str, width: usize, inner: usize) -> Result<Self, WeightsError> {
        let part = |part: &str| format!("{name}.{part}");
        Ok(Self {
            before: Norm::load(weights, &part("n1"), width)?,
            look: linear(weights, &part("qkv"), width, 3 * width)?,
            mix: linear(weights, &part("o"), width, width)?,
            between: Norm::load(weights, &part("n2"), width)?,
            inner: linear(weights, &part("f1"), width, inner)?,
            outer: linear(weights, &part("f2"), inner, width)?,
        })
    }

    /// What rows, of words that see each other, become.
    pub fn transform(&self, rows: &mut [f32], width: usize) {
        let seen = self.look.of(&self.before.of(rows));
        add(rows, &self.mix.of(&attended(&seen, width)));
        let mut inner = self.inner.of(&self.between.of(rows));
        Gelu {}.map_mut(&mut inner);
        add(rows, &self.outer.of(&inner));
    }
}

fn add(rows: &mut [f32], more: &[f32]) {
    for (row, more) in rows.iter_mut().zip(more) {
        *row += more;
    }
}

/// Of each row the values that it looks at, all heads one behind the other. `seen`: queries, keys and values of a row together.
fn attended(seen: &[f32], width: usize) -> Vec<f32> {
    let (count, size) = (seen.len() / (3 * width), width / HEADS);
    let mut out = vec![0.0; count * width];
    let root = (size as f32).sqrt().recip();
    for head in 0..HEADS {
        let part = |which: usize| -> Vec<f32> {
            seen.chunks_exact(3 * width).flat_map(|row| &row[which * width + head * size..][..size]).copied().collect()
        };
        let (queries, keys, values) = (part(0), part(1), part(2));
        let mut looks = vec![0.0; count * count];
        product(matrix(&queries, size), matrix(&keys, size).transposed(), &mut looks);
        for row in looks.chunks_exact_mut(count) {
            softmax(row, root);
        }
        let mut found = vec![0.0; count * size];
        product(matrix(&looks, count), matrix(&values, size), &mut found);
        for (row, found) in out.chunks_exact_mut(width).zip(found.chunks_exact(size)) {
            row[head * size..][..size].copy_from_slice(found);
        }
    }
    out
}

fn softmax(row: &mut [f32], factor: f32) {
    let most = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    for score in &mut *row {
        *score = (*score - most) * factor;
    }
    Exp {}.map_mut(row);
    let sum: f32 = row.iter().sum();
    for score in row {
        *score /= sum;
    }
}
