//! The paragraphs of an article, and what the page's structure says of each.

use std::collections::{HashMap, HashSet};
use std::iter;

use trafilatura::dom::{Document, NodeId};

use super::super::blocks::{BlockKind, LONGEST_SUBHEAD, ends_sentence};

/// Where pages keep the words under a picture.
const CAPTIONS: &str = "figcaption, .wp-caption-text, .tr-caption, .image-caption, .photo-caption, .picture-caption, .caption-text, .media-caption";

/// Elements around a caption that are looked at, from the inside: the picture's frame is not far.
const FRAMES: usize = 4;

/// A paragraph, on one line.
pub(super) struct Paragraph {
    pub kind: BlockKind,
    pub text: String,
}

/// Makes plain paragraphs of the page's captions, which extraction would throw away with their pictures, and gives their
/// words.
pub(super) fn keep_captions(page: &mut Document) -> HashSet<String> {
    let mut captions = HashSet::new();
    for caption in page.query_selector_all(page.root(), CAPTIONS) {
        let words = fold(&page.text_content(caption));
        if words.is_empty() {
            continue;
        }
        for child in page.child_nodes(caption).into_iter().rev() {
            page.remove(child, false);
        }
        page.set_text(caption, &words);
        page.set_tag_name(caption, "p");
        page.clear_attributes(caption);
        let mut frame = page.parent(caption);
        for _ in 0..FRAMES {
            let Some(around) = frame else { break };
            let is_figure = page.tag_name(around) == "figure";
            if is_figure || page.class_name(around).contains("caption") {
                page.clear_attributes(around);
            }
            if is_figure || page.tag_name(around) == "dl" {
                page.set_tag_name(around, "div");
            }
            frame = page.parent(around);
        }
        captions.insert(words);
    }
    captions
}

/// Makes plain frames of tables that hold paragraphs, headings or tables: pages were once laid out so.
pub(super) fn unfold_layout(page: &mut Document) {
    let holds = "table:has(p), table:has(h1), table:has(table)";
    let layout: HashSet<NodeId> = page.query_selector_all(page.root(), holds).into_iter().collect();
    let parts = page.query_selector_all(page.root(), "tbody, thead, tfoot, tr, td, th");
    let is_layout = |part: &NodeId| {
        let table = iter::successors(page.parent(*part), |&around| page.parent(around));
        table.take(FRAMES).find(|&around| page.tag_name(around) == "table").is_some_and(|table| layout.contains(&table))
    };
    let parts: Vec<NodeId> = parts.into_iter().filter(is_layout).collect();
    for part in parts.into_iter().chain(layout.iter().copied()) {
        page.set_tag_name(part, "div");
    }
}

/// Headings by the paragraph right below them. Extraction loses some, of live blogs say.
pub(super) fn heads(page: &Document) -> HashMap<String, String> {
    let below = |heading: NodeId| {
        let next = page.next_element_sibling(heading)?;
        let heading = fold(&page.text_content(heading));
        (page.tag_name(next) == "p" && !heading.is_empty()).then(|| (fold(&page.text_content(next)), heading))
    };
    page.query_selector_all(page.root(), "h2, h3, h4").into_iter().filter_map(below).collect()
}

/// The paragraphs of extracted HTML in their order; each has its heading above it.
pub(super) fn paragraphs(
    content: &str,
    captions: &HashSet<String>,
    mut heads: HashMap<String, String>,
) -> Vec<Paragraph> {
    let page = Document::parse(content);
    let mut walk = Walk { page: &page, captions, done: Vec::new(), open: Open::default() };
    if let Some(body) = page.body() {
        walk.below(body, BlockKind::Body);
        walk.close(BlockKind::Body);
    }
    let mut all: Vec<Paragraph> = Vec::with_capacity(walk.done.len());
    for paragraph in walk.done {
        let lost = heads.remove(&paragraph.text).filter(|head| all.last().is_none_or(|last| last.text != *head));
        all.extend(lost.map(|text| Paragraph { kind: BlockKind::Title, text }));
        all.push(paragraph);
    }
    all
}

