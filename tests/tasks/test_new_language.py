"""A new language from nothing: which codes are taken, what its folder has, what readers see."""

from __future__ import annotations

import subprocess
from datetime import date
from errno import EXDEV
from functools import cache
from pathlib import Path

import pytest
from babel import Locale
from bs4 import BeautifulSoup
from conftest import ROOT, NewProject, SmallProject, run_multilingual
from small_catalogs import findings_in

from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.catalogs.plural_forms import FIELD, plural_forms_of
from multilingual.catalogs.reader import read_catalog
from multilingual.commands.language import find_code, suggestions
from multilingual.languages import LanguageError, describe, find_languages, read_description
from multilingual.project import Project
from multilingual.tasks import new_language
from multilingual.tasks.new_language import NewLanguage, add_language

KNOWN = [describe("en"), describe("es"), describe("zh_CN", {"tag": "zh-Hans", "name": "简体中文"})]
INVENTED = {"name": "Zzz ça", "direction": "rtl"}
CODES = ("fa", "ta", "ht", "fil", "qaa")


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("sw", "sw"),
        ("pt_BR", "pt_BR"),
        ("pt-BR", "pt_BR"),
        ("PT_br", "pt_BR"),
        ("zh-Hant", "zh_Hant"),
        ("zh_TW", "zh_TW"),
        ("es-419", "es_419"),
        ("tl", "fil"),
        ("swa", "sw"),
    ],
)
def test_a_code_or_a_tag_is_taken_and_written_as_gettext_writes_it(asked: str, code: str) -> None:
    assert find_code(asked, {}, KNOWN) == code


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("sw_", r"'sw_' is not the code of a language\. Did you mean sw \(Swahili\)\?"),
        ("swahili", r"Did you mean sw \(Swahili\)\?"),
        ("Kiswahili", r"Did you mean sw \(Swahili\)\?"),
        ("spanich", r"Did you mean es \(Spanish\)\?"),
        ("Tiếng Việt", r"Did you mean vi \(Vietnamese\)\?"),
        ("haitian", r"Did you mean ht \(Haitian Creole\)\?"),
        ("zh", r"Choose zh_CN \(simplified letters\) or zh_TW \(traditional letters\)"),
        ("jp", r"Did you mean ja \(Japanese\)\? If 'jp' is one, .* LANGUAGE=jp NAME="),
        ("mx", r"Did you mean es \(Spanish\)\?"),
        ("english", r"The pages are written in English\."),
        ("qaa", "make language LANGUAGE=qaa NAME=.* DIRECTION=ltr"),
        ("../../x", "is not the code of a language"),
        ("x", "is not the code of a language"),
        ("und", "is not the code of a language"),
        ("es_ES@euro", "is not the code of a language"),
        ("../es", "is not the code of a language"),
        ("", "is not the code of a language"),
        ("en", "is the language of source/ itself"),
        ("es", "español is there already, in locale/es"),
        ("zh-Hans", "简体中文 is there already, in locale/zh_CN"),
        ("es_ES", "es_ES cannot be used: readers of es would get it in place of es"),
    ],
)
def test_a_code_that_cannot_be_used_is_refused_in_a_sentence(asked: str, told: str) -> None:
    with pytest.raises(LanguageError, match=told) as refused:
        find_code(asked, {}, KNOWN)
    assert "\n" not in str(refused.value)


def test_a_language_that_babel_does_not_know_is_taken_with_a_name_and_a_direction() -> None:
    assert find_code("qaa", INVENTED, KNOWN) == "qaa"


@pytest.mark.parametrize(
    ("description", "told"),
    [
        ({"name": "Zzz", "direction": "up"}, "direction is 'up'. Write ltr"),
        ({"name": " ", "direction": "rtl"}, "name has no letters"),
        ({"name": "…", "direction": "rtl"}, "name has no letters"),
        ({"name": "Z\u202ezz", "direction": "rtl"}, "other signs"),
        ({**INVENTED, "tag": "../out"}, "Write a tag of BCP 47"),
    ],
)
def test_a_description_that_cannot_be_used_is_refused(
    description: dict[str, str], told: str
) -> None:
    with pytest.raises(LanguageError, match=told):
        find_code("qaa", description, KNOWN)


