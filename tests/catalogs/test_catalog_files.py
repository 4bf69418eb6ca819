"""A catalog that is not well formed is an error with its line."""

import re
from pathlib import Path

import pytest
from conftest import SmallProject, run_multilingual

from multilingual.catalogs.language_folder import TERMS
from multilingual.catalogs.message import Catalog, CatalogError, Message
from multilingual.catalogs.reader import read_catalog, read_catalogs
from multilingual.catalogs.writer import canonical, text_of, write_catalog

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'


def read(folder: Path, data: str | bytes) -> Catalog:
    path = folder / "page.po"
    path.write_bytes(data if isinstance(data, bytes) else (HEADER + data).encode())
    return read_catalog(path)


def told(folder: Path, data: str | bytes) -> str:
    """Return the first fault that keeps a catalog, or a message of it, from being read."""
    try:
        catalog = read(folder, data)
    except CatalogError as error:
        return str(error)
    damaged = [message.damage for message in catalog.messages if message.damage]
    found = min((damage.line, damage.fault) for damage in (*damaged, *catalog.nameless))
    return f"page.po:{found[0]}: {found[1]}"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ('msgid "a"\nmsgstr "b\n', r"page\.po:4: The closing quote is missing"),
        ('msgid "a"\nmsgstr b\n', r"page\.po:4: The text must begin with a straight quote"),
        ('msgid "a"\nmsgstr "b"\nnonsense\n', r"page\.po:5: this is not a line"),
        ('<<<<<<< ours\nmsgid "a"\nmsgstr "b"\n', r"page\.po:3: a merge conflict"),
        ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', r"page\.po:6: this msgid is already"),
        (
            '# A.\nmsgid "a"\nmsgstr "b"\n\n# A.\nmsgid "a"\nmsgstr "c"\n',
            r"page\.po:8: this msgid is already at line 4",
        ),
        ('msgid "a"\nmsgstr "b\0"\n', r"page\.po:4: a NUL byte"),
        (HEADER.encode() + b'msgid "a"\nmsgstr "\xff"\n', r"page\.po:4: this file is not in UTF-8"),
        (b"", r"page\.po:1: there is no text in this file"),
        (b'msgid "a"\nmsgstr "b"\n', r"page\.po:1: the header"),
        (HEADER.replace("UTF-8", "CHARSET").encode(), r"page\.po:1: the header"),
        (
            (HEADER + '"Plural-Forms: nplurals=2; plural=(n != ;\\n"\n').encode(),
            r"page\.po:1: the header",
        ),
        ('msgid "a"\nmsgstr[0] "b"\n', r"page\.po:4: This message has no plural forms\. Write"),
        (
            'msgid "a"\nmsgid_plural "as"\nmsgstr "b"\n',
            r"page\.po:5: This message has plural forms\. Write",
        ),
        ('msgid "a"\nmsgid_plural "as"\n', r"page\.po:4: This msgid has no msgstr\. Write"),
        (
            'msgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr[0] "c"\n',
            r"page\.po:6: This is msgstr\[0\], and msgstr\[1\] is due",
        ),
        (
            'msgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr[10] "c"\n',
            r"page\.po:6: This is msgstr\[10\], and msgstr\[1\] is due",
        ),
        (
            'msgid "a"\nmsgid_plural ""\nmsgstr[0] "b"\nmsgstr[1] "c"\n',
            r"page\.po:4: This msgid_plural is empty",
        ),
        ('#~ msgid "a"\n#~ msgstr "b\n', r"page\.po:4: The closing quote is missing"),
        ('msgid "a"\nmsgstr "b"\n\nmsgid "c"\n', r"page\.po:6: This msgid has no msgstr"),
        ('msgid "a"\n#~ msgstr "b"\n', r"page\.po:4: Some lines of this message begin with #~"),
    ],
    ids=[
        "an open quote",
        "no quotes",
        "a stray line",
        "a conflict",
        "a duplicate",
        "a duplicate below a comment",
        "a NUL",
        "a wrong encoding",
        "an empty file",
        "no header",
        "an unknown charset",
        "a broken plural",
        "a form without a plural",
        "a plural without a form",
        "a plural without a translation",
        "a form twice",
        "a form of two digits",
        "an empty plural",
        "an open quote in an obsolete message",
        "a last msgid without msgstr",
        "a message half obsolete",
    ],
)
def test_a_broken_catalog_is_named_with_its_line(
    tmp_path: Path, data: str | bytes, message: str
) -> None:
    assert re.search(message, told(tmp_path, data))


