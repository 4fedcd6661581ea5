//! The example programs compile, and one does what its first line says.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use onrecord::pipeline::Pipeline;
use onrecord::text::Article;

#[allow(dead_code, reason = "its `main` is for the command line")]
#[path = "../examples/speakers.rs"]
mod speakers;

#[allow(dead_code, reason = "compiled, and not run")]
#[path = "../examples/extract.rs"]
mod extract;

#[test]
fn speakers_are_told_by_name() {
    let text =
        "Mines Minister Gulnara Sadykova denied that the alarm had failed. “We will not close the pit,” Sadykova said.";
    let record = Pipeline::embedded().unwrap().record(Article::new("a", text));
    assert_eq!(
        speakers::lines(&record),
        ["Gulnara Sadykova denied: the alarm had failed", "Gulnara Sadykova said: “We will not close the pit,”"]
    );
}
