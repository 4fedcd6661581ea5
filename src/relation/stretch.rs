//! From what each word is to a predicate to the stretches of words that are its content.
//!
//! Every stretch of a window has a score: the words' own, that of a beginning and an end at its edges, and what it costs to cut
//! through a tree. The best set of stretches that do not overlap is found by dynamic programming.

use crate::model::{ArgumentScores, ROLES};
use crate::syntax::{Syntax, Upos};
use crate::text::{Span, Tok};

/// Weights of a stretch's score, as found on the training part: a word's logit within, a beginning's and an end's at the edges, a cut
/// through the tree, each sentence but the first.
const WITHIN: f32 = 0.5;
const EDGE: f32 = 2.0;
const CUT: f32 = 2.0;
const SENTENCE: f32 = 2.0;
/// Logits beyond this say no more.
const SURE: f32 = 8.0;
/// Words of a stretch at most.
const LONGEST: usize = 200;

/// The trees of a window of words.
pub(super) struct Forest {
    window: Span<Tok>,
    /// Of each word of the window its sentence.
    sentences: Vec<usize>,
    /// Heads within the window, a root its own.
    heads: Vec<usize>,
}

impl Forest {
    pub fn of(syntax: &Syntax, window: Span<Tok>, sentences: &[usize]) -> Self {
        let head = |word: usize| syntax.head(word).filter(|head| window.has(*head)).unwrap_or(word) - window.start;
        Self { window, sentences: sentences.to_vec(), heads: window.range().map(head).collect() }
    }

    /// For each stretch that begins at a word, by its length less one, how many times it cuts through a tree: a stretch of whole subtrees,
    /// one a sentence, costs nothing.
    fn cuts(&self, first: usize) -> Vec<f32> {
        let count = self.heads.len();
        let (mut out, mut into) = (0_usize, 0_usize);
        // Dependants outside of the words that are in the stretch so far.
        let mut waiting = vec![0_usize; count];
        let mut outside = vec![0_usize; count];
        self.heads.iter().enumerate().filter(|(word, head)| word != *head).for_each(|(_, &head)| outside[head] += 1);
        let mut costs = Vec::with_capacity(LONGEST.min(count - first));
        for word in first..count.min(first + LONGEST) {
            let head = self.heads[word];
            // Its dependants that are in already hang inside now.
            out -= waiting[word];
            into += outside[word] - waiting[word];
            if head != word && (first..word).contains(&head) {
                into -= 1;
            } else {
                out += 1;
                if head > word {
                    waiting[head] += 1;
                }
            }
            let sentences = self.sentences[word] - self.sentences[first] + 1;
            costs.push((out.saturating_sub(sentences) + into) as f32);
        }
        costs
    }
}

/// Logits of content for each word of a window, and of its edges.
pub(super) struct Evidence {
    pub within: Vec<f32>,
    pub begins: Vec<f32>,
    pub ends: Vec<f32>,
}

impl Evidence {
    pub fn of(scores: &ArgumentScores) -> Self {
        let content = ROLES.iter().position(|role| *role == "content").unwrap_or(0);
        let within = |word: usize| {
            let roles = scores.roles(word);
            let most = roles.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let rest = roles.iter().enumerate().filter(|(at, _)| *at != content).map(|(_, s)| (s - most).exp());
            roles[content] - most - rest.sum::<f32>().ln()
        };
        let all =
            |score: &dyn Fn(usize) -> f32| (0..scores.words()).map(|word| score(word).clamp(-SURE, SURE)).collect();
        Self { within: all(&within), begins: all(&|word| scores.begins(word)), ends: all(&|word| scores.ends(word)) }
    }

    /// The stretches of words of the window that are content, in order, none of them over one of `cue`.
    pub fn best(&self, forest: &Forest, cue: Span<Tok>) -> Vec<Span<Tok>> {
        let count = self.within.len();
        // Best score of what stands before a word, and the stretch that ends there.
        let mut best: Vec<(f32, Option<usize>)> = vec![(f32::NEG_INFINITY, None); count + 1];
        best[0] = (0.0, None);
        for first in 0..count {
            let before = best[first].0;
            if best[first + 1].0 < before {
                best[first + 1] = (before, None);
            }
            let mut within = 0.0;
            for (word, cuts) in (first..).zip(forest.cuts(first)) {
                if cue.has(forest.window.start + word) {
                    break;
                }
                within += self.within[word];
                let sentences = forest.sentences[word] - forest.sentences[first];
                let score = WITHIN * within + EDGE * (self.begins[first] + self.ends[word])
                    - CUT * cuts
                    - SENTENCE * sentences as f32;
                if before + score > best[word + 1].0 {
                    best[word + 1] = (before + score, Some(first));
                }
            }
        }
        let mut found = Vec::new();
        let mut end = count;
        while end > 0 {
            if let Some(first) = best[end].1 {
                found.push(Span::new(forest.window.start + first, forest.window.start + end));
                end = first;
            } else {
                end -= 1;
            }
        }
        found.reverse();
        found
    }
}

/// Head words of whoever is most likely of a role, of each run of such words that which hangs on none of them.
pub(super) fn heads_of(scores: &ArgumentScores, role: &str, window: Span<Tok>, syntax: &Syntax) -> Vec<usize> {
    let role = ROLES.iter().position(|name| *name == role);
    let most = |word: usize| {
        let roles = scores.roles(word - window.start).iter().enumerate();
        roles.max_by(|a, b| a.1.total_cmp(b.1)).map(|(at, _)| at)
    };
    let own: Vec<usize> = window.range().filter(|&word| most(word) == role).collect();
    let runs = own.chunk_by(|one, next| one + 1 == *next);
    let top =
        |run: &[usize]| run.iter().copied().find(|&word| syntax.head(word).is_none_or(|head| !run.contains(&head)));
    let noun =
        |word: &usize| matches!(syntax.upos(*word), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Det | Upos::Num);
    runs.filter_map(top).filter(noun).collect()
}

#[cfg(test)]
mod tests {
    use super::{Evidence, Forest};
    use crate::text::Span;

    /// "He said we go home today": a tree in which "home" and "today" hang on "go".
    fn forest() -> Forest {
        Forest { window: Span::new(0, 6), sentences: vec![0; 6], heads: vec![1, 1, 3, 1, 3, 3] }
    }

    fn evidence(within: [f32; 6], begins: usize, end: usize) -> Evidence {
        let at = |place: usize| (0..6).map(|word| if word == place { 2.0 } else { -2.0 }).collect();
        Evidence { within: within.to_vec(), begins: at(begins), ends: at(end) }
    }

    #[test]
    fn whole_subtrees_cost_nothing() {
        assert_eq!(forest().cuts(2), [0.0, 2.0, 1.0, 0.0]);
        assert_eq!(forest().cuts(0).last(), Some(&0.0));
    }

    #[test]
    fn the_words_between_a_beginning_and_an_end() {
        let found = evidence([-4.0, -4.0, 4.0, 4.0, 4.0, 4.0], 2, 5).best(&forest(), Span::new(1, 2));
        assert_eq!(found, [Span::new(2, 6)]);
    }

    #[test]
    fn nothing_is_none() {
        assert_eq!(evidence([-4.0; 6], 9, 9).best(&forest(), Span::new(1, 2)), []);
    }
}
