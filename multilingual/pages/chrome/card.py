"""The picture that is shown where somebody passes on a page: a card with the name of the site.

There is one for each language, in its script, drawn from the fonts of the project
(``source/fonts``) so that each machine draws the same. It says who wrote the pages, as they do. A
card with a letter that no font has would be wrong: then there is none, and the build says so.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from posixpath import join, normpath
from typing import TYPE_CHECKING, Any, NamedTuple

from PIL import Image, ImageDraw, ImageFont, features
from sphinx.locale import _
from sphinx.util import logging

from multilingual.files import fingerprinted
from multilingual.pages.chrome.assets import write_assets
from multilingual.pages.translation.provenance import line_of
from multilingual.pages.translation.translation_status import OF_A_MACHINE, state_of_all
from multilingual.project import site_address

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

FONTS = "source/fonts"
CARD = ("multilingual", "card")
"""The type and subtype of Sphinx's warning that a language has no card."""
KEPT = "multilingual_card"
"""In Sphinx's environment, the card that was drawn last, and what of."""
NAME = "card.png"
"""How templates would call it."""
WIDTH, HEIGHT, MARGIN, EDGE = 1200, 630, 96, 40
"""Pixels: what Facebook, WhatsApp and others ask for (https://ogp.me/#structured)."""
COVER = 1600
"""As tall is the cover of a book."""
SIZES = (104, 54, 36)
"""Pixels of the name of the site, of its home page, and of who wrote it."""
COLOURS = {
    "color-background-primary": "#ffffff",
    "color-brand-content": "#333333",
    "color-foreground-primary": "#111111",
    "color-foreground-secondary": "#444444",
}
"""Settings of the theme, of which a card has three for its texts, and their defaults."""
NOBODY = "\U0010fffe"
"""No font has it: what is drawn for it stands for what is missing."""

# Its formats are loaded with it, once for all languages, and not as the first card is drawn.
Image.preinit()
logger = logging.getLogger(__name__)


class Text(NamedTuple):
    """A text of a card, and the direction that it is written in."""

    words: str
    direction: str


class Card(NamedTuple):
    """The address of a card, and what is on it, for those who do not see it."""

    address: str
    alt: str


class CardError(Exception):
    """A card cannot be drawn; the message says why, and what to do."""


def draw_card(
    texts: Sequence[Text],
    direction: str,
    fonts: Sequence[Path],
    colours: Mapping[str, str],
    tall: int = HEIGHT,
) -> bytes:
    """Return a card as PNG, aligned as a page of ``direction`` is. Raises ``CardError``."""
    ground, brand, *inks = (colours.get(name, usual) for name, usual in COLOURS.items())
    image = Image.new("RGB", (WIDTH, tall), ground)
    draw = ImageDraw.Draw(image)
    is_mirrored = direction == "rtl"
    edge = WIDTH - EDGE if is_mirrored else 0
    draw.rectangle((edge, 0, edge + EDGE - 1, tall), brand)
    place, top = (WIDTH - MARGIN if is_mirrored else MARGIN), MARGIN
    for number, (text, size, colour) in enumerate(zip(texts, SIZES, (brand, *inks), strict=False)):
        if not text.words:
            continue
        font, lines = _set(text, size, fonts)
        height = round(font.size * 1.4)
        if number == len(SIZES) - 1:
            top = max(top, tall - MARGIN - height * len(lines))
        for line in lines:
            # Basic layout knows no direction, and is for what needs none.
            towards = text.direction if features.check("raqm") else None
            anchor = "ra" if is_mirrored else "la"
            draw.text((place, top), line, colour, font, anchor, direction=towards)
            top += height
        top += round(size * 0.4)
    held = BytesIO()
    image.quantize(32).save(held, "PNG", optimize=True)
    return held.getvalue()


def _set(text: Text, size: int, fonts: Sequence[Path]) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """Return the font and the lines of a text, smaller if it would take more than two."""
    path = _font_of(text, fonts)
    for most, smaller in ((1, 1.0), (1, 0.85), (1, 0.7), (2, 0.7), (2, 0.55)):
        font = ImageFont.truetype(path, round(size * smaller))
        lines = list(_lines(text.words, font))
        if len(lines) <= most:
            return font, lines
    raise CardError(f'"{text.words}" is too long for a card. Write it shorter.')


def _lines(words: str, font: ImageFont.FreeTypeFont) -> Iterator[str]:
    # Chinese and others write no blanks between words.
    parts = words.split(" ") if " " in words else list(words)
    between = " " if " " in words else ""
    line = parts[0]
    for part in parts[1:]:
        longer = f"{line}{between}{part}"
        if font.getlength(longer) > WIDTH - 2 * MARGIN:
            yield line
            line = part
        else:
            line = longer
    yield line


