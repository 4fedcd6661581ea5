"""README's examples, as they stand there."""

import re

from conftest import ROOT

README = (ROOT / "python/README.md").read_text("utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", README, re.S)


def test_a_table_of_who_said_what(capsys):
    exec(EXAMPLES[0], {})
    shown = re.search(r"```text\n(.*?)```", README, re.S)[1]
    assert capsys.readouterr().out.splitlines()[-len(shown.splitlines()) :] == shown.splitlines()


def test_a_document_with_its_acts():
    names = {}
    exec(EXAMPLES[1], names)
    doc = names["doc"]
    assert doc._.onrecord.relations[0].type == "denied"
    assert [span.text for span in doc.spans["onrecord/speaker"]] == ["The mayor, Ana Ruiz"]


def test_a_module_shows_what_it_does():
    import doctest

    import onrecord

    tried = doctest.testmod(onrecord)
    assert tried.attempted and not tried.failed
