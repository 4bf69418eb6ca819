"""The same page in every language, and English where there is none."""

from multilingual.languages import describe
from multilingual.pages.chrome.switcher import Choice, Lacking, choices

ENGLISH, ARABIC = describe("en"), describe("ar")


def found(page: str, lacking: list[str]) -> list[Choice]:
    missing = {"ar": Lacking(pages=lacking, note="بالإنجليزية فقط")}
    return list(choices(page, ENGLISH, [ENGLISH, ARABIC], missing))


def test_the_switcher_leads_to_the_same_page() -> None:
    assert found("about", [])[1].address == "../ar/about.html"


def test_the_current_language_leads_to_the_page_itself() -> None:
    assert found("about", [])[0].address == "about.html"


def test_a_page_that_is_missing_in_a_language_leads_to_the_english_page() -> None:
    assert found("about", ["about"])[1].address == "about.html"


def test_a_missing_page_is_noted_in_the_language_of_the_reader() -> None:
    assert found("about", ["about"])[1].note == "بالإنجليزية فقط"
