//! Advertising between the paragraphs of an article: taken off the page before the article is looked for.
//!
//! Names alone do not tell: sites call the frame around an article `has-ads`, too. So an element goes only where it holds a
//! small part of the page's words, and where all that would go together is not most of them.

use std::collections::{HashMap, HashSet};
use std::iter;
use std::sync::LazyLock;

use serde::Deserialize;
use trafilatura::dom::{Document, NodeId};

use super::super::embedded;

/// An advertisement between paragraphs has no more words than a long paragraph,
const MOST: usize = 80;
/// and no more than one in so many of the page's.
const PART: usize = 3;
/// One that nothing but its label tells has no more words, the label among them.
const MOST_LABELLED: usize = 30;

/// Elements that no name makes advertising: frames of the whole page, and headings, whose ids are their own words.
const KEPT: [&str; 9] = ["html", "body", "main", "h1", "h2", "h3", "h4", "h5", "h6"];

/// What holds one of these holds the article.
const ARTICLE: &str = "h1, main";

/// Elements without words of their own for a reader of the article: links lead to other stories.
const WORDLESS: [&str; 8] = ["a", "script", "style", "noscript", "template", "button", "select", "textarea"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ads {
    names: HashSet<String>,
    not_behind: HashSet<String>,
    not_before: HashSet<String>,
    elements: HashSet<String>,
    labels: HashSet<String>,
}

static ADS: LazyLock<Ads> = LazyLock::new(|| embedded("text/page/ads.toml", include_str!("ads.toml")));

/// Takes the advertising off the page.
pub(super) fn drop_ads(page: &mut Document) {
    let Some(body) = page.body() else { return };
    let nodes = nodes(page, body);
    let named: Vec<NodeId> = nodes.iter().copied().filter(|node| is_named(page, *node)).collect();
    let labels: Vec<NodeId> = nodes.iter().copied().filter(|node| is_label(page, *node)).collect();
    if named.is_empty() && labels.is_empty() {
        return;
    }
    let words = words(page, &nodes);
    let count = |node: NodeId| words.get(&node).copied().unwrap_or_default();
    let all = count(body);
    let is_small = |node: &NodeId| {
        count(*node) <= MOST && count(*node) * PART <= all && page.query_selector(*node, ARTICLE).is_none()
    };
    let labelled = labels.into_iter().filter_map(|label| {
        let frame = ancestors(page, label).find(|around| count(*around) > count(label))?;
        (begins_with(page, frame, label) && count(frame) <= MOST_LABELLED && !is_kept(page, frame)).then_some(frame)
    });
    let found: HashSet<NodeId> = named.into_iter().chain(labelled).filter(is_small).collect();
    let outermost = |node: &NodeId| !ancestors(page, *node).any(|around| found.contains(&around));
    let found: Vec<NodeId> = found.iter().copied().filter(outermost).collect();
    if found.iter().map(|node| count(*node)).sum::<usize>() * 2 > all {
        return;
    }
    for node in found {
        // What follows the element is not its own.
        page.remove(node, true);
    }
}

/// What stands below an element, each before what it holds.
fn nodes(page: &Document, top: NodeId) -> Vec<NodeId> {
    let mut found = Vec::new();
    // Not by calls within calls: pages nest deeper than a thread's stack.
    let mut open = vec![top];
    while let Some(node) = open.pop() {
        found.push(node);
        open.extend(page.child_nodes(node).into_iter().rev());
    }
    found
}

/// The words of each element that are not links'.
fn words(page: &Document, nodes: &[NodeId]) -> HashMap<NodeId, usize> {
    let mut words: HashMap<NodeId, usize> = HashMap::new();
    for &node in nodes.iter().rev() {
        let own = if page.is_text(node) {
            let count = page.text_content(node).split_whitespace().count();
            words.insert(node, count);
            count
        } else {
            words.get(&node).copied().unwrap_or_default()
        };
        if let Some(around) = page.parent(node).filter(|_| own > 0 && !WORDLESS.contains(&page.tag_name(node))) {
            *words.entry(around).or_default() += own;
        }
    }
    words
}

fn ancestors(page: &Document, node: NodeId) -> impl Iterator<Item = NodeId> {
    iter::successors(page.parent(node), |&around| page.parent(around))
}

fn is_kept(page: &Document, node: NodeId) -> bool {
    KEPT.contains(&page.tag_name(node))
}

/// Is the element advertising by what it is called?
fn is_named(page: &Document, node: NodeId) -> bool {
    if !page.is_element(node) || is_kept(page, node) {
        return false;
    }
    let tag = page.tag_name(node);
    let own = if tag.contains('-') { tag } else { "" };
    ADS.elements.contains(tag) || [own, &page.class_name(node), &page.id_attr(node)].into_iter().any(names_an_ad)
}

/// Is one of these names that of advertising?
fn names_an_ad(names: &str) -> bool {
    let names = names.to_lowercase();
    names.split_whitespace().any(|name| {
        let parts: Vec<&str> = name.split(['-', '_']).collect();
        parts.iter().position(|part| ADS.names.contains(*part)).is_some_and(|at| {
            let (behind, before) = (&parts[..at], &parts[at + 1..]);
            !behind.iter().any(|part| ADS.not_behind.contains(*part))
                && !before.iter().any(|part| ADS.not_before.contains(*part))
        })
    })
}

/// Does a text say that what stands by it is advertising, and nothing else?
fn is_label(page: &Document, node: NodeId) -> bool {
    page.is_text(node) && {
        let text = page.text_content(node);
        let bare = text.trim().trim_end_matches([':', '.']);
        !bare.is_empty() && ADS.labels.contains(&bare.to_lowercase())
    }
}

/// Is this text the first of the element's?
fn begins_with(page: &Document, element: NodeId, text: NodeId) -> bool {
    let first = nodes(page, element)
        .into_iter()
        .find(|node| page.is_text(*node) && !page.text_content(*node).trim().is_empty());
    first == Some(text)
}

#[cfg(test)]
mod tests {
    use super::{ADS, drop_ads, names_an_ad};
    use trafilatura::dom::Document;

    #[test]
    fn whole_words_of_a_name_tell() {
        for (names, told) in [
            ("ad", true),
            ("AD", true),
            ("ad-slot", true),
            ("ad_slot_2", true),
            ("story b-ads-block", true),
            ("div-gpt-ad-1589", true),
            ("article__promo", true),
            ("sponsored-content", true),
            ("OUTBRAIN", true),
            ("", false),
            ("add", false),
            ("header", false),
            ("read-more", false),
            ("admin", false),
            ("shadow thread gradient", false),
            ("has-ads", false),
            ("ads-enabled", false),
            ("story-after-ad", false),
            ("ad-after-paragraph-2", true),
            ("post category-advertising tag-ads", false),
            ("has-ads ad", true),
        ] {
            assert_eq!(names_an_ad(names), told, "{names}");
        }
    }

    /// Which of `article` and `ad` are left of a page with an article of some sentences and this in the middle.
    fn left(open: &str, middle: &str) -> String {
        let before = "<p>The article begins here, the mayor of the town said on Monday, and it has as many words as short news.</p>";
        let after = "<p>It goes on with another sentence of the same mayor, who left the town hall at noon by the back door.</p>";
        let mut page = Document::parse(&format!("<html><body>{open}{before}{middle}{after}</body></html>"));
        drop_ads(&mut page);
        let text = page.text_content(page.root());
        ["begins", "GURU", "goes on"].into_iter().filter(|word| text.contains(word)).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn what_is_named_or_labelled_goes_and_the_article_stays() {
        let guru = "<p>GURU says that this trick doubles your pension.</p>";
        let within = |open: &str, close: &str| left("<article>", &format!("{open}{guru}{close}"));
        for (open, close) in [
            ("<div class=ad>", "</div>"),
            ("<div id=ad-1>", "</div>"),
            ("<amp-ad type=x>", "</amp-ad>"),
            ("<amp-embed type=taboola>", "</amp-embed>"),
            ("<ins class='adsbygoogle x'>", "</ins>"),
            ("<div class=outbrain><h3>From the web</h3>", "</div>"),
            ("<div><span>Advertisement</span>", "</div>"),
            ("<div><div><b>SPONSORED:</b></div>", "</div>"),
            ("<div class=ad></div><div class=promo>", "</div>"),
        ] {
            assert_eq!(within(open, close), "begins, goes on", "{open}");
        }
        for (open, close) in [
            ("<div class=add>", "</div>"),
            ("<div class=has-ad>", "</div>"),
            ("<div>", "</div>"),
            ("<p>Advertisement</p>", ""),
            ("<div class=ad>Advertisement</div>", ""),
            ("<div><p>Our story.</p><p>Advertisement</p>", "</div>"),
            ("<h2 class=promo>", "</h2>"),
            ("<div class=ad><h1>Mayor speaks</h1>", "</div>"),
        ] {
            assert_eq!(within(open, close), "begins, GURU, goes on", "{open}");
        }
    }

    #[test]
    fn what_holds_the_article_stays_whatever_it_is_called() {
        for open in [
            "<article class='ads promo'>",
            "<div id=ad><div class=sponsored>",
            "<main class=ad>",
            "<div class=ad><p>Advertisement</p>",
        ] {
            assert_eq!(left(open, ""), "begins, goes on", "{open}");
        }
        let part = |n: i32| format!("<div class=ad><p>Part {n} of the article, he said.</p></div>");
        let parts = (0..9).map(part).collect::<Vec<_>>().concat();
        let mut page = Document::parse(&format!("<html><body><p>It begins.</p>{parts}</body></html>"));
        drop_ads(&mut page);
        assert!((0..9).all(|n| page.text_content(page.root()).contains(&format!("Part {n}"))));
        let mut bare = Document::parse("<html><body class=ad>Ad</body></html>");
        drop_ads(&mut bare);
        assert_eq!(bare.text_content(bare.root()).trim(), "Ad");
    }

    #[test]
    fn what_follows_an_advertisement_in_its_line_is_not_its_own() {
        assert_eq!(
            left("<article><div><span class=ad>GURU says so.</span> The article begins</div>", ""),
            "begins, goes on"
        );
    }

    #[test]
    fn no_word_is_in_two_lists() {
        let others: Vec<&String> = ADS.not_behind.iter().chain(&ADS.not_before).collect();
        assert!(!others.is_empty() && others.into_iter().all(|word| !ADS.names.contains(word)));
        assert!(!ADS.labels.is_empty() && !ADS.elements.is_empty());
    }
}
