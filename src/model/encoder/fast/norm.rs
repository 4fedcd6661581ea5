//! Layer norm.

use rten_simd::ops::{BitOps, NumOps};
use rten_simd::{Isa, SimdOp};
use rten_vecmath::{Normalize, NormalizeOptions};

use crate::model::weights::{Weights, WeightsError};

/// Layer norm with its learned scale and shift.
pub(super) struct Norm {
    weight: Vec<f32>,
    bias: Vec<f32>,
    eps: f32,
}

impl Norm {
    pub fn load(weights: &Weights, name: &str, width: usize, eps: f32) -> Result<Self, WeightsError> {
        let part = |part| weights.floats(&format!("{name}.{part}"), &[width]);
        Ok(Self { weight: part("weight")?, bias: part("bias")?, eps })
    }

    /// Length of a row.
    pub fn width(&self) -> usize {
        self.weight.len()
    }

    pub fn apply(&self, row: &mut [f32]) {
        let count = row.len() as f32;
        let mean = Sum::<PLAIN> { row, less: 0.0 }.dispatch() / count;
        let variance = Sum::<SQUARES> { row, less: mean }.dispatch() / count;
        let options = NormalizeOptions {
            pre_scale_bias: mean,
            scale: (variance + self.eps).sqrt().recip(),
            element_scale: Some(&self.weight),
            element_bias: Some(&self.bias),
            bias: 0.0,
        };
        Normalize::new_mut(row, options).dispatch();
    }
}

/// Numbers that are summed side by side: four of the longest vectors.
const SIDE: usize = 64;
/// Of these the sums that are added one by one at the end.
const LAST: usize = 16;

const PLAIN: bool = false;
const SQUARES: bool = true;

/// Sum of a row's numbers, or of the squares of what they are more than `less`.
///
/// In one order, whatever the length of the processor's vectors: `rten_vecmath::Sum` (0.27.0) adds in as many lanes as
/// there are, and a last digit decides now and then between two bytes.
struct Sum<'a, const SQUARED: bool> {
    row: &'a [f32],
    less: f32,
}

impl<const SQUARED: bool> SimdOp for Sum<'_, SQUARED> {
    type Output = f32;

    #[allow(clippy::inline_always, reason = "only inlined is it compiled for the processor that was found")]
    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) -> f32 {
        let f32 = isa.f32();
        // No processor's vectors are shorter than four numbers.
        let (lanes, mut sums) = (f32.len(), [f32.zero(); SIDE / 4]);
        let (whole, rest) = self.row.as_chunks::<SIDE>();
        for numbers in whole {
            add::<I, SQUARED>(isa, &mut sums, numbers, self.less);
        }
        if !rest.is_empty() {
            // Filled up with what adds nothing.
            let mut numbers = [self.less; SIDE];
            numbers[..rest.len()].copy_from_slice(rest);
            add::<I, SQUARED>(isa, &mut sums, &numbers, self.less);
        }
        let mut all = [0.0; SIDE];
        for (sum, place) in sums.into_iter().zip(all.chunks_exact_mut(lanes)) {
            f32.store(sum, place);
        }
        let (mut last, parts) = ([0.0; LAST], all.as_chunks::<LAST>().0);
        for part in parts {
            (0..LAST).for_each(|at| last[at] += part[at]);
        }
        last.iter().sum()
    }
}

/// Adds numbers to their sums.
#[allow(clippy::inline_always, reason = "as above")]
#[inline(always)]
fn add<I: Isa, const SQUARED: bool>(isa: I, sums: &mut [I::F32; SIDE / 4], numbers: &[f32; SIDE], less: f32) {
    let f32 = isa.f32();
    let (lanes, less) = (f32.len(), f32.splat(less));
    for (sum, numbers) in sums.iter_mut().zip(numbers.chunks_exact(lanes)) {
        let number = f32.sub(f32.load(numbers), less);
        *sum = if SQUARED { f32.mul_add(number, number, *sum) } else { f32.add(*sum, number) };
    }
}

#[cfg(test)]
mod tests {
    use rten_simd::SimdOp;

    use super::{LAST, PLAIN, SIDE, SQUARES, Sum};

    /// The order that is promised, number by number.
    fn in_order(row: &[f32], term: impl Fn(f32, f32) -> f32) -> f32 {
        let mut side = [0f32; SIDE];
        row.iter().enumerate().for_each(|(at, number)| side[at % SIDE] = term(*number, side[at % SIDE]));
        let last = (0..LAST).map(|at| (0..SIDE / LAST).fold(0.0, |sum, part| sum + side[part * LAST + at]));
        last.fold(0.0, |sum, part| sum + part)
    }

    #[test]
    fn sums_are_added_in_one_order() {
        // Thirds, so that nearly every addition is rounded.
        for width in [1, 15, 64, 100, 384, 500] {
            let row: Vec<f32> = (0..width).map(|at| ((at * 7919 % 1013) as f32 - 300.0) / 3.0).collect();
            let plain = Sum::<PLAIN> { row: &row, less: 0.0 }.dispatch();
            assert_eq!(plain.to_bits(), in_order(&row, |x, sum| sum + x).to_bits(), "{width} numbers");
            let squares = Sum::<SQUARES> { row: &row, less: 1.5 }.dispatch();
            // In one step where the processor can.
            let fused = in_order(&row, |x, sum| (x - 1.5).mul_add(x - 1.5, sum));
            let apart = in_order(&row, |x, sum| (x - 1.5) * (x - 1.5) + sum);
            assert!([fused, apart].map(f32::to_bits).contains(&squares.to_bits()), "{width} numbers");
        }
    }
}
