//! What on a scraped page is the article: title, body and captions; all else is boilerplate.
//!
//! A page comes as lines. A line that ends like a sentence is prose; a short line that does not is a heading, a teaser
//! for another story or a button. The phrases of `blocks.toml` decide the rest. Nothing is deleted: a block is a span
//! with a kind, and the rooms after this one read only what is not boilerplate.

use std::iter;
use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantNames};

use super::{Byte, Span, embedded};

/// What a part of a page is.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    JsonSchema,
    IntoStaticStr,
    EnumString,
    VariantNames,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
#[non_exhaustive]
pub enum BlockKind {
    /// The headline.
    Title,
    /// Running text.
    Body,
    /// The words under a picture.
    Caption,
    /// Advertising, prompts, teasers, tails.
    Boilerplate,
}

impl BlockKind {
    /// The name that records carry.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// A part of a page: neighbouring paragraphs of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// From the first paragraph's first letter to the last one's last.
    pub span: Span<Byte>,
    /// Its paragraphs, without the white space around them.
    pub paragraphs: Vec<Span<Byte>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrases {
    line: Vec<String>,
    start: Vec<String>,
    inside: Vec<String>,
    anywhere: Vec<String>,
    tail: Vec<String>,
    credit: Vec<String>,
    agency: Vec<String>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| embedded("text/blocks.toml", include_str!("blocks.toml")));

/// A heading or a teaser has at most so many words; a longer line is prose even without a full stop.
const LONGEST_HEADING: usize = 28;
/// A prompt to the reader that is a whole sentence has at most so many words.
const LONGEST_PROMPT: usize = 12;
/// Under a tail heading the page ends, unless more than this share of its prose is still to come.
const TAIL_SHARE: f64 = 0.5;

/// The blocks of a page, in text order. `headline` is where the source says that it stands, a line of its own at the
/// beginning; where it says nothing it is looked for. With `keep_boilerplate` everything else is body.
#[must_use]
pub fn blocks(text: &str, headline: Option<Span<Byte>>, keep_boilerplate: bool) -> Vec<Block> {
    let paragraphs = paragraphs(text);
    let stated = headline.is_some() && paragraphs.first().copied() == headline;
    let mut kinds = kinds(text, &paragraphs, stated);
    if keep_boilerplate {
        for kind in kinds.iter_mut().filter(|kind| **kind != BlockKind::Title) {
            *kind = BlockKind::Body;
        }
    }
    let mut found: Vec<Block> = Vec::new();
    for (paragraph, kind) in paragraphs.into_iter().zip(kinds) {
        match found.last_mut() {
            Some(last) if last.kind == kind => {
                last.span = last.span.hull(paragraph);
                last.paragraphs.push(paragraph);
            }
            _ => found.push(Block { kind, span: paragraph, paragraphs: vec![paragraph] }),
        }
    }
    found
}

/// Lines that hold something; hard-wrapped lines are put together again.
fn paragraphs(text: &str) -> Vec<Span<Byte>> {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in text.split(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let start = at + (line.len() - line.trim_start().len());
        if !line.trim().is_empty() {
            lines.push(Span::new(start, start + line.trim().len()));
        }
        // Every separator but the two Unicode ones is one byte long.
        at += line.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    let wrapped = lines.windows(2).filter(|pair| runs_on(text, pair[0], pair[1])).count();
    if wrapped < 3 || wrapped * 4 < lines.len() || lines.iter().any(|line| line.len() > 130) {
        return lines;
    }
    let width = lines.iter().map(|line| line.len()).max().unwrap_or(0);
    let mut joined: Vec<Span<Byte>> = Vec::new();
    let mut before: Option<Span<Byte>> = None;
    for line in lines {
        let glue =
            before.is_some_and(|b| adjacent(text, b, line) && (runs_on(text, b, line) || b.len() * 5 > width * 4));
        match joined.last_mut() {
            Some(last) if glue => *last = last.hull(line),
            _ => joined.push(line),
        }
        before = Some(line);
    }
    joined
}

fn adjacent(text: &str, line: Span<Byte>, next: Span<Byte>) -> bool {
    text[line.end..next.start].matches('\n').count() == 1
}

/// Does a sentence plainly go on from one line to the next?
fn runs_on(text: &str, line: Span<Byte>, next: Span<Byte>) -> bool {
    line.len() >= 40
        && adjacent(text, line, next)
        && !ends_sentence(line.of(text))
        && next.of(text).starts_with(|c: char| c.is_lowercase())
}

/// `stated`: the first paragraph is the headline.
fn kinds(text: &str, paragraphs: &[Span<Byte>], stated: bool) -> Vec<BlockKind> {
    let lines: Vec<Line<'_>> = paragraphs.iter().map(|p| Line::of(p.of(text))).collect();
    let below = usize::from(stated);
    // A lone sentence, or notes without full stops: nothing tells headings from text, so all of it is text.
    if lines.len() < 2 || !lines[below..].iter().any(|l| l.prose && !l.marked) {
        let rest = lines[below..].iter().map(|l| if l.marked { BlockKind::Boilerplate } else { BlockKind::Body });
        return iter::repeat_n(BlockKind::Title, below).chain(rest).collect();
    }
    let opens = |line: &Line<'_>| line.prose && !line.marked && !line.credited;
    let first_prose = lines[below..].iter().position(opens).unwrap_or(0) + below;
    let title = if stated { Some(0) } else { headline(&lines, first_prose) };
    // Words of prose from each line to the end.
    let mut left = vec![0; lines.len() + 1];
    for (i, line) in lines.iter().enumerate().rev() {
        left[i] = left[i + 1] + if line.prose && !line.marked && i >= below { line.words } else { 0 };
    }
    let end = (0..lines.len())
        .find(|&i| lines[i].tail && i > first_prose && left[i] as f64 <= left[0] as f64 * TAIL_SHARE)
        .unwrap_or(lines.len());
    lines
        .iter()
        .enumerate()
        .map(|(i, line)| match line {
            _ if i < below => BlockKind::Title,
            _ if i >= end || line.marked => BlockKind::Boilerplate,
            _ if title == Some(i) => BlockKind::Title,
            _ if title.is_some_and(|title| title + 1 == i) && i < first_prose && line.standfirst() => BlockKind::Body,
            _ if line.credited => BlockKind::Caption,
            _ if line.prose => BlockKind::Body,
            _ => BlockKind::Boilerplate,
        })
        .collect()
}

/// The line above the first prose that heads the article.
fn headline(lines: &[Line<'_>], first_prose: usize) -> Option<usize> {
    lines[..first_prose].iter().position(Line::headline).or_else(|| {
        // A question or an exclamation may head an article too.
        (first_prose == 0 && lines[0].asks && lines.len() > 2 && lines[0].words <= 16).then_some(0)
    })
}

/// Words that a line below the headline has at least, if it is no byline.
const STANDFIRST: usize = 8;

/// What one line shows of itself.
#[allow(clippy::struct_excessive_bools, reason = "independent signs, weighed together in one place")]
struct Line<'a> {
    text: &'a str,
    words: usize,
    prose: bool,
    asks: bool,
    credited: bool,
    marked: bool,
    tail: bool,
}

impl<'a> Line<'a> {
    fn of(text: &'a str) -> Self {
        // Phrases are short: a line of a megabyte is not folded whole.
        let head = fold(&text[..text.floor_char_boundary(2_000)]);
        let bare = head.trim_end_matches(|c: char| !c.is_alphabetic() && c != ')' && c != ']');
        let words = text.split_whitespace().take(LONGEST_HEADING + 1).count();
        let list = text.starts_with(['-', '•', '*', '·']) && words > 6;
        let quoted = text.ends_with(['”', '"', '’']) && words > 6;
        let tail = words <= 8 && PHRASES.tail.iter().any(|p| bare == p || head.starts_with(&format!("{p}:")));
        // A long sentence is news whatever it begins with: "Follow us, the guide said, and …".
        let short = words <= LONGEST_PROMPT || !ends_sentence(text);
        let marked = PHRASES.line.iter().any(|p| bare == p)
            || menu(text)
            || short && PHRASES.start.iter().any(|p| head.starts_with(p.as_str()))
            || short && PHRASES.inside.iter().any(|p| head.contains(p.as_str()))
            || PHRASES.anywhere.iter().any(|p| head.contains(p.as_str()));
        Self {
            text,
            words: text.split_whitespace().count(),
            prose: ends_sentence(text) && words > 1
                || text.ends_with([':', ',', ';']) && words > 2
                || list
                || quoted
                || words > LONGEST_HEADING,
            asks: text.ends_with(['?', '!']),
            credited: words <= 60 && credited(text, &head),
            marked: marked || tail,
            tail,
        }
    }

    /// May this line, right below the headline, say more of the article? As long as a sentence and written like one: no
    /// byline, and no menu.
    fn standfirst(&self) -> bool {
        let small = self.text.split_whitespace().filter(|w| w.starts_with(char::is_lowercase)).count();
        self.headline() && self.words >= STANDFIRST && small * 2 >= self.words
    }

    /// May this line head the article? Three words at least, with letters in them.
    fn headline(&self) -> bool {
        !self.marked
            && !self.credited
            && self.text.split_whitespace().filter(|w| w.chars().any(char::is_alphabetic)).count() > 2
    }
}

/// A bread crumb or a row of buttons: short names between bars or arrows.
fn menu(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['|', '>', '›', '»', '☰', '•', '/']).map(str::trim).collect();
    let short = parts.iter().all(|part| part.split_whitespace().count() <= 3);
    parts.len() > 2 && short && !ends_sentence(text)
}

/// "(Ana Lima/Porto Press)" at the end of a line.
fn signed(text: &str) -> bool {
    let inside = text.strip_suffix(')').and_then(|rest| Some(&rest[rest.rfind('(')? + 1..]));
    inside.is_some_and(|who| {
        let parts: Vec<&str> = who.split('/').collect();
        parts.len() == 2 && parts.iter().all(|part| part.starts_with(char::is_uppercase)) && who.len() < 80
    })
}

fn credited(text: &str, head: &str) -> bool {
    let tail = &head[head.ceil_char_boundary(head.len().saturating_sub(48))..];
    signed(text)
        || PHRASES.credit.iter().any(|p| tail.contains(p.as_str()) || head.starts_with(p.as_str()))
        // "…offensiveReuters": the credit stuck to the caption's last word.
        || PHRASES.agency.iter().any(|agency| {
            text.strip_suffix(agency.as_str()).is_some_and(|rest| rest.ends_with(|c: char| c.is_lowercase()))
        })
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['”', '"', '’', '\'', ')', ']', '»']).ends_with(['.', '!', '?', '…'])
}

