//! Which acts report which, and what an act has from the one that reports it.

use super::{Act, Role};
use crate::text::{Byte, Span, look};

/// Of each act the acts that report it, from inner to outer. Acts stand in the order of their cues.
pub(super) fn attributions(acts: &[&Act]) -> Vec<Vec<usize>> {
    let reach: Vec<usize> = acts.iter().map(|act| act.holds.iter().map(|s| s.len()).sum()).collect();
    let mut outers: Vec<Vec<usize>> = vec![Vec::new(); acts.len()];
    for (outer, act) in acts.iter().enumerate() {
        for held in &act.holds {
            let first = acts.partition_point(|inner| inner.cue.start < held.start);
            let begun = (first..acts.len()).take_while(|&inner| acts[inner].cue.start < held.end);
            for inner in begun.filter(|&inner| inner != outer && held.covers(acts[inner].cue)) {
                look(1);
                // Two acts that each hold the other's cue report neither: one clause was read twice.
                if !holds(acts[inner], act.cue) && outers[inner].last() != Some(&outer) {
                    outers[inner].push(outer);
                }
            }
        }
    }
    for outer in &mut outers {
        outer.sort_by_key(|&o| (reach[o], o));
    }
    outers
}

fn holds(act: &Act, cue: Span<Byte>) -> bool {
    act.holds.iter().any(|held| held.covers(cue))
}

/// A verdict without a speaker of its own ("the reports are false") is the verdict of whoever says so.
pub(super) fn give_verdicts(verdicts: &[bool], acts: &mut [Act]) {
    for inner in (0..acts.len()).rev() {
        let Some(&outer) = acts[inner].attribution.first() else { continue };
        if verdicts[inner] && acts[inner].role(Role::Speaker).next().is_none() {
            let speakers: Vec<_> = acts[outer].role(Role::Speaker).cloned().collect();
            acts[inner].args.splice(0..0, speakers);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

    use crate::mention::Sample;
    use crate::relation::{Related, Role, RuleSet, relate};

    fn related(sample: &Sample) -> Related {
        let rules = RuleSet::embedded().unwrap();
        relate(&rules, &sample.doc, &sample.syntax, &sample.names, &sample.entities)
    }

    /// Each act's cue with its speakers, and the cues that report it, from inner to outer.
    fn chains(text: &str) -> Vec<String> {
        let sample = Sample::of(text);
        let Related { acts, .. } = related(&sample);
        let cue = |at: usize| sample.doc.text(acts[at].cue);
        let row = |at: usize| {
            let speakers: Vec<&str> = acts[at].role(Role::Speaker).map(|arg| sample.name(arg.entity)).collect();
            let outer = acts[at].attribution.iter().map(|&outer| format!(" < {}", cue(outer)));
            format!("{} ({}){}", cue(at), speakers.join(", "), outer.collect::<String>())
        };
        (0..acts.len()).map(row).collect()
    }

    macro_rules! chains {
        ($($name:ident: $text:literal => $acts:expr;)*) => { $(
            #[test]
            fn $name() { assert_eq!(chains($text), $acts as [&str; _]); }
        )* };
    }

    chains! {
        a_report_of_a_denial:
            "Anna Berg denied the charge, Interfax reported." => ["denied (Anna Berg) < reported", "reported (Interfax)"];
        from_inner_to_outer:
            "Anna Berg said that Olav Vik claimed that Ilse Kern had denied the charge." =>
            ["said (Anna Berg)", "claimed (Olav Vik) < said", "denied (Ilse Kern) < claimed < said"];
        beside_each_other_neither_reports:
            "Anna Berg denied the charge. Olav Vik denied it too." => ["denied (Anna Berg)", "denied (Olav Vik)"];
        i_in_a_quotation_is_who_is_quoted:
            "“I deny the charge,” Anna Berg said." => ["deny (Anna Berg) < said", "said (Anna Berg)"];
        a_verdict_is_that_of_its_reporter:
            "The Harbour Council said that the reports were false." =>
            ["said (Harbour Council)", "were false (Harbour Council) < said"];
        a_verdict_that_nobody_gives_is_no_act: "The reports were false." => [];
    }

    #[test]
    fn what_one_word_means_is_one_in_all_acts() {
        let sample =
            Sample::of("“I deny the charge and thank the court,” Anna Berg said. Olav Vik said that he denied it.");
        let Related { acts, mentions, .. } = related(&sample);
        let args = || acts.iter().flat_map(|act| &act.args).filter_map(|arg| Some((arg, &mentions[arg.mention?])));
        assert!(args().count() > 4);
        for (arg, mention) in args() {
            assert_eq!(arg.entity, mention.entity, "{}", sample.text(mention.words));
        }
    }

    #[test]
    fn an_act_that_is_dropped_leaves_nobody_behind() {
        // The verdict is nobody's; whoever it is about must not be a mention of the article.
        let sample = Sample::of("It is not true that the mayor left. The reports were false.");
        let Related { acts, mentions, .. } = related(&sample);
        assert_eq!((acts.len(), mentions.len()), (0, sample.names.len()));
    }
}
