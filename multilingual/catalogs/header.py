"""The header of a catalog: its language, its charset and its plural forms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from gettext import c2py

from babel import Locale
from babel.core import get_global
from babel.messages.plurals import PLURALS, get_plural
from babel.plural import PluralRule, to_gettext

from multilingual.catalogs.po_lines import Entry, Fault
from multilingual.catalogs.reader import DAMAGED_HEADER

PLURAL_FORMS = re.compile(
    r"nplurals\s*=\s*(?P<number>[0-9]{1,3})\s*;\s*plural\s*=(?P<rule>[^;]+);?"
)

Rule = Callable[[int], object]


class Header:
    """The fields of a catalog's header, by name in lower case."""

    def __init__(self, entry: Entry) -> None:
        self._text = entry.translations[0]
        self.has_forms = "msgid_plural" in entry.texts
        self._fields: dict[str, tuple[int, str]] = {}
        self._damage: list[Fault] = []
        position = 0
        for content in str(self._text).split("\n"):
            self._read(self._text.line_at(position), content)
            position += len(content) + 1

    def _read(self, line: int, content: str) -> None:
        name, colon, value = content.partition(":")
        key = name.strip().lower()
        if not colon and content.strip():
            message = f'The header has {content!r}, which is not "Name: value". Delete it.'
            self._damage.append((line, message))
        elif key in self._fields:
            self._damage.append((line, f"The header has {name} twice. Delete one of the two."))
        elif colon:
            self._fields[key] = line, value.strip()

    @property
    def nplurals(self) -> int | None:
        found = PLURAL_FORMS.fullmatch(self._fields.get("plural-forms", (0, ""))[1])
        return int(found["number"]) if found else None

    def faults(self, code: str, *, has_plurals: bool) -> Iterator[Fault]:
        if self.has_forms or not self._fields:
            yield self._text.line, DAMAGED_HEADER
            return
        yield from self._damage
        yield from self._missing(code, has_plurals=has_plurals)
        yield from self._charset()
        yield from self._language(code)
        yield from self._plural_forms(code, has_plurals=has_plurals)

    def _missing(self, code: str, *, has_plurals: bool) -> Iterator[Fault]:
        wanted = {
            "Content-Type": "text/plain; charset=UTF-8",
            "Language": code,
            **({"Plural-Forms": usual_plural_forms(code)} if has_plurals else {}),
        }
        lines = [
            f'"{name}: {value}\\n"'
            for name, value in wanted.items()
            if name.lower() not in self._fields
        ]
        if lines:
            yield self._text.line, f"The header is not whole. Add {' and '.join(lines)}."

    def _charset(self) -> Iterator[Fault]:
        line, value = self._fields.get("content-type", (0, "charset=UTF-8"))
        # GNU gettext takes the first that it finds, wherever it is.
        everywhere = re.findall(r"charset=([^ \t\n]*)", str(self._text))
        if not re.search(r"charset=utf-8$", value, re.IGNORECASE) or any(
            charset.lower() != "utf-8" for charset in everywhere
        ):
            message = 'Write "Content-Type: text/plain; charset=UTF-8\\n".'
            yield line or self._text.line, f"The header does not say that this is UTF-8. {message}"

    def _language(self, code: str) -> Iterator[Fault]:
        line, value = self._fields.get("language", (0, code))
        if not is_same_language(value, code):
            yield (
                line,
                f'The header says "Language: {value}" in the folder of {code}. If the translations '
                f'are in {code}, write "Language: {code}\\n". If not, get the right file back.',
            )

    def _plural_forms(self, code: str, *, has_plurals: bool) -> Iterator[Fault]:
        line, value = self._fields.get("plural-forms", (0, ""))
        if not line:
            return
        found = PLURAL_FORMS.fullmatch(value)
        # GNU gettext takes the first that it finds, wherever it is.
        if str(self._text).count("plurals=") > 1:
            found = None
        rule = _plural_rule(found["rule"], int(found["number"])) if found else None
        advice = f'Write "Plural-Forms: {usual_plural_forms(code)}\\n".'
        if rule is None:
            yield line, f"The Plural-Forms of the header cannot be read. {advice}"
        elif has_plurals and not _is_rule_of(code, rule):
            yield line, f"The Plural-Forms of the header are not those of {code}. {advice}"


