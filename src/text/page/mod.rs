//! A page of the web: the article in it, by the page's own structure, and what the page says of itself.

mod ads;
mod body;
mod charset;
mod day;
mod facts;

use std::borrow::Cow;
use std::collections::HashSet;
use std::hash::{Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use encoding_rs::Encoding;
use regex::{Captures, Regex};
use sha2::{Digest, Sha256};
use trafilatura::dom::Document;
use trafilatura::{ExtractResult, Metadata};

use self::ads::drop_ads;
use self::body::{Paragraph, heads, keep_captions, paragraphs, unfold_layout};
pub(super) use self::charset::by_label;
use self::charset::declared;
pub(super) use self::day::published;
use self::facts::Facts;
use super::blocks::{BlockKind, Part, blocks_of_parts};
use super::decode::decode_as;
use super::{Article, Span, Unreadable, Warning, WarningCode, hex, pattern};

/// What takes the article out of its page, as `doc.extractor` names it.
const EXTRACTOR: &str = "trafilatura 0.6.0";

/// Tags that may stand within each other. Browsers stop at 512; what is deeper is no article, and parsers take time in
/// the square of it.
const DEEPEST: usize = 4_000;

/// A page without words of so many in sentences, after what the mask takes, holds no article.
const FEWEST_WORDS: usize = 12;

/// A paragraph of no more words is a button or a credit rather than news.
const FEW_WORDS: usize = 4;

/// What says that a page came without its end.
const CUT: [WarningCode; 3] = [WarningCode::BrokenCompression, WarningCode::Cut, WarningCode::Unreadable];

/// What has fewer characters is looked for in other ways, some of which know no paragraphs: as a rule,
const SHORT: usize = 250;
/// and for news of a sentence or two.
const SHORTEST: usize = 80;

/// The bytes of a page.
pub(super) struct Page {
    pub bytes: Vec<u8>,
    /// What came with the page says so: the header that it was sent with. Goes before what the page says itself.
    pub charset: Option<&'static Encoding>,
    /// Where it comes from, which opens every message.
    pub place: String,
}

impl Hash for Page {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // A charset's own hash is its address, which is another in each run.
        (&self.bytes, self.charset.map(Encoding::name), &self.place).hash(state);
    }
}

/// The article in the bytes of a page of the web; what is known of it already stays.
///
/// # Errors
/// When the bytes are no page that can be read.
pub fn read_page(known: Article, bytes: Vec<u8>) -> Result<Article, Unreadable> {
    let mut article = known;
    article.source_sha256 = Some(hex(&Sha256::digest(&bytes)));
    let page = Page { bytes, charset: None, place: article.id.clone() };
    match page.read(&mut article) {
        Ok(()) => Ok(article),
        Err(warning) => Err(Unreadable { known: Box::new(article), warning }),
    }
}

impl Page {
    /// Fills `article` with what the page holds; what is known of it already stays. A page without an article leaves the
    /// text empty, and a warning says so.
    ///
    /// # Errors
    /// When the bytes are no page that can be read.
    pub fn read(&self, article: &mut Article) -> Result<(), Warning> {
        let place = &self.place;
        let charset = self.charset.or_else(|| declared(&self.bytes));
        let (html, warnings) = decode_as(&self.bytes, place, charset)?;
        article.warnings.extend(warnings);
        article.extractor = Some(EXTRACTOR.to_owned());
        if depth(&html) > DEEPEST {
            let message = format!("{place}: expected a page, got tags more than {DEEPEST} deep within each other");
            return Err(Warning::of_bytes(WarningCode::Binary, message));
        }
        // A defect of a parser costs this page alone.
        let found = catch_unwind(AssertUnwindSafe(|| extract(&html))).map_err(|_| {
            let message =
                format!("{place}: taking the article out of the page met a defect; please report it with the page");
            Warning::of_bytes(WarningCode::Defect, message)
        })?;
        found.facts.fill(article);
        lay_out(article, found.paragraphs);
        if !holds_an_article(article) {
            article.text.clear();
            article.parts.clear();
            // Where the page was cut, nobody knows what it held.
            if let Some(at) = article.warnings.iter().position(|warning| CUT.contains(&warning.code)) {
                return Err(article.warnings.swap_remove(at));
            }
            if html.trim().is_empty() {
                return Ok(());
            }
            let message = format!(
                "{place}: expected a page with an article, got one without running text, such as a front page, a list of links or a cookie notice"
            );
            article.warnings.push(Warning::of_bytes(WarningCode::NoArticle, message));
            return Ok(());
        }
        article.put_headline();
        Ok(())
    }
}

/// What a page holds.
struct Found {
    facts: Facts,
    paragraphs: Vec<Paragraph>,
}

fn extract(html: &str) -> Found {
    let html = &*without_bare_charsets(html);
    let (page, captions) = prepared(html);
    let headings = facts::headings(&page);
    let heads = heads(&page);
    let more = words_in_paragraphs(&page);
    let (content, stated) = taken(page, more, || prepared(html).0);
    Found { facts: Facts::of(html, &stated, &headings), paragraphs: paragraphs(&content, &captions, heads) }
}

/// The page with `charset` taken out of its `meta` where no `=` follows: the text is decoded by now, and the parser looks for the `=` beyond the end
/// of `content="text/html; charset"`.
fn without_bare_charsets(html: &str) -> Cow<'_, str> {
    static META: LazyLock<Regex> = LazyLock::new(|| pattern("(?i)<meta[^<]*"));
    static CHARSET: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)charset(\s*(?:[^=\s]|$))"));
    META.replace_all(html, |meta: &Captures<'_>| {
        let mut own = meta[0].to_owned();
        while let Cow::Owned(less) = CHARSET.replace_all(&own, "$1") {
            own = less;
        }
        own
    })
}

