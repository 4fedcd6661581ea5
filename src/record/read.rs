//! One call from an article to its record, which nothing gets in the way of.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{Provenance, Record};
use crate::pipeline::{Analysis, Pipeline};
use crate::text::{Article, Raw, Unreadable, Warning, WarningCode};

impl Pipeline {
    /// Reads one article and makes its record. Whatever the article holds there is one: even a panic, a defect of this
    /// program, becomes a record with status `error`.
    #[must_use]
    pub fn record(&self, article: Article) -> Record {
        let (rules, provenance) = (self.rules().rules(), Provenance::of(self));
        let mut record = guarded(
            article,
            |article| Record::of(&self.analyse(article), rules, &provenance),
            |article| Record::of(&Analysis::defect(article), rules, &provenance),
        );
        record.keep_only(&self.options().filter);
        self.without_text(record)
    }

    /// Reads an article as it came and makes its record. Whatever a page makes a parser do costs that page alone.
    #[must_use]
    pub fn record_raw(&self, raw: Raw) -> Record {
        let id = raw.id().to_owned();
        match catch_unwind(AssertUnwindSafe(|| raw.read())) {
            Ok(Ok(article)) => self.record(article),
            Ok(Err(unreadable)) => self.record_unreadable(&unreadable),
            Err(_) => {
                let message = "reading this article met a defect of the program; please report it with the input";
                let warning = Warning { code: WarningCode::Defect, message: message.to_owned(), span: None };
                let known = Box::new(Article { id, ..Article::default() });
                self.record_unreadable(&Unreadable { known, warning })
            }
        }
    }

    /// The record of an article that could not be read: what its source said of it, its status, its warning.
    #[must_use]
    pub fn record_unreadable(&self, unreadable: &Unreadable) -> Record {
        self.without_text(Record::unreadable(unreadable, &Provenance::of(self)))
    }

    fn without_text(&self, mut record: Record) -> Record {
        if self.options().no_text {
            record.text = None;
        }
        record
    }
}

/// What `work` makes of an article or, where that panics, `otherwise` of the same.
fn guarded<R>(article: Article, work: impl FnOnce(Article) -> R, otherwise: impl FnOnce(Article) -> R) -> R {
    let kept = article.clone();
    // Whatever a panic leaves half done goes down with the article: what the pipeline keeps for the next one are buffers,
    // and every read fills them anew.
    catch_unwind(AssertUnwindSafe(|| work(article))).unwrap_or_else(|_| otherwise(kept))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::guarded;
    use crate::pipeline::{Analysis, Pipeline, Status};
    use crate::record::{Provenance, Record};
    use crate::text::Article;

    #[test]
    fn a_panic_becomes_a_record() {
        let pipeline = Pipeline::embedded().unwrap();
        let (rules, provenance) = (pipeline.rules().rules(), Provenance::of(&pipeline));
        let article = Article {
            title: Some("Dam breaks".into()),
            url: Some("https://news.example/1".into()),
            ..Article::new("a", "Water rose.")
        };
        let defect = |article| Record::of(&Analysis::defect(article), rules, &provenance);
        let record = guarded(article, |article| panic!("{}", article.text), defect);
        assert_eq!((record.id.as_str(), record.doc.status), ("a", Status::Error));
        assert_eq!(
            (record.doc.title.as_deref(), record.doc.url.as_deref()),
            (Some("Dam breaks"), Some("https://news.example/1"))
        );
        assert_eq!(record.warnings.iter().map(|warning| warning.code.as_str()).collect::<Vec<_>>(), ["defect"]);
        assert!(record.relations.is_empty() && record.mentions.is_empty() && record.sentences.is_empty());
    }
}
