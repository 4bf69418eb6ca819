"""Words in a picture have four short lines."""

from small_catalogs import catalog_of, message

from multilingual.checks.completeness import length
from multilingual.text.picture_words import WIDEST, ems


def test_two_letters_are_as_wide_as_one_sign_of_chinese() -> None:
    assert ems("面部下垂") == ems("droop is")


def test_marks_above_letters_take_no_place() -> None:
    assert ems("कि") == ems("क")


def test_four_lines_on_a_phone_hold_a_short_sentence() -> None:
    assert ems("The face droops on one side") < WIDEST


def test_words_too_long_for_their_picture_are_found() -> None:
    about = "page / signs / words in a picture"
    short = message("The face droops", "La cara se cae " * 6, about=about)
    found = [finding.message for finding in length(catalog_of("es", short))]
    assert found[0].startswith("This stands in a picture and is too long for its place.")


def test_how_many_letters_fit_depends_on_how_wide_they_are() -> None:
    about = "page / signs / words in a picture"
    long = {"es": "La cara se cae " * 8, "zh_CN": "脸的一侧下垂" * 20}
    told = {
        code: next(length(catalog_of(code, message("The face droops", text, about=about)))).message
        for code, text in long.items()
    }
    assert f"to {2 * WIDEST} letters" in told["es"]
    assert f"to {WIDEST} letters" in told["zh_CN"]
