#!/usr/bin/env python3
"""What `onrecord link` finds of variants that are planted among real articles.

PolNeAR's texts are read from ../shared and never copied into the project. Planted are ten articles reprinted under other names (some cut, some with
a lead of their own), thirty quotations altered (ten in those reprints, twenty in new articles around them) and twenty namesakes: somebody of one
article is given the full name of somebody else of another.

    eval/corpus/planted.py --onrecord target/debug/onrecord --work target/planted
"""

import argparse
import datetime
import json
import pathlib
import random
import re
import sqlite3
import subprocess

ARTICLES = 240
REPRINTS = 10
IN_REPRINTS = 10
IN_WRAPPERS = 20
NAMESAKES = 20
LEADS = [
    "It was one of those weeks in which nobody at the capital seemed to sleep, and the telephones rang until the small hours.",
    "Readers of this paper will have followed the matter from the start; here is what is known this evening.",
    "The story moved fast on Tuesday, faster than those who were in it would have liked.",
]
WRAPS = [
    "The hall in {town} was half full when {name} came in through the side door. {company} had been the talk of the evening before.\n\n“{words},” {last} said.\n\nRain kept most of the others away, and the doors closed at nine.",
    "{name} was back in {town} a day later, and so were the cameras. Most of the questions were about {company}.\n\n{last} would not be drawn on the details. “{words},” {last} said, and left by the stairs.",
    "A short note from {town}: {name}, asked once more about {company}, did not need long for an answer.\n\n“{words},” {last} told the room.",
]
TOWNS = ["Harlow Creek", "Dunmore", "Cold Spring", "Ashby", "Merrow", "Tilden", "Fairhope", "Linden"]


def articles(corpora):
    rows = []
    for part in ("dev", "train"):
        with open(corpora / f"polnear.{part}.jsonl", encoding="utf-8") as lines:
            rows += [json.loads(line) for line in lines]
    for row in rows[:ARTICLES]:
        outlet, day, slug = row["id"].split("/")[2].split("_", 2)
        yield {"id": row["id"], "url": f"https://www.{outlet}.example/{day}/{slug}", "published": day, "text": row["text"]}


