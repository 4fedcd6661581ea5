"""The resolver's weights: whom a pronoun or a noun means. The program computes the features, this fits what each of them is worth, and how the encoder's vectors of
both words go together.

python whom.py gold --labels ../../eval/labels --gold ../../eval/gold --ud UD --gap gap.development.jsonl --out gold.jsonl         # the articles to learn from, in one form
cargo run --release --example whom_lessons -- gold.jsonl > rows.jsonl                                  # the program's rows for them
python whom.py fit rows.jsonl --out ../../src/mention/whom/weights.toml --folder ../newswire-minilm    # in two minutes and as many a fold; then the same two once more; with --keep when the argument heads are new

`gold` takes the own labels, never their test parts, and GUM's coreference (training part, documents under CC BY or free of rights), without the
Wikinews articles that realnews.dev holds: those measure. Words that nobody labelled are decided by the weights that the program has, hence twice.
A line an article: `id`, `source`, `weight`, `title`, `published`, `text`, and as half-open code points `names` ([entity, start, end]) and
`means` ([start, end, [entity, …]]): of pronouns and nominals whom they mean, several for a group, nobody where that is open. Of GUM a span in `means` is the head alone.
In `means` what a labeller marked comes first, the words of an unnamed source elsewhere in the text behind it: of two spans with one head the first holds.

`fit` reads {"groups", "features", "buckets"} and then a line an article: `id`, `source`, `weight`, `vectors` (of the words that take part) and `questions` of
`group`, `act`, `rows` (codes of each, feature * buckets + bucket; the last row is nobody or somebody new), `right` (rows), `asking` (which vector is the word's)
and `mentions` (of each candidate the vectors of its latest mentions, the last one first).
"""
import argparse
import hashlib
import itertools
import json
import pathlib
import re
import subprocess
import sys
import time
import tomllib
from collections import Counter

import numpy as np
import torch
from safetensors.numpy import save_file
from torch import nn

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
# Weights ship with the program, whose licence is freer than CC BY-SA: such documents of GUM are left out. Of GAP's texts and of the paragraphs in whom.jsonl,
# which are Wikipedia's, who is meant is learnt, by labels that are freer.
SHARE_ALIKE = ("bio", "voyage")
THRESHOLD = 0.35
SEEN = 5  # times, for a weight
MEASURED = (*OWN, "whom")
# Of the vectors' part: numbers in a vector, mentions of a candidate that count (src/model/links.rs).
RANK, RECENT = 64, 4
LINKS = "links.safetensors"
SEED, BATCH, DROP, BLIND, DECAY, RIDGE = 1, 64, 0.3, 0.2, 0.05, 5e-3
RATES = 0.02, 1.5e-3  # of the tables, of the rest
LEAST = -1e9  # a score of what is not there
BINS = (0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1)


def lines(path):
    return [json.loads(line) for line in open(path, encoding="utf8")]


def texts(labels, gold, *corpora):
    """Texts of the labels that come without."""
    found = {row["id"]: row["text"] for name in ("dev", "acts") for row in lines(gold / f"{name}.jsonl")}
    passages = subprocess.run([sys.executable, labels / "passages.py", *corpora], check=True, capture_output=True, text=True).stdout
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
    found = texts(args.labels, args.gold, args.gmb, args.wiki)
    out = [labelled(row, source, row.get("text") or found[row["id"]]) for source in OWN for row in lines(args.labels / f"{source}.jsonl")]
    source = lambda row: "whom" if row["id"].startswith("gmb") else "wiki"
    out += [article(row["id"], source(row), OWN_WEIGHT, None, found[row["id"]], row["names"], row["means"]) for row in lines(args.labels / "whom.jsonl")]
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
    for source in (*MEASURED, "wiki", "gum", "gap"):
        rows = [row for row in out if row["source"] == source]
        sizes = Counter(min(len(who), 2) for row in rows for *_, who in row["means"])
        print(f"{source}: {len(rows)} articles, {sum(len(row['names']) for row in rows)} names; "
              f"meaning one {sizes[1]}, several {sizes[2]}, nobody or open {sizes[0]}")


class Questions:
    """All questions of all articles. Rows and mentions are counted over all of them."""

    def __init__(self, path):
        with open(path, encoding="utf8") as file:
            self.head = json.loads(next(file))
            self.all, vectors, first, self.hopeless = [], [], 0, 0
            for article in map(json.loads, file):
                for question in article["questions"]:
                    if question["right"]:
                        self.all.append(Question(article, question, first))
                    else:
                        self.hopeless += 1
                vectors += [np.array(own, np.float32) for own in article["vectors"]]
                first += len(article["vectors"])
        self.vectors = torch.from_numpy(np.stack(vectors or [np.zeros(1, np.float32)]))
        self.codes = len(self.head["features"]) * self.head["buckets"]


