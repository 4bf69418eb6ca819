"""What pages can have: the classes, ids and elements that templates, scripts and sources name.

It is found in the texts that pages are made from and not in the pages, so that it is known before
the first is written, and is the same in all languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

NAME = re.compile(r"[A-Za-z][\w-]*")
STRING = re.compile(r'"""|\'\'\'|"((?:[^"\\\n]|\\.)*)"|\'((?:[^\'\\\n]|\\.)*)\'')
COMPOSED = re.compile(r"""(?<=[\s"'])([A-Za-z][\w-]*-|)\{[^{}\n]*\}(-[a-z][\w-]*|)(?=[\s"'])""")
"""A name of which a part is known when a page is made, such as ``f"{name}-title"``."""
TAG = re.compile(r"<([a-z][a-z0-9]*)\b")
CLASS = re.compile(r"""\bclass=["']([\w -]*)["']""")
TYPE = re.compile(r"""\btype\s?=\s?["'](\w+)["']""")
MADE = re.compile(r"""(?:starttag\(\s*\w+,|createElement\()\s*f?["']([a-z0-9]+)["']""")
"""An element that a module or a script makes."""
DIRECTIVE = re.compile(r"^[ \t]*(?:\.\. .*::|:[\w-]+:).*$", re.MULTILINE)
ROLE = re.compile(r":([a-z][a-z:+-]*):`")

ALWAYS = """
html body main article section header footer nav div span p a ul ol li h1 h2 h3 strong em img
svg use path input button form details summary small dl dt dd figure figcaption
no-js simple reference internal external headerlink compound toctree-wrapper
"""
"""What docutils, Sphinx and the frame of a page have everywhere."""

ADMONITIONS = (
    "attention caution danger error hint important note tip warning admonition seealso todo"
)
MADE_BY = {
    rf"^[ \t]*\.\. ({'|'.join(ADMONITIONS.split())})::": f"{ADMONITIONS} admonition-title",
    r"^[ \t]*\.\. (topic|contents|sidebar)::": "topic topic-title sidebar sidebar-title aside "
    "contents toc-backref",
    r"^[ \t]*(\.\. (csv-|list-)?table::|\+[-=]{3}|={2,} +={2,})": "docutils table thead tbody tr "
    "th td caption table-wrapper caption-text align-left align-right align-center stub col "
    "colgroup",
    r"^[ \t]*(?!\.\. )\S.*::$|^::$|>>> "
    r"|^[ \t]*\.\. (code|code-block|sourcecode|literalinclude|parsed-literal|doctest)::": (
        "docutils pre code highlight literal literal-block literal-block-wrapper "
        "code-block-caption caption-text linenos linenodiv highlighttable hll gp table tbody tr td"
    ),
    r"``|:(code|file|samp|program|option|envvar|command|makevar|regexp):`": (
        "docutils code literal pre samp"
    ),
    r"^[ \t]*\.\. \[|\]_": "docutils footnote citation footnote-reference brackets fn-backref "
    "label aside sup",
    r"^:(?!orphan:)[^:\n`]+:(\s|$)": "docutils field-list field-odd field-even colon",
    r"^[ \t]*(-\w|--\w[\w-]*|/\w)[ =].*  ": "option-list option option-group kbd samp",
    r"^[ \t]*\| ": "line-block line",
    r"^[ \t]*\.\. (epigraph|highlights|pull-quote|compound|container)::": "blockquote attribution "
    "epigraph highlights pull-quote",
    r"^[^\s.].*\n\n {2,}[^\s:]": "blockquote attribution",
    r"^[ \t]*(\d+|#)[.)] ": "arabic",
    r"^[ \t]*\(?[a-z][.)] ": "loweralpha",
    r"^[ \t]*\(?[A-Z][.)] ": "upperalpha",
    r"^[ \t]*\(?[ivxlcdm]+[.)] ": "lowerroman",
    r"^[ \t]*\(?[IVXLCDM]+[.)] ": "upperroman",
    r"^[ \t]*\.\. (math)::|:math:`": "math math-wrapper eqno",
    r"^[ \t]*\.\. (version\w+|deprecated)::": "versionadded versionchanged versionremoved "
    "deprecated versionmodified added",
    r"^[ \t]*\.\. (figure)::": "figure caption-text caption legend align-left align-right "
    "align-center",
    r"^[ \t]*\.\. (image)::": "align-left align-right align-center image-reference",
    r"^[ \t]*\.\. (\w+:)?(function|class|method|attribute|data|module|auto\w+"
    r"|confval|option|program|envvar|describe|object)::": "sig sig-inline sig-name sig-param "
    "sig-paren sig-prename property viewcode-link viewcode-back field-list classifier",
    r"^[ \t]*\.\. hlist::": "table hlist tbody tr td",
    r"^[ \t]*\.\. (index)::|:index:`": "target",
    r"\n\n-{4,}\n\n": "hr",
    r":sub:`": "sub",
    r":sup:`": "sup",
    r":(abbr|abbreviation):`": "abbr",
    r":(kbd):`": "kbd",
    r":(cite|title|title-reference|bibliography)": "cite citation",
}
"""Names that docutils and Sphinx give to what stands so in a source."""
OURS = {"line", "legend", "caption", "label", "contents", "table-wrapper", "note"}
"""Names among these that our own parts give, too."""
LISTS = {
    "html_use_index": "genindex-section genindex-jumpbox table tr td",
    "html_domain_indices": "domainindex-section domainindex-jumpbox table tr td",
}


