//! The program's errors as Python exceptions, with the program's words.

use std::error::Error;
use std::fmt::Write;

use onrecord::actor;
use onrecord::model;
use onrecord::relation;
use pyo3::exceptions::PyException;
use pyo3::{PyErr, create_exception};

create_exception!(onrecord, OnrecordError, PyException, "What onrecord refuses, or cannot do.");
create_exception!(onrecord, ModelError, OnrecordError, "A model that is not there, or is not what it should be.");
create_exception!(onrecord, RuleError, OnrecordError, "A rule file that is wrong.");
create_exception!(onrecord, InputError, OnrecordError, "A table, a list of names or an option of the wrong shape.");

pub fn of_model(error: &model::ModelError) -> PyErr {
    ModelError::new_err(whole(error))
}

pub fn of_rules(error: &relation::RuleError) -> PyErr {
    RuleError::new_err(whole(error))
}

pub fn of_gazetteer(error: &actor::GazetteerError) -> PyErr {
    InputError::new_err(format!("gazetteer: {}", whole(error)))
}

/// An error and what caused it, on one line.
pub fn whole(error: &dyn Error) -> String {
    let mut told = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        // Writing into a String cannot fail.
        let _ = write!(told, ": {inner}");
        cause = inner.source();
    }
    told
}
