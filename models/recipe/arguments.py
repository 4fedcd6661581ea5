"""Argument heads: which word signals an act, and what each other word is to it. They read the finished encoder's vectors, which stay as
they are, so they can be made again without it.

python arguments.py train --gmb gmb_fixed.all.conll.gz --wiki enwiki_2015_paragraphs.sample.txt.gz --out heads.pt      # a quarter of an hour on one core; one article in ten is held out
python arguments.py export --heads heads.pt                                # arguments.safetensors and its hash, into the model folder
python arguments.py train --half 0 … --out half0.pt; the same with 1        # heads that have not seen the other half of the articles
python arguments.py choice --gmb … --wiki … --heads half0.pt half1.pt --onrecord PROGRAM --without paragraphs      # prints src/relation/choice.toml

In the manner of bilexical semantic dependencies (Dozat and Manning 2018), with two small layers between encoder and heads, ways through the
tree and places in quotations as features of a pair, and convolutions over the pairs of one predicate. The labels are eval/labels.
"""
import argparse
import bisect
import hashlib
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.numpy import save_file
from torch import nn

import export
from data import Sentence, Window
from model import collate
from reader import tree
from words import Pieces, sentences

ROOT = pathlib.Path(__file__).parents[2]
FOLDER = ROOT / "models/newswire-minilm"
# The program's src/model/arguments/net.rs has both in the same order.
ROLES = ["speaker", "addressee", "target", "content", "occasion", "time", "place", "medium"]
KINDS = ("said told denied condoled urged accused apologised asked announced claimed confirmed admitted warned criticised praised thanked "
         "congratulated demanded ordered promised offered agreed rejected threatened supported opposed declined_comment met talked").split()
SOURCES = ("dev", "acts", "voices", "gmb", "wire", "paragraphs")
CONTENT = 1 + ROLES.index("content")
PIECES = 254
STEPS, RELS, NO_WAY, QUOTES, SENTENCES, DISTANCES = 5, 64, 62, 24, 4, 20
HIDDEN, WIDTH, PAIR, MIXED = 384, 128, 96, 64


class Doc:
    """An article with its acts, and its words."""

    def __init__(self, label, text, furniture=()):
        self.id, self.text, self.acts = label["id"], text, label["acts"]
        self.sentences = [s for s in sentences(text) if s]
        self.words = [word for s in self.sentences for word in s]
        self.starts = [start for start, _ in self.words]
        self.furniture = [self.at(*span) for span in furniture]

    def at(self, start, end):
        """The words that share a character with a span."""
        first = max(0, bisect.bisect_right(self.starts, start) - 1)
        first += bool(self.words) and self.words[first][1] <= start
        return first, bisect.bisect_left(self.starts, end)


def labelled(args):
    """All articles to learn from, but for those of some files."""
    rows = lambda path: [json.loads(line) for line in open(path, encoding="utf8")]
    passages = [sys.executable, ROOT / "eval/labels/passages.py", args.gmb, args.wiki]
    texts = {row["id"]: row["text"] for row in map(json.loads, subprocess.run(passages, check=True, capture_output=True, text=True).stdout.splitlines())}
    furniture = {}
    for name in ("dev", "acts"):
        for row in rows(ROOT / f"eval/gold/{name}.jsonl"):
            texts[row["id"]] = row["text"]
            furniture[row["id"]] = [(b["start"], b["end"]) for b in row.get("blocks", []) if b["kind"] == "boilerplate"]
    labels = [row for name in SOURCES if name not in args.without for row in rows(ROOT / f"eval/labels/{name}.jsonl")]
    return [Doc(row, row.get("text") or texts[row["id"]], furniture.get(row["id"], ())) for row in labels]


def lot(doc):
    return int(hashlib.sha256(doc.id.encode()).hexdigest(), 16)


def is_held(doc):
    return lot(doc) % 10 == 0


def half(doc):
    return lot(doc) // 10 % 2


def quotations(doc):
    """For each word the number of its quotation, marks included, else 0: double marks, single curly ones where no double ones are used."""
    out, number = [], 0
    breaks = ["\n" in doc.text[a[1]:b[0]] for a, b in zip(doc.words, doc.words[1:])] + [True]
    here = []
    for word, last in zip(doc.words, breaks):
        here.append(doc.text[slice(*word)])
        if not last:
            continue
        double, is_open = any(w in "“„‟”\"″" or w in ("``", "''") for w in here), False
        for w in here:
            opens = w in ("“", "„", "‟", "``") or w == "‘" and not double
            closes = w in ("”", "''") or w == "’" and not double
            if opens or w in ('"', "″") and not is_open:
                number += not is_open
                out.append(number)
                is_open = True
            else:
                out.append(number if is_open else 0)
                is_open = is_open and not closes and w not in ('"', "″")
        here = []
    return np.array(out)


