"""Each question on a page of its own, ``q/<label>.html``: an address to keep and to pass on.

Its HTML is cut out of that of the page that the question stands on, as that page is written, so
that there is one text, read and translated once. Only its links are moved.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from docutils import nodes
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri

from multilingual.languages import SOURCE_CODE
from multilingual.pages.chrome.printed_address import public_address, qr_code
from multilingual.pages.chrome.redirects import moved_answers
from multilingual.pages.content.elements_and_faults import add_fault_of_page, landmark
from multilingual.pages.content.questions import (
    EMERGENCY,
    QUESTIONS,
    Question,
    pages_in_order,
    question_sections,
    questions_of,
)
from multilingual.pages.content.safety import NOTED, source_note
from multilingual.pages.translation.provenance import provenance
from multilingual.project import ANSWERS

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.environment import BuildEnvironment

FOOT_OF_PAGE = ("page_changed", "page_record")
"""What the foot of a page says of it, and so of its answers."""
NOTICE_PART, HELP_PART = " notice", " help"
"""What a page says above its answers; no label begins with a space."""

ADDRESS = re.compile(r'(<(?:a|img)\b[^<>]*? (?:href|src)=")([^"]*)"')
ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:|/", re.IGNORECASE)
ANSWER_LINK = re.compile(r'<p class="answer-link">.*?</p>\n')
"""What leads to the page of an answer, and is of no use on that of one around it."""
SOURCE_TEXT = re.compile(r'<p class="(?:[^"]* )?source-text[ "].*?</p>\n', re.DOTALL)
UNUSED = re.compile(r' class="reference (?:in|ex)ternal"| reference (?:in|ex)ternal(?=")')
"""Classes of docutils that no rule and no script of a light page asks for."""
HEADING = re.compile(r"(</?h)([2-6])\b")


class Neighbour(NamedTuple):
    """The question before or after another one, with its address from there."""

    address: str
    title: nodes.title


class Answer(NamedTuple):
    """What a template gets of an answer: its HTML in parts, and what lies around it.

    ``address`` is the one that is printed, with its ``code`` as SVG; both are empty while nobody
    knows where the site will be.
    """

    label: str
    title: str
    heading: str
    body: str
    notice: str
    help: str
    page: str
    page_title: str
    before: Neighbour | None
    after: Neighbour | None
    address: str
    code: str
    is_emergency: bool


class answer_edge(nodes.General, nodes.Element):
    """Stands where a part of a page ``begins`` that an answer's own page shows, or ends."""


class MarkAnswers(SphinxPostTransform):
    """Marks what is cut out, once nothing is moved any more."""

    default_priority = 900
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        if not _has_answers(self.env._app):
            return
        sections = list(question_sections(self.document))
        for label, section in sections:
            section["has_page"] = True
            section.insert(0, answer_edge(part=label, begins=True))
            section.append(answer_edge(part=label, begins=False))
        for part, node in _above(self.document, sections[0][1]) if sections else ():
            place, parent = node.parent.index(node), node.parent
            parent.insert(place + 1, answer_edge(part=part, begins=False))
            parent.insert(place, answer_edge(part=part, begins=True))


def _above(document: nodes.document, first: nodes.section) -> list[tuple[str, nodes.Node]]:
    """Return the notice and the bar of an emergency, as far as they stand above the questions."""
    found: dict[str, nodes.Node] = {}
    for node in document.findall():
        if node is first:
            break
        if isinstance(node, provenance):
            found.setdefault(NOTICE_PART, node)
        elif isinstance(node, landmark) and {"safety", "help"} <= set(node["classes"]):
            found.setdefault(HELP_PART, node)
    return list(found.items())


def visit_edge(translator: Any, node: nodes.Element) -> None:
    """Note where a part begins, or take it; an answer is followed by a link to its page."""
    parts: dict[str, Any] = vars(translator.document).setdefault("multilingual_parts", {})
    part = node["part"]
    if node["begins"]:
        parts[part] = len(translator.body)
    else:
        parts[part] = "".join(translator.body[parts[part] :])
        if part not in (NOTICE_PART, HELP_PART):
            builder = translator.builder
            here = builder.get_target_uri(builder.current_docname)
            address = relative_uri(here, builder.get_target_uri(f"{ANSWERS}/{part}"))
            words = translator.encode(_("Share or print this answer"))
            # Who hears the links of a page one after another is told of which answer each is.
            title = cast("nodes.title", node.parent.next_node(nodes.title))
            tag = translator.starttag(title, "span", "", CLASS="visually-hidden", ids=[])
            which = f"{tag}: {translator.encode(title.astext())}</span>"
            link = f'<a href="{address}">{words}{which}</a>'
            translator.body.append(f'<p class="answer-link">{link}</p>\n')
    raise nodes.SkipNode


def _has_answers(app: Sphinx) -> bool:
    return bool(app.builder.name == "html")


