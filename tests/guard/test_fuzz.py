"""Whatever a catalog holds, it harms no reader, and the gate tells what the build refuses.

``make fuzz`` looks longer, round after round until one finds something:
``HYPOTHESIS_PROFILE=long``.
"""

from __future__ import annotations

import os
import shutil
import traceback
import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import polib
import pytest
import sphinx
from conftest import ROOT
from fuzzing import (
    PARSERS,
    SECRET,
    TEXT_ALONE,
    WORDS_SCRIPT,
    Target,
    catalogs,
    disagreements,
    is_only_words,
    mutations,
    new_parts,
    piece,
    real_target,
    sentences,
    small_target,
    write_catalog,
)
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.vendor.pretty import pretty
from small_catalogs import catalog_of, findings_in, message

from multilingual.build.forked_workers import ForkServer
from multilingual.build.site import build_site
from multilingual.catalogs.language_folder import INTERFACE_CATALOG
from multilingual.catalogs.message import Catalog, CatalogError
from multilingual.catalogs.reader import read_catalog
from multilingual.checks.all_checks import check_catalog
from multilingual.guard.mo_files import broken_catalogs
from multilingual.pages.chrome.assets import SAYING

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "short")
# To explain a failure, every line of every build would be traced. To make it smaller, hundreds of
# sites are built: the long search tells what it finds, and goes on to nothing else.
LEFT_OUT = [Phase.explain, Phase.shrink] if PROFILE == "long" else [Phase.explain]
PHASES = [phase for phase in Phase if phase not in LEFT_OUT]
USUAL = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "database": None,
    "phases": PHASES,
}
settings.register_profile("short", derandomize=True, **USUAL)
settings.register_profile("long", print_blob=True, **USUAL)
settings.load_profile(PROFILE)

# What ends a test from outside looks to Hypothesis like a failure that does not come again.
pytestmark = pytest.mark.timeout(0 if PROFILE == "long" else 300)

CODES = ("ar", "es", "fr", "hi", "zh_CN")
EVERY_TARGET = {"gettext_additional_targets": ["literal-block", "index"]}


def examples(short: int, long: int) -> settings:
    return settings(max_examples=long if PROFILE == "long" else short)


class Attack:
    """A project, its messages by page, and its pages with harmless catalogs.

    ``published`` is its whole site, for a test that needs it. No dataclass: Hypothesis shows the
    fields of one before it repeats a failure, and warns that hundreds of kilobytes are too many.
    Such a warning is an error here, so that no failure ever came again.
    """

    def __init__(
        self,
        target: Target,
        pairs: dict[str, dict[str, str]],
        known: Sequence[dict[str, str]] = (),
        published: Mapping[str, bytes] = MappingProxyType({}),
    ) -> None:
        self.target, self.pairs = target, pairs
        self.known, self.published = known, published

    def look(self, page: str, messages: dict[str, str]) -> None:
        """Build with a hostile catalog of ``page`` and hold what must hold."""
        write_catalog(self.target.path(page), messages)
        self.look_at_catalogs()

    def look_at_catalogs(self) -> None:
        try:
            self._look_at_catalogs()
        except Exception:
            # Where all is well when it is repeated, Hypothesis tells that alone.
            traceback.print_exc()
            raise

    def _look_at_catalogs(self) -> None:
        outcome, findings = self.target.build(), self.target.check()
        assert outcome.problems == []
        files = self.target.files()
        assert [name for name, data in files.items() if SECRET.encode() in data] == []
        scripts = {name: file for name, file in files.items() if WORDS_SCRIPT.fullmatch(name)}
        assert [name for name, file in scripts.items() if not is_only_words(file.decode())] == []
        new = {
            name: found
            for name, page in self.target.pages().items()
            for parser in PARSERS
            if (found := new_parts(page, *self.known_as(name), parser=parser))
        }
        assert new == {}
        assert disagreements(outcome, findings, self.texts_alone()) == []

    def texts_alone(self) -> set[tuple[str, str]]:
        """Return the path and line of messages that only the gate takes for markup."""
        return {
            (catalog.path, str(message.line))
            for path in sorted(self.target.catalogs.glob("slots.po"))
            for catalog in [read(path, self.target.folder)]
            for message in catalog.translations
            if message.msgid in TEXT_ALONE
        }

    def known_as(self, name: str) -> Iterator[str]:
        return (pages[name] for pages in self.known if name in pages)


def read(path: Path, root: Path) -> Catalog:
    try:
        return read_catalog(path, root)
    except CatalogError:
        return Catalog()