class Shown:
    """A window of an article as the heads see it: vectors, tree, quotations."""

    def __init__(self, doc, first, end, model, pieces, quotes):
        spans = doc.sentences[first:end]
        self.doc, self.start = doc, sum(map(len, doc.sentences[:first]))
        window = Window([Sentence([doc.text[s:e] for s, e in sentence]) for sentence in spans], pieces)
        x = model.encode(collate([window]))
        self.x, self.n = x, len(x)
        self.sentence = np.repeat(np.arange(len(spans)), [len(s) for s in spans])
        self.quote = quotes[self.start:self.start + self.n]
        self.heads, self.rels = np.full(self.n, -1), np.zeros(self.n, int)
        for own in (np.flatnonzero(self.sentence == s) for s in range(len(spans))):
            lo, hi = own[0], own[-1] + 1
            heads = tree(model.arcs(x[lo:hi]).numpy())
            dependants, above = model.label_parts(x[lo:hi])
            self.heads[lo:hi] = np.where(heads > 0, heads - 1 + lo, -1)
            self.rels[lo:hi] = model.labels(dependants, above[torch.from_numpy(heads)]).numpy().argmax(-1)

    def targets(self):
        """For each word the kind it signals (-1 none, -2 open), and of each act its predicate, roles, beginnings and ends."""
        kinds, acts = np.full(self.n, -1), []
        cut = lambda first, end: (max(0, first - self.start), max(0, end - self.start))
        for span in self.doc.furniture:
            kinds[slice(*cut(*span))] = -2
        for act in self.doc.acts:
            word = self.doc.at(*act["cue"])[0] - self.start
            if not 0 <= word < self.n:
                continue
            kinds[word] = -2 if act["optional"] or act["type"] not in KINDS else KINDS.index(act["type"])
            roles, begins, ends = np.zeros(self.n, int), np.zeros(self.n, np.float32), np.zeros(self.n, np.float32)
            for arg in act["args"]:
                for span in arg["spans"]:
                    first, end = (at - self.start for at in self.doc.at(*span))
                    if end <= 0 or first >= self.n:
                        continue
                    roles[max(0, first):end] = 1 + ROLES.index(arg["role"])
                    if arg["role"] == "content":
                        if first >= 0:
                            begins[first] = 1
                        if end <= self.n:
                            ends[end - 1] = 1
            acts.append((word, roles, begins, ends, act))
        return kinds, acts


def windows(docs, model, pieces, rng=None):
    """Windows over articles, with their targets; with `rng` of different lengths."""
    out = []
    with torch.inference_mode():
        for doc in docs:
            sizes = [sum(len(pieces.of(doc.text[s:e])) for s, e in sentence) for sentence in doc.sentences]
            limit, quotes, first = rng.choice([PIECES, PIECES, 200, 150]) if rng else PIECES, quotations(doc), 0
            while first < len(sizes):
                end = first + 1
                while end < len(sizes) and sum(sizes[first:end + 1]) <= limit:
                    end += 1
                if sum(sizes[first:end]) <= PIECES:
                    shown = Shown(doc, first, end, model, pieces, quotes)
                    out.append((shown, *shown.targets()))
                first = end
    return out


def ways(heads, rels, predicate):
    """For each word: steps up from the predicate to where the ways of both meet, relation down to the word, relation up to there."""
    chain, at = [], predicate
    while at >= 0:
        chain.append(at)
        at = heads[at]
    place = {word: steps for steps, word in enumerate(chain)}
    steps, down, up = np.full(len(heads), STEPS - 1), np.zeros(len(heads), int), np.zeros(len(heads), int)
    for word in range(len(heads)):
        below, at = None, word
        while at >= 0 and at not in place:
            below, at = at, heads[at]
        if at < 0:
            continue
        met = place[at]
        steps[word] = min(met, STEPS - 2)
        down[word] = NO_WAY if below is None else 1 + rels[below]
        up[word] = 0 if met == 0 else 1 + rels[chain[met - 1]]
    return steps * RELS + down, steps * RELS + up


