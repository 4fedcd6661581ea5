"""Puts titles, affiliation, country, sector, time with its value, place, medium and answers of the labels here into the gold articles of the same names.

python carry.py            # in this folder; writes ../gold/{dev,acts,test,acts_test}.jsonl, and says how many of each there are

What a file's labels never say (country and sector in `acts`) was not labelled there, and gets no key. So does an affiliation to a person: only bodies
and places are affiliations. A title is put where its words stand nearest to a name of its bearer.
"""
import collections
import json
import pathlib
import re

HERE = pathlib.Path(__file__).parent
CIRCUMSTANCES = ("time", "place", "medium")


def titles(text, entity):
    """The spans of an entity's titles."""
    spots = [start for start, _, kind in entity["mentions"] if kind == "name"] or [0]
    for title in entity["titles"]:
        places = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(title)}(?!\w)", text)]
        start, end = min(places, key=lambda span: min(abs(span[0] - spot) for spot in spots))
        yield {"start": start, "end": end, "text": title}


def carry(gold, labels, labelled):
    if "published" in labels:
        gold["doc"] = {"published": labels["published"]}
    where = {(m["entity"], m["start"], m["end"]) for m in gold["mentions"]} | {(a["entity"], *s) for r in gold["relations"] for a in r["args"] for s in a["spans"]}
    own = []
    for label in labels["entities"]:
        same = [e for e in gold["entities"] if (e["name"], e.get("named", True)) == (label["name"], label["named"]) and e not in own]
        own.append(max(same, key=lambda e: sum((e["id"], start, end) in where for start, end, _ in label["mentions"])))
    ids = [entity["id"] for entity in own]
    for entity, label in zip(own, labels["entities"], strict=True):
        if label["type"] == "PER" and label["named"]:
            entity["titles"] = list(titles(gold["text"], label))
        to = label["affiliation"]
        if label["type"] in ("PER", "ORG") and (to is None or labels["entities"][to]["type"] in ("ORG", "LOC")):
            entity["affiliation"] = None if to is None else ids[to]
        for key in ("country", "sector"):
            if key in labelled:
                entity[key] = label[key]
    acts = {(act["cue"]["start"], act["cue"]["end"], act["type"]): act for act in gold["relations"]}
    for label in labels["acts"]:
        act = acts[(*label["cue"], label["type"])]
        act["args"] = [arg for arg in act["args"] if arg["role"] not in CIRCUMSTANCES]
        for arg in label["args"]:
            if arg["role"] in CIRCUMSTANCES:
                (start, _), (_, end) = arg["spans"][0], arg["spans"][-1]
                words = " ".join(gold["text"][a:b] for a, b in arg["spans"])
                own = {"role": arg["role"], "entity": None, "start": start, "end": end, "text": words, "spans": arg["spans"], "metonym": False}
                act["args"].append(own | ({"value": arg["value"]} if "value" in arg else {}))
        to = label.get("answers")
        act["answers"] = None if to is None else acts[(*labels["acts"][to]["cue"], labels["acts"][to]["type"])]["id"]


def main():
    for name in ("dev", "acts", "test", "acts_test"):
        labels = {row["id"]: row for row in map(json.loads, open(HERE / f"{name}.jsonl", encoding="utf8"))}
        entities = [entity for row in labels.values() for entity in row["entities"]]
        labelled = {key for key in ("country", "sector") if any(entity[key] for entity in entities)}
        path = HERE.parent / "gold" / f"{name}.jsonl"
        gold = [json.loads(line) for line in open(path, encoding="utf8")]
        count = collections.Counter()
        for article in gold:
            carry(article, labels[article["id"]], labelled)
            for entity in article["entities"]:
                count["titles"] += len(entity.get("titles", []))
                count.update(key for key in ("affiliation", "country", "sector") if entity.get(key))
            count.update(arg["role"] for act in article["relations"] for arg in act["args"] if arg["role"] in CIRCUMSTANCES)
        path.write_text("".join(json.dumps(article, ensure_ascii=False) + "\n" for article in gold), encoding="utf8")
        print(name, dict(count))


if __name__ == "__main__":
    main()
