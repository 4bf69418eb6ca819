"""What every language needs is done once, before the workers are forked.

The English pages are parsed here, and each worker fills its language into its own copy. What is
replaced of Sphinx and docutils meanwhile is listed with its reasons in ``benchmark/ablation.py``.
"""

from __future__ import annotations

import gc
import io
import pickle
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from gettext import NullTranslations
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar, TypeVar

from docutils import nodes
from docutils.frontend import Values
from docutils.parsers.rst import roles
from docutils.statemachine import StringList
from sphinx import locale
from sphinx.application import Sphinx, builtin_extensions
from sphinx.config import Config
from sphinx.util.docutils import docutils_namespace, patch_docutils

from multilingual.guard.changed_meaning import read_ahead
from multilingual.languages import SOURCE_CODE
from multilingual.pages.content.sources import keep_styles
from multilingual.pages.translation.rst_parser import KeepingParser, ParsedPage
from multilingual.templates.template_builder import find_messages
from multilingual.text.unsafe_text import faults_of_addresses

APART = {"config", "current_document", "project", "settings"}
"""Parts of Sphinx's environment that no directive changes, or that are looked at apart."""
FOLDERS = {"confdir", "_confdir", "srcdir", "_srcdir"}
ALIKE = {"asked", "config", "env", "events", "project", "registry", "tags", *FOLDERS}
"""Parts of Sphinx's application that are the same for each language, or are looked at apart."""


class Parsed(Exception):
    """A page is parsed; what Sphinx would do with it next is for each language to do."""


Noticing = TypeVar("Noticing", "NoticingConfig", "NoticingSphinx", "NoticingValues")


class GatheringParser(KeepingParser):
    """Gathers pages as they are before anything of a language is in them."""

    gathered: ClassVar[dict[str, ParsedPage]] = {}

    def parse(self, inputstring: str | StringList, document: nodes.document) -> None:
        """Parse a page, keep it if its parse left no trace elsewhere, and raise ``Parsed``."""
        before = self._state(document)
        with (
            _no_language() as words,
            _noticing(self._env.config, NoticingConfig) as config,
            _noticing(self._env._app, NoticingSphinx) as app,
            _noticing(document.settings, NoticingValues) as settings,
        ):
            super().parse(inputstring, document)
        untouched = self._state(document) == before and not document.parse_messages
        asked = words.asked or config.asked or app.asked or settings.asked
        if untouched and not asked and isinstance(inputstring, str):
            for text in document.findall(nodes.Text):
                # It belongs to the document of whatever it stands in.
                text.document = None  # type: ignore[assignment]
            self.gathered[document["source"]] = ParsedPage(inputstring, document)
        raise Parsed

    def _state(self, document: nodes.document) -> bytes:
        """Return all that a directive or role may change while it is parsed."""
        environment = self._env.__getstate__()
        current = environment["current_document"]
        names = [name for name in type(current).__slots__ if name != "_parser"]
        beside = [repr(getattr(current, name, None)) for name in names]
        data = {name: part for name, part in environment.items() if name not in APART}
        read = document.settings.record_dependencies
        beside += [repr(read.list if read else ()), repr(_roles_of_pages())]
        return pickle.dumps((data, beside, len(document.transformer.transforms)))


def _roles_of_pages() -> list[str]:
    """Return the roles that pages have defined; docutils notes there what it looks up, too."""
    known = set(map(id, roles._role_registry.values()))  # type: ignore[attr-defined]
    return sorted(name for name, role in roles._roles.items() if id(role) not in known)  # type: ignore[attr-defined]


class LazyTranslators(dict[tuple[str, str], NullTranslations]):
    """Sphinx's translators while no language is meant.

    Sphinx translates at once where it finds a translator, also what a module says as it is
    imported, and all languages would get it. Where it finds none, it translates when the
    words are used. ``asked`` tells that they were.
    """

    asked = False

    def __contains__(self, key: object) -> bool:
        return False

    def __getitem__(self, key: tuple[str, str]) -> NullTranslations:
        self.asked = True
        return NullTranslations()


