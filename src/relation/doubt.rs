//! Sentences whose tree may be at fault: a word that hardly stands in the news without an act and gave none, or an act of nobody.
//!
//! Read among its neighbours a sentence is parsed a little worse than by itself, and to read all of them twice would cost
//! as much as all the rest. These are about one word in eight of running news, and most of what is lost stands there.

use super::clause::WORDS;
use crate::syntax::{Syntax, Upos};
use crate::text::{Byte, Span};
use crate::token::Segmented;

/// Indices of the sentences that are worth a second reading, in order. `acts` are those found with the trees of `syntax`: the
/// cue of each, its sentence, and whether somebody performs it.
pub(super) fn doubtful(
    doc: &Segmented,
    syntax: &Syntax,
    acts: impl Iterator<Item = (Span<Byte>, usize, bool)>,
) -> Vec<usize> {
    let mut signals = vec![false; doc.words.len()];
    let mut nobodys = Vec::new();
    for (cue, sentence, speaks) in acts {
        let first = doc.words.partition_point(|word| word.span.start < cue.start);
        let inside = doc.words[first..].iter().take_while(|word| word.span.end <= cue.end).count();
        signals[first..first + inside].fill(true);
        nobodys.extend((!speaks).then_some(sentence));
    }
    let silent = |word: usize| {
        let verb = matches!(syntax.upos(word), Upos::Verb | Upos::Aux);
        let telling = if verb { &WORDS.telling } else { &WORDS.telling_nouns };
        !signals[word] && telling.contains(if verb { doc.verb(word) } else { doc.noun(word) })
    };
    let mut found: Vec<bool> = doc.sentences.iter().map(|sentence| sentence.words.range().any(silent)).collect();
    for sentence in nobodys {
        found[sentence] = true;
    }
    (0..found.len()).filter(|&at| found[at]).collect()
}

#[cfg(test)]
mod tests {
    use super::doubtful;
    use crate::syntax::{Node, Rel, Syntax, Upos};
    use crate::text::{Article, blocks};
    use crate::token::segment;

    /// The sentences in doubt where these words are verbs, the rest nouns, and no act was found.
    fn doubted(text: &str, verbs: &[&str]) -> Vec<usize> {
        let doc = segment(Article::new("a", text), blocks(text, None, true));
        let upos = |word: usize| if verbs.contains(&doc.word(word)) { Upos::Verb } else { Upos::Noun };
        let nodes = (0..doc.words.len()).map(|word| Node { upos: upos(word), head: None, rel: Rel::Dep }).collect();
        doubtful(&doc, &Syntax::new(nodes), std::iter::empty())
    }

    #[test]
    fn a_verb_of_report_without_an_act() {
        assert_eq!(doubted("Obi left. Ade said the road was shut. Ade left.", &["left", "said", "was"]), [1]);
    }

    #[test]
    fn a_noun_is_no_report() {
        assert_eq!(doubted("Her claim was paid. Condolences came.", &["was", "came"]), [1]);
    }
}
