"""Compiled catalogs are true to the ``.po`` files and never beside them."""

from collections.abc import Collection
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from unittest.mock import patch

import pytest
from conftest import SmallProject, run_multilingual

from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.checks import misplaced_catalogs
from multilingual.guard.mo_files import READERS, broken_catalogs, compile_catalogs, refused

GOOD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a"\nmsgstr "b"\n'


def catalog(folder: Path, text: str = GOOD) -> Path:
    path = folder / "locale" / "es" / "LC_MESSAGES" / "page.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def compiled(folder: Path, codes: Collection[str] = ("es",)) -> Path:
    compile_catalogs(folder / "locale", folder / "mo", codes)
    return folder / "mo" / "es" / "LC_MESSAGES" / "page.mo"


def test_a_catalog_is_compiled_into_a_folder_of_its_own(tmp_path: Path) -> None:
    po = catalog(tmp_path)
    assert compiled(tmp_path).exists()
    assert list(po.parent.iterdir()) == [po]


def test_an_unchanged_catalog_is_not_compiled_again(tmp_path: Path) -> None:
    catalog(tmp_path)
    before = compiled(tmp_path).stat().st_mtime_ns
    assert compiled(tmp_path).stat().st_mtime_ns == before


def test_a_deleted_catalog_takes_effect(tmp_path: Path) -> None:
    po = catalog(tmp_path)
    assert compiled(tmp_path).exists()
    po.unlink()
    assert not compiled(tmp_path).exists()


def test_a_catalog_that_breaks_is_no_longer_used(tmp_path: Path) -> None:
    catalog(tmp_path)
    assert compiled(tmp_path).exists()
    catalog(tmp_path, GOOD + "<<<<<<< ours\n")
    assert not compiled(tmp_path).exists()


def test_a_fuzzy_message_is_not_used(tmp_path: Path) -> None:
    catalog(tmp_path, GOOD.replace('msgid "a"', '#, fuzzy\nmsgid "a"'))
    assert b"b\0" not in compiled(tmp_path).read_bytes()


def test_broken_catalogs_are_listed(tmp_path: Path) -> None:
    catalog(tmp_path, GOOD + "<<<<<<< ours\n")
    (error,) = broken_catalogs(tmp_path / "locale" / "es")
    assert "page.po:6: " in str(error)


def test_a_build_attends_to_its_own_language_alone(tmp_path: Path) -> None:
    catalog(tmp_path)
    assert not compiled(tmp_path, ["fr"]).exists()


def test_a_catalog_that_was_compiled_as_it_stands_is_not_read_again(tmp_path: Path) -> None:
    po = catalog(tmp_path)
    compiled(tmp_path)
    with patch("multilingual.guard.mo_files.read_catalog") as reader:
        assert broken_catalogs(po.parents[1], [tmp_path / "mo"]) == []
    reader.assert_not_called()


@pytest.mark.parametrize("text", [" ", "…", "** **", "12"])
def test_a_translation_without_a_letter_reaches_no_reader(tmp_path: Path, text: str) -> None:
    catalog(tmp_path, GOOD.replace('"a"', '"Get help now"').replace('"b"', f'"{text}"'))
    assert b"Get help now" not in compiled(tmp_path).read_bytes()
    (told,) = refused([tmp_path / "mo"], "es")
    assert told.startswith("locale/es/LC_MESSAGES/page.po:5: safety: The translation has no letter")


def test_a_time_of_day_needs_no_letter(tmp_path: Path) -> None:
    catalog(tmp_path, GOOD.replace('"a"', '"9 a.m."').replace('"b"', '"9:00"'))
    assert b"9:00" in compiled(tmp_path).read_bytes()


def test_a_change_of_any_part_of_the_parser_compiles_catalogs_anew() -> None:
    parts = {"parser.py", "po_lines.py", "reader.py"}
    assert parts <= {path.name for path in READERS}


# A file in the folder of another language -----------------------------------------------------

