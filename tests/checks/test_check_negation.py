"""A translation says not as often as the English, and is as urgent; right ones have no finding."""

import csv
from pathlib import Path

import pytest
from conftest import ROOT
from losses import NEGATIVES, Change, additions, is_repeated, lost_nots, lost_urgency
from small_catalogs import catalog_of, message

from multilingual.catalogs.language_folder import WORDS
from multilingual.checks.exchanged_and_dropped import exchanged
from multilingual.checks.medical_and_critical_words import negation
from multilingual.wordlists.critical_word_count import Count, CriticalWordCounter
from multilingual.wordlists.critical_words import SAYS_NOT, count_in_english, meanings_in

CODES = sorted(NEGATIVES)
MOST_UNSEEN = {"ar": 0.03, "es": 0.045, "fr": 0.032, "hi": 0.055, "zh_CN": 0.085}
"""The share of lost nots that may go unseen; most are of two nots in one text."""
MOST_URGENT_UNSEEN, MOST_ADDED_UNSEEN = 0.05, 0.13
"""Of "newly ill and fast help" one word is lost; "any other fever" is near to a not."""

REWORDED = {
    code: list(csv.reader(path.open(encoding="utf-8")))[1:]
    for code in CODES
    if (path := ROOT / "tests" / "data" / "negation" / f"{code}.csv")
}
"""Right translations in other words than those of the catalogs, by their language."""


def findings(code: str, english: str, text: str) -> list[str]:
    return [one.message for one in negation(catalog_of(code, (english, text)))]


def unseen(changes: list[Change]) -> list[str]:
    return [one.msgstr for one in changes if not one.is_seen and not one.is_repeated]


@pytest.mark.parametrize("code", CODES)
def test_hardly_a_not_can_be_lost_from_the_published_catalogs_unseen(code: str) -> None:
    changes = list(lost_nots(code))
    assert len(changes) > 100
    assert len(unseen(changes)) <= MOST_UNSEEN[code] * len(changes)


@pytest.mark.parametrize("code", CODES)
def test_hardly_an_urgent_word_can_be_lost_from_a_safety_text_unseen(code: str) -> None:
    # Of two in a sentence, as in "call now, because fast help matters", one can be lost.
    changes = [one for one in lost_urgency(code) if one.is_safety]
    assert len(changes) > 30
    assert len(unseen(changes)) <= MOST_URGENT_UNSEEN * len(changes)


@pytest.mark.parametrize("code", CODES)
def test_hardly_a_not_can_be_added_to_a_safety_text_unseen(code: str) -> None:
    # "Ask before you stop" is so near to a not that one more is allowed.
    changes = [one for one in additions(code) if "before" not in one.message.english]
    assert changes
    assert len(unseen(changes)) <= MOST_ADDED_UNSEEN * len(changes)


@pytest.mark.parametrize("code", CODES)
def test_right_translations_in_other_words_have_no_finding(code: str) -> None:
    assert len(REWORDED[code]) > 30
    assert [text for row in REWORDED[code] for text in findings(code, *row)] == []


@pytest.mark.parametrize("code", CODES)
def test_hardly_a_not_can_be_lost_from_other_words_unseen(code: str) -> None:
    cut = [
        (english, text[: found.start()] + text[found.end() :])
        for english, text in REWORDED[code]
        for found in NEGATIVES[code].finditer(text)
        if not is_repeated(code, text, found)
    ]
    assert len(cut) > 20
    assert len([text for english, text in cut if not findings(code, english, text)]) <= 2


def test_a_not_that_is_said_the_other_way_round_is_asked_about() -> None:
    english = "It does not mean that nothing is wrong."
    assert findings("es", english, "No significa que no pase nada.") == []
    assert findings("es", english, "No significa que todo esté bien.") != []


DO_NOT_STOP = "Do not stop or change a lupus medicine without advice."


