//! Linear layers over whole numbers.

use candle_core::Result;
use rten_simd::functional::simd_map;
use rten_simd::ops::{BitOps, NumOps, ToFloat};
use rten_simd::{Isa, SimdIterable, SimdOp};

use super::{
    bytes::Bytes,
    gelu::gelu,
    whole::{Block, Gemm, Packed, Sums},
};
use crate::model::weights::Weights;

/// A linear layer with weights of eight bits, packed once, and a scale for each of its outputs.
pub(super) struct Linear {
    packed: Packed,
    scales: Vec<f32>,
    bias: Vec<f32>,
}

impl Linear {
    /// Layers of the same inputs, whose outputs follow each other, each times a factor.
    pub fn load(weights: &Weights, parts: &[(&str, f32)], outputs: usize, inputs: usize) -> Result<Self> {
        let (mut values, mut scales, mut bias) = (Vec::new(), Vec::new(), Vec::new());
        for (name, factor) in parts {
            let matrix = weights.int8(&format!("{name}.weight"), outputs, inputs)?;
            values.extend(matrix.values);
            scales.extend(matrix.scales.iter().map(|scale| scale * factor));
            bias.extend(weights.floats(&format!("{name}.bias"), outputs)?.iter().map(|bias| bias * factor));
        }
        let mut packed = Packed::default();
        Gemm::new().pack_columns(Block::all(&values, inputs), &mut packed);
        Ok(Self { packed, scales, bias })
    }

    pub fn outputs(&self) -> usize {
        self.bias.len()
    }

    /// Whole numbers of `[rows, outputs]`, to be read with [`Linear::widen`].
    pub fn multiply<'a>(&self, gemm: &Gemm, rows: &Bytes, out: &'a mut Vec<i32>) -> Sums<'a> {
        gemm.multiply(Block::all(&rows.values, rows.width()), &self.packed, out)
    }

    /// A row of sums as numbers, bias included; `at` is its place among the rows that were multiplied.
    pub fn widen(&self, sums: Sums, rows: &Bytes, at: usize, out: &mut [f32]) {
        self.row::<PLAIN>(sums, rows, at, out);
    }

    /// The same, added to what `out` holds.
    pub fn widen_onto(&self, sums: Sums, rows: &Bytes, at: usize, out: &mut [f32]) {
        self.row::<ONTO>(sums, rows, at, out);
    }

    /// The same through GELU.
    pub fn widen_bent(&self, sums: Sums, rows: &Bytes, at: usize, out: &mut [f32]) {
        self.row::<BENT>(sums, rows, at, out);
    }

    fn row<const END: u8>(&self, sums: Sums, rows: &Bytes, at: usize, out: &mut [f32]) {
        Widen::<END> { sums: sums.row(at), zero: rows.zeros[at].into(), scale: rows.scales[at], layer: self, out }
            .dispatch();
    }
}

/// What is done with a number last.
const PLAIN: u8 = 0;
const ONTO: u8 = 1;
const BENT: u8 = 2;

struct Widen<'a, const END: u8> {
    sums: &'a [i32],
    zero: i32,
    scale: f32,
    layer: &'a Linear,
    out: &'a mut [f32],
}

impl<const END: u8> SimdOp for Widen<'_, END> {
    type Output = ();

    #[allow(clippy::inline_always, reason = "only inlined is it compiled for the processor that was found")]
    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let (f32, i32) = (isa.f32(), isa.i32());
        let (nought, none) = (f32.splat(0.0), i32.splat(0));
        let (zero, scale) = (i32.splat(self.zero), f32.splat(self.scale));
        let mut totals = self.layer.packed.totals.simd_iter_pad(i32);
        let mut sums = self.sums.simd_iter_pad(i32);
        let mut scales = self.layer.scales.simd_iter_pad(f32);
        let mut bias = self.layer.bias.simd_iter_pad(f32);
        simd_map(
            f32,
            self.out,
            #[inline(always)]
            |old| {
                let extra = i32.mul(zero, totals.next().unwrap_or(none));
                let sum = i32.to_float(i32.sub(sums.next().unwrap_or(none), extra));
                let bias = bias.next().unwrap_or(nought);
                let bias = if END == ONTO { f32.add(old, bias) } else { bias };
                let number = f32.mul_add(sum, f32.mul(scale, scales.next().unwrap_or(nought)), bias);
                if END == BENT { gelu(isa, number) } else { number }
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use super::{Block, Bytes, Gemm, Linear, Packed};

    /// Rows of different zeros.
    #[test]
    fn sums_become_numbers() {
        let (inputs, outputs, count) = (1536, 40, 77);
        let values: Vec<i8> = (0..inputs * outputs).map(|at| if at % 3 == 0 { -127 } else { 127 }).collect();
        let mut packed = Packed::default();
        Gemm::new().pack_columns(Block::all(&values, inputs), &mut packed);
        let linear = Linear { packed, scales: vec![1.0; outputs], bias: vec![0.0; outputs] };
        let mut rows = Bytes::new(Gemm::new().most());
        for row in 0..count {
            let number = |at: usize| ((at * 31 + row * 7) % 100) as f32 - row as f32;
            rows.push(&(0..inputs).map(number).collect::<Vec<_>>());
        }
        let mut sums = Vec::new();
        let sums = linear.multiply(&Gemm::new(), &rows, &mut sums);
        let mut wide = vec![0.0; outputs];
        for at in 0..count {
            linear.widen(sums, &rows, at, &mut wide);
            let row = &rows.values[at * inputs..(at + 1) * inputs];
            for (weights, wide) in values.chunks_exact(inputs).zip(&wide) {
                let term =
                    |(&byte, &weight): (&u8, &i8)| (i32::from(byte) - i32::from(rows.zeros[at])) * i32::from(weight);
                let sum: i32 = row.iter().zip(weights).map(term).sum();
                assert_eq!(wide.to_bits(), (sum as f32 * rows.scales[at]).to_bits(), "row {at}");
            }
        }
    }
}
