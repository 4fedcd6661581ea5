"""The resolver's weights: whom a pronoun or a noun means. The program computes the features, this fits what each of them is worth.

python whom.py gold --labels ../../eval/labels --gold ../../eval/gold --ud UD --gap gap.development.jsonl --out gold.jsonl         # the articles to learn from, in one form
cargo run --release --example whom_lessons -- gold.jsonl > rows.jsonl                                  # the program's rows for them
python whom.py fit rows.jsonl --out ../../src/mention/whom/weights.toml                                # in a minute; then the same two once more

`gold` takes the own labels, never their test parts, and GUM's coreference (training part, documents under CC BY or free of rights), without the
Wikinews articles that realnews.dev holds: those measure. Words that nobody labelled are decided by the weights that the program has, hence twice.
A line an article: `id`, `source`, `weight`, `title`, `published`, `text`, and as half-open code points `names` ([entity, start, end]) and
`means` ([start, end, [entity, …]]): of pronouns and nominals whom they mean, several for a group, nobody where that is open. Of GUM a span in `means` is the head alone.
In `means` what a labeller marked comes first, the words of an unnamed source elsewhere in the text behind it: of two spans with one head the first holds.

`fit` reads {"groups", "features", "buckets"} and then a line a query: `id`, `source`, `weight`, `group`, `act`, `rows` (codes of each, feature * buckets +
bucket; the last row is nobody or somebody new) and `right` (rows). A row's score is the sum of its codes' weights, each what it is worth in every group
and what in this one; the rows of a query share a softmax.
"""
import argparse
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import time
from collections import Counter

import numpy as np
import torch

OWN = ("voices", "dev", "acts", "gmb")
PARTIES = ("speaker", "addressee", "target")
OWN_WEIGHT, GUM_WEIGHT, GAP_WEIGHT = 1.0, 0.4, 1.0
ONE = set("he him his himself she her hers herself it its itself".split())
PRONOUNS = ONE | set("they them their theirs themselves".split())
# Words in names of groups that are pronouns'; `hs` is he and she.
OF_PRONOUNS = PRONOUNS | set("hs i me my we us our you both".split())
SOMEBODY = ("person", "organization", "place")
# Where GUM's nominals are like those of the news.
GENRES = ("news", "court", "speech")
# Weights ship with the program, whose licence is freer than CC BY-SA.
SHARE_ALIKE = ("bio", "voyage")
THRESHOLD = 0.45
SEEN = 5  # times, for a weight
STEPS = 100
BINS = (0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1)


def lines(path):
    return [json.loads(line) for line in open(path, encoding="utf8")]


def texts(args):
    """Texts of the labels that come without."""
    found = {row["id"]: row["text"] for name in ("dev", "acts") for row in lines(args.gold / f"{name}.jsonl")}
    passages = subprocess.run([sys.executable, args.labels / "passages.py", args.gmb], check=True, capture_output=True, text=True).stdout
    return found | {row["id"]: row["text"] for row in map(json.loads, passages.splitlines())}


def labelled(row, source, text):
    """An article of the own labels."""
    entities, names, means = row["entities"], [], {}
    for number, entity in enumerate(entities):
        for start, end, kind in entity["mentions"]:
            if kind == "name":
                names.append([number, start, end])
            else:
                means.setdefault((start, end), []).append(number)
    own = {(start, end) for _, start, end in names}
    parties = {(arg["spans"][0][0], arg["spans"][-1][1]): arg["who"] for act in row["acts"] for arg in act["args"] if arg["role"] in PARTIES}
    means = {span: who for span, who in parties.items() if span not in own} | means
    found = [[*span, who] for span, who in sorted(means.items())] + elsewhere(entities, text, own | set(means))
    return article(row["id"], source, OWN_WEIGHT, row.get("published"), text, sorted(names, key=lambda name: name[1:]), found)


