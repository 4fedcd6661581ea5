//! Model folders, whole and broken, and what is read with them.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod tiny;

use onrecord::model::{ENTITY_LABELS, Engine, Model, ModelError, ModelSpec, Scheme, Scores};
use onrecord::text::{Byte, Span, Tok};
use onrecord::{ner, syntax};
use safetensors::Dtype;
use serde_json::{Value, json};
use tiny::{Stored, Tiny};

fn open(tiny: &Tiny) -> Result<Model, ModelError> {
    let folder = tempfile::tempdir().unwrap();
    tiny.write(folder.path());
    Model::open(folder.path())
}

/// Words between spaces, sentences between bars.
fn split(text: &str) -> (Vec<Span<Byte>>, Vec<Span<Tok>>) {
    let (mut words, mut sentences, mut from) = (Vec::new(), Vec::new(), 0);
    for word in text.split(' ') {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        if word == "|" {
            sentences.push(Span::new(from, words.len()));
            from = words.len();
        } else {
            words.push(Span::new(start, start + word.len()));
        }
    }
    sentences.push(Span::new(from, words.len()));
    (words, sentences)
}

fn read(model: &Model, text: &str) -> Scores {
    let (words, sentences) = split(text);
    model.read(text, &words, &sentences).unwrap()
}

fn close(a: &[f32], b: &[f32], by: f32) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() <= by)
}

// ---- folders ----------------------------------------------------------------------------------------------------

#[test]
fn a_whole_folder_opens() {
    let model = open(&Tiny::new()).unwrap();
    assert!(model.has_syntax());
    assert_eq!((model.identity().name.as_str(), model.identity().revision.as_deref()), ("tiny", Some("7")));
    assert_eq!(model.identity().sha256.len(), 64);
    assert!(model.manifest_text().contains("made_of"));
}

#[test]
fn a_foreign_folder_opens_without_syntax() {
    let model = open(&Tiny::foreign()).unwrap();
    assert!(!model.has_syntax());
    let scores = read(&model, "baku denied .");
    assert!(scores.upos.is_none() && scores.trees.is_none());
    assert_eq!(syntax::parse(&scores, &[Span::new(0, 3)]), [None]);
}

/// Folders that must not open: what is broken => what the message says.
macro_rules! broken {
    ($($name:ident: |$tiny:ident| $break:expr => $kind:pat, $says:expr;)*) => {
        $(#[test] fn $name() {
            let mut tiny = Tiny::new();
            { let $tiny = &mut tiny; $break; }
            let error = open(&tiny).unwrap_err();
            assert!(matches!(error, $kind), "{error:?}");
            for words in $says {
                assert!(error.to_string().contains(words), "{words:?} is not in: {error}");
            }
        })*
    };
}

/// Puts a number in place 3 of a tensor.
fn spoil(tiny: &mut Tiny, name: &str, number: f32) {
    tiny.tensors.get_mut(name).unwrap().bytes[12..16].copy_from_slice(&number.to_le_bytes());
}

fn replace(tiny: &mut Tiny, from: &str, to: &str) {
    let manifest = tiny.manifest.take().unwrap();
    assert!(manifest.contains(from));
    tiny.manifest = Some(manifest.replace(from, to));
}

fn listing(tiny: &mut Tiny, sha256: &str) {
    let manifest = tiny.manifest.take().unwrap_or_default();
    tiny.manifest = Some(format!("{manifest}\n[files]\n\"config.json\" = \"{sha256}\"\n"));
}

