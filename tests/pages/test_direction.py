"""Furo's stylesheets serve both directions."""

import re
from pathlib import Path

import pytest
from furo import THEME_PATH

from multilingual.pages.chrome.stylesheets import logical

STYLES = Path(__file__).parents[2] / "multilingual" / "pages" / "chrome" / "static"
PHYSICAL = re.compile(
    r"[{;]\s*(?:(?:margin|padding|border)-(?:left|right)[\w-]*|left|right"
    r"|border-(?:top|bottom)-(?:left|right)-radius)\s*:"
    r"|(?:float|clear|text-align)\s*:\s*(?:left|right)\b"
)


@pytest.mark.parametrize(
    ("physical", "expected"),
    [
        ("a{left:0}", "a{inset-inline-start:0}"),
        ("a{margin-right:1px!important}", "a{margin-inline-end:1px!important}"),
        ("a{border-left-width:0}", "a{border-inline-start-width:0}"),
        ("a{text-align:left}", "a{text-align:start}"),
        ("a{float:right}", "a{float:inline-end}"),
        ("a{margin:1px 2px 3px 4px}", "a{margin-block:1px 3px;margin-inline:4px 2px}"),
        ("a{margin:1px 2px 3px}", "a{margin:1px 2px 3px}"),
        ("a{transition:left 1s}", "a{transition:inset-inline-start 1s}"),
        ("@media print{a{right:0}}", "@media print{a{inset-inline-end:0}}"),
        ("a{--left:left;color:red}", "a{--left:left;color:red}"),
    ],
)
def test_a_physical_declaration_becomes_logical(physical: str, expected: str) -> None:
    assert logical(physical) == expected


@pytest.mark.parametrize("name", ["furo.css", "furo-extensions.css"])
def test_nothing_physical_is_left_in_furo(name: str) -> None:
    source = (THEME_PATH / "static" / "styles" / name).read_text("utf-8")
    assert not PHYSICAL.search(logical(source))


@pytest.mark.parametrize("name", ["furo.css", "furo-extensions.css"])
def test_no_class_of_furo_is_lost(name: str) -> None:
    source = (THEME_PATH / "static" / "styles" / name).read_text("utf-8")
    source = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)
    named = re.compile(r"\.[A-Za-z][\w-]*(?=[^{}]*\{)")
    # Its navigation and its search are not ours, and some of it goes with them.
    gone = {".external", ".icon", ".toctree-checkbox", ".icons", ".search", ".caption-text"}
    gone |= {".current", ".arabic", ".figure", ".toctree-wrapper"}
    assert set(named.findall(source)) - set(named.findall(logical(source))) <= gone


def test_our_own_stylesheet_is_logical() -> None:
    assert not PHYSICAL.search((STYLES / "multilingual.css").read_text("utf-8"))
