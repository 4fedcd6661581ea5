//! Sentences, and the article cut into them.

use std::sync::OnceLock;

use super::boundaries::{goes_on, proposed};
use super::forms::{Form, Forms};
use super::{Quote, Word, quotes, words};
use crate::text::{Article, Block, BlockKind, Byte, Span, Tok, look};

/// A sentence of a title, body or caption.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// From its first word to its last.
    pub span: Span<Byte>,
    /// Its words.
    pub words: Span<Tok>,
    /// Index of its block.
    pub block: usize,
    /// Index of its paragraph, counted over the article.
    pub paragraph: usize,
}

/// An article cut into blocks, sentences, words and quotations.
#[derive(Debug, Clone)]
pub struct Segmented {
    /// As it was read.
    pub article: Article,
    /// All of the page's parts, boilerplate too.
    pub blocks: Vec<Block>,
    /// Sentences outside boilerplate.
    pub sentences: Vec<Sentence>,
    /// Words of those sentences.
    pub words: Vec<Word>,
    /// Quotations outside boilerplate.
    pub quotes: Vec<Quote>,
    /// Of the words; made when the first is asked for, since names alone need none.
    forms: OnceLock<Forms>,
}

impl Segmented {
    /// The words under a span.
    #[must_use]
    pub fn text(&self, span: Span<Byte>) -> &str {
        span.of(&self.article.text)
    }

    /// One word, as written.
    #[must_use]
    pub fn word(&self, at: usize) -> &str {
        look(1);
        self.words.get(at).map_or("", |word| self.text(word.span))
    }

    /// One word in small letters; nothing past the end.
    #[must_use]
    pub fn lower(&self, at: usize) -> &str {
        self.form(at).map_or("", |form| &form.lower)
    }

    /// One word's lemma as a noun, in small letters.
    #[must_use]
    pub fn noun(&self, at: usize) -> &str {
        self.form(at).map_or("", |form| &form.noun)
    }

    /// One word's lemma as a verb, in small letters.
    #[must_use]
    pub fn verb(&self, at: usize) -> &str {
        self.form(at).map_or("", |form| &form.verb)
    }

    fn form(&self, at: usize) -> Option<&Form> {
        look(1);
        let made = || Forms::of(self.words.iter().map(|word| self.text(word.span)));
        self.forms.get_or_init(made).at(at)
    }

    /// From the first byte of a run of words to its last.
    #[must_use]
    pub fn bytes(&self, words: Span<Tok>) -> Span<Byte> {
        match self.words.get(words.range()) {
            Some([first, .., last]) => first.span.hull(last.span),
            Some([only]) => only.span,
            _ => Span::new(0, 0),
        }
    }

    /// The words that share a byte with a span.
    #[must_use]
    pub fn words_in(&self, span: Span<Byte>) -> Span<Tok> {
        let first = self.words.partition_point(|word| word.span.end <= span.start);
        let end = self.words.partition_point(|word| word.span.start < span.end);
        Span::new(first, end.max(first))
    }

    /// Index of the sentence that has this word.
    #[must_use]
    pub fn sentence_of(&self, word: usize) -> Option<usize> {
        let after = self.sentences.partition_point(|s| s.words.start <= word);
        (after > 0 && self.sentences[after - 1].words.has(word)).then(|| after - 1)
    }

    /// The sentences that share a byte with a span.
    #[must_use]
    pub fn sentences_in(&self, span: Span<Byte>) -> &[Sentence] {
        let first = self.sentences.partition_point(|sentence| sentence.span.end <= span.start);
        let end = self.sentences.partition_point(|sentence| sentence.span.start < span.end);
        let found = &self.sentences[first..end.max(first)];
        look(found.len() + 1);
        found
    }

    /// The quotations whose inside shares a byte with a span.
    #[must_use]
    pub fn quotes_in(&self, span: Span<Byte>) -> &[Quote] {
        let first = self.quotes.partition_point(|quote| quote.inside.end <= span.start);
        let end = self.quotes.partition_point(|quote| quote.inside.start < span.end);
        let found = &self.quotes[first..end.max(first)];
        look(found.len() + 1);
        found
    }

    /// A sentence cut where sentences end in a quotation that has its attribution beside it, “We wait. Nobody comes,” he
    /// said: a tree over several of them at once is a worse tree.
    #[must_use]
    pub fn units(&self, sentence: Span<Tok>) -> Vec<Span<Tok>> {
        let mut units = Vec::new();
        let mut start = sentence.start;
        for word in sentence.start + 1..sentence.end {
            let ends = matches!(self.word(word - 1), "." | "!" | "?") && self.is_quoted(word - 1);
            let begins = self.word(word).starts_with(char::is_uppercase) && self.is_quoted(word);
            if ends && begins && word - start > 1 {
                units.push(Span::new(start, word));
                start = word;
            }
        }
        units.push(Span::new(start, sentence.end));
        units
    }