broken! {
    missing_tensor: |tiny| tiny.tensors.remove("bert.encoder.layer.0.output.dense.bias") =>
        ModelError::MissingTensor { .. }, ["no tensor bert.encoder.layer.0.output.dense.bias"];
    missing_head: |tiny| tiny.tensors.remove("upos.weight") => ModelError::MissingTensor { .. }, ["upos.weight"];
    unused_tensor: |tiny| tiny.random("bert.encoder.layer.1.output.dense.bias", &[32]) =>
        ModelError::UnusedTensors { .. }, ["bert.encoder.layer.1.output.dense.bias"];
    head_without_manifest: |tiny| tiny.manifest = None => ModelError::UnusedTensors { .. }, ["upos.weight", "arc_root"];
    wrong_shape: |tiny| tiny.random("classifier.weight", &[9, 31]) =>
        ModelError::WrongShape { .. }, ["classifier.weight", "[9, 32]", "[9, 31]"];
    wrong_hash: |tiny| listing(tiny, &"0".repeat(64)) =>
        ModelError::WrongHash { .. }, ["config.json", "expects 000", "got "];
    int8_without_scale: |tiny| int8(tiny, "upos.weight", false) =>
        ModelError::MissingTensor { .. }, ["upos.weight.scale"];
    unnamed_labels: |tiny| tiny.config["id2label"]["3"] = json!("LABEL_3") =>
        ModelError::BadFile { .. }, ["id2label", "LABEL_3", "manifest.toml"];
    unknown_relation: |tiny| replace(tiny, "nsubj", "subject") =>
        ModelError::UnknownLabels { .. }, ["dependency", "subject"];
    unknown_tag: |tiny| replace(tiny, "PROPN", "NNP") => ModelError::UnknownLabels { .. }, ["part-of-speech", "NNP"];
    no_root: |tiny| replace(tiny, "\"root\"", "\"obj\"") => ModelError::BadFile { .. }, ["root"];
    unsupported: |tiny| tiny.config["model_type"] = json!("mamba") =>
        ModelError::UnsupportedArchitecture { .. }, ["mamba", "expected one of bert, deberta-v2"];
    bad_config: |tiny| tiny.config["hidden_size"] = json!("wide") => ModelError::BadFile { .. }, ["config.json"];
    no_labels: |tiny| tiny.config["id2label"] = json!({}) => ModelError::BadFile { .. }, ["id2label"];
    bad_manifest: |tiny| replace(tiny, "[input]", "[input") => ModelError::BadFile { .. }, ["manifest.toml"];
    newer_manifest: |tiny| replace(tiny, "schema = 1", "schema = 2") =>
        ModelError::BadFile { .. }, ["schema: expected 1, got 2"];
    bad_temperature: |tiny| replace(tiny, "[input]", "[calibration]\nupos = 0.0\n[input]") =>
        ModelError::BadFile { .. }, ["temperature", "got 0"];
    bare_tokenizer: |tiny| tiny.tokenizer["post_processor"] = json!(null) =>
        ModelError::BadFile { .. }, ["tokenizer.json: post_processor", "save_pretrained"];
    bad_tokenizer: |tiny| tiny.tokenizer = json!({}) => ModelError::BadFile { .. }, ["tokenizer.json"];
    tiny_window: |tiny| replace(tiny, "window = 40", "window = 8") =>
        ModelError::BadFile { .. }, ["at least 32", "got 8"];
    no_heads: |tiny| tiny.config["num_attention_heads"] = json!(0) =>
        ModelError::BadFile { .. }, ["config.json: num_attention_heads: expected a divisor of hidden_size 32, got 0"];
    heads_that_do_not_part: |tiny| tiny.config["num_attention_heads"] = json!(5) =>
        ModelError::BadFile { .. }, ["num_attention_heads: expected a divisor of hidden_size 32, got 5"];
    no_layers: |tiny| tiny.config["num_hidden_layers"] = json!(0) =>
        ModelError::BadFile { .. }, ["num_hidden_layers: expected 1 to 1, the layers bert.encoder.layer.", "got 0"];
    endless_layers: |tiny| tiny.config["num_hidden_layers"] = json!(1_000_000_000) =>
        ModelError::BadFile { .. }, ["num_hidden_layers: expected 1 to 1", "got 1000000000"];
    endless_positions: |tiny| tiny.config["max_position_embeddings"] = json!(1_000_000_000) =>
        ModelError::BadFile { .. }, ["max_position_embeddings: expected 1 to 65536, got 1000000000"];
    more_positions: |tiny| tiny.config["max_position_embeddings"] = json!(128) =>
        ModelError::WrongShape { .. }, ["position_embeddings.weight", "expected [128, 32], got [64, 32]"];
    another_vocabulary: |tiny| tiny.config["vocab_size"] = json!(30_522) =>
        ModelError::WrongShape { .. }, ["word_embeddings.weight", "expected [30522, 32]"];
    another_width_within: |tiny| tiny.config["intermediate_size"] = json!(64) =>
        ModelError::WrongShape { .. }, ["intermediate.dense.weight", "expected [64, 32], got [48, 32]"];
    size_that_no_size_is: |tiny| tiny.config["hidden_size"] = json!(u64::MAX) =>
        ModelError::BadFile { .. }, ["hidden_size: expected", "got 18446744073709551615"];
    size_below_nought: |tiny| tiny.config["hidden_size"] = json!(-32) => ModelError::BadFile { .. }, ["-32"];
    norm_that_divides_by_nought: |tiny| tiny.config["layer_norm_eps"] = json!(-1) =>
        ModelError::BadFile { .. }, ["layer_norm_eps: expected 0 to 1, got -1"];
    piece_past_the_vocabulary: |tiny| tiny.tokenizer["model"]["vocab"]["zebra"] = json!(5000) =>
        ModelError::BadFile { .. }, ["vocab_size: expected more than every id", "\"zebra\" of tokenizer.json with id 5000"];
    opening_past_the_vocabulary: |tiny| tiny.tokenizer["post_processor"]["cls"] = json!(["[CLS]", 5000]) =>
        ModelError::BadFile { .. }, ["vocab_size", "id 5000"];
    weight_that_is_no_number: |tiny| spoil(tiny, "classifier.weight", f32::NAN) =>
        ModelError::BadFile { .. }, ["model.safetensors: tensor classifier.weight: expected finite numbers", "place 3"];
    weight_without_end: |tiny| spoil(tiny, "bert.embeddings.LayerNorm.bias", f32::INFINITY) =>
        ModelError::BadFile { .. }, ["bert.embeddings.LayerNorm.bias", "place 3"];
    weights_that_overflow: |tiny| spoil(tiny, "bert.embeddings.LayerNorm.weight", f32::MAX) =>
        ModelError::BadFile { .. }, ["model.safetensors", "no numbers"];
    whole_numbers_of_another_size: |tiny| tiny.tensors.get_mut("classifier.bias").unwrap().dtype = Dtype::I32 =>
        ModelError::BadFile { .. }, ["classifier.bias: expected F64, F32, F16, BF16 or I8, got I32"];
    other_case_classes: |tiny| replace(tiny, "case_classes = 6", "case_classes = 4") =>
        ModelError::BadFile { .. }, ["type_vocab_size"];
}

