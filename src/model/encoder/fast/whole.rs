//! Products of bytes and signed bytes, summed in 32 bits: exact, so a row's result depends on nothing but the row.
//!
//! Two kernels give the same numbers: [`vnni`](super::vnni) where the processor has that, and for all others the
//! library's, which looks itself for what there is.

use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_tensor::Matrix;

use super::scratch::sized;
#[cfg(target_arch = "x86_64")]
use super::vnni::{Panels, Vnni};
use crate::model::product::{matrix, sound};

/// Some columns of a matrix.
#[derive(Clone, Copy)]
pub(super) struct Block<'a, T> {
    data: &'a [T],
    stride: usize,
    from: usize,
    pub width: usize,
}

impl<'a, T> Block<'a, T> {
    /// All columns of rows of such a width.
    pub fn all(data: &'a [T], width: usize) -> Self {
        Self { data, stride: width, from: 0, width }
    }

    /// These columns only.
    pub fn columns(self, from: usize, width: usize) -> Self {
        Self { from: self.from + from, width, ..self }
    }

    pub fn rows(&self) -> usize {
        self.data.len() / self.stride
    }

    pub fn row(&self, at: usize) -> &'a [T] {
        &self.data[at * self.stride + self.from..][..self.width]
    }

    /// So many numbers of a row, where there are.
    pub fn some<const N: usize>(&self, at: usize, from: usize) -> Option<&'a [T; N]> {
        if at < self.rows() { self.row(at).get(from..)?.first_chunk() } else { None }
    }

    pub fn iter(&self) -> impl Iterator<Item = &'a [T]> {
        (0..self.rows()).map(|at| self.row(at))
    }

    fn view(&self) -> Matrix<'a, T> {
        matrix(self.data, self.stride).slice((.., self.from..self.from + self.width))
    }
}

/// The kernels.
pub(super) struct Gemm {
    library: GemmExecutor<u8, i8, i32>,
    #[cfg(target_arch = "x86_64")]
    vnni: Option<Vnni>,
}

/// A matrix as its kernel wants it.
#[derive(Default)]
pub(super) struct Packed {
    inputs: usize,
    columns: usize,
    /// For each column the sum of its numbers: what a nought that is a byte adds is so many times that byte.
    pub totals: Vec<i32>,
    library: Option<PackedBMatrix<i8>>,
    #[cfg(target_arch = "x86_64")]
    panels: Panels,
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
    pub fn new() -> Self {
        Self {
            library: GemmExecutor::new(),
            #[cfg(target_arch = "x86_64")]
            vnni: Vnni::new(),
        }
    }

    /// The library's kernel alone.
    #[cfg(test)]
    fn plain() -> Self {
        Self {
            #[cfg(target_arch = "x86_64")]
            vnni: None,
            ..Self::new()
        }
    }

    /// A short name of the path that the processor takes.
    pub fn name(&self) -> &'static str {
        #[cfg(target_arch = "x86_64")]
        if self.vnni.is_some() {
            return "fast-vnni";
        }
        if self.library.may_saturate() {
            "fast-avx2"
        } else if cfg!(target_arch = "aarch64") {
            "fast-neon"
        } else {
            "fast-generic"
        }
    }

    /// The largest byte that may be used.
    ///
    /// Processors of the x86 family without VNNI add the products of two pairs in 16 bits and would cut what is larger.
    /// A byte up to 128 cannot get there: 2 × 128 × 128 is the first number that is too large, and weights reach 128
    /// only below zero, where it still fits.
    pub fn most(&self) -> u8 {
        if self.library.may_saturate() { 127 } else { 255 }
    }

    /// Packs columns that are given as rows: a layer's weights as they are stored, keys.
    pub fn pack_columns(&self, columns: Block<i8>, packed: &mut Packed) {
        (packed.inputs, packed.columns) = (columns.width, columns.rows());
        packed.totals.clear();
        packed.totals.extend(columns.iter().map(|column| column.iter().map(|&n| i32::from(n)).sum::<i32>()));
        #[cfg(target_arch = "x86_64")]
        if self.vnni.is_some() {
            return packed.panels.of_columns(columns);
        }
        packed.library = Some(self.library.prepack_b(columns.view().transposed()));
    }

    /// Packs columns as they are: values. Without totals.
    pub fn pack_rows(&self, rows: Block<i8>, packed: &mut Packed) {
        (packed.inputs, packed.columns) = (rows.rows(), rows.width);
        #[cfg(target_arch = "x86_64")]
        if self.vnni.is_some() {
            return packed.panels.of_rows(rows);
        }
        packed.library = Some(self.library.prepack_b(rows.view()));
    }

    /// `rows × packed`.
    ///
    /// Rows may be longer than the inputs are, up to a multiple of four, and hold anything there.
    pub fn multiply<'a>(&self, rows: Block<u8>, packed: &Packed, out: &'a mut Vec<i32>) -> Sums<'a> {
        let columns = packed.columns;
        #[cfg(target_arch = "x86_64")]
        if let Some(vnni) = self.vnni {
            let stride = packed.panels.width();
            let numbers = sized(out, rows.rows() * stride);
            vnni.multiply(rows, &packed.panels, numbers);
            return Sums { numbers, stride, columns };
        }
        let numbers = sized(out, rows.rows() * columns);
        let rows = rows.columns(0, packed.inputs).view();
        // The library takes noughts too, and (0.27.0) gives those of the first few rows to all.
        if let Some(packed) = &packed.library {
            let (rows, packed) = (GemmInputA::Unpacked(rows), GemmInputB::Packed(packed));
            sound(self.library.gemm(numbers, rows, packed, GemmOptions::default()));
        }
        Sums { numbers, stride: columns, columns }
    }
}

#[cfg(test)]
mod tests {
    use super::{Block, Gemm, Packed};

    /// Both kernels, both ways of packing, sizes around those of tiles and vectors, sums as large as they get.
    #[test]
    fn products_are_exact() {
        for gemm in [Gemm::new(), Gemm::plain()] {
            for (rows, inputs, columns) in [(1, 4, 1), (7, 32, 17), (13, 8, 40), (77, 1536, 112), (64, 384, 64)] {
                let bytes: Vec<u8> =
                    (0..rows * inputs).map(|at| (at * 31 % (usize::from(gemm.most()) + 1)) as u8).collect();
                let weights: Vec<i8> = (0..columns * inputs).map(|at| if at % 3 == 0 { -127 } else { 127 }).collect();
                let by_row: Vec<i8> =
                    (0..inputs * columns).map(|at| weights[at % columns * inputs + at / columns]).collect();
                let (mut given, mut turned) = (Packed::default(), Packed::default());
                gemm.pack_columns(Block::all(&weights, inputs), &mut given);
                gemm.pack_rows(Block::all(&by_row, columns), &mut turned);
                for packed in [&given, &turned] {
                    let mut out = Vec::new();
                    let sums = gemm.multiply(Block::all(&bytes, inputs), packed, &mut out);
                    for row in 0..rows {
                        let bytes = &bytes[row * inputs..][..inputs];
                        let column = |column: usize| &weights[column * inputs..][..inputs];
                        let dot = |(a, b): (&u8, &i8)| i32::from(*a) * i32::from(*b);
                        let right: Vec<i32> =
                            (0..columns).map(|at| bytes.iter().zip(column(at)).map(dot).sum()).collect();
                        assert_eq!(sums.row(row), right, "row {row} of {rows} × {inputs} × {columns}");
                    }
                }
            }
        }
    }
}
