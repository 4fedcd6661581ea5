//! Words as the encoder is given them: word pieces and a case class.

use tokenizers::Tokenizer;

use super::{
    ModelError,
    folder::{Folder, TOKENIZER},
    manifest::Input,
};
use crate::text::{Byte, Span};

/// One word for the encoder. Never without a piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pieces {
    pub ids: Vec<u32>,
    /// Token type of every piece: the word's case class, or 0 for models that know their case otherwise.
    pub kind: u32,
}

/// Cuts words into pieces.
pub(super) struct Cutter {
    tokenizer: Tokenizer,
    by_case: bool,
    /// Pieces kept of one word: an endless address must not fill a window.
    most: usize,
    place: String,
    unknown: u32,
    /// `[CLS]`.
    pub first: u32,
    /// `[SEP]`.
    pub last: u32,
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
        let id = |token| tokenizer.token_to_id(token).ok_or_else(|| bad(format!("expected a token {token}, got none")));
        let (unknown, first, last) = (id("[UNK]")?, id("[CLS]")?, id("[SEP]")?);
        let Input { case_classes, pieces_per_word: most, .. } = folder.manifest.input;
        Ok(Self { by_case: case_classes > 0, most, unknown, first, last, tokenizer, place })
    }

    /// Every word of a text, each cut by itself.
    pub fn cut(&self, text: &str, words: &[Span<Byte>]) -> Result<Vec<Pieces>, ModelError> {
        words.iter().map(|word| self.cut_word(word.of(text))).collect()
    }

    fn cut_word(&self, word: &str) -> Result<Pieces, ModelError> {
        let encoding = self.tokenizer.encode_fast(plain(word), false).map_err(|error| ModelError::Tokenizer {
            place: self.place.clone(),
            word: word.to_owned(),
            reason: error.to_string(),
        })?;
        let mut ids: Vec<u32> = encoding.get_ids().iter().copied().take(self.most).collect();
        if ids.is_empty() {
            ids.push(self.unknown);
        }
        Ok(Pieces { ids, kind: if self.by_case { case_class(word) } else { 0 } })
    }
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
