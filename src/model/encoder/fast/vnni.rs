//! Products of bytes on processors of the x86 family with AVX-512 VNNI.
//!
//! What the library's own kernel does there, without copying the rows into panels first and without a correction for
//! noughts behind each tile: both cost as much as the product itself where a head's 32 numbers are multiplied.

use std::arch::x86_64::{
    __m512i, _mm512_dpbusd_epi32, _mm512_loadu_si512, _mm512_set1_epi32, _mm512_setzero_si512, _mm512_storeu_si512,
};

use super::block::Block;
use super::panels::{self, DEPTH, Panel};

/// Columns whose sums fit a vector.
const LANES: usize = 16;
/// Rows of a tile: with four vectors of columns, 24 sums stay in registers.
const ROWS: usize = 6;

type Lanes = panels::Lanes<LANES>;

/// A matrix as this kernel reads it.
pub(super) type Panels = panels::Panels<LANES, 4>;

/// Proof that the processor has what is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::model::encoder) struct Vnni(());

impl Vnni {
    /// None where the processor cannot.
    pub fn new() -> Option<Self> {
        (is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vnni")).then_some(Self(()))
    }

    /// Sums of `[rows, panels.width()]`. Rows may be longer than the inputs are.
    #[allow(clippy::unused_self, reason = "having it is what allows the call")]
    pub(super) fn multiply(self, rows: Block<u8>, panels: &Panels, out: &mut [i32]) {
        #[allow(unsafe_code, reason = "a function that needs a processor's abilities is called only through this")]
        // SAFETY: there is no `Vnni` but on such a processor.
        unsafe {
            multiply(rows, panels, out);
        }
    }
}

#[target_feature(enable = "avx512f,avx512vnni")]
fn multiply(rows: Block<u8>, panels: &Panels, out: &mut [i32]) {
    let width = panels.width();
    for Panel { vectors, column, lanes } in panels.iter() {
        match vectors {
            4 => down::<4>(rows, lanes, out, width, column),
            2 => down::<2>(rows, lanes, out, width, column),
            _ => down::<1>(rows, lanes, out, width, column),
        }
    }
}

/// All rows times a panel.
#[target_feature(enable = "avx512f,avx512vnni")]
fn down<const V: usize>(rows: Block<u8>, lanes: &[Lanes], out: &mut [i32], width: usize, column: usize) {
    let lanes = lanes.as_chunks::<V>().0;
    let count = rows.rows();
    for at in (0..count).step_by(ROWS) {
        let out = &mut out[at * width + column..];
        match count - at {
            1 => tile::<1, V>(rows, at, lanes, out, width),
            2 => tile::<2, V>(rows, at, lanes, out, width),
            3 => tile::<3, V>(rows, at, lanes, out, width),
            4 => tile::<4, V>(rows, at, lanes, out, width),
            5 => tile::<5, V>(rows, at, lanes, out, width),
            _ => tile::<ROWS, V>(rows, at, lanes, out, width),
        }
    }
}

/// Some rows times a panel.
#[inline]
#[target_feature(enable = "avx512f,avx512vnni")]
fn tile<const R: usize, const V: usize>(
    rows: Block<u8>,
    at: usize,
    lanes: &[[Lanes; V]],
    out: &mut [i32],
    width: usize,
) {
    let mut inputs: [&[[u8; DEPTH]]; R] = [&[]; R];
    for (row, inputs) in inputs.iter_mut().enumerate() {
        *inputs = &rows.row(at + row).as_chunks().0[..lanes.len()];
    }
    let mut sums = [[_mm512_setzero_si512(); V]; R];
    for (step, lanes) in lanes.iter().enumerate() {
        let mut weights = [_mm512_setzero_si512(); V];
        for vector in 0..V {
            weights[vector] = load(&lanes[vector]);
        }
        for row in 0..R {
            let bytes = _mm512_set1_epi32(i32::from_ne_bytes(inputs[row][step]));
            for vector in 0..V {
                sums[row][vector] = _mm512_dpbusd_epi32(sums[row][vector], bytes, weights[vector]);
            }
        }
    }
    for row in 0..R {
        let out = out[row * width..][..V * LANES].as_chunks_mut::<LANES>().0;
        for vector in 0..V {
            store(sums[row][vector], &mut out[vector]);
        }
    }
}

#[inline]
#[target_feature(enable = "avx512f")]
fn load(lanes: &Lanes) -> __m512i {
    #[allow(unsafe_code, reason = "the instruction takes an address")]
    // SAFETY: there are 64 bytes, and their alignment does not matter.
    unsafe {
        _mm512_loadu_si512(lanes.as_ptr().cast())
    }
}

#[inline]
#[target_feature(enable = "avx512f")]
fn store(sums: __m512i, out: &mut [i32; LANES]) {
    #[allow(unsafe_code, reason = "the instruction takes an address")]
    // SAFETY: there is room for 16 numbers of four bytes, and their alignment does not matter.
    unsafe {
        _mm512_storeu_si512(out.as_mut_ptr().cast(), sums);
    }
}
