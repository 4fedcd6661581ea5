#!/usr/bin/env python3
"""How long `onrecord link` takes, and searches in what it makes.

Records are repeated: each copy is a world of its own, in which every longer word, names among them, is another word of the same length, so that offsets
hold, and in which the reprints, quotations and denials of the first are there again. Then searches are timed, as a page would ask them.

    eval/corpus/million.py --onrecord target/release/onrecord --records target/demo.jsonl --relations 1000000 --work target/million
"""

import argparse
import datetime
import json
import os
import pathlib
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import time

WORD = re.compile(r"[A-Za-z]{4,}")


def vocabulary(records):
    lengths = {}
    for record in records:
        for word in WORD.findall(record["text"] or ""):
            lengths.setdefault(len(word), set()).add(word.lower())
    return {length: sorted(words) for length, words in lengths.items()}


def world(copy, words):
    """Another word for each, the same throughout a copy. Names get letters of their own: as many persons as there are in the world."""
    chosen = {}

    def other(match):
        word = match.group()
        lower = word.lower()
        if lower not in chosen:
            own = random.Random(f"{copy} {lower}")
            if word[0].isupper():
                chosen[lower] = "".join(own.choice("aeiou" if letter in "aeiou" else "bcdfghjklmnprstvz") for letter in lower)
            else:
                chosen[lower] = own.choice(words[len(lower)]) if own.random() < 0.6 else lower
        new = chosen[lower]
        return new.upper() if word.isupper() else new.capitalize() if word[0].isupper() else new

    return lambda text: WORD.sub(other, text)


def cut(text, span):
    return text[span["start"] : span["end"]]


def copied(record, copy, change):
    record = json.loads(record)
    text = record["text"] = change(record["text"])
    record["id"] = f"{record['id']}-{copy}"
    doc = record["doc"]
    doc["url"] = doc["url"] and f"{doc['url']}?{copy}"
    doc["title"] = doc["title"] and change(doc["title"])
    doc["published"] = str(datetime.date.fromisoformat(doc["published"][:10]) + datetime.timedelta(copy % 1000))
    for mention in record["mentions"]:
        mention["text"] = cut(text, mention)
    for entity in record["entities"]:
        entity["name"] = change(entity["name"])
        entity["aliases"] = [change(alias) for alias in entity["aliases"]]
    for act in record["relations"]:
        act["cue"]["text"] = cut(text, act["cue"])
        for arg in act["args"]:
            arg["text"] = " ".join(text[start:end] for start, end in arg["spans"])
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def write(lines, relations, out):
    """Copies until there are so many relations; gives how many there are, of how many articles."""
    records = [json.loads(line) for line in lines]
    lines = [line for line, record in zip(lines, records) if record["text"] and record["doc"]["published"]]
    words = vocabulary(records)
    count = articles = copy = 0
    while count < relations:
        change = world(copy, words)
        for line in lines:
            new = copied(line, copy, change)
            out.write(new + "\n")
            articles += 1
            count += new.count('"rule":')
        copy += 1
    return count, articles


SEARCHES = {
    "articles by two words": "select a.article, a.title, snippet(articles_fts, 1, '', '', '…', 12) from articles_fts join articles a on a.article = articles_fts.rowid where articles_fts match :word || ' ' || :next order by rank limit 20",
    "acts by a word, newest first": "select a.act, a.content, a.day from acts_fts join acts a on a.act = acts_fts.rowid where acts_fts match :word order by a.day desc limit 20",
    "acts by a word and type": "select a.act, a.content from acts_fts join acts a on a.act = acts_fts.rowid where acts_fts match :word and a.type = 'denied' order by rank limit 20",
    "actors by the beginning of a name": "select actor, name, acts from actors_fts join actors on actor = actors_fts.rowid where actors_fts match :prefix || '*' order by acts desc limit 10",
    "acts of an actor": "select act, day, type, content from acts where speaker = :actor order by day desc limit 50",
    "whom an actor meets": "select g.actor, count(*) from acts a join args g on g.act = a.act where a.speaker = :actor and g.actor <> :actor group by 1 order by 2 desc limit 20",
    "quotations of an actor that drifted": "select d.* from quotations q join drifts d using (quotation) where q.speaker = :actor",
    "acts of a type on some days": "select act, content from acts where type = 'accused' and day between :day and date(:day, '+7 days') order by day limit 50",
    "an article with its acts and arguments": "select a.act, g.role, g.text from acts a join args g using (act) where a.article = :article",
}


def search(path):
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    chance = random.Random(22)
    (articles,), (actors,) = db.execute("select max(article) from articles").fetchone(), db.execute("select max(actor) from actors").fetchone()
    speakers = [actor for (actor,) in db.execute("select actor from actors where named and acts > 2 and actor % 7 = 0 limit 5000")]
    for name, sql in SEARCHES.items():
        times = []
        for _ in range(200):
            article = chance.randint(1, articles)
            text, day = db.execute("select text, day from articles where article = ?", (article,)).fetchone()
            words = WORD.findall(text)
            at = chance.randrange(len(words) - 1)
            values = {"word": words[at], "next": words[at + 1], "prefix": words[at][:3], "actor": chance.choice(speakers), "day": day, "article": article}
            begin = time.perf_counter()
            db.execute(sql, {key: value for key, value in values.items() if f":{key}" in sql}).fetchall()
            times.append((time.perf_counter() - begin) * 1000)
        cuts = statistics.quantiles(times, n=20)
        print(f"{name}: median {statistics.median(times):.1f} ms, 95th percentile {cuts[18]:.1f} ms, most {max(times):.1f} ms")


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--onrecord", default="target/release/onrecord")
    options.add_argument("--records", default="target/demo.jsonl", type=pathlib.Path)
    options.add_argument("--relations", default=1_000_000, type=int)
    options.add_argument("--work", default="target/million", type=pathlib.Path)
    options = options.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    source, target = options.work / "records.jsonl", options.work / "corpus"
    with open(options.records, encoding="utf-8") as lines, open(source, "w", encoding="utf-8") as out:
        relations, articles = write(lines.read().splitlines(), options.relations, out)
    print(f"{relations} relations of {articles} articles, {source.stat().st_size / 1e6:.0f} MB of records")
    begin = time.perf_counter()
    process = subprocess.Popen([options.onrecord, "link", source, "--output", target, "--progress", "bar"])
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    if status:
        sys.exit(f"link ended with {status}")
    size = (target / "corpus.sqlite").stat().st_size
    print(f"linked in {seconds:.0f} s, {relations / seconds:.0f} relations a second, peak memory {used.ru_maxrss / 1024:.0f} MB, database {size / 1e6:.0f} MB")
    search(target / "corpus.sqlite")


if __name__ == "__main__":
    main()
