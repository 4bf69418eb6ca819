"""Show a translator one language as it is edited: build, serve, watch, reload.

Sphinx stays loaded in this process, and each save forks a worker that goes on from the kept
doctrees. The server is the one of ``make serve``, with a long poll for news: sphinx-autobuild
starts Sphinx again for each build.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from threading import Thread

from watchfiles import watch

from multilingual.build.jobs import Outcome, undisturbed
from multilingual.build.shared_parse import load_sphinx
from multilingual.languages import SOURCE_CODE, Language, choose_languages
from multilingual.preview.rebuild import EXTENSION, Previewer
from multilingual.preview.server import News, PreviewHandler, PreviewServer, SiteHandler
from multilingual.project import Project

FIRST_PORT, PORTS = 8000, 20
IDLE = 300
"""Milliseconds without a save after which there is time to prepare for the next."""


class PreviewError(ValueError):
    """Why there is no preview, in a sentence that says what to do."""


def choose(project: Project, name: str) -> Language:
    """Return the language to preview. Raises ``LanguageError`` or ``PreviewError``."""
    known = project.languages()
    names = ", ".join(language.tag for language in known if language.code != SOURCE_CODE)
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
    for candidate in (port,) if port is not None else range(FIRST_PORT, FIRST_PORT + PORTS):
        try:
            return PreviewServer(("127.0.0.1", candidate), handler)
        except (OSError, OverflowError):
            continue
    taken = port if port is not None else f"{FIRST_PORT} to {FIRST_PORT + PORTS - 1}"
    raise PreviewError(
        f"Port {taken} is in use or not allowed. Choose another: make preview PORT=8100 ..."
    )
