//! A run that is told to end: the first signal ends it in order, the second at once.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use super::End;

/// Whether somebody wants the run to end.
#[derive(Debug, Clone, Default)]
pub(super) struct Stop {
    asked: Arc<AtomicBool>,
    signal: Arc<AtomicUsize>,
}

impl Stop {
    /// From now on signals no longer end the program by themselves.
    pub fn listen() -> io::Result<Self> {
        let stop = Self::default();
        for (signal, number) in signals() {
            // In this order, so that the shutdown waits for a second signal.
            flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&stop.asked))?;
            flag::register_usize(signal, Arc::clone(&stop.signal), number)?;
            flag::register(signal, Arc::clone(&stop.asked))?;
        }
        // A file that may not grow further is an error of writing like a full disk, and no reason to be killed.
        #[cfg(unix)]
        flag::register(signal_hook::consts::SIGXFSZ, Arc::default())?;
        Ok(stop)
    }

    pub fn is_asked(&self) -> bool {
        self.asked.load(SeqCst)
    }

    /// How a run that was stopped ends.
    pub fn end(&self) -> Option<End> {
        self.is_asked().then(|| End::Signal(u8::try_from(self.signal.load(SeqCst)).unwrap_or_default()))
    }
}

/// Signals with which users, schedulers and closed terminals end a program.
fn signals() -> impl Iterator<Item = (i32, usize)> {
    #[cfg(unix)]
    let all = [SIGINT, SIGTERM, signal_hook::consts::SIGHUP];
    #[cfg(not(unix))]
    let all = [SIGINT, SIGTERM];
    all.into_iter().map(|signal| (signal, usize::try_from(signal).unwrap_or_default()))
}
