"""``make status``: figures that count what readers get, by page."""

from __future__ import annotations

import csv
import datetime
import json
from io import StringIO
from pathlib import Path

import pytest
from committing import ADDRESS, commit
from conftest import NewProject, SmallProject, run_multilingual
from rich.console import Console

from multilingual.catalogs.message import MessageKey
from multilingual.commands.status import PageStatus, show
from multilingual.reviews.register import Kind, Record, Register, Review, digest
from multilingual.status.progress import Figures, MessageState, Progress, count_words, total

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
TEXTS = ("One two.", "See `here <https://nhs.uk>`__.", "Three more words.")
KEYS = [MessageKey(None, text) for text in TEXTS]


def figures(root: Path, body: str, keys: list[MessageKey] = KEYS, code: str = "es") -> Figures:
    """Return the figures of a page with the messages ``keys`` and a catalog with ``body``."""
    path = root / "locale" / code / "LC_MESSAGES" / "home.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + body, encoding="utf-8")
    return Progress(root, "locale", code).of_page("home", keys)


def message(msgid: str, msgstr: str, flags: str = "") -> str:
    return f'\n{flags}\nmsgid "{msgid}"\nmsgstr "{msgstr}"\n'


def counted(made: Figures) -> dict[str, int]:
    return {state.value: amount.messages for state, amount in made.states.items()}


def test_a_page_without_a_catalog_is_missing_with_all_its_messages(tmp_path: Path) -> None:
    made = Progress(tmp_path, "locale", "es").of_page("home", KEYS)
    assert (made.states[MessageState.MISSING].messages, made.words_left) == (3, 8)


def test_a_catalog_that_lacks_messages_does_not_make_a_page_smaller(tmp_path: Path) -> None:
    made = figures(tmp_path, message("One two.", "Uno dos."))
    assert (made.all.messages, counted(made)["missing"]) == (3, 2)


def test_a_message_that_the_page_no_longer_has_is_not_counted(tmp_path: Path) -> None:
    made = figures(tmp_path, message("Gone.", "Se fue."))
    assert counted(made)["translated"] == 0


def test_a_fuzzy_message_is_not_translated(tmp_path: Path) -> None:
    made = figures(tmp_path, message("One two.", "Uno dos.", "#, fuzzy"))
    assert counted(made) == {"translated": 0, "fuzzy": 1, "missing": 2, "refused": 0}


def test_a_fuzzy_message_without_words_is_missing(tmp_path: Path) -> None:
    assert counted(figures(tmp_path, message("One two.", "", "#, fuzzy")))["missing"] == 3


def test_a_message_that_the_build_refuses_is_not_translated(tmp_path: Path) -> None:
    body = message(KEYS[1].msgid, "Vea `aquí <https://evil.example>`__.")
    assert counted(figures(tmp_path, body))["refused"] == 1


@pytest.mark.parametrize("text", ["Uno\\n dos.", 'Uno "dos".'], ids=["line break", "quote"])
def test_a_text_that_is_broken_is_refused_and_the_others_count(tmp_path: Path, text: str) -> None:
    body = message("One two.", text) + message("Three more words.", "Tres palabras más.")
    made = counted(figures(tmp_path, body))
    assert (made["refused"], made["translated"], made["missing"]) == (1, 1, 1)


def test_words_left_are_those_that_readers_get_in_english(tmp_path: Path) -> None:
    assert figures(tmp_path, message("One two.", "Uno dos.")).words_left == 6


def test_a_message_on_a_page_twice_is_counted_once(tmp_path: Path) -> None:
    made = figures(tmp_path, message("One two.", "Uno dos."), [KEYS[0], KEYS[0]])
    assert (made.all.messages, made.share) == (1, 1.0)


def test_a_catalog_that_cannot_be_read_is_told_of_and_missing(tmp_path: Path) -> None:
    figures(tmp_path, "nonsense\n")
    progress = Progress(tmp_path, "locale", "es")
    made = progress.of_page("home", KEYS)
    assert (counted(made)["missing"], progress.faults[0][:31]) == (
        3,
        "locale/es/LC_MESSAGES/home.po:3",
    )


def test_a_country_is_served_by_the_catalog_of_its_language(tmp_path: Path) -> None:
    figures(tmp_path, message("One two.", "Uno dos."))
    assert counted(figures(tmp_path, "", code="es_MX"))["translated"] == 1


def test_what_a_country_has_refused_counts_though_its_language_has_more(tmp_path: Path) -> None:
    figures(tmp_path, message(KEYS[1].msgid, "Vea `aquí <https://nhs.uk>`__."))
    bad = message(KEYS[1].msgid, "Vea `aquí <https://evil.example>`__.")
    assert counted(figures(tmp_path, bad, code="es_MX"))["refused"] == 1


def test_what_is_fuzzy_in_a_country_is_served_by_its_language(tmp_path: Path) -> None:
    figures(tmp_path, message("One two.", "Uno dos."))
    fuzzy = figures(tmp_path, message("One two.", "Uno", "#, fuzzy"), code="es_MX")
    assert counted(fuzzy)["translated"] == 1


