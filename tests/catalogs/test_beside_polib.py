"""Catalogs are read and written as polib does it, which other tools are built on."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import polib
import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from multilingual.catalogs.message import Catalog, Message, Previous
from multilingual.catalogs.reader import read_catalog
from multilingual.catalogs.writer import canonical, text_of, told_apart

CATALOGS = [
    *sorted(ROOT.glob("locale/*/LC_MESSAGES/**/*.po")),
    *sorted(ROOT.glob("tests/data/catalogs/good/*.po")),
    # Those of another project, where they are at hand.
    *(path for folder in ROOT.parents for path in sorted(folder.glob("shared/human-health/*.po"))),
]


def by_polib(text: str) -> polib.POFile:
    # polib writes the previous English of an obsolete message so, and does not read it.
    return polib.pofile(text.replace("\n#~|", "\n#|"), wrapwidth=sys.maxsize)


def catalog_of(found: polib.POFile) -> Catalog:
    return Catalog([message_of(entry) for entry in found], found.metadata, found.header)


def message_of(entry: polib.POEntry) -> Message:
    forms = [text for _form, text in sorted(entry.msgstr_plural.items())] or [entry.msgstr]
    return Message(
        entry.msgid,
        tuple(forms),
        entry.msgid_plural,
        entry.msgctxt,
        tuple(entry.flags),
        entry.tcomment,
        entry.comment,
        tuple(":".join(filter(None, place)) for place in entry.occurrences),
        Previous(entry.previous_msgctxt, entry.previous_msgid, entry.previous_msgid_plural),
        bool(entry.obsolete),
    )


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_each_field_of_a_catalog_is_read_as_polib_reads_it(path: Path) -> None:
    ours, theirs = read_catalog(path), catalog_of(by_polib(path.read_text("utf-8")))
    assert list(ours.messages) == list(theirs.messages)
    assert (ours.fields, ours.notes) == (theirs.fields, theirs.notes)
    assert list(ours.fields) == list(theirs.fields)


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_each_message_is_on_the_lines_that_are_named(path: Path) -> None:
    lines = path.read_text("utf-8").split("\n")
    for message in read_catalog(path).messages:
        own = [lines[number - 1].removeprefix("#~ ") for number in (message.line, *message.lines)]
        assert own[0].startswith("msgid ")
        assert [line.partition(" ")[0] for line in own[1:]] == (
            [f"msgstr[{form}]" for form in range(len(message.forms))]
            if message.plural
            else ["msgstr"]
        )


SIGNS = st.sampled_from([*"abz Z0.,:;!?-_#~|%<>[]{}éñ不，ع्\u00a0\u200f🙂", '"', "\\", "\t", "\n"])
texts = st.text(SIGNS, max_size=12)
line = st.text(SIGNS.filter(lambda sign: sign not in "\n\t"), max_size=12).map(str.strip)
notes = st.lists(line, max_size=3)
words = st.sampled_from(["source/index.rst", "conf.py", "a-b_c.html"])


@st.composite
def messages(draw: st.DrawFn) -> Message:
    is_obsolete, has_forms = draw(st.booleans()), draw(st.booleans())
    msgid = draw(texts.filter(bool))
    form = texts if "\n" in msgid else texts.map(lambda text: text.replace("\n", ""))
    old = st.none() | texts
    return Message(
        msgid,
        tuple(draw(st.lists(form, min_size=1, max_size=3))) if has_forms else (draw(form),),
        draw(texts.filter(bool)) if has_forms else "",
        draw(st.none() | texts),
        draw(st.lists(st.sampled_from(["fuzzy", "no-wrap", "python-format"]), unique=True)),
        "\n".join(draw(notes)).strip("\n"),
        "" if is_obsolete else "\n".join(filter(None, draw(notes))),
        [] if is_obsolete else draw(st.lists(words, max_size=3)),
        Previous(draw(old), draw(texts), draw(old)),
        is_obsolete,
    )


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    made = draw(st.lists(messages(), max_size=5))
    live = {message.key: message for message in made if not message.is_obsolete}
    values = line.map(lambda text: text.replace("\\", "").strip())
    fields = draw(st.dictionaries(st.sampled_from(["X-Reviewer", "X-A", "Language"]), values))
    gone = [message for message in made if message.is_obsolete]
    # polib makes a flag or a place of such a line above the header, which is not one.
    above = draw(st.lists(line.filter(lambda text: text[:1] not in (",", ":")), max_size=3))
    return canonical(Catalog([*live.values(), *gone], fields, "\n".join(above)))


@settings(deadline=None, max_examples=200)
@given(catalogs())
def test_what_is_written_is_read_back_and_written_as_polib_does(catalog: Catalog) -> None:
    text = text_of(catalog)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "page.po"
        path.write_text(text, "utf-8")
        ours, theirs = read_catalog(path), by_polib(text)
    assert text_of(ours) == text
    assert str(theirs).rstrip("\n") + "\n" == text
    assert told_apart(ours.messages) == list(catalog_of(theirs).messages)
