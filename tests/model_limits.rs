//! Model folders that were changed at random: an error or a model, never a panic, and never more memory than their files
//! warrant.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::alloc::System;
use std::fs;
use std::path::{Path, PathBuf};

use cap::Cap;
use onrecord::model::Model;
use proptest::prelude::*;
use safetensors::{Dtype, SafeTensors, tensor::TensorView};
use serde_json::{Value, json};

/// What all tests of this file together may hold; the largest folder has less than 2 MB.
const MEMORY: usize = 512 << 20;

/// A request for more ends the program, and with it the test.
#[global_allocator]
static MEMORY_USED: Cap<System> = Cap::new(System, MEMORY);

const FOLDERS: [&str; 6] = ["bert", "deberta-v2", "distilbert", "modernbert", "roberta", "xlm-roberta"];

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/models").join(name)
}

/// Opens a folder with one of its files changed. What comes of it does not matter, as long as something does.
fn open(name: &str, file: &str, change: impl FnOnce(Vec<u8>) -> Vec<u8>) {
    let copy = tempfile::tempdir().unwrap();
    for part in ["config.json", "tokenizer.json", "model.safetensors"] {
        let bytes = fs::read(folder(name).join(part)).unwrap();
        fs::write(copy.path().join(part), &bytes).unwrap();
    }
    fs::write(copy.path().join(file), change(fs::read(folder(name).join(file)).unwrap())).unwrap();
    if let Err(error) = Model::open(copy.path()) {
        let name = copy.path().file_name().and_then(|name| name.to_str()).unwrap();
        assert!(error.to_string().contains(name), "says not where: {error}");
    }
}

/// Values that no key expects, or only some.
fn values() -> impl Strategy<Value = Value> {
    let odd = [
        json!(0),
        json!(1),
        json!(2),
        json!(3),
        json!(5),
        json!(31),
        json!(64),
        json!(-1),
        json!(65_536),
        json!(65_537),
        json!(1_000_000_000),
        json!(u32::MAX),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(0.5),
        json!(1e300),
        json!(null),
        json!("gelu"),
        json!("relu"),
        json!([]),
        json!({}),
        json!(true),
        json!(["c2p", "p2c"]),
    ];
    prop::sample::select(odd.to_vec())
}

/// Keys that a file may leave out, beside those that it has.
const MORE: [&str; 8] = [
    "attention_head_size",
    "position_buckets",
    "max_relative_positions",
    "relative_attention",
    "embedding_size",
    "norm_rel_ebd",
    "share_att_key",
    "local_attention",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_value_under_any_key(
        name in prop::sample::select(FOLDERS.to_vec()),
        changes in prop::collection::vec((any::<prop::sample::Index>(), values()), 1..3),
    ) {
        open(name, "config.json", |bytes| {
            let mut config: serde_json::Map<String, Value> = serde_json::from_slice(&bytes).unwrap();
            let keys: Vec<String> = config.keys().cloned().chain(MORE.map(str::to_owned)).collect();
            for (at, value) in changes {
                config.insert(at.get(&keys).clone(), value);
            }
            serde_json::to_vec(&config).unwrap()
        });
    }

    #[test]
    fn any_tensor_of_another_shape_or_kind(
        name in prop::sample::select(FOLDERS.to_vec()),
        at in any::<prop::sample::Index>(),
        change in 0..7,
    ) {
        open(name, "model.safetensors", |bytes| {
            let tensors = SafeTensors::deserialize(&bytes).unwrap();
            let mut parts: Vec<(String, Dtype, Vec<usize>, Vec<u8>)> = (tensors.iter())
                .map(|(name, view)| (name.to_owned(), view.dtype(), view.shape().to_vec(), view.data().to_vec()))
                .collect();
            let at = at.index(parts.len());
            let (_, kind, shape, data) = &mut parts[at];
            match change {
                0 => shape.reverse(),
                1 => *shape = vec![shape.iter().product()],
                2 => shape.push(1),
                3 => (shape[0], *data) = (0, Vec::new()),
                4 => (*kind, *data) = (Dtype::I8, data.iter().step_by(4).copied().collect()),
                5 => *kind = Dtype::I32,
                _ => data[..4].copy_from_slice(&f32::NAN.to_le_bytes()),
            }
            let views = parts.iter().map(|(n, kind, shape, data)| {
                (n, TensorView::new(*kind, shape.clone(), data).unwrap())
            });
            safetensors::serialize(views, None).unwrap()
        });
    }

    #[test]
    fn any_byte_of_the_header(
        name in prop::sample::select(FOLDERS.to_vec()),
        changes in prop::collection::vec((0..600usize, any::<u8>()), 1..4),
    ) {
        open(name, "model.safetensors", |mut bytes| {
            for (at, byte) in changes {
                bytes[at] = byte;
            }
            bytes
        });
    }
}
