"""Each question has a page of its own, ``q/<label>.html``, in every language."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from bs4 import BeautifulSoup
from conftest import NewProject, Site, SmallProject

from multilingual.pages.chrome.printed_address import public_address

if TYPE_CHECKING:
    from sphinx.config import Config

LABEL = "is-it-catching"
REAL = "https://lupus.hospital.org/faq"
SPANISH = {
    "Is it catching?": "¿Se contagia?",
    "No. You cannot catch it.": "No. No se contagia.",
    "You can live together.": "Pueden vivir juntos.",
    "More": "Más",
    "Which organs?": "¿Qué órganos?",
    "Many.": "Muchos.",
}
TITLES = {
    LABEL: "Is it catching?",
    "call-now": "When do I call?",
    "which-organs": "Which organs?",
    "is-it-rare": "Is it rare?",
}
SHORT = {LABEL: "No. You cannot catch it.", "which-organs": "Many.", "is-it-rare": "Yes."}
CALL = """\
.. safety::

   .. short-answer::

      Call the emergency number now for chest pain.
"""
TEXTS = {
    LABEL: "You can live together.",
    "which-organs": "See :ref:`is-it-catching`, :doc:`the home page <index>`, "
    ":ref:`here <which-organs>` and `a site <https://nhs.uk>`_.",
}
HOME = "Home\n====\n\nWelcome to the site.\n\n.. toctree::\n\n   more\n"
MORE = "More\n====\n\n.. repeat:: call-now\n\n.. question-list::\n"


def question(label: str, *nexts: str) -> str:
    """Return the source of a question that leads to ``nexts``."""
    title = TITLES[label]
    short = f".. short-answer::\n\n   {SHORT[label]}\n" if label in SHORT else CALL
    end = f".. read-next:: {' '.join(nexts)}\n\n.. sources:: nhs\n"
    parts = (f".. _{label}:", f"{title}\n{'-' * len(title)}", short, TEXTS.get(label, ""), end)
    return "\n" + "\n\n".join(parts)


def more() -> str:
    call = question("call-now", LABEL, "which-organs")
    return MORE + call + question("which-organs", LABEL, "call-now")


def write_questions(project: SmallProject) -> None:
    project.write("source/index.rst", HOME + question(LABEL, "which-organs", "call-now"))
    project.write("source/more.rst", more())
    project.translate("es", "index", SPANISH)
    project.translate("es", "more", SPANISH)


@pytest.fixture(scope="module")
def built(new_project: NewProject) -> SmallProject:
    project = new_project()
    write_questions(project)
    assert project.build().returncode == 0
    return project


def answer(project: SmallProject, tag: str, label: str = LABEL) -> BeautifulSoup:
    return project.html(tag, f"q/{label}")


def addresses(page: BeautifulSoup, where: str) -> list[str]:
    return [str(link["href"]) for link in page.select(f"{where} a")]


def names(project: SmallProject, tag: str, folder: str = "build/html") -> list[str]:
    return sorted(path.stem for path in (project.folder / folder / tag / "q").glob("*.html"))


# What is on it ----------------------------------------------------------------------------


def test_each_question_has_a_page_in_every_language(built: SmallProject) -> None:
    assert names(built, "en") == names(built, "es") == ["call-now", LABEL, "which-organs"]


def test_the_question_is_the_title(built: SmallProject) -> None:
    assert [heading.text for heading in answer(built, "es").select("h1")] == ["¿Se contagia?"]
    assert answer(built, "es").title.text == "¿Se contagia? · Small"


def test_the_whole_answer_is_on_it(built: SmallProject) -> None:
    page = answer(built, "es", "which-organs")
    assert page.select_one("article .short-answer").text.strip() == "Muchos."
    assert page.select_one("article .sources a")["href"] == "https://nhs.uk"


def test_nothing_of_another_answer_is_on_it(built: SmallProject) -> None:
    assert "Many." not in answer(built, "en").article.get_text()


def test_it_says_who_wrote_and_who_checked_it(built: SmallProject) -> None:
    notice = answer(built, "en").select_one("article .provenance")
    assert "No doctor has checked it yet." in notice.text


def test_the_help_for_an_emergency_is_on_it(built: SmallProject) -> None:
    words = answer(built, "en", "which-organs").article.get_text()
    assert "Call the emergency number now for chest pain." in words


def test_a_repeated_answer_that_is_no_emergency_takes_no_place_of_the_help(
    project: SmallProject,
) -> None:
    write_questions(project)
    repeated = more().replace(
        ".. repeat:: call-now", f".. repeat:: {LABEL}\n\n.. repeat:: call-now"
    )
    project.write("source/more.rst", repeated)
    project.build("en")
    page = answer(project, "en", "which-organs")
    assert page.select(".repeated") == []
    assert page.select_one(".help-words").text.count("Call the emergency number now") == 1


def test_a_bar_further_down_the_page_is_not_on_it(project: SmallProject) -> None:
    write_questions(project)
    below = more().replace(".. repeat:: call-now\n", "") + "\n\n.. repeat:: call-now\n"
    project.write("source/more.rst", below)
    project.build("en")
    assert answer(project, "en", "call-now").select(".help-words") == []


def test_what_is_not_translated_stays_marked(built: SmallProject) -> None:
    page = answer(built, "es", "call-now")
    assert page.select_one("h1 [lang=en]").text == "When do I call?"
    assert page.select_one(".short-answer p.untranslated")["lang"] == "en"


def test_what_the_guard_refuses_is_not_on_it(project: SmallProject) -> None:
    write_questions(project)
    project.translate("es", "index", {**SPANISH, "You can live together.": "`x <javascript:a>`__"})
    project.build("es")
    assert "javascript" not in str(answer(project, "es").article)
    assert (
        answer(project, "es").select_one("p.untranslated").text.endswith("You can live together.")
    )


# Where it leads ---------------------------------------------------------------------------


def test_links_to_questions_lead_to_their_own_pages(built: SmallProject) -> None:
    found = addresses(answer(built, "en", "which-organs"), ".answer-page > p")
    assert found[0] == f"{LABEL}.html"
    assert found[1] == "../index.html"
    assert found[2] in ("which-organs.html", "#which-organs")
    assert found[3] == "https://nhs.uk"


def test_read_next_leads_to_answers(built: SmallProject) -> None:
    found = addresses(answer(built, "es"), ".read-next")
    assert found == ["which-organs.html", "call-now.html"]


def test_it_leads_to_the_page_that_the_question_stands_on(built: SmallProject) -> None:
    link = answer(built, "es", "which-organs").select_one(".answer-page-of a")
    assert (link.text, link["href"]) == ("Más", "../more.html")


def test_it_leads_to_the_questions_around_it_in_the_order_of_the_site(
    built: SmallProject,
) -> None:
    page = answer(built, "en", "call-now")
    found = {str(link["rel"][0]): link["href"] for link in page.select(".answer-neighbours a[rel]")}
    assert found == {"next": "which-organs.html", "prev": f"{LABEL}.html"}


def test_the_switcher_leads_to_the_same_answer(built: SmallProject) -> None:
    found = addresses(answer(built, "es"), ".languages")
    assert found == [f"../../en/q/{LABEL}.html", f"{LABEL}.html"]


def test_the_english_of_a_translation_is_the_same_answer(built: SmallProject) -> None:
    assert addresses(answer(built, "es"), ".provenance") == [f"../../en/q/{LABEL}.html"]


def test_every_address_on_it_is_there(built: SmallProject) -> None:
    html = built.folder / "build" / "html"
    broken = []
    paths = sorted(html.glob("*/q/*.html"))
    for path in paths:
        page = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        for tag in page.select("[href], [src]"):
            address, _, place = str(tag.get("href") or tag.get("src")).partition("#")
            # A script that shows a button brings its icon.
            if re.match(r"[a-z]+:", address) or tag.find_parent("button", hidden=True):
                continue
            target = (path.parent / address.partition("?")[0]).resolve() if address else path
            text = target.read_text("utf-8") if place and target.suffix == ".html" else ""
            if not target.exists() or (text and f'id="{place}"' not in text):
                broken.append((path.name, address, place))
    assert (len(paths), broken) == (6, [])


def test_the_page_of_the_questions_leads_to_it(built: SmallProject) -> None:
    section = built.html("es", "more").select_one("#which-organs")
    assert addresses(section, ".answer-link") == ["q/which-organs.html"]
    assert section.select(".headerlink") == []


def test_the_link_to_it_names_the_question(built: SmallProject) -> None:
    link = built.html("es", "more").select_one("#which-organs .answer-link a")
    assert link.text == "Share or print this answer: ¿Qué órganos?"
    assert link.select_one(".visually-hidden").text == ": ¿Qué órganos?"


def test_an_answer_within_another_has_no_such_link_there(project: SmallProject) -> None:
    inner = question("which-organs", LABEL, "call-now").replace("-" * 13, "~" * 13)
    outer = question(LABEL, "which-organs", "call-now")
    call = question("call-now", LABEL, "which-organs")
    project.write("source/index.rst", f"Home\n====\n{outer}{inner}{call}")
    project.build("en")
    page = answer(project, "en")
    assert page.select_one("article #which-organs .short-answer").text.strip() == "Many."
    assert addresses(page, ".answer-link") == []


def test_a_question_keeps_its_place_on_its_page(built: SmallProject) -> None:
    assert built.html("en", "more").select_one("section#which-organs h2").text == "Which organs?"


# What machines are told -------------------------------------------------------------------


def meta(page: BeautifulSoup) -> dict[str, str]:
    tags = page.select("meta[property], meta[name]")
    return {str(tag.get("property") or tag.get("name")): str(tag["content"]) for tag in tags}


def test_it_has_a_canonical_address_of_its_own(built: SmallProject) -> None:
    page = answer(built, "es")
    found = page.select_one("link[rel=canonical]")["href"]
    assert found == f"https://small.example.org/es/q/{LABEL}.html"


def test_it_names_itself_in_other_languages(built: SmallProject) -> None:
    found = {tag["hreflang"]: tag["href"] for tag in answer(built, "es").select("link[hreflang]")}
    assert found["en"] == f"https://small.example.org/en/q/{LABEL}.html"
    assert found["es"] == f"https://small.example.org/es/q/{LABEL}.html"


def test_a_link_to_it_is_shown_with_its_question_and_short_answer(built: SmallProject) -> None:
    told = meta(answer(built, "es"))
    assert (told["og:title"], told["og:locale"]) == ("¿Se contagia?", "es_ES")
    assert told["description"] == told["og:description"] == "No. No se contagia."
    assert told["og:url"] == f"https://small.example.org/es/q/{LABEL}.html"


def test_a_language_that_nobody_knows_has_its_answers_too(project: SmallProject) -> None:
    project.translate("nah", "index", SPANISH)
    project.write("locale/nah/language.toml", 'name = "Nāhuatl"\ndirection = "ltr"\n')
    project.build("nah")
    told = meta(answer(project, "nah"))
    assert (told["og:title"], told.get("og:locale")) == ("¿Se contagia?", None)


def test_it_is_in_the_sitemap_and_not_in_the_menu(built: SmallProject) -> None:
    sitemap = (built.folder / "build" / "html" / "sitemap.xml").read_text("utf-8")
    assert f"<loc>https://small.example.org/es/q/{LABEL}.html</loc>" in sitemap
    assert [link for link in addresses(built.html("es"), "header") if "q/" in link] == []


# The address on paper ---------------------------------------------------------------------


@pytest.mark.parametrize("base", ["", "https://small.example.org/", "http://localhost:8000"])
def test_an_address_where_nobody_is_gets_no_code(project: SmallProject, base: str) -> None:
    conf = (project.folder / "conf.py").read_text("utf-8")
    project.write("conf.py", f"{conf}\nhtml_baseurl = {base!r}\n")
    project.build("en")
    page = answer(project, "en")
    assert page.select(".sheet-address") == []
    # Without JavaScript the link itself can be copied.
    assert addresses(page, ".answer-address") == [f"{LABEL}.html"]


def printed(base: str) -> str:
    language = SimpleNamespace(tag="en")
    return public_address(
        cast("Config", SimpleNamespace(html_baseurl=base, multilingual_reader_language=language))
    )


@pytest.mark.parametrize(
    "host",
    [
        *("192.168.1.20", "10.0.0.7", "172.16.3.4", "127.0.0.1:8000", "169.254.1.1", "127.1"),
        *("[::1]", "[fd00::7]", "box", "box.local", "box.local.", "box.lan", "nas.home.arpa"),
        *("wiki.internal", "lupus.example", "a.test", "a.onion", "YOU.github.io"),
    ],
)
def test_no_address_of_a_network_at_home_is_printed(host: str) -> None:
    assert printed(f"https://{host}/faq") == ""


@pytest.mark.parametrize("host", ["lupus.hospital.org", "localnews.org", "8.8.8.8", "lan.de"])
def test_an_address_that_everybody_can_reach_is_printed(host: str) -> None:
    assert printed(f"https://{host}/faq/") == f"https://{host}/faq/en"


def test_a_real_address_is_written_out_beside_its_code(project: SmallProject) -> None:
    conf = (project.folder / "conf.py").read_text("utf-8")
    project.write("conf.py", f"{conf}\nhtml_baseurl = {REAL!r}\n")
    project.build("en")
    sheet = answer(project, "en").select_one(".sheet-address")
    assert sheet.select_one("bdi").text == f"{REAL}/en/q/{LABEL}.html"
    assert sheet.select_one("svg path")["d"]
    assert "style" not in str(sheet)


def test_a_page_is_printed_with_its_address_and_code(project: SmallProject) -> None:
    conf = (project.folder / "conf.py").read_text("utf-8")
    project.write("conf.py", f"{conf}\nhtml_baseurl = {REAL!r}\n")
    index = (project.folder / "source/index.rst").read_text("utf-8")
    project.write("source/index.rst", f"{index}\n.. toctree::\n\n   more\n")
    project.write("source/more.rst", "More\n====\n\nThere is more here.\n")
    project.build("en")
    sheet = project.html("en", "more").select_one(".sheet-address")
    assert sheet.select_one("bdi").text == f"{REAL}/en/more.html"
    assert sheet.select_one("svg path")["d"]
    assert project.html("en").select(".sheet-address") == []


# Builds that go on ------------------------------------------------------------------------


def test_a_translation_that_changes_is_on_it(project: SmallProject) -> None:
    write_questions(project)
    project.build()
    project.translate("es", "index", {**SPANISH, "You can live together.": "Vivan juntos."})
    project.build()
    assert "Vivan juntos." in answer(project, "es").article.text


def test_a_title_that_changes_is_on_the_pages_that_lead_to_it(project: SmallProject) -> None:
    write_questions(project)
    project.build("en")
    project.write("source/more.rst", more().replace("Which organs?", "Which parts??"))
    project.build("en")
    assert answer(project, "en").select_one(".read-next a").text == "Which parts??"


def test_the_page_of_a_question_that_is_gone_is_gone(project: SmallProject) -> None:
    write_questions(project)
    rare = question("is-it-rare", LABEL, "call-now")
    project.write("source/more.rst", more() + rare)
    project.build("en")
    assert "is-it-rare" in names(project, "en")
    project.write("source/more.rst", more())
    project.build("en")
    assert names(project, "en") == ["call-now", LABEL, "which-organs"]


def test_plain_sphinx_makes_it_too(project: SmallProject) -> None:
    write_questions(project)
    assert project.sphinx("es").returncode == 0
    made = {path.stem for path in (project.folder / "out" / "q").iterdir()}
    assert made == {"call-now", LABEL, "which-organs"}
    assert "No. No se contagia." in (project.folder / "out/q" / f"{LABEL}.html").read_text("utf-8")


def test_a_language_that_lacks_it_leads_to_the_english_answer(project: SmallProject) -> None:
    write_questions(project)
    project.build()
    project.write("source/more.rst", more() + question("is-it-rare", LABEL, "call-now"))
    project.build("en")
    english = answer(project, "en", "is-it-rare")
    lacking = english.select_one(".languages a[lang=es]")
    assert lacking["href"] == "is-it-rare.html"
    assert lacking.small.text == "This page is in English only."
    project.build()
    assert addresses(answer(project, "en", "is-it-rare"), ".languages")[1] == (
        "../../es/q/is-it-rare.html"
    )


def test_a_page_that_stands_where_answers_do_is_refused(project: SmallProject) -> None:
    project.write("source/q/own.rst", ":orphan:\n\nOwn\n===\n\nText.\n")
    assert "source/q/own.rst:1: the folder q is for the pages of" in project.build("en").stderr


def test_every_question_of_this_site_has_its_page(site: Site) -> None:
    for language in site.languages:
        pages = (site.folder / language.tag).glob("*.html")
        texts = [path.read_text("utf-8") for path in pages]
        linked = {name for text in texts for name in re.findall(r'href="q/([\w-]+)\.html"', text)}
        made = {path.stem for path in (site.folder / language.tag / "q").glob("*.html")}
        assert linked == made
        assert len(made) > 90
