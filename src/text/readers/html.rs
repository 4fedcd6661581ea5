//! One page of the web, one article.

use std::iter;

use super::super::page::Page;
use super::super::raw::Raw;
use super::super::{Article, Unreadable};
use super::{Opened, Raws};

/// A page begins with its type or its outermost tags, after what is no part of it.
pub(super) fn shows(head: &[u8]) -> bool {
    let head = head.to_ascii_lowercase();
    let mut rest = head.as_slice();
    for (begins, ends) in [("<?xml", "?>"), ("<!--", "-->"), ("<!--", "-->")] {
        if rest.starts_with(begins.as_bytes())
            && let Some(at) = rest.windows(ends.len()).position(|window| window == ends.as_bytes())
        {
            rest = rest[at + ends.len()..].trim_ascii_start();
        }
    }
    [&b"<!doctype html"[..], b"<html", b"<head>", b"<body"].iter().any(|begins| rest.starts_with(begins))
}

pub(super) fn read(mut opened: Opened) -> Raws {
    let mut article = Article { id: opened.id.clone(), source: Some(opened.source.clone()), ..Article::default() };
    let raw = match opened.whole(&mut article) {
        Ok(bytes) => Raw::page(article, Page { bytes, charset: None, place: opened.source }),
        Err(warning) => Raw::from(Err(Unreadable { known: Box::new(article), warning })),
    };
    Box::new(iter::once(raw))
}

#[cfg(test)]
mod tests {
    use super::shows;

    #[test]
    fn a_page_is_known_by_its_first_tags() {
        for (head, is_page) in [
            ("<!DOCTYPE html><html>", true),
            ("<HTML lang=en>", true),
            ("<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\">", true),
            ("<!-- saved from url=(0019)https://news.example/ -->\n<html>", true),
            ("<?xml version=\"1.0\"?><rss version=\"2.0\">", false),
            ("<p>The mayor spoke.", false),
            ("The mayor spoke <html>", false),
        ] {
            assert_eq!(shows(head.as_bytes()), is_page, "{head}");
        }
    }
}
