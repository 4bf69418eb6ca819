"""What a reader keeps of a language: on a phone, or as files to download, as far as there are any.

Nothing of this is loaded before the reader asks for it. ``offline.js`` and ``offline-worker.js`` do
the rest.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from babel.units import format_unit
from sphinx.locale import _

from multilingual.languages import SOURCE_CODE, locale_of
from multilingual.pages.chrome.assets import names_of, script_of
from multilingual.pages.content.elements_and_faults import add_fault_of_page
from multilingual.project import ASSETS, DOWNLOADS, OF_THE_BUILD, OFFLINE_WORKER

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

LIST, MANIFEST = "offline.json", "app.webmanifest"
"""The files of a language with a digest of each, and how a phone shows them among its programs."""
LEFT_OUT = {
    *(".buildinfo", ".doctrees", "_sources", "objects.inv", LIST, OFFLINE_WORKER, DOWNLOADS)
}
"""What no page leads to, or a reader keeps apart."""
OFFERED = "multilingual_downloads"
"""In Sphinx's environment, the downloads that the pages offer."""


class Download(NamedTuple):
    """A file to keep: its address from the folder of its language, and what is said of it."""

    address: str
    kind: str
    size: str
    purpose: str


def _words() -> dict[str, str]:
    return {
        # tr: %s is a size, such as 3.1 MB.
        "size": _(
            "This takes %s on your phone. Then these pages and the search work without internet. "
            "You can remove them at any time."
        ),
        "yes": _("Keep it"),
        "no": _("Not now"),
        "saving": _("Saving…"),
        "saved": _(
            "It is saved and works without internet. When there is internet, it brings itself up "
            "to date."
        ),
        "kept": _("This language is kept on this phone and works without internet."),
        "remove": _("Remove it from this phone"),
        "removed": _("It is removed from this phone."),
    }


def _write_list(app: Sphinx, exception: Exception | None) -> None:
    """Write the list of the files of this language, once all are there."""
    if exception is not None or not names_of(app):
        return
    out = Path(app.outdir)
    (out / MANIFEST).write_text(_json(_manifest(app)), "utf-8")
    digests, size = {}, 0
    for name in (*_files(out), *_shared(app)):
        content = (out / name).read_bytes()
        digests[name] = hashlib.sha256(content).hexdigest()[:12]
        size += len(content)
    version = hashlib.sha256(_json(digests).encode()).hexdigest()[:12]
    listed = {"version": version, "bytes": size, "files": digests, "words": _words()}
    (out / LIST).write_text(_json(listed), "utf-8")
    if app.config.multilingual_assets == ASSETS:
        # Else it stands above all languages.
        (out / OFFLINE_WORKER).write_bytes(script_of(OFFLINE_WORKER))


def _files(out: Path) -> Iterator[str]:
    paths = (Path(folder, name) for folder, _folders, names in os.walk(out) for name in names)
    # A device has no end that one could read to.
    names = sorted(path.relative_to(out).as_posix() for path in paths if path.is_file())
    yield from (name for name in names if name.split("/")[0] not in {*LEFT_OUT, ASSETS})


def _shared(app: Sphinx) -> list[str]:
    # A card is for those who pass a link on, and no page shows it.
    names = [name for name in names_of(app) if not name.startswith("card-")]
    return [f"{app.config.multilingual_assets}/{name}" for name in names]


def _manifest(app: Sphinx) -> dict[str, Any]:
    language = app.config.multilingual_reader_language
    icons = [name for name in _shared(app) if name.endswith(".svg")]
    return {
        "name": _(app.config.project),
        "lang": language.tag,
        "dir": language.direction,
        "start_url": f"{app.config.root_doc}.html",
        "scope": "./",
        "display": "minimal-ui",
        "icons": [{"src": name, "sizes": "any", "type": "image/svg+xml"} for name in icons],
    }


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _add_to_page(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    # The home page is to be light, and what is no page of its own has other things at its foot.
    has_them = page in app.env.found_docs and page != app.config.root_doc
    context["downloads"] = [*_downloads(app.config)] if has_them else []


def _downloads(config: Config) -> Iterator[Download]:
    words = {
        "pdf": _("to read or print"),
        "epub": _("for e-book readers and phones"),
        "zip": _("pages that open without internet"),
    }
    for kind, (name, size) in config.multilingual_downloads.items():
        said = size_in(size, config.language)
        yield Download(f"{DOWNLOADS}/{name}", kind.upper(), said, words[kind])


def size_in(size: int, language: str) -> str:
    """Return a size in bytes as the language writes it.

    >>> size_in(3_919_779, "es"), size_in(203_881, "en"), size_in(203_881, "xx")
    ('3,9 MB', '204 kB', '204 kB')
    """
    small = size < 1_000_000
    number = round(size / 1_000) if small else round(size / 1_000_000, 1)
    unit = "digital-kilobyte" if small else "digital-megabyte"
    locale = locale_of(language) or locale_of(SOURCE_CODE)
    return format_unit(number, unit, "short", locale=locale)


def _find_stale(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Let all pages be written if they offer other downloads than before."""
    now = dict(app.config.multilingual_downloads)
    before, env.multilingual_downloads = getattr(env, OFFERED, now), now  # type: ignore[attr-defined]
    return sorted(env.found_docs) if before != now else ()


def _find_faults(app: Sphinx, env: BuildEnvironment) -> None:
    """Find pages that stand where downloads come to stand."""
    for page in sorted(env.found_docs) if names_of(app) else ():
        if page.startswith(f"{DOWNLOADS}/"):
            fault = f"the folder {DOWNLOADS} is for files to keep. Move this page elsewhere."
            add_fault_of_page(env, page, (str(env.doc2path(page)), 1), fault)


def setup(app: Sphinx) -> None:
    about = f"{OF_THE_BUILD} the files to keep of a language, each with its size."
    app.add_config_value("multilingual_downloads", {}, "", types=[dict], description=about)
    app.connect("env-updated", _find_stale)
    # Before all faults stop the build.
    app.connect("env-check-consistency", _find_faults, priority=400)
    app.connect("html-page-context", _add_to_page)
    app.connect("build-finished", _write_list, priority=970)