#[test]
fn labels_that_say_nothing_are_named_with_a_way_out() {
    let mut tiny = Tiny::foreign();
    tiny.config["id2label"]["3"] = json!("LABEL_3");
    let error = open(&tiny).unwrap_err();
    assert!(matches!(&error, ModelError::UnknownLabels { labels, .. } if *labels == ["LABEL_3"]), "{error}");
    assert!(error.to_string().contains("[labels.map]"), "{error}");
}

/// A model with these labels in place of the first of its nine, and what they count towards.
fn meanings(labels: &[&str], manifest: &str) -> Result<(Scheme, Vec<&'static str>), ModelError> {
    let mut tiny = Tiny::foreign();
    for (id, label) in labels.iter().enumerate() {
        tiny.config["id2label"][id.to_string()] = json!(label);
    }
    tiny.manifest = Some(manifest.to_owned());
    let model = open(&tiny)?;
    let columns = model.profile().labels.iter().take(labels.len()).map(|(_, column)| ENTITY_LABELS[*column]);
    Ok((model.profile().scheme, columns.collect()))
}

#[test]
fn a_manifest_says_what_labels_and_classes_mean() {
    let labels = ["O", "B-geo", "I-geo", "LABEL_1", "LABEL_2"];
    let map = "[labels.map]\ngeo = \"LOC\"\nLABEL_1 = \"B-PER\"\nLABEL_2 = \"O\"\n";
    assert_eq!(meanings(&labels, map).unwrap(), (Scheme::Iob2, vec!["O", "B-LOC", "I-LOC", "B-PER", "O"]));
    // It goes before the rule.
    let map = "[labels.map]\nGPE = \"ORG\"\n\"I-GPE\" = \"O\"\n";
    assert_eq!(meanings(&["O", "B-GPE", "I-GPE"], map).unwrap().1, ["O", "B-ORG", "O"]);
}

