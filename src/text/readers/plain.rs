//! One text file, one article, whatever is in it.

use std::iter;

use super::super::decode::decode;
use super::super::raw::Raw;
use super::super::{Article, Unreadable, Warning};
use super::{Opened, Raws};

pub(super) fn read(mut opened: Opened) -> Raws {
    let mut article = Article { id: opened.id.clone(), source: Some(opened.source.clone()), ..Article::default() };
    let item = match fill(&mut opened, &mut article) {
        Ok(()) => Ok(article),
        Err(warning) => Err(Unreadable { known: Box::new(article), warning }),
    };
    Box::new(iter::once(Raw::from(item)))
}

fn fill(opened: &mut Opened, article: &mut Article) -> Result<(), Warning> {
    let bytes = opened.whole(article)?;
    let (text, warnings) = decode(&bytes, &opened.source)?;
    article.text = text.into_owned();
    article.warnings.extend(warnings);
    Ok(())
}
