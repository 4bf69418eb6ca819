"""The pages of a build are those of plain Sphinx, byte for byte, whatever is written on them.

Each example is a part of a page that shows one thing which English or a translation can have.
"""

from __future__ import annotations

import difflib
import json
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import pytest
import warm
from conftest import CONF, QUESTION, SmallProject, make_once

TAGS = {"en": "en", "ar": "ar", "es": "es", "zh_CN": "zh-Hans"}
TRANSLATED = tuple(code for code in TAGS if code != "en")

BESIDE = ("-D", "multilingual_assets=../assets")
"""Lets plain Sphinx put what languages share where the build does."""
EXPLAINED = {
    ".buildinfo": "tells Sphinx one folder from another; the build deletes it",
    ".doctrees": "is what Sphinx has read; the build keeps it in build/kept",
}
"""What plain Sphinx leaves beside the pages and the build does not, and why."""
ADDED = {"shard.json"}
"""What the build adds: it tells the machine that merges languages what this one was made from."""

SETTINGS = """
gettext_additional_targets = ["literal-block", "image", "index"]
"""

WITHOUT_OUR_PARTS = """
import os
import re

def leave_it_to_sphinx(app):
    from sphinx.parsers import RSTParser
    from sphinx.transforms import SphinxTransform
    from sphinx.util.nodes import extract_messages

    class AssumeUntranslated(SphinxTransform):
        default_priority = 19

        def apply(self):
            if self.config.language != "en":
                for node, _message in extract_messages(self.document):
                    node["translated"] = False

    transforms = app.registry.transforms
    module = "multilingual.pages.translation.translated_text"
    ours = [one for one in transforms if one.__module__ == module]
    assert len(ours) == 2
    transforms[:] = [one for one in transforms if one not in ours]
    app.add_transform(AssumeUntranslated)
    app.add_source_parser(RSTParser, override=True)
    app.connect("builder-inited", look_for_quotes_everywhere, priority=900)

def look_for_quotes_everywhere(app):
    from multilingual.pages.translation.rst_parser import SmartQuotesWhereNeeded
    from sphinx.transforms import SphinxSmartQuotes

    transforms = app.registry.transforms
    transforms[transforms.index(SmartQuotesWhereNeeded)] = SphinxSmartQuotes

# The guard refuses much of what stands here, and has specifications of its own.
from multilingual.catalogs.writer import compiled
from multilingual.pages import translation
from multilingual.guard import mo_files
from multilingual.pages.translation import translated_text

mo_files._faults = lambda message, catalog: ()
translated_text.fault_of = lambda english, message, translation, blocks: None

if "WITHOUT_OUR_PARTS" in os.environ:
    setup = leave_it_to_sphinx
"""
"""Takes out our parser and our way to translate, so that Sphinx does both."""


@dataclass(frozen=True)
class Example:
    """A part of a page and a translation of its messages."""

    block: str
    messages: Mapping[str, str] = field(default_factory=dict)
    code: str = "es"


def text(english: str, translation: str, rest: str = "", code: str = "es") -> Example:
    """Return an example of one paragraph; ``rest`` is what it refers to."""
    return Example(f"{english}\n\n{rest}\n", {english: translation}, code)


def heading(english: str, translation: str, rest: str = "Text.", code: str = "es") -> Example:
    """Return an example of one heading and what is below it."""
    return Example(f"{english}\n{'-' * 60}\n\n{rest}\n", {english: translation}, code)


PLAIN = (
    text("Lupus is an illness.", "El lupus es una enfermedad."),
    text("One thing helps: rest.", "Una cosa ayuda: el descanso."),
    text("These are signs:", "Estos son los signos:"),
    text("It is ten to one.", "Son las 12:50."),
    text("Rest and sleep.", "Descanse:: y duerma."),
    text("These are more signs.", "Estos son más signos::"),
    text("These are most signs.", "Estos son los signos ::"),
    text("These **are** signs.", "**Estos** son los signos::"),
    text("No.", "No."),
    text("Nobody translated this.", ""),
    text("This became a space.", " "),
    text("Number one.", "El # 1."),
    text('She said "yes".', 'Ella dijo "sí".'),
    text("It's the doctor's.", "D'accord, l'été 'sí'."),
    text("Rest -- sleep --- wait...", "Descanse -- duerma --- espere..."),
    text("So called.", "«Así» “llamado” ‘también’ — y – más…"),
    text("You and I.", "Tú & yo; &amp; &nbsp;"),
    text("Below ten.", "Menos de < 10 y > 2 <b>."),
    text("A note.", "Una [nota] y [1]."),
    text("A set.", "Un {conjunto}, {{ 1 }} y %s."),
    text("Half of them.", "El 50 % y %d."),
    text("He or she.", "Él/ella y/o."),
    text("The same.", "Es = igual + y ~ ^ $"),
    text("In brackets.", "(Entre paréntesis)"),
    heading("Lupus", "Lupus"),
)

