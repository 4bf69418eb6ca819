"""What is unsafe in a translation: characters that hide or deceive, and websites it adds.

Nothing is parsed here: every catalog is looked at so before it is compiled.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate, chain, islice

from multilingual.text.direction import RIGHT_TO_LEFT, hidden_turn, strange_number
from multilingual.text.mojibake import is_mojibake
from multilingual.text.strange_signs import faults_of_signs, named
from multilingual.text.websites import addresses_in, is_in_a_language
from multilingual.text.wording import script_of_letter

HIDDEN = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, besides tab and line feed
    "\u2028\u2029"  # separators that end a line for some programs
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"
    "\u2800"  # a letter of Braille without a dot
    "\u0334-\u0338\u0488\u0489\u20d0-\u20ff"  # lines through and around a letter
    "\u202a-\u202e"  # embeddings and overrides of the direction
    "\ufff9-\uffff\ue000-\uf8ff\U000e0000-\U000e00ff\U000e01f0-\U0010ffff"
    "]|(?<![\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])[\U000e0100-\U000e01ef]"
)
"""Signs that nobody sees, which can hide or turn round what stands beside them.

Unicode Technical Report 36 (https://www.unicode.org/reports/tr36/).
"""
HARMLESS = "\u00ad\u2060"
"""Those of them that a translation may have where its English has them."""
JOINERS = re.compile("[\u200b-\u200d]")
JOINED_SCRIPTS = re.compile(
    "[\u0590-\u109f\u1780-\u17ff\u1800-\u18af\u1a00-\u1aff\ua840-\ua95f\ua980-\uaadf\U00010a00-\U00011fff]"
)
"""Scripts from Hebrew and Arabic to Khmer and Mongolian, in which joiners are spelling."""
ISOLATES = {"\u2066": 1, "\u2067": 1, "\u2068": 1, "\u2069": -1}
TURNING = re.compile("[\u061c\u200f\u2067]")
"""Signs that turn the direction of what stands beside them to the left."""
LEFT = "\u200e"
DISGUISED = re.compile(
    "[\U0001d400-\U0001d7ff\u1d00-\u1d2b]|[\u2160-\u217f](?=[a-zà-ÿ])|[\uff21-\uff3a\uff41-\uff5a]"
    "|[\u0261\u0262\u026a\u0274\u0280\u028f\u0299\u029c\u029f](?=[a-z])"
)
"""Letters of formulas, small capitals, Roman numbers in words, and wide letters of East Asia."""
WIDE = re.compile("[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af]")
SELECTORS = re.compile("(?<![^\\w\\s])[\ufe00-\ufe0f]")
"""What chooses the picture of a sign, and not after one."""
LIKE = frozenset(
    "\u0430\u0432\u0435\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445"
    "\u0455\u0456\u0458\u0475\u04bb\u04cf\u0501\u051b\u051d"
    "\u03b1\u03b5\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7"
    "\u0563\u0566\u0570\u0575\u0578\u057a\u057d\u0581\u0584\u0585"
)
"""Small Cyrillic, Greek and Armenian letters that look like Latin ones, or whose capitals do."""
JOINED_TO_LATIN = frozenset(
    """
    ARABIC HEBREW SYRIAC THAANA NKO DEVANAGARI BENGALI GURMUKHI GUJARATI ORIYA TAMIL TELUGU KANNADA
    MALAYALAM SINHALA THAI LAO TIBETAN MYANMAR KHMER MONGOLIAN ETHIOPIC JAVANESE OL MEETEI CJK
    """.split()  # noqa: SIM905
)
"""Scripts, as Unicode names them, whose words are written onto a Latin name, as وMedlinePlus."""
EAST_ASIAN = frozenset("HIRAGANA KATAKANA KATAKANA-HIRAGANA HANGUL BOPOMOFO".split())  # noqa: SIM905
"""Scripts of East Asia that are written together with Chinese characters."""
OF_NO_SCRIPT = frozenset(("MODIFIER", ""))
"""How the names of letters begin that stand in words of any script."""
ALIVE = JOINED_TO_LATIN | {"LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN"}
"""Scripts of which a text in another one may have a word, such as a name."""
FEW = 8
"""How many Latin letters a text has for each of another script, where that one is a disguise."""
WORD = re.compile(r"[^\W\d_]{2,}")
LATIN = re.compile("[A-Za-z]")
NOT_LATIN = re.compile("[\u0250-\U0010ffff]")
SYMBOLS = re.compile(
    "[\u00b5\u03bc](?=[A-Za-z])|(?<![a-z])[\u03b1-\u03b8\u03ba\u03bb\u03c0\u03c3-\u03c9\u0394\u03a9](?![a-z])"
)
"""A Greek letter on purpose: \u03bcg is a unit, TNF\u03b1 and NF-\u03baB are names."""
ENDLESS = re.compile(r"(?<![\w.:/+-])[\w.:/+-]{300}")
"""A word that no language has. docutils needs the square of its length to read it."""
LONGER, LONGER_BY, LONGEST = 10, 1000, 20_000
"""A translation has at most ten times the characters and a thousand more, and no text as many."""
MARKS, MORE_MARKS, MOST_MARKS = "*`|_[<", 50, 400
"""Signs that begin a mark, how many more a translation has at most, and any text."""
NOTABLE = re.compile(
    "[\u0261-\u029f\u0300-\u036f\u061c\u1d00-\u1d2b\u200b-\u200f\u2066-\u2069\u2160-\u217f"
    "\ufe00-\ufe0f\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff]"
)
"""All signs that any of these has. A text without one deceives nobody, and most have none."""
TAG = re.compile(r"<[^<>]*>|[<>]")
WRONG_ENCODING = (
    "Saved in a wrong encoding. Get the file back as it was, then open and save it as UTF-8."
)


def faults_of_characters(english: str, translated: str) -> Iterator[str]:
    """Yield what a translation hides in its characters."""
    if is_mojibake(translated) and not is_mojibake(english):
        yield WRONG_ENCODING
        return
    signs = HIDDEN.findall(translated)
    hidden = next((sign for sign in signs if sign not in english or sign not in HARMLESS), None)
    if hidden:
        yield f"The translation has a hidden sign ({named(hidden)}). Type the words anew."
    elif translated and not _says_something(english, translated):
        yield "The translation has no letter, so readers would see no words. Write them."
    elif fault := fault_of_size(english, translated):
        yield fault
    elif ENDLESS.search(translated) and not ENDLESS.search(english):
        yield "The translation has a word of more than 300 letters. Take out what does not belong."
    else:
        faults = faults_of_signs(english, translated)
        if not translated.isascii():
            others = _deceptions(english, translated), _look_alikes(english, translated)
            faults = chain(*others, faults)
        yield from islice(faults, 1)


def fault_of_size(english: str, translated: str) -> str | None:
    """Return what makes a text cost so much that only this rule looks at it.

    docutils looks for the end of each mark in all that follows.
    """
    if not translated:
        return None
    longest = min(LONGER * len(english) + LONGER_BY, LONGEST)
    if len(translated) > longest or len(english) > LONGEST:
        return "The translation is far longer than its English. Take out what does not belong."
    marks = sum(map(translated.count, MARKS)), sum(map(english.count, MARKS))
    if marks[0] > min(2 * marks[1] + MORE_MARKS, MOST_MARKS) or marks[1] > MOST_MARKS:
        return "The translation has far more marks, such as *, than its English. Take them out."
    return None


def _deceptions(english: str, translated: str) -> Iterator[str]:
    if sign := hidden_turn(translated):
        yield (
            f"A hidden sign ({named(sign)}) in or around a number or a name turns it round. Type "
            "both anew; pages put figures in order by themselves."
        )
    if number := strange_number(translated):
        yield f"The number {number[:60]} has digits of another script than the words. Type it anew."
    if not NOTABLE.search(translated):
        return
    if unneeded := _unneeded(translated):
        yield f"The translation has a hidden sign ({named(unneeded)}). Type the words anew."
    if not _are_isolates_closed(translated):
        yield "A sign that changes the direction of the text does not end. Type the words anew."
    if TURNING.search(translated) and not RIGHT_TO_LEFT.search(translated):
        yield "A hidden sign changes the direction of the text. Type the words anew."
    found = DISGUISED.search(translated)
    if found and found[0] not in english and not (WIDE.search(translated) and found[0] >= "\uff21"):
        yield f"The letter {found[0]} only looks like yours. Type the word anew."


def _look_alikes(english: str, translated: str) -> Iterator[str]:
    if not NOT_LATIN.search(translated):
        return
    scripts = Counter[str]()
    for letter, often in Counter(filter(str.isalpha, translated)).items():
        scripts[_script(letter)] += often
    if len(scripts.keys() - OF_NO_SCRIPT) < 2 and not scripts.keys() - ALIVE - OF_NO_SCRIPT:
        return
    for word in WORD.findall(translated):
        if word in english:
            continue
        if _is_mixed(english, word, scripts):
            yield f"The word {word[:60]} has letters of two alphabets. Type it anew."
        elif _is_disguised(word, scripts):
            yield f"The word {word[:60]} has letters that only look like yours. Type it anew."


def faults_of_interface(english: str, translated: str) -> Iterator[str]:
    """Yield what would be HTML, since words around the pages are put into it as they are."""
    new = Counter(TAG.findall(translated)) - Counter(TAG.findall(english))
    if new:
        yield f"The translation has {sorted(new)[0]}, the English does not. Delete it."
    elif translated.count('"') > english.count('"'):
        yield 'The translation has a straight quote ("). Write the quotes of your language.'
    elif re.search(r"\{[{%#]|&#|&\w+;", translated):
        yield "The translation has signs of a program. Write text."


def faults_of_addresses(english: str, translated: str) -> Iterator[str]:
    """Yield the website, or the page of one, that a translation names and its English does not.

    The same page in another language is none: nhs.uk/es.
    """
    if named := addresses_in(translated) - (known := addresses_in(english)):
        sites = {site for site, _path in known}
        new = sorted(
            f"{site}{path}"
            for site, path in named
            if site not in sites
            or (
                path and not any(is_in_a_language(path, other) for at, other in known if at == site)
            )
        )
        if new:
            yield f"The translation names {new[0][:60]}, the English does not. Delete it."


def _says_something(english: str, translated: str) -> bool:
    """Return whether a translation has a letter, as its English has.

    A number is enough for one: 9 a.m. is 9:00 elsewhere.
    """
    if any(map(str.isalpha, translated)) or not any(map(str.isalpha, english)):
        return True
    return any(map(str.isdigit, english)) and any(map(str.isdigit, translated))


def _is_mixed(english: str, word: str, scripts: Counter[str]) -> bool:
    """Return whether letters of two scripts are in a word, as a Cyrillic ``e`` in a Latin one."""
    kinds = {*map(_script, SYMBOLS.sub("", word))} - OF_NO_SCRIPT
    if len(kinds) < 2:
        return False
    (other, *more) = kinds - {"LATIN"}
    if more or "LATIN" not in kinds or other not in JOINED_TO_LATIN:
        return True
    # A name in its letters is written so, and a text of its own script has many of that.
    name = "".join(letter for letter in word if _script(letter) == "LATIN")
    return scripts[other] * FEW <= scripts["LATIN"] and name.casefold() not in english.casefold()


def _script(letter: str) -> str:
    script = script_of_letter(letter)
    return "CJK" if script in EAST_ASIAN else script


def _unneeded(text: str) -> str | None:
    """Return a sign that nobody sees, in a place where no language needs it."""
    for found in JOINERS.finditer(text):
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        # Persian joins its endings to foreign words and to numbers.
        is_ending = before.isalnum() and JOINED_SCRIPTS.match(after)
        if not is_ending and not JOINED_SCRIPTS.match(before):
            return found[0]
    if sign := SELECTORS.search(text):
        return sign[0][0]
    if not RIGHT_TO_LEFT.search(text):
        return next((sign for sign in text if sign == LEFT or sign in ISOLATES), None)
    return None


def _is_disguised(word: str, scripts: Counter[str]) -> bool:
    """Return whether all letters of a word only look like those of the text around it."""
    script = _script(word[0])
    if script not in ALIVE | OF_NO_SCRIPT:
        return scripts[script] * 2 < scripts.total()
    if not LIKE.issuperset(word.casefold()):
        return False
    # A text in Greek or Cyrillic has other words, too.
    return scripts["LATIN"] > 2 * sum(scripts[kind] for kind in ("GREEK", "CYRILLIC", "ARMENIAN"))


def _are_isolates_closed(text: str) -> bool:
    depths = list(accumulate(ISOLATES.get(sign, 0) for sign in text))
    return min(depths) >= 0 and depths[-1] == 0
