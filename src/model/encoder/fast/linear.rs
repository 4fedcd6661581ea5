//! Linear layers over whole numbers.

use rten_simd::ops::{BitOps, NumOps, ToFloat};
use rten_simd::{Isa, Simd, SimdOp};

use super::{
    block::Block,
    bytes::Bytes,
    gelu::gelu,
    whole::{Gemm, Packed, Products, Sums},
};
use crate::model::weights::{Weights, WeightsError};

/// A linear layer with weights of eight bits, packed once, and a scale for each of its outputs.
pub(super) struct Linear {
    packed: Packed,
    scales: Vec<f32>,
    bias: Vec<f32>,
}

impl Linear {
    /// Layers of the same inputs, whose outputs follow each other, times a factor.
    pub fn load(
        weights: &Weights,
        gemm: &Gemm,
        parts: &[&str],
        factor: f32,
        (outputs, inputs): (usize, usize),
    ) -> Result<Self, WeightsError> {
        let (mut values, mut scales, mut bias) = (Vec::new(), Vec::new(), Vec::new());
        for name in parts {
            let matrix = weights.int8(&format!("{name}.weight"), outputs, inputs)?;
            values.extend(matrix.values);
            scales.extend(matrix.scales.iter().map(|scale| scale * factor));
            bias.extend(weights.floats(&format!("{name}.bias"), &[outputs])?.iter().map(|bias| bias * factor));
        }
        let mut packed = Packed::default();
        gemm.pack_columns(Block::all(&values, inputs), &mut packed);
        Ok(Self { packed, scales, bias })
    }

    pub fn outputs(&self) -> usize {
        self.bias.len()
    }

    /// Whole numbers of `[rows, outputs]`, to be read with [`Linear::widen`].
    pub fn multiply<'a>(&self, gemm: &Gemm, rows: &Bytes, room: &'a mut Products) -> Sums<'a> {
        gemm.multiply(Block::all(&rows.values, rows.width()), &self.packed, room)
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
        let Self { sums, zero, scale, layer: Linear { packed, scales, bias }, out } = self;
        let (zero, scale) = (i32.splat(zero), f32.splat(scale));
        let lanes = f32.len();
        let rest = out.len() - out.len() % lanes;
        let whole = out.chunks_exact_mut(lanes).zip(sums.chunks_exact(lanes)).zip(packed.totals.chunks_exact(lanes));
        for (((out, sums), totals), (own, bias)) in whole.zip(scales.chunks_exact(lanes).zip(bias.chunks_exact(lanes)))
        {
            let sum = i32.to_float(i32.sub(i32.load(sums), i32.mul(zero, i32.load(totals))));
            let factor = f32.mul(scale, f32.load(own));
            f32.store(number::<I, END>(isa, sum, factor, f32.load(bias), f32.load(out)), out);
        }
        if rest < out.len() {
            let whole = |all: &[i32]| i32.load_pad(&all[rest..]).0;
            let real = |all: &[f32]| f32.load_pad(&all[rest..]).0;
            let sum = i32.to_float(i32.sub(whole(sums), i32.mul(zero, whole(&packed.totals))));
            let last = number::<I, END>(isa, sum, f32.mul(scale, real(scales)), real(bias), real(out)).to_array();
            out[rest..].iter_mut().zip(last).for_each(|(out, number)| *out = number);
        }
    }
}

#[allow(clippy::inline_always, reason = "as above")]
#[inline(always)]
fn number<I: Isa, const END: u8>(isa: I, sum: I::F32, factor: I::F32, bias: I::F32, old: I::F32) -> I::F32 {
    let f32 = isa.f32();
    let bias = if END == ONTO { f32.add(old, bias) } else { bias };
    let number = f32.mul_add(sum, factor, bias);
    if END == BENT { gelu(isa, number) } else { number }
}

#[cfg(test)]
mod tests {
    use super::{Block, Bytes, Gemm, Linear, Packed, Products};
    use crate::model::encoder::fast::kernel::Kernel;

    /// Rows of different zeros.
    #[test]
    fn sums_become_numbers() {
        let (inputs, outputs, count) = (1536, 40, 77);
        let values: Vec<i8> = (0..inputs * outputs).map(|at| if at % 3 == 0 { -127 } else { 127 }).collect();
        let (gemm, mut packed) = (Gemm::new(Kernel::best()), Packed::default());
        gemm.pack_columns(Block::all(&values, inputs), &mut packed);
        let linear = Linear { packed, scales: vec![1.0; outputs], bias: vec![0.0; outputs] };
        let mut rows = Bytes::default();
        for row in 0..count {
            let number = |at: usize| ((at * 31 + row * 7) % 100) as f32 - row as f32;
            rows.push(&(0..inputs).map(number).collect::<Vec<_>>());
        }
        let mut sums = Products::default();
        let sums = linear.multiply(&gemm, &rows, &mut sums);
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
