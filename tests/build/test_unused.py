"""What no page makes use of is not loaded, and works for whoever does."""

from __future__ import annotations

import subprocess
import sys

import pytest

BEGIN = (
    "import sys\nfrom multilingual.build.speedups.lazy_imports import load_later\nload_later()\n"
)
LOADED = "print(len([one for one in sys.modules if one.startswith({name!r} + '.')]) > 0)"


def told(code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", BEGIN + code], capture_output=True, text=True, check=True
    ).stdout.strip()


@pytest.mark.parametrize(
    ("code", "name"), [("import bs4", "soupsieve"), ("import sphinx.search.en", "snowballstemmer")]
)
def test_what_a_library_imports_is_not_loaded(code: str, name: str) -> None:
    assert told(f"{code}\n{LOADED.format(name=name)}") == "False"


@pytest.mark.parametrize(
    ("code", "result"),
    [
        (
            "import bs4\nprint(bs4.BeautifulSoup('<p>a</p>', 'html.parser').select_one('p').text)",
            "a",
        ),
        ("import soupsieve.util\nprint(soupsieve.util.lower('A'))", "a"),
        ("from snowballstemmer import stemmer\nprint(stemmer('english').stemWord('days'))", "day"),
        ("import soupsieve\nprint(soupsieve.__version__.count('.') > 0)", "True"),
        ("from soupsieve import *\nprint(callable(match))", "True"),
        ("from importlib.util import find_spec\nprint(find_spec('soupsieve').name)", "soupsieve"),
        (
            "import snowballstemmer as one\none.stemmer\nimport snowballstemmer as other\n"
            "print(one.stemmer is other.stemmer)",
            "True",
        ),
    ],
)
def test_it_works_once_it_is_used(code: str, result: str) -> None:
    assert told(code) == result