def elsewhere(entities, text, taken):
    """Where the words of an unnamed source stand once more. One word alone would be found in phrases for others: "some 60 people"."""
    found = []
    for number, entity in enumerate(entities):
        phrase = entity.get("name") or ""
        if not entity["named"] and " " in phrase:
            spans = (match.span() for match in re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", text))
            found += [[*span, [number]] for span in spans if span not in taken]
    return sorted(found)


def article(id_, source, weight, published, text, names, means):
    # Titles stand in the text, in all of these.
    return {"id": id_, "source": source, "weight": weight, "title": None, "published": published, "text": text, "names": names, "means": means}


def gum(path):
    """GUM's documents: what is told of each, and sentences as [begins a paragraph?, lines of words]."""
    documents, here, paragraph = [], [], False
    for line in open(path, encoding="utf8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc id"):
            documents.append((line.split(" = ")[1], {}, []))
        elif line.startswith("# meta::"):
            key, _, value = line[8:].partition(" = ")
            documents[-1][1][key] = value
        elif line.startswith("# newpar"):
            paragraph = True
        elif line and line[0] != "#":
            here.append(line.split("\t"))
        elif not line and here:
            documents[-1][2].append((paragraph, here))
            here, paragraph = [], False
    return documents


def written(sentences):
    """The text of GUM's words, and of each sentence its words as (columns, start, end)."""
    text, out = "", []
    for paragraph, rows in sentences:
        if paragraph and text:
            text = text.rstrip() + "\n\n"
        words, until, at = [], 0, 0
        for row in rows:
            number, _, last = row[0].partition("-")
            if "." in number:
                continue
            if not last and int(number) <= until:  # "don't" is a line with its letters, then one for each of its words
                words.append((row, min(at, len(text)), min(at + len(row[1]), len(text.rstrip()))))
                at += len(row[1])
                continue
            start = len(text)
            text += row[1]
            if last:
                until, at = int(last), start
            else:
                words.append((row, start, len(text)))
            text += "" if "SpaceAfter=No" in row[9].split("|") else " "
        out.append(words)
    return text.rstrip(), out


def entries(row, column):
    return next((entry[len(column) + 1:] for entry in row[9].split("|") if entry.startswith(column + "=")), "")


def mentions(words):
    """Mentions of a sentence as (entity, its type, first, last, words of its shortest form), in the order in which they end."""
    opened, found = [], []
    for at, (row, _, _) in enumerate(words):
        for part in re.findall(r"\([^()]+\)?|[^()]+\)", entries(row, "Entity")):
            if part[0] == "(":
                opened.append((at, *part.strip("()").split("-")))
            if part[-1] == ")":
                entity = opened[-1][1] if part[0] == "(" else part[:-1]
                first, entity, kind, _, _, _, least, *_ = opened.pop(max(k for k, one in enumerate(opened) if one[1] == entity))
                found.append((entity, kind, first, at, [first + int(word) - 1 for word in least.split(",")]))
    return found


def head(words, first, last):
    """The word of a mention that hangs on something outside."""
    above = lambda at: int(words[at][0][6]) - 1
    return next((at for at in range(first, last + 1) if not first <= above(at) <= last), first)


def name(words, at, least):
    """The words of a name that stand together with its head; a hyphen does not part them."""
    first = last = at
    for step in (1, -1):
        edge = at
        while edge + step in least or edge + 2 * step in least and words[edge + step][0][1] in ("-", "–"):
            edge += step
        first, last = min(first, edge), max(last, edge)
    return words[first][1], words[last][2]


def members(words, found, heads):
    """Of the entities that a sentence names as "A and B" those of A and B. `heads`: of each word the smallest mention with that head."""
    groups = {}
    for entity, _, first, last, _ in found:
        top = head(words, first, last)
        joined = [top] + [at for at in range(first, last + 1) if words[at][0][7] == "conj" and int(words[at][0][6]) - 1 == top]
        parts = [heads[at][0] for at in joined if at in heads]
        if len(joined) > 1 and len(parts) == len(joined) == len(set(parts)) and entity not in parts:
            groups[entity] = parts
    return groups


def coreference(id_, meta, sentences):
    """An article of GUM."""
    text, sentences = written(sentences)
    number, groups, here = {}, {}, []
    for words in sentences:
        found, heads = mentions(words), {}
        for mention in sorted(found, key=lambda mention: mention[3] - mention[2]):
            heads.setdefault(head(words, *mention[2:4]), mention)
        groups |= members(words, found, heads)
        for row, _, _ in words:
            for part, whole in re.findall(r"(\w+)<(\w+)", entries(row, "SplitAnte")):  # "they" of two that no "and" joins
                groups.setdefault(whole, []).append(part)
        here += [(words, at, *heads[at]) for at in sorted(heads)]
    for _, _, entity, *_ in here:
        number.setdefault(entity, len(number))
    names, means = [], []
    for words, at, entity, kind, _, _, least in here:
        row, start, end = words[at]
        form = row[1].lower()
        is_pronoun = row[3] == "PRON" and form in PRONOUNS
        is_nominal = row[3] == "NOUN" and meta["genre"] in GENRES and kind in SOMEBODY
        if row[3] == "PROPN":
            names.append([number[entity], *name(words, at, least)])
        elif is_pronoun or is_nominal:
            who = [entity] if form in ONE else dict.fromkeys(groups.get(entity, [entity]))
            means.append([start, end, [number[one] for one in who] if kind in SOMEBODY else []])
    return article(id_, "gum", GUM_WEIGHT, meta.get("dateCreated"), text, names, means)


def pronoun(row):
    """A text of GAP, which tells of one pronoun which of two names it means."""
    means = [[*row["pronoun"], [row["is"].index(True)]]]
    return article(row["id"], "gap", GAP_WEIGHT, None, row["text"], [[at, *span] for at, span in enumerate(row["candidates"])], means)


def runs(text, of=8):
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at:at + of]) for at in range(len(words) - of + 1)}


