//! Which acts report which.

use super::{Act, Frame, Role, RuleSet};
use crate::mention::{Mention, MentionKind, Source};
use crate::ner::Class;
use crate::text::{Byte, Span};
use crate::token::Segmented;

/// Gives every act the acts that report it, from inner to outer.
pub(super) fn link(acts: &mut [Act]) {
    let reach: Vec<usize> = acts.iter().map(|act| act.holds.iter().map(|s| s.len()).sum()).collect();
    for inner in 0..acts.len() {
        let cue = acts[inner].cue;
        // Two acts that each hold the other's cue report neither: one clause was read twice.
        let mut outer: Vec<usize> = (0..acts.len())
            .filter(|&o| o != inner && holds(&acts[o], cue) && !holds(&acts[inner], acts[o].cue))
            .collect();
        outer.sort_by_key(|&o| (reach[o], o));
        acts[inner].attribution = outer;
    }
}

fn holds(act: &Act, cue: Span<Byte>) -> bool {
    act.holds.iter().any(|held| held.covers(cue))
}

/// What an act has from the one that reports it: "we" in a quotation is whoever is quoted, and a verdict ("the reports
/// are false") is the verdict of whoever says so. A verdict that nobody gives is no act.
pub(super) fn inherit(
    rules: &RuleSet,
    doc: &Segmented,
    bodies: &[Option<usize>],
    acts: &mut Vec<Act>,
    mentions: &mut [Mention],
) {
    let classes: Vec<Class> = mentions.iter().map(|mention| mention.class).collect();
    for inner in (0..acts.len()).rev() {
        let Some(&outer) = acts[inner].attribution.first() else { continue };
        let speakers: Vec<_> = acts[outer].role(Role::Speaker).cloned().collect();
        if is_verdict(rules, &acts[inner]) && acts[inner].role(Role::Speaker).next().is_none() {
            acts[inner].args.splice(0..0, speakers.iter().cloned());
        }
        let [speaker] = &speakers[..] else { continue };
        for arg in &mut acts[inner].args {
            let Some(mention) = arg.mention.map(|m| &mut mentions[m]).filter(|m| m.kind == MentionKind::Pronoun) else {
                continue;
            };
            let word = doc.word(mention.words.start).to_lowercase();
            // A person's "we" is the body that they speak for, or a crowd.
            let person = speaker.mention.is_some_and(|m| classes[m] == Class::Per);
            if matches!(word.as_str(), "we" | "us" | "our") && person {
                let body = speaker.entity.and_then(|person| bodies[person]).filter(|_| arg.role == Role::Speaker);
                mention.entity = body;
                mention.source = if body.is_some() { Source::Coref } else { Source::Rule };
                arg.entity = body;
                arg.metonym = false;
            } else if matches!(word.as_str(), "i" | "we" | "me" | "us" | "my" | "our") {
                mention.entity = speaker.entity;
                mention.source = if speaker.entity.is_some() { Source::Coref } else { Source::Rule };
                arg.entity = speaker.entity;
                arg.metonym = speaker.metonym;
            }
        }
    }
    let spoken: Vec<bool> =
        acts.iter().map(|act| !is_verdict(rules, act) || act.role(Role::Speaker).next().is_some()).collect();
    if spoken.iter().all(|s| *s) {
        return;
    }
    let mut kept = spoken.iter();
    acts.retain(|_| *kept.next().unwrap_or(&true));
    link(acts);
}

fn is_verdict(rules: &RuleSet, act: &Act) -> bool {
    let frame = rules.rules()[act.relation].cues().find(|(name, _)| *name == act.cue_name).map(|(_, frame)| frame);
    matches!(frame, Some(Frame::Verdict | Frame::NoTruth))
}

/// The spans that show an act: its cue and its parts.
pub(super) fn parts(act: &Act) -> impl Iterator<Item = Span<Byte>> {
    act.args.iter().flat_map(|arg| arg.pieces.iter().copied()).chain(std::iter::once(act.cue))
}
