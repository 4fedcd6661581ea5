//! A sentence with a label's parts marked in it.

use crate::eval::{Context, Seen};
use maud::{Markup, html};

/// A part of a label: what it is, and where.
struct Part<'a> {
    role: &'a str,
    entity: Option<&'a str>,
    start: usize,
    end: usize,
}

impl Part<'_> {
    fn told(&self) -> String {
        self.entity.map_or_else(|| self.role.to_owned(), |name| format!("{}: {name}", self.role))
    }
}

/// A run of characters of one part; `ends` tells whether the part is over after it.
struct Run<'a> {
    words: String,
    part: Option<&'a Part<'a>>,
    ends: bool,
}

/// The context, with the cue (or the name) and the arguments marked. Where parts overlap, the smaller one shows.
pub(super) fn marked(context: &Context, seen: &Seen) -> Markup {
    let cue = Part {
        role: if seen.args.is_empty() && seen.manner.is_empty() { "name" } else { "cue" },
        entity: None,
        start: seen.start,
        end: seen.end,
    };
    let args = seen.args.iter().flat_map(|arg| {
        let part = |&[start, end]: &[usize; 2]| Part { role: &arg.role, entity: arg.entity.as_deref(), start, end };
        arg.spans.iter().map(part)
    });
    let mut parts: Vec<Part> = [cue].into_iter().chain(args).collect();
    parts.sort_by_key(|part| part.end - part.start);
    html! {
        @for run in runs(context, &parts) {
            @match run.part {
                None => (run.words),
                Some(part) => mark class=(part.role) title=(part.told()) {
                    (run.words)
                    @if run.ends { sub { (if part.role == "name" { &seen.kind } else { part.role }) } }
                },
            }
        }
    }
}

fn runs<'a>(context: &Context, parts: &'a [Part]) -> Vec<Run<'a>> {
    let mut runs: Vec<Run> = Vec::new();
    for (at, c) in (context.start..).zip(context.text.chars()) {
        let part = parts.iter().find(|part| (part.start..part.end).contains(&at));
        let ends = part.is_some_and(|part| at + 1 == part.end);
        match runs.last_mut() {
            Some(run) if same(run.part, part) => {
                run.words.push(c);
                run.ends |= ends;
            }
            _ => runs.push(Run { words: c.into(), part, ends }),
        }
    }
    runs
}

fn same(a: Option<&Part>, b: Option<&Part>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => std::ptr::eq(a, b),
        (None, None) => true,
        _ => false,
    }
}