FIRST = (
    *("1.", "(a)", "a)", "-", "*", "+", "x.", "e.g.", "A.", "iv)", "(iv)", "#.", "1)", "..", "..."),
    *(":campo:", "--", "|", ">>>", "``x``.", "12", "é.", "\u0663.", "Ⅳ.", "•", "–", "¿", "Dr."),
    *("2026.", "1.5", "i.", "I.", "-a", "--all", "==", "Sr.\u00a0", "%", "$", "a:", "a.b.", "#"),
    *("/V", "::", "._", "\\-", "\\1.", "'", '"', "!", "**A**.", "aa.", "mm.", "z)", "Z."),
)
MARKS = tuple(
    text(f"Sentence {number} begins.", f"{mark} descanse bien.")
    for number, mark in enumerate(FIRST)
)

SPACED = (
    *(
        "Dolor\u00a0fuerte",
        "Dolor\u202ffuerte",
        "Dolor\u3000fuerte",
        "A\u2009y",
        "Dolor\u2003:",
    ),
    *("Dolor\u200bfuerte", "\u200bDolor", "Do\u00adlor", "\u200fDolor\u200e", "\ufeffDolor"),
    *("\u2060Dolor", "Dolor\u200d", "De\u0301bil", "e\u0301. x", "Dolor\tfuerte", "Dolor  fuerte"),
    *("Dolor ", "  Dolor", "\u00a0Dolor", "Dolor\u00a0", "Dolor :", "😀 Dolor", "Dolor 😀", " "),
    *("\u00a0", "\u200b", "Dolor \u200b fuerte", "Dolor \u00a0fuerte", "Dolor\u00a0 fuerte"),
)
SPACES = tuple(
    text(f"Sentence {number} has a space.", words) for number, words in enumerate(SPACED)
)

NOQA = (
    text("Nothing to see.", "Nada que ver. #noqa"),
    text("Nothing to see here.", "Nada que ver. # noqa "),
    text("Nothing at all.", "Nada#noqa"),
    text("Nothing.", "#noqa"),
    text("Nothing escaped.", "Nada \\#noqa"),
    text("Nothing inside.", "Nada #noqa nada"),
    text("Nothing **bold**.", "Nada **grueso**. #noqa"),
    heading("Nothing above", "Nada #noqa"),
    heading("Nothing *below*", "Nada *abajo* #noqa"),
)

MARKUP = (
    text("Rest **well** now.", "Descanse **bien** ya."),
    text("**Rest** well.", "**Descanse** bien."),
    text("Rest **very** well.", "Descanse muy bien."),
    text("Rest as well.", "Descanse **también**."),
    text("Rest *well* at night.", "Descanse *bien* de noche."),
    text("Write ``yes  no``.", "Escriba ``sí  no``."),
    text("A file.", "El archivo mi\\_nota, _nota."),
    text("A path.", "La ruta C:\\\\nota."),
    text("A way.", "La ruta\\"),
    text("No \\*bold\\* and no\\_ link.", "Nada \\*grueso\\* ni enlace\\_."),
    text("Re\\ **st**\\ ing.", "Re\\ **pos**\\ ando."),
    Example("**Bed**.\n\n**Bed**.", {"**Bed**.": "*Cama*."}),
    text("H\\ :sub:`2`\\ O and m\\ :sup:`2`.", "H\\ :sub:`2`\\ O y m\\ :sup:`2`."),
    text(
        ":abbr:`SLE (lupus)` :kbd:`x` :math:`x^2` :strong:`y` :guilabel:`&Ok` :file:`a{b}`.",
        ":abbr:`LES (lupus)` :kbd:`x` :math:`x^3` :strong:`sí` :guilabel:`&Vale` :file:`a{c}`.",
    ),
    text("Water.", "H\\ :sub:`2`\\ O."),
    text("Ask |who| now.", "Pregunte a |who| ya.", ".. |who| replace:: *me*"),
    Example(
        "Look at |it|.\n\n.. |it| image:: picture.svg\n   :alt: A picture",
        {"Look at |it|.": "Mire |it|.", "A picture": "Una imagen"},
    ),
)

NHS = ".. _NHS: https://nhs.example/a\n.. _WHO: https://who.example/b"
HERE = "__ https://one.example/\n__ https://two.example/"