def test_english_itself_is_never_suggested() -> None:
    assert suggestions("english") == []


def test_the_form_of_each_number_is_that_of_cldr_where_babel_has_no_rule() -> None:
    assert plural_forms_of("kn") == "nplurals=2; plural=(n > 1);"


@pytest.mark.parametrize("code", ["sw", "fil", "gd", "haw", "ar", "qaa"])
def test_each_plural_rule_can_be_read(code: str) -> None:
    assert FIELD.fullmatch(plural_forms_of(code))


def test_a_folder_may_describe_its_language(tmp_path: Path) -> None:
    (tmp_path / "qaa").mkdir()
    (tmp_path / "qaa" / "language.toml").write_text('name = "Zzz"\ndirection = "rtl"\n')
    assert find_languages(tmp_path)[1].direction == "rtl"


def test_the_table_of_conf_py_goes_before_what_the_folder_says(tmp_path: Path) -> None:
    (tmp_path / "qaa").mkdir()
    (tmp_path / "qaa" / "language.toml").write_text('name = "Zzz"\ndirection = "rtl"\n')
    assert find_languages(tmp_path, {"qaa": {"name": "Aaa"}})[1].endonym == "Aaa"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("direction = rtl", "this is not TOML"),
        ('direction = "up"', "direction is 'up'"),
        ("name = 3", "name is no text"),
        ('colour = "red"', "nobody reads 'colour'"),
    ],
)
def test_a_damaged_description_is_refused_with_its_place(
    tmp_path: Path, text: str, told: str
) -> None:
    (tmp_path / "sw").mkdir()
    (tmp_path / "sw" / "language.toml").write_text(text)
    with pytest.raises(LanguageError, match=f"{tmp_path.name}/sw/language.toml:1: {told}"):
        read_description(tmp_path / "sw")


@pytest.fixture(scope="module")
def begun(new_project: NewProject) -> SmallProject:
    """A small project in which five languages have just begun, after Spanish."""
    project = new_project()
    project.write("locale/es/terms.csv", "term,preferred,allowed,banned\nflare,brote,,\n")
    project.translate("es", "index", {"Home": "Inicio"})
    with pytest.MonkeyPatch.context() as patch:
        # The English is the same for all of them.
        patch.setattr(new_language, "extract", cache(new_language.extract))
        for code in CODES:
            add_language(Project.at(project.folder), code, INVENTED if code == "qaa" else {})
    return project


@pytest.fixture(scope="module")
def built(begun: SmallProject) -> subprocess.CompletedProcess[str]:
    """The build of these languages."""
    return begun.build("en", *CODES)


@pytest.mark.parametrize("code", CODES)
def test_each_page_and_the_interface_have_a_catalog(begun: SmallProject, code: str) -> None:
    folder = begun.folder / "locale" / code / "LC_MESSAGES"
    assert sorted(path.name for path in folder.iterdir()) == ["index.po", "sphinx.po"]


@pytest.mark.parametrize("code", CODES)
def test_the_header_is_whole(begun: SmallProject, code: str) -> None:
    header = read_catalog(begun.folder / f"locale/{code}/LC_MESSAGES/index.po").fields
    assert header == {
        "Project-Id-Version": "Small",
        "PO-Revision-Date": "YEAR-MO-DA",
        "Last-Translator": "",
        "Language-Team": "",
        "Language": code,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms_of(code),
    }


@pytest.mark.parametrize("code", CODES)
def test_a_message_that_counts_has_as_many_forms_as_the_language(
    begun: SmallProject, code: str
) -> None:
    catalog = read_catalog(begun.folder / f"locale/{code}/LC_MESSAGES/sphinx.po")
    counting = next(message for message in catalog.messages if message.plural)
    number = FIELD.fullmatch(plural_forms_of(code))
    assert number
    assert len(counting.forms) == int(number["number"])


@pytest.mark.parametrize("code", CODES)
def test_the_check_finds_nothing_but_that_nothing_is_translated(
    begun: SmallProject, code: str
) -> None:
    folder = begun.folder / "locale" / code
    found = findings_in(folder, known=["index"])
    assert {finding.rule for finding in found} == {"untranslated"}


