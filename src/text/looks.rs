//! How much is looked at. In tests the rooms count their looks at words, nodes, names, quotations and acts, so that work in
//! proportion to length is shown without a clock; outside of tests nothing is counted, and nothing is spent on it.

#[cfg(test)]
use std::cell::Cell;

#[cfg(test)]
thread_local! {
    static LOOKS: Cell<u64> = const { Cell::new(0) };
}

/// So many things were looked at.
#[cfg(test)]
pub(crate) fn look(things: usize) {
    LOOKS.with(|looks| looks.set(looks.get() + things as u64));
}

/// So many things were looked at.
#[cfg(not(test))]
#[inline]
pub(crate) fn look(_things: usize) {}

/// How many things some work looks at, on this thread.
#[cfg(test)]
pub(crate) fn looks<T>(work: impl FnOnce() -> T) -> (u64, T) {
    let before = LOOKS.with(Cell::get);
    let done = work();
    (LOOKS.with(Cell::get) - before, done)
}
