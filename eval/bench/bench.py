"""Speed of this program and of its peers, in one interleaved run: python bench.py --help

Every round runs every engine (engines.py) once with one thread and once with two, one after the other, as a process of its
own; figures are kept run by run. Engines that are slow read a smaller share of the same text. Words are what white space
parts, for all alike. Peers tell how long they read, once their libraries and weights are there and one short article is
read; this program is charged for its whole process less what it takes from its start to the first record of that article.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import threading
import time

from engines import HERE, Places, chosen
from machine import machine

# Copies of the gold articles that make up the text, when no corpus is given.
COPIES = 6


def texts(paths):
    found = []
    for path in paths:
        with open(path, encoding="utf8") as lines:
            found += [json.loads(line)["text"] for line in lines]
    return found


def write(path, articles):
    path.write_text("".join(json.dumps({"id": f"a{at}", "text": text}) + "\n" for at, text in enumerate(articles)), encoding="utf8")
    return sum(len(text.split()) for text in articles)


class Run:
    """A process: seconds to its first line of output and to its end, peak memory in MB, processor seconds, what it said."""

    def __init__(self, command, threads):
        environment = {**os.environ, "RAYON_NUM_THREADS": str(threads)}
        self.command, self.said, self.begun = [*map(str, command)], tempfile.TemporaryFile(), time.perf_counter()
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=self.said, env=environment)
        # Read beside the others, so that nobody waits for a full pipe.
        self.reading = threading.Thread(target=self.read)
        self.reading.start()

    def read(self):
        self.line = self.process.stdout.readline()
        self.first = time.perf_counter() - self.begun
        while self.process.stdout.read(1 << 20):
            pass

    def end(self):
        self.reading.join()
        _, status, usage = os.wait4(self.process.pid, 0)
        self.seconds = time.perf_counter() - self.begun
        self.process.returncode = os.waitstatus_to_exitcode(status)
        self.memory, self.processor = usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime
        self.said.seek(0)
        said = self.said.read().decode()
        if self.process.returncode or not self.line:
            sys.exit(f"{self.command}: status {self.process.returncode}\n{said}")
        self.last = said.splitlines()[-1] if said else ""
        return self


def once(engine, threads, at, text, words, short):
    """One run of an engine over its share of the text."""
    command = engine.command(at, threads)
    if engine.ours:
        start, run = (Run([*command, file], threads).end() for file in (short, text))
        return {"start_seconds": start.first, "words_per_second": words / (run.seconds - start.first), "memory_mb": run.memory,
                "processor_seconds": run.processor}
    parts = threads if engine.parts else 1
    runs = [Run([*command, short, text, "--part", f"{part}/{parts}"] if parts > 1 else [*command, short, text], threads)
            for part in range(1, parts + 1)]
    told = [json.loads(run.end().last) for run in runs]
    return {"start_seconds": max(run.first for run in runs), "words_per_second": sum(one["words"] / one["seconds"] for one in told),
            "memory_mb": sum(run.memory for run in runs), "processor_seconds": sum(run.processor for run in runs)}


def versions():
    """Of every peer, as pinned."""
    pins = [line for name in ("requirements.txt", "spacy.txt") for line in (HERE / name).read_text().splitlines() if "==" in line]
    packages = json.loads((HERE / "compromise" / "package.json").read_text())["dependencies"]
    node = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    return [*pins, *(f"{name}@{version}" for name, version in packages.items()), f"node {node}"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--onrecord", required=True, help="the program")
    parser.add_argument("--candle", required=True, help="the program of stock_candle.rs")
    parser.add_argument("--work", required=True, type=pathlib.Path, help="environments and weights; text is put there")
    parser.add_argument("--corpus", nargs="*", default=[], help="JSON lines with a text, in place of the gold articles")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--articles", type=int, help="no more than so many")
    parser.add_argument("--only", default="", help="engines whose name matches this")
    parser.add_argument("--out", default=HERE / "results.json", type=pathlib.Path)
    args = parser.parse_args()
    begun = time.perf_counter()
    at = Places(args.onrecord, args.candle, args.work)
    gold = texts([HERE.parent / "gold" / "dev.jsonl", HERE.parent / "gold" / "test.jsonl"])
    given = [path for path in args.corpus if pathlib.Path(path).exists()]
    articles = (texts(given) + gold if given else gold * COPIES)[:args.articles]
    engines = chosen(args.only)
    files, words = {}, {}
    for share in {engine.share for engine in engines}:
        files[share] = at.work / f"text-{share}.jsonl"
        words[share] = write(files[share], articles[::share])
    short = at.work / "one.jsonl"
    write(short, [min(gold, key=len)])
    runs = {f"{engine.name}, {threads}": [] for threads in (1, 2) for engine in engines}
    before = os.getloadavg()[0]
    for number in range(args.rounds):
        for threads in (1, 2):
            for engine in engines:
                run = once(engine, threads, at, files[engine.share], words[engine.share], short)
                found = runs[f"{engine.name}, {threads}"]
                found.append({key: float(f"{value:.4g}") for key, value in run.items()})
                print(number, engine.name, threads, found[-1], file=sys.stderr)
    version = subprocess.run([args.onrecord, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    out = {"machine": machine(), "program": version, "peers": versions(),
           "text": {"articles": len(articles), "words": sum(len(text.split()) for text in articles), "gold": len(gold),
                    "corpus": [pathlib.Path(path).name for path in given]},
           "share": {engine.name: engine.share for engine in engines}, "load_before": before,
           "minutes": round((time.perf_counter() - begun) / 60, 1), "runs": runs}
    args.out.write_text(json.dumps(out, indent=1) + "\n")
    for name, found in runs.items():
        print(f"{name:40} {statistics.median(run['words_per_second'] for run in found):8.0f} words/s")


main()