/// The page as extraction reads it best, and the words of its captions.
fn prepared(html: &str) -> (Document, HashSet<String>) {
    let mut page = Document::parse(&with_paragraphs(html));
    drop_ads(&mut page);
    unfold_layout(&mut page);
    let captions = keep_captions(&mut page);
    (page, captions)
}

/// The article's HTML, and what was found beside it. `all`: how much its paragraphs hold together; `again`: the page once
/// more, for extraction uses it up.
fn taken(page: Document, all: usize, again: impl Fn() -> Document) -> (String, Metadata) {
    let options = |ways, least| {
        let mut options =
            trafilatura::Options::default().with_fallback(ways).with_links(true).with_exclude_comments(true);
        options.config.min_extracted_size = least;
        options
    };
    let extract = |page, ways, least| trafilatura::extract_document(page, &options(ways, least)).ok();
    let size = |found: &Option<ExtractResult>| found.as_ref().map_or(0, |found| found.content_text.chars().count());
    // Another way is believed where it finds more than twice as much: no need to try any where the page has not so much.
    let found = extract(page, false, SHORT);
    let found = if size(&found) * 2 < all { extract(again(), true, SHORT).or(found) } else { found };
    // A short one may be a dump of the page's words, without paragraphs: shorter ones are looked for with them.
    let found = if size(&found) < SHORT { extract(again(), true, SHORTEST).or(found) } else { found };
    found.map(|found| (found.content_html, found.metadata)).unwrap_or_default()
}

/// How many characters stand in the page's paragraphs of more than a few words.
fn words_in_paragraphs(page: &Document) -> usize {
    let paragraphs = page.get_elements_by_tag_name(page.root(), "p").into_iter().map(|p| page.text_content(p));
    paragraphs.filter(|text| text.split_whitespace().nth(FEW_WORDS).is_some()).map(|text| text.chars().count()).sum()
}

/// Writes the paragraphs one a line with an empty line between, and keeps what each is. A heading that says the title
/// again is left out, for the title goes in front; a line that says the byline again is furniture.
fn lay_out(article: &mut Article, paragraphs: Vec<Paragraph>) {
    let title = article.title.as_deref().map(letters).unwrap_or_default();
    let byline = article.byline.as_deref().map(letters).unwrap_or_default();
    for Paragraph { mut kind, text } in paragraphs {
        let said = letters(&text);
        if kind == BlockKind::Title && said == title {
            continue;
        }
        if said == byline || said.strip_prefix("by").is_some_and(|rest| rest == byline) {
            kind = BlockKind::Boilerplate;
        }
        if !article.text.is_empty() {
            article.text.push_str("\n\n");
        }
        let start = article.text.len();
        article.text.push_str(&text);
        article.parts.push(Part { kind, span: Span::new(start, article.text.len()) });
    }
}

/// Old pages part paragraphs by empty lines, and then words stand in a frame or behind a table without a paragraph around
/// them; extraction wants to see paragraphs.
fn with_paragraphs(html: &str) -> Cow<'_, str> {
    static BREAKS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)(?:<br\s*/?>(?:\s|&nbsp;)*){2,}"));
    static LOOSE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)(</table>|</h\d>|<(?:div|td|font|article|section|center)\b[^<>]*>)\s*([^<\s])"));
    match BREAKS.replace_all(html, "<p>") {
        Cow::Borrowed(same) => Cow::Borrowed(same),
        Cow::Owned(parted) => Cow::Owned(LOOSE.replace_all(&parted, "$1<p>$2").into_owned()),
    }
}

/// A text's letters and digits alone, in one case.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Is there running text once the furniture is masked?
fn holds_an_article(article: &Article) -> bool {
    let body = blocks_of_parts(&article.text, None, &article.parts, false);
    let body = body.iter().filter(|block| block.kind == BlockKind::Body).flat_map(|block| &block.paragraphs);
    let sentences =
        body.map(|paragraph| paragraph.of(&article.text)).filter(|text| text.ends_with(|c: char| !c.is_alphanumeric()));
    sentences.map(|text| text.split_whitespace().count()).sum::<usize>() >= FEWEST_WORDS
}

/// How many more tags are opened than closed at once, at most; those that need no end are not counted.
fn depth(html: &str) -> usize {
    let (mut open, mut most) = (0_usize, 0);
    let bytes = html.as_bytes();
    for (at, _) in html.match_indices('<') {
        match bytes.get(at + 1) {
            Some(b'/') => open = open.saturating_sub(1),
            Some(first) if first.is_ascii_alphabetic() => {
                let name = bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
                open += usize::from(!NO_END.iter().any(|tag| html[at + 1..at + 1 + name].eq_ignore_ascii_case(tag)));
                most = most.max(open);
            }
            _ => {}
        }
    }
    most
}

/// Elements without an end, and those whose end may be left out.
const NO_END: [&str; 28] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p",
    "li", "dt", "dd", "td", "th", "tr", "option", "thead", "tbody", "tfoot", "colgroup", "rp", "rt",
];

#[cfg(test)]
mod tests {
    use super::without_bare_charsets;

    #[test]
    fn a_charset_without_a_name_is_taken_out_of_its_meta() {
        for (html, expected) in [
            (r#"<meta content="text/html; charset"><p>charset"#, r#"<meta content="text/html; "><p>charset"#),
            ("<META content=charset >", "<META content= >"),
            ("<meta content=charcharsetset", "<meta content="),
            (
                r#"<meta charset="utf-8"><meta content="a; charset = utf-8">"#,
                r#"<meta charset="utf-8"><meta content="a; charset = utf-8">"#,
            ),
        ] {
            assert_eq!(without_bare_charsets(html), expected);
        }
    }
}
