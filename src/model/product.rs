//! Products of matrices in 32-bit floating point.

use rten_gemm::{BiasVector, GemmExecutor, GemmInputA, GemmInputB, GemmOptions, GemmResult, PackedBMatrix};
use rten_tensor::{Matrix, MatrixLayout, NdTensorView};

/// A linear layer. A row's result depends on nothing but the row.
pub(super) struct Dense {
    packed: PackedBMatrix<f32>,
    bias: Vec<f32>,
}

impl Dense {
    /// From `[outputs, inputs]`, as layers are stored.
    pub fn of_rows(weight: &[f32], bias: Vec<f32>) -> Self {
        let inputs = weight.len() / bias.len();
        Self::pack(matrix(weight, inputs).transposed(), bias)
    }

    /// From `[inputs, outputs]`.
    pub fn of_columns(weight: &[f32], bias: Vec<f32>) -> Self {
        Self::pack(matrix(weight, bias.len()), bias)
    }

    fn pack(weight: Matrix<f32>, bias: Vec<f32>) -> Self {
        Self { packed: GemmExecutor::new().prepack_b(weight), bias }
    }

    /// `[rows, outputs]` from `[rows, inputs]`.
    pub fn of(&self, rows: &[f32]) -> Vec<f32> {
        self.of_matrix(matrix(rows, self.packed.rows()))
    }

    /// `[rows, outputs]` from rows that begin `step` numbers apart and overlap where they are longer.
    pub fn of_overlapping(&self, numbers: &[f32], step: usize) -> Vec<f32> {
        let width = self.packed.rows();
        let count = (numbers.len() + step).saturating_sub(width) / step;
        match NdTensorView::from_slice_with_strides([count, width], numbers, [step, 1]) {
            Ok(rows) => self.of_matrix(rows),
            Err(error) => unreachable!("rows that do not fit: {error}"),
        }
    }

    fn of_matrix(&self, rows: Matrix<f32>) -> Vec<f32> {
        let mut out = vec![0.0; rows.rows() * self.bias.len()];
        let options = GemmOptions { bias: Some(BiasVector::Row(&self.bias)), ..GemmOptions::default() };
        let gemm = GemmExecutor::<f32>::new();
        sound(gemm.gemm(&mut out, GemmInputA::Unpacked(rows), GemmInputB::Packed(&self.packed), options));
        out
    }
}

/// `a × b`, written to `out`.
pub(super) fn product(a: Matrix<f32>, b: Matrix<f32>, out: &mut [f32]) {
    let gemm = GemmExecutor::<f32>::new();
    // Packed for a single row too: the library's way for one row as it stands asks for threads, which a forked process has lost.
    let b = gemm.prepack_b(b);
    sound(gemm.gemm(out, GemmInputA::Unpacked(a), GemmInputB::Packed(&b), GemmOptions::default()));
}

/// Rows of `width` numbers.
pub(super) fn matrix<T>(rows: &[T], width: usize) -> Matrix<'_, T> {
    NdTensorView::from_data([rows.len() / width, width], rows)
}

/// Sizes are set when weights are read: were they wrong, it would be a defect of this program.
pub(super) fn sound(result: GemmResult) {
    if let Err(error) = result {
        unreachable!("matrices that do not fit: {error}");
    }
}
