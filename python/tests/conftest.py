import json
import pathlib
import subprocess
import sys

import pytest

import onrecord

ROOT = pathlib.Path(__file__).parents[2]
TEXTS = [
    "The mayor, Ana Ruiz, denied that the dam had failed.",
    "“We never signed it,” Rui Sousa told reporters in Porto on Monday.",
    "Leyla Aydin urged Emre Demir to leave Gradina, the harbour office said.",
    "Nobody said a word.",
    "",
]


@pytest.fixture(scope="session")
def pipeline():
    return onrecord.Pipeline(threads=2)


@pytest.fixture
def program(tmp_path):
    """The program's lines for rows, by the command line of the same wheel."""

    return lambda rows, *flags: lines(tmp_path / "rows.jsonl", rows, *flags)


def lines(given, rows, *flags):
    given.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    ran = subprocess.run([sys.executable, "-m", "onrecord", "extract", str(given), *flags], capture_output=True, text=True, encoding="utf-8")
    assert ran.returncode in (0, 3), ran.stderr
    return ran.stdout.splitlines()


def rows(count=len(TEXTS)):
    return [{"id": f"a{at}", "text": TEXTS[at % len(TEXTS)], "source": "rows.jsonl"} for at in range(count)]
