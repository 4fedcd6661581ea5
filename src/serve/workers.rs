//! The threads that read articles.

use std::io;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use crossbeam_channel::{Sender, unbounded};
use tokio::sync::oneshot;

use super::metrics::Metrics;
use crate::output::line;
use crate::pipeline::Pipeline;
use crate::record::Status;
use crate::text::Raw;

/// What came of an article.
pub(super) struct Done {
    pub status: Status,
    /// Its record, with its line end.
    pub line: String,
}

struct Job {
    raw: Raw,
    reply: oneshot::Sender<Done>,
}

/// A fixed number of threads, which take articles in the order in which they come.
pub(super) struct Workers {
    jobs: Sender<Job>,
    count: usize,
}

impl Workers {
    /// They end when the last handle to them is dropped.
    pub fn start(count: usize, pipeline: &Arc<Pipeline>, metrics: &Arc<Metrics>) -> io::Result<Self> {
        // No bound of its own: a request waits for few articles at a time, and requests are counted at the door.
        let (jobs, waiting) = unbounded::<Job>();
        for number in 0..count {
            let (pipeline, metrics, waiting) = (Arc::clone(pipeline), Arc::clone(metrics), waiting.clone());
            thread::Builder::new().name(format!("reader {number}")).spawn(move || {
                // Nobody waits any longer for an article whose request is gone.
                for Job { raw, reply } in waiting.iter().filter(|job| !job.reply.is_closed()) {
                    let since = Instant::now();
                    let record = pipeline.record_raw(raw);
                    metrics.read(&record, since.elapsed());
                    let status = record.doc.status;
                    if let Ok(line) = line(&record) {
                        let _ = reply.send(Done { status, line });
                    }
                }
            })?;
        }
        Ok(Self { jobs, count })
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Reads an article as soon as a thread is free. `None` where the threads are gone.
    pub async fn read(&self, raw: Raw) -> Option<Done> {
        let (reply, done) = oneshot::channel();
        self.jobs.send(Job { raw, reply }).ok()?;
        done.await.ok()
    }
}
