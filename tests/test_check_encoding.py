"""A text that was saved in a wrong encoding is told, and no right one is."""

from __future__ import annotations

import pytest
from conftest import ROOT

from multilingual.catalogs.characters import is_misread
from multilingual.catalogs.files import catalogs_in, read_catalog

TEXTS = {
    "Spanish": "¿Lo sabe su médica?",
    "French": "Voyez-vous un médecin\u00a0? «\u00a0Oui\u00a0», dit-elle, à l’hôpital.",
    "Haitian Creole": "Pale ak doktè ou, epi pran repo.",
    "Vietnamese": "Bạn đã hỏi bác sĩ chưa? Ngã.",
    "Portuguese": "ATENÇÃO: NÃO PARE “AMANHÔ.",
    "Arabic": "اسأل طبيبك",
    "Chinese": "请立即打电话。",
}


def misread(text: str, encoding: str = "cp1252") -> str:
    """Return what a program shows of the UTF-8 of ``text``."""
    shown = (
        bytes([one]).decode(encoding, errors="ignore") or chr(one) for one in text.encode("utf-8")
    )
    return "".join(shown)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_right_text_is_not_misread(text: str) -> None:
    assert not is_misread(text)


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_in_a_wrong_encoding_is(text: str, encoding: str) -> None:
    assert is_misread(misread(text, encoding))


@pytest.mark.parametrize("code", ["ar", "es", "fr", "hi", "zh_CN"])
def test_no_published_text_is_misread(code: str) -> None:
    entries = (one for path in catalogs_in(ROOT / "locale" / code) for one in read_catalog(path))
    texts = [text for one in entries for text in (one.msgstr, *one.msgstr_plural.values())]
    assert [text for text in texts if is_misread(text)] == []


@pytest.mark.parametrize("code", ["ar", "es", "fr", "hi", "zh_CN"])
def test_every_published_text_with_other_signs_is_found_when_misread(code: str) -> None:
    entries = (one for path in catalogs_in(ROOT / "locale" / code) for one in read_catalog(path))
    texts = [one.msgstr for one in entries if not one.msgstr.isascii()]
    assert [text for text in texts if not is_misread(misread(text))] == []
