"""The words of a text: without its markup, in small letters, in sentences, folded, or quoted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

LONGEST_QUOTE = 60
"""Characters of a translator's text that a finding quotes."""
MOST_TEXTS = 65536
"""How many texts, and sentences of them, are kept as they were read: those of some languages, so
that the English is read once and not again for each."""

ALPHABETS = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN", "ARABIC", "HEBREW")
"""How Unicode's names of letters begin in scripts in which one letter is seldom a word."""
UNSPACED_SCRIPTS = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")
"""How they begin in scripts that put no space between words."""

SHOWN_TITLE = re.compile(r":[\w.+-]{1,40}:`([^`<]*)<[^`>]*>`")
ROLE = re.compile(r":[\w.+-]{1,40}:`[^`]*`")
ADDRESS = re.compile(
    r"<?\b(?:https?://|mailto:|www\.)[^\s`>]*>?_{0,2}"
    r"|(?<![\w@.-])(?:[a-z0-9][a-z0-9-]{0,62}\.){1,4}"
    r"(?:(?:com|org|net|gov|edu|int|info|eu|uk|nl|ca|au|nz|ch|br|mx)(?![\w-])(?:/[^\s`>]{0,200})?"
    r"|[a-z]{2,6}/[^\s`>]{0,200})"
)
"""A web address, also one without ``https://``; "fiebre.es" may be two sentences."""
REFERENCE = re.compile(r"\[[#*\w-]{0,40}\]_|%\(\w{1,40}\)[sd]|%[sd]|\\ ")
ARABIC_VOWELS = re.compile("[\u0640\u064b-\u065f\u0670]")

URL = re.compile(r"(?:https?|ftp|mailto|tel):[^\s<>`]+|[\w.+-]{1,64}@[\w.-]{1,255}", re.IGNORECASE)
PLACEHOLDER = re.compile(
    r"%(?:\(\w{1,80}\))?[-+#0]*\d{0,3}(?:\.\d{1,3})?[diouxXeEfFgGcrs]|\{\w{0,80}\}"
)
BLANKED = (
    re.compile(r"``.*?``", re.DOTALL),
    re.compile(r":(?!su[bp]:)[\w.+:-]{1,60}:`[^`\s]*`", re.IGNORECASE),
    re.compile(r"\[[\w#*.:+-]{1,80}\]_"),
    re.compile(r"<[^<>`]{1,2000}>(?=`)"),
    URL,
    re.compile(r"\|[^|\s][^|]{0,80}\|"),
    re.compile(r"&#?\w{1,12};"),
)
"""Literals, labels, footnotes, targets, addresses, substitutions and entities."""
DELETED = re.compile(r":[\w.+:-]{1,60}:(?=`)|\\(?:\s|(?=\S))|[*`]")
"""The name of a role, an escape, or a mark around words."""
MARKED = re.compile(r"[*`\[<|&@\\]|:(?=\S)")
"""A sign that each of these has."""
LATIN_TEXT = re.compile("[\x00-\xac\xae-\u02ff\u2010-\u2027\u202f\u2030-\u205e]*")
"""What has no mark, no joiner and no script without spaces, and so is quickly parted."""
LATIN_WORD = re.compile(r"[^\W_]+")

SENTENCE_END = re.compile(r"(?<![ap]\.m)[.!?](?=\s|\*|$)|[。！？।۔؟\n]")
"""What ends a sentence, as the full stop of a.m. and p.m. need not."""
CLAUSE_END = re.compile(r"[.!?](?=\s|\*|$)|[。！？।۔؟\n]|[,;:()\[\]«»“”\"—–،؛，；、：（）]")
CLOSING = " \t\n\u00a0\u202f*\"'”’»›」』)）]\u200b\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069"
"""What may follow the mark at the end."""
LETTER = r"(?:[^\W\d_]|(?![^\W\d_])[\u0300-\u036f\u064b-\u065f\u0900-\u0963\u0970-\u0dff])"
"""A letter or a sign on one, never both, since a word then took forever; Indic vowels are signs."""
RUN_ON = re.compile(
    rf"(?<!{LETTER})(?<!['’])(?P<before>{LETTER}(?:{LETTER}|['’])*)(?P<mark>[.)\]»”]{{0,3}}[.,;!?،؛؟۔।])"
    rf"(?P<after>[¿¡«“(]?{LETTER}+)"
)
"""Two words with a mark and no space between them."""
ENDINGS = re.compile(
    r"e|es|s|t?rices?|eures?|euses?|i?ères?|i?[eo]?nnes?|ives?|elles?|ales?|innen|in|n?e[rn]?",
    re.IGNORECASE,
)
"""What French and German write after a dot for the other sex: patient.e.s, lecteur.rice."""
CLAUSE = ", "
"""What stands before each part of a sentence, once its marks are gone; no word is like it."""
PART = "\N{LATIN EPIGRAPHIC LETTER REVERSED P}"
"""Stands for it while the words are read, since it is a letter that nobody writes."""

