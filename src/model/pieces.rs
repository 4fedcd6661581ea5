//! Words as the encoder is given them: pieces and a case class.

use std::collections::HashSet;

use tokenizers::{Encoding, ModelWrapper, Tokenizer};

use super::{ModelError, files::TOKENIZER, folder::Folder, manifest::Input};
use crate::text::{Byte, Span, Tok};

/// One word for the encoder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pieces {
    /// None where the word is within a piece that begins in the word before it, or where the tokenizer drops it: such
    /// a word is read at the piece before.
    pub ids: Vec<u32>,
    /// Token type of every piece: the word's case class, or 0 for models that know their case otherwise.
    pub kind: u32,
}

/// Cuts words into pieces.
pub(super) struct Cutter {
    tokenizer: Tokenizer,
    /// Each word by itself, as this project's recipe does; else as in running text.
    apart: bool,
    /// Pieces kept of one word: an endless address must not fill a window.
    most: usize,
    /// The model's: what goes wrong with an article names no path of the run.
    name: String,
    /// Stands for a word without pieces, where words are cut apart.
    unknown: Option<u32>,
    /// What stands before the text in a window: `[CLS]`, `<s>`.
    pub opening: Vec<u32>,
    /// What stands behind it: `[SEP]`, `</s>`.
    pub closing: Vec<u32>,
}

impl Cutter {
    /// As the folder's manifest says.
    pub fn load(folder: &Folder) -> Result<Self, ModelError> {
        let place = folder.place.clone();
        let bad = |reason: String| ModelError::BadFile { place: place.clone(), file: TOKENIZER, reason };
        let mut tokenizer = Tokenizer::from_bytes(&folder.tokenizer).map_err(|error| bad(error.to_string()))?;
        // Such settings come from the sentence pipelines that tokenizers are exported from; they would cut in silence.
        tokenizer.with_truncation(None).map_err(|error| bad(error.to_string()))?.with_padding(None);
        // An article that spells out "[SEP]" must not end its own window.
        tokenizer.set_encode_special_tokens(true);
        let sample = tokenizer.encode_fast("a", true).map_err(|error| bad(error.to_string()))?;
        let (opening, closing) = around(&sample).ok_or_else(|| {
            let expected = "post_processor: expected one that puts tokens before and behind a text, got none";
            bad(format!("{expected}; load it with AutoTokenizer in Python, save_pretrained writes one"))
        })?;
        let unknown = match tokenizer.get_model() {
            ModelWrapper::WordPiece(pieces) => tokenizer.token_to_id(&pieces.unk_token),
            _ => None,
        };
        let Input { case_classes, pieces_per_word: most, .. } = folder.manifest.input;
        Ok(Self {
            apart: case_classes > 0,
            most,
            unknown,
            opening,
            closing,
            tokenizer,
            name: folder.identity.name.clone(),
        })
    }

    /// The largest id that it gives, and the piece that has it.
    pub fn last(&self) -> Option<(u32, String)> {
        let around = self.opening.iter().chain(&self.closing).map(|id| (*id, "around a text".to_owned()));
        self.tokenizer.get_vocab(true).into_iter().map(|(piece, id)| (id, piece)).chain(around).max()
    }

    /// Every word of a text.
    ///
    /// Words without a space between them are cut together: no tokenizer here makes a piece across a space, so these
    /// are the pieces of running text in which any white space counts as one space. A sentence begins with a piece of
    /// its own all the same.
    pub fn cut(&self, text: &str, words: &[Span<Byte>], sentences: &[Span<Tok>]) -> Result<Vec<Pieces>, ModelError> {
        let begins: HashSet<usize> = sentences.iter().filter_map(|s| Some(words.get(s.start)?.start)).collect();
        let mut pieces = Vec::with_capacity(words.len());
        for run in words.chunk_by(|a, b| !self.apart && a.end == b.start && !begins.contains(&b.start)) {
            self.cut_run(text, run, &mut pieces)?;
        }
        Ok(pieces)
    }

