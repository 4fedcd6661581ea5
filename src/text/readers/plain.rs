//! One text file, one article, whatever is in it.

use std::io::Read;
use std::iter;

use sha2::{Digest, Sha256};

use super::super::decode::decode;
use super::super::limit::{LIMIT, too_long};
use super::super::raw::Raw;
use super::super::{Article, Unreadable, Warning, WarningCode, hex};
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
    let Opened { unpacked, source, .. } = opened;
    let mut bytes = Vec::new();
    let end = unpacked.reader.by_ref().take(LIMIT + 1).read_to_end(&mut bytes);
    let fault = end.err().map(|error| unpacked.fault(source, &error));
    if bytes.len() as u64 > LIMIT {
        return Err(too_long(source, "file"));
    }
    if let Some(fault) = fault.as_ref().filter(|fault| bytes.is_empty() || fault.code == WarningCode::Unreadable) {
        return Err(fault.clone());
    }
    let (text, warnings) = decode(&bytes, source)?;
    article.text = text.into_owned();
    article.warnings = fault.into_iter().chain(warnings).collect();
    article.source_sha256 = Some(hex(&Sha256::digest(&bytes)));
    Ok(())
}
