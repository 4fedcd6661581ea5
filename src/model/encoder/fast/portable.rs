//! Products of bytes on any processor.

use super::block::Block;
use super::panels::{self, DEPTH, Panel};

/// Columns that are summed side by side.
const LANES: usize = 8;

/// A matrix as this kernel reads it.
pub(super) type Panels = panels::Panels<LANES, 1>;

/// Sums of `[rows, panels.width()]`. Rows may be longer than the inputs are.
pub(super) fn multiply(rows: Block<u8>, panels: &Panels, out: &mut [i32]) {
    let width = panels.width();
    // A panel's weights in 16 bits, one input's side by side: compilers make vectors of that.
    let mut wide: Vec<[[i16; LANES]; DEPTH]> = Vec::with_capacity(panels.steps());
    for Panel { column, lanes, .. } in panels.iter() {
        wide.clear();
        let step = |lanes: &panels::Lanes<LANES>| [0, 1, 2, 3].map(|at| lanes.map(|inputs| i16::from(inputs[at])));
        wide.extend(lanes.iter().map(step));
        for (row, out) in rows.iter().zip(out.chunks_exact_mut(width)) {
            let mut sums = [0; LANES];
            for (inputs, step) in row.as_chunks::<DEPTH>().0.iter().zip(&wide) {
                for (input, weights) in inputs.iter().zip(step) {
                    let input = i16::from(*input);
                    for (sum, weight) in sums.iter_mut().zip(weights) {
                        *sum += i32::from(input) * i32::from(*weight);
                    }
                }
            }
            out[column..][..LANES].copy_from_slice(&sums);
        }
    }
}
