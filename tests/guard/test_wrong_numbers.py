"""A wrong number in a safety text reaches no page, and elsewhere the build tells it."""

import json

import pytest
from bs4 import Tag
from committing import LISTED, commit
from conftest import SmallProject
from small_catalogs import catalog_of, message

from multilingual.checks.numbers import wrong_number
from multilingual.guard.changed_meaning import read_ahead
from multilingual.status.progress import refused_by_rules
from multilingual.wordlists.number_list import NumberList
from multilingual.wordlists.quantity_reader import read_english

PAGE = """
Home
====

.. safety::

   Get help if your fever is 38 °C (100.4 °F) or more.

Take 5 mg a day.
"""
DANGER = "Get help if your fever is 38 °C (100.4 °F) or more."
RIGHT = "Pida ayuda si su fiebre es de 38 °C (100,4 °F) o más."
WRONG = "Pida ayuda si su fiebre es de 48 °C (118,4 °F) o más."


@pytest.fixture
def dangerous(project: SmallProject) -> SmallProject:
    """A project with a number in a safety text and one in another."""
    project.write("source/index.rst", PAGE)
    return project


def safety_of(project: SmallProject) -> Tag:
    found = project.html("es").find(class_="safety")
    assert isinstance(found, Tag)
    return found


def waive(project: SmallProject, msgid: str, msgstr: str) -> None:
    row = f'numbers,index,"{msgid}","{msgstr}",As our doctors say,Ana\n'
    project.write("locale/es/waivers.csv", "rule,page,msgid,msgstr,reason,by\n" + row)


@pytest.mark.parametrize("figure", ["<38 °C", "—38 °C", "el triple de 38 °C", "38 °C por kilo"])
def test_a_sign_or_a_multiple_in_a_safety_text_keeps_it_english(
    dangerous: SmallProject, figure: str
) -> None:
    dangerous.translate("es", "index", {DANGER: RIGHT.replace("38 °C", figure)})
    dangerous.build("es")
    assert "Get help" in safety_of(dangerous).text


def test_a_phone_number_in_words_keeps_a_safety_text_english(dangerous: SmallProject) -> None:
    spelled = f"{RIGHT} Llame al (nueve cero seis, tres dos uno)."
    dangerous.translate("es", "index", {DANGER: spelled})
    dangerous.build("es")
    assert "Get help" in safety_of(dangerous).text


def test_a_safety_text_with_a_wrong_number_stays_english(dangerous: SmallProject) -> None:
    dangerous.translate("es", "index", {DANGER: WRONG})
    dangerous.build("es")
    assert "48" not in safety_of(dangerous).text
    assert DANGER in safety_of(dangerous).find(class_="untranslated", lang="en").text


PICTURE = "Call at 38 °C (100.4 °F)."