def ties(shown, predicate):
    """Rows of the five tables for every word of the window."""
    quote, p = shown.quote, predicate
    any_, last = quote > 0, quote[:p].max() if p else 0
    same, following = any_ & (quote == quote[p]), any_ & (quote == (quote[p] or last) + 1)
    which = np.select([same, any_ & (quote == last), following, any_], [1, 2, 3, 4], 0)
    edge = np.concatenate([[True], quote[1:] != quote[:-1]]) & any_
    far = np.arange(shown.n) - p
    distance = np.sign(far) * np.minimum(DISTANCES, (np.log2(np.abs(far) + 1) * 2.6).astype(int)) + DISTANCES
    apart = np.clip(shown.sentence - shown.sentence[p], -SENTENCES, SENTENCES) + SENTENCES
    return *ways(shown.heads, shown.rels, p), which + 5 * edge + 12 * (quote[p] > 0), apart, distance


class Layer(nn.Module):
    """A small transformer layer, norm first, over the words of a window."""

    def __init__(self, width, inner, heads=4, dropout=0.1):
        super().__init__()
        self.heads, self.drop = heads, nn.Dropout(dropout)
        self.n1, self.n2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.o = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.f1, self.f2 = nn.Linear(width, inner), nn.Linear(inner, width)

    def forward(self, x):
        n, width = x.shape
        q, k, v = self.qkv(self.n1(x)).view(n, 3, self.heads, width // self.heads).permute(1, 2, 0, 3)
        seen = F.scaled_dot_product_attention(q[None], k[None], v[None], dropout_p=0.1 if self.training else 0.0)[0]
        x = x + self.drop(self.o(seen.transpose(0, 1).reshape(n, width)))
        return x + self.drop(self.f2(F.gelu(self.f1(self.n2(x)))))


class Heads(nn.Module):
    def __init__(self, layers=2):
        super().__init__()
        self.down_to, self.last = nn.Linear(HIDDEN, WIDTH), nn.LayerNorm(WIDTH)
        self.small = nn.ModuleList(Layer(WIDTH, 2 * WIDTH) for _ in range(layers))
        self.pred = nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.GELU(), nn.Dropout(0.2), nn.Linear(WIDTH, 1 + len(KINDS)))
        self.p, self.a = nn.Linear(WIDTH, PAIR), nn.Linear(WIDTH, PAIR)
        sizes = {"down": STEPS * RELS, "upr": STEPS * RELS, "quote": QUOTES, "sd": 2 * SENTENCES + 1, "dist": 2 * DISTANCES + 1}
        self.tables = list(sizes)
        for name, size in sizes.items():
            self.add_module(name, nn.Embedding(size, PAIR))
            nn.init.normal_(getattr(self, name).weight, std=0.1)
        self.c1, self.c2 = nn.Conv1d(2 * PAIR, MIXED, 5, padding=2), nn.Conv1d(MIXED, MIXED, 5, padding=2)
        self.out, self.drop = nn.Linear(MIXED + PAIR, len(ROLES) + 3), nn.Dropout(0.2)

    def states(self, x):
        x = self.down_to(self.drop(x))
        for layer in self.small:
            x = layer(x)
        return self.last(x)

    def pairs(self, states, shown, predicates):
        """[predicates, words, none and roles and beginning and end]"""
        rows = [np.stack(rows) for rows in zip(*(ties(shown, p) for p in predicates))]
        tied = sum(getattr(self, name)(torch.from_numpy(row)) for name, row in zip(self.tables, rows))
        word, predicate = self.a(self.drop(states))[None], self.p(self.drop(states[predicates]))[:, None]
        joined = F.gelu(word * predicate * 0.3 + word + predicate + tied)
        mixed = self.drop(F.gelu(self.c1(torch.cat([joined, tied], -1).transpose(1, 2))))
        mixed = F.gelu(self.c2(mixed)) + mixed
        return self.out(torch.cat([mixed.transpose(1, 2), joined], -1))


def losses(heads, shown, kinds, acts):
    """Of predicates and of arguments, summed over a window."""
    states, kinds = heads.states(shown.x.float()), torch.from_numpy(kinds)
    scores, known, is_act = heads.pred(states), kinds > -2, kinds >= 0
    predicates = F.binary_cross_entropy_with_logits(scores[known, 0], is_act[known].float(), reduction="sum")
    predicates = predicates + 0.5 * F.cross_entropy(scores[is_act, 1:], kinds[is_act], reduction="sum")
    if not acts:
        return predicates, states.new_zeros(())
    pairs = heads.pairs(states, shown, [word for word, *_ in acts])
    roles, begins, ends = (torch.from_numpy(np.stack([act[at] for act in acts])) for at in (1, 2, 3))
    cross = F.cross_entropy(pairs[..., :-2].flatten(0, 1), roles.flatten(), reduction="sum")
    edges = (F.binary_cross_entropy_with_logits(pairs[..., at], wanted, reduction="sum") for at, wanted in ((-2, begins), (-1, ends)))
    return predicates, cross / 10 + sum(edges) / 2