class NoticingConfig(Config):
    """Sphinx's configuration, which notices that a directive asked for the language."""

    asked = False

    def __getattribute__(self, name: str) -> Any:
        if name in {"language", "overrides"}:
            self.asked = True
        return super().__getattribute__(name)


class NoticingSphinx(Sphinx):
    """Sphinx's application, which notices that a directive asked for what is thrown away.

    That is the builder and its folder, or what an extension adds to a page by it.
    """

    asked = False

    def __getattribute__(self, name: str) -> Any:
        if name not in ALIKE and not name.startswith("__"):
            self.asked = True
        return super().__getattribute__(name)

    def __setattr__(self, name: str, value: object) -> None:
        if name not in ALIKE and name != "__class__":
            self.asked = True
        super().__setattr__(name, value)


class NoticingValues(Values):
    """The settings of docutils, which notice that a directive asked for the language."""

    asked = False
    _is_begun = False

    def __getattribute__(self, name: str) -> Any:
        if name == "language_code":
            # docutils itself asks once, as it begins.
            self.asked = self._is_begun
            self._is_begun = True
        return super().__getattribute__(name)


@contextmanager
def _noticing(part: Any, noticing: type[Noticing]) -> Iterator[Noticing]:
    kept = type(part)
    part.__class__ = noticing
    part.asked = False
    try:
        yield part
    finally:
        part.__class__ = kept


@contextmanager
def _no_language() -> Iterator[LazyTranslators]:
    kept = locale.translators
    lazy = locale.translators = LazyTranslators()
    try:
        yield lazy
    finally:
        locale.translators = kept


def load_sphinx(extensions: Iterable[str]) -> None:
    """Load all that a worker needs, in the process that forks the workers.

    Nothing of it is translated as it is loaded, since no language is meant yet.
    """
    with _no_language(), suppress(ImportError):
        for name in (*builtin_extensions, *extensions):
            import_module(name)
    keep_styles()
    # It compiles its patterns for the first message.
    next(faults_of_addresses("", "lupus.test"), None)
    gc.freeze()


@contextmanager
def _english(
    root: Path, source: Path, settings: Mapping[str, object], workplace: Path
) -> Iterator[Sphinx]:
    """Give Sphinx as it is for the source language, and leave nothing of it behind."""
    with (
        _no_language(),
        patch_docutils(root),
        docutils_namespace(),
        TemporaryDirectory(dir=workplace) as folder,
    ):
        yield Sphinx(
            srcdir=source,
            confdir=root,
            outdir=Path(folder) / "out",
            doctreedir=Path(folder) / "doctrees",
            buildername="html",
            confoverrides={"language": SOURCE_CODE, **settings},
            status=None,
            warning=io.StringIO(),
            freshenv=True,
        )


def load_project(root: Path, source: Path, settings: Mapping[str, object], workplace: Path) -> None:
    """Load what a project adds to Sphinx.

    ``workplace`` is a folder for what Sphinx has to write, which is thrown away.
    """
    # What is wrong with the project is for the workers to find and to say.
    with suppress(Exception), _english(root, source, settings, workplace):
        pass
    gc.freeze()


def parse_pages(
    root: Path, source: Path, settings: Mapping[str, object], workplace: Path
) -> Mapping[str, ParsedPage]:
    """Return the English pages, by path, that are the same for every language once parsed.

    A page is left out where its parse warned, asked for words of a language or noted anything
    beside the page; each language then parses it for itself. ``workplace`` is a folder for
    what Sphinx has to write, which is thrown away.
    """
    GatheringParser.gathered.clear()
    with suppress(Exception), _english(root, source, settings, workplace) as app:
        app.add_source_parser(GatheringParser, override=True)
        app.events.emit("env-before-read-docs", app.env, sorted(app.env.found_docs))
        for page in sorted(app.env.found_docs):
            with suppress(Parsed):
                app.builder.read_doc(page)
        for parsed in GatheringParser.gathered.values():
            messages = find_messages(parsed.document)
            read_ahead((message.msgid, message.is_safety) for message in messages)
    gc.freeze()
    return dict(GatheringParser.gathered)