OF_ONE_MESSAGE = {
    "an open quote": 'msgid "a"\nmsgstr "b',
    "a quote inside": 'msgid "a"\nmsgstr "b "c" d"',
    "a backslash": r'msgid "a"' + "\n" + r'msgstr "C:\qux"',
    "no msgstr": 'msgid "a"',
    "a second msgstr": 'msgid "a"\nmsgstr "b"\nmsgstr "c"',
    "a form of what has no plural": 'msgid "a"\nmsgstr[0] "b"',
    "a form missing": 'msgid "a"\nmsgid_plural "as"\nmsgstr[1] "b"',
    "an open quote in the English": 'msgid "a\nmsgstr "b"',
    "a line of no catalog": "nonsense",
    "a keyword that lost a letter": 'mgid "a"\nmsgstr "b"',
    "a keyword with a letter too many": '# Whose?\nmmsgid "a"\nmsgstr "b"',
    "a misspelt keyword": '#, fuzzy\nmsgidd "a"\nmsgstr "b"',
    "a comment within": 'msgid "a"\n# why?\nmsgstr "b"',
    "half obsolete": 'msgid "a"\n#~ msgstr "b"',
    "an obsolete one": '#~ msgid "a"\n#~ msgstr "b',
    "a line break that nobody sees": 'msgid "a"\nmsgstr "b\u2028c"',
    "twice": 'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"',
    "twice, once with a fault": 'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c',
    "an empty plural": 'msgid "a"\nmsgid_plural ""\nmsgstr[0] "b"\nmsgstr[1] "c"',
}
OTHERS = ('msgid "first"\nmsgstr "1"\n\n', '\n\n# Mine.\nmsgid "last"\nmsgstr "2"\n')


@pytest.mark.parametrize("fault", OF_ONE_MESSAGE)
def test_a_fault_of_one_message_leaves_the_others_as_they_are(tmp_path: Path, fault: str) -> None:
    catalog = read(tmp_path, OF_ONE_MESSAGE[fault].join(OTHERS))
    said = [(one.msgid, *one.forms, one.flags, one.notes) for one in catalog.messages]
    whole = [one for one in said if any(one[1:])]
    assert whole == [("first", "1", (), ""), ("last", "2", (), "Mine.")]


@pytest.mark.parametrize("fault", OF_ONE_MESSAGE)
def test_what_cannot_be_read_is_written_as_it_was(tmp_path: Path, fault: str) -> None:
    once = text_of(canonical(read(tmp_path, OF_ONE_MESSAGE[fault].join(OTHERS))))
    words = [line.removeprefix("#~ ") for line in OF_ONE_MESSAGE[fault].split("\n")]
    assert [line for line in words if line not in once] == []
    assert text_of(canonical(read(tmp_path, once.encode()))) == once


WORDS = {"one": "uno", "two": "dos", "three": "tres"}
NUMBERED = "".join(f'\n# {msgid}?\nmsgid "{msgid}"\nmsgstr "{WORDS[msgid]}"\n' for msgid in WORDS)


@pytest.mark.parametrize("sign", ['"', "\n", '"\n"', "\r", "\u2028", "\\", "#", "#~ ", "msgid "])
def test_no_slip_gives_a_message_the_words_of_another_and_none_loses_any(
    tmp_path: Path, sign: str
) -> None:
    for place in range(1, len(NUMBERED)):
        catalog = read(tmp_path, NUMBERED[:place] + sign + NUMBERED[place:])
        for message in catalog.messages:
            others = {WORDS[msgid] for msgid in WORDS if msgid != message.msgid}
            assert message.msgid not in WORDS or others.isdisjoint(message.forms)
        text = text_of(canonical(catalog))
        assert sum(word in text for word in WORDS.values()) >= len(WORDS) - 1
        assert text_of(canonical(read(tmp_path, text.encode()))) == text


def test_an_empty_message_says_nothing_against_another_of_the_same_english(tmp_path: Path) -> None:
    twice = 'msgid "a"\nmsgstr ""\n\nmsgid "a"\nmsgstr "b"\n'
    assert [one.forms for one in read(tmp_path, twice).messages] == [("b",)]


def test_a_second_header_is_kept_and_read_by_nobody(tmp_path: Path) -> None:
    catalog = read(tmp_path, HEADER + 'msgid "a"\nmsgstr "b"\n')
    assert ([one.msgid for one in catalog.messages], len(catalog.nameless)) == (["a"], 1)
    assert text_of(catalog).count(HEADER) == 2


def test_many_that_stand_twice_take_no_long_time(tmp_path: Path) -> None:
    catalog = read(tmp_path, "".join(f'msgid "a"\nmsgstr "{n}"\n\n' for n in range(20_000)))
    assert len(catalog.damage) == 20_000


def test_a_message_that_is_obsolete_may_stand_twice(tmp_path: Path) -> None:
    read(tmp_path, '#~ msgid "a"\n#~ msgstr "b"\n\n#~ msgid "a"\n#~ msgstr "c"\n')


