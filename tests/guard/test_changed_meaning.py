"""A safety text that surely says the opposite reaches no page, and what may is told."""

import csv
import json

import pytest
from bs4 import Tag
from committing import LISTED, commit
from conftest import ROOT, SmallProject
from small_catalogs import LOCALE, catalog_of, message

from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.checks.all_checks import check_catalog
from multilingual.checks.exchanged_and_dropped import exchanged
from multilingual.checks.medical_and_critical_words import negation
from multilingual.guard.changed_meaning import changes
from multilingual.status.progress import refused_by_rules

DATA = ROOT / "tests" / "data"
PAGE = """
Home
====

.. safety::

   Never take these tablets with alcohol.

Do not smoke.
"""
DANGER = "Never take these tablets with alcohol."
LOST = "Tome estas pastillas con alcohol."
LOST_IN = {
    "es": LOST,
    "fr": "Prenez ces comprimés avec de l’alcool.",
    "ar": "تناول هذه الأقراص مع الكحول.",
    "hi": "ये गोलियाँ शराब के साथ लें।",
    "zh_CN": "请用酒送服这些药片。",
}
RIGHT = "Nunca tome estas pastillas con alcohol."
WORDS = (LOCALE / "es" / "words.csv").read_text(encoding="utf-8")


@pytest.fixture
def dangerous(project: SmallProject) -> SmallProject:
    """A project with a not in a safety text and one in another."""
    project.write("source/index.rst", PAGE)
    project.write("locale/es/words.csv", WORDS)
    return project


def safety_of(project: SmallProject) -> Tag:
    found = project.html("es").find(class_="safety")
    assert isinstance(found, Tag)
    return found


def waive(project: SmallProject) -> None:
    row = f'negation,index,"{DANGER}","{LOST}",As our doctors say,Ana\n'
    project.write("locale/es/waivers.csv", "rule,page,msgid,msgstr,reason,by\n" + row)


def surely(code: str, english: str, text: str) -> list[str]:
    folder = LanguageFolder(LOCALE / code, LOCALE.parent)
    return [change.rule for change in changes(english, text, folder) if change.is_sure]


def test_a_safety_text_that_lost_its_not_stays_english(dangerous: SmallProject) -> None:
    dangerous.translate("es", "index", {DANGER: LOST})
    built = dangerous.build("es")
    assert DANGER in safety_of(dangerous).find(class_="untranslated", lang="en").text
    assert "locale/es/LC_MESSAGES/index.po:5: negation: The English says" in built.stderr
    assert built.returncode == 1


def test_plain_sphinx_keeps_it_off_the_page_too(dangerous: SmallProject) -> None:
    dangerous.translate("es", "index", {DANGER: LOST})
    told = dangerous.sphinx("es").stderr
    assert "WARNING: locale/es/LC_MESSAGES/index.po:5: negation: " in told
    assert LOST not in (dangerous.folder / "out" / "index.html").read_text("utf-8")


def test_a_right_one_is_shown(dangerous: SmallProject) -> None:
    dangerous.translate("es", "index", {DANGER: RIGHT})
    assert dangerous.build("es").stderr == ""
    assert RIGHT in safety_of(dangerous).text


def test_what_may_have_lost_a_not_is_shown_and_told(dangerous: SmallProject) -> None:
    english = "Do not stop the tablets, and do not drink alcohol."
    dangerous.write("source/index.rst", PAGE.replace(DANGER, english))
    doubtful = "No deje las pastillas y beba alcohol."
    dangerous.translate("es", "index", {english: doubtful})
    built = dangerous.build("es")
    assert doubtful in safety_of(dangerous).text
    assert "index.po:5: negation: The English says not twice" in built.stderr
    assert "es is published with 1 doubtful text, as listed: mend it." in built.stdout


def test_a_not_that_may_have_moved_is_told(dangerous: SmallProject) -> None:
    english = "Do not take ibuprofen, but paracetamol is safe."
    dangerous.write("source/index.rst", PAGE.replace(DANGER, english))
    dangerous.translate("es", "index", {english: "No tome paracetamol, el ibuprofeno es seguro."})
    assert "index.po:5: exchanged: In the English" in dangerous.build("es").stderr


def test_a_program_is_told(dangerous: SmallProject) -> None:
    dangerous.translate("es", "index", {DANGER: LOST})
    (language,) = json.loads(dangerous.build("es", "--json").stdout)["languages"]
    assert [fault["line"] for fault in language["refused"]] == [5]


def test_only_who_is_listed_can_allow_it(dangerous: SmallProject) -> None:
    dangerous.translate("es", "index", {DANGER: LOST})
    waive(dangerous)
    assert dangerous.build("es").returncode == 1
    dangerous.write("reviewers.toml", LISTED)
    commit(dangerous.folder)
    assert dangerous.build("es").stderr == ""