def gold(args):
    found = texts(args)
    out = [labelled(row, source, row.get("text") or found[row["id"]]) for source in OWN for row in lines(args.labels / f"{source}.jsonl")]
    kept = [runs(row["text"]) for row in lines(args.realnews)]
    for path in sorted(args.ud.glob("UD_English-GUM.train.*.conllu")):
        for document in (one for one in gum(path) if one[1]["genre"] not in SHARE_ALIKE):
            row = coreference(*document)
            own = runs(row["text"])
            if any(len(own & other) > min(len(own), len(other)) / 2 for other in kept):
                print(f"left out: {row['id']}", file=sys.stderr)
            else:
                out.append(row)
    out += [pronoun(row) for row in lines(args.gap) if any(row["is"])]
    args.out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in out), encoding="utf8")
    for source in (*OWN, "gum", "gap"):
        rows = [row for row in out if row["source"] == source]
        sizes = Counter(min(len(who), 2) for row in rows for *_, who in row["means"])
        print(f"{source}: {len(rows)} articles, {sum(len(row['names']) for row in rows)} names; "
              f"meaning one {sizes[1]}, several {sizes[2]}, nobody or open {sizes[0]}")


class Queries:
    """All rows of all queries, end to end."""

    def __init__(self, path):
        with open(path, encoding="utf8") as file:
            self.head = json.loads(next(file))
            rows, codes, self.told, right, self.hopeless = [], [], [], [], 0
            for query in map(json.loads, file):
                if not query["right"]:
                    self.hopeless += 1
                    continue
                is_right = np.zeros(len(query["rows"]), bool)
                is_right[query["right"]] = True
                right.append(is_right)
                rows.append([len(row) for row in query["rows"]])
                codes.append(np.array([code for row in query["rows"] for code in row], np.int64))
                self.told.append((query["id"], query["source"], query["group"], query["act"], query["weight"]))
        self.codes = len(self.head["features"]) * self.head["buckets"]
        self.size = np.array([len(lengths) for lengths in rows])  # rows of each query
        self.first = np.concatenate([[0], self.size.cumsum()[:-1]])
        self.length = np.array([length for lengths in rows for length in lengths])  # codes of each row
        self.right = np.concatenate(right)
        self.group, self.act = np.array([t[2] for t in self.told]), np.array([t[3] for t in self.told])
        self.weight = np.array([t[4] for t in self.told])
        self.is_others = np.array([t[1] in ("gum", "gap") for t in self.told])
        # A cell is a code in a group.
        self.cell = np.concatenate(codes) + np.repeat(self.group, [len(own) for own in codes]) * self.codes
        self.query = np.repeat(np.arange(len(self.size)), self.size)

    def softmax(self, scores):
        """The logarithm of each query's sum, and the rows' shares in it."""
        top = np.maximum.reduceat(scores, self.first)
        shares = np.exp(scores - top[self.query])
        sums = np.add.reduceat(shares, self.first)
        return top + np.log(sums), shares / sums[self.query]


