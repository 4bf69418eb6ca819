"""Whatever a list or a text holds, to look through a text twice as long takes twice as long.

Nothing here looks at a clock: the steps of each pattern are counted, see ``pattern_steps``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from re import Pattern
from typing import Any

import pytest
from conftest import ROOT, SmallProject
from pattern_steps import TooManySteps, steps
from small_catalogs import catalog_of, findings_in

import multilingual
from multilingual.checks.all_checks import check_catalog
from multilingual.text import unsafe_text
from multilingual.wordlists.number_list import Forms
from multilingual.wordlists.search_list import SearchList, read_search_list
from multilingual.wordlists.table import LARGEST_OF_SEARCH, search_forms

PIECES = (
    *("a", "A", "1", "a ", ".", "a.", "1,", "a-", "`", "``a", ":a:`", "<a", "[a", "( ", "%(", "{"),
    *("&a", "\\", "|a", "*", '"', "\n", " ", "é", "字", "::", "a@", "//", "www.", "a’"),
)
"""What a hostile text is made of, again and again."""
SHORT, LONG, TWICE = 100, 200, 3
"""Twice the text is less than three times the steps, and would be four times their number if
each sign were compared with each other."""
OF_THE_SOURCE = ("templates", "update.trivial", "tasks.pseudo", "commands.build_report")
"""What reads the English pages and our own lines alone, which are nobody's to attack."""
WHOLE = ("match", "fullmatch")


@cache
def grows(pattern: Pattern[str], piece: str, method: str = "search") -> bool:
    """Return whether a long text of ``piece`` needs more steps than its length explains."""
    short, long = (piece * (length // len(piece)) for length in (SHORT, LONG))
    try:
        return steps(pattern, long, method) > TWICE * steps(pattern, short, method)
    except TooManySteps:
        return True


def patterns_of(module: str) -> Iterator[tuple[str, Pattern[str]]]:
    for name, value in vars(import_module(module)).items():
        listed = value if isinstance(value, (list, tuple, dict)) else [value]
        for one in listed:
            if isinstance(one, Pattern) and isinstance(one.pattern, str):
                yield name, one


MODULES = [
    found.name
    for found in walk_packages(multilingual.__path__, "multilingual.")
    if not found.name.endswith("__main__")
    and not any(f".{place}" in found.name for place in OF_THE_SOURCE)
]


@cache
def method_of(pattern: Pattern[str]) -> str:
    """Return how a pattern is used: for the beginning of a text alone, or anywhere in it."""
    holders = (
        (name, holder) for name in MODULES for holder, one in patterns_of(name) if one is pattern
    )
    used = {
        method
        for name, holder in holders
        for method in re.findall(rf"\b{holder}\.(\w+)\b", source_of(name))
    }
    return max(used) if used and used <= {*WHOLE} else "search"


def source_of(module: str) -> str:
    return Path(str(import_module(module).__file__)).read_text("utf-8")


@pytest.mark.parametrize("module", MODULES)
def test_no_pattern_of_the_package_is_slow_on_a_hostile_text(module: str) -> None:
    slow = {
        (name, piece)
        for name, pattern in patterns_of(module)
        for piece in PIECES
        if grows(pattern, piece, method_of(pattern))
    }
    assert slow == set()


@pytest.mark.parametrize("pattern", [r"[^ ]*a[^ ]*b", r"(a+)+b", r"a*a*a*b"])
def test_a_slow_pattern_is_seen(pattern: str) -> None:
    assert grows(re.compile(pattern), "a")


FORMS = ("*a*a*a*a*a*ab", "a*a*a*a*a*a*b", "a … a … b", "* a* *a", "a *a*a* … *aa*a b", "**a**a**b")


@pytest.mark.parametrize("piece", ["a", "a ", "aa ", "a, ", "aaaa "])
@pytest.mark.parametrize("form", FORMS)
def test_no_form_of_a_list_is_slow(form: str, piece: str) -> None:
    assert not grows(search_forms([form]), piece)


@pytest.mark.parametrize("form", [form for form in FORMS if "*" in form])
def test_no_form_of_a_search_list_is_slow(form: str) -> None:
    ((_row, _part, pattern),) = SearchList(same=[[form]])._patterns
    assert not grows(pattern, "a")


@pytest.mark.parametrize("piece", ["a", "a ", "5 ", "55", "ا", "字", "5-"])
def test_no_word_for_a_number_is_slow(piece: str) -> None:
    assert not grows(Forms(["a" * 9, "aa aa", "a", "字字字", "اا", "5-5"])._search, piece)


@pytest.mark.parametrize(
    ("form", "texts"),
    [
        ("crónic*", ["crónica ", "crónicos ", "crónic "]),
        ("cr*ic*", ["crónico ", "crítica "]),
        ("*ab*ab*b", ["xababb ", "abxabyb "]),
        ("no * * solo", ["no es tan solo "]),
        ("no … sino … también", ["no es solo esto sino que es también "]),
    ],
)
def test_a_form_matches_what_it_did(form: str, texts: list[str]) -> None:
    assert [text for text in texts if not search_forms([form]).fullmatch(text)] == []


# ------------------------------------------------------------------------ what is refused


@pytest.fixture
def told(project: SmallProject) -> Any:
    """Return what is found in a list with a row more."""
    project.translate("es", "index", {"Home": "Inicio"}, "Language: es\\n")

    def told(name: str, rows: str) -> list[str]:
        header = (ROOT / "locale/es" / name).read_text("utf-8").split("\n", 1)[0]
        project.write(f"locale/es/{name}", f"{header}\n{rows}\n")
        findings = findings_in(project.folder / "locale/es", (), ["index"])
        return [f"{one.line}: {one.message}" for one in findings if one.path.endswith(name)]

    return told


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("terms.csv", "lupus,lupus,{},"),
        ("words.csv", "never,{}"),
        ("numbers.csv", "2,{}"),
        ("search.csv", "same,lupus|{},"),
    ],
)
@pytest.mark.parametrize("form", ["… … … q", "q" * 101, "*a*b*c*xyz*", "* * xyz * *"])
def test_a_form_that_would_be_looked_for_too_long_is_refused(
    told: Any, name: str, row: str, form: str
) -> None:
    assert any(
        one.startswith("2: ") and "has more than" in one for one in told(name, row.format(form))
    )


