"""Messages travel to translators' tools and back without loss, and bring no harm home."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, SmallProject, run_multilingual
from exchanging import (
    OF_UNITS,
    SPANISH,
    catalog_at,
    edit,
    export,
    flags,
    folder_of,
    imported,
    put,
    refused,
    take,
    take_translations_out,
    text_in,
    texts,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from translate.storage import factory
from translate.storage.xliff import xlifffile
from translate.storage.xliff2 import Xliff2File

from multilingual.catalogs.message import NO_PREVIOUS, Catalog, CatalogError, Message, Previous
from multilingual.catalogs.reader import read_catalog
from multilingual.catalogs.writer import text_of, write_catalog
from multilingual.exchange import imports
from multilingual.exchange.formats import FORMATS, READERS, chosen_units, export_language, units_in
from multilingual.exchange.imports import import_files
from multilingual.exchange.inline_markup import split
from multilingual.exchange.spreadsheet import BESIDE, bare, guarded, write_table
from multilingual.exchange.units import ExchangeError, Unit, UnitState
from multilingual.findings import Finding
from multilingual.languages import Language, describe
from multilingual.project import Project
from multilingual.reviews.waivers import Waivers

CODES = ("ar", "es", "fr", "hi", "zh_CN")
TEXTUAL = tuple(form for form in OF_UNITS if form != "docx")
"""Formats whose findings name a line of the file; in a ``.docx`` it is the number of a row."""
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'


GREETING = 'msgid "Hello."\nmsgstr "Hola."'
DOSE = 'msgid "Take 5 mg."\nmsgstr "Tome 5 mg."'


# Round trips


@pytest.mark.parametrize("form", OF_UNITS)
@pytest.mark.parametrize("code", CODES)
def test_every_real_catalog_comes_back_to_the_same_bytes(
    tmp_path: Path, code: str, form: str, languages: list[Language]
) -> None:
    shutil.copytree(ROOT / "locale" / code, tmp_path / "locale" / code)
    paths = sorted((tmp_path / "locale").rglob("*.po"))
    before = {path: path.read_bytes() for path in paths}
    tag = next(one.tag for one in languages if one.code == code)
    file = export(tmp_path, form, code, tag)
    taken = imported(tmp_path, file)
    assert (taken.messages, taken.findings) == (0, [])
    assert {path: path.read_bytes() for path in paths} == before


JUDGED: dict[tuple[str, str], list[Finding]] = {}


@pytest.fixture
def judged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the rules look once at a catalog that comes home the same in several formats."""
    judge = imports.check_catalog

    def check_catalog(catalog: Catalog, waivers: Waivers) -> list[Finding]:
        about = catalog.path, text_of(catalog)
        if about not in JUDGED:
            JUDGED[about] = judge(catalog, waivers)
        return JUDGED[about]

    monkeypatch.setattr(imports, "check_catalog", check_catalog)


@pytest.mark.usefixtures("judged_once")
@pytest.mark.parametrize("form", OF_UNITS)
@pytest.mark.parametrize("code", CODES)
def test_every_real_translation_can_be_written_anew_from_the_file_alone(
    tmp_path: Path, code: str, form: str, languages: list[Language]
) -> None:
    shutil.copytree(ROOT / "locale" / code, tmp_path / "locale" / code)
    tag = next(one.tag for one in languages if one.code == code)
    file = export(tmp_path, form, code, tag)
    paths = sorted((tmp_path / "locale").rglob("*.po"))
    before = {path: path.read_bytes() for path in paths}
    for path in paths:
        take_translations_out(path)
    # A file says which translation it was made from, which here is none.
    bases = "|".join({unit.base for unit in units_in(folder_of(ROOT, code))})
    text = re.sub(rf"\.({bases})", ".e3b0c44298fc1c14", text_in(file))
    imported(tmp_path, put(file, text))
    assert {path: path.read_bytes() for path in paths} == before


SIGNS = st.sampled_from("ab *`:<>_|%\\\"'&=+-@,;[]{}\n\r\t\x07\x0b\u200fمस狼é😀\ufffe")
# No catalog holds these: "test_what_could_harm_a_reader_is_left_out" has what becomes of
# them in a file from outside.
STRAY = "\0\x04\x1c\x1d\x1e\x85\u2028\u2029"
TEXTS = st.one_of(
    st.text(SIGNS, min_size=1, max_size=12),
    st.sampled_from(["**a** :ref:`b`", "`a <https://b.org>`__", ":ref:`c <d>`", "``e``", "%(f)s"]),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters=STRAY), min_size=1),
)


@st.composite
def messages(draw: st.DrawFn) -> Message:
    msgid = draw(TEXTS)
    target = draw(st.one_of(st.just(""), TEXTS))
    if "\n" not in msgid:
        target = target.replace("\n", " ")
    plural = draw(st.one_of(st.just(""), TEXTS))
    is_fuzzy = draw(st.booleans())
    before = draw(st.sampled_from(["before", "as it was"]))
    return Message(
        msgid,
        (target, "") if plural else (target,),
        plural=plural,
        context=draw(st.one_of(st.none(), TEXTS)),
        flags=("fuzzy",) if is_fuzzy else (),
        notes=draw(st.sampled_from(["", "I am not sure.", "-->"])),
        about=draw(st.sampled_from(["", "For the heading", "two\nlines"])),
        previous=Previous(msgid=before) if is_fuzzy else NO_PREVIOUS,
        is_obsolete=draw(st.booleans()),
    )


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    chosen=st.lists(messages(), max_size=4, unique_by=lambda one: one.key),
    form=st.sampled_from(OF_UNITS),
)
def test_any_catalog_comes_back_to_the_same_bytes(
    tmp_path: Path, chosen: list[Message], form: str
) -> None:
    path = catalog_at(tmp_path, GREETING)
    catalog = read_catalog(path)
    write_catalog(path, replace(catalog, messages=[*catalog.messages, *chosen]))
    before = path.read_bytes()
    assert take(tmp_path, export(tmp_path, form)) == []
    assert path.read_bytes() == before


