//! Products of bytes and signed bytes, summed in 32 bits: exact, so a row's result depends on nothing but the row, and
//! every [`Kernel`] gives the same numbers.

#[cfg(target_arch = "aarch64")]
use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};

use super::block::Block;
use super::kernel::Kernel;
use super::portable;
use super::room::sized;
#[cfg(target_arch = "x86_64")]
use super::{avx2, vnni};
#[cfg(target_arch = "aarch64")]
use crate::model::product::sound;

/// Multiplies with a kernel.
pub(super) struct Gemm {
    kernel: Kernel,
    #[cfg(target_arch = "aarch64")]
    library: GemmExecutor<u8, i8, i32>,
}

/// A matrix as its kernel wants it.
#[derive(Default)]
pub(super) struct Packed {
    columns: usize,
    /// For each column the sum of its numbers: what a nought that is a byte adds is so many times that byte.
    pub totals: Vec<i32>,
    #[cfg(target_arch = "x86_64")]
    vnni: vnni::Panels,
    #[cfg(target_arch = "x86_64")]
    avx2: avx2::Panels,
    #[cfg(target_arch = "aarch64")]
    library: Option<PackedBMatrix<i8>>,
    portable: portable::Panels,
}

/// Room for what products need and give.
#[derive(Default)]
pub(super) struct Products {
    sums: Vec<i32>,
    #[cfg(target_arch = "x86_64")]
    wide: Vec<u64>,
}

/// What a product gives, row by row.
#[derive(Clone, Copy)]
pub(super) struct Sums<'a> {
    numbers: &'a [i32],
    stride: usize,
    columns: usize,
}

impl<'a> Sums<'a> {
    pub fn row(&self, at: usize) -> &'a [i32] {
        &self.numbers[at * self.stride..][..self.columns]
    }
}

impl Gemm {
    pub fn new(kernel: Kernel) -> Self {
        Self {
            kernel,
            #[cfg(target_arch = "aarch64")]
            library: GemmExecutor::new(),
        }
    }

    /// Packs columns that are given as rows: a layer's weights as they are stored, keys.
    pub fn pack_columns(&self, columns: Block<i8>, packed: &mut Packed) {
        packed.columns = columns.rows();
        packed.totals.clear();
        packed.totals.extend(columns.iter().map(|column| column.iter().map(|&n| i32::from(n)).sum::<i32>()));
        match self.kernel {
            #[cfg(target_arch = "x86_64")]
            Kernel::Vnni(_) => packed.vnni.of_columns(columns),
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx2(_) => packed.avx2.of_columns(columns),
            #[cfg(target_arch = "aarch64")]
            Kernel::Neon => packed.library = Some(self.library.prepack_b(columns.view().transposed())),
            Kernel::Portable => packed.portable.of_columns(columns),
        }
    }

    /// Packs columns as they are: values. Without totals.
    pub fn pack_rows(&self, rows: Block<i8>, packed: &mut Packed) {
        packed.columns = rows.width;
        match self.kernel {
            #[cfg(target_arch = "x86_64")]
            Kernel::Vnni(_) => packed.vnni.of_rows(rows),
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx2(_) => packed.avx2.of_rows(rows),
            #[cfg(target_arch = "aarch64")]
            Kernel::Neon => packed.library = Some(self.library.prepack_b(rows.view())),
            Kernel::Portable => packed.portable.of_rows(rows),
        }
    }