LINKS = (
    text("See NHS_ and WHO_.", "Vea NHS_ y WHO_.", NHS),
    text("See NHS_ or WHO_. Yes.", "Vea WHO_ o NHS_. Sí. #noqa"),
    text("See only `NHS`_.", "Vea solo `la página`_. #noqa"),
    text("See `this`__ or `that`__.", "Vea `esto`__ o `eso`__.", HERE),
    text("See `us <https://a.example>`_.", "Vea `nos <https://a.example>`_."),
    text("See `us <https://b.example>`__.", "`Vea <https://b.example>`__."),
    text("**See** `us <https://c.example>`__.", "`Vea <https://c.example>`__ **esto**."),
    text("See `them <NHS_>`_.", "Vea `a ellos <NHS_>`_. #noqa"),
    text("See https://d.example/e?f=g, now.", "Vea https://d.example/e?f=g, ya."),
    text("See https://e.example/ now.", "Vea la página ya."),
    text("Write to me@h.example now.", "Escriba a me@h.example ya."),
    text("Write to me@i.example", "me@i.example es."),
    text(
        "See :ref:`is-it-catching` and :ref:`home <is-it-catching>`.",
        "Vea :ref:`is-it-catching` y :ref:`casa <is-it-catching>`.",
    ),
    text("See :doc:`index`, :doc:`home <index>`.", "Vea :doc:`index`, :doc:`yo <index>`."),
    text(
        "First :ref:`a <is-it-catching>`, then :doc:`index`.",
        "Primero :doc:`index`, después :ref:`b <is-it-catching>`.",
    ),
    text("A :term:`flare`, :term:`two <flare>`.", "Un :term:`brote <flare>`, :term:`b <flare>`."),
    text("Get :download:`it <picture.svg>`.", "Baje :download:`eso <picture.svg>`."),
    text("An _`anchor` and `anchor`_.", "Un _`ancla` y `anchor`_. #noqa"),
    text("A note [#f]_.", "Una nota [#f]_.", ".. [#f] The *note*."),
    text("Notes [#]_ [1]_ [#b]_.", "Las [#]_ [1]_ [#b]_.", ".. [#] A.\n.. [1] B.\n.. [#b] C."),
    text("Stars [*]_ [*]_.", "Astros [*]_ [*]_.", ".. [*] A.\n.. [*] B."),
    Example("Here [#t]_.\n\n.. [#t] Text **of** it.", {"Text **of** it.": "Su **texto**."}),
    text("As [Ann2020]_ says.", "Como dice [Ann2020]_.", ".. [Ann2020] Ann. *Lupus*."),
)

BLOCKS = (
    Example("- One.\n- *Two*.\n\n  - Three.\n", {"One.": "Uno.", "*Two*.": "*Dos*."}),
    Example("1. First.\n2. *Second*.\n", {"First.": "1. Uno.", "*Second*.": "*Dos*."}),
    Example(
        "Rest : *noun* : old\n   To **wait**.\n\nWait\n   To rest.\n",
        {"Rest": "Descanso", "*noun*": "*n*", "noun": "n", "To **wait**.": "Esperar **ya**."},
    ),
    Example(":When: *Soon*.\n:Who: Me.\n", {"When": "Cuándo", "*Soon*.": "*Pronto*."}),
    Example("-a  All of it.\n--b=c  Some.\n", {"All of it.": "Todo.", "Some.": "*Algo*."}),
    Example("| One line,\n| and *two*.\n", {"One line,": "Una línea,", "and *two*.": "y *dos*."}),
    Example("   Said so.\n\n   -- A *friend*\n", {"Said so.": "Lo dijo.", "A *friend*": "*Yo*"}),
    Example(
        "This goes\nover **two**\nlines.\n\nThis goes\non.\n",
        {"This goes over **two** lines.": "Van **dos** líneas.", "This goes on.": "Sigue."},
    ),
    Example("Look::\n\n   one\n     two\n", {"Look::": "Mire::", "one\n  two": "uno\n dos"}),
    Example(".. code-block:: python\n\n   print()\n", {"print()": "print(1)"}),
    Example(".. note:: Take *care*.\n", {"Take *care*.": "*Cuídese*."}),
    Example(".. warning::\n\n   Hot.\n\n.. seealso:: Us.\n", {"Hot.": "¡Quema!", "Us.": "Nos."}),
    Example(
        ".. admonition:: Take *it*\n\n   Slow.\n", {"Take *it*": "*Tómelo*", "Slow.": "Lento."}
    ),
    Example(".. admonition:: Plain\n\n   Said.\n", {"Plain": "Llano", "Said.": "Dicho."}),
    Example(".. topic:: A topic\n\n   **So**.\n", {"A topic": "Un tema", "**So**.": "**Así**."}),
    Example(".. topic:: A *topic*\n\n   So.\n", {"A *topic*": "Un *tema*", "So.": "Así."}),
    Example(".. sidebar:: Beside\n\n   It.\n", {"Beside": "Al lado", "It.": "Eso."}),
    Example(".. rubric:: A rubric\n\n.. centered:: Middle\n", {"A rubric": "Una rúbrica"}),
    Example(".. epigraph::\n\n   Wise.\n\n   -- Me\n", {"Wise.": "Sabio.", "Me": "Yo"}),
    Example(
        ".. list-table:: A **table**\n   :header-rows: 1\n\n   * - Head\n     - **Yes**\n"
        "   * - Cell\n     - **Yes**\n",
        {"A **table**": "Una **tabla**", "Head": "Cabeza", "Cell": "Celda", "**Yes**": "**Sí**"},
    ),
    Example(
        "===== =======\nLeft  *Right*\n===== =======\n**X** **X**\n===== =======\n",
        {"Left": "Izquierda", "*Right*": "*Derecha*", "**X**": "**Y**"},
    ),
    Example(".. csv-table:: C\n\n   three,*four*\n", {"three": "tres", "*four*": "*cuatro*"}),
    Example(".. image:: picture.svg\n   :alt: A *lamp*\n", {"A *lamp*": "Una *lámpara*"}),
    Example(
        ".. figure:: picture.svg\n   :alt: A lamp\n\n   The *lamp*\n\n   It **shines**.\n",
        {"A lamp": "Lámpara", "The *lamp*": "La *lámpara*", "It **shines**.": "**Brilla**."},
    ),
    Example(".. only:: html\n\n   Here.\n", {"Here.": "Aquí."}),
    Example(".. container:: x\n\n   Inside.\n", {"Inside.": "Dentro."}),
    Example(".. rst-class:: x\n\nStyled **text**.\n", {"Styled **text**.": "**Con** estilo."}),
    Example(".. hlist::\n\n   - Beside.\n   - It *too*.\n", {"It *too*.": "*También*."}),
)

