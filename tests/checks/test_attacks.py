"""What somebody could put into a catalog to deceive readers is found, and right texts are not."""

from __future__ import annotations

import sys

import pytest
from babel import Locale
from small_catalogs import catalog_of

from multilingual.checks.language import language
from multilingual.checks.markup import links, safety
from multilingual.checks.numbers import numbers
from multilingual.checks.style import letters
from multilingual.text.unsafe_text import (
    DISGUISED,
    ISOLATES,
    JOINERS,
    LEFT,
    NOTABLE,
    SELECTORS,
    TURNING,
    faults_of_addresses,
    faults_of_characters,
)
from multilingual.text.wording import run_on_words

CHECKS = (safety, links, numbers, letters, language)
SEE, CALL = "See your doctor.", "Call 1-800-558-0121 or 911 now."


def found(code: str, english: str, translated: str) -> list[str]:
    """Return the rules that a translation breaks, the first of each first."""
    catalog = catalog_of(code, (english, translated))
    return [finding.rule for check in CHECKS for finding in check(catalog)]


ATTACKS = [
    # docutils would read it for minutes.
    ("es", "See " + 40 * "your " + "doctor.", 1500 * "a", "safety"),
    # Websites that are no link.
    ("es", SEE, "Consulte malo.co.", "links"),
    ("es", SEE, "Consulte malo.co/salud.", "links"),
    ("es", SEE, "Descargue guia.zip.", "links"),
    ("es", SEE, "Descargue guia.apk.", "links"),
    ("es", SEE, "Consulte lupus.click.", "links"),
    ("es", SEE, "Consulte lupus.help.", "links"),
    ("es", SEE, "Consulte lupus.com.mx.", "links"),
    ("es", SEE, "Consulte MALO.COM.", "links"),
    ("de", SEE, "Fragen Sie dr.in/malo.", "links"),
    ("es", SEE, "Consulte bit.ly/malo.", "links"),
    ("es", SEE, "Consulte t.me/malo.", "links"),
    ("es", SEE, "Consulte hxxp://malo.", "links"),
    ("es", SEE, "Consulte http://malo.example.", "links"),
    ("es", SEE, "Consulte ftp://malo.", "links"),
    ("es", SEE, "Consulte malo[.]com.", "links"),
    ("es", SEE, "Consulte malo．com.", "links"),
    ("es", SEE, "Consulte malo。com.", "links"),
    ("es", SEE, "Consulte malo\u2024com.", "links"),
    ("es", SEE, "Consulte xn--abc.", "links"),
    ("es", SEE, "Consulte аррӏе.com.", "safety"),
    ("es", SEE, "Escriba a doctor@malo.io.", "links"),
    ("zh_CN", SEE, "请访问evil.co。", "links"),
    ("zh_CN", SEE, "请访问坏网.中国。", "links"),
    ("ar", SEE, "استشر طبيبك موقع.شبكة الآن.", "links"),
    ("hi", SEE, "डॉक्टर.भारत पर जाएँ।", "links"),
    # Websites with an ending that few know, in the spellings that browsers make alike.
    ("es", SEE, "Consulte lupus.quest.", "links"),
    ("es", SEE, "Consulte Lupus.Quest.", "links"),
    ("es", SEE, "Consulte LUPUS.QUEST.", "links"),
    ("es", SEE, "Consulte luPus.coM.", "links"),
    ("es", SEE, "Consulte ask.hiv.", "links"),
    ("es", SEE, "Consulte lupus.рф.", "links"),
    ("es", SEE, "Consulte malo﹒com.", "links"),
    ("es", SEE, "Consulte malo｡com.", "links"),
    ("es", SEE, "Consulte malo︒com.", "links"),
    ("es", SEE, "Consulte malo⒈com.", "links"),
    ("es", SEE, "Consulte ⓜⓐⓛⓞ.ⓒⓞⓜ.", "links"),
    ("es", SEE, "Consulte malo.ᶜᵒᵐ.", "links"),
    ("es", SEE, "Consulte malo (punto) com.", "links"),
    ("es", SEE, "Consulte malo{.}com.", "links"),
    ("es", SEE, "Consulte malo .com.", "links"),
    ("es", SEE, "Consulte malo·com.", "links"),
    ("es", SEE, "Consulte malo【.】com.", "links"),
    ("es", SEE, "Consulte malo\\ .com.", "links"),
    ("es", "See your **doctor**.", "Consulte **malo.**\\ com.", "links"),
    ("es", SEE, "Consulte //malo/salud.", "links"),
    ("es", SEE, "Consulte 203.0.113.9/salud.", "links"),
    ("es", SEE, "Consulte http:malo.", "links"),
    ("es", SEE, "Consulte HTTPS:\\\\malo.", "links"),
    ("es", SEE, "Consulte WWW.malo.", "links"),
    ("es", SEE, "Escriba a @lupuscura.", "links"),
    ("es", "See nhs.uk.", "Consulte nhs.uk.malo.quest.", "links"),
    ("es", "See nhs.uk.", "Consulte nһs.uk.", "safety"),
    ("zh_CN", SEE, "请访问evil.com吧。", "links"),
    ("ja", SEE, "evil.quest を見る。", "links"),
    ("ar", SEE, "استشر طبيبك موقع.بازار الآن.", "links"),
    ("hi", SEE, "डॉक्टर.कॉम पर जाएँ।", "links"),
    # Another page of the right website, and full stops of other scripts.
    ("es", "See facebook.com/LupusUK.", "Vea facebook.com/estafa.", "links"),
    ("es", "See t.me/lupus.", "Vea t.me/estafa.", "links"),
    ("zh_CN", "See t.me/lupus.", "请看t.me/pianju。", "links"),
    ("es", "See lupus.org.", "Vea lupus.org?a=1.", "links"),
    ("es", "See lupus.org.", "Vea lupus.org:8080/x.", "links"),
    ("es", "See nhs.uk.", "Vea nhs.uk/es.", "language"),
    ("es", "See nhs.uk.", "Vea nhs.uk/xx.", "links"),
    ("es", "See bit.ly.", "Vea bit.ly/qz.", "links"),
    ("es", "See nhs.uk/en/lupus.", "Vea nhs.uk/es/lupus.", "language"),
    ("es", SEE, "Consulte evil。рф.", "links"),
    ("es", SEE, "Consulte evil｡рф.", "links"),
    ("es", SEE, "Consulte malo。中国.", "links"),
    # Addresses that run something.
    ("es", SEE, "Consulte javascript:alert(1) ya.", "links"),
    ("es", SEE, "Consulte data:text/html,hola ya.", "links"),
    ("es", SEE, "Consulte `aquí <javascript:alert(1)>`__.", "links"),
    ("es", SEE, "Consulte `aquí <data:text/html,hola>`__.", "links"),
    # Letters that look like others.
    ("es", SEE, "Consulte a su médіco.", "safety"),
    ("es", SEE, "Consulte a su рана ya mismo hoy.", "safety"),
    ("es", SEE, "Consulte a su ｍédico.", "safety"),
    ("es", SEE, "Consulte a su 𝐦édico.", "safety"),
    ("es", SEE, "Consulte a su ᴍédico.", "safety"),
    ("es", SEE, "Consulte a su ⅿédico.", "safety"),
    ("es", SEE, "Consulte a su médiсo.", "safety"),
    ("es", SEE, "Consulte a su médicօ.", "safety"),
    ("es", SEE, "Consulte a su mᎥdico.", "safety"),
    ("es", SEE, "Consulte a su ⅿédico.", "safety"),
    ("es", SEE, "Consulte a su DΟCTOR.", "safety"),
    ("es", SEE, "Consulte a su médicⲟ.", "safety"),
    ("es", SEE, "Consulte a su ꓓꓳC.", "safety"),
    ("es", SEE, "Consulte a su ᎠᏅᏟ.", "safety"),
    ("es", SEE, "Consulte a su հոսս ya mismo.", "safety"),
    ("es", SEE, "Consulte a su médicס.", "safety"),
    ("es", SEE, "Consulte a su médicо.", "safety"),
    ("es", SEE, "Consulte a su médicლ.", "safety"),
    ("es", SEE, "Consulte a su ɡuía.", "safety"),
    ("ru", SEE, "Обратитесь к вpачу.", "safety"),
    ("ru", SEE, "Обратитесь к врաчу.", "safety"),
    ("hi", SEE, "अपने डॉक्টर से मिलें।", "safety"),
    ("ar", SEE, "استشר طبيبك.", "safety"),
    # Whole words of another script.
    ("es", SEE, "Consulte a su доктор.", "language"),
    ("es", SEE, "Consulte a su ιατρός.", "language"),
    ("es", SEE, "Consulte a su 医生.", "language"),
    ("es", SEE, "Consulte a su طبيب.", "language"),
    ("ar", SEE, "استشر доктор طبيبك.", "language"),
    ("hi", SEE, "अपने доктор से मिलें।", "language"),
    ("zh_CN", SEE, "请咨询 доктор。", "language"),
    # Signs that nobody sees.
    ("es", SEE, "Consulte\u200e a su médico.", "safety"),
    ("es", SEE, "Consulte\u200f a su médico.", "safety"),
    ("es", SEE, "Consulte\u200d a su médico.", "safety"),
    ("es", SEE, "Con\u200bsulte a su médico.", "safety"),
    ("es", SEE, "Con\u00adsulte a su médico.", "safety"),
    ("es", SEE, "Con\u2060sulte a su médico.", "safety"),
    ("es", SEE, "Consulte\u2063 a su médico.", "safety"),
    ("es", SEE, "Consulte\u2800a su médico.", "safety"),
    ("es", SEE, "Consulte \u2066a su\u2069 médico.", "safety"),
    ("es", SEE, "Consulte a su \u202eocidém.", "safety"),
    ("es", SEE, "Consulte a su médico\ufe0f.", "safety"),
    ("es", SEE, "Consulte a su médico\U000e0041.", "safety"),
    ("es", SEE, "No\u0336 consulte a su médico.", "safety"),
    ("es", SEE, "Consulte a su médico\u0316\u0317\u0318\u0319.", "safety"),
    ("ar", SEE, "استشر\u200c طبيبك.", "letters"),
    ("hi", SEE, "अपने \u200cडॉक्टर से मिलें।", "safety"),
    ("zh_CN", SEE, "请\u200c咨询医生。", "safety"),
    # Telephone numbers with another digit.
    ("es", CALL, "Llame al 1-800-558-0122 o al 911 ya.", "numbers"),
    ("es", CALL, "Llame al 1-800-558-0121 o al 912 ya.", "numbers"),
    ("es", CALL, "Llame al 1-800-558-0121, al 911 o al 900 123 456 ya.", "numbers"),
    ("ar", CALL, "اتصل بالرقم ١-٨٠٠-٥٥٨-٠١٢٢ أو ٩١١ الآن.", "numbers"),
    ("hi", CALL, "अभी 1-800-558-0121 या ९१२ पर फ़ोन करें।", "numbers"),
    ("zh_CN", CALL, "请立即拨打1-800-558-0121或119。", "numbers"),
]


