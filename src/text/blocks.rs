//! What on a scraped page is the article: title, body and captions; all else is boilerplate.
//!
//! A page comes as lines. A line that ends like a sentence is prose; a short line that does not is a heading, a teaser
//! for another story or a button. The phrases of `blocks.toml` decide the rest. Nothing is deleted: a block is a span
//! with a kind, and the rooms after this one read only what is not boilerplate. Where the page's own structure says what a
//! paragraph is, that goes before the shape of its line; the phrases go over both.

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

/// A paragraph, and what the page's own structure says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Part {
    /// What it is.
    pub kind: BlockKind,
    /// Without the white space around it.
    pub span: Span<Byte>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrases {
    line: Vec<String>,
    start: Vec<String>,
    inside: Vec<String>,
    anywhere: Vec<String>,
    prompts: Vec<String>,
    networks: Vec<String>,
    bracketed: Vec<String>,
    closing: Vec<String>,
    tail: Vec<String>,
    credit: Vec<String>,
    agency: Vec<String>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| embedded("text/blocks.toml", include_str!("blocks.toml")));

/// A heading or a teaser has at most so many words; a longer line is prose even without a full stop.
const LONGEST_HEADING: usize = 28;
/// A heading within the article has at most so many words.
pub(super) const LONGEST_SUBHEAD: usize = 14;
/// The same where nothing but the shape of its line tells.
const LONGEST_BARE_SUBHEAD: usize = 5;
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
    let kinds = kinds(text, &paragraphs, stated);
    joined(paragraphs, kinds, keep_boilerplate)
}

/// The blocks of a page whose structure is known: `parts` are its paragraphs below the headline, in text order. What lies
/// beyond the end of `text` is left out. `headline` and `keep_boilerplate` as of [`blocks`].
#[must_use]
pub fn blocks_of_parts(text: &str, headline: Option<Span<Byte>>, parts: &[Part], keep_boilerplate: bool) -> Vec<Block> {
    let below = headline.filter(|headline| parts.first().is_none_or(|part| headline.end <= part.span.start));
    let below = below.map(|span| Part { kind: BlockKind::Title, span });
    let parts: Vec<Part> = below
        .into_iter()
        .chain(parts.iter().copied())
        .map(|part| Part { span: Span::new(part.span.start, part.span.end.min(text.len())), ..part })
        .filter(|part| !part.span.is_empty())
        .collect();
    let kinds = kinds_of_parts(text, &parts);
    joined(parts.into_iter().map(|part| part.span).collect(), kinds, keep_boilerplate)
}

/// Neighbours of one kind as one block.
fn joined(paragraphs: Vec<Span<Byte>>, mut kinds: Vec<BlockKind>, keep_boilerplate: bool) -> Vec<Block> {
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
    let end = end(&lines, first_prose, |i| i >= below && lines[i].prose && !lines[i].marked);
    let between = |at: usize| at > first_prose && at + 1 < end && opens(&lines[at - 1]) && opens(&lines[at + 1]);
    let heads = |at: usize| lines[at].subhead() && between(at);
    // Who parts an article has two parts at least: a lone line of the kind is a teaser.
    let headed = (0..end).filter(|&at| heads(at)).count() > 1;
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
            _ if headed && heads(i) => BlockKind::Title,
            _ => BlockKind::Boilerplate,
        })
        .collect()
}

/// What the structure says, under the phrases. Above the first sentence stand bylines, dates and buttons, whatever their tags.
fn kinds_of_parts(text: &str, parts: &[Part]) -> Vec<BlockKind> {
    let lines: Vec<Line<'_>> = parts.iter().map(|part| Line::of(part.span.of(text))).collect();
    let is_prose = |at: usize| parts[at].kind == BlockKind::Body && lines[at].prose && !lines[at].marked;
    let first_prose = (0..lines.len()).find(|&at| is_prose(at)).unwrap_or(0);
    let end = end(&lines, first_prose, is_prose);
    let kind = |at: usize| match (&lines[at], parts[at].kind) {
        (_, BlockKind::Title) if at == 0 => BlockKind::Title,
        (line, _) if at >= end || line.marked => BlockKind::Boilerplate,
        (line, BlockKind::Body) if line.credited => BlockKind::Caption,
        (line, BlockKind::Body) if at < first_prose && !line.standfirst() => BlockKind::Boilerplate,
        (_, told) => told,
    };
    let mut kinds: Vec<BlockKind> = (0..lines.len()).map(kind).collect();
    // What heads furniture is furniture; a word such as "Advertisement" below a heading says nothing of it.
    for at in (1..kinds.len()).rev() {
        let below = kinds.get(at + 1).copied().unwrap_or(BlockKind::Boilerplate);
        let worded = lines.get(at + 1).is_none_or(|line| line.words > 2);
        if kinds[at] == BlockKind::Title && below == BlockKind::Boilerplate && worded {
            kinds[at] = BlockKind::Boilerplate;
        }
    }
    kinds
}

