"""What GNU msgfmt rejects is found, and whatever passes can be read."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from small_catalogs import catalog_of_repository

from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.catalogs.reader import OLD_ENDS, open_catalog, read_catalog
from multilingual.checks.syntax_and_placeholders import placeholders, syntax
from multilingual.files import LARGEST
from multilingual.findings import Finding

ROOT = Path(__file__).parents[2]
CATALOGS = ROOT / "tests" / "data" / "catalogs"
MSGFMT = shutil.which("msgfmt")

needs_msgfmt = pytest.mark.skipif(not MSGFMT, reason="msgfmt of GNU gettext is not installed")

BAD = sorted([*CATALOGS.glob("bad/syntax-*.po"), *CATALOGS.glob("bad/placeholders-*.po")])
GOOD = sorted([*CATALOGS.glob("good/syntax-*.po"), *CATALOGS.glob("good/placeholders-*.po")])

ONLY_MSGFMT = {
    "syntax-obsolete-duplicates": "obsolete messages go to nobody, make format tells them apart",
}
"""What msgfmt 0.21 rejects and we do not, with the reason."""

WARNED = {"syntax-plural-rule-of-another-language"}
"""What can be read, and what is right in it changes from one edition of CLDR to the next."""

ONLY_OURS = {
    "syntax-carriage-return": "polib breaks a line there",
    "syntax-charset": "only UTF-8 is read here; msgfmt would convert",
    "syntax-flag-not-read": "polib reads #,fuzzy as a comment, and readers would get the text",
    "syntax-flag-of-c": "its placeholders are not compared here",
    "syntax-header-cut": "msgfmt warns of it",
    "syntax-header-field-twice": "programs differ in which of the two they take",
    "syntax-header-line-break-lost": "Python takes it for a part of the line above",
    "syntax-line-break": "Sphinx would lose the rest",
    "syntax-line-separator": "polib breaks a line there",
    "syntax-nul": "the compiled catalog would end there",
    "syntax-plural-rule-of-another-language": "msgfmt does not know the rules of languages",
    "syntax-wrong-language": "msgfmt does not know the folder",
}
"""What msgfmt accepts and we do not, with the reason."""

HEADER = (
    'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)
ALL_KINDS = r"""
#. With every kind of line.
#: source/index.rst
#, fuzzy, python-format
#| msgctxt "old"
#| msgid "Old %d"
#| "more"
msgctxt "new"
msgid "A \"quoted\" %d"
msgstr "Un \\ %d\t"

#, python-format
msgid "%(a)s and %(b)d\n"
msgstr ""
"%(b)d y "
"%(a)s\n"

#~| msgid "Older"
#~ msgid "Gone"
#~ msgid_plural "Gone too"
#~ msgstr[0] "Ido"
#~ msgstr[1] "Idos"

