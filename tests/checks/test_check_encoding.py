"""A text that was saved in a wrong encoding is told, and no right one is."""

from __future__ import annotations

from itertools import chain

import pytest
from babel import Locale
from conftest import ROOT
from small_catalogs import catalog_of_repository

from multilingual.catalogs.language_folder import catalogs_in
from multilingual.text.mojibake import is_mojibake
from multilingual.text.unsafe_text import faults_of_characters

ENCODINGS = (
    *("cp1252", "latin-1", "mac_roman", "cp850", "cp437", "cp1250", "cp1251", "cp1256"),
    *("gb18030", "big5"),
)
TEXTS = {
    "Spanish": "¿Lo sabe su médica?",
    "French": "Voyez-vous un médecin\u00a0? «\u00a0Oui\u00a0», dit-elle, à l’hôpital.",
    "Haitian Creole": "Pale ak doktè ou, epi pran repo.",
    "Vietnamese": "Bạn đã hỏi bác sĩ chưa? Ngã.",
    "Portuguese": "ATENÇÃO: NÃO PARE “AMANHÔ.",
    "Arabic": "اسأل طبيبك",
    "Hindi": "अपने डॉक्टर से पूछें।",
    "Chinese": "请立即打电话。狼疮不会传染。",
}
OLDER = {
    "cp1252": ("¿Lo sabe su médica?", "l’hôpital et le médecin"),
    "mac_roman": ("¿Lo sabe su médica?", "l’hôpital et le médecin"),
    "cp850": ("¿Lo sabe su médica?", "le médecin"),
    "cp437": ("¿Lo sabe su médica?", "le médecin"),
    "cp1256": ("اسأل طبيبك",),
    "gb18030": ("请立即打电话。狼疮不会传染。",),
}
"""Texts that were saved as in the years before UTF-8."""
FEW = 3
RIGHT = (
    *("na hÉireann", "tÚdar", "LaTeX", "iPhone", "l·l", "col·legi", "Mánààtì Àsàbáíjáì", "Náírà"),
    *(
        "小学",
        "学校",
        "心血管",
        "联通",
        "血清pH值mg",
        "SLE患者",
        "α Bidi",
        "伪 Bidi",
        "اکجک",
        "à",
        "É",
    ),
    *(
        "l’été",
        "l’État",
        "«\u00a0Été\u00a0»",
        "oui—non",
        "25\u00a0°C",
        "5\u00a0µg",
        "TNFα",
        "½ à ¾",
    ),
    *("a≥b", "si x±y", "p≤q≤r", "a×b", "mean±sd"),
)


def misread(text: str, encoding: str = "cp1252") -> str:
    """Return what a program shows of the UTF-8 of ``text``."""
    if encoding in ("gb18030", "big5"):
        return text.encode("utf-8").decode(encoding, errors="replace")
    shown = (
        bytes([one]).decode(encoding, errors="ignore") or chr(one) for one in text.encode("utf-8")
    )
    return "".join(shown)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_right_text_is_not_misread(text: str) -> None:
    assert not is_mojibake(text)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_in_a_wrong_encoding_is(text: str, encoding: str) -> None:
    assert is_mojibake(misread(text, encoding))


def published(code: str) -> list[str]:
    messages = chain.from_iterable(
        catalog_of_repository(path).messages for path in catalogs_in(ROOT / "locale" / code)
    )
    return [text for message in messages for text in message.forms]


@pytest.mark.parametrize("code", ["ar", "es", "fr", "hi", "zh_CN"])
def test_no_published_text_is_misread(code: str) -> None:
    assert [text for text in published(code) if is_mojibake(text)] == []


@pytest.mark.parametrize("code", ["ar", "es", "fr", "hi", "zh_CN"])
def test_every_published_text_with_other_signs_is_found_when_misread(code: str) -> None:
    texts = [text for text in published(code) if not text.isascii()]
    assert [text for text in texts if not is_mojibake(misread(text))] == []


@pytest.mark.parametrize("text", RIGHT)
def test_a_right_word_of_any_language_is_not_misread(text: str) -> None:
    assert not is_mojibake(text)


@pytest.mark.parametrize("code", ["fr", "es", "vi", "ar", "hi", "zh", "zh_Hant", "ga", "pt", "ru"])
def test_no_name_of_a_language_or_a_country_is_misread(code: str) -> None:
    locale = Locale.parse(code)
    names = [*locale.languages.values(), *locale.territories.values(), *locale.currencies.values()]
    assert [name for name in names if is_mojibake(name)] == []


@pytest.mark.parametrize(
    ("encoding", "text"), [(one, text) for one, texts in OLDER.items() for text in texts]
)
@pytest.mark.parametrize("shown", ["cp1252", "mac_roman", "cp850", "gb18030"])
def test_a_text_of_before_utf_8_that_was_opened_as_another_is_told(
    encoding: str, text: str, shown: str
) -> None:
    signs = {one: bytes([one]).decode(shown, errors="replace") for one in range(0x100)}
    data = text.encode(encoding)
    read = data.decode(shown, "replace") if shown == "gb18030" else "".join(signs[b] for b in data)
    assert bool(list(faults_of_characters("Ask.", read))) is (read != text)


@pytest.mark.parametrize("code", ["ar", "es", "fr", "hi", "zh_CN"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_published_catalog_in_any_wrong_encoding_is_found(code: str, encoding: str) -> None:
    texts = [text for text in published(code) if not text.isascii()][::5]
    missed = [text for text in texts if not is_mojibake(misread(text, encoding))]
    # The bytes of a Chinese word of two signs can be those of another one by chance.
    assert [text for text in missed if sum(not sign.isascii() for sign in text) > FEW] == []
