"""What a message consists of besides its words, to compare a translation with its English.

An outline is taken of what docutils or Sphinx made of a message, and says the same of both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from docutils import nodes
from docutils.frontend import Values
from docutils.utils import Reporter
from sphinx import addnodes

from multilingual.text.markup import directive, is_plain, read_markup, role
from multilingual.text.unsafe_text import ENDLESS

INLINE: Any = nodes.Inline
MARKS = {
    "": "title_reference",
    "emphasis": "emphasis",
    "literal": "literal",
    "strong": "strong",
    "sub": "subscript",
    "subscript": "subscript",
    "sup": "superscript",
    "superscript": "superscript",
    "math": "math",
}
"""The kinds of words that roles mark by another name."""
COMMANDS = (
    directive,
    nodes.citation,
    nodes.comment,
    nodes.footnote,
    nodes.image,
    nodes.raw,
    nodes.substitution_definition,
    nodes.target,
)
"""What a translation does rather than says."""

LISTS = {
    "bullet_list": "a list, since it begins with a list mark such as - or *",
    "enumerated_list": "a numbered list, since it begins with a number or letter and a dot",
    "definition_list": "a list of definitions, since a line is indented",
    "block_quote": "a quotation, since it begins with a space",
    "line_block": "lines of verse, since it begins with |",
    "field_list": "a list of fields, since it begins with a colon",
    "option_list": "a list of options, since it begins with - or /",
    "doctest_block": "program text, since it begins with >>>",
    "section": "a heading, since a line of signs follows it",
    "transition": "a line, since it is nothing but signs",
    "literal_block": "program text, since it ends or begins with ::",
    "nothing": "nothing at all",
}
FAULTS = {
    "Inline strong start-string": (
        "two stars (**) begin bold words that do not end. Put ** right after the last bold "
        "word, with no space before it."
    ),
    "Inline emphasis start-string": (
        "a star (*) begins marked words that do not end. Put * right after the last one, or "
        "delete the star."
    ),
    "Inline literal start-string": "two backticks (``) begin words that do not end. Add ``.",
    "Inline interpreted text": (
        "a backtick (`) begins words that do not end. Put ` right after the last one."
    ),
    "Inline substitution_reference": "a bar (|) begins a name that does not end. Add | after it.",
    "Literal block expected": "it ends with two colons (::). Write one.",
}


@dataclass
class Outline:
    """The parts of a message.

    ``block`` is what the text is read as, a paragraph if all is well; ``blocks`` how many
    there are; ``marks`` the kinds of marked words; ``references`` what refers to other places
    of the site, as written; ``links`` the addresses; ``literals`` what stands in two backticks;
    ``commands`` what is no text at all;
    ``faults`` what the parser could not read; ``shown`` the text as readers see it.
    """

    block: str = "nothing"
    blocks: int = 0
    marks: Counter[str] = field(default_factory=Counter)
    references: Counter[str] = field(default_factory=Counter)
    links: Counter[str] = field(default_factory=Counter)
    literals: Counter[str] = field(default_factory=Counter)
    commands: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    shown: str = ""


def read_outline(text: str, settings: Values) -> Outline:
    """Return the outline of a message; that of plain text needs no parser."""
    if is_plain(text) and not ENDLESS.search(text):
        return Outline("paragraph", 1, shown=text)
    return outline_of(read_markup(text, settings))


def outline_of(blocks: Sequence[nodes.Node]) -> Outline:
    """Return the outline of a message that was read as ``blocks``."""
    outline = Outline()
    texts = [block for block in blocks if not isinstance(block, nodes.system_message)]
    outline.blocks = len(texts)
    if texts:
        outline.block = _name(texts[0])
    for block in blocks:
        if isinstance(block, nodes.system_message):
            _note(block, outline)
        elif isinstance(block, nodes.paragraph):
            _note_all(block.children, outline)
        else:
            # What is no text in a list, a heading or the like.
            commands = (node for node in block.findall() if isinstance(node, COMMANDS))
            outline.commands.update(map(_command, commands))
            for text in block.findall(nodes.TextElement):
                if not isinstance(text.parent, nodes.TextElement):
                    _note_all(text.children, outline)
    outline.shown = "".join(_shown(block) for block in texts)
    return outline


def outline_of_inside(block: nodes.Element) -> Outline:
    """Return the outline of what stands in ``block``, as that of a paragraph."""
    outline = Outline(block="paragraph", blocks=1, shown=_shown(block))
    _note_all(block.children, outline)
    return outline


def _note_all(children: Iterable[nodes.Node], outline: Outline) -> None:
    for child in children:
        _note(child, outline)


def _note(node: nodes.Node, outline: Outline) -> None:
    """Note a part of a message. What is not known here is a command."""
    if isinstance(node, nodes.Text):
        return
    assert isinstance(node, nodes.Element)
    reference = _reference(node)
    if isinstance(node, nodes.system_message):
        # Below a warning docutils tells, say, that it has no French name for a role.
        if node["level"] >= Reporter.WARNING_LEVEL:
            outline.faults.append(node[0].astext() if node.children else "")
    elif reference is not None:
        outline.references[reference] += 1
    elif _is_link(node):
        # A named link comes with a target that has no words of its own.
        is_one = bool(node.children) or isinstance(node, nodes.image)
        outline.links[node.get("refuri") or node["uri"]] += is_one
        _note_all(node.children, outline)
    elif isinstance(node, INLINE) and not isinstance(node, nodes.raw):
        outline.marks[_kind(node)] += 1
        if type(node) in (nodes.literal, nodes.math) and not node["classes"]:
            outline.literals[node.astext()] += 1
        _note_all(node.children, outline)
    else:
        outline.commands[_command(node)] += 1
        _note_all(node.children, outline)


def _is_link(node: nodes.Element) -> bool:
    """Return whether a node leads to an address."""
    return isinstance(node, nodes.image) or (
        isinstance(node, nodes.reference | nodes.target) and "refuri" in node
    )


def _reference(node: nodes.Node) -> str | None:
    """Return how a reference to another place of the site is written, ``None`` for others."""
    match node:
        case role():
            written = f":{node['name']}:`{node['target']}`" if node["target"] else None
        case addnodes.pending_xref():
            written = f":{node.get('reftype')}:`{node.get('reftarget')}`"
        case addnodes.download_reference():
            written = f":download:`{node['reftarget']}`"
        case nodes.substitution_reference():
            written = f"|{node['refname']}|"
        case nodes.footnote_reference() | nodes.citation_reference():
            written = f"[{node.get('refname') or '#*'[node.get('auto') == '*']}]_"
        case nodes.reference() if "refuri" not in node:
            # Sphinx compares these as they are written.
            written = node.get("refid") or node.rawsource or node.get("refname", "name_") + "_"
        case nodes.target() if node.children:
            # Its words are an anchor, which no translation may choose.
            written = "".join(f"_`{name}`" for name in node["names"])
        case _:
            written = None
    return written


def _kind(node: nodes.Node) -> str:
    if isinstance(node, role):
        return MARKS.get(node["name"], f":{node['name']}:")
    assert isinstance(node, nodes.Element)
    return ".".join([_name(node), *node.get("classes", ())])


def _command(node: nodes.Element) -> str:
    if isinstance(node, directive):
        return f".. {node['name']}::"
    return _name(node)


def _name(node: nodes.Node) -> str:
    return str(getattr(node, "tagname", type(node).__name__))


def _is_target(node: nodes.Node) -> bool:
    """Return whether the text of a reference is the name of its target."""
    if isinstance(node, role):
        return bool(node["target"] == node.astext())
    return isinstance(node, addnodes.pending_xref) and not node.get("refexplicit")


def _shown(block: nodes.Node) -> str:
    """Return the text of a block, without what is shown as it was written on purpose."""
    if isinstance(block, nodes.literal | nodes.literal_block | nodes.math) or _is_target(block):
        return ""
    if isinstance(block, nodes.Text):
        return nodes.unescape(str(block))
    return "".join(_shown(child) for child in block.children)


def explain(fault: str) -> str:
    known = (words for start, words in FAULTS.items() if fault.startswith(start))
    return next(known, f"{fault} Compare it with the English.")


def explain_block(outline: Outline) -> str:
    if outline.block == "paragraph":
        return "The translation falls into several pieces. Write it as one, without empty lines."
    seen = LISTS.get(outline.block, outline.block)
    return f"The translation is read as {seen}. Begin with a word."