FRENCH = {
    f"This is the English text number {word}.": f"Voici le texte français de nombre {word}."
    for word in ("one", "two", "three", "four", "five", "six")
}
SPANISH = {text: f"Este es un texto español distinto {text[-9:]}" for text in FRENCH}


@pytest.fixture
def two(project: SmallProject) -> SmallProject:
    """A project in French and Spanish, which is built."""
    project.write("source/other.rst", ":orphan:\n\nOther\n=====\n\n" + "\n\n".join(FRENCH) + "\n")
    for page in ("index", "other"):
        project.translate("fr", page, FRENCH, "Language: fr\\n")
        project.translate("es", page, SPANISH, "Language: es\\n")
    assert project.build().returncode == 0
    return project


@pytest.mark.parametrize("said", ["fr", "es"])
def test_the_file_of_another_language_reaches_no_page(two: SmallProject, said: str) -> None:
    path = two.translate("es", "other", FRENCH, f"Language: {said}\\n")
    built = two.build()
    for done in (built, two.sphinx("es")):
        assert f"{path.relative_to(two.folder).as_posix()}:1: language: " in done.stderr
    assert built.returncode == 1
    assert "Voici" not in two.html("es", "other").text
    assert "This is the English text number one." in two.html("es", "other").text


def test_leniently_its_page_is_shown_in_english(two: SmallProject) -> None:
    two.translate("es", "other", FRENCH, "Language: fr\\n")
    run_multilingual(two.folder, "build", "--lenient")
    assert "This is the English text number one." in two.html("es", "other").text


@pytest.mark.parametrize(
    ("code", "said"), [("es", "es_AR"), ("es", "es-419"), ("zh_CN", "zh-Hans")]
)
def test_a_file_of_the_same_language_in_another_country_is_built(
    tmp_path: Path, code: str, said: str
) -> None:
    path = tmp_path / "locale" / code / "LC_MESSAGES" / "index.po"
    path.parent.mkdir(parents=True)
    head = f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: {said}\\n"\n'
    path.write_text(head, "utf-8")
    assert broken_catalogs(path.parents[1]) == []


BROKEN = '\nmsgid "What is lupus?"\nmsgstr "¿Qué es\\n el lupus?"\n'
UNREAD = '\nmsgid "Why?"\nmsgstr "¿Por "qué"?"\n'
THREE = '\nmsgid "%d day"\nmsgid_plural "%d days"\n' + "".join(
    f'msgstr[{number}] "%d días"\n' for number in range(3)
)


@pytest.mark.parametrize(
    ("fault", "english", "line"),
    [(BROKEN, "What is lupus?", 8), (UNREAD, "Why?", 8), (THREE, "%d days", 7)],
    ids=["line break", "quote", "forms"],
)
def test_a_text_that_is_broken_is_left_out_and_told_and_the_others_stay(
    tmp_path: Path, fault: str, english: str, line: int
) -> None:
    forms = "UTF-8\\nPlural-Forms: nplurals=2; plural=n != 1;\\n"
    catalog(tmp_path, GOOD.replace("UTF-8\\n", forms) + fault)
    made = GNUTranslations(BytesIO(compiled(tmp_path).read_bytes()))
    assert (made.gettext("a"), made.ngettext(english, english, 2)) == ("b", english)
    (told,) = refused([tmp_path / "mo"], "es")
    assert told.startswith(f"locale/es/LC_MESSAGES/page.po:{line}: syntax: ")


def test_what_other_pages_say_is_read_once_for_all_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    texts_of = misplaced_catalogs._texts_of_pages

    def counted(language: LanguageFolder) -> dict[str, str]:
        read.append(language.code)
        return texts_of(language)

    monkeypatch.setattr(misplaced_catalogs, "_texts_of_pages", counted)
    project = SmallProject(tmp_path)
    for page in ("index", "one", "two"):
        project.translate("es", page, {"Home": f"Inicio de {page}"}, "Language: es\\n")
    compile_catalogs(tmp_path / "locale", tmp_path / "mo", ["es"])
    assert read == ["es"]
