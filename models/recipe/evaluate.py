"""Measure a model folder (or a checkpoint): entities, parts of speech, trees, calibration.

python evaluate.py --model DIR-or-checkpoint.pt --corpora DIR
"""
import argparse
import json
import pathlib

import numpy as np
import torch

import data
from data import TAG, TAGS
from reader import read, viterbi
from words import Pieces, sentences

TYPES = ("PER", "ORG", "LOC")


def f1(hit, got, want):
    p, r = hit / max(1, got), hit / max(1, want)
    return {"precision": round(100 * p, 2), "recall": round(100 * r, 2), "f1": round(200 * p * r / max(1e-9, p + r), 2), "gold": want}


def strict(gold, found, types=TYPES):
    """Exact span and type; gold and found are lists of sets of (start, end, type)."""
    out = {}
    for name, keep in [("all", set(types))] + [(t, {t}) for t in types]:
        g = [{x for x in s if x[2] in keep} for s in gold]
        f = [{x for x in s if x[2] in keep} for s in found]
        out[name] = f1(sum(len(a & b) for a, b in zip(g, f)), sum(map(len, f)), sum(map(len, g)))
    return out


def entities_of(logp):
    return data.spans_of([TAGS[i] for i in viterbi(logp)])


def running_text(model, pieces, path, limit=None):
    """Scores on running text, against the names as they are annotated and against those made whole (see data.whole_names)."""
    docs = [json.loads(x) for x in open(path, encoding="utf8")][:limit]
    cuts = [sentences(d["text"]) for d in docs]
    results = read(model, [[[d["text"][a:b] for a, b in s] for s in c] for d, c in zip(docs, cuts)], pieces, trees=False, need=())
    alone = data.organisations_alone(docs)
    gold, whole, found = [], [], []
    for d, c, r in zip(docs, cuts, results):
        spans = [(m["start"], m["end"], m["type"]) for m in d["mentions"]]
        gold.append(set(spans))
        whole.append(set(data.whole_names(d["text"], spans, alone)))
        found.append({(s[a][0], s[b - 1][1], t) for s, x in zip(c, r) for a, b, t in entities_of(x["entities"])})
    return strict(gold, found), strict(whole, found)


def tagged_words(model, pieces, path, types=TYPES):
    """Scores on a CoNLL file with its own words; also the word log-probabilities and the gold tags."""
    docs = list(data.conll_documents(path, peoples=False, own_words=True))
    raw = [[[t for _, t in s] for s in d] for d in data.read_conll(path)]
    results = read(model, [[s.words for s in d] for d in docs], pieces, trees=False, need=())
    gold = [set(data.spans_of(t)) for d in raw for t in d]
    found = [set(entities_of(x["entities"])) for r in results for x in r]
    logp = np.concatenate([x["entities"] for r in results for x in r])
    return strict(gold, found, types), logp, np.array([TAG[t] for d in raw for s in d for t in s])


def every(model, pieces, corpora, most, group=12):
    """Table of the scores on the first `most` words of every file of tagged words, those that the model learnt from included."""
    print("| corpus | words | names | PER, ORG, LOC | PER | ORG | LOC | MISC |\n|---|---|---|---|---|---|---|---|")
    for path in sorted((pathlib.Path(corpora) / "ner").glob("*.conll*")):
        rows, words = [], 0
        for sentence in (s for d in data.read_conll(path) for s in d):
            if words >= most:
                break
            rows.append(sentence)
            words += len(sentence)
        groups = [rows[i:i + group] for i in range(0, len(rows), group)]
        results = read(model, [[[w for w, _ in s] for s in g] for g in groups], pieces, trees=False, need=())
        gold = [set(data.spans_of([t for _, t in s])) for s in rows]
        found = [set(entities_of(x["entities"])) for r in results for x in r]
        parts, misc = strict(gold, found), strict(gold, found, ("MISC",))["all"]
        cells = [parts["all"]] + [parts[t] for t in TYPES] + [misc]
        scores = " | ".join(str(x["f1"]) if x["gold"] else "–" for x in cells)
        print(f"| {path.name.split('.conll')[0]} | {words:,} | {parts['all']['gold'] + misc['gold']:,} | {scores} |", flush=True)


