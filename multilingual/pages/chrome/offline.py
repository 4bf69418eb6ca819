"""What a reader keeps of a language on a phone: which files it has, and what is said meanwhile.

Nothing of this is loaded before the reader asks for it. ``offline.js`` and ``offline-worker.js`` do
the rest.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.locale import _

from multilingual.pages.chrome.assets import names_of, script_of
from multilingual.project import ASSETS, OFFLINE_WORKER

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

LIST, MANIFEST = "offline.json", "app.webmanifest"
"""The files of a language with a digest of each, and how a phone shows them among its programs."""
LEFT_OUT = {".buildinfo", ".doctrees", "_sources", "objects.inv", LIST, OFFLINE_WORKER}
"""What no page leads to."""


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
    above = str(app.config.multilingual_assets).removesuffix(ASSETS)
    context["offline_list"] = LIST
    context["offline_worker"] = f"{above}{OFFLINE_WORKER}"


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", _add_to_page)
    app.connect("build-finished", _write_list, priority=970)
