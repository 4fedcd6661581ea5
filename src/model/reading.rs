//! A loaded model, and how it reads an article.

use std::path::Path;

use super::{
    FileRow, Hub, Identity, ModelError, ModelSpec, Profile, Scores,
    encoder::{self, Config, Encoder},
    entities,
    folder::{CONFIG, Folder},
    heads::Heads,
    labels::EntityLabels,
    manifest::Input,
    pieces::{Cutter, Pieces},
    weights::{Weights, tensor_error},
    windows::{self, Window},
};
use crate::text::{Byte, Span, Tok};

/// Windows shorter than this could not hold one long word and its neighbours.
const SHORTEST: usize = 32;
/// Token types of a model that is told casing by them: none, lower, Title, UPPER, miXed, digit.
const CASES: usize = 6;

/// A tagger, ready to read. Threads may share it.
///
/// The tensor library spreads every product over as many threads as `RAYON_NUM_THREADS` says, all cores when it says
/// nothing. Where several threads read at once, set it to 1 before the first of them starts, or they fight for cores;
/// scores are the same either way.
pub struct Model {
    place: String,
    identity: Identity,
    manifest_text: String,
    files: Vec<FileRow>,
    profile: Profile,
    cutter: Cutter,
    encoder: Encoder,
    heads: Heads,
    /// Pieces of words in one window, specials not counted.
    room: usize,
}

impl Model {
    /// The model inside the program.
    pub fn embedded() -> Result<Self, ModelError> {
        Self::load(Folder::embedded()?)
    }

