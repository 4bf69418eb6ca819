"""Text that was saved as UTF-8 and read as Windows-1252, such as ``mÃ©dica`` for ``médica``."""

from __future__ import annotations


def mended(text: str) -> str | None:
    """Return what ``text`` was before it was read in a wrong encoding, ``None`` if it was not.

    Bytes that Windows-1252 leaves free are read as control signs, as browsers do
    (https://encoding.spec.whatwg.org/#windows-1252).

    >>> mended("mÃ©dica"), mended("médica")
    ('médica', None)
    """
    try:
        was = b"".join(map(_byte, text)).decode("utf-8")
    except UnicodeError:
        return None
    return was if was != text else None


def _byte(sign: str) -> bytes:
    try:
        return sign.encode("cp1252")
    except UnicodeEncodeError:
        return sign.encode("latin-1")
