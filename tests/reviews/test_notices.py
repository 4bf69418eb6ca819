"""What a page says of its own state has words that people agreed to, whatever its catalog says."""

from __future__ import annotations

import ast
import re

import pytest
from committing import commit
from conftest import CODES, ROOT, SmallProject, run_multilingual

from multilingual.catalogs.reader import read_catalog
from multilingual.pages.translation import provenance, translation_status
from multilingual.reviews.notices import CHANGED, NOTICES, fault_of_notice

ENGLISH = provenance.UNKNOWN
ADVICE = provenance.ADVICE
TRUE, FORGED = "Nadie la ha revisado.", "Revisada por médicos."
LIST = f"""language,english,translation
es,{ENGLISH},{TRUE}
es,"{ADVICE}",No cambie nada sin su médico.
"""


@pytest.fixture
def site(project: SmallProject) -> SmallProject:
    project.write(NOTICES, LIST)
    project.translate("es", "index", {"Home": "Inicio"})
    return project


def say(site: SmallProject, notice: str, code: str = "es") -> None:
    words = {ENGLISH: notice, ADVICE: "No cambie nada sin su médico."}
    site.translate(code, "sphinx", words, f"Language: {code}\\n")


def test_a_notice_that_people_agreed_to_is_shown(site: SmallProject) -> None:
    say(site, TRUE)
    assert site.build("es").stderr == ""
    assert site.html("es").select_one(".provenance strong").text == TRUE


def test_a_notice_that_claims_a_review_reaches_no_page(site: SmallProject) -> None:
    say(site, FORGED)
    told = site.build("es").stderr
    assert FORGED not in site.html("es").text
    assert site.html("es").select_one(".provenance p[lang=en] strong").text == ENGLISH
    assert "sphinx.po:" in told
    assert "This says who has checked a text" in told


def test_words_agreed_to_for_another_sentence_do_not_count(site: SmallProject) -> None:
    site.write(NOTICES, LIST + f'es,"{provenance.MEDICAL_ENGLISH}",{FORGED}\n')
    assert fault_of_notice(site.folder, "es", ENGLISH, FORGED) is not None


def test_words_agreed_to_for_another_language_do_not_count(site: SmallProject) -> None:
    site.write(NOTICES, LIST + f"it,{ENGLISH},{FORGED}\n")
    assert fault_of_notice(site.folder, "es", ENGLISH, FORGED) is not None


def test_a_country_has_the_words_of_its_language(site: SmallProject) -> None:
    assert fault_of_notice(site.folder, "es_MX", ENGLISH, TRUE) is None


def test_a_new_list_takes_the_words_off_pages_that_were_built_before(site: SmallProject) -> None:
    say(site, TRUE)
    site.build("es")
    site.write(NOTICES, LIST.replace(TRUE, "Nadie la revisó."))
    site.build("es")
    assert TRUE not in site.html("es").text


def test_the_check_refuses_other_words(site: SmallProject) -> None:
    say(site, FORGED)
    checked = run_multilingual(site.folder, "check")
    assert "sphinx.po:" in checked.stdout
    assert "safety: This says who has checked a text" in checked.stdout
    assert checked.returncode == 1


def test_a_seventh_language_is_warned_and_shows_the_english(site: SmallProject) -> None:
    header = "Language: it\\nX-Provenance: translated by a person, 2026-10\\n"
    site.translate("it", "index", {"Home": "Inizio"}, header)
    site.translate("it", "sphinx", {ENGLISH: "Nessuno l'ha controllata."}, header)
    said = run_multilingual(site.folder, "check", "it").stdout
    assert "has no words of it for it" in said
    assert "error" not in said
    site.build("it")
    assert site.html("it").select_one(".provenance p")["lang"] == "en"


def test_a_change_of_the_list_is_told_row_by_row(site: SmallProject) -> None:
    commit(site.folder)
    site.write(NOTICES, LIST + f"es,{ENGLISH},{FORGED}\n")
    said = run_multilingual(site.folder, "check", "--since", "HEAD").stdout
    assert f"new in {NOTICES}:4: es, {ENGLISH} → {FORGED}" in said


URGENT = ("Emergency", "Now, day or night", "Today", "Soon")
HELP = ("Get help now", "Emergency number", "Emergency numbers", "Crisis line", "Day and night")


@pytest.mark.parametrize("code", CODES[1:])
@pytest.mark.parametrize("words", [*URGENT, *HELP, "All signs that need help now"])
def test_words_on_red_boxes_and_buttons_for_help_are_in_the_list(code: str, words: str) -> None:
    assert fault_of_notice(ROOT, code, words, "?") == CHANGED


def test_every_word_before_a_safety_text_is_in_the_list() -> None:
    template = (ROOT / "multilingual/pages/content/safety.py").read_text("utf-8")
    words = re.findall(r'[^_]_\("([^"]+)"\)', template)
    assert {*words} >= {*URGENT}
    assert [one for one in words if fault_of_notice(ROOT, "es", one, "?") != CHANGED] == []


def show_danger(site: SmallProject, word: str) -> None:
    """Build a red box whose word ``Emergency`` people agreed to translate as Emergencia."""
    site.write(NOTICES, LIST + "es,Emergency,Emergencia\n")
    with (site.folder / "source/index.rst").open("a", encoding="utf-8") as home:
        home.write("\n.. safety::\n\n   Call at once.\n")
    site.translate("es", "sphinx", {"Emergency": word}, "Language: es\\n")
    site.build("es")


def test_an_urgency_that_is_turned_round_reaches_no_page(site: SmallProject) -> None:
    show_danger(site, "Pronto")
    assert site.html("es").select_one(".safety-title").text.strip() == "Emergency"
    assert site.html("es").select_one(".safety-title [lang=en]")["lang"] == "en"
    assert "safety: This says who has checked a text, or how urgent one is" in (
        run_multilingual(site.folder, "check").stdout
    )


def test_an_urgency_that_people_agreed_to_is_shown(site: SmallProject) -> None:
    show_danger(site, "Emergencia")
    assert str(site.html("es").select_one(".safety-title span")).count("lang") == 0
    assert site.html("es").select_one(".safety-title").text.strip() == "Emergencia"


def sentences() -> set[str]:
    """Return all sentences of the modules that say how far a text is checked."""
    found = {"Not yet translated:"}
    for module in (provenance, translation_status):
        tree = ast.parse((ROOT / module.__file__).read_text("utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        named = [call for call in calls if isinstance(call.func, ast.Name)]
        texts = [call.args[0] for call in named if call.func.id in ("marked", "_", "ngettext")]
        found |= {ast.literal_eval(text) for text in texts if isinstance(text, ast.Constant)}
    return found - NO_STATES


NO_STATES = {
    *("Read this page in English.", "Page", "Translated", "Words left"),
    *("This table in other languages:", "How far each language is:"),
}
"""What says nothing of who has checked a text."""


@pytest.mark.parametrize("code", CODES[1:])
@pytest.mark.parametrize("sentence", sorted(sentences()))
def test_each_sentence_of_this_project_is_in_the_list(code: str, sentence: str) -> None:
    assert fault_of_notice(ROOT, code, sentence, "?") == CHANGED


@pytest.mark.parametrize("code", CODES[1:])
def test_our_catalogs_have_the_words_of_the_list(code: str) -> None:
    forms = read_catalog(ROOT / "locale" / code / "LC_MESSAGES" / "sphinx.po", ROOT).translations
    assert [one for one in forms if fault_of_notice(ROOT, code, one.msgid, one.msgstr)] == []
