//! What is reported: the clause under the verb, the clause that the report interrupts or ends, or a quotation beside it.

use super::clause::View;
use super::{Pieces, QuoteKind};
use crate::syntax::{Rel, Upos};
use crate::text::{Byte, Span, Tok};
use crate::token::Quote;

/// A quotation goes on over so many paragraphs at most.
const PARAGRAPHS: usize = 100;

impl View<'_> {
    /// What the verb reports, in pieces; empty where there is nothing.
    pub fn reported(&self, verb: usize) -> Pieces {
        // "RIA quoted him as saying …": the words around both verbs are the report.
        let outer = self.quoting(verb).unwrap_or(verb);
        let core = self.core(verb, outer);
        let clauses = self.syntax.children(verb).iter().copied().filter(|&c| self.syntax.rel(c) == Rel::Ccomp);
        let clause = clauses.filter(|&c| !self.is_attribution(c) && !self.attends(c)).min_by_key(|&c| c.abs_diff(verb));
        let region = clause.map(|c| {
            let mut words = self.without(c, &core);
            // "told mourners at a stadium that …": what stands before "that" is none of it, wherever the tree hangs it.
            if let Some(that) = self.marks(c).find(|&m| m > verb && self.lower(m) == "that") {
                words.retain(|w| *w > that);
            }
            // "“That is what they say,” a woman told the paper": in a quotation nothing outside it is reported.
            if self.doc.is_quoted(verb) {
                words.retain(|&w| self.doc.is_quoted(w));
            }
            // "a man who they said had fled": the pronoun is the man, who stands outside.
            if matches!(self.syntax.rel(verb), Rel::AclRelcl | Rel::AdvclRelcl) {
                words.retain(|&w| w > verb || !self.is_relative(w));
            }
            self.pieces(&words)
        });
        // "did not say when": a question of one word.
        let region = region.or_else(|| {
            let word = verb + 1;
            let asks = matches!(self.lower(word), "when" | "why" | "how" | "where" | "who" | "what");
            let ends = self.sentence_words(verb).end == word + 2;
            (asks && ends && self.syntax.head(word) == Some(verb)).then(|| self.pieces(&[word]))
        });
        // "would not say which minister": a question that has no verb.
        let region = region.or_else(|| {
            let asked = self.syntax.child(verb, &[Rel::Obj]).filter(|&object| object > verb)?;
            let which = self.syntax.child(asked, &[Rel::Det])?;
            matches!(self.lower(which), "which" | "what" | "whose")
                .then(|| self.pieces(&self.syntax.subtree(asked, &[])))
        });
        let quotes = self.beside(&core);
        // "The ministry denied it: “We reject this,” it said": behind a colon only the quotation is said.
        let colon = |quote: Span<Byte>| quote.end <= self.doc.words[verb].span.start && self.is_behind_colon(quote);
        let region = region.filter(|_| !quotes.first().is_some_and(colon));
        match region {
            // A clause that says more than its quotation: “free of conflict” within a sentence of the writer's.
            Some(region) if !region.is_empty() && (quotes.is_empty() || !self.mostly_quoted(&region)) => region,
            // "The dam “leaks” today, she said: “We cannot mend it.”"
            _ if quotes
                .first()
                .is_some_and(|quote| self.doc.words[verb].span.end <= quote.start && self.is_behind_colon(quote)) =>
            {
                let before = self.interrupted(outer, &core).kept(|piece| piece.end <= self.doc.words[verb].span.start);
                before.iter().chain(quotes.iter()).collect()
            }
            _ if !quotes.is_empty() => quotes,
            Some(region) if !region.is_empty() => region,
            _ => {
                let outside = !self.doc.is_quoted(verb);
                self.interrupted(outer, &core).kept(|piece| outside || self.quoted(std::iter::once(piece)).0 > 0)
            }
        }
    }

    fn is_behind_colon(&self, quote: Span<Byte>) -> bool {
        self.doc.article.text[..quote.start].trim_end().ends_with(':')
    }

    /// A pronoun that stands for what the clause is about.
    fn is_relative(&self, word: usize) -> bool {
        matches!(self.lower(word), "who" | "whom" | "which" | "that" | "what") && self.syntax.upos(word) == Upos::Pron
    }

    /// The verb of quoting over "as saying".
    pub fn quoting(&self, verb: usize) -> Option<usize> {
        let head = self.syntax.head(verb)?;
        (self.marked(verb, "as") && self.is_ing(verb) && matches!(self.verb_lemma(head), "quote" | "cite"))
            .then_some(head)
    }

    /// The clause that a report closes or interrupts: "X, the ministry said", "X, said the ministry, Y".
    fn interrupted(&self, verb: usize, core: &[usize]) -> Pieces {
        // A sentence too long for a tree: nothing tells where what is said begins.
        if self.syntax.head(verb).is_none() && self.syntax.rel(verb) == Rel::Dep {
            return Pieces::default();
        }
        let sentence = self.sentence_words(verb);
        if let (Rel::Parataxis, Some(head)) = (self.syntax.rel(verb), self.syntax.head(verb)) {
            let words = self.without(head, core);
            // Only what stands before the report, or on both sides of it, is reported by it.
            let before = words.first().zip(core.first()).is_some_and(|(word, report)| word < report);
            if before && self.marks(verb).next().is_none() {
                return self.pieces(&words);
            }
        }
        // "As the Times noted, Clinton raised more": the clause that "as" hangs on.
        if let (Rel::Advcl, Some(head)) = (self.syntax.rel(verb), self.syntax.head(verb))
            && self.marked(verb, "as")
            && (self.nearest_subject(verb).is_some() || self.is_passive(verb))
            && self.syntax.child(verb, &[Rel::Obj]).is_none()
        {
            // "denied that it had fired, as Baku claimed": what is denied.
            let clause = self.syntax.child(head, &[Rel::Ccomp, Rel::Xcomp]).filter(|&c| head < c && c < verb);
            return self.pieces(&self.without(clause.unwrap_or(head), core));
        }
        // "found what they said was a tunnel": what goes on behind the report is said of the "what".
        if let (Rel::AclRelcl, Some(what)) = (self.syntax.rel(verb), self.syntax.head(verb))
            && self.lower(what) == "what"
            && let Some(clause) = self.syntax.head(what).filter(|&clause| clause > verb)
        {
            let words = self.syntax.subtree(clause, &[what]);
            return self.pieces(&words.into_iter().filter(|&w| w > verb).collect::<Vec<_>>());
        }
        if self.syntax.rel(verb) == Rel::Conj {
            return Pieces::default();
        }
        let (Some(first), Some(last)) = (core.first().copied(), core.last().copied()) else { return Pieces::default() };
        let before: Vec<usize> = (sentence.start..first).collect();
        let closes = first > sentence.start
            && matches!(self.doc.word(first - 1), "," | "”" | "\"" | "''" | "’" | "'" | "—" | "–" | ":");
        // "Asked whether he would resign, Obi said no": the question is not what he said.
        let asked =
            before.first().is_some_and(|&w| self.syntax.upos(w) == Upos::Verb && self.syntax.rel(w) == Rel::Advcl);
        let said = |words: &[usize]| words.iter().any(|&w| matches!(self.syntax.upos(w), Upos::Verb | Upos::Aux));
        if closes && !asked && before.len() > 3 && said(&before) && self.is_main(verb) {
            return self.pieces(&before);
        }
        let after: Vec<usize> = (last + 1..sentence.end).collect();
        let opens = matches!(self.doc.word(last + 1), ":" | "—" | "–");
        if opens && after.len() > 3 && said(&after) {
            return self.pieces(&after);
        }
        Pieces::default()
    }

    fn is_main(&self, verb: usize) -> bool {
        matches!(self.syntax.rel(verb), Rel::Root | Rel::Parataxis | Rel::Ccomp | Rel::Dep)
    }

    /// The report itself: verb, subject, and what tells when, where and to whom.
    pub fn core(&self, verb: usize, outer: usize) -> Vec<usize> {
        let mut words = Vec::new();
        for at in if verb == outer { vec![verb] } else { vec![outer, verb] } {
            words.push(at);
            for &child in self.syntax.children(at) {
                let rel = self.syntax.rel(child);
                let own = match rel {
                    Rel::Nsubj | Rel::NsubjPass => self.nearest_subject(at) == Some(child),
                    Rel::Obj | Rel::Iobj | Rel::Aux | Rel::AuxPass | Rel::CompoundPrt | Rel::Cc | Rel::Mark => true,
                    Rel::Advmod => child.abs_diff(at) < 4 && self.doc.is_quoted(child) == self.doc.is_quoted(at),
                    _ => {
                        matches!(rel.universal(), Rel::Obl) && !self.doc.is_quoted(child)
                            || rel == Rel::Advcl && child != verb && self.is_ing(child) && child > at
                            || rel == Rel::Conj && child > at && self.doc.is_quoted(child) == self.doc.is_quoted(at)
                    }
                };
                if own {
                    words.extend(self.syntax.subtree(child, &[]));
                }
            }
        }
        words.extend(self.citations(verb).flat_map(|c| self.syntax.subtree(c, &[])));
        // Nothing in a quotation is of the words that attribute it, wherever the tree hangs it.
        words.retain(|&word| self.doc.is_quoted(verb) || !self.doc.is_quoted(word));
        words.sort_unstable();
        words.dedup();
        words
    }

    /// What hangs on `head`, without the report. Where the clause stands before the report, a phrase behind it ("…, the
    /// ministry said in a statement") belongs to the report, wherever the tree hangs it.
    fn without(&self, head: usize, core: &[usize]) -> Vec<usize> {
        let words = self.syntax.subtree(head, &[]);
        let mut words: Vec<usize> = words.into_iter().filter(|w| core.binary_search(w).is_err()).collect();
        let (Some(&first), Some(&last)) = (core.first(), core.last()) else { return words };
        let says = |w: usize| matches!(self.syntax.upos(w), Upos::Verb | Upos::Aux) || self.doc.is_quoted(w);
        if words.first().is_some_and(|w| *w < first) && !words.iter().any(|&w| w > last && says(w)) {
            words.retain(|w| *w < last);
        }
        words
    }

    /// A clause that is itself "he said" is not what another verb reports.
    fn is_attribution(&self, word: usize) -> bool {
        // "said no", "says so"
        let short = matches!(self.lower(word), "yes" | "no" | "so");
        self.syntax.child(word, &[Rel::Ccomp]).is_none() && self.syntax.subtree(word, &[]).len() < 2 && !short
    }

    /// "“…,” she said, her voice breaking": a circumstance, which nobody says.
    fn attends(&self, clause: usize) -> bool {
        let start = self.syntax.reach(clause, &[]).start;
        self.is_ing(clause)
            && self.syntax.child(clause, &[Rel::Nsubj]).is_some()
            && self.syntax.child(clause, &[Rel::Aux, Rel::Mark]).is_none()
            && (self.doc.word(start) == "," || start > 0 && self.doc.word(start - 1) == ",")
    }

    /// Quotations that touch the report, with nothing but punctuation between, and the paragraphs that carry them on.
    fn beside(&self, core: &[usize]) -> Pieces {
        let text = &self.doc.article.text;
        let words = &self.doc.words;
        let quotes = &self.doc.quotes;
        let (Some(&first), Some(&last)) = (core.first(), core.last()) else { return Pieces::default() };
        let own = Span::<Byte>::new(words[first].span.start, words[last].span.end);
        let here = |at: usize| Span::<Byte>::new(at, at + 1);
        let verb_quote = self.doc.quotes_in(here(own.start)).first().map(|q| q.span);
        let sentence = self.sentence_words(first);
        let sentence = self.doc.bytes(sentence);
        let bare = |a: usize, b: usize| {
            let gap = text.get(a..b).unwrap_or("x").trim_matches(|c: char| c.is_whitespace() || ",:;.—–-".contains(c));
            gap.is_empty() || gap.eq_ignore_ascii_case("that")
        };
        // "The letter says:" and the quotation in a paragraph of its own.
        let announced = |q: &Quote| text.get(own.end..q.span.start).is_some_and(|gap| matches!(gap.trim(), ":" | ","));
        // “Who pays?” Obama asked: a sentence of its own, right before. “He had it.” Obama said.
        let alone = words[last].span.end + 1 >= sentence.end && own.start == sentence.start;
        let exclaimed = |q: &Quote| {
            (q.inside.of(text).ends_with(['?', '!', ',']) || alone && q.inside.of(text).ends_with('.'))
                && text.get(q.span.end..sentence.start).is_some_and(|gap| gap.chars().all(|c| c == ' '))
        };
        // Those between its words, the one before and the one behind: any other has one of these between.
        let near = quotes.partition_point(|q| q.span.end <= own.start).saturating_sub(1)
            ..quotes.len().min(quotes.partition_point(|q| q.span.start < own.end) + 1);
        let goes_on = matches!(self.doc.word(first), "and" | "but" | "or");
        let mut found: Vec<&Quote> = Vec::new();
        for quote in quotes[near]
            .iter()
            .filter(|q| Some(q.span) != verb_quote && (q.span.overlaps(sentence) || announced(q) || exclaimed(q)))
        {
            // "called it “a game” and rejected …": what stands before the "and" is the first verb's.
            let ended = !alone && quote.inside.of(text).ends_with('.') && own.of(text).starts_with(char::is_uppercase);
            let left = !goes_on && !ended && quote.span.end <= own.start && bare(quote.span.end, own.start);
            let right = quote.span.start >= own.end && bare(own.end, quote.span.start);
            let within = core.windows(2).any(|pair| {
                let (a, b) = (words[pair[0]].span.end, words[pair[1]].span.start);
                a <= quote.span.start && quote.span.end <= b && bare(a, quote.span.start) && bare(quote.span.end, b)
            });
            // A single word may be a term in quotation marks, unless it is punctuated like speech.
            let words = quote.inside.of(text);
            let speech = words.split_whitespace().nth(1).is_some() || !within && words.ends_with([',', '.', '!', '?']);
            if (left || right || within) && speech {
                found.push(quote);
            }
        }
        // Paragraphs whose marks never closed go before it: “One.¶“Two,” he said.
        if let Some(first) = found.first().copied().filter(|first| first.span.end <= own.start) {
            let at = quotes.partition_point(|q| q.span.start < first.span.start);
            let above = |pair: &[Quote]| pair[0].open && text[pair[0].span.end..pair[1].span.start].trim().is_empty();
            let run = quotes[..=at].windows(2).rev().take_while(|pair| above(pair)).take(PARAGRAPHS).count();
            found.splice(0..0, &quotes[at - run..at]);
        }
        // A quotation whose mark never closed goes on in the next paragraph.
        if let Some(open) = found.last().filter(|q| q.open).copied() {
            let at = quotes.partition_point(|q| q.span.start < open.span.start);
            for pair in quotes[at..].windows(2).take(PARAGRAPHS) {
                let next_paragraph = text[pair[0].span.end..pair[1].span.start].trim().is_empty();
                if !(pair[0].open && next_paragraph) {
                    break;
                }
                found.push(&pair[1]);
            }
        }
        // “We must go,” she said as she left. “There is no time.”: the second quotation is hers too.
        let closes = |q: &Quote| {
            let rest = text.get(own.end..sentence.end).unwrap_or_default();
            q.span.end <= own.start
                && (rest.len() < 2 || q.inside.of(text).ends_with(',') && !rest.contains(['“', '"', '‘']))
        };
        if found.len() == 1 && closes(found[0]) {
            let paragraph = |at: usize| self.doc.sentences_in(here(at)).first().map(|s| s.paragraph);
            let next = quotes.get(quotes.partition_point(|q| q.span.start < own.end));
            found.extend(next.filter(|q| {
                bare(own.end.max(sentence.end), q.span.start)
                    && paragraph(q.span.start) == paragraph(own.start)
                    && q.inside.of(text).ends_with(['.', '!', '?'])
            }));
        }
        found.into_iter().map(|q| q.span).collect()
    }

    fn mostly_quoted(&self, pieces: &Pieces) -> bool {
        let (quoted, all) = self.quoted(pieces.iter());
        quoted * 10 >= all * 9
    }

    /// How many of the letters are quoted, and how many there are.
    fn quoted(&self, pieces: impl Iterator<Item = Span<Byte>>) -> (usize, usize) {
        let (mut quoted, mut all) = (0, 0);
        for piece in pieces {
            let letters =
                |span: Span<Byte>| span.of(&self.doc.article.text).chars().filter(|c| c.is_alphanumeric()).count();
            all += letters(piece);
            let shared = |q: &Quote| Span::new(q.inside.start.max(piece.start), q.inside.end.min(piece.end));
            quoted += self.doc.quotes_in(piece).iter().map(|quote| letters(shared(quote))).sum::<usize>();
        }
        (quoted, all)
    }

    /// Is it words that somebody says: a clause, or a quotation?
    pub fn says(&self, pieces: &Pieces) -> bool {
        let words = |piece: Span<Byte>| {
            let first = self.doc.words.partition_point(|word| word.span.end <= piece.start);
            (first..self.doc.words.len()).take_while(move |&word| self.doc.words[word].span.start < piece.end)
        };
        let verb = |word: usize| matches!(self.syntax.upos(word), Upos::Verb | Upos::Aux);
        pieces.iter().any(|piece| words(piece).any(|word| verb(word) || self.doc.is_quoted(word)))
    }

    /// Does a relative clause begin with a word, or right behind it where it is a mark: ", which"?
    pub fn opens_aside(&self, word: usize) -> bool {
        let first = word + usize::from(self.syntax.upos(word) == Upos::Punct);
        first < self.doc.words.len() && matches!(self.lower(first), "who" | "which" | "whose" | "where")
    }

    /// Direct, indirect or both.
    pub fn quote_kind(&self, pieces: &Pieces) -> QuoteKind {
        let (quoted, all) = self.quoted(pieces.iter());
        match quoted {
            _ if all == 0 => QuoteKind::None,
            0 => QuoteKind::Indirect,
            _ if quoted * 20 >= all * 19 => QuoteKind::Direct,
            _ => QuoteKind::Mixed,
        }
    }

    /// Words as spans: runs that only punctuation interrupts are one piece; marks at the edges go, but a quotation that
    /// a piece fills keeps its own. A leading "that" goes too.
    pub fn pieces(&self, words: &[usize]) -> Pieces {
        let mut runs: Vec<Span<Tok>> = Vec::new();
        for &word in words.iter().filter(|&&w| !self.is_mark(w)) {
            match runs.last_mut() {
                Some(run) if (run.end..word).all(|w| self.is_mark(w)) => run.end = word + 1,
                _ => runs.push(Span::new(word, word + 1)),
            }
        }
        let that = |at: usize| self.doc.word(at).eq_ignore_ascii_case("that") && self.syntax.upos(at) == Upos::Sconj;
        if let Some(run) = runs.first_mut().filter(|run| run.len() > 1 && that(run.start)) {
            run.start += 1;
        }
        runs.iter().map(|run| self.with_quotes(self.doc.bytes(*run))).collect()
    }

    /// A piece that begins where a quotation begins takes its opening mark along, one that ends where it ends the closing
    /// one.
    fn with_quotes(&self, piece: Span<Byte>) -> Span<Byte> {
        let text = &self.doc.article.text;
        let bare = |a: usize, b: usize| !text.get(a..b).unwrap_or("x").chars().any(char::is_alphanumeric);
        let mut whole = piece;
        let first = self.doc.quotes.partition_point(|q| q.span.end <= piece.start);
        for quote in self.doc.quotes[first..].iter().take_while(|q| q.span.start < piece.end) {
            let opens = quote.inside.start <= piece.start && bare(quote.inside.start, piece.start);
            let closes = piece.end <= quote.inside.end && bare(piece.end, quote.inside.end);
            let (begins, ends) = (piece.start < quote.inside.start, quote.inside.end < piece.end);
            // A quotation that begins in the piece is of one piece with it.
            let runs_on = begins && !quote.open && quote.inside.start < piece.end;
            if (opens || begins) && (closes || ends || runs_on) {
                whole = whole.hull(quote.span);
            }
        }
        whole
    }

    /// A participant with the mark that closes a quotation begun in it: "the “heroes of the siege”".
    pub fn closed(&self, piece: Span<Byte>) -> Span<Byte> {
        let first = self.doc.quotes.partition_point(|q| q.span.end <= piece.start);
        let begun = self.doc.quotes[first..].iter().take_while(|q| q.span.start < piece.end);
        let closing = begun.filter(|q| q.span.start > piece.start && q.inside.end == piece.end);
        closing.fold(piece, |piece, quote| piece.hull(quote.span))
    }

    fn is_mark(&self, word: usize) -> bool {
        !self.doc.word(word).chars().any(|c| c.is_alphanumeric() || matches!(c, '$' | '€' | '£' | '%'))
    }
}

