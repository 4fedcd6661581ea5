"""How this program's time and memory grow: python scaling.py --onrecord PROGRAM --work FOLDER

Writes scaling.json: words a second by number of jobs, time against the length of an article, and memory over the run
against the number of articles.
"""
import argparse
import json
import os
import pathlib
import random
import re
import statistics
import subprocess
import sys
import time

from machine import machine

HERE = pathlib.Path(__file__).parent
LENGTHS = [10, 100, 1_000, 10_000, 50_000, 200_000]
COUNTS = [100, 10_000, 200_000]
# Words read for a length, where one article has fewer.
ENOUGH = 40_000


def gold():
    found = []
    for part in ("dev", "test"):
        with open(HERE.parent / "gold" / f"{part}.jsonl", encoding="utf8") as lines:
            found += [json.loads(line)["text"] for line in lines]
    return found


def paragraphs(words):
    """Text of so many words, over and over the gold's paragraphs."""
    found, count = [], 0
    while True:
        for text in gold():
            for paragraph in filter(str.strip, text.split("\n")):
                part = paragraph.split()[:words - count]
                found.append(" ".join(part))
                count += len(part)
                if count == words:
                    return "\n\n".join(found)


def write(path, texts):
    with open(path, "w", encoding="utf8") as out:
        out.writelines(json.dumps({"id": f"a{at}", "text": text}) + "\n" for at, text in enumerate(texts))


def timed(args, path, jobs=1):
    command = [args.onrecord, "extract", "--keep-boilerplate", "--progress", "off", "--lang", "any", "--max-chars", "100000000",
               "--jobs", str(jobs), path]
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    assert status == 0, status
    return {"seconds": time.perf_counter() - start, "processor_seconds": usage.ru_utime + usage.ru_stime,
            "memory_mb": usage.ru_maxrss / 1024}


def jobs(args):
    path = args.work / "jobs.jsonl"
    texts = gold() * 4
    write(path, texts)
    words = sum(len(text.split()) for text in texts)
    rows = {1: [], 2: []}
    for _ in range(args.rounds):
        for number, found in rows.items():
            found.append(words / timed(args, path, number)["seconds"])
    return [{"jobs": number, "words_per_second": [round(rate) for rate in found]} for number, found in rows.items()]


def lengths(args):
    """Start-up is taken off: what an article of one word takes."""
    path = args.work / "length.jsonl"
    write(path, ["Rain."])
    start = statistics.median(timed(args, path)["processor_seconds"] for _ in range(5))
    rows = []
    for length in LENGTHS:
        copies = max(1, ENOUGH // length)
        write(path, [paragraphs(length)] * copies)
        runs = [timed(args, path) for _ in range(3)]
        micros = [(run["processor_seconds"] - start) / (length * copies) * 1e6 for run in runs]
        rows.append({"words": length, "articles": copies, "microseconds_per_word": [float(f"{m:.4g}") for m in micros],
                     "memory_mb": round(max(run["memory_mb"] for run in runs))})
        print(rows[-1], file=sys.stderr)
    return rows


def memory(args):
    """Resident memory as records come out."""
    rng = random.Random(1)
    words = " ".join(gold()).split()
    rows = []
    for count in COUNTS:
        path = args.work / "short.jsonl"
        starts = (rng.randrange(len(words) - 30) for _ in range(count))
        write(path, (" ".join(words[start:start + rng.randint(14, 26)]) for start in starts))
        command = [args.onrecord, "extract", "--progress", "off", "--lang", "any", "--jobs", "2", path]
        process = subprocess.Popen(command, stdout=subprocess.PIPE)
        status = pathlib.Path(f"/proc/{process.pid}/status")
        every, samples = max(1, count // 40), []
        start = time.perf_counter()
        for number, _ in enumerate(process.stdout, 1):
            if number % every == 0 and number < count:
                samples.append((number, int(re.search(r"VmRSS:\s+(\d+)", status.read_text())[1]) / 1024))
        _, code, usage = os.wait4(process.pid, 0)
        process.returncode = code
        assert code == 0 and number == count, (code, number)
        row = {"articles": count, "peak_mb": round(usage.ru_maxrss / 1024, 1), "seconds": round(time.perf_counter() - start, 1),
               "resident_mb": [[at, round(mb, 1)] for at, mb in samples]}
        late = [(at, mb) for at, mb in samples if at >= 5_000]
        if len(late) > 4:
            row["mb_per_10000_articles_after_5000"] = round(statistics.linear_regression(*zip(*late)).slope * 10_000, 3)
        rows.append(row)
        print({key: value for key, value in row.items() if key != "resident_mb"}, file=sys.stderr)
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--onrecord", required=True)
    parser.add_argument("--work", required=True, type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", choices=["jobs", "lengths", "memory"])
    parser.add_argument("--out", default=HERE / "scaling.json", type=pathlib.Path)
    args = parser.parse_args()
    found = json.loads(args.out.read_text()) if args.only and args.out.exists() else {}
    if found.get("machine", machine()) != machine():
        sys.exit(f"{args.out}: taken on another machine; measure all parts, without --only")
    found["machine"] = machine()
    for part in (jobs, lengths, memory):
        if args.only in (None, part.__name__):
            found[part.__name__] = part(args)
    args.out.write_text(json.dumps(found, indent=1) + "\n")


main()
