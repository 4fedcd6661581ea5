//! Slips of the parser that cost reports their parts, put right where the grammar of news leaves no doubt.

use super::circumstances::is_circumstance;
use super::clause::WORDS;
use super::slips::{Move, is_subject, slips};
use super::{Frame, RuleSet, headline};
use crate::syntax::{Node, Rel, Syntax, Upos};
use crate::token::Segmented;

/// A verb's particle stands within so many words of it: "turned the offer of the mill down".
const PARTICLE: usize = 12;

/// Makes the trees of whole sentences such as reports are built. `words` are theirs, in text order.
pub(super) fn repair(rules: &RuleSet, doc: &Segmented, syntax: &mut Syntax, words: &[usize]) {
    apply(doc, syntax, headline::verbs(rules, doc, syntax, words));
    apply(doc, syntax, lifted(syntax, words));
    let verbal = |word: usize| matches!(syntax.upos(word), Upos::Verb | Upos::Aux);
    let marked = |holds: &dyn Fn(usize) -> bool| {
        let mut marks = vec![false; doc.words.len()];
        for &word in words {
            marks[word] = holds(word);
        }
        marks
    };
    let with = |frame: Frame| marked(&|word| rules.cues_of(doc.verb(word)).any(|(_, cue)| cue.frame == frame));
    // "the meeting that", "their remarks" are no verbs of report, nor is "carried out" where "carried on" is.
    let near = |at: usize, particle: &str| (at + 1..at + PARTICLE).any(|w| doc.word(w).eq_ignore_ascii_case(particle));
    let signals = marked(&|at| {
        let mut cues = rules.cues_of(doc.verb(at)).map(|(_, cue)| cue);
        verbal(at) && cues.any(|cue| cue.particle.as_deref().is_none_or(|particle| near(at, particle)))
    });
    apply(doc, syntax, slips(doc, syntax, &signals, &with(Frame::Tell), &with(Frame::Report), words));
    for pass in [residents, hearers, inner, resumed, continued, trailing, headline::circumstances] {
        apply(doc, syntax, pass(doc, syntax, &signals, words));
    }
    apply(doc, syntax, judged(syntax, &with(Frame::Stance), words));
}

/// Nothing hangs on a word of another sentence.
fn apply(doc: &Segmented, syntax: &mut Syntax, mut moves: Vec<Move>) {
    moves.retain(|(word, node)| node.head.is_none_or(|head| doc.sentence_of(head) == doc.sentence_of(*word)));
    syntax.apply(&moves);
}

/// "extended sympathies, praised the crews": behind a second verb that takes a stance stands not its subject but its object.
fn judged(syntax: &Syntax, stances: &[bool], words: &[usize]) -> Vec<Move> {
    let moves =
        words.iter().copied().filter(|&verb| stances[verb] && syntax.rel(verb) == Rel::Conj).filter_map(|verb| {
            let subjects: Vec<usize> =
                syntax.children(verb).iter().copied().filter(|&c| is_subject(syntax, c)).collect();
            let &[behind] = &subjects[..] else { return None };
            let bare = behind > verb && syntax.child(verb, &[Rel::Obj, Rel::AuxPass]).is_none();
            let shared = syntax.head(verb).is_some_and(|h| syntax.upos(h) == Upos::Verb);
            (bare && shared).then_some((behind, Node { rel: Rel::Obj, ..syntax.node(behind)? }))
        });
    moves.collect()
}

/// "…, the Kremlin said in a statement": no arc reaches over the head of its own head, so "statement" hangs on "said" and
/// not on a verb before it. Relative clauses may stand apart from their noun, and so may what a report interrupts.
///
/// "“We cannot go and will not,” said Obi": nothing is joined to a word that stands behind it.
fn lifted(syntax: &Syntax, words: &[usize]) -> Vec<Move> {
    let lift = |word: usize| {
        let node = syntax.node(word)?;
        let mut head = node.head?;
        if node.rel == Rel::Conj && word < head {
            let over = syntax.ancestors(head).skip(1).find(|&a| word < a && a < head)?;
            return Some((word, Node { head: Some(over), rel: Rel::Ccomp, ..node }));
        }
        let between = |a: usize, head: usize| head < a && a < word;
        while let Some(over) = syntax.ancestors(head).skip(1).find(|&a| between(a, head)) {
            head = over;
        }
        let moved = Some(head) != node.head && !matches!(node.rel, Rel::AclRelcl | Rel::Punct);
        moved.then_some((word, Node { head: Some(head), ..node }))
    };
    words.iter().copied().filter_map(lift).collect()
}

