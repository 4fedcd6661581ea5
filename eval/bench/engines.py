"""Every engine of `make bench`, one a row: how it is called, on how much of the text, and what its offsets count."""
import dataclasses
import pathlib
import re
import typing

from machine import machine

HERE = pathlib.Path(__file__).parent
# What the peers with the shipped weights in Python are made of.
SHARED = ("peers.py", "export.py", "requirements.txt")


@dataclasses.dataclass(frozen=True)
class Places:
    """Where programs, environments and weights are."""
    onrecord: pathlib.Path
    candle: pathlib.Path
    work: pathlib.Path

    @property
    def model(self):
        return self.work / "model"

    def python(self, environment):
        return self.work / environment / "bin" / "python"


@dataclasses.dataclass(frozen=True)
class Engine:
    name: str
    words: str  # of the README's row
    command: typing.Callable  # (places, threads) -> its words, before the files to read
    share: int = 1  # reads every so many-th article
    parts: bool = False  # two processes, each with its part of the text, in place of two threads
    offsets: str = "code points"  # or "bytes", "UTF-16"
    sources: tuple = ()  # files beside this one that make a peer's names what they are, versions among them
    weights: bool = True  # the shipped model's
    names_of: str | None = None  # the engine that finds the same names
    needs: str | None = None  # a feature of the processor, without which nobody would run it

    @property
    def ours(self):
        return self.name.startswith("onrecord")


def onrecord(*more):
    return lambda at, threads: [at.onrecord, "extract", "--keep-boilerplate", "--progress", "off", "--jobs", threads, *more]


def peer(environment, *name):
    return lambda at, threads: [at.python(environment), HERE / "peers.py", *name, threads, at.model]


def torch(name, words, kind, **more):
    return Engine(name, words, peer("venv", f"transformers-{kind}"), share=16, sources=SHARED, **more)


def onnx(name, words, file, share):
    return Engine(name, words, peer("venv", f"onnx-{file}"), share=share, sources=SHARED)


def spacy(name, words, kind):
    return Engine(name, words, peer("spacy", f"spacy-{kind}"), share=4, parts=True, sources=("peers.py", "spacy.txt"), weights=False)


ENGINES = [
    Engine("onrecord, names", "`onrecord extract --only entities`", onrecord("--only", "entities"), share=2),
    Engine("onrecord, all", "`onrecord extract`: trees, relations too", onrecord(), share=2),
    Engine("onrecord, reference engine, names", "`--only entities --engine reference`",
           onrecord("--only", "entities", "--engine", "reference"), share=16),
    spacy("spaCy, names", "spaCy `en_core_web_sm`: names", "names"),
    spacy("spaCy, all", "spaCy `en_core_web_sm`: trees, parts of speech, lemmas, names", "all"),
    Engine("compromise", "compromise: people, places, organizations", lambda at, _: ["node", at.work / "compromise" / "read.mjs"],
           share=4, parts=True, offsets="UTF-16", sources=("compromise/read.mjs", "compromise/package-lock.json"), weights=False),
    onnx("ONNX Runtime int8", "ONNX Runtime, int8 dynamic", "int8", 4),
    onnx("ONNX Runtime f32", "ONNX Runtime, f32", "f32", 8),
    Engine("stock candle", "candle's own BERT, f32", lambda at, _: [at.candle, at.model], share=16, offsets="bytes",
           sources=("stock_candle.rs", "export.py", "../../Cargo.lock")),
    # The order of sentences changes no names, apart from how sums are rounded.
    torch("transformers f32, text order", "`transformers` pipeline, f32, batches in the order of the text", "float32-unsorted",
          names_of="transformers f32"),
    torch("transformers f32", "`transformers` pipeline, f32", "float32"),
    torch("transformers bf16", "`transformers` pipeline, bf16", "bfloat16", needs="avx512_bf16"),
]


def chosen(expression):
    """Engines whose name matches and that this processor is made for."""
    features = machine()["features"]
    return [engine for engine in ENGINES if re.search(expression, engine.name) and engine.needs in (None, *features)]
