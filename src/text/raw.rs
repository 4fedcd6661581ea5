//! An article before the costly part of reading it, which workers do side by side.

use std::hash::{Hash, Hasher};

use sha2::{Digest, Sha256};

use super::article::Item;
use super::page::Page;
use super::{Article, Unreadable};

/// An article whose id is known and whose bytes are here; [`Raw::read`] makes it one.
pub struct Raw {
    known: Box<Article>,
    rest: Rest,
}

/// What is still to be done.
#[derive(Hash)]
enum Rest {
    Nothing,
    Failed(super::Warning),
    /// The article is still in its page.
    Page(Page),
}

impl From<Item> for Raw {
    fn from(item: Item) -> Self {
        match item {
            Ok(article) => Self { known: Box::new(article), rest: Rest::Nothing },
            Err(Unreadable { known, warning }) => Self { known, rest: Rest::Failed(warning) },
        }
    }
}

impl Raw {
    /// A page, and what is known of its article without looking into it.
    pub(super) fn page(known: Article, page: Page) -> Self {
        Self { known: Box::new(known), rest: Rest::Page(page) }
    }

    /// What is known of the article so far, for whoever knows more.
    pub fn known_mut(&mut self) -> &mut Article {
        &mut self.known
    }

    /// The article's id, as its record will have it.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.known.id
    }

    /// Bytes that it holds, about.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.known.text.len() + if let Rest::Page(page) = &self.rest { page.bytes.len() } else { 0 }
    }

    /// SHA-256 of all that came of it, to see later whether the same comes again. It holds for one build of the program.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        let mut all = Whole(Sha256::new());
        self.known.hash(&mut all);
        self.rest.hash(&mut all);
        all.0.finalize().into()
    }

    /// The article itself, or why it could not be read.
    ///
    /// # Errors
    /// [`Unreadable`] gets a record too.
    pub fn read(self) -> Result<Article, Unreadable> {
        let Self { mut known, rest } = self;
        match rest {
            Rest::Nothing => Ok(*known),
            Rest::Failed(warning) => Err(Unreadable { known, warning }),
            Rest::Page(page) => match page.read(&mut known) {
                Ok(()) => Ok(*known),
                Err(warning) => Err(Unreadable { known, warning }),
            },
        }
    }
}

/// Every byte that a value is hashed by.
struct Whole(Sha256);

impl Hasher for Whole {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Never asked for: the digest is what counts.
    fn finish(&self) -> u64 {
        0
    }
}
