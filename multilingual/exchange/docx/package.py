"""A ``.docx`` file: the parts that a word processor needs, packed, and the document in a file.

https://ecma-international.org/publications-and-standards/standards/ecma-376/. The lock holds no
library for it, and what is needed is a zip of some XML.
"""

from __future__ import annotations

import io
import posixpath
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from multilingual.exchange.docx.styles import OFFICE
from multilingual.exchange.units import ExchangeError
from multilingual.exchange.xml_files import LARGEST, read_xml

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MAIN = "document"
ALWAYS = (1980, 1, 1, 0, 0, 0)
"""The date of all parts, so that the same messages give the same bytes."""
OLD_FORMAT = b"\xd0\xcf\x11\xe0"
"""What a ``.doc`` begins with, and a ``.docx`` that has a password."""
SAVE_AS = 'Open it in Word, LibreOffice or Google Docs and save it as "Word (.docx)"'


def pack(parts: Mapping[str, Any]) -> bytes:
    """Return a file of ``parts``, which are the roots of XML by their kind.

    A kind is ``document``, ``styles``, ``settings`` or ``footer``; there must be a document.
    """
    files = {
        "[Content_Types].xml": _content_types(parts),
        "_rels/.rels": _relations({MAIN: f"word/{MAIN}.xml"}, "officeDocument"),
        f"word/_rels/{MAIN}.xml.rels": _relations(
            {kind: f"{kind}.xml" for kind in parts if kind != MAIN}
        ),
        **{f"word/{kind}.xml": root for kind, root in parts.items()},
    }
    file = io.BytesIO()
    with ZipFile(file, "w") as archive:
        for name, root in files.items():
            info = ZipInfo(name, ALWAYS)
            info.compress_type = ZIP_DEFLATED
            info.create_system = 0
            data = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
            archive.writestr(info, data)
    return file.getvalue()


def _content_types(parts: Mapping[str, Any]) -> Any:
    space = f"{PACKAGE}/content-types"
    root = etree.Element(f"{{{space}}}Types", nsmap={None: space})
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    etree.SubElement(root, f"{{{space}}}Default", Extension="rels", ContentType=rels)
    for kind in parts:
        content = f"{TYPE}.{kind}{'.main' if kind == MAIN else ''}+xml"
        name = f"/word/{kind}.xml"
        etree.SubElement(root, f"{{{space}}}Override", PartName=name, ContentType=content)
    return root


def _relations(targets: Mapping[str, str], kind: str = "") -> Any:
    """Return which parts a part leads to; each is named by its kind."""
    space = f"{PACKAGE}/relationships"
    root = etree.Element(f"{{{space}}}Relationships", nsmap={None: space})
    for name, target in targets.items():
        about = {"Id": name, "Type": f"{OFFICE}/{kind or name}", "Target": target}
        etree.SubElement(root, f"{{{space}}}Relationship", about)
    return root


def document_in(path: Path, data: bytes) -> Any:
    """Return the root of the document in a file, of which no other part is read.

    Raises ``ExchangeError``.
    """
    if data.startswith(OLD_FORMAT):
        message = "this is an old file of Word (.doc), or it has a password."
        raise ExchangeError(path, 1, f"{message} {SAVE_AS}, without a password.")
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            if "content.xml" in archive.namelist():
                raise ExchangeError(path, 1, f"this is a file of LibreOffice (.odt). {SAVE_AS}.")
            name = _main_part(path, _part(path, archive, "_rels/.rels"))
            return read_xml(path, _part(path, archive, name))
    except ExchangeError:
        raise
    except KeyError:
        raise ExchangeError(path, 1, f"this is no file of Word. {SAVE_AS}.") from None
    # zipfile raises errors of many kinds on a file that is damaged or locked.
    except Exception:
        message = f"the file is damaged, or is no file of Word. {SAVE_AS}."
        raise ExchangeError(path, 1, message) from None


def _part(path: Path, archive: ZipFile, name: str) -> bytes:
    # A zip of a few bytes can grow to many gigabytes, and can lie about how many.
    with archive.open(name) as part:
        data = part.read(LARGEST + 1)
    if len(data) > LARGEST:
        message = f"{name} is more than {LARGEST // 10**6} MB when unpacked."
        raise ExchangeError(path, 1, f"{message} Export the table again.")
    return data


def _main_part(path: Path, relations: bytes) -> str:
    # Word Online names it document2.xml.
    for one in read_xml(path, relations).iterfind("{*}Relationship"):
        if one.get("Type", "").endswith("/officeDocument"):
            return posixpath.normpath(str(one.get("Target", ""))).lstrip("/")
    raise KeyError(MAIN)