def _locale(code: str) -> Locale | None:
    try:
        return Locale.parse(code.replace("-", "_"))
    # Babel raises errors of several kinds on what is no code.
    except Exception:
        return None


def is_same_language(code: str, other: str) -> bool:
    """Return whether two codes name one language, as zh-Hans and zh_CN do."""
    return _full_code(code) == _full_code(other)


def _full_code(code: str) -> tuple[str | None, ...]:
    """Return language, script and territory of ``code``, the likely ones where it has none.

    >>> _full_code("zh-Hans") == _full_code("zh_CN")
    True
    """
    locale = _locale(code)
    if locale is None:
        return (code.replace("-", "_").lower(),)
    known = get_global("likely_subtags")
    wider = (str(locale), f"{locale.language}_{locale.territory}", locale.language)
    likely = _locale(next((known[one] for one in wider if one in known), "")) or locale
    return (
        locale.language,
        locale.script or likely.script,
        locale.territory or likely.territory,
        locale.modifier,
    )


def usual_plural_forms(code: str) -> str:
    """Return the ``Plural-Forms`` of a language: Babel's, or else those of CLDR.

    A language that neither knows gets the two forms of English.
    """
    locale = _locale(code)
    if locale is None:
        return "nplurals=2; plural=(n != 1);"
    if _is_known_to_babel(locale) or not locale.plural_form.rules:
        return get_plural(locale).plural_forms
    rule = locale.plural_form
    # CLDR has forms for fractions and millions, which no message of ours counts.
    used = {rule(number) for number in range(1001)}
    forms = {name: text for name, text in rule.rules.items() if name in used}
    # As short as for another language that counts alike, if there is one.
    for number, usual in sorted(set(PLURALS.values())):
        if number == len(used) and _partition(c2py(usual)) == _partition(rule):
            return f"nplurals={number}; plural={usual};"
    return to_gettext(PluralRule(forms))


@cache
def spelled_as_usual(plural_forms: str, code: str) -> str:
    """Return ``plural_forms`` as :func:`usual_plural_forms` spells it, where both say the same.

    Weblate takes brackets away, and Poedit spaces.

    >>> spelled_as_usual("nplurals=2; plural=n != 1;", "es")
    'nplurals=2; plural=(n != 1);'
    """
    usual = usual_plural_forms(code)
    meaning = _meaning(plural_forms)
    return usual if meaning is not None and meaning == _meaning(usual) else plural_forms


def _meaning(plural_forms: str) -> list[object] | None:
    """Return the number of forms, and which of them each number takes."""
    found = PLURAL_FORMS.fullmatch(plural_forms.strip())
    rule = _plural_rule(found["rule"], int(found["number"])) if found else None
    if found is None or rule is None:
        return None
    try:
        # French has a form for whole millions in some tools.
        return [found["number"], *map(rule, (*range(1001), 10**6))]
    # It is a program of a stranger, as above: what it computes may fail.
    except Exception:
        return None


def _is_known_to_babel(locale: Locale) -> bool:
    return str(locale) in PLURALS or locale.language in PLURALS


def _plural_rule(expression: str, nplurals: int) -> Rule | None:
    """Return the rule that ``expression`` writes in C, if each form it gives exists."""
    try:
        rule: Rule = c2py(expression.strip())
        # As many as GNU msgfmt tries.
        forms = {rule(n) for n in range(1001)}
    # It is a program of a stranger: besides ValueError, what it computes may fail.
    except Exception:
        return None
    return rule if forms <= set(range(nplurals)) else None


def _is_rule_of(code: str, rule: Rule) -> bool:
    """Whether ``rule`` puts the same numbers together as the language's.

    Babel and CLDR do not agree on some languages, and either is accepted. In what order
    the forms are numbered is left to the catalog.
    """
    locale = _locale(code)
    if locale is None:
        return True
    accepted: list[Rule] = []
    if _is_known_to_babel(locale):
        accepted.append(c2py(get_plural(locale).plural_expr))
    if locale.plural_form.rules:
        accepted.append(locale.plural_form)
    return not accepted or _partition(rule) in map(_partition, accepted)


def _partition(rule: Rule) -> list[int]:
    """Return a number for each n from 0 to 200, the same where ``rule`` gives the same."""
    numbers: dict[object, int] = {}
    return [numbers.setdefault(rule(n), len(numbers)) for n in range(201)]
