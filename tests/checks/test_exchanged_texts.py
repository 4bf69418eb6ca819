"""Two texts of a page that stand below each other's English are seen, and right ones are not."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from conftest import ROOT, SmallProject
from small_catalogs import catalog_of, catalog_of_repository

from multilingual.catalogs.message import Catalog
from multilingual.checks.misplaced_catalogs import exchanged_texts, misplaced, placed_in
from multilingual.guard.changed_meaning import unsafe_safety_texts

CODES = ("ar", "es", "fr", "hi", "zh_CN")
HELP = "when-to-get-help"
EMERGENCY = "When must I call the emergency number?"
SOON = "What do I need to tell my lupus team soon?"
SUICIDE, FOAM = "You might kill yourself or hurt others", "Foamy urine"
NOTHING_SEEN = 0.15
"""Which share of the exchanges of two list items may go unseen; it was nearly half."""
PAGE = f"""
Home
====

.. _emergency:

{EMERGENCY}
{"-" * len(EMERGENCY)}

.. short-answer::

   For these signs.

.. safety:: now

   Call it if you have one of these:

   * Chest pain
   * {FOAM}

.. _soon:

{SOON}
{"-" * len(SOON)}

.. short-answer::

   About small things.

.. safety::

   Tell them about a new rash.
"""
RIGHT = {
    EMERGENCY: "¿Cuándo debo llamar al número de emergencias?",
    SOON: "¿Qué debo contarle pronto a mi equipo de lupus?",
    "Chest pain": "Dolor en el pecho",
    FOAM: "Orina espumosa",
}


def path_of(code: str, page: str = HELP) -> Catalog:
    return catalog_of_repository(ROOT / "locale" / code / "LC_MESSAGES" / f"{page}.po")


def exchanged(catalog: Catalog, one: str, other: str) -> Catalog:
    """Return a catalog in which two messages have each other's translation."""
    forms = {message.msgid: message.forms for message in catalog.messages}
    new = {one: forms[other], other: forms[one]}
    messages = [
        replace(message, forms=new.get(message.msgid, message.forms))
        for message in catalog.messages
    ]
    return replace(catalog, messages=messages)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("pair", [(EMERGENCY, SOON), (SUICIDE, FOAM)], ids=["headings", "items"])
def test_two_texts_that_name_dangers_are_an_error_each(code: str, pair: tuple[str, str]) -> None:
    found = list(misplaced(exchanged(path_of(code), *pair)))
    assert [finding.severity for finding in found] == ["error", "error"]


@pytest.mark.parametrize("code", CODES)
def test_most_exchanges_of_two_list_items_are_seen(code: str) -> None:
    catalog = path_of(code)
    items = [one for one in placed_in(catalog) if one.kind and one.is_danger]
    items = [one for one in items if one.kind == "list item"]
    pairs = list(combinations(items[::3], 2))
    unseen = [
        (one.english, other.english)
        for one, other in pairs
        if not exchanged_texts(
            [replace(one, text=other.text), replace(other, text=one.text)], catalog.language
        )
    ]
    assert len(unseen) <= NOTHING_SEEN * len(pairs)


@pytest.mark.parametrize("code", CODES)
def test_no_text_of_ours_is_misplaced(code: str) -> None:
    paths = sorted((ROOT / "locale" / code / "LC_MESSAGES").glob("*.po"))
    assert [one for path in paths for one in misplaced(catalog_of_repository(path))] == []


def test_texts_of_a_page_that_name_no_danger_are_a_warning() -> None:
    flare = "Joint pain, rash and fever are common in lupus."
    kidney = "Kidney disease, swollen legs and foamy urine are less common."
    texts = {
        flare: "El dolor articular, el sarpullido y la fiebre son comunes en el lupus.",
        kidney: "La enfermedad renal, las piernas hinchadas y la orina espumosa son menos comunes.",
    }
    catalog = catalog_of("es", (flare, texts[kidney]), (kidney, texts[flare]))
    assert [finding.severity for finding in misplaced(catalog)] == ["warning", "warning"]


def test_of_a_danger_and_another_text_that_are_exchanged_the_danger_stays_english() -> None:
    danger = "Breathing and heart, at any age:"
    catalog = exchanged(path_of("es"), danger, "An arm or a leg is weak or numb")
    line = next(one.line for one in catalog.translated if one.msgid == danger)
    assert unsafe_safety_texts(catalog) == {line}


@pytest.fixture
def built(project: SmallProject) -> SmallProject:
    """A project with the word lists of Spanish, and a page about dangers."""
    for name in ("words.csv", "numbers.csv"):
        project.write(f"locale/es/{name}", (ROOT / "locale" / "es" / name).read_text("utf-8"))
    project.write("source/index.rst", PAGE)
    return project


def test_exchanged_headings_above_safety_texts_stay_english_and_are_told(
    built: SmallProject,
) -> None:
    built.translate("es", "index", {**RIGHT, EMERGENCY: RIGHT[SOON], SOON: RIGHT[EMERGENCY]})
    done = built.build("es")
    titles = [heading.get_text() for heading in built.html("es").select("h2")]
    assert [title.startswith(("When", "What")) for title in titles[:2]] == [True, True]
    assert (done.stderr.count(": misplaced: "), done.returncode) == (2, 1)


def test_exchanged_items_of_a_safety_text_stay_english(built: SmallProject) -> None:
    wrong = {"Chest pain": RIGHT[FOAM], FOAM: RIGHT["Chest pain"]}
    built.translate("es", "index", {**RIGHT, **wrong})
    built.build("es")
    text = built.html("es").article.text
    assert ("Chest pain" in text, FOAM in text, "Orina espumosa" in text) == (True, True, False)


def test_right_headings_above_safety_texts_are_shown(built: SmallProject) -> None:
    built.translate("es", "index", RIGHT)
    done = built.build("es")
    assert (RIGHT[EMERGENCY] in built.html("es").article.text, done.returncode) == (True, 0)


def test_exchanged_headings_above_safety_texts_count_as_shown_in_english() -> None:
    catalog = exchanged(path_of("es"), EMERGENCY, SOON)
    lines = {one.line for one in catalog.translated if one.msgid in {EMERGENCY, SOON}}
    assert unsafe_safety_texts(catalog) == lines
