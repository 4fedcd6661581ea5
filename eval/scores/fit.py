"""Weights of a relation's score: a logistic regression from what the program knows of a relation to whether it is right.

cargo build --release --locked --bin onrecord --example score_features
python eval/scores/fit.py --onrecord target/release/onrecord --features target/release/examples/score_features \
    --gold eval/gold/dev.jsonl eval/gold/acts.jsonl --gmb gmb_fixed.all.conll.gz --attribution FILE... > src/relation/score.toml

Right is, on the project's gold: type, cue, participants and contents as in the evaluator's setting `entity`; on an attribution
corpus, where types and roles are others: a labelled cue, and a speaker that overlaps the labelled one, of the acts that no other reports.
Of ../labels those articles are taken that the argument heads have not learned from (one in ten): what the heads say of text that they know
is surer than it ought to be. The three sides weigh the same. Needs numpy. The features are the program's own (src/relation/score.rs); nothing is computed anew here.
"""
import argparse
import collections
import hashlib
import json
import pathlib
import shlex
import subprocess
import sys
import tempfile

import numpy as np

LABELS = pathlib.Path(__file__).parent.parent / "labels"
# Nothing is labelled that these could be fitted to: a doubt by hand, in log-odds.
UNLABELLED = {"rule:said.continued": -0.7}
ROLES = {"speaker", "addressee", "target", "content", "occasion"}


def cover(span):
    return {i for a, b in span.get("spans") or [[span["start"], span["end"]]] for i in range(a, b)} if span else set()


def read(features, path, *flags):
    """The record of each article, with the features of each of its relations."""
    done = subprocess.run([*features, *flags, path], check=True, capture_output=True, encoding="utf8")
    return [(row["record"], row["features"]) for row in map(json.loads, done.stdout.splitlines())]


def own(onrecord, features, path):
    """Rows of the project's gold: boilerplate is left out there, as users leave it."""
    rows = read(features, path)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as out:
        out.writelines(json.dumps(record) + "\n" for record, _ in rows)
        out.flush()
        done = subprocess.run([*onrecord, "eval", "--gold", path, "--records", out.name, "--format", "json"], check=True, capture_output=True)
    wrong = set()
    for miss in json.loads(done.stdout)["misses"]:
        if miss["layer"] != "relation" or not miss["predicted"]:
            continue
        differs = ROLES & set(miss["differs"])
        named = any(a["role"] == "speaker" and a["entity"] for a in miss["predicted"]["args"])
        # An unresolved speaker is no wrong one.
        if miss["case"] == "spurious" or "type" in miss["differs"] or differs - {"speaker"} or differs and named:
            wrong.add((miss["article"], miss["predicted"]["start"]))
    for record, features in rows:
        for relation, names in zip(record["relations"], features, strict=True):
            yield names, (record["id"], relation["cue"]["start"]) not in wrong


def is_held(id_):
    """As models/recipe/arguments.py holds articles out."""
    return int(hashlib.sha256(id_.encode()).hexdigest(), 16) % 10 == 0


def held_out(gmb):
    """Labelled articles that the argument heads have not learned from, as gold."""
    lines = lambda text: [json.loads(line) for line in text.splitlines()]
    passages = subprocess.run([sys.executable, LABELS / "passages.py", gmb], check=True, capture_output=True, encoding="utf8").stdout
    texts = {row["id"]: row["text"] for row in lines(passages)}
    for name in ("voices", "gmb"):
        for row in lines((LABELS / f"{name}.jsonl").read_text(encoding="utf8")):
            if is_held(row["id"]):
                yield as_gold(row, row.get("text") or texts[row["id"]])


def as_gold(row, text):
    """In the shape of ../gold."""
    extent = lambda start, end: {"start": start, "end": end, "text": text[start:end]}
    entities, mentions = [], []
    for number, entity in enumerate(row["entities"]):
        names = [extent(start, end) for start, end, kind in entity["mentions"] if kind == "name"]
        # Of those whom nobody names, and who are meant nowhere but in arguments, any word will do.
        called = entity.get("name") or next((text[start:end] for start, end, _ in entity["mentions"]), entity["type"])
        own = {"type": entity["type"], "name": called, "aliases": [name["text"] for name in names]}
        entities.append({"id": f"e{number}", "named": entity["named"], **own})
        mentions += [{"entity": f"e{number}", "type": entity["type"], "kind": "name", **name} for name in names]
    relations = []
    for number, act in enumerate(row["acts"]):
        args = [{"role": arg["role"], "entity": who, "spans": arg["spans"], "metonym": arg["metonym"],
                 "start": arg["spans"][0][0], "end": arg["spans"][-1][1]}
                for arg in act["args"] for who in [f"e{one}" for one in arg["who"]] or [None]]
        same = {key: act[key] for key in ("type", "polarity", "modality")}
        relations.append({"id": f"r{number}", "cue": extent(*act["cue"]), "args": args, "attribution": [f"r{outer}" for outer in act["attribution"]], **same})
    optional = [extent(*act["cue"]) for act in row["acts"] if act["optional"]]
    return {"id": row["id"], "text": text, "labelled": ["entities", "relations"], "entities": entities, "mentions": mentions, "relations": relations,
            "ignore": optional}