def sums(values, length):
    """Of each row, of which some have no code. Behind the values stands a nought, for a last row that has none."""
    return np.add.reduceat(values, length.cumsum() - length) * (length > 0)


def fit(queries, weight, prior):
    """The weight of every cell; queries of weight 0 are not seen."""
    q = queries
    is_seen = np.repeat(weight > 0, q.size)
    total = len(q.head["groups"]) * q.codes
    counts = np.bincount(q.cell, np.repeat(is_seen, q.length), total)
    kept = np.flatnonzero(counts >= SEEN)
    number = np.full(total, -1)
    number[kept] = np.arange(len(kept))
    cell = number[q.cell]
    is_kept = cell >= 0
    length = sums(np.append(is_kept, 0), q.length)
    cell, row = cell[is_kept], np.repeat(np.arange(len(q.length)), length)
    place = np.zeros(len(cell) + 1)  # one for all steps: to ask for so much memory each time takes as long as the sums
    codes, shared = np.unique(kept % q.codes, return_inverse=True)
    # First what a code is worth everywhere, then what else in a group.
    values = torch.zeros(len(codes) + len(kept), dtype=torch.float64, requires_grad=True)
    together = lambda w: w[shared] + w[len(codes):]

    def loss():
        w = values.detach().numpy()
        np.take(together(w), cell, out=place[:-1], mode="clip")
        scores = sums(place, length)
        all_, shares = q.softmax(scores)
        right, right_shares = q.softmax(np.where(q.right, scores, -np.inf))
        np.take((shares - right_shares) * weight[q.query], row, out=place[:-1], mode="clip")
        slope = np.bincount(cell, place[:-1], len(kept))
        values.grad = torch.from_numpy(np.concatenate([np.bincount(shared, slope, len(codes)), slope]) + prior * w)
        return torch.tensor(weight @ (all_ - right) + prior / 2 * w @ w)

    optimiser = torch.optim.LBFGS([values], max_iter=STEPS, history_size=10, line_search_fn="strong_wolfe", tolerance_grad=1e-2, tolerance_change=1e-4)
    optimiser.step(loss)
    out = np.zeros(total)
    out[kept] = together(values.detach().numpy())
    return out


def judged(queries, weights):
    """Of each query: is the likeliest row right, and how likely it is."""
    _, shares = queries.softmax(sums(np.append(weights[queries.cell], 0), queries.length))
    best = np.maximum.reduceat(shares, queries.first)
    is_best = shares == best[queries.query]
    # Of equals the first counts.
    chosen = np.minimum.reduceat(np.where(is_best, np.arange(len(shares)), len(shares)), queries.first)
    return queries.right[chosen], best


def is_pronoun(group):
    return bool(set(re.split(r"[^a-z]+", group.lower())) & OF_PRONOUNS)


def held_out(queries, prior, folds):
    """What weights make of articles that they were not fitted on; of other corpora what those of the own labels alone make."""
    fold = np.array([int(hashlib.sha256(id_.encode()).hexdigest(), 16) % folds for id_, *_ in queries.told])
    fold[queries.is_others] = folds
    ok, sure = np.zeros(len(fold), bool), np.zeros(len(fold))
    for number in [*range(folds), folds] if queries.is_others.any() else range(folds):
        own = fold == number
        ok[own], sure[own] = (part[own] for part in judged(queries, fit(queries, np.where(own, 0, queries.weight), prior)))
    share = lambda which: f"{ok[which].sum():5}/{which.sum():<5} {ok[which].mean():.3f}" if which.any() else f"{'–':>17}"
    groups = queries.head["groups"]
    print(f"{'held out':12} {'own labels':>17} {'by fold':>{6 * folds}}  {'others, by own':>17}")
    kinds = {"all": fold >= 0, "in acts": queries.act} | {name: queries.group == number for number, name in enumerate(groups)}
    for name, which in kinds.items():
        parts = [ok[which & (fold == number)] for number in range(folds)]
        by_fold = " ".join(f"{part.mean():.3f}" if len(part) else "    –" for part in parts)
        print(f"{name:12} {share(which & ~queries.is_others)} {by_fold}  {share(which & queries.is_others)}")
    pronoun = np.array([is_pronoun(name) for name in groups])[queries.group]
    print(f"by probability, own labels; pronouns: {' '.join(filter(is_pronoun, groups))}")
    print(f"{'':12} {'pronouns':>17} {'nominals':>17}")
    for low, high in zip(BINS, BINS[1:]):
        within = (sure >= low) & ((sure < high) | (high == 1)) & ~queries.is_others
        print(f"{low:4} to {high:<4} {share(within & pronoun)} {share(within & ~pronoun)}", flush=True)