def test_a_new_row_of_the_list_is_seen_by_the_next_build(dangerous: SmallProject) -> None:
    text = "Quedan descartadas estas pastillas con alcohol."
    dangerous.translate("es", "index", {DANGER: text})
    assert dangerous.build("es").returncode == 1
    rows = WORDS.replace("\nnot,", "\nnot,descartad*|").replace("\nnever,", "\nnever,descartad*|")
    dangerous.write("locale/es/words.csv", rows)
    assert dangerous.build("es").stderr == ""


def test_a_lost_not_elsewhere_is_for_the_check_alone(dangerous: SmallProject) -> None:
    dangerous.translate("es", "index", {"Do not smoke.": "Fume."})
    assert dangerous.build("es").stderr == ""


def test_the_status_counts_it_as_refused() -> None:
    about = "page / safety text"
    wrong = message(DANGER, LOST, line=5, about=about)
    right = message(DANGER, RIGHT, line=9, about=about)
    assert refused_by_rules(catalog_of("es", wrong, right)) == {5}


def errors_of(code: str, english: str, text: str) -> set[str]:
    safety_text = message(english, text, about="page / safety text")
    told = check_catalog(catalog_of(code, safety_text))
    return {finding.rule for finding in told if finding.severity == "error"}


def test_the_check_says_so_by_an_error() -> None:
    assert errors_of("es", DANGER, LOST) == {"negation"}
    assert errors_of("es", DANGER, RIGHT) == set()


def test_elsewhere_a_lost_not_is_a_warning() -> None:
    (told,) = check_catalog(catalog_of("es", (DANGER, LOST)))
    assert (told.rule, told.severity) == ("negation", "warning")


@pytest.mark.parametrize("code", LOST_IN)
def test_what_the_guard_refuses_is_an_error_of_the_check_and_the_other_way_round(code: str) -> None:
    rows = csv.DictReader((DATA / "opposites" / f"{code}.csv").open(encoding="utf-8"))
    texts = [(DANGER, LOST_IN[code]), *((row["english"], row["translation"]) for row in rows)]
    about = "page / safety text"
    safety_texts = [message(*pair, line=at, about=about) for at, pair in enumerate(texts, start=1)]
    catalog = catalog_of(code, *safety_texts)
    findings = [*negation(catalog), *exchanged(catalog)]
    errors = {finding.line for finding in findings if finding.severity == "error"}
    folder = LanguageFolder(LOCALE / code, LOCALE.parent)
    every = {at: list(changes(*pair, folder)) for at, pair in enumerate(texts, start=1)}
    assert errors == {at for at, found in every.items() if any(one.is_sure for one in found)}
    assert 1 in errors


@pytest.mark.parametrize(
    ("code", "english", "text"),
    [
        *((code, DANGER, text) for code, text in LOST_IN.items()),
        ("es", "Take these tablets with food.", "No tome estas pastillas con comida."),
        ("zh_CN", "Take these tablets with food.", "这些药片不要随餐服用。"),
    ],
)
def test_a_lost_or_added_not_is_sure_in_each_language(code: str, english: str, text: str) -> None:
    assert surely(code, english, text) == ["negation"]


@pytest.mark.parametrize(
    ("code", "english", "text"),
    [
        ("es", "Do not smoke.", "Evite fumar."),
        ("fr", "Do not drink alcohol.", "L’alcool est à éviter."),
        ("zh_CN", "Do not drink alcohol.", "请戒酒。"),
        ("ar", "Do not smoke.", "امتنع عن التدخين."),
        ("hi", "Do not smoke.", "धूम्रपान से परहेज़ करें।"),
        ("es", "Do not stop without asking your doctor.", "Pregunte antes a su médico."),
        ("es", "Keep taking it.", "No deje de tomarlo."),
        ("fr", "Call right away.", "Appelez sans attendre."),
    ],
)
def test_another_way_to_say_not_is_no_change(code: str, english: str, text: str) -> None:
    assert surely(code, english, text) == []


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("es", "Suspéndalo antes de preguntar a su médico."),
        ("fr", "Arrêtez-le avant de demander à votre médecin."),
        ("ar", "أوقفه قبل أن تسأل طبيبك."),
        ("hi", "डॉक्टर से पूछने से पहले इसे बंद करें।"),
        ("zh_CN", "咨询医生前停药。"),
    ],
)
def test_to_ask_too_late_is_a_lost_not(code: str, text: str) -> None:
    assert surely(code, "Do not stop it without asking your doctor.", text) == ["negation"]


def test_exchanged_doses_are_sure() -> None:
    english = "Take azathioprine 50 mg, prednisone 10 mg."
    assert surely("es", english, "Tome prednisona, 50 mg; azatioprina, 10 mg.") == ["exchanged"]
