//! One file, or standard input, opened and unpacked.

use std::io::{self, Cursor, Read};
use std::path::PathBuf;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::super::file_name::{cut, unpacked};
use super::super::limit::{LIMIT, too_long};
use super::super::unpack::{Unpacked, unpack};
use super::super::{Article, Remarks, Wanted, Warning, WarningCode, hex};

/// Bytes looked at before the layout is decided.
const HEAD: u64 = 4 << 10;

/// A file that was opened, and what its articles are called after.
pub(in super::super) struct Opened {
    /// Its bytes, unpacked, from the first.
    pub unpacked: Unpacked,
    /// Its own id: `source` without its ending.
    pub id: String,
    /// What records call it.
    pub source: String,
    /// What the user wants of it.
    pub wanted: Arc<Wanted>,
    /// For what the user should know of it as a whole.
    pub remarks: Remarks,
    /// Where the same bytes can be read in any order: none where they came packed, or through a pipe.
    pub path: Option<PathBuf>,
    /// Did the user name it, and not only its folder?
    pub is_named_itself: bool,
    head: Vec<u8>,
}

impl Opened {
    pub fn new(
        raw: impl Read + Send + 'static,
        id: String,
        source: String,
        wanted: Arc<Wanted>,
        remarks: Remarks,
    ) -> io::Result<Self> {
        let mut unpacked = unpack(raw)?;
        let mut head = Vec::new();
        // A fault here is met again by whoever reads on, and told there.
        let fault = unpacked.reader.by_ref().take(HEAD).read_to_end(&mut head).err();
        let rest = std::mem::replace(&mut unpacked.reader, Box::new(io::empty()));
        let rest: Box<dyn io::BufRead + Send> = match fault {
            Some(fault) => Box::new(io::BufReader::new(Broken(Some(fault)))),
            None => rest,
        };
        unpacked.reader = Box::new(Cursor::new(head.clone()).chain(rest));
        Ok(Self { unpacked, id, source, wanted, remarks, path: None, is_named_itself: true, head })
    }

    /// A stream of known layout, of which nothing is read ahead.
    pub fn as_it_is(stream: impl Read + Send + 'static, name: &str) -> Self {
        Self {
            unpacked: Unpacked::as_it_is(stream),
            id: name.to_owned(),
            source: name.to_owned(),
            wanted: Arc::default(),
            remarks: Remarks::default(),
            path: None,
            is_named_itself: true,
            head: Vec::new(),
        }
    }

    /// The first bytes, at most [`HEAD`], without the mark of UTF-8 and white space before them.
    pub fn head(&self) -> &[u8] {
        self.head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.head).trim_ascii_start()
    }

    /// All bytes of a file that is one article, whose hash goes into it. Where they end early, a warning goes there too.
    pub fn whole(&mut self, article: &mut Article) -> Result<Vec<u8>, Warning> {
        let Self { unpacked, source, .. } = self;
        let mut bytes = Vec::new();
        let end = unpacked.reader.by_ref().take(LIMIT + 1).read_to_end(&mut bytes);
        let fault = end.err().map(|error| unpacked.fault(source, &error));
        if bytes.len() as u64 > LIMIT {
            return Err(too_long(source, "file"));
        }
        if let Some(fault) = fault.as_ref().filter(|fault| bytes.is_empty() || fault.code == WarningCode::Unreadable) {
            return Err(fault.clone());
        }
        article.warnings.extend(fault);
        article.source_sha256 = Some(hex(&Sha256::digest(&bytes)));
        Ok(bytes)
    }

    /// Does its name end so, whatever the case and packing?
    pub fn is_named(&self, ending: &str) -> bool {
        cut(unpacked(&self.source), ending).is_some()
    }
}

/// Gives the fault that was met already.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}
