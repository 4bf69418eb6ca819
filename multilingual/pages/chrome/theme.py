"""The look of every page: furo's ground, with our templates, styles and scripts."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from docutils import nodes
from jinja2 import FileSystemBytecodeCache
from sphinx.locale import _
from sphinx.util.osutil import relative_uri

from multilingual.pages.content.elements_and_faults import box
from multilingual.pages.content.front_page import DESCRIPTION, SEARCH_PLACE
from multilingual.pages.content.questions import QUESTIONS
from multilingual.pages.translation.provenance import LINE, is_in_english
from multilingual.project import OF_THE_BUILD

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.config import Config

HERE = Path(__file__).parent
COLOURS = HERE / "colours.toml"
"""Those of a site whose ``conf.py`` names none, but for those of furo."""
OPENING = "opening"
"""In the metadata of a page, the words that describe it where nobody wrote a description."""


def _add_files(app: Sphinx, config: Config) -> None:
    # A new list: where conf.py has none, Sphinx has one for all builds of a process.
    config.templates_path = [*config.templates_path, str(HERE / "templates")]
    colours, given = tomllib.loads(COLOURS.read_text("utf-8")), config.html_theme_options
    for name in (f"{scheme}_css_variables" for scheme in colours):
        own, usual = given.get(name) or {}, colours[name.partition("_")[0]]
        more = {key: value for key, value in usual.items() if key not in own}
        given = given | {name: own | more}
    config.html_theme_options = given


def _keep_templates(app: Sphinx) -> None:
    """Keep compiled templates, for other languages and for the next build."""
    folder, templates = app.config.multilingual_templates, getattr(app.builder, "templates", None)
    if folder and templates is not None:
        Path(folder).mkdir(parents=True, exist_ok=True)
        name = f"{type(templates.environment).__name__}_%s.cache"
        templates.environment.bytecode_cache = FileSystemBytecodeCache(folder, name)
        # No template changes during a build; it would be asked for each page.
        templates.environment.auto_reload = False


class NavigationEntry(NamedTuple):
    """A page in the navigation, with its address, its title as HTML and the pages below it."""

    name: str
    address: str
    title: str
    pages: Sequence[NavigationEntry]


def _navigation(builder: StandaloneHTMLBuilder, page: str) -> Sequence[NavigationEntry]:
    # Furo renders it again for each page, which costs a fifth of a build. All pages of a
    # folder link to others by the same addresses.
    folder = "".join(builder.get_target_uri(page).rpartition("/")[:2])
    known: dict[str, Sequence[NavigationEntry]] = vars(builder).setdefault(
        "multilingual_navigation", {}
    )
    if folder not in known:
        root = builder.config.root_doc
        known[folder] = list(_entries(builder, folder, root, {root}))
    return known[folder]


def _entries(
    builder: StandaloneHTMLBuilder, folder: str, page: str, seen: set[str]
) -> Iterator[NavigationEntry]:
    for name in builder.env.toctree_includes.get(page, ()):
        if name not in seen:
            seen.add(name)
            address = relative_uri(folder, builder.get_target_uri(name))
            title = builder.render_partial(builder.env.titles[name])["title"]
            yield NavigationEntry(name, address, title, list(_entries(builder, folder, name, seen)))


def _leave_furo_s_navigation(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    context.pop("toctree", None)


def _add_to_page(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    context["project"] = _(app.config.project)
    context["navigation"] = _navigation(cast("StandaloneHTMLBuilder", app.builder), page)
    # An extension may put another in its place, for a page that is shown at any address.
    is_usual = context["pathto"].__module__ == "sphinx.builders.html"
    context["usual_pathto"] = context["pathto"] if is_usual else None
    context["contact"] = app.config.multilingual_contact
    about = app.env.metadata.get(page, {})
    opening = about.get(OPENING)
    context["description"] = opening if opening or about.get(QUESTIONS) else None
    context["has_description"] = DESCRIPTION in about
    context["search_place"] = SEARCH_PLACE
    context["has_questions"] = bool(doctree and any(doctree.findall(_is_question_list)))
    context["page_record"] = about.get(LINE)
    context["is_in_english"] = partial(is_in_english, app.config)


def _note_opening(app: Sphinx, doctree: nodes.document) -> None:
    """Note what opens a page before it is folded with the questions, or else its first words."""
    paragraphs = list(doctree.findall(_is_opening))
    above = [paragraph for paragraph in paragraphs if paragraph.parent.parent is doctree]
    words = " ".join(paragraph.astext() for paragraph in (above or paragraphs)[:1])
    app.env.metadata[app.env.current_document.docname][OPENING] = " ".join(words.split())


def _is_question_list(node: nodes.Node) -> bool:
    return isinstance(node, box) and "question-list" in node["classes"]


def _is_opening(node: nodes.Node) -> bool:
    # The paragraph below the title, not a notice or a box.
    return (
        isinstance(node, nodes.paragraph)
        and isinstance(node.parent, nodes.section)
        and "untranslated" not in node["classes"]
    )


def setup(app: Sphinx) -> None:
    about = f"{OF_THE_BUILD} the folder that keeps compiled templates for the next one."
    app.add_config_value("multilingual_templates", "", "", types=[str], description=about)
    app.connect("builder-inited", _keep_templates)
    about = "The mail address for mistakes that readers find. Each page has a link to write to it."
    app.add_config_value("multilingual_contact", "", "html", types=[str], description=about)
    app.connect("config-inited", _add_files)
    app.connect("doctree-read", _note_opening)
    app.connect("html-page-context", _leave_furo_s_navigation, priority=400)
    app.connect("html-page-context", _add_to_page)
