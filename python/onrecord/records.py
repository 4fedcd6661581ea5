"""Records as Python sees them: rows whose keys are attributes, over the program's own JSON."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any


class Row(Mapping):
    """A part of a record: its keys are attributes too, lists hold rows."""

    __slots__ = ("_data",)

    def __init__(self, data: dict[str, Any]):
        object.__setattr__(self, "_data", data)

    def __getattr__(self, name: str) -> Any:
        try:
            return wrapped(self._data[name])
        except KeyError:
            known = ", ".join(self._data)
            raise AttributeError(f"{type(self).__name__} has no `{name}`; it has {known}") from None

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError("records are not changed; take to_dict()")

    def __getitem__(self, name: str) -> Any:
        return wrapped(self._data[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._data]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({json.dumps(self._data, ensure_ascii=False)})"

    def __reduce__(self):
        return type(self), (self._data,)

    def to_dict(self) -> dict[str, Any]:
        """Plain dictionaries and lists."""
        return json.loads(json.dumps(self._data))


class Relation(Row):
    """An act: the keys of a relation, and the first argument of each role by its name."""

    __slots__ = ()
    id: str
    type: str
    rule: str
    cue: Row
    args: list[Row]
    quote: str
    polarity: str
    modality: str
    attribution: list[str]
    answers: str | None
    sentence: str
    evidence: Row
    score: float | None
    codes: Row
    speaker: Row | None
    addressee: Row | None
    target: Row | None
    content: Row | None
    occasion: Row | None

    def arg(self, role: str) -> Row | None:
        """The first argument of a role."""
        return next((wrapped(arg) for arg in self._data["args"] if arg["role"] == role), None)

    def __getattr__(self, name: str) -> Any:
        if name in ("speaker", "addressee", "target", "content", "occasion", "time", "place", "medium"):
            return self.arg(name)
        return super().__getattr__(name)


def wrapped(value: Any) -> Any:
    """Dictionaries as rows, at any depth, as they are asked for."""
    if isinstance(value, dict):
        return Relation(value) if "cue" in value and "args" in value else Row(value)
    if isinstance(value, list):
        return [wrapped(one) for one in value]
    return value


class Record(Row):
    """What was found in one article.

    Attributes are the keys of the record: `id`, `doc`, `text`, `blocks`, `sentences`, `entities`, `mentions`, `relations`,
    `warnings`, `provenance`. A notebook shows it as marked-up text.
    """

    __slots__ = ("_line",)
    schema_version: str
    id: str
    doc: Row
    text: str | None
    blocks: list[Row]
    sentences: list[Row]
    entities: list[Row]
    mentions: list[Row]
    relations: list[Relation]
    warnings: list[Row]
    provenance: Row

    def __init__(self, line: str):
        super().__init__(json.loads(line))
        object.__setattr__(self, "_line", line if line.endswith("\n") else line + "\n")

    def __reduce__(self):
        return type(self), (self._line,)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Record) and self._line == other._line

    def __hash__(self) -> int:
        return hash(self._line)

    def __repr__(self) -> str:
        status, relations = self._data["doc"]["status"], len(self._data["relations"])
        return f"<Record {self._data['id']!r}: {status}, {relations} relation{'' if relations == 1 else 's'}>"

    def to_json(self) -> str:
        """The line that the program writes, without its line end: the same bytes."""
        return self._line[:-1]

    def entity(self, arg: Mapping | None) -> Row | None:
        """Who or what an argument or a mention stands for, where that is known."""
        wanted = arg and arg["entity"]
        return next((wrapped(one) for one in self._data["entities"] if one["id"] == wanted), None)

    def _repr_html_(self) -> str:
        from .html import page

        return page(self)


def read_records(path: str | Path) -> Iterator[Record]:
    """The records of a file of JSON lines, one at a time; `.gz` is unpacked, and `.zst` where Python can (3.14 or later)."""
    with opened(Path(path)) as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                yield Record(line)
            except ValueError as error:
                raise ValueError(f"{path}:{number}: expected a record as a line of JSON: {error}") from error


def opened(path: Path) -> io.TextIOBase:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", newline="\n")
    if path.suffix == ".zst":
        from compression import zstd

        return zstd.open(path, "rt", encoding="utf-8", newline="\n")
    return open(path, encoding="utf-8", newline="\n")
