//! Articles that did not come as files: whoever sends them says how they are laid out, and nothing is unpacked.

use std::io::Read;

use super::{Opened, Raws, html, json, jsonl, plain};

/// How a body holds its articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One article, as text.
    Text,
    /// One article, in its page.
    Page,
    /// One object, or an array of them, one article each.
    Json,
    /// One object a line.
    Lines,
}

impl Layout {
    /// What the first bytes show, where nobody says it.
    #[must_use]
    pub fn shown_by(head: &[u8]) -> Self {
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
        if html::shows(head) {
            Self::Page
        } else if json::shows(head) || jsonl::shows(head) {
            Self::Json
        } else {
            Self::Text
        }
    }
}

/// The articles of a stream, each read when asked for; records call their source `name`.
#[must_use]
pub fn articles_in(stream: Box<dyn Read + Send>, layout: Layout, name: &str) -> Raws {
    let opened = Opened::as_it_is(stream, name);
    match layout {
        Layout::Text => plain::read(opened),
        Layout::Page => html::read(opened),
        Layout::Json => json::read(opened),
        Layout::Lines => jsonl::read(opened),
    }
}

#[cfg(test)]
mod tests {
    use super::Layout;

    #[test]
    fn first_bytes_show_the_layout() {
        for (head, layout) in [
            ("The mayor spoke.", Layout::Text),
            ("", Layout::Text),
            ("\u{feff} <!doctype html><p>", Layout::Page),
            ("{\"text\": \"a\"}", Layout::Json),
            ("[\n {\"text\": \"a\"}]", Layout::Json),
            ("{ he said }", Layout::Text),
        ] {
            assert_eq!(Layout::shown_by(head.as_bytes()), layout, "{head}");
        }
    }
}
