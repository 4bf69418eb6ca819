"""Variables of stylesheets and of scripts, as short as they can be.

Those of stylesheets are inlined where once is enough, and renamed. What scripts, templates or
pictures name keeps its name. One of a script is renamed where nothing else can be meant by it: the
script declares it, and nowhere is it the name of a property.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from string import ascii_lowercase
from typing import Any

from multilingual.pages.chrome.stylesheets import Rule

VARIABLE = re.compile(r"(?<![\w-])--[\w-]+")
USE = re.compile(r"var\((--[\w-]+)\)")
OF_PAGE = re.compile(r"(?:html|body)(?:\[[^]]*\]|:not\([^()]*\))*")
"""Selectors of what holds a whole page, within which nothing stands that sets another value."""
SHORT = 8
"""Signs of a value that is no longer than its variable."""

TOKEN = re.compile(
    r"""(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?P<template>`(?:[^`\\]|\\.)*`)"""
    r"""|(?P<pattern>(?:(?<![\w$)\]\s])|(?<=\breturn)(?=\s))\s*/(?![/*])(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/\w*)"""
    r"""|(?P<name>[A-Za-z_$][\w$]*)|(?P<number>\d[\w.]*)|(?P<bracket>[(){}\[\]])""",
    re.VERBOSE,
)
DECLARED = re.compile(r"\b(?:const|let)\s+([\w$]+|\[[^\[\]]*\])|\bfunction\s+([\w$]+)")
TAKEN = re.compile(r"(?:\bfunction\s*[\w$]*|\bcatch\s*|)\(([^(){}]*)\)\s*(?:=>|\{)")
"""What a function takes; what stands before a block is taken for it, too."""
INSERTED = re.compile(r"\$\{([^{}]*)\}")
BRACKETS = {"(": ")", "[": "]", "{": "}"}
RESERVED = """
async await break case catch class const continue default delete do else false finally for function
if in instanceof let new null of return static super switch this throw true try typeof undefined
var void while yield
"""


def variables_of(options: Mapping[str, Any]) -> str:
    """Return the colours of ``html_theme_options`` as a stylesheet, as furo has them on a page."""
    light, dark = (
        "".join(
            f"--{name}:{value};"
            for name, value in (options.get(f"{kind}_css_variables") or {}).items()
        )
        for kind in ("light", "dark")
    )
    chosen, automatic = 'body[data-theme="dark"]', 'body:not([data-theme="light"])'
    wanted = "@media (prefers-color-scheme: dark)"
    return (
        f"body{{{light}}}@media not print{{{chosen}{{{dark}}}}}"
        f"@media not print{{{wanted}{{{automatic}{{{dark}}}}}}}"
    )


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
        is_worth_it = uses[name] == 1 or len(value) <= SHORT or USE.fullmatch(value) is not None
        return (
            is_known and is_once and is_worth_it and all(map(is_of_page, VARIABLE.findall(value)))
        )

    return {name: value for name, value in values.items() if can_be_inlined(name, value)}


PHYSICAL = {
    "block-size": "height",
    "inline-size": "width",
    **{
        f"{box}-block-{end}": f"{box}-{side}"
        for box in ("margin", "padding", "border")
        for end, side in (("start", "top"), ("end", "bottom"))
    },
    "inset-block-start": "top",
    "inset-block-end": "bottom",
}
"""Shorter names of the same where text runs in lines, whichever its direction."""
LOGICAL = re.compile(rf"(?<=[;{{])((?:min-|max-)?)({'|'.join(PHYSICAL)})(?=[-:])")


def short_names(sheets: Sequence[str], said: str) -> list[str]:
    """Return sheets with short names: of properties, and of variables, the most frequent first.

    >>> short_names(["a{--long-name:1px;--said:2px;min-block-size:var(--long-name)}"], "--said")
    ['a{--a:1px;--said:2px;min-height:var(--a)}']
    """
    kept = set(VARIABLE.findall(said))
    counts = Counter(name for sheet in sheets for name in VARIABLE.findall(sheet))
    every = (letters for size in (1, 2, 3) for letters in product(ascii_lowercase, repeat=size))
    free = (name for letters in every if (name := f"--{''.join(letters)}") not in kept)
    long = (name for name, _ in counts.most_common() if name not in kept)
    short = dict(zip(long, free, strict=False))
    named = (VARIABLE.sub(lambda name: short.get(name[0], name[0]), sheet) for sheet in sheets)
    return [LOGICAL.sub(lambda name: name[1] + PHYSICAL[name[2]], sheet) for sheet in named]


def with_short_names(script: str) -> str:
    """Return a script in which the names of its own are short, the most frequent most.

    >>> with_short_names("const word = said.word; const found = `${found} ${word}`;")
    'const word = said.word; const a = `${a} ${word}`;'
    """
    uses = list(_uses(script))
    counts = Counter(name for name, _ in uses)
    own = _declared(script).difference(name for name, may_be_key in uses if may_be_key)
    # What a script only names is the browser's.
    kept = {*RESERVED.split(), *(counts.keys() - own)}
    letters = (some for size in (1, 2) for some in product(ascii_lowercase, repeat=size))
    free = (name for name in map("".join, letters) if name not in kept)
    frequent = (name for name, _ in counts.most_common() if name in own)
    return _renamed(script, dict(zip(frequent, free, strict=False)))


def _declared(script: str) -> set[str]:
    found = [part for parts in DECLARED.findall(script) for part in parts]
    taken = ",".join(TAKEN.findall(script)).split(",")
    # What follows a sign of equality is no name that is declared.
    found += [part.partition("=")[0] for part in taken]
    names = {name for part in found for name in re.findall(r"[A-Za-z_$][\w$]*", part)}
    return names.difference(RESERVED.split())


def _uses(script: str) -> Iterator[tuple[str, bool]]:
    """Yield each name, and whether it may be the key of a property there."""
    within = ["("]
    for token in TOKEN.finditer(script):
        if token["bracket"]:
            if token[0] in BRACKETS:
                within.append(token[0])
            elif len(within) > 1:
                within.pop()
        elif token["name"]:
            before, after = (
                script[: token.start()].rstrip()[-3:],
                script[token.end() :].lstrip()[:1],
            )
            is_part = before.endswith(".") and before != "..."
            is_key = within[-1] == "{" and before[-1:] in "{," and after in ",}:=("
            yield token["name"], is_part or is_key
        elif token["template"]:
            for part in INSERTED.findall(token["template"]):
                yield from _uses(part)


def _renamed(script: str, short: dict[str, str]) -> str:
    def other(token: re.Match[str]) -> str:
        if token["template"]:
            return INSERTED.sub(lambda part: f"${{{_renamed(part[1], short)}}}", token[0])
        return short.get(token[0], token[0]) if token["name"] else token[0]

    return TOKEN.sub(other, script)
