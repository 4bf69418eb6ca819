"""SETTINGS.md has every setting of the package, as the code registers it."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT, run_multilingual

from multilingual.commands.settings import Setting, all_settings, as_page
from multilingual.project import OF_THE_BUILD

READ = re.compile(r"""(?:\bconfig\.|\bconf\.get\(["'])(multilingual_\w+)""")


@pytest.fixture(scope="module")
def settings() -> list[Setting]:
    return all_settings()


def test_the_page_is_as_the_code_says() -> None:
    page = (ROOT / "SETTINGS.md").read_text("utf-8")
    assert run_multilingual(ROOT, "settings").stdout == page, "run: make settings"


def test_every_setting_that_is_read_is_registered(settings: list[Setting]) -> None:
    texts = [path.read_text("utf-8") for path in (ROOT / "multilingual").rglob("*.py")]
    read = {name for text in texts for name in READ.findall(text)}
    assert read - {setting.name for setting in settings} == set()


def test_every_setting_says_what_it_does(settings: list[Setting]) -> None:
    assert [setting.name for setting in settings if not setting.about.endswith(".")] == []


def test_what_conf_py_of_this_site_sets_is_for_conf_py(settings: list[Setting]) -> None:
    conf = (ROOT / "conf.py").read_text("utf-8")
    named = set(re.findall(r"^(multilingual_\w+) =", conf, re.MULTILINE))
    assert named <= {one.name for one in settings if not one.about.startswith(OF_THE_BUILD)}


def test_a_setting_stands_on_the_page_with_its_default() -> None:
    page = as_page([Setting("multilingual_bells", 3, "How many ring."), Setting("b", 1, "Set by")])
    assert "| `multilingual_bells` | `3` | How many ring. |" in page


def test_what_the_build_sets_stands_apart() -> None:
    page = as_page([Setting("multilingual_place", "", f"{OF_THE_BUILD} where.")])
    assert page.index("multilingual_place") > page.index("## Not for conf.py")