/// Where the page's tail begins: at a line that opens one, unless most of the prose is still to come; and before it at the
/// first of the lines that close an article.
fn end(lines: &[Line<'_>], first_prose: usize, is_prose: impl Fn(usize) -> bool) -> usize {
    // Words of prose from each line to the end.
    let mut left = vec![0; lines.len() + 1];
    for (at, line) in lines.iter().enumerate().rev() {
        left[at] = left[at + 1] + if is_prose(at) { line.words } else { 0 };
    }
    let is_end = |at: &usize| lines[*at].tail && *at > first_prose && left[*at] as f64 <= left[0] as f64 * TAIL_SHARE;
    let end = (0..lines.len()).find(is_end).unwrap_or(lines.len());
    // Disclaimers and credits of the desk, from the last sentence backwards.
    let is_over = |at: &usize| lines[*at].closing || !is_prose(*at);
    let closed = (first_prose + 1..end).rev().take_while(is_over).filter(|&at| lines[at].closing).last();
    closed.unwrap_or(end)
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
    closing: bool,
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
        let signature = words <= LONGEST_HEADING && words > 1 && is_signature(text);
        let tail = words <= 8 && PHRASES.tail.iter().any(|p| bare == p || head.starts_with(&format!("{p}:")));
        // A long sentence is news whatever it begins with: "Follow us, the guide said, and …".
        let short = words <= LONGEST_PROMPT || !ends_sentence(text);
        let marked = PHRASES.line.iter().any(|p| bare == p)
            || menu(text)
            || short && PHRASES.start.iter().any(|p| head.starts_with(p.as_str()))
            || short && (PHRASES.inside.iter().any(|p| head.contains(p.as_str())) || leads_to_network(bare))
            || bracketed(&head)
            || PHRASES.anywhere.iter().any(|p| head.contains(p.as_str()));
        Self {
            text,
            words: text.split_whitespace().count(),
            prose: ends_sentence(text) && words > 1
                || text.ends_with([':', ',', ';']) && words > 2
                || list
                || quoted
                || signature
                || words > LONGEST_HEADING,
            asks: text.ends_with(['?', '!']),
            credited: words <= 60 && credited(text, &head),
            marked: marked || tail,
            closing: PHRASES.closing.iter().any(|p| head.contains(p.as_str())),
            tail,
        }
    }

    /// May this line, between two paragraphs, head the second? A few bare words: a teaser for another story says more.
    fn subhead(&self) -> bool {
        let letters = |c: char| c.is_alphabetic() || c.is_whitespace() || "'’-–&".contains(c);
        self.words <= LONGEST_BARE_SUBHEAD && !self.marked && self.text.chars().all(letters)
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

/// Whose words a quotation was, on a line of its own or behind it: "— Anna Berg", "“We wait for the ferry now.” – Anna Berg".
fn is_signature(text: &str) -> bool {
    let behind =
        text.starts_with(['“', '"']).then(|| text.rsplit_once(['”', '"'])).flatten().map(|(_, name)| name.trim_start());
    text.starts_with(['—', '–']) || behind.is_some_and(|name| name.starts_with(['—', '–', '-']))
}

/// A bread crumb or a row of buttons: short names between bars or arrows.
fn menu(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['|', '>', '›', '»', '☰', '•', '/']).map(str::trim).collect();
    let short = parts.iter().all(|part| part.split_whitespace().count() <= 3);
    parts.len() > 2 && short && !ends_sentence(text)
}

/// "Follow Ana Lima on Facebook", in lower case.
fn leads_to_network(text: &str) -> bool {
    let prompts =
        PHRASES.prompts.iter().any(|p| text.strip_prefix(p.as_str()).is_some_and(|rest| rest.starts_with(' ')));
    let network = text.rsplit_once(" on ").and_then(|(_, rest)| rest.split(|c: char| !c.is_alphanumeric()).next());
    prompts && network.is_some_and(|name| PHRASES.networks.iter().any(|network| network == name))
}

/// "[Edited by Ana Lima]", in lower case: all of it in one pair of brackets.
fn bracketed(text: &str) -> bool {
    let text = text.trim_end_matches('.');
    let inside = text.strip_prefix(['(', '[']).and_then(|rest| rest.strip_suffix([')', ']']));
    inside.is_some_and(|inside| {
        !inside.contains([')', ']']) && PHRASES.bracketed.iter().any(|p| inside.starts_with(p.as_str()))
    })
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

pub(super) fn ends_sentence(text: &str) -> bool {
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
        subheads: "The mayor spoke.\n\nWATER AND BREAD\n\nThen she left.\n\nAfter the flood\n\nHe stayed." => "btbtb";
        a_lone_bare_line: "The mayor spoke.\n\nFlood victims wait\n\nThen she left." => "b-b";
        subhead_below_a_teaser: "The mayor spoke.\n\nFlood victims still wait, report says\n\nMore from Porto\n\nThen she left." => "b--b";
        heads_nothing: "The mayor spoke.\n\nThen she left.\n\nPorto and its rivers" => "bb-";
        network: "The mayor spoke.\n\nFollow Ana Lima on Facebook\n\nThen she left." => "b-b";
        network_in_prose: "The mayor spoke.\n\nFollow me, she told those who had asked on Facebook where the boats were, and went." => "bb";
        bracketed_byline: "The mayor spoke.\n\nThen she left.\n\n[Edited by Ana Lima and Rui Sousa.]" => "bb-";
        bracketed_prose: "The mayor spoke.\n\n(She had been silent since Monday.)\n\nThen she left." => "bbb";
        disclaimer: "The mayor spoke.\n\nThen she left.\n\nThe views expressed in this article are its author's own and do not necessarily reflect those of the paper.\n\nRui Sousa contributed to this report." => "bb--";
        disclaimer_in_the_news: "The mayor's views do not necessarily reflect the party's, its leader said.\n\nThen she left." => "bb";
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
        for list in [
            &lists.line,
            &lists.start,
            &lists.inside,
            &lists.anywhere,
            &lists.prompts,
            &lists.networks,
            &lists.bracketed,
            &lists.closing,
            &lists.tail,
            &lists.credit,
            &lists.agency,
        ] {
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