fn fold(text: &str) -> String {
    text.to_lowercase().replace(['’', '‘'], "'")
}

#[cfg(test)]
mod tests {
    use super::{BlockKind, Span, blocks};

    fn kinds(text: &str) -> String {
        let mut found = String::new();
        for block in blocks(text, None, false) {
            for _ in &block.paragraphs {
                found.push(letter(block.kind));
            }
        }
        found
    }

    fn letter(kind: BlockKind) -> char {
        match kind {
            BlockKind::Title => 't',
            BlockKind::Body => 'b',
            BlockKind::Caption => 'c',
            BlockKind::Boilerplate => '-',
        }
    }

    macro_rules! reads {
        ($($name:ident: $text:literal => $kinds:literal;)*) => { $(
            #[test]
            fn $name() { assert_eq!(kinds($text), $kinds); }
        )* };
    }

    reads! {
        nothing: "" => "";
        one_line: "The mayor spoke" => "b";
        standfirst: "Mayor speaks out\n\nHe urges calm but says he wants an answer by Friday\n\nBy Ana Ruiz\n\nThe mayor spoke." => "tb-b";
        title_and_body: "Mayor speaks out\n\nThe mayor spoke on Monday." => "tb";
        section_name: "World\n\nMayor speaks out on floods\n\nThe mayor spoke on Monday." => "-tb";
        advertisement: "The mayor spoke.\n\nAdvertisement\n\nThen she left." => "b-b";
        teaser: "The mayor spoke.\n\nFlood victims still wait, report says\n\nThen she left." => "b-b";
        caption: "The mayor spoke.\n\nThe mayor at the dam. Photo: AP\n\nThen she left." => "bcb";
        crumbs: "Home > World > Floods\n\nMayor speaks out on floods\n\nThe mayor spoke on Monday." => "-tb";
        buttons: "e-Paper | Sign in | ☰ Sections\n\nMayor speaks out on floods\n\nThe mayor spoke on Monday." => "-tb";
        signed_caption: "The mayor spoke.\n\nThe mayor at the dam (Ana Lima/Porto Press)\n\nThen she left." => "bcb";
        glued_credit: "Mayor speaks out\n\nWater stands in the old townReuters\n\nThe mayor spoke." => "tcb";
        agency_in_prose: "The mayor spoke.\n\nShe is a former editor at Reuters." => "bb";
        tail: "The mayor spoke here today at length.\n\nYou may also like\n\nA dam broke in March." => "b--";
        related_early: "Related:\n\nThe mayor spoke.\n\nThen she left the town." => "-bb";
        prompt: "The mayor spoke.\n\nSign up for our newsletter.\n\nThen she left." => "b-b";
        quotation: "The mayor said:\n\n“We have water enough for another year”\n\nThen she left." => "bbb";
        bullets: "The mayor said:\n\n- the water would be back by Sunday evening" => "bb";
        news_of_paypal: "PayPal denied it.\n\nThe UN said donated food was rotting in sheds at the border." => "bb";
        news_that_begins_like_a_prompt: "Sign up or leave, the general told the men on the pier on Sunday evening.\n\nThey left." => "bb";
        question_title: "Who broke the dam?\n\nThe mayor spoke.\n\nThen she left." => "tbb";
        wrapped: "The mayor of the town on the river said that the\nwater would be back by Sunday and that all of the\nfamilies would be housed in the three schools that\nare still dry, and nobody would be left outside.\n\nThen she left." => "bb";
        carriage_returns: "Mayor speaks out\r\n\r\nThe mayor spoke.\r\n" => "tb";
    }

