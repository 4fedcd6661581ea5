//! A loaded model, and how it reads an article.

use std::path::Path;

use super::{
    ArcScores, ArgumentScores, Engine, FileRow, Hub, Identity, ModelError, ModelSpec, Predicate, Profile, Scores,
    arguments::{Arguments, WIDTH},
    encoder::{self, Batch, Config, Encoder},
    entities,
    files::{ARGUMENTS, CONFIG, LINKS, WEIGHTS},
    folder::Folder,
    heads::Heads,
    labels::EntityLabels,
    links::{LinkHeads, Links},
    manifest::Input,
    pieces::{Cutter, Pieces},
    weights::{Weights, WeightsError},
    windows::{self, Plan, Read, Window},
};
use crate::text::{Byte, Span, Tok};

/// Windows shorter than this could not hold one long word and its neighbours.
const SHORTEST: usize = 32;
/// Token types of a model that is told casing by them: none, lower, Title, UPPER, miXed, digit.
const CASES: usize = 6;

/// Windows that the encoder is given at once: enough to fill its products, few enough for the memory of a long article.
const AT_ONCE: usize = 8;

/// A tagger, ready to read. Threads may share it.
///
/// The tensor library spreads every product over as many threads as `RAYON_NUM_THREADS` says, all cores when it says
/// nothing. Where several threads read at once, set it to 1 before the first of them starts, or they fight for cores;
/// scores are the same either way.
pub struct Model {
    identity: Identity,
    manifest_text: String,
    files: Vec<FileRow>,
    profile: Profile,
    /// The engine that was named.
    asked: Option<Engine>,
    cutter: Cutter,
    encoder: Encoder,
    heads: Heads,
    arguments: Option<Arguments>,
    links: Option<LinkHeads>,
    /// Pieces of words in one window, specials not counted.
    room: usize,
}

impl Model {
    /// The model inside the program.
    pub fn embedded() -> Result<Self, ModelError> {
        Self::load(Folder::embedded()?, None)
    }

    /// The model inside the program, on the engine that was asked for when this one was located.
    pub(crate) fn embedded_likewise(&self) -> Result<Self, ModelError> {
        Self::load(Folder::embedded()?, self.asked)
    }

    /// A model folder: `config.json`, `tokenizer.json`, `model.safetensors`, and `manifest.toml` when it has one.
    pub fn open(path: &Path) -> Result<Self, ModelError> {
        Self::load(Folder::at(path)?, None)
    }

    /// The model that was asked for, fetched from the hub when need be. `offline` opens no socket. Without an engine
    /// named, it is the fast one where that can read the model.
    pub fn locate(spec: &ModelSpec, offline: bool, engine: Option<Engine>) -> Result<Self, ModelError> {
        let folder = match spec {
            ModelSpec::Embedded => Folder::embedded()?,
            ModelSpec::Folder(path) => Folder::at(path)?,
            ModelSpec::Hub { name, revision } => Folder::fetch(&Hub::from_env(offline)?, name, revision.as_deref())?,
        };
        Self::load(folder, engine)
    }

    /// A model of the hub: from the cache when it is there, else from the network.
    pub fn from_hub(hub: &Hub, name: &str, revision: Option<&str>) -> Result<Self, ModelError> {
        Self::load(Folder::fetch(hub, name, revision)?, None)
    }