def extract(onrecord, work, name, rows):
    """Records of some articles; those of an earlier run where the articles are the same."""
    source, target = work / f"{name}.jsonl", work / f"{name}.records.jsonl"
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    if not target.exists() or not source.exists() or source.read_text("utf-8") != text:
        source.write_text(text, "utf-8")
        subprocess.run([onrecord, "extract", source, "--output", target, "--restart", "--quiet"], check=True)
    with open(target, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def later(day, days):
    return str(datetime.date.fromisoformat(day) + datetime.timedelta(days))


def full(entity):
    return entity["type"] == "PER" and entity["named"] and re.fullmatch(r"[A-Z][a-z]+ [A-Z][a-z]+", entity["name"])


def quotations(record):
    """Direct quotations of people with a full name: speaker, words between the marks."""
    entities = {entity["id"]: entity for entity in record["entities"]}
    for act in record["relations"]:
        speaker = next((arg for arg in act["args"] if arg["role"] == "speaker"), None)
        content = next((arg for arg in act["args"] if arg["role"] == "content"), None)
        who = speaker and entities.get(speaker["entity"])
        if act["quote"] != "direct" or not content or not who or not full(who):
            continue
        found = re.match(r"“([^“”.?!]+)[,.]”", content["text"])
        words = found and found.group(1).split()
        if words and 9 <= len(words) <= 30 and record["text"].count(found.group(1)) == 1:
            yield who, found.group(1)


def altered(words, how):
    parts = words.split()
    if how == 0:  # cut at the end
        return " ".join(parts[: max(6, len(parts) * 2 // 3)])
    if how == 1:  # a word in the middle lost
        return " ".join(parts[: len(parts) // 2] + parts[len(parts) // 2 + 1 :])
    if how == 2:  # the beginning lost
        return " ".join(parts[2:])
    middle = len(parts) // 2  # words put in
    return " ".join(parts[:middle] + ["of", "course"] + parts[middle:])


def plant(records, random):
    """New articles, changed articles by id, and the key to both."""
    new, changed, key = [], {}, {"reprints": [], "quotations": [], "namesakes": []}
    quoting = [(record, list(quotations(record))) for record in records]
    quoting = [(record, found) for record, found in quoting if found]
    random.shuffle(quoting)
    row = lambda record: {"id": record["id"], "url": record["doc"]["url"], "published": record["doc"]["published"], "text": record["text"]}
    used = set()
    for number, (record, found) in enumerate(quoting[:REPRINTS]):
        who, words = found[0]
        how = number % 4
        text = record["text"].replace(words, altered(words, how))
        paragraphs = text.split("\n\n")
        if number % 3 == 0:
            paragraphs[0] = LEADS[number % len(LEADS)]
        if number % 3 == 1:  # cut to the half, with the paragraph of the quotation
            kept = {at for at, paragraph in enumerate(paragraphs) if altered(words, how) in paragraph}
            kept |= set(range(len(paragraphs) // 2))
            paragraphs = [paragraph for at, paragraph in enumerate(paragraphs) if at in kept]
        copy = {"id": f"reprint-{number}", "url": f"https://reprints.example/{number}", "published": later(record["doc"]["published"], 1), "text": "\n\n".join(paragraphs)}
        new.append(copy)
        used.add(record["id"])
        key["reprints"].append([record["id"], copy["id"]])
        key["quotations"].append([record["id"], words, copy["id"], altered(words, how)])
    for number, (record, found) in enumerate(quoting[REPRINTS : REPRINTS + IN_WRAPPERS]):
        who, words = found[-1]
        names = [entity["name"] for entity in record["entities"] if entity["named"] and entity["id"] != who["id"]]
        # What is told about in such a piece: the names that fewest other articles have.
        rare = sorted(set(names), key=lambda name: (sum(name in other["text"] for other in records), name))[:2]
        text = WRAPS[number % len(WRAPS)].format(
            name=who["name"], last=who["name"].split()[-1], words=altered(words, number % 4), town=TOWNS[number % len(TOWNS)], company=" and ".join(rare)
        )
        piece = {"id": f"wrapper-{number}", "url": f"https://wrappers.example/{number}", "published": later(record["doc"]["published"], 3), "text": text}
        new.append(piece)
        used.add(record["id"])
        key["quotations"].append([record["id"], words, piece["id"], altered(words, number % 4)])
    alone = {}
    for record in records:
        for entity in record["entities"]:
            if full(entity) and len(entity["mentions"]) >= 2 and sum(entity["name"].split()[-1] in other["text"] for other in records) == 1:
                alone.setdefault(record["id"], entity["name"])
    hosts = [record for record in records if record["id"] in alone and record["id"] not in used]
    random.shuffle(hosts)
    for giver, taker in zip(hosts[:NAMESAKES], hosts[NAMESAKES : 2 * NAMESAKES]):
        name, old = alone[giver["id"]], alone[taker["id"]]
        text = taker["text"].replace(old, name)
        text = re.sub(rf"\b{old.split()[-1]}\b", name.split()[-1], text)
        changed[taker["id"]] = row(taker) | {"text": text}
        key["namesakes"].append([name, giver["id"], taker["id"]])
    return new, changed, key


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--onrecord", default="target/release/onrecord")
    options.add_argument("--corpora", default="../shared/corpora/attribution", type=pathlib.Path)
    options.add_argument("--work", default="target/planted", type=pathlib.Path)
    options.add_argument("--seed", default=22, type=int)
    options = options.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    base = extract(options.onrecord, options.work, "base", articles(options.corpora))
    new, changed, key = plant(base, random.Random(options.seed))
    planted = extract(options.onrecord, options.work, "planted", new + list(changed.values()))
    by_id = {record["id"]: record for record in planted}
    records = [by_id.pop(record["id"], record) for record in base] + list(by_id.values())
    source = options.work / "all.jsonl"
    source.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), "utf-8")
    subprocess.run([options.onrecord, "link", source, "--output", options.work / "corpus"], check=True)
    score(sqlite3.connect(options.work / "corpus" / "corpus.sqlite"), key)


def score(db, key):
    story = dict(db.execute("select id, story from articles"))
    found = [pair for pair in key["reprints"] if story[pair[0]] is not None and story[pair[0]] == story[pair[1]]]
    print(f"reprints: {len(found)} of {len(key['reprints'])} found")
    for pair in key["reprints"]:
        if pair not in found:
            print("  missed", *pair)
    planted = {tuple(pair) for pair in key["reprints"]}
    for one, other in db.execute("select a.id, b.id from articles a join articles b on a.story = b.story and a.article < b.article order by 1, 2"):
        if (one, other) not in planted:
            print("  other reprint, to be read:", one, other)

    def acts(article, words):
        query = "select act, quotation from acts join articles using (article) where id = ? and replace(content, char(10), ' ') like ?"
        return db.execute(query, (article, f"%{words[:40]}%")).fetchall()

    together = drifted = 0
    for first, words, other, altered in key["quotations"]:
        one, two = acts(first, words), acts(other, altered)
        groups = {quotation for _, quotation in one if quotation} & {quotation for _, quotation in two if quotation}
        together += bool(groups)
        shown = any(db.execute("select 1 from drifts where act = ?", (act,)).fetchone() for act, _ in two)
        drifted += shown
        if not groups or not shown:
            print("  missed" if not groups else "  no drift", first, "|", other, "|", len(one), len(two), "|", altered)
    print(f"altered quotations: {together} of {len(key['quotations'])} found, {drifted} shown as drift")
    planted = {article for quotation in key["quotations"] for article in (quotation[0], quotation[2])}
    for words, ids in db.execute("select words, group_concat(distinct id) from quotations join acts using (quotation) join articles on articles.article = acts.article group by 1 order by 1"):
        if not set(ids.split(",")) <= planted:
            print("  other quotation, to be read:", ids, "|", words[:120])
    merged = 0
    for name, one, other in key["namesakes"]:
        query = "select actor from entities join articles using (article) where id = ? and name = ?"
        actors = [{actor for (actor,) in db.execute(query, (article, name))} for article in (one, other)]
        same = bool(actors[0] & actors[1])
        merged += same
        if same or not all(actors):
            print("  merged" if same else "  not seen as a name", name, one, other)
    print(f"namesakes: {merged} of {len(key['namesakes'])} falsely merged")
    split = db.execute("select name, count(*) from actors where named and type = 'PER' and name like '% %' group by name having count(*) > 1 order by 2 desc, 1").fetchall()
    print(f"full names with several persons: {len(split)}; most: {split[:8]}")


if __name__ == "__main__":
    main()
