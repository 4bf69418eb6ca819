"""A page says who has checked it, and never more than the register holds."""

from __future__ import annotations

import datetime
import json
from types import SimpleNamespace

import pytest
from committing import ADDRESS, commit
from conftest import CONF, SmallProject, parse, run_multilingual

from multilingual.pages.translation.provenance import (
    ADVICE,
    CLINICIAN,
    FULL,
    LINES,
    MACHINE_BOTH,
    MACHINE_ENGLISH,
    MACHINE_TRANSLATION,
    MEDICAL_ENGLISH,
    READ,
    READ_DRAFT,
    STATE,
    UNKNOWN,
)
from multilingual.pages.translation.provenance import TRANSLATOR as BY_TRANSLATOR
from multilingual.pages.translation.translation_status import state_of_all
from multilingual.reviews.register import Kind, Record, Register, Review, digest, summarize

FIRST, LATER = datetime.date(2026, 1, 5), datetime.date(2026, 3, 5)
TRANSLATOR = Review("Somebody", "translator", Kind.TRANSLATOR, FIRST)
LATE = Review("Somebody", "translator", Kind.TRANSLATOR, LATER)
DOCTOR = Review("Another", "doctor", Kind.MEDICAL, LATER)
SPEAKER = Review("A Third", "reader", Kind.SPEAKER, FIRST)
LISTED = f"""
[[reviewer]]
name = "Somebody"
role = "translator"
kind = "translator"
languages = ["es"]
addresses = ["{ADDRESS}"]
"""
PAGE = {"Home": "Inicio", "Welcome to the site.": "Bienvenidos al sitio."}


def reviewed(project: SmallProject, messages: dict[str, str], review: Review = TRANSLATOR) -> None:
    digests = tuple(digest(*message) for message in messages.items())
    register = Register([Record("index", review, digests)])
    register.write(project.folder / "locale" / "es" / "reviews.toml")
    commit(project.folder)


def notice(project: SmallProject) -> str:
    project.build("es")
    return str(project.html("es").select_one(".provenance").text)


def test_a_page_without_reviews_is_checked_by_nobody() -> None:
    assert summarize([[], []]).kinds == frozenset()


def test_a_page_of_which_one_message_is_not_reviewed_claims_no_review() -> None:
    assert summarize([[TRANSLATOR], []]).kinds == frozenset()


def test_messages_checked_by_different_kinds_are_only_read_by_speakers() -> None:
    assert summarize([[TRANSLATOR], [DOCTOR]]).kinds == {Kind.SPEAKER}


def test_the_date_is_the_oldest_so_that_it_never_claims_a_later_check_of_all() -> None:
    assert summarize([[TRANSLATOR], [LATE]]).date == FIRST


def test_a_speaker_is_not_named_among_those_who_checked() -> None:
    assert summarize([[TRANSLATOR, SPEAKER]]).people == [("Somebody", "translator")]


def test_a_page_checked_by_a_listed_translator_says_so(project: SmallProject) -> None:
    project.translate("es", "index", PAGE)
    project.write("reviewers.toml", LISTED)
    reviewed(project, PAGE)
    msgid = (
        "A qualified translator checked this translation on %(date)s. "
        "No doctor has checked the translation."
    )
    words = {msgid: "Lo revisó un traductor el %(date)s.", ADVICE: "Puede contener errores."}
    project.translate("es", "sphinx", words)
    said = notice(project)
    assert "Lo revisó un traductor el 5 de enero de 2026." in said
    assert "checked this translation on January 5, 2026." in said


def test_a_changed_translation_loses_its_review(project: SmallProject) -> None:
    project.translate("es", "index", {**PAGE, "Home": "Portada"})
    project.write("reviewers.toml", LISTED)
    reviewed(project, PAGE)
    assert "checked this translation on" not in notice(project)


def test_a_review_by_someone_not_listed_is_claimed_by_no_page(project: SmallProject) -> None:
    project.translate("es", "index", PAGE)
    reviewed(project, PAGE)
    assert "checked this translation on" not in notice(project)


def test_a_damaged_register_stops_its_language(project: SmallProject) -> None:
    project.translate("es", "index", PAGE)
    project.write("locale/es/reviews.toml", "[[review]]\npage = \n")
    assert "locale/es/reviews.toml:2:" in project.build("es").stderr


