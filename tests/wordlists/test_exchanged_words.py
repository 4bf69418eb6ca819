"""A word that stands for another of its group is found in each language, and no other is."""

import csv

import pytest
from conftest import ROOT
from small_catalogs import catalog_of

from multilingual.checks.completeness import length
from multilingual.checks.exchanged_and_dropped import exchanged
from multilingual.checks.language import unchanged
from multilingual.checks.medical_and_critical_words import negation
from multilingual.wordlists.critical_words import read_words
from multilingual.wordlists.exchanged_words import ExchangedWords, exchanged_words_of
from multilingual.wordlists.exchanges import exchanges

CODES = ("es", "fr", "ar", "hi", "zh_CN")
SIDES = {name: frozenset({("size", name)}) for name in ("big", "small")}
WORDS = ExchangedWords(
    [
        ("grande", SIDES["big"]),
        ("gran*", SIDES["big"]),
        ("grano", SIDES["small"]),
        ("-gran vía", SIDES["big"]),
        ("-granja", SIDES["big"]),
        ("medio", SIDES["big"]),
        ("medio", SIDES["small"]),
    ]
)


def faults(code: str, english: str, text: str) -> list[str]:
    return [finding.message for finding in exchanged(catalog_of(code, (english, text)))]


def lengths(code: str, english: str, text: str) -> list[str]:
    return [finding.message for finding in length(catalog_of(code, (english, text)))]


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("casa grande ", 1),
        ("casa granate ", 1),
        ("la gran vía ", 0),
        ("una granja ", 0),
        ("nada ", 0),
    ],
)
def test_the_longest_form_counts_and_one_with_a_dash_hides_another(text: str, most: int) -> None:
    assert WORDS.count(text).most["size", "big"] == most


def test_a_word_of_two_sides_is_surely_neither() -> None:
    found = WORDS.count("medio ")
    assert (found.least["size", "big"], found.most["size", "big"]) == (0, 1)


@pytest.mark.parametrize(
    ("code", "english", "right", "wrong"),
    [
        ("es", "The risk is higher.", "El riesgo es mayor.", "El riesgo es menor."),
        ("fr", "It raises the risk.", "Cela augmente le risque.", "Cela réduit le risque."),
        ("ar", "Take it before meals.", "تناوله قبل الطعام.", "تناوله بعد الطعام."),
        ("hi", "Wait for some hours.", "कुछ घंटे रुकें।", "कुछ दिन रुकें।"),
        ("zh_CN", "It takes some weeks.", "需要几周。", "需要几天。"),
        ("es", "Ask a pharmacist.", "Pregunte a la farmacéutica.", "Pregunte a la médica."),
        ("fr", "Aspirin can help.", "L’aspirine peut aider.", "Le paracétamol peut aider."),
        ("ar", "It harms the lungs.", "يضر بالرئتين.", "يضر بالكليتين."),
        ("zh_CN", "You get a fever.", "您会发烧。", "您会咳嗽。"),
        ("es", "Lupus is mild.", "El lupus es leve.", "El lupus es grave."),
    ],
)
def test_a_word_in_place_of_another_is_found(
    code: str, english: str, right: str, wrong: str
) -> None:
    assert faults(code, english, right) == []
    assert len(faults(code, english, wrong)) == 1


@pytest.mark.parametrize(
    ("code", "right", "lost"),
    [
        ("es", "También es seguro en el embarazo.", "También es seguro."),
        ("fr", "Il est aussi sans danger pendant la grossesse.", "Il est aussi sans danger."),
        ("ar", "وهو آمن أثناء الحمل أيضاً.", "وهو آمن أيضاً."),
        ("hi", "यह गर्भावस्था में भी सुरक्षित है।", "यह भी सुरक्षित है।"),
        ("zh_CN", "怀孕期间也是安全的。", "这也是安全的。"),
    ],
)
def test_a_word_that_is_always_said_is_missed(code: str, right: str, lost: str) -> None:
    english = "It is also safe in pregnancy."
    assert faults(code, english, right) == []
    assert "no word for it" in faults(code, english, lost)[0]


@pytest.mark.parametrize(
    ("code", "english", "right", "wrong"),
    [
        ("es", "Weight gain is common.", "El aumento de peso es común.", "Perder peso es común."),
        ("fr", "Platelets can be low.", "Les plaquettes peuvent être basses.", "Beaucoup."),
        ("ar", "Call within an hour.", "اتصل خلال ساعة.", "اتصل بعد ساعة."),
        ("hi", "Take it with breakfast.", "नाश्ते के साथ लें।", "रात के खाने के साथ लें।"),
        ("zh_CN", "Take it on Monday.", "星期一服用。", "星期二服用。"),
        ("es", "Take it once a week.", "Tómelo una vez por semana.", "Tómelo una vez al día."),
        ("fr", "Take it in the afternoon.", "Prenez-le l’après-midi.", "Prenez-le le soir."),
        ("hi", "Pain in the hands.", "हाथों में दर्द।", "पैरों में दर्द।"),
        ("es", "Tell a friend.", "Dígaselo a un amigo.", "Dígaselo a un médico."),
    ],
)
def test_more_words_of_health_are_told_apart(
    code: str, english: str, right: str, wrong: str
) -> None:
    assert faults(code, english, right) == []
    assert len(faults(code, english, wrong)) == 1


