//! A pipeline and its threads.

use std::path::PathBuf;
use std::sync::Arc;

use onrecord::actor::Gazetteer;
use onrecord::model::{self, Model, ModelSpec};
use onrecord::output::line;
use onrecord::pipeline::{Filter, Keep, Mentions, Options, Pipeline, in_order_within};
use onrecord::record::Record;
use onrecord::relation::RuleSet;
use onrecord::text::Field;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyString};
use pyo3_arrow::PyRecordBatchReader;
use pyo3_arrow::input::AnyRecordBatch;

use super::error::{InputError, of_gazetteer, of_model, of_rules, whole};
use super::given::{Body, Given};
use super::table::{Columns, Extracting};

/// Bytes of articles in flight, as the program has it.
pub const IN_FLIGHT: usize = 4 << 20;

/// Reads articles. It starts threads for one call at a time and holds none between, so that a process may fork.
#[pyclass(frozen, subclass, module = "onrecord._onrecord")]
pub struct Engine {
    pipeline: Arc<Pipeline>,
    threads: usize,
}

#[pymethods]
#[allow(clippy::needless_pass_by_value, reason = "Python's lists and dictionaries become values of their own")]
impl Engine {
    #[new]
    #[pyo3(signature = (model, rules, threads, *, gazetteer, keep_boilerplate, only, mentions, no_continued, types, speakers, min_score, no_text, lang, max_chars, engine, offline))]
    #[allow(clippy::too_many_arguments, reason = "the options of the command line")]
    #[allow(clippy::fn_params_excessive_bools, reason = "each is a flag there")]
    fn new(
        py: Python<'_>,
        model: Option<&str>,
        rules: Option<PathBuf>,
        threads: usize,
        gazetteer: Option<PathBuf>,
        keep_boilerplate: bool,
        only: Option<&str>,
        mentions: &str,
        no_continued: bool,
        types: Vec<String>,
        speakers: Vec<String>,
        min_score: Option<f64>,
        no_text: bool,
        lang: &str,
        max_chars: usize,
        engine: Option<&str>,
        offline: bool,
    ) -> PyResult<Self> {
        let refused = |option: &str, expected: &str, got: &dyn std::fmt::Debug| {
            PyValueError::new_err(format!("{option}: expected {expected}, got {got:?}"))
        };
        if threads == 0 {
            return Err(refused("threads", "at least 1", &threads));
        }
        if max_chars == 0 {
            return Err(refused("max_chars", "at least 1", &max_chars));
        }
        if min_score.is_some_and(|score| !(0.0..=1.0).contains(&score)) {
            return Err(refused("min_score", "a number from 0 to 1", &min_score));
        }
        let mut options = Options {
            keep_boilerplate,
            any_language: match lang {
                "en" => false,
                "any" => true,
                _ => return Err(refused("lang", "`en` or `any`", &lang)),
            },
            keep: match only {
                None => Keep::All,
                Some("entities") => Keep::Entities,
                Some("outermost") => Keep::Outermost,
                Some(_) => return Err(refused("only", "`entities` or `outermost`", &only)),
            },
            max_chars,
            mentions: match mentions {
                "acts" => Mentions::Acts,
                "all" => Mentions::All,
                _ => return Err(refused("mentions", "`acts` or `all`", &mentions)),
            },
            continued: !no_continued,
            filter: Filter { types, speakers, min_score },
            no_text,
            gazetteer: None,
        };
        let engine = match engine {
            None => None,
            Some("fast") => Some(model::Engine::Fast),
            Some("reference") => Some(model::Engine::Reference),
            Some(_) => return Err(refused("engine", "`fast` or `reference`", &engine)),
        };
        // Products stay on the thread that asks for them: articles are what is read side by side, and a process that is forked has lost the
        // library's threads. Refused where somebody has set them before, which is as well.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(1).build_global();
        let spec: ModelSpec = model.unwrap_or("embedded").parse().map_err(|error| of_spec(&error))?;
        py.detach(|| {
            let rules = match rules {
                Some(folder) => RuleSet::with_folder(&folder),
                None => RuleSet::embedded(),
            };
            let rules = rules.map_err(|error| of_rules(&error))?;
            let list = gazetteer.as_deref().map(Gazetteer::read).transpose();
            options.gazetteer = list.map_err(|error| of_gazetteer(&error))?.map(Arc::new);
            if let Some(kind) = options.filter.unknown_type(&rules) {
                let known: Vec<&str> = rules.rules().iter().map(|rule| rule.kind.as_str()).collect();
                return Err(InputError::new_err(format!("type: no relation `{kind}`; known are {}", known.join(", "))));
            }
            let model = Model::locate(&spec, offline, engine).map_err(|error| of_model(&error))?;
            let pipeline = Pipeline::new(model, rules, options).map_err(|error| of_model(&error))?;
            Ok(Self { pipeline: Arc::new(pipeline), threads })
        })
    }

