//! Attention within each window, in whole numbers.
//!
//! Queries, keys and values become bytes, and so does what of its attention a piece gives to each other; both products
//! are exact. Scales cover one head of one piece, for values one column of a window: what a piece takes from its
//! window depends on nothing but the window.

use rten_simd::SimdOp;

use super::{
    scratch::sized,
    shares::{Mix, STEP, Shares},
    signed::{ByColumn, ByHead, NOUGHT},
    whole::{Block, Gemm, Packed},
};

/// Pieces whose attention is computed together: few enough that their scores stay close to the processor.
const ROWS: usize = 24;

/// Buffers of one window.
pub(super) struct Attention {
    /// The largest byte that may be used.
    most: u8,
    queries: ByHead,
    keys: ByHead,
    values: ByColumn,
    packed_keys: Packed,
    packed_values: Packed,
    /// What the nought of a query adds with each key.
    extra: Vec<i32>,
    /// What products give.
    sums: Vec<i32>,
    shares: Vec<u8>,
    /// What each piece's shares come to.
    totals: Vec<f32>,
    /// One piece's scores.
    row: Vec<f32>,
}

impl Attention {
    /// `most`: the largest byte that may be used.
    pub fn new(most: u8) -> Self {
        Self {
            most,
            queries: ByHead::new(most.div_ceil(2)),
            keys: ByHead::new(NOUGHT),
            values: ByColumn::default(),
            packed_keys: Packed::default(),
            packed_values: Packed::default(),
            extra: Vec::new(),
            sums: Vec::new(),
            shares: Vec::new(),
            totals: Vec::new(),
            row: Vec::new(),
        }
    }

    /// Mixes the values of each window's pieces. `joint` has a row of query, key and value for each piece, the query
    /// already divided by the root of a head's size; windows end at `ends`; `mixed` gets a row for each piece.
    pub fn mix(&mut self, gemm: &Gemm, joint: &[f32], ends: &[usize], heads: usize, mixed: &mut [f32]) {
        let width = mixed.len() / ends.last().copied().unwrap_or_default().max(1);
        let size = width / heads;
        let mut start = 0;
        for &end in ends {
            let joint = &joint[start * 3 * width..end * 3 * width];
            self.queries.hold(joint, 0, (width, size));
            self.keys.hold(joint, 1, (width, size));
            self.values.hold(joint, width);
            for head in 0..heads {
                self.mix_head(gemm, (head, size), width, &mut mixed[start * width..end * width]);
            }
            start = end;
        }
    }

    fn mix_head(&mut self, gemm: &Gemm, (head, size): (usize, usize), width: usize, mixed: &mut [f32]) {
        let Self { most, queries, keys, values, packed_keys, packed_values, extra, sums, shares, totals, row } = self;
        let count = mixed.len() / width;
        let columns = head * size..(head + 1) * size;
        gemm.pack_columns(Block::all(&keys.signed, width).columns(columns.start, size), packed_keys);
        gemm.pack_rows(Block::all(&values.signed, width).columns(columns.start, size), packed_values);
        extra.clear();
        extra.extend(packed_keys.totals.iter().map(|total| total * i32::from(queries.nought)));
        let padded = count.next_multiple_of(STEP);
        let row = sized(row, padded);
        let rows = queries.bytes.chunks(ROWS * width).zip(queries.scales[head * count..].chunks(ROWS));
        for ((queries, scales), mixed) in rows.zip(mixed.chunks_mut(ROWS * width)) {
            let count = mixed.len() / width;
            let (shares, totals) = (sized(shares, count * padded), sized(totals, count));
            Shares {
                sums: gemm.multiply(Block::all(queries, width).columns(columns.start, size), packed_keys, sums),
                queries: &scales[..count],
                keys: &keys.scales[head * extra.len()..][..extra.len()],
                extra,
                full: *most,
                row,
                out: shares,
                totals,
            }
            .dispatch();
            Mix {
                sums: gemm.multiply(Block::all(shares, padded), packed_values, sums),
                totals,
                scales: &values.scales[columns.clone()],
                mixed,
                columns: columns.clone(),
            }
            .dispatch();
        }
    }
}
