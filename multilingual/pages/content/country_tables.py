"""Tables of who helps, country by country, in the order that serves a reader best.

``.. emergency-numbers::`` and ``.. crisis-lines::`` show ``source/help_lines.csv``, and
``.. organisations::`` shows ``source/organisations.csv``. Countries in which the reader's language
is official come first, of the country or of a region, as CLDR knows; the others follow, folded if
there are many. A number is a link that dials it, and runs from left to right in every language.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from html import escape
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from babel import Locale
from babel.languages import get_official_languages
from docutils import nodes
from sphinx.locale import _
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective

from multilingual.languages import SOURCE_CODE, locale_of
from multilingual.pages.content.elements_and_faults import add_fault
from multilingual.text.folding import basic_fold
from multilingual.wordlists.help_lines import (
    ALWAYS,
    CRISIS,
    EMERGENCY,
    EVERYWHERE,
    KINDS,
    ORGANISATIONS,
    Help,
    name_of_language,
    read_help,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx

MOST_UNFOLDED = 12
"""Countries that one can look over."""
WORLD = "001"
"""The world among the territories of CLDR (https://unstats.un.org/unsd/methodology/m49/)."""
Country = tuple[str, str, Sequence[Help]]
"""Its code, its name in the reader's language, and who helps there."""


class country_table(nodes.General, nodes.Element):
    """Stands for the rows of the list ``name`` that are of ``kinds`` until it is written."""


class CountryTable(SphinxDirective):
    """Where a table of a list is to stand."""

    kinds: ClassVar[tuple[str, ...]]

    def run(self) -> list[nodes.Node]:
        known = read_help(Path(self.config.multilingual_root), self._list)
        for line, fault in known.problems:
            add_fault(self.env, (self._list, line), fault)
        if not known.problems and not any(row.kind in self.kinds for row in known.rows):
            message = f"{self._list} has no row of {self.kinds[0]}. Add one, or take this out."
            add_fault(self.env, self.get_source_info(), message)
        return [country_table(list=self._list, kinds=self.kinds)]

    @property
    def _list(self) -> str:
        return next(name for name, kinds in KINDS.items() if self.kinds[0] in kinds)


class EmergencyNumbers(CountryTable):
    """``.. emergency-numbers::`` where the numbers of all countries are to stand."""

    kinds = (EMERGENCY,)


class CrisisLines(CountryTable):
    """``.. crisis-lines::`` where the crisis lines of all countries are to stand."""

    kinds = (CRISIS,)


class Organisations(CountryTable):
    """``.. organisations::`` where the groups and charities of all countries are to stand."""

    kinds = KINDS[ORGANISATIONS]


class NoteLists(SphinxTransform):
    """Lets a page be read again when a list that it shows has changed.

    The directive notes nothing, so that the page is parsed once for all languages.
    """

    default_priority = 12

    def apply(self, **kwargs: Any) -> None:
        for table in self.document.findall(country_table):
            self.env.note_dependency(str(Path(self.config.multilingual_root, table["list"])))


def in_order(rows: Iterable[Help], locale: Locale) -> tuple[list[Country], list[Country]]:
    """Return the countries that speak a language, and all others, by name."""
    by_code: dict[str, list[Help]] = {}
    for row in rows:
        by_code.setdefault(row.country, []).append(row)
    countries: list[Country] = [
        (code, _name(code, locale), helps) for code, helps in by_code.items()
    ]
    countries.sort(key=lambda country: (country[0] == EVERYWHERE, basic_fold(country[1])))
    first = [country for country in countries if _speaks(country[0], locale)]
    others = [country for country in countries if not _speaks(country[0], locale)]
    return first, others


def _name(code: str, locale: Locale) -> str:
    return locale.territories.get(WORLD if code == EVERYWHERE else code) or code


def _speaks(code: str, locale: Locale) -> bool:
    official = get_official_languages(code, regional=True, de_facto=True)
    return code == EVERYWHERE or locale.language in {tag.partition("_")[0] for tag in official}


def visit_table(translator: Any, node: nodes.Element) -> None:
    """Write the table, in one or two parts."""
    config = translator.config
    rows = read_help(Path(config.multilingual_root), node["list"]).rows
    own = locale_of(config.language)
    locale = own or Locale(SOURCE_CODE)
    language = "" if own else f' lang="{SOURCE_CODE}" dir="ltr"'
    first, others = in_order((row for row in rows if row.kind in node["kinds"]), locale)
    if not any(code != EVERYWHERE for code, *_about in first):
        first, others = [*others, *first], []
    elif len(first) + len(others) <= MOST_UNFOLDED:
        first, others = [*first, *others], []
    head = (_heading(node["kinds"][0]), language)
    translator.body.append(_table(first, locale, *head))
    if others:
        summary = escape(_("Other countries"))
        folded = _table(others, locale, *head)
        translator.body.append(
            f'<details class="countries"><summary>{summary}</summary>{folded}</details>\n'
        )
    raise nodes.SkipNode


def _heading(kind: str) -> str:
    # Babel finds no message inside a formatted string.
    headings = {EMERGENCY: _("Emergency number"), CRISIS: _("Crisis line")}
    return headings.get(kind) or _("Organisation")


def _table(countries: Sequence[Country], locale: Locale, heading: str, language: str) -> str:
    country = escape(_("Country"))
    head = f'<th scope="col">{country}</th><th scope="col">{escape(heading)}</th>'
    body = "".join(
        f'<tr><th scope="row"{language} data-m="{code}">{escape(name)}</th>'
        f"<td>{_cell(name, helps, locale, language)}</td></tr>"
        for code, name, helps in countries
    )
    return (
        f'<table class="help-lines"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>\n'
    )


def _cell(country: str, helps: Sequence[Help], locale: Locale, language: str) -> str:
    by_name = groupby(helps, key=lambda row: (row.name, row.url, row.hours, row.languages))
    return "".join(_entry(country, list(alike), locale, language) for _about, alike in by_name)


def _entry(country: str, alike: Sequence[Help], locale: Locale, language: str) -> str:
    """Return what is written of one line or organisation, with all its numbers."""
    row = alike[0]
    name = f"<bdi{_language_of_name(row)}>{escape(row.name)}</bdi>" if row.name else ""
    if row.url:
        name = f'<a href="{escape(row.url)}">{name or escape(row.url)}</a>'
    elif row.name == row.number:
        name = ""
    numbers = " ".join(
        f'<a class="number" href="tel:{one.dialled}"{language} '
        f'aria-label="{escape(country)}: {one.number}"><bdi dir="ltr">{one.number}</bdi></a>'
        for one in alike
        if one.number
    )
    beside = " · ".join(_beside(row, locale, language))
    parts = (
        f'<span class="help-name">{name}</span>' if name else "",
        f'<span class="numbers">{numbers}</span>' if numbers else "",
        f"<small>{beside}</small>" if beside else "",
    )
    return f'<div class="help-line">{" ".join(filter(None, parts))}</div>'


def _language_of_name(row: Help) -> str:
    """Return in which language a name is read aloud: none is known of who speaks several."""
    return f' lang="{escape(row.languages[0])}"' if len(row.languages) == 1 else ""


def _beside(row: Help, locale: Locale, language: str) -> Iterable[str]:
    kinds = {
        # tr: What kind of organisation it is.
        "charity": _("Charity"),
        # tr: A union of organisations.
        "network": _("Network"),
        "line": _("Support by telephone"),
        "hospital": _("Hospital"),
    }
    if row.kind in kinds:
        yield escape(kinds[row.kind])
    if row.hours:
        is_always = row.hours == ALWAYS
        yield escape(_("Day and night")) if is_always else f'<bdi dir="ltr">{row.hours}</bdi>'
    names = [name_of_language(tag, locale) for tag in row.languages]
    if names:
        # With the comma of the language. Its "and" can depend on the word after it, as in Spanish
        # before "inglés", which Babel does not know.
        pattern = str(locale.list_patterns["standard"]["middle"])
        listed = reduce(pattern.format, names)
        yield f"<bdi{language}>{escape(listed)}</bdi>"


def setup(app: Sphinx) -> None:
    app.add_node(country_table, html=(visit_table, None))
    app.add_directive("emergency-numbers", EmergencyNumbers)
    app.add_directive("crisis-lines", CrisisLines)
    app.add_directive("organisations", Organisations)
    app.add_transform(NoteLists)
