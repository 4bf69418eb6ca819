"""How each tool builds the same corpus: what it is given, and which commands it is built with."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from benchmark.corpus import Corpus, change_a_message, markdown, write_catalogs, write_rst

ROOT = Path(__file__).parents[1]
RIVALS = ROOT / "build" / "rivals" / "bin"
"""Where ``make rivals`` puts what is not one of this project's own tools."""

Command = Sequence[str]


@dataclass(frozen=True, slots=True)
class Contender:
    """A tool. ``states`` are those of a site it can build: cold, changed and unchanged."""

    name: str
    program: str | None
    prepare: Callable[[Corpus, Path], None]
    commands: Callable[[Corpus, Path], Sequence[Command]]
    made: Sequence[str]
    states: Sequence[str] = ("cold",)

    @property
    def is_installed(self) -> bool:
        """Whether it can be run here."""
        return self.program is None or find_program(self.program) is not None

    def clean(self, folder: Path) -> None:
        """Take away what it has made, so that the next build is cold.

        It is moved and not deleted: for some seconds after thousands of files are deleted,
        ext4 is slow to make new ones, and whoever is measured next would pay for it.
        """
        for name in self.made:
            if (folder / name).exists():
                (folder / name).rename(
                    Path(mkdtemp(prefix=f"{folder.name}-", dir=folder.parent), name)
                )
        for compiled in folder.rglob("*.mo"):
            compiled.unlink()

    def change(self, folder: Path, number: int) -> None:
        """Change one message of one language."""
        change_a_message(folder / "locale", "es", number)


def find_program(name: str) -> str | None:
    """Return the path of a program, that of ``make rivals`` before any other."""
    return shutil.which(name, path=os.pathsep.join((str(RIVALS), os.environ.get("PATH", ""))))


def _program(name: str) -> str:
    found = find_program(name)
    assert found is not None, f"{name} is not installed"
    return found


def environment() -> Mapping[str, str]:
    """Return the variables that every tool is run with."""
    # As people have it, Python keeps what it has compiled, as pip did for what is installed.
    ours = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**ours, "NO_MKDOCS_2_WARNING": "1"}


OURS = """
project = "Benchmark"
html_theme = "furo"
html_copy_source = False
html_use_index = False
extensions = ["multilingual.pages"]
locale_dirs = ["locale"]
gettext_auto_build = False
gettext_compact = False
html_baseurl = "https://benchmark.test/"
bibtex_bibfiles = []
"""
PLAIN = """
project = "Benchmark"
html_theme = "furo"
html_copy_source = False
html_use_index = False
locale_dirs = ["../locale"]
gettext_compact = False
html_baseurl = "https://benchmark.test/"
"""


def _prepare_ours(corpus: Corpus, folder: Path) -> None:
    write_rst(corpus, folder / "source", "short-answer::")
    write_catalogs(corpus, folder / "locale")
    (folder / "conf.py").write_text(OURS)
    shutil.copy(ROOT / "docutils.conf", folder)


def _build_ours(_corpus: Corpus, _folder: Path) -> Sequence[Command]:
    return [[sys.executable, "-P", "-m", "multilingual", "build", "--quiet"]]


def _prepare_loop(corpus: Corpus, folder: Path) -> None:
    write_rst(corpus, folder / "source", "container:: short-answer")
    write_catalogs(corpus, folder / "locale")
    (folder / "conf.py").write_text(PLAIN)


def _build_loop(corpus: Corpus, _folder: Path) -> Sequence[Command]:
    sphinx = [sys.executable, "-P", "-m", "sphinx", "-q", "-b", "html", "-c", "."]
    return [
        [*sphinx, "-D", f"language={code}", "-d", f"doctrees/{code}", "source", f"html/{code}"]
        for code in corpus.codes
    ]


def _tag(code: str) -> str:
    # Material for MkDocs has words for zh and none for zh-CN.
    return "zh" if code == "zh_CN" else code.replace("_", "-")


def _prepare_mkdocs(corpus: Corpus, folder: Path) -> None:
    languages = "".join(
        f"        - locale: {_tag(code)}\n          name: {code}\n          build: true\n"
        + ("          default: true\n" if code == "en" else "")
        for code in corpus.codes
    )
    _write_pages(corpus, folder / "docs", "{page}.{tag}.md", {"en": "{page}.md"})
    (folder / "mkdocs.yml").write_text(
        "site_name: Benchmark\nsite_url: https://benchmark.test/\ntheme:\n  name: material\n"
        "  font: false\nplugins:\n  - search\n  - i18n:\n      docs_structure: suffix\n"
        f"      languages:\n{languages}"
    )


