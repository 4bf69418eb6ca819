"""A catalog comes back to the same bytes, whatever tool has saved it."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from babel.messages.pofile import read_po, write_po
from conftest import ROOT, run_multilingual
from translate.storage import pypo

from multilingual.catalogs.message import Catalog, Message
from multilingual.catalogs.reader import read_catalog
from multilingual.catalogs.writer import canonical, text_of, told_apart, write_catalog
from multilingual.templates.extraction import write_template
from multilingual.update.carry_over import update_catalogs

MSGMERGE = shutil.which("msgmerge")
MSGFMT = shutil.which("msgfmt")
LONG = "Lupus is a long-lasting illness in which the body's defences attack healthy parts of it."
TEMPLATE = [
    Message("About lupus", about="about / heading", places=("source/about.rst",)),
    Message(LONG, about="about / paragraph", places=("source/about.rst",)),
    Message("a rash", about="about / list item", places=("source/about.rst",)),
]
TEXT = f'''#
msgid ""
msgstr ""
"Project-Id-Version: Small\\n"
"PO-Revision-Date: YEAR-MO-DA\\n"
"Last-Translator: \\n"
"Language-Team: \\n"
"Language: es\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"X-Provenance: machine draft (AI), 2026-11\\n"

# A translator's note.
#. about / heading
#: source/about.rst
msgid "About lupus"
msgstr "Sobre el lupus"

#. about / paragraph
#: source/about.rst
#, fuzzy
#| msgid "Lupus is an illness in which the body's defences attack healthy parts of it."
msgid "{LONG}"
msgstr "El lupus es una enfermedad en la que las defensas del cuerpo atacan partes sanas."

#. about / list item
#: source/about.rst
msgid "a rash"
msgstr ""

#~ msgid "Old words."
#~ msgstr "Palabras viejas."
'''


def by_polib(path: Path) -> None:
    catalog = polib.pofile(str(path), wrapwidth=60)
    catalog.metadata["PO-Revision-Date"] = "2026-11-25 09:00+0100"
    catalog.save(str(path))


def by_poedit(path: Path) -> None:
    by_polib(path)
    catalog = polib.pofile(str(path), wrapwidth=77)
    catalog.metadata |= {
        "X-Generator": "Poedit 3.6",
        "X-Poedit-Basepath": "..",
        "X-Poedit-SearchPath-0": "source",
        "POT-Creation-Date": "2026-11-24 09:00+0100",
        "Last-Translator": "María <maria@example.org>",
        "Language-Team": "Spanish",
    }
    for entry in catalog:
        entry.occurrences = [(place, "12") for place, _line in entry.occurrences]
    catalog.save(str(path))


def by_weblate(path: Path) -> None:
    store = pypo.pofile.parsefile(str(path))
    store.updateheader(
        add=True,
        X_Generator="Weblate 5.15",
        PO_Revision_Date="2026-11-25 09:00+0000",
        Last_Translator="María <maria@example.org>",
        Language_Team="Spanish <https://hosted.weblate.org/projects/x/es/>",
    )
    store.savefile(str(path))


def by_babel(path: Path) -> None:
    catalog = read_po(io.BytesIO(path.read_bytes()), locale="es")
    data = io.BytesIO()
    write_po(data, catalog, include_previous=True, width=76)
    path.write_bytes(data.getvalue())


def by_msgmerge(path: Path) -> None:
    template = path.with_suffix(".pot")
    write_template(template, TEMPLATE, "Small")
    command = ["msgmerge", "--quiet", "--update", "--backup=off", "--previous"]
    subprocess.run([*command, str(path), str(template)], check=True)


def with_windows_line_ends(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


TOOLS = [by_polib, by_poedit, by_weblate, by_babel, with_windows_line_ends]
needs_msgmerge = pytest.mark.skipif(not MSGMERGE, reason="GNU gettext is not installed")


@pytest.fixture
def saved_here(tmp_path: Path) -> Path:
    """A catalog in a project's place, as polib saves it."""
    (tmp_path / "conf.py").write_text('project = "Small"\n')
    path = tmp_path / "locale" / "es" / "LC_MESSAGES" / "about.po"
    path.parent.mkdir(parents=True)
    path.write_text(TEXT, "utf-8")
    by_polib(path)
    return path


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "about.po"
    path.write_text(TEXT, "utf-8")
    return path