@given(st.one_of(st.text(), st.text(SIGNS)))
def test_the_pieces_of_any_text_make_that_text(text: str) -> None:
    assert "".join(piece.text for piece in split(text)) == text


@given(st.text(SIGNS))
def test_marks_that_open_also_close(text: str) -> None:
    depth = 0
    for piece in split(text):
        depth += {"open": 1, "close": -1}.get(piece.kind, 0)
        assert depth >= 0
    assert depth == 0


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("See :ref:`emergency-signs`.", [":ref:`emergency-signs`"]),
        ("**Never stop.**", ["**", "**"]),
        ("See `the NHS <https://nhs.uk/a>`__.", ["`", " <https://nhs.uk/a>`__"]),
        (":ref:`the signs <emergency-signs>`", [":ref:`", " <emergency-signs>`"]),
        ("Type ``lupus`` here", ["``lupus``"]),
        ("%(count)d of %d", ["%(count)d", "%d"]),
        (r"狼疮\ **痛**\ 。", ["\\ ", "**", "**", "\\ "]),
    ],
)
def test_marks_are_kept_apart_from_words(text: str, marks: list[str]) -> None:
    assert [piece.text for piece in split(text) if piece.kind != "text"] == marks


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("quote", ["", '"', '""'])
def test_no_other_separator_makes_a_formula_of_a_part_of_a_cell(separator: str, quote: str) -> None:
    cell = f"Inicio{separator}{quote}=cmd|' /C calc'!A1{quote}{separator}"
    rows = csv.reader(io.StringIO(write_table([["a,b", cell, "c"]]).decode("utf-8-sig")))
    text = write_table([["a,b", cell, "c"]]).decode("utf-8-sig")
    parts = [part for row in csv.reader(io.StringIO(text), delimiter=separator) for part in row]
    assert [part for part in parts if part.lstrip('"').startswith("=")] == []
    assert [bare(part) for row in rows for part in row] == ["a,b", cell, "c"]


@given(st.text(st.sampled_from("'=+-@\t\ra ;,\"\n")))
def test_a_cell_is_never_a_formula_and_comes_back(text: str) -> None:
    assert guarded(text)[:1] not in {*"=+-@\t\r"} - {""}
    assert bare(guarded(text)) == text


def test_a_catalog_that_is_saved_meanwhile_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = catalog_at(tmp_path, f"{GREETING}\n\n{DOSE}")
    file = edit(export(tmp_path, "csv"), "Hola.", "Buenas.")
    judged = imports._judged

    def save(*about: Any) -> Any:
        edit(path, "Tome", "Beba")
        return judged(*about)

    monkeypatch.setattr(imports, "_judged", save)
    with pytest.raises(CatalogError, match="saved meanwhile"):
        take(tmp_path, file)
    assert "Beba 5 mg." in path.read_text("utf-8")
    assert "Hola." in path.read_text("utf-8")


# What is in the files


def test_translate_toolkit_reads_our_xliff(tmp_path: Path) -> None:
    catalog_at(tmp_path, f'{GREETING}\n\n#, fuzzy\n{DOSE}\n\nmsgid "New."\nmsgstr ""')
    store = xlifffile.parsefile(str(export(tmp_path, "xliff")))
    assert [(unit.source, unit.target) for unit in store.units] == [
        ("Hello.", "Hola."),
        ("Take 5 mg.", "Tome 5 mg."),
        ("New.", ""),
    ]
    assert (store.sourcelanguage, store.targetlanguage) == ("en", "es")


def test_xliff_tells_states_apart(tmp_path: Path) -> None:
    catalog_at(tmp_path, f'{GREETING}\n\n#, fuzzy\n{DOSE}\n\nmsgid "New."\nmsgstr ""')
    text = export(tmp_path, "xliff").read_text("utf-8")
    assert text.count('state="translated"') == 1
    assert text.count('state="needs-review-translation"') == 1
    assert text.count('state="needs-translation"') == 1


def test_xliff_brings_the_page_and_the_notes_along(tmp_path: Path) -> None:
    catalog_at(tmp_path, f"#. A heading\n{GREETING}")
    text = export(tmp_path, "xliff").read_text("utf-8")
    assert '<note from="developer">A heading</note>' in text
    assert '<note from="page">Page: index</note>' in text


def test_xliff_holds_marks_in_elements_of_their_own(tmp_path: Path) -> None:
    catalog_at(tmp_path, 'msgid "**See** :ref:`help`."\nmsgstr ""')
    text = export(tmp_path, "xliff").read_text("utf-8")
    marked = '<bpt id="1">**</bpt>See<ept id="1">**</ept> <ph id="2">:ref:`help`</ph>.'
    assert f"<source>{marked}</source>" in text


def test_translate_toolkit_reads_our_xliff_2(tmp_path: Path) -> None:
    catalog_at(tmp_path, f'{GREETING}\n\nmsgid "New."\nmsgstr ""')
    store = Xliff2File.parsefile(str(export(tmp_path, "xliff2")))
    assert [(one.source, one.target or "") for one in store.units] == [
        ("Hello.", "Hola."),
        ("New.", ""),
    ]


def test_xliff_2_tells_states_apart(tmp_path: Path) -> None:
    catalog_at(tmp_path, f'{GREETING}\n\n#, fuzzy\n{DOSE}\n\nmsgid "New."\nmsgstr ""')
    text = export(tmp_path, "xliff2").read_text("utf-8")
    states = re.findall("<segment (.*?)>", text)
    assert states == [
        'state="translated"',
        'state="initial" subState="po:fuzzy"',
        'state="initial"',
    ]


