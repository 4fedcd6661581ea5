//! Every miss in its sentence, to be filtered by cause and type.

use super::marks::marked;
use crate::eval::{Layer, Miss, Report, Seen};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// What is marked in a sentence; the style sheet has a colour for each.
const ROLES: [&str; 7] = ["cue", "speaker", "addressee", "target", "content", "occasion", "name"];

/// The filter and the list.
pub(super) fn browser(report: &Report) -> Markup {
    let misses = &report.misses;
    html! {
        section #misses {
            h2 { "Every miss in its sentence" }
            @if misses.is_empty() {
                p { "None: gold and program agree on everything that was labelled." }
            } @else {
                p {
                    "Above the gold, below the program; coloured is what each of them marks. "
                    @for role in ROLES { mark class=(role) { (role) } " " }
                }
                form #filter hidden {
                    (choice("layer", "layer", &number(misses, |miss| miss.layer.name())))
                    (choice("bucket", "cause", &number(misses, |miss| miss.bucket.name())))
                    (choice("type", "type", &number(misses, |miss| &miss.kind)))
                    label { "words " input type="search" name="words" placeholder="in the sentence"; }
                    output name="shown" { (misses.len()) " shown" }
                }
                @for layer in [Layer::Relation, Layer::Name] {
                    @for miss in misses.iter().filter(|miss| miss.layer == layer) { (one(miss)) }
                }
            }
        }
    }
}

fn number<'a>(misses: &'a [Miss], by: impl Fn(&'a Miss) -> &'a str) -> BTreeMap<&'a str, usize> {
    misses.iter().fold(BTreeMap::new(), |mut counts, miss| {
        *counts.entry(by(miss)).or_default() += 1;
        counts
    })
}

fn choice(name: &str, label: &str, options: &BTreeMap<&str, usize>) -> Markup {
    html! {
        label {
            (label) " "
            select name=(name) {
                option value="" { "all" }
                @for (option, count) in options { option value=(option) { (option) " (" (count) ")" } }
            }
        }
    }
}

fn one(miss: &Miss) -> Markup {
    // That the type differs shows in the heading.
    let differs: Vec<&str> = miss.differs.iter().copied().filter(|what| *what != "type").collect();
    let found_as = miss.predicted.as_ref().filter(|seen| seen.kind != miss.kind);
    html! {
        article.miss data-layer=(miss.layer.name()) data-bucket=(miss.bucket.name()) data-type=(miss.kind) {
            h4 {
                span.bucket title=(miss.bucket.means()) { (miss.bucket.name()) }
                span.kind { (miss.kind) @if let Some(seen) = found_as { " → " (seen.kind) } }
                small { (miss.article) " " (miss.start) "–" (miss.end) }
            }
            @if !differs.is_empty() || !miss.inexact.is_empty() {
                p.differs {
                    @if !differs.is_empty() { "differs: " b { (differs.join(", ")) } ". " }
                    @if !miss.inexact.is_empty() { "right, but not to the letter: " b { (miss.inexact.join(", ")) } "." }
                }
            }
            (side("gold", miss, miss.gold.as_ref()))
            (side("program", miss, miss.predicted.as_ref()))
        }
    }
}

fn side(who: &str, miss: &Miss, seen: Option<&Seen>) -> Markup {
    html! {
        div class={ "side " (who) } {
            span.who { (who) }
            @match seen {
                None => p.nothing { "nothing here" },
                Some(seen) => {
                    p.sentence { (marked(&miss.context, seen)) }
                    @if miss.layer == Layer::Relation { p.facts { (facts(seen)) } }
                    @if let Some(score) = seen.score { p.facts { "score " (format!("{score:.4}")) } }
                },
            }
        }
    }
}

/// What does not show in the sentence: who the arguments stand for, whether it happened, through whom it is told.
fn facts(seen: &Seen) -> String {
    let named = seen.args.iter().filter_map(|arg| match &arg.entity {
        Some(name) => Some(format!("{} = {name}", arg.role)),
        // What a wrong speaker most often is: one side knows the name, the other does not.
        None => (arg.role == "speaker").then(|| "speaker without a name".to_owned()),
    });
    let mut facts = vec![seen.kind.clone()];
    facts.extend(named);
    facts.extend((!seen.manner.is_empty()).then(|| seen.manner.join(", ")));
    facts.extend((!seen.through.is_empty()).then(|| format!("through {}", seen.through.join(" ← "))));
    facts.extend(seen.answers.iter().map(|claim| format!("answers {claim}")));
    facts.join(" · ")
}
