//! Links: what stands in `href`.

use super::address::Address;
use url::Url;

/// How the pages at hand are reached, so that one page can be served and written as a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Links {
    /// Over the server, from its root.
    Served,
    /// As files, from a page so many folders below the export's.
    Files {
        /// 0 for `index.html`, 1 for `article/7.html`.
        depth: usize,
    },
}

impl Links {
    /// What leads to `address`.
    pub(super) fn to(self, address: &Address) -> String {
        match self {
            Self::Served => address.served(),
            Self::Files { depth } => format!("{}{}", "../".repeat(depth), address.filed()),
        }
    }

    /// What leads to a file that all pages share: style, script.
    pub(super) fn asset(self, name: &str) -> String {
        match self {
            Self::Served => format!("/{name}"),
            Self::Files { depth } => format!("{}{name}", "../".repeat(depth)),
        }
    }

    /// Are these files, where nobody answers?
    pub(super) fn are_files(self) -> bool {
        matches!(self, Self::Files { .. })
    }
}

/// An address that a record gives, if a link may lead there: the web, and nothing that runs or opens a file.
pub(super) fn outward(address: &str) -> Option<Url> {
    let url = Url::parse(address.trim()).ok()?;
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::outward;

    #[test]
    fn only_the_web() {
        for (address, expected) in [
            ("https://news.example/a?b=c", Some("https://news.example/a?b=c")),
            (" http://news.example ", Some("http://news.example/")),
            ("javascript:alert(1)", None),
            ("java\tscript:alert(1)", None),
            ("JaVaScRiPt:alert(1)", None),
            ("data:text/html,<script>", None),
            ("vbscript:x", None),
            ("file:///etc/passwd", None),
            ("//news.example/a", None),
            ("/search", None),
            ("blob:https://news.example/1", None),
            ("https://news.example/\" onclick=\"x", Some("https://news.example/%22%20onclick=%22x")),
        ] {
            assert_eq!(outward(address).as_ref().map(url::Url::as_str), expected, "{address}");
        }
    }
}