def test_xliff_2_keeps_marks_apart_and_numbers_them_alike_in_both_languages(tmp_path: Path) -> None:
    catalog_at(tmp_path, 'msgid "**See** :ref:`help`."\nmsgstr ":ref:`help`: **vea**."')
    text = export(tmp_path, "xliff2").read_text("utf-8")
    pair = '<pc id="1" dataRefStart="d1" dataRefEnd="d2">{}</pc>'
    mark = '<ph id="3" dataRef="d3"/>'
    assert f"<source>{pair.format('See')} {mark}.</source>" in text
    assert f"<target>{mark}: {pair.format('vea')}.</target>" in text
    assert '<data id="d3">:ref:`help`</data>' in text


def cut(file: Path, parts: str) -> Path:
    """Put ``parts`` in place of the one segment of a file."""
    whole = re.search("<segment .*?</segment>", file.read_text("utf-8"), re.DOTALL)
    assert whole
    return edit(file, whole[0], parts)


def test_a_message_that_a_tool_has_cut_into_segments_is_joined(tmp_path: Path) -> None:
    path = catalog_at(tmp_path, 'msgid "One. Two."\nmsgstr ""')
    file = export(tmp_path, "xliff2")
    parts = (
        "<segment><source>One.</source><target>Uno.</target></segment>"
        "<ignorable><source> </source></ignorable>"
        "<segment><source>Two.</source><target>Dos.</target></segment>"
    )
    assert take(tmp_path, cut(file, parts)) == []
    assert 'msgstr "Uno. Dos."' in path.read_text("utf-8")


def test_a_message_that_is_translated_in_part_waits(tmp_path: Path) -> None:
    path = catalog_at(tmp_path, 'msgid "One. Two."\nmsgstr ""')
    file = export(tmp_path, "xliff2")
    parts = (
        "<segment><source>One. </source><target>Uno. </target></segment>"
        "<segment><source>Two.</source></segment>"
    )
    assert take(tmp_path, cut(file, parts)) == []
    assert 'msgstr ""' in path.read_text("utf-8")


def test_a_mark_of_xliff_2_without_its_data_is_refused(tmp_path: Path) -> None:
    catalog_at(tmp_path, 'msgid "See :ref:`help`."\nmsgstr "Vea :ref:`help`."')
    file = edit(export(tmp_path, "xliff2"), 'dataRef="d1"', 'dataRef="d9"')
    assert "a mark is damaged" in refused(tmp_path, file)


@pytest.mark.parametrize("gone", [' dataRefStart="d1"', ' dataRefEnd="d2"'])
def test_a_pair_of_marks_of_xliff_2_without_its_data_is_refused(tmp_path: Path, gone: str) -> None:
    path = catalog_at(tmp_path, 'msgid "**See** it."\nmsgstr "**Vea** eso."')
    before = path.read_bytes()
    file = export(tmp_path, "xliff2")
    head, _, target = file.read_text("utf-8").partition("<target>")
    file.write_text(f"{head}<target>{target.replace(gone, '')}", "utf-8")
    assert "a mark is damaged" in refused(tmp_path, file)
    assert path.read_bytes() == before


ORDERED = (
    "<segment><source>One. </source><target{}>Uno. </target></segment>"
    "<segment><source>Two.</source><target{}>Dos. </target></segment>"
)


def test_a_long_mark_of_xliff_2_that_is_used_over_and_over_is_refused(tmp_path: Path) -> None:
    catalog_at(tmp_path, 'msgid "See :ref:`help`."\nmsgstr "Vea :ref:`help`."')
    file = edit(export(tmp_path, "xliff2"), ":ref:`help`</data>", f"{1000 * '*'}</data>")
    used = 200 * '<ph id="9" dataRef="d1"/>'
    assert "more than 100000 letters" in refused(
        tmp_path, edit(file, "<target>", f"<target>{used}")
    )


def test_segments_of_xliff_2_stand_in_the_order_of_the_translation(tmp_path: Path) -> None:
    path = catalog_at(tmp_path, 'msgid "One. Two."\nmsgstr ""')
    file = cut(export(tmp_path, "xliff2"), ORDERED.format(' order="2"', ' order="1"'))
    assert take(tmp_path, file) == []
    assert 'msgstr "Dos. Uno. "' in path.read_text("utf-8")


@pytest.mark.parametrize(
    "orders", [("2", ""), ("3", "1"), ("0", "1"), ("1", "1"), ("x", "2"), ("-1", "1"), ("²", "1")]
)
def test_an_order_of_xliff_2_that_is_none_is_refused(
    tmp_path: Path, orders: tuple[str, str]
) -> None:
    catalog_at(tmp_path, 'msgid "One. Two."\nmsgstr ""')
    said = (f' order="{one}"' if one else "" for one in orders)
    file = cut(export(tmp_path, "xliff2"), ORDERED.format(*said))
    assert "is not the place of one part. Number the parts anew." in refused(tmp_path, file)


def test_a_great_many_segments_of_one_message_are_joined_in_one_walk(tmp_path: Path) -> None:
    # With all places counted for each, these would take hours.
    catalog_at(tmp_path, 'msgid "One. Two."\nmsgstr ""')
    segment = "<segment><source>a</source><target>b</target></segment>"
    (told,) = take(tmp_path, cut(export(tmp_path, "xliff2"), segment * 150_000))
    assert "The English in this file is not ours." in told


def test_translate_toolkit_reads_our_tmx(tmp_path: Path) -> None:
    catalog_at(tmp_path, GREETING)
    store = factory.getobject(str(export(tmp_path, "tmx")))
    assert [(unit.source, unit.target) for unit in store.units] == [("Hello.", "Hola.")]


