#!/usr/bin/env python3
"""What two public scorers say of the same tag sequences: writes cases.json beside this file.

    python -m venv venv && venv/bin/pip install -r requirements.txt && venv/bin/python make.py

Each case is a small corpus of sentences, a pair of tag strings each: gold, predicted. Tags are drawn at random, mistakes
included: I- without B-, I- of another type. `seqeval` holds what seqeval says in strict mode under IOB2. `nervaluate`
holds its four strategies, fed with the entities that seqeval reads in the tags; it is null where a name overlaps two of
the other side: there the two libraries, and we, pair differently on purpose.
"""
import json, pathlib, random, warnings

from nervaluate import Evaluator
from seqeval.metrics import classification_report
from seqeval.scheme import Entities, IOB2

TYPES = ["PER", "ORG", "LOC", "MISC"]


def sentence(rng):
    """Names of one to four tokens, with some tags spoilt."""
    tags = []
    for _ in range(rng.randint(1, 5)):
        kind = rng.choice(TYPES)
        tags += ["O"] * rng.randint(0, 2) + ["B-" + kind] + ["I-" + kind] * rng.randint(0, 3)
    tags += ["O"] * rng.randint(0, 2)
    return [rng.choice(["I-" + rng.choice(TYPES), "B-" + rng.choice(TYPES)]) if rng.random() < 0.03 else tag for tag in tags]


def disturbed(rng, tags, rate):
    """A prediction: tags of the gold, some of them replaced."""
    other = ["O"] + [prefix + kind for prefix in ("B-", "I-") for kind in TYPES]
    return [rng.choice(other) if rng.random() < rate else tag for tag in tags]


def spans(tags):
    entities = Entities([tags], IOB2).entities[0]
    return [{"label": e.tag, "start": e.start, "end": e.end - 1} for e in entities]


def one_to_one(gold, predicted):
    touch = lambda a, b: a["start"] <= b["end"] and b["start"] <= a["end"]
    crowded = lambda ours, theirs: any(sum(touch(a, b) for b in theirs) > 1 for a in ours)
    return not crowded(gold, predicted) and not crowded(predicted, gold)


def by_seqeval(pairs):
    gold, predicted = map(list, zip(*pairs))
    report = classification_report(gold, predicted, mode="strict", scheme=IOB2, output_dict=True, zero_division=0)
    row = lambda name: {key: float(report[name][key]) for key in ("precision", "recall", "f1-score")}
    return {name: row(name) for name in report if name != "weighted avg"}


def by_nervaluate(pairs):
    gold, predicted = ([spans(tags) for tags in side] for side in zip(*pairs))
    if not all(map(one_to_one, gold, predicted)):
        return None
    overall = Evaluator(gold, predicted, tags=TYPES, loader="dict").evaluate()["overall"]
    keys = ("precision", "recall", "f1", "correct", "incorrect", "partial", "missed", "spurious")
    return {name: {key: getattr(overall[name], key) for key in keys} for name in ("strict", "exact", "partial", "ent_type")}


def main():
    warnings.simplefilter("ignore")  # seqeval warns where a type has no gold or no prediction: it says 0, as we do
    rng, cases = random.Random(20261121), []
    while len(cases) < 80:
        rate = rng.choice([0.0, 0.02, 0.1, 0.3])
        pairs = [(tags, disturbed(rng, tags, rate)) for tags in (sentence(rng) for _ in range(rng.randint(1, 5)))]
        if not any(map(spans, (tags for pair in pairs for tags in pair))):
            continue
        cases.append({
            "sentences": [[" ".join(tags) for tags in pair] for pair in pairs],
            "seqeval": by_seqeval(pairs),
            "nervaluate": by_nervaluate(pairs),
        })
    lines = ",\n".join(json.dumps(case) for case in cases)
    pathlib.Path(__file__).with_name("cases.json").write_text(f"[\n{lines}\n]\n")
    print(len(cases), "cases,", sum(case["nervaluate"] is not None for case in cases), "with nervaluate")


if __name__ == "__main__":
    main()
