//! Products of bytes on processors of the x86 family with AVX-512 VNNI.
//!
//! What the library's own kernel does there, without copying the rows into panels first and without a correction for
//! noughts behind each tile: both cost as much as the product itself where a head's 32 numbers are multiplied.

use std::arch::x86_64::{
    __m512i, _mm512_dpbusd_epi32, _mm512_loadu_si512, _mm512_set1_epi32, _mm512_setzero_si512, _mm512_storeu_si512,
};

use super::whole::Block;

/// Columns whose sums fit a vector.
pub(super) const LANES: usize = 16;
/// Inputs that one step multiplies and adds.
const DEPTH: usize = 4;
/// Rows of a tile: with four vectors of columns, 24 sums stay in registers.
const ROWS: usize = 6;

/// A vector's columns, four inputs each.
type Lanes = [[i8; DEPTH]; LANES];

/// Proof that the processor has what is needed.
#[derive(Clone, Copy)]
pub(super) struct Vnni(());

/// A matrix as the kernel reads it: panels of four, two or one vectors of columns, in them one step after the other.
#[derive(Default)]
pub(super) struct Panels {
    lanes: Vec<Lanes>,
    steps: usize,
    vectors: usize,
}

impl Panels {
    /// From rows of a column's inputs each.
    pub fn of_columns(&mut self, columns: Block<i8>) {
        self.clear(columns.width, columns.rows());
        for (at, column) in columns.iter().enumerate() {
            let (panel, first, within) = (self.panel(at / LANES), at / LANES, at % LANES);
            let lanes = &mut self.lanes[panel.start(self.steps) + first - panel.first..];
            let (whole, rest) = column.as_chunks::<DEPTH>();
            for (inputs, lanes) in whole.iter().zip(lanes.iter_mut().step_by(panel.vectors)) {
                lanes[within] = *inputs;
            }
            if !rest.is_empty() {
                lanes[whole.len() * panel.vectors][within][..rest.len()].copy_from_slice(rest);
            }
        }
    }

    /// From rows of an input for every column.
    pub fn of_rows(&mut self, rows: Block<i8>) {
        self.clear(rows.rows(), rows.width);
        for vector in 0..self.vectors {
            let panel = self.panel(vector);
            let lanes = &mut self.lanes[panel.start(self.steps) + vector - panel.first..];
            for (step, lanes) in lanes.iter_mut().step_by(panel.vectors).take(self.steps).enumerate() {
                let part = |within| rows.some::<LANES>(step * DEPTH + within, vector * LANES);
                if let (Some(a), Some(b), Some(c), Some(d)) = (part(0), part(1), part(2), part(3)) {
                    for at in 0..LANES {
                        lanes[at] = [a[at], b[at], c[at], d[at]];
                    }
                    continue;
                }
                for (within, at) in (step * DEPTH..rows.rows().min((step + 1) * DEPTH)).enumerate() {
                    let numbers = &rows.row(at)[vector * LANES..];
                    lanes.iter_mut().zip(numbers).for_each(|(lane, number)| lane[within] = *number);
                }
            }
        }
    }

    /// Columns, with those that fill up the last vector.
    pub fn width(&self) -> usize {
        self.vectors * LANES
    }

    fn clear(&mut self, inputs: usize, columns: usize) {
        (self.steps, self.vectors) = (inputs.div_ceil(DEPTH), columns.div_ceil(LANES));
        self.lanes.clear();
        self.lanes.resize(self.steps * self.vectors, [[0; DEPTH]; LANES]);
    }

    /// The panel of a vector of columns.
    fn panel(&self, vector: usize) -> Panel {
        let whole = self.vectors / 4 * 4;
        if vector < whole {
            Panel { first: vector / 4 * 4, vectors: 4 }
        } else if vector < whole + (self.vectors - whole) / 2 * 2 {
            Panel { first: whole, vectors: 2 }
        } else {
            Panel { first: self.vectors - 1, vectors: 1 }
        }
    }
}

struct Panel {
    /// Its first vector among those of the matrix.
    first: usize,
    vectors: usize,
}

impl Panel {
    fn start(&self, steps: usize) -> usize {
        self.first * steps
    }
}

impl Vnni {
    /// None where the processor cannot.
    pub fn new() -> Option<Self> {
        (is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vnni")).then_some(Self(()))
    }

    /// Sums of `[rows, panels.width()]`. Rows may be longer than the inputs are.
    #[allow(clippy::unused_self, reason = "having it is what allows the call")]
    pub fn multiply(self, rows: Block<u8>, panels: &Panels, out: &mut [i32]) {
        #[allow(unsafe_code, reason = "a function that needs a processor's abilities is called only through this")]
        // SAFETY: there is no `Vnni` but on such a processor.
        unsafe {
            multiply(rows, panels, out);
        }
    }
}

#[target_feature(enable = "avx512f,avx512vnni")]
fn multiply(rows: Block<u8>, panels: &Panels, out: &mut [i32]) {
    let mut vector = 0;
    while vector < panels.vectors {
        let panel = panels.panel(vector);
        let lanes = &panels.lanes[panel.start(panels.steps)..][..panels.steps * panel.vectors];
        let columns = panel.first * LANES;
        match panel.vectors {
            4 => down::<4>(rows, lanes, out, panels.width(), columns),
            2 => down::<2>(rows, lanes, out, panels.width(), columns),
            _ => down::<1>(rows, lanes, out, panels.width(), columns),
        }
        vector += panel.vectors;
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
