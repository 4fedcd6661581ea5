//! A matrix of signed bytes as kernels read it.

use super::block::Block;

/// Inputs that one step multiplies and adds.
pub(super) const DEPTH: usize = 4;

/// A vector's columns, four inputs each.
pub(super) type Lanes<const LANES: usize> = [[i8; DEPTH]; LANES];

/// Panels of up to `MOST` vectors of `LANES` columns (`MOST` is a power of two), in them one step after the other.
#[derive(Default)]
pub(super) struct Panels<const LANES: usize, const MOST: usize> {
    lanes: Vec<[i8; DEPTH]>,
    steps: usize,
    vectors: usize,
}

/// Vectors of columns that are multiplied together.
pub(super) struct Panel<'a, const LANES: usize> {
    /// How many: `MOST` or, at the end, a smaller power of two.
    pub vectors: usize,
    /// Its first column.
    pub column: usize,
    /// Step by step each vector.
    pub lanes: &'a [Lanes<LANES>],
}

impl<const LANES: usize, const MOST: usize> Panels<LANES, MOST> {
    /// From rows of a column's inputs each.
    pub fn of_columns(&mut self, columns: Block<i8>) {
        self.clear(columns.width, columns.rows());
        for (at, column) in columns.iter().enumerate() {
            let within = at % LANES;
            let (lanes, vectors) = self.vector(at / LANES);
            let (whole, rest) = column.as_chunks::<DEPTH>();
            for (inputs, lanes) in whole.iter().zip(lanes.iter_mut().step_by(vectors)) {
                lanes[within] = *inputs;
            }
            if !rest.is_empty() {
                lanes[whole.len() * vectors][within][..rest.len()].copy_from_slice(rest);
            }
        }
    }

    /// From rows of an input for every column.
    pub fn of_rows(&mut self, rows: Block<i8>) {
        self.clear(rows.rows(), rows.width);
        let steps = self.steps;
        for vector in 0..self.vectors {
            let (lanes, vectors) = self.vector(vector);
            for (step, lanes) in lanes.iter_mut().step_by(vectors).take(steps).enumerate() {
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

    /// Steps of every column.
    pub fn steps(&self) -> usize {
        self.steps
    }

    pub fn iter(&self) -> impl Iterator<Item = Panel<'_, LANES>> {
        let lanes = self.lanes.as_chunks().0;
        let mut first = 0;
        std::iter::from_fn(move || {
            let from = first;
            let (_, vectors) = (from < self.vectors).then(|| self.place(from))?;
            first += vectors;
            Some(Panel { vectors, column: from * LANES, lanes: &lanes[from * self.steps..first * self.steps] })
        })
    }

    fn clear(&mut self, inputs: usize, columns: usize) {
        (self.steps, self.vectors) = (inputs.div_ceil(DEPTH), columns.div_ceil(LANES));
        self.lanes.clear();
        self.lanes.resize(self.steps * self.vectors * LANES, [0; DEPTH]);
    }

    /// The first vector of the panel that a vector is in, and how many that has.
    fn place(&self, vector: usize) -> (usize, usize) {
        let (mut first, mut vectors) = (0, MOST);
        while vectors > 1 && vector >= first + (self.vectors - first) / vectors * vectors {
            first += (self.vectors - first) / vectors * vectors;
            vectors /= 2;
        }
        (vector - (vector - first) % vectors, vectors)
    }

    /// A vector's lanes, those of each step so many behind those of the step before as its panel has vectors.
    fn vector(&mut self, vector: usize) -> (&mut [Lanes<LANES>], usize) {
        let (first, vectors) = self.place(vector);
        (&mut self.lanes.as_chunks_mut().0[first * self.steps + vector - first..], vectors)
    }
}
