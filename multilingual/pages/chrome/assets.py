"""What is the same in all languages: the stylesheet, the script and the mark of the site.

Each is called by what is in it, so that a browser may keep it for ever, and lies once beside the
languages. What other extensions and ``conf.py`` add to every page is joined to it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from multilingual.files import FINGERPRINTED, fingerprinted, is_whole, write_whole
from multilingual.pages.chrome.site_styles import ON_DEMAND as STYLED
from multilingual.pages.chrome.site_styles import sheet_of, site_styles
from multilingual.pages.chrome.stylesheets import joined
from multilingual.pages.chrome.variables import with_short_names
from multilingual.project import ASSETS, OF_THE_BUILD, POLICY

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

BOOK = "epub"
"""Sphinx's name for the builder of books, which have none of this."""
STATIC = Path(__file__).parent / "static"
SCRIPT = "site.js"
THEME = "theme.js"
"""Runs before a page is shown, so that its colours do not change before the reader's eyes."""
WORDS, WORDS_SCRIPT = "words.html", "words-{}.js"
SAYING = """const { src } = document.currentScript;
for (const [place, said] of Object.entries(%s)) {
for (const name of ["script", "worker"]) if (said[name]) said[name] = new URL(said[name], src).href;
for (const node of document.querySelectorAll(place)) Object.assign(node.dataset, said);
}
"""
"""Puts what other scripts say, in the language of the page, where they look for it."""
FIRST = (THEME, "first.js")
"""What a page runs before a reader does something."""
READY = b'addEventListener("DOMContentLoaded", () => {\n%s\n});\n'
"""Around scripts of others, which are for what stands on the page."""
STYLING = b"""try {
const sheet = new CSSStyleSheet();
sheet.replaceSync(%s);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
} catch {
}
"""
"""Before a script that makes what no page has as it comes: the rules for that. The policy allows
them, and they cost no request. A browser that cannot add them runs the script all the same."""
ACTIONS = "actions.js"
ON_DEMAND = (ACTIONS, "search.js", "beside.js", "offline.js", "answer.js", "moved.js")
"""Scripts that are loaded once a reader asks for what they do, the first once she acts, or comes by
an old address."""
PARTS_OF = {
    ACTIONS: ("page.js", "switcher.js", "furniture.js", "answer-tools.js", "keep.js"),
    "answer.js": ("share.js", "listen.js"),
    "root.js": ("reader-language.js", "root.js"),
    "missing.js": ("reader-language.js", "missing.js"),
}
"""Scripts that are one file, since one wish or page asks for all of them."""
OF_ROOT = ("root.css", "root.js", "missing.js")
"""What the pages above the languages load."""
UNUSED = (
    *("documentation_options.js", "doctools.js", "sphinx_highlight.js", "translations.js"),
    *("scripts/furo.js", "pygments.css", "styles/furo.css", "styles/furo-extensions.css"),
)
"""What Sphinx and furo add to each page, and ours have in them or do without."""
BLANK = re.compile(r"\n\s*")
COMMENTS = re.compile(r"^\s*/\*\*[\s\S]*?\*/\n|^\s*//.*\n|(?<=[;,]) // .*$|^\s+", re.MULTILINE)
"""Comments that are lines or end one, and what sets a line in."""
QUOTED = re.compile(r'("(?:[^"\\]|\\.)*")')
BESIDE_SIGNS = re.compile(r"(?<=[^\w$#+-]) | (?=[^\w$#+-])|^ | $")
"""Blanks that part no words and no signs that would be read as one."""
URL = re.compile(r"url\(\s*[\"']?(?!data:|https?:|#|/)", re.IGNORECASE)

Assets = Mapping[str, bytes]
"""Files by the names that templates know."""


