"""The second stage: a teacher for entities, open text labelled by it, and the student trained on from the first stage.

python silver.py teacher --corpora DIR --start WORK/last.pt --seed 11 --work TEACHER
python silver.py label   --corpora DIR --text DIR --teacher TEACHER/last.pt --out SILVER.npz
python silver.py parse   --silver SILVER.npz --parser WORK/last.pt --out TREES.npz
python silver.py student --corpora DIR --start WORK/last.pt --silver SILVER.npz ... --trees TREES.npz --seed 31 --work STUDENT
python silver.py finish  --corpora DIR --student STUDENT/last.pt ... --out DIR

The teachers may learn from text that must not go into the shipped weights (worldwide newswire, CoNLL 2003): they are never shipped,
and the student sees only open text with the mean of the teachers' probabilities. Development files are read by neither. Students of
several seeds, trained from one start, are joined by the mean of their weights.

In the third stage the weights teach themselves to parse: they parse a sentence better by itself than in a window with others, so `parse`
reads each sentence alone, and a student learns those trees in their surroundings. Another learns names alone (`--syntax 0`).
"""
import argparse
import collections
import gzip
import json
import os
import pathlib
import random

import numpy as np
import torch

import data
import export
import invented
import train
from data import Sentence
from export import from_checkpoint
from model import Tagger
from reader import read
from words import Pieces, sentences


def teacher_documents(corpora):
    ner = pathlib.Path(corpora) / "ner"
    news = list(data.jsonl_documents(ner / "worldwide.train.jsonl")) + list(data.conll_documents(ner / "conll03.train.conll"))
    rest = list(data.conll_documents(ner / "wikigold.all.conll"))
    rest += list(data.conll_documents(ner / "uner_ewt_oth2misc.train.conll", own_words=True, weight=0.7))
    return news, rest


def plan_of(passes, pieces, seed, **how):
    """Batches of one list of documents after the other, each shuffled and bucketed within itself."""
    out = []
    for k, docs in enumerate(passes):
        rng = random.Random(seed * 1000 + k)
        docs = list(docs)
        rng.shuffle(docs)
        out += data.batches(data.training_windows(docs, pieces, rng, **how), rng)
    return out


def started(path):
    """A model with the weights of a checkpoint, ready for more training."""
    state = torch.load(path, weights_only=False, map_location="cpu")
    model = Tagger(state["relations"])
    model.load_state_dict(state["model"])
    return model


def teacher(a):
    pieces = Pieces()
    news, rest = teacher_documents(a.corpora)
    print("news:", data.summary(news), "| rest:", data.summary(rest), flush=True)
    # the rest only in every second pass: it is further from news
    plan = plan_of([news + (rest if k % 2 == 0 else []) for k in range(a.passes)], pieces, a.seed, short=0.2)
    train.run(started(a.start), plan, a.work, seed=a.seed)


SPEECH = set("""said says told announced stated declared denied accused claimed warned urged called condemned reported confirmed
rejected criticised criticized spokesman spokeswoman minister president government parliament police court election officials
military army troops party opposition talks agreement treaty sanctions embassy ambassador company firm bank union council committee
commission newspaper agency journalist killed arrested attack war ceasefire senator secretary governor mayor campaign protest""".split())


def excerpts(folder, pieces, seed, encyclopaedia, speeches):
    """News-like passages: paragraphs with names and words of public life; from speeches, runs of sentences rich in names."""
    rng = random.Random(seed)
    for name, most in (("enwiki_2015_paragraphs.sample.txt.gz", encyclopaedia), ("un_general_debate.sample.txt.gz", speeches)):
        with gzip.open(pathlib.Path(folder) / name, "rt", encoding="utf8") as f:
            lines = [x.strip() for x in f if len(x) > 150]
        rng.shuffle(lines)
        n = 0
        for line in lines:
            if n >= most:
                break
            bits = line.split()
            if name.startswith("un_"):
                at = rng.randrange(max(1, len(line) - 4000))
                at = line.find(". ", at) + 2
                line = line[at:at + 4000]
                line = line[:line.rfind(". ") + 1]
                bits = line.split()
                names = sum(b[0].isupper() and p[-1] not in ".!?”\"" for p, b in zip(bits, bits[1:]))
                if len(bits) < 60 or names < 0.09 * len(bits):
                    continue
            else:
                names = sum(b[0].isupper() and p[-1] not in ".!?”\"" for p, b in zip(bits, bits[1:]))
                speech = sum(b.strip(".,;:\"'”").lower() in SPEECH for b in bits)
                if not 30 <= len(bits) <= 400 or speech < 2 or names < 0.05 * len(bits):
                    continue
            doc = [[line[s:e] for s, e in x] for x in sentences(line)]
            doc = [s for s in doc if 3 <= len(s) <= 90]
            n += sum(map(len, doc))
            if doc:
                yield doc


