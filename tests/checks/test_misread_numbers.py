"""A letter, a sign or a number word beside a figure, which readers may take for a digit of it."""

import pytest
from small_catalogs import catalog_of

from multilingual.checks.numbers import numbers

FEVER = "Get help if your fever is 38 °C (100.4 °F) or more."
TRANSLATIONS = {
    "es": "Pida ayuda si su fiebre es de {} (100,4 °F) o más.",
    "fr": "Demandez de l’aide si votre fièvre est de {} (100,4 °F) ou plus.",
    "ar": "اطلب المساعدة إذا كانت حرارتك {} (100.4 °F) أو أكثر.",
    "hi": "अगर बुखार {} (100.4 °F) या उससे ज़्यादा हो, तो मदद लें।",
    "zh_CN": "如果发烧达到 {}(100.4 °F)或更高,请求助。",
}


def faults(code: str, english: str, translation: str) -> list[str]:
    return [one.message for one in numbers(catalog_of(code, (english, translation)))]


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_the_figure_alone_is_right(code: str) -> None:
    assert faults(code, FEVER, TRANSLATIONS[code].format("38 °C")) == []


@pytest.mark.parametrize(
    ("code", "figure"),
    [
        ("es", "38O °C"),
        ("es", "38 °C o cuarenta y ocho"),
        ("es", "38 °C, cuarenta y ocho"),
        ("ar", "38 °C أو ثمانية وأربعون"),
        ("zh_CN", "38 °C或四十八"),
        ("es", "38o °C"),
        ("es", "l38 °C"),
        ("es", "I38 °C"),
        ("es", "3B °C"),
        ("es", "|38 °C"),
        ("es", "38l °C"),
        ("es", "ciento 38 °C"),
        ("es", "mil 38 °C"),
        ("es", "38 (cuarenta y ocho) °C"),
        ("es", "38 (forty-eight) °C"),
        ("es", "🔟38 °C"),
        ("es", "💯38 °C"),
        ("es", "38Ⅳ °C"),
        ("es", "Ⅳ38 °C"),
        ("es", "Ⅳ 38 °C"),
        ("es", "38 Ⅳ °C"),
        ("es", "38½ °C"),
        ("es", "38 ½ °C"),
        ("es", "½38 °C"),
        ("es", "38⅓ °C"),
        ("es", "38② °C"),
        ("es", "❷38 °C"),
        ("es", "38❷ °C"),
        ("es", "²38 °C"),
        ("es", "38² °C"),
        ("es", "38⁵ °C"),
        ("es", "38₅ °C"),
        ("es", "38.O °C"),
        ("es", "38,S °C"),
        ("es", "l 38 °C"),
        ("es", "I 38 °C"),
        ("es", "cien 38 °C"),
        ("es", "38 y ocho °C"),
        ("es", "38 °C y medio"),
        ("es", "38 °C y media"),
        ("es", "veinte 38 °C"),
        ("es", "cuarenta y ocho (38) °C"),
        ("es", "38—cuarenta y ocho °C"),
        ("es", "38⭕ °C"),
        ("es", "⭕38 °C"),
        ("es", "○38 °C"),
        ("es", "38○ °C"),
        ("es", "З8 °C"),
        ("es", "38О °C"),
        ("es", "38 X °C"),
        ("es", "X 38 °C"),
        ("es", "XX 38 °C"),
        ("es", "38x °C"),
        ("es", "1٣8 °C"),
        ("es", "38🄁 °C"),
        ("es", "⚂38 °C"),
        ("es", "38ᴏ °C"),
        ("es", "38ⵔ °C"),
        ("es", "ǀ38 °C"),
        ("es", "doscientos 38 °C"),
        ("es", "38 cien °C"),
        ("es", "38 (ocho) °C"),
        ("es", "38̸ °C"),
        ("es", "38⃠ °C"),
        ("es", "38 °C 48"),
        ("es", "dos38 °C"),
        ("es", "38dos °C"),
        ("es", "38 mil °C"),
        ("es", "tres veces 38 °C"),
        ("es", "el doble de 38 °C"),
        ("es", "38º5 °C"),
        ("es", "38o5 °C"),
        ("es", "-38 °C"),
        ("es", "~1 38 °C"),
        ("es", "38º °C 5"),
        ("es", "38e1 °C"),
        ("es", "38E °C"),
        ("es", "38%5 °C"),
        ("es", "38'5 °C"),
        ("es", "38-9 °C"),
        ("fr", "cent 38 °C"),
        ("fr", "38O °C"),
        ("fr", "38 (quarante-huit) °C"),
        ("fr", "mille 38 °C"),
        ("fr", "l38 °C"),
        ("fr", "38 et demi °C"),
        ("fr", "quatre-vingt 38 °C"),
        ("fr", "38 cents °C"),
        ("fr", "38 (huit) °C"),
        ("fr", "vingt 38 °C"),
        ("fr", "38 virgule cinq °C"),
        ("fr", "cent38 °C"),
        ("fr", "38 et huit °C"),
        ("ar", "ا٣٨ °C"),
        ("ar", "٣٨ه °C"),
        ("ar", "38ا °C"),
        ("ar", "ا38 °C"),
        ("ar", "38ه °C"),
        ("ar", "مئة 38 °C"),
        ("ar", "38 ونصف °C"),
        ("ar", "٣٨ (ثمانية وأربعون) °C"),
        ("ar", "ه٣٨ °C"),
        ("ar", "مئة و38 °C"),
        ("ar", "ألف و 38 °C"),
        ("ar", "38 وأربعون °C"),
        ("ar", "٣٨ ه °C"),
        ("ar", "ا ٣٨ °C"),
        ("ar", "٣٨٠ °C"),
        ("ar", "٣٨o °C"),
        ("ar", "38 °C ونصف"),
        ("ar", "أ38 °C"),
        ("ar", "مئة و٣٨ °C"),
        ("ar", "١ و٣٨ °C"),
        ("hi", "साढ़े 38 °C"),
        ("hi", "सवा 38 °C"),
        ("hi", "पौने 38 °C"),
        ("hi", "38 (अड़तालीस) °C"),
        ("hi", "सौ 38 °C"),
        ("hi", "38O °C"),
        ("hi", "३८ा °C"),
        ("hi", "एक सौ 38 °C"),
        ("hi", "38 °C साढ़े"),
        ("hi", "डेढ़ 38 °C"),
        ("hi", "ढाई 38 °C"),
        ("hi", "38 सौ °C"),
        ("hi", "अड़तालीस (38) °C"),
        ("hi", "हज़ार 38 °C"),
        ("hi", "साढे 38 °C"),
        ("hi", "38ह °C"),
        ("hi", "दो38 °C"),
        ("zh_CN", "一38 °C"),
        ("zh_CN", "38〇 °C"),
        ("zh_CN", "38 °C半"),
        ("zh_CN", "38半 °C"),
        ("zh_CN", "一百38 °C"),
        ("zh_CN", "38一 °C"),
        ("zh_CN", "三38 °C"),
        ("zh_CN", "38零 °C"),
        ("zh_CN", "38(四十八)°C"),
        ("zh_CN", "38 四十八 °C"),
        ("zh_CN", "廿38 °C"),
        ("zh_CN", "壹38 °C"),
        ("zh_CN", "38伍 °C"),
        ("zh_CN", "〇38 °C"),
        ("zh_CN", "38度半"),
        ("zh_CN", "百38 °C"),
        ("zh_CN", "38点五 °C"),
        ("zh_CN", "38 点五 °C"),
        ("zh_CN", "一 38 °C"),
        ("zh_CN", "38.五 °C"),
        ("zh_CN", "38千 °C"),
        ("zh_CN", "○38 °C"),
        ("zh_CN", "38○ °C"),
        ("zh_CN", "两38 °C"),
        ("zh_CN", "卅八38 °C"),
        ("zh_CN", "㈠38 °C"),
        ("zh_CN", "㊀38 °C"),
        ("zh_CN", "〡38 °C"),
        ("zh_CN", "38O °C"),
        ("zh_CN", "38 °C多五"),
    ],
)
def test_what_may_be_read_as_another_number_is_an_error(code: str, figure: str) -> None:
    assert len(faults(code, FEVER, TRANSLATIONS[code].format(figure))) == 1


