"""How a translation is written: its letters, marks and spaces, and one way for one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from re import Pattern

from multilingual.catalogs.fixes import in_usual_form
from multilingual.catalogs.message import Catalog, Translation
from multilingual.checks.language_detection import share_of
from multilingual.checks.registry import rule
from multilingual.findings import Finding
from multilingual.languages import base_code
from multilingual.text.unsafe_text import JOINERS
from multilingual.text.wording import CLOSING, letter_name, prose, quoted, run_on_words, words
from multilingual.wordlists.critical_words import forms_of
from multilingual.wordlists.table import search_forms

END_MARKS = {
    "question mark": "?？؟՞⁇፧",
    "full stop": ".。．।॥۔։።။។…",
    "colon": ":：",
    "exclamation mark": "!！",
}
WITHOUT_FULL_STOP = ("THAI", "LAO")
"""How Unicode's names of letters begin in scripts that end a sentence with a space."""

OWN_MARKS: Mapping[str, Mapping[str, str]] = {
    "CJK": {"?": "？", "!": "！", ",": "，", ".": "。", ";": "；", ":": "："},
    "ARABIC": {"?": "؟", ",": "،", ";": "؛"},
}
"""The marks that letters of a script stand next to, in place of the English ones."""
MARK = re.compile("[?!,.;:]")

FRENCH_SPACES = "\u00a0\u202f"
"""The non-breaking space and its narrow form."""

FRENCH_GAP = re.compile(
    rf"(?<![\s{FRENCH_SPACES}?!:;])[?!:;](?=[\s»”\")*]|$)|(?<= )[?!:;](?=[\s»”\")*]|$)"
    rf"|«(?![{FRENCH_SPACES}])|(?<![{FRENCH_SPACES}])»"
)

DOUBLED_SPACE = re.compile(r"(?<=\S)[ \u00a0\u202f]{2,}(?=\S)")
SPACE_BEFORE_STOP = re.compile(r"(?<=\S)[ \u00a0\u202f][.,。，、।۔،](?=[\s\"”»)*]|$)")
SPACE_AFTER_WIDE_MARK = re.compile(r"[。，、；：？！] +(?=\S)")

STRETCHED = re.compile(r"(?<=[\u0620-\u063f\u0641-\u064a])\u0640+(?=[\u0620-\u063f\u0641-\u064a])")
"""The Arabic tatweel within a word, which it draws out; before a number it joins the article."""

FEW_WORDS = 6
"""Up to how many words a text is the same thing said again."""


@rule(160)
def ending(catalog: Catalog) -> Iterator[Finding]:
    """End with the mark of your language.

    A question stays a question, and a colon announces a list. Use your language's own marks:
    `¿…?` in Spanish, `？` and `。` in Chinese, `؟` and `،` in Arabic, `।` in Hindi. In French
    a non-breaking space stands before `? ! : ;` and inside `« »`.

    Bad::

        msgid "Is lupus contagious?"
        msgstr "El lupus es contagioso"

    Good::

        msgid "Is lupus contagious?"
        msgstr "¿Es contagioso el lupus?"
    """
    for message in catalog.translated:
        fault = _end_fault(message) or _own_fault(message.msgstr, catalog.code)
        if fault:
            yield Finding(catalog.path, message.line, "ending", fault, "warning")


@rule(170)
def spacing(catalog: Catalog) -> Iterator[Finding]:
    """Write no space and no word twice.

    Between two words stands one space, also after a full stop or a comma, and none before
    them. After the wide marks of Chinese such as `。` and `，` stands no space at all. A word
    that your language does write twice, as Hindi बार-बार, belongs in the row `doubled` of
    `words.csv`.

    Bad::

        msgid "Lupus affects the skin."
        msgstr "El lupus afecta la la piel ."

    Good::

        msgid "Lupus affects the skin."
        msgstr "El lupus afecta la piel."
    """
    allowed = forms_of(catalog.language, "doubled")
    for message in catalog.translated:
        if fault := _space_fault(message) or _doubled_word(message, allowed):
            yield Finding(catalog.path, message.line, "spacing", fault, "warning")


UNUSUAL = (
    "Letters of {} texts are not in their usual form (NFC); the first is here. Run: make format"
)


@rule(180)
def letters(catalog: Catalog) -> Iterator[Finding]:
    """Type each letter as one sign.

    An accent that was typed or pasted as a sign of its own looks right, but search does not
    find the word; nor does it find the Hindi letters that some keyboards write with their point
    as one sign. `make format` puts such letters right, all of a file at once. The line that
    stretches Arabic words is for calligraphy only.

    Bad::

        msgid "Ask your doctor."
        msgstr "Pregunte a su me\u0301dico."

    Good::

        msgid "Ask your doctor."
        msgstr "Pregunte a su médico."
    """
    unusual = [form for form in catalog.translated if in_usual_form(form.msgstr) != form.msgstr]
    for message in unusual[:1]:
        told = UNUSUAL.format(len(unusual))
        yield Finding(catalog.path, message.line, "letters", told, "warning")
    for message in catalog.translated:
        if fault := _letters_fault(message.msgstr, catalog.code):
            yield Finding(catalog.path, message.line, "letters", fault, "warning")


