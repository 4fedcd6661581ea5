"""The spaCy component: every span lands on tokens, in this process and in others."""

import json

import datasets
import onrecord
import pytest
import spacy
from conftest import ROOT, TEXTS

REALNEWS = ROOT.parent / "shared/corpora/attribution/realnews.dev.jsonl"


@pytest.fixture(scope="module")
def nlp():
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord", config={"entities": True, "options": {"threads": 1}})
    return nlp


def test_acts_are_spans(nlp):
    doc = nlp(TEXTS[0])
    assert doc._.onrecord.relations[0].type == "denied"
    assert [(span.text, span.label_, span.id_) for span in doc.spans["onrecord/cue"]] == [("denied", "denied", "r0")]
    assert [span.text for span in doc.spans["onrecord/speaker"]] == ["The mayor, Ana Ruiz"]
    assert [span.text for span in doc.spans["onrecord/content"]] == ["the dam had failed"]
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Ana Ruiz", "PER")]
    shown = spacy.displacy.render(doc, style="span", options={"spans_key": "onrecord/cue"}, jupyter=False)
    assert "denied" in shown


def texts():
    if REALNEWS.exists():
        return [json.loads(line)["text"] for line in REALNEWS.read_text("utf-8").splitlines()]
    return [path.read_text("utf-8") for path in sorted((ROOT / "eval/demo").glob("*.txt"))]


def test_no_span_is_lost(nlp):
    for text in texts():
        doc = nlp(text)
        record = doc._.onrecord.to_dict()
        assert len(doc.spans["onrecord/cue"]) == len(record["relations"])
        for role in ("speaker", "content", "addressee"):
            wanted = [span for one in record["relations"] for arg in one["args"] if arg["role"] == role for span in arg["spans"]]
            spans = list(doc.spans[f"onrecord/{role}"])
            assert len(spans) == len(wanted)
            for span, (start, end) in zip(spans, wanted):
                assert span.start_char <= start and end <= span.end_char


def test_other_processes_and_batches_give_the_same(nlp):
    expected = [nlp(text)._.onrecord for text in TEXTS]
    assert [doc._.onrecord for doc in nlp.pipe(TEXTS, batch_size=2)] == expected
    assert [doc._.onrecord for doc in nlp.pipe(TEXTS * 2, batch_size=2, n_process=2)] == expected * 2


def test_a_pipeline_is_kept_on_disk(nlp, tmp_path):
    nlp.to_disk(tmp_path / "model")
    assert spacy.load(tmp_path / "model")(TEXTS[0])._.onrecord == nlp(TEXTS[0])._.onrecord


def test_datasets_map_it_over_processes():
    given = datasets.Dataset.from_dict({"text": TEXTS * 4})
    pipeline = onrecord.Pipeline()
    found = given.map(lambda batch: {"json": [r.to_json() for r in pipeline.extract_many(batch["text"])]}, batched=True, batch_size=5, num_proc=2)
    assert found["json"][:] == [record.to_json() for record in pipeline.extract_many(TEXTS * 4)]