@pytest.mark.parametrize(
    ("code", "figure"),
    [
        ("de", "38O"),
        ("de", "38OO"),
        ("de", "l38"),
        ("ru", "З38"),
        ("ru", "38О"),
        ("el", "38ο"),
        ("fa", "ا۳۸"),
        ("fa", "۳۸ه"),
        ("ur", "ه۳۸"),
        ("bn", "৩৮া"),
        ("am", "፩38"),
    ],
)
def test_it_is_an_error_in_languages_without_a_list(code: str, figure: str) -> None:
    assert len(faults(code, "38", figure)) == 1


def test_the_error_names_the_figure_and_what_touches_it() -> None:
    (fault,) = faults("es", "Take 5 mg.", "Tome l5 mg.")
    assert fault.startswith("Readers may take l5 for another number.")


@pytest.mark.parametrize(
    ("code", "english", "translation"),
    [
        ("es", "vitamin B12 and CO2", "vitamina B12 y CO2"),
        ("es", "C3 and C4 levels", "niveles de C3 y C4"),
        ("ar", "up to 38 °C and for 5 days", "حتى 38 °C ول5 أيام"),
        ("ar", "about 20 and 30", "نحو 20 و30"),
        ("ar", "in 2016, 97 out of 100", "في عام 2016، 97 من كل 100"),
        ("ar", "in the 12th century", "القرن الـ12"),
        ("ar", "in 1950", "عام 1950م"),
        ("ar", "to 10 people", "ل10 أشخاص"),
        ("ar", "the 5 people", "الـ5 أشخاص"),
        ("ar", "for the 5", "لل5"),
        ("zh_CN", "38 °C", "38度"),
        ("zh_CN", "5 people", "5个人"),
        ("zh_CN", "Monday at 9 a.m.", "周一9点"),
        ("zh_CN", "Wednesday at 3", "星期三3点"),
        ("zh_CN", "If your fever is 38 °C", "万一38 °C"),
        ("zh_CN", "No. 5", "第5"),
        ("zh_CN", "about 20", "约20"),
        ("zh_CN", "20 to 30", "20至30"),
        ("zh_CN", "5 kg", "5千克"),
        ("zh_CN", "3.4 million", "340万"),
        ("zh_CN", "one of 5 people", "5人之一"),
        ("zh_CN", "1 in 3 people", "3分之1"),
        ("fr", "the 1st", "le 1er"),
        ("fr", "2nd", "2e"),
        ("fr", "2nd", "2è"),
        ("fr", "2nd", "2ème"),
        ("ca", "1st", "1r"),
        ("fr", "2nd", "2nd"),
        ("fr", "5 l", "5l"),
        ("es", "1st", "1º"),
        ("es", "1st", "1.º"),
        ("es", "1st", "1.er"),
        ("fr", "9 p.m.", "21h"),
        ("fr", "at 9:30 p.m.", "à 21h30"),
        ("fr", "No. 5", "n°5"),
        ("es", "No. 5", "nº5"),
        ("es", "38 °C", "38ºC"),
        ("es", "38 °C", "38 ºC"),
        ("es", "38 °C", "38°C"),
        ("hi", "12th", "12वीं"),
        ("hi", "12th", "12वाँ"),
        ("hi", "5 mg", "5मि.ग्रा."),
        ("hi", "10 people", "10लोग"),
        ("es", "type IV 5", "tipo IV 5"),
        ("es", "5 m", "5m"),
        ("es", "COVID-19", "COVID-19"),
        ("es", "Omega 3", "omega3"),
        ("fr", "IL-6", "IL6"),
        ("fr", "vitamin C 500 mg", "vitamine C 500 mg"),
        ("es", "at 18th", "siglo XVIII"),
        ("es", "the average age is 38", "la edad media: 38"),
        ("es", "38% of patients", "un 38 % de los pacientes"),
        ("es", "100 to 200 mg", "de 100 a 200mg"),
        ("es", "30 percent", "30 por ciento"),
        ("es", "30%", "30 por ciento"),
        ("fr", "30%", "30 pour cent"),
        ("de", "the 80s", "die 80er Jahre"),
        ("de", "5 times", "5-mal"),
        ("de", "10-fold", "10fach"),
        ("pt", "1st", "1ª"),
        ("vi", "5 mg", "5mg"),
        ("ru", "5th", "5-й"),
        ("ru", "5th", "5й"),
        ("ko", "38 °C", "38도"),
        ("ko", "5", "약5"),
        ("th", "5", "ประมาณ5"),
        ("he", "5", "ל5"),
        ("es", "Take 2 × 5 mg", "Tome 2 × 5 mg"),
        ("es", "H1N1", "H1N1"),
        ("es", "1.5", "1½"),
        ("es", "10^5", "10⁵"),
        ("es", "5 m² 3", "5 m² 3"),
        ("hi", "at 8:30", "साढ़े 8 बजे"),
        ("hi", "3.5 hours", "साढ़े तीन घंटे"),
        ("hi", "1.25 hours", "सवा घंटा"),
        ("hi", "18.5", "साढ़े अठारह"),
        ("hi", "for 7.75 hours", "पौने 8 घंटे"),
        ("hi", "at 7:45", "पौने 8 बजे"),
        ("hi", "8:15", "सवा 8 बजे"),
        ("es", "the 2nd", "la 2da"),
        ("es", "the 3rd", "el 3er"),
        ("es", "38 °C (thirty-eight)", "38 °C (treinta y ocho)"),
        ("es", "38 °C", "38 °C (treinta y ocho)"),
        ("zh_CN", "38.5 °C", "38度半"),
        ("fa", "5", "۵ام"),
        ("bn", "5 people", "৫টি"),
        ("am", "5", "ከ5"),
        ("mr", "5th", "५वा"),
        ("de", "in the 80s", "in den 80ern"),
        ("tr", "at 5", "5'te"),
        ("vi", "5 a.m.", "5h"),
        ("es", "item 1, 2 and 3", "① ② ③"),
        ("es", "Take 1 tablet at 8 o'clock or 9", "Tome 1 comprimido a las 8 o a las 9"),
        ("es", "Take 5 mg.", "O 5 mg."),
        ("es", "5 or 6", "5 o 6"),
        ("fr", "from 5 to 6", "de 5 à 6"),
        ("es", "Factor V and 5", "factor V y 5"),
        ("fr", "24 hours", "24h/24"),
        ("es", "18 to 20 years", "18-20 años"),
        ("ar", "80%", "80٪"),
        ("ar", "1 out of 10", "1 من كل 10"),
        ("ar", "38 °C", "38°م"),
        ("ar", "38 °C", "٣٨ °م"),
        ("ar", "5 mg", "5ملغ"),
        ("zh_CN", "24 hours", "24个小时"),
        ("zh_CN", "around 1,000", "1千左右"),
        ("zh_CN", "ages 15–45", "15~45岁"),
    ],
)
def test_what_belongs_beside_a_number_is_right(code: str, english: str, translation: str) -> None:
    assert faults(code, english, translation) == []


