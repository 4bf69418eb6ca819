"""One glossary: its words are explained on a page, asked for by the check, and exported."""

from __future__ import annotations

import csv
import datetime
import io
import re
from pathlib import Path

import pytest
from committing import ADDRESS, commit
from conftest import CODES, ROOT, NewProject, Site, SmallProject
from lxml import etree
from small_catalogs import catalog_of, language_of_repository
from translate.storage.tbx import tbxfile

from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.checks.medical_and_critical_words import terms
from multilingual.exchange.formats import export_language
from multilingual.languages import describe
from multilingual.project import Project
from multilingual.reviews.register import Kind, Record, Register, Review, digest
from multilingual.wordlists.term_list import (
    Glossary,
    read_glossary,
    read_terms,
    row_of,
    rows_by_name,
)

HEADER = "topic,term,part_of_speech,definition,do_not_translate,source\n"
FLARE = "A time when the illness is more active."
ROWS = f"course,flare|flare-up,noun,{FLARE},no,nhs\n,NHS,name,,yes,\n"
SPANISH = "term,preferred,allowed,banned\nflare,brote,brote*|crisis,bengala\n"
UNNAMED = "course,ANA|antinuclear antibody,noun,A kind of antibody.,no,nhs\n"
UNSHOWN = "feelings,rest,noun,A pause.,no,nhs\n"
PAGE = """
.. word-list::

The course
----------

.. definitions:: course

.. term-list::
"""
PEOPLE = f"""
[[reviewer]]
name = "Ana Ruiz"
role = "translator"
kind = "translator"
languages = ["es"]
addresses = ["{ADDRESS}"]
"""
REAL = read_glossary(ROOT)


def glossary_of(folder: Path, rows: str) -> Glossary:
    (folder / "source").mkdir(exist_ok=True)
    (folder / "source/terms.csv").write_text(HEADER + rows, "utf-8")
    return read_glossary(folder)


def folder_of(code: str) -> LanguageFolder:
    return language_of_repository(code)


def fault(folder: Path, row: str) -> str:
    [(line, told)] = glossary_of(folder, row).problems
    return f"{line}: {told}"


# The glossary of the site.


def test_the_glossary_of_the_site_is_faultless() -> None:
    assert REAL.problems == ()


@pytest.mark.parametrize("code", sorted(set(CODES) - {"en"}))
def test_every_term_that_is_explained_has_its_word_in_each_language(code: str) -> None:
    rows = rows_by_name(read_terms(folder_of(code)))
    explained = [one for one in REAL.terms if one.definition]
    assert [one.names[0] for one in explained if row_of(one, rows) is None] == []


@pytest.mark.parametrize("code", sorted(set(CODES) - {"en"}))
def test_every_term_of_a_language_is_explained(code: str) -> None:
    explained = {name.casefold() for one in REAL.terms for name in one.names if one.definition}
    assert rows_by_name(read_terms(folder_of(code))).keys() <= explained


def test_every_definition_names_what_it_rests_on() -> None:
    works = set(re.findall(r"^@\w+\{([\w-]+),", (ROOT / "source/references.bib").read_text(), re.M))
    told = [one for one in REAL.terms if one.definition]
    assert [one.names for one in told if not one.sources] == []
    assert {key for one in told for key in one.sources} <= works | {"general"}


def test_a_definition_of_a_danger_says_what_to_do() -> None:
    # What makes lupus likelier is no danger to call for.
    danger = re.compile(r"chest pain|fever|brain|dangerous|risk(?! of lupus)", re.I)
    helps = re.compile(r"\b(?:call|never stop|doctors?|checks|medicine can)\b", re.I)
    told = [one.definition for one in REAL.terms if danger.search(one.definition)]
    assert [one for one in told if not helps.search(one)] == []


# What a row must be.


def test_a_term_has_a_place_that_no_language_changes(tmp_path: Path) -> None:
    row = "x,Raynaud's phenomenon (cold),noun,Cold.,no,\n"
    assert glossary_of(tmp_path, row).terms[0].anchor == "term-raynaud-s-phenomenon-cold"


