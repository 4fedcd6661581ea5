//! Shapes in which a fixed phrase performs the act: "I am sorry", "our thoughts are with you", "…, citing two officials".

use super::Role;
use super::clause::{View, WORDS};
use super::data::among;
use super::frames::Found;
use super::rule_file::Cue;
use crate::mention::is_person;
use crate::syntax::{Rel, Upos};
use crate::text::{Span, Tok};
use crate::token::Sentence;

/// Words of a name before a colon, and of what may stand between both, at most.
const LONGEST: usize = 5;

impl View<'_> {
    /// "X, the agency reported, citing two officials": the officials say X too. `verb` is the participle.
    pub(super) fn citing(&self, verb: usize, found: &mut Found) -> Option<()> {
        let report = self.cites(verb)?;
        let source = self.syntax.child(verb, &[Rel::Obj]).filter(|&source| source > verb)?;
        let pieces = self.reported(report);
        found.who = vec![(Role::Speaker, source)];
        found.what(Role::Content, pieces);
        found.has(Role::Content).then_some(())
    }

    /// The verb of report that "citing …" goes with: the participle hangs on it or on its subject.
    fn cites(&self, verb: usize) -> Option<usize> {
        let own = self.is_ing(verb)
            && matches!(self.verb_lemma(verb), "cite" | "quote")
            && matches!(self.syntax.rel(verb), Rel::Advcl | Rel::Acl | Rel::Xcomp | Rel::Parataxis | Rel::Conj)
            && !self.marked(verb, "as")
            && !self.syntax.children(verb).iter().any(|&c| self.marked(c, "as") && self.is_ing(c));
        let head = self.syntax.head(verb).filter(|_| own)?;
        // "X, the agency reported, citing …": the participle may hang on X, or on what is said.
        let inside = self.syntax.children(head).iter().copied().find(|&c| {
            self.syntax.rel(c) == Rel::Parataxis && head < c && c < verb && self.syntax.upos(c) == Upos::Verb
        });
        match self.syntax.rel(head).universal() {
            Rel::Nsubj | Rel::Ccomp => self.syntax.head(head),
            _ => inside.or(Some(head)),
        }
    }

    /// The participles that name the sources of what `verb` reports: its report closes over them.
    pub(super) fn sources_of(&self, verb: usize) -> Vec<Span<crate::text::Byte>> {
        self.citations(verb).map(|c| self.doc.words[c].span).collect()
    }

    /// The same, as words.
    pub(super) fn citations(&self, verb: usize) -> impl Iterator<Item = usize> + '_ {
        let around =
            [Some(verb), self.nearest_subject(verb), self.syntax.head(verb), self.syntax.child(verb, &[Rel::Ccomp])];
        let near = around.into_iter().flatten().flat_map(|at| self.syntax.children(at)).copied();
        near.filter(move |&c| self.cites(c) == Some(verb))
    }

    /// "We are sorry for the delay", "the bank said sorry": `word` is the adjective.
    pub(super) fn sorry(&self, cue: &Cue, word: usize, found: &mut Found) -> Option<()> {
        let copula = self.syntax.child(word, &[Rel::Cop]);
        let (first, speaker, verb) = if let Some(copula) = copula {
            let subject = self.syntax.child(word, &[Rel::Nsubj])?;
            let own = matches!(self.lower(subject), "i" | "we") || self.syntax.rel(word) == Rel::Ccomp;
            (copula, Some(subject).filter(|_| own)?, word)
        } else {
            let verb = self.syntax.head(word).filter(|&v| self.verb_lemma(v) == "say" && v < word && word - v < 4)?;
            (verb, self.subject(verb)?, verb)
        };
        // "sorry to hear it", "sorry for the family": pity, not guilt.
        if self.infinitive(&[word]).is_some() {
            return None;
        }
        found.cue.push(first);
        found.who = vec![(Role::Speaker, speaker)];
        let mut heads = vec![verb, word];
        heads.dedup();
        self.bind(cue, &heads, found);
        Some(())
    }

    /// "Our thoughts are with the families": `word` is the head behind "with".
    pub(super) fn wish(&self, cue: &Cue, word: usize, found: &mut Found) -> Option<()> {
        // "our hearts go out to the families"
        if self.syntax.upos(word) == Upos::Verb {
            let thoughts = self.syntax.child(word, &[Rel::Nsubj]).filter(|&n| among(&cue.nouns, self.lemma(n)))?;
            let out = self.particle(word, "out")?;
            let (_, bereaved) = self.phrases(&[word]).into_iter().find(|(mark, _)| *mark == "to")?;
            found.cue = vec![thoughts, word, out];
            found.cue.extend(self.marks(bereaved).next());
            found.who = vec![(Role::Addressee, bereaved)];
            found.who.extend(self.syntax.child(thoughts, &[Rel::NmodPoss]).map(|owner| (Role::Speaker, owner)));
            return Some(());
        }
        let copula = self.syntax.child(word, &[Rel::Cop])?;
        let with = self.marks(word).find(|&m| self.lower(m) == "with")?;
        let thoughts = self.syntax.child(word, &[Rel::Nsubj]).filter(|&n| among(&cue.nouns, self.lemma(n)))?;
        found.cue = vec![thoughts, copula, with];
        found.who = vec![(Role::Addressee, word)];
        found.who.extend(self.syntax.child(thoughts, &[Rel::NmodPoss]).map(|owner| (Role::Speaker, owner)));
        Some(())
    }

    /// "called Ford’s plans “a disgrace”": the words of the quotation that opens right behind a noun phrase.
    pub(super) fn quoted_behind(&self, noun: usize) -> Option<Span<Tok>> {
        let text = &self.doc.article.text;
        let phrase = self.syntax.subtree(noun, &[]);
        let quotes = &self.doc.quotes;
        let quote = quotes.get(quotes.partition_point(|q| q.span.start < self.doc.words[noun].span.end))?;
        let last = phrase.into_iter().rfind(|&w| self.doc.words[w].span.end <= quote.span.start)?;
        let near = text.get(self.doc.words[last].span.end..quote.span.start)?.trim();
        let within = |w: &usize| quote.inside.covers(self.doc.words[*w].span);
        let words: Vec<usize> = self.sentence_words(noun).range().filter(within).collect();
        let (first, end) = (*words.first()?, words.last()? + 1);
        // "an “Aunt Polly”", "as a “failure”"
        let article = match near {
            "" | "as" => Some(first),
            "a" | "an" | "the" => Some(last + 1),
            "as a" | "as an" | "as the" => Some(last + 2),
            _ => None,
        };
        article.map(|first| Span::new(first, end))
    }

    /// "Rubio: I still believe …", "FALLIN: Well, we tried. We failed.": `word` is the colon; whoever is named before it says
    /// what is behind, to the next such name, else to the end of the paragraph.
    pub(super) fn colon(&self, word: usize, found: &mut Found) -> Option<()> {
        let at = self.doc.sentence_of(word)?;
        let sentence = &self.doc.sentences[at];
        let (label, aside) = self.label_before(word)?;
        let head = label.range().find(|&w| self.syntax.head(w).is_none_or(|h| !label.has(h)))?;
        found.stops.extend(aside);
        let goes_on = |s: &&Sentence| {
            let mut words = s.words.range().take(LONGEST * 2 + 1);
            let mut named = || words.any(|w| self.doc.word(w) == ":" && self.label_before(w).is_some());
            s.paragraph == sentence.paragraph && (s.words == sentence.words || !named())
        };
        let end = self.doc.sentences[at..].iter().take_while(goes_on).last()?.words.end;
        let said: Vec<usize> = (word + 1..end).collect();
        if !said.iter().any(|&w| matches!(self.syntax.upos(w), Upos::Verb | Upos::Aux)) {
            return None;
        }
        // "Police: two held", "Poll: most want a vote": in a headline whoever has no name speaks so, too.
        let lemma = self.lemma(head);
        let speaks = || WORDS.bodies.contains(lemma) || WORDS.findings.contains(lemma) || is_person(lemma);
        found.noun = Some(head).filter(|_| self.doc.is_title(word) && speaks());
        found.who = vec![(Role::Speaker, head)];
        found.what(Role::Content, self.pieces(&said));
        Some(())
    }

    /// "“We wait.” – Anna Berg, mayor": `word` is the dash behind a quotation; whoever the rest of the line names says it.
    pub(super) fn signed(&self, word: usize, found: &mut Found) -> Option<()> {
        let text = &self.doc.article.text;
        let dash = self.doc.words[word].span;
        let quote = self.doc.quotes[..self.doc.quotes.partition_point(|q| q.span.end <= dash.start)].last()?;
        let sentence = &self.doc.sentences[self.doc.sentence_of(word)?];
        let name = Span::<Tok>::new(word + 1, sentence.words.end);
        let verbs = || name.range().any(|w| matches!(self.syntax.upos(w), Upos::Verb | Upos::Aux));
        let closes =
            !text[self.doc.bytes(name).end..].trim_start_matches([' ', '.']).starts_with(|c| c != '\n' && c != '\r');
        if name.is_empty()
            || name.len() > LONGEST * 2
            || !text[quote.span.end..dash.start].trim().is_empty()
            || !closes
            || verbs()
        {
            return None;
        }
        let head = name.range().find(|&w| self.syntax.head(w).is_none_or(|head| !name.has(head)))?;
        found.who = vec![(Role::Speaker, head)];
        found.what(Role::Content, quote.span.into());
        Some(())
    }

    /// Whoever is named between the beginning of a sentence and a colon, and where what else stands there begins.
    fn label_before(&self, word: usize) -> Option<(Span<Tok>, Option<usize>)> {
        let start = self.sentence_words(word).start;
        if word > start + LONGEST * 2 {
            return None;
        }
        // "And from the mayor:"
        let start = (start..word).find(|&w| !matches!(self.lower(w), "and" | "from")).unwrap_or(start);
        let label = Span::<Tok>::new(start, word);
        let capital = |w: usize| self.doc.word(w).chars().next().is_some_and(char::is_uppercase);
        // "Rubio at a rally", "Cooper to the Senate": a name, and to whom or where.
        let aside = label.range().find(|&w| self.syntax.upos(w) == Upos::Adp);
        let label = Span::<Tok>::new(label.start, aside.unwrap_or(label.end));
        if label.is_empty()
            || label.len() > LONGEST
            || !label.range().all(capital)
            || aside.is_some_and(|w| w + LONGEST < word)
        {
            return None;
        }
        Some((label, aside))
    }

    /// "described the talks as empty", "called him a coward": a thing, and what it is said to be.
    pub(super) fn verdict_on(&self, verb: usize, object: usize) -> Option<usize> {
        self.syntax.children(verb).iter().copied().find(|&c| {
            let rel = self.syntax.rel(c).universal();
            c > object
                && (self.marked(c, "as") && matches!(rel, Rel::Obl | Rel::Advcl | Rel::Xcomp)
                    || rel == Rel::Xcomp
                        && !self.marked(c, "to")
                        && matches!(self.syntax.upos(c), Upos::Adj | Upos::Noun))
        })
    }
}
