"""Variables of stylesheets, as short as they can be: inlined where once is enough, and renamed.

What scripts, templates or pictures name keeps its name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from string import ascii_lowercase

from multilingual.pages.chrome.stylesheets import Rule

VARIABLE = re.compile(r"(?<![\w-])--[\w-]+")
USE = re.compile(r"var\((--[\w-]+)\)")
OF_PAGE = re.compile(r"(?:html|body)(?:\[[^]]*\]|:not\([^()]*\))*")
"""Selectors of what holds a whole page, within which nothing stands that sets another value."""
SHORT = 8
"""Signs of a value that is no longer than its variable."""


def inlined(rules: Sequence[Rule], said: str) -> list[Rule]:
    """Return rules with the values of variables that are set once, for the whole page.

    >>> from multilingual.pages.chrome.stylesheets import rules_of
    >>> [str(rule) for rule in inlined(rules_of(["body{--a:1px}p{margin:var(--a)}"]), "")]
    ['p{margin:1px}']
    """
    values = _values(rules, said)

    def filled(text: str) -> str:
        return USE.sub(lambda use: filled(values[use[1]]) if use[1] in values else use[0], text)

    found = []
    for rule in rules:
        declarations = [
            replace(declaration, value=filled(declaration.value))
            for declaration in rule.declarations
            if declaration.name not in values
        ]
        found.append(Rule(rule.conditions, rule.selectors, declarations, rule.other))
    return [rule for rule in found if rule.other or rule.declarations]


def _values(rules: Sequence[Rule], said: str) -> dict[str, str]:
    """Return the values to write in place of variables."""
    texts = [declaration.value for rule in rules for declaration in rule.declarations]
    uses = Counter(name for text in texts for name in USE.findall(text))
    mentions = Counter(name for text in texts for name in VARIABLE.findall(text))
    elsewhere = (said, *(rule.other for rule in rules))
    kept = {name for text in elsewhere for name in VARIABLE.findall(text)}
    set_by: dict[str, list[Rule]] = defaultdict(list)
    values = {}
    for rule in rules:
        for declaration in rule.declarations:
            if declaration.name.startswith("--"):
                set_by[declaration.name].append(rule)
                values[declaration.name] = declaration.value

    def is_of_page(name: str) -> bool:
        return all(OF_PAGE.fullmatch(part) for rule in set_by[name] for part in rule.selectors)

    def can_be_inlined(name: str, value: str) -> bool:
        (first, *more), is_known = set_by[name], name not in kept and uses[name] == mentions[name]
        is_once = not more and first.selectors == ("body",) and not first.conditions
        is_worth_it = uses[name] == 1 or len(value) <= SHORT
        return (
            is_known and is_once and is_worth_it and all(map(is_of_page, VARIABLE.findall(value)))
        )

    return {name: value for name, value in values.items() if can_be_inlined(name, value)}


def short_names(sheets: Sequence[str], said: str) -> list[str]:
    """Return sheets with short names of variables, the most frequent first.

    >>> short_names(["a{--long-name:1px;--said:2px;margin:var(--long-name)}"], "--said")
    ['a{--a:1px;--said:2px;margin:var(--a)}']
    """
    kept = set(VARIABLE.findall(said))
    counts = Counter(name for sheet in sheets for name in VARIABLE.findall(sheet))
    every = (letters for size in (1, 2, 3) for letters in product(ascii_lowercase, repeat=size))
    free = (name for letters in every if (name := f"--{''.join(letters)}") not in kept)
    long = (name for name, _ in counts.most_common() if name not in kept)
    short = dict(zip(long, free, strict=False))
    return [VARIABLE.sub(lambda name: short.get(name[0], name[0]), sheet) for sheet in sheets]
