//! An article as it was given: what is known of it, and its text, its page, or why there is none.

use onrecord::pipeline::Pipeline;
use onrecord::record::Record;
use onrecord::text::{Article, Field, Unreadable, Warning, WarningCode, hex, host, read_page};
use sha2::{Digest, Sha256};

/// Fields of a row beside its text, each as the program's tables have it.
pub const FIELDS: [&str; 8] = ["id", "title", "url", "host", "byline", "published", "fetched", "source"];

/// One article.
pub struct Given {
    known: Article,
    body: Body,
}

/// What there is to read.
pub enum Body {
    Text(String),
    Page(Vec<u8>),
    /// What was expected, and what was there.
    Nothing(String),
}

impl Given {
    /// An article of fields by the names of [`FIELDS`]. `place` says where it stands, for messages.
    pub fn new(mut field: impl FnMut(&str) -> Option<String>, extra: Vec<Field>, body: Body) -> Self {
        let url = field("url");
        let known = Article {
            id: field("id").filter(|id| !id.is_empty()).unwrap_or_else(|| body.name()),
            source: field("source"),
            host: field("host").or_else(|| host(url.as_deref()?)),
            url,
            title: field("title"),
            byline: field("byline"),
            published: field("published"),
            fetched: field("fetched"),
            extra,
            ..Article::default()
        };
        Self { known, body }
    }

    /// Bytes that wait.
    pub fn weight(&self) -> usize {
        match &self.body {
            Body::Text(text) => text.len(),
            Body::Page(page) => page.len(),
            Body::Nothing(_) => 0,
        }
    }

    /// Its record, whatever happens to it.
    pub fn record(self, pipeline: &Pipeline) -> Record {
        let Self { mut known, body } = self;
        match body {
            Body::Text(text) => {
                known.text = text;
                known.put_headline();
                pipeline.record(known)
            }
            Body::Page(page) => match read_page(known, page) {
                Ok(article) => pipeline.record(article),
                Err(unreadable) => pipeline.record_unreadable(&unreadable),
            },
            Body::Nothing(message) => {
                let warning = Warning { code: WarningCode::BadField, message, span: None };
                pipeline.record_unreadable(&Unreadable { known: Box::new(known), warning })
            }
        }
    }
}

impl Body {
    /// What an article without an id is called: the beginning of its content's SHA-256.
    fn name(&self) -> String {
        let bytes = match self {
            Self::Text(text) => text.as_bytes(),
            Self::Page(page) => page,
            Self::Nothing(message) => message.as_bytes(),
        };
        hex(&Sha256::digest(bytes))[..16].to_owned()
    }
}
