"""One article, several, options, errors; the same bytes as the program."""

import concurrent.futures
import json
import multiprocessing
import os
import pickle
import subprocess
import sys
import threading
import time

import onrecord
import pytest
from conftest import ROOT, TEXTS, rows


def test_the_bytes_are_those_of_the_program(pipeline, program):
    given = rows()
    lines = program([{key: row[key] for key in ("id", "text")} for row in given])
    assert [record.to_json() for record in pipeline.extract_many(given)] == lines
    assert [pipeline.extract(**row).to_json() for row in given] == lines


def test_options_are_those_of_the_program(program):
    row = {"id": "a", "text": TEXTS[2], "title": "Harbour", "published": "2024-05-05"}
    for options, flags in [
        ({"only": "outermost"}, ["--only", "outermost"]),
        ({"only": "entities"}, ["--only", "entities"]),
        ({"type": "urged"}, ["--type", "urged"]),
        ({"speaker": ["leyla aydin"]}, ["--speaker", "Leyla Aydin"]),
        ({"min_score": 0.9}, ["--min-score", "0.9"]),
        ({"no_text": True, "max_chars": 30}, ["--no-text", "--max-chars", "30"]),
        ({"lang": "any", "keep_boilerplate": True}, ["--lang", "any", "--keep-boilerplate"]),
    ]:
        record = onrecord.Pipeline(**options).extract(**row, source="rows.jsonl")
        assert [record.to_json()] == program([row], *flags), options


def test_entities_get_ids_of_a_list_and_what_is_ambiguous_is_told(tmp_path, program):
    own = tmp_path / "own.tsv"
    own.write_text('# id, type, country, names\nq1\tPER\t\tLeyla Aydin\nq2\tLOC\tFRA\tGradina\n{"id": "q3", "type": "LOC", "names": ["Gradina"]}\n', "utf-8")
    pipeline = onrecord.Pipeline(gazetteer=own)
    row = {"id": "a", "text": TEXTS[2]}
    record = pipeline.extract(**row, source="rows.jsonl")
    ids = {entity.name: [(one.source, one.id) for one in entity.ids] for entity in record.entities}
    assert (ids["Leyla Aydin"], ids["Emre Demir"], ids["Gradina"]) == ([("own", "q1")], [], [])
    told = [warning for warning in record.warnings if warning.code == "ambiguous"]
    assert [warning.message for warning in told] == ["“Gradina” may be q2, q3 of own: it got no id"]
    assert record.text[told[0].start : told[0].end] == "Gradina"
    assert [record.to_json()] == program([row], "--gazetteer", str(own))
    assert pickle.loads(pickle.dumps(pipeline)).extract(**row, source="rows.jsonl") == record


def test_a_record_is_read_by_attributes(pipeline):
    record = pipeline.extract(TEXTS[0], id="a", title="Dam", url="https://news.example/a", extra={"desk": "home"})
    denied = record.relations[0]
    assert (denied.type, denied.cue.text, denied.speaker.text) == ("denied", "denied", "The mayor, Ana Ruiz")
    assert denied.content.text == "the dam had failed" and denied.addressee is None
    assert record.entity(denied.speaker).name == "Ana Ruiz"
    assert (record.doc.host, record.doc.extra[0].key, record.doc.prefix_chars) == ("news.example", "desk", 5)
    start, end = denied.content.start, denied.content.end
    assert record.text[start:end] == "the dam had failed"
    assert record.to_dict() == json.loads(record.to_json())
    assert record == pickle.loads(pickle.dumps(record))
    with pytest.raises(AttributeError, match="it has id, type"):
        _ = denied.cues
    with pytest.raises(AttributeError, match="not changed"):
        record.id = "b"


def test_records_of_a_file_are_read_again(pipeline, tmp_path):
    found = list(pipeline.extract_many(rows()))
    path = tmp_path / "records.jsonl"
    path.write_text("".join(record.to_json() + "\n" for record in found), "utf-8")
    assert list(onrecord.read_records(path)) == found
    path.write_text("{}\nno json\n", "utf-8")
    with pytest.raises(ValueError, match=r"records.jsonl:2: expected a record"):
        list(onrecord.read_records(path))


def test_articles_are_drawn_as_records_leave(pipeline):
    drawn = []

    def endless():
        while True:
            drawn.append(1)
            yield TEXTS[0]

    found = pipeline.extract_many(endless())
    assert next(found).relations[0].type == "denied"
    assert len(drawn) <= 4


