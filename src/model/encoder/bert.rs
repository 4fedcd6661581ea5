//! BERT, as Hugging Face stores `BertForTokenClassification`: <https://arxiv.org/abs/1810.04805>.

use candle_core::{Device, Tensor};
use candle_transformers::models::bert::{BertModel, Config};

use super::{Architecture, Encoder, LoadError, Shape};

pub(super) const ARCHITECTURE: Architecture = Architecture {
    model_type: "bert",
    load: |config, weights| {
        let config: Config = serde_json::from_slice(config).map_err(LoadError::Config)?;
        let model = BertModel::load(weights.pp("bert"), &config).map_err(LoadError::Tensor)?;
        Ok(Box::new(Bert { model, config }))
    },
};

struct Bert {
    model: BertModel,
    config: Config,
}

impl Encoder for Bert {
    fn encode(&self, ids: &[u32], kinds: &[u32]) -> candle_core::Result<Tensor> {
        let row = |numbers| Tensor::new(numbers, &Device::Cpu)?.unsqueeze(0);
        self.model.forward(&row(ids)?, &row(kinds)?, None)?.squeeze(0)
    }

    fn shape(&self) -> Shape {
        let Config { hidden_size, max_position_embeddings, type_vocab_size, .. } = self.config;
        Shape { width: hidden_size, places: max_position_embeddings, kinds: type_vocab_size }
    }
}