def attack(target: Target, pairs: dict[str, dict[str, str]]) -> Attack:
    """Build the pages with no translation, with harmless ones, and with all of these but one."""
    known = []
    for left_out in (slice(None), slice(5, 6), slice(0)):
        for page, messages in pairs.items():
            gone = list(messages)[left_out]
            some = {msgid: one for msgid, one in messages.items() if msgid not in gone}
            write_catalog(target.path(page), some)
        outcome = target.build()
        assert (outcome.problems, outcome.refused) == ([], [])
        known.append(target.pages())
    return Attack(target, pairs, known)


def in_other_words(msgid: str) -> str:
    """Return a translation with the same markup."""
    ends = ("::", "`_", "`__", "*", "\n")
    return msgid.replace("e", "é", 1) if msgid.endswith(ends) else f"{msgid} é"


def small_attack(folder: Path, more: dict[str, object]) -> Attack:
    folder.mkdir()
    target = small_target(folder, {"html_use_index": False, **more})
    slots = [one for one in target.messages()["slots"] if not one.endswith("::")]
    return attack(target, {"slots": {msgid: in_other_words(msgid) for msgid in slots}})


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Attack:
    return small_attack(tmp_path_factory.mktemp("small") / "project", {})


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> Attack:
    return small_attack(tmp_path_factory.mktemp("every") / "project", EVERY_TARGET)


def translations(catalog: Path) -> dict[str, str]:
    return {one.msgid: one.msgstr for one in polib.pofile(str(catalog)) if not one.msgid_plural}


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Attack:
    target = real_target(tmp_path_factory.mktemp("real") / "project")
    pairs = {path.stem: translations(path) for path in sorted(target.catalogs.glob("*.po"))}
    return attack(target, pairs)


@pytest.fixture(scope="module")
def interface(tmp_path_factory: pytest.TempPathFactory) -> Attack:
    folder = tmp_path_factory.mktemp("interface") / "project"
    folder.mkdir()
    target = small_target(folder, {"html_use_index": False})
    own = translations(ROOT / "locale/es/LC_MESSAGES/sphinx.po")
    words = [one for one in (*own, *words_of_sphinx(), "Small") if one and "&" not in one]
    write_catalog(target.path("slots"), {"A plain paragraph stays here.": "Un párrafo."})
    return attack(target, {INTERFACE_CATALOG: {one: one for one in words}})


def words_of_sphinx() -> Iterator[str]:
    catalog = Path(sphinx.__file__).parent / "locale" / "es" / "LC_MESSAGES" / "sphinx.po"
    for one in polib.pofile(str(catalog)):
        if any("theme" in path or "writers" in path for path, _line in one.occurrences):
            yield one.msgid


# --------------------------------------------------------------------------------- builds


@examples(short=6, long=18)
@given(data=st.data())
def test_no_message_of_any_kind_does_harm(small: Attack, data: st.DataObject) -> None:
    small.look("slots", data.draw(catalogs(small.pairs["slots"])))


@examples(short=2, long=8)
@given(data=st.data())
def test_program_text_and_pictures_do_no_harm(every: Attack, data: st.DataObject) -> None:
    every.look("slots", data.draw(catalogs(every.pairs["slots"])))


@examples(short=2, long=8)
@given(data=st.data())
def test_no_word_of_the_interface_does_harm(interface: Attack, data: st.DataObject) -> None:
    interface.look(INTERFACE_CATALOG, data.draw(catalogs(interface.pairs[INTERFACE_CATALOG])))


@examples(short=1, long=5)
@given(data=st.data())
def test_no_change_of_a_real_catalog_does_harm(real: Attack, data: st.DataObject) -> None:
    page = data.draw(st.sampled_from(sorted(real.pairs)))
    pairs = real.pairs[page]
    messages = pairs | data.draw(catalogs(pairs))
    try:
        real.look(page, messages)
    finally:
        write_catalog(real.target.path(page), pairs)


# ---------------------------------------------------------------------------- other languages


def published(target: Target) -> dict[str, bytes]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with ForkServer(workers=1) as server:
            project = target.project
            outcomes = build_site(project, project.languages(), server, lambda _: None)
    assert [one.problems for one in outcomes] == [()] * len(outcomes) or not any(
        one.problems for one in outcomes
    )
    site = target.folder / "build" / "html"
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Attack:
    folder = tmp_path_factory.mktemp("whole") / "project"
    folder.mkdir()
    target = small_target(folder, {})
    own = translations(ROOT / "locale/es/LC_MESSAGES/sphinx.po")
    pairs = {
        "index": {"Home": "Inicio", "You can live together.": "Pueden vivir juntos."},
        INTERFACE_CATALOG: {one: own[one] for one in own if one},
    }
    for page, messages in pairs.items():
        write_catalog(target.path(page), messages)
    return Attack(target, pairs, published=published(target))


