//! Which claim or accusation of the article a denial answers.
//!
//! Each denial that takes place is a question: the claims of others around it are its candidates. What is known of them (words that both share,
//! whether the denier is the accused, nouns that point back, distance) is weighed by a softmax over the candidates and none; the weights
//! are fitted to labelled articles by `models/recipe/answers.py`.

mod feature;
mod question;

use std::sync::LazyLock;

use strum::VariantNames;

use self::feature::{Feature, Group};
use self::question::Sides;
use super::RuleSet;
use super::act::Act;
use super::cast::Cast;
use super::clause::View;
use crate::mention::softmax::{BUCKETS, Softmax, likeliest, probabilities};
use crate::text::{Byte, Span};

static WEIGHTS: LazyLock<Softmax<Group, Feature>> =
    LazyLock::new(|| Softmax::embedded("relation/answers/weights.toml", include_str!("weights.toml")));

/// Gives every denial that takes place what it answers.
pub(super) fn link(rules: &RuleSet, view: View<'_>, cast: &Cast<'_>, acts: &mut [Act]) {
    if !acts.iter().any(|act| rules.rules()[act.relation].answers) {
        return;
    }
    let answers: Vec<(usize, usize)> = {
        let sides = Sides::of(rules, view, cast, acts);
        let chosen = |at: usize| {
            let question = sides.question(at)?;
            let best = likeliest(&probabilities(&WEIGHTS.scores(Group::Denial, &question.rows))).0?;
            Some((at, question.claims[best]))
        };
        (0..acts.len()).filter_map(chosen).collect()
    };
    for (denial, claim) in answers {
        acts[denial].answers = Some(claim);
    }
}

/// What there is to learn from a denial of a labelled article.
#[derive(Debug, Clone)]
pub struct Denial {
    /// Where it stands.
    pub cue: Span<Byte>,
    /// Where the claims stand that it may answer.
    pub claims: Vec<Span<Byte>>,
    /// Of each claim, and last of none, what is known: `feature * buckets + value`.
    pub rows: Vec<Vec<u16>>,
}

/// The names of groups and of features of [`Denial::rows`], and how many values a feature may have.
#[must_use]
pub fn vocabulary() -> (&'static [&'static str], &'static [&'static str], usize) {
    (Group::VARIANTS, Feature::VARIANTS, BUCKETS)
}

/// Every denial with the claims that it may answer.
pub(super) fn denials(rules: &RuleSet, view: View<'_>, cast: &Cast<'_>, acts: &[Act]) -> Vec<Denial> {
    let sides = Sides::of(rules, view, cast, acts);
    let denial = |at: usize| {
        let question = sides.question(at)?;
        let claims = question.claims.iter().map(|&claim| acts[claim].cue).collect();
        Some(Denial { cue: acts[at].cue, claims, rows: question.rows.into_iter().map(|row| row.0).collect() })
    };
    (0..acts.len()).filter_map(denial).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

    use crate::mention::Sample;
    use crate::relation::{RuleSet, relate};

    /// Each act that answers another: both cues.
    fn answers(text: &str) -> Vec<String> {
        let (sample, rules) = (Sample::of(text), RuleSet::embedded().unwrap());
        let acts = relate(&rules, &sample.doc, &sample.syntax, &sample.names, &sample.entities).acts;
        let cue = |at: usize| sample.doc.text(acts[at].cue);
        let answers = (0..acts.len()).filter_map(|at| Some(format!("{} > {}", cue(at), cue(acts[at].answers?))));
        answers.collect()
    }

    macro_rules! answers {
        ($($name:ident: $text:literal => $answers:expr;)*) => { $(
            #[test]
            fn $name() { assert_eq!(answers($text), $answers as [&str; _]); }
        )* };
    }

    answers! {
        the_accused_denies:
            "The union accused Halden Metals of theft. Halden Metals denied the charge." => ["denied > accused"];
        a_claim_with_the_same_words:
            "The union claimed that the dam had leaked. Halden Metals denied that the dam had leaked." => ["denied > claimed"];
        the_nearer_of_two:
            "Olav Vik said the dam leaked oil. Anna Berg said the dam leaked oil. The council denied that the dam leaked oil." =>
            ["denied > said"];
        nobody_answers_themselves: "Anna Berg said the dam had leaked. Anna Berg denied that the dam had leaked." => [];
        a_denial_of_something_else:
            "The union said the road was closed. The council denied that the ferry had sunk." => [];
        a_denial_that_did_not_take_place:
            "The union accused Halden Metals of theft. Halden Metals did not deny the charge." => [];
    }
}