SCRIPTS = (
    text("It is **bold** text.", "这是**粗体**文字。", code="zh_CN"),
    text("It *is*.", "这\\ *是*\\ 的。", code="zh_CN"),
    text("Go `on <https://f.example>`__.", "去\\ `我 <https://f.example>`__\\ 里。", code="zh_CN"),
    text("Two things: a, b.", "两件事：一、二。", code="zh_CN"),
    text("Plain *words*.", "普通“文字”——……", code="zh_CN"),
    text('She said "stay" -- so I did...', "Dijo \"quédate\" -- y 'me' quedé..."),
    text("It's *'so'* . . . now", "Es *'así'* . . . *\"hoy\"*"),
    text(r"Not \'so\' \-- at \... all", r"No \'así\' \-- en \\\... todo"),
    text("A ``'literal'`` -- here", "Un ``'literal'`` -- ``--`` aquí", code="fr"),
    heading("What?", "什么？", code="zh_CN"),
    text("Rest **in** bed.", "استرح **في** الفراش.", code="ar"),
    text("Rest \\(a\\).", "\u200fاسترح (أ)\u200f: ١. ٢.", code="ar"),
    heading("Why?", "لماذا؟", code="ar"),
)

HEADINGS = {
    "headings": (
        heading("How to rest", "Cómo descansar"),
        heading("Rest: how", "Descanso: cómo"),
        heading("What is *lupus*?", "¿Qué es el *lupus*?"),
        heading("What is **this**?", "¿Qué es esto?"),
        heading("What is that?", "¿Qué es **eso**?"),
        heading("What is ``x``?", "¿Qué es ``y``?"),
        heading('What is "rest"?', '¿Qué es "descanso"?'),
        heading("First of all", "1. Primero"),
        heading("Nobody knows", ""),
        heading("We", "N"),
        heading("A wide one", "W" * 80),
        heading("A linked one", "Con enlace", "See https://g.example."),
    ),
    "same-headings": (
        Example("Same\n----\n\nA.\n\nSame\n----\n\nB.\n", {"Same": "Igual"}),
        heading("Other", "Igual"),
        heading("Another", "Igual *ya*"),
    ),
    "headings-become-the-same": (heading("Before", "Momento"), heading("After", "Momento")),
    "headings-change-places": (heading("Day", "Night"), heading("Night", "Day")),
    "linked-heading": (heading("Rest a bit", "Repose un poco", "Go `Rest a bit`_."),),
    "heading-linked-by-translation": (
        heading("Rest more", "Más reposo", "See `Rest more`_."),
        Example("", {"See `Rest more`_.": "Vea `Más reposo`_. #noqa"}),
    ),
    "heading-linked-by-english": (
        heading("Rest less", "Menos reposo", "See `Rest less`_."),
        Example("", {"See `Rest less`_.": "Vea `Rest less`_."}),
    ),
    "linked-heading-with-markup": (
        heading("Rest *now*", "Repose *ya*", "See `Rest now`_."),
        Example("", {"See `Rest now`_.": "Vea `Rest now`_."}),
    ),
    "target-of-a-heading": (
        heading("Rest", "Descanso", ".. _also: Rest_\n\nSee also_."),
        Example("", {"See also_.": "Vea also_."}),
    ),
    "nameless-target-of-a-heading": (
        heading("Rest", "Descanso", "__ Rest_\n\nSee `here`__."),
        Example("", {"See `here`__.": "Vea `aquí`__."}),
    ),
    "headings-below-each-other": (
        Example(
            "Top\n---\n\nMiddle\n~~~~~~\n\nBottom\n......\n\nA.\n",
            {"Top": "Arriba", "Middle": "Medio", "Bottom": "Abajo", "A.": "Un a."},
        ),
    ),
}