@examples(short=2, long=6)
@given(data=st.data())
def test_other_languages_have_the_same_bytes_and_the_root_pages_the_same_parts(
    whole: Attack, data: st.DataObject
) -> None:
    before = whole.published
    for page, pairs in whole.pairs.items():
        write_catalog(whole.target.path(page), pairs | data.draw(catalogs(pairs)))
    after = published(whole.target)
    others = {name for name in before.keys() | after.keys() if name.startswith(("en/", "fr/"))}
    assert others
    assert [name for name in sorted(others) if before.get(name) != after.get(name)] == []
    assert [name for name, file in after.items() if SECRET.encode() in file] == []
    for name in ("index.html", "404.html"):
        assert new_parts(after[name].decode(), before[name].decode()) == []


# ---------------------------------------------------------------------------------- the gate


@examples(short=100, long=1333)
@given(data=st.data())
def test_no_text_stops_the_checks(data: st.DataObject) -> None:
    anything = st.one_of(st.text(max_size=60), sentences(), piece)
    msgid = data.draw(anything)
    msgstr = data.draw(st.one_of(anything, mutations(msgid)))
    plural = data.draw(st.one_of(st.just(""), anything))
    form = data.draw(st.integers(0, 5)) if plural else None
    flags = data.draw(st.sets(st.sampled_from(["python-format", "python-brace-format", "fuzzy"])))
    code = data.draw(st.sampled_from([*CODES, "sw"]))
    forms = [msgstr] if form is None else ["" for _before in range(form)] + [msgstr]
    given = message(msgid, *forms, plural=plural, flags=flags)
    page = data.draw(st.sampled_from([INTERFACE_CATALOG, "page"]))
    for one in check_catalog(catalog_of(code, given, page=page)):
        assert one.message
        assert "\n" not in str(one)


