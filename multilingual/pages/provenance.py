"""Who wrote, translated and reviewed this page, said on the page itself.

There is no register of reviews yet, so no page can claim one: each says that nobody
qualified has checked it. A translation whose catalog says ``X-Provenance: machine draft``
says that a computer made it.
"""

from __future__ import annotations

import gettext
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import _, get_translator
from sphinx.transforms import SphinxTransform
from sphinx.util.i18n import docname_to_domain
from sphinx.util.osutil import relative_uri

from multilingual.interface import marked
from multilingual.languages import SOURCE_CODE
from multilingual.pages.fallback import mark_as_source, untranslated
from multilingual.pages.reader import linked_languages

if TYPE_CHECKING:
    from sphinx.application import Sphinx

MACHINE_ENGLISH = marked("A computer program (AI) wrote this page. No doctor has checked it yet.")
MACHINE_TRANSLATION = marked(
    "A computer (AI) translated this page from English. "
    "No doctor and no qualified translator has checked the translation."
)
UNKNOWN_TRANSLATION = marked("No doctor and no qualified translator has checked this translation.")
ADVICE = marked(
    "It can contain mistakes. Do not start, stop or change a medicine because of this page. "
    "Ask your doctor, nurse or pharmacist."
)
"""The five states of a page are worded in the project's requirements; these are 1 and 5."""


class provenance(nodes.General, nodes.Element):
    """The notice on top of a page."""


class AddProvenance(SphinxTransform):
    """Puts the notice below the page's title, once it is known what is translated."""

    default_priority = 510

    def apply(self, **kwargs: Any) -> None:
        title = self.document.next_node(nodes.title)
        if title is None:
            return
        notice = provenance(classes=["provenance"])
        if self.config.language == SOURCE_CODE:
            notice += _statement(_(MACHINE_ENGLISH), _(ADVICE))
        else:
            self._describe_translation(notice)
        title.parent.insert(title.parent.index(title) + 1, notice)

    def _describe_translation(self, notice: provenance) -> None:
        text = MACHINE_TRANSLATION if self._is_machine_draft() else UNKNOWN_TRANSLATION
        own = _statement(_(text), _(ADVICE))
        if any(language.is_source for language in linked_languages(self.app)):
            own += [nodes.Text(" "), self._link_to_source()]
        notice += own
        english = _statement(text, ADVICE)
        mark_as_source(english)
        notice += english
        missing = len(untranslated(self.document))
        self.env.metadata[self.env.docname]["untranslated"] = missing
        if missing:
            notice += nodes.paragraph("", _untranslated(missing), classes=["untranslated-count"])

    def _link_to_source(self) -> nodes.reference:
        page = self.env.docname
        address = relative_uri(f"language/{page}.html", f"{SOURCE_CODE}/{page}.html")
        return nodes.reference("", _("Read this page in English."), refuri=address, internal=True)

    def _is_machine_draft(self) -> bool:
        domain = docname_to_domain(self.env.docname, self.config.gettext_compact)
        headers = (
            gettext.translation(domain, folder, [self.config.language], fallback=True).info()
            for folder in self.config.locale_dirs
        )
        return any("machine" in header.get("x-provenance", "") for header in headers)


def _statement(first: str, rest: str) -> nodes.paragraph:
    return nodes.paragraph("", "", nodes.strong("", first), nodes.Text(" " + rest))


def _untranslated(count: int) -> str:
    ngettext = get_translator().ngettext
    text = ngettext(
        "%d part of this page is not translated, or its English text has changed since. "
        "It is shown in English.",
        "%d parts of this page are not translated, or their English text has changed since. "
        "They are shown in English.",
        count,
    )
    return str(text).replace("%d", str(count))


def visit_provenance(translator: Any, node: nodes.Element) -> None:
    translator.body.append(translator.starttag(node, "div", role="note"))


def depart_provenance(translator: Any, node: nodes.Element) -> None:
    translator.body.append("</div>\n")


def setup(app: Sphinx) -> None:
    app.add_node(provenance, html=(visit_provenance, depart_provenance))
    app.add_transform(AddProvenance)
