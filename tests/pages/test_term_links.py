"""The first use of a word of the glossary in an answer leads to what it means."""

from time import process_time

import pytest
from bs4 import BeautifulSoup
from conftest import SmallProject, run_multilingual

from multilingual.pages.content.term_finder import TermFinder, TermForms

HEAD = "topic,term,part_of_speech,definition,do_not_translate,source\n"
ROWS = {
    "lupus": "An illness.",
    "lupus nephritis": "Lupus in the kidneys.",
    "antibody": "A part of the defences.",
    "flare": "A time with more signs.",
    "biopsy": "A test.",
    "ANA|antinuclear antibody": "A kind of them.",
}
SETTING = "multilingual_everyday_words = ['lupus']\n"


def answer(body: str) -> str:
    return (
        "\n.. _what-is-it:\n\nIs it a flare?\n--------------\n\n.. short-answer::\n\n"
        f"   It is a flare.\n\n{body}\n"
    )


def write_site(project: SmallProject, body: str) -> None:
    rows = "".join(f"kinds,{term},noun,{text},no,nhs\n" for term, text in ROWS.items())
    project.write("source/terms.csv", HEAD + rows)
    project.write(
        "source/words.rst", ":orphan:\n\nWords\n=====\n\nOf a flare.\n\n.. definitions:: kinds\n"
    )
    project.write("source/index.rst", f"Home\n====\n\nA flare.\n{answer(body)}")
    conf = (project.folder / "conf.py").read_text()
    if SETTING not in conf:
        project.write("conf.py", conf + SETTING)


def links(project: SmallProject, tag: str = "en", page: str = "index") -> list[str]:
    return [link.text for link in project.html(tag, page).select("a.term-link")]


def links_in(project: SmallProject, body: str) -> list[str]:
    write_site(project, body)
    assert project.build("en").stderr == ""
    return links(project)


def test_the_first_use_is_a_link_and_others_are_not(project: SmallProject) -> None:
    assert links_in(project, "A flare is no biopsy.\n\nAnother flare.") == ["flare", "biopsy"]


def test_the_link_leads_to_the_meaning_and_says_so(project: SmallProject) -> None:
    links_in(project, "A flare can pass.")
    link = project.html("en").select_one("a.term-link")
    assert link["href"] == "words.html#term-flare"
    assert link["aria-label"] == "flare (meaning)"


def test_the_text_stays_as_it_is(project: SmallProject) -> None:
    links_in(project, "A **flare** can pass; a *biopsy*, too.")
    text = "A flare can pass; a biopsy, too."
    assert text in [paragraph.text for paragraph in project.html("en").select("p")]


@pytest.mark.parametrize(
    ("body", "linked"),
    [
        ("Antibodies and flares.", ["Antibodies", "flares"]),
        ("A flare-up, a flareup, an anti-flare.", []),
        ("Lupus nephritis is lupus.", ["Lupus nephritis"]),
        ("An antinuclear antibody.", ["antinuclear antibody"]),
        ("Ana has an ANA test.", ["ANA"]),
        ("Lupus is known.", []),
        ("A flare `of it <https://nhs.uk/flare>`_.", ["flare"]),
        ("`A flare <https://nhs.uk/flare>`_.", []),
        ("``flare``", []),
        (".. safety::\n\n   A flare.", []),
        (".. sources:: nhs", []),
        ("* A flare\n* A biopsy", ["flare", "biopsy"]),
    ],
)
def test_whole_words_of_the_body_are_links(
    project: SmallProject, body: str, linked: list[str]
) -> None:
    assert links_in(project, body) == linked


def test_an_answer_has_four_links_at_most(project: SmallProject) -> None:
    body = "Flare, biopsy, antibody, ANA, lupus nephritis."
    assert links_in(project, body) == ["Flare", "biopsy", "antibody", "ANA"]


def test_the_page_of_the_meanings_has_none(project: SmallProject) -> None:
    links_in(project, "A flare.")
    assert links(project, page="words") == []


