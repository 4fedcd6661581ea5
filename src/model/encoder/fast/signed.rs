//! Numbers around nought as bytes.

use rten_simd::functional::simd_map;
use rten_simd::ops::{BitOps, FloatOps, NumOps};
use rten_simd::{Isa, Simd, SimdIterable, SimdOp};

use super::bytes::narrow;

/// The byte that stands for nought in what becomes a signed byte.
pub(super) const NOUGHT: u8 = 128;

/// Rows with a scale for each head: a byte stands for `(byte - nought) × scale`.
pub(super) struct ByHead {
    pub nought: u8,
    pub bytes: Vec<u8>,
    /// The bytes less [`NOUGHT`], where that is the nought.
    pub signed: Vec<i8>,
    /// `[heads, rows]`.
    pub scales: Vec<f32>,
    inverses: Vec<f32>,
}

impl ByHead {
    pub fn new(nought: u8) -> Self {
        Self { nought, bytes: Vec::new(), signed: Vec::new(), scales: Vec::new(), inverses: Vec::new() }
    }

    /// The query (0) or key (1) of each row of `joint`; `size` is that of a head.
    pub fn hold(&mut self, joint: &[f32], part: usize, (width, size): (usize, usize)) {
        let rows = joint.len() / (3 * width);
        self.bytes.resize(rows * width, 0);
        self.scales.resize(rows * width / size, 0.0);
        self.inverses.resize(width, 0.0);
        let Self { nought, bytes, signed, scales, inverses } = self;
        Level { joint, part, size, nought: *nought, scales, inverses, bytes }.dispatch();
        if *nought == NOUGHT {
            sign(bytes, signed);
        }
    }
}

/// Rows with a scale for each column: a byte stands for itself times its scale.
#[derive(Default)]
pub(super) struct ByColumn {
    pub signed: Vec<i8>,
    pub scales: Vec<f32>,
    bytes: Vec<u8>,
    inverses: Vec<f32>,
}

impl ByColumn {
    /// The value of each row of `joint`.
    pub fn hold(&mut self, joint: &[f32], width: usize) {
        let Self { signed, scales, bytes, inverses } = self;
        bytes.resize(joint.len() / 3, 0);
        scales.clear();
        scales.resize(width, 0.0);
        let rows = || joint.chunks_exact(3 * width).map(|row| &row[2 * width..]);
        rows().for_each(|row| Peaks { row, peaks: scales }.dispatch());
        for scale in scales.iter_mut() {
            *scale = step(*scale, NOUGHT);
        }
        inverses.clear();
        inverses.extend(scales.iter().map(|scale| scale.recip()));
        for (values, out) in rows().zip(bytes.chunks_exact_mut(width)) {
            Times { values, factors: inverses, out }.dispatch();
        }
        sign(bytes, signed);
    }
}

/// What a byte counts, when the farthest number from nought is `peak`.
fn step(peak: f32, nought: u8) -> f32 {
    // Where there is next to nothing the scale would have no inverse.
    if peak > 1e-30 { peak / f32::from(nought - 1) } else { 1.0 }
}

/// The largest of a vector's numbers, half with half: one after the other each would wait for the last.
#[allow(clippy::inline_always, reason = "as above")]
#[inline(always)]
pub(super) fn most<I: Isa>(isa: I, vector: I::F32) -> f32 {
    let mut numbers = vector.to_array();
    let mut half = isa.f32().len() / 2;
    while half > 0 {
        for at in 0..half {
            let other = numbers[at + half];
            numbers[at] = if other > numbers[at] { other } else { numbers[at] };
        }
        half /= 2;
    }
    numbers[0]
}

fn sign(bytes: &[u8], signed: &mut Vec<i8>) {
    signed.clear();
    signed.extend(bytes.iter().map(|byte| (byte ^ NOUGHT).cast_signed()));
}

/// Each head of each row to bytes.
struct Level<'a> {
    joint: &'a [f32],
    part: usize,
    size: usize,
    nought: u8,
    scales: &'a mut [f32],
    /// One row's.
    inverses: &'a mut [f32],
    bytes: &'a mut [u8],
}

