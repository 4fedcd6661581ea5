//! A BERT small enough to write in a test, with all heads, to be broken on purpose.
#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::BTreeMap;
use std::path::Path;

use safetensors::{Dtype, tensor::TensorView};
use serde_json::{Value, json};

const WIDTH: usize = 32;
const INNER: usize = 48;
const RELATIONS: usize = 3;

/// The parts of a model folder.
pub struct Tiny {
    pub config: Value,
    pub tokenizer: Value,
    pub manifest: Option<String>,
    pub tensors: BTreeMap<String, Stored>,
}

/// A tensor as stored.
#[derive(Clone)]
pub struct Stored {
    pub shape: Vec<usize>,
    pub dtype: Dtype,
    pub bytes: Vec<u8>,
}

impl Stored {
    pub fn floats(shape: &[usize], values: &[f32]) -> Self {
        let bytes = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        Self { shape: shape.to_vec(), dtype: Dtype::F32, bytes }
    }

    pub fn values(&self) -> Vec<f32> {
        self.bytes.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect()
    }
}

impl Tiny {
    /// With entity, part-of-speech and tree heads.
    pub fn new() -> Self {
        let mut vocab: Vec<String> = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"].map(str::to_owned).into();
        vocab.extend(('a'..='z').chain("0123456789.,'\"".chars()).map(|c| c.to_string()));
        vocab.extend(('a'..='z').map(|c| format!("##{c}")));
        vocab.extend(["said", "denied", "baku", "the"].map(str::to_owned));
        let mut tiny = Self {
            config: config(vocab.len()),
            tokenizer: tokenizer(&vocab),
            manifest: Some(MANIFEST.to_owned()),
            tensors: BTreeMap::new(),
        };
        tiny.encoder(vocab.len());
        tiny.linear("classifier", 9, WIDTH);
        tiny.linear("upos", 17, WIDTH);
        for (name, rows) in [("arc_dep", 128), ("arc_head", 128), ("label_dep", 64), ("label_head", 64)] {
            tiny.linear(name, rows, WIDTH);
        }
        tiny.random("arc_root", &[WIDTH]);
        tiny.random("arc.weight", &[129, 128]);
        tiny.random("label.weight", &[RELATIONS, 65, 65]);
        tiny
    }

    /// As most token classifiers on the hub are: no manifest, no further heads.
    pub fn foreign() -> Self {
        let mut tiny = Self::new();
        tiny.manifest = None;
        tiny.tensors.retain(|name, _| name.starts_with("bert.") || name.starts_with("classifier."));
        tiny
    }

    pub fn write(&self, folder: &Path) {
        let views = self
            .tensors
            .iter()
            .map(|(name, tensor)| (name, TensorView::new(tensor.dtype, tensor.shape.clone(), &tensor.bytes).unwrap()));
        std::fs::write(folder.join("model.safetensors"), safetensors::serialize(views, None).unwrap()).unwrap();
        std::fs::write(folder.join("config.json"), self.config.to_string()).unwrap();
        std::fs::write(folder.join("tokenizer.json"), self.tokenizer.to_string()).unwrap();
        if let Some(manifest) = &self.manifest {
            std::fs::write(folder.join("manifest.toml"), manifest).unwrap();
        }
    }

    pub fn random(&mut self, name: &str, shape: &[usize]) {
        // Any numbers will do, as long as they differ between places and tensors.
        let seed: usize = name.bytes().map(usize::from).sum();
        let values: Vec<f32> = (0..shape.iter().product())
            .map(|at: usize| ((at * 7919 + seed * 31) % 1009) as f32 / 1009.0 - 0.5)
            .collect();
        self.tensors.insert(name.to_owned(), Stored::floats(shape, &values));
    }

    fn linear(&mut self, name: &str, rows: usize, width: usize) {
        self.random(&format!("{name}.weight"), &[rows, width]);
        self.random(&format!("{name}.bias"), &[rows]);
    }

    fn norm(&mut self, name: &str) {
        self.tensors.insert(format!("{name}.weight"), Stored::floats(&[WIDTH], &[1.0; WIDTH]));
        self.tensors.insert(format!("{name}.bias"), Stored::floats(&[WIDTH], &[0.0; WIDTH]));
    }

    fn encoder(&mut self, vocab: usize) {
        for (name, rows) in [("word", vocab), ("position", 64), ("token_type", 6)] {
            self.random(&format!("bert.embeddings.{name}_embeddings.weight"), &[rows, WIDTH]);
        }
        self.norm("bert.embeddings.LayerNorm");
        let layer = "bert.encoder.layer.0";
        for name in ["attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"] {
            self.linear(&format!("{layer}.{name}"), WIDTH, WIDTH);
        }
        self.norm(&format!("{layer}.attention.output.LayerNorm"));
        self.linear(&format!("{layer}.intermediate.dense"), INNER, WIDTH);
        self.linear(&format!("{layer}.output.dense"), WIDTH, INNER);
        self.norm(&format!("{layer}.output.LayerNorm"));
    }
}

const MANIFEST: &str = r#"
schema = 1
name = "tiny"
revision = "7"
license = "CC0-1.0"
made_of = "nothing"

[labels]
entities = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC"]
upos = ["ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM",
    "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"]
deprels = ["root", "nsubj", "obl:unmarked"]

[input]
window = 40
case_classes = 6
"#;

fn config(vocab: usize) -> Value {
    let labels = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC"];
    let id2label: serde_json::Map<_, _> =
        labels.iter().enumerate().map(|(at, label)| (at.to_string(), json!(label))).collect();
    json!({
        "model_type": "bert", "vocab_size": vocab, "hidden_size": WIDTH, "num_hidden_layers": 1,
        "num_attention_heads": 2, "intermediate_size": INNER, "hidden_act": "gelu", "hidden_dropout_prob": 0.1,
        "max_position_embeddings": 64, "type_vocab_size": 6, "initializer_range": 0.02, "layer_norm_eps": 1e-12,
        "pad_token_id": 0, "id2label": id2label,
    })
}

fn tokenizer(vocab: &[String]) -> Value {
    let ids: serde_json::Map<_, _> = vocab.iter().enumerate().map(|(id, piece)| (piece.clone(), json!(id))).collect();
    let special = |id: usize| {
        json!({"id": id, "content": vocab[id], "special": true, "single_word": false, "lstrip": false,
               "rstrip": false, "normalized": false})
    };
    json!({
        "version": "1.0", "decoder": null,
        "post_processor": {"type": "BertProcessing", "cls": ["[CLS]", 2], "sep": ["[SEP]", 3]},
        // As the exporters of sentence pipelines leave them: they must not cut anything.
        "truncation": {"max_length": 4, "strategy": "LongestFirst", "stride": 0, "direction": "Right"},
        "padding": {"strategy": {"Fixed": 8}, "direction": "Right", "pad_to_multiple_of": null, "pad_id": 0,
                    "pad_type_id": 0, "pad_token": "[PAD]"},
        "added_tokens": (0..5).map(special).collect::<Vec<_>>(),
        "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true,
                       "strip_accents": null, "lowercase": true},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                  "max_input_chars_per_word": 100, "vocab": ids},
    })
}
