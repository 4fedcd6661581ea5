//! Activations as bytes.

use rten_simd::SimdOp;
use rten_vecmath::{ExtendInit, MinMax, Quantize};

/// Rows as bytes: a byte stands for `(byte - zero) × scale` of its row. What a row becomes depends on nothing but the
/// row.
pub(super) struct Bytes {
    /// Byte of the largest number in a row, where the smallest has 0.
    pub most: u8,
    pub values: Vec<u8>,
    pub zeros: Vec<u8>,
    pub scales: Vec<f32>,
}

impl Bytes {
    pub fn new(most: u8) -> Self {
        Self { most, values: Vec::new(), zeros: Vec::new(), scales: Vec::new() }
    }

    /// These rows in place of those before.
    pub fn hold(&mut self, rows: &[f32], width: usize) {
        self.clear();
        rows.chunks_exact(width).for_each(|row| self.push(row));
    }

    pub fn clear(&mut self) {
        self.values.clear();
        self.zeros.clear();
        self.scales.clear();
    }

    pub fn push(&mut self, row: &[f32]) {
        let (least, most) = MinMax::new(row).dispatch();
        // Zero has a byte of its own in every row.
        let (least, most) = (least.min(0.0), most.max(0.0));
        let scale = if most - least > f32::MIN_POSITIVE * 1e6 { (most - least) / f32::from(self.most) } else { 1.0 };
        #[allow(clippy::cast_sign_loss, reason = "the least number is at most nought")]
        let zero = (-least / scale).round_ties_even() as u8;
        self.values.reserve(row.len());
        self.values.extend_init(|spare| Quantize::new(row, &mut spare[..row.len()], scale.recip(), zero).dispatch());
        self.zeros.push(zero);
        self.scales.push(scale);
    }
}
