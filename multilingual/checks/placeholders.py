"""Find placeholders that a program could not fill, or would fill wrongly."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from string import Formatter

from multilingual.catalogs.message import Catalog, Translation
from multilingual.catalogs.plural_forms import is_for_one_number
from multilingual.checks.registry import rule
from multilingual.findings import Finding

# https://docs.python.org/3/library/stdtypes.html#printf-style-string-formatting
PERCENT = re.compile(
    r"%(?:\((?P<name>[^()]*)\))?[-#0 +]*(?:\*|[0-9]+)?(?:\.(?:\*|[0-9]*))?[hlL]?"
    r"(?P<type>[diouxXeEfFgGcrsa%])?"
)
PLAIN_PERCENT = re.compile(r"%(?:\((?P<name>[^()]*)\))?(?P<type>[dioxXeEfgGcrsa])")
SAME_TYPE = {"i": "d", "u": "d"}
NUMBERS = "diouxXeEfFgG"


@dataclass(frozen=True)
class _Placeholder:
    """A placeholder as it is ``written``; two are equal if they are filled in the same way."""

    written: str = field(compare=False)
    name: str | None
    type: str
    stars: int = 0


_Reader = Callable[[str], list[_Placeholder]]


class _InvalidError(ValueError):
    """What cannot be filled, as it is written."""


@rule(40, is_guarded=True)
def placeholders(catalog: Catalog) -> Iterator[Finding]:
    """Keep `%d`, `%s` and `%(name)s`.

    The site puts a number or a name in the place of such a sign. Write each sign of the English
    once, letter for letter, and in the same order; one with a name in brackets may stand
    anywhere. A percent sign in the same text is written `%%`.

    Bad::

        msgid "You can copy and share this text under the licence %s."
        msgstr "Puede copiar y compartir este texto según la licencia."

    Good::

        msgid "You can copy and share this text under the licence %s."
        msgstr "Puede copiar y compartir este texto según la licencia %s."
    """
    for message in catalog.translations:
        # GNU msgfmt looks at a translation that is a blank, too.
        if message.msgstr and not message.is_fuzzy:
            wrong = fault_of_placeholders(message, catalog)
            if wrong:
                yield Finding(catalog.path, message.line, "placeholders", wrong)


def fault_of_placeholders(message: Translation, catalog: Catalog) -> str:
    """Return what is wrong with the placeholders of a translation, nothing if all is well."""
    if {"python-brace-format", "possible-python-brace-format"} & set(message.flags):
        return _compared(message, catalog, _braces)
    if {"python-format", "possible-python-format"} & set(message.flags):
        return _compared(message, catalog, _percents)
    if catalog.is_interface and "no-python-format" not in message.flags:
        # What has a placeholder is filled by a program, which fails on a single percent sign.
        filled = any(_plain_percents(text) for text in (message.msgid, message.plural))
        return _compared(message, catalog, _percents if filled else _plain_percents)
    return ""


def _compared(message: Translation, catalog: Catalog, read: _Reader) -> str:
    try:
        singular = read(message.msgid)
        wanted = read(message.plural) if message.plural else singular
    except _InvalidError:
        # The English is not made to be filled.
        return ""
    try:
        given = read(message.msgstr)
    except _InvalidError as error:
        sign = "%" if read is not _braces else "bracket"
        return f"The {sign} in {str(error)!r} is no placeholder. Write it twice, or delete it."
    if _agree(wanted, given):
        return ""
    if _is_left_out(message, catalog, wanted, given):
        return ""
    return _difference(wanted, given)


def _agree(wanted: list[_Placeholder], given: list[_Placeholder]) -> bool:
    if all(one.name for one in wanted + given):
        return set(wanted) == set(given)
    return wanted == given


def _is_left_out(
    message: Translation, catalog: Catalog, wanted: list[_Placeholder], given: list[_Placeholder]
) -> bool:
    """Whether a form says in words the one number for which it is used.

    Python can leave out only what has a name.
    """
    missing = set(wanted) - set(given)
    return (
        message.form is not None
        and all(one.name for one in wanted + given)
        and set(given) <= set(wanted)
        and len(missing) == 1
        and all(one.type in NUMBERS for one in missing)
        and is_for_one_number(message.form, catalog.fields.get("Plural-Forms", ""), catalog.code)
    )


def _difference(wanted: list[_Placeholder], given: list[_Placeholder]) -> str:
    english = ", ".join(dict.fromkeys(one.written for one in wanted))
    translated = ", ".join(dict.fromkeys(one.written for one in given))
    if not wanted:
        return f"The English has no placeholder, the translation has {translated}. Delete it."
    if not given:
        return f"The English has {english}, the translation has not. Write {english}."
    if len(wanted) == len(given) and set(wanted) == set(given):
        return (
            f"The placeholders must be in the order of the English. Write {english}, in this order."
        )
    return (
        f"The English has {english}, the translation has {translated}. Write {english}, each once."
    )


def _percents(text: str) -> list[_Placeholder]:
    """Return what Python's ``%`` fills. Raises ``_InvalidError``."""
    found = []
    for one in PERCENT.finditer(text):
        if one["type"] is None:
            raise _InvalidError(text[one.start() : one.end() + 1])
        if one["type"] != "%":
            found.append(_percent(one))
    return found


def _plain_percents(text: str) -> list[_Placeholder]:
    """Return what looks like a placeholder; ``5% of all`` does not."""
    bare = text.replace("%%", "")
    return [_percent(one) for one in PLAIN_PERCENT.finditer(bare)]


def _percent(found: re.Match[str]) -> _Placeholder:
    type_ = SAME_TYPE.get(found["type"], found["type"])
    return _Placeholder(found[0], found["name"], type_, found[0].count("*"))


def _braces(text: str) -> list[_Placeholder]:
    """Return what ``str.format`` fills. Raises ``_InvalidError``."""
    try:
        names = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
    except ValueError:
        raise _InvalidError(text[:60]) from None
    return [_Placeholder(f"{{{name}}}", name, "s") for name in names]