    #[test]
    fn a_stated_headline_is_the_title_whatever_it_looks_like() {
        for (headline, rest, expected) in [
            ("Mayor speaks.", "\n\nThe mayor spoke on Monday.", "tb"),
            ("Subscribe now", "\n\nThe mayor spoke on Monday.", "tb"),
            ("Floods", "\n\nMayor speaks out on floods\n\nThe mayor spoke on Monday.", "t-b"),
            ("Floods", "\n\nNotes without a stop\n\nAdvertisement", "tb-"),
            ("Floods", "", "t"),
            ("Mayor speaks.", "\n\nThe mayor spoke here.\n\nYou may also like\n\nA dam broke.", "tb--"),
        ] {
            let text = format!("{headline}{rest}");
            let found = super::kinds(&text, &super::paragraphs(&text), true);
            let letters: String = found.into_iter().map(letter).collect();
            assert_eq!(letters, expected, "{text:?}");
            assert_eq!(blocks(&text, Some(Span::new(0, headline.len())), false)[0].span.of(&text), headline);
        }
    }

    #[test]
    fn the_phrase_file_is_read() {
        let lists = &*super::PHRASES;
        for list in
            [&lists.line, &lists.start, &lists.inside, &lists.anywhere, &lists.tail, &lists.credit, &lists.agency]
        {
            assert!(!list.is_empty());
        }
    }

    #[test]
    fn keeping_everything_makes_one_body_under_the_headline() {
        let text = "World\n\nAdvertisement\n\nThe mayor spoke.";
        let all = blocks(text, None, true);
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].span.of(text), text);
        let all = blocks("Mayor speaks out\n\nAdvertisement\n\nThe mayor spoke.", None, true);
        assert_eq!(all.iter().map(|block| block.kind).collect::<Vec<_>>(), [BlockKind::Title, BlockKind::Body]);
    }
}
