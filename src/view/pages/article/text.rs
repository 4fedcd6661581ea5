//! The text, paragraph by paragraph, each with the cards of its acts beside it.

use super::Article;
use super::acts::{Act, card};
use super::marks::{Mark, Piece, pieces};
use crate::view::ViewError;
use crate::view::asked::Asked;
use crate::view::select::rows;
use crate::view::words::class;
use maud::{Markup, html};

/// What a stretch of text is.
#[derive(Debug, Clone, Copy)]
pub(super) enum What<'a> {
    /// A block of the page: its place among the blocks.
    Block(usize),
    /// The cue of an act: its place among the acts.
    Cue(usize),
    /// An argument of an act: its role, the act's place.
    Arg(&'a str, usize),
    /// A line's end, or what else parts lines.
    Break,
}

/// A paragraph.
pub(super) struct Line<'a> {
    /// The kind of block that it begins in.
    kind: String,
    pieces: Vec<Shown<'a>>,
    /// The first code point, and the one behind the last.
    start: usize,
    end: usize,
}

/// A piece with what it shows.
struct Shown<'a> {
    words: &'a str,
    dimmed: bool,
    roles: Vec<&'a str>,
    /// Places of the acts that it belongs to, each with what it is there: of several things the most telling.
    acts: Vec<(usize, &'a str)>,
    cue: Option<Cue>,
}

/// A piece of one act's cue, or of several.
struct Cue {
    /// The first of these acts.
    act: usize,
    /// Those whose cue begins here.
    begin: Vec<usize>,
    /// Is the first one's cue over after it?
    ends: bool,
}

impl Line<'_> {
    /// Is it the article's title?
    pub(super) fn is_title(&self) -> bool {
        self.kind == "title"
    }
}

/// The paragraphs of a text, with all that is marked in them.
pub(super) fn lines<'a>(
    asked: &Asked,
    article: i64,
    text: &'a str,
    acts: &'a [Act],
) -> Result<Vec<Line<'a>>, ViewError> {
    let blocks: Vec<Mark<String>> =
        rows(asked.db, "select start, end, kind from blocks where article = ? order by start", &[&article], |row| {
            Ok(Mark {
                start: row.get::<_, u32>(0)? as usize,
                end: row.get::<_, u32>(1)? as usize,
                as_what: row.get(2)?,
            })
        })?;
    let mut marks: Vec<Mark<What>> = blocks
        .iter()
        .enumerate()
        .map(|(at, block)| Mark { start: block.start, end: block.end, as_what: What::Block(at) })
        .collect();
    marks.extend(text.chars().enumerate().filter(|(_, c)| *c == '\n').map(|(at, _)| Mark {
        start: at,
        end: at + 1,
        as_what: What::Break,
    }));
    for (at, act) in acts.iter().enumerate() {
        marks.push(Mark { start: act.cue.start, end: act.cue.end, as_what: What::Cue(at) });
        for arg in &act.args {
            marks.extend(arg.spans.iter().map(|&[start, end]| Mark { start, end, as_what: What::Arg(&arg.role, at) }));
        }
    }
    let mut lines: Vec<Line> = Vec::new();
    let mut open = false;
    for piece in pieces(text, &marks) {
        if piece.marked.iter().any(|what| matches!(what, What::Break)) {
            open = false;
            continue;
        }
        if !open {
            lines.push(Line {
                kind: kind(&piece, &blocks).to_owned(),
                pieces: Vec::new(),
                start: piece.start,
                end: piece.start,
            });
            open = true;
        }
        if let Some(line) = lines.last_mut() {
            line.end = piece.start + piece.words.chars().count();
            line.pieces.push(shown_piece(&piece, kind(&piece, &blocks) == "boilerplate", acts, line.end));
        }
    }
    lines.retain(|line| line.pieces.iter().any(|piece| !piece.words.trim().is_empty()));
    Ok(lines)
}

/// The kind of block that a piece is in: title, body, caption, boilerplate; nothing between blocks.
fn kind<'a>(piece: &Piece<What>, blocks: &'a [Mark<String>]) -> &'a str {
    let block = piece.marked.iter().find_map(|what| if let What::Block(at) = what { blocks.get(*at) } else { None });
    block.map_or("", |block| &block.as_what)
}

fn shown_piece<'a>(piece: &Piece<'a, What<'a>>, dimmed: bool, acts: &[Act], end: usize) -> Shown<'a> {
    let mut shown = Shown { words: piece.words, dimmed, roles: Vec::new(), acts: Vec::new(), cue: None };
    for what in &piece.marked {
        let (role, at) = match what {
            What::Cue(at) => {
                let cue = shown.cue.get_or_insert(Cue { act: *at, begin: Vec::new(), ends: acts[*at].cue.end == end });
                cue.begin.extend((acts[*at].cue.start == piece.start).then_some(*at));
                ("cue", *at)
            }
            What::Arg(role, at) => (*role, *at),
            What::Block(_) | What::Break => continue,
        };
        let role = class(role);
        let quoted = (role == "content" && acts[at].quote == "direct").then_some("quoted");
        for role in std::iter::once(role).chain(quoted) {
            if !shown.roles.contains(&role) {
                shown.roles.push(role);
            }
        }
        match shown.acts.iter_mut().find(|(other, _)| *other == at) {
            Some((_, known)) if *known == "content" => *known = role,
            Some(_) => {}
            None => shown.acts.push((at, role)),
        }
    }
    shown
}

/// The text and the cards.
pub(super) fn shown(asked: &Asked, article: &Article, lines: &[Line], acts: &[Act]) -> Markup {
    html! {
        @for (at, line) in lines.iter().enumerate() {
            @let beside: Vec<&Act> = acts.iter().filter(|act| (line.start..line.end).contains(&act.cue.start)).collect();
            div.row.quiet[beside.is_empty()] {
                div.text lang=(article.lang.as_deref().unwrap_or("en")) {
                    @if line.is_title() && at == 0 { h1 { (words(line, acts)) } }
                    @else if line.is_title() { h2 { (words(line, acts)) } }
                    @else { p.caption[line.kind == "caption"] { (words(line, acts)) } }
                }
                @if !beside.is_empty() { div.cards { @for act in beside { (card(asked, article, acts, act, false)) } } }
            }
        }
    }
}

fn words(line: &Line, acts: &[Act]) -> Markup {
    html! { @for piece in &line.pieces { (one(piece, acts)) } }
}

fn one(piece: &Shown, acts: &[Act]) -> Markup {
    let numbers =
        || piece.acts.iter().map(|(at, role)| format!("{}:{role}", acts[*at].number)).collect::<Vec<_>>().join(" ");
    html! {
        @match &piece.cue {
            Some(cue) => {
                @let act = &acts[cue.act];
                @for begins in &cue.begin { span id={ "cue-" (acts[*begins].number) } {} }
                a class={ "m " (piece.roles.join(" ")) } href={ "#act-" (act.number) } data-acts=(numbers()) data-nth=[cue.ends.then_some(act.nth)] { (piece.words) }
            },
            None if !piece.acts.is_empty() => span class={ "m " (piece.roles.join(" ")) @if piece.dimmed { " dimmed" } } data-acts=(numbers()) { (piece.words) },
            None if piece.dimmed => span.dimmed { (piece.words) },
            None => (piece.words),
        }
    }
}