    /// One article's line.
    fn extract(&self, py: Python<'_>, fields: &Bound<'_, PyDict>, html: bool) -> PyResult<String> {
        let text = fields.get_item("text")?;
        if !text.as_ref().is_some_and(|text| is_body(text, html)) {
            let expected = if html { "str or bytes" } else { "str" };
            let got = text.map_or_else(|| "nothing".to_owned(), |text| type_name(&text));
            return Err(PyTypeError::new_err(format!("text: expected {expected}, got {got}")));
        }
        let given = given(fields, html)?;
        py.detach(|| written(&given.record(&self.pipeline)))
    }

    /// The lines of several articles, in their order.
    fn extract_chunk(&self, py: Python<'_>, articles: Vec<Bound<'_, PyDict>>, html: bool) -> PyResult<Vec<String>> {
        let given = articles.iter().map(|fields| given(fields, html)).collect::<PyResult<Vec<_>>>()?;
        let mut lines = Vec::with_capacity(given.len());
        py.detach(|| {
            let work = |given: Given| written(&given.record(&self.pipeline));
            in_order_within(IN_FLIGHT, Given::weight, given.into_iter(), self.threads, work, |line| {
                lines.push(line?);
                // Ctrl-C ends it between two articles.
                #[allow(
                    clippy::redundant_closure_for_method_calls,
                    reason = "the method alone has one lifetime, not any"
                )]
                Python::attach(|py| py.check_signals())
            })
        })?;
        Ok(lines)
    }

    /// A table of records, a row for a row, read as it is asked for.
    fn extract_table(
        &self,
        table: AnyRecordBatch,
        columns: Columns,
        pass: Vec<String>,
        html: bool,
        json: bool,
    ) -> PyResult<PyRecordBatchReader> {
        let reader = table.into_reader()?;
        let extracting = Extracting::new(reader, Arc::clone(&self.pipeline), self.threads, &columns, pass, html)?;
        let extracting = if json { extracting.into_lines() } else { extracting };
        Ok(PyRecordBatchReader::new(Box::new(extracting)))
    }

    /// What decides the records, as a record says it.
    fn provenance(&self) -> String {
        let provenance = onrecord::record::Provenance::of(&self.pipeline);
        format!(
            "{} {}, model {} {}, rules {}",
            provenance.tool,
            provenance.tool_version,
            provenance.model.name,
            provenance.model.engine,
            provenance.ruleset.version
        )
    }
}

fn of_spec(error: &dyn std::error::Error) -> PyErr {
    PyValueError::new_err(format!("model: {}", whole(error)))
}

fn written(record: &Record) -> PyResult<String> {
    line(record).map_err(|error| InputError::new_err(error.to_string()))
}

fn is_body(value: &Bound<'_, PyAny>, html: bool) -> bool {
    value.is_instance_of::<PyString>() || html && value.is_instance_of::<PyBytes>()
}

fn type_name(value: &Bound<'_, PyAny>) -> String {
    value.get_type().name().map_or_else(|_| "something else".to_owned(), |name| name.to_string())
}

/// An article of a dictionary. What is no text becomes an error record; fields that are no text are left out.
fn given(fields: &Bound<'_, PyDict>, html: bool) -> PyResult<Given> {
    let body = match fields.get_item("text")? {
        // A lone surrogate cannot be written as UTF-8: it costs itself.
        Some(text) if text.is_instance_of::<PyString>() => {
            let text = text.cast::<PyString>()?.to_string_lossy().into_owned();
            if html { Body::Page(text.into_bytes()) } else { Body::Text(text) }
        }
        Some(text) if html && text.is_instance_of::<PyBytes>() => {
            Body::Page(text.cast::<PyBytes>()?.as_bytes().to_vec())
        }
        other => {
            let got = other.map_or_else(|| "nothing".to_owned(), |other| type_name(&other));
            Body::Nothing(format!("expected a string in `text`, got {got}"))
        }
    };
    let field = |name: &str| {
        let value = fields.get_item(name).ok().flatten().filter(|value| !value.is_none())?;
        Some(value.str().ok()?.to_string_lossy().into_owned())
    };
    let mut extra = Vec::new();
    if let Some(more) = fields.get_item("extra")?.filter(|more| !more.is_none()) {
        for (key, value) in more.cast::<PyDict>()?.iter() {
            if !value.is_none() {
                extra.push(Field { key: key.str()?.to_string(), value: value.str()?.to_string_lossy().into_owned() });
            }
        }
    }
    Ok(Given::new(field, extra, body))
}