def write_assets(folder: Path, assets: Assets) -> list[str]:
    """Write those that are not there yet, and return how they are called."""
    folder.mkdir(parents=True, exist_ok=True)
    names = []
    for name, content in assets.items():
        names.append(fingerprinted(name, content))
        if not is_whole(folder / names[-1]):
            write_whole(folder / names[-1], content)
    return sorted(names)


def tidied(html: str) -> str:
    r"""Return a page without empty lines and indents, unless these are part of its text.

    >>> tidied("<p>\\n\\n  A\\n  b</p>")
    '<p>\\nA\\nb</p>'
    """
    return html if re.search(r"<(?:pre|textarea)\b", html) else BLANK.sub("\n", html)


def small(script: str) -> str:
    """Return one of our scripts without comments and needless blanks.

    >>> small('let a = b || "c d"; // Set.')
    'let a=b||"c d";'
    """
    return "\n".join(map(_without_blanks, COMMENTS.sub("", script).split("\n")))


def _without_blanks(line: str) -> str:
    # What stands within a pattern or a template is left as it is.
    parts = QUOTED.split(line)
    if any(sign in part for part in parts[::2] for sign in "`/'"):
        return line
    return "".join(
        part if place % 2 else BESIDE_SIGNS.sub("", part) for place, part in enumerate(parts)
    )


@cache
def script_of(name: str) -> bytes:
    """Return one of our scripts, as it is published."""
    names = PARTS_OF.get(name, (name,))
    script = "".join(small((STATIC / part).read_text("utf-8")) for part in names)
    return with_short_names(script).encode()


def site_assets(app: Sphinx) -> Assets:
    """Return what the pages of ``app`` load."""
    added_scripts = b"\n".join(path.read_bytes() for path in _added(app, "_js_files").values())
    on_demand = {name: script_of(name) for name in ON_DEMAND}
    every = [*(script_of(name).decode() for name in FIRST), added_scripts.decode()]
    every += [script.decode() for script in on_demand.values()]
    added = list(_added(app, "_css_files").values())
    styles = site_styles(app, added, every)
    for name in STYLED:
        rules = json.dumps(styles.pop(name).decode(), ensure_ascii=False)
        on_demand[name] = STYLING % rules.encode() + on_demand[name]
    found: dict[str, bytes] = {
        **styles,
        SCRIPT: b"".join(map(script_of, FIRST)) + (READY % added_scripts if added_scripts else b""),
        THEME: script_of(THEME),
        **on_demand,
    }
    for setting in ("html_logo", "html_favicon"):
        if (path := _picture(app.config, setting)) is not None:
            found[path.name] = path.read_bytes()
    if app.config.multilingual_assets != ASSETS:
        sheet, *rest = OF_ROOT
        found[sheet] = joined([(STATIC / sheet).read_text("utf-8")]).encode()
        found |= {name: script_of(name) for name in rest}
    return found


def _picture(config: Config, setting: str) -> Path | None:
    name = config[setting]
    return Path(config.multilingual_root, name) if name and "://" not in name else None


def _added(app: Sphinx, kind: str) -> dict[str, Path]:
    """Return the local files that others add to each page, by how Sphinx calls them."""
    found = {}
    for file in sorted(getattr(app.builder, kind), key=lambda file: file.priority):
        name = str(file.filename or "").removeprefix("_static/")
        path = next((path for path in _static(app, name) if path.is_file()), None)
        plain = set(file.attributes) <= {"rel", "type", "defer"} and file.attributes.get(
            "type", "text/css"
        ) in ("text/css", "text/javascript")
        if name in UNUSED or path is None or not plain or (STATIC / name).is_file():
            continue
        if kind == "_js_files" or not URL.search(path.read_text("utf-8")):
            found[str(file.filename)] = path
    return found


def _static(app: Sphinx, name: str) -> Iterator[Path]:
    places = reversed([Path(app.confdir, entry) for entry in app.config.html_static_path])
    return (place / name if place.is_dir() else place for place in places if name)