    fn load(folder: Folder, asked: Option<Engine>) -> Result<Self, ModelError> {
        let bad = |reason: String| ModelError::BadFile { place: folder.place.clone(), file: CONFIG, reason };
        let config: Config = serde_json::from_slice(&folder.config).map_err(|error| bad(error.to_string()))?;
        let weights = Weights::parse(&folder.weights, &folder.place)?;
        let encoder = encoder::load(&config, &weights, asked, &folder.place)?;
        let shape = encoder.shape;
        let EntityLabels { names, columns, scheme } = EntityLabels::of(&folder, &config.id2label)?;
        let heads = Heads::load(&folder, columns.clone(), &weights, shape.width)?;
        weights.check_used(&folder.place)?;
        let rels = folder.manifest.deprels(&folder.place)?;
        let arguments =
            apart(&folder, ARGUMENTS, folder.arguments.as_deref(), |all| Arguments::load(all, shape.width, rels))?;
        let links = apart(&folder, LINKS, folder.links.as_deref(), LinkHeads::load)?;
        let cutter = Cutter::load(&folder)?;
        if let Some((id, piece)) = cutter.last().filter(|(id, _)| *id as usize >= shape.vocabulary) {
            let got = format!("piece {piece:?} of tokenizer.json with id {id}");
            return Err(bad(format!("vocab_size: expected more than every id, got {} and {got}", shape.vocabulary)));
        }
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
            engine: encoder.engine(),
            computed_by: encoder.name(),
            window,
            scheme,
            labels: names.into_iter().zip(columns).collect(),
            syntax: heads.upos.is_some() && heads.trees.is_some(),
        };
        let Folder { place, manifest_text, files, identity, .. } = folder;
        let room = window - specials;
        let model =
            Self { identity, manifest_text, files, profile, asked, cutter, encoder, heads, arguments, links, room };
        model.try_out(place)?;
        Ok(model)
    }

    /// One word, read before anything else is: what no size tells shows itself here.
    fn try_out(&self, place: String) -> Result<(), ModelError> {
        let scores = self.read("a", &[Span::new(0, 1)], &[Span::new(0, 1)])?;
        let mut all = scores.entities.iter().flatten().chain(scores.upos.iter().flatten().flatten());
        if all.any(|score| score.is_nan()) {
            let reason = "expected weights that score a word, got scores that are no numbers".to_owned();
            return Err(ModelError::BadFile { place, file: WEIGHTS, reason });
        }
        Ok(())
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

    /// The same without its argument heads: what the rules say is all there is.
    #[must_use]
    pub fn without_arguments(self) -> Self {
        Self { arguments: None, links: None, ..self }
    }

    /// Has it argument heads?
    #[must_use]
    pub fn has_arguments(&self) -> bool {
        self.arguments.is_some()
    }

    /// A short name of what computes the encoder on this processor: `fast-vnni`, `fast-avx2`, `reference`, …. All fast
    /// ones multiply exactly.
    #[must_use]
    pub fn engine(&self) -> &'static str {
        self.profile.computed_by
    }

    /// What was made of the folder.
    #[must_use]
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// Reads an article's words. `sentences` are in order and every word is in one of them; those that follow each
    /// other serve each other as context.
    pub fn read(&self, text: &str, words: &[Span<Byte>], sentences: &[Span<Tok>]) -> Result<Scores, ModelError> {
        let mut trees = vec![None; sentences.len()];
        let scores = self.read_with(text, words, sentences, &mut |at, arcs| trees[at] = Some(arcs))?;
        Ok(Scores { trees: self.heads.trees.is_some().then_some(trees), ..scores })
    }

    /// The same with each sentence's arcs handed on as soon as it was read, and then forgotten: of a long article they take more memory
    /// than the trees that are made of them.
    pub fn read_with(
        &self,
        text: &str,
        words: &[Span<Byte>],
        sentences: &[Span<Tok>],
        each: &mut dyn FnMut(usize, ArcScores),
    ) -> Result<Scores, ModelError> {
        self.look(text, words, sentences, windows::windows, Wanted::Arguments, each)
    }

    /// As [`Model::read_with`] with each sentence read by itself: names are found worse so, trees a little better, and
    /// [`Model::arguments`] has nothing to go by.
    pub fn read_apart(
        &self,
        text: &str,
        words: &[Span<Byte>],
        sentences: &[Span<Tok>],
        each: &mut dyn FnMut(usize, ArcScores),
    ) -> Result<Scores, ModelError> {
        self.look(text, words, sentences, windows::apart, Wanted::Syntax, each)
    }

    /// What the words of a window are to some predicates in it; `None` for a model without argument heads. `scores` are those of the
    /// whole article.
    #[must_use]
    pub fn arguments(
        &self,
        scores: &Scores,
        window: Span<Tok>,
        predicates: &[Predicate],
    ) -> Option<Vec<ArgumentScores>> {
        let words = scores.vectors.as_ref()?.get(window.start * WIDTH..window.end * WIDTH)?;
        Some(self.arguments.as_ref()?.score(words, predicates))
    }

    /// What is known of some words, in order, that may mean somebody, from the scores of the whole article, which are not needed any more;
    /// `None` for a model without link heads.
    #[must_use]
    pub fn links(&self, scores: Scores, words: Vec<usize>) -> Option<Links<'_>> {
        Some(Links::new(self.links.as_ref()?, scores.vectors?, words))
    }

    /// The same with entity scores alone, as of a model that has no other heads.
    pub fn read_names(&self, text: &str, words: &[Span<Byte>], sentences: &[Span<Tok>]) -> Result<Scores, ModelError> {
        self.look(text, words, sentences, windows::windows, Wanted::Names, &mut |_, _| ())
    }

    /// Pieces of all words, counted.
    pub(super) fn pieces(
        &self,
        text: &str,
        words: &[Span<Byte>],
        sentences: &[Span<Tok>],
    ) -> Result<usize, ModelError> {
        Ok(self.cutter.cut(text, words, sentences)?.iter().map(|word| word.ids.len()).sum())
    }

    /// Reads some windows after the other with the heads that are wanted: of a long article the encoder's vectors take more memory than all
    /// else, and are never held together.
    fn look(
        &self,
        text: &str,
        words: &[Span<Byte>],
        sentences: &[Span<Tok>],
        plan: Plan,
        wanted: Wanted,
        each: &mut dyn FnMut(usize, ArcScores),
    ) -> Result<Scores, ModelError> {
        let words = self.cutter.cut(text, words, sentences)?;
        let lens: Vec<usize> = words.iter().map(|word| word.ids.len()).collect();
        let windows = plan(&lens, sentences, self.room)?;
        let Heads { entities: names, upos, trees } = &self.heads;
        let upos = upos.as_ref().filter(|_| wanted >= Wanted::Syntax);
        let trees = trees.as_ref().filter(|_| wanted >= Wanted::Syntax);
        let arguments = self.arguments.as_ref().filter(|_| wanted >= Wanted::Arguments);
        let mut scores = Scores {
            entities: vec![[0.0; _]; words.len()],
            scheme: self.profile.scheme,
            upos: upos.map(|_| vec![[0.0; _]; words.len()]),
            trees: None,
            vectors: arguments.map(|_| vec![0.0; words.len() * WIDTH]),
            windows: windows.len(),
        };
        for windows in windows.chunks(AT_ONCE) {
            // What goes wrong with an article names no path of the run.
            let failed = |reason| ModelError::Tensor { place: self.identity.name.clone(), reason };
            let vectors = self.vectors(&words, windows).map_err(failed)?;
            let reads: Vec<Read> = windows.iter().flat_map(|window| &window.reads).copied().collect();
            let read = || reads.iter().flat_map(|read| read.words.range());
            read().zip(names.score(&vectors)).for_each(|(word, row)| scores.entities[word] = row);
            if let (Some(head), Some(rows)) = (upos, &mut scores.upos) {
                read().zip(head.score(&vectors)).for_each(|(word, row)| rows[word] = row);
            }
            if let (Some(heads), Some(rows)) = (arguments, &mut scores.vectors) {
                let narrowed = heads.narrowed(&vectors);
                for (word, row) in read().zip(narrowed.chunks_exact(WIDTH)) {
                    rows[word * WIDTH..][..WIDTH].copy_from_slice(row);
                }
            }
            if let Some(head) = trees {
                let mut end = 0;
                let here = reads.iter().map(|read| {
                    let start = end;
                    end += read.words.len();
                    read.sentence.map(|_| Span::new(start, end))
                });
                let here: Vec<Option<Span<Tok>>> = here.collect();
                for (read, arcs) in reads.iter().zip(head.score(&vectors, &here)) {
                    read.sentence.zip(arcs).into_iter().for_each(|(at, arcs)| each(at, arcs));
                }
            }
        }
        // A word without pieces is within the piece of the word before.
        let without = words.iter().zip(&mut scores.entities).filter(|(word, _)| word.ids.is_empty());
        without.for_each(|(_, row)| entities::go_on(row));
        Ok(scores)
    }

    /// The vectors of the words that are read in these windows, one behind the other: each word's is that of its first piece.
    fn vectors(&self, words: &[Pieces], windows: &[Window]) -> Result<Vec<f32>, String> {
        let Cutter { opening, closing, .. } = &self.cutter;
        let Batch { mut ids, mut kinds, mut ends, mut wanted } = Batch::default();
        for window in windows {
            ids.extend(opening);
            kinds.resize(ids.len(), 0);
            let mut firsts = Vec::with_capacity(window.words.len());
            for word in &words[window.words.range()] {
                firsts.push(ids.len() - usize::from(word.ids.is_empty()));
                ids.extend(&word.ids);
                kinds.resize(ids.len(), word.kind);
            }
            ids.extend(closing);
            kinds.resize(ids.len(), 0);
            ends.push(ids.len());
            let read = window.reads.iter().flat_map(|read| read.words.range());
            wanted.extend(read.map(|word| firsts[word - window.words.start]));
        }
        self.encoder.encode(&Batch { ids, kinds, ends, wanted })
    }
}

/// Which heads are wanted: each with those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Wanted {
    Names,
    Syntax,
    Arguments,
}

/// Heads in a file of their own, of a model that has it.
fn apart<T>(
    folder: &Folder,
    file: &str,
    bytes: Option<&[u8]>,
    load: impl FnOnce(&Weights) -> Result<T, WeightsError>,
) -> Result<Option<T>, ModelError> {
    let Some(bytes) = bytes else { return Ok(None) };
    let place = format!("{}, {file}", folder.place);
    let weights = Weights::parse(bytes, &place)?;
    let heads = load(&weights).map_err(|error| error.at(&place))?;
    weights.check_used(&place)?;
    Ok(Some(heads))
}

impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Model").field("identity", &self.identity).finish_non_exhaustive()
    }
}