def _build_mkdocs(_corpus: Corpus, _folder: Path) -> Sequence[Command]:
    return [[_program("mkdocs"), "build", "--quiet"]]


def _prepare_zensical(corpus: Corpus, folder: Path) -> None:
    _write_pages(corpus, folder / "docs", "{tag}/{page}.md", {"en": "{page}.md"})
    (folder / "zensical.toml").write_text('[project]\nsite_name = "Benchmark"\n')


def _build_zensical(_corpus: Corpus, _folder: Path) -> Sequence[Command]:
    return [[_program("zensical"), "build", "--clean"]]


HUGO_PAGE = """<!doctype html><html lang="{{ .Site.Language.Lang }}"><head>
<meta charset="utf-8"><title>{{ .Title }}</title></head><body>
<nav>{{ range .Site.RegularPages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ range .Translations }}<a href="{{ .RelPermalink }}">{{ .Language.Lang }}</a>{{ end }}</nav>
<main data-pagefind-body>{{ .Content }}</main></body></html>
"""


def _prepare_hugo(corpus: Corpus, folder: Path) -> None:
    _write_pages(corpus, folder / "content", "{page}.{tag}.md", {"en": "{page}.en.md"}, hugo=True)
    (folder / "layouts" / "_default").mkdir(parents=True)
    for layout in ("single.html", "list.html"):
        (folder / "layouts" / "_default" / layout).write_text(HUGO_PAGE)
    languages = "".join(
        f"[languages.{_tag(code).lower()}]\nweight = {number}\n"
        for number, code in enumerate(corpus.codes, start=1)
    )
    (folder / "hugo.toml").write_text(
        'baseURL = "https://benchmark.test/"\ntitle = "Benchmark"\ndisableKinds = ["taxonomy", '
        f'"term", "RSS"]\ndefaultContentLanguage = "en"\n{languages}'
    )


def _build_hugo(_corpus: Corpus, _folder: Path) -> Sequence[Command]:
    pagefind = [sys.executable, "-P", "-m", "pagefind", "--site", "public", "--silent"]
    return [[_program("hugo"), "--quiet"], pagefind]


def _write_pages(
    corpus: Corpus, docs: Path, name: str, names: Mapping[str, str], *, hugo: bool = False
) -> None:
    for code in corpus.codes:
        for page in corpus.pages:
            pattern = names.get(code, name)
            path = docs / pattern.format(
                page=page.name, tag=_tag(code).lower() if hugo else _tag(code)
            )
            path.parent.mkdir(parents=True, exist_ok=True)
            text = markdown(page, code)
            title = text.split("\n", 1)[0].removeprefix("# ")
            path.write_text(f'---\ntitle: "{title}"\n---\n{text}' if hugo else text, "utf-8")
        path = docs / names.get(code, name).format(
            page="_index" if hugo else "index", tag=_tag(code).lower() if hugo else _tag(code)
        )
        path.write_text("# Home\n\nWelcome.\n", "utf-8")


SITE = ("conf.py", "docutils.conf", "source", "locale", "reviewers.toml")
"""What this project's own site is made from."""


def copy_site(folder: Path) -> None:
    """Copy this project's own site into ``folder``, which is there."""
    for name in SITE:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)


def _prepare_site(_corpus: Corpus, folder: Path) -> None:
    copy_site(folder)


STATES = ("cold", "changed", "unchanged")
CONTENDERS = (
    Contender("multilingual", None, _prepare_ours, _build_ours, ("build",), STATES),
    Contender("sphinx-build loop", None, _prepare_loop, _build_loop, ("html", "doctrees"), STATES),
    Contender("mkdocs-material + static-i18n", "mkdocs", _prepare_mkdocs, _build_mkdocs, ("site",)),
    Contender(
        "zensical (no i18n)", "zensical", _prepare_zensical, _build_zensical, ("site", ".cache")
    ),
    Contender("Hugo + Pagefind", "hugo", _prepare_hugo, _build_hugo, ("public", "resources")),
)
REAL = (
    Contender("multilingual", None, _prepare_site, _build_ours, ("build",)),
    Contender("sphinx-build loop", None, _prepare_site, _build_loop, ("html", "doctrees", "build")),
)
"""For the site of this project. The loop makes the same pages, with the guards and the search."""
