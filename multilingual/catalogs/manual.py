"""The rules of the gate, as translators read them: made of the docstrings of the checks."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from multilingual.catalogs.gate import GUARDED, RULES

BEGIN = (
    "<!-- The rules: made by `make rules` from the docstrings in multilingual/catalogs/checks -->"
)
END = "<!-- The end of the rules -->"
CODE = re.compile(r"^(Bad|Good)::\n\n((?:    .*\n|\n)+)", re.MULTILINE)


def write_rules(path: Path) -> None:
    """Put the rules into the Markdown file ``path``, between their two marks."""
    text = path.read_text("utf-8")
    before, rest = text.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    path.write_text(f"{before}{BEGIN}\n\n{rules()}\n{END}{after}", encoding="utf-8")


def rules() -> str:
    """Return the rules as Markdown, each with its Bad and Good."""
    return "\n".join(_rule(check) for check in RULES)


def _rule(check: Callable[..., Any]) -> str:
    title, _, rest = f"{inspect.getdoc(check)}\n".partition("\n\n")
    mark = " ◆" if check in GUARDED else ""
    body = CODE.sub(_example, rest.strip("\n") + "\n").strip()
    return f"### `{check.__name__}`: {title.strip().rstrip('.')}{mark}\n\n{body}\n"


def _example(found: re.Match[str]) -> str:
    code = inspect.cleandoc(found[2])
    return f"{found[1]}:\n\n```po\n{code}\n```\n\n"
