"""Spark: a DataFrame of articles in, one of records out.

One pipeline is made in each Python worker, which takes one task after the other, and reads on one thread: Spark runs as many
tasks at a time as it has cores.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from .pipeline import Pipeline, arrow_schema

if TYPE_CHECKING:
    from pyspark.sql import DataFrame
    from pyspark.sql.types import StructType

PIPELINES: dict[str, Pipeline] = {}


def extract(
    df: DataFrame, *, pass_columns: Sequence[str] = (), html: bool = False, json: bool = False, options: dict[str, Any] | None = None, **columns: str
) -> DataFrame:
    """A row a record, in whatever order Spark keeps rows; a row that cannot be read is a record that says so.

    Columns of the names `id`, `text`, `title` … are taken where they are there, and `text="body"` names another. `options` are those of
    `onrecord.Pipeline`. With `json` the rows are `id` and `json`, the line that the program writes.
    """
    options = dict(options or {})
    read = reading(columns, list(pass_columns), html, json, options)
    return df.mapInArrow(read, schema(json))


def schema(json: bool = False) -> StructType:
    """The columns of a DataFrame of records."""
    from pyspark.sql.pandas.types import from_arrow_schema

    if json:
        return from_arrow_schema(pa.schema([("id", pa.string()), ("json", pa.string())]))
    return from_arrow_schema(pa.schema(arrow_schema()))


def reading(columns: dict[str, str], pass_columns: list[str], html: bool, json: bool, options: dict[str, Any]):
    """What a task does with its batches."""

    def read(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        first = next(batches, None)
        if first is None:
            return
        given = pa.RecordBatchReader.from_batches(first.schema, chain(first, batches))
        found = pipeline(options).extract_table(given, pass_columns=pass_columns, html=html, json=json, **columns)
        yield from pa.RecordBatchReader.from_stream(found)

    return read


def chain(first: pa.RecordBatch, rest: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    yield first
    yield from rest


def pipeline(options: dict[str, Any]) -> Pipeline:
    """The process's pipeline for these options."""
    key = repr(sorted(options.items()))
    if key not in PIPELINES:
        PIPELINES[key] = Pipeline(**options)
    return PIPELINES[key]
