"""Each page says who made it, and claims no review."""

from conftest import SmallProject


def test_a_machine_draft_says_that_it_is_one(project: SmallProject) -> None:
    header = "X-Provenance: machine draft (AI), 2026-11\\n"
    project.translate("es", "index", {"Home": "Inicio"}, header)
    project.build("es")
    assert (
        "A computer (AI) translated this page" in project.html("es").select_one(".provenance").text
    )


def test_a_translation_of_unknown_origin_is_not_called_a_machine_s(project: SmallProject) -> None:
    project.translate("es", "index", {"Home": "Inicio"})
    project.build("es")
    notice = project.html("es").select_one(".provenance").text
    assert "computer" not in notice
    assert "No doctor and no qualified translator has checked this translation." in notice


def test_the_notice_stands_in_the_language_of_the_reader_and_in_english(
    project: SmallProject,
) -> None:
    msgid = "No doctor and no qualified translator has checked this translation."
    project.translate("es", "sphinx", {msgid: "Nadie la ha revisado."})
    project.build("es")
    first, second = project.html("es").select(".provenance p strong")
    assert first.text == "Nadie la ha revisado."
    assert second.find_parent("p")["lang"] == "en"


def test_a_translated_page_links_to_the_english_one(project: SmallProject) -> None:
    project.translate("es", "index", {"Home": "Inicio"})
    project.build()
    assert project.html("es").select_one(".provenance a")["href"] == "../en/index.html"


def test_english_says_that_no_doctor_has_checked_it(project: SmallProject) -> None:
    project.build("en")
    assert "No doctor has checked it yet." in project.html("en").select_one(".provenance").text


def test_the_notice_is_a_note_before_the_first_paragraph(project: SmallProject) -> None:
    project.build("en")
    notice = project.html("en").find(role="note")
    assert notice.find_next_sibling("p").text == "Welcome to the site."


def test_a_notice_without_a_translation_stands_once_and_as_english(project: SmallProject) -> None:
    project.translate("es", "index", {"Home": "Inicio"})
    project.build("es")
    assert [one.get("lang") for one in project.html("es").select(".provenance > p")][:1] == ["en"]
    assert str(project.html("es")).count("No doctor and no qualified translator") == 1
