"""Many stylesheets become one, and nothing is in it that has no effect."""

from __future__ import annotations

import re

import pytest

from multilingual.pages.chrome.site_styles import parted
from multilingual.pages.chrome.stylesheets import joined, rules_of
from multilingual.pages.chrome.variables import with_short_names
from multilingual.pages.chrome.vocabulary import Vocabulary


def without(*names: str, sheet: str) -> str:
    """Return a sheet for pages on which these names never occur."""
    return joined([sheet], lambda _kind, name: name not in names)


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        (".a{color:red}.b{color:red}", ".b{color:red}"),
        (".a,.b{color:red}", ".b{color:red}"),
        (".b .a{color:red}", ""),
        ("#a{color:red}", ""),
        ("a{color:red}", ""),
        ("b:not(.a){color:red}", "b:not(.a){color:red}"),
        (":is(.a,.b){color:red}", ":is(.a,.b){color:red}"),
        (":is(.a,#a) b{color:red}", ""),
        ("b:has(.a){color:red}", ""),
        ("b:hover::before{color:red}", "b:hover::before{color:red}"),
        ("@media print{.a{color:red}}", ""),
        ("@container x (width>1px){.a{color:red}}", ""),
        ("@page{margin:0}", "@page{margin:0}"),
        ("b:lang(a),b:lang(b){color:red}", "b:lang(b){color:red}"),
        ('input[type="a"]{color:red}', ""),
        ('b[data-x="a"]{color:red}', "b[data-x=a]{color:red}"),
    ],
)
def test_a_rule_for_what_never_occurs_is_left_out(sheet: str, expected: str) -> None:
    assert without("a", sheet=sheet) == expected


@pytest.mark.parametrize(
    ("sheets", "expected"),
    [
        (["a{color:red;margin:0}", "a{color:blue}"], "a{margin:0}a{color:blue}"),
        (["a{color:red}", "b{color:blue}"], "a{color:red}b{color:blue}"),
        (["a{color:red!important}", "a{color:blue}"], "a{color:red!important}a{color:blue}"),
        (["a,b{color:red}", "a{color:blue}"], "a,b{color:red}a{color:blue}"),
        (
            ["a{color:red}", "@media print{a{color:blue}}"],
            "a{color:red}@media print{a{color:blue}}",
        ),
        (["a{color:red}", "a,b::-webkit-x{color:blue}"], "a{color:red}a,b::-webkit-x{color:blue}"),
    ],
)
def test_what_a_later_rule_says_again_is_left_out(sheets: list[str], expected: str) -> None:
    assert joined(sheets) == expected


def test_a_variable_that_nothing_uses_is_left_out() -> None:
    sheet = "a{--one:1px;--two:var(--three);--three:2px;--four:3px;margin:var(--two)}"
    assert joined([sheet], said="--four") == sheet.replace("--one:1px;", "")


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        ("a , b > c { color : red ; }", "a,b>c{color:red}"),
        ("a { margin: 0.5rem  0 ; /* why */ }", "a{margin:.5rem 0}"),
        ("a { width: calc(1px + 2px) }", "a{width:calc(1px + 2px)}"),
        ('a::before { content: "a , b" }', 'a::before{content:"a , b"}'),
        ("@media (min-width: 5em) and (x: y) { a { color: red } }", None),
    ],
)
def test_no_blank_is_kept_that_is_not_needed(sheet: str, expected: str | None) -> None:
    assert joined([sheet]) == (expected or "@media (min-width:5em) and (x:y){a{color:red}}")


SELECTORS = {
    ".b a": 1,
    "a.c": 0,
    ":is(.b,.c)": 0,
    ":is(.b,.bb)": 1,
    "a:has(>.b)": 1,
    "a:not(.b)": 0,
    "a:not(:is(.b,.bb) *)": 0,
    ".c .b": 1,
    ".bc": 0,
}


@pytest.mark.parametrize(("selector", "number"), SELECTORS.items())
def test_a_rule_for_what_a_group_alone_has_is_in_its_sheet(selector: str, number: int) -> None:
    rules = rules_of([f"{selector}{{color:red}}"])
    sheets = parted(rules, [re.compile(r"\.(?:bb?)(?!\w)")], [[0], [1]])
    assert [bool(sheet) for sheet in sheets] == [number == 0, number == 1]


def test_what_stands_before_and_after_a_group_keeps_its_order_in_a_sheet_of_both() -> None:
    rules = rules_of([".b{color:red}.c{color:blue}.b a{color:red}"])
    (sheet,) = parted(rules, [re.compile(r"\.b"), re.compile(r"\.c")], [[1, 2]])
    assert sheet == ".b{color:red}.c{color:blue}.b a{color:red}"


SOURCES = {
    ".. note:: Take care.": ("class", "admonition"),
    "1. One\n2. Two": ("class", "arabic"),
    ".. code-block:: python\n\n   pass": ("class", "highlight"),
    "Look::\n\n   one": ("element", "pre"),
    "A note [#a]_.\n\n.. [#a] So.": ("class", "footnote-reference"),
    "=== ===\na   b\n=== ===": ("element", "table"),
    ".. rst-class:: special": ("class", "special"),
    '.. raw:: html\n\n   <video class="x"></video>': ("element", "video"),
    ":kbd:`x`": ("element", "kbd"),
    "| A line": ("class", "line-block"),
}


@pytest.mark.parametrize(("source", "made"), SOURCES.items())
def test_what_a_source_makes_is_known(source: str, made: tuple[str, str]) -> None:
    vocabulary = Vocabulary(["en"])
    assert not vocabulary(*made)
    vocabulary.add_source(source)
    assert vocabulary(*made)


def test_a_class_that_is_composed_is_known() -> None:
    vocabulary = Vocabulary(["en"])
    vocabulary.add_python('''classes = ["read-next"]\ntitle = f"{name}-title"''')
    assert vocabulary("class", "read-next-title")
    assert not vocabulary("class", "other-title")


def test_a_class_of_a_picture_is_known_though_a_source_could_make_one_of_its_name() -> None:
    vocabulary = Vocabulary(["en"])
    assert not vocabulary("class", "figure")
    vocabulary.add_markup('<svg><path class="thin figure"/></svg>')
    assert vocabulary("class", "figure")


SCRIPTS = {
    "const found = 1; found;": "const a = 1; a;",
    # A key of an object, or a part of one, is called so by others.
    "const title = { title: 1 }; title;": "const title = { title: 1 }; title;",
    "const { size } = box; size;": "const { size } = box; size;",
    "const text = node.text;": "const text = node.text;",
    "const rest = [...own];": "const a = [...own];",
    # What is in quotes or in a pattern is no name, but what is put into a text is.
    'const word = "word" + /word/.source;': 'const a = "word" + /word/.source;',
    "const word = 4; return /word/;": "const a = 4; return /word/;",
    "const part = all / part / 2;": "const a = all / a / 2;",
    "const word = 1; `word ${word}`;": "const a = 1; `word ${a}`;",
    # The browser's own names stay, and none is taken twice.
    "const own = a + document;": "const b = a + document;",
    "function add(one, two = 2) { return one + two; }": ("function c(a, b = 2) { return a + b; }"),
    "for (const entry of list) use(entry);": "for (const a of list) use(a);",
    "try { go(); } catch (error) { tell(error); }": "try { go(); } catch (a) { tell(a); }",
}


@pytest.mark.parametrize(("script", "short"), SCRIPTS.items())
def test_a_name_of_a_script_is_short_where_nothing_else_can_be_meant(
    script: str, short: str
) -> None:
    assert with_short_names(script) == short
