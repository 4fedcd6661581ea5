"""All stages in order, from base weights to the measured folder; stages that do not need each other run side by side.

python stages.py --corpora DIR --text DIR --work DIR --out DIR

A stage that was cut off goes on from its last checkpoint when the same command is given again; one that is done is not repeated.
Each stage writes what it prints to WORK/STAGE.log.
"""
import argparse
import pathlib
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).parent
TEACHERS = (12, 13)
# Passes of students: what their silver text is, and how they learn. From the third on the weights so far are their own teacher, for
# trees too.
PASSES = {
    "silver": ((31, 32), [], []),
    "fresh": ((33, 34), ["--seed", 22, "--news", 0, "--encyclopaedia", 550_000, "--speeches", 250_000],
              ["--lr", 1.2e-4, "--head-lr", 3e-4, "--gold-words", 150_000]),
    "trees": ((51, 52), ["--seed", 25, "--news", 430_000, "--encyclopaedia", 150_000, "--speeches", 50_000],
              ["--lr", 1e-4, "--head-lr", 3e-4, "--gold-words", 150_000, "--syntax", 0.5]),
}


def together(work, jobs, threads):
    """Run {name: arguments} at once and wait; a job that ended well has WORK/name.done and is skipped."""
    began, running = time.time(), {}
    for name, args in jobs.items():
        if not (work / f"{name}.done").exists():
            log = open(work / f"{name}.log", "a")
            command = [sys.executable, *map(str, args), "--threads", str(max(1, threads // len(jobs)))]
            running[name] = subprocess.Popen(command, cwd=HERE, stdout=log, stderr=subprocess.STDOUT)
            print(f"{name} ... ({work / name}.log)", flush=True)
    for name, job in running.items():
        if job.wait() == 0:
            (work / f"{name}.done").touch()
            print(f"{name} done, {(time.time() - began) / 60:.0f} min", flush=True)
    failed = [n for n, j in running.items() if j.returncode]
    if failed:
        sys.exit(f"failed: {', '.join(failed)}; see {', '.join(str(work / n) + '.log' for n in failed)}")


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--corpora", required=True, help="folder with ner/ and ud/")
    a.add_argument("--text", required=True, help="folder with the open text to label")
    a.add_argument("--work", required=True, help="checkpoints and logs, about 2 GB")
    a.add_argument("--out", required=True)
    a.add_argument("--licence", choices=("ship", "any"), default="ship",
                   help="any: the student sees the teachers' corpora too; such weights may not be passed on")
    a.add_argument("--threads", type=int, default=2)
    a = a.parse_args()
    work, corpora = pathlib.Path(a.work).resolve(), pathlib.Path(a.corpora).resolve()
    work.mkdir(parents=True, exist_ok=True)
    first = work / "first"
    last = lambda kind, seed: work / f"{kind}{seed}" / "last.pt"
    together(work, {"first": ["train.py", "--corpora", corpora, "--work", first]}, a.threads)
    together(work, {f"teacher{s}": ["silver.py", "teacher", "--corpora", corpora, "--start", first / "last.pt", "--seed", s,
                                    "--work", work / f"teacher{s}"] for s in TEACHERS}, a.threads)
    start, open_text = first / "last.pt", pathlib.Path(a.text).resolve()
    for name, (students, passages, pace) in PASSES.items():
        own = name == "trees"
        labellers = {name: start} if own else {f"{name}{t}": last("teacher", t) for t in TEACHERS}
        files = [work / f"{x}.npz" for x in labellers]
        together(work, {f"label-{x}": ["silver.py", "label", "--corpora", corpora, "--text", open_text, "--teacher", weights,
                                       "--out", file, *passages]
                        for (x, weights), file in zip(labellers.items(), files)}, a.threads)
        more = []
        if own:
            more = ["--trees", work / "parsed.npz"]
            together(work, {"parse": ["silver.py", "parse", "--silver", *files, "--parser", start, "--out", more[1]]}, a.threads)
        together(work, {f"student{s}": ["silver.py", "student", "--corpora", corpora, "--start", start, "--seed", s,
                                        "--licence", a.licence, "--silver", *files, "--work", work / f"student{s}", *pace, *more]
                        for s in students}, a.threads)
        trained = [last("student", s) for s in students] + ([start] if own else [])
        together(work, {f"mean-{name}": ["silver.py", "mean", "--student", *trained, "--work", work / name]}, a.threads)
        start = work / name / "mean.pt"
    together(work, {"finish": ["silver.py", "finish", "--corpora", corpora, "--student", start, "--licence", a.licence,
                               "--work", work, "--out", pathlib.Path(a.out).resolve()]}, a.threads)
    print((work / "finish.log").read_text())


if __name__ == "__main__":
    main()
