"""Whom the servers of ``make serve`` and ``make preview`` answer, and what."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.client import HTTPConnection, HTTPResponse
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from conftest import serving

from multilingual.preview.server import News, PreviewHandler

PATHS = ("/es/index.html", "/es/style.css", "/es/none.html", "/", "/_preview/preview.js")
FOREIGN = ("evil.example", "evil.example:8000", "localhost.evil.example:8000", "", "127.0.0.1:x")


@pytest.fixture(params=["serve", "preview"])
def port(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[int]:
    """The port of a server of a site with a page and a file."""
    (tmp_path / "es").mkdir()
    (tmp_path / "es" / "index.html").write_text("<body>Hola</body>")
    (tmp_path / "es" / "style.css").write_text("p {}")
    if request.param == "serve":
        with serving(tmp_path) as address:
            yield int(address.rpartition(":")[2])
        return
    handler = partial(
        PreviewHandler, news=News(), home="/es/", show="msgstr", directory=str(tmp_path)
    )
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever).start()
        yield server.server_port
        server.shutdown()


def ask(port: int, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", port)
    connection.request(method, path, headers=headers)
    response = connection.getresponse()
    return response, response.read()


@pytest.mark.parametrize("host", FOREIGN)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_no_other_name_for_this_machine_is_answered(port: int, method: str, host: str) -> None:
    assert ask(port, "/es/index.html", method, Host=host)[0].status == 403


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:8000"])
def test_this_machine_is_answered_by_its_names(port: int, host: str) -> None:
    response, body = ask(port, "/es/index.html", Host=host)
    assert (response.status, b"Hola" in body) == (200, True)


def test_two_names_at_once_are_not_answered(port: int) -> None:
    connection = HTTPConnection("127.0.0.1", port)
    connection.putrequest("GET", "/es/index.html")
    connection.putheader("Host", "evil.example")
    connection.endheaders()
    assert connection.getresponse().status == 403


@pytest.mark.parametrize("path", PATHS)
def test_head_is_answered_as_get_without_the_body(port: int, path: str) -> None:
    (get, _body), (head, nothing) = ask(port, path), ask(port, path, "HEAD")
    told = [
        (one.status, one.headers["Content-Type"], one.headers["Content-Length"])
        for one in (get, head)
    ]
    assert (told[0], nothing) == (told[1], b"")