#[cfg(test)]
mod tests {
    use crate::mention::Sample;
    use crate::relation::clause::View;

    /// What a verb reports, in pieces, and how it is quoted.
    fn reported(text: &str, verb: &str) -> String {
        let sample = Sample::of(text);
        let view = View { doc: &sample.doc, syntax: &sample.syntax };
        let pieces = view.reported(sample.word(verb));
        let words: Vec<&str> = pieces.iter().map(|piece| sample.doc.text(piece)).collect();
        format!("{} | {}", words.join(" … "), view.quote_kind(&pieces).name())
    }

    macro_rules! reports {
        ($($name:ident: $text:literal, $verb:literal => $expected:literal;)*) => { $(
            #[test]
            fn $name() { assert_eq!(reported($text, $verb), $expected); }
        )* };
    }

    reports! {
        a_clause_without_its_that: "The mayor said that the dam was old.", "said" => "the dam was old | indirect";
        a_clause_before_the_report: "The dam was old, the mayor said.", "said" => "The dam was old | indirect";
        a_clause_that_the_report_cuts_in_two:
            "The dam, the mayor said, was old.", "said" => "The dam … was old | indirect";
        a_quotation_with_its_marks: "“The dam is old,” the mayor said.", "said" => "“The dam is old,” | direct";
        a_quotation_in_two_pieces:
            "“The dam is old,” the mayor said, “and it leaks.”", "said" => "“The dam is old,” … “and it leaks.” | direct";
        a_clause_with_quoted_words:
            "The mayor said that the dam was “older than the town itself”.", "said" =>
            "the dam was “older than the town itself” | mixed";
        when_it_was_said_is_not_said: "The mayor said on Monday that the dam was old.", "said" => "the dam was old | indirect";
        before_and_behind_a_colon:
            "The dam is “very old” by now, the mayor said: “It leaks, too.”", "said" =>
            "The dam is “very old” by now … “It leaks, too.” | mixed";
        paragraphs_whose_marks_never_close: "“The dam is old.\n\n“It leaks,” the mayor said.", "said" =>
            "“The dam is old. … “It leaks,” | direct";
        behind_a_colon: "The mayor said: “The dam is old.”", "said" => "“The dam is old.” | direct";
        in_a_paragraph_of_its_own: "The letter says:\n\n“The dam is old.”", "says" => "“The dam is old.” | direct";
        a_quotation_that_never_closes_goes_on:
            "The mayor said: “The dam is old.\n\n“It leaks.”", "said" => "“The dam is old. … “It leaks.” | direct";
        nothing: "The mayor said nothing.", "said" => " | none";
        a_question_of_one_word: "The mayor did not say why.", "say" => "why | indirect";
    }
}