@pytest.mark.parametrize("text", ['quote " and \\', "ل و\u200e", "tab\tend", "line\nbreak"])
def test_a_register_reads_as_it_was_written(project: SmallProject, text: str) -> None:
    records = [Record("index", Review(text, text, Kind.MEDICAL, FIRST), ("0" * 32,))]
    Register(records).write(project.folder / "reviews.toml")
    read = Register.read(project.folder / "reviews.toml").records
    assert [(one.page, one.review, one.messages) for one in read] == [
        (one.page, one.review, one.messages) for one in records
    ]


ENGLISH_DOCTOR = (
    '[[reviewer]]\nname = "A; B"\nrole = "doctor"\nkind = "medical"\nlanguages = ["en"]\n'
    f'addresses = ["{ADDRESS}"]\n'
)
CLAIMS = (CLINICIAN, FULL, MEDICAL_ENGLISH, READ, READ_DRAFT, BY_TRANSLATOR)


def english_review(project: SmallProject) -> None:
    project.write("reviewers.toml", ENGLISH_DOCTOR)
    who = ("--by", "A; B", "--role", "doctor")
    done = run_multilingual(project.folder, "review", "en", "--page", "index", *who)
    assert (done.returncode, done.stderr) == (0, "")
    commit(project.folder)


def test_an_english_page_with_every_block_reviewed_says_so(project: SmallProject) -> None:
    english_review(project)
    project.build("en")
    assert (
        "A health professional checked this page on"
        in project.html("en").select_one(".provenance").text
    )
    assert project.html("en").select_one(".checked-by bdi").text == "A; B (doctor)"
    assert "reviews" not in run_multilingual(project.folder, "check").stdout


def test_a_draft_of_english_that_is_checked_does_not_say_that_ai_wrote_it(
    project: SmallProject,
) -> None:
    project.translate("es", "index", PAGE, "X-Provenance: machine draft (AI), 2026-11\\n")
    assert "wrote this page" in notice(project)
    english_review(project)
    assert "A computer (AI) translated this page from English." in notice(project)


def test_an_english_page_with_one_block_more_claims_no_review(project: SmallProject) -> None:
    english_review(project)
    project.build("en")
    with (project.folder / "source" / "index.rst").open("a", encoding="utf-8") as page:
        page.write("\nThis is new.\n")
    project.build("en")
    assert "professional" not in project.html("en").select_one(".provenance").text


def test_the_check_refuses_an_english_review_by_somebody_not_listed(project: SmallProject) -> None:
    english_review(project)
    project.write("reviewers.toml", "")
    assert "source/reviews.toml:4: reviews:" in run_multilingual(project.folder, "check").stdout


def test_no_page_of_a_site_without_a_register_claims_a_review(project: SmallProject) -> None:
    project.translate("es", "index", PAGE, "X-Provenance: reviewed by a doctor\\n")
    project.build()
    for path in (project.folder / "build" / "html").rglob("*.html"):
        text = path.read_text("utf-8")
        assert [one for one in CLAIMS if one.partition("%")[0] in text] == [], path


# The pages above the languages ------------------------------------------------------------


def above(project: SmallProject, tag: str) -> str:
    project.build()
    line = project.html("").select_one(f"footer [lang={tag}]")
    return " ".join(line.text.split())


def test_the_choice_of_a_language_says_who_checked_its_pages(project: SmallProject) -> None:
    english_review(project)
    assert above(project, "en") == LINES[MEDICAL_ENGLISH]


def test_a_review_of_the_home_page_is_claimed_for_no_other(project: SmallProject) -> None:
    home = project.folder / "source" / "index.rst"
    home.write_text(f"{home.read_text('utf-8')}\n.. toctree::\n\n   about\n", "utf-8")
    project.write("source/about.rst", "About\n=====\n\nThis is new.\n")
    english_review(project)
    assert above(project, "en") == LINES[MACHINE_ENGLISH]
    missing = parse(project.folder / "build" / "html" / "404.html")
    assert LINES[MEDICAL_ENGLISH] not in missing.text


