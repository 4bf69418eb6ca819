"""The rules for translations inside the build: what is broken or unsafe reaches no page.

A message that fails is shown in English, marked as English, and told with its path and line.
Nothing here relies on ``make check``: these rules hold for plain ``sphinx-build`` too.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import sphinx
from docutils import nodes
from sphinx import addnodes, locale
from sphinx.errors import SphinxError
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

from multilingual.catalogs.language_folder import CATALOGS, INTERFACE_CATALOG
from multilingual.catalogs.message import CatalogError
from multilingual.catalogs.reader import read_catalog
from multilingual.checks.markup import (
    changed_links,
    changed_references,
    faults_of_commands,
    faults_of_markup,
    faults_of_text,
)
from multilingual.findings import Finding
from multilingual.guard.mo_files import compile_catalogs, faults_of_files, refused, stamps
from multilingual.languages import (
    SOURCE_CODE,
    LanguageError,
    catalog_codes,
    read_description,
)
from multilingual.project import OF_THE_BUILD, OWN_WORDS, USUAL_LOCALE_DIR, OwnWords
from multilingual.text.outline import outline_of, outline_of_inside

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

REFUSED = "multilingual", "refused"
"""The type and subtype of Sphinx's warning about a message that is shown in English."""

logger = logging.getLogger(__name__)


LEADING = (nodes.reference, nodes.target, nodes.image, addnodes.download_reference, nodes.raw)
"""What leads to another place, or shows or offers a file."""
ADDRESSES = ("refuri", "uri", "reftarget")
"""What these call it."""


class BrokenCatalogs(SphinxError):
    """The catalogs of this language that cannot be read, one a line."""

    category = "Broken catalogs"


class UnsafeTranslation(SphinxError):
    """A translation that leads to a place, or shows a file, that the English page does not."""

    category = "Unsafe translation"


def fault_of(
    english: nodes.Element, message: str, translation: str, blocks: Sequence[nodes.Node]
) -> tuple[str, str] | None:
    """Return the rule that a translation breaks and what is wrong, ``None`` if all is well.

    ``english`` is the block of the page that has ``message``; ``blocks`` are what docutils
    reads in ``translation``.
    """
    pair = outline_of_inside(english), outline_of(blocks)
    # The last two are for what can be read, of which those before them make sure.
    rules = (
        ("safety", faults_of_commands(*pair)),
        ("markup", faults_of_markup(*pair)),
        ("markup", faults_of_text(message, translation)),
        ("references", changed_references(*pair)),
        ("links", changed_links(*pair)),
    )
    return next(((rule, fault) for rule, faults in rules for fault in faults), None)