@pytest.mark.parametrize(
    ("code", "right", "wrong"),
    [
        (
            "es",
            "No deje ni cambie ningún medicamento para el lupus sin consultar.",
            "Deje o cambie medicamentos para el lupus sin consultar.",
        ),
        (
            "es",
            "No deje ni cambie ningún medicamento para el lupus sin consultar.",
            "Deje ni cambie ningún medicamento para el lupus sin consultar.",
        ),
        (
            "fr",
            "Il ne faut ni arrêter ni changer un médicament du lupus sans avis médical.",
            "Il faut arrêter ou changer un médicament du lupus sans avis médical.",
        ),
        (
            "hi",
            "बिना सलाह के ल्यूपस की कोई दवा न तो बंद करें और न ही बदलें।",
            "बिना सलाह के ल्यूपस की कोई दवा बंद करें और न ही बदलें।",
        ),
        (
            "ar",
            "لا توقف أي دواء للذئبة ولا تغيّره من دون استشارة.",
            "أوقف أي دواء للذئبة أو غيّره من دون استشارة.",
        ),
        ("zh_CN", "未经咨询，不要停用或更换狼疮药物。", "未经咨询，请停用或更换狼疮药物。"),
    ],
)
def test_a_without_makes_up_for_no_lost_not(code: str, right: str, wrong: str) -> None:
    assert findings(code, DO_NOT_STOP, right) == []
    assert findings(code, DO_NOT_STOP, wrong) != []


@pytest.mark.parametrize("code", CODES)
def test_the_answer_no_cannot_be_left_out_before_a_not(code: str) -> None:
    english = "No. You cannot catch lupus. It does not spread."
    texts = {
        "es": "El lupus no se contagia. No se transmite.",
        "fr": "Le lupus ne s’attrape pas. Il ne se transmet pas.",
        "ar": "لا يمكن أن تنتقل إليك الذئبة. فهي لا تنتشر.",
        "hi": "आपको ल्यूपस नहीं लग सकता। यह नहीं फैलता।",
        "zh_CN": "您不会从别人那里染上狼疮。狼疮不会传播。",
    }
    assert findings(code, english, texts[code]) != []


def test_half_of_a_french_not_is_found() -> None:
    english = "Do not take this medicine."
    assert findings("fr", english, "Ne prenez pas ce médicament.") == []
    assert findings("fr", english, "Ne prenez ce médicament.") != []
    assert findings("fr", english, "Prenez pas ce médicament.") != []


def test_a_french_only_is_no_not() -> None:
    english = "Take only one tablet."
    assert findings("fr", english, "Ne prenez qu’un comprimé.") == []
    assert findings("fr", english, "Prenez un comprimé.") != []


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("es", "Es solo un sarpullido."),
        ("fr", "C’est seulement une éruption."),
        ("fr", "Ce n’est seulement une éruption."),
        ("ar", "إنه طفح جلدي فقط."),
        ("hi", "यह केवल चकत्ता है।"),
        ("zh_CN", "这只是皮疹。"),
    ],
)
def test_a_not_only_that_became_an_only_is_found(code: str, wrong: str) -> None:
    assert findings(code, "It is not only a rash.", wrong) != []


def test_a_french_at_most_that_is_said_with_a_not_is_none() -> None:
    english = "Take no more than two tablets a day."
    assert findings("fr", english, "Ne prenez pas plus de deux comprimés par jour.") == []
    both = "Do not drink, and take no more than two."
    assert findings("fr", both, "Ne buvez pas, et n’en prenez pas plus de deux.") == []
    assert findings("fr", both, "Buvez, et n’en prenez pas plus de deux.") != []


def test_an_arabic_only_that_lost_its_not_is_found() -> None:
    english = "Only a doctor can tell."
    assert findings("ar", english, "لا يستطيع أن يحدد ذلك إلا طبيب.") == []
    assert findings("ar", english, "يستطيع أن يحدد ذلك إلا طبيب.") != []


