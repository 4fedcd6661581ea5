//! How a piece parts its attention, in bytes.

use rten_simd::ops::{BitOps, FloatOps, IntOps, NarrowSaturate, NumOps, ToFloat};
use rten_simd::{Isa, Simd, SimdOp};

use super::{signed::most, whole::Sums};

/// Rows of shares have room for a multiple of so many: four vectors of the widest processor.
pub(super) const STEP: usize = 64;

/// 2ˣ for x from -½ to ½, up to 1 in 10,000: a byte tells no finer.
const POWER: [f32; 4] = [0.999_928_1, 0.693_261, 0.242_611_12, 0.055_171_57];

/// Softmax. The largest share of each piece is 255; `parts` gets one by what the shares of a piece come to.
pub(super) struct Shares<'a> {
    /// Products of queries and keys, to be multiplied with the scales of both.
    pub sums: Sums<'a>,
    pub queries: &'a [f32],
    pub keys: &'a [f32],
    /// What the nought of a query, which is a byte, adds with each key.
    pub extra: &'a [i32],
    /// One row's scores, room for as many as the padded shares.
    pub row: &'a mut [f32],
    /// A row for each query, padded.
    pub out: &'a mut [u8],
    pub parts: &'a mut [f32],
}

impl SimdOp for Shares<'_> {
    type Output = ();

    #[allow(clippy::inline_always, reason = "only inlined is it compiled for the processor that was found")]
    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let Self { sums, queries, keys, extra, row, out, parts } = self;
        let (f32, i32, i16, u8) = (isa.f32(), isa.i32(), isa.i16(), isa.u8());
        let (count, lanes) = (keys.len(), f32.len());
        let lowest = f32.splat(f32::NEG_INFINITY);
        let power = [0, 1, 2, 3].map(|at| f32.splat(POWER[at] * f32::from(u8::MAX)));
        row.fill(f32::NEG_INFINITY);
        let rows = out.chunks_exact_mut(row.len()).zip(queries.iter().zip(parts));
        for (at, (shares, (query, part))) in rows.enumerate() {
            let sums = sums.row(at);
            let mut peaks = lowest;
            let whole = count - count % lanes;
            for at in (0..whole).step_by(lanes) {
                let sum = i32.sub(i32.load(&sums[at..]), i32.load(&extra[at..]));
                let score = f32.mul(i32.to_float(sum), f32.load(&keys[at..]));
                peaks = f32.max(peaks, score);
                f32.store(score, &mut row[at..]);
            }
            if whole < count {
                let (sum, mask) = i32.load_pad(&sums[whole..]);
                let sum = i32.sub(sum, i32.load_pad(&extra[whole..]).0);
                let score = f32.mul(i32.to_float(sum), f32.load_pad(&keys[whole..]).0);
                let score = f32.select(score, lowest, mask);
                peaks = f32.max(peaks, score);
                f32.store(score, &mut row[whole..]);
            }
            let peak = f32.splat(most(isa, peaks));
            let factor = f32.splat(query * std::f32::consts::LOG2_E);
            let mut counted = i32.zero();
            for (scores, shares) in row.chunks_exact(4 * lanes).zip(shares.chunks_exact_mut(4 * lanes)) {
                let [a, b, c, d] = f32.load_many::<4>(scores);
                let (a, b) = (share(isa, a, peak, factor, power), share(isa, b, peak, factor, power));
                let (c, d) = (share(isa, c, peak, factor, power), share(isa, d, peak, factor, power));
                counted = i32.add(counted, i32.add(i32.add(a, b), i32.add(c, d)));
                u8.store(i16.narrow_saturate(i32.narrow_saturate(a, b), i32.narrow_saturate(c, d)), shares);
            }
            *part = (counted.to_array().into_iter().sum::<i32>() as f32).recip();
        }
    }
}

/// `2^((score - peak) × factor)` times what `power` is scaled by, as a whole number.
#[allow(clippy::inline_always, reason = "as above")]
#[inline(always)]
fn share<I: Isa>(isa: I, score: I::F32, peak: I::F32, factor: I::F32, power: [I::F32; 4]) -> I::I32 {
    let (f32, i32) = (isa.f32(), isa.i32());
    // What is lower than this is nought in bytes, and the exponent has no room for much less.
    let x = f32.max(f32.mul(f32.sub(score, peak), factor), f32.splat(-40.0));
    let whole = f32.to_int_round(x);
    let rest = f32.sub(x, i32.to_float(whole));
    let [p0, p1, p2, p3] = power;
    let part = f32.mul_add(f32.mul_add(f32.mul_add(p3, rest, p2), rest, p1), rest, p0);
    let bits: I::I32 = part.reinterpret_cast();
    let scaled: I::F32 = i32.add(bits, i32.shift_left::<23>(whole)).reinterpret_cast();
    f32.to_int_round(scaled)
}

/// Writes products of shares and values to their columns of some rows.
pub(super) struct Mix<'a> {
    pub sums: Sums<'a>,
    /// For each piece one by what its shares come to.
    pub parts: &'a [f32],
    /// For each column that of its values.
    pub scales: &'a [f32],
    pub mixed: &'a mut [f32],
    /// Length of a row of `mixed`, and the first of the columns.
    pub width: usize,
    pub from: usize,
}

impl SimdOp for Mix<'_> {
    type Output = ();

    #[allow(clippy::inline_always, reason = "as above")]
    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let Self { sums, parts, scales, mixed, width, from } = self;
        let (f32, i32) = (isa.f32(), isa.i32());
        let lanes = f32.len();
        for column in (0..scales.len()).step_by(lanes) {
            let scale = f32.load_pad(&scales[column..]).0;
            let whole = scales.len() - column >= lanes;
            for (at, (part, row)) in parts.iter().zip(mixed.chunks_exact_mut(width)).enumerate() {
                let (sums, out) = (&sums.row(at)[column..], &mut row[from + column..]);
                let factor = f32.mul(scale, f32.splat(*part));
                if whole {
                    f32.store(f32.mul(i32.to_float(i32.load(sums)), factor), out);
                } else {
                    let numbers = f32.mul(i32.to_float(i32.load_pad(sums).0), factor).to_array();
                    out.iter_mut().zip(numbers).take(scales.len() - column).for_each(|(out, number)| *out = number);
                }
            }
        }
    }
}
