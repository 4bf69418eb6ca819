"""A translation cannot bring in what the English page does not have."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from conftest import ROOT, NewProject, SmallProject
from polib import pofile

HOSTILE = {
    "a download": "Hola :download:`x </../secret.txt>`",
    "a script in a link": "Hola `x <javascript:alert(1)>`_",
    "data in a link": "Hola `x <data:text/html,hola>`_",
    "another address": "Hola `x <https://evil.example>`_",
    "a bare address": "Hola https://evil.example",
    "a mail address": "Hola evil@evil.example",
    "a website that is named": "Hola, vaya a www.evil.com",
    "an image": ".. image:: /../secret.txt",
    "raw HTML": ".. raw:: html",
    "an included file": ".. include:: /../secret.txt",
    "a literally included file": ".. literalinclude:: /../secret.txt",
    "a command in a list": "* .. include:: /../secret.txt",
    "an imported module": ".. automodule:: antigravity",
    "a description": ".. meta::",
    "a role": ".. role:: r(raw)",
    "a substitution": ".. |a| image:: /../secret.txt",
    "a target": ".. _home: https://evil.example",
    "a footnote": "Hola [#]_",
    "a citation": "Hola [nhs]_",
    "a reference": "Hola :ref:`is-it-catching`",
    "a document": "Hola :doc:`index`",
    "bold words": "Hola **x**",
    "a list": "1. Hola",
    "a heading": "====",
    "nothing": "..",
    "stars without end": "Hola **x",
    "a role without a name": "Hola :nada:`x`",
    "a muted warning": "Hola #noqa",
    "a hidden sign": "Ho\u202ela",
    "a letter of another alphabet": "H\u043ela",
}
"""Translations of a sentence without marks, none of which may be shown."""
LINES = {
    "raw HTML": ".. raw:: html\n\n   <script>alert(1)</script>",
    "a raw role": ".. role:: r(raw)\n   :format: html\n\n:r:`<script>alert(1)</script>`",
    "two pieces": "Hola.\n\nhttps://evil.example",
}
EVIL = ("evil", "very secret", "<script>alert", "javascript:", "Hola", "antigravity", "x.png")


@dataclass(frozen=True)
class Attacked:
    """A project under attack, and what came of building it, once more, and with Sphinx."""

    project: SmallProject
    built: CompletedProcess[str]
    again: CompletedProcess[str]
    plain: CompletedProcess[str]


def attack(project: SmallProject, msgstr: str) -> None:
    project.write("secret.txt", "very secret")
    project.translate("es", "index", {"You can live together.": msgstr, "Home": "Inicio"})


def evil_on(page: str) -> list[str]:
    return [word for word in EVIL if word in page]


@pytest.fixture(scope="module")
def attacked(new_project: NewProject) -> Attacked:
    """A project with a page on which each translation is hostile in its own way."""
    project = new_project()
    project.write("secret.txt", "very secret")
    english = "\n\n".join(f"This is {name}." for name in HOSTILE)
    project.write("source/all.rst", f":orphan:\n\nAll of them\n===========\n\n{english}\n")
    messages = {f"This is {name}.": msgstr for name, msgstr in HOSTILE.items()}
    project.translate("es", "all", {"All of them": "Todos", **messages})
    built, again, plain = project.build("es"), project.build("es"), project.sphinx("es")
    return Attacked(project, built, again, plain)


def line_of(name: str) -> int:
    return 8 + 3 * list(HOSTILE).index(name)


@pytest.mark.parametrize("name", HOSTILE)
def test_an_unsafe_translation_is_told_once_with_path_and_line(
    attacked: Attacked, name: str
) -> None:
    assert attacked.built.stderr.count(f"locale/es/LC_MESSAGES/all.po:{line_of(name)}: ") == 1


@pytest.mark.parametrize("name", HOSTILE)
def test_readers_get_the_english_marked_as_english_in_its_place(
    attacked: Attacked, name: str
) -> None:
    marked = attacked.project.html("es", "all").find_all(class_="untranslated", lang="en")
    assert [block.text for block in marked if f"This is {name}." in block.text]


def test_nothing_else_is_told(attacked: Attacked) -> None:
    assert len(attacked.built.stderr.splitlines()) == len(HOSTILE)


def test_the_build_ends_with_1(attacked: Attacked) -> None:
    assert attacked.built.returncode == 1


def test_what_is_refused_is_told_again_though_nothing_has_changed(attacked: Attacked) -> None:
    assert (attacked.again.stderr, attacked.again.returncode) == (attacked.built.stderr, 1)


def test_nothing_hostile_is_on_the_page(attacked: Attacked) -> None:
    assert evil_on(str(attacked.project.html("es", "all").article)) == []


def test_what_is_translated_well_is_shown(attacked: Attacked) -> None:
    assert attacked.project.html("es", "all").h1.text.startswith("Todos")


def test_what_is_refused_is_counted(attacked: Attacked) -> None:
    notice = attacked.project.html("es", "all").find(string=re.compile(r"\d+ parts of this page"))
    assert f"{len(HOSTILE)} parts" in notice


@pytest.mark.parametrize("name", HOSTILE)
def test_plain_sphinx_warns_of_it(attacked: Attacked, name: str) -> None:
    warning = f"WARNING: locale/es/LC_MESSAGES/all.po:{line_of(name)}: "
    assert warning in attacked.plain.stderr


def test_plain_sphinx_shows_the_english_too(attacked: Attacked) -> None:
    page = (attacked.project.folder / "out" / "all.html").read_text("utf-8")
    assert evil_on(page.partition("<article")[2].partition("</article")[0]) == []


@pytest.mark.parametrize("msgstr", LINES.values(), ids=LINES)
def test_several_lines_reach_no_page(project: SmallProject, msgstr: str) -> None:
    attack(project, msgstr)
    assert project.build("es", "--lenient").stderr != ""
    assert evil_on(str(project.html("es"))) == []


def test_what_is_refused_stays_refused_when_another_message_changes(project: SmallProject) -> None:
    project.write("source/other.rst", ":orphan:\n\nOther\n=====\n\nText.\n")
    project.translate("es", "other", {"Text.": "Texto."})
    attack(project, "Hola **x**")
    project.build("es")
    project.translate("es", "other", {"Text.": "Textos."})
    assert "index.po:5: markup: " in project.build("es").stderr


def test_a_mended_translation_is_shown(project: SmallProject) -> None:
    attack(project, "Hola **x**")
    project.build("es")
    attack(project, "Pueden vivir juntos.")
    assert project.build("es").returncode == 0
    assert "Pueden vivir juntos." in project.html("es").text


def test_a_lenient_build_ends_well_and_tells_all_the_same(project: SmallProject) -> None:
    attack(project, "Hola **x**")
    result = project.build("es", "--lenient")
    assert result.returncode == 0
    assert "index.po:5: markup: " in result.stderr


def test_a_lenient_build_shows_english_for_a_catalog_that_cannot_be_read(
    project: SmallProject,
) -> None:
    project.write("locale/es/LC_MESSAGES/index.po", "<<<<<<< HEAD\n")
    result = project.build("es", "--lenient")
    assert "locale/es/LC_MESSAGES/index.po:1: a merge conflict" in result.stderr
    assert result.returncode == 0
    assert "You can live together." in project.html("es").text


def test_the_other_languages_are_as_they_were(project: SmallProject) -> None:
    project.translate("fr", "index", {"You can live together.": "Vivez ensemble."})
    attack(project, "Hola **x**")
    assert "fr/LC" not in project.build().stderr
    assert "Vivez ensemble." in project.html("fr").text


def test_json_tells_what_is_refused(project: SmallProject) -> None:
    attack(project, "Hola **x**")
    language = json.loads(project.build("es", "--json").stdout)["languages"][0]
    assert language["state"] == "built"
    assert [one["line"] for one in language["refused"]] == [5]


@pytest.mark.parametrize(
    ("words", "rule"), [("Una l\u202eampara", "safety"), ("Vaya a www.evil.com", "links")]
)
def test_an_alternative_text_hides_no_sign_and_names_no_website(
    project: SmallProject, words: str, rule: str
) -> None:
    project.write("source/x.svg", "<svg></svg>")
    project.write("source/index.rst", "Home\n====\n\n.. image:: x.svg\n   :alt: A lamp\n")
    project.translate("es", "index", {"A lamp": words})
    assert f"index.po:5: {rule}: " in project.build("es").stderr
    assert project.html("es").find("img", alt="A lamp")


def test_an_alternative_text_runs_no_command(project: SmallProject) -> None:
    project.write("source/x.svg", "<svg></svg>")
    page = "Home\n====\n\n.. image:: x.svg\n   :alt: A lamp\n\nSay :r:`x`.\n"
    project.write("source/index.rst", f".. role:: r\n\n{page}")
    project.translate("es", "index", {"A lamp": ".. role:: r(raw)"})
    project.build("es", "--lenient")
    assert project.html("es").find("span", class_="r").text == "x"


def test_a_link_of_the_english_text_may_be_translated(project: SmallProject) -> None:
    project.write("source/index.rst", "Home\n====\n\nSee `us <https://nhs.uk>`__.\n")
    project.translate(
        "es", "index", {"See `us <https://nhs.uk>`__.": "Vea `nos <https://nhs.uk>`__."}
    )
    assert project.build("es").returncode == 0


def test_references_may_change_places(project: SmallProject) -> None:
    english = "See :doc:`index` and :ref:`is-it-catching`."
    page = (project.folder / "source/index.rst").read_text("utf-8")
    project.write("source/index.rst", f"{page}\n{english}\n")
    project.translate("es", "index", {english: "Vea :ref:`is-it-catching` y :doc:`index`."})
    assert project.build("es").returncode == 0


def test_words_of_the_interface_are_never_html(project: SmallProject) -> None:
    words = [one.msgid for one in pofile(str(ROOT / "locale/es/LC_MESSAGES/sphinx.po"))]
    hostile = dict.fromkeys([*words, "Small"], '"><script>alert(1)</script>')
    project.translate("es", "sphinx", {word: text for word, text in hostile.items() if word})
    project.build()
    for page in (project.folder / "build" / "html").rglob("*.html"):
        assert "<script>alert" not in page.read_text("utf-8"), page.name


@pytest.mark.parametrize("placeholder", ["%d", "%(x)s", "100 %", ""])
def test_a_wrong_placeholder_does_not_stop_the_build(
    project: SmallProject, placeholder: str
) -> None:
    word = "You can copy and share this text under the licence %s."
    project.translate("es", "sphinx", {word: f"Licencia {placeholder}"})
    assert project.build("es", "--lenient").returncode == 0
    assert word.replace("%s", "") in project.html("es").text.replace("CC BY 4.0", "")


def test_a_language_that_there_is_not_is_named_with_those_there_are(project: SmallProject) -> None:
    project.translate("es", "index", {"Home": "Inicio"})
    assert "there is no language 'zh-Hans'. There are: en, es." in project.sphinx("zh-Hans").stderr


def test_a_folder_for_the_source_language_is_refused(project: SmallProject) -> None:
    project.translate("en", "index", {"Home": "Evil"})
    result = project.build()
    assert result.returncode == 2
    assert result.stderr.startswith("locale/en: the pages are written in this language.")


@pytest.mark.parametrize("code", ["en", "en_US"])
def test_plain_sphinx_refuses_catalogs_for_english(project: SmallProject, code: str) -> None:
    project.translate(code, "index", {"You can live together.": "Evil."})
    assert f"locale/{code}: " in project.sphinx("en").stderr
    assert not (project.folder / "out" / "index.html").exists()


def test_a_folder_that_gettext_prefers_to_another_is_refused(project: SmallProject) -> None:
    project.translate("es", "index", {"Home": "Inicio"})
    project.translate("es_ES", "index", {"Home": "Evil"})
    assert "locale/es_ES: readers of es would get it" in project.build().stderr


def test_plain_sphinx_refuses_to_mix_a_country_into_its_language(project: SmallProject) -> None:
    project.translate("es", "index", {"Home": "Inicio"})
    project.translate("es_ES", "index", {"Home": "Evil"})
    assert "locale/es_ES: " in project.sphinx("es").stderr
    assert not (project.folder / "out" / "index.html").exists()


def test_a_second_charset_is_a_damaged_header(project: SmallProject) -> None:
    header = "content-type: text/plain; charset=utf-7\\n"
    project.translate("es", "index", {"Home": "Inicio +IC4-x"}, header)
    assert "index.po:1: the header" in project.build("es").stderr


def test_a_plural_rule_that_divides_by_nothing_is_a_damaged_header(project: SmallProject) -> None:
    header = "Plural-Forms: nplurals=2; plural=n%(n-1);\\n"
    project.translate("es", "sphinx", {"Home": "Inicio"}, header)
    assert "sphinx.po:1: the header" in project.build("es").stderr


def test_a_translation_cannot_forge_a_line_of_the_report(project: SmallProject) -> None:
    forged = "<b\n::error file=conf.py,line=1::owned>"
    project.translate("es", "sphinx", {"Next page\n": forged})
    said = project.build("es", "--lenient").stderr
    assert [line for line in said.splitlines() if line.startswith("::")] == []


def test_a_translation_cannot_speak_to_the_terminal(project: SmallProject) -> None:
    project.translate("es", "sphinx", {"Next \x1b": "<b \x1b[2J>"})
    assert "\x1b" not in project.build("es", "--lenient").stderr


def test_a_link_in_place_of_a_catalog_is_refused(project: SmallProject) -> None:
    outside = project.translate("es", "index", {"Home": "Evil"})
    link = project.folder / "locale/fr/LC_MESSAGES/index.po"
    link.parent.mkdir(parents=True)
    link.symlink_to(outside)
    assert "locale/fr/LC_MESSAGES/index.po:1: this is a link" in project.build("fr").stderr


@pytest.mark.parametrize("name", ["index.mo/x.po", f"{'n' * 240}.po", "a b.po"])
def test_a_catalog_with_a_strange_name_holds_up_its_language_alone(
    project: SmallProject, name: str
) -> None:
    project.translate("fr", "index", {"Home": "Accueil"})
    project.write(f"locale/es/LC_MESSAGES/{name}", "")
    result = project.build()
    assert f"locale/es/LC_MESSAGES/{name}:1: " in result.stderr
    assert project.html("fr").h1.text.startswith("Accueil")


@pytest.mark.parametrize("mark", ["- ", "1. ", ":a: ", "(i) "])
def test_what_is_nested_too_deep_is_shown_in_english(project: SmallProject, mark: str) -> None:
    attack(project, mark * 500 + "x")
    assert "index.po:5: " in project.build("es", "--lenient").stderr
    assert "You can live together." in project.html("es").text


def test_a_translation_far_longer_than_its_english_is_not_shown(project: SmallProject) -> None:
    attack(project, "Hola. " * 1000)
    assert "index.po:5: safety: The translation is far longer" in project.build("es").stderr


def test_a_refused_translation_is_forgotten_with_its_catalog(project: SmallProject) -> None:
    attack(project, "Ho\u202ela")
    project.build("es")
    (project.folder / "locale/es/LC_MESSAGES/index.po").unlink()
    assert project.build("es").stderr == ""


def test_a_country_falls_back_on_its_language_with_its_faults(project: SmallProject) -> None:
    (project.folder / "locale/es_MX/LC_MESSAGES").mkdir(parents=True)
    attack(project, "Hola **x**")
    assert "locale/es/LC_MESSAGES/index.po:5: markup" in project.build("es-MX").stderr


GOOD = sorted((Path(__file__).parents[1] / "data" / "catalogs" / "good").glob("*.po"))


def test_the_guard_refuses_nothing_that_the_gate_finds_good(project: SmallProject) -> None:
    for number, path in enumerate(GOOD):
        catalog = pofile(path.read_bytes().decode("utf-8").replace("\r\n", "\n") + "\n")
        singular = [one for one in catalog if not one.msgid_plural and "\n" not in one.msgid]
        words = [one for one in singular if ":ref:" not in one.msgid and "%" not in one.msgid]
        english = "\n\n".join(one.msgid for one in words)
        project.write(f"source/good{number}.rst", f":orphan:\n\nGood\n====\n\n{english}\n")
        project.translate("es", f"good{number}", {one.msgid: one.msgstr for one in words})
    # Numbers of other languages than Spanish are told, and shown.
    (language,) = json.loads(project.build("es", "--json").stdout)["languages"]
    assert language["refused"] == []


def test_a_project_that_names_no_folder_of_catalogs_has_them_in_locale(
    project: SmallProject,
) -> None:
    conf = project.folder / "conf.py"
    conf.write_text(conf.read_text("utf-8").replace('locale_dirs = ["locale"]\n', ""), "utf-8")
    project.write("source/index.rst", "Home\n====\n")
    project.translate("es", "index", {"Home": "Inicio"})
    project.sphinx("es")
    assert "Inicio" in (project.folder / "out" / "index.html").read_text("utf-8")