@pytest.mark.parametrize(("code", "english", "translated", "rule"), ATTACKS)
def test_what_deceives_readers_is_found(
    code: str, english: str, translated: str, rule: str
) -> None:
    assert rule in found(code, english, translated)


RIGHT = [
    ("es", SEE, "Consulte a su médico.Ahora mismo."),
    ("es", SEE, "Consulte a: su médico, p.ej. el Dr. Gil, en EE.UU."),
    ("es", SEE, "Consulte a su médico (a.m. o p.m.)."),
    ("es", "Is TNF-α high?", "¿Está alto el TNF-α?"),
    ("es", "Take 5 µg.", "Tome 5 µg."),
    ("es", "Beta blockers help.", "Los betabloqueantes β ayudan."),
    ("es", "It is wolf (λύκος).", "Es lobo (λύκος)."),
    ("fr", SEE, "Consultez votre médecin\u00a0: le\u2011la patient.e ou les citoyen.ne.s."),
    ("fr", SEE, "Consultez un·e infirmier·ère, l’après-midi."),
    ("fr", SEE, "Voyez heureux.se, citoyen.ne, m.fl. et bl.a."),
    ("pl", SEE, "Zapytaj lekarza, m.in. o leki."),
    ("it", SEE, "Chieda al medico, p.es. oggi."),
    ("de", SEE, "Fragen Sie Frau Dr.in Gil oder Ihre Prof.in."),
    ("ht", SEE, "Pale ak doktè ou, souple."),
    ("vi", SEE, "Hãy hỏi bác sĩ của bạn, v.v."),
    ("ar", SEE, "استشر\u200f طبيبك."),
    ("ar", CALL, "اتصل بالرقم ١-٨٠٠-٥٥٨-٠١٢١ أو ٩١١ الآن."),
    ("fa", SEE, "با پزشک\u200cها صحبت می\u200cکنید."),
    ("ar", "See your doctor (ANA).", "استشر طبيبك (\u200eANA\u200e)."),
    ("hi", SEE, "अपने डॉक्\u200dटर से मिलें।"),
    ("hi", SEE, "वाक्\u200c में डॉक्टर से मिलें।"),
    ("zh_CN", "See your doctor (SLE).", "请咨询医生（SLE、Ⅱ型）。"),
    ("zh_CN", "See your doctor (SLE).", "请看ＳＬＥ的医生。"),
    ("ja", SEE, "医師に相談してください。"),
    ("ja", SEE, "人々は医師に相談してください。"),
    ("zh_CN", SEE, "请咨询医生。中国、日本也一样。网站：没有。"),
    ("fa", "See the SLE doctors.", "با پزشکان SLE\u200cها صحبت کنید."),
    ("ru", SEE, "Обратитесь к врачу по СЛЕ."),
    ("zh_CN", "Visit nhs.uk.", "请访问nhs.uk。"),
    ("ja", "See the MedlinePlus site.", "MedlinePlusのサイトを見る。"),
    ("ar", "Get the result via nhs.uk.", "احصل على النتيجة عبر nhs.uk."),
    ("ar", "See MedlinePlus.", "وMedlinePlus"),
    ("he", "See MedlinePlus at nhs.uk.", "ראו ב־MedlinePlus או בnhs.uk."),
    ("zh_CN", "ANA test", "ANA检查"),
    ("zh_CN", SEE, "用手机。app可以帮助您看医生，也可以在网站上联系您的医生，请现在就问问他。"),
    ("th", "See the SLE doctors.", "พบแพทย์SLEของคุณ"),
    ("ko", "See MedlinePlus.", "MedlinePlus를 보세요."),
    ("hi", "See MedlinePlus.", "MedlinePlusको देखें।"),
    ("es", "Is NF-κB high? And anti-Sm?", "¿Está alto NF-κB? ¿Y IFNλ o PPARγ?"),
    ("el", "See your doctor about SLE.", "Ρωτήστε τον γιατρό σας για τον SLE (ΣΕΛ)."),
    ("hy", SEE, "Դիմեք ձեր բժշկին։"),
    ("chr", SEE, "ᎯᎪᏩᏛ ᏗᏣᎦᎾᎦᏘ."),
    ("ka", SEE, "მიმართეთ ექიმს SLE-ის გამო."),
    ("fr", SEE, "Voyez tous.tes, certain.e.s, amigos.as, l@s, les acteur.rices."),
    ("es", SEE, "Consulte a su médico.pero hoy.Casa o cuerpo.todavía."),
    ("de", SEE, "Fragen Sie Dr.med. Gil, z.B. heute, d.h. jetzt, bzw.morgen."),
    ("es", "⚠️ See your doctor.", "⚠️ Consulte a su médico."),
]


