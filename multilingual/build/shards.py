"""Languages that were built on other machines → one site, with the bytes of one built here.

Every built site can be a shard of the whole. ``shard.json`` above its languages says what was
checked out, and that in the folder of a language what it was made from and what it has.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path

from multilingual.build.inputs import Inputs, watched
from multilingual.build.manifest import SHARD, Shard, read_about, write_about
from multilingual.build.publication import Publication
from multilingual.build.root_pages import english_words, settings_of, write_figures, write_root
from multilingual.build.shard_files import fault_at, take_assets, take_language
from multilingual.files import read_plain
from multilingual.findings import ReportedError
from multilingual.git import last_commit
from multilingual.languages import Language
from multilingual.project import ASSETS, Project
from multilingual.status.publication_threshold import held_back

NO_SHARD = "this is no build/html that can be merged: {}. Build it once more, and give it whole."
HOME = "index.html"
OLD = "Build it once more from what is checked out here: make html LANGUAGES={}"


Places = Mapping[Language, Path]
Shards = Mapping[Language, Shard]


class ShardError(ReportedError):
    """Shards that cannot be one site: a line of ``path:line: message`` for each fault."""


def write_commit(folder: Path, commit: str, tags: Collection[str]) -> None:
    """Write above the languages ``tags`` what was checked out when they were built."""
    write_about(folder, {"commit": commit, "languages": sorted(tags)})


def merge_sites(project: Project, folders: Sequence[Path], into: Path) -> list[Language]:
    """Put the languages in ``folders`` together and publish them as the site ``into``.

    Returns the languages. Raises ``ShardError``, and then the site is as it was.
    """
    held = held_back(project)
    known = [language for language in project.languages() if language not in held]
    faults: list[str] = []
    places = _places(project, known, folders, faults)
    shards = _shards(project, places, faults)
    _stop(faults)
    _stop([*_around(into, folders)])
    with _publication(project, into) as publication:
        staging = publication.staging
        assets = take_assets(
            [(places[language], shard.assets) for language, shard in shards.items()],
            staging / ASSETS,
            faults,
        )
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            targets = [staging / language.tag for language in places]
            files = [shards[language].files for language in places]
            told = pool.map(take_language, places.values(), files, targets)
            faults.extend(chain.from_iterable(told))
        _stop(faults)
        _stop([*_odd_homes(places, staging)])
        about = shards.items()
        pages = [(to, staging / to.tag, shard.words, shard.listed) for to, shard in about]
        write_figures(staging, [(language, shard.figures) for language, shard in about])
        write_root(staging, pages, settings_of(project), [shard.assets for _, shard in about])
        tags = [language.tag for language in shards]
        write_commit(staging, read_about(folders[0])["commit"], tags)
        publication.publish(tags, [], sorted(assets))
    return [*shards]


def _around(into: Path, folders: Sequence[Path]) -> Iterator[str]:
    """Yield a fault for each folder that the merged site would stand in."""
    for folder in folders:
        if folder.resolve() in into.resolve().parents:
            yield fault_at(into, f"this is in {folder}, which is merged. Name another folder.")


def _odd_homes(places: Places, staging: Path) -> Iterator[str]:
    """Yield a fault for each home page that cannot be read: the choice of a language shows it."""
    for language, place in places.items():
        try:
            read_plain(staging / language.tag / HOME).decode("utf-8")
        except (OSError, ValueError) as error:
            told = getattr(error, "strerror", None) or error
            yield fault_at(place / HOME, f"this home page cannot be read: {told}. Build it anew.")


def _publication(project: Project, into: Path) -> Publication:
    """Return what publishes the site ``into``. Raises ``ShardError`` for what may be no site."""
    if into.is_dir() and any(into.iterdir()) and not (into / SHARD).is_file():
        message = "this is no site that was built or merged, and would be deleted. Name another"
        raise ShardError(f"{into}:1: {message} folder, or empty it.")
    into = into.parent.resolve() / into.name
    if into == project.build / "html":
        return Publication(project.build)
    return Publication(into.parent / f".{into.name}.merge", into)


def _places(
    project: Project, known: Sequence[Language], folders: Sequence[Path], faults: list[str]
) -> Places:
    """Return the folder of each language, and add to ``faults`` what is wrong with all."""
    by_tag = {language.tag: language for language in known}
    commit = last_commit(project.root)
    places, seen = dict[Language, Path](), set[str]()
    for folder in folders:
        try:
            about = read_about(folder)
            built, tags = str(about["commit"]), [*map(str, about["languages"])]
            found = _folders(folder, faults)
        except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
            faults.append(fault_at(folder, NO_SHARD.format(_said(error))))
            continue
        # Where the folder here is no clone, all are to be of one commit.
        commit = commit or built
        if built != commit:
            told = f"this was built from commit {built[:10] or 'none'}, not {commit[:10]}."
            faults.append(fault_at(folder, f"{told} {OLD.format(','.join(tags))}"))
        for tag in sorted({*tags, *found}):
            place = folder / tag
            seen.add(tag)
            if tag not in by_tag:
                message = "no published language here has this tag. There are"
                faults.append(fault_at(place, f"{message}: {', '.join(by_tag)}."))
            elif tag not in found:
                faults.append(fault_at(place, "this language is missing. Build it once more."))
            elif by_tag[tag] in places:
                twice = places[by_tag[tag]]
                faults.append(fault_at(place, f"{tag} is also in {twice}. Give one of them alone."))
            else:
                places[by_tag[tag]] = place
    for language in known:
        if language.tag not in seen:
            origin = "source" if language.is_source else f"{project.locale}/{language.code}"
            message = f"{language.tag} is published, and none of the folders has it."
            faults.append(f"{origin}:1: {message} {OLD.format(language.tag)}")
    return {language: places[language] for language in known if language in places}


def _folders(folder: Path, faults: list[str]) -> list[str]:
    """Return the names of the languages in a built site; what is a link is a fault."""
    entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    links = [entry.path for entry in entries if entry.is_symlink()]
    faults += [fault_at(path, "this is a link. Give the files themselves.") for path in links]
    return [entry.name for entry in entries if entry.is_dir() and entry.name != ASSETS]


def _shards(project: Project, places: Places, faults: list[str]) -> Shards:
    """Return what each language says of itself, and add to ``faults`` which are stale."""
    inputs, shards = Inputs(project.root), dict[Language, Shard]()
    words = {*english_words(project.conf["project"])}
    for language, place in places.items():
        try:
            shard = shards[language] = Shard.read(place)
        except (OSError, ValueError, TypeError, RecursionError) as error:
            faults.append(fault_at(place / SHARD, NO_SHARD.format(_said(error))))
            continue
        if shard.inputs != inputs.summary(watched(project, language)):
            stale = "this was made from other pages, catalogs, settings or history than those here."
            faults.append(fault_at(place, f"{stale} {OLD.format(language.tag)}"))
        elif lost := words.difference(shard.words):
            faults.append(
                fault_at(place / SHARD, f"it lacks {sorted(lost)}. {OLD.format(language.tag)}")
            )
        elif odd := sorted(page for page in shard.listed if f"{page}.html" not in shard.files):
            missing = f"{odd[0]}: search engines would be led to this page, which is not there."
            faults.append(fault_at(place / SHARD, f"{missing} {OLD.format(language.tag)}"))
    if not faults:
        faults += _odd_links(places, shards)
    return shards


def _odd_links(places: Places, shards: Shards) -> Iterator[str]:
    """Yield the languages whose pages were told something else of the others than they say."""
    tags = sorted(language.tag for language in places)
    # Each language knows best which of its own pages search engines are not led to.
    own = {language.tag: _unlisted(shard).get(language.tag) for language, shard in shards.items()}
    unlisted = {tag: own[tag] for tag in tags if own[tag]}
    for language, shard in shards.items():
        if shard.links != {"languages": tags, "lacking": {}, "unlisted": unlisted}:
            stale = "this was built beside other languages than these: its links do not fit."
            yield fault_at(places[language], f"{stale} {OLD.format(language.tag)}")


def _unlisted(shard: Shard) -> Mapping[str, object]:
    found = shard.links.get("unlisted")
    return found if isinstance(found, dict) else {}


def _said(error: Exception) -> str:
    return f"{SHARD}: {getattr(error, 'strerror', None) or error}"


def _stop(faults: Sequence[str]) -> None:
    if faults:
        raise ShardError("\n".join((*faults, "Nothing was merged, and the site is as it was.")))
