"""A site of made-up text: the same pages and languages each time, for any tool to build."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from random import Random

CODES = tuple(
    "en es fr ar zh_CN hi pt_BR vi ur de fa ru ko bn he it tr uk pl nl "
    "sv cs el th id ro hu fi da ja ta te mr gu sw am my km bg sr".split()
)
"""Those of this project first, without the two that Material for MkDocs has no words for."""
ALPHABETS = {
    "ar": "ابتثجحدرسشصعفقكلمنهوي",
    "fa": "ابپتجچحدرسشعفقکگلمنوهی",
    "ur": "ابپتجچدرسشعفقکگلمنوہی",
    "he": "אבגדהוזחטיכלמנסעפצקרשת",
    "zh_CN": "的一是在不了有和人这中大为上个国我以要他时来用们",
    "ja": "のにはをたがでとしれさあるいもなおよりまかうえ",
    "ko": "가나다라마바사아자차하고도로보소오조호구두루부",
    "hi": "कखगचजटडतदनपबमयरलवसह",
    "mr": "कखगचजटडतदनपबमयरलवसह",
    "bn": "কখগচজটডতদনপবমযরলসহ",
    "ru": "абвгдежзиклмнопрстуфхчшя",
    "uk": "абвгдежзиіклмнопрстуфхчшя",
    "bg": "абвгдежзиклмнопрстуфхчшя",
    "sr": "абвгдежзиклмнопрстуфхчш",
    "el": "αβγδεζηθικλμνξοπρστυφχψω",
    "th": "กขคงจชดตถทนบปผพมยรลวสห",
    "ta": "கஙசஞடணதநபமயரலவழ",
    "te": "కగచజటడతదనపబమయరలవసహ",
    "gu": "કખગચજટડતદનપબમયરલવસહ",
    "am": "ሀለሐመሠረሰሸቀበተቸነአከወዘየደገ",
    "my": "ကခဂငစဆဇညတထဒနပဖဗမယရလဝသဟ",
    "km": "កខគងចឆជញតថទនបផពមយរលវសហ",
}
LATIN = "abcdefghijklmnoprstuvyz"
UNSPACED = {"zh_CN", "ja", "th", "km", "my"}
RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}
WORDS = tuple(
    "a the and of in to with for body skin doctor medicine blood test kidney joint pain rest sun "
    "child family question answer treatment illness week month year signs change plan help team "
    "sleep food work school walk swim healthy tired swollen mild strong early slow often never "
    "always some many people person think feel ask learn take stop begin read keep show grow heal "
    "protect".split()
)
QUESTIONS_A_PAGE = 10

Words = Callable[[str], str]
"""A word of English → the word in a language."""


@dataclass(frozen=True, slots=True)
class Markup:
    """How a tool writes what stands inside a line."""

    strong: str
    link: str


RST = Markup("**{}**", "`{} <{}>`__")
MARKDOWN = Markup("**{}**", "[{}]({})")


@dataclass(frozen=True, slots=True)
class Span:
    """A few words of a line; ``kind`` is ``plain``, ``strong`` or ``link``."""

    words: tuple[str, ...]
    kind: str = "plain"


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A section of a page."""

    label: str
    title: Line
    answer: Line
    paragraphs: tuple[Line, ...]
    items: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of questions."""

    name: str
    title: Line
    opening: Line
    questions: tuple[Question, ...]

    def lines(self) -> Iterator[Line]:
        """Yield each line that a translator is given."""
        yield from (self.title, self.opening)
        for question in self.questions:
            yield from (question.title, question.answer, *question.paragraphs, *question.items)


@dataclass(frozen=True, slots=True)
class Corpus:
    """Pages in languages; ``codes`` are gettext's, English first."""

    pages: tuple[Page, ...]
    codes: tuple[str, ...]


def make_corpus(pages: int, languages: int) -> Corpus:
    """Return the corpus of this size, the same each time; there are at most 40 languages."""
    return Corpus(tuple(_page(number) for number in range(pages)), tuple(CODES[:languages]))


def _page(number: int) -> Page:
    random = Random(number)
    return Page(
        name=f"page-{number:03}",
        title=_sentence(random, 3, f"n{_spelled(number)}"),
        opening=_paragraph(random, 2),
        questions=tuple(_question(random, number, place) for place in range(QUESTIONS_A_PAGE)),
    )


def _question(random: Random, page: int, number: int) -> Question:
    return Question(
        label=f"question-{page:03}-{number}",
        title=_sentence(random, 5, f"n{_spelled(page)}", f"q{_spelled(number)}"),
        answer=_paragraph(random, 1),
        paragraphs=tuple(_paragraph(random, random.randint(2, 4)) for _ in range(3)),
        items=tuple(_sentence(random, 4) for _ in range(4)),
    )