def _write(app: Sphinx) -> None:
    """Write the assets before the first page, and no other static file but those of ``conf.py``."""
    builder: Any = app.builder
    if builder.name == BOOK or not hasattr(builder, "copy_static_files"):
        return
    for step in (
        *("create_pygments_style_file", "copy_translation_js", "copy_stemmer_js"),
        *("copy_theme_static_files", "copy_html_logo", "copy_html_favicon"),
    ):
        setattr(builder, step, lambda *_: None)
    builder.templates.environment.filters["tidied"] = tidied
    shared = site_assets(app)
    names = {name: fingerprinted(name, content) for name, content in shared.items()}
    words = SAYING % builder.templates.render(WORDS, {"names": names}).strip()
    assets = {**shared, _words_of(app): words.encode()}
    folder = Path(app.outdir) / app.config.multilingual_assets
    builder.multilingual_names = {name: fingerprinted(name, assets[name]) for name in assets}
    write_assets(folder, assets)
    joined_files = {*_added(app, "_css_files"), *_added(app, "_js_files")}
    builder.multilingual_joined = joined_files | {f"_static/{name}" for name in UNUSED}


def _words_of(app: Sphinx) -> str:
    return WORDS_SCRIPT.format(app.config.multilingual_reader_language.tag)


def names_of(app: Sphinx) -> list[str]:
    """Return how the assets of a build are called."""
    return sorted(getattr(app.builder, "multilingual_names", {}).values())


def _find_stale(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Let all pages be written if what they load has another name than before."""
    before, now = getattr(env, "multilingual_assets", None), names_of(app)
    env.multilingual_assets = now  # type: ignore[attr-defined]
    return sorted(env.found_docs) if before is not None and before != now else ()


def _add_to_page(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    builder: Any = app.builder
    names, place = builder.multilingual_names, app.config.multilingual_assets
    pathto = context["pathto"]

    def asset(name: str) -> str:
        return str(pathto(f"{place}/{names[name]}", 1))

    context["asset"] = asset
    context["words"] = asset(_words_of(app))
    context["policy"] = POLICY
    context["style_of"] = lambda html: asset(sheet_of(html))
    for kind in ("css_files", "script_files"):
        context[kind] = [
            file for file in context[kind] if not _is_joined(file, builder.multilingual_joined)
        ]
    for setting, name in (("html_logo", "logo_url"), ("html_favicon", "favicon_url")):
        if (path := _picture(app.config, setting)) is not None:
            context[name] = asset(path.name)


def _is_joined(file: object, joined_files: Iterable[str]) -> bool:
    name = str(getattr(file, "filename", file) or "")
    return name in joined_files or (STATIC / name.removeprefix("_static/")).is_file()


def _tidy(app: Sphinx, exception: Exception | None) -> None:
    """Delete the assets of the build before, and the static folder if nothing is in it."""
    if exception is not None or not hasattr(app.builder, "multilingual_names"):
        return
    static = Path(app.outdir) / "_static"
    # Furo writes it, whatever it is asked for.
    (static / "pygments.css").unlink(missing_ok=True)
    if static.is_dir() and not any(static.iterdir()):
        static.rmdir()
    if app.config.multilingual_assets == ASSETS:
        for path in (Path(app.outdir) / ASSETS).iterdir():
            if FINGERPRINTED.fullmatch(path.name) and path.name not in names_of(app):
                path.unlink()


def setup(app: Sphinx) -> None:
    about = f"{OF_THE_BUILD} the folder of what all languages share, from that of a language."
    app.add_config_value("multilingual_assets", ASSETS, "", types=[str], description=about)
    about = f"{OF_THE_BUILD} the folder that keeps stylesheets for other languages."
    app.add_config_value("multilingual_styles", "", "", types=[str], description=about)
    app.connect("builder-inited", _write, priority=950)
    app.connect("env-updated", _find_stale)
    app.connect("html-page-context", _add_to_page, priority=600)
    app.connect("build-finished", _tidy, priority=950)
