"""Keep the compiled catalogs (``.mo``) in a folder of their own, true to the ``.po`` files.

Sphinx writes a ``.mo`` beside each ``.po`` and goes on using it after the ``.po`` is gone.
Here they are made below ``build/``, from catalogs that were read strictly, and one that
has no ``.po``, or a broken one, is deleted.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from multilingual.catalogs.files import CatalogError, read_catalog


def compile_catalogs(locale_dir: Path, into: Path) -> str:
    """Bring ``into`` up to date with ``locale_dir`` and return it, for ``locale_dirs``.

    A catalog that cannot be read gets no ``.mo``: the build of that language reports it
    (``broken_catalogs``), and the other languages are not held up.
    """
    wanted = {
        into / po.relative_to(locale_dir).with_suffix(".mo"): po
        for po in sorted(locale_dir.glob("*/LC_MESSAGES/**/*.po"))
    }
    for stale in set(into.glob("*/LC_MESSAGES/**/*.mo")) - wanted.keys():
        stale.unlink(missing_ok=True)
    for mo, po in wanted.items():
        _compile(po, mo)
    return str(into)


def broken_catalogs(language_dir: Path) -> list[CatalogError]:
    """Return what keeps the catalogs of one language (``locale/es``) from being read."""
    errors = []
    for po in sorted(language_dir.glob("LC_MESSAGES/**/*.po")):
        try:
            read_catalog(po)
        except CatalogError as error:
            errors.append(error)
        except OSError as error:
            errors.append(CatalogError(po, 1, f"this file cannot be read: {error.strerror}."))
    return errors


def stamps(folders: Iterable[Path], code: str) -> dict[str, str]:
    """Return the digest of each compiled catalog of a language, by the name of its page."""
    found = {}
    for folder in folders:
        catalogs = folder / code / "LC_MESSAGES"
        for stamp in catalogs.rglob("*.sha256"):
            if stamp.with_suffix(".mo").exists():
                name = stamp.relative_to(catalogs).with_suffix("").as_posix()
                found[name] = stamp.read_text()
    return found


def _compile(po: Path, mo: Path) -> None:
    try:
        digest = hashlib.sha256(po.read_bytes()).hexdigest()
    except OSError:
        mo.unlink(missing_ok=True)
        return
    stamp = mo.with_suffix(".sha256")
    if mo.exists() and stamp.exists() and stamp.read_text() == digest:
        return
    try:
        binary = read_catalog(po).to_binary()
    except CatalogError:
        mo.unlink(missing_ok=True)
        return
    mo.parent.mkdir(parents=True, exist_ok=True)
    _replace(mo, binary)
    _replace(stamp, digest.encode())


def _replace(path: Path, data: bytes) -> None:
    # Languages are built at the same time: a reader finds the old file or the new one.
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        raise