CALL = {
    "es": "Llame ahora a su número de emergencias {}.",
    "fr": "Appelez maintenant votre numéro d’urgence {}.",
    "ar": "اتصل الآن برقم الطوارئ المحلي {}.",
    "hi": "अभी अपने स्थानीय आपातकालीन नंबर {} पर कॉल करें।",
    "zh_CN": "请立即拨打当地急救电话{}。",
}


@pytest.mark.parametrize(
    ("code", "spelled"),
    [
        ("es", "(nueve cero seis, tres dos uno, cinco siete cuatro)"),
        ("es", "nueve cero seis"),
        ("es", "nueve-uno-uno"),
        ("es", "(noventa y uno, doce)"),
        ("es", "(treinta, quince)"),
        ("es", "(nine one one)"),
        ("fr", "(trente-six, quinze)"),
        ("fr", "zéro six, douze"),
        ("fr", "(trente, quinze)"),
        ("fr", "(trente-six quinze)"),
        ("ar", "(صفر تسعة ستة ثلاثة)"),
        ("ar", "تسعة، ستة، ثلاثة"),
        ("ar", "تسعة وستة وثلاثة"),
        ("hi", "(नौ शून्य छह तीन)"),
        ("hi", "नौ शून्य छह"),
        ("zh_CN", "(九零六三)"),
        ("zh_CN", "九、六、三"),
    ],
)
def test_a_phone_number_in_words_is_an_error(code: str, spelled: str) -> None:
    english = "Call your local emergency number now."
    assert len(faults(code, english, CALL[code].format(spelled))) == 1


