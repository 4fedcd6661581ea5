"""Ray Data: `extract(dataset)`, or `Extract` for a `map_batches` of your own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from .pipeline import Pipeline

if TYPE_CHECKING:
    from ray.data import Dataset


class Extract:
    """An actor's work: a table of articles to a table of records. One pipeline an actor.

    `dataset.map_batches(Extract, batch_format="pyarrow", concurrency=4, fn_constructor_kwargs={"options": {"only": "outermost"}})`
    """

    def __init__(
        self, *, pass_columns: Sequence[str] = (), html: bool = False, json: bool = False, options: dict[str, Any] | None = None, **columns: str
    ):
        self.pipeline = Pipeline(**(options or {}))
        self.choices = {"pass_columns": list(pass_columns), "html": html, "json": json, **columns}

    def __call__(self, batch: pa.Table) -> pa.Table:
        return pa.table(self.pipeline.extract_table(batch, **self.choices))


def extract(dataset: Dataset, *, workers: int | tuple[int, int] = 1, batch_size: int = 256, **choices: Any) -> Dataset:
    """A row a record. `workers` actors of one processor each read side by side, or from `(least, most)` as there is work; other
    choices are those of `Extract`. An actor that dies is started again, and its batch is read again."""
    return dataset.map_batches(
        Extract, batch_format="pyarrow", batch_size=batch_size, concurrency=workers, num_cpus=1, fn_constructor_kwargs=choices
    )
