//! Parts of a layer alone, for `benches/`.
#![allow(missing_docs, reason = "hidden")]

use super::{
    attention::Attention,
    block::Block,
    kernel::Kernel,
    whole::{Gemm, Packed, Products},
};

/// A product of bytes.
pub struct Product {
    gemm: Gemm,
    bytes: Vec<u8>,
    inputs: usize,
    packed: Packed,
    sums: Products,
}

impl Product {
    #[must_use]
    pub fn new(rows: usize, inputs: usize, outputs: usize) -> Self {
        let (gemm, mut packed) = (Gemm::new(Kernel::best()), Packed::default());
        let weights: Vec<i8> = (0..inputs * outputs).map(|at| (at * 31 % 255) as u8).map(u8::cast_signed).collect();
        gemm.pack_columns(Block::all(&weights, inputs), &mut packed);
        let bytes = (0..rows * inputs).map(|at| (at * 37 % 256) as u8).collect();
        Self { gemm, bytes, inputs, packed, sums: Products::default() }
    }

    /// Something that cannot be left out.
    pub fn run(&mut self) -> i32 {
        self.gemm.multiply(Block::all(&self.bytes, self.inputs), &self.packed, &mut self.sums).row(0)[0]
    }
}

/// Attention within a window.
pub struct Attending {
    gemm: Gemm,
    attention: Attention,
    pieces: usize,
    heads: usize,
    width: usize,
    joint: Vec<f32>,
    mixed: Vec<f32>,
}

impl Attending {
    #[must_use]
    pub fn new(pieces: usize, heads: usize, size: usize) -> Self {
        let (gemm, attention) = (Gemm::new(Kernel::best()), Attention::default());
        let joint = (0..pieces * heads * size * 3).map(|at| (at * 37 % 1001) as f32 / 1000.0 - 0.5).collect();
        Self { gemm, attention, pieces, heads, width: heads * size, joint, mixed: vec![0.0; pieces * heads * size] }
    }

    /// Something that cannot be left out.
    pub fn run(&mut self) -> f32 {
        let Self { gemm, attention, pieces, heads, width, joint, mixed } = self;
        attention.open(*pieces, *width, *heads);
        joint.chunks_exact(3 * *width).enumerate().for_each(|(at, row)| attention.push(at, &row[*width..]));
        attention.close(gemm);
        attention.ask(*pieces);
        joint.chunks_exact(3 * *width).enumerate().for_each(|(at, row)| attention.set_query(at, &row[..*width]));
        attention.mix(gemm, mixed);
        mixed[0]
    }
}