SMALL_SIGNS = re.compile("[⁰¹²³⁴-⁹º˚¼-¾⅐-⅞]")
UNFOLDED = re.compile("[\u0640\u064b-\u065f\u0670\u093c]")
"""The Arabic tatweel and vowel signs, and the nukta of Hindi."""
ODD_DIGIT = re.compile(r"[أإآٱ]|[^\D0-9]")
"""A digit that is not of ASCII, or an alef with a sign."""


class Letters(dict[int, str]):
    """What ``str.translate`` makes of each character, worked out when a text first has it."""

    def __init__(self, of: Callable[[str], str]) -> None:
        super().__init__()
        self._of = of

    def __missing__(self, code: int) -> str:
        self[code] = self._of(chr(code))
        return self[code]


@lru_cache(maxsize=65536)
def letter_name(letter: str) -> str:
    """Return the name that Unicode has for a letter, which begins with its script, or ``""``."""
    return unicodedata.name(letter, "") if letter else ""


@lru_cache(maxsize=65536)
def script_of_letter(letter: str) -> str:
    """Return the script of a letter as Unicode names it."""
    # East Asia writes Latin letters wide, too.
    script = letter_name(unicodedata.normalize("NFKC", letter)[0]).split(" ")[0]
    # 々 repeats the Chinese character before it.
    return "CJK" if script == "IDEOGRAPHIC" else script


def is_lone_letter(form: str) -> bool:
    """Return whether ``form`` is a letter of an alphabet, and no word that lost its vowel.

    >>> [form for form in ("a", "у", "n", "न", "不", "no") if is_lone_letter(form)]
    ['a', 'у']
    """
    letter = unicodedata.normalize("NFC", form.strip().casefold())
    if len(letter) != 1 or not letter_name(letter).startswith(ALPHABETS):
        return False
    # French and Haitian Creole write n' and p' for not.
    return letter not in "bcdfghjklmnpqrstvwxz"


def quoted(text: str) -> str:
    """Return ``text`` as a finding quotes it: in quotes, on one line, short."""
    return f'"{shortened(text)}"'