def test_who_made_all_pages_is_said_in_english_where_no_other_words_count(
    project: SmallProject,
) -> None:
    project.translate("es", "index", PAGE, "X-Provenance: machine draft (AI), 2026-11\\n")
    assert above(project, "es") == LINES[MACHINE_BOTH]
    assert project.html("").select_one("footer [lang=es] [lang=en]")


@pytest.mark.parametrize(
    ("states", "least"),
    [
        ([FULL, BY_TRANSLATOR], BY_TRANSLATOR),
        ([UNKNOWN, FULL], UNKNOWN),
        ([READ, MACHINE_BOTH], MACHINE_BOTH),
        ([UNKNOWN, READ_DRAFT], MACHINE_TRANSLATION),
        ([READ, READ_DRAFT], READ_DRAFT),
        ([], ""),
    ],
)
def test_of_all_pages_no_more_is_said_than_of_each(states: list[str], least: str) -> None:
    pages = {f"page{number}": {STATE: state} for number, state in enumerate(states)}
    assert state_of_all(SimpleNamespace(metadata=pages | {"bare": {}})) == least


# What search engines are told -------------------------------------------------------------


def structured(project: SmallProject, page: str = "index") -> dict[str, object]:
    project.build("es")
    told = project.html("es", page).select_one("script[type='application/ld+json']").text
    return dict(json.loads(told))


CHECKED = {
    **PAGE,
    "Is it catching?": "¿Se contagia?",
    "No. You cannot catch it.": "No. No se contagia.",
    "You can live together.": "Pueden vivir juntos.",
}


@pytest.mark.parametrize("page", ["index", "q/is-it-catching"])
def test_search_engines_are_told_of_a_review_that_stands(project: SmallProject, page: str) -> None:
    project.translate("es", "index", CHECKED)
    project.write("reviewers.toml", LISTED.replace("translator", "medical"))
    reviewed(project, CHECKED, Review("Somebody", "medical", Kind.MEDICAL, FIRST))
    about = structured(project, page)
    person = {"@type": "Person", "name": "Somebody", "jobTitle": "medical"}
    assert (about["reviewedBy"], about["lastReviewed"]) == ([person], "2026-01-05")


def test_to_search_engines_a_translator_is_no_reviewer_of_what_is_medical(
    project: SmallProject,
) -> None:
    project.translate("es", "index", CHECKED)
    project.write("reviewers.toml", LISTED)
    reviewed(project, CHECKED)
    assert "reviewedBy" not in structured(project, "index")


@pytest.mark.parametrize("page", ["index", "q/is-it-catching"])
def test_search_engines_are_told_of_no_review_of_a_part(project: SmallProject, page: str) -> None:
    project.translate("es", "index", {**CHECKED, "You can live together.": "Vivan juntos."})
    project.write("reviewers.toml", LISTED)
    reviewed(project, CHECKED)
    assert not {"reviewedBy", "lastReviewed"} & structured(project, page).keys()


def test_search_engines_are_told_of_no_review_by_a_speaker(project: SmallProject) -> None:
    project.translate("es", "index", CHECKED)
    project.write("reviewers.toml", LISTED.replace('kind = "translator"', 'kind = "speaker"'))
    reviewed(project, CHECKED)
    assert not {"reviewedBy", "lastReviewed"} & structured(project).keys()


MACHINE = "https://schema.org/TrainedAlgorithmicMediaDigitalSource"
PEOPLE = "https://schema.org/DigitalCreationDigitalSource"


def test_to_search_engines_a_checked_draft_was_made_by_a_machine_all_the_same(
    project: SmallProject,
) -> None:
    drafted = "X-Provenance: machine draft (AI), 2026-11\\n"
    project.write("conf.py", f"{CONF}\nmultilingual_source_type = {PEOPLE!r}\n")
    project.translate("es", "index", CHECKED, drafted)
    project.write("reviewers.toml", LISTED)
    reviewed(project, CHECKED)
    assert structured(project)["digitalSourceType"] == MACHINE


@pytest.mark.parametrize(("given", "told"), [(PEOPLE, PEOPLE), ("", None)])
def test_search_engines_are_told_who_wrote_the_english_as_the_site_says(
    project: SmallProject, given: str, told: str | None
) -> None:
    project.write("conf.py", f"{CONF}\nmultilingual_source_type = {given!r}\n")
    project.translate("es", "index", PAGE)
    assert structured(project).get("digitalSourceType") == told