def test_one_lost_not_of_three_in_a_list_is_found() -> None:
    english = "Do not start, stop or change a medicine."
    assert findings("hi", english, "कोई दवा शुरू न करें, बंद न करें और न बदलें।") == []
    assert findings("hi", english, "कोई दवा शुरू न करें, बंद करें और न बदलें।") != []


def test_a_not_too_many_is_found() -> None:
    assert findings("es", "Call your doctor.", "Llame a su médico.") == []
    assert findings("es", "Call your doctor.", "No llame a su médico.") != []


@pytest.mark.parametrize(
    ("code", "right", "wrong"),
    [
        ("es", "No, no se contagia.", "No, se contagia."),
        ("fr", "Non, il n'est pas contagieux.", "Non, il est contagieux."),
        ("hi", "नहीं, यह नहीं फैलता।", "नहीं, यह फैलता है।"),
        ("zh_CN", "不会，狼疮不会传染。", "不会，狼疮会传染。"),
    ],
)
def test_the_not_of_an_answer_is_not_that_of_its_sentence(
    code: str, right: str, wrong: str
) -> None:
    assert findings(code, "No. You cannot catch lupus.", right) == []
    assert findings(code, "No. You cannot catch lupus.", wrong) != []


def test_words_that_are_nearly_a_not_may_be_said_with_one() -> None:
    assert findings("es", "Severe harm is uncommon.", "Los daños graves no son frecuentes.") == []


def test_a_doctor_and_a_translator_who_did_not_check_may_be_one_not() -> None:
    english = "No doctor and no translator has checked it."
    assert findings("zh_CN", english, "没有医生或译者审核过。") == []
    assert findings("es", english, "Ningún médico ni ningún traductor lo ha revisado.") == []


@pytest.mark.parametrize(
    ("english", "right", "wrong"),
    [
        ("Call as soon as you know.", "Llame en cuanto lo sepa.", "Llame si lo sabe."),
        ("Call the same day.", "Llame el mismo día.", "Llame la semana próxima."),
        ("Call a doctor today.", "Llame hoy a un médico.", "Llame a un médico."),
        ("Call by day or night.", "Llame de día o de noche.", "Llame de día."),
        ("Go to a hospital.", "Vaya a un hospital.", "Vaya a una farmacia."),
        ("Go to a hospital now.", "Vaya ahora a un hospital.", "Vaya a un hospital."),
        ("Call the emergency number.", "Llame al número de emergencias.", "Llame al número."),
        ("Get help without delay.", "Pida ayuda sin demora.", "Pida ayuda."),
        ("It needs urgent care.", "Necesita atención urgente.", "Necesita atención."),
    ],
)
def test_lost_urgency_is_found(english: str, right: str, wrong: str) -> None:
    assert findings("es", english, right) == []
    assert findings("es", english, wrong) != []


LANGUAGE = CriticalWordCounter(
    {
        "not": ["nu", "^nimeni", "-nu doar"],
        "without": ["fara"],
        "not begun": ["ne"],
        "not again": ["nimic", "nimeni", "pas"],
        "nor": ["nici"],
        "only": ["nu … decat"],
    }
)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("nu beti", Count(1, 1, [])),
        ("nu beti nimic", Count(1, 1, [])),
        ("nu beti nici fumati", Count(1, 2, [])),
        ("nu beti fara apa", Count(2, 2, [])),
        ("ne beti pas", Count(1, 1, [])),
        ("pas beti ne", Count(1, 1, [])),
        ("ne beti pas, ne fumati pas", Count(2, 2, [])),
        ("fara nici apa", Count(1, 1, [])),
        ("beti nimic", Count(1, 1, ["nimic"])),
        ("ne beti", Count(1, 1, ["ne"])),
        ("ne beti. nimic", Count(2, 2, ["ne", "nimic"])),
        ("azi, nimeni bea", Count(1, 1, [])),
        ("azi bea nimeni", Count(1, 1, ["nimeni"])),
        ("nu doar apa", Count(0, 0, [])),
    ],
)
def test_two_words_that_say_one_not_are_counted_once(text: str, count: Count) -> None:
    assert LANGUAGE.count(SAYS_NOT, text, ()) == count


