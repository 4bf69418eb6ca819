"""One stylesheet out of many: for both directions of writing, and without what no page uses.

Furo says ``left`` and ``right`` throughout (https://github.com/pradyunsg/furo/issues/73).
Here each such declaration becomes the logical one that means the same in left-to-right
text (``margin-left`` → ``margin-inline-start``), for whatever furo is installed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import tinycss2

SIDE = {"left": "inline-start", "right": "inline-end"}
CORNER = {
    "border-top-left-radius": "border-start-start-radius",
    "border-top-right-radius": "border-start-end-radius",
    "border-bottom-left-radius": "border-end-start-radius",
    "border-bottom-right-radius": "border-end-end-radius",
}
SIDED_VALUE = {"float", "clear", "text-align"}
FOUR_SIDES = {"margin", "padding"}
CONDITIONS = {"media", "supports", "container"}
"""At-rules with rules in them that count where a condition is met."""
ANY_OF = {"is", "where", "has"}
"""Functions that match what one of their selectors does."""
PAST = {"-moz-focus-inner", "-moz-focusring", "-webkit-file-upload-button"}
"""What no browser needs any more, or no page has."""
NEVER = re.compile(
    r"\.sidebar-tree .*(\.(external|icon|toctree-checkbox|caption|current)\b(?!-)|label)"
    r"|\.bottom-of-page \.icons|^\.icon\b|ul\.search\b|\.toctree-wrapper"
    r"|article\[role=main\]|article (?:\.figure|p\.caption)|\.reference img"
    r"|^h\d\+p$|^ol\.arabic$|:target ?[>~] ?h\d|^section>span:target$"
)
"""What furo's templates have and ours do not, and what ours say otherwise."""
TYPE = re.compile(r"type=[\"']?(\w+)")
BEGUN = re.compile(r"class[*^]=[\"']? ?([\w-]+)-")
NEEDLESS = re.compile(r"(?<=[a-z]): +")
QUOTED = re.compile(r"""(?<==)["']([a-z]+)["']$""")
VARIABLE = re.compile(r"--[\w-]+")
LINES = {
    "width": "inline-size",
    "height": "block-size",
    "top": "block-start",
    "bottom": "block-end",
}
SAME = re.compile("|".join(LINES))
"""Names of the same in text that runs in lines."""

Nodes = Sequence[tinycss2.ast.Node]


@dataclass(frozen=True, slots=True)
class Declaration:
    """A property with its value, as it is written."""

    name: str
    value: str
    important: bool

    def __str__(self) -> str:
        return f"{self.name}:{self.value}{'!important' if self.important else ''}"


@dataclass(slots=True)
class Rule:
    """Declarations for ``selectors``, where all ``conditions`` are met.

    What is neither (``@page``) is ``other``, as it is written.
    """

    conditions: tuple[str, ...]
    selectors: tuple[str, ...] = ()
    declarations: Sequence[Declaration] = ()
    other: str = ""

    def __str__(self) -> str:
        within = ";".join(map(str, self.declarations))
        return self.other or f"{','.join(self.selectors)}{{{within}}}"


Occurs = Callable[[str, str], bool]
"""Says whether any page can have a ``class``, an ``id`` or an ``element`` of a name, or a ``lang``
that begins so, or a field of this ``type``."""


def joined(
    sheets: Iterable[str], occurs: Occurs = lambda _kind, _name: True, said: str = ""
) -> str:
    """Return the sheets as one, with what has no effect on any page left out.

    That are rules for what never ``occurs``, variables that neither another rule nor what is
    ``said`` in scripts names, and declarations that a later rule of the same selector repeats.

    >>> joined(["a{margin-left:1rem;color:red}", "a, b { color: blue; }"])
    'a{margin-inline-start:1rem}a,b{color:blue}'
    """
    return written(rules_of(sheets, occurs, said))


