"""Speed of this program and of its peers, in one interleaved run: python bench.py --help

Every round runs every engine once, one after the other, as a process of its own; figures are kept run by run. Engines
that are slow read a smaller share of the same text. Words are what white space parts, for all alike. Peers tell how
long they read, once their libraries and weights are there; this program is charged for its whole process less what it
takes from its start to the first record of one short article.
"""
import argparse
import json
import os
import pathlib
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
# Copies of the gold articles that make up the text, when no corpus is given.
COPIES = 6


def engines(args):
    """name → (command, share of the text, the process tells its own time, processes)."""
    onrecord = lambda *more: [args.onrecord, "extract", "--keep-boilerplate", "--progress", "off", *more]
    peer = lambda name, threads: [sys.executable, HERE / "peers.py", name, str(threads), args.model]
    found = {}
    for jobs in (1, 2):
        found[f"onrecord, names, {jobs}"] = (onrecord("--only", "entities", "--jobs", str(jobs)), 1, False, 1)
        found[f"onrecord, all, {jobs}"] = (onrecord("--jobs", str(jobs)), 1, False, 1)
        found[f"onrecord, reference engine, names, {jobs}"] = (
            onrecord("--only", "entities", "--engine", "reference", "--jobs", str(jobs)), 16, False, 1)
    for threads in (1, 2):
        found[f"stock candle, {threads}"] = ([args.candle, args.model], 16, True, 1)
        found[f"ONNX Runtime int8, {threads}"] = (peer("onnx-int8", threads), 1, True, 1)
        found[f"ONNX Runtime f32, {threads}"] = (peer("onnx-f32", threads), 8, True, 1)
        found[f"transformers f32, {threads}"] = (peer("transformers-float32", threads), 16, True, 1)
        found[f"transformers f32, text order, {threads}"] = (peer("transformers-float32-unsorted", threads), 16, True, 1)
        found[f"transformers bf16, {threads}"] = (peer("transformers-bfloat16", threads), 16, True, 1)
        found[f"spaCy small, {threads}"] = (peer("spacy", 1), 4, True, threads)
    return {name: row for name, row in found.items() if re.search(args.only, name)}


def texts(paths):
    found = []
    for path in paths:
        with open(path, encoding="utf8") as lines:
            found += [json.loads(line)["text"] for line in lines]
    return found


def write(path, articles):
    path.write_text("".join(json.dumps({"id": f"a{at}", "text": text}) + "\n" for at, text in enumerate(articles)), encoding="utf8")
    return sum(len(text.split()) for text in articles)


def watch(command, threads=None, first=False):
    """(seconds to the end or to the first line of output, peak memory in MB, processor seconds, what it said)."""
    environment = {name: value for name, value in os.environ.items() if name != "RAYON_NUM_THREADS"}
    if threads:
        environment["RAYON_NUM_THREADS"] = str(threads)
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, stderr=said, env=environment)
        line = process.stdout.readline()
        seconds = time.perf_counter() - start
        while process.stdout.read(1 << 20):
            pass
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = status
        if not first:
            seconds = time.perf_counter() - start
        said.seek(0)
        said = said.read().decode()
    if status != 0 or not line:
        sys.exit(f"{command}: status {status}\n{said}")
    return seconds, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime, said


def once(row, threads, files, words, one):
    """One run of an engine over its share of the text. Peers start alike with one thread and two."""
    command, share, tells, processes = row
    command = [*command, files[share]]
    if processes > 1:
        parts = [subprocess.Popen([*map(str, command), "--part", f"{part}/{processes}"], stdout=subprocess.DEVNULL,
                                  stderr=subprocess.PIPE) for part in range(1, processes + 1)]
        rate = memory = processor = 0
        for part in parts:
            said = part.stderr.read()
            _, status, usage = os.wait4(part.pid, 0)
            part.returncode = status
            told = json.loads(said.splitlines()[-1])
            rate += told["words"] / told["seconds"]
            memory += usage.ru_maxrss / 1024
            processor += usage.ru_utime + usage.ru_stime
        return {"words_per_second": rate, "memory_mb": memory, "processor_seconds": processor}
    run, threads = {}, threads if tells else None
    if threads in (None, 1):
        run["start_seconds"] = watch([*row[0], one], threads, first=True)[0]
    seconds, memory, processor, said = watch(command, threads)
    reading = json.loads(said.splitlines()[-1])["seconds"] if tells else seconds - run["start_seconds"]
    return {**run, "words_per_second": words[share] / reading, "memory_mb": memory, "processor_seconds": processor}


def machine():
    """The processor, without names of hosts or places."""
    told = {"cores": len(os.sched_getaffinity(0)), "python": platform.python_version(), "system": platform.system()}
    try:
        text = pathlib.Path("/proc/cpuinfo").read_text()
        find = lambda key: (re.search(rf"^{key}\s*:\s*(.*)$", text, re.M) or [None, ""])[1]
        told["processor"] = f"{find('model name')}, family {find('cpu family')}, model {find('model')}"
        wanted = ("avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_int8", "asimddp", "i8mm")
        told["features"] = [flag for flag in wanted if flag in find("flags").split() + find("Features").split()]
        told["memory_gb"] = round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
    except OSError:
        told["processor"] = platform.processor()
    return told


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--onrecord", required=True, help="the program")
    parser.add_argument("--candle", required=True, help="the program of stock_candle.rs")
    parser.add_argument("--model", required=True, help="what export.py and small.py wrote")
    parser.add_argument("--work", required=True, help="where text is put")
    parser.add_argument("--corpus", nargs="*", default=[], help="JSON lines with a text, in place of the gold articles")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="engines whose name matches this")
    parser.add_argument("--out", default=HERE / "results.json")
    args = parser.parse_args()
    work = pathlib.Path(args.work)
    gold = texts([HERE.parent / "gold" / "dev.jsonl", HERE.parent / "gold" / "test.jsonl"])
    given = [path for path in args.corpus if pathlib.Path(path).exists()]
    articles = texts(given) + gold if given else gold * COPIES
    files, words = {}, {}
    for share in (1, 4, 8, 16):
        files[share] = work / f"text-{share}.jsonl"
        words[share] = write(files[share], articles[::share])
    short = min(gold, key=len)
    write(work / "one.jsonl", [short])
    rows = engines(args)
    runs = {name: [] for name in rows}
    before = os.getloadavg()[0]
    for number in range(args.rounds):
        for name, row in rows.items():
            threads = int(name[-1])
            run = once(row, threads, files, words, work / "one.jsonl")
            runs[name].append({key: float(f"{value:.4g}") for key, value in run.items()})
            print(number, name, runs[name][-1], file=sys.stderr)
    version = subprocess.run([args.onrecord, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    pins = [line for line in (HERE / "requirements.txt").read_text().splitlines() if "==" in line]
    text = {"articles": len(articles), "words": words[1], "gold": len(gold), "corpus": [pathlib.Path(path).name for path in given]}
    shares = {name: row[1] for name, row in rows.items()}
    out = {"machine": machine(), "program": version, "peers": pins, "text": text, "share": shares, "load_before": before, "runs": runs}
    pathlib.Path(args.out).write_text(json.dumps(out, indent=1) + "\n")
    for name, found in runs.items():
        print(f"{name:40} {statistics.median(run['words_per_second'] for run in found):8.0f} words/s")


main()
