//! A headline that the source holds apart from the text, and where it stands in the text.

use super::{Article, Byte, Span};

impl Article {
    /// Puts the title in front of a text that does not begin with it, with an empty line between. No text stays none.
    pub fn put_headline(&mut self) {
        let title = self.folded_title();
        if title.is_empty() || self.text.trim().is_empty() || self.begins_with(&title).is_some() {
            return;
        }
        let prefix = title + "\n\n";
        self.prefix = prefix.len();
        self.text.insert_str(0, &prefix);
        for part in &mut self.parts {
            part.span = Span::new(part.span.start + prefix.len(), part.span.end + prefix.len());
        }
    }

    /// The title's place at the beginning of the text, where it stands on a line of its own.
    #[must_use]
    pub fn headline(&self) -> Option<Span<Byte>> {
        let span = self.begins_with(&self.folded_title())?;
        let rest = self.text[span.end..].trim_start_matches([' ', '\t']);
        (!span.is_empty() && (rest.is_empty() || rest.starts_with(['\n', '\r']))).then_some(span)
    }

    /// The title on one line.
    fn folded_title(&self) -> String {
        self.title.iter().flat_map(|title| title.split_whitespace()).collect::<Vec<_>>().join(" ")
    }

    /// Where the text's first words are these, and whole.
    fn begins_with(&self, title: &str) -> Option<Span<Byte>> {
        let start = self.text.len() - self.text.trim_start().len();
        let rest = self.text[start..].strip_prefix(title)?;
        let whole = !title.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric);
        whole.then(|| Span::new(start, start + title.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::Article;

    /// The text after the title was put in front of it, how much that was, and the headline in it.
    fn put(title: &str, text: &str) -> (String, usize, String) {
        let mut article = Article { title: Some(title.into()), ..Article::new("a", text) };
        article.put_headline();
        let headline = article.headline().map(|span| span.of(&article.text).to_owned());
        (article.text, article.prefix, headline.unwrap_or_default())
    }

    #[test]
    fn a_title_goes_in_front_where_the_text_does_not_begin_with_it() {
        for (title, text, whole, prefix, headline) in [
            ("Dam breaks", "Water rose.", "Dam breaks\n\nWater rose.", 12, "Dam breaks"),
            (" Dam\n breaks ", "Water rose.", "Dam breaks\n\nWater rose.", 12, "Dam breaks"),
            ("Dam breaks", "Dam breaks\n\nWater rose.", "Dam breaks\n\nWater rose.", 0, "Dam breaks"),
            ("Dam breaks", "\n Dam breaks \r\nWater rose.", "\n Dam breaks \r\nWater rose.", 0, "Dam breaks"),
            ("Dam breaks", "Dam breaks, water rises.", "Dam breaks, water rises.", 0, ""),
            ("Dam", "Damage is large.", "Dam\n\nDamage is large.", 5, "Dam"),
            ("Größe zählt", "Sie sagte.", "Größe zählt\n\nSie sagte.", 16, "Größe zählt"),
            ("", "Water rose.", "Water rose.", 0, ""),
            (" ", "Water rose.", "Water rose.", 0, ""),
            ("Dam breaks", " \n", " \n", 0, ""),
        ] {
            assert_eq!(put(title, text), (whole.into(), prefix, headline.into()), "{title:?} and {text:?}");
        }
    }
}
