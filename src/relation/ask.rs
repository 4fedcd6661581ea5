//! What the argument heads are asked: windows of an article with the predicates in them, and how every word stands to each.

use crate::model::{Predicate, Quoted, Tie};
use crate::syntax::Syntax;
use crate::text::{Span, Tok};
use crate::token::Segmented;

/// Words of a window, at most, unless one sentence is longer.
const WINDOW: usize = 200;
/// Words behind a predicate that its window shows, if there are so many, and words before it.
const CONTEXT: usize = 60;
/// A sentence of more words has no tree to speak of.
const LONGEST: usize = 400;

/// One window and what is asked about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Words of the article.
    pub window: Span<Tok>,
    /// What is asked about.
    pub predicates: Vec<Predicate>,
    /// Of each word its sentence.
    pub(super) sentences: Vec<usize>,
}

/// Windows over `units`, the sentences as they were read, that show each of `predicates`, in order, with what stands around it. With
/// each word comes the log-odds of an act from which on its arguments are wanted.
pub(super) fn questions(
    doc: &Segmented,
    syntax: &Syntax,
    units: &[Span<Tok>],
    predicates: &[(usize, f32)],
) -> Vec<Question> {
    let mut found = Vec::new();
    let mut left = predicates;
    while let Some(&(first, _)) = left.first() {
        let at = units.partition_point(|unit| unit.end <= first);
        let Some(unit) = units.get(at).filter(|unit| unit.has(first) && unit.len() <= LONGEST) else {
            left = &left[1..];
            continue;
        };
        let before = (0..at).rev().take_while(|&u| unit.start - units[u].start <= CONTEXT).last().unwrap_or(at);
        let start = units[before].start;
        let behind = (at + 1..units.len()).take_while(|&u| units[u].end - start <= WINDOW).last().unwrap_or(at);
        let window = Span::<Tok>::new(start, units[behind].end);
        let whole = behind + 1 == units.len();
        let here = |&(p, _): &(usize, f32)| p < unit.end || p < window.end && (whole || p + CONTEXT <= window.end);
        let count = left.iter().take_while(|p| here(p)).count();
        let quotes = quotations(doc, window);
        let sentences = sentences(units, window);
        let tie = |&(p, from): &(usize, f32)| Predicate {
            at: p - start,
            ties: ties(syntax, window, &quotes, &sentences, p),
            from,
        };
        let predicates = left[..count].iter().map(tie).collect();
        found.push(Question { window, predicates, sentences });
        left = &left[count..];
    }
    found
}

/// Of each word one more than the index of the quotation that it stands in, marks included; 0 in none.
fn quotations(doc: &Segmented, window: Span<Tok>) -> Vec<usize> {
    let quote = |word: usize| {
        let span = doc.words[word].span;
        let begun = doc.quotes.partition_point(|quote| quote.span.start <= span.start);
        begun.checked_sub(1).filter(|&at| doc.quotes[at].span.covers(span)).map_or(0, |at| at + 1)
    };
    window.range().map(quote).collect()
}

/// Of each word its sentence.
fn sentences(units: &[Span<Tok>], window: Span<Tok>) -> Vec<usize> {
    window.range().map(|word| units.partition_point(|unit| unit.end <= word)).collect()
}

/// How every word of the window stands to the predicate.
fn ties(syntax: &Syntax, window: Span<Tok>, quotes: &[usize], sentences: &[usize], predicate: usize) -> Vec<Tie> {
    let at = predicate - window.start;
    let own = quotes[at];
    let last = quotes[..at].iter().copied().max().unwrap_or(0);
    let next = if own > 0 { own + 1 } else { last + 1 };
    let chain: Vec<usize> = syntax.ancestors(predicate).collect();
    let tie = |word: usize| {
        let place = word - window.start;
        let quote = quotes[place];
        let seen = match quote {
            0 => Quoted::No,
            _ if quote == own => Quoted::Same,
            _ if quote == last => Quoted::Last,
            _ if quote == next => Quoted::Next,
            _ => Quoted::Other,
        };
        // The way from the word up to the first word that is above the predicate, too.
        let mut below = None;
        let meeting = syntax.ancestors(word).find_map(|a| {
            let steps = chain.iter().position(|&above| above == a);
            below = if steps.is_some() { below } else { Some(a) };
            steps
        });
        Tie {
            steps: meeting,
            down: below.map(|word| syntax.rel(word)),
            up: meeting.filter(|&steps| steps > 0).map(|steps| syntax.rel(chain[steps - 1])),
            quote: seen,
            edge: quote > 0 && (place == 0 || quotes[place - 1] != quote),
            inside: own > 0,
            sentences: sentences[place].cast_signed() - sentences[at].cast_signed(),
            words: word.cast_signed() - predicate.cast_signed(),
        }
    };
    window.range().map(tie).collect()
}