def update(path: Path) -> str:
    own = read_catalog(path)
    # The language has another catalog, which tells what Babel's has lost.
    fields = {**own.fields, "X-Provenance": "machine draft (AI), 2026-11"}
    catalogs = {"about": own, "index": replace(own, messages=(), fields=fields)}
    return text_of(
        update_catalogs({"about": TEMPLATE, "index": []}, catalogs, "es").catalogs["about"]
    )


def test_the_canonical_form_is_what_update_writes(saved: Path) -> None:
    assert update(saved) == TEXT


@pytest.mark.parametrize(
    "save", [*TOOLS, pytest.param(by_msgmerge, marks=needs_msgmerge)], ids=lambda one: one.__name__
)
def test_update_gives_the_same_bytes_back(saved: Path, save: Callable[[Path], None]) -> None:
    save(saved)
    assert update(saved) == TEXT


@pytest.mark.parametrize("save", [by_polib, by_poedit, by_weblate, with_windows_line_ends])
def test_format_gives_the_same_bytes_back(saved: Path, save: Callable[[Path], None]) -> None:
    save(saved)
    write_catalog(saved, canonical(read_catalog(saved)))
    assert saved.read_text("utf-8") == TEXT


def test_format_check_names_what_is_not_canonical(saved_here: Path, tmp_path: Path) -> None:
    done = run_multilingual(tmp_path, "format", "--check")
    name = "locale/es/LC_MESSAGES/about.po:1"
    said = f"{name}: not in the canonical form. Write it so: make format\n"
    assert (done.returncode, done.stdout) == (1, said)


def test_format_check_writes_nothing(saved_here: Path, tmp_path: Path) -> None:
    before = saved_here.read_bytes()
    run_multilingual(tmp_path, "format", "--check")
    assert saved_here.read_bytes() == before


def test_format_writes_what_is_not_canonical(saved_here: Path, tmp_path: Path) -> None:
    run_multilingual(tmp_path, "format")
    assert saved_here.read_text("utf-8") == TEXT


def test_format_says_what_it_rewrote(saved_here: Path, tmp_path: Path) -> None:
    by_poedit(saved_here)
    said = run_multilingual(tmp_path, "format").stdout
    assert said == (
        "locale/es/LC_MESSAGES/about.po:1: written in our form: header without POT-Creation-Date, "
        "X-Generator, X-Poedit-Basepath, X-Poedit-SearchPath-0, 3 texts without line numbers, "
        "one line for each text.\n"
    )


def test_format_says_that_it_took_names_of_people_off(saved_here: Path, tmp_path: Path) -> None:
    text = saved_here.read_text("utf-8")
    saved_here.write_text(f"# Ana Ruiz <ana@example.org>, 2026.\n{text}", "utf-8")
    assert "no names of people above it" in run_multilingual(tmp_path, "format").stdout


def test_format_says_nothing_of_what_was_in_order(saved_here: Path, tmp_path: Path) -> None:
    run_multilingual(tmp_path, "format")
    assert run_multilingual(tmp_path, "format").stdout == ""


def test_each_catalog_of_this_repository_is_canonical() -> None:
    done = run_multilingual(ROOT, "format", "--check")
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize(
    "spelling",
    [
        "nplurals=2; plural=n != 1;",
        "nplurals=2; plural=(n!=1)",
        "nplurals=2; plural=n == 1 ? 0 : 1;",
    ],
)
def test_plural_forms_that_say_the_same_are_spelled_alike(spelling: str) -> None:
    catalog = Catalog(fields={"Language": "es", "Plural-Forms": spelling})
    assert canonical(catalog).fields["Plural-Forms"] == "nplurals=2; plural=(n != 1);"


