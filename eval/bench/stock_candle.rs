//! A peer of `make bench`: the tensor library's own BERT, in 32-bit floating point, read as its examples do.
//!
//! `stock_candle MODEL_FOLDER FILE…`: entities of each article as JSON lines, one file after the other; the time of reading
//! the last alone on standard error. Offsets count bytes. Sentences, batches of like length and padding are those of
//! `peers.py`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "its way of speaking")]

use std::io::{BufRead, BufReader, Write};
use std::time::Instant;

use anyhow::{Context, anyhow};
use candle_core::{DType, Device, Tensor};
use candle_nn::{Linear, Module, VarBuilder};
use candle_transformers::models::bert::{BertModel, Config};
use regex::Regex;
use tokenizers::{Encoding, Tokenizer};

/// Sentences in a batch.
const BATCH: usize = 32;
/// Pieces of a sentence, at most.
const LONGEST: usize = 256;
const CLASSES: [&str; 4] = ["PER", "ORG", "LOC", "MISC"];

struct Peer {
    model: BertModel,
    classifier: Linear,
    tokenizer: Tokenizer,
}

impl Peer {
    fn load(folder: &str) -> anyhow::Result<Self> {
        let device = Device::Cpu;
        let config: Config = serde_json::from_slice(&std::fs::read(format!("{folder}/config.json"))?)?;
        let weights = std::fs::read(format!("{folder}/model.safetensors"))?;
        let weights = VarBuilder::from_buffered_safetensors(weights, DType::F32, &device)?;
        let classifier = weights.pp("classifier");
        let (labels, width) = (2 * CLASSES.len() + 1, config.hidden_size);
        let classifier = Linear::new(classifier.get((labels, width), "weight")?, Some(classifier.get(labels, "bias")?));
        let mut tokenizer =
            Tokenizer::from_file(format!("{folder}/tokenizer.json")).map_err(|error| anyhow!("{error}"))?;
        tokenizer.with_padding(None);
        Ok(Self { model: BertModel::load(weights.pp("bert"), &config)?, classifier, tokenizer })
    }

    /// The best label of each piece, row by row.
    fn labels(&self, batch: &[&Encoding]) -> anyhow::Result<Vec<Vec<u32>>> {
        let longest = batch.iter().map(|one| one.len().min(LONGEST)).max().unwrap_or_default();
        let row = |numbers: &[u32]| {
            let mut row: Vec<u32> = numbers.iter().copied().take(LONGEST).collect();
            row.resize(longest, 0);
            row
        };
        let pieces: Vec<u32> = batch.iter().flat_map(|one| row(one.get_ids())).collect();
        let mask: Vec<u32> = batch.iter().flat_map(|one| row(one.get_attention_mask())).collect();
        let shape = (batch.len(), longest);
        let pieces = Tensor::from_vec(pieces, shape, &Device::Cpu)?;
        let mask = Tensor::from_vec(mask, shape, &Device::Cpu)?;
        let hidden = self.model.forward(&pieces, &pieces.zeros_like()?, Some(&mask))?;
        Ok(self.classifier.forward(&hidden)?.argmax(2)?.to_vec2()?)
    }
}

/// B and I labels to `[start, end, class]`; a word has the label of its first piece.
fn names(sentence: &Encoding, labels: &[u32], start: usize) -> Vec<(usize, usize, usize)> {
    let mut found: Vec<(usize, usize, usize)> = Vec::new();
    let (mut word, mut inside) = (None, false);
    for ((&(first, last), &own), &label) in sentence.get_offsets().iter().zip(sentence.get_word_ids()).zip(labels) {
        if own.is_some() && own == word {
            if let Some(name) = found.last_mut().filter(|_| inside) {
                name.1 = start + last;
            }
            continue;
        }
        (word, inside) = (own, own.is_some() && label > 0);
        let Some(tag) = label.checked_sub(1).filter(|_| inside) else { continue };
        let class = tag as usize / 2;
        match found.last_mut() {
            Some(name) if tag % 2 == 1 && name.2 == class && start + first <= name.1 + 1 => name.1 = start + last,
            _ => found.push((start + first, start + last, class)),
        }
    }
    found
}

/// Offset and sentence of each.
fn sentences<'t>(text: &'t str, end: &Regex) -> Vec<(usize, &'t str)> {
    let (mut at, mut found) = (0, Vec::new());
    for (start, stop) in end.find_iter(text).map(|m| (m.start() + keep(m.as_str()), m.end())).chain([(text.len(), 0)]) {
        if !text[at..start].trim().is_empty() {
            found.push((at, &text[at..start]));
        }
        at = stop;
    }
    found
}

/// The mark that ends a sentence is part of it; the expression has no way to look behind.
fn keep(end: &str) -> usize {
    end.chars().next().filter(|c| ".!?".contains(*c)).map_or(0, char::len_utf8)
}

/// The names of every article, in batches over all of them.
fn read(peer: &Peer, texts: &[String]) -> anyhow::Result<Vec<Vec<(usize, usize, usize)>>> {
    let end = Regex::new(r#"[.!?]["'”’)\]]*\s+|\n\s*"#)?;
    let units: Vec<(usize, usize, &str)> = (texts.iter().enumerate())
        .flat_map(|(number, text)| sentences(text, &end).into_iter().map(move |(at, unit)| (number, at, unit)))
        .collect();
    let encoded = peer
        .tokenizer
        .encode_batch(units.iter().map(|unit| unit.2).collect(), true)
        .map_err(|error| anyhow!("{error}"))?;
    let mut order: Vec<usize> = (0..units.len()).collect();
    order.sort_by_key(|&at| std::cmp::Reverse(encoded[at].len()));
    let mut found = vec![Vec::new(); texts.len()];
    for batch in order.chunks(BATCH) {
        let sentences: Vec<&Encoding> = batch.iter().map(|&at| &encoded[at]).collect();
        for (&at, labels) in batch.iter().zip(peer.labels(&sentences)?) {
            found[units[at].0].extend(names(&encoded[at], &labels, units[at].1));
        }
    }
    Ok(found)
}

fn articles(file: &str) -> anyhow::Result<Vec<String>> {
    let lines = BufReader::new(std::fs::File::open(file).with_context(|| file.to_owned())?).lines();
    lines
        .map(|line| {
            let article: serde_json::Value = serde_json::from_str(&line?)?;
            Ok(article["text"].as_str().context("no text")?.to_owned())
        })
        .collect()
}

fn main() -> anyhow::Result<()> {
    // `cargo bench` adds a flag of its own.
    let mut args = std::env::args().skip(1).filter(|arg| arg != "--bench");
    let Some(folder) = args.next() else { return Ok(()) };
    let peer = Peer::load(&folder)?;
    let mut told = serde_json::Value::Null;
    for file in args {
        let texts = articles(&file)?;
        let start = Instant::now();
        let found = read(&peer, &texts)?;
        let mut out = std::io::stdout().lock();
        for (number, names) in found.iter().enumerate() {
            let names: Vec<_> = names.iter().map(|&(start, end, class)| (start, end, CLASSES[class])).collect();
            writeln!(out, "{}", serde_json::json!({ "id": number, "entities": names }))?;
        }
        out.flush()?;
        let words: usize = texts.iter().map(|text| text.split_whitespace().count()).sum();
        told = serde_json::json!({ "seconds": start.elapsed().as_secs_f64(), "words": words });
    }
    eprintln!("{told}");
    Ok(())
}
