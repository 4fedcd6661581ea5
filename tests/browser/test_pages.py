"""Every page as a person opens it: wide and narrow, light and dark; nothing complained of, nothing out of the frame, no barrier that axe sees."""

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

import pytest

AXE = Path(os.environ["AXE"]).read_text(encoding="utf-8")


def numbers():
    """Things that have most to show: an article of a story with a dispute, the busiest person, a quotation of many wordings, an unnamed source."""
    corpus = sqlite3.connect(f"file:{os.environ['DATABASE']}?mode=ro", uri=True)
    one = lambda sql: (corpus.execute(sql).fetchone() or [1])[0]
    return {
        "article": one("select a.article from acts a join answers n on n.claim = a.act where not n.within group by a.article order by count(*) desc, 1"),
        "reprint": one("select article from articles where copied > 0 order by copied desc, article"),
        "actor": one("select actor from actors where named order by acts desc, actor"),
        "body": one("select actor from actors where named and type = 'ORG' order by acts desc, actor"),
        "unnamed": one("select actor from actors where not named order by acts desc, actor"),
        "silent": one("select actor from actors where acts = 0 order by actor"),
        "quotation": one("select quotation from quotations order by wordings desc, articles desc, quotation"),
    }


N = numbers()
PAGES = {
    "overview": "/",
    "search": "/search?words=gate",
    "search-narrowed": "/search?words=gate&type=said&quote=direct",
    "search-nothing": "/search?words=" + quote("no such words at all"),
    "search-articles": "/search?in=articles&words=gate",
    "article": f"/article/{N['article']}",
    "reprint": f"/article/{N['reprint']}",
    "actors": "/actors",
    "actor": f"/actor/{N['actor']}",
    "body": f"/actor/{N['body']}",
    "unnamed": f"/actor/{N['unnamed']}",
    "silent": f"/actor/{N['silent']}",
    "claims": "/claims",
    "unanswered": "/unanswered",
    "quotations": "/quotations",
    "repeated": "/repeated",
    "quotation": f"/quotation/{N['quotation']}",
    "sources": "/sources",
    "who": "/who",
    "who-against": "/who?tone=against",
    "about": "/about",
    "nowhere": "/nowhere",
}


def barriers(browser):
    """What axe finds serious or worse, with where."""
    browser.run(AXE)
    found = browser.driver.execute_async_script("const done = arguments[0]; axe.run({ resultTypes: ['violations'] }).then((r) => done(r.violations));")
    return [(one["id"], one["impact"], [node["html"][:150] for node in one["nodes"][:3]]) for one in found if one["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("name", PAGES)
def test_page(browser, site, name):
    browser.complaints()
    browser.open(site + PAGES[name])
    if shots := os.environ.get("SHOTS"):
        Path(shots).mkdir(parents=True, exist_ok=True)
        browser.picture(Path(shots) / f"{name}-{browser.mode}.png")
    expected = ["404"] if name == "nowhere" else []
    complaints = browser.complaints()
    assert len(complaints) == len(expected) and all(word in told for word, told in zip(expected, complaints)), complaints
    assert len(browser.all("h1")) == 1
    assert browser.run("return document.documentElement.scrollWidth") <= browser.width
    hosts = browser.run("return performance.getEntriesByType('resource').map((entry) => new URL(entry.name).origin)")
    assert set(hosts) <= {site}, "a page asks nobody but its own server"
    assert barriers(browser) == []


@pytest.mark.parametrize("name", ["index.html", "search.html?words=gate", f"article/{N['article']}.html", f"actor/{N['actor']}.html", "who.html"])
def test_file(browser, files, name):
    browser.complaints()
    browser.open(f"file://{files}/{name}")
    assert browser.complaints() == []
    assert browser.run("return document.documentElement.scrollWidth") <= browser.width
    assert barriers(browser) == []


def test_no_script_is_needed(desktop, site):
    desktop.command("Emulation.setScriptExecutionDisabled", value=True)
    try:
        desktop.open(f"{site}/article/{N['article']}")
        cards, cues = desktop.all(".card"), desktop.all("a.m.cue")
        assert cards and len(cues) >= len(cards) / 2
        cues[0].click()
        assert desktop.driver.current_url.endswith(cues[0].get_attribute("href").split("/")[-1].partition("#")[2])
        assert not any(button.is_displayed() for button in desktop.all("button.copy"))
        assert all(details.is_displayed() for details in desktop.all(".card details summary"))
    finally:
        desktop.command("Emulation.setScriptExecutionDisabled", value=False)