/// What a tag is to the paragraphs.
enum Tag {
    /// A paragraph of its own, or a frame around some.
    Block(BlockKind),
    Link,
    Bold,
    Break,
    /// No words of the article.
    Nothing,
    Inline,
}

impl Tag {
    fn of(name: &str, around: BlockKind) -> Self {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Self::Block(BlockKind::Title),
            "figcaption" | "caption" => Self::Block(BlockKind::Caption),
            "p" | "li" | "dt" | "dd" | "td" | "th" | "tr" | "table" | "tbody" | "thead" | "tfoot" | "blockquote"
            | "pre" | "div" | "section" | "article" | "main" | "ul" | "ol" | "dl" | "figure" | "hr" | "details"
            | "summary" | "address" | "header" | "footer" | "aside" | "center" => Self::Block(around),
            "a" => Self::Link,
            "b" | "strong" => Self::Bold,
            "br" => Self::Break,
            "script" | "style" | "noscript" | "template" => Self::Nothing,
            _ => Self::Inline,
        }
    }
}

/// A paragraph that is being put together; line breaks of the page are `\n` in it, all other white space is not.
#[derive(Default)]
struct Open {
    text: String,
    /// Letters in links, letters in bold.
    linked: usize,
    bold: usize,
    in_link: usize,
    in_bold: usize,
}

struct Walk<'a> {
    page: &'a Document,
    captions: &'a HashSet<String>,
    done: Vec<Paragraph>,
    open: Open,
}

impl Walk<'_> {
    fn below(&mut self, node: NodeId, kind: BlockKind) {
        for child in self.page.child_nodes(node) {
            if self.page.is_text(child) {
                self.add(&self.page.text_content(child));
                continue;
            }
            match Tag::of(self.page.tag_name(child), kind) {
                Tag::Block(inner) => {
                    self.close(kind);
                    self.below(child, inner);
                    self.close(inner);
                }
                Tag::Link => {
                    self.open.in_link += 1;
                    self.below(child, kind);
                    self.open.in_link -= 1;
                }
                Tag::Bold => {
                    self.open.in_bold += 1;
                    self.below(child, kind);
                    self.open.in_bold -= 1;
                }
                Tag::Break => self.open.text.push('\n'),
                Tag::Nothing => {}
                Tag::Inline => self.below(child, kind),
            }
        }
    }

    fn add(&mut self, text: &str) {
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        self.open.linked += if self.open.in_link > 0 { letters } else { 0 };
        self.open.bold += if self.open.in_bold > 0 { letters } else { 0 };
        self.open.text.extend(text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }));
    }

    /// Ends the paragraph that is open. Old pages part paragraphs by line breaks: two of them do, and one does after a
    /// sentence.
    fn close(&mut self, kind: BlockKind) {
        let Open { text, linked, bold, .. } = &mut self.open;
        let text = std::mem::take(text);
        let (linked, bold) = (std::mem::take(linked), std::mem::take(bold));
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        let mut lines: Vec<String> = Vec::new();
        let mut apart = true;
        for line in text.split('\n').map(fold) {
            match lines.last_mut() {
                _ if line.is_empty() => apart = true,
                Some(last) if !apart && !ends_sentence(last) => {
                    last.push(' ');
                    last.push_str(&line);
                }
                _ => {
                    lines.push(line);
                    apart = false;
                }
            }
        }
        for text in lines {
            let short = text.split_whitespace().count() <= LONGEST_SUBHEAD && !ends_sentence(&text);
            let kind = match kind {
                BlockKind::Body if self.captions.contains(&text) => BlockKind::Caption,
                // All of it is a link: it leads to another story. All of it is bold: it heads what comes.
                BlockKind::Body | BlockKind::Title if linked * 10 >= letters * 9 && linked > 0 => {
                    BlockKind::Boilerplate
                }
                BlockKind::Body if short && bold == letters && bold > 0 => BlockKind::Title,
                _ => kind,
            };
            self.done.push(Paragraph { kind, text });
        }
    }
}

/// On one line, with single spaces.
pub(super) fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
