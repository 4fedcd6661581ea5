"""Spark and Ray: the same lines as the program, whatever the partition, and when a worker dies."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time

import onrecord
import onrecord.ray
import onrecord.spark
import pytest
from conftest import lines, rows

ARTICLES = int(os.environ.get("ONRECORD_ARTICLES", "200"))


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    """The program's lines."""
    given = [{key: row[key] for key in ("id", "text")} for row in rows(ARTICLES)]
    return sorted(lines(tmp_path_factory.mktemp("program") / "rows.jsonl", given, "--jobs", "2"))


def test_python_gives_the_programs_lines(pipeline, expected):
    assert sorted(record.to_json() for record in pipeline.extract_many(rows(ARTICLES))) == expected


@pytest.fixture(scope="module")
def spark():
    from pyspark.sql import SparkSession

    # Executors would take the first `python3` of the path.
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local-cluster[2,1,1024]").appName("onrecord")
    for key, value in {
        "spark.ui.enabled": "false",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "32",
    }.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


def frame(spark, partitions):
    return spark.createDataFrame(rows(ARTICLES)).repartition(partitions)


@pytest.mark.parametrize("partitions", [1, 7])
def test_spark_gives_the_programs_lines(spark, expected, partitions):
    found = onrecord.spark.extract(frame(spark, partitions), json=True).collect()
    assert sorted(row.json for row in found) == expected


def test_spark_gives_tables_of_records(spark):
    found = onrecord.spark.extract(frame(spark, 3))
    assert found.schema == onrecord.spark_schema()
    found.createOrReplaceTempView("records")
    acts = spark.sql("select r.type, count(*) n from (select explode(relations) r from records) group by 1").collect()
    assert {row.type for row in acts} >= {"denied", "said"}


def test_an_executor_may_die(spark, expected):
    tracker = spark.sparkContext.statusTracker()
    killed = []

    def on_the_way():
        """Of the sixteen tasks some are done, and some are not."""
        stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
        return any(stage and stage.numTasks == 16 and 0 < stage.numCompletedTasks < 16 for stage in stages)

    def kill():
        while not on_the_way():
            time.sleep(0.01)
        pid = int(subprocess.run(["pgrep", "-f", "CoarseGrainedExecutorBackend"], capture_output=True, text=True).stdout.split()[0])
        os.kill(pid, signal.SIGKILL)
        killed.append(pid)

    threading.Thread(target=kill, daemon=True).start()
    found = onrecord.spark.extract(frame(spark, 16), json=True).collect()
    assert killed, "nobody died"
    assert sorted(row.json for row in found) == expected


@pytest.fixture(scope="module")
def ray():
    import ray

    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    yield ray
    ray.shutdown()


def test_ray_gives_the_programs_lines_though_an_actor_dies(ray, expected):
    class Dies(onrecord.ray.Extract):
        """The first actor to see a batch is killed once."""

        def __init__(self, flag, **choices):
            self.flag = flag
            super().__init__(**choices)

        def __call__(self, batch):
            try:
                os.close(os.open(self.flag, os.O_CREAT | os.O_EXCL))
            except FileExistsError:
                return super().__call__(batch)
            os.kill(os.getpid(), signal.SIGKILL)

    flag = tempfile.mktemp()
    data = ray.data.from_items(rows(ARTICLES))
    found = data.map_batches(Dies, batch_format="pyarrow", batch_size=16, concurrency=2, fn_constructor_kwargs={"flag": flag, "json": True})
    assert sorted(row["json"] for row in found.take_all()) == expected
    assert os.path.exists(flag), "nobody died"
    whole = onrecord.ray.extract(data, workers=2, json=True, batch_size=50)
    assert sorted(row["json"] for row in whole.take_all()) == expected
    assert json.loads(expected[0])["id"] == "a0"