impl SimdOp for Level<'_> {
    type Output = ();

    #[allow(clippy::inline_always, reason = "only inlined is it compiled for the processor that was found")]
    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let Self { joint, part, size, nought, scales, inverses, bytes } = self;
        let f32 = isa.f32();
        let width = inverses.len();
        let count = bytes.len() / width;
        for (at, (joint, out)) in joint.chunks_exact(3 * width).zip(bytes.chunks_exact_mut(width)).enumerate() {
            let row = &joint[part * width..(part + 1) * width];
            let heads = row.chunks_exact(size).zip(inverses.chunks_exact_mut(size));
            for (head, (numbers, inverses)) in heads.enumerate() {
                let mut peaks = f32.zero();
                for x in numbers.simd_iter_pad(f32) {
                    peaks = f32.max(peaks, f32.abs(x));
                }
                let scale = step(most(isa, peaks), nought);
                scales[head * count + at] = scale;
                inverses.fill(scale.recip());
            }
            narrow_by(isa, row, inverses, nought, out);
        }
    }
}

#[allow(clippy::inline_always, reason = "as above")]
#[inline(always)]
fn narrow_by<I: Isa>(isa: I, row: &[f32], factors: &[f32], nought: u8, out: &mut [u8]) {
    let f32 = isa.f32();
    narrow(
        isa,
        row,
        #[inline(always)]
        |at| f32.load(&factors[at..]),
        |at| factors[at],
        nought,
        out,
    );
}

/// The farthest from nought in each column, so far.
struct Peaks<'a> {
    row: &'a [f32],
    peaks: &'a mut [f32],
}

impl SimdOp for Peaks<'_> {
    type Output = ();

    #[allow(clippy::inline_always, reason = "as above")]
    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let f32 = isa.f32();
        let mut row = self.row.simd_iter_pad(f32);
        simd_map(
            f32,
            self.peaks,
            #[inline(always)]
            |peak| f32.max(peak, f32.abs(row.next().unwrap_or(peak))),
        );
    }
}

/// One row to bytes, each number with its own factor.
struct Times<'a> {
    values: &'a [f32],
    factors: &'a [f32],
    out: &'a mut [u8],
}

impl SimdOp for Times<'_> {
    type Output = ();

    #[allow(clippy::inline_always, reason = "as above")]
    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        narrow_by(isa, self.values, self.factors, NOUGHT, self.out);
    }
}

#[cfg(test)]
mod tests {
    use super::{ByColumn, ByHead, NOUGHT};

    /// Three rows of query, key and value, of two heads with five numbers each, the second head's a hundred times larger.
    fn joint() -> Vec<f32> {
        (0..3 * 30u16).map(|at| (f32::from(at * 37 % 101) - 50.0) * if at % 10 < 5 { 0.01 } else { 1.0 }).collect()
    }

    #[test]
    fn every_head_has_a_step_of_its_own() {
        let joint = joint();
        for (part, nought) in [(0, NOUGHT), (0, 64), (1, NOUGHT)] {
            let mut held = ByHead::new(nought);
            held.hold(&joint, part, (10, 5));
            for (at, byte) in held.bytes.iter().enumerate() {
                let scale = held.scales[at % 10 / 5 * 3 + at / 10];
                let back = (f32::from(*byte) - f32::from(nought)) * scale;
                let given = joint[at / 10 * 30 + part * 10 + at % 10];
                assert!((back - given).abs() <= scale * 0.51, "{given} came back as {back}");
                assert!(scale < if at % 10 < 5 { 0.01 } else { 1.0 });
            }
        }
    }

    #[test]
    fn every_column_has_a_step_of_its_own() {
        let joint = joint();
        let mut held = ByColumn::default();
        held.hold(&joint, 10);
        for (at, byte) in held.signed.iter().enumerate() {
            let back = f32::from(*byte) * held.scales[at % 10];
            let given = joint[at / 10 * 30 + 20 + at % 10];
            assert!((back - given).abs() <= held.scales[at % 10] * 0.51, "{given} came back as {back}");
        }
    }

    #[test]
    fn nought_stays_nought() {
        let mut held = ByHead::new(NOUGHT);
        held.hold(&[0.0; 30], 1, (10, 5));
        assert_eq!(held.signed, [0; 10]);
    }
}