def test_translators_see_nothing_of_it(project: SmallProject) -> None:
    links_in(project, "A flare can pass.")
    run_multilingual(project.folder, "extract")
    template = (project.folder / "build" / "gettext" / "index.pot").read_text("utf-8")
    assert 'msgid "A flare can pass."' in template


def test_an_unknown_everyday_word_stops_the_build(project: SmallProject) -> None:
    write_site(project, "A flare.")
    conf = (project.folder / "conf.py").read_text()
    project.write("conf.py", conf.replace("['lupus']", "['lupin']"))
    fault = "conf.py:1: multilingual_everyday_words has 'lupin', and no term of the glossary is so."
    assert fault in project.build("en").stderr


# Translations -----------------------------------------------------------------------------


def translated(
    project: SmallProject, code: str, english: str, translation: str, terms: str
) -> BeautifulSoup:
    """Return the page of a language with one paragraph and a list of terms."""
    write_site(project, english)
    project.write(f"locale/{code}/terms.csv", f"term,preferred,allowed,banned\n{terms}")
    project.translate(code, "index", {english: translation})
    tag = {"zh_CN": "zh-Hans"}.get(code, code)
    project.build(tag)
    return project.html(tag)


@pytest.mark.parametrize(
    ("code", "texts", "terms", "linked"),
    [
        ("es", ("Flares pass.", "Los brotes pasan."), "flare,brote,brote*,\n", "brotes"),
        ("zh_CN", ("A flare can pass.", "狼疮发作会过去。"), "flare,发作,,\n", "发作"),
        ("ar", ("With a flare.", "وبالنوبة شديدة."), "flare,نوبة,*نوبة,\n", "وبالنوبة"),
        ("es", ("A flare.", "Un brote fuerte."), "flare,brote *,,\n", "brote"),
        ("ar", ("A flare.", "مناوبة نوبة."), "flare,نوبة,,\n", "نوبة"),
        ("hi", ("A flare.", "दौरान दौरा।"), "flare,दौरा,,\n", "दौरा"),
        ("fr", ("A flare.", "D’une poussée, d’une flambée."), "flare,poussée,,\n", "poussée"),
    ],
)
def test_the_forms_of_a_language_are_links(
    project: SmallProject, code: str, texts: tuple[str, str], terms: str, linked: str
) -> None:
    page = translated(project, code, *texts, terms)
    assert [link.text for link in page.select("a.term-link")] == [linked]


def test_a_word_whose_english_is_no_term_is_no_link(project: SmallProject) -> None:
    page = translated(project, "hi", "During it.", "इसके दौरान।", "flare,दौरा,दौर*,\n")
    assert page.select("a.term-link") == []


def test_what_is_still_english_has_no_links(project: SmallProject) -> None:
    page = translated(project, "es", "A flare can pass.", "", "flare,flare,,\n")
    assert page.select("a.term-link") == []


def test_a_changed_list_of_terms_changes_the_links(project: SmallProject) -> None:
    english, translation = "A flare.", "Un brote, una crisis."
    translated(project, "es", english, translation, "flare,brote,,\n")
    page = translated(project, "es", english, translation, "flare,crisis,,\n")
    assert [link.text for link in page.select("a.term-link")] == ["crisis"]


def test_a_form_of_two_terms_means_the_one_of_the_english(project: SmallProject) -> None:
    terms = "lupus nephritis,狼疮,,\nantibody,狼疮,,\n"
    page = translated(project, "zh_CN", "An antibody.", "狼疮。", terms)
    assert page.select_one("a.term-link")["href"] == "words.html#term-antibody"


def test_no_list_finds_nothing() -> None:
    assert list(TermFinder([TermForms("a", ())]).find("A flare.")) == []


def test_a_form_with_stars_takes_no_time() -> None:
    finder = TermFinder([TermForms("a", (), ("a*a*a*a*a*a*b", "*a*a*a*a*a*c*"))])
    begin = process_time()
    assert list(finder.find("a" * 20_000)) == []
    assert process_time() - begin < 1


def test_a_part_of_a_form_stands_where_the_word_can_end() -> None:
    finder = TermFinder([TermForms("a", (), ("br*e",))])
    assert [found[:2] for found in finder.find("a breve brotes")] == [(2, 7)]