APART = {
    "glossary": Example(
        ".. glossary::\n\n   flare\n      It *grows*.\n\n   rash : skin\n   spots\n      Red.\n",
        {"flare": "brote", "It *grows*.": "*Crece*.", "rash": "erupción : piel", "spots": "*mota*"},
    ),
    "added": Example(".. versionadded:: 1.0\n   *New*.\n", {"*New*.": "*Nuevo*."}),
    "class": Example(".. class:: x\n\nStyled **text**.\n", {"Styled **text**.": "**Estilo**."}),
    "entries": Example(".. index:: rest; bed\n\nText.\n", {"rest": "reposo", "bed": "cama"}),
    "function": Example(".. py:function:: rest(a)\n\n   *Rests*.\n", {"*Rests*.": "*Descansa*."}),
    "default-role": Example(".. default-role:: strong\n\nA `b`.\n", {"A `b`.": "Un `b`."}),
    "contents": Example(
        ".. contents::\n\nOne day\n-------\n\nA.\n\nTwo *days*\n----------\n\nB.\n",
        {"One day": "Un día", "Two *days*": "Dos *días*"},
    ),
}

MORE = {
    "meta": Example(
        ".. meta::\n   :description: About *rest*\n   :keywords: rest\n\nText.\n",
        {"About *rest*": "Sobre *reposo*", "rest": "reposo"},
    ),
    "table-in-an-answer": Example(
        ".. _how-long:\n\nHow long?\n---------\n\n.. short-answer::\n\n   One day.\n\n"
        ".. list-table:: Days\n\n   * - One\n",
        {"How long?": "¿Cuánto?", "One day.": "Un día."},
    ),
    "ours": Example(
        ".. question-list::\n\n.. _may-i-rest:\n\nMay I rest?\n-----------\n\n.. short-answer::\n\n"
        "   Yes, *do*.\n\n.. safety::\n   :class: now\n\n   Call **now**.\n\n"
        ".. people:: 4\n\n   In 4 of 100.\n\n.. sources:: nhs\n\n"
        ".. repeat:: is-it-catching\n\n.. short-answers::\n",
        {"May I rest?": "¿Descanso?", "Yes, *do*.": "Sí, *hágalo*.", "Call **now**.": "Llame ya."},
    ),
}

PAGES: dict[str, Sequence[Example]] = {
    "plain": PLAIN,
    "marks": MARKS,
    "spaces": SPACES,
    "noqa": NOQA,
    "markup": MARKUP,
    "links": LINKS,
    "blocks": BLOCKS,
    "scripts": SCRIPTS,
    **HEADINGS,
    **{name: (example,) for name, example in {**APART, **MORE}.items()},
}

FUZZY = '\n#, fuzzy\nmsgid "Nobody translated this."\nmsgstr "Nadie tradujo esto."\n'

ROUGH: dict[str, Sequence[Example]] = {
    "broken-markup": (
        text("Rest well.", "Descanse **bien."),
        text("Rest *badly*.", "Descanse *mal."),
        text("Rest here.", "Descanse `aquí."),
        text("Rest there.", "Descanse |allí| y :nada:`x`."),
        text("Rest ``long``.", "Descanse ``mucho."),
        text("A file.", "El archivo mi_nota."),
    ),
    "broken-links": (
        text("See Nowhere_.", "Vea Nowhere_."),
        text("See `no place`__.", "Vea `nada`__."),
        text("See :ref:`nothing` there.", "Vea :ref:`nothing` ya."),
        text("See :doc:`nothing` there.", "Vea :doc:`nada` ya."),
    ),
    "other-links": (
        text("See this.", "Vea :ref:`is-it-catching` y NHS_.", NHS),
        text("See NHS_.", "Vea esto."),
        text("See NHS_ too.", "Vea a `ellos`_."),
        text("A note [#f]_.", "Una nota.", ".. [#f] The note."),
        text("A :term:`nothing`.", "Una :term:`nada`."),
    ),
    "numbered-anchors": (
        text("A :index:`flare` and :pep:`8`.", "Un :index:`brote` y :pep:`8`."),
        text("An :envvar:`HOME`.", "Una :envvar:`HOME`."),
        text("Nothing of it.", "Un :index:`brote`."),
    ),
    "headings-that-are-linked-twice": (
        heading("Rest", "Descanso"),
        heading("Rest", "Descanso", "__ Rest_\n\nSee `here`__."),
    ),
}
"""What Sphinx warns about, or numbers as it goes."""


def write_pages(project: SmallProject, pages: Mapping[str, Sequence[Example]]) -> None:
    """Write each page with the examples on it, and its catalogs."""
    project.write("conf.py", CONF + SETTINGS + WITHOUT_OUR_PARTS)
    project.write("source/picture.svg", "<svg></svg>\n")
    for name, examples in pages.items():
        title, blocks = f"Page about {name}", "\n\n".join(example.block for example in examples)
        project.write(f"source/{name}.rst", f":orphan:\n\n{title}\n{'=' * 60}\n\n{blocks}\n")
        for code in TRANSLATED:
            found = [one.messages.items() for one in examples if one.code == code]
            messages = dict(chain.from_iterable(found))
            if messages:
                project.translate(code, name, {title: f"Es {name}", **messages})


