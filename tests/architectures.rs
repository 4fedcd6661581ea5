//! Token classifiers of every architecture: read as `transformers` reads them, and put to work by the program.
//! `tests/models/make.py` made the checkpoints and the reference.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use std::path::PathBuf;

use common::{offsets_hold, onrecord, onrecord_with, root};
use onrecord::model::{ENTITY_LABELS, Model, ModelError, Scores};
use onrecord::text::{Byte, Span, Tok};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Reference {
    labels: Vec<String>,
    passages: Vec<Passage>,
}

#[derive(Deserialize)]
struct Passage {
    text: String,
    sentences: Vec<Vec<[usize; 2]>>,
    windows: usize,
    shared: Vec<usize>,
    logits: Vec<Vec<f32>>,
}

impl Passage {
    fn spans(&self) -> (Vec<Span<Byte>>, Vec<Span<Tok>>) {
        let bytes: Vec<usize> = self.text.char_indices().map(|(at, _)| at).chain([self.text.len()]).collect();
        let words: Vec<_> = self.sentences.iter().flatten().map(|&[a, b]| Span::new(bytes[a], bytes[b])).collect();
        let mut at = 0;
        let sentence = |words: &Vec<_>| {
            at += words.len();
            Span::new(at - words.len(), at)
        };
        (words, self.sentences.iter().map(sentence).collect())
    }

    fn read(&self, model: &Model, text: &str) -> Scores {
        let (words, sentences) = self.spans();
        model.read(text, &words, &sentences).unwrap()
    }

    /// Log-probabilities of [`ENTITY_LABELS`] by the reference. A word without a piece of its own begins nothing.
    fn expected(&self, word: usize, labels: &[String]) -> [f32; 9] {
        let logits = &self.logits[word];
        let most = logits.iter().copied().fold(f32::MIN, f32::max);
        let total: f32 = logits.iter().map(|logit| (logit - most).exp()).sum();
        let mut row = [0f32; 9];
        for (label, logit) in labels.iter().zip(logits) {
            let column = ENTITY_LABELS.iter().position(|known| known == label).unwrap();
            let goes_on = self.shared.contains(&word) && label.starts_with("B-");
            row[column + usize::from(goes_on)] += (logit - most).exp() / total;
        }
        row.map(f32::ln)
    }
}

fn folder(name: &str) -> PathBuf {
    root().join("tests/models").join(name)
}

fn reference(name: &str) -> Reference {
    serde_json::from_str(&std::fs::read_to_string(folder(name).join("reference.json")).unwrap()).unwrap()
}

fn scores_as_transformers_does(name: &str) {
    let (model, Reference { labels, passages }) = (Model::open(&folder(name)).unwrap(), reference(name));
    assert!(passages.iter().any(|passage| passage.windows > 3));
    for passage in &passages {
        let scores = passage.read(&model, &passage.text);
        assert_eq!((scores.windows, scores.entities.len()), (passage.windows, passage.logits.len()));
        for (word, ours) in scores.entities.iter().enumerate() {
            for (ours, theirs) in ours.iter().zip(passage.expected(word, &labels)) {
                // A label that the model does not have is at minus infinity in both.
                let close = (ours - theirs).abs() <= 1e-4 || (ours.is_infinite() && theirs.is_infinite());
                assert!(close, "word {word} of {:?}: {ours} is not {theirs}", passage.text);
            }
        }
    }
}

fn takes_any_white_space_for_a_space(name: &str) {
    let model = Model::open(&folder(name)).unwrap();
    for passage in reference(name).passages {
        let broken = passage.text.replace(' ', "\n");
        assert_eq!(passage.read(&model, &broken).entities, passage.read(&model, &passage.text).entities);
    }
}

fn extracts(name: &str) {
    let folder = folder(name);
    let text = "The mayor\u{200b} of Baku denied the report. “We didn't sign it,” he said.";
    let run = onrecord_with(&["extract", "--model", folder.to_str().unwrap(), "-"], text.as_bytes());
    assert_eq!(run.status, 0, "{}", run.stderr);
    let record = &run.records()[0];
    offsets_hold(record);
    assert_eq!((&record["doc"]["status"], &record["provenance"]["model"]["name"]), (&json!("ok"), &json!(name)));
    let codes: Vec<_> = record["warnings"].as_array().unwrap().iter().map(|warning| &warning["code"]).collect();
    assert_eq!(codes, ["borrowed_syntax"]);
    let types: Vec<_> = record["relations"].as_array().unwrap().iter().map(|relation| &relation["type"]).collect();
    assert_eq!(types, ["denied", "said"]);
}