def test_a_meaning_can_stand_in_several_rows(tmp_path: Path) -> None:
    rows = "meaning,forms\nnot,no\nnever|not,nunca\n"
    (tmp_path / "locale" / "es").mkdir(parents=True)
    (tmp_path / "locale" / "es" / WORDS).write_text(rows)
    texts = [("It is not bad.", "No es malo."), ("It is not bad.", "Es malo.")]
    catalog = catalog_of("es", *texts, folder=tmp_path / "locale" / "es")
    assert [one.line for one in negation(catalog)] == [2]


def test_a_not_within_a_word_that_the_english_has_is_not_counted() -> None:
    assert LANGUAGE.count(SAYS_NOT, "nu beti decat apa", ["only"]) == Count(0, 0, [])
    assert LANGUAGE.count(SAYS_NOT, "nu beti decat apa", []) == Count(1, 1, [])


@pytest.mark.parametrize(
    ("english", "meanings"),
    [
        ("Call a doctor now.", ["now"]),
        ("Get help without delay.", ["now"]),
        ("All at once it stopped.", ["stop"]),
        ("Do not call anyone now.", ["not", "now"]),
        ("Go to a hospital today.", ["hospital", "same day"]),
    ],
)
def test_the_meanings_of_an_english_text(english: str, meanings: list[str]) -> None:
    assert sorted(meanings_in(english).values()) == sorted(meanings)


@pytest.mark.parametrize(
    ("english", "least", "most", "parts"),
    [
        ("Do not wait.", 1, 1, 0),
        ("Do not stop without advice.", 2, 2, 0),
        ("No doctor and no nurse.", 1, 2, 0),
        ("Don't start, stop or change it.", 1, 1, 2),
        ("You can no longer cannot.", 2, 2, 0),
        ("Take no more than two.", 0, 0, 0),
    ],
)
def test_how_often_an_english_text_says_not(
    english: str, least: int, most: int, parts: int
) -> None:
    found = count_in_english(english, SAYS_NOT)
    assert (found.least, found.most, found.parts) == (least, most, parts)


OPPOSITES = {
    code: list(csv.DictReader(path.open(encoding="utf-8")))
    for code in CODES
    if (path := ROOT / "tests" / "data" / "opposites" / f"{code}.csv")
}
"""Sentences that say the opposite of a safety text, and others that say the same as one."""
OPPOSITE = "it may say the opposite"


def said_of_safety_text(code: str, english: str, text: str) -> list[str]:
    safety_text = message(english, text, about="page / safety text")
    return [one.message for one in negation(catalog_of(code, safety_text))]


@pytest.mark.parametrize("code", CODES)
def test_most_opposites_of_a_safety_text_are_told_though_no_not_is_lost(code: str) -> None:
    every = [row for row in OPPOSITES[code] if row["says"] == "opposite"]
    silent = [
        row for row in every if not said_of_safety_text(code, row["english"], row["translation"])
    ]
    assert len(every) >= 8
    assert len(silent) <= len(every) / 4, silent


@pytest.mark.parametrize("code", CODES)
def test_hardly_a_right_translation_is_told_as_an_opposite(code: str) -> None:
    right = [row for row in OPPOSITES[code] if row["says"] == "same"]
    texts = [(row["english"], row["translation"]) for row in right] + REWORDED[code]
    told = [text for text in texts if OPPOSITE in str(said_of_safety_text(code, *text))]
    assert len(texts) > 40
    assert len(told) <= 1, told