    /// Does the word stand in a quotation?
    #[must_use]
    pub fn is_quoted(&self, word: usize) -> bool {
        self.quote_of(word).is_some()
    }

    /// Index of the quotation that a word stands in.
    #[must_use]
    pub fn quote_of(&self, word: usize) -> Option<usize> {
        let word = self.words.get(word)?;
        // Quotations never overlap: only the last one that begins before the word can hold it.
        let last = self.quotes.partition_point(|quote| quote.inside.start <= word.span.start).checked_sub(1)?;
        self.quotes[last].inside.covers(word.span).then_some(last)
    }

    /// Does the word stand in the headline?
    #[must_use]
    pub fn is_title(&self, word: usize) -> bool {
        let Some(word) = self.words.get(word) else { return false };
        // Blocks stand in text order and never overlap.
        let before = self.blocks.partition_point(|block| block.span.start <= word.span.start);
        self.blocks[..before]
            .last()
            .is_some_and(|block| block.kind == BlockKind::Title && block.span.has(word.span.start))
    }
}

/// A quotation longer than this many bytes is cut at its sentence ends like any other text.
const LONGEST_WHOLE_QUOTE: usize = 700;

/// Cuts an article whose blocks are known.
#[must_use]
pub fn segment(article: Article, blocks: Vec<Block>) -> Segmented {
    let running = |block: &Block| block.kind != BlockKind::Boilerplate;
    let paragraphs: Vec<Span<Byte>> =
        blocks.iter().filter(|b| running(b)).flat_map(|b| b.paragraphs.iter().copied()).collect();
    let quotes = quotes(&article.text, &paragraphs);
    let (mut sentences, mut all) = (Vec::new(), Vec::new());
    let mut paragraph = 0;
    for (block, paragraphs) in blocks.iter().enumerate().filter(|(_, b)| running(b)).map(|(i, b)| (i, &b.paragraphs)) {
        for &place in paragraphs {
            for span in cut(&article.text, place, &quotes) {
                let found = words(&article.text, span);
                let (Some(first), Some(last)) = (found.first(), found.last()) else { continue };
                let span = first.span.hull(last.span);
                let start = all.len();
                all.extend(found);
                sentences.push(Sentence { span, words: Span::new(start, all.len()), block, paragraph });
            }
            paragraph += 1;
        }
    }
    Segmented { article, blocks, sentences, words: all, quotes, forms: OnceLock::new() }
}

/// The sentences of a paragraph. A boundary inside a quotation that has its attribution beside it is none, nor is one
/// after which a sentence goes on in lower case (“Why?” he asked).
fn cut(text: &str, paragraph: Span<Byte>, quotes: &[Quote]) -> Vec<Span<Byte>> {
    let dateline = dateline(paragraph.of(text));
    let slice = &paragraph.of(text)[dateline..];
    let mut found: Vec<Span<Byte>> = Vec::new();
    let mut at = paragraph.start + dateline;
    if dateline > 0 {
        found.push(Span::new(paragraph.start, at));
    }
    for piece in proposed(slice) {
        let span = Span::new(at, at + piece.len());
        at = span.end;
        let goes_on = found.last().is_some_and(|last| goes_on(last.of(text), span.of(text)));
        // Quotations never overlap: only the last one that begins before here can hold the boundary.
        let before = quotes.partition_point(|q| q.inside.start < span.start);
        let within = before.checked_sub(1).map(|at| quotes[at]).is_some_and(|q| {
            q.inside.start < span.start
                && span.start < q.inside.end
                && q.span.len() <= LONGEST_WHOLE_QUOTE
                && (q.span.start > paragraph.start || text[q.span.end..paragraph.end].trim().len() > 1)
        });
        match found.last_mut() {
            Some(last) if (goes_on || within) && last.start >= paragraph.start + dateline => *last = last.hull(span),
            _ => found.push(span),
        }
    }
    found
}

