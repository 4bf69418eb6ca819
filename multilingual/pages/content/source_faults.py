"""Faults in the source that no page may be published with, each as ``path:line: message``.

They are gathered while pages are read and stop the build once all pages are read, so that a
writer sees every one of them at once, with ``make html`` and with plain ``sphinx-build``.
"""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx.environment.collectors import EnvironmentCollector
from sphinx.errors import SphinxError

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class SourceFaults(SphinxError):
    """The faults that were found, one a line."""

    category = "Faults in the source"


def add_fault(env: BuildEnvironment, location: tuple[str, int], message: str) -> None:
    """Note a fault of the page that is being read; ``location`` is its path and line."""
    path, line = location
    docname = env.current_document.docname
    faults_of(env).setdefault(docname, []).append(f"{path}:{line}: {message}")


def faults_of(env: BuildEnvironment) -> dict[str, list[str]]:
    """Return the faults by page, kept with the environment."""
    if not hasattr(env, "multilingual_faults"):
        env.multilingual_faults = {}  # type: ignore[attr-defined]
    return cast("dict[str, list[str]]", env.multilingual_faults)  # type: ignore[attr-defined]


class FaultCollector(EnvironmentCollector):
    """Forgets a page's faults when it is read anew, and joins those of parallel readers."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        faults_of(env).pop(docname, None)

    def merge_other(
        self, app: Sphinx, env: BuildEnvironment, docnames: Set[str], other: BuildEnvironment
    ) -> None:
        faults_of(env).update(faults_of(other))

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Nothing to do: faults are added by those who find them."""


def _stop_on_faults(app: Sphinx, env: BuildEnvironment) -> None:
    faults = [fault for page in sorted(faults_of(env)) for fault in faults_of(env)[page]]
    if faults:
        raise SourceFaults("\n" + "\n".join(faults))


def setup(app: Sphinx) -> None:
    app.add_env_collector(FaultCollector)
    app.connect("env-check-consistency", _stop_on_faults)
