//! A page that a browser saved with all its parts in one file (MHTML): its first part of HTML is the article's page.

use std::iter;

use encoding_rs::UTF_8;
use mail_parser::{MessageParser, MimeHeaders, PartType};

use super::super::host::host;
use super::super::page::Page;
use super::super::raw::Raw;
use super::super::{Article, Unreadable, Warning, WarningCode};
use super::{Opened, Raws};

/// Its headers are a mail's, of many parts that belong together.
pub(super) fn shows(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let mut lines = head.lines();
    let begins = lines.next().is_some_and(|line| line.starts_with("from:") || line.starts_with("mime-version:"));
    begins && lines.take_while(|line| !line.is_empty()).any(|line| line.contains("multipart/related"))
}

pub(super) fn read(mut opened: Opened) -> Raws {
    let mut article = Article { id: opened.id.clone(), source: Some(opened.source.clone()), ..Article::default() };
    let raw = match opened.whole(&mut article).and_then(|bytes| page(&bytes, opened.source, &mut article)) {
        Ok(page) => Raw::page(article, page),
        Err(warning) => Raw::from(Err(Unreadable { known: Box::new(article), warning })),
    };
    Box::new(iter::once(raw))
}

fn page(bytes: &[u8], place: String, article: &mut Article) -> Result<Page, Warning> {
    let saved = MessageParser::default().parse(bytes);
    let html = saved.as_ref().and_then(|saved| {
        saved
            .parts
            .iter()
            .find_map(|part| if let PartType::Html(html) = &part.body { Some((saved, part, html)) } else { None })
    });
    let Some((saved, part, html)) = html else {
        let message =
            format!("{place}: expected a saved page with a part of HTML, got none; save it again, or as .html");
        return Err(Warning::of_bytes(WarningCode::Unreadable, message));
    };
    let stated = saved.header("Snapshot-Content-Location").and_then(|header| header.as_text());
    article.url = stated.or(part.content_location()).filter(|url| host(url).is_some()).map(str::to_owned);
    article.host = article.url.as_deref().and_then(host);
    article.fetched = saved.date().map(mail_parser::DateTime::to_rfc3339);
    // The parser has decoded the part as its headers say.
    Ok(Page { bytes: html.as_bytes().to_vec(), charset: Some(UTF_8), place })
}