def test_so_does_what_stands_for_a_picture_in_it(dangerous: SmallProject) -> None:
    image = f"   .. image:: fever.svg\n      :alt: {PICTURE}\n\n"
    dangerous.write("source/index.rst", PAGE.replace("   Get help", f"{image}   Get help"))
    dangerous.write("source/fever.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    dangerous.translate("es", "index", {PICTURE: "Llame a los 48 °C (118,4 °F)."})
    told = dangerous.build("es")
    shown = safety_of(dangerous).find("img")
    assert (shown["alt"], shown["lang"]) == (PICTURE, "en")
    assert (told.returncode, "index.po:5: numbers: " in told.stderr) == (1, True)


def test_a_right_number_of_a_picture_is_shown(dangerous: SmallProject) -> None:
    image = f"   .. image:: fever.svg\n      :alt: {PICTURE}\n\n"
    dangerous.write("source/index.rst", PAGE.replace("   Get help", f"{image}   Get help"))
    dangerous.write("source/fever.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    dangerous.translate("es", "index", {PICTURE: "Llame a los 38 °C (100,4 °F)."})
    dangerous.build("es")
    assert safety_of(dangerous).find("img")["alt"] == "Llame a los 38 °C (100,4 °F)."


def test_plain_sphinx_sees_a_list_that_has_changed(dangerous: SmallProject) -> None:
    words = RIGHT.replace("38", "treinta y ocho")
    dangerous.translate("es", "index", {DANGER: words})
    dangerous.write("locale/es/numbers.csv", "value,forms\n2,dos\n")
    dangerous.sphinx("es")
    page = dangerous.folder / "out" / "index.html"
    assert words not in page.read_text("utf-8")
    dangerous.write("locale/es/numbers.csv", "value,forms\n38,treinta y ocho\n")
    dangerous.sphinx("es")
    assert words in page.read_text("utf-8")


def test_it_is_told_with_path_and_line_and_the_build_ends_with_1(dangerous: SmallProject) -> None:
    dangerous.translate("es", "index", {DANGER: WRONG})
    built = dangerous.build("es")
    assert built.returncode == 1
    assert built.stderr.count("locale/es/LC_MESSAGES/index.po:5: numbers: The English has 38") == 1


def test_it_is_told_again_though_nothing_has_changed(dangerous: SmallProject) -> None:
    dangerous.translate("es", "index", {DANGER: WRONG, "Take 5 mg a day.": "Tome 50 mg al día."})
    built, again = dangerous.build("es"), dangerous.build("es")
    assert (again.stderr, again.returncode) == (built.stderr, 1)


def test_it_counts_as_shown_in_english(dangerous: SmallProject) -> None:
    dangerous.translate(
        "es", "index", {"Home": "Inicio", DANGER: WRONG, "Take 5 mg a day.": "5 mg"}
    )
    (language,) = json.loads(dangerous.build("es", "--json").stdout)["languages"]
    assert language["in_english"] == 1


def test_the_status_counts_it_as_refused() -> None:
    about = "page / safety text"
    wrong = message(DANGER, WRONG, line=5, about=about)
    right = message(DANGER, RIGHT, line=9, about=about)
    assert refused_by_rules(catalog_of("es", wrong, right)) == {5}


def test_plain_sphinx_keeps_it_off_the_page_too(dangerous: SmallProject) -> None:
    dangerous.translate("es", "index", {DANGER: WRONG})
    told = dangerous.sphinx("es").stderr
    assert "WARNING: locale/es/LC_MESSAGES/index.po:5: numbers: " in told
    assert "48 °C" not in (dangerous.folder / "out" / "index.html").read_text("utf-8")


def test_a_safety_text_with_the_right_numbers_is_shown(dangerous: SmallProject) -> None:
    dangerous.translate("es", "index", {DANGER: RIGHT})
    assert dangerous.build("es").stderr == ""
    assert RIGHT in safety_of(dangerous).text


@pytest.mark.parametrize("figure", ["38O °C", "l38 °C", "mil 38 °C", "38 (cuarenta y ocho) °C"])
def test_a_safety_text_in_which_a_figure_can_be_misread_stays_english(
    dangerous: SmallProject, figure: str
) -> None:
    dangerous.translate("es", "index", {DANGER: RIGHT.replace("38 °C", figure)})
    dangerous.build("es")
    assert DANGER in safety_of(dangerous).find(class_="untranslated", lang="en").text


@pytest.mark.parametrize("bold", ["**48 °C** (118,4 °F)", "48 °C (:sup:`118,4 °F`)"])
def test_marks_in_a_safety_text_hide_no_number(dangerous: SmallProject, bold: str) -> None:
    english = DANGER.replace("38 °C", "**38 °C**").replace("100.4 °F", ":sup:`100.4 °F`")
    dangerous.write("source/index.rst", PAGE.replace(DANGER, english))
    dangerous.translate("es", "index", {english: f"Pida ayuda si su fiebre es de {bold} o más."})
    dangerous.build("es")
    assert "48" not in safety_of(dangerous).text


def test_elsewhere_a_wrong_number_is_shown_and_told(dangerous: SmallProject) -> None:
    dangerous.translate("es", "index", {"Take 5 mg a day.": "Tome 50 mg al día."})
    built = dangerous.build("es")
    assert "Tome 50 mg al día." in dangerous.html("es").article.text
    assert "locale/es/LC_MESSAGES/index.po:5: numbers: The English has 5 mg" in built.stderr
    assert "es is published with 1 wrong number, as listed: mend it." in built.stdout
    assert built.returncode == 1


def test_a_program_is_told_of_wrong_numbers(dangerous: SmallProject) -> None:
    dangerous.translate("es", "index", {"Take 5 mg a day.": "Tome 50 mg al día."})
    (language,) = json.loads(dangerous.build("es", "--json").stdout)["languages"]
    assert [fault["line"] for fault in language["doubtful"]] == [5]


def test_a_wrong_number_in_the_words_around_pages_is_told(dangerous: SmallProject) -> None:
    dangerous.translate("es", "sphinx", {"Read in 5 minutes": "Lea en 50 minutos"})
    assert "es/LC_MESSAGES/sphinx.po:5: numbers: " in dangerous.build("es").stderr


def test_what_is_waived_is_not_told(dangerous: SmallProject) -> None:
    dangerous.translate("es", "index", {"Take 5 mg a day.": "Tome 50 mg al día."})
    waive(dangerous, "Take 5 mg a day.", "Tome 50 mg al día.")
    assert dangerous.build("es").stderr == ""


def test_nobody_who_is_not_listed_can_allow_a_number_in_a_safety_text(
    dangerous: SmallProject,
) -> None:
    dangerous.translate("es", "index", {DANGER: WRONG})
    waive(dangerous, DANGER, WRONG)
    dangerous.build("es")
    assert "48" not in safety_of(dangerous).text


def test_who_is_listed_can_allow_a_number_in_a_safety_text(dangerous: SmallProject) -> None:
    dangerous.write("reviewers.toml", LISTED)
    dangerous.translate("es", "index", {DANGER: WRONG})
    waive(dangerous, DANGER, WRONG)
    commit(dangerous.folder)
    assert dangerous.build("es").stderr == ""


def test_a_new_row_of_the_list_is_seen_by_the_next_build(dangerous: SmallProject) -> None:
    text = "Pida ayuda si su fiebre es de treinta y ocho °C (100,4 °F) o más."
    dangerous.translate("es", "index", {DANGER: text})
    assert dangerous.build("es").returncode == 1
    dangerous.write("locale/es/numbers.csv", "value,forms\n38,treinta y ocho\n")
    assert dangerous.build("es").stderr == ""
    assert text in safety_of(dangerous).text


def test_the_numbers_of_an_english_page_can_be_read_before_a_language_is_built() -> None:
    read_english.cache_clear()
    read_ahead([("Take 5 mg a day.", False)])
    misses = read_english.cache_info().misses
    wrong_number(["Take 5 mg a day."], "Tome 5 mg al día.", NumberList(), "")
    assert read_english.cache_info().misses == misses


CRISIS = "If you think of suicide, call 116 123 now."
TURNED = "Si piensa en el suicidio, llame ya al 123 116."


def test_a_phone_number_whose_groups_are_turned_keeps_a_safety_text_english(
    dangerous: SmallProject,
) -> None:
    dangerous.write("source/index.rst", PAGE.replace(DANGER, CRISIS))
    dangerous.translate("es", "index", {CRISIS: TURNED})
    told = dangerous.build("es")
    assert CRISIS in safety_of(dangerous).find(class_="untranslated", lang="en").text
    assert (told.returncode, "has 116 123; the translation has 123 116" in told.stderr) == (1, True)


def test_elsewhere_such_a_phone_number_is_told(dangerous: SmallProject) -> None:
    dangerous.write("source/index.rst", PAGE.replace("Take 5 mg a day.", CRISIS))
    dangerous.translate("es", "index", {CRISIS: TURNED})
    built = dangerous.build("es")
    assert (built.returncode, "Write 116 123." in built.stderr) == (1, True)


def test_a_phone_number_in_other_groups_is_shown(dangerous: SmallProject) -> None:
    dangerous.write("source/index.rst", PAGE.replace(DANGER, CRISIS))
    grouped = TURNED.replace("123 116", "11-61-23")
    dangerous.translate("es", "index", {CRISIS: grouped})
    assert dangerous.build("es").stderr == ""
    assert grouped in safety_of(dangerous).text
