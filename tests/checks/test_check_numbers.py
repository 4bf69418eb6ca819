"""Every number of the English, with its unit, is in the translation, and no other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_catalogs import catalog_of as of
from small_catalogs import catalog_of_repository, language_of_repository, with_text
from small_catalogs import message as message_with

from multilingual.catalogs.language_folder import INTERFACE_CATALOG, NUMBERS, LanguageFolder
from multilingual.catalogs.message import Catalog
from multilingual.checks.numbers import numbers
from multilingual.findings import Finding
from multilingual.wordlists.number_list import NumberList, english, read_numbers
from multilingual.wordlists.quantity_reader import Quantities, read_english

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "locale"
CODES = ("ar", "es", "fr", "hi", "zh_CN")
NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*")

HIDDEN = {
    # "Both" is one 2 too many, and Chinese has no number word there to set against it.
    ("doubled", "zh_CN", "The 2 illnesses can look alike"),
    # The 1950s stand there in words, too.
    ("deleted", "ar", "In poorer countries, the numbers were"),
    # "All 8", in a language that has a form for it.
    ("doubled", "ar", "In 2024, doctors in Germany reported on 8 people"),
    # Chinese numbers the months, English names them; the fifties are of the 20th century.
    *(
        ("deleted", "zh_CN", begin)
        for begin in (
            "Artificial intelligence (AI), a kind of computer program",
            "In November 2026, we found",
            "AI took the numbers from public lists in November 2026",
            "Survival is much better than in the 1950s.",
            "Older leaflets say that 80 to 90",
            "Choose the questions that matter most",
        )
    ),
    # The number of a name: COVID-19 is also 新冠.
    *(("deleted", "zh_CN", begin) for begin in ("COVID-19", "A positive test", "A review looked")),
    # "1 out of 100" beside "6 out of 100", and "24 weeks" that an earlier sentence explains.
    *(
        (kind, code, begin)
        for code in ("ar", "es", "fr", "hi", "zh_CN")
        for kind, begin in (
            ("deleted", "These medicines can raise the risk of infections. In trials"),
            ("doubled", "These medicines can raise the risk of infections. In trials"),
            ("doubled", "Call your maternity unit now, day or night, if your baby moves less"),
        )
    ),
}
"""Planted faults that cannot be found, with the begin of the English."""


def catalogs() -> list[Catalog]:
    paths = sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))
    return [catalog_of_repository(path) for path in paths]


def numbers_of(code: str) -> NumberList:
    return read_numbers(language_of_repository(code))


@pytest.fixture
def spanish(tmp_path: Path) -> Path:
    """The folder of a language that has no list yet."""
    folder = tmp_path / "locale" / "es"
    folder.mkdir(parents=True)
    return folder


def check(code: str, msgid: str, msgstr: str, folder: Path | None = None) -> list[Finding]:
    return list(numbers(of(code, message_with(msgid, msgstr, line=7), folder=folder)))


def test_the_catalogs_of_this_project_have_no_wrong_number() -> None:
    assert [one for catalog in catalogs() for one in numbers(catalog)] == []


def planted(msgstr: str) -> Iterator[tuple[str, str]]:
    for found in NUMBER.finditer(msgstr):
        before, after = msgstr[: found.start()], msgstr[found.end() :]
        yield "deleted", before + after
        yield "doubled", f"{before}{found[0]} {found[0]}{after}"
        yield "zero", f"{before}{found[0]}0{after}"
    for found in re.finditer(r"\d", msgstr):
        for step in (1, 4, 9):
            digit = (int(found[0]) + step) % 10
            yield "digit", f"{msgstr[: found.start()]}{digit}{msgstr[found.end() :]}"


@pytest.mark.parametrize("code", CODES)
def test_a_fault_in_any_number_of_this_project_is_found(code: str) -> None:
    seen, unseen = 0, []
    for catalog in (one for one in catalogs() if one.code == code):
        for message in (one for one in catalog.translated if re.search(r"\d", one.msgid)):
            for kind, msgstr in planted(message.msgstr):
                seen += 1
                found = list(numbers(of(code, with_text(message, msgstr))))
                if len(found) != 1 and not any(
                    (kind, code) == known[:2] and message.msgid.startswith(known[2])
                    for known in HIDDEN
                ):
                    unseen.append((kind, message.line, msgstr))
    assert unseen == []
    assert seen > 500


@pytest.mark.parametrize(
    ("code", "msgid", "msgstr"),
    [
        ("es", "Take 6.5 mg.", "Tome 6,5 mg."),
        ("es", "for 1,000 years", "desde hace 1.000 años"),
        ("es", "for 1,000 years", "desde hace 1 000 años"),
        ("fr", "for 1,000 years", "depuis 1\u202f000 ans"),
        ("hi", "5 mg", "५ मि.ग्रा."),
        ("hi", "100,000 people", "1,00,000 लोग"),
        ("hi", "100,000 people", "1 लाख लोग"),
        ("ar", "5 mg", "٥ مغ"),
        ("ar", "5 mg", "۵ ملغ"),
        ("ar", "in the 12th century", "في القرن الثاني عشر"),
        ("ar", "90%", "٩٠٪"),
        ("ar", "90%", "90 في المئة"),
        ("ar", "twice a day for 2 days", "مرتين يومياً لمدة يومين"),
        ("zh_CN", "5 mg", "５毫克"),
        ("zh_CN", "3.4 million", "340万"),
        ("zh_CN", "90%", "百分之90"),
        ("zh_CN", "once a day", "每天一次"),
        ("zh_CN", "Take MMF 2 times a day.", "每天服用MMF2次。"),
        ("zh_CN", "COVID-19 can be severe.", "新冠可能很严重。"),
        ("fr", "the 13th century", "le XIIIe siècle"),
        ("fr", "the 13th century", "le 13e siècle"),
        ("es", "on his 18th birthday", "en su 18.º cumpleaños"),
        ("fr", "3.4 million years", "3,4 millions d’années"),
        ("es", "Fever of 38 °C (100.4 °F)", "Fiebre de 38 ºC (100.4 ºF)"),
        ("es", "half a tablet", "medio comprimido"),
        ("es", "for 1½ hours", "durante 1,5 horas"),
        ("fr", "a 48-hour test", "un test de 48 heures"),
        ("es", "5 to 10 mg", "de 5 mg a 10 mg"),
        ("es", "5 mg/kg each day", "5 miligramos/kilo cada día"),
        ("es", "See :ref:`label-2` and https://a.org/3?b=4 [5]_.", "Vea :ref:`label-2`."),
        ("es", "Take **5** mg.", "Tome **5** mg."),
        ("ar", "vitamin B12", "فيتامين ب12"),
        ("ar", "vitamin B12", "فيتامين B12"),
        ("de", "type 2 diabetes", "Typ-2-Diabetes"),
        ("de", "for 1,000 years", "seit 1.000 Jahren"),
        ("my", "5 days", "၅ ရက်"),
        ("es", "5 mg/kg a day", "5 mg por kilo y día"),
        ("zh_CN", "5 mg/kg", "每公斤体重5毫克"),
        ("es", "5 mg a day", "5 mg/día"),
        ("fr", "every other day", "tous les deux jours"),
        ("hi", "-5 °C", "शून्य से 5 डिग्री सेल्सियस नीचे"),
        ("ar", "-5 °C", "5 درجات مئوية تحت الصفر"),
        ("es", "half an hour", "media hora"),
        ("zh_CN", "half an hour a day", "每天半小时"),
        ("es", "for a couple of days", "durante un par de días"),
        ("sw", "once a week, 5 mg a day", "mara moja kwa wiki, 5 mg kwa siku"),
        ("ar", "muscle weakness", "ضعف في العضلات"),
        ("xx_YY", "5 days", "5 abc"),
        # What comes in an order is no fraction, and no dose.
        ("es", "Give the second dose after a month.", "Ponga la segunda dosis tras un mes."),
        ("fr", "Take the third tablet at noon.", "Prenez le troisième comprimé à midi."),
        ("ar", "The second dose is smaller.", "الجرعة الثانية أصغر."),
        ("hi", "The second dose is smaller.", "दूसरी खुराक छोटी है।"),
        ("zh_CN", "The second dose is smaller.", "第二剂较少。"),
        ("zh_CN", "First, see a doctor.", "第 1 步:看医生。"),
        ("es", "in the 3rd trimester", "en el tercer trimestre"),
        ("de", "The second dose is smaller.", "Die zweite Dosis ist kleiner."),
        ("zh_CN", "a secondary infection", "二次感染"),
        # A word may stand between a number and its unit.
        ("fr", "in the last 14 days", "au cours des 14 derniers jours"),
        ("es", "for the next 3 months", "durante los 3 próximos meses"),
        ("es", "over the past 24 hours", "en las 24 últimas horas"),
        # Duals, and one without a number.
        ("ar", "People have 2 kidneys.", "للإنسان كليتان."),
        ("ar", "Both of your 2 lungs are fine.", "رئتاك سليمتان."),
        ("ar", "after 1 hour", "بعد ساعة"),
        ("ar", "wait 2 nights", "انتظر ليلتين"),
        ("vi", "How often a day?", "Bao nhiêu lần 1 ngày?"),
        # The same in digits and in words.
        ("fr", "2 - two", "Deux"),
        ("zh_CN", "1 - one", "一"),
        ("es", "two (2) tablets", "dos comprimidos"),
        # Times of the day.
        ("es", "Open at 5 pm.", "Abre a las 17:00."),
        ("fr", "Open from 9 a.m. to 5:30 p.m.", "Ouvert de 9 h à 17 h 30."),
        ("zh_CN", "Open at 5 pm.", "下午5:00开放。"),
        ("ar", "Open at 5 pm.", "يفتح في الساعة 5 مساءً."),
        ("de", "Open at 5 pm.", "Ab 17 Uhr offen."),
        ("es", "Take it at 9 in the morning.", "Tómelo a las 9:00 de la mañana."),
        ("es", "Call between 8:30 and 12:00.", "Llame entre las 8:30 y las 12:00."),
        ("de", "between 8 a.m. and 10 p.m.", "zwischen 8 und 22 Uhr"),
        ("de", "at 5:30 pm", "um 17.30 Uhr"),
        ("zh_CN", "at 5:30 pm", "下午5点半"),
        ("hi", "at 5:30 pm", "शाम 5:30 बजे"),
        ("fr", "24 hours a day, 7 days a week", "24 heures sur 24, 7 jours sur 7"),
        ("zh_CN", "Call day or night.", "24小时均可拨打。"),
        # Decades.
        ("es", "In the 1970s few knew it.", "En los años setenta pocos la conocían."),
        ("fr", "since the 1980s", "depuis les années 80"),
        ("zh_CN", "since the 1990s", "自20世纪90年代以来"),
        ("zh_CN", "since the 1970s", "自七十年代以来"),
        ("ar", "in the 1960s", "في الستينيات"),
        ("hi", "in the 1970s", "1970 के दशक में"),
        # Halves, quarters, and spans of time.
        ("es", "Wait 15 minutes.", "Espere un cuarto de hora."),
        ("fr", "every 15 minutes", "tous les quarts d’heure"),
        ("ar", "every 15 minutes", "كل ربع ساعة"),
        ("fr", "Take half a tablet.", "Prenez un demi-comprimé."),
        ("fr", "Take 1.5 tablets.", "Prenez un comprimé et demi."),
        ("es", "for 2.5 hours", "durante dos horas y media"),
        ("es", "for an hour and a half", "durante hora y media"),
        ("ar", "for 1.5 hours", "لمدة ساعة ونصف"),
        ("hi", "for 1.5 hours", "डेढ़ घंटे तक"),
        ("hi", "2.5 tablets", "ढाई गोलियाँ"),
        ("hi", "for 3.5 hours", "साढ़े तीन घंटे तक"),
        ("zh_CN", "It lasts 6 months.", "持续半年。"),
        ("zh_CN", "for 1.5 hours", "一个半小时"),
        ("zh_CN", "2.5 tablets", "两片半"),
        ("es", "Take 1/2 tablet.", "Tome medio comprimido."),
        ("fr", "Take 1 1/2 tablets.", "Prenez 1 comprimé et demi."),
        ("zh_CN", "18 months", "一年半"),
        ("fr", "Half of them recover.", "50 % d’entre eux guérissent."),
        ("zh_CN", "for a couple of days", "几天"),
        ("zh_CN", "for 2 or 3 days", "两三天"),
        ("es", "side effects", "efectos secundarios"),
        ("es", "two thirds of people", "dos tercios de las personas"),
        ("es", "after 14 days", "después de dos semanas"),
        ("fr", "over 12 months", "sur un an"),
        # Words for what is about so many, and for tens.
        ("fr", "about 100 people", "une centaine de personnes"),
        ("fr", "about 15 days", "une quinzaine de jours"),
        ("es", "12 eggs", "una docena de huevos"),
        ("es", 'Say "99".', "Diga «noventa y nueve»."),
        ("ar", "25 people", "خمسة وعشرون شخصاً"),
        ("vi", "Come on Monday.", "Hãy đến vào Thứ 2."),
        ("ar", "Take 5 mg.", "تناول **5 mg** الآن."),
        ("ar", "Take 5 mg.", "تناول \u2066**5** mg\u2069 الآن."),
        ("ar", "5 days", "**5** أيام"),
    ],
)
def test_what_a_language_may_do(code: str, msgid: str, msgstr: str) -> None:
    assert check(code, msgid, msgstr) == []


@pytest.mark.parametrize(
    ("code", "msgid", "msgstr", "message"),
    [
        ("es", "5 mg", "5 µg", "The number is right, but the unit is not"),
        ("es", "5 mg", "5 mcg", "The number is right, but the unit is not"),
        ("es", "38 °C", "38 °F", "The number is right, but the unit is not"),
        ("es", "6.5 mg", "65 mg", "The English has 6.5 mg; the translation has 65 mg"),
        ("es", "5 to 10 mg", "de 5 g a 10 mg", "5 g"),
        ("es", "5 mg/kg", "5 mg/g", "5 mg/g"),
        ("es", "90%", "90", "the unit is not"),
        ("es", "5 mg for 10 days", "10 mg durante 5 días", "5 mg and 10 days"),
        ("es", "5 mg", "5 mg 5 mg", "more often than the English"),
        ("es", "5 mg, then 5 mg", "5 mg", "more often than the translation"),
        ("fr", "about 2.125", "environ 2.125", "Write 2,125"),
        ("fr", "Take two tablets.", "Prenez trois comprimés.", "two tablets"),
        ("fr", "half of adults", "un tiers des adultes", "half"),
        ("zh_CN", "once a day", "每天两次", "once a"),
        ("zh_CN", "5 mg", "十五毫克", "5 mg"),
        ("zh_CN", "vitamin B12", "维生素C12", "B12"),
        ("ar", "112", "۱۲۲", "The English has 112; the translation has ۱۲۲"),
        ("hi", "3.4 million", "3.4 करोड़", "3.4 million"),
        ("sw", "5 mg", "5 g", "the unit is not"),
        ("sw", "3 days", "siku tatu", "Write 3 days, with digits"),
        ("sw", "5 mg", "mg 05", "5 mg"),
        ("es", "a day", "dos veces al día", "The translation has dos veces; the English does not"),
        ("es", "5 mg a day for 3 days", "5 mg por hora, 3 días", "The English has 5 mg a day"),
        ("es", "Take it daily.", "Tómelo cada semana.", "daily; the translation has cada semana"),
        ("fr", "every other day", "chaque jour", "every other day"),
        ("es", "at 5 °C", "a -5 °C", "-5 °C"),
        ("es", "5 mg", "5\u001b mg 6 mg", "6 mg"),
        ("es", "the second dose", "la tercera dosis", "The English has second dose"),
        ("es", "Take the second tablet.", "Tome el comprimido.", "second tablet"),
        ("fr", "in the 2nd trimester", "au troisième trimestre", "2nd"),
        ("zh_CN", "the second dose", "第三剂", "second dose"),
        ("fr", "in the last 14 days", "les 14 derniers mois", "the unit is not"),
        ("es", "the next 3 months", "los 3 próximos años", "the unit is not"),
        ("ar", "People have 2 kidneys.", "للإنسان 3 كلى.", "2"),
        ("ar", "Take 2 tablets.", "تناول الأقراص بعد وجبتين.", "2 tablets"),
        ("fr", "2 - two", "Trois", "2"),
        ("es", "Open at 5 pm.", "Abre a las 18:00.", "5 pm"),
        ("es", "Open at 5 pm.", "Abre a las 5:00.", "5 pm"),
        ("es", "Open at 5 pm.", "Abre a las 17:30.", "5 pm"),
        ("es", "Open at 5:30 pm.", "Abre a las 17:00.", "5:30 pm"),
        ("es", "Open at 5 pm.", "Abre a las 5 a. m.", "5 pm"),
        ("es", "In the 1970s few knew it.", "En los años ochenta pocos la conocían.", "1970s"),
        ("fr", "since the 1980s", "depuis les années 90", "1980s"),
        ("es", "Wait 15 minutes.", "Espere media hora.", "15 minutes"),
        ("fr", "Take 1.5 tablets.", "Prenez un demi-comprimé.", "1.5 tablets"),
        ("fr", "Take 1.5 tablets.", "Prenez deux comprimés et demi.", "1.5 tablets"),
        ("hi", "for 1.5 hours", "ढाई घंटे तक", "1.5 hours"),
        ("es", "Take 1/2 tablet.", "Tome un cuarto de comprimido.", "1/2 tablet"),
        ("es", "Take 1/2 tablet.", "Tome 1 comprimido.", "1/2 tablet"),
        ("fr", "Half of them recover.", "25 % d’entre eux guérissent.", "Half"),
        ("zh_CN", "18 months", "两年半", "18 months"),
        ("fr", "24 hours a day", "12 heures sur 12", "24 hours"),
        ("zh_CN", "It lasts 6 months.", "持续一年。", "6 months"),
        ("es", "after 14 days", "después de tres semanas", "14 days"),
        ("fr", "about 100 people", "une dizaine de personnes", "100"),
        ("es", 'Say "99".', "Diga «noventa y ocho».", "99"),
        ("ar", "25 people", "ستة وعشرون شخصاً", "25"),
        ("ar", "Take 5 mg.", "تناول **5** mg.", "Readers would see 5 mg in another order"),
        ("ar", "38 °C", "حمى :sup:`38` °C", "Put the marks around all of it"),
    ],
)
def test_a_fault_is_named(code: str, msgid: str, msgstr: str, message: str) -> None:
    (finding,) = check(code, msgid, msgstr)
    assert message in finding.message
    assert (finding.line, finding.rule, finding.severity) == (7, "numbers", "error")


@pytest.mark.parametrize(
    ("code", "msgid", "msgstr", "advice"),
    [
        ("es", "Take it daily.", "Tómelo cada semana.", "Write al día / por día / cada día."),
        ("fr", "Fever of 100.4 °F", "Fièvre de 104 °F", "Write 100,4 °F."),
        ("es", "Take it twice.", "Tómelo.", "Write 2 vez/veces."),
        (
            "es",
            "half a tablet",
            "un comprimido",
            "Write medio/media comprimido/comprimidos/pastilla.",
        ),
        ("es", "every other day", "cada día", "Write un día sí y otro no/un día sí y un día no."),
        ("fr", "at 5:30 p.m.", "à 6 h", "Write 17:30."),
        ("hi", "for two weeks", "तीन महीने", "Write 2 हफ़्ता/हफ़्ते/हफ़्तों."),
        ("ar", "the second dose", "الجرعة الثالثة", "Write ثاني/ثانية جرعة/جرعات."),
        (
            "zh_CN",
            "5 months",
            "5 周",
            "(locale/zh_CN/numbers.csv lists the units).",
        ),
        ("sw", "3 days", "siku tatu", "Write 3 days, with digits."),
    ],
)
def test_the_advice_is_in_the_words_of_the_language(
    code: str, msgid: str, msgstr: str, advice: str
) -> None:
    assert check(code, msgid, msgstr)[0].message.endswith(advice)


def test_a_plural_form_may_leave_out_one(tmp_path: Path) -> None:
    forms = ("ملف واحد", "%d ملفات", "5 ملفات")
    counting = message_with("1 file", *forms, line=0, plural="%d files")
    catalog = of("ar", counting, page=INTERFACE_CATALOG)
    assert [one.line for one in numbers(catalog)] == [2]


def test_words_around_pages_hold_their_figures_together_themselves() -> None:
    torn = message_with("Take 5 mg.", "تناول 5 mg الآن.")
    whole = message_with("Take 5 mg.", "تناول \u20665 mg\u2069 الآن.", line=5)
    found = numbers(of("ar", torn, whole, page=INTERFACE_CATALOG))
    assert [one.line for one in found] == [1]


@pytest.mark.parametrize(
    "row", ["milligam,mg", "mg", "mg,", ",mg", "mg,a,b", '"mg,mg', "2 fortnightz,dos"]
)
def test_a_broken_row_is_named(spanish: Path, row: str) -> None:
    (spanish / NUMBERS).write_text(f"value,forms\n2,dos\n{row}\nweek,semana|semanas\n", "utf-8")
    (finding,) = check("es", "5 weeks, 2 days", "dos días, 5 semanas", spanish)
    assert (finding.path, finding.line) == (f"locale/es/{NUMBERS}", 3)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\0,\n", b"a" * 200_000, b"value,forms\n|,|\n"])
def test_no_table_stops_the_check(spanish: Path, data: bytes) -> None:
    (spanish / NUMBERS).write_bytes(data)
    assert all(one.path.endswith(NUMBERS) for one in check("es", "5 mg", "5 mg", spanish))


def test_a_country_has_the_words_of_its_language() -> None:
    mexican = LanguageFolder(LOCALE / "es_MX", ROOT)
    assert mexican.list_path(NUMBERS) == LOCALE / "es" / NUMBERS
    assert read_numbers(mexican).written == numbers_of("es").written


@pytest.mark.parametrize("code", CODES)
def test_the_tables_of_this_project_are_in_order(code: str) -> None:
    table = numbers_of(code)
    assert table.problems == []
    assert {"mg", "%", "week", "time"} <= table.written.keys()


def test_the_english_table_is_in_order() -> None:
    assert english().problems == []


@pytest.mark.parametrize(
    "text",
    [
        "1",
        "1 ",
        "111 ",
        "1,1",
        "a",
        ":",
        "`",
        "<",
        "[",
        "|",
        "十",
        "I ",
        "5 mg ",
        "B12 ",
        "\u0300",
        ":a:`",
        "²½٣",
        "🙂\ufeff\u202e٥",
        "و",
        "%",
        "{",
        "://",
        "dos ",
        "第百分之",
    ],
    ids=ascii,
)
def test_no_text_is_too_long_or_too_strange(text: str) -> None:
    long = text * (20_000 // len(text))
    for code in ("ar", "zh_CN", "sw"):
        check(code, "Take 5 mg.", long)
    check("es", long, "5 mg")


def test_quantities_are_read_as_they_are_meant() -> None:
    table = numbers_of("es")
    (one,) = Quantities("1.000 mg", table, {"1000"}).digits
    assert (one.value, one.unit, one.shown) == ("1000", "mg", "1.000 mg")
    assert [one.value for one in read_english("in 2016, 97 out of 100").digits] == [
        "2016",
        "97",
        "100",
    ]
