//! Slips of the parser that cost reports their parts, put right where the grammar of news leaves no doubt.

use super::RuleSet;
use crate::syntax::{Node, Rel, Syntax, Upos};
use crate::token::{Segmented, lemma};

/// The trees as reports are built.
pub(super) fn repaired(rules: &RuleSet, doc: &Segmented, syntax: &Syntax) -> Syntax {
    let syntax = syntax.moved(&lifted(syntax));
    let signals: Vec<bool> =
        (0..doc.words.len()).map(|word| rules.cues_of(&lemma(doc.word(word), true)).next().is_some()).collect();
    let syntax = syntax.moved(&subjects(doc, &syntax, &signals));
    syntax.moved(&continued(doc, &syntax, &signals))
}

/// "…, the Kremlin said in a statement": no arc reaches over the head of its own head, so "statement" hangs on "said" and
/// not on a verb before it. Relative clauses may stand apart from their noun, and so may what a report interrupts.
fn lifted(syntax: &Syntax) -> Vec<(usize, Node)> {
    let lift = |word: usize| {
        let node = syntax.node(word)?;
        let mut head = node.head?;
        let between = |a: usize, head: usize| head < a && a < word;
        while let Some(over) = syntax.ancestors(head).skip(1).find(|&a| between(a, head)) {
            head = over;
        }
        let moved = Some(head) != node.head && !matches!(node.rel, Rel::AclRelcl | Rel::Punct);
        moved.then_some((word, Node { head: Some(head), ..node }))
    };
    (0..syntax.len()).filter_map(lift).collect()
}

/// "“…,” said one resident": the noun behind a verb of report that has no subject is its subject. "told Putin an inquiry
/// would follow": of two subjects of what is told, the first is who is told.
fn subjects(doc: &Segmented, syntax: &Syntax, signals: &[bool]) -> Vec<(usize, Node)> {
    let mut moves = Vec::new();
    for verb in (0..syntax.len()).filter(|&w| signals[w]) {
        let nominal = |w: usize| matches!(syntax.upos(w), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num);
        let bare = |w: usize| syntax.child(w, &[Rel::Case, Rel::Mark]).is_none();
        let inverted = verb > 0 && !doc.word(verb - 1).chars().any(char::is_alphanumeric);
        if inverted && syntax.child(verb, &[Rel::Nsubj, Rel::NsubjPass]).is_none() {
            let behind = syntax.children(verb).iter().copied().find(|&c| {
                let loose = matches!(
                    syntax.rel(c).universal(),
                    Rel::Obl | Rel::Obj | Rel::Ccomp | Rel::Parataxis | Rel::Dep | Rel::Xcomp
                );
                c > verb && loose && nominal(c) && bare(c) && syntax.reach(c, &[]).start == verb + 1
            });
            moves.extend(behind.and_then(|c| Some((c, Node { rel: Rel::Nsubj, ..syntax.node(c)? }))));
        }
        let left: Vec<usize> =
            syntax.children(verb).iter().copied().filter(|&c| c < verb && nominal(c) && bare(c)).collect();
        let subject = |w: &usize| syntax.rel(*w).universal() == Rel::Nsubj;
        let object = syntax.child(verb, &[Rel::Obj, Rel::Iobj]).is_some_and(|o| o > verb);
        let relative = syntax.rel(verb) == Rel::AclRelcl;
        match left.iter().copied().filter(subject).collect::<Vec<_>>()[..] {
            // "Officials have accused": a bare noun before an active verb without a subject is its subject.
            [] if !relative && !inverted && syntax.child(verb, &[Rel::AuxPass]).is_none() => {
                let loose = |&c: &usize| matches!(syntax.rel(c), Rel::Obj | Rel::Iobj | Rel::Obl);
                let nearest = left.iter().copied().rev().find(loose).or_else(|| stolen(syntax, verb));
                moves.extend(
                    nearest.and_then(|c| Some((c, Node { head: Some(verb), rel: Rel::Nsubj, ..syntax.node(c)? }))),
                );
            }
            // "The newspaper Kommersant reported": one subject and its name. "A charge the ministry called false": what is
            // called so, and by whom.
            [one, two] if syntax.reach(one, &[]).end == syntax.reach(two, &[]).start => {
                let named = syntax.upos(two) == Upos::Propn && syntax.child(two, &[Rel::Det]).is_none();
                if named {
                    moves.extend(syntax.node(two).map(|node| (two, Node { head: Some(one), rel: Rel::Appos, ..node })));
                } else if !object {
                    moves.extend(syntax.node(one).map(|node| (one, Node { rel: Rel::Obj, ..node })));
                }
            }
            // "Safizai told the Khyber Wire that": a name right behind the verb is no second name of the subject.
            [_] if !object => {
                let behind = syntax.children(verb).iter().copied().find(|&c| {
                    c > verb
                        && matches!(syntax.rel(c), Rel::Flat | Rel::Appos | Rel::Nsubj)
                        && bare(c)
                        && syntax.reach(c, &[]).start == verb + 1
                });
                moves.extend(behind.and_then(|c| Some((c, Node { rel: Rel::Obj, ..syntax.node(c)? }))));
            }
            _ => {}
        }
        // "denied that fighting had resumed": a clause whose "that" stands right behind the verb is the verb's.
        let that = verb + 1;
        let clause = syntax.head(that).filter(|&c| {
            let marked = syntax.rel(that) == Rel::Mark && doc.word(that).eq_ignore_ascii_case("that");
            marked && syntax.head(c) != Some(verb) && syntax.ancestors(verb).all(|a| a != c)
        });
        if syntax.child(verb, &[Rel::Ccomp]).is_none_or(|c| c < verb) {
            moves.extend(clause.and_then(|c| Some((c, Node { head: Some(verb), rel: Rel::Ccomp, ..syntax.node(c)? }))));
        }
        let told = syntax
            .child(verb, &[Rel::Ccomp])
            .filter(|&c| c > verb && syntax.child(verb, &[Rel::Obj, Rel::Iobj]).is_none());
        let two: Vec<usize> = told
            .map(|c| syntax.children(c).iter().copied().filter(|&s| syntax.rel(s).universal() == Rel::Nsubj).collect())
            .unwrap_or_default();
        if let [first, _, ..] = two[..]
            && syntax.reach(first, &[]).start == verb + 1
        {
            moves.extend(syntax.node(first).map(|node| (first, Node { head: Some(verb), rel: Rel::Obj, ..node })));
        }
    }
    moves
}

