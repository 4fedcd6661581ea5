"""What a person does with the pages: search, narrow down, point at an act, go through them by keys, copy, take a list home."""

import csv
import json
import time

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from test_pages import N


def wait(condition, seconds=10):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if got := condition():
            return got
        time.sleep(0.05)
    raise AssertionError("waited in vain")


def count(browser):
    """How many a list says it has."""
    return int(browser.one(".range").text.split(" of ")[-1].split()[0].replace(",", ""))


def lead(browser, step):
    """Takes a step that leads to another page, and waits until that is there."""
    browser.run("window.before = true")
    step()
    wait(lambda: browser.run("return !window.before && document.readyState === 'complete'"))


def search(browser, words):
    field = browser.one(".seek input")
    field.clear()
    lead(browser, lambda: field.send_keys(words + Keys.ENTER))


def facet(browser, key, at=0):
    """Follows a facet; hands out what it said and how many it promised."""
    link = [link for link in browser.all(".facets a") if f"{key}=" in link.get_attribute("href")][at]
    told, promised = link.text.rsplit(maxsplit=1)
    lead(browser, link.click)
    assert browser.all(".facets a.chosen")
    return told, int(promised.replace(",", ""))


def test_search_and_narrow_down(desktop, site):
    desktop.open(site)
    search(desktop, "gate")
    whole = count(desktop)
    assert whole > 0 and all(mark.text.lower() == "gate" for mark in desktop.all(".line mark"))
    speaker, promised = facet(desktop, "speaker")
    assert count(desktop) == promised <= whole
    assert all(speaker in line.text for line in desktop.all(".line .who"))
    _, promised = facet(desktop, "quote")
    assert count(desktop) == promised
    # Words stay when they are searched anew, and the filters with them.
    lead(desktop, desktop.one(".ask button").click)
    assert count(desktop) == promised
    for _ in range(2):
        lead(desktop, desktop.one(".facets a.chosen").click)
    assert count(desktop) == whole


def test_a_phrase_is_a_phrase(desktop, site):
    desktop.open(site)
    search(desktop, "three gate")
    words = count(desktop)
    search(desktop, "“gate three”")
    phrase = count(desktop)
    search(desktop, "\"three gate\"")
    assert words >= phrase > 0 == count(desktop)


def test_claims_of_one_person(desktop, site):
    desktop.open(f"{site}/claims")
    whole = count(desktop)
    name = desktop.one(".dispute .side:last-child .actor").text
    lead(desktop, lambda: desktop.one("input[name=who]").send_keys(name.split()[-1] + Keys.ENTER))
    assert "who=" in desktop.driver.current_url
    assert 0 < count(desktop) <= whole
    assert all(name.split()[-1] in dispute.text for dispute in desktop.all(".dispute"))


def test_pages_of_a_list(desktop, site):
    desktop.open(f"{site}/search")
    first = [line.text for line in desktop.all(".line")]
    lead(desktop, desktop.one(".pager a[rel=next]").click)
    second = [line.text for line in desktop.all(".line")]
    assert len(first) == 25 and second and first != second
    lead(desktop, desktop.one(".pager a[rel=prev]").click)
    assert [line.text for line in desktop.all(".line")] == first


def test_an_act_lights_up_with_its_parts(desktop, site):
    desktop.open(f"{site}/article/{N['article']}")
    card = next(card for card in desktop.all(".card") if card.get_attribute("data-beside"))
    act = card.get_attribute("data-act")
    ActionChains(desktop.driver).move_to_element(card.find_element("css selector", ".who")).perform()
    lit = desktop.all(".m.on")
    acts = lambda piece: dict(part.split(":") for part in piece.get_attribute("data-acts").split())
    assert lit and len(lit) == len([piece for piece in desktop.all(".m[data-acts]") if act in acts(piece)])
    assert all(f"as-{acts(piece)[act]}" in piece.get_attribute("class").split() for piece in lit)
    # One arrow to the cue, one to each act that it hangs together with.
    assert len(desktop.all(".arrows path.cue")) == 1
    assert len(desktop.all(".arrows path.chain")) >= 1 and desktop.all(".card.near")
    # From the text, too: its innermost act.
    cue = desktop.all("a.m.cue")[-1]
    ActionChains(desktop.driver).move_to_element(cue).perform()
    assert desktop.one(".card.on").get_attribute("data-act") in acts(cue)
    ActionChains(desktop.driver).move_to_element(desktop.one(".brand")).perform()
    wait(lambda: not desktop.all(".card.on"))