def key(name):
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else json.dumps(name)


def table(queries, weights):
    """The lines of whom.toml below its head."""
    head, out = queries.head, []
    by_feature = weights.round(2).reshape(len(head["groups"]), len(head["features"]), head["buckets"]) + 0.0  # no -0.0
    for group, features in zip(head["groups"], by_feature):
        out += ["", f"[{key(group)}]"]
        for name, buckets in zip(head["features"], features):
            if buckets.any():
                out.append(f"{key(name)} = [{', '.join(map(str, buckets[:buckets.nonzero()[0][-1] + 1].tolist()))}]")
    return out


def fit_all(args):
    torch.set_num_threads(1)
    began, queries = time.time(), Queries(args.rows)
    print(f"{len(queries.told)} queries, {len(queries.right)} rows, {len(queries.cell)} codes; {queries.hopeless} without a right row left out")
    if args.folds:
        held_out(queries, args.prior, args.folds)
    weights = fit(queries, queries.weight, args.prior)
    ids = {told[:2] for told in queries.told}
    from_gum, from_gap = (sum(source == name for _, source in ids) for name in ("gum", "gap"))
    rows = table(queries, weights)
    head = [
        "# Whom a pronoun or a noun means: what each feature is worth in each bucket, as log-odds. Made by models/recipe/whom.py, not by hand,",
        f"# on {len(queries.told)} queries of {len(ids)} articles, {from_gum} of them GUM's (CC BY), {from_gap} texts of GAP (Apache-2.0). A bucket that is not there weighs nothing.",
        "# Below this probability a pronoun means nobody.",
        f"threshold = {THRESHOLD}",
    ]
    args.out.write_text("\n".join(head + rows) + "\n", encoding="utf8")
    ok, _ = judged(queries, weights)
    print(f"seen: {ok.mean():.3f}; {np.count_nonzero(weights.round(2))} weights, {time.time() - began:.0f} s")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("gold")
    command.set_defaults(does=gold)
    command.add_argument("--labels", required=True, type=pathlib.Path)
    command.add_argument("--gold", required=True, type=pathlib.Path)
    command.add_argument("--ud", required=True, type=pathlib.Path)
    command.add_argument("--gap", required=True, type=pathlib.Path)
    command.add_argument("--gmb", type=pathlib.Path, help="gmb_fixed.all.conll.gz; beside --ud unless given")
    command.add_argument("--realnews", type=pathlib.Path, help="realnews.dev.jsonl; beside --ud unless given")
    command.add_argument("--out", required=True, type=pathlib.Path)
    command = commands.add_parser("fit")
    command.set_defaults(does=fit_all)
    command.add_argument("rows", type=pathlib.Path)
    command.add_argument("--out", required=True, type=pathlib.Path)
    command.add_argument("--prior", type=float, default=12.0)
    command.add_argument("--folds", type=int, default=5, help="0: none is held out, no figures")
    args = parser.parse_args()
    if args.does is gold:
        args.gmb = args.gmb or args.ud.parent / "ner/gmb_fixed.all.conll.gz"
        args.realnews = args.realnews or args.ud.parent / "attribution/realnews.dev.jsonl"
    args.does(args)


if __name__ == "__main__":
    main()
