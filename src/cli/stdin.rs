//! Standard input that a signal can take a reader away from: whoever waits at a pipe would wait on.

use std::io::{self, Read};
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, bounded};

use super::stop::Stop;

/// So often a waiting reader looks whether it is still wanted.
const LOOK: Duration = Duration::from_millis(50);
/// Bytes read at a time.
const PORTION: usize = 64 << 10;

/// A stream that is read on a thread of its own, begun with the first read.
pub(super) struct Interruptible<R> {
    stream: Option<R>,
    portions: Option<Receiver<io::Result<Vec<u8>>>>,
    /// The portion at hand, and how much of it is used.
    portion: (Vec<u8>, usize),
    stop: Stop,
}

impl<R: Read + Send + 'static> Interruptible<R> {
    pub fn new(stream: R, stop: Stop) -> Self {
        Self { stream: Some(stream), portions: None, portion: (Vec::new(), 0), stop }
    }

    /// The next portion; empty at the end, and when nobody wants more.
    fn next(&mut self) -> io::Result<Vec<u8>> {
        if let Some(stream) = self.stream.take() {
            self.portions = Some(portions(stream)?);
        }
        let Some(portions) = &self.portions else { return Ok(Vec::new()) };
        loop {
            match portions.recv_timeout(LOOK) {
                Ok(portion) => return portion,
                Err(RecvTimeoutError::Timeout) if !self.stop.is_asked() => {}
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return Ok(Vec::new()),
            }
        }
    }
}

/// What a thread reads from `stream`, up to its end or first error. The thread ends with the program if it has to.
fn portions<R: Read + Send + 'static>(mut stream: R) -> io::Result<Receiver<io::Result<Vec<u8>>>> {
    let (send, receive) = bounded(2);
    thread::Builder::new().spawn(move || {
        loop {
            let mut portion = vec![0; PORTION];
            let read = match stream.read(&mut portion) {
                Ok(0) => break,
                Ok(length) => {
                    portion.truncate(length);
                    Ok(portion)
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => Err(error),
            };
            let failed = read.is_err();
            if send.send(read).is_err() || failed {
                break;
            }
        }
    })?;
    Ok(receive)
}

impl<R: Read + Send + 'static> Read for Interruptible<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.portion.1 == self.portion.0.len() {
            self.portion = (self.next()?, 0);
        }
        let (portion, used) = &mut self.portion;
        let length = buffer.len().min(portion.len() - *used);
        buffer[..length].copy_from_slice(&portion[*used..*used + length]);
        *used += length;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::super::stop::Stop;
    use super::Interruptible;
    use std::io::{self, Read};

    #[test]
    fn all_bytes_come_in_their_order() {
        let bytes: Vec<u8> = (0..300_000_u32).map(|n| (n % 251) as u8).collect();
        let mut got = Vec::new();
        Interruptible::new(io::Cursor::new(bytes.clone()), Stop::default()).read_to_end(&mut got).unwrap();
        assert!(got == bytes);
    }

    #[test]
    fn an_error_comes_through_after_what_was_before_it() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("gone"))
            }
        }
        let mut got = Vec::new();
        let error = Interruptible::new(b"abc".chain(Broken), Stop::default()).read_to_end(&mut got).unwrap_err();
        assert_eq!((got.as_slice(), error.to_string().as_str()), (&b"abc"[..], "gone"));
    }
}
