//! When a page says that it was published, without parsing the page: enough to leave it out early.

use std::sync::LazyLock;

use regex::bytes::Regex;

/// Names under which pages state it, in JSON-LD, in meta tags and in `time` elements, before the date or behind it.
static STATED: LazyLock<Regex> = LazyLock::new(|| {
    let names = "datePublished|article:published_time|og:published_time|parsely-pub-date|dc\\.date(?:\\.issued)?|pubdate|publish-?date";
    let day = r"(\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?)";
    let text = format!(
        r#"(?i)(?:{names}|\bname\s*=\s*["']date)["'][^<>]{{0,60}}?{day}|content\s*=\s*["']{day}[^<>]{{0,40}}["'](?:{names}|date)["']"#
    );
    Regex::new(&text).unwrap_or_else(|error| panic!("built-in pattern: {error}"))
});

/// The first date that is stated, `YYYY-MM-DD` with or without a time behind it.
pub(in super::super) fn published(page: &[u8]) -> Option<String> {
    let found = STATED.captures(page)?;
    let day = found.get(1).or(found.get(2))?;
    Some(String::from_utf8_lossy(day.as_bytes()).into_owned())
}

#[cfg(test)]
mod tests {
    use super::published;

    #[test]
    fn the_date_is_found_where_pages_state_it() {
        for (page, date) in [
            (
                r#"{"@type":"NewsArticle","datePublished": "2024-03-05T10:00:00+04:00"}"#,
                Some("2024-03-05T10:00:00+04:00"),
            ),
            (
                r#"<meta property="article:published_time" content="2024-03-05T10:00:00Z">"#,
                Some("2024-03-05T10:00:00Z"),
            ),
            (r#"<meta content="2024-03-05" property="article:published_time">"#, Some("2024-03-05")),
            (r#"<META NAME="date" CONTENT="2024-03-05">"#, Some("2024-03-05")),
            (r#"<meta content="2024-03-05T10:00:00Z" name="date">"#, Some("2024-03-05T10:00:00Z")),
            (r#"<meta name="update" content="2024-03-05">"#, None),
            (r#"<time itemprop="datePublished" datetime="2024-03-05">"#, Some("2024-03-05")),
            (r#"<meta name="viewport" content="width=device-width"><p>On 2024-03-05 it rained.</p>"#, None),
            (r#"{"dateModified":"2024-03-05"}"#, None),
        ] {
            assert_eq!(published(page.as_bytes()).as_deref(), date, "{page}");
        }
    }
}