def train(args):
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    rng, pieces, model = random.Random(args.seed), Pieces(), export.load(FOLDER)
    docs = [doc for doc in labelled(args) if (not is_held(doc) if args.half is None else half(doc) == args.half)]
    both = [windows(docs, model, pieces), windows(docs, model, pieces, random.Random(2))]
    plan = []
    for epoch in range(args.epochs):
        order = rng.sample(both[epoch % 2], len(both[epoch % 2]))
        plan += [order[at:at + 6] for at in range(0, len(order), 6)]
    heads = Heads()
    optimiser = torch.optim.AdamW(heads.parameters(), lr=args.lr, weight_decay=0.01, betas=(0.9, 0.98))
    heads.train()
    began, sums = time.time(), [0.0, 0.0, 0]
    for step, batch in enumerate(plan, 1):
        found = [losses(heads, *window) for window in batch]
        predicates, arguments = (sum(loss) for loss in zip(*found))
        optimiser.zero_grad(set_to_none=True)
        ((2 * predicates + arguments) / 40).backward()
        nn.utils.clip_grad_norm_(heads.parameters(), 2.0)
        rate = min(step / (0.05 * len(plan)), (len(plan) - step) / (0.95 * len(plan)))
        for group in optimiser.param_groups:
            group["lr"] = args.lr * rate
        optimiser.step()
        sums = [sums[0] + predicates.item(), sums[1] + arguments.item(), sums[2] + sum(len(acts) for *_, acts in batch)]
        if step % 100 == 0 or step == len(plan):
            left = (time.time() - began) / step * (len(plan) - step) / 60
            print(f"{step}/{len(plan)} an act: predicate {sums[0] / sums[2]:.3f} arguments {sums[1] / sums[2]:.3f} | {left:.0f} min left", flush=True)
            sums = [0.0, 0.0, 0]
            torch.save(heads.state_dict(), args.out)
    torch.save(heads.state_dict(), args.out)


def write(args):
    """The weights as the program reads them, and their hash in the manifest."""
    state = torch.load(args.heads, map_location="cpu")
    save_file({name: np.ascontiguousarray(t.numpy().astype(np.float16)) for name, t in state.items()}, args.folder / "arguments.safetensors")
    (args.folder / "arguments.safetensors").chmod(0o644)
    row = f'"arguments.safetensors" = "{hashlib.sha256((args.folder / "arguments.safetensors").read_bytes()).hexdigest()}"\n'
    manifest = re.sub(r'"arguments\.safetensors" = .*\n', "", (args.folder / "manifest.toml").read_text())
    (args.folder / "manifest.toml").write_text(re.sub(r'("model\.safetensors" = .*\n)', rf"\1{row}", manifest))


def cuts(shown):
    """For every stretch [first, end) how many times it cuts through trees."""
    n = shown.n
    arcs = np.zeros((n, n))
    arcs[np.flatnonzero(shown.heads >= 0), shown.heads[shown.heads >= 0]] = 1
    sums = np.zeros((n + 1, n + 1))
    sums[1:, 1:] = arcs.cumsum(0).cumsum(1)
    roots = np.concatenate([[0], np.cumsum(shown.heads < 0)])
    first, end = np.meshgrid(np.arange(n + 1), np.arange(n + 1), indexing="ij")
    inside = sums[end, end] - sums[first, end] - sums[end, first] + sums[first, first]
    out = sums[end, n] - sums[first, n] - inside + roots[end] - roots[first]
    count = shown.sentence[np.clip(end - 1, 0, n - 1)] - shown.sentence[np.clip(first, 0, n - 1)]
    return np.maximum(0, out - count - 1) + sums[n, end] - sums[n, first] - inside, count


def logits(pairs):
    """Of each word that it is content rather than anything else."""
    roles = pairs[:, :-2]
    return np.clip(roles[:, CONTENT] - np.log(np.exp(np.delete(roles, CONTENT, 1)).sum(1)), -8, 8)


