"""What a file brings that comes from a translator, and in which language it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from multilingual.exchange.docx.package import SAVE_AS
from multilingual.exchange.docx.reading import read_wordtable
from multilingual.exchange.sent_catalog import ENDING, read_po
from multilingual.exchange.spreadsheet import read_csv
from multilingual.exchange.tmx import read_tmx
from multilingual.exchange.units import NO_FILE, ExchangeError, Parcel
from multilingual.exchange.xliff import read_xliff
from multilingual.exchange.xml_files import LARGEST
from multilingual.language_codes import is_same_language
from multilingual.languages import Language
from multilingual.text.unsafe_characters import is_misread

READERS = {
    ".xlf": read_xliff,
    ".xliff": read_xliff,
    ".tmx": read_tmx,
    ".csv": read_csv,
    ".docx": read_wordtable,
    ENDING: read_po,
}
WORDS, SHEET = f"{SAVE_AS}.", "Save the sheet as CSV UTF-8, and import that."
ADVICE = {
    **dict.fromkeys((".doc", ".docm", ".odt", ".rtf", ".pages"), WORDS),
    **dict.fromkeys((".xls", ".xlsx", ".ods", ".numbers"), SHEET),
    ".mo": "Import the .po file that was made with it.",
    ".zip": "Unpack it, and import what is in it.",
    ".txt": "If it is one of them, rename it: take .txt off.",
    ".tbx": "Write the terms into terms.csv of the language.",
    "": "Is it a folder? Import the files in it.",
}
"""What to do with files of other endings that people send."""
FEW = 3
"""From how many texts on a wrong encoding is that of the file."""


def read_parcel(path: Path) -> Parcel:
    """Return what a file brings, as its ending says. Raises ``ExchangeError``, ``OSError``."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        advice = ADVICE.get(path.suffix.lower(), "Export it as one of them.")
        raise ExchangeError(path, 1, f"the ending is none of {', '.join(READERS)}. {advice}")
    if not path.is_file():
        raise ExchangeError(path, 1, NO_FILE)
    if path.stat().st_size > LARGEST:
        raise ExchangeError(path, 1, f"more than {LARGEST // 10**6} MB. Make the file smaller.")
    parcel = reader(path, path.read_bytes())
    _refuse_wrong_encoding(parcel)
    return parcel


def _refuse_wrong_encoding(parcel: Parcel) -> None:
    texts = [unit for unit in parcel.units if unit.target.strip()]
    wrong = [unit for unit in texts if is_misread(unit.target)]
    if len(wrong) >= FEW and len(wrong) * 10 > len(texts):
        message = f"{len(wrong)} of {len(texts)} texts were opened in a wrong encoding, and"
        advice = "accents are broken. Take the file before that, and open it as UTF-8."
        raise ExchangeError(parcel.path, wrong[0].line, f"{message} {advice}")


def language_of(parcel: Parcel, known: Sequence[Language], wanted: Language | None) -> Language:
    """Return the language of a parcel, which is ``wanted`` if it names none.

    Raises ``ExchangeError`` if it is not ``wanted``.
    """
    others = [one for one in known if not one.is_source]
    same = [one for one in others if is_same_language(parcel.tag, one.code)]
    named = {one.tag.lower(): one for one in others}.get(parcel.tag.lower())
    language = named or (same[0] if len(same) == 1 else None)
    if not parcel.tag:
        language = wanted
    if language is None:
        there = ", ".join(sorted(one.tag for one in others))
        message = f"its language is {parcel.tag}, which is none of {there}."
        advice = "Choose the language anew when you export."
        if not parcel.tag:
            message = f"it does not say its language, one of {there}."
            advice = "Say which it is: make import FILE=… LANGUAGE=es"
        raise ExchangeError(parcel.path, 1, f"{message} {advice}")
    if wanted not in (None, language):
        message = f"it is in {language.tag} and not in {wanted.tag if wanted else ''}."
        raise ExchangeError(parcel.path, 1, f"{message} Choose the right file or language.")
    if parcel.codes - {language.code}:
        message = f"it says {language.tag}, but names catalogs of {min(parcel.codes)}."
        raise ExchangeError(parcel.path, 1, f"{message} Export it again.")
    return language
