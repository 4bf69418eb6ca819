"""Show a translator one language as it is edited: build, serve, watch, reload.

Sphinx stays loaded in this process, and each save forks a worker that goes on from the kept
doctrees. The server is the one of ``make serve``, with a long poll for news: sphinx-autobuild
starts Sphinx again for each build.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from watchfiles import watch

from multilingual.build.jobs import Job, Outcome, run, undisturbed
from multilingual.build.shared_parse import load_project, load_sphinx, parse_pages
from multilingual.build.worker import work
from multilingual.findings import UsageError, relative
from multilingual.guard.mo_files import faults_of_files
from multilingual.languages import Language, catalog_codes
from multilingual.preview.server import News, PreviewHandler, PreviewServer, SiteHandler
from multilingual.project import Project

if TYPE_CHECKING:
    from multilingual.pages.translation.rst_parser import ParsedPage

FIRST_PORT, PORTS = 8000, 20
IDLE = 300
"""Milliseconds without a save after which there is time to prepare for the next."""


say = partial(print, flush=True)


def preview(project: Project, language: Language, port: int | None, show: str) -> None:
    """Serve a language and keep it up to date until Ctrl-C. Raises ``UsageError``."""
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
        _tell(previewer.build(), previewer.broken(), news)
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        say(f"The preview is at http://localhost:{server.server_port} (Ctrl-C stops).")
        try:
            _follow(project, previewer, news)
        except KeyboardInterrupt:
            say("")
        finally:
            server.shutdown()


def _follow(project: Project, previewer: Previewer, news: News) -> None:
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
        _tell(previewer.build(waiting, news.page), [], news)
        waiting = set()


def _tell(outcome: Outcome, broken: Sequence[str], news: News) -> None:
    # What cannot be read may have no place on any page.
    unread = [line for line in outcome.refused if ": syntax: " in line]
    problems = [*broken, *outcome.problems, *unread]
    news.tell(problems)
    for line in dict.fromkeys((*problems, *outcome.refused)):
        say(line)
    if outcome.succeeded:
        say(f"Built {outcome.written} of {outcome.pages} pages in {outcome.seconds:.1f} s.")


def _server(handler: Callable[..., SiteHandler], port: int | None) -> PreviewServer:
    for candidate in (port,) if port is not None else range(FIRST_PORT, FIRST_PORT + PORTS):
        try:
            return PreviewServer(("127.0.0.1", candidate), handler)
        except (OSError, OverflowError):
            continue
    taken = port if port is not None else f"{FIRST_PORT} to {FIRST_PORT + PORTS - 1}"
    raise UsageError(
        f"Port {taken} is in use or not allowed. Choose another: make preview PORT=8100 ..."
    )


EXTENSION = "multilingual.preview.message_marks"


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
        found = faults_of_files(folder, catalog_codes(self._language.code), [self._compiled])
        return [relative(str(error), self._project.root) for error in found]

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
        with closing(run([job], work, 1, lambda: [self._parsed])) as messages:
            return next(message for message in messages if isinstance(message, Outcome))

    def _settings(self) -> dict[str, object]:
        return {
            "multilingual_templates": str(self._place / "templates"),
            "multilingual_lenient": True,
            "multilingual_unlisted": {},
            "extensions": [*self._project.conf.get("extensions", ()), EXTENSION],
        }