def review(root: Path, msgstr: str, kind: Kind) -> None:
    """Let Ana check a message, who may."""
    (root / "reviewers.toml").write_text(
        f'[[reviewer]]\nname = "Ana"\nrole = "doctor"\nkind = "{kind}"\nlanguages = ["es"]\n'
        f'addresses = ["{ADDRESS}"]\n'
    )
    one = Review("Ana", "doctor", kind, datetime.date(2026, 11, 25))
    record = Record("home", one, (digest("One two.", msgstr),))
    (root / "locale" / "es").mkdir(parents=True, exist_ok=True)
    Register([record]).write(root / "locale" / "es" / "reviews.toml")
    commit(root)


def test_a_message_that_a_doctor_checked_is_reviewed_by_one_who_speaks_it(tmp_path: Path) -> None:
    review(tmp_path, "Uno dos.", Kind.MEDICAL)
    made = figures(tmp_path, message("One two.", "Uno dos."))
    assert [made.reviewed[kind].messages for kind in Kind] == [1, 0, 1]


def test_a_message_that_was_edited_since_is_not_reviewed(tmp_path: Path) -> None:
    review(tmp_path, "Uno dos.", Kind.MEDICAL)
    made = figures(tmp_path, message("One two.", "Uno, dos."))
    assert [made.reviewed[kind].messages for kind in Kind] == [0, 0, 0]


@pytest.mark.parametrize(
    ("msgid", "words"), [("See :ref:`signs` – now.", 3), ("38 °C", 2), ("**Stop.**", 1), ("–", 0)]
)
def test_words_are_what_stands_between_spaces(msgid: str, words: int) -> None:
    assert count_words(msgid) == words


def test_a_sum_leaves_its_parts_as_they_are(tmp_path: Path) -> None:
    made = figures(tmp_path, message("One two.", "Uno dos."))
    assert (total([made, made]).all.messages, made.all.messages) == (6, 3)


PICTURE = "\n.. figure:: red.png\n   :alt: A red face\n\n   The face in winter\n"


def test_captions_and_alternative_texts_are_counted(project: SmallProject) -> None:
    project.write("source/index.rst", f"Home\n====\n{PICTURE}")
    project.write("source/red.png", "")
    project.translate("es", "index", {"Home": "Inicio"})
    told = run_multilingual(project.folder, "status", "es", "--format=json")
    page = json.loads(told.stdout)["es"]["pages"]["index"]
    assert (page["all"]["messages"], page["translated"]["messages"]) == (3, 1)


def test_status_names_each_page_of_each_language(project: SmallProject) -> None:
    project.translate("es", "index", {"Home": "Inicio"})
    (project.folder / "locale" / "fr" / "LC_MESSAGES").mkdir(parents=True)
    told = run_multilingual(project.folder, "status", "--format=csv")
    rows = csv.DictReader(told.stdout.splitlines())
    found = {(row["language"], row["page"]) for row in rows}
    assert found >= {("es", "index"), ("fr", "index"), ("fr", "sphinx")}


def test_status_without_a_terminal_is_plain_text(project: SmallProject) -> None:
    project.translate("es", "index", {"Home": "Inicio"})
    told = run_multilingual(project.folder, "status")
    assert (told.returncode, told.stderr, "\x1b" in told.stdout) == (0, "", False)


def test_status_refuses_a_language_that_is_not_there(project: SmallProject) -> None:
    told = run_multilingual(project.folder, "status", "xx")
    assert (told.returncode, told.stderr.count("\n")) == (2, 1)


def test_texts_about_a_danger_count_once_a_qualified_person_has_checked_them(
    tmp_path: Path,
) -> None:
    body = message("One two.", "Uno dos.") + message("Three more words.", "Tres más.")
    figures(tmp_path, body)
    register = tmp_path / "locale" / "es" / "reviews.toml"
    said = {
        Kind.SPEAKER: ("One two.", "Uno dos."),
        Kind.MEDICAL: ("Three more words.", "Tres más."),
    }
    Register(
        Record("home", Review("Ana", "role", kind, datetime.date(2026, 11, 25)), (digest(*one),))
        for kind, one in said.items()
    ).write(register)
    people = (
        f'[[reviewer]]\nname = "Ana"\nrole = "role"\nkind = "{kind}"\nlanguages = ["es"]\n'
        f'addresses = ["{ADDRESS}"]\n'
        for kind in said
    )
    (tmp_path / "reviewers.toml").write_text("\n".join(people))
    commit(tmp_path)
    made = Progress(tmp_path, "locale", "es").of_page("home", KEYS, KEYS)
    assert (made.safety.messages, made.safety_checked.messages) == (3, 1)


STATUS = "\n.. translation-status::\n"
DANGER = "\n.. safety::\n\n   Call now:\n\n   * if it hurts,\n   * if you faint.\n"


