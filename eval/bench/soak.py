"""A long run, cut off five times: python soak.py --onrecord PROGRAM --work FOLDER [--articles 1000000]

Writes that many short articles, poison among them, reads them once without a break and once killed (SIGKILL) at five moments and gone on
with, and compares what came out: the same bytes, no article lost or twice, memory flat. Writes soak.json.
"""
import argparse
import hashlib
import json
import os
import pathlib
import random
import signal
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).parent
KILLS = 5
TEXTS = (
    "{one} denied it.",
    "“No,” {one} said.",
    "{one} urged {two} to leave.",
    "{two} thanked {one} in {place}.",
    "{one} left {place} on Monday.",
    "{one} told {two} it was late.",
)
FIRST = "Ana Bruno Chidi Dilara Emre Farida Goran Hanna Ivo Jelena Kofi Leyla Marek Nadia Oluwaseun Petra Rashid Sofia Tomasz Yusuf".split()
LAST = "Adeyemi Bakirov Costa Demir Eriksen Ferrari Gomes Horvat Ivanova Jansen Kovac Lindqvist Mensah Novak Okafor Petrov Quispe Rossi Sato Tanaka".split()
PLACES = "Arnes Bolvik Carrada Dunmere Estoral Fallowby Gradina Hollmark Isola Jarvik".split()
# What may stand in a line of a big file, and must cost itself alone. Named, for the count.
POISON = {
    "not_json": lambda at: b"<html>no line of ours</html>\n",
    "no_text": lambda at: json.dumps({"id": f"p{at}", "title": "Nothing below"}).encode() + b"\n",
    "empty": lambda at: json.dumps({"id": f"p{at}", "text": " "}).encode() + b"\n",
    "cut": lambda at: b'{"id": "p%d", "text": "The mayor sa\n' % at,
    "bytes": lambda at: b'{"id": "p%d", "text": "The mayor \xff\xfe said so."}\n' % at,
    "surrogate": lambda at: b'{"id": "p%d", "text": "The mayor said \\ud83d so."}\n' % at,
    "one_word": lambda at: json.dumps({"id": f"p{at}", "text": "a" * 50_000}).encode() + b"\n",
}


def articles(count):
    """Lines of JSON; one in a thousand is poison."""
    rng = random.Random(7)
    name = lambda: f"{rng.choice(FIRST)} {rng.choice(LAST)}"
    kinds = list(POISON.values())
    for at in range(count):
        if at % 1000 == 500:
            yield kinds[at // 1000 % len(kinds)](at)
        else:
            text = rng.choice(TEXTS).format(one=name(), two=name(), place=rng.choice(PLACES))
            yield json.dumps({"id": f"a{at}", "text": text}, ensure_ascii=False).encode() + b"\n"


class Run:
    """One process of the program, its memory watched."""

    def __init__(self, command, log):
        self.memory, self.log = [], log
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=log)

    def resident(self):
        """MB, or None where the process is gone."""
        try:
            fields = pathlib.Path(f"/proc/{self.process.pid}/statm").read_text().split()
            return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
        except (OSError, IndexError):
            return None

    def until(self, enough):
        """Waits for the end, or until `enough()`. True at the end."""
        while self.process.poll() is None:
            found = self.resident()
            if found:
                self.memory.append(found)
            if enough():
                return False
            time.sleep(0.5)
        return True


def sha256(path):
    with open(path, "rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()


def checked(path, count):
    """Status and number of records; every article once and in order."""
    statuses = {}
    with open(path, "rb") as f:
        for at, line in enumerate(f):
            record = json.loads(line)
            assert record["id"] in (f"a{at}", f"p{at}", f"articles:{at + 1}"), (at, record["id"])
            status = record["doc"]["status"]
            statuses[status] = statuses.get(status, 0) + 1
    assert sum(statuses.values()) == count, statuses
    return statuses


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--onrecord", required=True, type=pathlib.Path)
    parser.add_argument("--work", required=True, type=pathlib.Path)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--out", default=HERE / "soak.json", type=pathlib.Path)
    args = parser.parse_args()
    work = args.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    given, whole, cut = work / "articles.jsonl", work / "whole.jsonl", work / "cut.jsonl"
    with open(given, "wb") as f:
        f.writelines(articles(args.articles))
    for old in work.glob("cut.jsonl*"):
        old.unlink()
    command = lambda out, *more: [args.onrecord.resolve(), "extract", given, "--jobs", "2", "--progress", "off", "--output", out, *more]
    with open(work / "log", "wb") as log:
        began = time.perf_counter()
        run = Run(command(whole), log)
        run.until(lambda: False)
        seconds = time.perf_counter() - began
        # Some articles are poison: the run must end with 3, and say so.
        assert run.process.returncode == 3, run.process.returncode
        print(f"whole: {seconds:.0f} s", file=sys.stderr)
        size, part, more, kept = whole.stat().st_size, cut.with_name("cut.jsonl.part"), [], []
        rng = random.Random(11)
        places = sorted(rng.uniform(0.05, 0.95) * size for _ in range(KILLS))
        began = time.perf_counter()
        for place in places:
            killed = Run(command(cut, *more), log)
            if killed.until(lambda: part.exists() and part.stat().st_size >= place):
                sys.exit(f"ended with {killed.process.returncode} before it could be killed: {work / 'log'}")
            killed.process.send_signal(signal.SIGKILL)
            killed.process.wait()
            kept.append(part.stat().st_size)
            more = ["--resume"]
            print(f"killed at {kept[-1]:,} of {size:,} bytes", file=sys.stderr)
        last = Run(command(cut, *more), log)
        last.until(lambda: False)
        assert last.process.returncode == 3, last.process.returncode
    late = run.memory[len(run.memory) // 4:]
    found = {
        "articles": args.articles, "seconds": round(seconds), "seconds_with_kills": round(time.perf_counter() - began),
        "killed_at_bytes": kept, "same_bytes": sha256(whole) == sha256(cut), "statuses": checked(whole, args.articles),
        "left_beside": sorted(path.name for path in work.glob("cut.jsonl?*")),
        "peak_mb": round(max(run.memory)), "mb_after_a_quarter": round(statistics.mean(late[:20])), "mb_at_the_end": round(statistics.mean(late[-20:])),
    }
    args.out.write_text(json.dumps(found, indent=1) + "\n")
    print(json.dumps(found, indent=1))
    sys.exit(not found["same_bytes"] or bool(found["left_beside"]))


if __name__ == "__main__":
    main()
