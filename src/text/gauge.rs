//! How much of the input has been read, in bytes as they are stored: packed ones for a packed file.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// The bytes of all files of a run, in the order in which they are read. The default is no file at all.
#[derive(Debug, Default)]
pub(super) struct Gauge {
    total: u64,
    /// Something among the inputs does not tell its size: standard input, a pipe.
    open: bool,
    read: Arc<AtomicU64>,
}

impl Gauge {
    /// Takes in the next file, of `size` bytes where that is known. To be opened by [`Mark::count`].
    pub fn add(&mut self, size: Option<u64>) -> Mark {
        let mark = Mark { before: self.total, read: Arc::clone(&self.read) };
        self.total += size.unwrap_or(0);
        self.open |= size.is_none();
        mark
    }

    /// Is there something that does not tell its size?
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// The part that has been read, 0 to 1. A file that grows does not make it more.
    pub fn part(&self) -> Option<f64> {
        let known = !self.open && self.total > 0;
        known.then(|| (self.read.load(Relaxed) as f64 / self.total as f64).min(1.0))
    }
}

/// Where a file begins among the bytes of all.
pub(super) struct Mark {
    before: u64,
    read: Arc<AtomicU64>,
}

impl Mark {
    /// `raw`, counted as it is read. What earlier files left unread counts as passed.
    pub fn count<R: Read>(self, raw: R) -> impl Read + use<R> {
        self.read.store(self.before, Relaxed);
        Counted { raw, read: self.read }
    }
}

struct Counted<R> {
    raw: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.raw.read(buffer)?;
        self.read.fetch_add(n as u64, Relaxed);
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::Gauge;
    use std::io::{self, Read, copy, empty, sink};

    #[test]
    fn files_left_early_count_as_passed() -> io::Result<()> {
        let mut gauge = Gauge::default();
        let (first, second) = (gauge.add(Some(6)), gauge.add(Some(2)));
        assert_eq!(gauge.part(), Some(0.0));
        copy(&mut first.count(&b"abcdef"[..]).take(2), &mut sink())?;
        assert_eq!(gauge.part(), Some(0.25));
        let mut rest = second.count(&b"gh, and what was written since"[..]);
        assert_eq!(gauge.part(), Some(0.75));
        copy(&mut rest, &mut sink())?;
        assert_eq!(gauge.part(), Some(1.0));
        Ok(())
    }

    #[test]
    fn one_unknown_size_leaves_the_part_unknown() {
        let mut gauge = Gauge::default();
        let _ = (gauge.add(Some(6)), gauge.add(None).count(empty()));
        assert_eq!(gauge.part(), None);
    }

    #[test]
    fn nothing_has_no_part() {
        assert_eq!(Gauge::default().part(), None);
    }
}