    /// `rows × packed`.
    ///
    /// Rows may be longer than the inputs are, up to a multiple of four, and hold anything there.
    pub fn multiply<'a>(&self, rows: Block<u8>, packed: &Packed, room: &'a mut Products) -> Sums<'a> {
        let stride = match self.kernel {
            #[cfg(target_arch = "x86_64")]
            Kernel::Vnni(_) => packed.vnni.width(),
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx2(_) => packed.avx2.width(),
            #[cfg(target_arch = "aarch64")]
            Kernel::Neon => packed.columns,
            Kernel::Portable => packed.portable.width(),
        };
        let numbers = sized(&mut room.sums, rows.rows() * stride);
        match self.kernel {
            #[cfg(target_arch = "x86_64")]
            Kernel::Vnni(vnni) => vnni.multiply(rows, &packed.vnni, numbers),
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx2(avx2) => avx2.multiply(rows, &packed.avx2, &mut room.wide, numbers),
            #[cfg(target_arch = "aarch64")]
            Kernel::Neon => {
                // The library takes noughts too, and (0.27.0) gives those of the first few rows to all.
                if let Some(packed) = &packed.library {
                    let rows = rows.columns(0, packed.rows()).view();
                    let (rows, packed) = (GemmInputA::Unpacked(rows), GemmInputB::Packed(packed));
                    sound(self.library.gemm(numbers, rows, packed, GemmOptions::default()));
                }
            }
            Kernel::Portable => portable::multiply(rows, &packed.portable, numbers),
        }
        Sums { numbers, stride, columns: packed.columns }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Block, Gemm, Kernel, Packed, Products};

    /// What a product comes to, and what each kernel of this processor makes of it, packed in both ways. `bytes` are
    /// rows of `width`, which is `inputs` up to a multiple of four.
    fn hold(bytes: &[u8], weights: &[i8], inputs: usize) {
        let (width, columns) = (inputs.next_multiple_of(4), weights.len() / inputs);
        let dot = |row: &[u8], column: &[i8]| row.iter().zip(column).map(|(a, b)| i32::from(*a) * i32::from(*b)).sum();
        let right: Vec<Vec<i32>> =
            bytes.chunks(width).map(|row| weights.chunks(inputs).map(|column| dot(row, column)).collect()).collect();
        let by_row: Vec<i8> = (0..inputs * columns).map(|at| weights[at % columns * inputs + at / columns]).collect();
        // Used again, as readers do: nothing of the product before may be left.
        let (mut packed, mut room) = (Packed::default(), Products::default());
        for kernel in Kernel::here() {
            let gemm = Gemm::new(kernel);
            for turned in [false, true, false] {
                if turned {
                    gemm.pack_rows(Block::all(&by_row, columns), &mut packed);
                } else {
                    gemm.pack_columns(Block::all(weights, inputs), &mut packed);
                }
                let sums = gemm.multiply(Block::all(bytes, width), &packed, &mut room);
                for (at, right) in right.iter().enumerate() {
                    assert_eq!(sums.row(at), right, "{}: row {at}, {inputs} × {columns}", kernel.engine());
                }
            }
        }
    }

    /// Sizes around those of tiles and vectors, sums as large as they get: a kernel that cuts at 16 bits fails.
    #[test]
    fn products_are_exact() {
        for (rows, inputs, columns) in [(1, 4, 1), (7, 32, 17), (13, 8, 40), (77, 1536, 112), (64, 384, 64)] {
            let bytes: Vec<u8> = (0..rows * inputs).map(|at| 255 - (at * 31 % 3) as u8).collect();
            let weights: Vec<i8> = (0..columns * inputs).map(|at| if at % 3 == 0 { -128 } else { 127 }).collect();
            hold(&bytes, &weights, inputs);
            hold(&vec![255; rows * inputs], &vec![127; columns * inputs], inputs);
            hold(&vec![255; rows * inputs], &vec![-128; columns * inputs], inputs);
        }
    }

    proptest! {
        #[test]
        fn every_kernel_gives_the_same(
            (inputs, bytes, weights) in (1..70usize, 1..15usize, 1..40usize).prop_flat_map(|(inputs, rows, columns)| (
                Just(inputs),
                prop::collection::vec(any::<u8>(), rows * inputs.next_multiple_of(4)),
                prop::collection::vec(any::<i8>(), columns * inputs),
            )),
        ) {
            hold(&bytes, &weights, inputs);
        }
    }
}