def test_a_tmx_holds_only_what_is_reviewed() -> None:
    unit = Unit("index", "k", "Hello.", "Hola.", UnitState.TRANSLATED)
    good = replace(unit, is_reviewed=True)
    assert chosen_units([unit, good], FORMATS["tmx"], all_texts=False) == [good]


def test_a_table_begins_with_a_byte_order_mark_and_is_read_without(tmp_path: Path) -> None:
    path = catalog_at(tmp_path, GREETING)
    file = export(tmp_path, "csv")
    data = file.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    file.write_bytes(data.removeprefix(b"\xef\xbb\xbf").replace(b"Hola.", b"Buenas."))
    assert take(tmp_path, file) == []
    assert texts(path)[0] == "Buenas."


def test_a_table_that_excel_saved_with_semicolons_is_read(tmp_path: Path) -> None:
    path = catalog_at(tmp_path, GREETING)
    file = edit(export(tmp_path, "csv"), '","', '";"')
    assert take(tmp_path, edit(file, "Hola.", "Buenas.")) == []
    assert texts(path)[0] == "Buenas."


# What comes back


@pytest.mark.parametrize("form", OF_UNITS)
def test_a_translation_that_was_edited_is_taken(tmp_path: Path, form: str) -> None:
    path = catalog_at(tmp_path, GREETING)
    assert take(tmp_path, edit(export(tmp_path, form), "Hola.", "Buenas.")) == []
    assert texts(path)[0] == "Buenas."


def test_a_fuzzy_message_that_was_approved_is_no_longer_fuzzy(tmp_path: Path) -> None:
    path = catalog_at(tmp_path, f'#, fuzzy\n#| msgid "Hi."\n{GREETING}')
    file = edit(export(tmp_path, "xliff"), "needs-review-translation", "translated")
    assert take(tmp_path, file) == []
    assert "fuzzy" not in path.read_text("utf-8")


def test_a_message_that_needs_review_becomes_fuzzy(tmp_path: Path) -> None:
    path = catalog_at(tmp_path, GREETING)
    file = edit(export(tmp_path, "xliff"), '"translated"', '"needs-review-translation"')
    assert take(tmp_path, file) == []
    assert flags(path) == ["fuzzy"]


@pytest.mark.parametrize("form", OF_UNITS)
def test_an_empty_translation_takes_none_away_and_a_table_tells_of_it(
    tmp_path: Path, form: str
) -> None:
    path = catalog_at(tmp_path, GREETING)
    before = path.read_bytes()
    told = take(tmp_path, edit(export(tmp_path, form), "Hola.", ""))
    assert ["was deleted here" in one for one in told] == [True] * (form in ("csv", "docx"))
    assert path.read_bytes() == before


@pytest.mark.parametrize("form", OF_UNITS)
def test_what_the_gate_refuses_is_left_out_and_told_with_its_line(
    tmp_path: Path, form: str
) -> None:
    path = catalog_at(tmp_path, f"{GREETING}\n\n{DOSE}")
    file = edit(export(tmp_path, form), "Tome 5 mg.", "Tome 50 mg.")
    told = take(tmp_path, edit(file, "Hola.", "Buenas."))
    assert [one.split(": ")[1] for one in told] == ["numbers"]
    assert texts(path) == ["Buenas.", "Tome 5 mg."]


def test_the_others_are_judged_together_where_one_text_is_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge, judged = imports.check_catalog, []

    def check_catalog(catalog: Catalog, waivers: Waivers) -> list[Finding]:
        judged.append(catalog)
        return judge(catalog, waivers)

    monkeypatch.setattr(imports, "check_catalog", check_catalog)
    bodies = [f'msgid "Hello {name}."\nmsgstr "Hola {name}."' for name in "abcdefgh"]
    path = catalog_at(tmp_path, "\n\n".join(bodies))
    file = edit(export(tmp_path, "csv"), "Hola ", "Buenas ")
    (told,) = take(tmp_path, edit(file, "Buenas c", "Buenas\u2028c"))
    assert "U+2028" in told
    assert texts(path) == [f"{'Hola' if name == 'c' else 'Buenas'} {name}." for name in "abcdefgh"]
    assert len(judged) == 1


@pytest.mark.parametrize("form", TEXTUAL)
def test_a_lost_never_is_taken_and_told_at_the_line_of_the_file(tmp_path: Path, form: str) -> None:
    path = catalog_at(tmp_path, 'msgid "Never stop."\nmsgstr "Nunca pare."')
    (tmp_path / "locale/es/words.csv").write_text("meaning,forms\nnever,nunca\n", "utf-8")
    file = edit(export(tmp_path, form), "Nunca pare.", "Pare.")
    taken = imported(tmp_path, file)
    (warning,) = taken.warnings
    assert warning.rule == "negation"
    assert warning.path == file.name
    assert "Never stop." in "".join(file.read_text("utf-8").split("\n")[warning.line - 1 :])
    assert texts(path)[0] == "Pare."


def test_a_file_that_was_opened_in_a_wrong_encoding_is_refused_whole(tmp_path: Path) -> None:
    three = "\n\n".join(f'msgid "{n}"\nmsgstr "médica {n}"' for n in "abc")
    catalog_at(tmp_path, three)
    file = edit(export(tmp_path, "csv"), "médica", "mÃ©dica")
    assert "es.csv:2: 3 of 3 texts were opened in a wrong encoding" in refused(tmp_path, file)


def test_a_mark_that_a_tool_has_lost_is_told(tmp_path: Path) -> None:
    catalog_at(tmp_path, 'msgid "See :ref:`help`."\nmsgstr "Vea :ref:`help`."')
    file = edit(export(tmp_path, "xliff"), 'Vea <ph id="1">:ref:`help`</ph>.', "Vea.")
    assert ": references: " in take(tmp_path, file)[0]