#[test]
fn a_manifest_that_maps_a_label_nobody_has_is_refused() {
    let error = meanings(&["O"], "[labels.map]\ngoe = \"LOC\"\n").unwrap_err().to_string();
    assert!(error.contains("manifest.toml: [labels.map] \"goe\""), "{error}");
}

#[test]
fn the_scheme_is_told_by_the_labels_or_the_manifest() {
    assert_eq!(meanings(&["O"], "").unwrap().0, Scheme::Iob2);
    assert_eq!(meanings(&["O", "I-PER"], "").unwrap().0, Scheme::Iob1);
    assert_eq!(meanings(&["O", "I-PER"], "[labels]\nscheme = \"iob2\"\n").unwrap().0, Scheme::Iob2);
    assert_eq!(meanings(&["O"], "[labels]\nscheme = \"iob1\"\n").unwrap().0, Scheme::Iob1);
    let error = meanings(&["O"], "[labels]\nscheme = \"bmes\"\n").unwrap_err().to_string();
    assert!(error.contains("bmes") && error.contains("iob1"), "{error}");
}

#[test]
fn ends_and_single_words_are_counted_with_their_kind() {
    let labels = ["O", "B-PER", "I-PER", "E-PER", "S-PER", "U-ORG", "B-ORG", "L-ORG", "I-ORG"];
    let counted = ["O", "B-PER", "I-PER", "I-PER", "B-PER", "B-ORG", "B-ORG", "I-ORG", "I-ORG"];
    assert_eq!(meanings(&labels, "").unwrap(), (Scheme::Iob2, counted.to_vec()));
}

#[test]
fn a_missing_file_is_named_with_a_way_out() {
    let folder = tempfile::tempdir().unwrap();
    Tiny::new().write(folder.path());
    std::fs::remove_file(folder.path().join("tokenizer.json")).unwrap();
    let error = Model::open(folder.path()).unwrap_err();
    assert!(matches!(error, ModelError::MissingFile { file: "tokenizer.json", .. }));
    assert!(error.to_string().contains("save_pretrained"));
}

#[test]
fn pickled_weights_are_refused_with_a_way_out() {
    let folder = tempfile::tempdir().unwrap();
    Tiny::new().write(folder.path());
    std::fs::rename(folder.path().join("model.safetensors"), folder.path().join("pytorch_model.bin")).unwrap();
    let error = Model::open(folder.path()).unwrap_err();
    assert!(matches!(error, ModelError::MissingFile { file: "model.safetensors", .. }));
    assert!(error.to_string().contains("save_pretrained"), "{error}");
}

#[test]
fn a_pooler_and_position_ids_do_no_harm() {
    let mut tiny = Tiny::new();
    tiny.random("bert.pooler.dense.weight", &[32, 32]);
    let ids = Stored { shape: vec![1, 2], dtype: Dtype::I64, bytes: vec![0; 16] };
    tiny.tensors.insert("bert.embeddings.position_ids".to_owned(), ids);
    assert!(open(&tiny).is_ok());
}

/// Stores a matrix as whole numbers; the f32 tensor is left as what they stand for.
fn int8(tiny: &mut Tiny, name: &str, scaled: bool) -> Vec<f32> {
    let tensor = tiny.tensors[name].clone();
    let (rows, values) = (tensor.shape[0], tensor.values());
    let factors: Vec<f32> = (0..rows).map(|row| (row + 1) as f32 / 1000.0).collect();
    let numbers: Vec<i8> = values.iter().map(|value| (value * 200.0) as i8).collect();
    let width = values.len() / rows;
    let bytes = numbers.iter().map(|number| number.cast_unsigned()).collect();
    tiny.tensors.insert(name.to_owned(), Stored { shape: tensor.shape, dtype: Dtype::I8, bytes });
    if scaled {
        tiny.tensors.insert(format!("{name}.scale"), Stored::floats(&[rows], &factors));
    }
    numbers.iter().enumerate().map(|(at, &number)| f32::from(number) * factors[at / width]).collect()
}

