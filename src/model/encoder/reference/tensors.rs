//! The weight file as the tensor library asks for it.

use candle_core::{DType, Device, Error, Result, Shape, Tensor};
use candle_nn::{
    Init,
    var_builder::{SimpleBackend, VarBuilder},
};

use crate::model::encoder::{self, Encoder, error::LoadError, run::Run};
use crate::model::weights::{Weights, WeightsError};

pub(super) type Loaded = std::result::Result<Encoder, LoadError>;

/// For loading layers from.
pub(super) fn builder<'a>(weights: &Weights<'a>) -> VarBuilder<'a> {
    VarBuilder::from_backend(Box::new(weights.clone()), DType::F32, Device::Cpu)
}

/// An encoder that computes `[1, pieces, width]` from piece ids and token types, `[1, pieces]` each.
pub(super) fn encoder(
    shape: encoder::Shape,
    encode: impl Fn(&Tensor, &Tensor) -> Result<Tensor> + Send + Sync + 'static,
) -> Encoder {
    let row = |numbers: &[u32]| Tensor::new(numbers, &Device::Cpu)?.unsqueeze(0);
    let run = move |ids: &[u32], kinds: &[u32]| {
        let vectors = encode(&row(ids)?, &row(kinds)?)?;
        vectors.flatten_all()?.to_vec1::<f32>()
    };
    Encoder { shape, run: Run::Reference(Box::new(move |ids, kinds| run(ids, kinds).map_err(|e| e.to_string()))) }
}

impl SimpleBackend for Weights<'_> {
    fn get(&self, s: Shape, name: &str, init: Init, dtype: DType, device: &Device) -> Result<Tensor> {
        self.expect(name, s.dims()).map_err(library)?;
        let tensor = Tensor::from_vec(self.read(name).map_err(library)?, s, device)?;
        let _ = init;
        tensor.to_dtype(dtype)
    }

    fn get_unchecked(&self, name: &str, dtype: DType, device: &Device) -> Result<Tensor> {
        let shape = self.shape(name).map_err(library)?;
        Tensor::from_vec(self.read(name).map_err(library)?, shape, device)?.to_dtype(dtype)
    }

    fn contains_tensor(&self, name: &str) -> bool {
        self.shape(name).is_ok()
    }
}

/// This room's error as the library's, which hands it back.
fn library(error: WeightsError) -> Error {
    match error {
        WeightsError::Missing(path) => Error::CannotFindTensor { path },
        WeightsError::Shape { name, expected, got } => {
            Error::UnexpectedShape { msg: name, expected: expected.into(), got: got.into() }
        }
        other @ WeightsError::Kind { .. } => Error::wrap(other),
    }
}

impl From<Error> for LoadError {
    fn from(error: Error) -> Self {
        match error {
            Error::WithBacktrace { inner, .. } | Error::Context { inner, .. } | Error::WithPath { inner, .. } => {
                (*inner).into()
            }
            Error::CannotFindTensor { path } => WeightsError::Missing(path).into(),
            Error::UnexpectedShape { msg, expected, got } => {
                WeightsError::Shape { name: msg, expected: expected.into_dims(), got: got.into_dims() }.into()
            }
            other => Self::Library(other.to_string()),
        }
    }
}