def treebank(model, pieces, path):
    docs = list(data.conllu_documents(path))
    results = read(model, [[s.words for s in d] for d in docs], pieces)
    n = upos = uas = las = plain = 0
    logp, gold = [], []
    for d, r in zip(docs, results):
        for s, x in zip(d, r):
            n += len(s.words)
            upos += int((x["upos"].argmax(-1) == np.array(s.upos)).sum())
            logp.append(x["upos"])
            gold += s.upos
            for h, l, gh, gl in zip(x["heads"], x["labels"], s.heads, s.rels):
                l = model.relations[l]
                uas += h == gh
                las += h == gh and l == gl
                plain += h == gh and l.split(":")[0] == gl.split(":")[0]
    pc = lambda x: round(100 * int(x) / n, 2)
    return ({"upos": pc(upos), "uas": pc(uas), "las": pc(las), "las_universal": pc(plain), "words": n,
             "sentences": sum(len(d) for d in docs)}, np.concatenate(logp), np.array(gold))


def temperature(logp, gold):
    """The divisor of the scores that fits best, by the negative log-likelihood of the gold tags."""
    logits, gold = torch.tensor(logp), torch.tensor(gold)
    grid = np.linspace(0.6, 3.0, 121)
    return float(grid[int(np.argmin([torch.nn.functional.cross_entropy(logits / t, gold).item() for t in grid]))])


def calibration_error(logp, gold, t=1.0, bins=15):
    """Expected calibration error of the chosen tag, in per cent."""
    p = torch.tensor(logp / t).softmax(-1).numpy()
    top, hit = p.max(-1), p.argmax(-1) == gold
    at = np.minimum((top * bins).astype(int), bins - 1)
    return round(100 * float(sum(abs(top[at == b].sum() - hit[at == b].sum()) for b in range(bins)) / len(gold)), 3)


def measure(model, pieces, corpora, quick=False):
    ner, ud = pathlib.Path(corpora) / "ner", pathlib.Path(corpora) / "ud"
    out = {}
    out["worldwide.dev"], out["worldwide.dev, whole names"] = running_text(model, pieces, ner / "worldwide.dev.jsonl", 30 if quick else None)
    if quick:
        return out
    out["uner_ewt.test"], _, _ = tagged_words(model, pieces, ner / "uner_ewt.test.conll")
    out["uner_ewt.dev"], logp, gold = tagged_words(model, pieces, ner / "uner_ewt_oth2misc.dev.conll", TYPES + ("MISC",))
    t = temperature(logp, gold)
    out["entity_temperature"], out["entity_ece"] = round(t, 3), [calibration_error(logp, gold), calibration_error(logp, gold, t)]
    outside = gold != TAG["O"]
    out["entity_ece_inside"] = [calibration_error(logp[outside], gold[outside]), calibration_error(logp[outside], gold[outside], t)]
    out["EWT.dev"], logp, gold = treebank(model, pieces, ud / "UD_English-EWT.dev.conllu")
    t = temperature(logp, gold)
    out["upos_temperature"], out["upos_ece"] = round(t, 3), [calibration_error(logp, gold), calibration_error(logp, gold, t)]
    out["GUM.dev.ccby"], _, _ = treebank(model, pieces, ud / "UD_English-GUM.dev.ccby.conllu")
    return out


def brief(m):
    line = [f"{k} PER/ORG/LOC {v['all']['f1']} " + " ".join(f"{t} {v[t]['f1']}" for t in v if t != "all")
            for k, v in m.items() if isinstance(v, dict) and "all" in v]
    line += [f"{k} UPOS {v['upos']} UAS {v['uas']} LAS {v['las']} (universal {v['las_universal']})"
             for k, v in m.items() if isinstance(v, dict) and "upos" in v]
    line += [f"{k} {v}" for k, v in m.items() if not isinstance(v, dict)]
    return "\n".join(line)


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("--model", required=True)
    a.add_argument("--corpora", required=True)
    a.add_argument("--json", help="write the scores here")
    a.add_argument("--quick", action="store_true")
    a.add_argument("--last", action="store_true", help="of a checkpoint with a mean of its weights: the last ones instead")
    a.add_argument("--every", type=int, metavar="WORDS", help="instead: a table over the first words of every corpus of names")
    a.add_argument("--threads", type=int, default=2)
    a = a.parse_args()
    torch.set_num_threads(a.threads)
    import export
    model = export.load(a.model) if pathlib.Path(a.model).is_dir() else export.from_checkpoint(a.model, a.last)
    if a.every:
        return every(model, Pieces(), a.corpora, a.every)
    m = measure(model, Pieces(), a.corpora, a.quick)
    print(brief(m))
    if a.json:
        pathlib.Path(a.json).write_text(json.dumps(m, indent=1))


if __name__ == "__main__":
    main()