    fn cut_run(&self, text: &str, run: &[Span<Byte>], pieces: &mut Vec<Pieces>) -> Result<(), ModelError> {
        let whole = Span::new(run[0].start, run[run.len() - 1].end);
        let (cut, origin) = if self.apart {
            (plain(whole.of(text)), whole.start)
        } else if text[..whole.start].ends_with(char::is_whitespace) {
            // Many pieces are told by the space before them.
            (format!(" {}", whole.of(text)), whole.start - 1)
        } else {
            (whole.of(text).to_owned(), whole.start)
        };
        let tokenizer = &self.tokenizer;
        // Most runs are one word, whose pieces need no offsets.
        let cut = if run.len() == 1 { tokenizer.encode_fast(cut, false) } else { tokenizer.encode(cut, false) };
        let encoding = cut.map_err(|error| ModelError::Tokenizer {
            place: self.name.clone(),
            word: whole.of(text).to_owned(),
            reason: error.to_string(),
        })?;
        let first = pieces.len();
        pieces.extend(run.iter().map(|word| {
            let kind = if self.apart { case_class(word.of(text)) } else { 0 };
            Pieces { ids: Vec::new(), kind }
        }));
        for (&id, (start, _)) in encoding.get_ids().iter().zip(encoding.get_offsets()) {
            let word = run.partition_point(|word| word.end <= origin + start).min(run.len() - 1);
            let ids = &mut pieces[first + word].ids;
            if ids.len() < self.most {
                ids.push(id);
            }
        }
        if self.apart && pieces[first].ids.is_empty() {
            pieces[first].ids.extend(self.unknown);
        }
        Ok(())
    }
}

/// The special pieces at both ends of an encoded text.
fn around(sample: &Encoding) -> Option<(Vec<u32>, Vec<u32>)> {
    let (ids, special) = (sample.get_ids(), sample.get_special_tokens_mask());
    let from = special.iter().position(|&special| special == 0)?;
    let to = special.iter().rposition(|&special| special == 0)? + 1;
    (from > 0 && to < ids.len()).then(|| (ids[..from].to_vec(), ids[to..].to_vec()))
}

/// Typewriter quotes for typographic ones: the encoder has hardly seen the others.
fn plain(word: &str) -> String {
    let straight = word.chars().map(|c| match c {
        '“' | '”' | '„' | '‟' | '″' => '"',
        '‘' | '’' | '‚' | '‛' | '′' => '\'',
        other => other,
    });
    straight.collect::<String>().replace("``", "\"").replace("''", "\"")
}

/// 0 no cased letter, 1 lower, 2 Title (a single capital too), 3 UPPER, 4 miXed, 5 with a digit.
fn case_class(word: &str) -> u32 {
    if word.bytes().any(|b| b.is_ascii_digit()) {
        return 5;
    }
    let mut cased = word.chars().filter(|c| c.is_uppercase() || c.is_lowercase()).map(char::is_uppercase);
    let Some(first) = cased.next() else { return 0 };
    let (rest, upper) = cased.fold((0, 0), |(rest, upper), is| (rest + 1, upper + usize::from(is)));
    match (first, upper) {
        (false, 0) => 1,
        (true, 0) => 2,
        (true, upper) if upper == rest => 3,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::{case_class, plain};

    macro_rules! table {
        ($function:ident: $($name:ident $word:literal => $expected:expr;)*) => {
            $(#[test] fn $name() { assert_eq!($function($word), $expected); })*
        };
    }

    table! { case_class:
        nothing_cased "—" => 0;
        no_letter "“" => 0;
        uncased_script "北京" => 0;
        lower "said" => 1;
        lower_with_hyphen "so-called" => 1;
        lower_accent "élysée" => 1;
        clitic "'s" => 1;
        title "Baku" => 2;
        title_accent "Élysée" => 2;
        single_capital "A" => 2;
        initial "J." => 2;
        upper "UN" => 3;
        upper_dotted "U.S." => 3;
        mixed "McDonald" => 4;
        mixed_from_lower "iPhone" => 4;
        mixed_hyphen "Al-Jazeera" => 4;
        digit "G20" => 5;
        number "1,000" => 5;
        digit_of_another_script "٣" => 0;
    }

    table! { plain:
        curly "“" => "\"";
        low "„" => "\"";
        backticks "``" => "\"";
        doubled "''" => "\"";
        doubled_curly "’’" => "\"";
        apostrophe "’s" => "'s";
        prime "5′" => "5'";
        untouched "naïve" => "naïve";
    }
}
