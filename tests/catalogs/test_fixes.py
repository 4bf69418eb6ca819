"""What programs spoil in a text is set right by ``make format``, if one answer alone is right."""

from __future__ import annotations

import pytest
from conftest import SmallProject, run_multilingual

from multilingual.catalogs.fixes import fixed
from multilingual.catalogs.message import Catalog, Message

FLAGGED = '\n#, python-format\nmsgid "90% of people"\nmsgstr "90 % de la gente"\n'


def text_after(msgid: str, msgstr: str) -> str:
    return fixed(Catalog([Message(msgid, (msgstr,))])).messages[0].forms[0]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("¿Qué es\n el lupus?", "¿Qué es el lupus?"),
        ("¿Qué es el lupus?\n", "¿Qué es el lupus?"),
        ("\n¿Qué es \n\nel lupus?", "¿Qué es el lupus?"),
        ("什么是\n狼疮？", "什么是狼疮？"),
        ("ما هي\nالذئبة؟", "ما هي الذئبة؟"),
        ("ल्यूपस\nक्या है?", "ल्यूपस क्या है?"),
        ("โรค\nลูปัส", "โรคลูปัส"),
    ],
    ids=["in", "after", "around", "zh", "ar", "hi", "th"],
)
def test_a_line_break_is_joined_as_the_script_has_it(text: str, wanted: str) -> None:
    assert text_after("What is lupus?", text) == wanted


def test_a_line_break_stays_where_the_english_has_one() -> None:
    assert text_after("one\ntwo", "uno\ndos") == "uno\ndos"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("\u095b्यादा", "\u091c\u093c्यादा"),
        ("\u095cा", "\u0921\u093cा"),
        ("cafe\u0301", "caf\u00e9"),
    ],
    ids=["za", "rra", "acute"],
)
def test_a_letter_gets_its_usual_form(text: str, wanted: str) -> None:
    assert text_after("words", text) == wanted


@pytest.mark.parametrize(
    ("msgid", "flag", "stays"),
    [
        ("90% of people", "python-format", False),
        ("about 5 % a year", "python-format", False),
        ("100%", "possible-python-format", False),
        ("%d days", "python-format", True),
        ("%(name)s", "python-format", True),
        ("%.1f hours", "python-format", True),
        ("90%% of people", "python-format", False),
        ("{name} and you", "python-brace-format", True),
        ("words", "python-brace-format", False),
        ("90% of people", "no-python-format", True),
    ],
)
def test_a_flag_of_a_placeholder_stays_where_the_english_has_one(
    msgid: str, flag: str, *, stays: bool
) -> None:
    (message,) = fixed(Catalog([Message(msgid, ("x",), flags=("fuzzy", flag))])).messages
    assert message.flags == (("fuzzy", flag) if stays else ("fuzzy",))


@pytest.mark.parametrize(
    ("spoilt", "line"),
    [
        ('\nmsgid "Home"\nmsgstr "Ini\\ncio"\n', 'msgstr "Ini cio"'),
        ('\nmsgid "Home"\nmsgstr "\u095b"\n', 'msgstr "\u091c\u093c"'),
        (FLAGGED, "\n\nmsgid"),
    ],
    ids=["line break", "nukta", "flag"],
)
def test_format_writes_it_and_then_has_nothing_more_to_write(
    project: SmallProject, spoilt: str, line: str
) -> None:
    path = project.translate("hi", "index", {})
    path.write_text(path.read_text("utf-8") + spoilt, "utf-8")
    run_multilingual(project.folder, "format")
    assert line in path.read_text("utf-8")
    assert run_multilingual(project.folder, "format", "--check").returncode == 0


@pytest.mark.parametrize("end", ["\r", "\r\r\n"], ids=["Macintosh", "doubled"])
def test_format_writes_the_line_ends_of_today_as_the_check_advises(
    project: SmallProject, end: str
) -> None:
    path = project.translate("es", "index", {"Home": "Inicio"}, "Language: es\\n")
    text = path.read_text("utf-8") + "\n# A note.\n"
    path.write_bytes(text.replace("\n", end).encode())
    assert (
        "1: syntax: The lines of this file end as"
        in run_multilingual(project.folder, "check").stdout
    )
    run_multilingual(project.folder, "format")
    assert b"\r" not in path.read_bytes()
    assert 'msgid "Home"\nmsgstr "Inicio"\n' in path.read_text("utf-8")
    assert "syntax" not in run_multilingual(project.folder, "check").stdout


def test_the_check_tells_once_a_file_what_format_puts_right(project: SmallProject) -> None:
    texts = {"Home": "\u095bा", "Welcome to the site.": "\u095cा", "Is it catching?": "\u095dा"}
    project.translate("hi", "index", texts, "Language: hi\\n")
    told = run_multilingual(project.folder, "check").stdout
    assert told.count(": letters: ") == 1
    assert "Letters of 3 texts are not in their usual form (NFC); the first is here." in told
    run_multilingual(project.folder, "format")
    assert ": letters: " not in run_multilingual(project.folder, "check").stdout
