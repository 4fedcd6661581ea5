"""Tables of every library that speaks Arrow, a row for a row."""

import json

import duckdb
import onrecord
import pandas
import polars
import pyarrow as pa
import pytest
from conftest import TEXTS, rows


def plain(table):
    return pa.table(table).to_pylist()


def test_every_kind_of_table_gives_the_rows_of_the_records(pipeline):
    given = rows(12)
    expected = [record.to_dict() for record in pipeline.extract_many(given)]
    arrow = pa.Table.from_pylist(given)
    tables = {
        "pyarrow": arrow,
        "batch": arrow.to_batches()[0],
        "reader": arrow.to_reader(max_chunksize=5),
        "polars": polars.from_arrow(arrow),
        "duckdb": duckdb.sql("select * from arrow").arrow(),
        "pandas": pa.Table.from_pandas(pandas.DataFrame(given)),
        "dictionary": arrow.set_column(0, "id", arrow["id"].dictionary_encode()),
    }
    for name, table in tables.items():
        assert plain(pipeline.extract_table(table)) == expected, name
    assert polars.DataFrame(pipeline.extract_table(arrow)).height == 12


def test_a_table_of_lines_has_the_records_bytes(pipeline):
    given = rows()
    lines = plain(pipeline.extract_table(pa.Table.from_pylist(given), json=True))
    expected = [{"id": record.id, "json": record.to_json()} for record in pipeline.extract_many(given)]
    assert lines == expected


def test_columns_are_named_and_carried(pipeline):
    table = pa.table({"key": [7], "body": [TEXTS[0]], "head": ["Dam"], "desk": ["home"], "words": [10]})
    found = plain(pipeline.extract_table(table, id="key", text="body", title="head", pass_columns=["desk", "words"]))[0]
    assert (found["id"], found["doc"]["title"]) == ("7", "Dam")
    assert found["doc"]["extra"] == [{"key": "desk", "value": "home"}, {"key": "words", "value": "10"}]


def test_null_rows_are_records_and_wrong_columns_are_errors(pipeline):
    table = pa.table({"id": ["a", None], "text": pa.array([None, TEXTS[0]], pa.large_string())})
    found = plain(pipeline.extract_table(table))
    assert [row["doc"]["status"] for row in found] == ["error", "ok"] and len(found[1]["id"]) == 16
    assert plain(pipeline.extract_table(pa.table({"text": pa.nulls(2)})))[1]["doc"]["status"] == "error"
    assert plain(pipeline.extract_table(pa.table({"text": pa.array([], pa.string())}))) == []
    for table, options, told in [
        (pa.table({"words": [1]}), {}, "text: expected a column `text`, got `words`"),
        (pa.table({"text": [1]}), {}, "text: expected text in column `text`, got Int64"),
        (pa.table({"text": [b"x"]}), {}, "text: expected text in column `text`, got Binary"),
        (pa.table({"text": ["x"]}), {"id": "key"}, "id: expected a column `key`, got `text`"),
        (pa.table({"text": ["x"], "tags": [["a"]]}), {"pass_columns": "tags"}, "pass_columns: expected text in column `tags`"),
        (pa.table({"text": ["x"]}), {"pass_columns": ["gone"]}, "pass_columns: expected a column `gone`"),
    ]:
        with pytest.raises(onrecord.InputError) as raised:
            pipeline.extract_table(table, **options)
        assert told in str(raised.value)
    with pytest.raises((TypeError, ValueError)):
        pipeline.extract_table({"text": ["x"]})


def test_a_table_is_read_as_it_is_asked_for(pipeline):
    drawn = []

    def batches():
        for at in range(1000):
            drawn.append(at)
            yield pa.RecordBatch.from_pylist([{"text": TEXTS[0] + "\n" * 150_000}])

    reader = pa.RecordBatchReader.from_batches(pa.schema([("text", pa.string())]), batches())
    found = pa.RecordBatchReader.from_stream(pipeline.extract_table(reader, json=True))
    assert found.read_next_batch().num_rows <= 16 and len(drawn) <= 16


def test_pages_stand_in_a_table_too(pipeline):
    page = "<!DOCTYPE html><title>Dam</title><article>" + f"<p>{TEXTS[0]} She had been told of it on the day before.</p>" * 6 + "</article>"
    for column in (pa.array([page]), pa.array([page.encode()])):
        found = plain(pipeline.extract_table(pa.table({"text": column}), html=True))[0]
        assert found["doc"]["status"] == "ok" and found["relations"][0]["type"] == "denied"


def test_the_schema_is_that_of_what_comes_out(pipeline):
    found = pa.table(pipeline.extract_table(pa.table({"text": TEXTS})))
    assert found.schema == pa.schema(onrecord.arrow_schema())
    assert list(json.loads(onrecord.schema())["properties"]) == found.column_names
