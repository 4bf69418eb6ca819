"""The stylesheets of the site: those of furo, ours and the colours of ``conf.py``, joined.

There is one for each kind of page, without what none of them uses. What scripts make has its
rules in the scripts.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from multilingual.files import write_whole
from multilingual.languages import find_languages
from multilingual.pages.chrome.stylesheets import ANY_OF, Rule, rules_of, written
from multilingual.pages.chrome.variables import inlined, short_names, variables_of
from multilingual.pages.chrome.vocabulary import LISTS, Vocabulary, files_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

HERE = Path(__file__).parent
OURS = HERE / "static" / "multilingual.css"


@dataclass(frozen=True, slots=True)
class Group:
    """Rules for what few pages have, by patterns of its classes, ids and elements."""

    classes: str
    ids: str = r"\0"
    elements: str = r"\0"

    def selector(self) -> re.Pattern[str]:
        """Return what finds a selector that nothing else can match."""
        names = rf"\.(?:{self.classes})|#(?:{self.ids})|(?<![\w.#:-])(?:{self.elements})"
        return re.compile(rf"(?:{names})(?![\w-])")

    def html(self) -> re.Pattern[str]:
        """Return what finds a page that needs the rules."""
        return re.compile(
            rf'class="(?:[^"]* )?(?:{self.classes})[ "]|id="(?:{self.ids})"'
            rf"|<(?:{self.elements})[ >]"
        )


ON_DEMAND = {
    "actions.js": Group("second-(?:language|fault)|offline"),
    "beside.js": Group(r"pair|beside(?:-\w+)?|(?:has|and)-second|is-double"),
    "answer.js": Group("read-aloud|is-on|share-status input"),
    "search.js": Group("search-suggestions", elements="mark"),
}
"""What scripts make that are loaded on demand. They bring the rules with them."""
LATE = "late.css"
"""The stylesheet that comes with what a reader does first: for what she points at and opens, for
menus and print."""
OF_LATE = re.compile(
    r":hover|:is\(main,footer\)|\.foot-bar .*:focus|:is\(\.answer-address|\.provenance p"
    r"|\.popup-panel|\.languages (?:ul|li)|\.menu |\.sidebar-tree"
    r"|(?:^| |\.popup|\.help-words)\[open\]"
    # But for the room of signs before English sources among Arabic.
    r"|^>ul|\.sources (?:\.fold>ul>|li)"
    r"|\.provenance (?:details>|strong)|\.help-words(?:>p| \.read-more)"
)
PRINT, SHEET_OF_PAPER = "@media print", "@page"
MOVEMENT = re.compile(r"@keyframes ([\w-]+)")
GROUPS = {
    "picture": Group(r"(?:picture|panel|legend)[\w-]*"),
    "people": Group("people|filled", elements="figure|figcaption"),
    "list": Group(
        r"(?:definitions|translation-status|toc-|downloads|term-list|word-list|question-list"
        r"|repeated|untranslated)[\w-]*",
        elements="pre|code",
    ),
    "table": Group(
        r"(?:countries|help-lines?|table-wrapper)[\w-]*",
        elements="table|thead|tbody|tr|th|td|caption",
    ),
    "answer": Group(
        r"(?:answer-(?!link)|share-|sheet-|read-aloud|read-next|sources|short-answer|safety-title"
        r"|join)[\w-]*"
    ),
    "home": Group("home|cards|asked-first|question|answer"),
    "section": Group(
        r"headerlink|related-pages|page-info|(?:next|prev)-page|furo-related-icon|opening|card|found"
        r"|answer-link|moved",
        ids="search-(?:results|near|status)",
        elements=r"dl|dt|dd|h2|h3|h4|ol|(?<=\+ )section",
    ),
}
"""What the pages of a kind have, and others do not; a rule is of the first group that fits."""
SHEETS = {
    "site.css": (),
    "answer.css": ("answer",),
    "people.css": ("people", "answer"),
    "table.css": ("table", "answer"),
    "picture.css": ("picture", "people", "answer"),
    "home.css": ("home", "section"),
    "more.css": tuple(GROUPS),
}
"""The stylesheets, each with the rules of all pages and those of some groups. A page loads the
first that has all it needs, and no other: one is smaller than the same in two."""
HAS = {name: group.html() for name, group in GROUPS.items()}
PARTS = (re.compile('class="[^"]*"'), re.compile('id="[^"]*"'), re.compile("<[a-z][a-z0-9]*[ >]"))
GROUPS_OF = lru_cache(10_000)(lambda part: {name for name in HAS if HAS[name].search(part)})
"""Which groups a part of a page needs: few parts of a page are new."""
INNER = re.compile(r":([a-z-]+)\(([^()]*)\)")
"""A function in a selector that has no other one in it."""
SEPARATOR = b"\0"
NAMING = {"assets", "site_styles", "stylesheets", "variables", "vocabulary"}
"""Modules that name what others make."""
MAKING = ("site_styles", "stylesheets", "variables")
"""Modules that say what a stylesheet is like."""


def furo() -> Path:
    """Return the folder of furo's files, without importing furo, which imports Sphinx."""
    spec = find_spec("furo")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "theme" / "furo" / "static"


