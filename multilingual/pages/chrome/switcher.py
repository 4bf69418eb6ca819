"""The same page in other languages: the switcher.

Here it is also found out which language a build is for, and which ones its pages link to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

from sphinx.errors import ConfigError
from sphinx.util.osutil import relative_uri

from multilingual.languages import SOURCE_CODE, Language, find_languages
from multilingual.project import OF_THE_BUILD

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


class Lacking(TypedDict):
    """The pages that a language lacks, and what it says of them in its own words."""

    pages: Collection[str]
    note: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A line of the switcher. ``note`` is set where the link leads to the English page."""

    language: Language
    target: Language
    address: str
    note: str = ""


def choices(
    page: str,
    current: Language,
    languages: Collection[Language],
    lacking: Mapping[str, Lacking],
) -> Iterator[Choice]:
    """Yield where ``page`` is found in each language, as a link relative to ``current``.

    ``lacking`` gives the pages that a language lacks, by tag; one that is not in it has all.
    """
    source = next((language for language in languages if language.is_source), current)
    here = f"{current.tag}/{page}.html"
    for language in languages:
        known = lacking.get(language.tag)
        missing = known is not None and page in known["pages"]
        target = source if missing else language
        address = (
            relative_uri(here, f"{target.tag}/{page}.html") or f"{page.rpartition('/')[2]}.html"
        )
        note = known["note"] if known is not None and missing else ""
        yield Choice(language, target, address, note)


def _find_languages(app: Sphinx) -> None:
    """Note the language of the reader, and the languages that have pages to link to."""
    config = app.config
    folder = Path(config.multilingual_root, config.multilingual_locale)
    # To ask Babel takes a tenth of the time before the first page.
    # The command that makes lenient templates tells what is left out.
    is_told = config.multilingual_lenient and app.builder.name == "gettext"
    known = config.multilingual_known or find_languages(
        folder, config.multilingual_languages, {} if is_told else None
    )
    code = config.language or SOURCE_CODE
    own = next((language for language in known if language.code == code), None)
    if own is None:
        codes = ", ".join(language.code for language in known)
        raise ConfigError(f"{folder}:1: there is no language {code!r}. There are: {codes}.")
    unpublished = set(config.multilingual_unpublished) - {own.tag}
    config.multilingual_reader_language = own
    config.multilingual_linked_languages = [
        language for language in known if language.tag not in unpublished
    ]


def _add_to_page(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    config, current = app.config, app.config.multilingual_reader_language
    linked = config.multilingual_linked_languages
    context["language"] = current.tag
    context["direction"] = current.direction
    context["current_language"] = current
    context["language_choices"] = list(choices(page, current, linked, config.multilingual_lacking))


def setup(app: Sphinx) -> None:
    about = (
        "What Babel would name otherwise, by the code of a language: its `tag` (BCP 47), its "
        "`name` in the language itself, its `direction` (`ltr` or `rtl`). Which languages there "
        "are, the folders in `locale/` say."
    )
    app.add_config_value("multilingual_languages", {}, "env", types=[dict], description=about)
    about = f"{OF_THE_BUILD} all languages, so that Babel is asked once."
    app.add_config_value("multilingual_known", [], "", types=[list], description=about)
    about = f"{OF_THE_BUILD} the tags of languages that will have no page."
    app.add_config_value("multilingual_unpublished", [], "html", types=[list], description=about)
    about = f"{OF_THE_BUILD} the pages that a language lacks, by its tag."
    app.add_config_value("multilingual_lacking", {}, "html", types=[dict], description=about)
    about = f"{OF_THE_BUILD} the language of the reader."
    app.add_config_value(
        "multilingual_reader_language", None, "", types=[Language], description=about
    )
    about = f"{OF_THE_BUILD} the languages that its pages link to."
    app.add_config_value("multilingual_linked_languages", [], "", types=[list], description=about)
    app.connect("builder-inited", _find_languages, priority=100)
    app.connect("html-page-context", _add_to_page)