def test_the_term_list_has_the_english_of_the_other_languages(begun: SmallProject) -> None:
    text = (begun.folder / "locale/fa/terms.csv").read_text("utf-8")
    assert text == "term,preferred,allowed,banned\nflare,?,,\n"


def test_a_term_counts_once_it_is_filled(begun: SmallProject) -> None:
    terms = "term,preferred,allowed,banned\nhome,خانه,,\nwelcome,?,,\n"
    begun.write("locale/ta/terms.csv", terms)
    begun.translate("ta", "index", {"Home": "முகப்பு"}, "Language: ta\\n")
    found = findings_in(begun.folder / "locale/ta", ["index"])
    assert [one.rule for one in found].count("terms") == 1


def test_a_build_succeeds_at_once(built: subprocess.CompletedProcess[str]) -> None:
    assert built.returncode == 0, built.stderr


@pytest.mark.parametrize(("code", "direction"), [("fa", "rtl"), ("ht", "ltr"), ("qaa", "rtl")])
@pytest.mark.usefixtures("built")
def test_the_page_has_the_language_and_its_direction(
    begun: SmallProject, code: str, direction: str
) -> None:
    html = begun.html(code).html
    assert html
    assert (html["lang"], html["dir"]) == (code, direction)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.usefixtures("built")
def test_text_that_is_not_translated_is_marked_as_english(begun: SmallProject, code: str) -> None:
    paragraph = begun.html(code).find("p", class_="untranslated")
    assert paragraph
    assert (paragraph["lang"], paragraph["dir"]) == ("en", "ltr")


@pytest.mark.parametrize("name", ["فارسی", "தமிழ்", "Kreyòl Ayisyen", "Filipino", "Zzz ça"])
@pytest.mark.usefixtures("built")
def test_the_switcher_has_the_new_language(begun: SmallProject, name: str) -> None:
    page: BeautifulSoup = begun.html("en")
    assert name in [link.get_text(strip=True) for link in page.select(".languages a")]


@pytest.mark.usefixtures("built")
def test_no_page_calls_what_is_not_translated_a_machine_draft(begun: SmallProject) -> None:
    assert "A computer (AI) translated" not in begun.html("fa").get_text()


