"""A server over the corpus, an export of it, and browsers of several widths and colours."""

import os
import subprocess
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

PROGRAM, DATABASE = os.environ["PROGRAM"], os.environ["DATABASE"]
MODES = {"desktop-light": (1280, 900, "light"), "desktop-dark": (1280, 900, "dark"), "phone-light": (390, 800, "light"), "phone-dark": (390, 800, "dark")}


@pytest.fixture(scope="session")
def site():
    """The address of a server; it says on standard error where it listens."""
    server = subprocess.Popen([PROGRAM, "view", DATABASE, "--port", "0"], stderr=subprocess.PIPE, text=True)
    address = next(word for line in server.stderr for word in line.split() if word.startswith("http://"))
    yield address.rstrip("/")
    server.terminate()
    server.wait()


@pytest.fixture(scope="session")
def files(tmp_path_factory):
    """A folder with the same pages as files."""
    folder = tmp_path_factory.mktemp("export") / "site"
    subprocess.run([PROGRAM, "view", DATABASE, "--export", str(folder)], check=True, stderr=subprocess.DEVNULL)
    return folder


class Browser:
    """A browser that remembers what went wrong in it."""

    def __init__(self, mode, downloads):
        self.width, self.height, colours = MODES[mode]
        options = webdriver.ChromeOptions()
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"):
            options.add_argument(argument)
        options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        self.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": colours}, {"name": "prefers-reduced-motion", "value": "reduce"}])
        self.size(self.height)

    def command(self, name, **parameters):
        return self.driver.execute_cdp_cmd(name, parameters)

    def size(self, height):
        self.command("Emulation.setDeviceMetricsOverride", width=self.width, height=height, deviceScaleFactor=1, mobile=self.width < 600)

    def open(self, address):
        self.driver.get(address)
        return self

    def all(self, selector):
        return self.driver.find_elements("css selector", selector)

    def one(self, selector):
        return self.driver.find_element("css selector", selector)

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def complaints(self):
        """What the console has said since it was last asked."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]

    def picture(self, path):
        self.size(min(self.run("return document.documentElement.scrollHeight"), 4000))
        self.driver.save_screenshot(str(path))
        self.size(self.height)


@pytest.fixture(scope="session", params=MODES)
def browser(request, tmp_path_factory):
    """One in each width and colour."""
    browser = Browser(request.param, tmp_path_factory.mktemp("downloads"))
    browser.mode = request.param
    yield browser
    browser.driver.quit()


@pytest.fixture(scope="session")
def desktop(tmp_path_factory):
    """A wide, light one, whose downloads can be read."""
    downloads = tmp_path_factory.mktemp("downloads")
    browser = Browser("desktop-light", downloads)
    browser.downloads = downloads
    yield browser
    browser.driver.quit()


def pytest_sessionstart():
    assert Path(PROGRAM).is_file() and Path(DATABASE).is_file(), "run it by run.sh PROGRAM DATABASE"