@pytest.mark.parametrize(
    "other",
    [
        "nplurals=2; plural=n > 1;",
        "nplurals=2; plural=(n == 1);",
        "nplurals=3; plural=n == 1 ? 0 : n % 1000000 == 0 ? 1 : 2;",
        "nplurals=3; plural=n != 1;",
        "nplurals=2; plural=n/0;",
        "nplurals=2; plural=(n != ;",
    ],
)
def test_plural_forms_that_say_something_else_stay(other: str) -> None:
    catalog = Catalog(fields={"Language": "es", "Plural-Forms": other})
    assert canonical(catalog).fields["Plural-Forms"] == other


def test_what_weblate_writes_into_a_header_is_gone_after_a_format(tmp_path: Path) -> None:
    fields = TEXT.split('msgstr ""\n', 1)[1].split("\n\n", 1)[0]
    kept = [one for one in fields.split("\n") if not one.startswith(('"PO-', '"La', '"Language-'))]
    line = "".join(one.strip('"') for one in kept).replace("(n != 1)", "n != 1")
    line += "Language: es\\n"
    line += "PO-Revision-Date: 2026-11-26 11:58+0000\\nLast-Translator: Ana <ana@example.org>\\n"
    line += "Language-Team: Spanish <https://example.org/es/>\\nX-Generator: Weblate 5.14.3\\n"
    path = tmp_path / "about.po"
    path.write_text(TEXT.replace(f'msgstr ""\n{fields}', f'msgstr "{line}"'), "utf-8")
    assert text_of(canonical(read_catalog(path))) == TEXT


@pytest.mark.parametrize(
    "line",
    [
        "Ana Ruiz <ana@example.org>, 2026.",
        "Ana Ruiz, 2026.",
        "Ana Ruiz, 2024, 2025-2026",
        "SPDX-FileCopyrightText: 2026 Ana Ruiz",
        "Copyright (C) 2026 Ana Ruiz",
        "FIRST AUTHOR <EMAIL@ADDRESS>, YEAR.",
        "Translators:",
    ],
)
def test_no_name_of_a_person_stays_above_a_header(saved: Path, line: str) -> None:
    named = TEXT.replace("#\n", f"# {line}\n# We say usted.\n", 1)
    saved.write_text(named, "utf-8")
    assert canonical(read_catalog(saved)).notes == "We say usted."


@pytest.mark.parametrize("line", ["We say usted, since 2026 too.", "See the style guide: 2, 3."])
def test_what_translators_agreed_on_stays_above_a_header(line: str) -> None:
    assert canonical(Catalog(notes=line)).notes == line


@pytest.mark.skipif(not MSGFMT, reason="GNU gettext is not installed")
def test_gettext_misses_nothing_in_a_header(saved: Path) -> None:
    # GNOME's Translation Editor asks for the same, and saves nothing before it has it.
    command = ["msgfmt", "--check-header", "--output-file=/dev/null", str(saved)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""


def test_babel_reads_a_header_that_says_no_date(saved: Path) -> None:
    assert len(read_po(io.BytesIO(saved.read_bytes()))) == len(TEMPLATE)


def test_a_header_without_dates_and_names_gets_the_fields_that_programs_ask_for() -> None:
    assert canonical(Catalog(fields={"Language": "es"})).fields == {
        "Language": "es",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "PO-Revision-Date": "YEAR-MO-DA",
        "Last-Translator": "",
        "Language-Team": "",
    }


def test_many_obsolete_messages_of_the_same_english_are_told_apart_in_one_walk() -> None:
    # Counted from the first for each, so many would take days.
    many = [Message("a", forms=(str(number),), is_obsolete=True) for number in range(100_000)]
    assert len({message.key for message in told_apart(many)}) == len(many)