def run_sphinx(folder: Path, *wanted: tuple[str, str], **variables: str) -> list[str]:
    """Run plain Sphinx for languages into folders; return what each said."""
    options = ("-q", "-b", "html", "-c", ".", *BESIDE)
    done = [
        warm.run(folder, "sphinx", *options, "-D", f"language={code}", "source", out, **variables)
        for code, out in wanted
    ]
    assert {one.returncode for one in done} == {0}, done
    return [one.stderr for one in done]


def make_pages(folder: Path) -> None:
    project = SmallProject(folder)
    write_pages(project, PAGES)
    project.translate("es", "sphinx", {"Not yet translated:": "Sin traducir:"})
    catalog = project.folder / "locale" / "es" / "LC_MESSAGES" / "plain.po"
    untranslated = '\nmsgid "Nobody translated this."\nmsgstr ""\n'
    catalog.write_text(catalog.read_text("utf-8").replace(untranslated, FUZZY), "utf-8")
    # One language at a time: then each of them has the pages that were parsed once for all.
    built = project.build("--jobs", "1", "--quiet")
    # The texts are made up, and so are their numbers; nobody has translated the first page.
    told = [line for line in built.stderr.splitlines() if "index.po:1: names: " not in line]
    assert [line for line in told if ": numbers: " not in line] == []
    run_sphinx(project.folder, *((code, f"plain/{TAGS[code]}") for code in TAGS))
    bare = [(code, f"bare/{TAGS[code]}") for code in TRANSLATED]
    run_sphinx(project.folder, *bare, WITHOUT_OUR_PARTS="yes")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was built, by plain Sphinx (``plain``) and without our parts (``bare``)."""
    return make_once(tmp_path_factory, "equality", make_pages)


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of each file below ``folder`` but for what is explained."""
    files = (path for path in folder.rglob("*") if path.is_file())
    named = {path.relative_to(folder).as_posix(): path for path in files}
    ours = {
        name: path
        for name, path in named.items()
        if name.split("/")[0] not in EXPLAINED.keys() | ADDED
    }
    return {name: path.read_bytes() for name, path in ours.items()}


def different_files(one: Path, other: Path) -> list[str]:
    """Return the names of the files that are not the same in two folders."""
    left, right = contents(one), contents(other)
    return sorted(name for name in left.keys() | right.keys() if left.get(name) != right.get(name))


def without_keys(text: str) -> str:
    """Return ``text`` without what finds a message in another language, which Sphinx gives none."""
    return re.sub(r' data-m="[^"]*"', "", text)


def different_lines(one: Path, other: Path) -> list[str]:
    """Return the lines that are not the same in two files but for the keys of messages."""
    left, right = (without_keys(path.read_text("utf-8")).split("\n") for path in (one, other))
    return [line for line in difflib.ndiff(left, right) if line[0] in "+-"]


@pytest.mark.parametrize("tag", TAGS.values())
def test_a_build_makes_every_file_that_plain_sphinx_makes(pages: Path, tag: str) -> None:
    assert different_files(pages / "build" / "html" / tag, pages / "plain" / tag) == []


@pytest.mark.parametrize("tag", TAGS.values())
def test_what_plain_sphinx_leaves_besides_is_explained(pages: Path, tag: str) -> None:
    left = {path.name for path in (pages / "plain" / tag).iterdir()}
    assert left - {path.name for path in (pages / "build/html" / tag).iterdir()} == set(EXPLAINED)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_the_same_where_sphinx_parses_and_translates(pages: Path, name: str) -> None:
    places = [f"{TAGS[code]}/{name}.html" for code in TRANSLATED]
    lines = (different_lines(pages / "plain" / place, pages / "bare" / place) for place in places)
    assert "\n".join(chain.from_iterable(lines)) == ""


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_other_file_is_the_same_where_sphinx_parses_and_translates(
    pages: Path, code: str
) -> None:
    plain, bare = pages / "plain" / TAGS[code], pages / "bare" / TAGS[code]
    # What is kept on a phone is listed with digests of the pages, keys and all.
    known = {*(f"{page}.html" for page in PAGES), "offline.json"}
    names = [name for name in different_files(plain, bare) if name not in known]
    lines = (different_lines(plain / name, bare / name) for name in names)
    assert "\n".join(chain.from_iterable(lines)) == ""


@dataclass(frozen=True)
class Rough:
    """What plain Sphinx makes in Spanish of pages that it warns about, and what it says.

    ``ours`` and ``theirs`` are the folders that it was made into with our parts and without.
    """

    ours: Path
    theirs: Path
    said_with_ours: Sequence[str]
    said_without: Sequence[str]


def make_rough_pages(folder: Path) -> None:
    project = SmallProject(folder)
    write_pages(project, ROUGH)
    said = run_sphinx(project.folder, ("es", "plain"))
    said += run_sphinx(project.folder, ("es", "bare"), WITHOUT_OUR_PARTS="yes")
    project.write("said.json", json.dumps(said))


