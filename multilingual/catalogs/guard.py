"""The rules for catalogs inside the build: what is broken or unsafe stops its language.

Without it Sphinx shows English in place of a catalog that it cannot read, with no more than a
line in the log, and a translation can link to any address or publish any file.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import SphinxError
from sphinx.transforms import SphinxTransform

from multilingual.catalogs.compiled import broken_catalogs, stamps
from multilingual.languages import SOURCE_CODE

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class BrokenCatalogs(SphinxError):
    """The catalogs of this language that cannot be read, one a line."""

    category = "Broken catalogs"


class UnsafeTranslation(SphinxError):
    """A translation that leads to a place, or shows a file, that the English page does not."""

    category = "Unsafe translation"


class NoteTargets(SphinxTransform):
    """Notes what the English page links to and shows, before it is translated (20)."""

    default_priority = 18

    def apply(self, **kwargs: Any) -> None:
        self.document["multilingual_targets"] = sorted(set(targets(self.document)))


class RefuseNewTargets(SphinxTransform):
    """Refuses what is new after the translation."""

    default_priority = 22

    def apply(self, **kwargs: Any) -> None:
        known = self.document.attributes.pop("multilingual_targets")
        for new in sorted(set(targets(self.document)) - set(known)):
            self._refuse(new, f"{new!r} is not on the English page. Take it out.")
        for node in self.document.findall(nodes.TextElement):
            if node.get("translated") and not node.children:
                self._refuse("..", "this is read as a command and not as text. Write text.")

    def _refuse(self, text: str, message: str) -> None:
        folder = Path(self.app.confdir) / self.config.multilingual_locale
        catalog = folder / self.config.language / "LC_MESSAGES" / f"{self.env.docname}.po"
        raise UnsafeTranslation(f"{catalog}:{_line(catalog, text)}: {message}")


def targets(document: nodes.document) -> Iterator[str]:
    """Yield the addresses and files that a page links to, shows or offers."""
    for node in document.findall(nodes.Element):
        if isinstance(node, nodes.reference | nodes.target) and "refuri" in node:
            yield node["refuri"]
        elif isinstance(node, nodes.image):
            yield node["uri"]
        elif isinstance(node, addnodes.download_reference):
            yield node["reftarget"]
        elif isinstance(node, nodes.raw):
            yield node.astext()


def _line(catalog: Path, text: str) -> int:
    if catalog.exists():
        for number, line in enumerate(catalog.read_text("utf-8").split("\n"), start=1):
            if line.startswith("msgstr") and text in line:
                return number
    return 1


def _refuse_broken_catalogs(app: Sphinx) -> None:
    language = app.config.language
    if language != SOURCE_CODE:
        catalogs = Path(app.confdir) / app.config.multilingual_locale / language
        errors = broken_catalogs(catalogs, [Path(folder) for folder in app.config.locale_dirs])
        if errors:
            raise BrokenCatalogs("\n".join(str(error) for error in errors))


def _changed_catalogs(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Return the pages whose catalog is not the one that they were read with.

    Sphinx sees a change only where the ``.po`` is beside the ``.mo``.
    """
    now = stamps([Path(folder) for folder in app.config.locale_dirs], app.config.language)
    before = getattr(env, "multilingual_stamps", {})
    env.multilingual_stamps = now  # type: ignore[attr-defined]
    if now.get("sphinx") != before.get("sphinx"):
        return sorted(env.found_docs)
    return [page for page in sorted(env.found_docs) if now.get(page) != before.get(page)]


def setup(app: Sphinx) -> None:
    app.add_config_value("multilingual_locale", "locale", "env", types=[str])
    app.add_transform(NoteTargets)
    app.add_transform(RefuseNewTargets)
    app.connect("builder-inited", _refuse_broken_catalogs)
    app.connect("env-get-outdated", _changed_catalogs)
