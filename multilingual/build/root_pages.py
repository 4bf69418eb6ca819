"""What lies above all languages: the choice of a language, 404, robots, sitemap and figures."""

from __future__ import annotations

import gettext
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, select_autoescape

from multilingual.build.sitemap import HOME_PAGE, write_sitemap
from multilingual.catalogs.language_folder import INTERFACE_CATALOG
from multilingual.files import original_names
from multilingual.languages import Language
from multilingual.project import (
    ANSWERS,
    ASSETS,
    OFFLINE_WORKER,
    POLICY,
    OwnWords,
    Project,
    site_address,
)
from multilingual.status.redirects import Redirects
from multilingual.templates.interface_catalog import IN_ENGLISH_ONLY, marked

TEMPLATES = Path(__file__).parent / "root_templates"
HEADERS = "_headers"
"""What many web hosts read to know which headers to send; others pass it over."""
REDIRECTS_OF_HOSTS = "_redirects"
"""As much, for old addresses (https://docs.netlify.com/routing/redirects/)."""
REDIRECTS_OF_NGINX = "redirects.nginx.conf"
"""The same for a ``server`` of nginx, to ``include`` there."""
RULES = "Where old addresses lead, made of source/redirects.csv."
STATIC = Path(__file__).parents[1] / "pages" / "chrome" / "static"
WORDS = {
    "choose": marked("Choose your language"),
    "go_on": marked("Continue in this language"),
    "not_found": marked("This page was not found."),
    "home": marked("Go to the home page"),
    "help": marked("Get help now"),
    # Each page says these, too.
    "search": "Search",
    "questions": "All questions",
}
"""What an entrance says."""
TITLE = re.compile(r"<title>([^<]*)</title>")
LINE_OF_ALL, LINE_IN_ENGLISH = "line of all pages", "line of all pages, in English"
"""Under what the words of a language have a line on who made and who checked its pages, which is
true of all of them; the second where no words of its own count."""

PREVIEW = re.compile(
    r'<meta (?:property="og:(?!url|locale)[^<>]*|name="(?:twitter:card|description)"[^<>]*)>'
)
"""How the home page is shown where somebody passes it on, and with it the choice of a language."""


@dataclass(frozen=True, slots=True)
class Entrance:
    """A language on the root pages, with their words in that language."""

    language: Language
    title: str
    name: str
    choose: str
    go_on: str
    not_found: str
    home: str
    help: str
    search: str
    questions: str
    help_page: str
    notice: str
    is_notice_english: bool
    preview: Sequence[str]


@dataclass(frozen=True, slots=True)
class Settings:
    """What the root pages say of the site: its name, its address and its mark (a file)."""

    project: str
    address: str
    mark: Path | None
    help_page: str = ""
    redirects: Redirects | None = None


def settings_of(project: Project) -> Settings:
    """Return what the root pages say of the site of ``project``."""
    mark = project.conf.get("html_favicon")
    return Settings(
        project=project.conf["project"],
        address=site_address(project.conf.get("html_baseurl", "")),
        mark=project.root / mark if mark else None,
        help_page=project.conf.get("multilingual_help_page", ""),
        redirects=Redirects.of(project.root),
    )


def words_of(
    language: Language, catalogs: Path, project: str, own: Mapping[str, str]
) -> dict[str, str]:
    """Return what the root pages say, in a language, by its English, and the name of the project.

    ``catalogs`` is the folder of compiled catalogs, ``own`` are words that the site has of its own.
    """
    found = gettext.translation(INTERFACE_CATALOG, catalogs, [language.code], fallback=True)
    catalog = OwnWords(own, found)
    return {text: catalog.gettext(text) for text in english_words(project)}


def english_words(project: str) -> tuple[str, ...]:
    """Return what the root pages say in every language, in English."""
    return (*WORDS.values(), project, IN_ENGLISH_ONLY)


def line_as_words(line: tuple[str, bool] | None) -> dict[str, str]:
    """Return a line on all pages of a language, and whether it is in English, among its words."""
    return {LINE_IN_ENGLISH if line[1] else LINE_OF_ALL: line[0]} if line else {}