#[test]
fn whole_numbers_are_read_as_what_they_stand_for() {
    let (mut narrow, mut wide) = (Tiny::new(), Tiny::new());
    for name in ["bert.embeddings.word_embeddings.weight", "classifier.weight", "label.weight", "arc.weight"] {
        let values = int8(&mut narrow, name, true);
        let shape = wide.tensors[name].shape.clone();
        wide.tensors.insert(name.to_owned(), Stored::floats(&shape, &values));
    }
    let (narrow, wide) = (open(&narrow).unwrap(), open(&wide).unwrap());
    let text = "the mayor of Baku denied it .";
    assert_eq!(read(&narrow, text).entities, read(&wide, text).entities);
}

// ---- reading ----------------------------------------------------------------------------------------------------

const LONG: &str = "Baku said the mayor denied it . | the UN said 12 men left . | \
    long words are cut into pieces . | he said so .";

#[test]
fn every_word_has_probabilities() {
    let scores = read(&open(&Tiny::new()).unwrap(), LONG);
    let (words, sentences) = split(LONG);
    assert!(scores.windows > 1);
    assert_eq!(scores.entities.len(), words.len());
    for row in &scores.entities {
        assert!((row.iter().map(|p| p.exp()).sum::<f32>() - 1.0).abs() < 1e-4, "{row:?}");
    }
    for row in scores.upos.as_ref().unwrap() {
        assert!((row.iter().map(|p| p.exp()).sum::<f32>() - 1.0).abs() < 1e-4, "{row:?}");
    }
    for (sentence, nodes) in sentences.iter().zip(syntax::parse(&scores, &sentences)) {
        let nodes = nodes.unwrap();
        assert_eq!(nodes.len(), sentence.len());
        for node in nodes {
            assert_eq!(node.head.is_none(), node.rel == syntax::Rel::Root);
            assert!(node.head.is_none_or(|head| sentence.has(head)));
        }
    }
}

#[test]
fn a_sentence_that_fits_no_window_has_labels_but_no_tree() {
    let text = format!("{} | it ended .", ["word"; 40].join(" "));
    let scores = read(&open(&Tiny::new()).unwrap(), &text);
    assert!(scores.entities.iter().flatten().all(|p| p.is_finite()));
    let trees = scores.trees.unwrap();
    assert!(trees[0].is_none() && trees[1].is_some());
}

#[test]
fn casing_is_heard() {
    let model = open(&Tiny::new()).unwrap();
    assert_ne!(read(&model, "baku").entities, read(&model, "Baku").entities);
    assert_ne!(read(&model, "Baku").entities, read(&model, "BAKU").entities);
}

#[test]
fn typographic_quotes_are_read_as_plain_ones() {
    let model = open(&Tiny::new()).unwrap();
    assert_eq!(read(&model, "“ it ’s ”").entities, read(&model, "\" it 's \"").entities);
}

#[test]
fn odd_words_are_read() {
    let endless = "x".repeat(5000);
    for model in [Tiny::new(), Tiny::foreign()].map(|tiny| open(&tiny).unwrap()) {
        for word in ["\u{200b}", "\u{feff}", "[SEP]", "[PAD]", "🙂", "北京", endless.as_str()] {
            for text in [format!("he said {word} ."), word.to_owned()] {
                for row in read(&model, &text).entities {
                    assert!((row.iter().map(|p| p.exp()).sum::<f32>() - 1.0).abs() < 1e-4, "{word:?}: {row:?}");
                }
            }
        }
    }
}