/// "Youths in Okwagbe, a port, have accused": a phrase of place right behind the subject is the subject's, not the verb's.
fn residents(doc: &Segmented, syntax: &Syntax, signals: &[bool], words: &[usize]) -> Vec<Move> {
    let moves = words.iter().copied().filter(|&word| {
        let noun = doc.noun(word);
        let place = match syntax.upos(word) {
            Upos::Propn => true,
            Upos::Noun => !is_circumstance(noun) && !WORDS.texts.contains(noun),
            _ => false,
        };
        syntax.rel(word) == Rel::Obl && place && syntax.child(word, &[Rel::Case]).is_some()
    });
    let moves = moves.filter_map(|word| {
        let verb = syntax.head(word).filter(|&verb| signals[verb] && word < verb)?;
        let place = ["in", "of", "from", "at"].iter().any(|p| {
            syntax.children(word).iter().any(|&c| syntax.rel(c) == Rel::Case && doc.word(c).eq_ignore_ascii_case(p))
        });
        let subject =
            syntax.children(verb).iter().copied().find(|&c| {
                is_subject(syntax, c) && syntax.upos(c) == Upos::Noun && c + 1 == syntax.reach(word, &[]).start
            });
        let subject = subject.filter(|_| place)?;
        Some((word, Node { head: Some(subject), rel: Rel::Nmod, ..syntax.node(word)? }))
    });
    moves.collect()
}

/// "told mourners at a stadium that": a phrase of place right behind the hearer is the hearer's, not the verb's.
fn hearers(doc: &Segmented, syntax: &Syntax, signals: &[bool], words: &[usize]) -> Vec<Move> {
    let moves = words.iter().copied().filter_map(|word| {
        let verb = syntax.head(word).filter(|&verb| signals[verb] && verb < word && syntax.rel(word) == Rel::Obl)?;
        let place = ["in", "at", "on", "from", "outside", "near", "along", "across", "inside"].iter().any(|p| {
            syntax.children(word).iter().any(|&c| syntax.rel(c) == Rel::Case && doc.word(c).eq_ignore_ascii_case(p))
        });
        let hearer = syntax.children(verb).iter().copied().find(|&c| {
            matches!(syntax.rel(c), Rel::Obj | Rel::Iobj)
                && c > verb
                && syntax.upos(c) == Upos::Noun
                && c + 1 == syntax.reach(word, &[]).start
                && syntax.reach(c, &[]).start <= verb + 3
        })?;
        let who = place && !is_circumstance(doc.noun(word)) && syntax.upos(word) != Upos::Num;
        let told = syntax.children(verb).iter().any(|&c| {
            c > word && matches!(syntax.rel(c), Rel::Ccomp | Rel::Xcomp | Rel::Advcl)
                || c < verb && syntax.rel(c) == Rel::Ccomp
        });
        (who && told).then_some((word, Node { head: Some(hearer), rel: Rel::Nmod, ..syntax.node(word)? }))
    });
    moves.collect()
}

/// "said the files were public under state law", "promised 40 beds by March": behind what is said or promised such a phrase
/// says no more of how it was said.
fn inner(doc: &Segmented, syntax: &Syntax, signals: &[bool], words: &[usize]) -> Vec<Move> {
    let moves = words.iter().copied().filter_map(|word| {
        let verb = syntax.head(word).filter(|&verb| signals[verb] && verb < word && syntax.rel(word) == Rel::Obl)?;
        let mark = doc.lower(syntax.child(word, &[Rel::Case])?);
        let dated = mark == "by" && is_circumstance(doc.lower(word));
        let inside = WORDS.inside.contains(mark) || dated;
        let start = syntax.reach(word, &[]).start;
        let thing = syntax.children(verb).iter().copied().find(|&c| {
            let what = match syntax.rel(c) {
                Rel::Obj => syntax.upos(c) == Upos::Noun,
                Rel::Ccomp | Rel::Xcomp => true,
                _ => false,
            };
            what && c > verb && syntax.reach(c, &[]).end == start
        })?;
        let rel = if syntax.rel(thing) == Rel::Obj { Rel::Nmod } else { Rel::Obl };
        inside.then_some((word, Node { head: Some(thing), rel, ..syntax.node(word)? }))
    });
    moves.collect()
}

