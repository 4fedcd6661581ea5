"""Reference values for the reader in the program: what the exported folder gives on sentences made up for it.

python reference.py --model DIR --out DIR
Writes OUT/reference.json (computed in f32 from the int8 weights) and OUT/words.json (word tokenisation alone). Offsets are in
Unicode code points. In reference.json, `sentences` lists the words of each sentence of one window; `entities` and `upos` are
log-probabilities, one row a word, without temperature; `arcs` are raw scores, per sentence, [word][head], head 0 the root;
`heads` are those of the best tree with one root, `labels` the relations chosen on its arcs.
"""
import argparse
import json
import pathlib

import torch

from data import Sentence, Window
from export import load
from model import collate
from reader import tree
from words import Pieces, sentences, words

TEXTS = [
    "Prime Minister Anna Keller told reporters in Brussels that the talks had failed.",
    "“We didn’t sign anything,” Mr. Okoro said. “The ministry can't confirm it.”",
    "KREMLIN DENIES REPORTS OF SECRET MEETING IN GENEVA",
    "BAKU, Sept. 21 (Interfax) — At least 14 people were injured, the U.S. Embassy reported.",
    "Łódź mayor Zoë Müller-Brandt wouldn't comment on €3.5bn loan 🚨 she'd promised voters.",
    "Neither the White House nor Downing Street has commented. Both had earlier called the claim “absurd”.",
    "The spokesman cannot say who fired first, but witnesses blamed AT&T's contractors.",
    "@newsdesk: Petrov denies it all! See https://example.org/live?id=7, or mail desk@example.org.",
    "According to the Foreign Ministry, Armenian and Azerbaijani officials will meet on 3 May at 10:30 a.m.",
    "police in kampala said they had no word of the missing journalist",
    "Asked about the raid, Gen. J. R. Adeyemi replied: 'We'll publish the findings -- soon...'",
    "Unaffordability-driven counterrevolutionaries in Ouagadougou demanded that Vodafone–Idea’s chief, Siobhán O’Rourke, resign.",
    "“Stop,” urged the bishop.",
]

STRINGS = [
    "Fargo.", "He left Fargo. She stayed.", "St. Louis vs. Fargo", "Dr.Smith met Mr. Jones Jr.", "the U.S.-led force", "U.N.", "e.g. this, i.e. that",
    "So did I.", "J. R. R. Hale", "Vitamin C. It helps.", "AT&T and B&B's", "R&D&X", "can't won’t ain't DON'T", "cannot Cannot CANNOT cannots",
    "they're we've I'll he'd I'm", "the boys' toys", "O'Brien’s, D'Arcy", "rock 'n' roll", "n't", "'s", "’Tis the season", "it's'nt",
    "10:30 p.m.", "1,000.50, 3.", "21st 1990s 5km 5 km", "€3.5bn -2.5%", "F-16s and 3-year-olds", "A320neo B2B", "wait... what....", "well--no---yes - - —",
    "https://example.org/a_(b)?c=d#e.", "(www.example.org)", "“http://example.org”", "desk.one+two@mail.example.co.uk, ok", "@who_1 #Tag2022! # @",
    "naïve café résumé e\u0301tude", "Łukasz Żółć; Μαρία Иванов", "東京 said no", "👍🏽 ok 🇫🇷", "snake_case __x__", "a/b and/or 24/7", "Sept. 3, Sep. 4, May 5.",
    "Inc. Corp. Ltd. Co.", "No. 10\tDowning\n Street", "[sic] {x} <y>", "``quoted'' text", "$5m£6m", "don't've y'all'd", "İstanbul'da ǅ ª", "x\u00a0y\u200bz",
]


def rounded(t):
    return [[round(float(x), 5) for x in row] for row in t]


def example(model, pieces, text):
    sents = sentences(text)
    w = Window([Sentence([text[a:b] for a, b in s]) for s in sents], pieces)
    out = {"text": text, "sentences": sents, "pieces": w.ids.tolist(), "case": w.case.tolist(), "first": w.first.tolist()}
    with torch.inference_mode():
        x = model.encode(collate([w]))
        out["entities"] = rounded(model.classifier(x).log_softmax(-1))
        out["upos"] = rounded(model.upos(x).log_softmax(-1))
        out["arcs"], out["heads"], out["labels"], at = [], [], [], 0
        for s in sents:
            xs = x[at:at + len(s)]
            at += len(s)
            arcs = model.arcs(xs)
            heads = tree(arcs.numpy())
            dep, head = model.label_parts(xs)
            labels = model.labels(dep, head[torch.from_numpy(heads)]).argmax(-1)
            out["arcs"].append(rounded(arcs))
            out["heads"].append(heads.tolist())
            out["labels"].append([model.relations[i] for i in labels])
    return out


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--model", help="folder; without it only words.json is written")
    a.add_argument("--out", required=True)
    a = a.parse_args()
    out = pathlib.Path(a.out)
    out.mkdir(parents=True, exist_ok=True)
    dump = lambda x: json.dumps(x, ensure_ascii=False, separators=(",", ":"))
    (out / "words.json").write_text("[\n" + ",\n".join(dump({"text": t, "words": [t[s:e] for s, e in words(t)], "spans": words(t)})
                                                       for t in STRINGS) + "\n]\n", encoding="utf8")
    if a.model:
        torch.set_num_threads(1)
        model, pieces = load(a.model), Pieces(pathlib.Path(a.model) / "tokenizer.json")
        (out / "reference.json").write_text("[\n" + ",\n".join(dump(example(model, pieces, t)) for t in TEXTS) + "\n]\n", encoding="utf8")


if __name__ == "__main__":
    main()