def site_styles(app: Sphinx, added: Sequence[Path], scripts: Sequence[str]) -> dict[str, bytes]:
    """Return the stylesheets of all pages and of each kind, and the rules that scripts bring.

    ``added`` are stylesheets of others, and ``scripts`` all that a page can run.
    """
    sheets = [*sorted((furo() / "styles").glob("furo*.css"), reverse=True)]
    texts = [path.read_text("utf-8") for path in sheets]
    texts.append(variables_of(app.config.html_theme_options))
    texts.append(OURS.read_text("utf-8"))
    texts += [path.read_text("utf-8") for path in added]
    vocabulary, said = _vocabulary(app, scripts)
    if vocabulary("class", "highlight"):
        from furo import get_pygments_stylesheet  # noqa: PLC0415

        texts.insert(0, get_pygments_stylesheet())
    names = sorted(vocabulary.names | vocabulary.elements | vocabulary.made)
    names += sorted((*vocabulary.languages, *vocabulary.types))
    names += sorted(pattern.pattern for pattern in vocabulary.composed)
    kept = app.config.multilingual_styles and Path(app.config.multilingual_styles)
    styles = _made_once(kept, texts, names, said, vocabulary)
    return dict(zip((*SHEETS, LATE, *ON_DEMAND), styles, strict=True))


def sheet_of(html: str) -> str:
    """Return which stylesheet a page needs."""
    found = set().union(*map(GROUPS_OF, {one for part in PARTS for one in part.findall(html)}))
    return next(name for name in SHEETS if found <= set(SHEETS[name]))


def parted(
    rules: Iterable[Rule],
    groups: Sequence[re.Pattern[str]],
    sheets: Sequence[Collection[int]],
    of_print: int = 0,
) -> list[str]:
    """Return rules as several sheets, of which each has those of some groups.

    What no group has is in group 0. Print is in the group ``of_print``, or in one before it.

    >>> parted(rules_of(["a, .b c { color: red }"]), [re.compile("[.]b")], [[0], [1]])
    ['a{color:red}', '.b c{color:red}']
    """
    found = []
    for rule in rules:
        # What is no plain rule may be needed anywhere.
        numbers = {selector: _number(selector, groups) for selector in rule.selectors}
        numbers = numbers or {"": of_print if rule.other.startswith(SHEET_OF_PAPER) else 0}
        if PRINT in rule.conditions:
            for selector, number in numbers.items():
                numbers[selector] = number if 0 < number < of_print else of_print or number
        for number in dict.fromkeys(numbers.values()):
            kept = tuple(part for part in rule.selectors if numbers[part] == number)
            part = Rule(rule.conditions, kept, rule.declarations, rule.other)
            found.append((number, part))
    every = ([part for number, part in found if number in sheet] for sheet in sheets)
    return [written(part for part in sheet if not _is_still(part, sheet)) for sheet in every]


def _is_still(rule: Rule, sheet: Sequence[Rule]) -> bool:
    """Return whether a rule says how something moves that no other rule of its sheet moves."""
    name = MOVEMENT.match(rule.other)
    said = (said for other in sheet for said in other.declarations)
    return name is not None and not any(name[1] in part.value.split() for part in said)


def _number(selector: str, groups: Sequence[re.Pattern[str]]) -> int:
    """Return of which group a selector is: what it has in ``:not`` need not be there."""
    marks = {chr(0xE000 + number): number for number in range(1, len(groups) + 1)}

    def number_of(text: str) -> int:
        plain = (number for number, group in enumerate(groups, 1) if group.search(text))
        return min((*plain, *(number for mark, number in marks.items() if mark in text)), default=0)

    def outcome(function: re.Match[str]) -> str:
        numbers = {number_of(part) for part in function[2].split(",")}
        # One of several need not be there, unless all are of the group.
        is_one = function[1] in ANY_OF and len(numbers) == 1
        return "".join(mark for mark in marks if is_one and marks[mark] in numbers)

    while INNER.search(selector):
        selector = INNER.sub(outcome, selector)
    return number_of(selector)


