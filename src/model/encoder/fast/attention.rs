//! Attention within a window, in whole numbers.
//!
//! Queries, keys and values become bytes, and so does what of its attention a piece gives to each other; both products
//! are exact. Scales cover one head of one piece, for values one column of a window: what a piece takes from its
//! window depends on nothing but the window.

use rten_simd::SimdOp;

use super::{
    block::Block,
    room::sized,
    shares::{Mix, STEP, Shares},
    signed::{ByColumn, ByHead, NOUGHT},
    whole::{Gemm, Packed, Products},
};

/// Pieces whose attention is computed together: few enough that their scores stay close to the processor.
const ROWS: usize = 24;

/// What the pieces of one window attend to, and the buffers of that.
#[derive(Default)]
pub(super) struct Attention {
    /// Numbers of a head.
    size: usize,
    queries: ByHead,
    keys: ByHead,
    values: ByColumn,
    heads: Vec<Head>,
    /// What products give.
    sums: Products,
    shares: Vec<u8>,
    /// One by what each piece's shares come to.
    parts: Vec<f32>,
    /// One piece's scores.
    row: Vec<f32>,
}

/// One head's keys and values of a window.
#[derive(Default)]
struct Head {
    keys: Packed,
    values: Packed,
    /// What the nought of a query adds with each key.
    extra: Vec<i32>,
}

impl Attention {
    /// Forgets the window before. The next has so many pieces, whose vectors are as wide as all heads together.
    pub fn open(&mut self, pieces: usize, width: usize, heads: usize) {
        self.size = width / heads;
        self.keys.open(pieces, width, heads);
        self.values.open(width);
        self.heads.resize_with(heads, Head::default);
    }

    /// Key and value, one behind the other, of a piece of the window; pieces come in order.
    pub fn push(&mut self, at: usize, key_value: &[f32]) {
        let (key, value) = key_value.split_at(key_value.len() / 2);
        self.keys.set(at, key);
        self.values.push(value);
    }

    /// All pieces of the window are there.
    pub fn close(&mut self, gemm: &Gemm) {
        let Self { size, keys, values, heads, .. } = self;
        keys.sign();
        values.close();
        let width = *size * heads.len();
        for (head, Head { keys: packed_keys, values: packed_values, extra }) in heads.iter_mut().enumerate() {
            gemm.pack_columns(Block::all(&keys.signed, width).columns(head * *size, *size), packed_keys);
            gemm.pack_rows(Block::all(&values.signed, width).columns(head * *size, *size), packed_values);
            extra.clear();
            extra.extend(packed_keys.totals.iter().map(|total| total * i32::from(NOUGHT)));
        }
    }

    /// Some pieces are about to ask.
    pub fn ask(&mut self, pieces: usize) {
        self.queries.open(pieces, self.size * self.heads.len(), self.heads.len());
    }

    /// The query of one of them, already divided by the root of a head's size.
    pub fn set_query(&mut self, at: usize, query: &[f32]) {
        self.queries.set(at, query);
    }

    /// What they take from their window: a row of `mixed` for each.
    pub fn mix(&mut self, gemm: &Gemm, mixed: &mut [f32]) {
        let Self { size, queries, keys, values, heads, sums, shares, parts, row } = self;
        let (size, width) = (*size, *size * heads.len());
        for (head, Head { keys: packed_keys, values: packed_values, extra }) in heads.iter().enumerate() {
            let columns = head * size..(head + 1) * size;
            let padded = extra.len().next_multiple_of(STEP);
            let row = sized(row, padded);
            let rows = queries.bytes.chunks(ROWS * width).zip(queries.scales_of(head).chunks(ROWS));
            for ((queries, scales), mixed) in rows.zip(mixed.chunks_mut(ROWS * width)) {
                let (shares, parts) = (sized(shares, scales.len() * padded), sized(parts, scales.len()));
                Shares {
                    sums: gemm.multiply(Block::all(queries, width).columns(columns.start, size), packed_keys, sums),
                    queries: scales,
                    keys: keys.scales_of(head),
                    extra,
                    row,
                    out: shares,
                    parts,
                }
                .dispatch();
                Mix {
                    sums: gemm.multiply(Block::all(shares, padded), packed_values, sums),
                    parts,
                    scales: &values.scales[columns.clone()],
                    mixed,
                    width,
                    from: columns.start,
                }
                .dispatch();
            }
        }
    }
}
