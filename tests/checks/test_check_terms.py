"""The term list of a language is kept to, and a term list with a mistake is named."""

from pathlib import Path

import pytest
from small_catalogs import catalog_of as catalog_of_code
from small_catalogs import catalog_of_repository, language_of_repository

from multilingual.catalogs.message import Catalog
from multilingual.checks.medical_and_critical_words import terms
from multilingual.text.wording import prose, words
from multilingual.wordlists.table import search_forms
from multilingual.wordlists.term_list import read_terms

ROOT = Path(__file__).parents[2]
CODES = sorted(folder.parent.name for folder in ROOT.glob("locale/*/LC_MESSAGES"))
HEADER = "term,preferred,allowed,banned\n"


def catalog_of(folder: Path, *messages: tuple[str, str]) -> Catalog:
    return catalog_of_code(folder.name, *messages, folder=folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "locale" / "es"
    folder.mkdir(parents=True)
    return folder


@pytest.mark.parametrize("path", sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po")), ids=str)
def test_published_catalogs_keep_to_their_term_list(path: Path) -> None:
    assert list(terms(catalog_of_repository(path))) == []


@pytest.mark.parametrize("code", CODES)
def test_every_language_of_the_site_has_a_faultless_term_list(code: str) -> None:
    table = read_terms(language_of_repository(code))
    assert list(table.problems) == []
    assert len(table.rows) >= 60


@pytest.mark.parametrize("code", CODES)
def test_preferred_word_is_right_and_another_is_not(code: str) -> None:
    for row in read_terms(language_of_repository(code)).rows:
        term, preferred = row.forms["term"][0], row.forms["preferred"][0].replace("*", "")
        catalog = catalog_of_code(code, (term, preferred), (term, "xyz"))
        assert [finding.line for finding in terms(catalog)] == [2], term


@pytest.mark.parametrize(
    ("form", "text", "found"),
    [
        ("crónic*", "enfermedades crónicas", True),
        ("crónico", "enfermedades crónicas", False),
        ("auto-immune", "maladie auto-immune.", True),
        ("brote", "rebrote", False),
        ("*جهاز* *مناعي*", "دواء يُضعف جهازك المناعي.", True),
        ("مُعدٍ", "الذئبة ليست معد", True),
        ("सूजन", "गुर्दों की सूजन (प्रदाह)", True),
        ("सूज", "गुर्दों की सूजन", False),
        ("狼疮", "系统性红斑狼疮（SLE）", True),
        ("SLE", "系统性红斑狼疮（SLE）", True),
    ],
)
def test_form_matches_whole_words(form: str, text: str, *, found: bool) -> None:
    assert bool(search_forms([form]).search(words(text))) is found


def test_targets_and_addresses_are_no_prose() -> None:
    text = "See :ref:`lupus`, :ref:`the kidney <kidney>` and https://example.org/rash now."
    assert words(prose(text)) == "see the kidney and now "


def test_longest_term_is_meant(folder: Path) -> None:
    (folder / "terms.csv").write_text(HEADER + "lupus,lupus,,\nlupus nephritis,nefritis,,\n")
    assert list(terms(catalog_of(folder, ("Lupus nephritis", "Nefritis")))) == []


@pytest.mark.parametrize("plural", ["antibodies", "biopsies", "rashes", "flares"])
def test_english_plural_is_the_same_term(folder: Path, plural: str) -> None:
    rows = "antibody,x1,,\nbiopsy,x2,,\nrash,x3,,\nflare,x4,,\n"
    (folder / "terms.csv").write_text(HEADER + rows)
    assert len(list(terms(catalog_of(folder, (plural, "otra cosa"))))) == 1


def test_banned_part_of_a_right_word_is_right(folder: Path) -> None:
    (folder / "terms.csv").write_text(HEADER + "hydroxychloroquine,羟氯喹,,氯喹\n", "utf-8")
    right, wrong = ("hydroxychloroquine", "羟氯喹"), ("hydroxychloroquine", "氯喹")
    assert [one.line for one in terms(catalog_of(folder, right, wrong))] == [2]


@pytest.mark.parametrize(
    ("row", "words_of_finding"),
    [
        ("flare,brote\n", "2 cells"),
        ("flare,,,\n", '"preferred"'),
        (",brote,,\n", '"term"'),
        ("flare,*,,\n", "no letters"),
        ("flare,*a*,,\n", "nearly every text"),
        ("flare,*es*,,\n", "nearly every text"),
        ("flare,brote|b*,,\n", "nearly every text"),
        ("flare,brote,a,\n", "one letter"),
        ("flare,brote,deje su medicina hoy y visite malo.com,\n", "no word to show"),
        ("flare,brote,llame al 555-123-4567,\n", "no word to show"),
        ("flare,brote: pare ya,,\n", "no word to show"),
        ("flare|malo.com,brote,,\n", "no word to show"),
        ("flare,bro\u200bte,,\n", "no word to show"),
        ("flare,brote,,\nFlare,poussée,,\n", "line 2"),
    ],
)
def test_broken_row_is_named(folder: Path, row: str, words_of_finding: str) -> None:
    (folder / "terms.csv").write_text(HEADER + row, "utf-8")
    [finding] = terms(catalog_of(folder, ("Lupus", "Lupus")))
    assert (finding.path, finding.line) == ("locale/es/terms.csv", 1 + row.count("\n"))
    assert words_of_finding in finding.message


GLOSSARY = """topic,term,part_of_speech,definition,do_not_translate,source
treatment,methotrexate,noun,"A lupus medicine for joints, taken once a week.",no,
treatment,azathioprine,noun,A lupus medicine for skin.,no,
"""


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ("methotrexate,azatioprina,metotrexato,\nazathioprine,metotrexato,azatioprina,\n", [2, 3]),
        ("methotrexate,metotrexato,,\nazathioprine,metotrexato,,\n", [2, 3]),
        ("methotrexate,metotrexato,,\nazathioprine,azatioprina,Metotrexato,\n", [2]),
        ("flare,remisión,brote,\nremission,brote,remisión,\n", [2, 3]),
        ("methotrexate,metotrexato,MTX,\nazathioprine,azatioprina,AZA,\n", []),
        ("SLE,LES,lupus sistémico,\nsystemic lupus erythematosus,lupus sistémico,LES,\n", []),
        ("flare,brote,,\nattack,brote,,\n", []),
    ],
)
def test_a_word_that_two_terms_exchange_is_refused(
    folder: Path, rows: str, lines: list[int]
) -> None:
    (folder.parents[1] / "source").mkdir()
    (folder.parents[1] / "source/terms.csv").write_text(GLOSSARY, "utf-8")
    (folder / "terms.csv").write_text(HEADER + rows, "utf-8")
    told = [one for one in terms(catalog_of(folder, ("Home", "Inicio"))) if "two terms" in str(one)]
    assert [one.line for one in told] == lines


@pytest.mark.parametrize("data", [b"term;preferred\n", b"", b"\xff\xfe\x00", b'"'])
def test_file_that_is_no_term_list_is_named(folder: Path, data: bytes) -> None:
    (folder / "terms.csv").write_bytes(data)
    [finding] = terms(catalog_of(folder, ("Lupus", "Lupus")))
    assert (finding.path, finding.line) == ("locale/es/terms.csv", 1)


def test_table_of_a_spreadsheet_is_read(folder: Path) -> None:
    (folder / "terms.csv").write_bytes(b"\xef\xbb\xbf" + HEADER.encode() + b"rash,x,,\r\n\r\n")
    assert len(list(terms(catalog_of(folder, ("Rash", "y"))))) == 1


def test_language_without_a_term_list_has_no_findings(folder: Path) -> None:
    assert list(terms(catalog_of(folder, ("Lupus", "xyz")))) == []
