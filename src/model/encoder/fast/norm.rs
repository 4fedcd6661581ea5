//! Layer norm.

use candle_core::Result;
use rten_simd::SimdOp;
use rten_vecmath::{Normalize, NormalizeOptions, Sum, SumSquareSub};

use crate::model::weights::Weights;

/// Layer norm with its learned scale and shift.
pub(super) struct Norm {
    weight: Vec<f32>,
    bias: Vec<f32>,
    eps: f32,
}

impl Norm {
    pub fn load(weights: &Weights, name: &str, width: usize, eps: f32) -> Result<Self> {
        let part = |part| weights.floats(&format!("{name}.{part}"), width);
        Ok(Self { weight: part("weight")?, bias: part("bias")?, eps })
    }

    /// Length of a row.
    pub fn width(&self) -> usize {
        self.weight.len()
    }

    pub fn apply(&self, row: &mut [f32]) {
        let count = row.len() as f32;
        let mean = Sum::new(row).dispatch() / count;
        let variance = SumSquareSub::new(row, mean).dispatch() / count;
        let options = NormalizeOptions {
            pre_scale_bias: mean,
            scale: (variance + self.eps).sqrt().recip(),
            element_scale: Some(&self.weight),
            element_bias: Some(&self.bias),
            bias: 0.0,
        };
        Normalize::new_mut(row, options).dispatch();
    }
}
