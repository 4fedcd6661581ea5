//! The engine for Python: what `onrecord/` wraps.

mod engine;
mod error;
mod given;
mod table;

use std::ffi::OsString;

use pyo3::prelude::*;

/// The names that the Python package takes.
#[pymodule]
mod _onrecord {
    use super::{Bound, OsString, PyModule, PyModuleMethods, PyResult, Python, pyfunction};

    #[pymodule_export]
    use super::engine::Engine;
    #[pymodule_export]
    use super::error::{InputError, ModelError, OnrecordError, RuleError};
    #[pymodule_export]
    use super::table::columns;

    /// The command line; gives the exit status.
    #[pyfunction]
    fn run(py: Python<'_>, line: Vec<OsString>) -> u8 {
        py.detach(|| onrecord::cli::run(line))
    }

    /// The JSON Schema of a record.
    #[pyfunction]
    fn schema() -> String {
        onrecord::record::schema().to_string()
    }

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