def test_a_message_whose_english_changed_since_is_told_and_not_touched(tmp_path: Path) -> None:
    catalog_at(tmp_path, GREETING)
    file = export(tmp_path, "xliff")
    path = catalog_at(tmp_path, 'msgid "Hello!"\nmsgstr "¡Hola!"')
    assert "The English of this message has changed" in take(tmp_path, file)[0]
    assert texts(path)[0] == "¡Hola!"


def test_what_somebody_else_wrote_since_is_not_overwritten(tmp_path: Path) -> None:
    catalog_at(tmp_path, GREETING)
    file = edit(export(tmp_path, "xliff"), "Hola.", "Buenas.")
    path = catalog_at(tmp_path, GREETING.replace("Hola", "Qué tal"))
    assert "Somebody else has changed this translation" in take(tmp_path, file)[0]
    assert texts(path)[0] == "Qué tal."


def test_what_somebody_else_wrote_since_stays_where_the_file_says_nothing(tmp_path: Path) -> None:
    catalog_at(tmp_path, GREETING)
    file = export(tmp_path, "xliff")
    path = catalog_at(tmp_path, GREETING.replace("Hola", "Qué tal"))
    assert take(tmp_path, file) == []
    assert texts(path)[0] == "Qué tal."


def test_a_plural_form_that_is_wrong_keeps_the_others_waiting(tmp_path: Path) -> None:
    plural = 'msgid "%d day"\nmsgid_plural "%d days"\nmsgstr[0] "%d día"\nmsgstr[1] "%d días"'
    path = catalog_at(tmp_path, plural, "sphinx")
    before = path.read_bytes()
    file = edit(export(tmp_path, "csv"), '"%d día"', '"%d dia"')
    assert len(take(tmp_path, edit(file, '"%d días"', '"los días"'))) == 1
    assert path.read_bytes() == before


def test_a_message_with_plural_forms_counts_once(tmp_path: Path) -> None:
    plural = 'msgid "%d day"\nmsgid_plural "%d days"\nmsgstr[0] "%d día"\nmsgstr[1] "%d días"'
    catalog_at(tmp_path, plural, "sphinx")
    assert export_language(Project(tmp_path, {}), SPANISH, "csv").number == 1
    file = edit(export(tmp_path, "csv"), '"%d día', '"%d dia')
    taken = imported(tmp_path, file)
    assert taken.messages == 1


def test_a_line_break_that_a_tool_put_in_is_told(tmp_path: Path) -> None:
    catalog_at(tmp_path, GREETING)
    file = edit(export(tmp_path, "csv"), "Hola.", "Hola\namigo.")
    assert "has a line break" in take(tmp_path, file)[0]


@pytest.mark.parametrize("sign", [*STRAY, "\u202e", "<script>", ".. raw:: html"])
def test_what_could_harm_a_reader_is_left_out(tmp_path: Path, sign: str) -> None:
    path = catalog_at(tmp_path, GREETING)
    before = path.read_bytes()
    assert len(take(tmp_path, edit(export(tmp_path, "csv"), "Hola.", f"{sign} Hola."))) == 1
    assert path.read_bytes() == before


def test_what_translate_toolkit_saves_is_taken(tmp_path: Path) -> None:
    path = catalog_at(tmp_path, f'{GREETING}\n\nmsgid "**See** :ref:`h`."\nmsgstr ""')
    before = path.read_bytes()
    file = export(tmp_path, "xliff")
    store = xlifffile.parsefile(str(file))
    file.write_bytes(bytes(store))
    assert (take(tmp_path, file), path.read_bytes()) == ([], before)
    store.units[0].target = "Buenas."
    file.write_bytes(bytes(store))
    assert (take(tmp_path, file), texts(path)[0]) == ([], "Buenas.")


@pytest.mark.parametrize("form", ["xliff", "xliff2"])
def test_a_file_names_the_catalogs_where_they_are(tmp_path: Path, form: str) -> None:
    there = catalog_at(tmp_path, GREETING).parents[1]
    folder = tmp_path / "i18n" / "po" / "es"
    folder.parent.mkdir(parents=True)
    there.rename(folder)
    project = Project(tmp_path, {"locale_dirs": ["i18n/po"]})
    path = export_language(project, SPANISH, form).path
    assert 'original="i18n/po/es/LC_MESSAGES/index.po"' in path.read_text("utf-8")
    assert import_files([path], project).findings == []