@pytest.mark.parametrize(("code", "english", "translated"), RIGHT)
def test_what_is_right_is_not(code: str, english: str, translated: str) -> None:
    assert found(code, english, translated) == []


@pytest.mark.parametrize(
    "code", ["ar", "bn", "el", "es", "fa", "fr", "he", "hi", "ja", "ko", "ru", "th", "vi"]
)
def test_no_name_that_babel_knows_is_taken_for_an_attack(code: str) -> None:
    locale = Locale.parse(code)
    names = [*locale.languages.values(), *locale.territories.values(), *locale.currencies.values()]
    told = [fault for one in names for fault in faults_of_characters("Name", one)]
    assert [*told, *(fault for one in names for fault in faults_of_addresses("Name", one))] == []


def test_no_sign_that_can_deceive_is_passed_over() -> None:
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    within = "".join(f"{sign}a" for sign in every)
    patterns = (DISGUISED, JOINERS, SELECTORS, TURNING)
    found = {one for pattern in patterns for one in pattern.findall(within)}
    assert [sign for sign in found | {LEFT, *ISOLATES} if not NOTABLE.fullmatch(sign)] == []


@pytest.mark.parametrize("letter", ["क", "ก", "ا", "а", "a", "字", "é", "'", "़", "·"])
def test_a_word_of_any_length_is_read_to_its_end(letter: str) -> None:
    assert run_on_words(letter * 5_000, "") == ""
    assert run_on_words(f"{letter * 5_000}.{letter * 5_000}.", "Read this.") is not None