def _spelled(number: int) -> str:
    """Return a number in letters: digits would have to be the same in each translation."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def _sentence(random: Random, length: int, *more: str) -> Line:
    return (Span((*random.choices(WORDS, k=length), *more)),)


def _paragraph(random: Random, sentences: int) -> Line:
    spans = []
    for _ in range(sentences):
        spans.append(Span(tuple(random.choices(WORDS, k=random.randint(6, 14)))))
        chance = random.random()
        if chance < 0.12:
            spans.append(Span(tuple(random.choices(WORDS, k=2)), "strong"))
        elif chance < 0.2:
            spans.append(Span(tuple(random.choices(WORDS, k=2)), "link"))
    return tuple(spans)


def words_of(code: str) -> Words:
    """Return the dictionary of a language."""
    if code == "en":
        return str
    alphabet = ALPHABETS.get(code, LATIN)

    def translate(word: str) -> str:
        digest = blake2b(f"{code}{word}".encode(), digest_size=8).digest()
        length = 2 if code in UNSPACED else max(3, len(word))
        return "".join(alphabet[byte % len(alphabet)] for byte in digest[:length])

    known = {word: translate(word) for word in WORDS}
    return lambda word: known.get(word) or translate(word)


def write_line(line: Line, code: str, words: Words, markup: Markup) -> str:
    """Return ``line`` in a language, with the markup of a tool."""
    gap = "" if code in UNSPACED else " "
    parts = []
    for span in line:
        text = gap.join(words(word) for word in span.words)
        if span.kind == "strong":
            text = markup.strong.format(text)
        elif span.kind == "link":
            text = markup.link.format(text, f"https://example.org/{span.words[0]}")
        parts.append(text)
    return " ".join(parts) + "."


def write_rst(corpus: Corpus, source: Path, short_answer: str) -> None:
    """Write the English pages; ``short_answer`` is the directive around a short answer."""
    source.mkdir(parents=True)
    names = "\n".join(f"   {page.name}" for page in corpus.pages)
    home = f"Home\n====\n\nWelcome.\n\n.. toctree::\n   :hidden:\n\n{names}\n"
    (source / "index.rst").write_text(home)
    for page in corpus.pages:
        (source / f"{page.name}.rst").write_text(_rst(page, short_answer))


def _rst(page: Page, short_answer: str) -> str:
    def english(line: Line) -> str:
        return write_line(line, "en", str, RST)

    title = english(page.title)
    parts = [f"{title}\n{'=' * len(title)}", english(page.opening)]
    for question in page.questions:
        heading = english(question.title)
        parts += [
            f".. _{question.label}:",
            f"{heading}\n{'-' * len(heading)}",
            f".. {short_answer}\n\n   {english(question.answer)}",
            *(english(paragraph) for paragraph in question.paragraphs),
            "\n".join(f"* {english(item)}" for item in question.items),
        ]
    return "\n\n".join(parts) + "\n"


def write_catalogs(corpus: Corpus, locale: Path) -> None:
    """Write a catalog for each page and language but English."""
    for code in corpus.codes[1:]:
        folder = locale / code / "LC_MESSAGES"
        folder.mkdir(parents=True)
        words = words_of(code)
        for page in corpus.pages:
            (folder / f"{page.name}.po").write_text(_catalog(page, code, words), "utf-8")
        home = _message("Home", words("home")) + _message("Welcome.", words("welcome"))
        (folder / "index.po").write_text(_header(code) + home, "utf-8")


def _catalog(page: Page, code: str, words: Words) -> str:
    messages = {
        write_line(line, "en", str, RST): write_line(line, code, words, RST)
        for line in page.lines()
    }
    return _header(code) + "".join(_message(*message) for message in messages.items())


def _header(code: str) -> str:
    return (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {code}\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
    )


def _message(msgid: str, msgstr: str) -> str:
    return f"\nmsgid {json.dumps(msgid)}\nmsgstr {json.dumps(msgstr, ensure_ascii=False)}\n"


def markdown(page: Page, code: str) -> str:
    """Return a page in a language, as Markdown."""
    words = words_of(code)

    def written(line: Line) -> str:
        return write_line(line, code, words, MARKDOWN)

    parts = [f"# {written(page.title)}", written(page.opening)]
    for question in page.questions:
        parts += [
            f"## {written(question.title)}",
            f"> {written(question.answer)}",
            *(written(paragraph) for paragraph in question.paragraphs),
            "\n".join(f"* {written(item)}" for item in question.items),
        ]
    return "\n\n".join(parts) + "\n"


def change_a_message(locale: Path, code: str, round_: int) -> None:
    """Give the first question of the first page of a language another first paragraph."""
    path = locale / code / "LC_MESSAGES" / "page-000.po"
    lines = path.read_text("utf-8").split("\n")
    places = (n for n, line in enumerate(lines) if line.startswith("msgstr ") and len(line) > 60)
    place = next(islice(places, 3, None))
    lines[place] = f'{lines[place][:-1].split(" [")[0]} [{_spelled(round_)}]"'
    path.write_text("\n".join(lines), "utf-8")
