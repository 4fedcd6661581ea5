//! `onrecord extract`.

use std::io::{self, IsTerminal, Write};
use std::path::{self, Path};
use std::time::Instant;

use anyhow::{Context, bail};
use clap::error::ErrorKind;
use same_file::is_same_file;
use sha2::{Digest, Sha256};

use super::args::{self, Extract, Form, Lasting};
use super::journal::{Header, Stand};
use super::out::Out;
use super::repeats::Repeats;
use super::run::{self, Run, articles, next};
use super::stop::Stop;
use super::target::{Target, Whole, Wish};
use super::{End, is_broken_pipe, pipeline};
use crate::record::Provenance;
use crate::text::{Articles, Outputs, Shard, Wanted, hex};

pub(super) fn run(args: &Extract) -> anyhow::Result<End> {
    let since = Instant::now();
    let form = args.asked.form(args.output.as_deref())?;
    args.archives.check()?;
    // What cannot be written, or would be read, is told before the model is loaded and the work begins.
    let stop = Stop::listen()?;
    if let (Some(output), Some(errors)) = (&args.output, &args.lasting.errors)
        && same(output, errors)
    {
        return Err(
            args::usage(ErrorKind::ArgumentConflict, "--errors: names the output too; choose another file").into()
        );
    }
    let target = match Target::open(args.output.as_deref(), wish(&args.lasting), form) {
        Err(whole) if whole.is::<Whole>() => {
            if !args.telling.quiet {
                tell(&whole.to_string())?;
            }
            return Ok(End::Done);
        }
        target => target?,
    };
    let archives = &args.archives;
    let hosts = archives.hosts.clone();
    let mut wanted = Wanted { hosts, since: archives.since, until: archives.until, ..Wanted::from(&args.taking) };
    let reading = hex(&Sha256::digest(format!("{wanted:?}")));
    wanted.outputs = outputs(&target, &args.lasting);
    let mut articles = articles(&args.inputs, wanted, &stop, args.telling)?;
    if args.lasting.resume && !articles.can_be_read_again() {
        bail!("--resume: standard input and pipes cannot be read again; name files, or begin anew with --restart");
    }
    let pipeline = pipeline(&args.reading)?;
    let made = Provenance::of(&pipeline);
    let header = header(&made, reading, form, args);
    if args.telling.verbose {
        tell(&format!("{}, model {}, rules {}", header.tool, model(&made), rules(&made)))?;
    }
    let mut out = Out::open(target, form, &header, args, &made)?;
    let mut repeats = Repeats::default();
    let shard = args.lasting.shard;
    skip(&mut articles, shard, &stop, out.stand(), &mut repeats)?;
    let mut words = 0;
    let (jobs, progress) = (args.reading.jobs(), args.telling.progress(&args.reading));
    let run = Run { pipeline: &pipeline, jobs, progress, shard, stop: &stop, digests: out.can_be_gone_on_with() };
    let remarks = articles.remarks();
    let done = run.records(articles, |done| {
        run::tell(&remarks, args.telling)?;
        repeats.see(&done.record.id);
        words += done.record.doc.tokens as u64;
        out.write(&done)
    });
    if let Err(error) = done {
        if !is_broken_pipe(&error) {
            tell(&format!("the run ends early; {}", out.left()))?;
        }
        return Err(error);
    }
    if let Some(end) = stop.end() {
        tell(&format!("interrupted; {}", out.left()))?;
        return Ok(end);
    }
    let tally = out.finish()?;
    run::tell(&remarks, args.telling)?;
    let failed = tally.has_failed();
    if let Some(told) = repeats.told().filter(|_| !args.telling.quiet) {
        tell(&told)?;
    }
    if tally.all() == 0 && !args.telling.quiet {
        let chosen = !args.archives.hosts.is_empty() || args.archives.since.or(args.archives.until).is_some();
        let why = if chosen { "; --host, --since and --until let none through" } else { "" };
        tell(&format!("no article was found in the inputs{why}"))?;
    } else if !args.telling.quiet && (failed || args.telling.verbose || io::stderr().is_terminal()) {
        tell(&tally.told(args.lasting.errors.as_deref()))?;
    }
    if args.telling.verbose {
        let seconds = since.elapsed().as_secs_f64();
        tell(&format!("{words} words in {seconds:.1} s, {:.0} a second", words as f64 / seconds.max(1e-3)))?;
    }
    Ok(if failed { End::SomeFailed } else { End::Done })
}

/// Do two paths lead to one file, which may not be there yet?
fn same(one: &Path, other: &Path) -> bool {
    let place = |path: &Path| path::absolute(path).unwrap_or_else(|_| path.to_owned());
    place(one) == place(other) || is_same_file(one, other).unwrap_or_default()
}

fn wish(lasting: &Lasting) -> Wish {
    match (lasting.resume, lasting.restart) {
        (true, _) => Wish::Resume,
        (_, true) => Wish::Restart,
        _ => Wish::New,
    }
}

/// Everything that the run writes.
fn outputs(target: &Target, lasting: &Lasting) -> Outputs {
    let mut outputs = Outputs::default();
    target.tell(&mut outputs);
    if let Some(path) = &lasting.errors {
        outputs.add(path);
    }
    outputs
}

fn header(made: &Provenance, reading: String, form: Form, args: &Extract) -> Header {
    let lasting = &args.lasting;
    Header {
        tool: format!("{} {}", made.tool, made.tool_version),
        model: made.model.sha256.clone(),
        rules: made.ruleset.sha256.clone(),
        options: made.config_sha256.clone(),
        reading,
        output: form.name(),
        shard: lasting.shard.map_or_else(|| "all".to_owned(), |Shard { index, of }| format!("{index}/{of}")),
        errors: lasting.errors.is_some(),
    }
}

fn model(made: &Provenance) -> String {
    let revision = made.model.revision.as_deref().unwrap_or("without a revision");
    format!("{} {revision} on {}", made.model.name, made.model.engine)
}

fn rules(made: &Provenance) -> String {
    format!("{} {} ({})", made.ruleset.name, made.ruleset.version, &made.ruleset.sha256[..12])
}

/// Passes over the articles that were done before, and makes sure that they are the same.
fn skip(
    articles: &mut Articles,
    shard: Option<Shard>,
    stop: &Stop,
    past: &Stand,
    repeats: &mut Repeats,
) -> anyhow::Result<()> {
    let mut now = Stand::default();
    while now.articles < past.articles {
        let Some(raw) = next(articles, shard, stop) else {
            if stop.is_asked() {
                return Ok(());
            }
            bail!(
                "--resume: expected the inputs as they were, with the {} articles that are done, got {}; begin anew with \
                 --restart",
                past.articles,
                now.articles
            );
        };
        now.advance(&raw.digest());
        repeats.see(raw.id());
    }
    if now.input == past.input {
        return Ok(());
    }
    bail!(
        "--resume: the inputs have changed since: what was read then reads differently now; begin anew with --restart"
    )
}

fn tell(what: &str) -> anyhow::Result<()> {
    writeln!(io::stderr(), "onrecord: {what}").context("standard error cannot be written")
}
