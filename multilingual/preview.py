"""Show a translator one language as it is edited: build, serve, watch, reload.

Sphinx stays loaded in this process, and each save forks a worker that goes on from the kept
doctrees. The server is the one of ``make serve``, with a long poll for news: sphinx-autobuild
starts Sphinx anew for each build.
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
import sys
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Condition, Thread
from urllib.parse import parse_qs, urlsplit

from watchfiles import watch

from multilingual.catalogs.compiled import broken_catalogs
from multilingual.jobs import Job, Outcome, undisturbed
from multilingual.languages import SOURCE_CODE, Language, catalog_codes, choose_languages
from multilingual.pages.parsing import ParsedPage
from multilingual.preparation import load_project, load_sphinx, parse_pages
from multilingual.server import SiteHandler
from multilingual.site import Project
from multilingual.worker import run

EXTENSION = "multilingual.pages.preview"
PARTS = Path(__file__).parent / "preview_page"
FIRST_PORT, PORTS = 8000, 20
HOSTS = ("localhost", "127.0.0.1")
PATIENCE = 20
"""Seconds that a browser waits for news before it asks again."""
IDLE = 300
"""Milliseconds without a save after which there is time to prepare for the next."""
GLANCE = 0.04
"""Seconds between two looks at a page that a browser shows."""


class PreviewError(ValueError):
    """Why there is no preview, in a sentence that says what to do."""


@dataclass
class News:
    """What browsers are told: the ``problems`` of the last build, and that their page is new.

    ``serial`` counts what was told; ``page`` is the one that was shown last.
    """

    serial: int = 0
    problems: Sequence[str] = ()
    page: str = ""
    changed: Condition = field(default_factory=Condition)

    def tell(self, problems: Sequence[str]) -> None:
        """Wake all who wait."""
        with self.changed:
            self.serial += 1
            self.problems = problems
            self.changed.notify_all()

    def since(self, serial: str, page: Path, shown: str) -> bytes:
        """Return the news as JSON, once there are any after ``serial`` or ``page`` is another.

        A build replaces one page after the other, so each is looked at for itself; ``shown`` is
        the version that the browser has, which it keeps if the page is gone.
        """
        end = time.monotonic() + PATIENCE
        with self.changed:
            version = _version(page) or shown
            while str(self.serial) == serial and version == shown and time.monotonic() < end:
                self.changed.wait(GLANCE)
                version = _version(page) or shown
            told = {"version": version, "serial": self.serial, "problems": list(self.problems)}
        return json.dumps(told).encode()


def _version(page: Path) -> str:
    return _digest(page.read_bytes()) if page.is_file() else ""


def _digest(html: bytes) -> str:
    return hashlib.sha256(html).hexdigest()


class PreviewHandler(SiteHandler):
    """Serves the pages with the translator's tools in them, to this machine alone."""

    def __init__(self, *args: object, news: News, home: str, show: str, directory: str) -> None:
        self._news, self._home, self._show = news, home, show
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:  # noqa: N802
        """Answer; a page of another name for this machine is an attack (DNS rebinding)."""
        url = urlsplit(self.path)
        if self.headers.get("Host", "").rpartition(":")[0] not in HOSTS:
            self._answer(b"Use http://localhost.", "text/plain", HTTPStatus.FORBIDDEN)
        elif url.path == "/":
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", self._home)
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif url.path == "/_preview/state":
            asked = {name: values[0] for name, values in parse_qs(url.query).items()}
            page = Path(self.translate_path(asked.get("page", "")))
            told = self._news.since(asked.get("since", ""), page, asked.get("version", ""))
            self._answer(told, "application/json")
        elif url.path in ("/_preview/preview.js", "/_preview/preview.css"):
            part = PARTS / Path(url.path).name
            kind = "text/javascript" if part.suffix == ".js" else "text/css"
            self._answer(part.read_bytes(), kind)
        elif url.path.endswith(".html"):
            self._answer_page()
        else:
            super().do_GET()

    def _answer_page(self) -> None:
        page = Path(self.translate_path(self.path))
        if not page.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        html = page.read_bytes()
        # As Sphinx names it: without the folder of the language.
        self._news.page = urlsplit(self.path).path.split("/", 2)[-1].removesuffix(".html")
        tools = (
            '<link rel="stylesheet" href="/_preview/preview.css">'
            f'<script src="/_preview/preview.js" data-version="{_digest(html)}"'
            f' data-show="{self._show}"></script></body>'
        )
        self._answer(html.replace(b"</body>", tools.encode()), "text/html")

    def _answer(self, body: bytes, kind: str, code: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(code)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)