@pytest.mark.parametrize("code", CALL)
@pytest.mark.parametrize("sign", ["<", ">", "≤", "≠", "√", "±", "~", "≈", "—", "< ", "＜", "≦"])
def test_a_sign_before_a_figure_is_an_error(code: str, sign: str) -> None:
    english = "Get help if your fever is 38 °C."
    translation = TRANSLATIONS[code].replace("(100,4 °F)", "").replace("(100.4 °F)", "")
    assert len(faults(code, english, translation.format(f"{sign}38 °C"))) == 1


@pytest.mark.parametrize("figure", ["160÷110", "160:110", "160-110", "160–110", "√160/110"])
def test_another_sign_for_a_slash_is_an_error(figure: str) -> None:
    english = "Call if your blood pressure is 160/110."
    assert len(faults("es", english, f"Llame si su presión es de {figure}.")) == 1


@pytest.mark.parametrize(
    ("code", "english", "translation"),
    [
        ("es", "Take 5 mg a day.", "Tome 5 Mg al día."),
        ("es", "Call after some hours.", "Llame tras XX horas."),
        ("fr", "Wait for hours.", "Attendez XII heures."),
        ("es", "Take your dose of 5 mg.", "Tome su dosis cuádruple de 5 mg."),
        ("es", "Take 5 mg.", "Tome el quíntuple: 5 mg."),
        ("es", "Take the missed dose.", "Tome la dosis doble olvidada."),
        ("es", "Take 5 mg 3 times a day.", "Tome el triple, 5 mg 3 veces al día."),
        ("fr", "Take your dose of 5 mg.", "Prenez votre dose quadruple de 5 mg."),
        ("fr", "Take your dose of 5 mg.", "Prenez le triple de votre dose de 5 mg."),
        ("ar", "Take your dose of 5 mg.", "تناول ضعف جرعتك 5 mg."),
        ("ar", "Take your dose of 5 mg.", "تناول جرعتك المضاعفة 5 mg."),
        ("ar", "Take your dose of 5 mg.", "تناول أضعاف جرعتك 5 mg."),
        ("hi", "Take your dose of 5 mg.", "अपनी 5 mg की दुगुना खुराक लें।"),
        ("hi", "Take your dose of 5 mg.", "अपनी 5 mg की तिगुना खुराक लें।"),
        ("hi", "Take your dose of 5 mg.", "अपनी 5 mg की चौगुना खुराक लें।"),
        ("zh_CN", "Take your dose of 5 mg.", "服用两倍剂量5 mg。"),
        ("zh_CN", "Take your dose of 5 mg.", "服用三倍剂量5 mg。"),
        ("zh_CN", "Take your dose of 5 mg.", "服用双倍剂量5 mg。"),
        ("es", "Take 5 mg a day.", "Tome 5 mg por kilo al día."),
        ("fr", "Take 5 mg a day.", "Prenez 5 mg par kilo par jour."),
        ("ar", "Take 5 mg a day.", "تناول 5 mg لكل كيلوغرام يومياً."),
        ("hi", "Take 5 mg a day.", "रोज़ 5 mg प्रति किलो लें।"),
        ("zh_CN", "Take 5 mg a day.", "每天每公斤服用5 mg。"),
        ("ar", "Take 5 mg.", "خذ 5 mg للكيلوغرام."),
        ("es", "If you have 38 °C or more", "Si tiene >38 °C o más"),
        ("es", "No more than 5 days after, at 38 °C", "No más de 5 días después, con >38 °C"),
    ],
)
def test_what_changes_a_dose_is_an_error(code: str, english: str, translation: str) -> None:
    assert len(faults(code, english, translation)) == 1