def rules_of(
    sheets: Iterable[str], occurs: Occurs = lambda _kind, _name: True, said: str = ""
) -> list[Rule]:
    """Return the rules of all sheets that have an effect, as ``joined`` says."""
    rules = [rule for sheet in sheets for rule in _rules(_parsed(sheet), (), occurs)]
    _drop_repeated(rules)
    _drop_variables(rules, said)
    return [rule for rule in rules if rule.other or rule.declarations]


def logical(stylesheet: str) -> str:
    """Return ``stylesheet`` with logical properties in place of ``left`` and ``right``.

    >>> logical("a{margin-left:1rem;float:right;padding:0 1px 2px 3px}")
    'a{margin-inline-start:1rem;float:inline-end;padding-block:0 2px;padding-inline:3px 1px}'
    """
    return written(_rules(_parsed(stylesheet), (), lambda _kind, _name: True))


def _parsed(sheet: str) -> Nodes:
    return list(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True))


def _rules(nodes: Nodes, conditions: tuple[str, ...], occurs: Occurs) -> Iterator[Rule]:
    for node in nodes:
        if node.type == "qualified-rule":
            parts = (_minified(part) for part in _split(node.prelude) if _can_match(part, occurs))
            if selectors := tuple(part for part in parts if not NEVER.search(part)):
                yield _rule(node, selectors, conditions)
        elif node.type == "at-rule":
            head = f"@{node.lower_at_keyword} {_minified(node.prelude)}".strip()
            if node.lower_at_keyword in CONDITIONS and node.content is not None:
                inner = tinycss2.parse_rule_list(
                    node.content, skip_comments=True, skip_whitespace=True
                )
                yield from _rules(inner, (*conditions, head), occurs)
            elif node.lower_at_keyword != "charset":
                body = ";" if node.content is None else f"{{{_minified(node.content)}}}"
                yield Rule(conditions, other=head + body)


def _rule(node: tinycss2.ast.Node, selectors: tuple[str, ...], conditions: tuple[str, ...]) -> Rule:
    parts = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
    if all(part.type == "declaration" for part in parts):
        found = [declaration for part in parts for declaration in _declarations(part)]
        return Rule(conditions, selectors, found)
    # Rules in rules are left as they are.
    return Rule(conditions, other=f"{','.join(selectors)}{{{_minified(node.content)}}}")


def _declarations(part: tinycss2.ast.Declaration) -> Iterator[Declaration]:
    name, value = part.lower_name, _minified(part.value)
    if part.name.startswith("--"):
        yield Declaration(part.name, value, part.important)
        return
    sides = value.split(" ") if name in FOUR_SIDES and "(" not in value else []
    if len(sides) == 4 and sides[1] != sides[3]:
        top, right, bottom, left = sides
        yield Declaration(f"{name}-block", f"{top} {bottom}", part.important)
        yield Declaration(f"{name}-inline", f"{left} {right}", part.important)
        return
    if name in SIDE:
        name = f"inset-{SIDE[name]}"
    elif name in CORNER:
        name = CORNER[name]
    elif match := re.fullmatch(r"(margin|padding|border)-(left|right)(-\w+)?", name):
        name = f"{match[1]}-{SIDE[match[2]]}{match[3] or ''}"
    elif name in SIDED_VALUE and value in SIDE:
        value = SIDE[value].removeprefix("inline-") if name == "text-align" else SIDE[value]
    elif name == "transition":
        value = re.sub(r"\b(left|right)\b", lambda side: f"inset-{SIDE[side[0]]}", value)
    yield Declaration(name, value, part.important)


def _split(tokens: Nodes) -> Iterator[list[tinycss2.ast.Node]]:
    """Yield the parts between commas."""
    for is_comma, part in groupby(tokens, lambda token: token == ","):
        if not is_comma:
            yield list(part)


