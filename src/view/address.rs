//! Where a link within the viewer leads.

use std::fmt::Display;
use url::form_urlencoded::Serializer;

/// A page, the number of what it shows, and what is asked of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    page: &'static str,
    number: Option<i64>,
    query: Vec<(&'static str, String)>,
    anchor: Option<(&'static str, i64)>,
}

impl Address {
    /// A page: the first step of its path.
    pub(super) const fn page(page: &'static str) -> Self {
        Self { page, number: None, query: Vec::new(), anchor: None }
    }

    /// The page of one thing.
    pub(super) const fn numbered(page: &'static str, number: i64) -> Self {
        Self { page, number: Some(number), query: Vec::new(), anchor: None }
    }

    /// Asks that `key` be `value`; where that is empty, asks nothing of `key`.
    #[must_use]
    pub(super) fn with(mut self, key: &'static str, value: impl Display) -> Self {
        self.query.retain(|(other, _)| *other != key);
        let value = value.to_string();
        if !value.is_empty() {
            self.query.push((key, value));
        }
        self
    }

    /// Asks nothing of `key`.
    #[must_use]
    pub(super) fn without(self, key: &'static str) -> Self {
        self.with(key, "")
    }

    /// A place in the page: `act-12`.
    #[must_use]
    pub(super) fn at(mut self, kind: &'static str, number: i64) -> Self {
        self.anchor = Some((kind, number));
        self
    }

    /// What is asked, key by key.
    pub(super) fn query(&self) -> &[(&'static str, String)] {
        &self.query
    }

    /// The address as the server knows it: `/article/7?key=value#act-12`.
    pub(super) fn served(&self) -> String {
        let number = self.number.map(|number| format!("/{number}")).unwrap_or_default();
        format!("/{}{number}{}{}", self.page, self.question(), self.place())
    }

    /// The file that an export has for it, from the export's folder: `article/7.html`. The page of all searches is one file, which
    /// reads what is asked; of all others what is asked (a page's number, a word of our own) is a part of the name.
    pub(super) fn file(&self) -> String {
        let page = if self.page.is_empty() { "index" } else { self.page };
        let number = self.number.map(|number| format!("/{number}")).unwrap_or_default();
        if page == "search" {
            return format!("search.html{}", self.question());
        }
        let asked: Vec<&str> = self.query.iter().flat_map(|(_, value)| ["-", value]).collect();
        format!("{page}{number}{}.html", asked.concat())
    }

    /// The file, and the place in it.
    pub(super) fn filed(&self) -> String {
        format!("{}{}", self.file(), self.place())
    }

    /// What is asked, as it stands behind the question mark.
    pub(super) fn asks(&self) -> String {
        Serializer::new(String::new()).extend_pairs(&self.query).finish()
    }

    /// What the page is about.
    pub(super) const fn number(&self) -> Option<i64> {
        self.number
    }

    fn question(&self) -> String {
        if self.query.is_empty() { String::new() } else { format!("?{}", self.asks()) }
    }

    fn place(&self) -> String {
        self.anchor.map(|(kind, number)| format!("#{kind}-{number}")).unwrap_or_default()
    }

    /// How many folders its file lies below the export's.
    pub(super) fn depth(&self) -> usize {
        usize::from(self.number.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn addresses() {
        for (address, served, filed) in [
            (Address::page(""), "/", "index.html"),
            (Address::page("claims").with("page", 2), "/claims?page=2", "claims-2.html"),
            (Address::numbered("article", 7).at("act", 12), "/article/7#act-12", "article/7.html#act-12"),
            (
                Address::page("search").with("words", "a&b=\"c\""),
                "/search?words=a%26b%3D%22c%22",
                "search.html?words=a%26b%3D%22c%22",
            ),
            (Address::page("who").with("tone", "against").without("tone"), "/who", "who.html"),
        ] {
            assert_eq!((address.served().as_str(), address.filed().as_str()), (served, filed));
        }
    }
}
