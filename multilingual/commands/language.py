"""Begin a new language: find the code of the one that is asked for, or say what to ask for."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from babel import Locale
from babel.core import get_global
from babel.localedata import locale_identifiers

from multilingual.catalogs.writer import writing_alone
from multilingual.commands.arguments import WELL, Arguments
from multilingual.findings import UsageError
from multilingual.languages import (
    CODE,
    SOURCE_CODE,
    Language,
    LanguageError,
    base_code,
    locale_of,
    refuse_description,
    unusable_codes,
)
from multilingual.project import Project
from multilingual.tasks.new_language import add_language

CHOICES = {"zh": "zh_CN (simplified letters) or zh_TW (traditional letters)"}
"""Codes that leave open how a language is written, with what to write instead."""

NO_LANGUAGE = ("mis", "mul", "root", "und", "zxx")
"""Codes of ISO 639 and CLDR that stand for none, several or any."""

PART = re.compile(r"[A-Za-z0-9]{2,8}")
NEAR = 0.76
"""From which likeness on a name counts as misspelt, from 0 to 1."""


def language_arguments(parser: Arguments) -> None:
    parser.add_argument("code", nargs="?", default="", help="gettext code or BCP 47 tag")
    parser.add_argument("--name", help="its name in itself, if Babel does not know it")
    parser.add_argument("--direction", help="ltr or rtl, if Babel does not know it")
    parser.add_argument("--tag", help="its BCP 47 tag, if it is not that of the code")


def run_language(options: argparse.Namespace) -> int:
    if not options.code:
        raise UsageError("Say which language: make language LANGUAGE=sw")
    given = {name: getattr(options, name) for name in ("name", "direction", "tag")}
    description = {name: value for name, value in given.items() if value is not None}
    project = Project.at(Path.cwd())
    options.undone = "No language was made."
    code = find_code(options.code, description, project.languages())
    with writing_alone(project.build):
        print(add_language(project, code, description))
    return WELL


def find_code(asked: str, description: Mapping[str, str], known: Iterable[Language]) -> str:
    """Return the code that the new language ``asked`` for (a code or a BCP 47 tag) will have.

    ``description`` may give ``name``, ``direction`` and ``tag``; with the first two Babel need
    not know the language. ``known`` are the languages of the project. Raises ``LanguageError``,
    which says in one sentence what to do.
    """
    refuse_description(description, asked)
    code = canonical(asked)
    if code is None and {"name", "direction"} <= description.keys():
        code = _cased(asked)
    if code is None or _is_of_no_language(code) or not CODE.fullmatch(code):
        raise LanguageError(f"{asked!r} is not the code of a language. {_advice(asked)}")
    if code in CHOICES:
        raise LanguageError(f"{code} can be written in several ways. Choose {CHOICES[code]}.")
    _refuse_known(asked, code, description, known)
    return code


def canonical(asked: str) -> str | None:
    """Return a code or a tag as gettext writes it, or ``None`` if Babel does not know it.

    >>> canonical("pt-br"), canonical("zh-Hant"), canonical("spa"), canonical("swahili")
    ('pt_BR', 'zh_Hant', 'es', None)
    """
    code = _cased(asked)
    if code is None or _is_of_no_language(code):
        return None
    locale = locale_of(code)
    if locale is None:
        return None
    language, *rest = code.split("_")
    # An old or a longer code of the language, such as spa, comes with a country of its own.
    return "_".join([locale.language, *rest]) if locale.language != language else code


def _is_of_no_language(code: str) -> bool:
    return code.split("_", maxsplit=1)[0] in NO_LANGUAGE


def _cased(asked: str) -> str | None:
    """Return a code with its capitals as in ``zh_Hant_TW``, if it has the form of one."""
    first, *rest = asked.strip().replace("-", "_").split("_")
    if not all(map(PART.fullmatch, (first, *rest))):
        return None
    cased = (part.title() if len(part) == 4 else part.upper() for part in rest)
    return "_".join([first.lower(), *cased])


def _refuse_known(
    asked: str, code: str, description: Mapping[str, str], known: Iterable[Language]
) -> None:
    known = list(known)
    tag = description.get("tag") or code.replace("_", "-")
    for language in known:
        names = {language.code.lower(), language.tag.lower()}
        if names & {code.lower(), tag.lower(), asked.replace("_", "-").lower()}:
            if language.is_source:
                raise LanguageError(
                    f"{language.endonym} ({code}) is the language of source/ itself."
                )
            raise LanguageError(
                f"{language.endonym} is there already, in locale/{language.code}. "
                f"To go on with it: make preview LANGUAGE={language.code}"
            )
    codes = {language.code for language in known if not language.is_source}
    for wrong, reason in unusable_codes({*codes, code}).items():
        raise LanguageError(f"{wrong} cannot be used: {reason}")


def _advice(asked: str) -> str:
    near = suggestions(asked)
    if near and len(asked) == 2:
        # Some codes of languages are those of countries, too, as kr (Kanuri, and Korea).
        return f"Did you mean {' or '.join(near)}? {_how_to_describe(asked)}"
    if near:
        return f"Did you mean {' or '.join(near)}?"
    if asked.casefold() == "english":
        return "The pages are written in English."
    return _how_to_describe(asked)


def _how_to_describe(asked: str) -> str:
    return (
        f"If {asked!r} is one, say how its people call it and which way they write: "
        f'make language LANGUAGE={asked} NAME="…" DIRECTION=ltr (or rtl).'
    )


def suggestions(asked: str) -> list[str]:
    """Return at most three languages that ``asked`` may stand for, as ``sw (Swahili)``.

    Looks at the codes, at the names in English and at the names in the languages themselves.
    """
    if len(asked) == 2 and (spoken := _spoken_in(asked.upper())):
        return [_shown(spoken)]
    text = " ".join(re.split(r"[\W_]+", asked.casefold())).strip()
    names = _names()
    codes = [*names.get(text, ())]
    if part := canonical(text.split(" ")[0]):
        codes.append(part)
    if not codes and len(text) > 3:
        codes = [code for name in names if name.startswith(text) for code in names[name]]
    if not codes:
        near = get_close_matches(text, [name for name in names if len(name) > 3], 3, NEAR)
        codes = [code for name in near for code in names[name]]
    return [_shown(code) for code in dict.fromkeys(codes) if code != SOURCE_CODE][:3]


def _spoken_in(territory: str) -> str | None:
    """Return the language that most people of a country such as ``JP`` speak."""
    likely = get_global("likely_subtags").get(f"und_{territory}", SOURCE_CODE)
    language = base_code(likely)
    return None if language == SOURCE_CODE else canonical(language)


def _shown(code: str) -> str:
    return CHOICES.get(code) or f"{code} ({Locale.parse(code).english_name})"


@cache
def _names() -> Mapping[str, list[str]]:
    """Return the codes of each name, in English and in the language itself."""
    english = Locale.parse(SOURCE_CODE).languages
    found: dict[str, list[str]] = {}
    for code in sorted(locale_identifiers(), key=lambda code: (code.count("_"), code)):
        # With its country, as in "Brazilian Portuguese".
        names = {code.replace("_", " "), english.get(code, "")}
        if "_" not in code:
            names.add(Locale.parse(code).languages.get(code, ""))
        for name in names - {""}:
            found.setdefault(name.casefold(), []).append(code)
    return found