def test_a_medical_word_of_the_term_list_in_place_of_another_is_found_by_its_count() -> None:
    english = "An antibody sticks to an antigen, and an antigen is a target."
    right = "Un anticuerpo se une a un antígeno, y un antígeno es un blanco."
    assert faults("es", english, right) == []
    assert len(faults("es", english, right.replace("antígeno es", "anticuerpo es"))) == 1


def test_the_advice_is_in_the_words_of_the_language() -> None:
    assert "小时" in faults("zh_CN", "Rest for some hours.", "休息几天。")[0]
    assert "día" in faults("es", "Some days.", "Unos meses.")[0]


@pytest.mark.parametrize(
    ("english", "text"),
    [
        ("Keep taking your medicine.", "No deje de tomar su medicamento."),
        ("The vaccine is not dangerous.", "La vacuna es segura."),
        ("It changes every 15 minutes.", "Cambia cada cuarto de hora."),
        ("Lupus is rare in men.", "El lupus es poco frecuente en los hombres."),
    ],
)
def test_an_opposite_with_a_not_is_no_exchange(english: str, text: str) -> None:
    catalog = catalog_of("es", (english, text))
    assert [*exchanged(catalog), *negation(catalog)] == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Descanse de 2 a 4 horas.", 0),
        ("Descanse de 4 a 2 horas.", 1),
        ("Descanse entre 2 y 4 horas.", 0),
    ],
)
def test_a_range_keeps_its_order(text: str, count: int) -> None:
    assert len(faults("es", "Rest for 2 to 4 hours.", text)) == count


def test_a_share_may_stand_the_other_way_round() -> None:
    assert faults("zh_CN", "About 9 out of 10 are women.", "10人中约9人是女性。") == []


LISTED = "Call for vomiting, dizziness, fainting or confusion."


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Llame si tiene vómitos, mareos, desmayos o confusión.", 0),
        ("Llame si tiene confusión y desmayos, mareos o vómitos.", 0),
        ("Llame si tiene vómitos, mareos o confusión.", 1),
    ],
)
def test_a_lost_item_of_a_list_is_found(text: str, count: int) -> None:
    assert len(lengths("es", LISTED, text)) == count


def test_a_lost_sentence_is_found_and_joined_ones_are_not() -> None:
    english = "Drink water. Fever and vomiting can be dangerous. Tell your family about it."
    joined = "Beba agua. La fiebre y los vómitos pueden ser peligrosos: dígaselo a su familia."
    lost = "Beba siempre agua suficiente. Hable de esto también con toda su familia."
    assert lengths("es", english, joined) == []
    assert len(lengths("es", english, lost)) == 1


@pytest.mark.parametrize("code", CODES)
def test_right_texts_in_other_words_have_no_finding(code: str) -> None:
    path = ROOT / "tests" / "data" / "measure" / "right.csv"
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    texts = [(row["english"], row[code]) for row in rows]
    catalog = catalog_of(code, *texts)
    assert len(texts) >= 40
    assert [*exchanged(catalog), *negation(catalog)] == []


@pytest.mark.parametrize("code", CODES)
def test_each_exchanged_word_of_the_measure_is_found(code: str) -> None:
    language = exchanged_words_of(catalog_of(code).language.once(read_words))
    path = ROOT / "tests" / "data" / "measure" / "exchanged.csv"
    rows = [row for row in csv.DictReader(path.open(encoding="utf-8")) if row["language"] == code]
    blind = [row for row in rows if not exchanges(row["english"], row["wrong"], language)]
    assert len(rows) > 40
    assert len(blind) <= len(rows) / 3


@pytest.mark.parametrize(("code", "word"), [("es", "Diabetes"), ("fr", "Fatigue")])
def test_a_medical_word_that_is_the_same_in_english_is_translated(code: str, word: str) -> None:
    assert list(unchanged(catalog_of(code, (word, word)))) == []


@pytest.mark.parametrize(
    ("english", "text"),
    [
        ("You no longer need it.", "Vous n’en avez plus besoin."),
        ("It contains a single dose.", "Il ne contient qu’une seule dose."),
        ("Read more at lupus.org/never-stop.", "Lisez la suite sur lupus.org/never-stop."),
    ],
)
def test_a_half_of_a_french_not_that_is_none_is_no_fault(english: str, text: str) -> None:
    assert list(negation(catalog_of("fr", (english, text)))) == []