def test_what_is_no_text_is_a_record_of_its_own_among_many(pipeline):
    given = [None, 7, float("nan"), b"bytes", {"text": None, "id": "x"}, {}, "a \ud83d b said it.", TEXTS[0]]
    found = list(pipeline.extract_many(given))
    assert [record.doc.status for record in found] == ["error"] * 6 + ["ok"] * 2
    assert found[4].id == "x" and found[0].warnings[0].message == "expected a string in `text`, got NoneType"
    for wrong in (None, 7, b"bytes"):
        with pytest.raises(TypeError, match="text: expected str, got"):
            pipeline.extract(wrong)


def test_options_that_make_no_sense_are_refused_with_what_was_expected(tmp_path):
    broken = tmp_path / "broken.tsv"
    broken.write_text("q1\tLOC\tFRA\tParis\nq2\n", "utf-8")
    for options, error, told in [
        ({"threads": 0}, ValueError, "threads: expected at least 1"),
        ({"only": "names"}, ValueError, "only: expected `entities` or `outermost`"),
        ({"lang": "fr"}, ValueError, "lang: expected `en` or `any`"),
        ({"min_score": 2.0}, ValueError, "min_score: expected a number from 0 to 1"),
        ({"type": "sung"}, onrecord.InputError, "type: no relation `sung`; known are accused"),
        ({"model": str(tmp_path)}, onrecord.ModelError, str(tmp_path)),
        ({"rules": str(tmp_path / "gone")}, onrecord.RuleError, "gone"),
        ({"gazetteer": tmp_path / "gone.tsv"}, onrecord.InputError, "gone.tsv: cannot be read"),
        ({"gazetteer": broken}, onrecord.InputError, "broken.tsv:2: expected id, type, country and names between tabs, got 1 columns"),
        ({"mode": "x"}, TypeError, "mode"),
    ]:
        with pytest.raises(error, match=None) as raised:
            onrecord.Pipeline(**options)
        assert told in str(raised.value), options


def test_a_page_is_taken_apart(pipeline):
    page = (ROOT / "tests/data/web/ghost.html").read_bytes()
    record = pipeline.extract(page, id="p", html=True)
    assert record.doc.status == "ok" and record.doc.extractor.startswith("trafilatura") and record.doc.title
    assert record.to_json() == pipeline.extract(page.decode(), id="p", html=True).to_json()


def test_other_threads_go_on_meanwhile(pipeline):
    ticks = 0
    done = threading.Event()

    def tick():
        nonlocal ticks
        while not done.is_set():
            ticks += 1
            time.sleep(0.001)

    thread = threading.Thread(target=tick)
    thread.start()
    pipeline.extract(TEXTS[1] * 400)
    done.set()
    thread.join()
    assert ticks > 20


def lines_of(pipeline_and_text):
    pipeline, text = pipeline_and_text
    return pipeline.extract(text, id="a").to_json()


@pytest.mark.parametrize("way", ["fork", "spawn"])
def test_other_processes_write_the_same(pipeline, way):
    expected = [pipeline.extract(text, id="a").to_json() for text in TEXTS]
    context = multiprocessing.get_context(way)
    with concurrent.futures.ProcessPoolExecutor(2, mp_context=context) as processes:
        assert list(processes.map(lines_of, [(pipeline, text) for text in TEXTS])) == expected


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_pipeline_is_used_on_after_a_fork(pipeline):
    list(pipeline.extract_many(TEXTS))
    child = os.fork()
    if child == 0:
        os._exit(len(list(pipeline.extract_many(TEXTS))))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == len(TEXTS)


def test_ctrl_c_ends_it():
    code = (
        "import onrecord, signal, threading, os, time\n"
        "threading.Timer(1.5, lambda: os.kill(os.getpid(), signal.SIGINT)).start()\n"
        "try:\n"
        "    list(onrecord.Pipeline().extract_many(['Ana Ruiz denied it. ' * 40] * 20000))\n"
        "except KeyboardInterrupt:\n"
        "    print('ended')\n"
    )
    since = time.monotonic()
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert ran.stdout == "ended\n", ran.stderr
    assert time.monotonic() - since < 30


def test_a_notebook_shows_the_acts_and_runs_nothing(pipeline):
    record = pipeline.extract("<script>alert(1)</script> Ana Ruiz denied it & left.")
    shown = record._repr_html_()
    assert "<script" not in shown and "&lt;script" in shown
    assert "r0 denied: speaker" in shown


def test_the_command_line_is_there():
    ran = subprocess.run([sys.executable, "-m", "onrecord", "--version"], capture_output=True, text=True)
    assert ran.returncode == 0 and ran.stdout.startswith(f"onrecord {onrecord.__version__}")
    assert json.loads(onrecord.schema())["$schema"]
