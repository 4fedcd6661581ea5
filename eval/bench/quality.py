"""Names of every engine against annotated ones, beside its speed: python quality.py --help

Exact span and type over PER, ORG and LOC, as annotated and with the names put together that the annotation has in parts
(`whole_names` in models/recipe/data.py). A row of quality.json is kept while what made it is the same: the program, or
the peer's script, versions and weights, and the kind of processor.
"""
import argparse
import hashlib
import json
import pathlib
import subprocess
import sys

from engines import ENGINES, HERE, Places, chosen
from machine import machine

sys.path.insert(0, str(HERE.parent.parent / "models" / "recipe"))
import data  # noqa: E402

# What is best for each peer of what was tried; all else (NORP, dates, works, …) is left out, as MISC is of ours.
CLASSES = {"PER": "PER", "PERSON": "PER", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC"}
TYPES = ("PER", "ORG", "LOC")


def digest(*contents):
    return hashlib.sha256(b"".join(hashlib.sha256(content).digest() for content in contents)).hexdigest()[:16]


def made_of(engine, at, corpus, model):
    """In eight bits the same weights can give other labels on another kind of processor."""
    if engine.ours:
        files = [at.onrecord]
    else:
        weights = ("config.json", "model.safetensors", "tokenizer.json") if engine.weights else ()
        files = [*(HERE / name for name in engine.sources), *(model / name for name in weights)]
    processor = " ".join(machine()["features"]) if engine.weights else ""
    return digest(processor.encode(), *(path.read_bytes() for path in (HERE / "quality.py", corpus, *files)))


def read(engine, at, corpus):
    """[start, end, label] of each article's names, as the engine counts offsets."""
    run = subprocess.run([*map(str, engine.command(at, 2)), str(corpus)], capture_output=True, text=True, encoding="utf8")
    # Status 3 of this program: an article was cut or empty; it counts as it is.
    if run.returncode not in ((0, 3) if engine.ours else (0,)):
        sys.exit(f"{engine.name}: status {run.returncode}\n{run.stderr}")
    for line in map(json.loads, run.stdout.splitlines()):
        if engine.ours:
            yield [(m["start"], m["end"], m["type"]) for m in line["mentions"] if m["kind"] == "name"]
        else:
            yield line["entities"]


def code_points(text, unit):
    """Offset in that unit → offset in code points."""
    width = {"code points": lambda _: 1, "bytes": lambda c: len(c.encode()), "UTF-16": lambda c: 1 + (c > "\uffff")}[unit]
    at, found = 0, {0: 0}
    for number, character in enumerate(text, 1):
        at += width(character)
        found[at] = number
    return found


def trimmed(text, names):
    """Without a leading "the" and a trailing 's, on which conventions differ; gold and found alike."""
    found = set()
    for start, end, label in names:
        if label in CLASSES:
            start += 4 * (text[start:end][:4].lower() == "the ")
            end -= 2 * text[start:end].endswith(("'s", "’s"))
            found.add((start, end, CLASSES[label]))
    return found


def scores(texts, gold, found):
    def f1(types):
        hit = got = want = 0
        for text, ours, theirs in zip(texts, gold, found, strict=True):
            ours, theirs = ({name for name in trimmed(text, names) if name[2] in types} for names in (ours, theirs))
            hit, got, want = hit + len(ours & theirs), got + len(theirs), want + len(ours)
        return round(200 * hit / max(1, got + want), 1)
    return {"all": f1(TYPES), **{label: f1((label,)) for label in TYPES}}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--onrecord", required=True, type=pathlib.Path, help="the program")
    parser.add_argument("--candle", required=True, type=pathlib.Path, help="the program of stock_candle.rs")
    parser.add_argument("--work", required=True, type=pathlib.Path, help="environments and weights")
    parser.add_argument("--model", required=True, type=pathlib.Path, help="the shipped model's folder")
    parser.add_argument("--corpus", required=True, type=pathlib.Path, help="JSON lines with text and mentions; without it nothing is done")
    parser.add_argument("--only", default="", help="engines whose name matches this; the others' rows stay as they are")
    parser.add_argument("--out", default=HERE / "quality.json", type=pathlib.Path)
    args = parser.parse_args()
    if not args.corpus.exists():
        sys.exit(print(f"{args.corpus} is not here: {args.out.name} stays as it is", file=sys.stderr))
    at = Places(args.onrecord, args.candle, args.work)
    articles = [json.loads(line) for line in args.corpus.open(encoding="utf8")]
    texts = [article["text"] for article in articles]
    plain = [[(m["start"], m["end"], m["type"]) for m in article["mentions"]] for article in articles]
    alone = data.organisations_alone(articles)
    whole = [data.whole_names(text, names, alone) for text, names in zip(texts, plain)]
    count = lambda gold: sum(len({name for name in trimmed(text, names) if name[2] in TYPES}) for text, names in zip(texts, gold))
    text = {"articles": len(texts), "names": {"whole": count(whole), "plain": count(plain)}}
    rows = json.loads(args.out.read_text())["engines"] if args.out.exists() else {}
    for engine in chosen(args.only):
        if engine.names_of:
            continue
        key = made_of(engine, at, args.corpus, args.model)
        if rows.get(engine.name, {}).get("made_of") == key:
            continue
        units = [code_points(article, engine.offsets) for article in texts]
        found = [[(unit[start], unit[end], label) for start, end, label in names]
                 for unit, names in zip(units, read(engine, at, args.corpus), strict=True)]
        rows[engine.name] = {"made_of": key, "whole": scores(texts, whole, found), "plain": scores(texts, plain, found)}
        print(engine.name, rows[engine.name], file=sys.stderr)
        named = {engine.name: rows[engine.name] for engine in ENGINES if engine.name in rows}
        args.out.write_text(json.dumps({"text": text, "engines": named}, indent=1) + "\n")


main()