def _write_answers(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Write the answers of a page while it is written, by the process that writes it."""
    if "answer" in context:
        context.update(context["of_page"])
        # A list of all pages would be a tenth of a page that is to be light.
        near = {context["answer"].page, app.config.multilingual_help_page}
        context["navigation"] = [entry for entry in context["navigation"] if entry.name in near]
    parts = vars(doctree).pop("multilingual_parts", None) if doctree else None
    if not parts:
        return
    builder = cast("StandaloneHTMLBuilder", app.builder)
    # Sphinx takes out what was added for a page as it begins another one.
    kept = list(builder._css_files), list(builder._js_files)
    for question in app.env.metadata[page][QUESTIONS]:
        if question.label in parts:
            answer = _answer(app, page, question, parts)
            about = {
                "answer": answer,
                "title": answer.title,
                "question": question,
                "of_page": {name: context.get(name) for name in FOOT_OF_PAGE},
            }
            builder.handle_page(f"{ANSWERS}/{question.label}", about, "answer.html")
    builder._css_files[:], builder._js_files[:] = kept


def _answer(app: Sphinx, page: str, question: Question, parts: Mapping[str, str]) -> Answer:
    label, around = question.label, _around(app)
    own = ANSWER_LINK.sub("", parts[label])
    if NOTED not in own:  # The page says once what the English is, below another answer.
        own = SOURCE_TEXT.sub(lambda english: english[0] + source_note(), own, count=1)
    move = _mover(app, page, label, own)
    html = _raised(move(own))
    heading, end, body = html.partition("</h1>")
    before, after = around.neighbours.get(label, (None, None))
    address = f"{around.base}/{ANSWERS}/{label}.html" if around.base else ""
    return Answer(
        label=label,
        heading=heading + end,
        title=heading.partition(">")[2],
        body=body,
        notice=move(parts.get(NOTICE_PART, "")),
        help=move(parts.get(HELP_PART, "")),
        page=page,
        page_title=app.builder.render_partial(app.env.titles[page])["title"],  # type: ignore[attr-defined]
        before=before,
        after=after,
        address=address,
        code=qr_code(address) if address else "",
        is_emergency=question.urgency == EMERGENCY,
    )


def _raised(html: str) -> str:
    """Return the HTML of a question with its heading, which comes first, as that of a page."""
    above = int(html[html.index("<h") + 2]) - 1
    return HEADING.sub(lambda found: f"{found[1]}{int(found[2]) - above}", html)


def _mover(app: Sphinx, page: str, label: str, html: str) -> Callable[[str], str]:
    """Return what gives the links of ``page`` from the page of an answer."""
    here = app.builder.get_target_uri(page)
    places = _around(app).places
    own = {f"../{SOURCE_CODE}/{here}": f"../../{SOURCE_CODE}/{ANSWERS}/{label}.html"}

    def moved(found: re.Match[str]) -> str:
        address = found[2]
        path, sign, place = address.partition("#")
        if ABSOLUTE.match(address) or (not path and f'id="{place}"' in html):
            return found[0]
        path = normpath(join(dirname(here), path)) if path else here
        target = f"{path}{sign}{place}"
        return f'{found[1]}{places.get(target) or own.get(target) or f"../{target}"}"'

    return lambda text: UNUSED.sub("", ADDRESS.sub(moved, text))


class Around(NamedTuple):
    """What the answers of a language share.

    ``places`` gives the address of each question from another one by that on its page.
    """

    places: Mapping[str, str]
    neighbours: Mapping[str, tuple[Neighbour | None, Neighbour | None]]
    base: str


def _around(app: Sphinx) -> Around:
    known: Around | None = vars(app).get("multilingual_answers")
    if known is None:
        pages = questions_of(app.env)
        places = {
            f"{app.builder.get_target_uri(page)}#{question.label}": f"{question.label}.html"
            for page, questions in pages.items()
            for question in questions
        }
        in_order = [
            Neighbour(f"{question.label}.html", question.title)
            for page in pages_in_order(app.env)
            for question in pages.get(page, ())
        ]
        labels = [neighbour.address.removesuffix(".html") for neighbour in in_order]
        around = zip([None, *in_order], [*in_order[1:], None], strict=False)
        neighbours = dict(zip(labels, around, strict=True))
        known = Around(places, neighbours, public_address(app.config))
        app.multilingual_answers = known  # type: ignore[attr-defined]
    return known


def short_text(question: Question) -> str:
    """Return the short answer of a question, without what is shown around it."""
    paragraph = question.answer[0]
    words = (
        child.astext()
        for child in paragraph.children
        if "untranslated-notice" not in getattr(child, "attributes", {}).get("classes", ())
    )
    return " ".join("".join(words).split())


def _find_faults(app: Sphinx, env: BuildEnvironment) -> None:
    """Find pages that stand where the pages of questions come to stand."""
    for page in sorted(env.found_docs) if _has_answers(app) else ():
        if page.startswith(f"{ANSWERS}/"):
            fault = f"the folder {ANSWERS} is for the pages of questions. Move this page elsewhere."
            add_fault_of_page(env, page, (str(env.doc2path(page)), 1), fault)


def _delete_gone(app: Sphinx, exception: Exception | None) -> None:
    """Delete the pages of questions that are no more."""
    if exception is not None or not _has_answers(app):
        return
    every = questions_of(app.env).values()
    labels = {question.label for questions in every for question in questions}
    names = {f"{label}.html" for label in labels | moved_answers(app)}
    folder: Path = app.outdir / ANSWERS
    for path in folder.glob("*.html"):
        if path.name not in names:
            path.unlink()


def setup(app: Sphinx) -> None:
    app.add_node(answer_edge, html=(visit_edge, None))
    app.add_post_transform(MarkAnswers)
    app.connect("html-page-context", _write_answers, priority=900)
    # Before all faults stop the build.
    app.connect("env-check-consistency", _find_faults, priority=400)
    app.connect("build-finished", _delete_gone)
