//! Attention within each window.

use rten_simd::SimdOp;
use rten_vecmath::Softmax;

use crate::model::product::{matrix, product};

/// Mixes the values of each window's pieces. `joint` has a row of query, key and value for each piece, the query already
/// divided by the root of a head's size; windows end at `ends`; `mixed` gets a row for each piece.
pub(super) fn attend(joint: &[f32], ends: &[usize], heads: usize, spare: &mut Vec<f32>, mixed: &mut [f32]) {
    let width = mixed.len() / ends.last().copied().unwrap_or_default().max(1);
    let size = width / heads;
    let mut start = 0;
    for &end in ends {
        let count = end - start;
        spare.resize(count * (count + size), 0.0);
        let (scores, out) = spare.split_at_mut(count * count);
        let window = matrix(&joint[start * 3 * width..end * 3 * width], 3 * width);
        for head in 0..heads {
            let part = |part: usize| window.slice((.., part * width + head * size..part * width + (head + 1) * size));
            product(part(0), part(1).transposed(), scores);
            scores.chunks_exact_mut(count).for_each(|row| {
                Softmax::new_mut(row).dispatch();
            });
            product(matrix(scores, count), part(2), out);
            let rows = mixed[start * width..end * width].chunks_exact_mut(width);
            rows.zip(out.chunks_exact(size))
                .for_each(|(row, out)| row[head * size..(head + 1) * size].copy_from_slice(out));
        }
        start = end;
    }
}
