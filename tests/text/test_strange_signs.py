"""What no language writes is refused: unknown signs, foreign marks, pictures that say no."""

from __future__ import annotations

import pytest
from conftest import CODES, ROOT, SmallProject

from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.catalogs.reader import read_catalogs
from multilingual.text.strange_signs import faults_of_signs
from multilingual.text.unsafe_text import faults_of_characters

PAIN = "Chest pain"
UNASSIGNED = "\u0378"
MARKS_OF_OTHERS = (
    *"\u1dd1\u1ab7\ufe20\u0483\u0610\u064b\u1ac1\u1df5\u0e31\u0f71\u1cf4\ua670\u1abe\u302a",
    *"\u0951\U0001bc9d\U000101fd\U00016af0\U0001e130\u2df6\ua69e\u0898\u1ac5\u1cd4\u1ce2",
)
LINES = "\u0305\u0332\u033d\u0353\u033f\u0333\u0347\u035e\u035f\u1cd4"
SAY_NO = (
    "🚫",
    "❌",
    "⛔",
    "✗",
    "✘",
    "⊘",
    "☠",
    "👎",
    "✖️",
    "❎",
    "╳",
    "×",
    "≠",
    "¬",
    "🈲",
    "Ⓧ",
    "~~",
)


def is_refused(english: str, translated: str) -> bool:
    return any(faults_of_characters(english, translated))


def test_a_sign_that_unicode_does_not_have_is_refused() -> None:
    assert is_refused("What is lupus?", f"¿Qué es el lupus{UNASSIGNED}?")


@pytest.mark.parametrize("sign", ["\ue000", "\U000f0000", "\ufdd0"])
def test_a_sign_for_private_use_is_refused(sign: str) -> None:
    assert is_refused("What is lupus?", f"¿Qué es el lupus{sign}?")


def test_readers_get_the_english_for_a_title_with_a_sign_that_unicode_does_not_have(
    project: SmallProject,
) -> None:
    project.translate(
        "es", "index", {"Home": f"Inicio{UNASSIGNED}", "Is it catching?": "¿Se pega?"}
    )
    assert "Unicode has no sign U+0378" in project.build("es").stderr
    assert project.html("es").h1.text.startswith("Home")


@pytest.mark.parametrize("mark", MARKS_OF_OTHERS)
@pytest.mark.parametrize("count", [1, 40])
def test_a_mark_of_another_script_is_refused(mark: str, count: int) -> None:
    assert is_refused(PAIN, f"Dolor{mark * count} en el pecho")


@pytest.mark.parametrize("mark", LINES)
def test_a_line_over_or_through_letters_is_refused(mark: str) -> None:
    assert is_refused(PAIN, "".join(letter + mark for letter in "Dolor"))


@pytest.mark.parametrize(
    "piled",
    [
        "Dolor\u0301\u0300\u0302\u0303",
        "Dolor\u200d\u0301\u200d\u0300\u200d\u0302\u200d\u0303",
        "सीने में दर्द\u0941\u0942\u0943\u0945\u0946\u0947",
        "ألم\u064b\u064c\u064d\u064e\u064f\u0650",
        "दर्\u1cd4द",
        "5\u1cd4 mg",
    ],
)
def test_piled_marks_are_refused(piled: str) -> None:
    assert is_refused(PAIN, piled)


@pytest.mark.parametrize(
    "text",
    [
        "Tiếng Việt: đau ngực dữ dội",
        "Tie\u0302\u0301ng Vie\u0323\u0302t",
        "راجَعَهُ الطَّبِيبُ، اللّٰه",
        "छाती में दर्द: क़ानूनी, ज़्यादा, हूँ",
        "เจ็บหน้าอก น้ำ ที่ กำลัง",
        "བྲང་གཞུང་ན་ཟུག སྒྲ྄ོམ",
        "ရင်ဘတ်အောင့်ခြင်း လျှော့ချ",
        "ʻO ka ʻeha, ṣẹ́gun, s\u0329e\u0301, o\u0358, ɔ\u0301",
        "胸痛、がぎぐ、か\u3099",
        "כְּאֵב בֶּחָזֶה",
        "ї ё́ й",
    ],
)
def test_marks_that_a_script_is_written_with_are_not(text: str) -> None:
    assert [*faults_of_signs(PAIN, text)] == []


@pytest.mark.parametrize("sign", SAY_NO)
@pytest.mark.parametrize("form", ["{} Dolor en el pecho", "Dolor en el pecho {}", "胸痛{}"])
def test_a_sign_that_says_no_is_refused(sign: str, form: str) -> None:
    assert is_refused(PAIN, form.format(sign))


def test_a_picture_that_the_english_has_may_stand() -> None:
    assert not is_refused("⚠️ Chest pain", "⚠️ Dolor en el pecho")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "¿Dolor? «Sí» · 38 °C • 5 × 10 cm",
            "数字№5，38 ℃，5 ㎎，○ 一项",
            "दर्द। ॥ ₹5",
            "ألم؛ ۞ ﷼",
        ),
        *("~5 → 6", "± 5 ≤ 6 ≥ 4", "38 ˚C, ≦ 5 mg ≧ 2 ≲ 3 ≳ 4", "3\u00a0×\u00a02", "Tōkyō™ ©"),
    ],
)
def test_signs_that_texts_are_written_with_are_not(text: str) -> None:
    assert [*faults_of_signs("Pain 5", text)] == []


@pytest.mark.parametrize("code", CODES[1:])
def test_our_catalogs_have_no_such_sign(code: str) -> None:
    catalogs = read_catalogs(LanguageFolder(ROOT / "locale" / code, ROOT))
    texts = [one for catalog in catalogs.values() for one in catalog.translations]
    assert [one for one in texts if any(faults_of_signs(one.english, one.msgstr))] == []


@pytest.mark.parametrize(
    ("sign", "advice"), [("≠", "Write the sign of the English"), ("❌", "Delete it")]
)
def test_a_fault_says_what_to_do_with_a_sign(sign: str, advice: str) -> None:
    (fault,) = faults_of_signs(PAIN, f"Dolor {sign} pecho")
    assert advice in fault


def test_a_variant_of_a_chinese_character_may_stand() -> None:
    assert not is_refused(PAIN, "葛\U000e0100城市の胸痛")


@pytest.mark.parametrize("text", ["Dolor\U000e0100", "葛\U000e0100\U000e0101城市"])
def test_what_chooses_a_variant_is_refused_elsewhere(text: str) -> None:
    assert is_refused(PAIN, text)
