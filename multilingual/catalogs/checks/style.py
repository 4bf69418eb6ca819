"""How a translation is written: its marks and spaces, its small words, one way for one thing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain, pairwise
from re import Match, Pattern

from multilingual.catalogs.findings import Finding
from multilingual.catalogs.messages import Catalog, Message
from multilingual.catalogs.table import Table
from multilingual.catalogs.termlist import (
    WORDS,
    faults_of,
    forms_of,
    prose,
    read_words,
    search_forms,
    words,
)
from multilingual.catalogs.wording import english_of_form, letter_name, quoted

END_MARKS = {
    "question mark": "?？؟՞⁇፧",
    "full stop": ".。．।॥۔։።။។…",
    "colon": ":：",
    "exclamation mark": "!！",
}
WITHOUT_FULL_STOP = ("THAI", "LAO")
"""How Unicode's names of letters begin in scripts that end a sentence with a space."""

CLOSING = " \t\n\u00a0\u202f*\"'”’»›」』)）]\u200b\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069"
"""What may follow the mark at the end."""

OWN_MARKS: Mapping[str, Mapping[str, str]] = {
    "CJK": {"?": "？", "!": "！", ",": "，", ".": "。", ";": "；", ":": "："},
    "ARABIC": {"?": "؟", ",": "،", ";": "؛"},
}
"""The marks that letters of a script stand next to, in place of the English ones."""

FRENCH_SPACES = "\u00a0\u202f"
"""The non-breaking space and its narrow form."""

FRENCH_GAP = re.compile(
    rf"(?<![\s{FRENCH_SPACES}?!:;])[?!:;](?=[\s»”\")*]|$)|(?<= )[?!:;](?=[\s»”\")*]|$)"
    rf"|«(?![{FRENCH_SPACES}])|(?<![{FRENCH_SPACES}])»"
)

DOUBLED_SPACE = re.compile(r"(?<=\S)[ \u00a0\u202f]{2,}(?=\S)")
SPACE_BEFORE_STOP = re.compile(r"(?<=\S)[ \u00a0\u202f][.,。，、।۔،](?=[\s\"”»)*]|$)")
SPACE_AFTER_WIDE_MARK = re.compile(r"[。，、；：？！] +(?=\S)")

MEANINGS: Mapping[str, Sequence[str]] = {
    "not": (
        *("not", "no", "cannot", "none", "nobody", "nothing", "neither", "nor", "nowhere"),
        *("don't", "doesn't", "didn't", "isn't", "aren't", "wasn't", "weren't", "can't"),
        *("couldn't", "won't", "wouldn't", "mustn't", "shouldn't", "hasn't", "haven't"),
    ),
    "never": ("never",),
    "no longer": ("no longer", "not any longer", "not any more", "not anymore"),
    "without": ("without",),
    "only": ("only", "not only"),
    "stop": ("stop", "stops", "stopped", "stopping"),
    "at least": (
        *("at least", "no less than", "not less than"),
        *("or more", "or above", "or older", "or higher", "-above or below"),
    ),
    "at most": (
        *("at most", "no more than", "not more than"),
        *("or less", "or fewer", "or below", "or younger", "or lower", "-more or less"),
    ),
    "until": ("until", "till"),
    "unless": ("unless",),
    "avoid": ("avoid", "avoids", "avoided", "avoiding"),
    "now": (
        *("right away", "straight away", "right now", "immediately", "at once", "-all at once"),
        *("-immediately after", "-immediately before", "get help now", "call now"),
        *("call * now", "call * * now", "call * * * now", "call * * * * now"),
    ),
}
"""The English of each meaning in the column ``meaning`` of ``words.csv``.

One that begins with ``-`` only looks so; ``*`` stands for a word.
"""
LAST = "now"
"""The meaning whose English can hold another's: do not call a doctor now."""

OTHER_MEANINGS = ("same", "doubled")
"""Rows of ``words.csv`` that other checks read."""

SENTENCE_END = re.compile(r"[.!?](?=\s|\*|$)|[。！？।۔؟\n]")

LONGEST_ANSWER = 20
"""Up to how many characters a first sentence can be the whole answer to a question."""

FEW_WORDS = 6
"""Up to how many words a text is the same thing said again."""