def _font_of(text: Text, fonts: Sequence[Path]) -> Path:
    """Return the first font that has all letters of a text. Raises ``CardError``."""
    is_complex = text.direction == "rtl" or any(
        unicodedata.category(sign) in ("Mn", "Mc") for sign in text.words
    )
    if is_complex and not features.check("raqm"):
        raise CardError(
            "the library that joins the letters of this script is not here. Install libfribidi0."
        )
    lacking = [(_lacking(text.words, path), path) for path in fonts]
    found = next((path for missing, path in lacking if not missing), None)
    if found is None:
        missing = min((missing for missing, _path in lacking), key=len, default=text.words)
        raise CardError(f'no font of {FONTS} has "{missing}". Put one there that has all letters.')
    return found


def _lacking(words: str, path: Path) -> str:
    """Return the letters that a font lacks."""
    font = ImageFont.truetype(path, 32, layout_engine=ImageFont.Layout.BASIC)
    nobody = _shape(font, NOBODY)
    seen = sorted({sign for sign in words if not sign.isspace()})
    shown = (sign for sign in seen if unicodedata.category(sign) != "Cf")
    return "".join(sign for sign in shown if _shape(font, sign) == nobody)


def _shape(font: ImageFont.FreeTypeFont, sign: str) -> tuple[tuple[int, int], bytes]:
    mask = font.getmask(sign)
    return mask.size, bytes(mask)


def _texts(app: Sphinx) -> list[Text]:
    """Return the name of the site, the title of its home page, and who wrote that."""
    config, env = app.config, app.env
    direction = config.multilingual_reader_language.direction
    home = config.root_doc
    # A card outlives the page that it was of, and claims no review.
    state = state_of_all(env)
    line, is_source = line_of(config, state) if state in OF_A_MACHINE else ("", False)
    title = env.titles[home].astext() if home in env.titles else ""
    own = [name for name in dict.fromkeys((str(_(config.project)), title)) if name]
    texts = [Text(words, direction) for words in own]
    # Who wrote it has its place at the foot, be there a title or not.
    texts += [Text("", direction)] * (2 - len(texts)) if line else []
    return [*texts, Text(line, "ltr" if is_source else direction)] if line else texts


def _draw(app: Sphinx, env: BuildEnvironment) -> None:
    """Draw the card of the language once its home page is read."""
    builder: Any = app.builder
    config = app.config
    fonts = _fonts(config)
    if not fonts or not hasattr(builder, "multilingual_names"):
        return
    reader = config.multilingual_reader_language
    colours = config.html_theme_options.get("light_css_variables", {})
    texts = _texts(app)
    about = (
        texts,
        reader.direction,
        sorted(colours.items()),
        [path.read_bytes() for path in fonts],
    )
    key = sha256(repr(about).encode()).hexdigest()
    known, card = getattr(env, KEPT, ("", b""))
    try:
        if known != key:
            card = draw_card(texts, reader.direction, fonts, colours)
    except (CardError, OSError, ValueError) as error:
        logger.warning(
            "%s has no card for its links: %s", reader.tag, error, type=CARD[0], subtype=CARD[1]
        )
        return
    setattr(env, KEPT, (key, card))
    name = f"card-{reader.tag}.png"
    builder.multilingual_names[NAME] = fingerprinted(name, card)
    write_assets(Path(app.outdir) / config.multilingual_assets, {name: card})


def _fonts(config: Config) -> list[Path]:
    folder = Path(config.multilingual_root, FONTS)
    return sorted(path for path in folder.glob("*") if path.suffix in (".otf", ".ttf"))


def cover_of(app: Sphinx) -> bytes | None:
    """Return the cover of the language as a book, if one can be drawn: its card, as tall."""
    fonts, colours = (
        _fonts(app.config),
        app.config.html_theme_options.get("light_css_variables", {}),
    )
    direction = app.config.multilingual_reader_language.direction
    try:
        return draw_card(_texts(app), direction, fonts, colours, COVER) if fonts else None
    except (CardError, OSError, ValueError):
        return None


def card_of(app: Sphinx) -> Card | None:
    """Return the card of the language, if it has one and readers find it."""
    name = getattr(app.builder, "multilingual_names", {}).get(NAME)
    base = site_address(app.config.html_baseurl)
    if not name or not base:
        return None
    tag = app.config.multilingual_reader_language.tag
    address = f"{base}/{normpath(join(tag, app.config.multilingual_assets, name))}"
    return Card(address, " – ".join(text.words for text in _texts(app) if text.words))


def setup(app: Sphinx) -> None:
    # Before it is compared how the assets are called.
    app.connect("env-updated", _draw, priority=400)