@rule(200, of_catalogs=False)
def consistency(catalogs: Sequence[Catalog]) -> Iterator[Finding]:
    """Translate the same short text in one way everywhere.

    Headings, list items and buttons that are the same in English should be the same in your
    language, so that readers know them again. Choose the better translation for both.

    Bad::

        msgid "See also:"
        msgstr "Vea también:"

        msgid "See also:"
        msgstr "Consulte además:"

    Good::

        msgid "See also:"
        msgstr "Vea también:"

        msgid "See also:"
        msgstr "Vea también:"
    """
    first: dict[tuple[str, str | None, str, int | None], tuple[Catalog, Translation]] = {}
    for catalog in catalogs:
        for message in catalog.translated:
            if words(message.msgid).count(" ") > FEW_WORDS:
                continue
            key = (catalog.code, message.context, message.msgid, message.form)
            other, earlier = first.setdefault(key, (catalog, message))
            if earlier.msgstr.strip() != message.msgstr.strip():
                fault = (
                    f"{quoted(message.msgid)} is {quoted(earlier.msgstr)} at "
                    f"{other.path}:{earlier.line}, and {quoted(message.msgstr)} here. "
                    f"Choose one of the two."
                )
                yield Finding(catalog.path, message.line, "consistency", fault, "warning")


def _end_fault(message: Translation) -> str | None:
    english, own = _end_mark(message.english_of_form), _end_mark(message.msgstr)
    if not english or own == english or message.english_of_form.endswith(("a.m.", "p.m.")):
        return None
    last = letter_name(next(filter(str.isalpha, reversed(message.msgstr)), ""))
    if english == "full stop" and last.startswith(WITHOUT_FULL_STOP):
        return None
    if english == "question mark" and last.startswith("GREEK") and message.msgstr[-1] in ";\u037e":
        return None
    has = f"with a {own}" if own else "without one"
    has = has.replace("a exclamation", "an exclamation")
    article = "an" if english.startswith("e") else "a"
    return f"The English ends with {article} {english}, the translation {has}. Write it again."


def _end_mark(text: str) -> str | None:
    last = text.rstrip(CLOSING)[-1:]
    return next((name for name, marks in END_MARKS.items() if last and last in marks), None)


def _own_fault(text: str, code: str) -> str | None:
    text = prose(text)
    language, _, territory = code.partition("_")
    fault = _other_mark(text)
    if not fault and language == "hi":
        fault = _hindi_stop(text)
    if not fault and language == "es":
        fault = _not_opened(text)
    # Canada and Switzerland have rules of their own.
    if not fault and language == "fr" and territory not in ("CA", "CH"):
        fault = _french_gap(text)
    return fault


def _other_mark(text: str) -> str | None:
    for kind, marks in OWN_MARKS.items():
        if marks.keys().isdisjoint(text):
            continue
        for found in MARK.finditer(text):
            before = text[found.start() - 1 : found.start()]
            # The digits of a script have the marks of numbers.
            is_word = letter_name(before).startswith(kind) and not before.isdecimal()
            if found[0] in marks and is_word:
                return _write_own(marks[found[0]], found[0])
        last = text.rstrip(CLOSING)[-1:]
        # After a name or a number, too, the text ends as the language does.
        if last in marks and share_of((kind,), text) > 0.5:
            return _write_own(marks[last], last)
    return None


def _write_own(own: str, mark: str) -> str:
    return f'Here stands "{mark}", the mark of English. Write "{own}".'


def _hindi_stop(text: str) -> str | None:
    end = text.rstrip(CLOSING)
    if end.endswith(".") and letter_name(end[-2:-1]).startswith("DEVANAGARI"):
        return _write_own("।", ".")
    return None


def _not_opened(text: str) -> str | None:
    for opening, closing in ("¿?", "¡!"):
        for part in text.split(closing)[:-1]:
            if opening not in part:
                return f'Here is a "{closing}" without "{opening}". Write "{opening}" before it.'
    return None


def _french_gap(text: str) -> str | None:
    found = FRENCH_GAP.search(text)
    if not found:
        return None
    place = "after" if found[0] == "«" else "before"
    return f'There is no non-breaking space {place} "{found[0]}". Write one (U+00A0).'


def _space_fault(message: Translation) -> str | None:
    text, english = message.msgstr, message.english_of_form
    if not DOUBLED_SPACE.search(english) and (found := DOUBLED_SPACE.search(text)):
        return f"Two spaces stand {_place(text, found.start(), found.end())}. Keep one."
    if found := SPACE_BEFORE_STOP.search(text):
        return f'A space stands before "{found[0].strip()}". Delete it.'
    if found := SPACE_AFTER_WIDE_MARK.search(text):
        return f'A space stands after "{found[0].strip()}". Delete it.'
    if run_on := run_on_words(text, english):
        return f"There is no space inside {quoted(run_on)}. Write one after the mark."
    return None


def _place(text: str, start: int, end: int) -> str:
    before = (text[max(0, start - 40) : start].split() or [""])[-1]
    after = (text[end : end + 40].split() or [""])[0]
    return f"between {quoted(before)} and {quoted(after)}"


def _doubled_word(message: Translation, allowed: Sequence[str] | None) -> str | None:
    # Many languages double words to good effect: without the row, nobody has thought of it.
    if allowed is None or _doubled(message.english_of_form, None):
        return None
    found = _doubled(prose(message.msgstr), search_forms(allowed))
    return f"{quoted(found)} stands twice. Delete one of the two." if found else None


def _doubled(text: str, allowed: Pattern[str] | None) -> str | None:
    parts = text.split(" ")
    for word, following in pairwise(parts):
        if word.casefold() != following.casefold() or not any(map(str.isalpha, word)):
            continue
        if words(word).count(" ") == 1 and not (allowed and allowed.fullmatch(words(word))):
            return word
    return None


def _letters_fault(text: str, code: str) -> str | None:
    if stretched := STRETCHED.search(text):
        word = text[: stretched.start()][-20:].rsplit(" ", maxsplit=1)[-1]
        return f"The word that begins with {word} is stretched with the sign ـ. Delete that sign."
    # Persian and Urdu need it.
    if JOINERS.search(text) and base_code(code) == "ar":
        return "There is a hidden sign between letters, which Arabic does not have. Type it anew."
    return None