@pytest.fixture(scope="module")
def rough(tmp_path_factory: pytest.TempPathFactory) -> Rough:
    """The rough pages, made with our parts and without."""
    folder = make_once(tmp_path_factory, "equality-rough", make_rough_pages)
    ours, theirs = (one.splitlines() for one in json.loads((folder / "said.json").read_text()))
    return Rough(folder / "plain", folder / "bare", ours, theirs)


def without_numbers(text: str) -> str:
    """Return ``text`` without what Sphinx counts: it parses a message twice, and we once."""
    return re.sub(
        r"(?<=index-)\d+|(?<=\bid)\d+|(?<=:)\d+(?=:)|\d+(?= (references|targets))", "N", text
    )


@pytest.mark.parametrize("name", ROUGH)
def test_a_page_that_sphinx_warns_about_is_the_same_without_our_parts(
    rough: Rough, name: str
) -> None:
    pages = (folder / f"{name}.html" for folder in (rough.ours, rough.theirs))
    ours, theirs = (without_numbers(without_keys(page.read_text("utf-8"))) for page in pages)
    assert ours == theirs


@pytest.mark.parametrize("name", ROUGH)
def test_sphinx_warns_of_the_same_without_our_parts(rough: Rough, name: str) -> None:
    said = (rough.said_with_ours, rough.said_without)
    # What docutils says of a translation is for the guard to say, in other words.
    ours, theirs = (
        {
            without_numbers(line)
            for line in lines
            if f"{name}.rst" in line and ":<translated>:" not in line
        }
        for lines in said
    )
    assert sorted(ours ^ theirs) == []


def test_pages_with_a_role_of_their_own_are_those_of_plain_sphinx(project: SmallProject) -> None:
    block = ".. role:: today\n\n:today:`Now` rest."
    messages = {":today:`Now` rest.": ":today:`Ya` descanse."}
    write_pages(project, {"role": (Example(block, messages),)})
    built = project.build("--jobs", "1", "--quiet")
    project.sphinx("es", *BESIDE)
    assert built.stderr == ""
    assert different_files(project.folder / "build/html/es", project.folder / "out") == []


ORDINARY = {
    "plain": "Text.",
    "markup": "**Bold**, *emphasis*, ``literal``, H\\ :sub:`2`\\ O and \\*stars\\*.",
    "links": "`A <https://a.example>`_, `b`__, :ref:`is-it-catching`, :doc:`index`, :term:`x`."
    "\n\n__ https://b.example",
    "footnotes": "One [#f]_ and two [1]_.\n\n.. [#f] Foot.\n.. [1] Note.",
    "lists": "- a\n- b\n\n1. c\n\nterm\n   definition\n\n| line",
    "table": ".. list-table:: Title\n\n   * - a\n     - b",
    "boxes": ".. note:: Care.\n\n.. admonition:: Title\n\n   Text.\n\n.. topic:: Title\n\n   Text.",
    "pictures": ".. image:: picture.svg\n   :alt: A\n\n.. figure:: picture.svg\n\n   Caption.",
    "substitutions": ".. |name| replace:: *text*\n\nSome |name|.",
    "meta": ".. meta::\n   :description: This page.\n\nText.",
    "contents-tree": ".. toctree::\n\n   plain",
    "code": "Look::\n\n   code\n\n.. code-block:: python\n\n   code",
    "heading": "Rest\n----\n\nSee `Rest`_.",
    "answers": ".. question-list::\n\n.. short-answers::\n\n.. repeat:: is-it-catching",
    "safety": ".. safety::\n\n   Call **now**.\n\n.. sources:: nhs",
    "people": ".. people:: 4\n\n   Of 100 people, 4 *rest*.",
    "asks-where-it-is": ".. asks-where-it-is::",
}

PARTICULAR = {
    "notes-terms": ".. glossary::\n\n   x\n      Text.",
    "notes-a-function": ".. py:function:: rest()",
    "notes-an-index-entry": ".. index:: rest\n\nText.",
    "notes-an-index-entry-in-a-line": "An :index:`entry`.",
    "notes-a-language-of-code": ".. highlight:: python\n\nText.",
    "notes-an-equation": ".. math::\n   :label: one\n\n   x",
    "includes-a-file": ".. include:: words.txt",
    "includes-code": ".. literalinclude:: words.txt",
    "reads-a-table": ".. csv-table::\n   :file: words.txt",
    "defines-a-role": ".. role:: strange\n\nText.",
    "changes-the-role": ".. default-role:: strong\n\nSome `text`.",
    "styles-what-follows": ".. class:: wide\n\nText.",
    "lists-its-headings": ".. contents::\n\nRest\n----\n\nText.",
    "tells-its-version": ".. versionadded:: 1.0",
    "asks-for-words": ".. asks-for-words::",
    "asks-for-the-language": ".. asks-for-the-language::",
    "writes-to-the-environment": ".. writes-to-the-environment::",
    "asks-what-was-set": ".. asks-what-was-set::",
    "asks-docutils-for-the-language": ".. asks-docutils-for-the-language::",
    "adds-a-stylesheet": ".. adds-a-stylesheet::",
    "writes-a-file": ".. writes-a-file::",
    "warns": "Some **bold.",
    "names-no-directive": ".. nothing::",
}