@pytest.mark.parametrize(
    "text", ["a", "*a ", "`", "<", "5 mg ", "-", "1.", "|", "\\", "(", "%", "ا ", "字"]
)
def test_a_long_text_is_told_and_stops_nothing(text: str) -> None:
    assert check_catalog(catalog_of("es", ("Take 5 mg.", text * (3_000 // len(text)))))


@examples(short=25, long=200)
@given(data=st.data())
def test_flipped_bytes_are_told_and_stop_nothing(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    code = data.draw(st.sampled_from(CODES))
    original = data.draw(st.sampled_from(sorted((ROOT / "locale" / code).glob("LC_MESSAGES/*.po"))))
    damaged = bytearray(original.read_bytes()[: data.draw(st.integers(200, 6000))])
    for _ in range(data.draw(st.integers(0, 3))):
        place = data.draw(st.integers(0, len(damaged) - 1))
        some = st.one_of(
            st.binary(max_size=3), st.sampled_from([b'"', b"\\", b"\n", b"#~ ", b"msg"])
        )
        damaged[place : place + data.draw(st.integers(0, 3))] = data.draw(some)
    root = tmp_path_factory.getbasetemp() / "flipped"
    path = root / "locale" / code / "LC_MESSAGES" / original.name
    shutil.rmtree(root, ignore_errors=True)
    path.parent.mkdir(parents=True)
    path.write_bytes(damaged)
    findings = findings_in(root / "locale" / code)
    if broken_catalogs(root / "locale" / code):
        assert "syntax" in {one.rule for one in findings}


@examples(short=1, long=5)
@given(data=st.data())
def test_flipped_bytes_harm_no_reader(real: Attack, data: st.DataObject) -> None:
    page = data.draw(st.sampled_from(sorted(real.pairs)))
    path = real.target.path(page)
    original = path.read_bytes()
    damaged = bytearray(original)
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(damaged) - 1))
        damaged[place : place + 1] = data.draw(st.binary(max_size=2))
    path.write_bytes(damaged)
    try:
        real.look_at_catalogs()
    finally:
        path.write_bytes(original)


# -------------------------------------------------------------------------------- the oracle

PAGE = """<!doctype html><html lang="en"><head><title>T</title></head><body>
<h1 id="t">T</h1><p class="a">W <strong>b</strong> <a href="https://nhs.uk">n</a>
<img alt="x" src="x.svg"></p><span class="math">x</span><script>ok()</script></body></html>"""
VIOLATIONS = {
    "an element": ("W", "<iframe></iframe>"),
    "one more link": ("W", '<a href="https://nhs.uk">n</a>'),
    "another address": ("https://nhs.uk", "https://evil.example"),
    "another scheme": ("https://nhs.uk", "javascript:alert(1)"),
    "another image": ("x.svg", "y.svg"),
    "an attribute": ('class="a"', 'class="a" title="x"'),
    "a style": ('class="a"', 'class="a" style="color:red"'),
    "an event": ('alt="x"', 'alt="x" onerror="alert(1)"'),
    "a set of images": ('alt="x"', 'alt="x" srcset="y.png"'),
    "a class": ('class="a"', 'class="a b"'),
    "an id": ('id="t"', 'id="u"'),
    "a form": ("W", '<form action="https://evil.example"></form>'),
    "a refresh": ("<title>", '<meta http-equiv="refresh" content="0;url=//evil"><title>'),
    "a program": ("ok()", "alert(1)"),
    "a comment": ("W", "<!-- W -->"),
    "a formula": (">x<", ">\\href{javascript:alert(1)}{x}<"),
}


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("name", VIOLATIONS)
def test_the_oracle_sees(name: str, parser: str) -> None:
    old, new = VIOLATIONS[name]
    assert old in PAGE
    assert new_parts(PAGE.replace(old, new), PAGE, parser=parser)


@pytest.mark.parametrize("parser", PARSERS)
def test_the_oracle_allows_words_and_languages(parser: str) -> None:
    other = PAGE.replace("W", "Palabras").replace('lang="en"', 'lang="ar" dir="rtl"')
    other = other.replace('alt="x"', 'alt="javascript:"').replace("<strong>b</strong>", "")
    assert new_parts(other, PAGE, parser=parser) == []


@pytest.mark.parametrize("words", ['"W"', '"\\u003c/script>"', '"W"}, "b": {"script": "a.b0.js"'])
def test_the_oracle_allows_words_that_scripts_say(words: str) -> None:
    assert is_only_words(SAYING % f'{{".a": {{"done": {words}}}}}')


@pytest.mark.parametrize("words", ['"W" + alert(1)', '"W"}, "b": {"script": "https://a.b/c.js"'])
def test_the_oracle_sees_a_program_in_words_that_scripts_say(words: str) -> None:
    assert not is_only_words(SAYING % f'{{".a": {{"done": {words}}}}}')


def test_a_failure_is_told_and_not_its_surroundings(small: Attack) -> None:
    assert len(pretty(small)) < 500


# ------------------------------------------------------------------------ what does not hold

PLAIN = "A plain paragraph stays here."
NAMED = "See outside_ and `Another heading`_ and `the words <outside_>`__ too."
TARGET = "An _`inline target` and :math:`x^2` and :sup:`up` here."
HIDDEN = "A word\u2060joiner stays and a soft\u00adhyphen too."
ROLES = (
    "The :term:`flare` and :abbr:`SLE (systemic lupus)` and :kbd:`Ctrl` and :guilabel:`Save` stand."
)
ODD = {
    "an anchor of the translator's choice": (TARGET, TARGET.replace("inline target", "t")),
    "an unknown role with a domain": (PLAIN, ":x:download:`y`"),
    "an unknown role with a domain in an alternative text": ("A small picture", ":x:y:`z`"),
    "the words of a named reference": (NAMED, NAMED.replace("the words", "las palabras")),
    "a glossary term of nothing": ("flare", "\\ "),
    "marks in a numbered heading": ("1. Numbered heading", "1. Numbered **heading**"),
    "a role for marks": ("A paragraph with **bold words** in it.", ":strong:`x`"),
    "a mark in a role": (ROLES, ROLES.replace("Save", "S*ave*")),
    "an entity": ("A list item stays here.", "Hola &lt;b&gt; x."),
    "a heading of signs": ("Another heading", "#. "),
    "a link in a formula": ("a = b\n\n", "\\href{javascript:alert(1)}{x}\n\n"),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_translation_harms_nothing(small: Attack, name: str) -> None:
    small.look("slots", dict([ODD[name]]))


def test_a_named_reference_to_another_place_stops_no_build(small: Attack) -> None:
    small.look("slots", {NAMED: NAMED.replace("outside_ and", "evil_ and")})


def test_a_hidden_sign_of_the_english_lets_no_other_in(small: Attack) -> None:
    small.look("slots", {HIDDEN: HIDDEN.replace("stays", "\u202estays")})
    assert "\u202e" not in small.target.pages()["slots.html"]


def test_a_translation_of_nothing_is_not_shown(small: Attack) -> None:
    small.look("slots", {PLAIN: "\\ "})
    assert PLAIN in small.target.pages()["slots.html"]
