"""A translation cannot bring in what the English page does not have."""

import pytest
from conftest import ROOT, SmallProject
from polib import pofile

HOSTILE = {
    "a download": "Hola :download:`x </../secret.txt>`",
    "a script in a link": "Hola `x <javascript:alert(1)>`_",
    "data in a link": "Hola `x <data:text/html,hola>`_",
    "another address": "Hola `x <https://evil.example>`_",
    "a bare address": "Hola https://evil.example",
    "an image": ".. image:: /../secret.txt",
}
SILENCED = {
    "raw HTML": ".. raw:: html\n\n   <script>alert(1)</script>",
    "a raw role": ".. role:: r(raw)\n   :format: html\n\n:r:`<script>alert(1)</script>`",
    "an included file": ".. include:: /../secret.txt",
    "a literally included file": ".. literalinclude:: /../secret.txt",
}


def attack(project: SmallProject, msgstr: str) -> None:
    project.write("secret.txt", "very secret")
    project.translate("es", "index", {"You can live together.": msgstr})


@pytest.mark.parametrize("msgstr", HOSTILE.values(), ids=HOSTILE)
def test_a_new_target_stops_the_language_with_path_and_line(
    project: SmallProject, msgstr: str
) -> None:
    attack(project, msgstr)
    result = project.build("es")
    assert result.returncode == 1
    assert result.stderr.startswith("locale/es/LC_MESSAGES/index.po:5: ")


@pytest.mark.parametrize("msgstr", HOSTILE.values(), ids=HOSTILE)
def test_plain_sphinx_refuses_a_new_target_too(project: SmallProject, msgstr: str) -> None:
    attack(project, msgstr)
    assert project.sphinx("es").returncode != 0
    assert not (project.folder / "out" / "index.html").exists()


@pytest.mark.parametrize("msgstr", SILENCED.values(), ids=SILENCED)
def test_no_raw_html_and_no_file_reaches_a_page_of_plain_sphinx(
    project: SmallProject, msgstr: str
) -> None:
    attack(project, msgstr)
    project.sphinx("es")
    page = project.folder / "out" / "index.html"
    text = page.read_text("utf-8") if page.exists() else ""
    assert "<script>alert" not in text
    assert "very secret" not in text


def test_a_link_of_the_english_text_may_be_translated(project: SmallProject) -> None:
    project.write("source/index.rst", "Home\n====\n\nSee `us <https://nhs.uk>`__.\n")
    project.translate(
        "es", "index", {"See `us <https://nhs.uk>`__.": "Vea `nos <https://nhs.uk>`__."}
    )
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
    assert project.build("es").returncode == 0


def test_a_language_that_there_is_not_is_named_with_those_there_are(project: SmallProject) -> None:
    project.translate("es", "index", {"Home": "Inicio"})
    assert "there is no language 'zh-Hans'. There are: en, es." in project.sphinx("zh-Hans").stderr