def test_by_keys_alone(desktop, site):
    desktop.open(f"{site}/article/{N['article']}")
    keys = lambda *strokes: ActionChains(desktop.driver).send_keys(*strokes).perform()
    lit = lambda: desktop.one(".card.on").get_attribute("data-act")
    cards = [card.get_attribute("data-act") for card in desktop.all(".card")]
    keys("j")
    assert lit() == cards[0]
    keys("j", "j")
    assert lit() == cards[2]
    keys("k")
    assert lit() == cards[1]
    assert desktop.run("return document.activeElement.closest('.card').dataset.act") == cards[1]
    keys(Keys.ESCAPE)
    assert not desktop.all(".card.on")
    keys("/")
    assert desktop.run("return document.activeElement.name") == "words"
    keys("jj")
    assert not desktop.all(".card.on"), "what is typed into a field is no command"


def test_copy_a_quotation_with_its_source(desktop, site):
    desktop.command("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
    desktop.open(f"{site}/article/{N['article']}")
    button = desktop.one("button.copy")
    button.click()
    wait(lambda: desktop.all(".told"))
    copied = desktop.driver.execute_async_script("const done = arguments[0]; navigator.clipboard.readText().then(done, (error) => done(String(error)));")
    reading = desktop.one(".reading")
    assert copied == button.get_attribute("data-copy")
    assert reading.get_attribute("data-outlet") in copied and reading.get_attribute("data-day")[:4] in copied
    assert button.find_element("xpath", "ancestor::*[contains(@class, 'card')]//*[contains(@class, 'actor')]").text in copied


@pytest.mark.parametrize("page", ["search?words=gate", "actors", "claims", "quotations", "sources"])
def test_take_a_list_home(desktop, site, page):
    desktop.open(f"{site}/{page}")
    promised = count(desktop)
    rows = {}
    for link in desktop.all(".downloads a"):
        before = set(desktop.downloads.iterdir())
        link.click()
        new = wait(lambda: [path for path in set(desktop.downloads.iterdir()) - before if path.suffix in (".csv", ".json")])[0]
        wait(lambda: new.stat().st_size)
        text = new.read_text(encoding="utf-8")
        rows[new.suffix] = json.loads(text) if new.suffix == ".json" else list(csv.DictReader(text.splitlines(keepends=True)))
    assert len(rows[".csv"]) == len(rows[".json"]) == promised
    assert [list(row) for row in rows[".csv"][:1]] == [list(row) for row in rows[".json"][:1]]


def test_a_network_lights_up(desktop, site):
    desktop.open(f"{site}/who")
    node = desktop.one(".network .node")
    desktop.run("arguments[0].focus()", node)
    number = node.get_attribute("data-node")
    on = desktop.all(".network .arrow.on")
    assert on and all(number in (arrow.get_attribute("data-from"), arrow.get_attribute("data-to")) for arrow in on)


def test_search_in_files(desktop, site, files):
    desktop.open(f"{site}/search?words=gate")
    served = (count(desktop), [line.text for line in desktop.all(".line")], [entry.text for entry in desktop.all(".facets li")])
    desktop.open(f"file://{files}/index.html")
    search(desktop, "gate")
    assert (count(desktop), [line.text for line in desktop.all(".line")]) == served[:2], "files find what the server finds"
    assert sorted(entry.text for entry in desktop.all(".facets li")) == sorted(served[2])
    speaker, promised = facet(desktop, "speaker")
    assert count(desktop) == promised
    lead(desktop, desktop.one(".line blockquote a").click)
    assert "/article/" in desktop.driver.current_url and desktop.one(".card:target")
