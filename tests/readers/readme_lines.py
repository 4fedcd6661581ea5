"""README's lines for DuckDB, Polars and pandas, run as they stand there over what the program writes; and its tables, as Parquet
and CSV, read by the three of them and by the queries of docs/tables.md.

    python tests/readers/readme_lines.py target/debug/onrecord

A library that is not installed is a failure: `make readers` installs those of requirements.txt.
"""

import ast
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import pandas
import polars

ROOT = Path(__file__).resolve().parents[2]
QUIET = "Rain fell on the harbour for most of the afternoon."
SPEAKS = "The mayor of Gori denied the report on Monday. “It is false,” she said."


def article(number, text, **more):
    return json.dumps({"id": f"a{number}", "text": text} | more)


# Where a schema is guessed from the first lines, or from values that are there, each of these is a trap.
RUNS = {
    "relations": [article(0, SPEAKS), article(1, QUIET), article(2, SPEAKS)],
    "no relation at all": [article(number, QUIET) for number in range(3)],
    "first relation, warning, address and date after 300 articles": [
        *(article(number, QUIET) for number in range(300)),
        article(300, SPEAKS + f" The clerk said {'very ' * 400}.", url="https://news.example/1", date="2026-01-02"),
    ],
    "nothing but failures": ["{}", '{"id": "x"}'],
    "empty": [article(0, "")],
}


def extracted(program, lines):
    """The records of some articles, as text."""
    run = subprocess.run(
        [program, "extract", "-"], input="\n".join(lines), capture_output=True, encoding="utf-8", check=False
    )
    assert run.returncode in (0, 3), run.stderr
    assert len(run.stdout.splitlines()) == len(lines), run.stderr
    return run.stdout


def expected(records):
    """(id, type, words of the cue, words of the speakers) of each relation, read without any of the libraries."""
    return [
        (record["id"], relation["type"], relation["cue"]["text"], speakers(relation["args"]))
        for record in map(json.loads, records.splitlines())
        for relation in record["relations"]
    ]


def speakers(args):
    return [arg["text"] for arg in args if arg["role"] == "speaker"]


