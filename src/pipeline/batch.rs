//! Many items, several threads, one order.

use std::collections::BTreeMap;
use std::iter;
use std::sync::Mutex;
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
    mut emit: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let jobs = jobs.max(1);
    let items = Mutex::new(items.enumerate());
    let (permit, permits) = bounded::<()>(jobs * AHEAD);
    let (send, results) = bounded::<(usize, R)>(jobs * AHEAD);
    thread::scope(|scope| {
        let mut workers = 0_usize;
        for _ in 0..jobs {
            let (permit, send, items, work) = (permit.clone(), send.clone(), &items, &work);
            let worker = thread::Builder::new().spawn_scoped(scope, move || {
                // A permit is taken before an item is drawn and given back when its result is written. Either end closes
                // when the writer stops early, and so do the workers.
                while permit.send(()).is_ok() {
                    let next = items.lock().ok().and_then(|mut items| items.next());
                    let Some((at, item)) = next else { break };
                    if send.send((at, work(item))).is_err() {
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
        let written = results.iter().try_for_each(|(at, result)| {
            waiting.insert(at, result);
            while let Some(result) = waiting.remove(&due) {
                due += 1;
                let _ = permits.recv();
                emit(result)?;
            }
            Ok(())
        });
        drop((results, permits));
        written
    })
}

#[cfg(test)]
mod tests {
    use super::in_order;
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
    }
}