class PreviewServer(ThreadingHTTPServer):
    """Does not wait for browsers as it ends, nor tell of those that went away."""

    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that went away, and all of anything else."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class Previewer:
    """Builds one language below ``build/preview``, again and again."""

    def __init__(self, project: Project, language: Language) -> None:
        self._project, self._language = project, language
        self._place = project.build / "preview"
        self.site = self._place / "site"
        self._out = self.site / language.tag
        self._doctrees = self._place / "doctrees" / language.tag
        self._compiled = self._place / "mo"
        self._pages: set[str] = set()
        self._parsed: Mapping[str, ParsedPage] = {}

    def build(self, changed: Collection[Path] = (), first: str = "") -> Outcome:
        """Bring the pages up to date, one of them ``first``; where that fails, the old stay."""
        if any(path.suffix != ".po" for path in changed):
            self._parsed = {}
        pages = self._project.pages()
        if self._project.root / "conf.py" in changed or pages != self._pages:
            shutil.rmtree(self._doctrees, ignore_errors=True)
        self._pages = pages
        outcome = self._run(changed, first)
        if outcome.starts_over:
            shutil.rmtree(self._doctrees, ignore_errors=True)
            outcome = self._run((), first)
        if not outcome.succeeded:
            shutil.rmtree(self._doctrees, ignore_errors=True)
        return outcome

    def prepare(self) -> None:
        """Parse the English pages for the builds to come, while nobody waits for one."""
        if not self._parsed:
            root, source = self._project.root, self._project.source
            project = root, source, self._settings(), self._place
            load_project(*project)
            self._parsed = parse_pages(*project)

    def broken(self) -> list[str]:
        """Return what keeps the catalogs of the language from being read."""
        folder = self._project.root / self._project.locale
        codes = catalog_codes(self._language.code)
        errors = [
            str(error)
            for code in codes
            for error in broken_catalogs(folder / code, [self._compiled])
        ]
        return [error.removeprefix(f"{self._project.root}/") for error in errors]

    def _run(self, changed: Collection[Path], first: str) -> Outcome:
        job = Job(
            language=self._language,
            root=self._project.root,
            source=self._project.source,
            out=self._out,
            doctrees=self._doctrees,
            compiled=self._compiled,
            changed=changed,
            settings={**self._settings(), "preview_first": first},
        )
        # Closed at once: Ctrl-C is lost while an object is finalised.
        with closing(run([job], 1, lambda: [self._parsed])) as messages:
            return next(one for one in messages if isinstance(one, Outcome))

    def _settings(self) -> dict[str, object]:
        return {
            "multilingual_templates": str(self._place / "templates"),
            "multilingual_lenient": True,
            "extensions": [*self._project.conf.get("extensions", ()), EXTENSION],
        }


def choose(project: Project, name: str) -> Language:
    """Return the language to preview. Raises ``LanguageError`` or ``PreviewError``."""
    known = project.languages()
    names = ", ".join(one.tag for one in known if one.code != SOURCE_CODE)
    if not name:
        raise PreviewError(f"Say which language: make preview LANGUAGE=es. There are: {names}.")
    language = choose_languages(known, [name])[0]
    if language.code == SOURCE_CODE:
        raise PreviewError(f"English has no catalogs to preview. Choose one of: {names}.")
    return language


def preview(
    project: Project, language: Language, port: int | None, show: str, say: Callable[[str], None]
) -> None:
    """Serve a language and keep it up to date until Ctrl-C. Raises ``PreviewError``."""
    previewer, news = Previewer(project, language), News()
    handler = partial(
        PreviewHandler,
        news=news,
        home=f"/{language.tag}/index.html",
        show=show,
        directory=str(previewer.site),
    )
    with _server(handler, port) as server:
        load_sphinx((*project.conf.get("extensions", ()), EXTENSION))
        say(f"Building {language.endonym} ...")
        _tell(previewer.build(), previewer.broken(), news, say)
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        say(f"The preview is at http://localhost:{server.server_port} (Ctrl-C stops).")
        try:
            _follow(project, previewer, news, say)
        except KeyboardInterrupt:
            say("")
        finally:
            server.shutdown()


def _follow(project: Project, previewer: Previewer, news: News, say: Callable[[str], None]) -> None:
    places = [project.source, project.root / project.locale, project.root / "conf.py"]
    waiting: set[Path] = set()
    # Sphinx lets everything be logged as it parses.
    logging.getLogger("watchfiles").setLevel(logging.WARNING)
    changed = watch(
        *places,
        debounce=150,
        step=30,
        rust_timeout=IDLE,
        yield_on_timeout=True,
        raise_interrupt=True,
    )
    for changes in changed:
        if not changes:
            with undisturbed():
                previewer.prepare()
            continue
        waiting |= {Path(path) for _change, path in changes}
        if broken := previewer.broken():
            news.tell(broken)
            say("\n".join(broken))
            continue
        _tell(previewer.build(waiting, news.page), [], news, say)
        waiting = set()


def _tell(outcome: Outcome, broken: Sequence[str], news: News, say: Callable[[str], None]) -> None:
    problems = [*broken, *outcome.problems]
    news.tell(problems)
    for line in dict.fromkeys((*problems, *outcome.refused)):
        say(line)
    if outcome.succeeded:
        say(f"Built {outcome.written} of {outcome.pages} pages in {outcome.seconds:.1f} s.")


def _server(handler: Callable[..., SiteHandler], port: int | None) -> PreviewServer:
    for one in (port,) if port is not None else range(FIRST_PORT, FIRST_PORT + PORTS):
        try:
            return PreviewServer(("127.0.0.1", one), handler)
        except (OSError, OverflowError):
            continue
    taken = port if port is not None else f"{FIRST_PORT} to {FIRST_PORT + PORTS - 1}"
    raise PreviewError(
        f"Port {taken} is in use or not allowed. Choose another: make preview PORT=8100 ..."
    )
