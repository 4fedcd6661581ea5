//! `onrecord link`.

use std::io::{self, Write};

use super::End;
use super::args::{Link, Progress};
use super::progress::Meter;
use crate::corpus::{self, DATABASE, Step, Summary};
use crate::record::Record;

pub(super) fn run(args: &Link) -> anyhow::Result<End> {
    link(args)?;
    Ok(End::Done)
}

/// Links, and tells what was linked.
pub(super) fn link(args: &Link) -> anyhow::Result<()> {
    let options = args.options()?;
    let progress = if args.quiet { Progress::Off } else { args.progress };
    let mut told = Told(Meter::new(progress));
    let linked = corpus::link(&args.inputs, &args.output, &options, &mut told);
    told.0.finish();
    let summary = linked?;
    if !args.quiet {
        let Summary { articles, acts, actors, stories, quotations, drifts, answers } = summary;
        writeln!(
            io::stderr(),
            "onrecord: {}: {articles} articles, {acts} acts by or about {actors} actors; {stories} stories that were reprinted, \
             {quotations} quotations in several articles with {drifts} altered wordings, {answers} answers across articles",
            args.output.join(DATABASE).display()
        )?;
    }
    Ok(())
}

struct Told(Meter);

impl corpus::Progress for Told {
    fn step(&mut self, step: Step) {
        match step {
            Step::Reading => {}
            Step::Stories => self.0.step("looking for reprints"),
            Step::Actors => self.0.step("putting names together"),
            Step::Quotations => self.0.step("putting quotations together"),
            Step::Answers => self.0.step("looking for what denials answer"),
            Step::Indexes => self.0.step("making indexes"),
            _ => self.0.step("writing tables"),
        }
    }

    fn read(&mut self, record: &Record) {
        self.0.count(record, None);
    }
}