def test_windows_line_ends_are_read(tmp_path: Path) -> None:
    read(tmp_path, (HEADER + 'msgid "a"\nmsgstr "b"\n').replace("\n", "\r\n").encode())


def test_writing_what_was_read_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "page.po"
    write_catalog(path, read_catalog(_catalog(tmp_path)))
    once = path.read_bytes()
    write_catalog(path, read_catalog(path))
    assert path.read_bytes() == once


def test_a_long_message_stays_on_one_line(tmp_path: Path) -> None:
    path = tmp_path / "page.po"
    write_catalog(path, read_catalog(_catalog(tmp_path)))
    assert f'msgstr "{"long " * 60}"' in path.read_text()


def _catalog(folder: Path) -> Path:
    path = folder / "given.po"
    path.write_text(f'{HEADER}\nmsgid "a"\nmsgstr "{"long " * 60}"\n')
    return path


def test_a_fuzzy_flag_needs_no_space(tmp_path: Path) -> None:
    text = HEADER + '\n#,fuzzy\nmsgid "No."\nmsgstr "Sí."\n'
    path = tmp_path / "page.po"
    path.write_text(text, "utf-8")
    assert read_catalog(path).messages[0].is_fuzzy


@pytest.mark.parametrize(
    "sign",
    ["\x85", "\f", "\v", "\x1c", "\u2028", "\u2029", "\r"],
    ids=lambda one: f"{ord(one):04X}",
)
def test_a_comment_hides_no_message_behind_a_line_break_that_nobody_sees(
    tmp_path: Path, sign: str
) -> None:
    (message,) = read(tmp_path, f'# words{sign}# msgid "a"\nmsgid "a"\nmsgstr "b"\n').messages
    assert (message.forms, message.notes) == (("b",), 'words# msgid "a"')


NOTES = {
    "below the last message": 'msgid "a"\nmsgstr "b"\n\n# A note.\n',
    "below the last obsolete message": '#~ msgid "a"\n#~ msgstr "b"\n\n# A note.\n',
    "without a line end": 'msgid "a"\nmsgstr "b"\n# A note.',
    "without a space": '#A note.\nmsgid "a"\nmsgstr "b"\n',
    "that begins with a sign": '#!A note.\nmsgid "a"\nmsgstr "b"\n',
    "alone": "# A note.\n",
}


@pytest.mark.parametrize("place", NOTES)
def test_no_note_is_lost(tmp_path: Path, place: str) -> None:
    assert "A note." in text_of(read(tmp_path, NOTES[place]))


def test_a_note_between_the_flags_of_the_header_is_kept(tmp_path: Path) -> None:
    text = "# One.\n#, fuzzy\n# Two.\n" + HEADER
    assert read(tmp_path, text.encode()).notes == "One.\nTwo."


@pytest.mark.parametrize("note", [", a note.", ",", ": a place?", ",fuzzy", "~ no more"])
def test_a_note_above_the_header_stays_a_note(tmp_path: Path, note: str) -> None:
    text = text_of(canonical(read(tmp_path, f"# {note}\n{HEADER}".encode())))
    again = read(tmp_path, text.encode())
    assert (again.notes, text_of(again)) == (note, text)


def test_an_empty_line_above_a_note_is_no_part_of_it(tmp_path: Path) -> None:
    text = f'#\n#\n# One.\n{HEADER}\n#\n# Two.\n#\n# Three.\nmsgid "a"\nmsgstr ""\n'
    catalog = read(tmp_path, text.encode())
    assert (catalog.notes, catalog.messages[0].notes) == ("One.", "Two.\n\nThree.")


def test_empty_notes_make_no_message_worth_keeping(tmp_path: Path) -> None:
    (message,) = read(tmp_path, '#\n#\n#~ msgid "a"\n#~ msgstr ""\n').messages
    assert not message.is_worth_keeping


def test_a_note_below_the_last_message_stays_where_it_came_to_stand(tmp_path: Path) -> None:
    once = text_of(canonical(read(tmp_path, NOTES["below the last message"])))
    assert text_of(canonical(read(tmp_path, once.encode()))) == once


def test_an_obsolete_message_may_have_no_space_behind_its_sign(tmp_path: Path) -> None:
    assert read(tmp_path, '#~msgid "a"\n#~msgstr "b"\n').messages[0].forms == ("b",)


def test_an_obsolete_message_keeps_its_previous_english(tmp_path: Path) -> None:
    text = '#, fuzzy\n#~| msgid "A"\n#~ msgid "a"\n#~ msgstr "b"\n'
    assert read(tmp_path, text).messages[0].previous.msgid == "A"


