//! The weight file: safetensors in, f32 tensors out, with a record of what was read.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use candle_core::safetensors::Load;
use candle_core::{DType, Device, Error, Shape, Tensor};
use candle_nn::var_builder::{SimpleBackend, VarBuilder};
use safetensors::{Dtype, SafeTensors, tensor::TensorView};

use super::{ModelError, folder::WEIGHTS};

/// A weight file that notes which of its tensors are asked for.
///
/// A matrix may be stored as `I8`, with `NAME.scale` (`F32`) holding one factor for each of its rows; it is widened to
/// f32 on reading. The scales come along with their matrix and are never asked for by name.
#[derive(Clone)]
pub(super) struct Weights<'a> {
    tensors: Arc<SafeTensors<'a>>,
    used: Arc<Mutex<BTreeSet<String>>>,
}

impl<'a> Weights<'a> {
    pub fn parse(bytes: &'a [u8], place: &str) -> Result<Self, ModelError> {
        let tensors = SafeTensors::deserialize(bytes).map_err(|error| ModelError::BadFile {
            place: place.to_owned(),
            file: WEIGHTS,
            reason: format!("expected safetensors: {error}"),
        })?;
        Ok(Self { tensors: Arc::new(tensors), used: Arc::default() })
    }

    /// For loading layers from.
    pub fn builder(&self) -> VarBuilder<'a> {
        VarBuilder::from_backend(Box::new(self.clone()), DType::F32, Device::Cpu)
    }

    /// Does the file hold tensors that nothing asked for? Position ids are a constant, and a pooler serves
    /// classification of whole texts: both are left out on purpose.
    pub fn check_used(&self, place: &str) -> Result<(), ModelError> {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let mut names: Vec<String> = self
            .tensors
            .names()
            .into_iter()
            .filter(|name| !used.contains(*name) && !name.ends_with("position_ids") && !name.contains("pooler."))
            .map(str::to_owned)
            .collect();
        names.sort_unstable();
        if names.is_empty() { Ok(()) } else { Err(ModelError::UnusedTensors { place: place.to_owned(), names }) }
    }

    /// Is it stored as whole numbers of eight bits?
    pub fn is_int8(&self, name: &str) -> bool {
        self.tensors.tensor(name).is_ok_and(|view| view.dtype() == Dtype::I8)
    }

    /// A matrix as it is stored, which must be in whole numbers.
    pub fn int8(&self, name: &str, rows: usize, columns: usize) -> candle_core::Result<Int8> {
        let view = self.view(name)?;
        let found = self.whole_numbers(name, &view)?;
        if view.shape() == [rows, columns] && found.scales.len() == rows {
            Ok(found)
        } else {
            Err(unexpected(name, Shape::from((rows, columns)), Shape::from(view.shape().to_vec())))
        }
    }

    /// A tensor's numbers, row by row.
    pub fn floats(&self, name: &str, shape: impl Into<Shape>) -> candle_core::Result<Vec<f32>> {
        self.get(shape.into(), name, candle_nn::Init::Const(0.0), DType::F32, &Device::Cpu)?.flatten_all()?.to_vec1()
    }

    fn view(&self, name: &str) -> candle_core::Result<TensorView<'_>> {
        let view = self.tensors.tensor(name).map_err(|_| Error::CannotFindTensor { path: name.to_owned() })?;
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned());
        Ok(view)
    }

    fn read(&self, name: &str) -> candle_core::Result<Tensor> {
        let view = self.view(name)?;
        if view.dtype() != Dtype::I8 {
            return view.load(&Device::Cpu)?.to_dtype(DType::F32);
        }
        Tensor::from_vec(self.whole_numbers(name, &view)?.widen(), view.shape(), &Device::Cpu)
    }

    fn whole_numbers(&self, name: &str, view: &TensorView) -> candle_core::Result<Int8> {
        let companion = format!("{name}.scale");
        let scale = self.view(&companion)?;
        Int8::of(view, &scale).ok_or_else(|| {
            let rows = view.shape().first().copied().unwrap_or_default();
            unexpected(&companion, Shape::from(rows), Shape::from(scale.shape().to_vec()))
        })
    }
}

impl SimpleBackend for Weights<'_> {
    fn get(&self, s: Shape, name: &str, _: candle_nn::Init, _: DType, _: &Device) -> candle_core::Result<Tensor> {
        let tensor = self.read(name)?;
        if *tensor.shape() == s { Ok(tensor) } else { Err(unexpected(name, s, tensor.shape().clone())) }
    }

    fn get_unchecked(&self, name: &str, _: DType, _: &Device) -> candle_core::Result<Tensor> {
        self.read(name)
    }

    fn contains_tensor(&self, name: &str) -> bool {
        self.tensors.tensor(name).is_ok()
    }
}

fn unexpected(name: &str, expected: Shape, got: Shape) -> Error {
    Error::UnexpectedShape { msg: name.to_owned(), expected, got }
}

/// Whole numbers and the factor of each row. A row is what one factor covers.
pub(super) struct Int8 {
    pub values: Vec<i8>,
    pub scales: Vec<f32>,
}

impl Int8 {
    fn of(view: &TensorView, scale: &TensorView) -> Option<Self> {
        let scales: Vec<f32> = scale.data().as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        let (count, rows) = (view.data().len(), scales.len());
        let first = *view.shape().first()?;
        let fits = scale.dtype() == Dtype::F32 && count > 0 && rows > 0 && rows % first == 0 && count % rows == 0;
        fits.then(|| Self { values: view.data().iter().map(|byte| byte.cast_signed()).collect(), scales })
    }

    fn widen(&self) -> Vec<f32> {
        let rows = self.values.chunks_exact(self.values.len() / self.scales.len()).zip(&self.scales);
        rows.flat_map(|(row, factor)| row.iter().map(move |&n| f32::from(n) * factor)).collect()
    }
}

/// The tensor library's error as this room's.
pub(super) fn tensor_error(error: Error, place: &str) -> ModelError {
    let place = place.to_owned();
    match error {
        Error::WithBacktrace { inner, .. } | Error::Context { inner, .. } | Error::WithPath { inner, .. } => {
            tensor_error(*inner, &place)
        }
        Error::CannotFindTensor { path } => ModelError::MissingTensor { place, name: path },
        Error::UnexpectedShape { msg, expected, got } => {
            let (expected, got) = (format!("{expected:?}"), format!("{got:?}"));
            ModelError::WrongShape { place, name: msg, expected, got }
        }
        other => ModelError::Tensor { place, reason: other.to_string() },
    }
}
