//! `onrecord rules`, `model` and `schema`: what the program is made of.

use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, anyhow};

use super::End;
use super::args::{ModelArgs, ModelWhat, Rules, RulesWhat};
use crate::model::Model;
use crate::pipeline::{Options, Pipeline};
use crate::record::{Record, schema as record_schema};
use crate::relation::{Example, RuleSet};
use crate::text::Article;

pub(super) fn schema() -> anyhow::Result<End> {
    writeln!(io::stdout(), "{}", serde_json::to_string_pretty(&record_schema())?)?;
    Ok(End::Done)
}

pub(super) fn model(args: &ModelArgs) -> anyhow::Result<End> {
    // Loading checks every hash in the manifest, and every tensor.
    let model = Model::locate(&args.model, args.offline, args.engine.map(Into::into))?;
    let mut out = io::stdout().lock();
    match args.what {
        ModelWhat::Info if model.manifest_text().is_empty() => write!(out, "{}", model.profile())?,
        ModelWhat::Info => write!(out, "{}\n{}", model.manifest_text(), model.profile())?,
        ModelWhat::Verify => {
            for file in model.files() {
                writeln!(out, "{}  {}", file.sha256, file.name)?;
            }
            writeln!(out, "{}: ok", model.identity().name)?;
        }
    }
    Ok(End::Done)
}

pub(super) fn rules(args: &Rules) -> anyhow::Result<End> {
    let rules = match &args.rules {
        Some(folder) => RuleSet::with_folder(folder)?,
        None => RuleSet::embedded()?,
    };
    let mut out = io::stdout().lock();
    match &args.what {
        RulesWhat::Export { folder, force } => export(folder, *force, &mut out),
        RulesWhat::List => {
            writeln!(out, "{:<17} {:<6} {:<8} MEANS", "TYPE", "CAMEO", "PLOVER")?;
            for rule in rules.rules() {
                let code = |code: &Option<String>| code.clone().unwrap_or_else(|| "-".to_owned());
                writeln!(out, "{:<17} {:<6} {:<8} {}", rule.kind, code(&rule.cameo), code(&rule.plover), rule.means)?;
            }
            Ok(End::Done)
        }
        RulesWhat::Explain { relation } => {
            explain(&rules, relation, &mut out)?;
            Ok(End::Done)
        }
        RulesWhat::Check => {
            let lost = rules.lost_forms();
            for form in &lost {
                writeln!(
                    out,
                    "{}, line {}: `{}` is not found as `{}`, which is read as `{}`: list `{}` too",
                    form.file, form.line, form.word, form.form, form.lemma, form.lemma
                )?;
            }
            // What the rules find, and nothing else.
            let model = Model::embedded()?.without_arguments();
            let pipeline = Pipeline::new(model, rules, Options::default())?;
            let (checked, wrong) = check(&pipeline);
            for line in &wrong {
                writeln!(out, "{line}")?;
            }
            writeln!(
                out,
                "{checked} sentences, {} wrong; {} forms of listed words not found",
                wrong.len(),
                lost.len()
            )?;
            if wrong.is_empty() && lost.is_empty() {
                Ok(End::Done)
            } else {
                Err(anyhow!("the rule files are wrong: {} sentences, {} forms", wrong.len(), lost.len()))
            }
        }
    }
}

/// Writes the embedded rule files, all or none.
fn export(folder: &Path, force: bool, out: &mut impl Write) -> anyhow::Result<End> {
    std::fs::create_dir_all(folder).with_context(|| format!("folder {}: cannot be made", folder.display()))?;
    let there = RuleSet::files().map(|(name, _)| folder.join(name)).find(|path| path.exists());
    if let Some(path) = there.filter(|_| !force) {
        return Err(anyhow!("{} is there already: choose another folder, or --force to overwrite", path.display()));
    }
    let mut written = 0;
    for (name, text) in RuleSet::files() {
        let path = folder.join(name);
        std::fs::write(&path, text).with_context(|| format!("{}: cannot be written", path.display()))?;
        written += 1;
    }
    writeln!(out, "{written} rule files in {}", folder.display())?;
    Ok(End::Done)
}

