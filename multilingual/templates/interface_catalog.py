"""The template of the interface, and words of it that no translation function reaches.

``sphinx.po`` of each language translates the words around the pages: those of the templates and
of the package, which Babel finds by itself, and those that are marked here. Sphinx's own catalogs
lack some languages and miss words in others. The comments for translators name this file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from operator import itemgetter
from pathlib import Path, PurePath

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir

from multilingual.catalogs.message import Message, MessageKey, Template
from multilingual.project import OWN_WORDS

FOR_TRANSLATORS = "tr:"
"""What begins a comment that is for translators, in a page or in the package."""
NAME_IS_TAKEN = "the words around the pages have this name. Rename the page."

PACKAGE = Path(__file__).parents[1]
KEYWORDS = {**DEFAULT_KEYWORDS, "marked": None}
TEMPLATES = ("pages/chrome/templates/**.html", "pages/book/templates/**.xhtml")
METHODS = [("**.py", "python"), *((place, "jinja2") for place in TEMPLATES)]
PLACE = re.compile(r"%(?:\(\w+\))?[a-z]")
"""Where a number, a day or a name is put in."""
OPTIONS = {place: {"trimmed": "true"} for place in TEMPLATES}


def marked(text: str) -> str:
    """Return ``text``, marked for Babel to extract; it is translated where it is shown."""
    return text


IN_ENGLISH_ONLY = marked("This page is in English only.")

# Sphinx writes this into pages without a template of ours.
marked("Link to this heading")


def words_around(project: str) -> Template:
    """Return the name of the project, and the messages of the package and its templates."""
    catalog = Catalog()
    catalog.add(project, auto_comments=["interface / conf.py"])
    ours = extract_from_dir(PACKAGE, METHODS, OPTIONS, KEYWORDS, [FOR_TRANSLATORS])
    # By the name of the file alone: a module that moves changes no catalog.
    every = sorted(
        ((PurePath(file).name, text, notes, context) for file, _line, text, notes, context in ours),
        key=itemgetter(0),
    )
    for place, text, comments, context in every:
        notes = [one.removeprefix(FOR_TRANSLATORS).strip() for one in comments]
        catalog.add(text, auto_comments=[f"interface / {place}", *notes], context=context)
    return [
        Message(
            message.id if isinstance(message.id, str) else message.id[0],
            plural="" if isinstance(message.id, str) else message.id[1],
            context=message.context,
            about="\n".join(dict.fromkeys(message.auto_comments)),
            flags=tuple(sorted(message.flags)),
        )
        for message in catalog
        if message.id
    ]


def in_own_words(own: Mapping[str, str], words: Template) -> Template:
    """Return the ``words`` around the pages with those in place that ``conf.py`` has of its own."""
    found: dict[MessageKey, Message] = {}
    for message in words:
        msgid, plural = (own.get(text, text) for text in (message.msgid, message.plural))
        said = replace(message, msgid=msgid, plural=plural)
        if known := found.get(said.key):
            said = replace(said, about=f"{known.about}\n{said.about}")
        found[said.key] = said
    return list(found.values())


def faults_of_own_words(own: Mapping[str, str], words: Template) -> Iterator[str]:
    """Yield what is wrong with words that ``conf.py`` has of its own."""
    known = [text for message in words for text in (message.msgid, message.plural) if text]
    for text, said in own.items():
        if text not in known:
            near = get_close_matches(text, known, n=1)
            meant = f" Did you mean {near[0]!r}?" if near else ""
            yield f"{OWN_WORDS} has {text!r}, which no page says.{meant}"
        elif Counter(PLACE.findall(text)) != Counter(PLACE.findall(said)):
            places = ", ".join(PLACE.findall(text)) or "none"
            yield f"{OWN_WORDS}: {said!r} has other places to fill in than its English: {places}."
