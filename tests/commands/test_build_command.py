"""``python -m multilingual build``: what it prints, publishes and returns."""

import codecs
import json
import signal
import subprocess
import sys

import pytest
from conftest import SmallProject, run_multilingual

from multilingual.files import IN_THE_WAY


def test_all_languages_and_the_root_are_built(project: SmallProject) -> None:
    project.translate("es", "index", {"Home": "Inicio"})
    assert project.build().returncode == 0
    built = {path.name for path in (project.folder / "build" / "html").iterdir()}
    assert {"en", "es", "index.html", "404.html", "sitemap.xml", "robots.txt"} <= built


def test_an_unknown_language_is_a_wrong_call(project: SmallProject) -> None:
    result = project.build("xx")
    assert result.returncode == 2
    assert result.stderr == "unknown language 'xx'. The known ones are: en.\n"


def test_a_page_that_a_language_lacks_fails_that_language_alone(project: SmallProject) -> None:
    for page in ("one", "two"):
        project.write(f"source/{page}.rst", f":orphan:\n\n{page}\n===\n\nText.\n")
    project.translate("es", "index", {"Home": "Inicio"})
    project.translate("es", "one", {"one": "uno"})
    assert (project.build("en").returncode, project.build("en").stderr) == (0, "")
    assert "locale/es/LC_MESSAGES/two.po:1: names:" in project.build("es").stderr


def test_a_broken_catalog_fails_its_language_with_path_and_line(project: SmallProject) -> None:
    path = project.translate("es", "index", {"Home": "Inicio"})
    path.write_text(f"{path.read_text('utf-8')}<<<<<<< ours\n", "utf-8")
    result = project.build()
    assert result.returncode == 1
    assert result.stderr.startswith(
        "locale/es/LC_MESSAGES/index.po:6: a merge conflict was left here."
    )


def test_what_a_lenient_build_published_is_no_reason_to_build_no_more(
    project: SmallProject,
) -> None:
    path = project.translate("es", "index", {"Home": "Inicio"})
    path.write_text(f"{path.read_text('utf-8')}<<<<<<< ours\n", "utf-8")
    assert project.build("--lenient").returncode == 0
    assert "es       failed" in project.build().stdout


def test_a_refused_translation_is_said_to_stand_in_english_on_a_published_page(
    project: SmallProject,
) -> None:
    project.translate("es", "index", {"Welcome to the site.": "Vea `x <http://evil.test>`__."})
    result = project.build()
    told = "es is published, with English in place of what is listed (1): mend it."
    assert (result.returncode, told in result.stdout.splitlines()) == (1, True)


def test_a_failed_language_leaves_the_others_and_its_old_pages_whole(project: SmallProject) -> None:
    po = project.translate("es", "index", {"Home": "Inicio"})
    project.translate("fr", "index", {"Home": "Accueil"})
    project.build()
    po.write_text("nonsense\n")
    project.translate("fr", "index", {"Home": "Maison"})
    project.build()
    assert project.html("es").h1.find(string=True) == "Inicio"
    assert project.html("fr").h1.find(string=True) == "Maison"


def test_one_language_can_be_built_alone(project: SmallProject) -> None:
    project.translate("es", "index", {"Home": "Inicio"})
    project.build("es")
    assert not (project.folder / "build" / "html" / "en").exists()


def test_a_language_that_is_not_published_is_not_in_the_switcher(project: SmallProject) -> None:
    project.translate("es", "index", {"Home": "Inicio"})
    project.translate("fr", "index", {"Home": ""})
    conf = project.folder / "conf.py"
    conf.write_text(conf.read_text() + '\nmultilingual_publication = {"words": 0.1}\n')
    project.build()
    assert [a["hreflang"] for a in project.html("es").select(".languages a")] == ["en", "es"]


def test_a_language_that_fails_from_the_start_is_not_in_the_switcher(project: SmallProject) -> None:
    project.translate("es", "index", {"Home": "Inicio"})
    project.write("locale/fr/LC_MESSAGES/sphinx.po", "nonsense\n")
    project.build()
    assert [a["hreflang"] for a in project.html("es").select(".languages a")] == ["en", "es"]


def test_a_language_that_may_be_built_on_another_machine_is_in_the_switcher(
    project: SmallProject,
) -> None:
    project.translate("es", "index", {"Home": "Inicio"})
    project.build("es")
    assert [a["hreflang"] for a in project.html("es").select(".languages a")] == ["en", "es"]


def test_a_new_page_leads_to_english_where_a_published_language_lacks_it(
    project: SmallProject,
) -> None:
    project.translate("es", "index", {"Home": "Inicio"})
    project.build()
    project.write("source/new.rst", ":orphan:\n\nNew\n===\n\nText.\n")
    project.build("en")
    link = project.html("en", "new").select_one(".languages a[lang=es]")
    assert (link["href"], link["hreflang"]) == ("new.html", "en")


def test_no_link_leads_to_a_language_that_failed_before_it_was_published(
    project: SmallProject,
) -> None:
    project.write("locale/es/LC_MESSAGES/index.po", "nonsense\n")
    project.build()
    assert [a["hreflang"] for a in project.html("en").select(".languages a")] == ["en"]