class Question:
    """Whom a word means: `codes` of all rows, end to end, with where each row begins; where its vector stands, if it has one, and those of its
    candidates' mentions, with the row and the age of each."""

    def __init__(self, article, row, first):
        self.id, self.source, self.weight = article["id"], article["source"], article["weight"]
        self.group, self.act, self.rows = row["group"], row["act"], len(row["rows"])
        self.codes = torch.tensor([code for own in row["rows"] for code in own], dtype=torch.long)
        self.begins = torch.tensor([0, *map(len, row["rows"][:-1])]).cumsum(0)
        self.right = torch.zeros(self.rows, dtype=torch.bool)
        self.right[row["right"]] = True
        self.asking = None if row["asking"] is None else first + row["asking"]
        mentions = [(first + at, candidate, age) for candidate, own in enumerate(row["mentions"]) for age, at in enumerate(own)] if row["asking"] is not None else []
        self.mentions = torch.tensor(mentions, dtype=torch.long).reshape(-1, 3)


class Resolver(nn.Module):
    """A row's score: what its codes are worth everywhere and in this group, and what the vectors say (src/model/links.rs). The rows of a question share a softmax."""

    def __init__(self, groups, codes, vectors):
        super().__init__()
        self.shared, self.own = (nn.EmbeddingBag(count, 1, mode="sum") for count in (codes, groups * codes))
        nn.init.zeros_(self.shared.weight)
        nn.init.zeros_(self.own.weight)
        self.mean, self.spread = vectors.mean(0), vectors.std(0, correction=0) + 1e-3
        self.vectors, self.codes = (vectors - self.mean) / self.spread, codes
        self.asking, self.spoken_of = nn.Linear(vectors.shape[1], RANK), nn.Linear(vectors.shape[1], RANK)
        self.standing, self.nobody = nn.Linear(RANK, 1), nn.Linear(RANK, 1)
        self.ages, self.scale = nn.Parameter(torch.zeros(RECENT)), nn.Parameter(torch.tensor([0.3]))
        self.drop = nn.Dropout(DROP)

    def tables(self):
        return [self.shared.weight, self.own.weight]

    def forward(self, questions):
        """Scores of all rows, and the question of each."""
        sizes = torch.tensor([one.rows for one in questions])
        ends = sizes.cumsum(0)
        codes = torch.cat([one.codes for one in questions])
        lengths = torch.tensor([len(one.codes) for one in questions])
        begins = torch.cat([one.begins + before for one, before in zip(questions, lengths.cumsum(0) - lengths)])
        grouped = torch.cat([one.codes + one.group * self.codes for one in questions])
        scores = (self.shared(codes, begins) + self.own(grouped, begins))[:, 0]
        # In training some are asked blindly: what features are worth has to hold for models without link heads.
        blind = torch.rand(len(questions)) < (BLIND if self.training else 0)
        told = [(at, one) for at, one in enumerate(questions) if one.asking is not None and not blind[at]]
        if told:
            asking = torch.tanh(self.asking(self.drop(self.vectors[[one.asking for _, one in told]])))
            mentions = torch.cat([one.mentions for _, one in told])
            asker = torch.repeat_interleave(torch.tensor([len(one.mentions) for _, one in told]))
            row = mentions[:, 1] + torch.tensor([int(ends[at] - sizes[at]) for at, _ in told])[asker]
            spoken_of = torch.tanh(self.spoken_of(self.drop(self.vectors[mentions[:, 0]])))
            each = (asking[asker] * spoken_of).sum(1) * self.scale + self.standing(spoken_of)[:, 0] + self.ages[mentions[:, 2]]
            seen = logsumexp(each, row, len(scores))
            scores = scores + torch.where(seen > LEAST / 2, seen, 0.0)
            scores = scores.index_add(0, ends[[at for at, _ in told]] - 1, self.nobody(asking)[:, 0])
        return scores, torch.repeat_interleave(sizes)


def logsumexp(values, places, count):
    """Of the values at each place; about LEAST where there is none."""
    top = torch.full((count,), LEAST).scatter_reduce(0, places, values.detach(), "amax")
    return top + torch.log(torch.zeros(count).index_add(0, places, torch.exp(values - top[places])).clamp_min(1e-30))


