"""How a table for word processors looks, and in which language its spelling is checked."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from lxml import etree

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = {"w": WORD, "r": OFFICE}
FONTS = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>'
STYLES = """
<w:styles xmlns:w="{word}">
  <w:docDefaults>
    <w:rPrDefault><w:rPr>
      {fonts}<w:sz w:val="20"/><w:szCs w:val="22"/><w:lang w:val="en-GB"/>
    </w:rPr></w:rPrDefault>
    <w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr></w:pPrDefault>
  </w:docDefaults>
  <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
  <w:style w:type="paragraph" w:styleId="Title">
    <w:name w:val="Title"/><w:basedOn w:val="Normal"/>
    <w:pPr><w:spacing w:after="160"/></w:pPr><w:rPr><w:b/><w:sz w:val="36"/></w:rPr>
  </w:style>
  <w:style w:type="paragraph" w:styleId="Heading1">
    <w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>
    <w:pPr><w:keepNext/><w:spacing w:before="360" w:after="120"/><w:outlineLvl w:val="0"/></w:pPr>
    <w:rPr><w:b/><w:sz w:val="28"/></w:rPr>
  </w:style>
  <w:style w:type="paragraph" w:styleId="Guide">
    <w:name w:val="Guide"/><w:basedOn w:val="Normal"/>
    <w:pPr><w:spacing w:after="100"/></w:pPr><w:rPr><w:sz w:val="22"/></w:rPr>
  </w:style>
  <w:style w:type="paragraph" w:styleId="Head">
    <w:name w:val="Head"/><w:basedOn w:val="Normal"/>
    <w:pPr><w:keepNext/></w:pPr><w:rPr><w:b/></w:rPr>
  </w:style>
  <w:style w:type="paragraph" w:styleId="Translation">
    <w:name w:val="Translation"/><w:basedOn w:val="Normal"/>
    <w:pPr>{bidi}</w:pPr><w:rPr>{font}{rtl}{lang}</w:rPr>
  </w:style>
  <w:style w:type="paragraph" w:styleId="Identity">
    <w:name w:val="Identity"/><w:basedOn w:val="Normal"/>
    <w:rPr><w:noProof/><w:color w:val="767676"/><w:sz w:val="10"/></w:rPr>
  </w:style>
  <w:style w:type="paragraph" w:styleId="Notes">
    <w:name w:val="Notes"/><w:basedOn w:val="Normal"/>
    <w:pPr><w:spacing w:after="40"/></w:pPr>
    <w:rPr><w:noProof/><w:color w:val="595959"/><w:sz w:val="16"/></w:rPr>
  </w:style>
  <w:style w:type="paragraph" w:styleId="Review">
    <w:name w:val="Review"/><w:basedOn w:val="Notes"/>
    <w:rPr><w:b/><w:color w:val="9C2A00"/><w:sz w:val="20"/></w:rPr>
  </w:style>
  <w:style w:type="character" w:styleId="Mark">
    <w:name w:val="Mark"/>
    <w:rPr>
      <w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>
      <w:noProof/><w:color w:val="767676"/><w:sz w:val="18"/>
    </w:rPr>
  </w:style>
  <w:style w:type="table" w:styleId="Messages">
    <w:name w:val="Messages"/>
    <w:tblPr>
      <w:tblBorders>
        <w:top w:val="single" w:sz="8" w:color="595959"/>
        <w:bottom w:val="single" w:sz="8" w:color="595959"/>
        <w:insideH w:val="single" w:sz="4" w:color="BFBFBF"/>
        <w:insideV w:val="single" w:sz="4" w:color="BFBFBF"/>
      </w:tblBorders>
      <w:tblCellMar>
        <w:top w:w="70" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>
        <w:bottom w:w="70" w:type="dxa"/><w:right w:w="100" w:type="dxa"/>
      </w:tblCellMar>
    </w:tblPr>
  </w:style>
</w:styles>"""
SETTINGS = """
<w:settings xmlns:w="{word}"><w:compat><w:compatSetting w:name="compatibilityMode"
  w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>"""
FOOTER = """
<w:ftr xmlns:w="{word}"><w:p><w:pPr><w:pStyle w:val="Notes"/><w:jc w:val="center"/></w:pPr>
  <w:r><w:t xml:space="preserve">{tag}, page </w:t></w:r>
  <w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>
  <w:r><w:t xml:space="preserve"> of </w:t></w:r>
  <w:fldSimple w:instr="NUMPAGES"><w:r><w:t>1</w:t></w:r></w:fldSimple>
</w:p></w:ftr>"""
EAST_ASIAN = {"zh": "Microsoft YaHei", "ja": "Yu Gothic", "ko": "Malgun Gothic"}
"""Languages for which Word has a third setting of the language and the font, and a font."""


@dataclass(frozen=True, slots=True)
class Script:
    """How a language is written; ``tag`` names its country too, as Word wants it.

    ``name`` is its name in English.
    """

    name: str
    tag: str
    is_rtl: bool

    @classmethod
    def of(cls, tag: str, texts: Iterable[str]) -> Script:
        """Return the script of a BCP 47 tag: that of ``texts`` if Babel does not know it."""
        try:
            locale = Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            kinds = [unicodedata.bidirectional(sign) for text in texts for sign in text]
            return cls(tag, tag, kinds.count("R") + kinds.count("AL") > kinds.count("L"))
        likely = get_global("likely_subtags").get(locale.language, "").rpartition("_")[2]
        country = locale.territory or likely
        full = f"{locale.language}-{country}" if country else tag
        name = locale.get_display_name("en") or tag
        return cls(name, full, locale.character_order == "right-to-left")


def w(name: str, *children: Any, **attributes: str) -> Any:
    """Return an element of WordprocessingML.

    >>> etree.tostring(w("lang", val="es")).endswith(b'main" w:val="es"/>')
    True
    """
    values = {f"{{{WORD}}}{key}": value for key, value in attributes.items()}
    element = etree.Element(f"{{{WORD}}}{name}", values, nsmap=SPACES)
    element.extend(children)
    return element


def styles(script: Script) -> Any:
    """Return the styles of a document, with the language and the direction of translations."""
    font = EAST_ASIAN.get(script.tag.partition("-")[0])
    kinds = ("val", "eastAsia", "bidi") if font else ("val", "bidi")
    languages = " ".join(f'w:{kind}="{script.tag}"' for kind in kinds)
    text = STYLES.format(
        word=WORD,
        fonts=FONTS,
        bidi="<w:bidi/>" if script.is_rtl else "",
        rtl="<w:rtl/>" if script.is_rtl else "",
        font=f'<w:rFonts w:eastAsia="{font}"/>' if font else "",
        lang=f"<w:lang {languages}/>",
    )
    return _parsed(text)


def settings() -> Any:
    """Return the settings of a document."""
    return _parsed(SETTINGS.format(word=WORD))


def footer(tag: str) -> Any:
    """Return the foot of each page of paper."""
    return _parsed(FOOTER.format(word=WORD, tag=tag))


def _parsed(text: str) -> Any:
    return etree.fromstring(text, etree.XMLParser(remove_blank_text=True))