def readme_block(language, first_line):
    """The fenced block of the README that begins with this line."""
    blocks = re.findall(rf"```{language}\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    found = [block for block in blocks if block.startswith(first_line + "\n")]
    assert len(found) == 1, f"README.md: expected one block of {language} that begins with {first_line}, got {len(found)}"
    return found[0]


def value_of(code):
    """Runs the code and gives back the value of its last line."""
    *before, last = ast.parse(code).body
    names = {}
    exec(compile(ast.Module(before, []), "README.md", "exec"), names)
    return eval(compile(ast.Expression(last.value), "README.md", "eval"), names)


def by_duckdb():
    return duckdb.sql(readme_block("sql", "-- DuckDB").rstrip().removesuffix(";")).fetchall()


def by_polars():
    frame = value_of(readme_block("python", "# Polars"))
    assert isinstance(frame, polars.DataFrame)
    return [(row["id"], row["type"], row["cue"]["text"], speakers(row["args"])) for row in frame.to_dicts()]


def by_pandas():
    frame = value_of(readme_block("python", "# pandas"))
    assert isinstance(frame, pandas.DataFrame)
    rows = frame.to_dict("records")
    return [(row["id"], row["r.type"], row["r.cue.text"], speakers(row["r.args"])) for row in rows]


def written(program, lines, *flags, output):
    """What `extract` makes of some articles in another form."""
    run = subprocess.run(
        [program, "extract", "-", *flags, "--output", output],
        input="\n".join(lines), capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert run.returncode in (0, 3), run.stderr


TABLES = ["articles", "relations", "args", "entities", "mentions", "warnings"]


def tables_hold(records):
    """Each library reads each table, and finds what the records say."""
    records = [json.loads(line) for line in records.splitlines()]
    counts = {name: sum(len(record[name]) for record in records) for name in ("relations", "entities", "mentions", "warnings")}
    counts |= {"articles": len(records), "args": sum(len(r["args"]) for record in records for r in record["relations"])}
    said = [(record["id"], r["type"], r["cue"]["text"]) for record in records for r in record["relations"]]
    key = ["article_id", "type", "cue_text"]
    for name in TABLES:
        path = f"tables/{name}.parquet"
        frames = [polars.read_parquet(path).height, len(pandas.read_parquet(path))]
        frames.append(duckdb.sql(f"select count(*) from '{path}'").fetchall()[0][0])
        assert frames == [counts[name]] * 3, f"{name}: expected {counts[name]} rows, got {frames}"
    path = "tables/relations.parquet"
    for library, rows in {
        "DuckDB": duckdb.sql(f"select {', '.join(key)} from '{path}'").fetchall(),
        "Polars": polars.read_parquet(path).select(key).rows(),
        "pandas": list(pandas.read_parquet(path)[key].itertuples(index=False, name=None)),
    }.items():
        assert rows == said, f"{library}: expected {said}, got {rows}"
    nested = duckdb.sql("select id, r.type, r.cue.text from (select id, unnest(relations) as r from 'all.parquet')").fetchall()
    assert nested == said, f"nested: expected {said}, got {nested}"
    assert polars.read_parquet("all.parquet").height == len(pandas.read_parquet("all.parquet")) == len(records)
    sheet = pandas.read_csv("relations.csv", keep_default_na=False)
    assert list(sheet[["article_id", "type", "cue"]].itertuples(index=False, name=None)) == said
    assert polars.read_csv("relations.csv").height == len(said)
    page = (ROOT / "docs/tables.md").read_text("utf-8")
    queries = re.findall(r"```sql\n-- DuckDB(.*?)```", page, re.DOTALL)
    assert len(queries) == 1, "docs/tables.md: expected one block of DuckDB queries"
    for query in filter(str.strip, re.sub(r"(?m)^--.*$", "", queries[0].partition("\n")[2]).split(";")):
        duckdb.sql(query).fetchall()
    again = duckdb.sql("""select count(*) from 'tables/mentions.parquet' m join 'tables/articles.parquet' a using (article_id)
        where substring(a.text, m.start + 1, m."end" - m.start) != m.text""").fetchall()[0][0]
    assert again == 0, f"{again} mentions are not what their offsets cut out"


def events_hold(program):
    """pandas, Polars and DuckDB read the events of the records, and find the same in CSV and Parquet; codes keep their zeros."""
    for output in ("events.csv", "events.parquet"):
        run = subprocess.run([program, "convert", "all.jsonl", "--to", "events", "--output", output, "--force"], capture_output=True, encoding="utf-8", check=False)
        assert run.returncode == 0, run.stderr
    frame = pandas.read_csv("events.csv", dtype=str, keep_default_na=False)
    rows = duckdb.sql("select event_id, cameo, evidence, cue from read_csv('events.csv', all_varchar = true, header = true)").fetchall()
    assert len(rows) == len(frame) == frame["event_id"].nunique(), f"expected as many ids as rows, got {len(rows)} and {len(frame)}"
    for event, cameo, evidence, cue in rows:
        assert len(event) == 20 and len(cameo) == 3 and cue in evidence, (event, cameo, evidence, cue)
    assert duckdb.sql("select event_id, cameo, evidence, cue from 'events.parquet'").fetchall() == rows
    assert pandas.read_parquet("events.parquet")["score"].dtype == "float64"
    stored = polars.read_parquet("events.parquet")
    assert stored.schema["score"] == polars.Float64 and stored.columns == list(frame.columns)
    for column in set(stored.columns) - {"score"}:
        assert stored[column].fill_null("").to_list() == list(frame[column]), column
    page = (ROOT / "docs/tables.md").read_text("utf-8")
    for query in re.findall(r"```sql\n(-- who accuses.*?)```", page, re.DOTALL):
        duckdb.sql(query.rstrip().removesuffix(";")).fetchall()
    return len(rows)


def main(program):
    read_by = {"DuckDB": by_duckdb, "Polars": by_polars, "pandas": by_pandas}
    found = events = 0
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for name, lines in RUNS.items():
            records = extracted(program, lines)
            Path("all.jsonl").write_text(records, "utf-8")
            for flags, output in [
                (["--to", "parquet"], "tables"),
                (["--to", "parquet", "--nested"], "all.parquet"),
                (["--to", "csv"], "relations.csv"),
            ]:
                written(program, lines, *flags, output=output)
            tables_hold(records)
            events += events_hold(program)
            rows = expected(records)
            found += len(rows)
            for library, read in read_by.items():
                got = read()
                assert got == rows, f"{library}, {name}: expected {rows}, got {got}"
                print(f"{library}, {name}: {len(rows)} relations")
        os.chdir(ROOT)
    assert events > 2, f"expected some events to read, got {events}"
    assert found > 4, f"expected some relations to read, got {found}"


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