def test_a_byte_order_mark_of_windows_takes_nothing_away(tmp_path: Path) -> None:
    text = HEADER + '\nmsgid "a"\nmsgstr "b"\n'
    marked = text_of(read(tmp_path, f"\ufeff{text}".encode()))
    assert marked == text_of(read(tmp_path, text.encode()))


FORM = 'msgid "Home"\nmsgstr[0] "Hola."\n'


@pytest.mark.parametrize("command", ["check", "update", "format"])
def test_each_command_names_the_line_of_what_cannot_be_read_and_takes_the_rest(
    project: SmallProject, command: str
) -> None:
    path = project.translate("es", "index", {"You can live together.": "Pueden convivir."})
    path.write_text(f"{path.read_text('utf-8')}\n{FORM}", "utf-8", newline="\n")
    done = run_multilingual(project.folder, command)
    (said,) = [line for line in (done.stdout + done.stderr).splitlines() if "no plural" in line]
    found = re.match(r"locale/es/LC_MESSAGES/index\.po:(\d+): .*Write msgstr in place", said)
    lines = path.read_text("utf-8").split("\n")
    assert found
    assert lines[int(found[1]) - 1] == 'msgstr[0] "Hola."'
    assert 'msgstr "Pueden convivir."' in lines


@pytest.mark.parametrize("comment", ["Use / and not \\", "A path C:\\ ", "One \\\nand two \\"])
def test_a_comment_that_ends_with_a_backslash_can_be_read_again(
    tmp_path: Path, comment: str
) -> None:
    used = Message("a", ("b",), notes=comment, about=comment)
    gone = Message("c", ("d",), notes=comment, is_obsolete=True)
    fields = {"Content-Type": "text/plain; charset=UTF-8"}
    write_catalog(tmp_path / "es.po", Catalog([used, gone], fields, comment))
    again = read_catalog(tmp_path / "es.po").messages
    assert [message.forms for message in again] == [("b",), ("d",)]


def test_a_comment_that_ends_with_a_backslash_gets_a_full_stop() -> None:
    catalog = Catalog([Message("a", ("b",), notes="Use / and not \\")])
    assert "# Use / and not \\.\n" in text_of(catalog)


def test_a_catalog_without_a_place_has_nothing_of_the_folder_that_a_program_runs_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in (tmp_path, tmp_path / "es", tmp_path / "nowhere", tmp_path / "locale/nowhere"):
        (folder / "LC_MESSAGES").mkdir(parents=True)
        (folder / TERMS).write_text("term\n", "utf-8")
        (folder / "LC_MESSAGES" / "index.po").write_text(HEADER, "utf-8")
    monkeypatch.chdir(tmp_path)
    nowhere = Catalog().language
    assert not nowhere.list_path(TERMS).exists()
    assert [*nowhere.others, nowhere.parent, *nowhere.catalogs] == [None]
    kept = nowhere.once(read_catalogs)
    kept["index"] = Catalog()
    assert nowhere.once(read_catalogs) == {}


@pytest.mark.timeout(60)
def test_a_file_full_of_conflicts_is_refused_in_seconds(tmp_path: Path) -> None:
    path = tmp_path / "page.po"
    path.write_text("<<<<<<< a\n=======\n>>>>>>> b\n" * 100_000)
    with pytest.raises(CatalogError, match="a merge conflict was left here"):
        read_catalog(path)


TWO = '#. page / heading\nmsgid "a"\nmsgstr "b"\n\n#. page / heading\n{}\n\nmsgid "e"\nmsgstr "f"\n'


@pytest.mark.parametrize(
    "lost",
    ['msgstr "d"', '"c"\nmsgstr "d"', '"c "\n"more"\nmsgstr ""\n"d"'],
    ids=["the line", "the keyword", "the first of several lines"],
)
def test_a_lost_msgid_is_named_and_the_other_texts_are_read(tmp_path: Path, lost: str) -> None:
    data = TWO.format(lost)
    assert re.match(r"page\.po:8: The msgid of this message is lost", told(tmp_path, data))
    assert [one.msgid for one in read(tmp_path, data).translated] == ["a", "e"]


def test_a_lost_msgid_of_the_first_message_spoils_no_header(tmp_path: Path) -> None:
    data = '\n#. page / heading\n"c "\n"more"\nmsgstr "d"\n\nmsgid "e"\nmsgstr "f"\n'
    assert [one.msgid for one in read(tmp_path, data).translated] == ["e"]


def test_a_comment_within_a_translation_shows_no_half_of_it(tmp_path: Path) -> None:
    half = 'msgid "a"\nmsgstr "Never stop it "\n# A note.\n"without asking."\n'
    data = f'{half}\nmsgid "e"\nmsgstr "f"\n'
    assert [one.msgid for one in read(tmp_path, data).translated] == ["e"]
