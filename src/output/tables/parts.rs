//! The part files of tables, and how they become one file a table.

use std::fmt::Display;
use std::fs::{self, File};
use std::iter;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::RecordBatch;
use parquet::arrow::ArrowWriter;
use parquet::column::writer::ColumnCloseResult;
use parquet::errors::ParquetError;
use parquet::file::metadata::{PageIndexPolicy, ParquetMetaData, ParquetMetaDataReader};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;

use super::file::{metadata, properties};
use crate::output::OutputError;
use crate::output::folder::{put, sync, unwritable};
use crate::record::Provenance;

/// The working folder of an output.
pub(super) struct Parts {
    folder: PathBuf,
    properties: WriterProperties,
}

impl Parts {
    /// The folder, made if it is not there, with the first `parts` of each table; what came later, and may be half written, is
    /// taken away.
    pub fn open(folder: &Path, provenance: &Provenance, parts: usize, names: &[&str]) -> Result<Self, OutputError> {
        fs::create_dir_all(folder).map_err(|cause| unwritable(folder, cause))?;
        let this = Self::over(folder, provenance)?;
        let all = |part| names.iter().map(move |name| (*name, part));
        let due: Vec<PathBuf> = (0..parts).flat_map(all).map(|(name, part)| this.path(name, part)).collect();
        if let Some(path) = due.iter().find(|path| !path.is_file()) {
            return Err(OutputError::PartGone { path: path.clone() });
        }
        for entry in fs::read_dir(folder).map_err(|cause| unwritable(folder, cause))? {
            let path = entry.map_err(|cause| unwritable(folder, cause))?.path();
            if path.extension().is_some_and(|end| end == ENDING || end == WHOLE) && !due.contains(&path) {
                fs::remove_file(&path).map_err(|cause| unwritable(&path, cause))?;
            }
        }
        Ok(this)
    }

    fn over(folder: &Path, provenance: &Provenance) -> Result<Self, OutputError> {
        let properties = properties().map_err(|cause| OutputError::table(folder, cause))?;
        let properties = properties.set_key_value_metadata(Some(metadata(Some(provenance))));
        Ok(Self { folder: folder.to_owned(), properties: properties.build() })
    }

    fn path(&self, name: &str, part: usize) -> PathBuf {
        self.folder.join(format!("{name}.{part:06}.{ENDING}"))
    }

    /// Writes one part of a table, and makes it safe.
    pub fn write(&self, name: &str, part: usize, rows: &RecordBatch) -> Result<(), OutputError> {
        let path = self.path(name, part);
        let file = File::create(&path).map_err(|cause| unwritable(&path, cause))?;
        let written = || -> Result<File, ParquetError> {
            let mut writer = ArrowWriter::try_new(file, rows.schema(), Some(self.properties.clone()))?;
            writer.write(rows)?;
            writer.into_inner()
        };
        let file = written().map_err(|cause| OutputError::table(&path, cause))?;
        file.sync_all().and_then(|()| sync(&self.folder)).map_err(|cause| unwritable(&path, cause))
    }

    /// One file a table in the folder `target`, which takes the place of what an earlier run left there under the same names.
    pub fn join_into(&self, target: &Path, names: &[&str], parts: usize) -> Result<(), OutputError> {
        for name in names {
            self.join(name, parts)?;
        }
        fs::create_dir_all(target).map_err(|cause| unwritable(target, cause))?;
        let moves = names.iter().map(|name| (self.joined(name), target.join(format!("{name}.{ENDING}"))));
        put(moves, &self.folder, target)
    }

    /// The one table as the file `target`.
    pub fn join_as(&self, target: &Path, name: &str, parts: usize) -> Result<(), OutputError> {
        self.join(name, parts)?;
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
        let moves = iter::once((self.joined(name), target.to_owned()));
        put(moves, &self.folder, folder.unwrap_or(Path::new(".")))
    }

    fn joined(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.{WHOLE}"))
    }

    /// Puts the parts of a table together: row groups are copied as they are compressed.
    fn join(&self, name: &str, parts: usize) -> Result<(), OutputError> {
        let path = self.joined(name);
        let inputs = (0..parts).map(|part| open(&self.path(name, part))).collect::<Result<Vec<_>, _>>()?;
        let file = File::create(&path).map_err(|cause| unwritable(&path, cause))?;
        let file = concatenated(file, &inputs).map_err(|cause| OutputError::table(&path, cause))?;
        file.sync_all().map_err(|cause| unwritable(&path, cause))
    }
}

const ENDING: &str = "parquet";
/// Of a table that was put together and not yet put in its place.
const WHOLE: &str = "whole";

fn open(path: &Path) -> Result<(File, ParquetMetaData), OutputError> {
    let file = File::open(path).map_err(|cause| unwritable(path, cause))?;
    let reader = ParquetMetaDataReader::new().with_page_index_policy(PageIndexPolicy::Optional);
    let metadata = reader.parse_and_finish(&file).map_err(|cause| OutputError::table(path, cause))?;
    Ok((file, metadata))
}

/// After the way of `parquet-concat`, a program of the crate.
fn concatenated(file: File, inputs: &[(File, ParquetMetaData)]) -> Result<File, ParquetError> {
    let (_, first) = inputs.first().ok_or_else(|| ParquetError::General("no part to put together".into()))?;
    let known = first.file_metadata();
    let properties = WriterProperties::builder().set_key_value_metadata(known.key_value_metadata().cloned()).build();
    let schema = known.schema_descr().root_schema_ptr();
    let mut writer = SerializedFileWriter::new(file, schema, Arc::new(properties))?;
    for (input, metadata) in inputs {
        for (at, group) in metadata.row_groups().iter().enumerate() {
            let column_indexes = metadata.column_index().and_then(|index| index.get(at));
            let offset_indexes = metadata.offset_index().and_then(|index| index.get(at));
            let mut out = writer.next_row_group()?;
            for (column_at, column) in group.columns().iter().enumerate() {
                let closed = ColumnCloseResult {
                    bytes_written: u64::try_from(column.compressed_size())?,
                    rows_written: u64::try_from(group.num_rows())?,
                    metadata: column.clone(),
                    bloom_filter: None,
                    column_index: column_indexes.and_then(|row| row.get(column_at)).cloned(),
                    offset_index: offset_indexes.and_then(|row| row.get(column_at)).cloned(),
                };
                out.append_column(input, closed)?;
            }
            out.close()?;
        }
    }
    writer.into_inner()
}

impl OutputError {
    pub(in crate::output) fn table(path: &Path, cause: impl Display) -> Self {
        Self::Table { path: path.to_owned(), cause: cause.to_string() }
    }
}
