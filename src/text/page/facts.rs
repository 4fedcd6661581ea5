//! What a page says of itself: title, byline, date, address.

use dom_smoothie::Readability;
use trafilatura::Metadata;
use trafilatura::dom::Document;

use super::super::Article;
use super::super::host::host;
use super::body::fold;
use super::day::published;

/// A line that heads a page has at least so many words, and names of sections and sites mostly fewer.
const HEADING: usize = 3;

/// What is said, where it is said.
#[derive(Default)]
pub(super) struct Facts {
    title: Option<String>,
    byline: Option<String>,
    published: Option<String>,
    url: Option<String>,
}

/// The page's headings of the first order.
pub(super) fn headings(page: &Document) -> Vec<String> {
    let first = page.query_selector_all(page.root(), "h1");
    first.into_iter().map(|heading| fold(&page.text_content(heading))).collect()
}

impl Facts {
    /// From JSON-LD and meta tags; `stated` is what was found beside the article, for what the former lack.
    pub fn of(html: &str, stated: &Metadata, headings: &[String]) -> Self {
        let Ok(page) = Readability::new(html, None, None) else { return Self::default() };
        let said = page.get_article_metadata(page.parse_json_ld());
        let site = said.site_name.as_deref().unwrap_or(&stated.sitename);
        Self {
            title: title(&said.title, site, headings).or_else(|| present(&stated.title)),
            byline: said.byline.as_deref().and_then(name).or_else(|| name(&stated.author.replace("; ", ", "))),
            published: said
                .published_time
                .as_deref()
                .and_then(present)
                .or_else(|| published(html.as_bytes()))
                .or_else(|| Some(stated.date?.to_string())),
            url: present(&stated.url).or(said.url).filter(|url| host(url).is_some()).or_else(|| saved_from(html)),
        }
    }

    /// Fills in what is not known from elsewhere.
    pub fn fill(self, article: &mut Article) {
        article.title = article.title.take().or(self.title);
        article.byline = article.byline.take().or(self.byline);
        article.published = article.published.take().or(self.published);
        article.url = article.url.take().or(self.url);
        article.host = article.host.take().or_else(|| host(article.url.as_deref()?));
    }
}

fn present(text: &str) -> Option<String> {
    Some(fold(text)).filter(|text| !text.is_empty())
}

/// The headline without the site's name behind it, as the page's heading has it where that is the same.
fn title(said: &str, site: &str, headings: &[String]) -> Option<String> {
    let said = present(said)?;
    let heads = |heading: &&String| {
        heading.split_whitespace().count() >= HEADING
            && said
                .strip_prefix(heading.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.trim_start().starts_with(BARS))
    };
    if let Some(heading) = headings.iter().find(heads) {
        return Some(heading.clone());
    }
    let bare = said.strip_suffix(site).filter(|_| !site.is_empty()).map(str::trim_end);
    let bare = bare.and_then(|rest| rest.strip_suffix(BARS)).map(str::trim_end).filter(|rest| !rest.is_empty());
    Some(bare.map_or(said.clone(), str::to_owned))
}

/// What stands between a headline and the site's name.
const BARS: [char; 6] = ['|', '-', '–', '—', '·', '»'];

/// Who wrote it, without the word before a name. An address is nobody's.
fn name(byline: &str) -> Option<String> {
    let byline = present(byline)?;
    let bare = ["By ", "by ", "BY "].iter().find_map(|by| byline.strip_prefix(by)).unwrap_or(&byline);
    (!bare.contains("://")).then(|| bare.to_owned())
}

/// The address that a browser notes on a page that it saves.
fn saved_from(html: &str) -> Option<String> {
    let head = &html[..html.floor_char_boundary(1024)];
    let (_, rest) = head.split_once("<!-- saved from url=(")?;
    let (_, rest) = rest.split_once(')')?;
    let url = rest.split_whitespace().next()?;
    host(url).map(|_| url.to_owned())
}
