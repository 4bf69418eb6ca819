"""What a language is: its code, tag, endonym and direction, found from ``locale/``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from locale import normalize
from pathlib import Path

from babel import Locale
from babel.core import get_global

from multilingual.files import load_toml, read_plain
from multilingual.findings import UsageError, visible

SOURCE_CODE = "en"

SIGNS_OF_NAMES = " ()（），,-'’‘·་ʼ\u200c\u200d"
"""What endonyms have besides letters, in CLDR and in Chinese brackets."""
CODE = re.compile(r"[a-z]{2,3}(_[A-Za-z0-9]{2,8})*")
FORMER = {"in", "iw", "ji", "jw", "mo"}
"""Codes of two letters that languages had once (https://www.rfc-editor.org/rfc/rfc5646)."""
TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
AT_LINE = re.compile(r"at line (\d+)")
LONGEST = 60
"""Signs of a name or a tag."""
DIRECTIONS = ("ltr", "rtl")

DESCRIPTION = "language.toml"
"""What a folder of ``locale`` says of its language where Babel knows less or says otherwise."""

NO_CODE = "a language folder is named by a code such as es or pt_BR. Rename it."
Overrides = Mapping[str, Mapping[str, str]]


class LanguageError(UsageError):
    """A language that cannot be used as it stands; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the site.

    ``code`` is gettext's (``zh_CN``) and names the folder in ``locale/``; ``tag`` is the
    BCP 47 tag (``zh-Hans``) and names the folder in the built site; ``endonym`` is the
    language's name in itself; ``direction`` is ``ltr`` or ``rtl``.
    """

    code: str
    tag: str
    endonym: str
    direction: str

    @property
    def is_source(self) -> bool:
        """Whether this is the language that the source is written in."""
        return self.code == SOURCE_CODE


def describe(code: str, override: Mapping[str, str] | None = None) -> Language:
    """Return the language for a gettext code, as Babel's CLDR data describe it.

    ``override`` may give ``tag``, ``name`` and ``direction``; with the last two, Babel
    need not know the language.
    """
    given = dict(override or {})
    tag = given.get("tag", code.replace("_", "-"))
    locale = locale_of(code) if "-" not in code else None
    if locale is None:
        if {"name", "direction"} <= given.keys():
            return Language(code, tag, given["name"], given["direction"])
        raise LanguageError(
            f"locale/{code}: no language has the code {code!r}. Rename the folder, or write the "
            f"language's name and direction into locale/{code}/{DESCRIPTION}."
        )
    if str(locale) != code and str(locale).lower() == code.lower():
        raise LanguageError(f"locale/{code}: the code is written {locale}. Rename the folder.")
    if better := _better_code(code):
        raise LanguageError(f"locale/{code}: this language has the code {better}. Rename it.")
    direction = "rtl" if locale.character_order == "right-to-left" else "ltr"
    name = given.get("name") or locale.get_display_name(locale) or code
    return Language(code, tag, name, given.get("direction", direction))


def _better_code(code: str) -> str:
    """Return the code that BCP 47 has for a language, nothing if it is ``code`` itself.

    >>> _better_code("deu"), _better_code("es_MX")
    ('de', '')
    """
    language, *rest = code.split("_")
    known = get_global("language_aliases")
    if language in known and (len(language) > 2 or language in FORMER):
        return "_".join([known[language], *rest])
    return ""


# With a hundred languages, Babel would be asked for thousands while one of them is built.
@cache
def locale_of(code: str) -> Locale | None:
    """Return what Babel knows of the language with a code or a tag, if anything."""
    try:
        return Locale.parse(code.replace("-", "_"))
    # Babel raises errors of several kinds on what is no code.
    except Exception:
        return None


def is_same_language(code: str, other: str) -> bool:
    """Return whether two codes name one language, as zh-Hans and zh_CN do."""
    return _full_code(code) == _full_code(other)


def is_written_alike(code: str, other: str) -> bool:
    """Return whether two codes name one language in one script, in whichever country.

    >>> is_written_alike("es-419", "es"), is_written_alike("zh_TW", "zh_CN")
    (True, False)
    """
    return _full_code(code)[:2] == _full_code(other)[:2]


def _full_code(code: str) -> tuple[str | None, ...]:
    """Return language, script and territory of ``code``, the likely ones where it has none.

    >>> _full_code("zh-Hans") == _full_code("zh_CN")
    True
    """
    if (locale := locale_of(code)) is None:
        return (code.replace("-", "_").lower(),)
    known = get_global("likely_subtags")
    wider = (str(locale), f"{locale.language}_{locale.territory}", locale.language)
    likely = locale_of(next((known[name] for name in wider if name in known), "")) or locale
    return (
        locale.language,
        locale.script or likely.script,
        locale.territory or likely.territory,
        locale.modifier,
    )


def read_description(folder: Path) -> dict[str, str]:
    """Return what the folder of a language says of it: ``name``, ``direction``, ``tag`` or nothing.

    Raises ``LanguageError`` as ``path:line: fault``.
    """
    path = folder / DESCRIPTION
    shown = f"{folder.parent.name}/{folder.name}/{DESCRIPTION}"
    try:
        data = read_plain(path)
        given = load_toml(data)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise LanguageError(f"{shown}:1: this cannot be read: {error.strerror}.") from None
    except (ValueError, RecursionError) as error:
        line = (*AT_LINE.findall(str(error)), 1)[0]
        message = 'this is not TOML in UTF-8. Write lines such as direction = "rtl".'
        raise LanguageError(f"{shown}:{line}: {message}") from None
    for key, value in given.items():
        before = re.split(rf"(?m)^[ \t]*['\"]?{re.escape(key)}\b", data.decode())[0]
        refuse_description({key: value}, f"{shown}:{before.count(chr(10)) + 1}", folder.name)
    return given


def refuse_description(given: Mapping[str, object], place: str, code: str = "") -> None:
    """Raise ``LanguageError`` for the first wrong value of a description in a ``place``."""
    for key, value in given.items():
        if fault := _fault_of_description(key, value, code):
            raise LanguageError(f"{place}: {fault}")


def _fault_of_description(key: str, value: object, code: str) -> str | None:
    """Return what is wrong with a value of ``language.toml``, and what to do."""
    if key not in {"name", "direction", "tag"}:
        return f"nobody reads {key!r}. Write name, direction or tag."
    if not isinstance(value, str):
        return f'{key} is no text. Write it in quotes: {key} = "…".'
    # It stands on the pages of all languages, and no catalog holds it.
    if key == "name" and not _is_name(value):
        return "name has no letters, or other signs than a name has. Write an endonym."
    if len(value) > LONGEST:
        return f"{key} has more than {LONGEST} signs. Write a shorter one."
    if key == "direction" and value not in DIRECTIONS:
        return f"direction is {value!r}. Write ltr (left to right) or rtl (right to left)."
    return _fault_of_tag(value, code) if key == "tag" else None


def _is_name(name: str) -> bool:
    """Return whether ``name`` can be that of a language, and is no website and no markup."""
    kinds = (unicodedata.category(sign)[0] in "LM" or sign in SIGNS_OF_NAMES for sign in name)
    return any(map(str.isalpha, name)) and all(kinds)


def base_code(code: str) -> str:
    """Return the language of a code: that of Mexico (es_MX) and of Spain (es) is one."""
    return code.partition("_")[0]


def catalog_codes(code: str) -> list[str]:
    """Return the codes whose catalogs serve a language, as gettext looks for them.

    >>> catalog_codes("es_MX")
    ['es_MX', 'es']
    """
    parts = code.split("_")
    return ["_".join(parts[:end]) for end in range(len(parts), 0, -1)]


def unusable_codes(codes: Iterable[str]) -> dict[str, str]:
    """Return the codes whose catalogs would change the pages of another language, and why.

    gettext looks for ``es_ES`` before ``es``, and for ``en_US`` before ``en``
    (https://docs.python.org/3/library/locale.html#locale.normalize).

    >>> list(unusable_codes(["es", "es_ES", "es_MX"]))
    ['es_ES']
    """
    found = {}
    for code in codes:
        if code == SOURCE_CODE:
            found[code] = "the pages are written in this language. Delete the folder."
        for other in {SOURCE_CODE, *codes} - {code}:
            if normalize(other).partition(".")[0] == code:
                found[code] = f"readers of {other} would get it in place of {other}. Rename it."
    return found


def find_languages(
    locale_dir: Path, overrides: Overrides | None = None, refused: dict[str, str] | None = None
) -> list[Language]:
    """Return English and a language for each folder of ``locale_dir``, sorted by tag.

    What ``overrides`` say goes before what is in a folder. The source language comes first.
    Raises ``LanguageError`` for a folder that cannot be used, unless ``refused`` takes it.
    """
    overrides = overrides or {}
    names = {one.name for one in locale_dir.glob("[!.]*") if one.is_dir() and not one.is_symlink()}
    faults = {visible(name): NO_CODE for name in sorted(names) if not CODE.fullmatch(name)}
    faults |= sorted(unusable_codes(codes := set(filter(CODE.fullmatch, names))).items())
    codes -= faults.keys() | {SOURCE_CODE}
    found = [describe(SOURCE_CODE, overrides.get(SOURCE_CODE))]
    for code in sorted(codes):
        try:
            found.append(_found(locale_dir / code, overrides.get(code, {})))
        except LanguageError as error:
            faults[code] = str(error).removeprefix(f"locale/{code}: ")
    found.sort(key=lambda language: (not language.is_source, language.tag, language.code))
    faults |= faults_of_tags(found, locale_dir.name)
    told = {f"{locale_dir.name}/{code}": fault for code, fault in faults.items()}
    (refuse_first if refused is None else refused.update)(told)
    return [language for language in found if language.is_source or language.code not in faults]


def refuse_first(faults: Mapping[str, str]) -> None:
    """Raise ``LanguageError`` for the first of the folders that have faults."""
    if first := next(iter(faults.items()), None):
        raise LanguageError(": ".join(first))


def _found(folder: Path, override: Mapping[str, str]) -> Language:
    try:
        own = read_description(folder)
    except LanguageError:
        # Its own build refuses it, and the check tells why. The others go on.
        own = {} if locale_of(folder.name) else {"name": folder.name, "direction": "ltr"}
    return describe(folder.name, {**own, **override})


def faults_of_tags(languages: Sequence[Language], locale: str) -> dict[str, str]:
    """Return what is wrong with one tag of two languages, and with that of another, by code."""
    by_tag: dict[str, list[Language]] = {}
    for language in languages:
        # Many systems hold one folder of names that differ in capital letters alone.
        by_tag.setdefault(language.tag.casefold(), []).append(language)
    faults = {}
    for alike in (found for found in by_tag.values() if len(found) > 1):
        one = alike[0]
        first = "English, the language of the pages," if one.is_source else f"{locale}/{one.code}"
        for other in alike[1:]:
            faults[other.code] = (
                f"{first} has the tag {one.tag}, too, and two languages would have one address. "
                f"Give it its own, in {locale}/{other.code}/{DESCRIPTION} or conf.py, or delete it."
            )
    wrong = {one.code: _fault_of_tag(one.tag, one.code) for one in languages}
    return {code: fault for code, fault in wrong.items() if fault} | faults


def _fault_of_tag(tag: str, code: str) -> str | None:
    """Return what is wrong with a tag of BCP 47 for the language and script of ``code``, if any."""
    if not TAG.fullmatch(tag):
        return f"tag is {tag!r}. Write a tag of BCP 47, such as pt-BR."
    own = code.replace("_", "-")
    is_same = base_code(tag.replace("-", "_")).casefold() == base_code(code)
    if not code or tag == own or is_written_alike(tag, code) or (is_same and not locale_of(tag)):
        return None
    return f"the tag {tag!r} is not of this language, or not of its script. Write {own}."
