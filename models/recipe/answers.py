"""Which claim a denial answers: the program computes the features, this fits what each of them is worth.

python answers.py gold --labels ../../eval/labels --gold ../../eval/gold --gmb gmb_fixed.all.conll.gz --out gold.jsonl   # the articles to learn from, in one form
cargo run --release --example answers_lessons -- gold.jsonl > rows.jsonl                                                # the program's rows for them
python answers.py fit rows.jsonl --out ../../src/relation/answers/weights.toml                                          # seconds

`gold` takes the own labels, never their test parts. A line an article: `id`, `source`, `text` and `denials`, each its cue and that of the claim
that it answers as half-open code points, null where it answers none. `fit` is that of whom.py: the rows of a denial, one a claim and last that of none, share a softmax;
before it, articles in folds tell what weights make of those that they were not fitted on.
"""
import argparse
import json
import pathlib

import numpy as np

import whom


def gold(args):
    texts = whom.texts(args)
    with open(args.out, "w", encoding="utf8") as out:
        for source in whom.OWN:
            rows = whom.lines(args.labels / f"{source}.jsonl")
            for row in rows:
                cues = [act["cue"] for act in row["acts"]]
                denials = [(act["cue"], None if act.get("answers") is None else cues[act["answers"]]) for act in row["acts"] if act["type"] == "denied"]
                text = row.get("text") or texts[row["id"]]
                out.write(json.dumps({"id": row["id"], "source": source, "text": text, "denials": denials}, ensure_ascii=False) + "\n")


def figures(queries, weights, which):
    """Answers given, right and wanted: precision and recall."""
    _, shares = queries.softmax(whom.sums(np.append(weights[queries.cell], 0), queries.length))
    ends = queries.first + queries.size
    given = wanted = right = 0
    for number in np.flatnonzero(which):
        own = slice(queries.first[number], ends[number])
        best, none = int(shares[own].argmax()), queries.size[number] - 1
        is_right = queries.right[own]
        given += best != none
        wanted += not is_right[none]
        right += best != none and is_right[best]
    return np.array([right, given, wanted])


def fit(args):
    queries = whom.Queries(args.rows)
    fold = np.array([int(whom.hashlib.sha256(told[0].encode()).hexdigest(), 16) % args.folds for told in queries.told])
    found = sum(figures(queries, whom.fit(queries, np.where(fold == number, 0, queries.weight), args.prior), fold == number) for number in range(args.folds))
    right, given, wanted = found
    print(f"{len(queries.told)} questions, {queries.hopeless} whose answer was not found; held out: P {right / given:.3f} of {given}, R {right / wanted:.3f} of {wanted}")
    weights = whom.fit(queries, queries.weight, args.prior)
    articles = len({told[:2] for told in queries.told})
    head = [
        "# Which claim a denial answers: what each feature is worth in each bucket, as log-odds. Made by models/recipe/answers.py, not by hand,",
        f"# on {len(queries.told)} questions of {articles} articles. A bucket that is not there weighs nothing.",
    ]
    args.out.write_text("\n".join(head + whom.table(queries, weights)) + "\n", encoding="utf8")


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
    command.add_argument("--prior", type=float, default=4.0)
    command.add_argument("--folds", type=int, default=10)
    args = parser.parse_args()
    args.does(args)


if __name__ == "__main__":
    main()
