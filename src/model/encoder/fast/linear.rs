//! Linear layers over whole numbers.

use candle_core::Result;
use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_simd::functional::simd_map;
use rten_simd::ops::{BitOps, NumOps, ToFloat};
use rten_simd::{Isa, SimdIterable, SimdOp};

use super::{bytes::Bytes, scratch::sized};
use crate::model::{
    product::{matrix, sound},
    weights::Weights,
};

/// Multiplies bytes with eight-bit weights and sums in 32 bits: exact, so a row's result depends on nothing but the row.
pub(super) type Gemm = GemmExecutor<u8, i8, i32>;

/// The largest byte that may be used.
///
/// Processors of the x86 family without VNNI add the products of two pairs in 16 bits and would cut what is larger.
/// A byte up to 128 cannot get there: 2 × 128 × 128 is the first number that is too large, and weights reach 128 only
/// below zero, where it still fits.
pub(super) fn largest_byte(gemm: &Gemm) -> u8 {
    if gemm.may_saturate() { 127 } else { 255 }
}

/// A linear layer with weights of eight bits, packed once, and a scale for each of its outputs.
pub(super) struct Linear {
    packed: PackedBMatrix<i8>,
    /// For each output the sum of its weights: what a zero that is a byte adds is so many times that byte.
    totals: Vec<i32>,
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
        let packed = Gemm::new().prepack_b(matrix(&values, inputs).transposed());
        let totals = values.chunks_exact(inputs).map(|row| row.iter().map(|&n| i32::from(n)).sum()).collect();
        Ok(Self { packed, totals, scales, bias })
    }

    pub fn outputs(&self) -> usize {
        self.bias.len()
    }

    /// Whole numbers of `[rows, outputs]`, to be read with [`Linear::widen`].
    pub fn multiply<'a>(&self, gemm: &Gemm, rows: &Bytes, out: &'a mut Vec<i32>) -> &'a [i32] {
        let out = sized(out, rows.zeros.len() * self.outputs());
        // The library takes zeros too, and (0.27.0) gives those of the first few rows to all.
        let bytes = matrix(&rows.values, self.packed.rows());
        sound(gemm.gemm(out, GemmInputA::Unpacked(bytes), GemmInputB::Packed(&self.packed), GemmOptions::default()));
        out
    }

    /// A row of sums as numbers, bias included; `at` is its place among the rows that were multiplied.
    pub fn widen(&self, sums: &[i32], rows: &Bytes, at: usize, out: &mut [f32]) {
        self.row::<false>(sums, rows, at, out);
    }

    /// The same, added to what `out` holds.
    pub fn widen_onto(&self, sums: &[i32], rows: &Bytes, at: usize, out: &mut [f32]) {
        self.row::<true>(sums, rows, at, out);
    }

    fn row<const ONTO: bool>(&self, sums: &[i32], rows: &Bytes, at: usize, out: &mut [f32]) {
        let sums = &sums[at * self.outputs()..][..self.outputs()];
        Widen::<ONTO> { sums, zero: rows.zeros[at].into(), scale: rows.scales[at], layer: self, out }.dispatch();
    }
}

struct Widen<'a, const ONTO: bool> {
    sums: &'a [i32],
    zero: i32,
    scale: f32,
    layer: &'a Linear,
    out: &'a mut [f32],
}

impl<const ONTO: bool> SimdOp for Widen<'_, ONTO> {
    type Output = ();

    #[allow(clippy::inline_always, reason = "only inlined is it compiled for the processor that was found")]
    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let (f32, i32) = (isa.f32(), isa.i32());
        let (nought, none) = (f32.splat(0.0), i32.splat(0));
        let (zero, scale) = (i32.splat(self.zero), f32.splat(self.scale));
        let mut totals = self.layer.totals.simd_iter_pad(i32);
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
                let bias = if ONTO { f32.add(old, bias) } else { bias };
                f32.mul_add(sum, f32.mul(scale, scales.next().unwrap_or(nought)), bias)
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use super::{Bytes, Gemm, Linear, largest_byte};
    use crate::model::product::matrix;

    /// Rows of different zeros, more than a panel of any processor, and sums as large as they get.
    #[test]
    fn products_are_exact() {
        let (inputs, outputs, count) = (1536, 40, 77);
        let values: Vec<i8> = (0..inputs * outputs).map(|at| if at % 3 == 0 { -127 } else { 127 }).collect();
        let linear = Linear {
            packed: Gemm::new().prepack_b(matrix(&values, inputs).transposed()),
            totals: values.chunks_exact(inputs).map(|row| row.iter().map(|&n| i32::from(n)).sum()).collect(),
            scales: vec![1.0; outputs],
            bias: vec![0.0; outputs],
        };
        let mut rows = Bytes::new(largest_byte(&Gemm::new()));
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