def news(corpora):
    """Broadcast news of the Groningen Meaning Bank: its text only, the teachers know names better than its tags do."""
    for doc in data.conll_documents(pathlib.Path(corpora) / "ner" / "gmb_fixed.all.conll.gz", group=12):
        yield [s.words for s in doc if len(s.words) <= 90]


PORTION = 500  # passages between two checkpoints of labelling


def label(a):
    pieces = Pieces()
    docs = [d for d in news(a.corpora) if d]
    random.Random(a.seed).shuffle(docs)
    totals = np.cumsum([sum(map(len, d)) for d in docs])
    docs = docs[:int(np.searchsorted(totals, a.news))]
    docs += excerpts(a.text, pieces, a.seed, a.encyclopaedia, a.speeches)
    print(f"{len(docs)} passages, {sum(len(s) for d in docs for s in d)} words", flush=True)
    model = from_checkpoint(a.teacher)
    parts = pathlib.Path(f"{a.out}.parts")
    parts.mkdir(exist_ok=True)
    for i in range(0, len(docs), PORTION):
        done = parts / f"{i:07}.npz"
        if done.exists():
            continue
        rows = collections.defaultdict(list)
        for r in read(model, docs[i:i + PORTION], pieces, trees=a.trees, bf16=train.BF16, need=("upos",) if a.trees else ()):
            for x in r:
                rows["probs"].append(np.exp(x["entities"]))
                if a.trees:
                    for name, found in thought(x).items():
                        rows[name].append(found)
        with open(f"{done}.part", "wb") as f:
            np.savez(f, **{name: half(np.concatenate(x)) for name, x in rows.items()})
        os.replace(f"{done}.part", done)
        print(f"{i + PORTION}/{len(docs)} passages", flush=True)
    files = [np.load(x) for x in sorted(parts.glob("*.npz"))]
    whole = {name: np.concatenate([f[name] for f in files]) for name in files[0]}
    print(dict(collections.Counter(data.TAGS[i] for i in whole["probs"].argmax(-1))), flush=True)
    np.savez(a.out, words=np.frombuffer(json.dumps(docs, ensure_ascii=False).encode(), np.uint8), **whole)


def half(x):
    return x.astype(np.float16) if x.dtype.kind == "f" else x


def softmax(x):
    x = np.exp(x - x.max(-1, keepdims=True))
    return x / x.sum(-1, keepdims=True)


def thought(r):
    """What a sentence's trees leave to be learnt: the decoded one, and the probabilities of parts of speech, of arcs (row by row, [words, root
    and words]) and of the tree's labels. A sentence longer than a window has no such arcs: noughts."""
    n = len(r["heads"])
    arcs = np.zeros((n, n + 1)) if r["arcs"] is None else softmax(r["arcs"])
    return {"upos": np.exp(r["upos"]), "arcs": arcs.ravel(), "labels": softmax(r["label_scores"]), "heads": r["heads"].astype(np.int16),
            "rels": r["labels"].astype(np.int16)}


def parse(a):
    """Parts of speech and trees of labelled passages, each sentence read by itself."""
    pieces, words = Pieces(), np.load(a.silver)["words"]
    model = from_checkpoint(a.parser)
    alone = [[s] for d in json.loads(words.tobytes().decode()) for s in d]
    parts = {"upos": [], "heads": [], "rels": []}
    for i in range(0, len(alone), 4000):
        for r, in read(model, alone[i:i + 4000], pieces, bf16=train.BF16):
            for name, found in (("upos", r["upos"].argmax(-1)), ("heads", r["heads"]), ("rels", r["labels"])):
                parts[name].append(found.astype(np.int16))
        print(f"{i}/{len(alone)} sentences", flush=True)
    np.savez(a.out, words=words, **{name: np.concatenate(found) for name, found in parts.items()})


def silver_documents(paths, trees=None):
    """Documents of the same passages labelled by several teachers, with their mean probabilities of names, and with trees: those of the first
    teacher, as probabilities too, where it gave some, or decoded ones from a file of their own."""
    files = [np.load(p) for p in paths]
    soft_trees = dict(files[0]) if "arcs" in files[0] else None
    syntax = np.load(trees) if trees else None
    words = files[0]["words"].tobytes()
    assert all(f["words"].tobytes() == words for f in files + ([syntax] if trees else [])), "the files hold different passages"
    probs, at = sum(f["probs"].astype(np.float32) for f in files) / len(files), 0
    parts = {name: syntax[name] for name in ("upos", "heads", "rels")} if trees else {}
    if soft_trees:
        parts = {"upos": soft_trees["upos"].argmax(-1), "heads": soft_trees["heads"], "rels": soft_trees["rels"]}
    cell = 0
    for d in json.loads(words.decode()):
        out = []
        for s in d:
            soft = probs[at:at + len(s)]
            own = {name: found[at:at + len(s)].tolist() for name, found in parts.items()}
            if soft_trees:
                n, here = len(s), slice(at, at + len(s))
                arcs = soft_trees["arcs"][cell:cell + n * (n + 1)].reshape(n, n + 1)
                cell += n * (n + 1)
                if arcs.any():
                    own["trees"] = data.Trees(soft_trees["upos"][here], arcs, soft_trees["labels"][here])
            at += len(s)
            tags = soft.argmax(-1)
            # the conventions in the table hold here too, whatever the teacher thinks
            fixed = np.array(data.ids_of(data.relabel(s, [data.TAGS[t] for t in tags], peoples=False)))
            soft[fixed != tags] = np.eye(len(data.TAGS), dtype=np.float32)[fixed[fixed != tags]]
            out.append(Sentence(s, fixed.tolist(), soft=(soft / soft.sum(-1, keepdims=True)).astype(np.float16), **own))
        yield out