@pytest.mark.parametrize(
    ("code", "english", "translation"),
    [
        ("es", "less than 38 °C", "<38 °C"),
        ("es", "a fever of 38 °C or more", "fiebre ≥38 °C"),
        ("es", "about 38 °C", "~38 °C"),
        ("es", "<38 °C", "＜38 °C"),
        ("es", "160/110", "160 / 110"),
        ("es", "in 2016/2017", "en 2016-2017"),
        ("es", "60 years and older", "≥60 años"),
        ("es", "Bend the knee. Wait 5 minutes.", "Doble la rodilla. Espere 5 minutos."),
        ("es", "class III for 5 hours", "clase III 5 horas"),
        ("es", "Take a double dose of 5 mg.", "Tome una dosis doble de 5 mg."),
        ("es", "You see double. Take 5 mg.", "Tiene visión doble. Tome 5 mg."),
        ("es", "5 mg for each kg", "5 mg por kilo"),
        ("es", "one, two or three", "uno, dos, tres"),
        ("es", "two, three and four", "dos, tres y cuatro"),
        ("fr", "It is three-quarters full.", "Il est plein aux trois quarts."),
        ("ar", "weak muscles, 5 mg a day", "ضعف العضلات، 5 mg يومياً"),
        ("ar", "complications of the 5 mg dose", "مضاعفات جرعة 5 mg"),
        ("hi", "Take 5 mg with lukewarm water.", "5 mg गुनगुने पानी के साथ लें।"),
    ],
)
def test_what_the_english_says_in_other_words_is_right(
    code: str, english: str, translation: str
) -> None:
    assert faults(code, english, translation) == []


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("es", "Con él, 6 de cada 100. Sin él, fue {} de cada 100."),
        ("fr", "Avec lui, 6 sur 100. Sans lui, c’était {} sur 100."),
        ("ar", "معه 6 من كل 100. ومن دونه كان العدد {} من كل 100."),
        ("hi", "इसके साथ 100 में से 6। इसके बिना 100 में से {}।"),
        ("zh_CN", "用它时每100人中有6人。不用它时每100人中有 {} 人。"),
    ],
)
def test_a_number_that_is_written_twice_is_found(code: str, text: str) -> None:
    english = "With it, 6 out of 100. Without it, it was 1 out of 100."
    assert faults(code, english, text.format("1")) == []
    assert faults(code, english, text.format("1 1")) != []
