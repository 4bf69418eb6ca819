"""A picture has drawings without words, and words that are translated like any other text."""

import pytest
from conftest import SmallProject

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">\n  <path d="M0 0h9"/>\n</svg>\n'
)
PICTURE = """Home
====

.. picture:: stroke

   Signs of a stroke.

   * The face droops
   * An arm is weak
"""


@pytest.fixture
def drawn(project: SmallProject) -> SmallProject:
    for number in "12":
        project.write(f"source/pictures/stroke/{number}.svg", DRAWING)
    project.write("source/index.rst", PICTURE)
    return project


def test_each_item_stands_below_its_drawing(drawn: SmallProject) -> None:
    drawn.build("en")
    panels = drawn.html("en").select("figure.picture .panel")
    assert [panel.svg is not None for panel in panels] == [True, True]
    assert [panel.p.text for panel in panels] == ["The face droops", "An arm is weak"]


def test_a_drawing_is_passed_over_by_a_reader_of_the_screen(drawn: SmallProject) -> None:
    drawn.build("en")
    assert {one["aria-hidden"] for one in drawn.html("en").select("figure svg")} == {"true"}


def test_the_words_of_a_picture_are_translated(drawn: SmallProject) -> None:
    drawn.translate("es", "index", {"The face droops": "La cara cae"})
    drawn.build("es")
    assert drawn.html("es").select_one("figure.picture .panel p").text == "La cara cae"


def test_a_numbered_list_explains_one_drawing(drawn: SmallProject) -> None:
    (drawn.folder / "source/pictures/stroke/2.svg").unlink()
    drawn.write("source/index.rst", PICTURE.replace("   *", "   #."))
    drawn.build("en")
    figure = drawn.html("en").select_one("figure.picture")
    assert len(figure.select("svg")) == 1
    assert len(figure.select(".legend .panel")) == 2


def test_a_changed_drawing_is_shown(drawn: SmallProject) -> None:
    drawn.build("en")
    drawn.write("source/pictures/stroke/1.svg", DRAWING.replace("M0", "M5"))
    drawn.build("en")
    assert drawn.html("en").select_one("figure path")["d"] == "M5 0h9"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (PICTURE.replace("   Signs of a stroke.\n\n", ""), "needs a paragraph that says what"),
        (PICTURE.replace("stroke\n", "other\n"), "has no drawing. Put 1.svg into"),
        (PICTURE + "   * And more\n", "has 2 drawings in source/pictures/stroke for 3 items."),
        (PICTURE.replace("An arm", "An arm " * 20), "has words too long for their place."),
    ],
)
def test_a_faulty_picture_stops_the_build(drawn: SmallProject, wrong: str, told: str) -> None:
    drawn.write("source/index.rst", wrong)
    assert (
        f"source/index.rst:4: the picture '{wrong.split()[4]}' {told}" in drawn.build("en").stderr
    )


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (DRAWING.replace("</svg>", ""), "source/pictures/stroke/1.svg:4: no element found"),
        (DRAWING.replace("path", "script"), "has <script> in source/pictures/stroke/1.svg."),
        (DRAWING.replace("d=", "onclick="), "has the attribute onclick in source/pictures"),
        (DRAWING.replace("d=", "ONCLICK="), "has the attribute ONCLICK in source/pictures"),
        (DRAWING.replace("d=", "style="), "has the attribute style in source/pictures"),
        (DRAWING.replace("d=", 'fill="url(https://x.org)" d='), "has the fill 'url(https://x.org"),
    ],
)
def test_an_unsafe_drawing_stops_the_build(drawn: SmallProject, wrong: str, told: str) -> None:
    drawn.write("source/pictures/stroke/1.svg", wrong)
    assert told in drawn.build("en").stderr


def test_what_html_would_take_for_a_script_is_not_written(drawn: SmallProject) -> None:
    drawing = "<!--> <script>alert(1)</script> -->\n" + DRAWING
    drawn.write("source/pictures/stroke/1.svg", drawing)
    drawn.build("en")
    assert "alert(1)" not in str(drawn.html("en").select_one("figure.picture"))


def test_attributes_on_lines_of_their_own_stay_apart(drawn: SmallProject) -> None:
    drawn.write("source/pictures/stroke/1.svg", DRAWING.replace("<path d", '<path\nclass="a"\nd'))
    drawn.build("en")
    assert drawn.html("en").select_one("figure path")["class"] == ["a"]


def test_the_description_names_the_figure(drawn: SmallProject) -> None:
    drawn.build("en")
    assert drawn.html("en").select_one("figure.picture figcaption").text.strip() == (
        "Signs of a stroke."
    )