DIRECTIVES = """
from docutils import nodes
from sphinx.locale import _
from sphinx.util.docutils import SphinxDirective

class AsksForWords(SphinxDirective):
    def run(self):
        return [nodes.paragraph("", str(_("Search")))]

class AsksForTheLanguage(SphinxDirective):
    def run(self):
        return [nodes.paragraph("", self.config.language)]

class WritesToTheEnvironment(SphinxDirective):
    def run(self):
        self.env.seen_on = [*getattr(self.env, "seen_on", []), self.env.docname]
        return []

class AsksWhatWasSet(SphinxDirective):
    def run(self):
        return [nodes.paragraph("", self.config.overrides["language"])]

class AsksDocutilsForTheLanguage(SphinxDirective):
    def run(self):
        return [nodes.paragraph("", self.state.document.settings.language_code)]

class AsksWhereItIs(SphinxDirective):
    def run(self):
        return [nodes.paragraph("", str(setup.app.confdir))]

class AddsAStylesheet(SphinxDirective):
    def run(self):
        setup.app.add_css_file("https://a.example/a.css")
        return []

class WritesAFile(SphinxDirective):
    def run(self):
        (setup.app.outdir / "made.txt").write_text("Made.")
        return []

def setup(app):
    setup.app = app
    app.add_directive("adds-a-stylesheet", AddsAStylesheet)
    app.add_directive("writes-a-file", WritesAFile)
    app.add_directive("asks-what-was-set", AsksWhatWasSet)
    app.add_directive("asks-docutils-for-the-language", AsksDocutilsForTheLanguage)
    app.add_directive("asks-where-it-is", AsksWhereItIs)
    app.add_directive("asks-for-words", AsksForWords)
    app.add_directive("asks-for-the-language", AsksForTheLanguage)
    app.add_directive("writes-to-the-environment", WritesToTheEnvironment)
"""

PARSE = """
import json
from pathlib import Path
from multilingual.build.shared_parse import parse_pages

root = Path.cwd()
print(json.dumps([Path(page).stem for page in parse_pages(root, root / "source", {}, root)]))
"""


def make_shared_pages(folder: Path) -> None:
    project = SmallProject(folder)
    # As the site has it, no page could include a file at all.
    project.write("docutils.conf", "")
    project.write("conf.py", CONF + DIRECTIVES)
    project.write("source/picture.svg", "<svg></svg>\n")
    project.write("source/words.txt", "Words,more\n")
    for name, block in {**ORDINARY, **PARTICULAR}.items():
        page = f":orphan:\n\nPage about {name}\n{'=' * 60}\n\n{block}\n"
        project.write(f"source/{name}.rst", page)
    command = [sys.executable, "-c", PARSE]
    told = subprocess.run(command, cwd=project.folder, capture_output=True, text=True, check=True)
    project.write("shared.json", told.stdout)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the pages that are parsed once for all languages."""
    folder = make_once(tmp_path_factory, "equality-shared", make_shared_pages)
    return set(json.loads((folder / "shared.json").read_text()))


@pytest.mark.parametrize("name", [*ORDINARY, "index"])
def test_an_ordinary_page_is_parsed_once_for_all_languages(shared: set[str], name: str) -> None:
    assert name in shared


@pytest.mark.parametrize("name", PARTICULAR)
def test_a_page_that_does_more_than_hold_text_is_parsed_for_each_language(
    shared: set[str], name: str
) -> None:
    assert name not in shared


def test_a_short_answer_can_have_a_role_in_every_language(project: SmallProject) -> None:
    project.write("source/index.rst", "Home\n====\n" + QUESTION.replace("it.", "H\\ :sub:`2`\\ O."))
    project.translate("es", "index", {"Home": "Inicio"})
    assert project.sphinx("es").returncode == 0


def test_the_search_finds_only_what_is_on_the_page(project: SmallProject) -> None:
    table = "\n.. list-table:: Days\n\n   * - One\n"
    project.write("source/index.rst", "Home\n====\n" + QUESTION + table)
    project.translate("es", "index", {"Home": "Inicio"})
    project.sphinx("es")
    assert "directive" not in (project.folder / "out" / "search-index.js").read_text("utf-8")


def test_a_directive_that_asks_for_the_language_is_told_it(project: SmallProject) -> None:
    project.write("conf.py", CONF + DIRECTIVES)
    project.write("source/more.rst", ":orphan:\n\nMore\n====\n\n.. asks-for-the-language::\n")
    project.translate("es", "more", {"More": "Más"})
    project.build("--jobs", "1")
    assert project.html("es", "more").select("article section > p")[-1].text.endswith("es")
