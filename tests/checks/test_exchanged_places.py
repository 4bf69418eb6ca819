"""A word or figure that stands beside another's partner is found, and another order is none."""

import pytest
from small_catalogs import catalog_of, message

from multilingual.checks.exchanged_and_dropped import exchanged
from multilingual.findings import Finding

DOSES = "Take azathioprine 50 mg, prednisone 10 mg."
DAILY = "Take prednisone once a day and mycophenolate twice a day."
MEALS = "Take it two hours before a meal, never after it."
HELP = "For a fever call the same day, for vomiting call right away."
SAFETY = "page / safety text"


def faults(code: str, english: str, text: str, about: str = "page / paragraph") -> list[Finding]:
    return list(exchanged(catalog_of(code, message(english, text, line=2, about=about))))


@pytest.mark.parametrize(
    ("code", "english", "right", "wrong"),
    [
        (
            "es",
            DOSES,
            "Tome 50 mg de azatioprina y 10 mg de prednisona.",
            "Tome 50 mg de prednisona y 10 mg de azatioprina.",
        ),
        (
            "hi",
            DOSES,
            "एज़ैथियोप्रिन 50 मिग्रा और प्रेडनिसोन 10 मिग्रा लें।",
            "प्रेडनिसोन 50 मिग्रा और एज़ैथियोप्रिन 10 मिग्रा लें।",
        ),
        (
            "zh_CN",
            DAILY,
            "泼尼松每天服一次，吗替麦考酚酯每天服两次。",
            "泼尼松每天服两次，吗替麦考酚酯每天服一次。",
        ),
        (
            "ar",
            DAILY,
            "تناول بريدنيزون مرة في اليوم ومايكوفينولات مرتين في اليوم.",
            "تناول بريدنيزون مرتين في اليوم ومايكوفينولات مرة في اليوم.",
        ),
        (
            "fr",
            MEALS,
            "Prenez-le deux heures avant un repas, jamais après.",
            "Prenez-le deux heures après un repas, jamais avant.",
        ),
        (
            "es",
            HELP,
            "Si tiene fiebre, llame el mismo día; si vomita, llame de inmediato.",
            "Si tiene fiebre, llame de inmediato; si vomita, llame el mismo día.",
        ),
    ],
)
def test_words_that_exchange_their_places_are_found(
    code: str, english: str, right: str, wrong: str
) -> None:
    assert faults(code, english, right) == []
    assert "may have changed places" in faults(code, english, wrong)[0].message


def test_the_order_of_a_list_is_free() -> None:
    text = "Si vomita, llame de inmediato; si tiene fiebre, llame el mismo día."
    assert faults("es", HELP, text) == []


def test_a_not_before_a_list_may_stand_behind_it() -> None:
    english = "Take no more methotrexate, mycophenolate or leflunomide before you call."
    text = "फ़ोन करने से पहले मेथोट्रेक्सेट, माइकोफेनोलेट या लेफ्लुनोमाइड की कोई खुराक न लें।"
    assert faults("hi", english, text) == []


def test_a_not_is_of_its_own_part_of_a_sentence() -> None:
    english = "Take no ibuprofen, but paracetamol is safe."
    right = "आइबुप्रोफेन न लें, लेकिन पैरासिटामोल सुरक्षित है।"
    wrong = "आइबुप्रोफेन सुरक्षित है, लेकिन पैरासिटामोल न लें।"
    assert faults("hi", english, right) == []
    assert "may have changed places" in faults("hi", english, wrong)[0].message


@pytest.mark.parametrize(
    ("about", "severity"), [(SAFETY, "error"), ("page / list item", "warning")]
)
def test_in_a_safety_text_it_is_an_error(about: str, severity: str) -> None:
    wrong = "Tome azatioprina, 10 mg; prednisona, 50 mg."
    assert [fault.severity for fault in faults("es", DOSES, wrong, about)] == [severity]