# What is refused


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('target-language="es"', 'target-language="fr"', "its language is fr"),
        ("locale/es/", "locale/fr/", "but names catalogs of fr"),
        ("index.po", "x/LC_MESSAGES/" * 20_000, "does not name a catalog"),
        ("index.po", "../../x.po", "there is no catalog of a page '../../x'"),
        ("</body>", "", "the file is damaged"),
        ("Hola.", "&boom;", "the file is damaged"),
        ("Hola.", "<img/>", "the element <img> is not one that was exported"),
        ('<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">', "<xliff>", "1.2"),
    ],
)
def test_a_file_that_is_not_in_order_is_refused_whole(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    path = catalog_at(tmp_path, GREETING)
    before = path.read_bytes()
    assert said in refused(tmp_path, edit(export(tmp_path, "xliff"), old, new))
    assert path.read_bytes() == before


@pytest.mark.parametrize("form", ["xliff", "tmx"])
@pytest.mark.parametrize(
    "kind",
    [
        BOMB,
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_entities_are_never_resolved(tmp_path: Path, form: str, kind: str) -> None:
    catalog_at(tmp_path, GREETING)
    file = edit(export(tmp_path, form), "?>\n", f"?>\n{kind}\n")
    assert "entities" in refused(tmp_path, edit(file, "Hola.", "&a;"))


def test_entities_in_an_attribute_do_not_grow(tmp_path: Path) -> None:
    catalog_at(tmp_path, GREETING)
    names = "abcdefghij"
    steps = "".join(f'<!ENTITY {name} "{f"&{before};" * 20}">' for before, name in pairwise(names))
    file = export(tmp_path, "xliff")
    edit(file, "?>\n", f'?>\n<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{steps}]>\n')
    refused(tmp_path, edit(file, 'target-language="es"', 'target-language="&j;"'))


def test_a_code_point_that_is_no_sign_is_refused(tmp_path: Path) -> None:
    catalog_at(tmp_path, GREETING)
    half = '<ph id="1" ctype="x-code-point">U+D800</ph>'
    assert "a mark is damaged" in refused(tmp_path, edit(export(tmp_path, "xliff"), "Hola.", half))


def test_a_file_of_another_language_than_asked_for_is_refused(tmp_path: Path) -> None:
    catalog_at(tmp_path, GREETING)
    said = refused(tmp_path, export(tmp_path, "csv"), describe("fr"))
    assert "it is in es and not in fr" in said


def test_the_ending_says_what_a_file_is(tmp_path: Path) -> None:
    assert "the ending is none of" in refused(tmp_path, tmp_path / "es.pdf")
    assert {FORMATS[form].endings[0] for form in OF_UNITS} <= READERS.keys()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["export", "xx"], 2, "unknown language 'xx'"),
        (["export", "es", "--format", "pdf"], 2, "Unknown format 'pdf'"),
        (["export", "es", "--page", "nowhere"], 2, "no such page. There are: index, sphinx."),
        (["export", "es", "--page", "inde"], 2, "Did you mean index?"),
        (["review", "es"], 2, "Say which page, as in PAGE=index. There are: index, sphinx."),
        (["review", "es", "--sheet"], 2, "Say which page"),
        (["import", "es.po.txt"], 1, "take .txt off"),
        (["import", "build"], 1, "Import the files in it"),
        (["import", "nowhere.xlf"], 1, "nowhere.xlf:1: there is no such file"),
    ],
)
def test_a_command_that_cannot_be_done_says_so_in_a_sentence(
    project: SmallProject, arguments: list[str], code: int, said: str
) -> None:
    project.translate("es", "index", {"Hello.": "Hola."})
    done = run_multilingual(project.folder, *arguments)
    assert (done.returncode, said in done.stderr, done.stderr.count("\n")) == (code, True, 1)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ('"Use 5 mg.","done"', '"done" is no state. Write one of: translated, '),
        ('"Use 5 mg."', "This row has 6 cells in place of 7. Mend the row."),
    ],
)
def test_a_row_of_a_table_that_is_wrong_is_told_by_its_line_and_the_others_are_taken(
    tmp_path: Path, cells: str, told: str
) -> None:
    about = "#. index / heading\n#. https://x.example/"
    path = catalog_at(tmp_path, f"{about}\n{GREETING}\n\n{DOSE}")
    file = edit(export(tmp_path, "csv"), '"Hola."', '"Buenas."')
    assert text_in(file).count("\n") == 3
    (fault,) = take(tmp_path, edit(file, '"Tome 5 mg.","translated"', cells))
    assert f"es.csv:3: import: {told}" in fault
    assert texts(path) == ["Buenas.", "Tome 5 mg."]


def test_a_state_may_begin_with_a_capital(tmp_path: Path) -> None:
    catalog_at(tmp_path, GREETING)
    assert take(tmp_path, edit(export(tmp_path, "csv"), '"translated"', '"Translated"')) == []


def test_a_table_of_terms_is_not_taken_for_messages(tmp_path: Path) -> None:
    catalog_at(tmp_path, GREETING)
    file = tmp_path / "es.terms.csv"
    file.write_text("term,preferred es\nflare,brote\n", "utf-8")
    assert "Copy what is new into terms.csv" in refused(tmp_path, file)


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(project: SmallProject) -> None:
    project.translate("es", "index", {"Hello.": "Hola."})
    project.write("build/export", "a file in the way")
    done = run_multilingual(project.folder, "export", "es")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)


def test_the_commands_carry_a_language_out_and_home(project: SmallProject) -> None:
    path = project.translate("es", "index", {"Hello.": "Hola."}, "Language: es\\n")
    assert run_multilingual(project.folder, "export", "es").returncode == 0
    file = project.folder / "build" / "export" / "es" / "es.xlf"
    done = run_multilingual(project.folder, "import", str(edit(file, "Hola.", "Buenas.")))
    assert (done.returncode, texts(path)[0]) == (0, "Buenas.")


def test_the_terms_of_a_language_become_a_tbx(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "locale" / "es", tmp_path / "locale" / "es")
    path = export_language(Project(tmp_path, {}), SPANISH, "tbx").path
    units = factory.getobject(str(path)).units
    assert ("SLE", "LES") in [(unit.source, unit.target) for unit in units]


def test_a_file_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path) -> None:
    told = refused(tmp_path, tmp_path / "nothing.xlf")
    assert told == "nothing.xlf:1: there is no such file. Look at its name and its folder."


@pytest.mark.parametrize("command", ["export", "import"])
def test_without_settings_the_command_says_what_to_write(
    project: SmallProject, command: str
) -> None:
    done = run_multilingual(project.folder, command)
    assert (done.returncode, done.stderr[:10]) == (2, "Say which ")