def attribution(features, path):
    records = {record["id"]: (record, names) for record, names in read(features, path, "--keep-boilerplate")}
    for gold in map(json.loads, open(path, encoding="utf8")):
        if gold["id"] not in records:
            continue
        ignored = {i for x in gold.get("ignore", []) for i in range(x["start"], x["end"])}
        cues = [(cover(r["cue"]), cover(r.get("source"))) for r in gold["relations"] if r.get("cue")]
        record, features_of = records[gold["id"]]
        for relation, names in zip(record["relations"], features_of, strict=True):
            cue = cover(relation["cue"])
            # These corpora label what the article itself reports: an act within another's words is neither right nor wrong there.
            if cue <= ignored or relation["attribution"]:
                continue
            said = set().union(*[cover(a) for a in relation["args"] if a["role"] == "speaker"] or [set()])
            yield names, any(cue & theirs and (said & source or not said and not source) for theirs, source in cues)


def fitted(rows, weights, ridge=2.0):
    """Newton's method on the penalised likelihood; the bias is not penalised."""
    names = sorted({f for feats, _ in rows for f in feats})
    at = {name: i for i, name in enumerate(names)}
    x, y = np.zeros((len(rows), len(names))), np.array([right for _, right in rows], float)
    for i, (feats, _) in enumerate(rows):
        for f in feats:
            x[i, at[f]] = 1
    w, penalty = np.zeros(len(names)), np.full(len(names), ridge)
    penalty[at["bias"]] = 1e-6
    for _ in range(40):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (weights * (p - y)) + penalty * w
        hessian = (x * (weights * p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        w -= np.linalg.solve(hessian, gradient)
    return dict(zip(names, w)), 1 / (1 + np.exp(-x @ w)), y


def table(name, p, y):
    print(f"{name}: {len(y)} relations, {y.mean():.3f} right, mean score {p.mean():.3f}", file=sys.stderr)
    for low in np.arange(0, 1, 0.1):
        here = (p >= low) & (p < low + 0.1)
        if here.any():
            print(f"  {low:.1f}-{low + 0.1:.1f}  {here.sum():5}  score {p[here].mean():.3f}  right {y[here].mean():.3f}", file=sys.stderr)


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--onrecord", required=True, help="the words that run the program")
    a.add_argument("--features", required=True, help="the words that run the example score_features")
    a.add_argument("--gold", nargs="+", default=[])
    a.add_argument("--gmb", required=True, help="gmb_fixed.all.conll.gz, which has the text of ../labels/gmb.jsonl")
    a.add_argument("--attribution", nargs="*", default=[])
    a = a.parse_args()
    onrecord, features = shlex.split(a.onrecord), shlex.split(a.features)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as out:
        out.writelines(json.dumps(article) + "\n" for article in held_out(a.gmb))
        out.flush()
        held = list(own(onrecord, features, out.name))
    parts = [("held out", held),
             ("gold", [row for path in a.gold for row in own(onrecord, features, path)]),
             ("attribution", [row for path in a.attribution for row in attribution(features, path)])]
    parts = [(name, rows) for name, rows in parts if rows]
    parts = [(name, [row for row in rows if not UNLABELLED.keys() & set(row[0])]) for name, rows in parts]
    rows = [row for _, part in parts for row in part]
    # Each side counts as much as the smaller one has rows.
    least = min(len(part) for _, part in parts)
    weights = np.concatenate([np.full(len(part), least / len(part)) for _, part in parts])
    model, p, y = fitted(rows, weights)
    start = 0
    for name, part in parts:
        table(name, p[start:start + len(part)], y[start:start + len(part)])
        start += len(part)
    seen = collections.Counter(f for feats, _ in rows for f in feats)
    print("# Weights of a relation's score, as log-odds: made by eval/scores/fit.py, not by hand.\n[weights]")
    for name, weight in sorted({**model, **UNLABELLED}.items()):
        if abs(weight) >= 0.01:
            print(f'"{name}" = {weight:.2f}  # {seen[name]}')


if __name__ == "__main__":
    main()
