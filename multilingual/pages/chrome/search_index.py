"""The index of a language, which Pagefind makes from a record for each question."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from pathlib import Path
from threading import Thread
from typing import IO

from pagefind_bin_extended import get_executable
from sphinx.errors import SphinxError

FRAGMENT = ".pf_fragment"
"""How files end with what Pagefind's own interfaces show of a record, as ``search.js`` does."""
UNUSED = ("pagefind-*ui.*", "pagefind-highlight.js", "pagefind-worker.js")
"""Those interfaces, and its worker, which would have to be loaded beside the rest and saves
nothing on so few questions."""

MAGIC = b"pagefind_dcd"
"""How each of Pagefind's files begins, once it is decompressed."""
GZIP = zlib.MAX_WBITS | 16
"""Tells zlib that the data are those of gzip."""


class SearchError(SphinxError):
    """Pagefind could not make the index."""

    category = "Search index"


class Index:
    """An index that Pagefind makes while Sphinx writes the pages.

    Records and files go through Pagefind's standard input and output, as those of its Python
    interface do. Told to write the files itself, it answers before all is on the disk, and may
    end with some of them empty. Records as files, some hundred of them a language, took a
    tenth of a build to make and to delete.
    """

    def __init__(self, records: Iterable[str], folder: Path) -> None:
        self._folder, self._said = folder, b""
        pages: list[dict[str, object]] = [
            {"type": "AddFile", "file_path": f"{number}.html", "file_contents": record}
            for number, record in enumerate(records)
        ]
        pages.append({"type": "GetFiles"})
        within = [{**page, "index_id": 0} for page in pages]
        self._requests = [{"type": "NewIndex", "config": {}}, *within]
        self._process = subprocess.Popen(
            [get_executable(), "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        ways = self._process.stdin, self._process.stdout
        self._talks = [
            Thread(target=self._ask, args=ways[:1], daemon=True),
            Thread(target=self._listen, args=ways[1:], daemon=True),
        ]
        for talk in self._talks:
            talk.start()

    def _ask(self, way: IO[bytes]) -> None:
        sent = enumerate(self._requests, start=1)
        # What goes wrong at its end shows in its answers. They end if the line is closed.
        with contextlib.suppress(OSError):
            way.write(
                b"".join(_encoded({"message_id": n, "payload": request}) for n, request in sent)
            )
            way.flush()

    def _listen(self, way: IO[bytes]) -> None:
        parts, answers = [], 0
        while answers < len(self._requests) and (part := os.read(way.fileno(), 1 << 20)):
            answers += part.count(b",")
            parts.append(part)
        self._said = b"".join(parts)

    def finish(self) -> list[str]:
        """Wait until it is made, and write it. Raises ``SearchError``.

        Returns how Pagefind calls each record, in their order.
        """
        for talk in self._talks:
            talk.join()
        self.leave()
        answers = [json.loads(b64decode(answer)) for answer in self._said.split(b",")[:-1]]
        said = [answer["payload"] for answer in answers]
        files = next((answer["files"] for answer in said if answer["type"] == "GetFiles"), None)
        if files is None:
            faults = [
                str(answer.get("message", "")) for answer in said if answer["type"] == "Error"
            ]
            raise SearchError(f"{self._folder}:1: Pagefind made no index: {' '.join(faults)}")
        names: dict[str, str] = {}
        for file in files:
            content = b64decode(file["content"])
            if file["path"].endswith(FRAGMENT):
                names[_address(content)] = Path(file["path"]).stem
                continue
            path = self._folder / file["path"]
            if not any(path.match(pattern) for pattern in UNUSED):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        return [names[f"/{number}.html"] for number in range(len(names))]

    def leave(self) -> None:
        """Let go of it, finished or not."""
        self._process.kill()
        self._process.wait()


def _address(fragment: bytes) -> str:
    return str(json.loads(zlib.decompress(fragment, GZIP).removeprefix(MAGIC))["url"])


def _encoded(request: Mapping[str, object]) -> bytes:
    return b64encode(json.dumps(request).encode()) + b","