def test_a_project_without_a_glossary_has_no_terms(tmp_path: Path) -> None:
    assert read_glossary(tmp_path) == Glossary()


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("x,,noun,A.,no,\n", '2: The cell "term" of this row is empty.'),
        ("x,a,thing,A.,no,\n", '2: The cell "part_of_speech" has "thing". Write one of: noun,'),
        ("x,a,noun,A.,maybe,\n", '2: The cell "do_not_translate" has "maybe".'),
        (",a,noun,A.,no,\n", '2: "a" has no topic, so no page shows it. Write the topic.'),
        ("x,a,noun,A.,no,\nx,b|A,noun,B.,no,\n", '3: "A" is already at line 2.'),
        ("x,a b,noun,A.,no,\nx,a-b,noun,B.,no,\n", '3: "a-b" has the same letters as line 2.'),
    ],
)
def test_a_row_that_cannot_be_used_is_told(tmp_path: Path, row: str, told: str) -> None:
    assert fault(tmp_path, row).startswith(told)


# The check.


def told_of(folder: Path, source: str, text: str) -> list[str]:
    catalog = catalog_of("es", (source, text), folder=folder / "locale/es")
    return [one.message for one in terms(catalog)]


def test_a_name_that_stays_is_asked_for(tmp_path: Path) -> None:
    glossary_of(tmp_path, ROWS)
    [told] = told_of(tmp_path, "Ask the NHS.", "Pregunte al SNS.")
    assert told == 'The English has the name "NHS". Write it in the same letters.'


@pytest.mark.parametrize("text", ["Pregunte al NHS.", "اسأل الـNHS."])
def test_a_name_that_stays_may_have_letters_before_it(tmp_path: Path, text: str) -> None:
    glossary_of(tmp_path, ROWS)
    assert told_of(tmp_path, "Ask the NHS.", text) == []


def test_a_part_of_a_word_is_no_name(tmp_path: Path) -> None:
    glossary_of(tmp_path, ROWS)
    assert told_of(tmp_path, "Ask NHSX.", "Pregunte.") == []


def test_the_check_tells_of_a_fault_of_the_glossary(tmp_path: Path) -> None:
    glossary_of(tmp_path, "x,a,thing,A.,no,\n")
    catalog = catalog_of("es", folder=tmp_path / "locale/es")
    assert [(one.path, one.line) for one in terms(catalog)] == [("source/terms.csv", 2)]


# The page.


def explain(project: SmallProject) -> SmallProject:
    """Let the home page explain its medical words, in Spanish too."""
    home = project.folder / "source" / "index.rst"
    home.write_text(home.read_text() + PAGE)
    project.write("source/terms.csv", HEADER + ROWS + UNNAMED + UNSHOWN)
    project.write("locale/es/terms.csv", SPANISH + "rest,descanso,,\n")
    project.translate("es", "index", {FLARE: "Un tiempo de mayor actividad."})
    project.build()
    return project


@pytest.fixture(scope="module")
def explained(new_project: NewProject) -> SmallProject:
    """A project that explains its words."""
    return explain(new_project())


@pytest.fixture
def editable(project: SmallProject) -> SmallProject:
    """Such a project, to be edited and built again."""
    return explain(project)


def entry(project: SmallProject, tag: str) -> list[str]:
    one, *_unnamed = project.html(tag).select("dl.definitions > div")
    return [part.text.strip() for part in one.select("dt, dd")]


def test_a_page_explains_the_terms_of_a_topic(explained: SmallProject) -> None:
    assert entry(explained, "en") == ["flare", "Other words for it: flare-up", FLARE]


def test_a_translated_page_has_the_words_of_its_language(explained: SmallProject) -> None:
    word, english, others, meaning = entry(explained, "es")
    assert (word, meaning) == ("brote", "Un tiempo de mayor actividad.")
    assert english.endswith("flare · flare-up")
    assert others.endswith("crisis")


def test_a_page_lists_its_words_by_topic(explained: SmallProject) -> None:
    links = explained.html("es").select(".word-list a")
    assert [(link["href"], link.text) for link in links] == [
        ("#the-course", "The course"),
        ("#term-flare", "brote"),
        ("#term-ana", "ANA"),
    ]


