"""The look of every page: furo's ground, with our templates, styles and scripts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from jinja2.bccache import Bucket, BytecodeCache
from sphinx.locale import _

from multilingual.pages.questions import questions_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

HERE = Path(__file__).parent


def _add_files(app: Sphinx, config: Config) -> None:
    config.templates_path.append(str(HERE / "templates"))
    config.html_static_path.append(str(HERE / "static"))


class KeptTemplates(BytecodeCache):
    """Templates that were compiled once, for every language that is built after it.

    https://jinja.palletsprojects.com/en/stable/api/#bytecode-cache
    """

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code, if it is known and of this very text."""
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self._code[bucket.key] = bucket.bytecode_to_string()


KEPT_TEMPLATES = KeptTemplates()


def _keep_templates(app: Sphinx) -> None:
    templates = getattr(app.builder, "templates", None)
    if templates is not None:
        templates.environment.bytecode_cache = KEPT_TEMPLATES


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the navigation, with its title as HTML and the pages below it."""

    name: str
    title: str
    pages: Sequence[Entry]


def _navigation(app: Sphinx) -> Sequence[Entry]:
    # Furo has it rendered anew for each page, which costs a fifth of a build.
    if not hasattr(app, "multilingual_navigation"):
        entries = list(_entries(app, app.config.root_doc, {app.config.root_doc}))
        app.multilingual_navigation = entries  # type: ignore[attr-defined]
    return app.multilingual_navigation  # type: ignore[attr-defined,no-any-return]


def _entries(app: Sphinx, page: str, seen: set[str]) -> Iterator[Entry]:
    for name in app.env.toctree_includes.get(page, ()):
        if name not in seen:
            seen.add(name)
            title = app.builder.render_partial(app.env.titles[name])["title"]  # type: ignore[attr-defined]
            yield Entry(name, title, list(_entries(app, name, seen)))


def _leave_furo_s_navigation(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    context.pop("toctree", None)


def _add_to_page(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    context["project"] = _(app.config.project)
    context["navigation"] = _navigation(app)
    context["contact"] = app.config.multilingual_contact
    questions = questions_of(app.env).get(page, [])
    paragraph = next(doctree.findall(_is_opening), None) if doctree else None
    opening = paragraph.astext() if paragraph else ""
    context["description"] = " ".join(opening.split()) if opening or questions else None


def _is_opening(node: nodes.Node) -> bool:
    # The paragraph below the title, not a notice or a box.
    return (
        isinstance(node, nodes.paragraph)
        and isinstance(node.parent, nodes.section)
        and "untranslated" not in node["classes"]
    )


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", _keep_templates)
    app.add_config_value("multilingual_contact", "", "html", types=[str])
    app.connect("config-inited", _add_files)
    app.connect("html-page-context", _leave_furo_s_navigation, priority=400)
    app.connect("html-page-context", _add_to_page)
    # furo-extensions.css comes at 600; ours has the last word.
    app.add_css_file("multilingual.css", priority=900)
    app.add_js_file("switcher.js", loading_method="defer")
