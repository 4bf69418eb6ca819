"""How urgent a safety text is: a word, a sign and a colour before it."""

import runpy
from itertools import product

import pytest
from conftest import CONF, QUESTION, ROOT, SmallProject

WORDS = {"": "Emergency", "now": "Now, day or night", "today": "Today", "soon": "Soon"}
SCHEMES = ("light", "dark")
URGENCIES = ("safety", "now", "today", "soon")


def block(urgency: str, text: str = "Call for help.") -> str:
    option = f"   :class: {urgency}\n" if urgency else ""
    return f"\n.. safety::\n{option}\n   {text}\n"


def write_answer(project: SmallProject, urgency: str, words: str, after: str = "") -> None:
    """Write a question whose short answer is a safety text."""
    short = block(urgency, f".. short-answer::\n\n      {words}")
    answer = QUESTION.replace("\n.. short-answer::\n\n   No. You cannot catch it.\n", short)
    project.write("source/index.rst", f"Home\n====\n{answer}{after}")


def faults(project: SmallProject, urgency: str, words: str) -> str:
    write_answer(project, urgency, words)
    return project.build("en").stderr


@pytest.mark.parametrize("urgency", WORDS)
def test_a_word_says_how_urgent_it_is(project: SmallProject, urgency: str) -> None:
    project.write("source/index.rst", f"Home\n====\n{block(urgency)}")
    project.build("en")
    shown = project.html("en").select_one(".safety")
    assert shown["class"] == ["safety", urgency] if urgency else ["safety"]
    assert shown.p.text == WORDS[urgency]


def test_the_word_is_in_the_language_of_the_reader(project: SmallProject) -> None:
    project.write("source/index.rst", f"Home\n====\n{block('now')}")
    project.translate("es", "sphinx", {"Now, day or night": "Ahora, de día o de noche"})
    project.build("es")
    assert project.html("es").select_one(".safety.now p").text == "Ahora, de día o de noche"


def test_a_warning_among_paragraphs_has_no_word(project: SmallProject) -> None:
    project.write("source/index.rst", f"Home\n====\n{block('plain')}")
    project.build("en")
    assert project.html("en").select_one(".safety").p.text == "Call for help."


def test_a_short_answer_and_what_follows_have_one_word(project: SmallProject) -> None:
    signs = block("today", "These are the signs.")
    write_answer(project, "today", "Call the same day.")
    page = project.folder / "source" / "index.rst"
    page.write_text(page.read_text().replace("\nYou can live", f"{signs}\nYou can live"))
    project.build("en")
    titles = project.html("en").select(".safety-title")
    assert [title.text for title in titles] == ["Today"]


def test_another_urgency_that_follows_has_a_word_of_its_own(project: SmallProject) -> None:
    signs = block("", "These are the signs.")
    write_answer(project, "today", "Call the same day.")
    page = project.folder / "source" / "index.rst"
    page.write_text(page.read_text().replace("\nYou can live", f"{signs}\nYou can live"))
    project.build("en")
    titles = project.html("en").select(".safety-title")
    assert [title.text for title in titles] == ["Today", "Emergency"]


def test_a_row_of_texts_of_one_urgency_is_one_box(project: SmallProject) -> None:
    row = block("now", "One.") + block("now", "Two.") + block("now", "Three.")
    project.write("source/index.rst", f"Home\n====\n{row}")
    project.build("en")
    page = project.html("en")
    assert len(page.select(".safety-title")) == 1
    assert [sorted(one["class"])[:2] for one in page.select(".safety")] == [
        ["joins", "now"],
        ["joined", "joins"],
        ["joined", "now"],
    ]


def test_a_note_for_translators_parts_no_box(project: SmallProject) -> None:
    row = block("now", "One.") + "\n.. tr: Keep it short.\n" + block("now", "Two.")
    project.write("source/index.rst", f"Home\n====\n{row}")
    project.build("en")
    assert len(project.html("en").select(".safety-title")) == 1


@pytest.mark.parametrize("urgency", ["tomorrow", "now today", "emergency"])
def test_an_unknown_class_stops_the_build(project: SmallProject, urgency: str) -> None:
    project.write("source/index.rst", f"Home\n====\n{block(urgency)}")
    fault = f"source/index.rst:4: {urgency!r} is no class of a safety text."
    assert fault in project.build("en").stderr


def test_two_urgencies_in_a_short_answer_stop_the_build(project: SmallProject) -> None:
    fault = "source/index.rst:9: this short answer has two urgencies (emergency and today)."
    assert fault in faults(project, "", "Call the emergency number, or a doctor the same day.")


def test_another_urgency_than_that_of_the_class_stops_the_build(project: SmallProject) -> None:
    fault = "source/index.rst:9: this short answer says 'day or night', and its class means today."
    assert fault in faults(project, "today", "Call a doctor now, by day or night.")