def test_an_empty_memory_says_how_to_get_all(project: SmallProject) -> None:
    project.translate("es", "index", {"Home": "Inicio"})
    done = run_multilingual(project.folder, "export", "es", "--format", "tmx")
    assert "For all texts: ALL=yes" in done.stderr


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("index / heading", "Buenas."),
        ("index / heading", "index / heading Buenas."),
        ('"index","","Hello."', '"index","Buenas.","Hello."'),
        ('"id"', '"id","mine"\r\n"index","","Hello.","","translated","","","Buenas."'),
    ],
)
def test_a_word_beside_the_translation_in_a_table_is_told(
    tmp_path: Path, old: str, new: str
) -> None:
    catalog_at(tmp_path, f"#. index / heading\n{GREETING}")
    file = edit(export(tmp_path, "csv"), old, new)
    taken = imported(tmp_path, file)
    assert [(one.line, one.message) for one in taken.notes] == [(2, BESIDE)]


def test_a_table_of_before_its_notes_were_marked_is_read(tmp_path: Path) -> None:
    path = catalog_at(tmp_path, f"#. index / heading\n{GREETING}")
    file = edit(export(tmp_path, "csv"), "Hola.", "Buenas.")
    put(file, re.sub(r'\.\w{16}"', '"', text_in(file)))
    taken = imported(tmp_path, file)
    assert (taken.messages, taken.notes) == (1, [])
    assert "Buenas." in path.read_text("utf-8")


def test_a_file_that_brings_nothing_new_says_so(project: SmallProject) -> None:
    project.translate("es", "index", {"Hello.": "Hola."}, "Language: es\\n")
    file = export(project.folder, "csv")
    done = run_multilingual(project.folder, "import", str(file))
    assert "Was it saved, and is it the right one?" in done.stderr


