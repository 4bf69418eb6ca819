"""Nothing is missing, left in English, cut short or turned round; nothing is found by mistake."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from small_catalogs import catalog_of, catalog_of_repository, message, retranslated

from multilingual.catalogs.message import Catalog
from multilingual.checks.completeness import fuzzy, length, untranslated
from multilingual.checks.language import language, unchanged
from multilingual.checks.medical_and_critical_words import negation
from multilingual.checks.style import consistency, ending, spacing
from multilingual.findings import Finding

ROOT = Path(__file__).parents[2]
CATALOGS = sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po"))
CODES = sorted({path.parts[-3] for path in CATALOGS})
CHECKS = (untranslated, fuzzy, unchanged, language, length, ending, spacing, negation)

SAME = {
    *("Menu", "Page", "Pages", "Questions", "Lupus FAQ", "COVID-19", "Hospital"),
    # Only an ending or an article tells these from Spanish or French.
    *("Infections", "Hydroxychloroquine", "No urine"),
}
"""Texts whose words are those of another language, too."""
YES_YOU_CAN = {
    "es": "Usted puede contagiarse el lupus de otra persona.",
    "fr": "Vous pouvez attraper le lupus au contact d’une autre personne.",
    "ar": "يمكن أن تنتقل الذئبة إليك من شخص آخر.",
    "hi": "आपको किसी दूसरे व्यक्ति से ल्यूपस हो सकता है।",
    "zh_CN": "您会从别人那里染上狼疮。",
}


def rules(catalog: Catalog) -> list[str]:
    return [finding.rule for check in CHECKS for finding in check(catalog)]


@pytest.mark.parametrize("path", CATALOGS, ids=str)
def test_published_catalogs_have_no_finding(path: Path) -> None:
    assert rules(catalog_of_repository(path)) == []


@pytest.mark.parametrize("code", CODES)
def test_published_catalogs_agree_with_each_other(code: str) -> None:
    paths = [path for path in CATALOGS if path.parts[-3] == code]
    assert list(consistency([catalog_of_repository(path) for path in paths])) == []


def lines_with(catalog: Catalog, found: Iterable[str]) -> set[int]:
    """Return the lines of ``catalog`` whose English ends with ``found``."""
    return {one.line for one in catalog.translations if one.msgid.endswith(tuple(found))}


@pytest.mark.parametrize("path", CATALOGS, ids=str)
def test_every_lost_question_mark_is_found(path: Path) -> None:
    catalog = catalog_of_repository(path)
    without = retranslated(catalog, lambda form: form.msgstr.rstrip("?？؟ \u00a0"))
    found = {finding.line for finding in ending(without)}
    assert found >= lines_with(catalog, "?")


@pytest.mark.parametrize("path", CATALOGS, ids=str)
def test_all_english_copied_is_found(path: Path) -> None:
    catalog = catalog_of_repository(path)
    copied = retranslated(catalog, lambda form: form.msgid)
    found = {finding.line for finding in unchanged(copied)}
    missed = [one.msgid for one in catalog.translations if one.line not in found]
    assert [text for text in missed if text not in SAME] == []


@pytest.mark.parametrize("path", CATALOGS, ids=str)
def test_english_sentence_after_a_translation_is_found(path: Path) -> None:
    catalog = catalog_of_repository(path)
    long = [one for one in catalog.live if one.msgid.count(" ") > 8 and not one.plural]
    mixed = retranslated(
        replace(catalog, messages=long), lambda form: f"{form.msgstr} {form.msgid}"
    )
    assert len(list(language(mixed))) == len(long)


@pytest.mark.parametrize("code", CODES)
def test_answer_turned_into_its_opposite_is_found(code: str) -> None:
    english = "No. You cannot catch lupus from another person."
    assert rules(catalog_of(code, (english, YES_YOU_CAN[code]))) == ["negation"]


@pytest.mark.parametrize(("code", "no"), [("es", "No."), ("fr", "Non."), ("hi", "नहीं।")])
def test_not_that_is_lost_after_the_answer_is_found(code: str, no: str) -> None:
    english = "No. You cannot catch lupus from another person."
    assert rules(catalog_of(code, (english, f"{no} {YES_YOU_CAN[code]}"))) == ["negation"]


FEVER = "Fever of 38 °C or more"
FEVERS = {
    "es": ("Fiebre de 38 °C o más", "Fiebre de 38 °C o menos"),
    "fr": ("Fièvre de 38 °C ou plus", "Fièvre de 38 °C ou moins"),
    "ar": ("حمى بدرجة 38 °C أو أكثر", "حمى بدرجة 38 °C أو أقل"),
    "hi": ("38 °C या उससे ज़्यादा बुखार", "38 °C या उससे कम बुखार"),
    "zh_CN": ("发烧38 °C或以上", "发烧38 °C或以下"),
}


@pytest.mark.parametrize("code", CODES)
def test_more_turned_into_less_is_found(code: str) -> None:
    right, wrong = FEVERS[code]
    assert rules(catalog_of(code, (FEVER, right))) == []
    assert rules(catalog_of(code, (FEVER, wrong))) == ["negation"]


@pytest.mark.parametrize("words", ["or above", "or older", "or higher", "or more", "at least"])
def test_less_in_place_of_more_is_found(words: str) -> None:
    assert rules(catalog_of("es", (f"Adults of 18 {words} too", "Adultos de 18 o menos"))) == [
        "negation"
    ]


@pytest.mark.parametrize("words", ["or below", "or fewer", "or lower", "or less", "at most"])
def test_more_in_place_of_less_is_found(words: str) -> None:
    assert rules(catalog_of("es", (f"A pulse of 50 {words} too", "Un pulso de 50 o más"))) == [
        "negation"
    ]


CALL = "Call a doctor now, by day or night."
CALLS = {
    "es": ("Llame ahora mismo a un médico, de día o de noche.", "Llame a un médico el mismo día."),
    "fr": ("Appelez tout de suite un médecin, nuit et jour.", "Appelez un médecin le jour même."),
    "ar": ("يجب الاتصال بطبيب الآن، ليلاً أو نهاراً.", "يجب الاتصال بطبيب في اليوم نفسه."),
    "hi": ("दिन हो या रात, डॉक्टर को तुरंत फ़ोन करें।", "डॉक्टर को उसी दिन फ़ोन करें।"),
    "zh_CN": ("不论白天还是夜里，请立即打电话给医生。", "请当天打电话给医生，白天或夜里。"),
}


@pytest.mark.parametrize("code", CODES)
def test_now_turned_into_the_same_day_is_found(code: str) -> None:
    right, wrong = CALLS[code]
    assert rules(catalog_of(code, (CALL, right))) == []
    assert rules(catalog_of(code, (CALL, wrong))) == ["negation"]


@pytest.mark.parametrize(
    "english",
    [
        "It may feel too hard for now to call your team.",
        "It may feel too hard now and then to call your team.",
        "Do not take on all at once each day.",
        "Do not take it immediately after a meal each day.",
        "It does not hurt more or less on each day.",
    ],
)
def test_words_that_only_look_like_an_order_are_none(english: str) -> None:
    catalog = catalog_of("es", (english, "No se exija hacer todo el mismo día."))
    assert "negation" not in rules(catalog)


def test_a_now_of_no_order_has_its_word_too() -> None:
    english = "It may feel too hard now to call your team."
    assert rules(catalog_of("es", (english, "Llamar ahora puede parecerle difícil."))) == []
    assert rules(catalog_of("es", (english, "Llamar puede parecerle difícil."))) == ["negation"]


def test_a_not_before_a_now_is_not_hidden_by_it() -> None:
    english, spanish = "Call or do not wait now.", "Llame ahora o espere un poco."
    assert rules(catalog_of("es", (english, spanish))) == ["negation"]


def test_chinese_marks() -> None:
    question, stop = "Is lupus contagious?", "Do not wait. Call now."
    assert rules(catalog_of("zh_CN", (question, "狼疮会传染吗?"))) == ["ending"]
    assert rules(catalog_of("zh_CN", (question, "狼疮会传染吗？"))) == []
    assert rules(catalog_of("zh_CN", (stop, "不要等。 请立即打电话。"))) == ["spacing"]
    assert rules(catalog_of("zh_CN", (stop, "不要等。请立即打电话。"))) == []


SPREADS = "The blood carries the clumps through the body. Still, ask."


@pytest.mark.parametrize(
    ("code", "text", "said"),
    [
        ("es", "La sangre los lleva por el cuerpo.todavía, pregunte.", "cuerpo.todavía"),
        ("es", "La sangre los lleva por el cuerpo.Todavía, pregunte.", "cuerpo.Todavía"),
        ("es", "La sangre los lleva por el cuerpo. Todavía,pregunte.", "Todavía,pregunte"),
        ("es", "La sangre los lleva por el **cuerpo.**Todavía, pregunte.", "cuerpo.Todavía"),
        ("es", "La sangre los lleva por el cuerpo.¿Todavía? Sí, pregunte.", "cuerpo.¿Todavía"),
        ("fr", "Le sang les porte dans le corps.Demandez, encore.", "corps.Demandez"),
        ("ar", "يحمل الدم التكتلات إلى أنحاء الجسم.اسأل، أيضًا.", "الجسم.اسأل"),
        ("ar", "يحمل الدم التكتلات إلى أنحاء الجسم،اسأل أيضًا.", "الجسم،اسأل"),
        ("hi", "रक्त इन्हें शरीर में ले जाता है।फिर भी, पूछें।", "है।फिर"),
    ],
)
def test_a_lost_space_after_a_mark_is_a_finding(code: str, text: str, said: str) -> None:
    found = spacing(catalog_of(code, (SPREADS, text)))
    assert f'There is no space inside "{said}". Write one after the mark.' in [
        one.message for one in found
    ]


@pytest.mark.parametrize(
    ("code", "english", "text"),
    [
        ("es", SPREADS, "La sangre (p.ej. en EE.UU.) los lleva por el cuerpo. Todavía, pregunte."),
        (
            "es",
            SPREADS,
            "El L.E.S. los lleva por 3.4 cuerpos a las 9 a.m. Todavía, pregunte al 1.º.",
        ),
        ("es", "See lupus.org or a.b@lupus.org.", "Vea lupus.org o a.b@lupus.org."),
        ("es", "See https://nhs.uk/a.html now.", "Vea https://nhs.uk/a.html ahora."),
        ("es", "Open terms.csv and ``a.open``.", "Abra terms.csv y ``a.open``."),
        (
            "fr",
            SPREADS,
            "Le sang les porte. Les patient.e.s et les lecteur.rice.s demandent, encore.",
        ),
        ("zh_CN", SPREADS, "血液把血块带到全身，SLE.也是。还请询问。"),
        ("zh_CN", SPREADS, "血液把血块带到全身。还请询问。"),
    ],
)
def test_a_mark_inside_a_word_a_number_or_an_address_needs_no_space(
    code: str, english: str, text: str
) -> None:
    assert "spacing" not in rules(catalog_of(code, (english, text)))


@pytest.mark.parametrize("folder", ["sw", "pt_BR", "ja", "th", "xx", "zh_TW", "en_GB"])
def test_language_without_data_has_fewer_checks_and_no_errors(folder: str) -> None:
    messages = [
        ("", ""),
        ("Lupus is not contagious.", ""),
        ("Lupus is not contagious.", "\U0001f600 ?"),
        ("Lupus is not contagious.", "a " * 10),
    ]
    catalog = catalog_of(folder, *messages)
    severities = {one.severity for check in CHECKS for one in check(catalog)}
    assert severities == {"warning"}


def test_empty_plural_forms_are_one_finding() -> None:
    counting = message("%d page", "", "", plural="%d pages")
    assert rules(catalog_of("es", counting)) == ["untranslated"]


def untranslated_on(count: int) -> list[Finding]:
    texts = [(f"Text {number}", "") for number in range(count)]
    return list(untranslated(catalog_of("es", ("Home", "Inicio"), *texts)))


def test_ten_texts_without_a_translation_are_told_one_by_one() -> None:
    assert [one.line for one in untranslated_on(10)] == list(range(2, 12))


def test_more_than_ten_texts_without_a_translation_are_one_line() -> None:
    (only,) = untranslated_on(11)
    assert (only.line, only.severity) == (2, "warning")
    assert only.message.startswith("11 texts of this page have no translation; the first is here.")


def test_fuzzy_text_is_not_looked_at_by_other_checks() -> None:
    doubtful = message("Is lupus contagious?", "Is lupus contagious", flags=["fuzzy"])
    assert rules(catalog_of("es", doubtful)) == ["fuzzy"]


@pytest.mark.parametrize("text", ["Lupus", "38 °C", "MedlinePlus", "NHS, United Kingdom", "%d"])
def test_names_and_numbers_stay(text: str) -> None:
    assert rules(catalog_of("es", (text, text))) == []


@pytest.mark.parametrize("text", ["Read more", "What is it?", "See also: :ref:`lupus`", "Search"])
def test_words_do_not_stay(text: str) -> None:
    assert "unchanged" in rules(catalog_of("fr", (text, text)))


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("zh_CN", "关節疼痛", ["language"]),
        ("zh_TW", "關節疼痛", []),
        ("zh_TW", "关节疼痛", ["language"]),
        ("hi", "जोड़ों का दर्द", []),
        ("hi", "jodon ka dard", ["language"]),
    ],
)
def test_script(code: str, text: str, expected: list[str]) -> None:
    assert rules(catalog_of(code, ("joint pain", text))) == expected


def test_word_that_a_language_doubles_may_stand_twice() -> None:
    english = "If you feel ill, call us"
    assert rules(catalog_of("fr", (english, "Si vous vous sentez mal, appelez-nous"))) == []
    assert rules(catalog_of("fr", (english, "Si vous êtes êtes malade, appelez"))) == ["spacing"]


def test_later_of_two_ways_is_named_with_the_first() -> None:
    first = catalog_of("es", ("See also:", "Vea también:"), page="a")
    later = catalog_of("es", ("", ""), ("See also:", "Consulte además:"), page="b")
    [finding] = consistency([first, later])
    assert (finding.path, finding.line) == ("locale/es/LC_MESSAGES/b.po", 2)
    assert "locale/es/LC_MESSAGES/a.po:1" in finding.message


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_finding_quotes_little_and_no_control_character(check: object) -> None:
    text = "\x1b[2J\x9b\u2028word word " * 40
    long = "\x1b" + "w" * 500
    catalog = catalog_of("hi", ("Is lupus ill?", text), (text, text), (long, f"{long}  {long} ."))
    empty, marked = message(text, "", line=8), message(text, text, line=9, flags=["fuzzy"])
    for finding in check(replace(catalog, messages=[*catalog.messages, empty, marked])):
        assert finding.message.isprintable()
        assert len(finding.message) < 300


def test_long_text_may_be_translated_in_two_ways() -> None:
    english = "Tell your doctor early about each new symptom."
    one, other = catalog_of("es", (english, "uno")), catalog_of("es", (english, "dos"), page="b")
    assert list(consistency([one, other])) == []


def test_unknown_meaning_in_the_words_of_a_language_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "locale" / "es"
    folder.mkdir(parents=True)
    (folder / "words.csv").write_text("meaning,forms\nnot,no\nnevver,nunca\n")
    catalog = catalog_of("es", ("Do not wait.", "Espere."), folder=folder)
    places = [(finding.path, finding.line) for finding in negation(catalog)]
    assert places == [("locale/es/words.csv", 3), (catalog.path, 1)]


def test_word_that_only_looks_like_a_not_is_none() -> None:
    assert rules(catalog_of("zh_CN", ("It does not differ.", "情况不同。"))) == ["negation"]


@pytest.mark.parametrize("letters", ["a", "a ", "? ", ":a:`", "不", "。 ", "No. ", "«", "\u0301"])
def test_very_long_text_takes_no_very_long_time(letters: str) -> None:
    text = letters * (200_000 // len(letters))
    for code in ("es", "fr", "ar", "zh_CN", "sw"):
        rules(catalog_of(code, ("Do not stop lupus medicine.", text), (text, "No. ")))