class Told:
    """What the build tells of each page, which Sphinx's environment keeps under a ``name``."""

    def __init__(self, name: str) -> None:
        self._name = name

    def of(self, env: BuildEnvironment) -> dict[str, list[str]]:
        """Return it by page, as ``path:line: rule: message``."""
        if not hasattr(env, self._name):
            setattr(env, self._name, {})
        return cast("dict[str, list[str]]", getattr(env, self._name))

    def note(
        self, env: BuildEnvironment, message: str, translation: str, fault: tuple[str, str]
    ) -> None:
        """Note the rule that a translation on the page that is being read breaks, and how."""
        page = env.current_document.docname
        path, line = _place(env.config, page, message, translation)
        told, finding = self.of(env).setdefault(page, []), str(Finding(path, line, *fault))
        # A text can stand on a page more than once.
        if finding not in told:
            told.append(finding)

    def keep(self, app: Sphinx) -> None:
        """Forget what is told of a page that is read again, and take what other processes read."""
        app.connect("env-purge-doc", self._forget)
        app.connect("env-merge-info", self._merge)

    def _forget(self, _app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        self.of(env).pop(docname, None)

    def _merge(
        self, _app: Sphinx, env: BuildEnvironment, names: Collection[str], other: BuildEnvironment
    ) -> None:
        self.of(env).update({page: told for page, told in self.of(other).items() if page in names})


NOT_SHOWN = Told("multilingual_refused")
"""The translations that are not shown."""


def _place(config: Config, page: str, message: str, translation: str) -> tuple[str, int]:
    """Return the path and line of a translation in the catalog that it comes from."""
    root, folder = Path(config.multilingual_root), Path(config.multilingual_locale)
    codes = catalog_codes(config.language)
    paths = [folder / code / CATALOGS / f"{page}.po" for code in codes]
    for path in paths:
        with suppress(OSError, CatalogError):
            changed = (root / path).stat().st_mtime_ns
            line = _lines_of(root, path, changed).get((message, translation))
            if line is not None:
                return path.as_posix(), line
    return paths[0].as_posix(), 1


@lru_cache(maxsize=1)
def _lines_of(root: Path, path: Path, _changed: int) -> dict[tuple[str, str], int]:
    messages = read_catalog(root / path, root).translations
    return {(one.msgid, one.msgstr): one.line for one in reversed(messages)}


class NoteTargets(SphinxTransform):
    """Notes what the English page links to and shows, before it is translated (20)."""

    default_priority = 18

    def apply(self, **kwargs: Any) -> None:
        self.document["multilingual_targets"] = sorted(set(targets(self.document)))


class RefuseNewTargets(SphinxTransform):
    """Refuses what is new after the translation, whatever let it through."""

    default_priority = 22

    def apply(self, **kwargs: Any) -> None:
        known = self.document.attributes.pop("multilingual_targets")
        for new in sorted(set(targets(self.document)) - set(known)):
            page = self.env.docname
            raise UnsafeTranslation(
                f"{self.config.multilingual_locale}/{self.config.language}/{CATALOGS}/{page}.po"
                f":1: safety: {new!r} is not on the English page. Take it out."
            )


def targets(document: nodes.document) -> Iterator[str]:
    """Yield the addresses and files that a page links to, shows or offers."""
    for node in document.findall(lambda node: isinstance(node, LEADING)):
        if isinstance(node, nodes.raw):
            yield node.astext()
        elif isinstance(node, nodes.Element):
            yield from (node[name] for name in ADDRESSES if name in node)


def _refuse_broken_catalogs(app: Sphinx) -> None:
    language = app.config.language
    catalogs = Path(app.confdir) / app.config.multilingual_locale
    codes = [] if language == SOURCE_CODE else catalog_codes(language)
    found = faults_of_files(catalogs, codes, _folders(app))
    errors = [str(error).removeprefix(f"{app.confdir}{os.sep}") for error in found]
    try:
        read_description(catalogs / language)
    except LanguageError as error:
        raise BrokenCatalogs("\n".join([str(error), *errors])) from None
    if errors and not app.config.multilingual_lenient:
        raise BrokenCatalogs("\n".join(errors))
    app.multilingual_broken = errors  # type: ignore[attr-defined]


def not_shown(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return what is not shown, as it is told: what was not compiled, and what no page takes."""
    codes = [] if app.config.language == SOURCE_CODE else catalog_codes(app.config.language)
    found = [line for code in codes for line in refused(_folders(app), code)]
    return found + [line for _page, lines in sorted(NOT_SHOWN.of(env).items()) for line in lines]


def _tell_what_is_refused(app: Sphinx, env: BuildEnvironment) -> None:
    for line in (*app.multilingual_broken, *not_shown(app, env)):  # type: ignore[attr-defined]
        logger.warning("%s", line, type=REFUSED[0], subtype=REFUSED[1])


def _changed_catalogs(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Return the pages whose catalog is not the one that they were read with.

    Sphinx sees a change only where the ``.po`` is beside the ``.mo``.
    """
    now: dict[str, str] = {}
    for code in reversed(catalog_codes(app.config.language)):
        own = stamps(_folders(app), code)
        now |= {page: now.get(page, "") + stamp for page, stamp in own.items()}
    before = getattr(env, "multilingual_stamps", {})
    env.multilingual_stamps = now  # type: ignore[attr-defined]
    if now.get(INTERFACE_CATALOG) != before.get(INTERFACE_CATALOG):
        return sorted(env.found_docs)
    return [page for page in sorted(env.found_docs) if now.get(page) != before.get(page)]


def _folders(app: Sphinx) -> list[Path]:
    return [Path(folder) for folder in app.config.locale_dirs]


SPHINX_LOCALE_DIR = "locales"
"""The folder in Sphinx's settings of a project that names none."""
SPHINX_WORDS = Path(sphinx.__file__).parent / "locale"
CATALOG = ("general", INTERFACE_CATALOG)
"""By which Sphinx keeps the translator of the words around its pages."""


def _use_compiled(app: Sphinx, config: Config) -> None:
    given, *others = config.locale_dirs or [USUAL_LOCALE_DIR]
    if given == SPHINX_LOCALE_DIR and not Path(app.confdir, given).is_dir():
        given = USUAL_LOCALE_DIR
    config.multilingual_locale = Path(given).as_posix()
    folder = Path(config.multilingual_compiled or Path(app.confdir, "build", "mo"))
    code = config.language or SOURCE_CODE
    compile_catalogs(Path(app.confdir, given), folder, catalog_codes(code))
    config.locale_dirs = [str(folder), *others]
    # Sphinx has looked for its words before it loaded extensions, where no compiled catalog is.
    locale.translators.pop(CATALOG, None)
    found, _is_found = locale.init([folder, None, SPHINX_WORDS], code)
    if config.multilingual_words:
        found = locale.translators[CATALOG] = OwnWords(config.multilingual_words, found)
    app.translator = found


def setup(app: Sphinx) -> None:
    about = f"{OF_THE_BUILD} the folder of the catalogs, which is the first of `locale_dirs`."
    app.add_config_value("multilingual_locale", "locale", "env", types=[str], description=about)
    about = f"{OF_THE_BUILD} the folder of `conf.py`, for what has no application at hand."
    app.add_config_value("multilingual_root", str(app.confdir), "", types=[str], description=about)
    about = f"{OF_THE_BUILD} the folder of the compiled catalogs; `build/mo` if it is empty."
    app.add_config_value("multilingual_compiled", "", "", types=[str], description=about)
    about = (
        "What the pages say in words of your own: the English of the package, and yours. The "
        "templates for translators have yours."
    )
    app.add_config_value(OWN_WORDS, {}, "env", types=[dict], description=about)
    app.connect("config-inited", _use_compiled, priority=1)
    about = (
        f"{OF_THE_BUILD} whether it ends well though a catalog cannot be read (`--lenient`). With "
        "plain Sphinx: `-D multilingual_lenient=1`."
    )
    app.add_config_value("multilingual_lenient", False, "", types=[bool], description=about)
    app.add_transform(NoteTargets)
    app.add_transform(RefuseNewTargets)
    app.connect("builder-inited", _refuse_broken_catalogs)
    app.connect("env-get-outdated", _changed_catalogs)
    NOT_SHOWN.keep(app)
    app.connect("env-updated", _tell_what_is_refused)