def shortened(text: str, longest: int = LONGEST_QUOTE) -> str:
    """Return ``text`` on one line, at most ``longest`` characters, cut between two words.

    A control character becomes a space: a terminal would obey it.
    """
    plain = (
        " " if unicodedata.category(letter) in {"Cc", "Zl", "Zp"} else letter
        for letter in text[:400]
    )
    flat = " ".join("".join(plain).split())
    if len(flat) <= longest and len(text) <= 400:
        return flat
    cut = flat[: longest - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[longest // 2 :] else cut) + "…"


@lru_cache(maxsize=MOST_TEXTS)
def prose(text: str) -> str:
    """Return ``text`` without its targets of roles, addresses, footnotes and placeholders."""
    # Most texts have none of the signs.
    if "`" in text:
        text = ROLE.sub(" ", SHOWN_TITLE.sub(r"\1", text))
    if ":" in text or "." in text:
        text = ADDRESS.sub(" ", text)
    if "[" in text or "%" in text or "\\" in text:
        text = REFERENCE.sub(" ", text)
    return text


def shown(text: str) -> str:
    """Return what a reader sees of a message: no targets, addresses, literals or marks."""
    if MARKED.search(text):
        for pattern in BLANKED:
            text = pattern.sub(" ", text)
        text = DELETED.sub("", text)
    return text


def shown_of_interface(text: str) -> str:
    """Return what a reader sees of words around the pages: no addresses, no placeholders."""
    return PLACEHOLDER.sub(" ", URL.sub(" ", text))


def run_on_words(text: str, english: str) -> str:
    """Return two words of ``text`` between which the space after a mark was lost, or ``""``.

    What the English has, too, is a name or an address, and what is short an abbreviation.

    >>> run_on_words("en el cuerpo.Todavía no", ""), run_on_words("el cuerpo,todavía", "")
    ('cuerpo.Todavía', 'cuerpo,todavía')
    >>> run_on_words("p.ej. en EE.UU. o lupus.org a las 9 a.m., patient.e.s", "See lupus.org.")
    ''
    """
    for chunk in shown(text).split():
        if "@" in chunk or "/" in chunk or chunk.lower().startswith("www."):
            continue
        position = 0
        while found := RUN_ON.search(chunk, position):
            # The word after a mark can stand before the next one.
            position = found.start("after")
            if found[0] not in english and not _is_abbreviation(chunk, found):
                return found[0]
    return ""


def _is_abbreviation(chunk: str, found: re.Match[str]) -> bool:
    before, after = found["before"], found["after"].lstrip("¿¡«“(")
    if any(letter_name(letter).startswith(UNSPACED_SCRIPTS) for letter in (before[-1], after[0])):
        return True
    if found["mark"][-1] != ".":
        return False
    # A dot also stands inside a word.
    is_inside = chunk[: found.start()].endswith(".") or chunk[found.end() :].startswith(".")
    is_short = len(before) < 3 or (len(after) < 2 and not after.isupper())
    return is_short or (is_inside and len(after) < 4) or bool(ENDINGS.fullmatch(after))


@lru_cache(maxsize=MOST_TEXTS)
def words(text: str) -> str:
    """Return ``text`` as words in small letters, each followed by one space.

    A letter of a script without spaces is a word. Arabic vowel signs count for nothing, since
    they may be left out.
    """
    return _words(text)


def _words(text: str) -> str:
    if LATIN_TEXT.fullmatch(simple := text.casefold()):
        parted = LATIN_WORD.findall(simple)
    else:
        text = unicodedata.normalize("NFC", ARABIC_VOWELS.sub("", text)).casefold()
        parted = text.translate(SPACED).split()
    return " ".join([*parted, ""]) if parted else ""


@lru_cache(maxsize=MOST_TEXTS)
def clauses(text: str) -> str:
    """Return the ``words`` of ``text``, with ``CLAUSE`` before each part of a sentence."""
    parted = _words(f"{PART} {CLAUSE_END.sub(f' {PART} ', text)}")
    return parted.replace(f"{PART} ", CLAUSE)


def _spaced(letter: str) -> str:
    category = unicodedata.category(letter)
    if category == "Cf":
        return ""
    if category[0] not in "LMN":
        return " "
    alone = category[0] == "L" and letter_name(letter).startswith(UNSPACED_SCRIPTS)
    return f" {letter} " if alone else letter


SPACED = Letters(_spaced)


def fold(text: str) -> str:
    """Return ``text`` without what changes no meaning: forms of letters, vowel signs, bidi marks.

    Normalized to NFKC (https://www.unicode.org/reports/tr15/); without format characters,
    tatweel, Arabic vowel signs and the nukta, which writers of Hindi leave out at will. Digits
    stay in their own script.
    """
    if text.isascii():
        return text
    if SMALL_SIGNS.search(text):
        text = re.sub("[⁰¹²³⁴-⁹]+", r"^\g<0>", text)
        text = re.sub("[º˚] ?(?=[CF])", "°", text)
        text = re.sub(r"(\d?)([¼-¾⅐-⅞])", _fraction, text)
    text = unicodedata.normalize("NFKC", text)
    # Format characters cannot be printed.
    return text if text.isprintable() and not UNFOLDED.search(text) else text.translate(FOLDED)


def _fraction(found: re.Match[str]) -> str:
    value = f"{unicodedata.numeric(found[2]):.6g}"
    if len(value) > 5:  # a third has no decimal form
        return found[0]
    return found[1] + value.removeprefix("0") if found[1] else value


def _folded(letter: str) -> str:
    return "" if unicodedata.category(letter) == "Cf" or UNFOLDED.match(letter) else letter


FOLDED = Letters(_folded)


def plain(text: str) -> str:
    """Return a folded text with ASCII digits and bare alefs; each character keeps its place."""
    return text.translate(PLAIN) if ODD_DIGIT.search(text) else text


def _plain(letter: str) -> str:
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    return "ا" if letter in "أإآٱ" else letter


PLAIN = Letters(_plain)


def small(text: str) -> str:
    """Return ``text`` in small letters; each character keeps its place."""
    folded = text.casefold()
    if len(folded) == len(text):
        return folded
    # That of ß is two letters.
    pairs = ((letter, letter.casefold()) for letter in text)
    return "".join(letter if len(folded) > 1 else folded for letter, folded in pairs)