@pytest.mark.parametrize(
    ("urgency", "words"),
    [
        ("", "Call the emergency number now."),
        ("now", "Call a doctor now, by day or night."),
        ("today", "Call your team the same day."),
        ("soon", "Tell your team soon."),
        ("today", "Call the same day, as soon as you know."),
        ("", "Never stop this medicine suddenly."),
    ],
)
def test_words_and_class_can_say_the_same(project: SmallProject, urgency: str, words: str) -> None:
    assert faults(project, urgency, words) == ""


def test_a_safety_text_in_another_stops_the_build(project: SmallProject) -> None:
    inner = ".. safety::\n      :class: now\n\n      Call."
    project.write("source/index.rst", f"Home\n====\n{block('', inner)}")
    assert "source/index.rst:4: a safety text stands in another" in project.build("en").stderr


REPEAT = "Home\n====\n\n.. repeat:: is-it-catching whom-to-call\n"
NUMBERS = QUESTION.replace("is-it-catching", "whom-to-call").replace("Is it catching", "Whom")


def repeat_emergency(project: SmallProject) -> None:
    """Write a page that repeats the short answer of an emergency."""
    write_answer(project, "", "Call the emergency number now.", NUMBERS)
    page = project.folder / "source" / "index.rst"
    page.write_text(page.read_text("utf-8").replace("Home\n====\n", REPEAT, 1), "utf-8")


def test_a_bar_leads_to_all_signs_and_to_the_numbers(project: SmallProject) -> None:
    repeat_emergency(project)
    project.build("en")
    links = project.html("en").select(".help-links a")
    assert [(link.text, link["href"]) for link in links] == [
        ("Get help now", "#is-it-catching"),
        ("Emergency numbers", "#whom-to-call"),
    ]


def test_a_bar_is_a_region_with_a_name(project: SmallProject) -> None:
    repeat_emergency(project)
    project.build("en")
    bar = project.html("en").select_one(".help")
    assert (bar["role"], bar["aria-label"]) == ("region", "Get help now")


def test_a_bar_opens_from_the_words_of_the_answer(project: SmallProject) -> None:
    repeat_emergency(project)
    project.build("en")
    fold = project.html("en").select_one(".help details")
    assert fold.summary.text == "Call the emergency number now."
    assert [link["href"] for link in fold.select("a")] == ["#is-it-catching", "#whom-to-call"]


def test_a_bar_has_the_english_below_what_is_translated(project: SmallProject) -> None:
    repeat_emergency(project)
    words = "Llame ya al número de emergencias."
    project.translate("es", "index", {"Call the emergency number now.": words})
    project.build("es")
    fold = project.html("es").select_one(".help details")
    assert fold.summary.text == words
    assert fold.select_one("p[lang=en]").text == "Call the emergency number now."


def test_the_page_of_all_signs_has_no_bar_and_the_numbers_beside_the_first(
    project: SmallProject,
) -> None:
    repeat_emergency(project)
    project.write("conf.py", f'{CONF}multilingual_help_page = "index"\n')
    project.build("en")
    page = project.html("en")
    assert page.select(".help") == []
    assert page.select_one(".safety-title a")["href"] == "#whom-to-call"


@pytest.mark.parametrize("urgency", ["now", "today", "soon", "plain"])
def test_what_is_no_emergency_is_repeated_without_its_signs(
    project: SmallProject, urgency: str
) -> None:
    write_answer(project, urgency, "Ask your team.")
    page = project.folder / "source" / "index.rst"
    repeat = "Home\n====\n\n.. repeat:: is-it-catching\n"
    page.write_text(page.read_text("utf-8").replace("Home\n====\n", repeat, 1), "utf-8")
    project.build("en")
    shown = project.html("en").select_one(".repeated")
    assert shown.p.text == "Is it catching?"
    assert "safety" not in shown["class"]
    assert "Get help now" not in shown.text


# Colours ----------------------------------------------------------------------------------


def colours(scheme: str) -> dict[str, str]:
    options = runpy.run_path(str(ROOT / "conf.py"))["html_theme_options"]
    return options[f"{scheme}_css_variables"]


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted(map(luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("scheme", "urgency"), [*product(SCHEMES, URGENCIES)])
def test_the_colours_of_an_urgency_can_be_read(scheme: str, urgency: str) -> None:
    known = colours(scheme)
    ground = known[f"color-{urgency}"]
    for words in (
        f"color-{urgency}-title",
        "color-foreground-primary",
        "color-foreground-secondary",
    ):
        assert contrast(known[words], ground) >= 4.5, words
    assert contrast(known["color-link"], ground) >= 4.5
    assert contrast(known[f"color-{urgency}-border"], known["color-background-primary"]) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_two_urgencies_have_one_colour(scheme: str) -> None:
    known = colours(scheme)
    assert len({known[f"color-{urgency}-border"] for urgency in URGENCIES}) == len(URGENCIES)
