"""The rules of the gate, as translators read them: made of the docstrings of the checks."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

from multilingual.checks.registry import Rule, rules

SHORT, LONG = "TRANSLATING.md", "HANDBOOK.md"
BEGIN = "<!-- The rules: made by `make rules` from the docstrings in multilingual/checks -->"
END = "<!-- The end of the rules -->"
CODE = re.compile(r"^(Bad|Good)::\n\n((?:    .*\n|\n)+)", re.MULTILINE)


def write_rules(folder: Path) -> None:
    """Put a line about each rule into the short manual in ``folder``, all of it into the long."""
    _put(folder / SHORT, summary())
    _put(folder / LONG, all_rules())


def summary() -> str:
    """Return a Markdown list of the rules, each with a link to all that is said of it."""
    return "".join(
        f"* [`{rule.name}`]({LONG}#{rule.name}){_mark(rule)}: {_title(rule)}\n" for rule in rules()
    )


def all_rules() -> str:
    """Return the rules as Markdown, each with its Bad and Good."""
    return "\n".join(map(_rule, rules()))


def _put(path: Path, text: str) -> None:
    """Write ``text`` between the two marks of the file."""
    before, rest = path.read_text("utf-8").split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    path.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{after}", encoding="utf-8")


def _rule(rule: Rule) -> str:
    rest = f"{inspect.getdoc(rule.check)}\n".partition("\n\n")[2]
    body = CODE.sub(_example, rest.strip("\n") + "\n").strip()
    # A heading of one word is an address that no rewording breaks.
    return f"### `{rule.name}`\n\n**{_title(rule)}**{_mark(rule)}\n\n{body}\n"


def _title(rule: Rule) -> str:
    return f"{inspect.getdoc(rule.check)}".partition("\n\n")[0].strip()


def _mark(rule: Rule) -> str:
    return " ◆" if rule.is_guarded else ""


def _example(found: re.Match[str]) -> str:
    code = inspect.cleandoc(found[2])
    return f"{found[1]}:\n\n```po\n{code}\n```\n\n"