def _made_once(
    kept: Path | str, texts: Sequence[str], names: Sequence[str], said: str, occurs: Vocabulary
) -> list[bytes]:
    """Return the stylesheets, which are kept for other languages and for the next build."""
    if not kept:
        return _made(texts, occurs, said)
    rules = (*((HERE / f"{name}.py").read_text("utf-8") for name in MAKING), said)
    about = hashlib.sha256("\0".join((*texts, *names, *rules)).encode()).hexdigest()[:16]
    path = Path(kept) / f"{about}.css"
    with suppress(OSError):
        digest, *styles = path.read_bytes().split(SEPARATOR)
        if digest == _digest(styles):
            return styles
    styles = _made(texts, occurs, said)
    Path(kept).mkdir(parents=True, exist_ok=True)
    for other in Path(kept).glob("*.css"):
        other.unlink(missing_ok=True)
    write_whole(path, SEPARATOR.join((_digest(styles), *styles)))
    return styles


def _digest(styles: Sequence[bytes]) -> bytes:
    return hashlib.sha256(SEPARATOR.join(styles)).hexdigest().encode()


def _made(texts: Sequence[str], occurs: Vocabulary, said: str) -> list[bytes]:
    patterns = {name: group.selector() for name, group in ON_DEMAND.items()}
    patterns |= {LATE: OF_LATE} | {name: group.selector() for name, group in GROUPS.items()}
    numbers = {name: number for number, name in enumerate(patterns, 1)}
    sheets = [[0, *(numbers[name] for name in SHEETS[sheet])] for sheet in SHEETS]
    sheets += [[numbers[name]] for name in (LATE, *ON_DEMAND)]
    rules = inlined(rules_of(texts, occurs, said), said)
    styles = parted(rules, [*patterns.values()], sheets, numbers[LATE])
    return [style.encode() for style in short_names(styles, said)]


def _vocabulary(app: Sphinx, scripts: Sequence[str]) -> tuple[Vocabulary, str]:
    """Return what pages can have, and the texts that may name variables of stylesheets."""
    config = app.config
    folder = Path(config.multilingual_root, config.multilingual_locale)
    # To ask Babel takes a tenth of the time before the first page.
    known = config.multilingual_known or find_languages(folder, config.multilingual_languages)
    markup = [*scripts, *_texts(HERE / "templates", "*.html")]
    places = [Path(app.confdir, entry) for entry in config.templates_path]
    markup += [text for place in places for text in _texts(place, "*.html")]
    markup += _texts(Path(app.srcdir), "*.svg")
    sources = _texts(Path(app.srcdir), "*.rst")
    files = {path: path.read_text("utf-8", "replace") for path in files_of(config.extensions)}
    python = [*_modules(), *(text for path, text in files.items() if path.suffix == ".py")]
    others = [text for path, text in files.items() if path.suffix != ".py"]
    made = [name for setting in LISTS if config[setting] for name in LISTS[setting].split()]
    tags = [language.tag for language in known]
    every = (tags, [*markup, *others], python, sources, made)
    return _words_of(*map(tuple, every)), "".join(markup)


@lru_cache(maxsize=1)
def _words_of(
    tags: Sequence[str],
    markup: Sequence[str],
    python: Sequence[str],
    sources: Sequence[str],
    made: Sequence[str],
) -> Vocabulary:
    """Return what is in these texts, which are the same for the next language."""
    vocabulary = Vocabulary(tags)
    for text in markup:
        vocabulary.add_markup(text)
    for text in python:
        vocabulary.add_python(text)
    for text in sources:
        vocabulary.add_source(text)
    vocabulary.made.update(made)
    return vocabulary


def _texts(folder: Path, pattern: str) -> list[str]:
    return [path.read_text("utf-8", "replace") for path in sorted(folder.rglob(pattern))]


@cache
def _modules() -> list[str]:
    # But for those that name what others make, and what a book is made of.
    paths = (path for path in sorted(HERE.parent.rglob("*.py")) if path.parent.name != "book")
    return [path.read_text("utf-8") for path in paths if path.stem not in NAMING]