def ending(catalog: Catalog) -> Iterator[Finding]:
    """Keep the mark at the end, in the form that your language writes.

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
        fault = _end_fault(message, catalog) or _own_fault(message.msgstr, catalog.code)
        if fault:
            yield Finding(catalog.path, message.line, "ending", fault, "warning")


def spacing(catalog: Catalog) -> Iterator[Finding]:
    """Write no space and no word twice.

    Between two words stands one space, and none before a full stop or a comma. After the
    wide marks of Chinese such as `。` and `，` stands no space at all. A word that your language
    does write twice, as Hindi बार-बार, belongs in the row `doubled` of `words.csv`.

    Bad::

        msgid "Lupus affects the skin."
        msgstr "El lupus afecta la la piel ."

    Good::

        msgid "Lupus affects the skin."
        msgstr "El lupus afecta la piel."
    """
    for message in catalog.translated:
        if fault := _space_fault(message) or _doubled_word(message, catalog):
            yield Finding(catalog.path, message.line, "spacing", fault, "warning")


def negation(catalog: Catalog) -> Iterator[Finding]:
    """Keep every not, never, without, only, stop, at least, or more, until and call now.

    A lost "not" is the worst mistake of all, and "call now" is not "call the same day". Where
    the English has such a word, the translation must have one that says the same; they stand
    in `words.csv` in the folder of your language. If you have said it in a good way that is
    not in the list, add it there.

    Bad::

        msgid "You cannot catch lupus."
        msgstr "El lupus se contagia."

    Good::

        msgid "You cannot catch lupus."
        msgstr "El lupus no se contagia."
    """
    table = _with_known_meanings(read_words(catalog))
    yield from faults_of(table, catalog, WORDS, "negation")
    forms = {name: row.forms["forms"] for row in table.rows for name in row.forms["meaning"]}
    for message in catalog.translated:
        if fault := _lost_meaning(english_of_form(message), message.msgstr, forms):
            yield Finding(catalog.path, message.line, "negation", fault, "warning")


def consistency(catalogs: Sequence[Catalog]) -> Iterator[Finding]:
    """Translate the same short text in the same way on every page.

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
    first: dict[tuple[str, str | None, str, int | None], tuple[Catalog, Message]] = {}
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


def _end_fault(message: Message, catalog: Catalog) -> str | None:
    english, own = _end_mark(english_of_form(message)), _end_mark(message.msgstr)
    if not english or own == english:
        return None
    last = next((letter_name(one) for one in reversed(message.msgstr) if one.isalpha()), "")
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
        for at, mark in enumerate(text):
            before = text[at - 1 : at]
            if mark in marks and _is_letter_of(before, kind):
                return _write_own(marks[mark], mark)
        last = text.rstrip(CLOSING)[-1:]
        # After a name or a number, too, the text ends as the language does.
        if last in marks and last and _most_letters(text, kind):
            return _write_own(marks[last], last)
    return None


def _is_letter_of(sign: str, kind: str) -> bool:
    """Return whether ``sign`` is a letter of a script; its digits have the marks of numbers."""
    return bool(sign) and not sign.isdecimal() and letter_name(sign).startswith(kind)


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


def _space_fault(message: Message) -> str | None:
    text, english = message.msgstr, english_of_form(message)
    if not DOUBLED_SPACE.search(english) and (found := DOUBLED_SPACE.search(text)):
        return f"Two spaces stand {_place(text, found.start(), found.end())}. Keep one."
    if found := SPACE_BEFORE_STOP.search(text):
        return f'A space stands before "{found[0].strip()}". Delete it.'
    if found := SPACE_AFTER_WIDE_MARK.search(text):
        return f'A space stands after "{found[0].strip()}". Delete it.'
    return None


def _place(text: str, start: int, end: int) -> str:
    before = (text[max(0, start - 40) : start].split() or [""])[-1]
    after = (text[end : end + 40].split() or [""])[0]
    return f"between {quoted(before)} and {quoted(after)}"


def _doubled_word(message: Message, catalog: Catalog) -> str | None:
    allowed = forms_of(catalog, "doubled")
    # Many languages double words to good effect: without the row, nobody has thought of it.
    if allowed is None or _doubled(english_of_form(message), None):
        return None
    found = _doubled(prose(message.msgstr), _search(allowed))
    return f"{quoted(found)} stands twice. Delete one of the two." if found else None


