//! Sentences whose tree may be at fault: a word that hardly stands in the news without an act and gave none, or an act of nobody.
//!
//! Read among its neighbours a sentence is parsed a little worse than by itself, and to read all of them twice would cost
//! as much as all the rest. These are about one word in eight of running news, and most of what is lost stands there.

use super::clause::WORDS;
use super::{Act, Role};
use crate::syntax::{Syntax, Upos};
use crate::token::{Segmented, lemma};

/// Indices of the sentences that are worth a second reading, in order. `acts` are those found with the trees of `syntax`.
#[must_use]
pub fn doubtful(doc: &Segmented, syntax: &Syntax, acts: &[Act]) -> Vec<usize> {
    let mut signals = vec![false; doc.words.len()];
    for act in acts {
        let first = doc.words.partition_point(|word| word.span.start < act.cue.start);
        let inside = doc.words[first..].iter().take_while(|word| word.span.end <= act.cue.end).count();
        signals[first..first + inside].fill(true);
    }
    let silent = |word: usize| {
        let verb = matches!(syntax.upos(word), Upos::Verb | Upos::Aux);
        let telling = if verb { &WORDS.telling } else { &WORDS.telling_nouns };
        !signals[word] && telling.contains(&lemma(doc.word(word), verb))
    };
    let mut found: Vec<bool> = doc.sentences.iter().map(|sentence| sentence.words.range().any(silent)).collect();
    for act in acts.iter().filter(|act| !act.args.iter().any(|arg| arg.role == Role::Speaker)) {
        found[act.sentence] = true;
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
        doubtful(&doc, &Syntax::new(nodes), &[])
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