def _can_match(selector: Nodes, occurs: Occurs) -> bool:
    before = ""
    for token in selector:
        if token.type == "ident":
            kind = {".": "class", ":": ""}.get(before, "element")
            can_match = occurs(kind, token.value) if kind else token.value not in PAST
        elif token.type == "hash":
            can_match = occurs("id", token.value)
        elif token.type == "[] block":
            text = tinycss2.serialize(token.content).rstrip("\"'")
            found, begun = TYPE.fullmatch(text), BEGUN.fullmatch(text)
            can_match = not found or occurs("type", found[1])
            can_match = can_match and (not begun or occurs("class", begun[1]))
        else:
            can_match = token.type != "function" or _has_one(token, occurs)
        if not can_match:
            return False
        before = token.value if token.type == "literal" else ""
    return True


def _has_one(function: tinycss2.ast.Node, occurs: Occurs) -> bool:
    """Return whether one of its selectors can match; what ``:not`` has in it need not."""
    if function.lower_name == "lang":
        return any(occurs("lang", part[0].value) for part in _split(function.arguments))
    if function.lower_name not in ANY_OF:
        return True
    return any(_can_match(part, occurs) for part in _split(function.arguments))


def _minified(tokens: Nodes) -> str:
    """Return tokens as they are written, with no blank or comment that could be left out."""
    kept: list[tinycss2.ast.Node] = []
    for token in tokens:
        blank = token.type == "whitespace"
        is_needless = not kept or kept[-1].type == "whitespace" or kept[-1] in (",", ">")
        if token.type == "comment" or (blank and is_needless):
            continue
        if token in (",", ">") and kept and kept[-1].type == "whitespace":
            kept.pop()
        kept.append(token)
    texts = (" " if token.type == "whitespace" else _token(token) for token in kept)
    return "".join(texts).strip()


def _token(token: tinycss2.ast.Node) -> str:
    if token.type == "function":
        return f"{token.name}({_minified(token.arguments)})"
    if token.type == "() block":
        return f"({NEEDLESS.sub(':', _minified(token.content))})"
    if token.type == "[] block":
        return "[" + QUOTED.sub(r"\1", _minified(token.content)) + "]"
    if token.type == "{} block":
        return f"{{{_minified(token.content)}}}"
    text: str = tinycss2.serialize([token])
    return (
        re.sub(r"^(-?)0\.", r"\1.", text)
        if token.type in ("number", "dimension", "percentage")
        else text
    )


def _drop_repeated(rules: Sequence[Rule]) -> None:
    """Leave out what a later rule says of the same elements, there or everywhere."""
    later: set[tuple[object, ...]] = set()
    for rule in reversed(rules):
        names = {
            said: SAME.sub(lambda word: LINES[word[0]], said.name) for said in rule.declarations
        }
        places = (), rule.conditions
        rule.declarations = [
            said
            for said, name in names.items()
            if not all(
                any((where, selector, name, said.important) in later for where in places)
                for selector in rule.selectors
            )
        ]
        # A browser that does not know one of the selectors passes over the whole rule.
        if not any(":-" in selector for selector in rule.selectors):
            later.update(
                (rule.conditions, selector, names[said], said.important)
                for selector in rule.selectors
                for said in rule.declarations
            )


def _drop_variables(rules: Sequence[Rule], said: str) -> None:
    """Leave out variables that are not used, and those that were used for these alone."""
    kept = set(VARIABLE.findall(said))
    before = -1
    needed = set(kept)
    while len(needed) != before:
        before = len(needed)
        for rule in rules:
            needed |= set(VARIABLE.findall(rule.other))
            for declaration in rule.declarations:
                if not declaration.name.startswith("--") or declaration.name in needed:
                    needed |= set(VARIABLE.findall(declaration.value))
    for rule in rules:
        rule.declarations = [
            declaration
            for declaration in rule.declarations
            if not declaration.name.startswith("--") or declaration.name in needed
        ]


def written(rules: Iterable[Rule]) -> str:
    """Return rules as a stylesheet."""
    parts = []
    for conditions, within in groupby(rules, lambda rule: rule.conditions):
        text = "".join(map(str, within))
        parts.append(
            "".join(f"{condition}{{" for condition in conditions) + text + "}" * len(conditions)
        )
    return "".join(parts)
