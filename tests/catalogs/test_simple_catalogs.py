"""A catalog that is read at one look is one that the strict reader takes, and says the same."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT

from multilingual.catalogs.message import Catalog, CatalogError
from multilingual.catalogs.reader import read_catalog, read_simple, read_translations
from multilingual.catalogs.writer import compiled

CATALOGS = sorted(ROOT.glob("locale/*/LC_MESSAGES/**/*.po"))
HEADER = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
MESSAGE = 'msgid "One"\nmsgstr "Uno"\n'
PIECES = (
    *(
        "\n",
        "\n\n",
        " ",
        '"',
        "\\",
        "\\n",
        "\\t",
        '\\"',
        "\\q",
        "\u2028",
        "\x04",
        "\r",
        "\t",
        "#",
        "#~ ",
    ),
    *("#, fuzzy\n", "#,fuzzy\n", "#| ", "# note\n", "#. note\\\n", "msgctxt ", 'msgctxt "a"\n'),
    *('msgid "One"\n', 'msgstr "Uno"\n', 'msgid_plural "Ones"\n', 'msgstr[0] "Uno"\n', '"more"\n'),
    *("<<<<<<< a\n", "=======\n", ">>>>>>> b\n", "\ufeff", "", 'msgid ""\n', "é", "\0"),
)


def in_catalog(text: str, folder: Path) -> Path:
    path = folder / "index.po"
    path.write_text(text, "utf-8", newline="")
    return path


def used(read: Callable[[Path], Catalog], path: Path) -> list[tuple[object, ...]] | str:
    """Return what a reader finds that goes to those who read pages, or what is wrong."""
    try:
        found = read(path).translated
    except CatalogError as error:
        return str(error)
    return [
        (*one.key, one.plural, one.form, one.msgstr, one.message.line, one.line) for one in found
    ]


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: "/".join(path.parts[-3:]))
def test_it_reads_what_the_strict_reader_reads(path: Path) -> None:
    simple = read_simple(path.read_text("utf-8"))
    assert simple is None or compiled(simple) == compiled(read_catalog(path))


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: "/".join(path.parts[-3:]))
def test_it_finds_each_message_on_the_lines_that_the_strict_reader_names(path: Path) -> None:
    assert used(read_translations, path) == used(read_catalog, path)


def test_most_catalogs_of_pages_are_that_simple() -> None:
    pages = [path for path in CATALOGS if path.stem != "sphinx"]
    read = [path for path in pages if read_simple(path.read_text("utf-8")) is not None]
    assert len(read) > 0.8 * len(pages)


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_catalog_is_read_as_the_strict_reader_reads_it(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    for _ in range(25):
        text = HEADER + "\n".join(
            MESSAGE.replace("One", f"One {number}") for number in range(3)
        ).replace('"Uno"', '"Un\\"o\\""', chance.randint(0, 1))
        for _change in range(chance.randint(1, 3)):
            place, length = chance.randrange(len(text)), chance.choice((0, 0, 1, 5))
            text = text[:place] + chance.choice(PIECES) + text[place + length :]
        path = in_catalog(text, tmp_path)
        assert used(read_translations, path) == used(read_catalog, path)


@pytest.mark.parametrize(
    "text",
    [
        MESSAGE,
        HEADER + MESSAGE + "\n" + MESSAGE,
        HEADER + "#~ " + MESSAGE,
        HEADER + 'msgid "One"\nmsgstr "Uno\\n"\n',
        HEADER + 'msgctxt "a"\n' + MESSAGE,
        HEADER + '#| msgid "Two"\n' + MESSAGE,
        HEADER + MESSAGE + "\n# The end.\n",
        "#, fuzzy\n" + HEADER + MESSAGE,
    ],
)
def test_any_other_form_is_for_the_strict_reader(text: str) -> None:
    assert read_simple(text) is None


def test_a_fuzzy_message_does_not_go_to_readers() -> None:
    simple = read_simple(HEADER + "#, fuzzy\n" + MESSAGE)
    assert simple is not None
    assert list(simple.messages) == []