def test_a_page_in_a_folder_is_switched_and_translated(project: SmallProject) -> None:
    project.write("source/sub/page.rst", ":orphan:\n\nPage\n====\n\nText.\n")
    project.translate("es", "sub/page", {"Text.": "Texto."})
    project.build()
    links = [a["href"] for a in project.html("es", "sub/page").select(".languages a")]
    assert links == ["../../en/sub/page.html", "page.html"]
    assert "Texto." in project.html("es", "sub/page").text


def test_a_warning_of_sphinx_fails_the_language(project: SmallProject) -> None:
    project.write("source/index.rst", "Home\n====\n\n:ref:`nowhere`\n")
    result = project.build()
    assert result.returncode == 1
    assert result.stderr.startswith("source/index.rst:4: WARNING: undefined label")


def test_the_jobs_must_be_a_number_above_zero(project: SmallProject) -> None:
    assert run_multilingual(project.folder, "build", "--jobs", "0").returncode == 2


def test_plain_sphinx_refuses_a_broken_catalog(project: SmallProject) -> None:
    project.write("locale/es/LC_MESSAGES/index.po", "nonsense\n")
    result = project.sphinx("es")
    assert result.returncode != 0
    assert "locale/es/LC_MESSAGES/index.po:1: " in result.stderr


def test_a_terminal_that_cannot_write_a_name_is_no_reason_to_fail(
    project: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    project.translate("ar", "index", {"Home": "الصفحة الرئيسية"})
    assert project.build().returncode == 0


def test_json_tells_what_came_of_each_language(project: SmallProject) -> None:
    project.write("locale/es/LC_MESSAGES/index.po", "nonsense\n")
    told = json.loads(project.build("--json").stdout)["languages"]
    assert [(one["tag"], one["state"]) for one in told] == [("en", "built"), ("es", "failed")]
    assert told[1]["problems"][0]["line"] == 1


def test_a_quiet_build_says_nothing_when_all_is_well(project: SmallProject) -> None:
    assert (project.build("--quiet").stdout, project.build("--quiet").stderr) == ("", "")


def test_serving_needs_a_site(project: SmallProject) -> None:
    result = run_multilingual(project.folder, "serve")
    assert (result.returncode, "make html" in result.stderr) == (1, True)


def test_formatting_writes_every_catalog_on_one_line_a_message(project: SmallProject) -> None:
    po = project.translate("es", "index", {"Home": "Inicio"})
    po.write_text(po.read_text().replace('msgstr "Inicio"', 'msgstr ""\n"Ini"\n"cio"'))
    assert run_multilingual(project.folder, "format").returncode == 0
    assert 'msgstr "Inicio"' in po.read_text()


def test_formatting_leaves_a_broken_catalog_alone_and_names_it(project: SmallProject) -> None:
    po = project.write("locale/es/LC_MESSAGES/index.po", "nonsense\n")
    result = run_multilingual(project.folder, "format")
    assert (result.returncode, po.read_text()) == (1, "nonsense\n")
    assert result.stderr.startswith("locale/es/LC_MESSAGES/index.po:1: ")


def test_a_byte_order_mark_is_built_past_told_by_the_check_and_taken_off_by_format(
    project: SmallProject,
) -> None:
    po = project.translate("es", "index", {"Home": "Inicio"})
    po.write_bytes(codecs.BOM_UTF8 + po.read_bytes())
    assert project.build().returncode == 0
    assert "Inicio" in project.html("es").text
    assert "Take it off: make format" in run_multilingual(project.folder, "check").stdout
    told = run_multilingual(project.folder, "format").stdout
    assert "index.po:1: the hidden sign (a byte order mark) was taken off." in told
    assert po.read_text("utf-8").startswith("#\nmsgid")


@pytest.mark.parametrize(
    ("name", "reason"), [("build/kept", "Not a directory"), ("build/kept/styles", "File exists")]
)
def test_a_file_in_place_of_a_folder_is_named_with_what_to_do(
    project: SmallProject, name: str, reason: str
) -> None:
    project.write(name, "a file in the way")
    told = project.build().stderr
    assert told == f"{name}:1: {reason}. {IN_THE_WAY}\n"


AT_IMPORT = """
import os, signal, sys
class Finder:
    def find_spec(self, name, *_):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder())
"""


@pytest.mark.parametrize(
    ("module", "code", "told"),
    [
        ("multilingual.commands.arguments", -signal.SIGINT, ""),
        ("multilingual.commands.check", -signal.SIGINT, ""),
        ("multilingual.project", 1, "\nStopped. What is published is whole.\n"),
    ],
)
def test_ctrl_c_while_it_begins_ends_it_without_a_traceback(
    project: SmallProject, monkeypatch: pytest.MonkeyPatch, module: str, code: int, told: str
) -> None:
    project.write("early/sitecustomize.py", AT_IMPORT.format(module=module))
    monkeypatch.setenv("PYTHONPATH", str(project.folder / "early"))
    command = [sys.executable, "-P", "-m", "multilingual", "check"]
    done = subprocess.run(command, cwd=project.folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (code, told)
