//! The weight file: safetensors in, rows of 32-bit floating point out, with a record of what was read.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use half::{bf16, f16};
use safetensors::{Dtype, SafeTensors, tensor::TensorView};
use thiserror::Error;

use super::{ModelError, files::WEIGHTS};

/// What can be wrong with a tensor, without where.
#[derive(Debug, Error)]
pub(super) enum WeightsError {
    #[error("no tensor {0}")]
    Missing(String),
    #[error("tensor {name}: expected {expected:?}, got {got:?}")]
    Shape { name: String, expected: Vec<usize>, got: Vec<usize> },
    #[error("tensor {name}: expected F64, F32, F16, BF16 or I8, got {got:?}")]
    Kind { name: String, got: Dtype },
}

impl WeightsError {
    /// The same with the model that it is in.
    pub fn at(self, place: &str) -> ModelError {
        let place = place.to_owned();
        match self {
            Self::Missing(name) => ModelError::MissingTensor { place, name },
            Self::Shape { name, expected, got } => {
                let (expected, got) = (format!("{expected:?}"), format!("{got:?}"));
                ModelError::WrongShape { place, name, expected, got }
            }
            Self::Kind { .. } => ModelError::BadFile { place, file: WEIGHTS, reason: self.to_string() },
        }
    }
}

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
        for (name, view) in tensors.iter() {
            if let Some(at) = unsound(&view) {
                let reason = format!("tensor {name}: expected finite numbers, got NaN or infinity at place {at}");
                return Err(ModelError::BadFile { place: place.to_owned(), file: WEIGHTS, reason });
            }
        }
        Ok(Self { tensors: Arc::new(tensors), used: Arc::default() })
    }

    /// A tensor's sizes. Looks at the header alone, as the next do.
    pub fn shape(&self, name: &str) -> Result<Vec<usize>, WeightsError> {
        let view = self.tensors.tensor(name).map_err(|_| WeightsError::Missing(name.to_owned()))?;
        Ok(view.shape().to_vec())
    }

    /// Has it a tensor of such a shape?
    pub fn expect(&self, name: &str, shape: &[usize]) -> Result<(), WeightsError> {
        let got = self.shape(name)?;
        if got == shape { Ok(()) } else { Err(unexpected(name, shape, &got)) }
    }

    /// One more than the largest number that follows `prefix` in a tensor's name.
    pub fn numbered(&self, prefix: &str) -> usize {
        let number = |name: &str| name.strip_prefix(prefix)?.split('.').next()?.parse::<usize>().ok();
        self.tensors.names().into_iter().filter_map(number).max().map_or(0, |most| most.saturating_add(1))
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
    pub fn int8(&self, name: &str, rows: usize, columns: usize) -> Result<Int8, WeightsError> {
        self.expect(name, &[rows, columns])?;
        let found = self.whole_numbers(name, &self.view(name)?)?;
        if found.scales.len() == rows {
            return Ok(found);
        }
        Err(unexpected(&format!("{name}.scale"), &[rows], &[found.scales.len()]))
    }

    /// A tensor's numbers, row by row.
    pub fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, WeightsError> {
        self.expect(name, shape)?;
        self.read(name)
    }

    /// The same for any shape.
    pub fn read(&self, name: &str) -> Result<Vec<f32>, WeightsError> {
        fn each<const N: usize>(bytes: &[u8], number: impl Fn([u8; N]) -> f32) -> Vec<f32> {
            bytes.as_chunks().0.iter().map(|bytes| number(*bytes)).collect()
        }
        let view = self.view(name)?;
        let bytes = view.data();
        Ok(match view.dtype() {
            Dtype::I8 => self.whole_numbers(name, &view)?.widen(),
            Dtype::F16 => each(bytes, |number| f16::from_le_bytes(number).to_f32()),
            Dtype::BF16 => each(bytes, |number| bf16::from_le_bytes(number).to_f32()),
            Dtype::F32 => each(bytes, f32::from_le_bytes),
            Dtype::F64 => each(bytes, |number| f64::from_le_bytes(number) as f32),
            got => return Err(WeightsError::Kind { name: name.to_owned(), got }),
        })
    }

    fn view(&self, name: &str) -> Result<TensorView<'_>, WeightsError> {
        let view = self.tensors.tensor(name).map_err(|_| WeightsError::Missing(name.to_owned()))?;
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned());
        Ok(view)
    }

    fn whole_numbers(&self, name: &str, view: &TensorView) -> Result<Int8, WeightsError> {
        let companion = format!("{name}.scale");
        let scale = self.view(&companion)?;
        Int8::of(view, &scale).ok_or_else(|| {
            let rows = view.shape().first().copied().unwrap_or_default();
            unexpected(&companion, &[rows], scale.shape())
        })
    }
}

fn unexpected(name: &str, expected: &[usize], got: &[usize]) -> WeightsError {
    WeightsError::Shape { name: name.to_owned(), expected: expected.into(), got: got.into() }
}

/// The place of the first number that is none, or that 32 bits cannot hold.
fn unsound(view: &TensorView) -> Option<usize> {
    fn first<const N: usize>(bytes: &[u8], sound: impl Fn([u8; N]) -> bool) -> Option<usize> {
        bytes.as_chunks().0.iter().position(|number| !sound(*number))
    }
    let bytes = view.data();
    match view.dtype() {
        Dtype::F16 => first(bytes, |number| f16::from_le_bytes(number).is_finite()),
        Dtype::BF16 => first(bytes, |number| bf16::from_le_bytes(number).is_finite()),
        Dtype::F32 => first(bytes, |number| f32::from_le_bytes(number).is_finite()),
        Dtype::F64 => first(bytes, |number| (f64::from_le_bytes(number) as f32).is_finite()),
        _ => None,
    }
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
