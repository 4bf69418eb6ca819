"""What the fuzzing of catalogs is made of: hostile texts, a page of every kind, an oracle."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import warnings
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path

import polib
from bs4 import BeautifulSoup, Comment, Declaration, Doctype, ProcessingInstruction, Tag
from bs4.element import CData
from conftest import SmallProject, copy_repository
from hypothesis import strategies as st
from small_catalogs import findings_in

from multilingual.build.jobs import Job, Outcome, run
from multilingual.build.shared_parse import load_sphinx
from multilingual.build.worker import work
from multilingual.checks.all_checks import GUARDED
from multilingual.findings import Finding
from multilingual.languages import Language
from multilingual.pages.chrome.assets import SAYING
from multilingual.project import Project

SECRET = "zqx-the-secret-of-this-machine-xqz"
"""Stands in a file beside the project and in files within it, and on no page."""

SLOTS = """\
.. meta::
   :description: A description of slots.
   :keywords: words, of slots

Slots of every kind
===================

.. |sub| replace:: substituted words
.. |pic| image:: mark.svg
   :alt: A small picture
.. _outside: https://outside.example.org/page
.. _place:

A plain paragraph stays here.

A paragraph with **bold words** in it.

A paragraph with *marked words* and ``literal words`` in it.

A paragraph with `titled words` in it.

See `the anonymous page <https://www.nhs.uk/lupus?a=1&b=2>`__ now.

See `the named page <https://named.example.org/>`_ again.

See outside_ and `Another heading`_ and `the words <outside_>`__ too.

Write to help@nhs.uk or see https://www.who.int/page now.

See :ref:`is-it-catching` and :ref:`these words <place>` now.

See :doc:`index` and :doc:`these others <other>` now.

Get :download:`the paper <paper.txt>` now.

