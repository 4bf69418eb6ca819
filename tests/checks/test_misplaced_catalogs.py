"""A catalog of another page or language reaches no page, and what is missing is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import ROOT, SmallProject, run_multilingual
from small_catalogs import catalog_of_repository, language_of_repository

from multilingual.catalogs.reader import read_catalog
from multilingual.checks.language import fault_of_language
from multilingual.checks.misplaced_catalogs import page_fault

PAGES = ("about-lupus", "glossary", "index", "sphinx", "when-to-get-help")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The catalogs and pages of this project."""
    for name in ("locale", "source"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def path_of(root: Path, code: str, page: str) -> Path:
    return root / "locale" / code / "LC_MESSAGES" / f"{page}.po"


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("code", "other"), [("es", "fr"), ("fr", "es"), ("zh_CN", "ar")])
def test_the_texts_of_another_language_are_known_without_its_own_file(
    copy: Path, code: str, other: str, page: str
) -> None:
    path_of(copy, other, page).replace(path_of(copy, code, page))
    catalog = read_catalog(path_of(copy, code, page), copy)
    assert "not in the language of the other files" in str(fault_of_language(catalog))


ITALIAN = """Il lupus è una malattia autoimmune cronica. Il sistema immunitario attacca per errore
i tessuti sani del corpo, come la pelle, le articolazioni e i reni. Non è contagioso. Chiami subito
il suo medico se ha febbre, dolore al petto oppure fiato corto."""


def test_a_language_that_no_folder_has_is_seen_too(copy: Path) -> None:
    path = path_of(copy, "es", "index")
    sentence = " ".join(ITALIAN.split())
    header = "Language: es\\nContent-Type: text/plain; charset=UTF-8\\n"
    path.write_text(f'msgid ""\nmsgstr "{header}"\n\nmsgid "Home"\nmsgstr "{sentence}"\n')
    assert fault_of_language(read_catalog(path, copy)) is not None


MONTHS = "Enero, febrero, abril, mayo, junio, agosto, octubre, noviembre"


def test_a_few_words_that_no_other_page_has_are_of_no_other_language(copy: Path) -> None:
    path = path_of(copy, "es", "index")
    header = "Language: es\\nContent-Type: text/plain; charset=UTF-8\\n"
    path.write_text(f'msgid ""\nmsgstr "{header}"\n\nmsgid "Home"\nmsgstr "{MONTHS}"\n')
    assert fault_of_language(read_catalog(path, copy)) is None


@pytest.mark.parametrize("code", ["ar", "es", "fr", "hi", "zh_CN"])
def test_no_catalog_of_this_project_is_taken_for_another_s(code: str) -> None:
    paths = language_of_repository(code).catalogs.values()
    every = [catalog_of_repository(path) for path in paths]
    assert [one.page for one in every if page_fault(one) or fault_of_language(one)] == []


def test_a_catalog_with_the_texts_of_another_page_is_told_in_one_line(copy: Path) -> None:
    shutil.copy(path_of(copy, "es", "glossary"), path_of(copy, "es", "about-lupus"))
    shutil.copy(ROOT / "conf.py", copy)
    shutil.copy(ROOT / "reviewers.toml", copy)
    (said,) = run_multilingual(copy, "check", "es").stdout.splitlines()
    assert said.startswith("locale/es/LC_MESSAGES/about-lupus.po:1: lost: The texts in this file")
    assert "are those of glossary" in said


@pytest.fixture
def site(project: SmallProject) -> SmallProject:
    """A site with three pages in Spanish."""
    for name in ("one", "two"):
        project.write(f"source/{name}.rst", f":orphan:\n\nPage {name}\n========\n\nText {name}.\n")
        project.translate("es", name, {f"Text {name}.": "Texto."})
    project.translate("es", "index", {"Home": "Inicio"})
    return project


def test_the_build_tells_of_a_catalog_that_was_deleted(site: SmallProject) -> None:
    assert "names" not in site.build("es").stderr
    path_of(site.folder, "es", "two").unlink()
    assert (
        "locale/es/LC_MESSAGES/two.po:1: names: The page two has no file two.po, so readers get it "
        "in English. Get it back (git checkout HEAD -- locale/es/LC_MESSAGES/two.po), or run: make "
    ) in site.build("es").stderr


def test_the_build_tells_of_a_catalog_with_a_header_alone(site: SmallProject) -> None:
    site.translate("es", "two", {})
    assert "two.po:1: names: The page two has no text in its file" in site.build("es").stderr


def test_a_build_that_lacks_a_catalog_is_at_fault_also_when_nothing_has_changed(
    site: SmallProject,
) -> None:
    assert site.build("es").returncode == 0
    path_of(site.folder, "es", "two").unlink()
    assert [site.build("es").returncode, site.build("es").returncode] == [1, 1]
    assert site.build("es", "--lenient").returncode == 0


def test_a_catalog_in_another_folder_that_conf_py_names_is_missed(site: SmallProject) -> None:
    conf = (site.folder / "conf.py").read_text()
    site.write("conf.py", conf + '\nlocale_dirs = ["words"]\n')
    (site.folder / "locale").rename(site.folder / "words")
    path = site.folder / "words/es/LC_MESSAGES/two.po"
    path.unlink()
    assert "words/es/LC_MESSAGES/two.po:1: names: The page two has no" in site.build("es").stderr


def test_an_empty_file_says_so_and_what_to_do(site: SmallProject) -> None:
    path_of(site.folder, "es", "two").write_text("")
    said = run_multilingual(site.folder, "check").stdout
    assert (
        "two.po:1: syntax: There is no text in this file. Get it back with git, or delete it"
        in said
    )


def odd(site: SmallProject, text: str) -> str:
    """Return what is said of a copy of a page under another name."""
    site.translate("es", "sphinx", {"Search": "Buscar"})
    site.translate("es", "two-maria", {"Text two.": text}, "Language: es\\n")
    lines = run_multilingual(site.folder, "check").stdout.splitlines()
    return next(line for line in lines if "two-maria.po:1: names" in line)


def test_a_copy_under_another_name_says_how_to_bring_its_work_in(site: SmallProject) -> None:
    site.translate("es", "two", {"Text two.": "Texto."}, "Language: es\\n")
    said = odd(site, "Mejor texto.")
    assert "1 of its 1 translations are not in the other files. Take them in: make import" in said


def test_a_copy_that_has_nothing_new_may_be_deleted(site: SmallProject) -> None:
    site.translate("es", "two", {"Text two.": "Texto."}, "Language: es\\n")
    assert odd(site, "Texto.").endswith("The other files have all that it says. Delete it.")