def test_a_value_of_numbers_that_would_be_read_too_long_is_refused(told: Any) -> None:
    assert any("has more than 100 signs" in one for one in told("numbers.csv", f"{'1' * 999}-,uno"))


def test_folds_that_make_a_letter_ever_longer_are_refused(told: Any) -> None:
    folds = "\n".join(f"fold,{chr(97 + n)},{chr(98 + n) * 9}" for n in range(20))
    assert any("makes one letter ever longer" in one for one in told("search.csv", folds))


def test_a_letter_never_becomes_longer_than_folds_may_make_it(tmp_path: Path) -> None:
    folds = "\n".join(f"fold,{chr(97 + n)},{chr(98 + n) * 2}" for n in range(20))
    (tmp_path / "search.csv").write_text(f"kind,from,to\n{folds}\n", "utf-8")
    assert len(read_search_list(tmp_path / "search.csv").folding.words("a")[0]) <= 40


@pytest.mark.parametrize("name", ["terms.csv", "words.csv", "numbers.csv", "search.csv"])
def test_a_list_of_more_than_anybody_writes_is_refused(told: Any, name: str) -> None:
    assert any(" kB. Take out" in one for one in told(name, "x" * LARGEST_OF_SEARCH[0]))


@pytest.mark.parametrize(
    ("name", "row"),
    [("terms.csv", "lupus,lupus,{},"), ("words.csv", "never,{}"), ("search.csv", "same,{},")],
)
def test_a_row_of_more_forms_than_anybody_writes_is_refused(told: Any, name: str, row: str) -> None:
    forms = "|".join(f"word{number}" for number in range(721))
    assert any(
        one.startswith("2: ") and "This row has more than" in one
        for one in told(name, row.format(forms))
    )


def test_a_list_of_more_forms_than_anybody_writes_is_refused(told: Any) -> None:
    rows = "\n".join(f"same,{'a|' * 700}b," for _row in range(29))
    assert any("has more than 20000 forms" in one for one in told("search.csv", rows))


def test_a_search_list_of_very_many_open_forms_is_refused(told: Any) -> None:
    rows = "\n".join(f"same,{'lup*|' * 99}b," for _row in range(6))
    assert any(one.startswith("7: With this row") for one in told("search.csv", rows))


def test_three_words_may_stand_between_two(told: Any) -> None:
    assert not any("has more than" in one for one in told("words.csv", "not,no * * * solo"))


def test_a_text_that_is_far_too_long_is_told_and_no_other_rule_reads_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(unsafe_text, "LONGEST", 200)
    (finding,) = check_catalog(catalog_of("es", ("Take 5 mg. " * 20, "Tome 6 mg. " * 30)))
    assert finding.rule == "safety"


def test_a_text_of_far_too_many_marks_is_told_and_never_parsed() -> None:
    (finding,) = check_catalog(catalog_of("es", ("Take 5 mg of **it**.", "*a " * 60)))
    assert finding.message.startswith("The translation has far more marks")