def test_a_term_has_the_same_place_in_every_language(explained: SmallProject) -> None:
    places = {str(explained.html(tag).select_one("dl > div")["id"]) for tag in ("en", "es")}
    assert places == {"term-flare"}


def test_the_list_of_words_leads_to_the_definition(explained: SmallProject) -> None:
    link = explained.html("es").select_one(".term-list a")
    assert (link["href"], link.text) == ("#term-flare", "brote")


def test_a_word_without_a_definition_on_any_page_leads_nowhere(explained: SmallProject) -> None:
    rows = {row.td.text: row.td.a for row in explained.html("es").select(".term-list tbody tr")}
    assert rows["descanso"] is None


def test_a_term_that_the_language_has_no_word_for_is_marked_as_english(
    explained: SmallProject,
) -> None:
    words = explained.html("es").select("#term-ana bdi")
    assert [(one.text, one["lang"]) for one in words] == [
        ("ANA", "en"),
        ("antinuclear antibody", "en"),
    ]


def test_a_definition_that_nobody_translated_is_marked_as_english(editable: SmallProject) -> None:
    editable.translate("es", "index", {"Home": "Inicio"})
    editable.build()
    assert editable.html("es").select_one(".definitions p.untranslated")["lang"] == "en"


def test_the_page_follows_an_edit_of_the_glossary(editable: SmallProject) -> None:
    editable.write("source/terms.csv", HEADER + ROWS.replace("more active", "awake"))
    editable.build()
    assert entry(editable, "en")[-1] == "A time when the illness is awake."


def test_a_topic_without_terms_is_told_with_its_line(editable: SmallProject) -> None:
    home = editable.folder / "source" / "index.rst"
    home.write_text(home.read_text().replace(":: course", ":: curse"))
    assert "no row of source/terms.csv has the topic 'curse'." in editable.build().stderr


def test_what_is_no_word_in_a_list_of_words_is_on_no_page(editable: SmallProject) -> None:
    editable.write("locale/es/terms.csv", SPANISH.replace("|crisis", "|crisis|vea malo.com"))
    editable.build()
    assert "malo.com" not in editable.html("es").text
    assert "crisis" in editable.html("es").text


def test_a_word_that_is_no_word_is_shown_in_english(editable: SmallProject) -> None:
    editable.write("locale/es/terms.csv", SPANISH.replace("flare,brote", "flare,Pare: es malo"))
    editable.build()
    assert entry(editable, "es")[0] == "flare"


# The exports.


def export_spanish(folder: Path, form: str) -> bytes:
    return export_language(Project(folder, {}), describe("es"), form).path.read_bytes()


def exported(folder: Path, form: str) -> bytes:
    glossary_of(folder, ROWS)
    (folder / "locale/es/LC_MESSAGES").mkdir(parents=True)
    (folder / "locale/es/terms.csv").write_text(SPANISH, "utf-8")
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    po = f'{head}\nmsgid "{FLARE}"\nmsgstr "Un brote."\n'
    (folder / "locale/es/LC_MESSAGES/glossary.po").write_text(po, "utf-8")
    return export_spanish(folder, form)


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_translators_get_a_table_with_all_that_is_known(tmp_path: Path) -> None:
    assert table(exported(tmp_path, "terms"))[0] == {
        "term": "flare|flare-up",
        "part of speech": "noun",
        "definition": FLARE,
        "do not translate": "no",
        "preferred es": "brote",
        "allowed es": "brote*|crisis",
        "banned es": "bengala",
        "definition es": "Un brote.",
        "status of the definition": "translated",
        "source": "nhs",
    }


def test_a_name_that_stays_is_its_own_translation(tmp_path: Path) -> None:
    row = table(exported(tmp_path, "terms"))[1]
    assert (row["do not translate"], row["preferred es"]) == ("yes", "NHS")