#[test]
fn a_spelled_out_special_token_is_a_word_like_others() {
    // Were it the token itself, it would be one piece.
    let model = open(&Tiny::new()).unwrap();
    assert_eq!(read(&model, "[ sep ]").entities.len(), 3);
    assert_ne!(read(&model, "[SEP]").entities, read(&model, "[UNK]").entities);
}

#[test]
fn nothing_is_read_from_nothing() {
    let scores = open(&Tiny::new()).unwrap().read("", &[], &[]).unwrap();
    assert!(scores.entities.is_empty() && scores.windows == 0);
}

#[test]
fn sentences_that_leave_words_out_are_refused() {
    let model = open(&Tiny::new()).unwrap();
    let (words, _) = split("he said so");
    assert!(matches!(model.read("he said so", &words, &[Span::new(1, 3)]), Err(ModelError::BadSentences(_))));
}

#[test]
fn threads_that_share_a_model_read_the_same() {
    let model = open(&Tiny::new()).unwrap();
    let alone = read(&model, LONG).entities;
    std::thread::scope(|scope| {
        let readers: Vec<_> = (0..4).map(|_| scope.spawn(|| read(&model, LONG).entities)).collect();
        for reader in readers {
            assert_eq!(reader.join().unwrap(), alone);
        }
    });
}

#[test]
fn probabilities_of_labels_that_mean_the_same_are_summed() {
    let mut tiny = Tiny::foreign();
    for (id, label) in
        ["O", "B-GPE", "I-GPE", "B-FAC", "I-FAC", "B-LOC", "I-LOC", "B-DATE", "I-DATE"].iter().enumerate()
    {
        tiny.config["id2label"][id.to_string()] = json!(label);
    }
    let plain = read(&open(&Tiny::foreign()).unwrap(), "baku").entities[0].map(f32::exp);
    let [o, .., begin, inside, _, _] = read(&open(&tiny).unwrap(), "baku").entities[0].map(f32::exp);
    assert!(close(
        &[o, begin, inside],
        &[plain[0] + plain[7] + plain[8], plain[1] + plain[3] + plain[5], plain[2] + plain[4] + plain[6]],
        1e-5
    ));
}

// ---- the model inside ---------------------------------------------------------------------------------------------

#[test]
fn the_embedded_model_reads() {
    let model = Model::embedded().unwrap();
    assert!(model.has_syntax() && model.files().iter().all(|file| file.listed));
    let text = "President Ilham Aliyev arrived in Baku on Monday .";
    let (words, sentences) = split(text);
    let scores = model.read(text, &words, &sentences).unwrap();
    let names: Vec<_> = ner::tag(text, &words, &sentences, &scores)
        .iter()
        .map(|found| format!("{} {}", found.class.name(), words[found.words.end - 1].of(text)))
        .collect();
    assert_eq!(names, ["PER Aliyev", "LOC Baku"]);
    let nodes = syntax::parse(&scores, &sentences).remove(0).unwrap();
    assert_eq!(nodes[3].upos, syntax::Upos::Verb);
}

/// Log-probabilities as they would be without the temperature.
fn unheated(row: &[f32], temperature: f32) -> Vec<f32> {
    let total: f32 = row.iter().map(|p| (p * temperature).exp()).sum();
    row.iter().map(|p| p * temperature - total.ln()).collect()
}

fn embedded(engine: Engine) -> Model {
    Model::locate(&ModelSpec::Embedded, true, Some(engine)).unwrap()
}

/// Scores of some passages by the recipe's own code, from the same weights, temperatures left out.
fn passages() -> Vec<Value> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/reference.json");
    let passages: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert!(passages.len() > 1);
    passages
}

fn cut(passage: &Value) -> (&str, Vec<Span<Byte>>, Vec<Span<Tok>>) {
    let text = passage["text"].as_str().unwrap();
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let (mut words, mut sentences) = (Vec::new(), Vec::new());
    for sentence in passage["sentences"].as_array().unwrap() {
        let from = words.len();
        words.extend(sentence.as_array().unwrap().iter().map(|word| {
            let at = |end: usize| bytes[word[end].as_u64().unwrap() as usize];
            Span::new(at(0), at(1))
        }));
        sentences.push(Span::new(from, words.len()));
    }
    (text, words, sentences)
}

