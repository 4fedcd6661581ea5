"""Reading with a trained tagger: windows in, log-probabilities and decoded tags and trees out."""
import numpy as np
import torch

from data import TAGS, WINDOW, Sentence, Window, cut, packed
from model import collate

# I-X only after B-X or I-X
FOLLOWS = np.array([[t[0] != "I" or (p[0] in "BI" and p[2:] == t[2:]) for t in TAGS] for p in TAGS])
STARTS = np.array([t[0] != "I" for t in TAGS])


def viterbi(logp):
    """The best allowed tag sequence of one sentence, as ids."""
    logp = np.asarray(logp, np.float64)
    move = np.where(FOLLOWS, 0.0, -1e9)
    score, back = logp[0] + np.where(STARTS, 0.0, -1e9), []
    for row in logp[1:]:
        all_ = score[:, None] + move
        back.append(all_.argmax(0))
        score = all_.max(0) + row
    tag = int(score.argmax())
    out = [tag]
    for b in reversed(back):
        tag = int(b[tag])
        out.append(tag)
    return out[::-1]


def cycle_of(head):
    """The nodes of one cycle of the head array, or None. Node 0 is the root."""
    seen = np.zeros(len(head), int)
    for start in range(1, len(head)):
        node = start
        while node and not seen[node]:
            seen[node] = start
            node = head[node]
        if node and seen[node] == start:
            cycle, at = [node], head[node]
            while at != node:
                cycle.append(at)
                at = head[at]
            return np.array(sorted(cycle))
    return None


def spanning_tree(score):
    """Chu-Liu-Edmonds: heads of the best tree; score[dependant, head] over all nodes, -inf on the diagonal, node 0 the root."""
    head = score.argmax(1)
    head[0] = 0
    cycle = cycle_of(head)
    if cycle is None:
        return head
    rest = np.setdiff1d(np.arange(len(score)), cycle)
    m = len(rest)
    small = np.full((m + 1, m + 1), -np.inf)
    small[:m, :m] = score[np.ix_(rest, rest)]
    leave = score[np.ix_(rest, cycle)]
    small[:m, m] = leave.max(1)
    enter = score[np.ix_(cycle, rest)] - score[cycle, head[cycle]][:, None]
    small[m, :m] = enter.max(0)
    small[0] = -np.inf
    sub = spanning_tree(small)
    out = head.copy()
    for i, r in enumerate(rest):
        out[r] = cycle[leave[i].argmax()] if sub[i] == m else rest[sub[i]]
    out[cycle[enter[:, sub[m]].argmax()]] = rest[sub[m]]
    out[0] = 0
    return out


def tree(arcs):
    """Heads (0 is the root) of the best tree with one root; arcs[word, head]. A constant off every root arc leaves just one."""
    n = len(arcs)
    score = np.full((n + 1, n + 1), -np.inf)
    score[1:] = arcs
    score[1:, 0] -= 1e6
    np.fill_diagonal(score, -np.inf)
    return spanning_tree(score)[1:]


def read(model, docs, pieces, trees=True, most=8192, bf16=False, need=("entities", "upos")):
    """docs: lists of sentences, each a list of words. Yields per document a list of dictionaries, in order.

    Windows are filled greedily with consecutive sentences; a sentence that is longer than a window is read in parts, and its
    parts hang on the root of the first one.
    """
    windows, where = [], []
    for d, doc in enumerate(docs):
        run_start = 0
        sents = [Sentence(list(w)) for w in doc]
        parts = []
        for k, s in enumerate(sents):
            sizes = [len(pieces.of(w)) for w in s.words]
            parts += [(k, p) for p in (cut(s, sizes, WINDOW - 2) if sum(sizes) > WINDOW - 2 else [s])]
        for run in packed([p for _, p in parts], pieces, lambda: (WINDOW, 10 ** 6)):
            windows.append(Window(run, pieces))
            where.append((d, [k for k, _ in parts[run_start:run_start + len(run)]]))
            run_start += len(run)
    out = [[None] * len(doc) for doc in docs]
    order = sorted(range(len(windows)), key=lambda i: len(windows[i].ids))
    results = [None] * len(windows)
    model.eval()
    at = 0
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=bf16):
        while at < len(order):
            here = [order[at]]
            while at + len(here) < len(order) and len(windows[order[at + len(here)]].ids) * (len(here) + 1) <= most:
                here.append(order[at + len(here)])
            at += len(here)
            x = model.encode(collate([windows[i] for i in here]))
            ent = model.classifier(x).float().log_softmax(-1).numpy()
            upos = model.upos(x).float().log_softmax(-1).numpy() if "upos" in need else None
            start = 0
            for i in here:
                n = len(windows[i].first)
                part = slice(start, start + n)
                results[i] = (ent[part], None if upos is None else upos[part], x[part].float() if trees else None)
                start += n
        for i, (d, ks) in enumerate(where):
            ent, upos, x = results[i]
            for j, k in enumerate(ks):
                own = np.flatnonzero(windows[i].sent == j)
                r = {"entities": ent[own], "upos": None if upos is None else upos[own]}
                if trees:
                    xs = x[own[0]:own[-1] + 1]
                    with torch.autocast("cpu", enabled=False):
                        arcs = model.arcs(xs).numpy()
                        heads = tree(arcs)
                        dep, hd = model.label_parts(xs)
                        scores = model.labels(dep, hd[torch.from_numpy(heads)]).numpy()
                    r.update(arcs=arcs, heads=heads, labels=scores.argmax(-1), label_scores=scores)
                old = out[d][k]
                if old is None:
                    out[d][k] = r
                else:
                    n = len(old["entities"])
                    if trees:
                        root = int(np.flatnonzero(old["heads"] == 0)[0]) + 1
                        r["heads"] = np.where(r["heads"] == 0, root, r["heads"] + n)
                        r["arcs"] = None
                    out[d][k] = {a: None if b is None or old[a] is None else np.concatenate([old[a], b]) for a, b in r.items()}
    return out
