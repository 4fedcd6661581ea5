//! Files and folders in, one JSON record a line out, as `onrecord extract` does it.
//!
//! ```sh
//! cargo run --release --example extract eval/demo
//! ```

use std::env;
use std::error::Error;
use std::io::{self, Write};

use onrecord::output;
use onrecord::pipeline::Pipeline;
use onrecord::text::{Input, inputs};

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let pipeline = Pipeline::embedded()?;
    let mut out = io::stdout().lock();
    for article in inputs(env::args_os().skip(1).map(Input::from).collect())? {
        // An article that cannot be read leaves a record that says why.
        let record = article.map_or_else(|bad| pipeline.record_unreadable(&bad), |article| pipeline.record(article));
        out.write_all(output::line(&record)?.as_bytes())?;
    }
    Ok(())
}