def test_whoever_interrupts_leaves_nothing(
    project: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(new_language, "list_stubs", interrupt)
    with pytest.raises(KeyboardInterrupt):
        add_language(Project.at(project.folder), "sw", {})
    left = [*(project.folder / "locale").iterdir(), *project.folder.rglob("*language-*")]
    assert left == []


def test_the_addresses_are_those_of_its_own_pages_though_english_has_a_tag(
    project: SmallProject,
) -> None:
    conf = project.folder / "conf.py"
    text = conf.read_text().replace("languages = {", 'languages = {"en": {"tag": "en-GB"}, ')
    conf.write_text(text)
    add_language(Project.at(project.folder), "sw", {})
    catalog = (project.folder / "locale/sw/LC_MESSAGES/index.po").read_text("utf-8")
    assert "https://small.example.org/sw/index.html" in catalog
    assert "https://small.example.org/en" not in catalog


def test_it_begins_on_the_disk_of_the_catalogs_though_the_build_is_on_another(
    project: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    # There is one disk here: what is renamed from build/ to another place fails as from another.
    (project.folder / "build").mkdir()
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path.is_relative_to(project.folder / "build"):
            raise OSError(EXDEV, "Invalid cross-device link", str(path))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    assert add_language(Project.at(project.folder), "sw", {}).folder == "locale/sw"


def test_the_first_language_makes_the_folder_of_the_catalogs(project: SmallProject) -> None:
    conf = project.folder / "conf.py"
    conf.write_text(conf.read_text().replace('["locale"]', '["i18n/po"]'))
    assert add_language(Project.at(project.folder), "sw", {}).folder == "i18n/po/sw"


def test_the_command_refuses_with_one_sentence_and_code_2(project: SmallProject) -> None:
    done = run_multilingual(project.folder, "language", "swahili")
    assert (done.returncode, done.stderr.count("\n"), done.stdout) == (2, 1, "")


def test_the_command_says_what_to_do_next(project: SmallProject) -> None:
    done = run_multilingual(project.folder, "language", "sw")
    assert (done.returncode, "What to do next:" in done.stdout) == (0, True)


def test_it_says_how_to_write_who_translates() -> None:
    begun = NewLanguage(describe("sw"), "locale/sw", 6, 400, is_known=True, day=date(2027, 1, 2))
    assert r'"X-Provenance: translated by a person, 2027-01\n"' in str(begun)


def test_of_a_language_that_nobody_knows_it_says_that_it_counts_as_english_does() -> None:
    begun = NewLanguage(describe("qaa", INVENTED), "locale/qaa", 6, 400, is_known=False)
    assert "mend Plural-Forms in locale/qaa/LC_MESSAGES" in str(begun)


def test_the_makefile_has_the_task() -> None:
    assert "\nlanguage: " in (ROOT / "Makefile").read_text("utf-8")


def test_every_language_that_babel_knows_is_found_by_its_english_name() -> None:
    names = Locale.parse("en").languages
    assert [code for code in ("sw", "fa", "ta", "pl") if not _finds(names[code], code)] == []


def _finds(name: str, code: str) -> bool:
    return any(one.startswith(f"{code} ") for one in suggestions(name))


def test_every_page_has_the_new_name_once_the_folder_says_another(project: SmallProject) -> None:
    for name in ("Zzz", "Yyy"):
        text = f'name = "{name}"\ndirection = "rtl"\n'
        project.write("locale/qaa/language.toml", text)
        project.build()
    links = [link.get_text(strip=True) for link in project.html("en").select(".languages a")]
    assert ("Yyy" in links, "Zzz" in links) == (True, False)


# A variant of a language that is there.

ES_HEADER = "Language: es\\n"
ES_LISTS = {
    "terms.csv": "term,preferred,allowed,banned\nhome,inicio,,\n",
    "words.csv": "meaning,forms\nnever,nunca\n",
}


@pytest.fixture
def mexican(project: SmallProject) -> SmallProject:
    """A small project whose Spanish has a half of its home page, and Spanish of Mexico."""
    for name, text in ES_LISTS.items():
        project.write(f"locale/es/{name}", text)
    project.translate(
        "es", "index", {"Home": "Inicio"}, f"{ES_HEADER}X-Provenance: machine (AI)\\n"
    )
    return project


def begin(project: SmallProject) -> str:
    return str(add_language(Project.at(project.folder), "es_MX", {}))


def test_a_variant_begins_with_the_lists_of_its_language(mexican: SmallProject) -> None:
    begin(mexican)
    folder = mexican.folder / "locale/es_MX"
    assert sorted(path.name for path in folder.iterdir()) == ["LC_MESSAGES"]
    found = LanguageFolder(folder, mexican.folder).list_path("terms.csv")
    assert found == mexican.folder / "locale/es/terms.csv"


def test_a_variant_is_told_where_its_texts_come_from(mexican: SmallProject) -> None:
    told = begin(mexican)
    assert "readers get the texts of es until you write others" in told
    assert "over the ?" not in told


def test_a_country_whose_language_is_not_there_begins_with_lists_to_fill(
    mexican: SmallProject,
) -> None:
    add_language(Project.at(mexican.folder), "pt_BR", {})
    assert "home,?" in (mexican.folder / "locale/pt_BR/terms.csv").read_text("utf-8")


def test_the_check_asks_a_variant_only_for_what_its_language_lacks(mexican: SmallProject) -> None:
    begin(mexican)
    found = findings_in(mexican.folder / "locale/es_MX", ["index"])
    told = [one.message for one in found if one.path.endswith("index.po")]
    assert told
    assert not [one for one in told if '"Home"' in one]


def test_readers_of_a_variant_get_the_texts_of_its_language(mexican: SmallProject) -> None:
    begin(mexican)
    mexican.build()
    assert mexican.html("es-MX").h1.find(string=True) == "Inicio"


def test_a_page_of_a_variant_says_that_a_computer_made_the_texts_of_its_language(
    mexican: SmallProject,
) -> None:
    begin(mexican)
    mexican.build()
    assert (
        "A computer (AI) wrote this page in English" in mexican.html("es-MX").find(role="note").text
    )