def best(shown, pairs, cue):
    """The stretches of words that are content, as src/relation/stretch.rs finds them."""
    n, within = shown.n, logits(pairs)
    begins, ends = np.clip(pairs[:, -2:], -8, 8).T
    cost, count = cuts(shown)
    first, end = np.meshgrid(np.arange(n + 1), np.arange(n + 1), indexing="ij")
    sums, barred = np.concatenate([[0], np.cumsum(within)]), np.zeros(n + 1)
    barred[1:] = np.cumsum(np.isin(np.arange(n), range(*cue)))
    score = 0.5 * (sums[end] - sums[first]) + 2 * (begins[np.clip(first, 0, n - 1)] + ends[np.clip(end - 1, 0, n - 1)]) - 2 * cost - 2 * count
    score[(end <= first) | (end - first > 200) | (barred[end] > barred[first])] = -np.inf
    total, back = np.zeros(n + 1), [None] * (n + 1)
    for at in range(1, n + 1):
        total[at], gains = total[at - 1], total[:at] + score[:at, at]
        if gains.max() > total[at]:
            total[at], back[at] = gains.max(), int(gains.argmax())
    found, at = [], n
    while at > 0:
        if back[at] is None:
            at -= 1
        else:
            found.append((back[at], at))
            at = back[at]
    return found[::-1]


def edges(runs, pairs):
    """The least probability of a beginning where a piece begins, the mean one of an end where one ends."""
    probability = 1 / (1 + np.exp(-np.clip(pairs[:, -2:], -8, 8)))
    return probability[[first for first, _ in runs], 0].min(), probability[[end - 1 for _, end in runs], 1].mean()


def signs(shown, pairs, cue, heads, rules, said, acts):
    """What tells which of two contents is right, as src/relation/choice.rs has it."""
    words = lambda runs: {word for run in runs for word in range(*run)}
    text = lambda word: shown.doc.text[slice(*shown.doc.words[shown.start + word])].lower() if word < shown.n else ""
    taken, left = words(heads) - words(rules), sorted(word for word in words(rules) - words(heads) if word > cue)
    known = {shown.sentence[word] for word in words(rules)}
    aside = bool(left) and text(left[0] + (not text(left[0]).isalnum())) in ("who", "which", "whose", "where")
    within = sum(logits(pairs)[word] for word in taken) / max(1, len(taken))
    gains = np.subtract(edges(heads, pairs), edges(rules, pairs))
    beside = [content for other, content in acts if other not in words(heads) | words(rules) and cue not in content]
    holds = lambda stretch: any(other in stretch for other, _ in acts)
    return [*gains, within, aside, any(shown.sentence[word] not in known for word in taken), len(heads) > 1, said,
            any(taken & content for content in beside), holds(taken), holds(words(rules) - words(heads))]


SIGNS = ("begins_least", "ends", "taken", "aside", "beyond", "several", "said", "others", "reaches", "leaves")


def by_rules(onrecord, docs):
    """The program's records where no heads take part."""
    with tempfile.TemporaryDirectory() as place:
        bare, texts = pathlib.Path(place) / "bare", pathlib.Path(place) / "texts.jsonl"
        shutil.copytree(FOLDER, bare, ignore=shutil.ignore_patterns("arguments.safetensors"))
        texts.write_text("".join(json.dumps({"id": doc.id, "text": doc.text}) + "\n" for doc in docs))
        done = subprocess.run([onrecord, "extract", "--model", bare, "--lang", "any", "--quiet", texts], capture_output=True, text=True)
    return {record["id"]: record for record in map(json.loads, done.stdout.splitlines())}


