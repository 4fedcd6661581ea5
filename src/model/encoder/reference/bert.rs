//! BERT, as `BertForTokenClassification` stores it: <https://arxiv.org/abs/1810.04805>.

use candle_nn::VarBuilder;
use candle_transformers::models::bert;

use super::tensors::{Loaded, builder, encoder};
use crate::model::encoder::{
    Config, Shape,
    bert::{BertConfig, defaults},
};
use crate::model::weights::Weights;

pub(super) fn load(config: &Config, weights: &Weights) -> Loaded {
    let shape = BertConfig::of(config, weights)?.shape();
    likewise(shape, &config.read(defaults())?, builder(weights).pp("bert"))
}

/// Also for those who are a BERT under other names.
pub(super) fn likewise(shape: Shape, config: &bert::Config, weights: VarBuilder) -> Loaded {
    let model = bert::BertModel::load(weights, config)?;
    Ok(encoder(shape, move |ids, kinds| model.forward(ids, kinds, None)))
}