def fit(questions, chosen, passes, ridge=RIDGE, worth=None):
    """Weights from some of the questions; what features are worth stays where it is given."""
    torch.manual_seed(SEED)
    net = Resolver(len(questions.head["groups"]), questions.codes, questions.vectors)
    if worth is not None:
        net.own.weight.data = torch.from_numpy(worth).float()[:, None]
        net.shared.weight.requires_grad = net.own.weight.requires_grad = False
    rest = [value for value in net.parameters() if not any(value is table for table in net.tables())]
    optimiser = torch.optim.AdamW([{"params": net.tables(), "weight_decay": 0.0}, {"params": rest, "weight_decay": DECAY}])
    steps = passes * -(-len(chosen) // BATCH)
    rates = torch.optim.lr_scheduler.OneCycleLR(optimiser, list(RATES), total_steps=steps + 1, pct_start=0.1)
    net.train()
    for _ in range(passes):
        order = torch.randperm(len(chosen)).tolist()
        for first in range(0, len(order), BATCH):
            batch = [chosen[at] for at in order[first:first + BATCH]]
            scores, of = net(batch)
            right = torch.where(torch.cat([one.right for one in batch]), scores, LEAST)
            lost = logsumexp(scores, of, len(batch)) - logsumexp(right, of, len(batch))
            loss = (torch.tensor([one.weight for one in batch]) * lost).mean()
            loss = loss + ridge * BATCH / len(chosen) * sum(table.square().sum() for table in net.tables())
            loss.backward()
            optimiser.step()
            optimiser.zero_grad()
            rates.step()
    return net.eval()


@torch.no_grad()
def judged(net, chosen):
    """Of each question: is the likeliest row right, and how likely it is."""
    ok, sure = [], []
    for first in range(0, len(chosen), BATCH):
        batch = chosen[first:first + BATCH]
        for one, scores in zip(batch, net(batch)[0].split([one.rows for one in batch])):
            shares = scores.softmax(0)
            best = int(shares.argmax())
            ok.append(bool(one.right[best]))
            sure.append(float(shares[best]))
    return np.array(ok), np.array(sure)


def is_pronoun(group):
    return bool(set(re.split(r"[^a-z]+", group.lower())) & OF_PRONOUNS)


def held_out(questions, args):
    """What weights make of articles that they were not fitted on, of the own labels; other corpora are always learnt from."""
    chosen = questions.all
    fold = np.array([int(hashlib.sha256(one.id.encode()).hexdigest(), 16) % args.folds if one.source in MEASURED else args.folds for one in chosen])
    ok, sure = np.zeros(len(fold), bool), np.zeros(len(fold))
    for number in range(args.folds):
        net = fit(questions, [one for one, own in zip(chosen, fold) if own != number], args.passes)
        ok[fold == number], sure[fold == number] = judged(net, [one for one, own in zip(chosen, fold) if own == number])
    share = lambda which: f"{ok[which].sum():5}/{which.sum():<5} {ok[which].mean():.3f}" if which.any() else f"{'–':>17}"
    groups = questions.head["groups"]
    group, act, news = (np.array([value(one) for one in chosen]) for value in (lambda one: one.group, lambda one: one.act, lambda one: one.source == "whom"))
    own = (fold < args.folds) & ~news
    print(f"{'held out':16} {'own labels':>17} {'real news':>17}")
    kinds = {"all": fold >= 0, "in acts": act} | {name: group == number for number, name in enumerate(groups)}
    for name, which in kinds.items():
        print(f"{name:16} {share(which & own)} {share(which & news)}")
    pronoun = np.array([is_pronoun(name) for name in groups])[group]
    print(f"by probability, both; pronouns: {' '.join(filter(is_pronoun, groups))}")
    print(f"{'':12} {'pronouns':>17} {'nominals':>17}")
    for low, high in zip(BINS, BINS[1:]):
        within = (sure >= low) & ((sure < high) | (high == 1)) & (fold < args.folds)
        print(f"{low:4} to {high:<4} {share(within & pronoun)} {share(within & ~pronoun)}", flush=True)


def weights(questions, net):
    """What each code is worth in each group, where it was seen often enough."""
    counts = np.zeros(len(questions.head["groups"]) * questions.codes)
    for one in questions.all:
        np.add.at(counts, one.codes.numpy() + one.group * questions.codes, 1)
    shared, own = (table.detach().numpy()[:, 0].astype(float) for table in net.tables())
    return np.where(counts >= SEEN, np.tile(shared, len(questions.head["groups"])) + own, 0)


def key(name):
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else json.dumps(name)


def written(path, questions):
    """What each code is worth in each group, as weights.toml has it."""
    head, file = questions.head, tomllib.loads(path.read_text(encoding="utf8"))
    worth = np.zeros((len(head["groups"]), len(head["features"]), head["buckets"]))
    for group, name in itertools.product(head["groups"], head["features"]):
        values = file.get(group, {}).get(name, [])
        worth[head["groups"].index(group), head["features"].index(name), :len(values)] = values
    return worth.reshape(-1)


def table(head, weights):
    """The lines of weights.toml below its head."""
    out = []
    by_feature = weights.round(2).reshape(len(head["groups"]), len(head["features"]), head["buckets"]) + 0.0  # no -0.0
    for group, features in zip(head["groups"], by_feature):
        out += ["", f"[{key(group)}]"]
        for name, buckets in zip(head["features"], features):
            if buckets.any():
                out.append(f"{key(name)} = [{', '.join(map(str, buckets[:buckets.nonzero()[0][-1] + 1].tolist()))}]")
    return out


@torch.no_grad()
def links(net):
    """The tensors of links.safetensors, which read vectors as they come."""
    out = {"ages": net.ages, "scale": net.scale}
    for name, layer in (("asking", net.asking), ("spoken_of", net.spoken_of)):
        weight = layer.weight / net.spread
        out |= {f"{name}.weight": weight, f"{name}.bias": layer.bias - weight @ net.mean}
    for name, layer in (("standing", net.standing), ("nobody", net.nobody)):
        out |= {f"{name}.weight": layer.weight, f"{name}.bias": layer.bias}
    return {name: np.ascontiguousarray(value.numpy().astype(np.float16)) for name, value in out.items()}


def fit_all(args):
    began, questions = time.time(), Questions(args.rows)
    print(f"{len(questions.all)} questions, {sum(one.rows for one in questions.all)} rows; {questions.hopeless} without a right row left out")
    if args.folds:
        held_out(questions, args)
    kept = written(args.out, questions) if args.keep else None
    net = fit(questions, questions.all, args.passes, worth=kept)
    worth = weights(questions, net)
    texts = Counter(source for _, source in {(one.id, one.source) for one in questions.all})
    head = [
        "# Whom a pronoun or a noun means: what each feature is worth in each bucket, as log-odds. Made by models/recipe/whom.py, not by hand,",
        f"# on {len(questions.all)} questions of {texts.total()} texts, {texts['gum']} of them GUM's (CC BY), {texts['gap']} of GAP (Apache-2.0), {texts['wiki']} paragraphs of Wikipedia (text CC BY-SA, own labels). A bucket that is not there weighs nothing.",
        "# Below this probability a pronoun means nobody.",
        f"threshold = {THRESHOLD}",
    ]
    if kept is None:
        args.out.write_text("\n".join(head + table(questions.head, worth)) + "\n", encoding="utf8")
    save_file(links(net), args.folder / LINKS)
    (args.folder / LINKS).chmod(0o644)
    row = f'"{LINKS}" = "{hashlib.sha256((args.folder / LINKS).read_bytes()).hexdigest()}"\n'
    manifest = re.sub(rf'"{re.escape(LINKS)}" = .*\n', "", (args.folder / "manifest.toml").read_text())
    (args.folder / "manifest.toml").write_text(re.sub(r'("arguments\.safetensors" = .*\n)', rf"\1{row}", manifest))
    ok, _ = judged(net, questions.all)
    print(f"seen: {ok.mean():.3f}; {np.count_nonzero(worth.round(2))} weights, {time.time() - began:.0f} s")


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
    command.add_argument("--wiki", type=pathlib.Path, help="enwiki_2015_paragraphs.sample.txt.gz; in text/ beside the corpora unless given")
    command.add_argument("--realnews", type=pathlib.Path, help="realnews.dev.jsonl; beside --ud unless given")
    command.add_argument("--out", required=True, type=pathlib.Path)
    command = commands.add_parser("fit")
    command.set_defaults(does=fit_all)
    command.add_argument("rows", type=pathlib.Path)
    command.add_argument("--out", required=True, type=pathlib.Path)
    command.add_argument("--folder", required=True, type=pathlib.Path, help="the model folder")
    command.add_argument("--passes", type=int, default=14)
    command.add_argument("--keep", action="store_true", help="leave what features are worth as OUT has it, and fit the link heads alone: when the argument heads are new")
    command.add_argument("--folds", type=int, default=5, help="0: none is held out, no figures")
    args = parser.parse_args()
    if args.does is gold:
        args.gmb = args.gmb or args.ud.parent / "ner/gmb_fixed.all.conll.gz"
        args.wiki = args.wiki or args.ud.parent.parent / "text/enwiki_2015_paragraphs.sample.txt.gz"
        args.realnews = args.realnews or args.ud.parent / "attribution/realnews.dev.jsonl"
    args.does(args)


if __name__ == "__main__":
    main()