def choice(args):
    """Weights of the choice between the rules' content and the heads', where one of the two is right. Heads judge the half of the articles that they did not
    learn from."""
    torch.set_num_threads(args.threads)
    pieces, model, halves = Pieces(), export.load(FOLDER), []
    for path in args.heads:
        halves.append(Heads())
        halves[-1].load_state_dict(torch.load(path, map_location="cpu"))
        halves[-1].eval()
    docs = labelled(args)
    records, rows, wanted = by_rules(args.onrecord, docs), [], []
    for shown, _, acts in windows(docs, model, pieces):
        doc, heads = shown.doc, halves[1 - half(shown.doc)]
        letters = lambda spans: {at for start, end in spans for at in range(start, end) if doc.text[at].isalnum()}
        is_right = lambda spans, gold: len(letters(spans) & gold) >= 0.9 * len(letters(spans) | gold)
        with torch.inference_mode():
            pairs = heads.pairs(heads.states(shown.x), shown, [word for word, *_ in acts]).numpy() if acts else ()
        for (_, _, _, _, act), scores in zip(acts, pairs):
            gold = letters(span for arg in act["args"] if arg["role"] == "content" for span in arg["spans"])
            meets = lambda r: r["cue"]["start"] < act["cue"][1] and act["cue"][0] < r["cue"]["end"]
            found = next((r for r in records[doc.id]["relations"] if meets(r)), None)
            if act["optional"] or not gold or not found or found["quote"] == "direct":
                continue
            place = lambda span: tuple(at - shown.start for at in doc.at(*span))
            pieces_of = lambda relation: [span for arg in relation["args"] if arg["role"] == "content" for span in arg["spans"]]
            cue = place(act["cue"])
            ours = best(shown, scores, cue)
            spans = [(doc.words[shown.start + first][0], doc.words[shown.start + end - 1][1]) for first, end in ours]
            theirs = pieces_of(found)
            runs = list(map(place, theirs))
            right = is_right(spans, gold), is_right(theirs, gold)
            if ours and runs and right[0] != right[1] and all(0 <= first < end <= shown.n for first, end in runs):
                cues = [(place((r["cue"]["start"], r["cue"]["end"]))[0], r) for r in records[doc.id]["relations"] if r is not found]
                others = [(word, {at for span in pieces_of(r) for at in range(*place(span))}) for word, r in cues if 0 <= word < shown.n]
                rows.append(signs(shown, scores, cue[0], ours, runs, found["type"] == "said", others))
                wanted.append(right[0])
    x, y = np.array(rows, float), np.array(wanted, float)
    mean, spread = x.mean(0), x.std(0)
    inputs, weights = np.c_[(x - mean) / spread, np.ones(len(x))], np.zeros(x.shape[1] + 1)
    ridge = args.ridge * np.append(np.ones(x.shape[1]), 0)
    for _ in range(100):
        p = 1 / (1 + np.exp(-inputs @ weights))
        weights -= np.linalg.solve((inputs.T * (p * (1 - p))) @ inputs + np.diag(ridge), inputs.T @ (p - y) + ridge * weights)
    slopes = weights[:-1] / spread
    print("# Weights of the choice between two contents, as log-odds for that of the argument heads: made by models/recipe/arguments.py, not by hand,")
    print(f"# on {len(y)} acts of which one content is right, judged by heads that had not learnt from them; the heads' is so in {int(y.sum())}.")
    print(f"bias = {weights[-1] - slopes @ mean:.2f}")
    print("# Of the difference between both: the least probability of a beginning where pieces begin, the mean one of an end where they end.")
    print("# Mean log-odds of the words that the heads take alone. What they leave out begins with a relative pronoun; they take words of further")
    print("# sentences; they have several pieces; somebody says it; they take words that are another act's by the rules; they take the cue of another act, leave it out.")
    for name, slope in zip(SIGNS, slopes):
        print(f"{name} = {slope:.2f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    for name, does in (("train", train), ("export", write), ("choice", choice)):
        command = commands.add_parser(name)
        command.set_defaults(does=does)
        if name != "export":
            command.add_argument("--gmb", required=True, type=pathlib.Path, help="gmb_fixed.all.conll.gz, for the passages of eval/labels")
            command.add_argument("--wiki", required=True, type=pathlib.Path, help="enwiki_2015_paragraphs.sample.txt.gz, for the paragraphs there")
            command.add_argument("--without", nargs="*", default=[], choices=SOURCES, help="files of eval/labels to leave out, to see what they give")
            command.add_argument("--threads", type=int, default=1)
        if name == "train":
            command.add_argument("--out", required=True, type=pathlib.Path)
            command.add_argument("--epochs", type=int, default=10)
            command.add_argument("--lr", type=float, default=1e-3)
            command.add_argument("--seed", type=int, default=1)
            command.add_argument("--half", type=int, choices=(0, 1), help="learn from this half of the articles alone, so that the other can be judged")
        else:
            command.add_argument("--heads", required=True, type=pathlib.Path, nargs=2 if name == "choice" else None)
        if name == "export":
            command.add_argument("--folder", type=pathlib.Path, default=FOLDER)
        if name == "choice":
            command.add_argument("--onrecord", required=True, type=pathlib.Path)
            command.add_argument("--ridge", type=float, default=5.0)
    args = parser.parse_args()
    args.does(args)


if __name__ == "__main__":
    main()
