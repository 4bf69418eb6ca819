"""A section with a label and a short answer is a question."""

from conftest import QUESTION, SmallProject


def test_a_question_has_its_label_as_its_only_anchor(project: SmallProject) -> None:
    project.build("en")
    assert project.html("en").find(id="is-it-catching").name == "section"
    assert project.html("en").find(id="is-it-catching-question") is None


def test_a_question_list_links_to_the_questions_of_its_page(project: SmallProject) -> None:
    project.write("source/index.rst", f"Home\n====\n\n.. question-list::\n{QUESTION}")
    project.build("en")
    assert project.html("en").select_one(".question-list a")["href"] == "#is-it-catching"


def test_a_question_added_to_a_page_appears_on_the_home_page(project: SmallProject) -> None:
    project.write(
        "source/index.rst", "Home\n====\n\n.. short-answers::\n\n.. toctree::\n\n   more\n"
    )
    project.write("source/more.rst", f"More\n====\n{QUESTION}")
    project.build("en")
    details = project.html("en").select_one("details.question")
    assert details.summary.text == "Is it catching?"
    assert details.select_one(".answer p").text == "No. You cannot catch it."
    assert details.select_one(".read-more a")["href"] == "more.html#is-it-catching"


def test_the_home_page_lists_questions_in_the_language_of_the_reader(project: SmallProject) -> None:
    project.write(
        "source/index.rst", "Home\n====\n\n.. short-answers::\n\n.. toctree::\n\n   more\n"
    )
    project.write("source/more.rst", f"More\n====\n{QUESTION}")
    project.translate("es", "more", {"Is it catching?": "¿Se contagia?"})
    project.build("es")
    assert project.html("es").select_one("details.question").summary.text == "¿Se contagia?"


def test_a_question_without_a_label_stops_the_build(project: SmallProject) -> None:
    project.write("source/index.rst", "Home\n====\n" + QUESTION.replace(".. _is-it-catching:", ""))
    assert "source/index.rst:7: this question has no label." in project.build("en").stderr


def test_a_labelled_section_without_a_short_answer_stops_the_build(project: SmallProject) -> None:
    project.write("source/index.rst", "Home\n====\n\n.. _why:\n\nWhy?\n----\n\nBecause.\n")
    assert "source/index.rst:7: the question 'why' has no short answer." in (
        project.build("en").stderr
    )


def test_a_short_answer_over_forty_words_stops_the_build(project: SmallProject) -> None:
    long = QUESTION.replace("No. You cannot catch it.", "word " * 41)
    project.write("source/index.rst", "Home\n====\n" + long)
    assert "source/index.rst:9: this short answer has 41 words." in project.build("en").stderr


def test_a_missing_source_stops_the_build(project: SmallProject) -> None:
    project.write("source/index.rst", f"Home\n====\n{QUESTION}\n.. sources:: nhs nobody\n")
    assert "source/index.rst:15: the source 'nobody' is not in source/references.bib." in (
        project.build("en").stderr
    )


def test_every_fault_is_shown_at_once(project: SmallProject) -> None:
    project.write(
        "source/index.rst", "Home\n====\n\n.. _why:\n\nWhy?\n----\n\n.. sources:: nobody\n"
    )
    errors = project.build("en").stderr
    assert "no short answer" in errors
    assert "'nobody'" in errors


def test_plain_sphinx_stops_at_a_fault_too(project: SmallProject) -> None:
    project.write("source/index.rst", "Home\n====\n" + QUESTION.replace(".. _is-it-catching:", ""))
    assert project.sphinx("en").returncode != 0


def test_sources_are_marked_as_english(project: SmallProject) -> None:
    project.write("source/index.rst", f"Home\n====\n{QUESTION}\n.. sources:: nhs\n")
    (project.folder / "locale" / "ar").mkdir()
    project.build("ar")
    item = project.html("ar").select_one(".sources li")
    assert (item["lang"], item["dir"]) == ("en", "ltr")
    assert item.a["href"] == "https://nhs.uk"