def test_only_a_listed_person_makes_a_definition_reviewed(tmp_path: Path) -> None:
    review = Review("Ana Ruiz", "translator", Kind.TRANSLATOR, datetime.date(2026, 11, 26))
    record = Record("glossary", review, (digest(FLARE, "Un brote."),))
    exported(tmp_path, "terms")
    Register([record]).write(tmp_path / "locale/es/reviews.toml")
    states = []
    for people in ("", PEOPLE):
        (tmp_path / "reviewers.toml").write_text(people, "utf-8")
        commit(tmp_path)
        data = export_spanish(tmp_path, "terms")
        states.append(table(data)[0]["status of the definition"])
    assert states == ["translated", "reviewed"]


def test_weblate_gets_the_definition_and_what_is_forbidden(tmp_path: Path) -> None:
    store = tbxfile.parsestring(exported(tmp_path, "tbx"))
    first, forbidden, *_rest = store.units
    assert first.getnotes(origin="definition") == FLARE
    assert (forbidden.source, forbidden.target) == ("flare", "bengala")
    assert b'<termNote type="administrativeStatus">forbidden</termNote>' in bytes(store)


def test_weblate_is_told_what_not_to_translate(tmp_path: Path) -> None:
    units = tbxfile.parsestring(exported(tmp_path, "tbx")).units
    assert [one.source for one in units if not one.istranslatable()] == ["NHS"]


def test_the_elements_of_a_term_stand_in_the_order_of_the_standard(tmp_path: Path) -> None:
    order = etree.DTD(io.StringIO(CONTENT_MODEL))
    assert order.validate(etree.fromstring(exported(tmp_path, "tbx"))), order.error_log


CONTENT_MODEL = """
<!ELEMENT martif (martifHeader, text)>
<!ATTLIST martif type CDATA #REQUIRED xml:lang CDATA #REQUIRED>
<!ELEMENT martifHeader (fileDesc)>
<!ELEMENT fileDesc (sourceDesc+)>
<!ELEMENT sourceDesc (p+)>
<!ELEMENT p (#PCDATA)>
<!ELEMENT text (body)>
<!ELEMENT body (termEntry+)>
<!ELEMENT termEntry ((descrip | note)*, langSet+)>
<!ELEMENT langSet ((descrip | note)*, tig+)>
<!ATTLIST langSet xml:lang CDATA #REQUIRED>
<!ELEMENT tig (term, termNote*, (descrip | note)*)>
<!ELEMENT term (#PCDATA)>
<!ELEMENT termNote (#PCDATA)>
<!ATTLIST termNote type CDATA #REQUIRED>
<!ELEMENT descrip (#PCDATA)>
<!ATTLIST descrip type CDATA #REQUIRED>
<!ELEMENT note (#PCDATA)>
<!ATTLIST note from CDATA #IMPLIED>
"""
"""What TBX-Basic (ISO 30042) says of the elements that are written here.

``from`` is the translate toolkit's own.
"""


def test_each_name_of_a_term_is_found_in_weblate(tmp_path: Path) -> None:
    units = tbxfile.parsestring(exported(tmp_path, "tbx")).units
    pairs = {(one.source, one.target) for one in units}
    assert {("flare", "brote"), ("flare-up", "brote")} <= pairs


WARNING = (
    "Never stop it suddenly.",
    "Call a doctor at once.",
    "Call your local emergency number.",
    "Do not stop a medicine alone.",
    "A hormone. Do not use it after a clot.",
    "It is not safe with some medicines.",
)
HARMLESS = ("An illness that is not catching.", "A doctor for the kidneys.")


def test_a_definition_that_warns_is_known(tmp_path: Path) -> None:
    rows = "".join(
        f"course,term {number},noun,{one},no,nhs\n"
        for number, one in enumerate((*WARNING, *HARMLESS))
    )
    warnings = [one.definition for one in glossary_of(tmp_path, rows).terms if one.is_warning]
    assert warnings == [*WARNING]


@pytest.mark.parametrize("tag", ["ar", "es", "fr", "hi", "zh-Hans"])
def test_a_definition_that_warns_stands_in_english_too(site: Site, tag: str) -> None:
    warnings = [one.definition for one in read_glossary(ROOT).terms if one.is_warning]
    shown = site.page(tag, "glossary").select("dl.definitions .safety .source-text")
    assert len(shown) == len(warnings) > 0