/// "“Putin stressed …,” the Kremlin said": the subject of what is reported, hung on the report, which has its own.
fn stolen(syntax: &Syntax, verb: usize) -> Option<usize> {
    let report = syntax.head(verb).filter(|&h| h > verb && syntax.rel(verb) == Rel::Ccomp)?;
    let subjects = syntax.children(report).iter().copied().filter(|&c| syntax.rel(c).universal() == Rel::Nsubj);
    let (before, after): (Vec<usize>, Vec<usize>) = subjects.partition(|&c| c < verb);
    before.last().copied().filter(|_| !after.is_empty())
}

/// In "he said the road was open, adding that …" and "he said the road would open and urged drivers to wait" the second
/// verb tends to hang on the clause that is reported. A road adds nothing and urges nobody: a participle behind a comma
/// continues the report, and so does a past form that the clause's own auxiliary cannot govern.
fn continued(doc: &Segmented, syntax: &Syntax, signals: &[bool]) -> Vec<(usize, Node)> {
    let moves = (1..syntax.len()).filter(|&word| signals[word]).filter_map(|word| {
        let own = doc.word(word).to_lowercase();
        let clause = match syntax.rel(word) {
            Rel::Advcl if own.ends_with("ing") && doc.word(word - 1) == "," => {
                syntax.ancestors(word).skip(1).find(|&a| syntax.rel(a) == Rel::Ccomp)
            }
            Rel::Conj if syntax.child(word, &[Rel::Nsubj, Rel::NsubjPass, Rel::Aux, Rel::AuxPass]).is_none() => {
                let past = own != lemma(&own, true) && !own.ends_with("ing");
                let clause = syntax.head(word).filter(|&h| syntax.rel(h) == Rel::Ccomp);
                clause.filter(|&h| past && syntax.child(h, &[Rel::Aux, Rel::AuxPass, Rel::Cop]).is_some())
            }
            _ => None,
        }?;
        let report = syntax.head(clause).filter(|&verb| signals[verb] && verb < clause)?;
        Some((word, Node { head: Some(report), ..syntax.node(word)? }))
    });
    moves.collect()
}
