"""Where the plural forms of a language are decided: by CLDR, for whole numbers.

The rules are those of Unicode (https://cldr.unicode.org/index/cldr-spec/plural-rules), which
Babel has; its own table of gettext's headers changes from release to release, and serves the
languages alone of which CLDR has no rule. The header's field is that of GNU gettext
(https://www.gnu.org/software/gettext/manual/html_node/Plural-forms.html).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from gettext import c2py

from babel.messages.plurals import PLURALS, get_plural
from babel.plural import PluralRule, to_gettext

from multilingual.languages import locale_of

FIELD = re.compile(r"nplurals\s*=\s*(?P<number>[0-9]{1,3})\s*;\s*plural\s*=(?P<rule>[^;]+);?")
LARGEST = 1000
"""The largest number that a rule is tried with, as GNU msgfmt does."""
COMPARED = 200
"""The largest number by which two rules are compared: each has shown all its forms by then."""

ENGLISH = "nplurals=2; plural=(n != 1);"
RUSSIAN = "n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2"
POLISH = "n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2"
LITHUANIAN = "n%10==1 && (n%100<10 || n%100>=20) ? 0 : n%10>=2 && (n%100<10 || n%100>=20) ? 1 : 2"
ARABIC = "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=0 && n%100<=2 ? 4 : 5"
SPELLINGS = (
    *("n != 1", "n > 1"),
    *("n%10==1 && n%100!=11 ? 0 : 1", "n==1 ? 0 : n==2 ? 1 : 2"),
    *("(n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2", RUSSIAN, POLISH, LITHUANIAN),
    "n==1 ? 0 : (n==0 || (n%100 > 0 && n%100 < 20)) ? 1 : 2",
    "n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3",
    "n==1 ? 0 : n==2 ? 1 : n>=3 && n<=6 ? 2 : n>=7 && n<=10 ? 3 : 4",
    ARABIC,
)
"""How rules are written in most catalogs; what Babel makes of CLDR's is long, and changes."""

Rule = Callable[[int], object]


@cache
def plural_forms_of(code: str) -> str:
    """Return the ``Plural-Forms`` of a language.

    One of which nothing is known gets the two forms of English.
    """
    rule = _cldr_rule(code)
    if rule is None:
        # Babel's table has Chinese, say, where nothing is counted.
        return get_plural(locale_of(code)).plural_forms if _is_in_table(code) else ENGLISH
    # CLDR has forms for fractions and millions, which no message of ours counts.
    used = {rule(number) for number in range(LARGEST + 1)}
    for spelling in SPELLINGS:
        if _partition(c2py(spelling)) == _partition(rule):
            return f"nplurals={len(used)}; plural=({spelling});"
    return to_gettext(PluralRule({tag: text for tag, text in rule.rules.items() if tag in used}))


@cache
def spelled_as_usual(plural_forms: str, code: str) -> str:
    """Return ``plural_forms`` as :func:`plural_forms_of` spells it, where both say the same.

    Weblate takes brackets away, and Poedit spaces.

    >>> spelled_as_usual("nplurals=2; plural=n != 1;", "es")
    'nplurals=2; plural=(n != 1);'
    """
    usual = plural_forms_of(code)
    meaning = _meaning(plural_forms)
    return usual if meaning is not None and meaning == _meaning(usual) else plural_forms


def number_of_forms(plural_forms: str) -> int | None:
    """Return how many forms a header says there are, None if it does not say it."""
    found = FIELD.fullmatch(plural_forms)
    return int(found["number"]) if found else None


def is_usable(plural_forms: str) -> bool:
    """Return whether a header has a rule, and each form that it gives exists."""
    return _rule_in(plural_forms) is not None


def is_of_language(plural_forms: str, code: str) -> bool:
    """Return whether a usable header puts the same numbers together as the language does.

    In what order the forms are numbered is left to the catalog. So is all of a language of
    which nothing is known.
    """
    rule = _rule_in(plural_forms)
    if rule is None or not (_cldr_rule(code) or _is_in_table(code)):
        return True
    usual = _rule_in(plural_forms_of(code))
    return usual is not None and _partition(rule) == _partition(usual)


@cache
def matched_forms(theirs: str, ours: str) -> Mapping[int, int] | None:
    """Return which of ``theirs`` each of our plural forms is, None where one cannot be told.

    The numbers tell it: those that take one form here must take one there, and no others. A form
    that no whole number up to 200 takes, such as the Spanish one of CLDR for millions, is none.
    Nor does zero count, which goes with one or with many, if it has no form of its own here.

    >>> matched_forms("nplurals=3; plural=n==1 ? 0 : n!=0 && n%1000000==0 ? 1 : 2;", ENGLISH)
    {0: 0, 1: 2}
    """
    their_rule, our_rule = _rule_in(theirs), _rule_in(ours)
    if their_rule is None or our_rule is None:
        return None
    forms = [(int(f"{our_rule(n)}"), int(f"{their_rule(n)}")) for n in range(COMPARED + 1)]
    zero, *others = forms
    pairs = {*others} if zero[0] in dict(others) else {*forms}
    found = dict(sorted(pairs))
    return found if len(found) == len(pairs) == len(set(found.values())) else None


@cache
def is_for_one_number(form: int, plural_forms: str, code: str) -> bool:
    """Return whether a header gives a form to one number at most, by which it is known.

    Where the header cannot be used, what counts is the rule of the language.
    """
    rule = _rule_in(plural_forms) or _rule_in(plural_forms_of(code))
    return rule is not None and [rule(n) for n in range(COMPARED + 1)].count(form) <= 1


def _cldr_rule(code: str) -> PluralRule | None:
    locale = locale_of(code)
    return locale.plural_form if locale and locale.plural_form.rules else None


def _is_in_table(code: str) -> bool:
    locale = locale_of(code)
    return locale is not None and bool({str(locale), locale.language} & PLURALS.keys())


@cache
def _rule_in(plural_forms: str) -> Rule | None:
    """Return the rule that a header writes in C, if it can be read and each form exists."""
    found = FIELD.fullmatch(plural_forms.strip())
    if found is None:
        return None
    try:
        rule: Rule = c2py(found["rule"].strip())
        forms = {rule(number) for number in range(LARGEST + 1)}
    # It is a program of a stranger: besides ValueError, what it computes may fail.
    except Exception:
        return None
    return rule if forms <= set(range(int(found["number"]))) else None


def _meaning(plural_forms: str) -> list[object] | None:
    """Return the number of forms, and which of them each number takes."""
    rule = _rule_in(plural_forms)
    if rule is None:
        return None
    try:
        # French has a form for whole millions in some tools.
        return [number_of_forms(plural_forms.strip()), *map(rule, (*range(LARGEST + 1), 10**6))]
    # It is a program of a stranger, as above: what it computes may fail.
    except Exception:
        return None


def _partition(rule: Rule) -> list[int]:
    """Return a number for each n, the same where ``rule`` gives the same form."""
    numbers: dict[object, int] = {}
    return [numbers.setdefault(rule(n), len(numbers)) for n in range(COMPARED + 1)]