fn tells_how_it_is_read(name: &str) {
    let run = onrecord(&["model", "info", "--model", folder(name).to_str().unwrap()]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let reading = &run.stdout.parse::<toml::Table>().unwrap()["reading"];
    let told = ["architecture", "engine", "syntax"].map(|key| reading[key].as_str().unwrap());
    assert_eq!(told, [name, "reference", "embedded"]);
    let scheme = if name == "xlm-roberta" { "iob1" } else { "iob2" };
    assert_eq!((reading["scheme"].as_str(), reading["window"].as_integer()), (Some(scheme), Some(96)));
    let config: Value = serde_json::from_slice(&std::fs::read(folder(name).join("config.json")).unwrap()).unwrap();
    for (id, meaning) in reference(name).labels.iter().enumerate() {
        let label = config["id2label"][id.to_string()].as_str().unwrap();
        assert_eq!(reading["labels"][label].as_str(), Some(meaning.as_str()), "{label}");
    }
}

macro_rules! architectures {
    ($($module:ident $name:literal)*) => { $(mod $module {
        #[test] fn scores_as_transformers_does() { super::scores_as_transformers_does($name); }
        #[test] fn takes_any_white_space_for_a_space() { super::takes_any_white_space_for_a_space($name); }
        #[test] fn extracts() { super::extracts($name); }
        #[test] fn tells_how_it_is_read() { super::tells_how_it_is_read($name); }
    })* };
}

architectures! {
    bert "bert"
    deberta_v2 "deberta-v2"
    distilbert "distilbert"
    modernbert "modernbert"
    roberta "roberta"
    xlm_roberta "xlm-roberta"
}

// ---- what would be computed wrongly is refused ------------------------------------------------------------------

/// Opens a copy of a folder with keys of its config.json changed.
fn changed(name: &str, keys: &Value) -> Result<Model, ModelError> {
    let copy = tempfile::tempdir().unwrap();
    for file in ["tokenizer.json", "model.safetensors"] {
        std::fs::copy(folder(name).join(file), copy.path().join(file)).unwrap();
    }
    let mut config: Value = serde_json::from_slice(&std::fs::read(folder(name).join("config.json")).unwrap()).unwrap();
    config.as_object_mut().unwrap().extend(keys.as_object().unwrap().clone());
    std::fs::write(copy.path().join("config.json"), config.to_string()).unwrap();
    Model::open(copy.path())
}

macro_rules! refused {
    ($($test:ident: $name:literal, $key:literal: $value:tt => $says:literal;)*) => { $(#[test] fn $test() {
        let error = changed($name, &json!({$key: $value})).unwrap_err();
        assert!(matches!(error, ModelError::BadFile { file: "config.json", .. }), "{error:?}");
        assert!(error.to_string().contains($says), "{error}");
    })* };
}

refused! {
    relative_positions: "bert", "position_embedding_type": "relative_key" => "relative_key";
    relative_positions_of_roberta: "roberta", "position_embedding_type": "relative_key" =>
        "position_embedding_type: only \"absolute\" is supported, got \"relative_key\"";
    convolution: "deberta-v2", "conv_kernel_size": 3 => "conv_kernel_size: only 0 is supported, got 3";
    other_activation: "modernbert", "hidden_activation": "relu" => "hidden_activation: only \"gelu\"";
    irregular_layers: "modernbert", "layer_types": ["full_attention", "full_attention", "sliding_attention"] =>
        "layer_types: expected 3 layers";
    no_heads_of_roberta: "roberta", "num_attention_heads": 0 => "num_attention_heads: expected a divisor of hidden_size";
    no_heads_of_deberta: "deberta-v2", "num_attention_heads": 0 =>
        "num_attention_heads: expected a divisor of hidden_size";
    no_heads_of_distilbert: "distilbert", "n_heads": 0 => "n_heads: expected a divisor of dim";
    no_heads_of_modernbert: "modernbert", "num_attention_heads": 0 => "that leaves a multiple of 2, got 0";
    endless_positions_that_no_tensor_has: "modernbert", "max_position_embeddings": 1_000_000_000 =>
        "max_position_embeddings: expected 1 to 65536, got 1000000000";
    endless_distances: "deberta-v2", "max_relative_positions": 1_000_000_000 =>
        "max_relative_positions: expected 1 to 65536, got 1000000000";
    stretched_positions: "modernbert", "rope_parameters": {
        "full_attention": {"rope_theta": 1e4, "rope_type": "yarn"}, "sliding_attention": {"rope_theta": 1e4}
    } => "rope_type";
}

#[test]
fn global_attention_in_no_layer_is_refused() {
    let error = changed("modernbert", &json!({"layer_types": null, "global_attn_every_n_layers": 0})).unwrap_err();
    assert!(error.to_string().contains("global_attn_every_n_layers: expected 1 to 65536, got 0"), "{error}");
}

#[test]
fn keys_of_older_and_later_files_are_read() {
    let turns = json!({"full_attention": {"rope_theta": 7.0}, "sliding_attention": {"rope_theta": 5.0}});
    let later = changed("modernbert", &json!({"rope_parameters": turns, "norm_eps": 0.1})).unwrap();
    let older = json!({"rope_parameters": null, "layer_types": null, "norm_eps": null, "layer_norm_eps": 0.1,
        "global_rope_theta": 7.0, "local_rope_theta": 5.0});
    let older = changed("modernbert", &older).unwrap();
    let passage = &reference("modernbert").passages[1];
    assert_eq!(passage.read(&later, &passage.text).entities, passage.read(&older, &passage.text).entities);
}