def student(a):
    pieces = Pieces()
    trees, ents, rels = data.shipped(a.corpora, a.gmb_words)
    model = started(a.start)
    assert model.relations == rels
    silver = list(silver_documents(a.silver, a.trees))
    rng = random.Random(a.seed)
    rng.shuffle(ents)
    gold, n = [], 0
    for d in ents:
        if n < a.gold_words:
            gold.append(d)
            n += sum(len(s.words) for s in d)
    gold += invented.documents(rng, a.invented)
    if a.licence == "any":
        gold += teacher_documents(a.corpora)[0]
    print("silver:", data.summary(silver), "| gold:", data.summary(gold), "| trees:", data.summary(trees), flush=True)
    plan = plan_of([silver + gold + trees], pieces, a.seed, tree_datelines=True)
    train.run(model, plan, a.work, lr=a.lr, head_lr=a.head_lr, seed=a.seed, syntax=a.syntax, rounded=a.rounded)


def mean(a):
    """The mean of the students' weights, as WORK/mean.pt."""
    states = [torch.load(p, weights_only=False, map_location="cpu") for p in a.student]
    weights = {k: sum(s["model"][k].float() for s in states) / len(states) for k in states[0]["model"]}
    path = pathlib.Path(a.work) / "mean.pt"
    train.save(path, model=weights, relations=states[0]["relations"])
    return path


def finish(a):
    """The mean, exported and measured."""
    path = mean(a)
    sources = export.CORPORA + export.SILVER + (export.CLOSED if a.licence == "any" else [])
    export.finish(path, a.out, a.corpora, a.revision, sources, export.SECOND)


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sub = a.add_subparsers(dest="what", required=True)
    for name, paths in (("teacher", "corpora start work"), ("label", "corpora text teacher out"),
                        ("parse", "silver parser out"), ("student", "corpora start silver+ work"), ("mean", "student+ work"),
                        ("finish", "corpora student+ work out")):
        p = sub.add_parser(name)
        for x in paths.split():
            p.add_argument("--" + x.rstrip("+"), required=True, nargs="+" if x.endswith("+") else None)
        p.add_argument("--threads", type=int, default=2)
        if name == "teacher":
            p.add_argument("--passes", type=int, default=2)
            p.add_argument("--seed", type=int, default=11, help="teachers of several seeds label better together")
        elif name == "label":
            p.add_argument("--encyclopaedia", type=int, default=450_000, help="words")
            p.add_argument("--speeches", type=int, default=200_000, help="words")
            p.add_argument("--seed", type=int, default=21, help="which passages; the same for every teacher")
            p.add_argument("--trees", action="store_true", help="parts of speech and trees too, as probabilities")
            p.add_argument("--news", type=int, default=2_000_000, help="words of the Groningen Meaning Bank, at most")
        elif name == "student":
            p.add_argument("--trees", help="of the silver text, from `parse`")
            p.add_argument("--gmb-words", type=int, default=0)
            p.add_argument("--gold-words", type=int, default=250_000)
            p.add_argument("--invented", type=int, default=1500, help="sentences made up from patterns")
            p.add_argument("--seed", type=int, default=31)
            p.add_argument("--lr", type=float, default=1.5e-4, help="of the encoder")
            p.add_argument("--head-lr", type=float, default=4e-4)
            p.add_argument("--syntax", type=float, default=1.0, help="weight of the losses of syntax; at 0 its heads stay as they are")
            p.add_argument("--rounded", action="store_true", help="learn with the matrices in the eight bits that they will be stored in")
        elif name == "finish":
            p.add_argument("--revision", default="5")
        if name in ("student", "finish"):
            p.add_argument("--licence", choices=("ship", "any"), default="ship",
                           help="any: the student sees the teachers' corpora too; such weights may not be passed on")
    a = a.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(41)
    if getattr(a, "work", None):
        pathlib.Path(a.work).mkdir(parents=True, exist_ok=True)
    {"teacher": teacher, "label": label, "parse": parse, "student": student, "mean": mean, "finish": finish}[a.what](a)


if __name__ == "__main__":
    main()
