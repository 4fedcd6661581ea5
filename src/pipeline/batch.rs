//! Many items, several threads, one order.

use std::collections::BTreeMap;
use std::iter;
use std::sync::{Condvar, Mutex};
use std::thread;

use crossbeam_channel::bounded;

/// So many items a worker may be ahead of the one that is being written: enough that a long article does not stop the
/// others, and a bound on memory.
const AHEAD: usize = 8;

/// Does `work` on every item on `jobs` threads and hands the results to `emit` in the items' order, on this thread. Items
/// are drawn only as fast as results leave. An error of `emit` ends the run and is given back. Where the system refuses a
/// thread, those that there are do the work, at worst this one.
///
/// # Errors
/// The first error of `emit`.
pub fn in_order<T: Send, R: Send, E>(
    items: impl Iterator<Item = T> + Send,
    jobs: usize,
    work: impl Fn(T) -> R + Sync,
    emit: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    in_order_within(usize::MAX, |_| 0, items, jobs, work, emit)
}

/// As [`in_order`], with no more weight in flight than `most`, between being drawn and having left through `emit`. One item
/// is always allowed, whatever it weighs, and one more waits for room.
///
/// # Errors
/// The first error of `emit`.
pub fn in_order_within<T: Send, R: Send, E>(
    most: usize,
    weigh: impl Fn(&T) -> usize + Sync,
    items: impl Iterator<Item = T> + Send,
    jobs: usize,
    work: impl Fn(T) -> R + Sync,
    mut emit: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let jobs = jobs.max(1);
    let items = Mutex::new(items.enumerate());
    let room = Room { most, taken: Mutex::new(Some(0)), left: Condvar::new() };
    let (permit, permits) = bounded::<()>(jobs * AHEAD);
    let (send, results) = bounded::<(usize, usize, R)>(jobs * AHEAD);
    thread::scope(|scope| {
        let mut workers = 0_usize;
        for _ in 0..jobs {
            let (permit, send, items, room, weigh, work) = (permit.clone(), send.clone(), &items, &room, &weigh, &work);
            let worker = thread::Builder::new().spawn_scoped(scope, move || {
                // A permit is taken before an item is drawn and given back when its result is written. Either end closes
                // when the writer stops early, and so do the workers.
                while permit.send(()).is_ok() {
                    // Whoever waits for room keeps the others from drawing: what is due next is in flight, or is this.
                    let next = items.lock().ok().and_then(|mut items| {
                        let (at, item) = items.next()?;
                        let weight = weigh(&item);
                        room.take(weight).then_some((at, weight, item))
                    });
                    let Some((at, weight, item)) = next else { break };
                    if send.send((at, weight, work(item))).is_err() {
                        break;
                    }
                }
            });
            if worker.is_err() {
                break;
            }
            workers += 1;
        }
        drop((permit, send));
        if workers == 0 {
            let next = || items.lock().ok().and_then(|mut items| items.next());
            return iter::from_fn(next).try_for_each(|(_, item)| emit(work(item)));
        }
        let mut waiting = BTreeMap::new();
        let mut due = 0;
        let written = results.iter().try_for_each(|(at, weight, result)| {
            waiting.insert(at, (weight, result));
            while let Some((weight, result)) = waiting.remove(&due) {
                due += 1;
                let _ = permits.recv();
                emit(result)?;
                room.give_back(weight);
            }
            Ok(())
        });
        room.close();
        drop((results, permits));
        written
    })
}

/// The weight that may be in flight.
struct Room {
    most: usize,
    /// `None` once nothing more is wanted.
    taken: Mutex<Option<usize>>,
    /// Something was given back, or the room was closed.
    left: Condvar,
}

impl Room {
    /// Waits until `weight` fits, or nothing else is there. `false` when the room was closed.
    fn take(&self, weight: usize) -> bool {
        let Ok(taken) = self.taken.lock() else { return false };
        let full = |taken: &mut Option<usize>| {
            taken.is_some_and(|taken| taken > 0 && taken.saturating_add(weight) > self.most)
        };
        match self.left.wait_while(taken, full).as_deref_mut() {
            Ok(Some(taken)) => {
                *taken = taken.saturating_add(weight);
                true
            }
            _ => false,
        }
    }

    fn give_back(&self, weight: usize) {
        if let Ok(Some(taken)) = self.taken.lock().as_deref_mut() {
            *taken = taken.saturating_sub(weight);
        }
        self.left.notify_all();
    }

    fn close(&self) {
        if let Ok(mut taken) = self.taken.lock() {
            *taken = None;
        }
        self.left.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::{in_order, in_order_within};
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
    use std::time::Duration;

    #[test]
    fn order_holds_whatever_takes_longest() {
        for jobs in [1, 2, 7] {
            let mut seen = Vec::new();
            let slow = |n: u64| {
                std::thread::sleep(Duration::from_micros((n * 7919) % 400));
                n
            };
            let done: Result<(), ()> = in_order(0..200, jobs, slow, |n| {
                seen.push(n);
                Ok(())
            });
            assert_eq!(done, Ok(()));
            assert_eq!(seen, (0..200).collect::<Vec<_>>());
        }
    }

    #[test]
    fn an_error_of_the_writer_ends_an_endless_run() {
        let done = in_order(0u64.., 2, |n| n, |n| if n == 20 { Err(n) } else { Ok(()) });
        assert_eq!(done, Err(20));
        let heavy = in_order_within(10, |_| 7, 0u64.., 4, |n| n, |n| if n == 20 { Err(n) } else { Ok(()) });
        assert_eq!(heavy, Err(20));
    }

    #[test]
    fn what_is_in_flight_weighs_no_more_than_is_allowed() {
        let weight = |n: &usize| n % 5 * 10;
        let (now, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let mut seen = Vec::new();
        let work = |n: usize| {
            most.fetch_max(now.fetch_add(weight(&n), SeqCst) + weight(&n), SeqCst);
            std::thread::sleep(Duration::from_micros(200));
            n
        };
        let done: Result<(), ()> = in_order_within(60, weight, 0..300, 8, work, |n| {
            now.fetch_sub(weight(&n), SeqCst);
            seen.push(n);
            Ok(())
        });
        assert_eq!((done, seen), (Ok(()), (0..300).collect()));
        let most = most.load(SeqCst);
        assert!((30..=60).contains(&most), "{most}: several at once, and no more than fit");
    }

    #[test]
    fn one_is_always_allowed_whatever_it_weighs() {
        let mut seen = 0;
        let done: Result<(), ()> = in_order_within(
            1,
            |_| 1000,
            0..20,
            3,
            |n| n,
            |_| {
                seen += 1;
                Ok(())
            },
        );
        assert_eq!((done, seen), (Ok(()), 20));
    }
}