def _doubled(text: str, allowed: Pattern[str] | None) -> str | None:
    parts = text.split(" ")
    for word, following in pairwise(parts):
        if word.casefold() != following.casefold() or not any(map(str.isalpha, word)):
            continue
        if words(word).count(" ") == 1 and not (allowed and allowed.fullmatch(words(word))):
            return word
    return None


def _with_known_meanings(table: Table) -> Table:
    known = {*MEANINGS, *OTHER_MEANINGS}
    unknown = [
        (row.line, f"{quoted(name)} is no meaning. Write one of: {', '.join(sorted(known))}.")
        for row in table.rows
        for name in row.forms["meaning"]
        if name not in known
    ]
    return Table(table.rows, [*table.problems, *unknown])


def _lost_meaning(english: str, text: str, forms: Mapping[str, Sequence[str]]) -> str | None:
    """Return what is wrong with the first meaning of ``english`` that ``text`` lacks.

    A "not" in one sentence does not make up for one that is lost in another.
    """
    for source, target in _pairs(english, text):
        target_words = words(prose(target))
        for found, meaning in _meanings(words(prose(source))).items():
            listed = forms.get(meaning)
            if listed and not _holds(target_words, tuple(listed)):
                return (
                    f'The English has "{found}". The translation has no word for it that '
                    f"words.csv lists. Read both again."
                )
    return None


def _pairs(english: str, text: str) -> list[tuple[str, str]]:
    """Return what says the same in both: each sentence, if there are as many, or the whole.

    The answer "No." is looked at by itself in any case.
    """
    sources, targets = _sentences(english), _sentences(text)
    if len(sources) == len(targets):
        return list(zip(sources, targets, strict=True))
    if sources[:1] == ["No"] and targets and len(targets[0]) <= LONGEST_ANSWER:
        return [(sources[0], targets[0]), ("\n".join(sources[1:]), "\n".join(targets[1:]))]
    return [(english, text)]


def _sentences(text: str) -> list[str]:
    return [one.strip(" *") for one in SENTENCE_END.split(text) if one.strip(CLOSING)]


def _holds(text: str, listed: Sequence[str]) -> bool:
    """Whether ``text`` has a form; one that begins with ``-`` is a word that only looks so."""
    other = _search(tuple(form[1:] for form in listed if form.startswith("-")))
    matches = _search(tuple(form.removeprefix("-") for form in listed)).finditer(text)
    return any(not other.fullmatch(match[0]) for match in matches)


def _meanings(english: str) -> dict[str, str]:
    """Return each word of ``english`` that must not be lost, with its meaning."""
    return {found.strip(): _meaning_of().get(found, LAST) for found in _of_weight(english)}


def words_of_weight(english: str) -> list[str]:
    """Return each not, never, only and the like of an English text, in its order."""
    found = _of_weight(words(prose(english)))
    return [one.strip() if one in _meaning_of() else LAST for one in found]


def _of_weight(english: str) -> list[str]:
    matches = sorted(
        (match for search in _searches() for match in search.finditer(english)), key=Match.start
    )
    return [match[0] for match in matches if match[0] not in _looking_so()]


@cache
def _meaning_of() -> dict[str, str]:
    return {words(form): meaning for meaning, forms in MEANINGS.items() for form in forms}


@cache
def _looking_so() -> set[str]:
    every = chain.from_iterable(MEANINGS.values())
    return {words(form) for form in every if form.startswith("-")}


@cache
def _searches() -> list[Pattern[str]]:
    others = chain.from_iterable(forms for name, forms in MEANINGS.items() if name != LAST)
    groups = (list(others), MEANINGS[LAST])
    return [search_forms(form.removeprefix("-") for form in group) for group in groups]


@lru_cache(maxsize=1024)
def _search(forms: Sequence[str]) -> Pattern[str]:
    return search_forms(forms)


def _most_letters(text: str, kind: str) -> bool:
    letters = Counter(letter_name(one).startswith(kind) for one in text if one.isalpha())
    return letters[True] > letters[False]