/// What a relation is, or one of its cues, by the rule id that records show.
fn explain(rules: &RuleSet, asked: &str, out: &mut impl Write) -> anyhow::Result<()> {
    let (relation, cue) = asked.split_once('.').map_or((asked, None), |(relation, cue)| (relation, Some(cue)));
    let rule = rules.rules().iter().find(|rule| rule.kind == relation).with_context(|| {
        let known: Vec<&str> = rules.rules().iter().map(|rule| rule.kind.as_str()).collect();
        format!("no relation `{relation}`: expected one of {}", known.join(", "))
    })?;
    if let Some(cue) = cue.filter(|cue| !rule.cues().any(|(name, _)| name == *cue)) {
        let known: Vec<&str> = rule.cues().map(|(name, _)| name).collect();
        return Err(anyhow!("no rule `{relation}.{cue}`: expected one of {}", known.join(", ")));
    }
    let code = |code: &Option<String>| code.clone().unwrap_or_else(|| "none".to_owned());
    writeln!(out, "{}\n\nmeans  {}\nnot    {}\ngaps   {}", rule.kind, rule.means, rule.not, rule.gaps)?;
    writeln!(out, "codes  CAMEO {}, PLOVER {}\n", code(&rule.cameo), code(&rule.plover))?;
    for (name, frame) in rule.cues().filter(|(name, _)| cue.is_none_or(|cue| cue == *name)) {
        writeln!(out, "{}.{name} (frame {}: {})", rule.kind, frame.name(), frame.means())?;
        for example in rule.examples().filter(|example| example.rule == name) {
            writeln!(out, "    {}", example.text)?;
        }
    }
    if cue.is_none() {
        writeln!(out, "\nsilent")?;
        for silent in rule.silent() {
            writeln!(out, "    {}  ({})", silent.text, silent.because)?;
        }
    }
    Ok(())
}

/// Runs the rule files' own sentences: how many there are, and what is wrong with which.
pub(crate) fn check(pipeline: &Pipeline) -> (usize, Vec<String>) {
    let rules = pipeline.rules().rules();
    let read = |text: &str| pipeline.record(Article::new("check", text));
    let mut wrong = Vec::new();
    let mut checked = 0;
    for rule in rules {
        for example in rule.examples() {
            checked += 1;
            if let Some(fault) = fault(&read(&example.text), &rule.kind, example) {
                wrong.push(format!("{}.{}: {}\n    {fault}", rule.kind, example.rule, example.text));
            }
        }
        for silent in rule.silent() {
            checked += 1;
            if let Some(found) = read(&silent.text).relations.iter().find(|r| r.kind == rule.kind) {
                wrong.push(format!("{}: {}\n    expected silence, got `{}`", found.rule, silent.text, found.cue.text));
            }
        }
    }
    (checked, wrong)
}

/// What differs between an example and what was found in it.
fn fault(record: &Record, kind: &str, example: &Example) -> Option<String> {
    let id = format!("{kind}.{}", example.rule);
    let Some(found) = record.relations.iter().find(|r| r.rule == id) else {
        let got: Vec<&str> = record.relations.iter().map(|r| r.rule.as_str()).collect();
        return Some(format!("expected `{id}`, got {got:?}"));
    };
    let words_of = |name: &str| found.args.iter().find(|arg| arg.role.name() == name).map(|arg| arg.text.as_str());
    let wanted = [
        ("cue", Some(&example.cue), Some(found.cue.text.as_str())),
        ("speaker", example.speaker.as_ref(), words_of("speaker")),
        ("addressee", example.addressee.as_ref(), words_of("addressee")),
        ("target", example.target.as_ref(), words_of("target")),
        ("content", example.content.as_ref(), words_of("content")),
        ("occasion", example.occasion.as_ref(), words_of("occasion")),
        ("polarity", example.polarity.as_ref(), Some(found.polarity.name())),
    ];
    let differs = wanted.into_iter().find(|(_, expected, got)| expected.is_some_and(|e| Some(e.as_str()) != *got));
    differs.map(|(what, expected, got)| {
        format!("{what}: expected `{}`, got `{}`", expected.map_or("", String::as_str), got.unwrap_or("nothing"))
    })
}
