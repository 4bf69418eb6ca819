"""A language of the built site as a zip: one folder that opens without internet or a web server."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from io import BytesIO
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZipFile

from multilingual.build.manifest import SHARD
from multilingual.files import write_whole, zip_entry
from multilingual.findings import UsageError
from multilingual.languages import Language
from multilingual.project import ASSETS, DOWNLOADS, Project, site_address

REFERENCE = re.compile(rf"(?:\.\./)+{ASSETS}/([\w-]+\.[0-9a-f]{{6,10}}\.\w+)")
WORDS = re.compile(r'"([\w-]+\.[0-9a-f]{6}\.js)"')
"""What a script with the words of others says of where these are."""
ONLINE = {"objects.inv", "offline.json", "app.webmanifest", SHARD}
"""What a folder has no use for."""
OFFERED = re.compile(r'\n<div class="downloads">.*?</div>', re.DOTALL)
"""What offers files that are on the site, and this one among them."""
SELF = "default-src 'self'"
FROM_A_FOLDER = "default-src 'self' file:"
"""Some browsers take no two files of a folder for the same site."""


def make_zips(project: Project, languages: Iterable[Language]) -> list[Path]:
    """Write ``build/zip/<tag>.zip`` of each language; return the paths. Raises ``UsageError``."""
    made = []
    for language in languages:
        site = project.build / "html"
        if not (site / language.tag / "index.html").is_file():
            raise UsageError(f"{language.tag} is not built. Build it first: make html")
        path = project.build / "zip" / f"{language.tag}.zip"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, zip_of_language(project, language.tag))
        made.append(path)
    return made


def zip_of_language(project: Project, tag: str) -> bytes:
    """Return the zip of a language that is built."""
    tags = [language.tag for language in project.languages()]
    base = site_address(project.conf.get("html_baseurl", ""))
    return zip_of(project.build / "html", tag, download_name(project, tag), tags, base)


def download_name(project: Project, tag: str) -> str:
    """Return what a download of a language is called, without its ending."""
    return f"{_plain(project.conf['project'])}-{tag}"


def zip_of(site: Path, tag: str, name: str, tags: Collection[str], base: str) -> bytes:
    """Return the zip of a language, with all in a folder of that ``name``.

    Links to the other languages of ``tags`` lead to the site at ``base``, if there is one.
    """
    others = "|".join(re.escape(other) for other in tags if other != tag)
    abroad = re.compile(rf'(?<=")(?:\.\./)+((?:{others})/[^"]*)') if others and base else None
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for path, content in _files(site, tag):
            packed = content
            if path.suffix == ".html":
                page = content.decode().replace(f"../{ASSETS}/", f"{ASSETS}/")
                page = OFFERED.sub("", page).replace(SELF, FROM_A_FOLDER, 1)
                page = abroad.sub(rf"{base}/\1", page) if abroad else page
                packed = page.encode()
            archive.writestr(zip_entry(f"{name}/{path}", ZIP_DEFLATED), packed)
    return held.getvalue()


def _files(site: Path, tag: str) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Yield the files of a language, and the shared ones that they name."""
    folder, named = site / tag, set()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        if path.name in ONLINE or path.relative_to(folder).parts[0] == DOWNLOADS:
            continue
        content = path.read_bytes()
        if path.suffix in (".html", ".json"):
            named.update(REFERENCE.findall(content.decode()))
        yield PurePosixPath(path.relative_to(folder).as_posix()), content
    for name in [name for name in named if name.startswith("words-")]:
        named.update(WORDS.findall((site / ASSETS / name).read_text("utf-8")))
    for name in sorted(named):
        yield PurePosixPath(ASSETS, name), (site / ASSETS / name).read_bytes()


def _plain(name: str) -> str:
    """Return a name of small Latin letters and hyphens, which every system can write."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-") or "pages"
