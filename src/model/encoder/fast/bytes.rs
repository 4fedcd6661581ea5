//! Activations as bytes.

use rten_simd::ops::{BitOps, FloatOps, NarrowSaturate, NumOps};
use rten_simd::{Isa, SimdOp};
use rten_vecmath::MinMax;

/// Rows as bytes: a byte stands for `(byte - zero) × scale` of its row, whose smallest number has 0 and whose largest
/// 255. What a row becomes depends on nothing but the row.
#[derive(Default)]
pub(super) struct Bytes {
    pub values: Vec<u8>,
    pub zeros: Vec<u8>,
    pub scales: Vec<f32>,
}

impl Bytes {
    /// These rows in place of those before.
    pub fn hold(&mut self, rows: &[f32], width: usize) {
        self.clear();
        rows.chunks_exact(width).for_each(|row| self.push(row));
    }

    /// Length of a row.
    pub fn width(&self) -> usize {
        self.values.len() / self.zeros.len().max(1)
    }

    pub fn clear(&mut self) {
        self.values.clear();
        self.zeros.clear();
        self.scales.clear();
    }

    pub fn push(&mut self, row: &[f32]) {
        let (least, most) = MinMax::new(row).dispatch();
        // Nought has a byte of its own in every row.
        let (least, most) = (least.min(0.0), most.max(0.0));
        // A row of next to nothing becomes a row of noughts: its scale would have no inverse.
        let scale = if most - least > 1e-30 { (most - least) / f32::from(u8::MAX) } else { 1.0 };
        #[allow(clippy::cast_sign_loss, reason = "the least number is at most nought")]
        let zero = (-least / scale).round_ties_even() as u8;
        let from = self.values.len();
        self.values.resize(from + row.len(), 0);
        Narrow { row, factor: scale.recip(), zero, out: &mut self.values[from..] }.dispatch();
        self.zeros.push(zero);
        self.scales.push(scale);
    }
}

struct Narrow<'a> {
    row: &'a [f32],
    factor: f32,
    zero: u8,
    out: &'a mut [u8],
}

impl SimdOp for Narrow<'_> {
    type Output = ();

    #[allow(clippy::inline_always, reason = "only inlined is it compiled for the processor that was found")]
    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let factor = isa.f32().splat(self.factor);
        narrow(
            isa,
            self.row,
            #[inline(always)]
            |_| factor,
            |_| self.factor,
            self.zero,
            self.out,
        );
    }
}

/// Numbers times their factors, by place a vector of them or one, as bytes from a `zero` on.
///
/// What `rten_vecmath::Quantize` does; that one (0.27.0) leaves calls of functions in its loop, which cost half its time.
#[allow(clippy::inline_always, reason = "as above")]
#[allow(clippy::cast_sign_loss, reason = "clamped")]
#[inline(always)]
pub(super) fn narrow<I: Isa>(
    isa: I,
    row: &[f32],
    factors: impl Fn(usize) -> I::F32,
    factor: impl Fn(usize) -> f32,
    zero: u8,
    out: &mut [u8],
) {
    let (f32, i32, i16, u8) = (isa.f32(), isa.i32(), isa.i16(), isa.u8());
    let shift = i32.splat(zero.into());
    let (lanes, step) = (f32.len(), u8.len());
    let rest = row.len() - row.len() % step;
    for (at, (numbers, out)) in row.chunks_exact(step).zip(out.chunks_exact_mut(step)).enumerate() {
        let [a, b, c, d] = f32.load_many::<4>(numbers);
        let at = at * step;
        let (a, b) = (whole(isa, a, factors(at), shift), whole(isa, b, factors(at + lanes), shift));
        let (c, d) = (whole(isa, c, factors(at + 2 * lanes), shift), whole(isa, d, factors(at + 3 * lanes), shift));
        u8.store(i16.narrow_saturate(i32.narrow_saturate(a, b), i32.narrow_saturate(c, d)), out);
    }
    for at in rest..row.len() {
        let whole = (row[at] * factor(at)).round_ties_even() as i32 + i32::from(zero);
        out[at] = whole.clamp(0, 255) as u8;
    }
}

#[allow(clippy::inline_always, reason = "as above")]
#[inline(always)]
fn whole<I: Isa>(isa: I, number: I::F32, factor: I::F32, zero: I::I32) -> I::I32 {
    isa.i32().add(isa.f32().to_int_round(isa.f32().mul(number, factor)), zero)
}

#[cfg(test)]
mod tests {
    use super::Bytes;

    fn back(row: &[f32]) -> (Vec<f32>, f32) {
        let mut bytes = Bytes::default();
        bytes.push(row);
        let (zero, scale) = (f32::from(bytes.zeros[0]), bytes.scales[0]);
        (bytes.values.iter().map(|&byte| (f32::from(byte) - zero) * scale).collect(), scale)
    }

    #[test]
    fn numbers_come_back_within_a_step() {
        // Longer than any processor's vectors, and no multiple of them.
        let row: Vec<f32> = (0..301u16).map(|at| f32::from((at * 37) % 101) - 20.0).collect();
        let (found, scale) = back(&row);
        assert!(row.iter().zip(&found).all(|(a, b)| (a - b).abs() <= scale), "{found:?}");
        assert!(scale <= 100.0 / 255.0);
    }

    #[test]
    fn noughts_and_rows_of_one_sign_come_back() {
        for row in [[0.0; 9], [1e-35; 9]] {
            assert!(back(&row).0.iter().all(|x| x.abs() < 1e-9));
        }
        assert!(back(&[5.0; 70]).0.iter().all(|x| (x - 5.0).abs() < 1e-5));
        assert!(back(&[-5.0; 70]).0.iter().all(|x| (x + 5.0).abs() < 1e-5));
    }
}