msgid "Last"
msgstr "Último"
"""
SPANISH = (ROOT / "locale/es/LC_MESSAGES/sphinx.po").read_text().split("\n\n")
# Of a real catalog, what is not like the rest, since each mutant takes a run of msgfmt.
REAL = "\n\n".join([*SPANISH[:5], *(one for one in SPANISH[5:] if "%" in one)]) + "\n" + ALL_KINDS


def faults_at(path: Path) -> list[Finding]:
    folder = LanguageFolder.of(path)
    return list(syntax(open_catalog(path, folder), folder))


def gate(data: bytes, folder: Path, code: str = "es", page: str = "sphinx") -> list[Finding]:
    """Return what both checks find in a catalog, placed where it would be."""
    path = folder / "locale" / code / "LC_MESSAGES" / f"{page}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    findings = faults_at(path)
    if findings:
        return findings
    return list(placeholders(read_catalog(path, folder)))


def found(text: str, folder: Path, code: str = "es", page: str = "sphinx") -> list[str]:
    return [f"{one.line}: {one.message}" for one in gate(text.encode(), folder, code, page)]


def rejected(data: bytes, folder: Path) -> bool:
    assert MSGFMT
    path = folder / "given.po"
    path.write_bytes(data)
    run = [MSGFMT, "-c", "-o", os.devnull, str(path)]
    done = subprocess.run(run, capture_output=True, check=False, env={"LC_ALL": "C.UTF-8"})
    return done.returncode != 0


def note(data: bytes, name: str, default: str = "") -> str:
    match = re.search(rf"^\ufeff?# {name}: (.*?)\r?$", data.decode(errors="replace"), re.MULTILINE)
    return match[1] if match else default


def names(paths: list[Path]) -> list[str]:
    return [path.stem for path in paths]


@pytest.mark.parametrize("path", BAD, ids=names(BAD))
def test_each_bad_catalog_has_its_one_fault(path: Path, tmp_path: Path) -> None:
    data = path.read_bytes()
    line, rule, words = note(data, "expect").split(": ", 2)
    (finding,) = gate(data, tmp_path, note(data, "language"), note(data, "page", "page"))
    severity = "warning" if path.stem in WARNED else "error"
    assert (finding.line, finding.rule, finding.severity) == (int(line), rule, severity)
    assert words in finding.message


@pytest.mark.parametrize("path", GOOD, ids=names(GOOD))
def test_a_good_catalog_passes(path: Path, tmp_path: Path) -> None:
    data = path.read_bytes()
    assert gate(data, tmp_path, note(data, "language"), note(data, "page", "page")) == []


@needs_msgfmt
@pytest.mark.parametrize("path", [*BAD, *GOOD], ids=names([*BAD, *GOOD]))
def test_msgfmt_agrees_but_for_the_named_differences(path: Path, tmp_path: Path) -> None:
    data = path.read_bytes()
    ours = bool(gate(data, tmp_path, note(data, "language"), note(data, "page", "page")))
    theirs = rejected(data, tmp_path)
    assert (theirs and not ours) == (path.stem in ONLY_MSGFMT)
    assert (ours and not theirs) == (path.stem in ONLY_OURS)


@pytest.mark.parametrize("path", sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po")), ids=str)
def test_our_own_catalogs_pass(path: Path) -> None:
    assert faults_at(path) == []
    assert list(placeholders(catalog_of_repository(path))) == []


def without_a_quote(data: bytes) -> Iterator[bytes]:
    for place in re.finditer(b'"', data):
        yield data[: place.start()] + data[place.end() :]


def without_a_line(data: bytes) -> Iterator[bytes]:
    lines = data.split(b"\n")
    for number in range(len(lines)):
        yield b"\n".join(lines[:number] + lines[number + 1 :])


def with_an_entry_twice(data: bytes) -> Iterator[bytes]:
    entries = data.split(b"\n\n")
    for number, entry in enumerate(entries):
        yield b"\n\n".join([*entries[: number + 1], entry, *entries[number + 1 :]])


def cut(data: bytes) -> Iterator[bytes]:
    for place in range(0, len(data), len(data) // 60):
        yield data[:place]
    # Within the lines of all kinds, everywhere.
    for place in range(data.index(b"#. With every kind"), len(data), 5):
        yield data[:place]


def with_a_byte_flipped(data: bytes) -> Iterator[bytes]:
    choice = random.Random("bytes")
    for _ in range(100):
        place = choice.randrange(len(data))
        flipped = data[place] ^ 1 << choice.randrange(8)
        yield data[:place] + bytes([flipped]) + data[place + 1 :]


def with_a_sign_more(data: bytes) -> Iterator[bytes]:
    choice = random.Random("signs")
    signs = ['"', "\\", "\n", "#", "#~ ", "#| ", "%", "%d", "[", "\0", "\r", "\xa0", "\u2028"]
    for _ in range(100):
        place = choice.randrange(len(data))
        yield data[:place] + choice.choice(signs).encode() + data[place:]


MUTATIONS = [
    without_a_quote,
    without_a_line,
    with_an_entry_twice,
    cut,
    with_a_byte_flipped,
    with_a_sign_more,
]


def is_named_difference(data: bytes) -> bool:
    """Whether a mutant is like ``syntax-obsolete-duplicates``."""
    return data.count(b'\n#~ msgid "Gone"\n') > 1


@needs_msgfmt
@pytest.mark.parametrize("mutants", MUTATIONS, ids=lambda one: one.__name__)
def test_what_msgfmt_rejects_is_found(
    mutants: Callable[[bytes], Iterator[bytes]], tmp_path: Path
) -> None:
    numbers = {True: 0, False: 0}
    for mutant in mutants(REAL.encode()):
        # ``gate`` reads whatever passes, and so fails if the reader cannot.
        findings = gate(mutant, tmp_path)
        bad = rejected(mutant, tmp_path)
        numbers[bad] += 1
        assert findings or not bad or is_named_difference(mutant), mutant.decode(errors="replace")
    assert numbers[True] > 5


def test_every_fault_of_a_file_is_found_in_one_run(tmp_path: Path) -> None:
    text = (
        HEADER.replace("Language: es", "Language: fr")
        + 'msgid "a"\nmsgstr "b\n\nmsgid "c"\nmsgstr "d"\n\nmsgid "c"\nmsgstr "e"\n\n'
        + 'msgid "f"\n\nmsgid "g"\nmsgstr "h\\n"\n\nnonsense\n\nmsgid "i"\nmsgstr "\\q"\n'
    )
    assert [int(one.split(":")[0]) for one in found(text, tmp_path)] == [
        *(3, 8, 13, 16, 19, 21, 24)
    ]


def test_a_fault_is_reported_once(tmp_path: Path) -> None:
    conflict = (
        '<<<<<<< HEAD\nmsgid "a"\nmsgstr "b"\n=======\nmsgid "a"\nmsgstr "c"\n>>>>>>> other\n'
    )
    (one,) = found(HEADER + conflict + '\nmsgid "d"\nmsgstr "e"\n', tmp_path)
    assert one == "7: A merge conflict was left here. Keep one side."


def test_a_conflict_in_the_header_is_one_fault(tmp_path: Path) -> None:
    (one,) = found(f"<<<<<<< HEAD\n{HEADER}=======\n{HEADER}>>>>>>> other\n", tmp_path)
    assert one.startswith("1: A merge conflict")


def test_line_ends_of_an_old_macintosh_are_one_fault(tmp_path: Path) -> None:
    (one,) = found(f'{HEADER}msgid "a"\nmsgstr "b"\n'.replace("\n", "\r"), tmp_path)
    assert one == f"1: {OLD_ENDS[:1].upper()}{OLD_ENDS[1:]}"


def test_a_fuzzy_message_may_have_wrong_placeholders_and_line_breaks(tmp_path: Path) -> None:
    text = '#, fuzzy, python-format\nmsgid "%d days"\nmsgstr "%s días\\n"\n'
    assert found(HEADER + text, tmp_path) == []


@pytest.mark.parametrize("text", ["", "\n", "# a comment\n", "#~ gone\n"])
def test_a_file_with_nothing_in_it_has_one_fault(text: str, tmp_path: Path) -> None:
    assert len(found(text, tmp_path)) == 1


@pytest.mark.parametrize("data", [b"\xff\xfem\0s\0g\0", b"\0" * 9999, b"\x80", b'"' * 9999])
def test_a_file_that_is_no_text_has_one_fault(data: bytes, tmp_path: Path) -> None:
    assert len(gate(data, tmp_path)) == 1


def test_a_folder_or_nothing_in_the_place_of_a_catalog_is_named(tmp_path: Path) -> None:
    (tmp_path / "gone.po").symlink_to(tmp_path / "nowhere")
    for path in (tmp_path, tmp_path / "gone.po"):
        (finding,) = faults_at(path)
        assert finding.message.startswith("This is not a file.")


def test_a_file_that_may_not_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "page.po"
    path.touch()
    monkeypatch.setattr("os.open", refuse)
    (finding,) = faults_at(path)
    assert finding.message == "This file cannot be read: Permission denied."


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    (finding,) = gate(HEADER.encode() + b"#" * LARGEST, tmp_path)
    assert finding.message.startswith("This file has more than 4 MB")


@pytest.mark.parametrize("sign", ["a", "\\\\", '\\"', "#", "%", "(", "\n", '"\n"'])
def test_a_long_line_takes_no_long_time(sign: str, tmp_path: Path) -> None:
    gate(f'{HEADER}msgid "a"\nmsgstr "{sign * (10**5)}"\n'.encode(), tmp_path)


@pytest.mark.parametrize(
    ("code", "language", "agrees"),
    [
        ("es", "es", True),
        ("es", "ES", True),
        ("es", "es_MX", False),
        ("es_MX", "es-MX", True),
        ("zh_CN", "zh_CN", True),
        ("zh_CN", "zh-CN", True),
        ("zh_CN", "zh_Hans", True),
        ("zh_CN", "zh-Hans", True),
        ("zh_CN", "zh_TW", False),
        ("zh_CN", "zh_Hant", False),
        ("es", "", False),
        ("es", "Spanish", False),
        ("es", "x" * 9999, False),
        ("tlh", "tlh", True),
        ("xx_Unknown", "xx-unknown", True),
        ("xx", "es", False),
    ],
)
def test_the_header_names_the_language_of_the_folder(
    code: str, language: str, *, agrees: bool, tmp_path: Path
) -> None:
    header = HEADER.replace("Language: es", f"Language: {language}")
    assert (found(header, tmp_path, code) == []) is agrees


PLURAL = 'msgid "%(n)d day"\nmsgid_plural "%(n)d days"\n'


@pytest.mark.parametrize(
    ("code", "forms", "agrees"),
    [
        ("es", "nplurals=2; plural=(n != 1);", True),
        ("es", "nplurals=2;plural=n==1?0:1", True),
        ("es", "nplurals=2; plural=(n > 1);", False),
        ("es", "nplurals=2; plural=(n == 1);", True),  # the other way round
        ("es", "nplurals=3; plural=n==1 ? 0 : n && n%1000000==0 ? 1 : 2;", True),  # CLDR
        ("hi", "nplurals=2; plural=(n > 1);", True),  # CLDR
        ("hi", "nplurals=2; plural=(n != 1);", False),  # an older Babel
        ("fr", "nplurals=2; plural=(n != 1);", False),
        ("zh_CN", "nplurals=1; plural=0;", True),
        ("zh_CN", "nplurals=2; plural=(n != 1);", False),
        ("sw", "nplurals=2; plural=(n != 1);", True),
        ("xx", "nplurals=2; plural=(n > 5);", True),  # nothing is known of it
        ("es", "nplurals=2; plural=n;", False),
        ("es", "nplurals=2; plural=n/0;", False),
        ("es", "nplurals=2; plural=(n - 1);", False),
        ("es", "nplurals=2; plural=__import__('os');", False),
        ("es", "nplurals=2; plural=" + "(" * 400 + "n" + ")" * 400 + ";", False),
        ("es", "nplurals=2; plural=" + "!" * 900 + "n;", False),
        ("es", "nplurals=INTEGER; plural=EXPRESSION;", False),
        ("es", "nplurals=0; plural=0;", False),
        ("es", "nplurals=99999999; plural=0;", False),
        ("es", "", False),
    ],
)
def test_the_plural_rule_is_that_of_the_language(
    code: str, forms: str, *, agrees: bool, tmp_path: Path
) -> None:
    header = HEADER.replace("Language: es", f"Language: {code}")
    header = header.replace("nplurals=2; plural=(n != 1);", forms)
    number = int((re.search(r"nplurals=(\d)", forms) or ["", "2"])[1])
    text = PLURAL + "".join(f'msgstr[{form}] "%(n)d x"\n' for form in range(number))
    messages = found(header + text, tmp_path, code)
    assert any("Plural-Forms" in one for one in messages) is not agrees


@pytest.mark.parametrize(
    ("code", "forms", "severity"),
    [
        ("hi", "nplurals=2; plural=(n != 1);", "warning"),
        ("zh_CN", "nplurals=2; plural=(n != 1);", "warning"),
        ("es", "nplurals=2; plural=n;", "error"),
        ("es", "", "error"),
    ],
)
def test_a_rule_that_can_be_used_is_never_an_error(
    code: str, forms: str, severity: str, tmp_path: Path
) -> None:
    header = HEADER.replace("Language: es", f"Language: {code}")
    header = header.replace("nplurals=2; plural=(n != 1);", forms)
    text = f'{header}{PLURAL}msgstr[0] "%(n)d x"\nmsgstr[1] "%(n)d y"\n'
    (finding,) = gate(text.encode(), tmp_path, code)
    assert finding.severity == severity


def test_the_warning_of_a_rule_has_the_right_one(tmp_path: Path) -> None:
    header = HEADER.replace("Language: es", "Language: hi")
    text = f'{header}{PLURAL}msgstr[0] "%(n)d x"\nmsgstr[1] "%(n)d y"\n'
    (message,) = found(text, tmp_path, "hi")
    assert message.endswith('Write "Plural-Forms: nplurals=2; plural=(n > 1);\\n".')


def test_a_catalog_without_plurals_needs_no_plural_rule(tmp_path: Path) -> None:
    header = "\n".join(line for line in HEADER.split("\n") if "Plural" not in line)
    assert found(f'{header}msgid "a"\nmsgstr "b"\n', tmp_path) == []


@pytest.mark.parametrize(
    ("flag", "msgid", "msgstr", "agrees"),
    [
        ("python-format", "%s of %d", "%s de %d", True),
        ("python-format", "%s of %d", "%d de %s", False),
        ("python-format", "%d", "%i", True),
        ("python-format", "%d", "%5d", True),
        ("python-format", "%d", "%*d", False),
        ("python-format", "%(a)s %(b)s", "%(b)s %(a)s %(b)s", True),
        ("python-format", "%(a)s", "%(a)d", False),
        ("python-format", "%(a)s", "%s", False),
        ("python-format", "5%% of %d", "el 5 % de %d", False),
        ("python-format", "5%% of %d", "el 5 %% de %d", True),
        ("python-format", "5% yes", "el 5 % sí", True),
        ("python-format", "all", "el 100 %", True),
        ("python-brace-format", "{a} of {b}", "{b} y {a}", True),
        ("python-brace-format", "{a}", "{b}", False),
        ("python-brace-format", "{a}", "{a", False),
        ("no-python-format", "%d", "x", False),
        ("", "5% of all", "5 % de todo", True),
        ("", "50% done", "50 % de la página", True),
        ("", "%d days", "días", False),
        ("", "%d days", "%d días, 5 %", False),
        ("", "days", "%d días", False),
    ],
)
def test_placeholders_of_the_interface_are_kept(
    flag: str, msgid: str, msgstr: str, *, agrees: bool, tmp_path: Path
) -> None:
    text = f'{HEADER}{f"#, {flag}" if flag else "#"}\nmsgid "{msgid}"\nmsgstr "{msgstr}"\n'
    assert (found(text, tmp_path) == []) is agrees


def test_a_percent_sign_in_a_page_is_text(tmp_path: Path) -> None:
    text = 'msgid "About 90% do, 5 %d"\nmsgstr "Cerca del 90 % diario lo hacen"\n'
    assert found(HEADER + text, tmp_path, page="about-lupus") == []


@pytest.mark.parametrize(
    ("forms", "agrees"),
    [
        (["Un día", "%(n)d días"], True),
        (["%(n)d día", "Días"], False),
        (["%(m)d día", "%(n)d días"], False),
    ],
)
def test_only_a_form_for_one_number_may_leave_it_out(
    forms: list[str], *, agrees: bool, tmp_path: Path
) -> None:
    text = PLURAL + "".join(f'msgstr[{n}] "{form}"\n' for n, form in enumerate(forms))
    assert (found(HEADER + text, tmp_path) == []) is agrees
