"""Which claim a denial answers: the program computes the features, this fits what each of them is worth.

python answers.py gold --labels ../../eval/labels --gold ../../eval/gold --gmb gmb_fixed.all.conll.gz --out gold.jsonl   # the articles to learn from, in one form
cargo run --release --example answers_lessons -- gold.jsonl > rows.jsonl                                                # the program's rows for them
python answers.py fit rows.jsonl --out ../../src/relation/answers/weights.toml                                          # seconds

`gold` takes the own labels, never their test parts. A line an article: `id`, `source`, `text` and `denials`, each its cue and that of the claim
that it answers as half-open code points, null where it answers none. `fit` is that of whom.py: the rows of a denial, one a claim and last that of none, share a softmax;
before it, articles in folds tell what weights make of those that they were not fitted on.
"""
import argparse
import hashlib
import json
import pathlib

import numpy as np
import torch

import whom


def gold(args):
    texts = whom.texts(args.labels, args.gold, args.gmb)
    with open(args.out, "w", encoding="utf8") as out:
        for source in (*whom.OWN, "wire"):
            rows = whom.lines(args.labels / f"{source}.jsonl")
            for row in rows:
                cues = [act["cue"] for act in row["acts"]]
                denials = [(act["cue"], None if act.get("answers") is None else cues[act["answers"]]) for act in row["acts"] if act["type"] == "denied"]
                text = row.get("text") or texts[row["id"]]
                out.write(json.dumps({"id": row["id"], "source": source, "text": text, "denials": denials}, ensure_ascii=False) + "\n")


@torch.no_grad()
def figures(net, chosen):
    """Answers right, given and wanted."""
    found = np.zeros(3, int)
    for one in chosen:
        best, none = int(net([one])[0].argmax()), one.rows - 1
        wanted = not bool(one.right[none])
        found += [best != none and bool(one.right[best]), best != none, wanted]
    return found


def fit(args):
    questions = whom.Questions(args.rows)
    fold = [int(hashlib.sha256(one.id.encode()).hexdigest(), 16) % args.folds for one in questions.all]
    part = lambda keeps: [one for one, own in zip(questions.all, fold) if keeps(own)]
    right, given, wanted = sum(
        figures(whom.fit(questions, part(lambda own: own != number), args.passes, args.ridge), part(lambda own: own == number)) for number in range(args.folds)
    )
    print(f"{len(questions.all)} questions, {questions.hopeless} whose answer was not found; held out: P {right / given:.3f} of {given}, R {right / wanted:.3f} of {wanted}")
    weights = whom.weights(questions, whom.fit(questions, questions.all, args.passes, args.ridge))
    head = [
        "# Which claim a denial answers: what each feature is worth in each bucket, as log-odds. Made by models/recipe/answers.py, not by hand,",
        f"# on {len(questions.all)} questions of {len({one.id for one in questions.all})} articles. A bucket that is not there weighs nothing.",
    ]
    args.out.write_text("\n".join(head + whom.table(questions.head, weights)) + "\n", encoding="utf8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("gold")
    command.set_defaults(does=gold)
    for name in ("labels", "gold", "gmb", "out"):
        command.add_argument(f"--{name}", required=True, type=pathlib.Path)
    command = commands.add_parser("fit")
    command.set_defaults(does=fit)
    command.add_argument("rows", type=pathlib.Path)
    command.add_argument("--out", required=True, type=pathlib.Path)
    command.add_argument("--ridge", type=float, default=1e-3)
    command.add_argument("--passes", type=int, default=20)
    command.add_argument("--folds", type=int, default=10)
    args = parser.parse_args()
    args.does(args)


if __name__ == "__main__":
    main()
