"""``.. read-next::`` leads from an answer to the questions that people ask next."""

import pytest
from conftest import SmallProject, run_multilingual

LABELS = ("is-it-catching", "what-is-it", "who-gets-it", "is-it-new")


def question(label: str, end: str = "") -> str:
    title = label.replace("-", " ").capitalize() + "?"
    return (
        f"\n.. _{label}:\n\n{title}\n{'-' * len(title)}\n\n.. short-answer::\n\n"
        f"   Short for {label}.\n\nMore text.\n\n{end}\n"
    )


def write_questions(project: SmallProject, end: str, others: str = "") -> None:
    """Write a page whose first question has ``end``, and another one with three questions."""
    project.write("source/index.rst", f"Home\n====\n{question(LABELS[0], end)}")
    project.write(
        "source/more.rst",
        ":orphan:\n\nMore\n====\n" + "".join(question(label, others) for label in LABELS[1:]),
    )


def errors(project: SmallProject, end: str, others: str = "") -> str:
    write_questions(project, end, others)
    return project.build("en").stderr


def test_the_titles_of_other_questions_are_links(project: SmallProject) -> None:
    write_questions(project, ".. read-next:: what-is-it who-gets-it")
    project.build("en")
    links = project.html("en").select(".read-next li a")
    assert [link.text for link in links] == ["What is it?", "Who gets it?"]
    assert links[0]["href"] == "more.html#what-is-it"
    assert project.html("en").select_one(".read-next-title").text == "Read next"


def test_titles_are_in_the_language_of_the_reader(project: SmallProject) -> None:
    write_questions(project, ".. read-next:: what-is-it who-gets-it")
    project.translate("es", "more", {"What is it?": "¿Qué es?"})
    project.build("es")
    translated, english = project.html("es").select(".read-next li a")
    assert translated.text == "¿Qué es?"
    assert english.select_one("[lang=en]").text == "Who gets it?"


def test_a_title_that_changes_is_shown_where_it_is_read_next(project: SmallProject) -> None:
    write_questions(project, ".. read-next:: what-is-it who-gets-it")
    project.build("en")
    more = project.folder / "source" / "more.rst"
    more.write_text(
        more.read_text().replace("What is it?\n-----------", "What is this?\n-------------")
    )
    project.build("en")
    assert project.html("en").select_one(".read-next a").text == "What is this?"


def test_it_has_no_message(project: SmallProject) -> None:
    write_questions(project, ".. read-next:: what-is-it who-gets-it")
    run_multilingual(project.folder, "extract")
    template = project.folder / "build" / "gettext" / "index.pot"
    assert 'msgid "More text."' in template.read_text("utf-8")
    assert "what-is-it" not in template.read_text("utf-8")


@pytest.mark.parametrize(
    ("labels", "fault"),
    [
        ("what-is-it", "read-next has 1 label. Name 2 or 3 questions."),
        ("what-is-it who-gets-it is-it-new no-4", "read-next has 4 labels. Name 2 or 3 questions."),
        ("what-is-it what-is-it", "read-next has 'what-is-it' twice. Name another question."),
        ("what-is-it is-it-catching", "read-next leads to 'is-it-catching', its own question."),
        ("what-is-it who-are-you", "no question has the label 'who-are-you'."),
    ],
)
def test_a_wrong_label_stops_the_build(project: SmallProject, labels: str, fault: str) -> None:
    assert f"source/index.rst:15: {fault}" in errors(project, f".. read-next:: {labels}")


def test_it_stands_directly_before_the_sources(project: SmallProject) -> None:
    end = ".. read-next:: what-is-it who-gets-it\n\nA word.\n\n.. sources:: nhs"
    fault = "source/index.rst:15: read-next does not stand directly before the sources."
    assert fault in errors(project, end)


def test_it_cannot_stand_behind_the_sources(project: SmallProject) -> None:
    end = ".. sources:: nhs\n\n.. read-next:: what-is-it who-gets-it"
    fault = "source/index.rst:17: read-next does not stand directly before the sources."
    assert fault in errors(project, end)


def test_it_cannot_stand_outside_a_question(project: SmallProject) -> None:
    project.write("source/index.rst", "Home\n====\n\n.. read-next:: a b\n")
    fault = "source/index.rst:4: read-next stands in no question."
    assert fault in project.build("en").stderr


def test_each_question_beside_sources_needs_it_once_a_site_has_it(project: SmallProject) -> None:
    end = ".. read-next:: what-is-it who-gets-it\n\n.. sources:: nhs"
    fault = "source/more.rst:9: the question 'what-is-it' has no read-next."
    assert fault in errors(project, end, others=".. sources:: nhs")


def test_a_question_on_a_page_without_sources_needs_none(project: SmallProject) -> None:
    end = ".. read-next:: what-is-it who-gets-it\n\n.. sources:: nhs"
    assert errors(project, end) == ""


def test_a_site_can_do_without(project: SmallProject) -> None:
    assert errors(project, ".. sources:: nhs") == ""
