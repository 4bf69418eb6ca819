"""The site in pseudo-languages, never published: each message marked, longer, in other letters."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from multilingual.build.forked_workers import ForkServer
from multilingual.build.inputs import watched
from multilingual.build.jobs import Outcome
from multilingual.build.site import build_site
from multilingual.catalogs.language_folder import CATALOGS
from multilingual.catalogs.message import Catalog, Message, Template
from multilingual.catalogs.writer import write_catalog
from multilingual.project import Project
from multilingual.reviews.notices import NOTICES
from multilingual.tasks.new_language import write_description
from multilingual.templates.extraction import extract
from multilingual.update.carry_over import update_catalogs

PLACE = "build/pseudo"
"""The folder of the copy, from that of the project."""


def build_pseudo_site(project: Project) -> list[Outcome]:
    """Build the site in the pseudo-languages in ``build/pseudo``, and return what came of it."""
    folder = project.root / PLACE
    make_pseudo_project(project, folder)
    copy = Project.at(folder)
    with ForkServer(workers=1) as server:
        return build_site(copy, copy.languages(), server, lambda _message: None)


def make_pseudo_project(project: Project, folder: Path) -> None:
    """Make ``folder`` a copy of ``project`` with the pseudo-languages in place of its own.

    What was in ``folder`` is deleted first. Raises ``ExtractionError``.
    """
    templates, _warnings = extract(project.root)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    source = next(language for language in project.languages() if language.is_source)
    for name in watched(project, source):
        if not name.startswith(f"{project.locale}/"):
            _copy(project.root / name, folder / name)
    # Nobody has to agree to words that no reader sees.
    (folder / NOTICES).unlink(missing_ok=True)
    for language in PSEUDO_LANGUAGES:
        place = folder / project.locale / language.code
        for page, catalog in pseudo_catalogs(templates, language).items():
            write_catalog(place / CATALOGS / f"{page}.po", catalog)
        write_description(place, {"name": language.name, "direction": language.direction})


def _copy(place: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    if place.is_dir():
        shutil.copytree(place, to, dirs_exist_ok=True)
    elif place.exists():
        shutil.copy2(place, to)


OPENING, CLOSING = "⟦", "⟧"
LONGER = 1.4
"""How much longer a text becomes at the least."""

TITLE = r"(?P<before>(?::[\w.+:-]{1,60}:)?`)(?P<title>[^`<]*?)(?P<after>\s<[^`>]*>`_{0,2})"
KEPT = re.compile(
    rf"{TITLE}"
    r"|:[\w.+:-]{1,60}:`[^`]*`"
    r"|``.*?``"
    r"|`[^`]*`_{0,2}"
    r"|\[[\w#*.:+-]{1,80}\]_"
    r"|\|[^|\s][^|]{0,80}\|"
    r"|(?:https?|mailto|tel):[^\s<>`]+|[\w.+-]{1,64}@[\w.-]{1,255}"
    r"|%(?:\(\w{1,80}\))?[diouxXeEfFgGcrs]|\{\w{0,80}\}"
    r"|&\#?\w{1,12};"
    r"|\\.",
    re.DOTALL,
)
"""What stays, but for the title of a role or a link."""

ENDING = re.compile(r"\s*::?\Z")
"""Says what follows, and may be a mark of reStructuredText: it stays at the end."""

FILLER = " one two three four five six seven eight nine ten"


@dataclass(frozen=True, slots=True)
class PseudoLanguage:
    """A language that nobody speaks; ``letters`` gives a letter for each of a to z."""

    code: str
    name: str
    direction: str
    letters: Mapping[int, int]

    def render(self, text: str) -> str:
        """Return ``text`` in this language: in brackets, in its letters, 1.4 times as long."""
        if not text.strip():
            return text
        ending = ENDING.search(text)
        end = ending.start() if ending else len(text)
        body = self._body(text[:end])
        lacking = int(len(text) * LONGER) + 1 - len(body)
        fill = (FILLER * (lacking // len(FILLER) + 1))[: max(0, lacking)].rstrip()
        return f"{OPENING}{body}{fill.translate(self.letters)}{CLOSING}{text[end:]}"

    def _body(self, text: str) -> str:
        made, position = [], 0
        for kept in KEPT.finditer(text):
            made.append(self._words(text[position : kept.start()]))
            if kept["title"] is None:
                made.append(kept[0])
            else:
                made += [kept["before"], self._words(kept["title"]), kept["after"]]
            position = kept.end()
        return "".join([*made, self._words(text[position:])])

    def _words(self, text: str) -> str:
        # Words become longer as those of German and Finnish do, and not only more of them.
        return re.sub("[aeiou]", r"\g<0>\g<0>", text).translate(self.letters)


def _letters(small: str, capital: str) -> dict[int, int]:
    latin = "abcdefghijklmnopqrstuvwxyz"
    return str.maketrans(latin + latin.upper(), small + capital)


ACCENTED = PseudoLanguage(
    "qps_ploc",
    "Þşéûðö",
    "ltr",
    _letters("åƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž", "ÅßÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ"),
)
MIRRORED = PseudoLanguage(
    "qps_plocm",
    "مقلوب",
    "rtl",
    _letters("ابكديفغهئجقلمنوپقرستؤڤوخيز", "ابكديفغهئجقلمنوپقرستؤڤوخيز"),
)
PSEUDO_LANGUAGES = (ACCENTED, MIRRORED)


def pseudo_catalogs(
    templates: Mapping[str, Template], language: PseudoLanguage
) -> dict[str, Catalog]:
    """Return a whole catalog for each page, in ``language``."""

    def rendered(message: Message) -> Message:
        text = language.render(message.plural or message.msgid)
        return replace(message, forms=(text,) * len(message.forms))

    made = update_catalogs(templates, {}, language.code).catalogs
    return {
        page: replace(catalog, messages=[*map(rendered, catalog.messages)])
        for page, catalog in made.items()
    }
