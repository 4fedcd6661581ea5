//! Rows of a matrix, all of them or some columns.

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
}

#[cfg(target_arch = "aarch64")]
impl<'a, T> Block<'a, T> {
    /// As the library takes it.
    pub fn view(&self) -> rten_tensor::Matrix<'a, T> {
        crate::model::product::matrix(self.data, self.stride).slice((.., self.from..self.from + self.width))
    }
}
