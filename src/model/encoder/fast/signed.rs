//! Numbers around nought as bytes.

use rten_simd::functional::simd_map;
use rten_simd::ops::{BitOps, FloatOps, NumOps};
use rten_simd::{Isa, Simd, SimdIterable, SimdOp};

use super::bytes::narrow;

/// The byte that stands for nought.
pub(super) const NOUGHT: u8 = 128;

/// Rows with a scale for each head: a byte stands for `(byte - NOUGHT) × scale`.
#[derive(Default)]
pub(super) struct ByHead {
    pub bytes: Vec<u8>,
    /// The bytes less [`NOUGHT`], once that was asked for.
    pub signed: Vec<i8>,
    /// `[heads, rows]`.
    scales: Vec<f32>,
    rows: usize,
    /// One row's, by column.
    inverses: Vec<f32>,
}

impl ByHead {
    /// Makes room for so many rows in place of those before.
    pub fn open(&mut self, rows: usize, width: usize, heads: usize) {
        self.rows = rows;
        self.bytes.resize(rows * width, 0);
        self.scales.resize(rows * heads, 0.0);
        self.inverses.resize(width, 0.0);
    }

    pub fn set(&mut self, at: usize, row: &[f32]) {
        let Self { bytes, scales, rows, inverses, .. } = self;
        let size = row.len() * *rows / scales.len();
        let out = &mut bytes[at * row.len()..][..row.len()];
        Level { row, size, scales: &mut scales[at..], stride: *rows, inverses, out }.dispatch();
    }

    /// The rows as signed bytes.
    pub fn sign(&mut self) {
        sign(&self.bytes, &mut self.signed);
    }

    /// Each row's scale.
    pub fn scales_of(&self, head: usize) -> &[f32] {
        &self.scales[head * self.rows..][..self.rows]
    }
}

/// Rows with a scale for each column: a byte stands for itself times its scale.
#[derive(Default)]
pub(super) struct ByColumn {
    pub signed: Vec<i8>,
    pub scales: Vec<f32>,
    numbers: Vec<f32>,
    bytes: Vec<u8>,
    inverses: Vec<f32>,
}

impl ByColumn {
    /// Forgets the rows before.
    pub fn open(&mut self, width: usize) {
        self.numbers.clear();
        self.scales.clear();
        self.scales.resize(width, 0.0);
    }

    pub fn push(&mut self, row: &[f32]) {
        Peaks { row, peaks: &mut self.scales }.dispatch();
        self.numbers.extend_from_slice(row);
    }

    /// Bytes of all rows, once all are there.
    pub fn close(&mut self) {
        let Self { signed, scales, numbers, bytes, inverses } = self;
        for scale in scales.iter_mut() {
            *scale = step(*scale);
        }
        inverses.clear();
        inverses.extend(scales.iter().map(|scale| scale.recip()));
        bytes.resize(numbers.len(), 0);
        for (values, out) in numbers.chunks_exact(scales.len()).zip(bytes.chunks_exact_mut(scales.len())) {
            Times { values, factors: inverses, out }.dispatch();
        }
        sign(bytes, signed);
    }
}

/// What a byte counts, when the farthest number from nought is `peak`.
fn step(peak: f32) -> f32 {
    // Where there is next to nothing the scale would have no inverse.
    if peak > 1e-30 { peak / f32::from(NOUGHT - 1) } else { 1.0 }
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

/// Each head of a row to bytes.
struct Level<'a> {
    row: &'a [f32],
    /// Numbers of a head.
    size: usize,
    /// A scale for each head, every so many places.
    scales: &'a mut [f32],
    stride: usize,
    inverses: &'a mut [f32],
    out: &'a mut [u8],
}

impl SimdOp for Level<'_> {
    type Output = ();

    #[allow(clippy::inline_always, reason = "only inlined is it compiled for the processor that was found")]
    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let Self { row, size, scales, stride, inverses, out } = self;
        let f32 = isa.f32();
        let heads = row.chunks_exact(size).zip(inverses.chunks_exact_mut(size));
        for ((numbers, inverses), scale) in heads.zip(scales.iter_mut().step_by(stride)) {
            let mut peaks = f32.zero();
            for x in numbers.simd_iter_pad(f32) {
                peaks = f32.max(peaks, f32.abs(x));
            }
            *scale = step(most(isa, peaks));
            inverses.fill(scale.recip());
        }
        narrow_by(isa, row, inverses, out);
    }
}

#[allow(clippy::inline_always, reason = "as above")]
#[inline(always)]
fn narrow_by<I: Isa>(isa: I, row: &[f32], factors: &[f32], out: &mut [u8]) {
    let f32 = isa.f32();
    narrow(
        isa,
        row,
        #[inline(always)]
        |at| f32.load(&factors[at..]),
        |at| factors[at],
        NOUGHT,
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
        narrow_by(isa, self.values, self.factors, self.out);
    }
}

#[cfg(test)]
mod tests {
    use super::{ByColumn, ByHead, NOUGHT};

    /// Three rows of query, key and value, of two heads with five numbers each, the second head's a hundred times larger.
    fn joint() -> Vec<f32> {
        (0..3 * 30u16).map(|at| (f32::from(at * 37 % 101) - 50.0) * if at % 10 < 5 { 0.01 } else { 1.0 }).collect()
    }

    /// The keys of it, or the queries.
    fn by_head(part: usize, joint: &[f32]) -> ByHead {
        let mut held = ByHead::default();
        let rows = joint.chunks_exact(30);
        held.open(rows.len(), 10, 2);
        rows.enumerate().for_each(|(at, row)| held.set(at, &row[part * 10..][..10]));
        held
    }

    #[test]
    fn every_head_has_a_step_of_its_own() {
        let joint = joint();
        for part in [0, 1] {
            let held = by_head(part, &joint);
            for (at, byte) in held.bytes.iter().enumerate() {
                let scale = held.scales_of(at % 10 / 5)[at / 10];
                let back = (f32::from(*byte) - f32::from(NOUGHT)) * scale;
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
        held.open(10);
        joint.chunks_exact(30).for_each(|row| held.push(&row[20..]));
        held.close();
        for (at, byte) in held.signed.iter().enumerate() {
            let back = f32::from(*byte) * held.scales[at % 10];
            let given = joint[at / 10 * 30 + 20 + at % 10];
            assert!((back - given).abs() <= held.scales[at % 10] * 0.51, "{given} came back as {back}");
        }
    }

    #[test]
    fn nought_stays_nought() {
        let mut held = by_head(1, &[0.0; 30]);
        held.sign();
        assert_eq!(held.signed, [0; 10]);
    }
}