def write_root(
    folder: Path,
    languages: Sequence[tuple[Language, Path, Mapping[str, str], Mapping[str, str]]],
    settings: Settings,
    assets: Iterable[Iterable[str]],
) -> list[str]:
    """Write the root pages into ``folder``, and return how all assets of the site are called.

    ``languages`` come with the folder that holds their pages, with their words, and with the
    pages for search engines and the days of their last change; ``assets`` are those of each
    language, the newest last, which have those of the root pages among them.
    """
    entrances = [_entrance(*language[:3], settings) for language in languages]
    listed = {language.tag: pages for language, _folder, _words, pages in languages}
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=select_autoescape(), trim_blocks=True
    )
    address = settings.address
    path = urlsplit(address).path
    mark = settings.mark.name if settings.mark else ""
    named = {"style": "root.css", "script": "root.js", "missing": "missing.js", "mark": mark}
    every = [list(names) for names in assets]
    shared = {name: file for names in every for name, file in original_names(names).items()}
    called = {key: shared.get(name, "") for key, name in (named | {"theme": "theme.js"}).items()}
    for name in ("index.html", "404.html", "robots.txt", HEADERS):
        page = templates.get_template(name).render(
            entrances=entrances,
            alternates=[tag for tag, pages in listed.items() if HOME_PAGE in pages],
            project=settings.project,
            address=address,
            path=path,
            # The page of what is missing is shown at any address.
            place=f"{path}/{ASSETS}/" if name == "404.html" else f"{ASSETS}/",
            policy=POLICY,
            **called,
            above=f"{path}/" if name == "404.html" else "",
        )
        (folder / name).write_text(page, encoding="utf-8")
    worker = (STATIC / OFFLINE_WORKER).read_bytes()
    (folder / OFFLINE_WORKER).write_bytes(worker)
    write_sitemap(folder, address, listed)
    write_redirects(folder, path, listed, settings.redirects)
    # GitHub Pages would leave out folders such as _static.
    (folder / ".nojekyll").touch()
    return sorted({name for names in every for name in names})


def write_redirects(
    folder: Path,
    path: str,
    listed: Mapping[str, Mapping[str, str]],
    redirects: Redirects | None,
) -> None:
    """Write for web hosts, and for nginx, where old addresses of pages lead.

    Pages do so by themselves (``pages/chrome/redirects.py``); a server is faster, and tells search
    engines that it is for good. It does not know the label, so a page whose labels are elsewhere
    is left to itself. Both files are always there, to be named in a configuration.
    """
    start = f"{ANSWERS}/"
    every = {page for pages in listed.values() for page in pages}
    questions = {page.removeprefix(start) for page in every if page.startswith(start)}
    moved = redirects.moved_pages(questions) if redirects else {}
    ways = [
        (f"{path}/{tag}/{old}.html", f"{path}/{tag}/{page}.html{sign}{label}")
        for tag in sorted(listed)
        for old, new in sorted(moved.items())
        if not (redirects and redirects.is_split(old, new))
        for page, sign, label in [new.partition("#")]
    ]
    plain = "".join(f"{old} {new} 301\n" for old, new in ways)
    nginx = "".join(f'location = "{old}" {{ return 301 "{new}"; }}\n' for old, new in ways)
    (folder / REDIRECTS_OF_HOSTS).write_text(f"# {RULES}\n{plain}", encoding="utf-8")
    (folder / REDIRECTS_OF_NGINX).write_text(f"# {RULES}\n{nginx}", encoding="utf-8")


def write_figures(folder: Path, languages: Sequence[tuple[Language, Mapping[str, object]]]) -> None:
    """Write how far each page of each language is, for programs, if anything is known of it."""
    known = {
        language.tag: {"endonym": language.endonym, "pages": figures}
        for language, figures in languages
        if figures
    }
    if known:
        text = json.dumps(known, ensure_ascii=False, indent=1)
        (folder / "translations.json").write_text(f"{text}\n", encoding="utf-8")


def _entrance(
    language: Language, pages: Path, words: Mapping[str, str], settings: Settings
) -> Entrance:
    said = {name: words.get(text, text) for name, text in WORDS.items()}
    help_page = f"{settings.help_page}.html"
    has_help = (pages / help_page).is_file()
    home = (pages / "index.html").read_text(encoding="utf-8")
    return Entrance(
        language,
        title=_found(TITLE, home),
        name=words.get(settings.project, settings.project),
        **said,
        help_page=help_page if has_help else "",
        notice=words.get(LINE_OF_ALL) or words.get(LINE_IN_ENGLISH, ""),
        is_notice_english=LINE_OF_ALL not in words,
        preview=PREVIEW.findall(home),
    )


def _found(pattern: re.Pattern[str], page: str) -> str:
    found = pattern.search(page)
    return found[1].strip() if found else ""