def shares(project: SmallProject, tag: str) -> list[str]:
    """Return the share of each page, as the page of the site tells it."""
    cells = project.html(tag).select(".translation-status td:nth-of-type(1) > bdi")
    return [one.text for one in cells]


def lefts(project: SmallProject) -> list[str]:
    """Return the words left of each page, as the page of the site tells them."""
    rows = project.html("es").select(".translation-status tbody tr")
    return [row.select("td")[-1].text for row in rows]


def tell(project: SmallProject) -> SmallProject:
    """Let the home page tell how far its Spanish is."""
    home = project.folder / "source" / "index.rst"
    home.write_text(home.read_text() + PICTURE + STATUS + DANGER)
    project.write("source/red.png", "")
    bad = {"You can live together.": "`Ya <https://evil.example>`__."}
    project.translate("es", "index", {"Welcome to the site.": "Bienvenida.", **bad})
    project.translate("fr", "index", {})
    project.build("--lenient")
    return project


@pytest.fixture(scope="module")
def told(new_project: NewProject) -> SmallProject:
    """A project that tells how far it is."""
    return tell(new_project())


def test_the_page_and_the_command_tell_the_same(told: SmallProject) -> None:
    said = run_multilingual(told.folder, "status", "es", "--format=json")
    assert lefts(told) == [str(json.loads(said.stdout)["es"]["pages"]["index"]["words_left"])]


def test_the_page_and_the_command_count_the_texts_about_a_danger(told: SmallProject) -> None:
    said = run_multilingual(told.folder, "status", "es", "--format=json")
    row = told.html("es").select_one(".translation-status tbody tr")
    safety = json.loads(said.stdout)["es"]["pages"]["index"]["safety"]["messages"]
    assert (row.select("td > bdi")[1].text, safety) == ("0/3", 3)


def test_a_page_without_a_draft_by_a_computer_is_not_called_one(told: SmallProject) -> None:
    assert "Not checked" in told.html("es").select_one(".translation-status").text


def test_the_page_follows_an_edit_and_leaves_other_languages_alone(project: SmallProject) -> None:
    told = tell(project)
    before = shares(told, "es")
    told.translate("es", "index", {"Welcome to the site.": "Bienvenida.", "Home": "Inicio"})
    built = run_multilingual(told.folder, "build", "--json")
    states = {one["tag"]: one["state"] for one in json.loads(built.stdout)["languages"]}
    assert (shares(told, "es") != before, states["fr"]) == (True, "unchanged")


def test_the_english_page_leads_to_the_figures_of_each_language(told: SmallProject) -> None:
    page = told.html("en")
    links = {str(link["href"]) for link in page.select("article ul a[hreflang]")}
    assert links == {"../es/index.html", "../fr/index.html"}


TERMS = "term,preferred,allowed,banned\nfever,fiebre,temperatura|febr*,calentura\nrash,,,\n"


def list_words(project: SmallProject) -> SmallProject:
    """Let the home page list the medical words of Spanish."""
    home = project.folder / "source" / "index.rst"
    home.write_text(home.read_text() + "\n.. term-list::\n")
    project.translate("es", "index", {"Home": "Inicio"})
    project.write("locale/es/terms.csv", TERMS)
    project.build()
    return project


@pytest.fixture(scope="module")
def worded(new_project: NewProject) -> SmallProject:
    """A project that lists its words."""
    return list_words(new_project())


def words_of(project: SmallProject) -> list[list[str]]:
    rows = project.html("es").select(".term-list tbody tr")
    return [[word.text for word in row.find_all("bdi")] for row in rows]


def test_the_list_of_terms_has_whole_words_that_are_allowed(worded: SmallProject) -> None:
    assert words_of(worded) == [["fever", "fiebre", "temperatura"]]


def test_the_list_of_terms_follows_an_edit(project: SmallProject) -> None:
    worded = list_words(project)
    worded.write("locale/es/terms.csv", TERMS.replace("fiebre", "fiebre alta"))
    worded.build()
    assert words_of(worded) == [["fever", "fiebre alta", "temperatura"]]


def test_the_english_page_leads_to_the_terms_of_each_language(worded: SmallProject) -> None:
    links = {str(link["href"]) for link in worded.html("en").select("article ul a[hreflang]")}
    assert (links, worded.html("en").select(".term-list")) == ({"../es/index.html"}, [])


@pytest.mark.parametrize(("width", "shows_all"), [(80, False), (150, True)])
def test_no_name_of_a_page_is_cut_off_on_a_narrow_terminal(
    tmp_path: Path, width: int, *, shows_all: bool
) -> None:
    console = Console(width=width, record=True, file=StringIO())
    one = Progress(tmp_path, "locale", "es").of_page("about-lupus", [])
    show({"es": [PageStatus("es", "about-lupus", one, None)]}, console)
    shown = console.export_text()
    assert ("about-lupus" in shown, "waits since" in shown) == (True, shows_all)
