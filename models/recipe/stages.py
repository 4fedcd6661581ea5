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
LARGE = 41  # seed of the teacher of base size
# Passes of students: the teachers' seeds, what is labelled, and how each student learns, by seed. The last pass has teachers of its own,
# trained on from the weights so far, and trees that those weights give each sentence by itself; one of its students learns names alone.
PASSES = {
    "silver": ((12, 13), [], {31: [], 32: []}),
    "fresh": ((12, 13), ["--seed", 22, "--news", 0, "--encyclopaedia", 550_000, "--speeches", 250_000],
              dict.fromkeys((33, 34), ["--lr", 1.2e-4, "--head-lr", 3e-4, "--gold-words", 150_000])),
    "trees": ((14, 15), ["--seed", 25, "--news", 430_000, "--encyclopaedia", 150_000, "--speeches", 50_000],
              {seed: ["--lr", 1e-4, "--head-lr", 3e-4, "--gold-words", 150_000, "--syntax", weight] for seed, weight in ((61, 0.5), (60, 0))}),
}
# What a teacher of base size adds to those: names and trees of two million words, as probabilities, and students that learn in eight bits.
LARGE_PASS = (["--seed", 27, "--news", 2_000_000, "--encyclopaedia", 750_000, "--speeches", 350_000, "--trees"],
              dict.fromkeys((71, 72), ["--lr", 1.2e-4, "--head-lr", 3e-4, "--gold-words", 250_000, "--rounded"]))


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
    a.add_argument("--work", required=True, help="checkpoints and logs, about 2 GB; 6 GB with a large teacher")
    a.add_argument("--out", required=True)
    a.add_argument("--licence", choices=("ship", "any"), default="ship",
                   help="any: the student sees the teachers' corpora too; such weights may not be passed on")
    a.add_argument("--teachers", choices=("small", "large"), default="small",
                   help="large: after all passes one more, taught by a teacher of base size (teacher.py)")
    a.add_argument("--threads", type=int, default=2)
    a = a.parse_args()
    work, corpora = pathlib.Path(a.work).resolve(), pathlib.Path(a.corpora).resolve()
    work.mkdir(parents=True, exist_ok=True)
    first = work / "first"
    last = lambda kind, seed: work / f"{kind}{seed}" / "last.pt"
    together(work, {"first": ["train.py", "--corpora", corpora, "--work", first]}, a.threads)
    start, open_text = first / "last.pt", pathlib.Path(a.text).resolve()

    def taught(name, kind, teachers, passages, students, kept=False, more=()):
        """The mean of students of what the teachers labelled, with the weights before where they are `kept`."""
        files = [work / f"{name}{t}.npz" for t in teachers]
        together(work, {f"label-{name}{t}": ["silver.py", "label", "--corpora", corpora, "--text", open_text, "--teacher", last(kind, t),
                                             "--out", file, *passages] for t, file in zip(teachers, files)}, a.threads)
        if more:
            together(work, {"parse": ["silver.py", "parse", "--silver", files[0], "--parser", start, "--out", more[1]]}, a.threads)
        together(work, {f"student{s}": ["silver.py", "student", "--corpora", corpora, "--start", start, "--seed", s,
                                        "--licence", a.licence, "--silver", *files, "--work", work / f"student{s}", *pace, *more]
                        for s, pace in students.items()}, a.threads)
        trained = [last("student", s) for s in students] + ([start] if kept else [])
        together(work, {f"mean-{name}": ["silver.py", "mean", "--student", *trained, "--work", work / name]}, a.threads)
        return work / name / "mean.pt"

    for name, (teachers, passages, students) in PASSES.items():
        own = name == "trees"
        together(work, {f"teacher{t}": ["silver.py", "teacher", "--corpora", corpora, "--start", start, "--seed", t,
                                        "--passes", 1 if own else 2, "--work", work / f"teacher{t}"] for t in teachers}, a.threads)
        start = taught(name, "teacher", teachers, passages, students, own, ["--trees", work / "parsed.npz"] if own else ())
    if a.teachers == "large":
        together(work, {f"large{LARGE}": ["teacher.py", "--corpora", corpora, "--seed", LARGE, "--work", work / f"large{LARGE}"]}, a.threads)
        start = taught("wide", "large", (LARGE,), *LARGE_PASS)
    together(work, {"finish": ["silver.py", "finish", "--corpora", corpora, "--student", start, "--licence", a.licence,
                               "--work", work, "--out", pathlib.Path(a.out).resolve()]}, a.threads)
    print((work / "finish.log").read_text())


if __name__ == "__main__":
    main()
