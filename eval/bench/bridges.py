"""What Python, Spark and Ray cost beside the program: python bridges.py --onrecord PROGRAM --texts FILE.jsonl [--articles 300] [--rounds 5]

Run with a Python that has the wheel, pyarrow, pyspark and ray (target/python/tests/bin/python after `make test-python`, with a wheel of the
release profile). All read the same articles of at least 300 words on two cores, in turns; start-up and loading the model are taken off by
reading a few articles in each round too. Prints JSON: articles a second of each, medians over the rounds, and their ratios to the program.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import pyarrow as pa
import pyarrow.parquet as pq

JOBS = 2
FEW = 4
WORDS = 300


def articles(paths, count):
    """As many as are wanted, the files' own over and over, each with an id of its own."""
    texts = [row["text"] for path in paths for row in map(json.loads, open(path, encoding="utf8")) if len(row["text"].split()) >= WORDS]
    return pa.table({"id": [f"a{at}" for at in range(count)], "text": [texts[at % len(texts)] for at in range(count)]})


def program(onrecord, folder):
    def run(name):
        subprocess.run([onrecord, "extract", folder / name, "--jobs", str(JOBS), "--quiet", "-o", folder / "out.jsonl"], check=True)

    return run


def python(folder):
    import onrecord

    pipeline = onrecord.Pipeline(threads=JOBS)

    def run(name):
        table = pa.table(pipeline.extract_table(pq.read_table(folder / name)))
        pq.write_table(table, folder / "out.parquet")

    return run


def spark(folder):
    import onrecord.spark
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = SparkSession.builder.master(f"local[{JOBS}]").appName("bridges").config("spark.ui.enabled", "false").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")

    def run(name):
        frame = session.read.parquet(str(folder / name)).repartition(4 * JOBS)
        onrecord.spark.extract(frame).write.mode("overwrite").parquet(str(folder / "spark"))

    return run


def ray(folder):
    import onrecord.ray
    import ray as engine

    # Two for the actors, which keep theirs, and one for whoever writes.
    engine.init(num_cpus=JOBS + 1, include_dashboard=False, log_to_driver=False)
    engine.data.DataContext.get_current().enable_progress_bars = False

    def run(name):
        rows = engine.data.from_arrow(pq.read_table(folder / name)).repartition(8 * JOBS)
        onrecord.ray.extract(rows, workers=JOBS, batch_size=32).write_parquet(str(folder / "ray"))

    return run


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--onrecord", required=True, type=pathlib.Path)
    parser.add_argument("--texts", required=True, nargs="+")
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        folder = pathlib.Path(work)
        pq.write_table(articles(args.texts, args.articles), folder / "many.parquet")
        pq.write_table(articles(args.texts, FEW), folder / "few.parquet")
        runs = {"program": program(args.onrecord.resolve(), folder), "python": python(folder), "spark": spark(folder), "ray": ray(folder)}
        rates = {name: [] for name in runs}
        for run in runs.values():
            run("few.parquet")  # Spark's workers are started, and files are in memory.
        for _ in range(args.rounds):
            for name, run in runs.items():
                seconds = {}
                for which in ("few", "many"):
                    began = time.perf_counter()
                    run(f"{which}.parquet")
                    seconds[which] = time.perf_counter() - began
                rates[name].append((args.articles - FEW) / (seconds["many"] - seconds["few"]))
                print(f"{name}: {seconds['few']:.2f} s, {seconds['many']:.2f} s", file=sys.stderr)
    ratios = {name: statistics.median(a / b for a, b in zip(found, rates["program"])) for name, found in rates.items()}
    told = {"articles": args.articles, "jobs": JOBS, "rounds": args.rounds,
            "articles_a_second": {name: round(statistics.median(found), 2) for name, found in rates.items()},
            "ratio": {name: round(ratio, 3) for name, ratio in ratios.items()}}
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
