"""The formats, each with its ending, its writer and its reader; what is exported and read in them.

To add one, write a module of its own and a row of ``FORMATS``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.catalogs.reader import read_once
from multilingual.exchange.docx_reader import SAVE_AS, read_docx
from multilingual.exchange.docx_writer import write_docx
from multilingual.exchange.po import read_po, units_of
from multilingual.exchange.spreadsheet import read_csv, write_csv
from multilingual.exchange.tmx_and_tbx import (
    TermEntry,
    entries_of,
    read_tmx,
    write_tbx,
    write_terms,
    write_tmx,
)
from multilingual.exchange.units import ExchangeError, SentFile, SentUnits, Unit
from multilingual.exchange.xliff import read_xliff, write_xliff, write_xliff2
from multilingual.files import name_in, write_beside
from multilingual.languages import Language, is_same_language, is_written_alike
from multilingual.project import Project
from multilingual.reviews.authorship import trusted_register
from multilingual.reviews.register import REGISTER
from multilingual.text.mojibake import is_mojibake
from multilingual.wordlists.term_list import read_glossary, read_terms


@dataclass(frozen=True, slots=True)
class Format:
    """A format; the first of its ``endings`` is that of a file that is written.

    ``write`` gets the units, the folder of their language and its BCP 47 tag,
    ``write_terms`` the terms and the tag. One without a writer is only read. Whoever gets a file
    of a format that ``is_approved`` takes all that is in it for approved.
    """

    endings: tuple[str, ...]
    write: Callable[[Sequence[Unit], LanguageFolder, str], bytes] | None = None
    write_terms: Callable[[Sequence[TermEntry], str], bytes] | None = None
    read: Callable[[SentFile], SentUnits] | None = None
    is_approved: bool = False


FORMATS = {
    "xliff": Format((".xlf", ".xliff"), write=write_xliff, read=read_xliff),
    "xliff2": Format((".xliff2.xlf",), write=write_xliff2, read=read_xliff),
    "tmx": Format((".tmx",), write=write_tmx, read=read_tmx, is_approved=True),
    "csv": Format((".csv",), write=write_csv, read=read_csv),
    "docx": Format((".docx",), write=write_docx, read=read_docx),
    "po": Format((".po",), read=read_po),
    "tbx": Format((".tbx",), write_terms=write_tbx),
    "terms": Format((".terms.csv",), write_terms=write_terms),
}
WRITTEN = tuple(name for name, form in FORMATS.items() if form.write or form.write_terms)
READERS = {ending: form.read for form in FORMATS.values() if form.read for ending in form.endings}

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


# Out


class Exported(NamedTuple):
    """Where an export is, how much it holds, and where a file is that was in its place."""

    path: Path
    number: int
    old: Path | None


def export_language(
    project: Project,
    language: Language,
    name: str,
    pages: Sequence[str] = (),
    *,
    all_texts: bool = False,
) -> Exported:
    """Write the messages of a language, or its terms, into a file below ``build/export``.

    ``name`` is a key of ``FORMATS``; all pages are written if none is named. Raises
    ``CatalogError``, ``RegisterError`` and ``OSError``.
    """
    folder, form = project.folder(language.code), FORMATS[name]
    if form.write:
        units = chosen_units(units_in(folder, pages), form, all_texts=all_texts)
        data = form.write(units, folder, language.tag)
        number = len({(unit.page, unit.key) for unit in units})
    elif form.write_terms:
        entries = entries_of(read_terms(folder), read_glossary(project.root), units_in(folder))
        data, number = form.write_terms(entries, language.tag), len(entries)
    else:
        raise ValueError(f"{name} is only read")
    stem = "-".join((language.code, *(page.replace("/", "-") for page in sorted(pages))))
    path = project.build / "export" / language.code / f"{stem}{form.endings[0]}"
    return Exported(path, number, write_beside(path, data))


def units_in(folder: LanguageFolder, pages: Collection[str] = ()) -> list[Unit]:
    """Return the units of a language, of all pages if none is named.

    Raises ``CatalogError`` and ``RegisterError``.
    """
    register = trusted_register(folder.root, folder.code, folder.path / REGISTER)
    return [
        unit
        for page in folder.catalogs
        if not pages or page in pages
        for unit in units_of(read_once(folder, page), register)
    ]


def chosen_units(units: Sequence[Unit], form: Format, *, all_texts: bool) -> Sequence[Unit]:
    """Return those of ``units`` that a file holds.

    What is taken for approved is what a qualified person has reviewed, and the rest only where
    that is asked for.
    """
    if not form.is_approved:
        return units
    return [unit for unit in units if unit.is_finished and (unit.is_reviewed or all_texts)]


# Home


def read_sent(path: Path, root: Path) -> SentUnits:
    """Return what a file brings to the project in ``root``, read as its ending says.

    Raises ``ExchangeError`` and ``OSError``.
    """
    ending = path.suffix.lower()
    if ending not in READERS:
        advice = ADVICE.get(ending, "Export it as one of them.")
        message = f"the ending is none of {', '.join(READERS)}. {advice}"
        raise ExchangeError(name_in(root, path), 1, message)
    sent = READERS[ending](SentFile.at(path, root))
    _refuse_wrong_encoding(sent)
    return sent


def _refuse_wrong_encoding(sent: SentUnits) -> None:
    texts = [unit for unit in sent.units if unit.target.strip()]
    wrong = [unit for unit in texts if is_mojibake(unit.target)]
    if len(wrong) >= FEW and len(wrong) * 10 > len(texts):
        message = f"{len(wrong)} of {len(texts)} texts were opened in a wrong encoding, and"
        advice = "accents are broken. Take the file before that, and open it as UTF-8."
        raise ExchangeError(sent.name, wrong[0].line, f"{message} {advice}")


def language_of(sent: SentUnits, known: Iterable[Language], wanted: Language | None) -> Language:
    """Return the language of a sent file, which is ``wanted`` if it names none.

    Raises ``ExchangeError`` if it is not ``wanted``.
    """
    others = [language for language in known if not language.is_source]
    same = [language for language in others if is_same_language(sent.tag, language.code)]
    named = {language.tag.lower(): language for language in others}.get(sent.tag.lower())
    language = named or (same[0] if len(same) == 1 else None)
    if not sent.tag or (language is None and wanted and is_written_alike(sent.tag, wanted.code)):
        language = wanted
    if language is None:
        there = ", ".join(sorted(language.tag for language in others))
        message = f"its language is {sent.tag}, which is none of {there}."
        advice = "Choose the language anew when you export."
        if near := [one for one in others if is_written_alike(sent.tag, one.code)]:
            advice = f"Is it to be read in {near[0].tag}? make import FILE=… LANGUAGE={near[0].tag}"
        if not sent.tag:
            message = f"it does not say its language, one of {there}."
            advice = "Say which it is: make import FILE=… LANGUAGE=es"
        raise ExchangeError(sent.name, 1, f"{message} {advice}")
    if wanted not in (None, language):
        message = f"it is in {language.tag} and not in {wanted.tag if wanted else ''}."
        raise ExchangeError(sent.name, 1, f"{message} Choose the right file or language.")
    strange = {
        code
        for code in sent.codes - {language.code}
        if not (wanted and is_written_alike(code, language.code))
    }
    if strange:
        message = f"it says {language.tag}, but names catalogs of {min(strange)}."
        raise ExchangeError(sent.name, 1, f"{message} Export it again.")
    return language
