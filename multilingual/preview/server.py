"""Serve the built site, or a preview with the translator's tools and news of builds."""

from __future__ import annotations

import hashlib
import json
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition
from urllib.parse import parse_qs, urlsplit

PARTS = Path(__file__).parent / "page"
HOST = re.compile(r"(?:localhost|127\.0\.0\.1)(?::[0-9]+)?", re.IGNORECASE)
"""What a browser of this machine calls it."""
PATIENCE = 20
"""Seconds that a browser waits for news before it asks again."""
GLANCE = 0.04
"""Seconds between two looks at a page that a browser shows."""


class SiteHandler(SimpleHTTPRequestHandler):
    """Answers this machine as a web host would: what is missing gets ``404.html``."""

    def do_GET(self) -> None:
        """Answer; a page of another name for this machine is an attack (DNS rebinding)."""
        hosts = self.headers.get_all("Host", [])
        if len(hosts) == 1 and HOST.fullmatch(hosts[0].strip()):
            self.respond()
        else:
            self.answer(b"Use http://localhost.", "text/plain", HTTPStatus.FORBIDDEN)

    def do_HEAD(self) -> None:
        """Answer as ``GET``, without the body."""
        self.do_GET()

    def respond(self) -> None:
        """Send what was asked for, to this machine."""
        if self.command == "HEAD":
            super().do_HEAD()
        else:
            super().do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send the site's own page where a page is missing."""
        page = Path(self.directory) / "404.html"
        if code == HTTPStatus.NOT_FOUND and page.is_file():
            self.answer(page.read_bytes(), "text/html", HTTPStatus.NOT_FOUND)
        else:
            super().send_error(code, message, explain)

    def answer(self, body: bytes, kind: str, code: HTTPStatus = HTTPStatus.OK) -> None:
        """Send a text of a MIME type, which no browser keeps."""
        self.send_response(code)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing: the terminal is for what the reader has to know."""


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

    def respond(self) -> None:
        """Send what was asked for, with the tools in pages."""
        url = urlsplit(self.path)
        if url.path == "/":
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", self._home)
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif url.path == "/_preview/state":
            asked = {name: values[0] for name, values in parse_qs(url.query).items()}
            page = Path(self.translate_path(asked.get("page", "")))
            told = self._news.since(asked.get("since", ""), page, asked.get("version", ""))
            self.answer(told, "application/json")
        elif url.path in ("/_preview/preview.js", "/_preview/preview.css"):
            part = PARTS / Path(url.path).name
            kind = "text/javascript" if part.suffix == ".js" else "text/css"
            self.answer(part.read_bytes(), kind)
        elif url.path.endswith(".html"):
            self._answer_page()
        else:
            super().respond()

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
        self.answer(html.replace(b"</body>", tools.encode()), "text/html")


class PreviewServer(ThreadingHTTPServer):
    """Does not wait for browsers as it ends, nor report those that went away."""

    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that went away, and all of anything else."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def make_server(folder: Path, port: int) -> ThreadingHTTPServer:
    """Return a server of ``folder`` on the loopback address; port 0 takes a free one.

    Raises ``OSError`` where the port is taken.
    """
    handler = partial(SiteHandler, directory=str(folder))
    return ThreadingHTTPServer(("127.0.0.1", port), handler)