@pytest.mark.parametrize("name", ["es (1).csv", "my es.csv", 'a\'s $x `y` "z".csv'])
def test_make_takes_a_file_by_any_name(name: str) -> None:
    old, tell = ("-o", ".venv/build-tools"), "MULTILINGUAL=printf '%s|'"
    done = subprocess.run(
        ["make", *old, "import", tell, f"FILE={name}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"import|{name}|"


# What programs do to a file


@pytest.mark.parametrize("form", ["xliff", "xliff2", "tmx"])
@pytest.mark.parametrize("tag", ["source", "target", "seg"])
def test_a_program_that_indents_what_begins_or_ends_with_a_mark_changes_nothing(
    tmp_path: Path, form: str, tag: str
) -> None:
    body = 'msgid "**Never** see :ref:`home`"\nmsgstr "**Nunca** vea :ref:`home`"'
    path = catalog_at(tmp_path, body)
    before = path.read_bytes()
    file = export(tmp_path, form)
    indented = re.sub(rf"(<{tag}[^>]*>)(.*?)(</{tag}>)", "\\1\n    \\2\n  \\3", text_in(file))
    taken = imported(tmp_path, put(file, indented))
    assert (taken.messages, taken.findings) == (0, [])
    assert path.read_bytes() == before


def test_a_correction_in_an_indented_file_is_taken_without_the_indents(tmp_path: Path) -> None:
    path = catalog_at(tmp_path, 'msgid "See :ref:`home`"\nmsgstr "Vea :ref:`home`"')
    file = edit(export(tmp_path, "xliff"), "Vea ", "\n    Mire ")
    assert take(tmp_path, edit(file, "</target>", "\n  </target>")) == []
    assert texts(path) == ["Mire :ref:`home`"]


def test_a_space_that_a_translator_mended_is_a_correction(tmp_path: Path) -> None:
    path = catalog_at(tmp_path, 'msgid "Rest. Sleep."\nmsgstr "Descanse.Duerma."')
    take(tmp_path, edit(export(tmp_path, "xliff"), "Descanse.Duerma", "Descanse. Duerma"))
    assert texts(path) == ["Descanse. Duerma."]


def test_english_with_other_letters_is_still_refused(tmp_path: Path) -> None:
    catalog_at(tmp_path, DOSE)
    file = edit(export(tmp_path, "xliff"), "Take 5 mg.", "Take 50 mg.")
    assert "The English in this file is not ours" in take(tmp_path, edit(file, "Tome", "Beba"))[0]


def test_a_memory_offers_no_outdated_text_as_finished(tmp_path: Path) -> None:
    catalog_at(tmp_path, f"{GREETING}\n\n#, fuzzy\n{DOSE}")
    text = export(tmp_path, "tmx").read_text("utf-8")
    assert ("Hola." in text, "Tome 5 mg." in text) == (True, False)


def test_the_two_kinds_of_xliff_do_not_replace_each_other(project: SmallProject) -> None:
    project.translate("es", "index", {"Hello.": "Hola."}, "Language: es\\n")
    for form in ("xliff", "xliff2"):
        run_multilingual(project.folder, "export", "es", f"--format={form}")
    names = [path.name for path in (project.folder / "build/export/es").iterdir()]
    assert sorted(names) == ["es.xlf", "es.xliff2.xlf"]


# A file in which everything is fuzzy


MANY_TEXTS = "\n\n".join(f'msgid "Rest {day}."\nmsgstr "Descanse {day}."' for day in range(1, 6))
DOUBTS = {
    "xliff": ('state="translated"', 'state="needs-review-translation"'),
    "xliff2": ('state="translated"', 'state="initial"'),
    "csv": ("translated", "needs-review"),
}


@pytest.mark.parametrize("form", DOUBTS)
def test_a_file_in_which_all_is_fuzzy_is_asked_about_and_refused_without_a_yes(
    tmp_path: Path, form: str
) -> None:
    path = catalog_at(tmp_path, MANY_TEXTS)
    before = path.read_bytes()
    file = edit(export(tmp_path, form), *DOUBTS[form])
    questions: list[str] = []
    with pytest.raises(ExchangeError, match="5 of 5 good translations come back as fuzzy"):
        import_files([file], Project(tmp_path, {}), ask=lambda said: bool(questions.append(said)))
    assert len(questions) == 1
    assert path.read_bytes() == before


def test_a_yes_takes_a_file_in_which_all_is_fuzzy(tmp_path: Path) -> None:
    catalog_at(tmp_path, MANY_TEXTS)
    file = edit(export(tmp_path, "xliff"), *DOUBTS["xliff"])
    assert import_files([file], Project(tmp_path, {}), ask=lambda _said: True).waiting == 5


def test_a_catalog_in_which_all_is_fuzzy_is_refused(tmp_path: Path) -> None:
    path = catalog_at(tmp_path, MANY_TEXTS)
    file = tmp_path / "mine.po"
    file.write_text(
        path.read_text("utf-8").replace('msgid "Rest', '#, fuzzy\nmsgid "Rest'), "utf-8"
    )
    assert "come back as fuzzy" in refused(tmp_path, file)


def test_a_catalog_in_which_less_than_half_is_fuzzy_is_taken(tmp_path: Path) -> None:
    path = catalog_at(tmp_path, f"{MANY_TEXTS}\n\n{GREETING}\n\n{DOSE}")
    file = tmp_path / "mine.po"
    text = path.read_text("utf-8")
    for day in (1, 2, 3):
        text = text.replace(f'msgid "Rest {day}', f'#, fuzzy\nmsgid "Rest {day}')
    file.write_text(text, "utf-8")
    assert imported(tmp_path, file).waiting == 3


def test_what_was_fuzzy_before_needs_no_yes(tmp_path: Path) -> None:
    catalog_at(tmp_path, MANY_TEXTS.replace("msgid", "#, fuzzy\nmsgid"))
    assert take(tmp_path, edit(export(tmp_path, "xliff"), "Descanse", "Repose")) == []


def test_make_asks_nobody_where_no_person_sits_and_takes_the_yes_of_a_setting(
    project: SmallProject,
) -> None:
    texts = {f"Rest {day}.": f"Descanse {day}." for day in range(1, 6)}
    project.translate("es", "index", texts, "Language: es\\n")
    run_multilingual(project.folder, "export", "es")
    path = edit(project.folder / "build/export/es/es.xlf", *DOUBTS["xliff"])
    assert "FUZZY=yes" in run_multilingual(project.folder, "import", str(path)).stderr
    assert run_multilingual(project.folder, "import", "--fuzzy", str(path)).returncode == 0


# The English that a tool has put where no translation is


USE = 'msgid "Use 5 mg."\nmsgstr "{}"'
COPIES = {
    "new": ("xliff", 'state="needs-translation"', 'state="new"'),
    "as exported": ("xliff", "", ""),
    "no state": ("xliff", ' state="needs-translation"', ""),
    "to be looked at": ("xliff", "needs-translation", "needs-review-translation"),
    "initial": ("xliff2", "", ""),
    "no state in XLIFF 2": ("xliff2", ' state="initial"', ""),
    "CSV as exported": ("csv", "", ""),
    "CSV without a state": ("csv", '"needs-translation"', '""'),
}


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_of_the_english_that_nobody_calls_translated_is_none(
    tmp_path: Path, name: str
) -> None:
    form, old, new = COPIES[name]
    ours = catalog_at(tmp_path, USE.format(""))
    path = export(tmp_path, form)
    text = re.sub(r"<target( state=\"[\w-]+\")?/>", r"<target\1>Use 5 mg.</target>", text_in(path))
    text = text.replace('"Use 5 mg.",""', '"Use 5 mg.","Use 5 mg."')
    assert text.count("Use 5 mg.") == 2
    made = imported(tmp_path, put(path, text.replace(old, new) if old else text))
    assert (texts(ours), made.messages, made.findings) == ([""], 0, [])
    assert "the English was copied, and nobody said" in made.notes[0].message


def test_a_copy_in_a_memory_that_does_not_say_its_state_is_no_translation(tmp_path: Path) -> None:
    ours = catalog_at(tmp_path, USE.format("Tome 5 mg."))
    text = text_in(path := export(tmp_path, "tmx")).replace("Tome 5 mg.", "Use 5 mg.")
    text = re.sub(r'<prop type="x-state">\w+</prop>', "", text)
    assert take(tmp_path, put(path, text)) == []
    assert texts(ours) == ["Tome 5 mg."]


@pytest.mark.parametrize("form", ["xliff", "xliff2", "csv", "tmx"])
def test_a_copied_english_replaces_no_translation_and_is_told(tmp_path: Path, form: str) -> None:
    ours = catalog_at(tmp_path, USE.format("Tome 5 mg."))
    path = edit(export(tmp_path, form), "Tome 5 mg.", "Use 5 mg.")
    (said,) = take(tmp_path, path)
    assert "The English stands where we have a translation" in said
    assert texts(ours) == ["Tome 5 mg."]


def test_a_name_that_a_tool_calls_translated_is_the_same_in_both_languages(tmp_path: Path) -> None:
    ours = catalog_at(tmp_path, 'msgid "Lupus UK"\nmsgstr ""')
    path = export(tmp_path, "xliff")
    text = text_in(path).replace('"needs-translation"/>', '"translated">Lupus UK</target>')
    assert take(tmp_path, put(path, text)) == []
    assert texts(ours) == ["Lupus UK"]


@pytest.mark.parametrize("form", OF_UNITS)
def test_letters_come_home_in_their_usual_form(tmp_path: Path, form: str) -> None:
    ours = catalog_at(tmp_path, 'msgid "Ask your doctor."\nmsgstr "Pregunte."')
    path = edit(export(tmp_path, form), "Pregunte.", "Pregunte a su me\u0301dico.")
    take(tmp_path, path)
    assert texts(ours) == ["Pregunte a su m\u00e9dico."]