/// Bytes of a dateline, "BAKU, Sept 21 (Agency) — ": it is no part of the sentence behind it. A place in capitals, at most
/// so many bytes, and a dash between spaces or a colon.
fn dateline(paragraph: &str) -> usize {
    const LONGEST: usize = 70;
    let head = &paragraph[..paragraph.floor_char_boundary(LONGEST)];
    let place: String = head.chars().take_while(|c| !matches!(c, ',' | '(' | '-' | '–' | '—' | ':')).collect();
    let shouted = place.chars().filter(|c| c.is_alphabetic()).count() > 2 && !place.chars().any(char::is_lowercase);
    let dash = [" - ", " – ", " — ", " -- "].iter().filter_map(|dash| head.find(dash).map(|at| at + dash.len())).min();
    // "RANCHI: Police say", but not a headline in capitals.
    let colon = head.find(": ").map(|at| at + 2).filter(|&at| paragraph[at..].contains(char::is_lowercase));
    dash.into_iter().chain(colon).min().filter(|_| shouted).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::segment;
    use crate::text::{Article, blocks};
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<String> {
        let done = segment(Article::new("a", text), blocks(text, None, true));
        done.sentences.iter().map(|s| done.text(s.span).to_owned()).collect()
    }

    macro_rules! cuts {
        ($($name:ident: $text:literal => $sentences:expr;)*) => { $(
            #[test]
            fn $name() { assert_eq!(cut($text), $sentences as [&str; _]); }
        )* };
    }

    cuts! {
        two: "He left. She stayed." => ["He left.", "She stayed."];
        titles: "Sen. Obi met Dr. Ade. They spoke." => ["Sen. Obi met Dr. Ade.", "They spoke."];
        titles_of_women: "“No,” Ms. Obi said. Ms. Ade left." => ["“No,” Ms. Obi said.", "Ms. Ade left."];
        titles_of_office: "He met Lt.-Gen. Obi and Cllr. Ade. They spoke." => ["He met Lt.-Gen. Obi and Cllr. Ade.", "They spoke."];
        month: "It shut in May. Obi left." => ["It shut in May.", "Obi left."];
        short_words: "He said no. Obi left, being ill. Ade sold art. “We left,” she said." =>
            ["He said no.", "Obi left, being ill.", "Ade sold art.", "“We left,” she said."];
        firm_before_quote: "She runs Obi Inc. “We left,” she said." => ["She runs Obi Inc.", "“We left,” she said."];
        network: "He wrote on X. Obi left with X. Ade." => ["He wrote on X.", "Obi left with X. Ade."];
        nickname: "Rep. “Chip” Obi left with J. “Bo” Ade." => ["Rep. “Chip” Obi left with J. “Bo” Ade."];
        latin: "Obi vs. Ade et al. Bello was heard." => ["Obi vs. Ade et al. Bello was heard."];
        quote_with_attribution: "“We will go. We must,” he said." => ["“We will go. We must,” he said."];
        question: "“Why?” he asked." => ["“Why?” he asked."];
        quote_alone: "“We will go. We must.”" => ["“We will go. We must.”"];
        clock: "It closed at 5 p.m. Thursday. He left." => ["It closed at 5 p.m. Thursday.", "He left."];
        dateline: "BAKU, Sept 21 (APA) - The mayor left. She is back." => ["BAKU, Sept 21 (APA) -", "The mayor left.", "She is back."];
        dateline_with_colon: "PESHAWAR, Feb 11 (INA): The mayor left." => ["PESHAWAR, Feb 11 (INA):", "The mayor left."];
        headline_in_capitals: "KENYA: MINISTER LEAVES" => ["KENYA: MINISTER LEAVES"];
        no_dateline: "The mayor - a doctor - left." => ["The mayor - a doctor - left."];
        lines: "One line\nAnother line" => ["One line", "Another line"];
        after_quote: "“No.” She left." => ["“No.”", "She left."];
    }

    proptest! {
        #[test]
        fn words_are_in_order_and_inside_their_sentence(text in "[ a-zA-Z.,“”\"'‘’\n?!é🙂0-9-]{0,300}") {
            let done = segment(Article::new("a", text.clone()), blocks(&text, None, false));
            let mut at = 0;
            for sentence in &done.sentences {
                for word in &done.words[sentence.words.range()] {
                    prop_assert!(word.span.start >= at && sentence.span.covers(word.span) && !word.span.is_empty());
                    at = word.span.end;
                }
            }
        }
    }

    macro_rules! units {
        ($($name:ident: $text:literal => $units:expr;)*) => { $(
            #[test]
            fn $name() {
                let done = segment(Article::new("a", $text), blocks($text, None, true));
                let words = done.sentences.iter().map(|s| s.words);
                let units: Vec<&str> = words.flat_map(|s| done.units(s)).map(|u| done.text(done.bytes(u))).collect();
                assert_eq!(units, $units);
            }
        )* };
    }

    units! {
        one_unit: "He left on Monday." => ["He left on Monday."];
        within_a_quotation: "“We wait. Nobody comes,” he said." => ["“We wait.", "Nobody comes,” he said."];
        behind_the_attribution: "He said: “We wait! Nobody comes. Why?”" => ["He said: “We wait!", "Nobody comes.", "Why?”"];
        initials: "“Ask J. K. Tan,” he said." => ["“Ask J. K. Tan,” he said."];
        outside_quotations: "“Why?” She laughed." => ["“Why?”", "She laughed."];
    }
}