    /// A model folder: `config.json`, `tokenizer.json`, `model.safetensors`, and `manifest.toml` when it has one.
    pub fn open(path: &Path) -> Result<Self, ModelError> {
        let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into());
        Self::load(Folder::open(path, &name, None)?)
    }

    /// The model that was asked for, fetched from the hub when need be. `offline` opens no socket.
    pub fn locate(spec: &ModelSpec, offline: bool) -> Result<Self, ModelError> {
        match spec {
            ModelSpec::Embedded => Self::embedded(),
            ModelSpec::Folder(path) => Self::open(path),
            ModelSpec::Hub { name, revision } => Self::from_hub(&Hub::from_env(offline)?, name, revision.as_deref()),
        }
    }

    /// A model of the hub: from the cache when it is there, else from the network.
    pub fn from_hub(hub: &Hub, name: &str, revision: Option<&str>) -> Result<Self, ModelError> {
        let (folder, commit) = hub.fetch(name, revision)?;
        Self::load(Folder::open(&folder, name, Some(&commit))?)
    }

    fn load(folder: Folder) -> Result<Self, ModelError> {
        let bad = |reason: String| ModelError::BadFile { place: folder.place.clone(), file: CONFIG, reason };
        let config: Config = serde_json::from_slice(&folder.config).map_err(|error| bad(error.to_string()))?;
        let weights = Weights::parse(&folder.weights, &folder.place)?;
        let encoder = encoder::load(&config, &weights, &folder.place)?;
        let shape = encoder.shape;
        let EntityLabels { names, columns, scheme } = EntityLabels::of(&folder, &config.id2label)?;
        let heads = Heads::load(&folder, columns.clone(), &weights, shape.width)?;
        weights.check_used(&folder.place)?;
        let cutter = Cutter::load(&folder)?;
        let Input { window, case_classes, pieces_per_word } = folder.manifest.input;
        let window = window.min(shape.places);
        let specials = cutter.opening.len() + cutter.closing.len();
        if window < SHORTEST || pieces_per_word == 0 || pieces_per_word + specials > window {
            return Err(bad(format!(
                "expected windows of at least {SHORTEST} pieces that hold a whole word, \
                 got {window} and words of {pieces_per_word}"
            )));
        }
        if case_classes != 0 && (case_classes != CASES || shape.kinds != CASES) {
            return Err(bad(format!(
                "expected type_vocab_size {CASES} for the case classes of manifest.toml, got {} for {case_classes}",
                shape.kinds
            )));
        }
        let profile = Profile {
            architecture: config.model_type,
            window,
            scheme,
            labels: names.into_iter().zip(columns).collect(),
            syntax: heads.upos.is_some() && heads.trees.is_some(),
        };
        let Folder { place, manifest_text, files, identity, .. } = folder;
        Ok(Self { place, identity, manifest_text, files, profile, cutter, encoder, heads, room: window - specials })
    }

    /// Which weights these are.
    #[must_use]
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// `manifest.toml` as written; empty for a folder without one.
    #[must_use]
    pub fn manifest_text(&self) -> &str {
        &self.manifest_text
    }

    /// The files it was loaded from, with their hashes.
    #[must_use]
    pub fn files(&self) -> &[FileRow] {
        &self.files
    }

    /// Has it part-of-speech and tree heads?
    #[must_use]
    pub fn has_syntax(&self) -> bool {
        self.profile.syntax
    }

    /// What was made of the folder.
    #[must_use]
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// Reads an article's words. `sentences` are in order and every word is in one of them; those that follow each
    /// other serve each other as context.
    pub fn read(&self, text: &str, words: &[Span<Byte>], sentences: &[Span<Tok>]) -> Result<Scores, ModelError> {
        let words = self.cutter.cut(text, words, sentences)?;
        let lens: Vec<usize> = words.iter().map(|word| word.ids.len()).collect();
        let windows = windows::windows(&lens, sentences, self.room)?;
        let mut scores = Scores {
            entities: vec![[f32::NEG_INFINITY; 9]; words.len()],
            scheme: self.profile.scheme,
            upos: self.heads.upos.as_ref().map(|_| vec![[f32::NEG_INFINITY; 17]; words.len()]),
            trees: self.heads.trees.as_ref().map(|_| vec![None; sentences.len()]),
            windows: windows.len(),
        };
        for window in &windows {
            self.read_window(&words, window, &mut scores).map_err(|error| tensor_error(error, &self.place))?;
        }
        Ok(scores)
    }

    fn read_window(&self, words: &[Pieces], window: &Window, scores: &mut Scores) -> candle_core::Result<()> {
        let words = &words[window.words.range()];
        let Cutter { opening, closing, .. } = &self.cutter;
        let (mut ids, mut kinds, mut firsts) = (opening.clone(), vec![0; opening.len()], Vec::new());
        for word in words {
            firsts.push((ids.len() - usize::from(word.ids.is_empty())) as u32);
            ids.extend(&word.ids);
            kinds.resize(ids.len(), word.kind);
        }
        ids.extend(closing);
        kinds.resize(ids.len(), 0);
        let hidden = self.encoder.encode(&ids, &kinds)?;
        let firsts = candle_core::Tensor::new(firsts, hidden.device())?;
        let vectors = hidden.index_select(&firsts, 0)?;
        let mut entities = self.heads.entities.score(&vectors)?;
        words
            .iter()
            .zip(&mut entities)
            .filter(|(word, _)| word.ids.is_empty())
            .for_each(|(_, row)| entities::go_on(row));
        let upos = self.heads.upos.as_ref().map(|head| head.score(&vectors)).transpose()?;
        for read in &window.reads {
            let (from, at) = (read.words.start - window.words.start, read.words.range());
            let here = from..from + read.words.len();
            scores.entities[at.clone()].copy_from_slice(&entities[here.clone()]);
            if let (Some(all), Some(some)) = (&mut scores.upos, &upos) {
                all[at].copy_from_slice(&some[here]);
            }
            if let (Some(head), Some(trees), Some(sentence)) = (&self.heads.trees, &mut scores.trees, read.sentence) {
                trees[sentence] = Some(head.score(&vectors.narrow(0, from, read.words.len())?)?);
            }
        }
        Ok(())
    }
}

impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Model").field("place", &self.place).field("identity", &self.identity).finish_non_exhaustive()
    }
}