/// In "he said the road was open, adding that …" and "he said the road would open and urged drivers to wait" the second
/// verb tends to hang on the clause that is reported. A road adds nothing and urges nobody: a participle behind a comma
/// continues the report, and so does a past form that the clause's own auxiliary cannot govern, or one behind a comma.
fn continued(doc: &Segmented, syntax: &Syntax, signals: &[bool], words: &[usize]) -> Vec<Move> {
    let moves = words.iter().copied().filter(|&word| word > 0 && signals[word]).filter_map(|word| {
        let own = doc.lower(word);
        let node = syntax.node(word)?;
        let past = own != doc.verb(word) && !own.ends_with("ing");
        let bare = past && syntax.child(word, &[Rel::Nsubj, Rel::NsubjPass, Rel::Aux, Rel::AuxPass]).is_none();
        let comma = |at: usize| at > 0 && doc.word(at - 1) == ",";
        let joined = || comma(word) || syntax.child(word, &[Rel::Cc]).is_some_and(comma);
        let marked =
            |h: usize, by: &str| syntax.child(h, &[Rel::Mark]).is_some_and(|m| doc.word(m).eq_ignore_ascii_case(by));
        let head = syntax.head(word)?;
        let clause = match node.rel {
            Rel::Advcl if own.ends_with("ing") && comma(word) => {
                // "dismissed claims that she was held, insisting": the claims' clause insists on nothing.
                let told = |a: &usize| syntax.rel(*a) == Rel::Ccomp || syntax.rel(*a) == Rel::Acl && marked(*a, "that");
                let clause = syntax.ancestors(word).skip(1).find(told);
                clause.map(|c| if syntax.rel(c) == Rel::Acl { syntax.head(c).unwrap_or(c) } else { c })
            }
            // "described the vote as orderly but criticised …": no verb goes on from what is no verb.
            Rel::Conj if bare && matches!(syntax.upos(head), Upos::Adj | Upos::Noun) => {
                Some(head).filter(|&h| syntax.rel(h) == Rel::Xcomp)
            }
            Rel::Conj if bare && joined() && !doc.is_quoted(word) => {
                syntax.ancestors(word).skip(1).find(|&a| syntax.rel(a) == Rel::Ccomp)
            }
            // "urged them to wait and told …": an infinitive cannot govern a past form either.
            Rel::Conj if bare => Some(head).filter(|&h| {
                let inner = matches!(syntax.rel(h), Rel::Xcomp | Rel::Ccomp | Rel::Advcl | Rel::Acl);
                let auxiliary = syntax.child(h, &[Rel::Aux, Rel::AuxPass, Rel::Cop]).is_some();
                // "accused them of lying and demanded an apology"; "asks that he act and threatens to sue"
                let gerund = doc.word(h).ends_with("ing") && !auxiliary;
                let wish = marked(h, "that") && !auxiliary && doc.word(h) == doc.verb(h);
                syntax.rel(h) == Rel::Ccomp && (auxiliary || wish && own.ends_with('s'))
                    || inner && (marked(h, "to") || gerund)
            }),
            // "urging drivers to wait, and imploring residents to stay"
            Rel::Conj if own.ends_with("ing") && !doc.word(head).ends_with("ing") => {
                Some(head).filter(|&h| marked(h, "to") && syntax.head(h).is_some_and(|v| doc.word(v).ends_with("ing")))
            }
            _ => None,
        }?;
        // The gerund may hang on whoever is accused.
        let report = syntax.ancestors(clause).skip(1).take(2).find(|&verb| signals[verb] && verb < clause)?;
        Some((word, Node { head: Some(report), ..node }))
    });
    moves.collect()
}

/// "Baku accused them; Yerevan calls it false and says …": behind a semicolon goes on who has spoken since.
fn resumed(doc: &Segmented, syntax: &Syntax, signals: &[bool], words: &[usize]) -> Vec<Move> {
    let subject = |verb: usize| syntax.child(verb, &[Rel::Nsubj, Rel::NsubjPass]);
    let moves = words.iter().copied().filter(|&w| signals[w] && syntax.rel(w) == Rel::Conj && subject(w).is_none());
    let moves = moves.filter_map(|word| {
        let head = syntax.head(word).filter(|&head| head < word)?;
        let mark = (head..word).rev().find(|&w| doc.word(w) == ";")?;
        let verb = (mark..word).rev().find(|&w| {
            syntax.upos(w) == Upos::Verb && syntax.head(w) == Some(head) && subject(w).is_some_and(|s| s > mark)
        })?;
        Some((word, Node { head: Some(verb), ..syntax.node(word)? }))
    });
    moves.collect()
}

/// "denied that it had fired, a day after Baku accused it", "said it was sorry, while the union said …": a clause behind a
/// comma that tells when or against what somebody spoke is none of what was said.
fn trailing(doc: &Segmented, syntax: &Syntax, signals: &[bool], words: &[usize]) -> Vec<Move> {
    let opens = |start: usize, clause: usize| {
        let mark = syntax.child(clause, &[Rel::Mark]).map(|m| doc.lower(m));
        let mark = mark.unwrap_or_default();
        start > 0 && doc.word(start - 1) == "," && ["while", "as", "after", "before"].contains(&mark)
    };
    let moves =
        words.iter().copied().filter(|&w| syntax.rel(w) == Rel::Advcl && !doc.is_quoted(w)).filter_map(|clause| {
            let words = syntax.reach(clause, &[]);
            let start = words.range().find(|&w| doc.word(w) != ",")?;
            syntax.child(clause, &[Rel::Nsubj, Rel::NsubjPass]).filter(|_| opens(start, clause))?;
            let head = syntax.head(clause)?;
            let report = syntax.ancestors(head).skip(1).find(|&a| signals[a] && a < start)?;
            let spoken = syntax.child(report, &[Rel::Nsubj, Rel::NsubjPass]).is_some();
            (spoken && report != head).then_some((clause, Node { head: Some(report), ..syntax.node(clause)? }))
        });
    moves.collect()
}