A note [#]_ and a named one [#named]_ and a number [1]_ here.

A citation [Cit2020]_ stands here.

Here are |sub| and |pic| now.

The :term:`flare` and :abbr:`SLE (systemic lupus)` and :kbd:`Ctrl` and :guilabel:`Save` stand.

An _`inline target` and :math:`x^2` and :sup:`up` here.

A word\u2060joiner stays and a soft\u00adhyphen too.

A back\\ slash and \\*stars\\* and a `quote "inside" of it`.

A tag <b> and an entity &amp; stand here.

Visit www.nhs.uk or call 112 now.

#hash tags stand here.

The end is an introduction::

   a literal block
   of two lines

.. code-block:: text
   :caption: A caption of code

   code = "block"

.. [#named] The named footnote says this.
.. [1] The numbered footnote says that.
.. [Cit2020] The citation says this.
.. [#] The footnote says that.

Another heading
---------------

* A list item stays here.
* A second item **with bold** words.

1. A numbered item stays here.

Term of a definition : classifier
   The definition of it.

:Field name: The field's words.
:Other **name**: More of them.

-a  The option's words.

| A line of verse
| A second line of verse

   A quotation of words.

   -- The attribution of it

+----------------+-----------------+
| Head cell      | Second head     |
+================+=================+
| Body cell      | Cell **bold**   |
+----------------+-----------------+

.. list-table:: Title of the table

   * - Cell in a list
     - Other cell in it

1. Numbered heading
-------------------

.. note:: The note's words.

.. admonition:: Title of the admonition

   The admonition's words.

.. seealso:: Words to see also.

.. topic:: Title of the topic

   The topic's words.

.. sidebar:: Title of the sidebar
   :subtitle: Subtitle of it

   The sidebar's words.

.. rubric:: Words of the rubric

.. image:: mark.svg
   :alt: Alternative of the image
   :target: https://target.example.org/

.. figure:: mark.svg
   :alt: Alternative of the figure

   Caption of **the** figure.

   Legend of the figure.

.. glossary::

   flare
      The definition of flare.

.. versionadded:: 1.0
   Words of the version.

.. index:: single: entry of the index

.. math:: a = b

.. parsed-literal::

   parsed **literal** words

.. container:: box

   Words in the container.

.. question-list::

.. _hostile-question:

Is this a question?
-------------------

.. short-answer::

   The short answer is **this**.
   It has a second line.

.. safety::

   Words of safety, **call** now.

   * An item of safety.

The rest of the answer.

Heading with **bold** and `link <https://heading.example.org/>`__
-----------------------------------------------------------------

.. toctree::
   :caption: Caption of the tree

   other
   Title of the tree <other2>
"""

WORDS = (
    "Hola",
    "5 mg",
    "la vida.",
    "مرحبا",
    "नमस्ते",
    "世界",
    "",
    "Text:",
    "١٢",
    "«x»",
    "a",
    "l'eau",
)
"""Words of translations."""

REST = """
**bold**|**|*|`|``|`x`|``x``|`x`_|`x`__|x_|x__|_`x`|:ref:`place`|:ref:`x <place>`|:doc:`index`
:doc:`/../secret`|:download:`x </../secret.txt>`|:download:`paper.txt`|:any:`index`|:term:`flare`
:cite:`nhs`|:raw:`x`|:r:`<script>alert(1)</script>`|:math:`x`|:code:`x`|:abbr:`a (b)`|:kbd:`x`
:pep:`8`|:rfc:`1`|:cve:`2020-1`|:eq:`x`|:numref:`place`|:envvar:`HOME`|:option:`-a`|:strong:`x`
:negrita:`x`|:enfasis:`x`|:image:`x`|:sub:`x`|:sup:`x`|:title:`x`|:command:`x`|:file:`/etc/passwd`
[#]_|[#named]_|[1]_|[*]_|[Cit2020]_|[nhs]_|[x]_|BARsubBAR|BARpicBAR|BARxBAR|BAR|BARsubBAR_
:: |::|\\|\\ |\\`|>>> x|- |* |+ |1. |a. |(i) |#. |:x: |-a  x|/V  x|BAR x| x|    x|====|----|~~~~
.. |..|.. x|.. raw:: html|.. include:: /../secret.txt|.. include:: ../secret.txt|.. image:: x.png
.. literalinclude:: ../secret.txt|.. csv-table:: x(NL)   :file: ../secret.txt|.. figure:: x.png
.. role:: r(raw)|.. default-role:: math|.. meta::|.. title:: x|.. class:: x|.. BARsubBAR image:: x
.. BARxBAR replace:: x|.. _x: https://evil.example|.. _place: javascript:alert(1)|.. [1] x|.. [#] x
__ https://evil.example|.. __: https://evil.example|.. toctree::(NL)   :glob:(NL)(NL)   *
.. only:: html
.. contents::|.. parsed-literal::|.. code-block:: x|.. automodule:: antigravity|.. highlight:: x
.. math:: x|.. bibliography::|.. question-list::|.. repeat:: hostile-question|.. sources:: nhs
.. note:: x|.. container:: untranslated|.. short-answers::|.. safety::|.. date::|.. target-notes::
+---+(NL)| x |(NL)+---+|=== ===(NL) x   y(NL)=== ===|x(NL)   y|(NL)|(NL)(NL)|(TAB)
"""
LINKS = """
https://evil.example|http://evil.example/|//evil.example|www.evil.com|evil@evil.example|evil.com
javascript:alert(1)|data:text/html,x|vbscript:x|file:///etc/passwd|ftp://evil.example|mailto:a@b.c
tel:112|JaVaScRiPt:alert(1)|`x <javascript:alert(1)>`_|`x <data:text/html,hola>`__
`x <//evil.example>`_
`x <https://www.nhs.uk/lupus?a=1&b=2>`__|`x <https://www.nhs.uk/lupus?a=1&b=2>`_|`x <x_>`__
`x <java\\script:alert(1)>`_|`x <../secret.txt>`_|`x <https://named.example.org/>`_|`x <outside_>`_
`<https://evil.example>`_|`x <#" onclick="alert(1)>`_|https://www.nhѕ.uk/|https://www.nhs.uk\u200b/
https://www.who.int/page|https://www.who.int/page/../x|https://www.who.int/page?x|help@nhs.uk
https://www.who.int@evil.example/|xn--nhs-abc.uk|`x <HTTPS://WWW.NHS.UK>`_|sip:a@b|news:x|urn:x
`the named page`_|`the named page <https://evil.example>`_|outside_|`x <https://evil.example/ a>`_
<https://evil.example>|[x](https://evil.example)|![x](x.png)|evil.example|https://evil。example
"""
HTML = """
<script>alert(1)</script>|<img src=x onerror=alert(1)>|"><script>alert(1)</script>|" onclick="x
' onclick='x|</title><script>alert(1)</script>|<!--|-->|]]>|<?php|<b>|&lt;script&gt;|&#60;b&#62;
&lt|&amp;|{{ 7*7 }}|{% include "x" %}|{#|#}|{{|}}|%s|%d|%(x)s|%|100 %|%%|%n|{0}|{x}|%1$s
\\u003cscript
</script>|</style>|</textarea>|</noscript>|</svg>|<svg onload=alert(1)>|<|>|"|'|`|=|&|\\"|<b|&nbsp
onerror=alert(1)|style=x|javascript&colon;alert(1)|＜script＞|‹script›|\u0130|ﬀ
<a href=//evil.example>
"""
HIDDEN = (
    "\u202e \u202d \u202a \u202b \u202c \u2066 \u2067 \u2068 \u2069 \u200e \u200f \u061c \u200b "
    "\u200c \u200d \u2060 \u00ad \ufeff \u034f \u3164 \u115f \U000e0041 \ue000 \ufe0f \u0000b "
    "\u0430 \u03bf \u00a0 \u3000 \u2003 \u2028 \x0b \x0c \x85 \x1c \x7f \x1b"
)
ENDS_A_LINE = "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029\x00\x04"


def _pieces(table: str) -> list[str]:
    rows = (row.replace("(TAB)", "\t").split("|") for row in table.strip("\n").split("\n"))
    return [one.replace("BAR", "|").replace("(NL)", "\n") for row in rows for one in row]


PIECES = [
    *_pieces(REST),
    *_pieces(LINKS),
    *_pieces(HTML),
    *(one for one in HIDDEN.replace("\0b", "").split(" ") if one and one not in ENDS_A_LINE),
]

characters = st.characters(exclude_categories=["Cs"], exclude_characters=ENDS_A_LINE + "\n")
text = st.text(characters, max_size=20)
piece = st.one_of(st.sampled_from(PIECES), st.sampled_from(WORDS), st.sampled_from(PIECES), text)
glue = st.sampled_from(["", " ", " ", " ", "\\ ", ", "])


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """Pieces of markup, words and random signs, one after another."""
    parts = draw(st.lists(st.tuples(piece, glue), min_size=1, max_size=5))
    return "".join(part + end for part, end in parts)


@st.composite
def mutations(draw: st.DrawFn, original: str) -> str:
    """A text with a few changes: something put in, taken out, doubled or swapped."""
    changed = original
    for _ in range(draw(st.integers(1, 3))):
        begin = draw(st.integers(0, len(changed)))
        end = min(len(changed), begin + draw(st.integers(0, 8)))
        part = changed[begin:end]
        match draw(st.sampled_from(["insert", "wrap", "delete", "double", "swap", "move"])):
            case "insert":
                part = draw(piece) + part
            case "wrap":
                sign = draw(st.sampled_from(["*", "**", "`", "``", "|", "_", '"', " ", "\\"]))
                part = sign + part + sign
            case "delete":
                part = ""
            case "double":
                part *= 2
            case "swap":
                part = part[::-1]
            case _:
                changed = changed[:begin] + changed[end:]
                begin = end = draw(st.integers(0, len(changed)))
        changed = changed[:begin] + part + changed[end:]
    return changed


def one_line(msgstr: str, msgid: str) -> str:
    """A line break that the English has not makes a whole catalog unreadable."""
    end = len(msgid) - len(msgid.rstrip("\n"))
    kept = msgstr if "\n" in msgid.strip("\n") else msgstr.replace("\n", " ")
    return kept.strip("\n") + "\n" * end


TEXT_ALONE = {
    "A description of slots.", "words, of slots", "A small picture", "Alternative of the image",
    "Alternative of the figure", "Caption of the tree", "Title of the tree", "A caption of code",
    "a = b\n\n", 'code = "block"', "a literal block\nof two lines",
    "parsed **literal** words", "entry of the index",
}  # fmt: skip
"""Messages that are text for Sphinx and never markup, which the gate cannot know."""

SAFETY_SLOTS = {"Words of safety, **call** now.", "An item of safety."}

UNSETTLED = re.compile(
    r":[\w-]+:[\w-]+:`"  # K1: an unknown role with a domain stops the build of the language
    r"|:(strong|emphasis|negrita|enfasis|sup|sub|title):`|#\.|^\W+$"  # K5: gate and build disagree
    r"|&\w+;|&colon"  # K6: the gate alone sees entities
    r"|\\ *$"  # K4: a message of nothing
)
"""What is known not to hold and is in a test of its own: ``test_what_is_known_not_to_hold``."""
UNSETTLED_SLOTS = {
    "See outside_ and `Another heading`_ and `the words <outside_>`__ too.",  # K3
    # K5: the gate does not see the words of a role.
    "See :ref:`is-it-catching` and :ref:`these words <place>` now.",
    "See :doc:`index` and :doc:`these others <other>` now.",
    "Get :download:`the paper <paper.txt>` now.",
    "The :term:`flare` and :abbr:`SLE (systemic lupus)` and :kbd:`Ctrl` and :guilabel:`Save` stand.",  # noqa: E501
    "An _`inline target` and :math:`x^2` and :sup:`up` here.",  # K2
    "1. Numbered heading",  # K5
    "a = b\n\n",  # K7
}


@st.composite
def catalogs(draw: st.DrawFn, pairs: Mapping[str, str], largest: int = 12) -> dict[str, str]:
    """Some of the messages ``pairs`` (English: translation), each with a hostile translation."""
    msgids = draw(
        st.lists(st.sampled_from(sorted(pairs)), min_size=1, max_size=largest, unique=True)
    )
    made = {}
    for msgid in msgids:
        texts = st.one_of(sentences(), mutations(msgid), mutations(pairs[msgid]))
        msgstr = one_line(draw(texts), msgid)
        if msgid not in UNSETTLED_SLOTS and not UNSETTLED.search(msgstr):
            made[msgid] = msgstr
    return made


# ------------------------------------------------------------------------------ the oracle

TEXTUAL = {
    "title", "alt", "content", "aria-label", "placeholder",
    *("data-none", "data-found", "data-failed", "data-folder", "data-all", "data-corrected"),
    *("data-more", "data-results", "data-searching", "data-source-text"),
}  # fmt: skip
"""Attributes whose value is words. ``content`` is not words in ``<meta http-equiv>``."""
TERM_LINK = re.compile(r"(?:(?:\.\./)?glossary\.html)?#term-[\w-]+")
WORDS_OF_FACTS = {"name", "description", "text", "creditText"}
"""Names in JSON-LD whose values are words."""
SHARE = re.compile(r"\d+%")
"""How wide a bar is that shows how far a page is translated."""
WORDS_SCRIPT = re.compile(r"((?:\.\./)*assets/words-[\w-]+)\.[0-9a-f]+\.js")
"""The file of what scripts say, whose name changes with what they say."""
OWN_MARKS = {"untranslated-count", "source-text"}
"""Paragraphs that the site adds where a text is not translated, or also kept in English."""
FREE = {"lang", "dir", "class"}
INLINE = {"strong", "em", "code", "cite", "span", "sup", "sub", "kbd", "abbr", "bdi", "bdo"}
"""Marked words, of which a translation may have more than its English where it has any."""
PARSERS = [
    name for name in ("html.parser", "html5lib", "lxml") if name[4:5] == "." or find_spec(name)
]


@lru_cache(maxsize=256)
def parts_of(page: str, parser: str = "html.parser") -> Counter[tuple[str, ...]]:
    """Count what a page consists of besides its words."""
    soup = BeautifulSoup(page, parser)
    found: Counter[tuple[str, ...]] = Counter()
    for node in soup.descendants:
        if isinstance(node, Tag):
            found.update(_parts(node))
        elif isinstance(node, Comment | ProcessingInstruction | CData | Declaration | Doctype):
            found[type(node).__name__, str(node)] += 1
    return found


def _is_of_a_term(tag: Tag) -> bool:
    """Return whether it is a link that the site makes where the words name a medical term."""
    address = str(tag.get("href", ""))
    return (
        tag.name == "a" and bool(TERM_LINK.fullmatch(address)) and tag.get("class") == ["term-link"]
    )


def _is_colour(tag: Tag) -> bool:
    """Return whether it is a word of a program, which has the colour that Pygments gives it."""
    return tag.name == "span" and bool(tag.find_parent(class_="highlight"))


def _parts(tag: Tag) -> Iterator[tuple[str, ...]]:
    if _is_of_a_term(tag):
        return
    if not OWN_MARKS & set(tag.get("class", ())):
        yield "element", tag.name
    if tag.get("type") == "application/ld+json":
        yield from _facts(json.loads(tag.text))
    elif tag.name in {"script", "style", "template"}:
        yield "program", tag.name, tag.decode_contents()
    if "math" in tag.get("class", ()):
        # MathJax makes links of \\href, to any scheme.
        yield "program", "math", tag.text
    for name, value in tag.attrs.items():
        if name == "class":
            yield from (("class", one) for one in value if not _is_colour(tag))
        elif name in FREE:
            continue
        elif _is_free(name, str(value), tag):
            yield "attribute", tag.name, name
        else:
            shown = " ".join(value) if isinstance(value, list) else value
            yield "value", tag.name, name, WORDS_SCRIPT.sub(r"\1", shown)


def _facts(data: object, place: str = "") -> Iterator[tuple[str, ...]]:
    """Yield what search engines are told; of words only where they stand."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from _facts(value, f"{place}.{name}")
    elif isinstance(data, list):
        for value in data:
            yield from _facts(value, place)
    elif place.rpartition(".")[2] in WORDS_OF_FACTS:
        yield "words", place
    else:
        yield "fact", place, str(data)


def _is_free(name: str, value: str, tag: Tag) -> bool:
    """Return whether a translation may change it: it is words, or says how far the page is."""
    is_words = name in TEXTUAL and "http-equiv" not in tag.attrs
    is_share = (tag.name, name) == ("rect", "width") and SHARE.fullmatch(value)
    return is_words or bool(is_share)


def new_parts(page: str, *known: str, parser: str = "html.parser") -> list[tuple[str, ...]]:
    """Return what ``page`` has and none of the pages ``known`` has, or has more often."""
    if page in known:
        # Most of a site is as it was, and takes seconds to parse.
        return []
    allowed: Counter[tuple[str, ...]] = Counter()
    for one in known:
        allowed |= parts_of(one, parser)
    found = parts_of(page, parser)
    return sorted(
        part
        for part, count in found.items()
        if count > allowed[part] and not (allowed[part] and _may_be_more(part))
    )


def is_only_words(script: str) -> bool:
    """Return whether a file of what scripts say has words alone, and addresses of our scripts."""
    begin, end = SAYING.split("%s")
    try:
        said = json.loads(script.removeprefix(begin).removesuffix(end))
    except ValueError:
        return False
    addresses = (
        words.get(name, "a.js") for words in said.values() for name in ("script", "worker")
    )
    is_whole = script.startswith(begin) and script.endswith(end)
    return is_whole and all(re.fullmatch(r"[\w./-]+\.js", address) for address in addresses)


def _may_be_more(part: tuple[str, ...]) -> bool:
    kind, name = part[:2]
    return kind == "class" or (kind in {"element", "attribute"} and name in INLINE)


# ------------------------------------------------------------------------------ the builds


def write_catalog(path: Path, messages: Mapping[str, str], code: str = "es") -> None:
    catalog = polib.POFile(wrapwidth=10**9)
    catalog.metadata = {
        "Project-Id-Version": "Fuzz",
        "Language": code,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for msgid, one in messages.items():
        about = f"{path.stem} / safety text" if msgid in SAFETY_SLOTS else ""
        catalog.append(polib.POEntry(msgid=msgid, msgstr=one, comment=about))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(str(catalog).rstrip("\n") + "\n", "utf-8")


@dataclass
class Target:
    """A project that is attacked through the catalogs of one language."""

    folder: Path
    settings: Mapping[str, object]
    code: str = "es"

    @cached_property
    def project(self) -> Project:
        project = Project.at(self.folder, is_lenient=True)
        load_sphinx(project.conf.get("extensions", ()))
        return project

    @property
    def catalogs(self) -> Path:
        return self.folder / "locale" / self.code / "LC_MESSAGES"

    def path(self, page: str) -> Path:
        return self.catalogs / f"{page}.po"

    def language(self, code: str) -> Language:
        return next(one for one in self.project.languages() if one.code == code)

    def build(self, code: str = "") -> Outcome:
        """Build a language from nothing, in a process of its own."""
        shutil.rmtree(self.folder / "made", ignore_errors=True)
        job = Job(
            language=self.language(code or self.code),
            root=self.project.root,
            source=self.project.source,
            out=self.folder / "made" / "out",
            doctrees=self.folder / "made" / "doctrees",
            settings={
                "multilingual_templates": str(self.folder / "templates"),
                "multilingual_lenient": True,
                **self.settings,
            },
        )
        with warnings.catch_warnings():
            # A worker has not pytest's opinion of warnings.
            warnings.simplefilter("ignore")
            return next(one for one in run([job], work, 1, tuple) if isinstance(one, Outcome))

    def files(self) -> dict[str, bytes]:
        """Return what was built, by path."""
        out = self.folder / "made" / "out"
        return {
            path.relative_to(out).as_posix(): path.read_bytes()
            for path in sorted(out.rglob("*"))
            if path.is_file()
        }

    def pages(self) -> dict[str, str]:
        return {
            name: data.decode() for name, data in self.files().items() if name.endswith(".html")
        }

    def check(self) -> list[Finding]:
        return findings_in(self.folder / "locale" / self.code)

    def messages(self) -> dict[str, list[str]]:
        """Return the English messages of each page, as Sphinx extracts them."""
        options = [
            f"-D{name}={','.join(value) if isinstance(value, list) else int(value)}"
            for name, value in self.settings.items()
        ]
        command = [sys.executable, "-P", "-m", "sphinx", "-q", "-b", "gettext", "-c", ".", *options]
        subprocess.run(
            [*command, "source", "pot"], cwd=self.folder, check=True, capture_output=True
        )
        return {
            path.relative_to(self.folder / "pot").with_suffix("").as_posix(): [
                entry.msgid for entry in polib.pofile(str(path))
            ]
            for path in sorted((self.folder / "pot").rglob("*.pot"))
        }


def small_target(folder: Path, settings: Mapping[str, object]) -> Target:
    """A project with one page that has a message of every kind."""
    project = SmallProject(folder)
    hide_secrets(folder)
    project.write("source/mark.svg", "<svg></svg>")
    project.write("source/paper.txt", "A paper.")
    project.write("source/slots.rst", SLOTS)
    project.write("source/other.rst", "Other page\n==========\n\nWords of the other page.\n")
    project.write("source/other2.rst", "Third page\n==========\n\nWords of the third page.\n")
    index = (folder / "source/index.rst").read_text("utf-8")
    project.write("source/index.rst", f"{index}\n.. toctree::\n\n   slots\n")
    write_catalog(folder / "locale/es/LC_MESSAGES/index.po", {})
    write_catalog(folder / "locale/fr/LC_MESSAGES/index.po", {"Home": "Accueil"}, "fr")
    return Target(folder, settings)


def real_target(folder: Path) -> Target:
    """A copy of this repository's project."""
    folder.mkdir()
    copy_repository(folder)
    hide_secrets(folder)
    return Target(folder, {})


def hide_secrets(folder: Path) -> None:
    for place in (folder.parent, folder, folder / "source"):
        place.mkdir(parents=True, exist_ok=True)
        (place / "secret.txt").write_text(SECRET, "utf-8")


GUARDED_RULES = {*(check.__name__ for check in GUARDED), "negation", "exchanged", "length"}
"""The rules whose errors the build refuses: the last three have some in safety texts alone."""


def disagreements(
    outcome: Outcome, findings: Iterable[Finding], known: Collection[tuple[str, str]]
) -> list[str]:
    """Return what the build refuses and the gate does not call an error, or the other way round.

    ``known`` has the path and line of what may differ, and so may what is in an unread catalog.
    """
    unread = {one.path for one in findings if one.rule == "syntax"}
    refused = {tuple(line.split(":", 2)[:2]): line for line in outcome.refused}
    errors = [one for one in findings if one.severity == "error"]
    faulty = {(one.path, str(one.line)): str(one) for one in errors}
    guarded = {(one.path, str(one.line)) for one in errors if one.rule in GUARDED_RULES}
    apart = [f"the build alone: {refused[one]}" for one in refused.keys() - faulty.keys() - known]
    apart += [f"the gate alone: {faulty[one]}" for one in guarded - refused.keys() - known]
    return sorted(one for one in apart if not any(f": {path}:" in one for path in unread))
