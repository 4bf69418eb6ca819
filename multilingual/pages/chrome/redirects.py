"""Old addresses lead on, without a server: those of pages, of questions, and of labels on a page.

For a page that is no more there is one that leads on, with what was on it. On a page that is still
there an old label is a second anchor of what it names today, or a line that only those see who come
for it. Where they lead stands in ``source/redirects.csv`` (``status/redirects.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri

from multilingual.pages.content.elements_and_faults import add_fault_of_page
from multilingual.pages.content.questions import find_question, language_of, questions_of
from multilingual.project import ANSWERS, site_address
from multilingual.status.redirects import REDIRECTS, Redirects
from multilingual.text.wording import quoted

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class Target(NamedTuple):
    """Where an old address leads, from there, and what readers find."""

    address: str
    title: str
    attributes: Mapping[str, str]


def _redirects(app: Sphinx) -> Redirects:
    known: Redirects | None = vars(app).get("multilingual_redirects")
    if known is None:
        known = Redirects.of(Path(app.config.multilingual_root))
        app.multilingual_redirects = known  # type: ignore[attr-defined]
    return known


def _moved_pages(app: Sphinx) -> dict[str, str]:
    every = questions_of(app.env).values()
    labels = {question.label for questions in every for question in questions}
    return _redirects(app).moved_pages(labels)


def moved_answers(app: Sphinx) -> set[str]:
    """Return the old labels of questions, whose pages lead on."""
    start = f"{ANSWERS}/"
    return {page.removeprefix(start) for page in _moved_pages(app) if page.startswith(start)}


def _target(app: Sphinx, here: str, address: str) -> Target:
    """Return what is at an ``address`` of today, as a link from the page ``here``."""
    page, sign, label = address.partition("#")
    uri = app.builder.get_target_uri
    title: nodes.Element
    if question := find_question(app.env, label or page.removeprefix(f"{ANSWERS}/")):
        title = question.title
    else:
        title = app.env.titles[page]
    way = relative_uri(uri(here), uri(page)) or f"{page.rpartition('/')[2]}.html"
    return Target(f"{way}{sign}{label}", title.astext(), language_of(title))


class LeadOn(SphinxPostTransform):
    """Gives old labels of a page a place on it."""

    # Before the answers are cut out.
    default_priority = 850
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        app, page = self.env._app, self.env.current_document.docname
        for label, address in _redirects(app).moved_labels(page).items():
            to, _sign, now = address.partition("#")
            places = self.document.findall(nodes.Element)
            place = next((node for node in places if _is_place(node, now)), None)
            if to == page and place is not None:
                place["ids"].append(label)
                continue
            target = _target(app, page, address)
            link = nodes.reference(
                "", target.title, refuri=target.address, internal=True, **target.attributes
            )
            line = nodes.paragraph("", "", link, ids=[label], classes=["moved"])
            (self.document.next_node(nodes.section) or self.document).append(line)


def _is_place(node: nodes.Element, label: str) -> bool:
    """Return whether a node is what a label names; without one, that is the page."""
    return label in node["ids"] if label else isinstance(node, nodes.section)


def _pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the pages that lead on."""
    base = site_address(app.config.html_baseurl)
    tag = app.config.multilingual_reader_language.tag
    for old, new in sorted(_moved_pages(app).items()):
        labels = _redirects(app).moved_labels(old)
        about = {
            "moved": _target(app, old, new),
            "moved_labels": {label: _target(app, old, to) for label, to in labels.items()},
            "moved_to": f"{base}/{tag}/{new.partition('#')[0]}.html" if base else "",
        }
        yield old, about, "moved.html"


def _find_faults(app: Sphinx, env: BuildEnvironment) -> None:
    known = _redirects(app)
    faults = known.problems()
    for old, address in known.targets.items():
        page = address.partition("#")[0]
        if page not in env.found_docs:
            left_out = f"{quoted(page)} is left out by conf.py (exclude_patterns)"
            faults.append((known.line_of(old), f"{left_out}. Write where readers find it now."))
    for line, fault in faults:
        add_fault_of_page(env, env.config.root_doc, (REDIRECTS, line), fault)


def setup(app: Sphinx) -> None:
    app.add_post_transform(LeadOn)
    app.connect("html-collect-pages", _pages)
    # Before all faults stop the build.
    app.connect("env-check-consistency", _find_faults, priority=400)
