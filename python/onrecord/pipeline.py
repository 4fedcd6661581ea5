"""The pipeline: options as on the command line, articles in, records out."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from os import PathLike, fspath
from typing import Any, Literal

from . import _onrecord
from .records import Record

# Articles that are read ahead of the one that is handed on: few at first, so that the first comes soon.
FIRST, MOST, MOST_CHARS = 2, 256, 1 << 20


class Pipeline:
    """Reads articles. Options and their names are those of `onrecord extract`; what has no default is off.

    `gazetteer` is a file of names with ids of your own, read once: entities get the ids, and a name that may be several gets a warning
    of code `ambiguous` in its record. `threads` articles are read at the same time, by calls that take several. It can be pickled, by its options, and used after a
    fork. Python's other threads go on meanwhile.
    """

    def __init__(
        self,
        model: str | PathLike | None = None,
        rules: str | PathLike | None = None,
        threads: int = 1,
        *,
        gazetteer: str | PathLike | None = None,
        keep_boilerplate: bool = False,
        only: Literal["entities", "outermost"] | None = None,
        mentions: Literal["acts", "all"] = "acts",
        no_continued: bool = False,
        type: str | Sequence[str] = (),  # noqa: A002 - the flag's name
        speaker: str | Sequence[str] = (),
        min_score: float | None = None,
        no_text: bool = False,
        lang: Literal["en", "any"] = "en",
        max_chars: int = 200_000,
        engine: Literal["fast", "reference"] | None = None,
        offline: bool = False,
    ):
        self._options = {
            "model": None if model is None else fspath(model),
            "rules": None if rules is None else fspath(rules),
            "threads": threads,
            "gazetteer": None if gazetteer is None else fspath(gazetteer),
            "keep_boilerplate": keep_boilerplate,
            "only": only,
            "mentions": mentions,
            "no_continued": no_continued,
            "type": several(type),
            "speaker": several(speaker),
            "min_score": min_score,
            "no_text": no_text,
            "lang": lang,
            "max_chars": max_chars,
            "engine": engine,
            "offline": offline,
        }
        given = dict(self._options)
        given["types"], given["speakers"] = given.pop("type"), given.pop("speaker")
        self._engine = _onrecord.Engine(given.pop("model"), given.pop("rules"), given.pop("threads"), **given)

    def __reduce__(self):
        return again, (self._options,)

    def __repr__(self) -> str:
        return f"<onrecord.Pipeline {self._engine.provenance()}>"

    def extract(
        self,
        text: str | bytes,
        *,
        id: str | None = None,  # noqa: A002 - the record's name
        title: str | None = None,
        url: str | None = None,
        host: str | None = None,
        byline: str | None = None,
        published: str | None = None,
        fetched: str | None = None,
        source: str | None = None,
        extra: Mapping[str, Any] | None = None,
        html: bool = False,
    ) -> Record:
        """One article's record. With `html` the text is a page of the web, and the article is taken out of it."""
        fields = locals()
        del fields["self"], fields["html"]
        fields["extra"] = None if extra is None else dict(extra)
        return Record(self._engine.extract(fields, html))

    def extract_many(self, articles: Iterable[str | Mapping[str, Any]], *, html: bool = False) -> Iterator[Record]:
        """Records of several articles in their order, read as they are asked for.

        An article is its text, or a mapping with `text` and what else `extract` takes. One that has no text gives a record that
        says so: a long run is not ended by a row.
        """
        source = (fields(one) for one in articles)
        ahead = FIRST
        while chunk := taken(source, ahead):
            for line in self._engine.extract_chunk(chunk, html):
                yield Record(line)
            ahead = min(ahead * 2, MOST)

    def extract_table(
        self,
        table: Any,
        *,
        id: str | None = None,  # noqa: A002 - the record's name
        text: str | None = None,
        title: str | None = None,
        url: str | None = None,
        host: str | None = None,
        byline: str | None = None,
        published: str | None = None,
        fetched: str | None = None,
        source: str | None = None,
        pass_columns: Sequence[str] = (),
        html: bool = False,
        json: bool = False,
    ) -> Any:
        """A table of records, a row for each row of `table` and in its order, read as it is asked for.

        `table` is whatever speaks Arrow (`__arrow_c_stream__` or `__arrow_c_array__`): a table of pyarrow, Polars, DuckDB, pandas 3.
        What comes back speaks it too: `pyarrow.table(found)`, `polars.DataFrame(found)`. Columns of the names `id`, `text`, `title` …
        are taken where they are there; `text="body"` names another. `pass_columns` are carried into `doc.extra`.
        With `json` the columns are `id` and `json`, the line that the program writes.
        """
        columns = {name: value for name, value in locals().items() if name not in NO_COLUMNS and value is not None}
        return self._engine.extract_table(table, columns, several(pass_columns), html, json)


NO_COLUMNS = ("self", "table", "pass_columns", "html", "json")


def arrow_schema() -> Any:
    """The columns of a table of records, with `__arrow_c_schema__`."""
    return _onrecord.columns()


def again(options: dict[str, Any]) -> Pipeline:
    return Pipeline(**options)


def several(given: str | Sequence[str]) -> list[str]:
    return [given] if isinstance(given, str) else list(given)


def fields(article: str | bytes | Mapping[str, Any] | None) -> dict[str, Any]:
    return dict(article) if isinstance(article, Mapping) else {"text": article}


def taken(source: Iterator[dict[str, Any]], most: int) -> list[dict[str, Any]]:
    """The next articles, fewer where they are long."""
    chunk, chars = [], 0
    for one in itertools.islice(source, most):
        chunk.append(one)
        text = one.get("text")
        chars += len(text) if isinstance(text, (str, bytes)) else 0
        if chars >= MOST_CHARS:
            break
    return chunk
