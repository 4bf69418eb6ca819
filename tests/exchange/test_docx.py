"""A volunteer who has a word processor alone can translate, and can break nothing."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from conftest import ROOT, SmallProject, run_multilingual
from exchanging import (
    DOCUMENT,
    catalog_at,
    edit,
    export,
    flags,
    imported,
    put,
    refused,
    take,
    text_in,
    texts,
)
from lxml import etree

from multilingual.catalogs.message import NOWHERE
from multilingual.exchange.docx_reader import COMMENTED
from multilingual.exchange.docx_writer import write_docx
from multilingual.exchange.formats import read_sent
from multilingual.exchange.inline_markup import MOST_TAGS
from multilingual.exchange.units import LARGEST, Unit, UnitState

SAVED = ROOT / "tests" / "data" / "exchange"
"""Files that real programs saved."""
GREETING = 'msgid "Hello."\nmsgstr "Hola."'
DOSE = 'msgid "Take 5 mg."\nmsgstr "Tome 5 mg."'
WARNING = 'msgid "**Never** stop. See :ref:`help`."\nmsgstr "**Nunca** pare. Vea :ref:`help`."'
HOLA = '<w:r><w:t xml:space="preserve">Hola.</w:t></w:r>'
"""What stands for the translation, in place of which tests put other things."""
ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'


def document(units: list[Unit], tag: str = "es") -> str:
    with ZipFile(BytesIO(write_docx(units, NOWHERE, tag))) as archive:
        return archive.read(DOCUMENT).decode()


def unit(target: str, state: UnitState = UnitState.TRANSLATED) -> Unit:
    return Unit("index", "0" * 16, "Hello.", target, state)


# What is in the file


def test_the_same_messages_give_the_same_bytes() -> None:
    units = [unit("Hola.")]
    assert write_docx(units, NOWHERE, "es") == write_docx(units, NOWHERE, "es")


def test_the_first_paragraphs_say_what_to_do() -> None:
    text = re.sub("<[^>]*>", " ", document([unit("Hola.")]))
    assert "Write in the third column, “Translation (es)”, and nowhere else" in text


def test_there_is_a_table_for_each_page_whose_titles_are_on_each_sheet(tmp_path: Path) -> None:
    catalog_at(tmp_path, GREETING)
    catalog_at(tmp_path, DOSE, "treatment")
    text = text_in(export(tmp_path, "docx"))
    assert (text.count("<w:tbl>"), text.count("<w:tblHeader/>")) == (2, 2)


def test_each_mark_is_locked_in_both_languages(tmp_path: Path) -> None:
    catalog_at(tmp_path, WARNING)
    root = etree.fromstring(text_in(export(tmp_path, "docx")).encode())
    locked = [
        "".join(control.itertext())
        for control in root.find("{*}body").iterfind("{*}tbl//{*}sdt")
        if "contentLocked" in control.find("{*}sdtPr/{*}lock").attrib.values()
    ]
    assert locked == ["**", "**", ":ref:`help`"] * 2


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("es", '<w:lang w:val="es-ES" w:bidi="es-ES"/>'),
        ("pt-BR", '<w:lang w:val="pt-BR" w:bidi="pt-BR"/>'),
        ("ar", '<w:rtl/><w:lang w:val="ar-EG" w:bidi="ar-EG"/>'),
        ("zh-Hans", '<w:lang w:val="zh-CN" w:eastAsia="zh-CN" w:bidi="zh-CN"/>'),
        ("qaa", '<w:lang w:val="qaa" w:bidi="qaa"/>'),
    ],
)
def test_the_spelling_is_checked_in_the_language_and_the_country(tag: str, said: str) -> None:
    with ZipFile(BytesIO(write_docx([unit("Hola.")], NOWHERE, tag))) as archive:
        assert said in archive.read("word/styles.xml").decode()


@pytest.mark.parametrize(
    ("tag", "target", "direction"),
    [
        ("es", "Hola.", "ltr"),
        ("ar", "مرحبا.", "rtl"),
        ("ar", "", "rtl"),
        ("qaa", "مرحبا.", "rtl"),
        ("qaa", "Hola.", "ltr"),
    ],
)
def test_a_translation_goes_from_right_to_left_where_its_language_does(
    tag: str, target: str, direction: str
) -> None:
    is_rtl = "<w:bidi/><w:rPr><w:rtl/></w:rPr>" in document([unit(target)], tag)
    assert direction == ("rtl" if is_rtl else "ltr")


def test_a_mark_goes_from_left_to_right_in_arabic_and_comes_back_as_it_was(tmp_path: Path) -> None:
    text = document([unit("راجع :ref:`help`.")], "ar")
    assert "\u202a:ref:`help`\u202c" in text


# What word processors make of it


@pytest.mark.parametrize("name", ["libreoffice.docx", "libreoffice-odt.docx"])
def test_what_libreoffice_saved_is_taken(tmp_path: Path, name: str) -> None:
    path = catalog_at(tmp_path, f'{WARNING}\n\n#, fuzzy\n{GREETING}\n\nmsgid "New."\nmsgstr ""')
    before = path.read_bytes()
    file = Path(shutil.copy(SAVED / name, tmp_path))
    assert (take(tmp_path, file), path.read_bytes()) == ([], before)
    assert take(tmp_path, edit(file, "Hola.", "Buenas.")) == []
    assert (texts(path)[1], flags(path, 1)) == ("Buenas.", [])


def test_changes_that_libreoffice_tracked_are_taken_as_if_accepted(tmp_path: Path) -> None:
    path = catalog_at(tmp_path, f"{WARNING}\n\n{GREETING}")
    file = Path(shutil.copy(SAVED / "libreoffice-tracked.docx", tmp_path))
    assert take(tmp_path, file) == []
    assert texts(path) == ["**Nunca** lo deje. Vea :ref:`help`.", "Buenas."]


def test_what_libreoffice_saved_of_arabic_changes_nothing(tmp_path: Path) -> None:
    catalog = tmp_path / "locale/ar/LC_MESSAGES/about-lupus.po"
    catalog.parent.mkdir(parents=True)
    arabic = 'msgid "See :ref:`help`."\nmsgstr "راجع :ref:`help`."'
    header = catalog_at(tmp_path, GREETING).read_text("utf-8").partition("\n\n")[0]
    catalog.write_text(f"{header.replace('Language: es', 'Language: ar')}\n\n{arabic}\n", "utf-8")
    file = Path(shutil.copy(SAVED / "libreoffice-ar.docx", tmp_path))
    taken = imported(tmp_path, file)
    assert (taken.messages, taken.findings) == (0, [])


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


NEW = run("Buenas.")
LINK = '<w:r><w:fldChar/></w:r><w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r>'
OLD = "<w:del><w:r><w:delText>Hola</w:delText></w:r></w:del>"


@pytest.mark.parametrize(
    "written",
    [
        run("Bue") + '<w:proofErr w:type="spellStart"/>' + run("nas."),
        f'<w:bookmarkStart w:name="x"/>{NEW}<w:bookmarkEnd/>',
        f"{OLD}<w:ins>{run('Buenas')}</w:ins>{run('.')}",
        f"<w:moveFrom>{HOLA}</w:moveFrom><w:moveTo>{NEW}</w:moveTo>",
        f"<w:hyperlink>{NEW}</w:hyperlink>",
        f"{LINK}{NEW}",
        f"<w:sdt><w:sdtContent>{NEW}</w:sdtContent></w:sdt>",
        f"<w:smartTag>{run('Buenas')}</w:smartTag>{run('.')}",
        f"<w:commentRangeStart/>{NEW}<w:r><w:commentReference/></w:r>",
        run(" Buenas. "),
        f"{NEW}</w:p><w:p>",
    ],
)
def test_what_a_program_writes_around_the_words_is_passed_over(
    tmp_path: Path, written: str
) -> None:
    catalog_at(tmp_path, GREETING)
    parcel = read_sent(edit(export(tmp_path, "docx"), HOLA, written), tmp_path)
    assert [(one.target, parcel.faults) for one in parcel.units] == [("Buenas.", [])]


def test_a_comment_beside_a_row_is_told_and_the_row_is_taken(tmp_path: Path) -> None:
    catalog_at(tmp_path, GREETING)
    commented = f"{NEW}<w:r><w:commentReference/></w:r>"
    parcel = read_sent(edit(export(tmp_path, "docx"), HOLA, commented), tmp_path)
    assert ([one.target for one in parcel.units], parcel.notes) == (["Buenas."], [(1, COMMENTED)])


def test_signs_that_word_has_elements_for_are_signs_again(tmp_path: Path) -> None:
    catalog_at(tmp_path, GREETING)
    signs = "<w:r><w:noBreakHyphen/><w:softHyphen/><w:tab/><w:br/><w:t>a</w:t></w:r>"
    (one,) = read_sent(edit(export(tmp_path, "docx"), HOLA, signs), tmp_path).units
    assert one.target == "\u2011\xad\t\na"


@pytest.mark.parametrize("between", ["<w:r><w:br/></w:r>", "</w:p><w:p>"])
def test_a_line_break_in_a_cell_is_told(tmp_path: Path, between: str) -> None:
    catalog_at(tmp_path, GREETING)
    file = edit(export(tmp_path, "docx"), HOLA, f"{run('Bue')}{between}{run('nas.')}")
    assert "has a line break" in take(tmp_path, file)[0]


def test_a_paragraph_whose_end_was_deleted_goes_on(tmp_path: Path) -> None:
    path = catalog_at(tmp_path, GREETING)
    file = edit(export(tmp_path, "docx"), HOLA, run("Bue") + "</w:p><w:p>" + run("nas."))
    end = '<w:pStyle w:val="Translation"/>'
    edit(file, end, f'{end}<w:rPr><w:del w:id="3"/></w:rPr>')
    assert (take(tmp_path, file), texts(path)[0]) == ([], "Buenas.")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (HOLA, '<w:r><w:sym w:font="Symbol" w:char="F062"/></w:r>', "Write it as plain text"),
        (HOLA, "<w:r><w:object><w:t>Hola.</w:t></w:object></w:r>", "Write it as plain text"),
        (HOLA, f'{HOLA}<w:r><w:footnoteReference w:id="1"/></w:r>', "a note below the text"),
        (HOLA, f"{HOLA}<w:r><w:drawing/></w:r>", "a picture or a box"),
        (HOLA, f"{HOLA}<w:r><w:fallback><w:pict/></w:fallback></w:r>", "a picture or a box"),
        (HOLA, "", "The translation was deleted here, and stays as it was"),
        (HOLA, f"{HOLA}<w:r><w:rPr><w:strike/></w:rPr><w:t>Adiós.</w:t></w:r>", "are struck out"),
        (HOLA, f"{HOLA}<w:r><w:rPr><w:vanish/></w:rPr><w:t>Adiós.</w:t></w:r>", "are hidden"),
        (HOLA, f"</w:p><w:tbl><w:tr><w:tc><w:p>{HOLA}</w:p></w:tc></w:tr></w:tbl><w:p>", "a table"),
        ('"Translation"/>', '"Translation"/><w:numPr><w:numId w:val="2"/></w:numPr>', "a list"),
        (">Hello.<", ">Hello!<", "The English in this file is not ours"),
        ("index:", "damaged", "The grey name of this row is damaged"),
    ],
)
def test_a_row_that_is_not_in_order_is_told_and_the_others_are_taken(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    path = catalog_at(tmp_path, f"{GREETING}\n\n{DOSE}")
    file = export(tmp_path, "docx")
    text = text_in(file).replace("Tome 5 mg.", "Use 5 mg.")
    first, end, rest = text.partition(">2<")
    told = take(tmp_path, put(file, f"{first.replace(old, new)}{end}{rest}"))
    assert any(said in one and f"{file.name}:1: " in one for one in told)
    assert texts(path) == ["Hola.", "Use 5 mg."]


def test_words_that_were_struck_out_no_more_are_taken(tmp_path: Path) -> None:
    path = catalog_at(tmp_path, GREETING)
    off = '<w:r><w:rPr><w:strike w:val="0"/></w:rPr><w:t>Buenas.</w:t></w:r>'
    assert take(tmp_path, edit(export(tmp_path, "docx"), HOLA, off)) == []
    assert texts(path)[0] == "Buenas."


ROW = re.compile(r"<w:tr>(?:(?!<w:tr>).)*>Hola\.<.*?</w:tr>", re.DOTALL)
CELL = re.compile(
    r"<w:tc>(?:(?!<w:tc>).)*>Notes<.*?</w:tc>|<w:tc>(?:(?!<w:tc>).)*</w:tc>(?=</w:tr>)", re.DOTALL
)


def changed_row(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: ROW.sub(lambda found: change(found[0]), text, count=1)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (changed_row(lambda _row: ""), "There is no row for 1 (1 of 2)"),
        (changed_row(lambda row: row.replace("<w:cantSplit/>", "<w:del/>")), "no row for 1 (1"),
        (changed_row(lambda row: CELL.sub("", row)), "This row has 3 cells, not 4"),
        (changed_row(lambda row: row + row.replace("Hola.", "Buenas.")), "stands twice"),
    ],
)  # fmt: skip
def test_a_row_that_is_lost_or_wrong_is_told_and_the_others_are_taken(
    tmp_path: Path, change: Callable[[str], str], said: str
) -> None:
    path = catalog_at(tmp_path, f"{GREETING}\n\n{DOSE}")
    file = export(tmp_path, "docx")
    text = change(text_in(file)).replace("Tome 5 mg.", "Use 5 mg.")
    (told,) = take(tmp_path, put(file, text))
    assert f"{file.name}:1: import: " in told
    assert said in told
    assert texts(path) == ["Hola.", "Use 5 mg."]


def test_rows_can_be_sorted_and_headings_lost(tmp_path: Path) -> None:
    path = catalog_at(tmp_path, f"{GREETING}\n\n{DOSE}")
    file = edit(export(tmp_path, "docx"), "Hola.", "Buenas.")
    text = text_in(file).replace("Page: index", "")
    rows = re.findall(r"<w:tr>.*?</w:tr>", text, re.DOTALL)
    put(file, text.replace("".join(rows), "".join([rows[0], *reversed(rows[1:])])))
    assert (take(tmp_path, file), texts(path)[0]) == ([], "Buenas.")


# What readers get


def fuzzy(root: Path) -> Path:
    return catalog_at(root, f'#, fuzzy\n#| msgid "Hi."\n{GREETING}')


def test_what_needs_review_still_does_if_nobody_touched_it(tmp_path: Path) -> None:
    path = fuzzy(tmp_path)
    before = path.read_bytes()
    assert (take(tmp_path, export(tmp_path, "docx")), path.read_bytes()) == ([], before)


@pytest.mark.parametrize(("old", "new"), [("Needs review", ""), (">Hola.<", ">Buenas.<")])
def test_what_was_corrected_or_approved_needs_review_no_more(
    tmp_path: Path, old: str, new: str
) -> None:
    path = fuzzy(tmp_path)
    # What to do, which is written above the table, says these words too.
    file = export(tmp_path, "docx")
    guide, table, rest = text_in(file).partition("<w:tbl>")
    assert take(tmp_path, put(file, f"{guide}{table}{rest.replace(old, new)}")) == []
    assert flags(path) == []


def test_a_translators_note_that_sounds_like_ours_asks_for_no_review(tmp_path: Path) -> None:
    path = catalog_at(tmp_path, f"# Needs review\n{GREETING}")
    before = path.read_bytes()
    assert (take(tmp_path, export(tmp_path, "docx")), path.read_bytes()) == ([], before)


def test_a_mark_that_was_broken_all_the_same_is_left_out(tmp_path: Path) -> None:
    path = catalog_at(tmp_path, WARNING)
    before = path.read_bytes()
    file = export(tmp_path, "docx")
    before_it, _mark, rest = text_in(file).rpartition(":ref:`help`")
    put(file, f"{before_it}:ref:‘help’{rest}")
    assert f"{file.name}:1: references: " in take(tmp_path, file)[0]
    assert path.read_bytes() == before


# What is refused


def zipped(**parts: str) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return file.getvalue()


RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="a" Type="http://x/officeDocument" Target="{}"/></Relationships>'
)
BODY = '<w:document xmlns:w="http://x"><w:body>{}</w:body></w:document>'


def docx(body: str, target: str = "word/document2.xml") -> bytes:
    return zipped(**{"_rels/.rels": RELATIONS.format(target), "word/document2.xml": body})


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd0\xcf\x11\xe0 Word 97", "an old file of Word (.doc), or it has a password"),
        (zipped(**{"content.xml": "<x/>"}), "a file of LibreOffice (.odt)"),
        (zipped(**{"xl/workbook.xml": "<x/>"}), "this is no file of Word"),
        (docx("", "elsewhere.xml"), "this is no file of Word"),
        (b"{\\rtf1 Hola.}", "the file is damaged, or is no file of Word"),
        (docx(BODY.format(""))[:200], "the file is damaged, or is no file of Word"),
        (docx(BODY.format("<w:p/>")), 'no table has a column "Translation (es)"'),
        (docx(f"{ENTITY}{BODY.format('&b;')}"), "entities"),
        (docx("<w:document>"), "the file is damaged"),
        (docx("<w:tr/>" * (MOST_TAGS + 1)), f"the file has more than {MOST_TAGS} tags"),
        (docx(" " * (LARGEST + 1)), "is more than 50 MB when unpacked"),
    ],
)
def test_what_is_no_table_for_word_is_refused_with_advice(
    tmp_path: Path, data: bytes, said: str
) -> None:
    catalog_at(tmp_path, GREETING)
    file = tmp_path / "es.docx"
    file.write_bytes(data)
    assert said in refused(tmp_path, file)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("es.doc", 'save it as "Word (.docx)"'),
        ("es.ODT", 'save it as "Word (.docx)"'),
        ("es.xlsx", "Save the sheet as CSV UTF-8"),
        ("es.mo", "Import the .po file"),
        ("es.zip", "Unpack it"),
    ],
)
def test_another_ending_is_refused_with_what_to_do(tmp_path: Path, name: str, said: str) -> None:
    assert said in refused(tmp_path, tmp_path / name)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Translation (es)</w:t>", "Translation (fr)</w:t>", "its language is fr"),
        ("Translation (es)</w:t>", "Traducción</w:t>", "no table has a column"),
        ("index:", "../../x:", "there is no catalog of a page '../../x'"),
    ],
)
def test_a_table_of_something_else_is_refused_whole(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    path = catalog_at(tmp_path, GREETING)
    before = path.read_bytes()
    assert said in refused(tmp_path, edit(export(tmp_path, "docx"), old, new))
    assert path.read_bytes() == before


def test_two_languages_in_one_file_are_refused(tmp_path: Path) -> None:
    catalog_at(tmp_path, GREETING)
    catalog_at(tmp_path, DOSE, "treatment")
    file = export(tmp_path, "docx")
    first, table, rest = text_in(file).rpartition("<w:tbl>")
    put(file, f"{first}{table}{rest.replace('(es)', '(fr)')}")
    assert "the file holds 2 languages" in refused(tmp_path, file)


def test_the_commands_carry_a_table_out_and_home(project: SmallProject) -> None:
    path = project.translate("es", "index", {"Hello.": "Hola."}, "Language: es\\n")
    assert run_multilingual(project.folder, "export", "es", "--format", "docx").returncode == 0
    file = edit(project.folder / "build/export/es/es.docx", ">Hola.<", ">Buenas.<")
    done = run_multilingual(project.folder, "import", str(file))
    assert (done.returncode, texts(path)[0]) == (0, "Buenas.")


@pytest.mark.parametrize("written", ["⟦U+D800⟧", "⟦U+0041⟧", "⟦U+12⟧"])
def test_a_sign_that_nobody_hides_stays_as_it_was_written(tmp_path: Path, written: str) -> None:
    catalog_at(tmp_path, GREETING)
    (one,) = read_sent(edit(export(tmp_path, "docx"), ">Hola.<", f">{written}<"), tmp_path).units
    assert one.target == written


def test_a_message_that_reads_like_a_title_is_a_message(tmp_path: Path) -> None:
    path = catalog_at(tmp_path, 'msgid "Translation (fr)"\nmsgstr "Traducción"')
    assert take(tmp_path, edit(export(tmp_path, "docx"), ">Traducción<", ">Versión<")) == []
    assert texts(path)[0] == "Versión"


def test_a_run_with_a_great_many_settings_is_read_in_one_walk(tmp_path: Path) -> None:
    # Looked through for each of its settings, it would take an hour.
    path = catalog_at(tmp_path, GREETING)
    settings = f"<w:r><w:rPr>{'<w:strike/>' * 300_000}</w:rPr></w:r>"
    hello = HOLA.replace("Hola", "Buenas")
    assert take(tmp_path, edit(export(tmp_path, "docx"), HOLA, f"{settings}{hello}")) == []
    assert texts(path)[0] == "Buenas."