class Vocabulary:
    """The names that occur in the texts that pages are made from."""

    def __init__(self, languages: Iterable[str]) -> None:
        self.languages = {tag.partition("-")[0] for tag in languages}
        self.types: set[str] = set()
        self.names = set(ALWAYS.split())
        self.elements = set(ALWAYS.split())
        self.made: set[str] = set()
        self.composed: set[re.Pattern[str]] = set()

    def __call__(self, kind: str, name: str) -> bool:
        """Return whether a page can have it, as ``Occurs`` says."""
        if kind == "lang":
            return name in self.languages
        if kind == "type":
            return name in self.types
        if kind == "element":
            return name.lower() in self.elements | self.made
        if name in _reserved():
            return name in self.made
        return name in self.names | self.made or any(map(self._is_known, self._stems(name)))

    def _stems(self, name: str) -> Iterator[str]:
        for pattern in self.composed:
            if found := pattern.fullmatch(name):
                yield found[1]

    def _is_known(self, name: str) -> bool:
        return name in self.names and name not in _reserved()

    def add_markup(self, text: str) -> None:
        """Add every word of a template, a script or a picture."""
        self.names.update(NAME.findall(text))
        self.elements.update(TAG.findall(text), MADE.findall(text))
        self.types.update(TYPE.findall(text))
        self._add_classes(text)

    def add_python(self, text: str) -> None:
        """Add the words of the strings of a module, of which docstrings are none."""
        for found in STRING.finditer(text):
            self.names.update(NAME.findall(found[1] or found[2] or ""))
        self.types.update(TYPE.findall(text))
        self._add_classes(text)
        self.elements.update(TAG.findall(text), MADE.findall(text))
        for begin, end in filter(any, COMPOSED.findall(text)):
            self.composed.add(re.compile(rf"{re.escape(begin)}([\w-]+){re.escape(end)}"))

    def _add_classes(self, text: str) -> None:
        for names in CLASS.findall(text):
            self.made.update(names.split())

    def add_source(self, text: str) -> None:
        """Add what an English page names, and what is made of it."""
        for line in DIRECTIVE.findall(text):
            self.names.update(NAME.findall(line))
        self.names.update(name for role in ROLE.findall(text) for name in role.split(":"))
        self.elements.update(TAG.findall(text))
        for pattern, names in _patterns():
            if pattern.search(text):
                self.made.update(names)


def files_of(extensions: Iterable[str]) -> Iterator[Path]:
    """Yield the modules, templates, scripts and pictures of other extensions."""
    for name in extensions:
        spec = find_spec(name) if _is_foreign(name) else None
        for folder in map(Path, (spec and spec.submodule_search_locations) or ()):
            for path in sorted(folder.rglob("*")):
                if path.suffix in (".py", ".html", ".js", ".svg"):
                    yield path


@cache
def _reserved() -> frozenset[str]:
    """Return the names that stand for a construct of the source and for nothing else."""
    return frozenset(name for names in MADE_BY.values() for name in names.split()) - OURS


def _is_foreign(name: str) -> bool:
    known = ("sphinx.", "multilingual.", "alabaster", "sphinxcontrib.", "furo")
    return not name.startswith(known)


@cache
def _patterns() -> list[tuple[re.Pattern[str], list[str]]]:
    compiled = {re.compile(pattern, re.MULTILINE): MADE_BY[pattern] for pattern in MADE_BY}
    return [(pattern, names.split()) for pattern, names in compiled.items()]
