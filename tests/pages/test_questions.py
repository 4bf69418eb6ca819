"""A section with a label and a short answer is a question."""

from conftest import CONF, QUESTION, SmallProject


def test_a_question_has_its_label_as_its_only_anchor(project: SmallProject) -> None:
    project.build("en")
    assert project.html("en").find(id="is-it-catching").name == "section"
    assert project.html("en").find(id="is-it-catching-question") is None


def test_a_question_list_links_to_the_questions_of_its_page(project: SmallProject) -> None:
    project.write("source/index.rst", f"Home\n====\n\n.. question-list::\n{QUESTION}")
    project.build("en")
    assert project.html("en").select_one(".question-list a")["href"] == "#is-it-catching"


def test_a_question_list_is_a_fold_in_which_the_list_alone_is_a_region_with_a_name(
    project: SmallProject,
) -> None:
    project.write("source/index.rst", f"Home\n====\n\nHello.\n\n.. question-list::\n{QUESTION}")
    project.build("en")
    fold = project.html("en").select_one(".question-list > details")
    assert fold.summary.text == "Questions on this page 1"
    assert fold.nav["aria-label"] == "Questions on this page"
    assert [part.name for part in fold.nav.find_all(recursive=False)] == ["ul"]


def test_what_opens_a_page_is_folded_with_its_questions(project: SmallProject) -> None:
    project.write("source/index.rst", f"Home\n====\n\nHello.\n\n.. question-list::\n{QUESTION}")
    project.build("en")
    assert project.html("en").select_one(".question-list details > p").text == "Hello."


def test_on_the_help_page_the_first_answer_goes_before_all_else(project: SmallProject) -> None:
    project.write("source/index.rst", f"Home\n====\n\nHello.\n\n.. question-list::\n{QUESTION}")
    project.write("conf.py", f'{CONF}multilingual_help_page = "index"\n')
    project.build("en")
    shown = project.html("en").select_one("article > section").find_all(recursive=False)
    assert [part.name for part in shown] == ["h1", "div", "section", "div", "div"]
    assert shown[3].text.strip() == "Hello."


HOME = "Home\n====\n\n.. asked-first:: is-it-catching\n\n.. short-answers::\n"
MORE = f"More\n====\n\n.. meta::\n   :description: What more there is.\n{QUESTION}"


def write_home(project: SmallProject) -> None:
    project.write("source/index.rst", f"{HOME}\n.. toctree::\n\n   more\n")
    project.write("source/more.rst", MORE)


def test_a_question_added_to_a_page_appears_on_the_home_page(project: SmallProject) -> None:
    write_home(project)
    project.build("en")
    card = project.html("en").select_one(".card")
    assert [link["href"] for link in card.select("a:not(.headerlink)")] == [
        "more.html",
        "more.html#is-it-catching",
    ]


def test_a_card_has_the_line_that_describes_its_page(project: SmallProject) -> None:
    write_home(project)
    project.build("en")
    assert project.html("en").select_one(".card > p").text == "What more there is."


def test_what_people_ask_first_opens_to_the_short_answer(project: SmallProject) -> None:
    write_home(project)
    project.build("en")
    question = project.html("en").select_one("details.question")
    assert question.has_attr("open")
    assert question.summary.text == "Is it catching?"
    assert question.select_one(".answer p").text == "No. You cannot catch it."
    assert question.select_one(".read-more a")["href"] == "more.html#is-it-catching"


def test_an_unknown_question_among_the_first_stops_the_build(project: SmallProject) -> None:
    project.write("source/index.rst", "Home\n====\n\n.. asked-first:: nothing\n")
    fault = "source/index.rst:4: no question has the label 'nothing'."
    assert fault in project.build("en").stderr


def test_the_home_page_is_in_the_language_of_the_reader(project: SmallProject) -> None:
    write_home(project)
    words = {"Is it catching?": "¿Se contagia?", "What more there is.": "Lo demás."}
    project.translate("es", "more", words)
    project.build("es")
    page = project.html("es")
    assert page.select_one("details.question").summary.text == "¿Se contagia?"
    assert page.select_one(".card .fold a").text == "¿Se contagia?"
    assert page.select_one(".card > p").text == "Lo demás."


def test_a_line_that_is_not_translated_is_marked_as_english(project: SmallProject) -> None:
    write_home(project)
    project.translate("es", "more", {"Is it catching?": "¿Se contagia?"})
    project.build("es")
    assert project.html("es").select_one(".card > p")["lang"] == "en"


def test_what_opens_a_page_describes_it(project: SmallProject) -> None:
    opened = f"Home\n====\n\nHello, all.\n\n.. question-list::\n{QUESTION}"
    project.write("source/index.rst", opened)
    project.build("en")
    description = project.html("en").select_one("meta[name=description]")
    assert description["content"] == "Hello, all."


def test_a_page_has_one_description(project: SmallProject) -> None:
    write_home(project)
    project.build("en")
    (description,) = project.html("en", "more").select("meta[name=description]")
    assert description["content"] == "What more there is."


def test_sources_are_folded(project: SmallProject) -> None:
    project.write("source/index.rst", f"Home\n====\n{QUESTION}\n.. sources:: nhs\n")
    project.build("en")
    assert project.html("en").select_one(".sources details > summary").text == (
        "Sources (in English) 1"
    )


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