@pytest.mark.parametrize(
    ("code", "english", "text"),
    [
        ("es", "Never stop it suddenly.", "Nunca pasa nada si deja de tomarlo de golpe."),
        (
            "fr",
            "Never stop it suddenly.",
            "Il n’y a jamais de danger s’il faut l’arrêter d’un coup.",
        ),
        ("ar", "Never stop it suddenly.", "لا تقلق أبداً إذا أوقفته فجأة."),
        ("hi", "Never stop it suddenly.", "अगर इसे अचानक बंद करें तो कभी कुछ नहीं होता।"),
        ("zh_CN", "Never stop it suddenly.", "如果突然停药，绝不会有事。"),
    ],
)
def test_a_not_that_is_moved_by_an_if_is_told(code: str, english: str, text: str) -> None:
    assert said_of_safety_text(code, english, text) != []


def test_an_if_that_the_english_says_in_other_words_is_right() -> None:
    english = "Never stop it suddenly in illness, because you may need more."
    text = "Nunca deje de tomarlo de golpe si se enferma, porque puede necesitar más."
    assert said_of_safety_text("es", english, text) == []


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("es", "Llame ahora mismo al número de emergencias mañana."),
        ("fr", "Appelez tout de suite ou demain le numéro d’urgence."),
        ("ar", "اتصل الآن أو غداً برقم الطوارئ."),
        ("hi", "आपातकालीन नंबर पर अभी या सोमवार को फ़ोन करें।"),
        ("zh_CN", "请立即或明天拨打急救电话。"),
    ],
)
def test_an_added_day_is_told(code: str, text: str) -> None:
    assert "no such day" in str(findings(code, "Call the emergency number now.", text))


def test_a_word_for_a_day_that_is_also_one_for_the_morning_is_right() -> None:
    assert findings("es", "Take it in the morning.", "Tómelo por la mañana.") == []


def test_of_two_bounds_one_is_not_turned_unseen() -> None:
    english = "You take 5 mg or more a day, for 4 weeks or longer."
    right = "Toma 5 mg o más al día, durante 4 semanas o más."
    assert findings("es", english, right) == []
    assert findings("es", english, right.replace("5 mg o más", "5 mg o menos")) != []


def test_of_two_urgent_words_none_is_lost_unseen() -> None:
    english = "Call the emergency number now for pain, and with a fever call a doctor now too."
    right = "Llame ahora mismo a emergencias si hay dolor, y con fiebre llame ahora a un médico."
    assert findings("es", english, right) == []
    assert "fewer words" in str(findings("es", english, right.replace("llame ahora a", "llame a")))


def test_a_now_that_is_also_in_the_last_year_is_no_call() -> None:
    english = "If you take it now or in the last year, call a doctor now."
    text = "Si lo toma ahora o en el último año, llame a un médico."
    assert findings("es", english, text) != []


def test_the_age_under_which_it_holds_is_not_turned() -> None:
    english = "Under 5 years: no urine for 12 hours."
    assert findings("es", english, "Antes de los 5 años: no orina en 12 horas.") == []
    (told,) = exchanged(catalog_of("es", (english, "Después de los 5 años: no orina en 12 horas.")))
    assert 'The English has "under 5 years"' in told.message


def test_only_a_safety_text_is_asked_whether_it_says_the_opposite() -> None:
    english, text = "Never stop it.", "Nunca evite dejarlo."
    assert OPPOSITE in str(said_of_safety_text("es", english, text))
    assert findings("es", english, text) == []


def test_a_medicine_that_took_the_place_of_another_is_told() -> None:
    english = "You need 12 weeks after cyclophosphamide and 4 weeks after thalidomide."
    right = "Necesita 12 semanas tras la ciclofosfamida y 4 semanas tras la talidomida."
    wrong = "Necesita 12 semanas tras la talidomida y 4 semanas tras la ciclofosfamida."
    assert list(exchanged(catalog_of("es", (english, right)))) == []
    assert list(exchanged(catalog_of("es", (english, wrong)))) != []
