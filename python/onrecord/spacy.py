"""A spaCy component: `nlp.add_pipe("onrecord")`.

`doc._.onrecord` is the record, and `doc.spans` has a group for each part of the relations: `onrecord/cue`, `onrecord/speaker`,
`onrecord/content` … A span's label is the relation's type and its id the relation's. It works on a blank pipeline too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans, minibatch

from .pipeline import Pipeline
from .records import Record

KEY = "onrecord"
ROLES = ("speaker", "addressee", "target", "content", "occasion", "time", "place", "medium")

if not Doc.has_extension(KEY):
    Doc.set_extension(KEY, getter=lambda doc: Record(doc.user_data[KEY]) if KEY in doc.user_data else None)


class Extractor:
    """The component. Its options are those of `onrecord.Pipeline`; `entities` writes the names into `doc.ents` as well."""

    def __init__(self, entities: bool, options: dict[str, Any]):
        self.entities = entities
        self.pipeline = Pipeline(**options)

    def __call__(self, doc: Doc) -> Doc:
        return self.marked(doc, self.pipeline.extract(doc.text))

    def pipe(self, stream: Iterable[Doc], batch_size: int) -> Iterator[Doc]:
        for docs in minibatch(stream, batch_size):
            records = self.pipeline.extract_many([doc.text for doc in docs])
            yield from map(self.marked, docs, records)

    def marked(self, doc: Doc, record: Record) -> Doc:
        # A line, because a document on its way to another process is written as plain values.
        doc.user_data[KEY] = record.to_json()
        groups: dict[str, list[Span]] = {part: [] for part in ("cue", *ROLES)}
        for relation in record["relations"]:
            cue = relation["cue"]
            groups["cue"].append(aligned(doc, cue["start"], cue["end"], relation))
            for arg in relation["args"]:
                groups[arg["role"]].extend(aligned(doc, start, end, relation) for start, end in arg["spans"])
        for part, spans in groups.items():
            doc.spans[f"{KEY}/{part}"] = spans
        if self.entities:
            names = [one for one in record["mentions"] if one["kind"] == "name"]
            doc.ents = filter_spans([covering(doc, one["start"], one["end"], one["type"]) for one in names])
        return doc

    def to_disk(self, path: Any, exclude: Iterable[str] = ()) -> None:
        """There is nothing to keep: options stand in the configuration."""

    def from_disk(self, path: Any, exclude: Iterable[str] = ()) -> Extractor:
        return self


def aligned(doc: Doc, start: int, end: int, relation: Any) -> Span:
    span = covering(doc, start, end, relation["type"])
    span.id_ = relation["id"]
    return span


def covering(doc: Doc, start: int, end: int, label: str) -> Span:
    """The tokens that the characters touch: a span is widened rather than lost."""
    span = doc.char_span(start, end, label=label, alignment_mode="expand")
    if span is None:
        raise ValueError(f"onrecord: characters {start} to {end} lie outside the document's {len(doc.text)}")
    return span


@Language.factory(KEY, default_config={"entities": False, "options": {}})
def make(nlp: Language, name: str, entities: bool, options: dict[str, Any]) -> Extractor:
    return Extractor(entities, options)