#[test]
fn the_embedded_model_scores_as_in_training() {
    let model = embedded(Engine::Reference);
    let manifest: toml::Table = model.manifest_text().parse().unwrap();
    let temperature = |head: &str| manifest["calibration"][head].as_float().unwrap() as f32;
    for passage in &passages() {
        let (text, words, sentences) = cut(passage);
        let scores = model.read(text, &words, &sentences).unwrap();
        let rows = |name: &str| serde_json::from_value::<Vec<Vec<f32>>>(passage[name].clone()).unwrap();
        assert_eq!([rows("entities").len(), rows("upos").len()], [words.len(); 2], "{text:?}");
        for ((word, ours), theirs) in words.iter().zip(&scores.entities).zip(rows("entities")) {
            let ours = unheated(ours, temperature("entities"));
            assert!(close(&ours, &theirs, 1e-3), "{}: {ours:?} is not {theirs:?}", word.of(text));
        }
        for ((word, ours), theirs) in words.iter().zip(scores.upos.as_ref().unwrap()).zip(rows("upos")) {
            let ours = unheated(ours, temperature("upos"));
            assert!(close(&ours, &theirs, 1e-3), "{}: {ours:?} is not {theirs:?}", word.of(text));
        }
        let arcs: Vec<Vec<Vec<f32>>> = serde_json::from_value(passage["arcs"].clone()).unwrap();
        for (ours, theirs) in scores.trees.as_ref().unwrap().iter().zip(arcs) {
            assert!(close(ours.as_ref().unwrap().arcs(), &theirs.concat(), 1e-2), "arcs of {text:?}");
        }
        let heads: Vec<Vec<usize>> = serde_json::from_value(passage["heads"].clone()).unwrap();
        let labels: Vec<Vec<String>> = serde_json::from_value(passage["labels"].clone()).unwrap();
        for (at, nodes) in syntax::parse(&scores, &sentences).into_iter().enumerate() {
            for (word, node) in nodes.unwrap().iter().enumerate() {
                let head = node.head.map_or(0, |head| head + 1 - sentences[at].start);
                assert_eq!(head, heads[at][word], "head of word {word} in {text:?}");
                // The recipe lets any word be labelled as root.
                let label = labels[at][word].as_str();
                assert!(label == node.rel.name() || (label == "root") != (head == 0), "word {word} in {text:?}");
            }
        }
    }
}

fn best(row: &[f32]) -> usize {
    (0..row.len()).fold(0, |best, at| if row[at] > row[best] { at } else { best })
}

/// What eight bits cost: the same labels, and log-probabilities of those that matter close by.
#[test]
fn the_fast_engine_scores_as_the_reference_does() {
    let (fast, reference) = (embedded(Engine::Fast), embedded(Engine::Reference));
    let (mut words, mut agree, mut most) = (0, 0, 0f32);
    for passage in &passages() {
        let (text, spans, sentences) = cut(passage);
        let [fast, reference] = [&fast, &reference].map(|model| model.read(text, &spans, &sentences).unwrap());
        let mut compare = |ours: &[f32], theirs: &[f32]| {
            words += 1;
            agree += usize::from(best(ours) == best(theirs));
            let likely = ours.iter().zip(theirs).filter(|(_, theirs)| theirs.exp() > 0.01);
            most = likely.fold(most, |most, (ours, theirs)| most.max((ours - theirs).abs()));
        };
        fast.entities.iter().zip(&reference.entities).for_each(|(ours, theirs)| compare(ours, theirs));
        let [ours, theirs] = [&fast, &reference].map(|scores| scores.upos.as_ref().unwrap());
        ours.iter().zip(theirs).for_each(|(ours, theirs)| compare(ours, theirs));
    }
    assert!(agree * 200 >= words * 199, "{agree} of {words} labels agree");
    assert!(most < 0.5, "log-probabilities of labels above 0.01 differ by {most}");
}
