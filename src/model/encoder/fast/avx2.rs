//! Products of bytes on processors of the x86 family with AVX2.
//!
//! Its instruction for bytes adds two products in 16 bits and cuts what is larger. Here bytes are widened first: the
//! product of two pairs is then summed in 32 bits, nothing is cut, and sums are those of every other kernel. It takes
//! as many multiplications as the inexact way.

use std::arch::x86_64::{
    __m256i, _mm_loadu_si128, _mm256_add_epi32, _mm256_cvtepi8_epi16, _mm256_hadd_epi32, _mm256_madd_epi16,
    _mm256_permute4x64_epi64, _mm256_set1_epi64x, _mm256_setzero_si256, _mm256_storeu_si256,
};

use super::block::Block;
use super::panels::{self, DEPTH, Panel};

/// Columns of a tile.
const LANES: usize = 8;
/// Rows of a tile: with two vectors of four columns each, twelve pairs of sums stay in registers.
const ROWS: usize = 6;

type Lanes = panels::Lanes<LANES>;

/// A matrix as this kernel reads it.
pub(super) type Panels = panels::Panels<LANES, 1>;

/// Proof that the processor has what is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::model::encoder) struct Avx2(());

impl Avx2 {
    /// None where the processor cannot.
    pub fn new() -> Option<Self> {
        is_x86_feature_detected!("avx2").then_some(Self(()))
    }

    /// Sums of `[rows, panels.width()]`. Rows may be longer than the inputs are. `wide` is room for the rows as numbers
    /// of 16 bits.
    #[allow(clippy::unused_self, reason = "having it is what allows the call")]
    pub(super) fn multiply(self, rows: Block<u8>, panels: &Panels, wide: &mut Vec<u64>, out: &mut [i32]) {
        #[allow(unsafe_code, reason = "a function that needs a processor's abilities is called only through this")]
        // SAFETY: there is no `Avx2` but on such a processor.
        unsafe {
            multiply(rows, panels, wide, out);
        }
    }
}

#[target_feature(enable = "avx2")]
fn multiply(rows: Block<u8>, panels: &Panels, wide: &mut Vec<u64>, out: &mut [i32]) {
    let (count, steps, width) = (rows.rows(), panels.steps(), panels.width());
    widen(rows, steps, wide);
    for Panel { column, lanes, .. } in panels.iter() {
        for at in (0..count).step_by(ROWS) {
            let inputs = &wide[at * steps..];
            let out = &mut out[at * width + column..];
            match count - at {
                1 => tile::<1>(inputs, lanes, out, width),
                2 => tile::<2>(inputs, lanes, out, width),
                3 => tile::<3>(inputs, lanes, out, width),
                4 => tile::<4>(inputs, lanes, out, width),
                5 => tile::<5>(inputs, lanes, out, width),
                _ => tile::<ROWS>(inputs, lanes, out, width),
            }
        }
    }
}

/// The rows tile by tile, in a tile step by step each row's four inputs, of 16 bits each.
#[target_feature(enable = "avx2")]
fn widen(rows: Block<u8>, steps: usize, wide: &mut Vec<u64>) {
    let count = rows.rows();
    wide.resize(count * steps, 0);
    for at in 0..count {
        let first = at - at % ROWS;
        let tile = &mut wide[first * steps..][..ROWS.min(count - first) * steps];
        let places = tile[at - first..].iter_mut().step_by(ROWS.min(count - first));
        for (place, bytes) in places.zip(rows.row(at).as_chunks::<DEPTH>().0) {
            let four = u64::from(u32::from_le_bytes(*bytes));
            let two = (four | four << 16) & 0x0000_ffff_0000_ffff;
            *place = (two | two << 8) & 0x00ff_00ff_00ff_00ff;
        }
    }
}

/// Some rows times a panel.
#[inline]
#[target_feature(enable = "avx2")]
fn tile<const R: usize>(inputs: &[u64], lanes: &[Lanes], out: &mut [i32], width: usize) {
    // Of each column two sums: of the first pair of every step, and of the second.
    let mut sums = [[_mm256_setzero_si256(); 2]; R];
    for (inputs, lanes) in inputs.as_chunks::<R>().0.iter().zip(lanes) {
        let weights = load(lanes);
        for row in 0..R {
            let bytes = _mm256_set1_epi64x(inputs[row].cast_signed());
            sums[row][0] = _mm256_add_epi32(sums[row][0], _mm256_madd_epi16(bytes, weights[0]));
            sums[row][1] = _mm256_add_epi32(sums[row][1], _mm256_madd_epi16(bytes, weights[1]));
        }
    }
    for row in 0..R {
        // Halves are added apart, which leaves the middle columns swapped.
        let sum = _mm256_hadd_epi32(sums[row][0], sums[row][1]);
        if let Some(out) = out[row * width..].first_chunk_mut() {
            store(_mm256_permute4x64_epi64::<0b11_01_10_00>(sum), out);
        }
    }
}

/// Four columns in 16 bits, and the other four.
#[inline]
#[target_feature(enable = "avx2")]
fn load(lanes: &Lanes) -> [__m256i; 2] {
    let (low, high) = (&lanes[..LANES / 2], &lanes[LANES / 2..]);
    #[allow(unsafe_code, reason = "the instruction takes an address")]
    // SAFETY: there are 16 bytes at each, and their alignment does not matter.
    let (low, high) = unsafe { (_mm_loadu_si128(low.as_ptr().cast()), _mm_loadu_si128(high.as_ptr().cast())) };
    [_mm256_cvtepi8_epi16(low), _mm256_cvtepi8_epi16(high)]
}

#[inline]
#[target_feature(enable = "avx2")]
fn store(sums: __m256i, out: &mut [i32; LANES]) {
    #[allow(unsafe_code, reason = "the instruction takes an address")]
    // SAFETY: there is room for eight numbers of four bytes, and their alignment does not matter.
    unsafe {
        _mm256_storeu_si256(out.as_mut_ptr().cast(), sums);
    }
}
