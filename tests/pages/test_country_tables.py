"""Emergency numbers, crisis lines and organisations, country by country."""

import pytest
from bs4 import BeautifulSoup, Tag
from conftest import NewProject, SmallProject, run_multilingual

LINES = "source/help_lines.csv"
ORGANISATIONS = "source/organisations.csv"
HEADS = {
    LINES: "country,kind,name,number,hours,languages,url,source,seen\n",
    ORGANISATIONS: "country,name,languages,url,what,source,seen\n",
}
ROWS = """\
FR,emergency,,112,,,,S1,H
FR,emergency,,15,,,,S1,H
FR,crisis,3114,3114,24/7,fr,https://3114.fr,S2,H
GB,emergency,,999,,,,S1,H
GB,crisis,Samaritans,116 123,,en|cy,https://www.samaritans.org,S2,H
GB,crisis,Night <line>,0808 80,21:00-06:00,,,S2,H
EG,emergency,,123,,,,S1,M
CN,emergency,,120,,,,S1,H
"""
GROUPS = """\
XX,Lupus World,en,https://world.example.org,network,S1,H
GB,LUPUS UK,en,https://uk.example.org,charity,S1,H
FR,AFL+,fr,https://afl.example.org/a?b=1&c=2,charity,S1,H
"""
PAGE = (
    "Home\n====\n\nNumbers.\n\n.. emergency-numbers::\n\n.. crisis-lines::\n\n.. organisations::\n"
)
MANY = (
    *("AR", "AU", "BR", "CA", "CO", "DE", "ES", "IE", "IN", "JP", "MX", "PE", "PT", "SA", "US"),
)


def write_lists(project: SmallProject, lines: str = ROWS, groups: str = GROUPS) -> None:
    project.write("source/index.rst", PAGE)
    project.write(LINES, HEADS[LINES] + lines)
    project.write(ORGANISATIONS, HEADS[ORGANISATIONS] + groups)


def names(table: Tag) -> list[str]:
    return [cell.text for cell in table.select("tbody th")]


def row(page: BeautifulSoup, table: int, country: str) -> Tag:
    rows = page.select(".help-lines")[table].select("tbody tr")
    return next(row for row in rows if row.th.text == country)


@pytest.fixture(scope="module")
def built(new_project: NewProject) -> SmallProject:
    project = new_project()
    write_lists(project)
    for code in ("ar", "fr", "zh_CN"):
        (project.folder / "locale" / code).mkdir()
    result = project.build()
    assert (result.returncode, result.stderr) == (0, "")
    return project


def test_a_number_is_a_link_that_dials_it(built: SmallProject) -> None:
    link = row(built.html("en"), 1, "United Kingdom").select_one(".number")
    assert (link["href"], link.text) == ("tel:116123", "116 123")


def test_a_number_is_named_with_its_country(built: SmallProject) -> None:
    link = row(built.html("fr"), 1, "Royaume-Uni").select_one(".number")
    assert link["aria-label"] == "Royaume-Uni: 116 123"


def test_a_number_runs_from_left_to_right(built: SmallProject) -> None:
    numbers = built.html("ar").select(".help-lines .number")
    assert {number.bdi["dir"] for number in numbers} == {"ltr"}


def test_a_country_can_have_several_numbers(built: SmallProject) -> None:
    numbers = row(built.html("en"), 0, "France").select(".number")
    assert [number.text for number in numbers] == ["112", "15"]


def test_countries_of_the_reader_come_first(built: SmallProject) -> None:
    tables = {tag: built.html(tag).select_one(".help-lines") for tag in ("en", "ar", "fr")}
    assert names(tables["en"]) == ["United Kingdom", "China", "Egypt", "France"]
    assert names(tables["fr"]) == ["France", "Chine", "Égypte", "Royaume-Uni"]
    assert names(tables["ar"])[0] == "مصر"


def test_countries_have_their_names_in_the_language_of_the_reader(built: SmallProject) -> None:
    assert set(names(built.html("zh-Hans").select_one(".help-lines"))) == {
        "中国",
        "埃及",
        "法国",
        "英国",
    }


def test_a_list_of_languages_needs_no_and_that_depends_on_the_next_word(
    project: SmallProject,
) -> None:
    write_lists(project, ROWS.replace("en|cy", "es|en"))
    project.translate("es", "index", {})
    project.build("es")
    assert row(project.html("es"), 1, "Reino Unido").small.text == "español, inglés"


def test_a_crisis_line_has_its_name_hours_and_languages(built: SmallProject) -> None:
    line = row(built.html("fr"), 1, "France").select_one(".help-line")
    assert line.select_one(".help-name a")["href"] == "https://3114.fr"
    assert line.small.text == "Day and night · français"
    assert row(built.html("en"), 1, "United Kingdom").small.text == "English, Welsh"


def test_a_name_is_read_aloud_in_its_language_if_it_is_known(built: SmallProject) -> None:
    (french,) = row(built.html("ar"), 1, "فرنسا").select(".help-name bdi")
    assert french["lang"] == "fr"
    both, none = row(built.html("ar"), 1, "المملكة المتحدة").select(".help-name bdi")
    assert "lang" not in both.attrs | none.attrs


def test_a_name_is_no_markup(built: SmallProject) -> None:
    lines = row(built.html("en"), 1, "United Kingdom").select(".help-line")
    assert lines[1].select_one(".help-name").text == "Night <line>"
    assert lines[1].small.text == "21:00-06:00"


def test_organisations_say_what_they_are(built: SmallProject) -> None:
    cell = row(built.html("en"), 2, "France").td
    assert cell.a["href"] == "https://afl.example.org/a?b=1&c=2"
    assert cell.small.text == "Charity · French"


def test_what_is_for_all_countries_stands_behind_those_of_the_reader(built: SmallProject) -> None:
    assert names(built.html("en").select(".help-lines")[2]) == ["United Kingdom", "world", "France"]


def test_a_table_has_headings_of_columns_and_rows(built: SmallProject) -> None:
    table = built.html("en").select_one(".help-lines")
    heads = [(cell.text, cell["scope"]) for cell in table.select("thead th")]
    assert heads == [("Country", "col"), ("Emergency number", "col")]
    assert table.tbody.th["scope"] == "row"


def test_many_countries_are_folded_behind_those_of_the_reader(project: SmallProject) -> None:
    lines = "".join(f"{country},emergency,,112,,,,S1,H\n" for country in MANY)
    lines += "AR,crisis,,135,,,,S1,H\n"
    write_lists(project, lines)
    (project.folder / "locale" / "es").mkdir()
    project.build("es", "en")
    page = project.html("es")
    first, folded = page.select(".help-lines")[:2]
    assert names(first) == ["Argentina", "Colombia", "España", "Estados Unidos", "México", "Perú"]
    assert folded.parent.name == "details"
    assert len(names(first)) + len(names(folded)) == len(MANY)
    assert page.select_one("details.countries").summary.text == "Other countries"


def test_nothing_is_folded_where_no_country_speaks_the_language(project: SmallProject) -> None:
    lines = "".join(f"{country},emergency,,112,,,,S1,H\n" for country in MANY)
    write_lists(project, lines + "AR,crisis,,135,,,,S1,H\n")
    (project.folder / "locale" / "tr").mkdir()
    project.build("tr")
    assert project.html("tr").select("details.countries") == []


def test_names_are_english_where_cldr_does_not_know_the_language(project: SmallProject) -> None:
    write_lists(project)
    text = 'name = "Qaa"\ndirection = "ltr"\n'
    project.write("locale/qaa/language.toml", text)
    project.build("qaa")
    head = project.html("qaa").select_one(".help-lines tbody th")
    assert (head["lang"], head.text) == ("en", "United Kingdom")


def test_a_number_that_changes_is_shown(project: SmallProject) -> None:
    write_lists(project)
    project.build("en")
    write_lists(project, ROWS.replace("999", "998"))
    project.build("en")
    assert row(project.html("en"), 0, "United Kingdom").td.text == "998"


@pytest.mark.parametrize(
    ("added", "fault"),
    [
        ("UK,emergency,,999,,,,S1,H", '"UK" is no country.'),
        ("fr,emergency,,112,,,,S1,H", '"fr" is no country.'),
        ("XX,emergency,,112,,,,S1,H", '"XX" is no country.'),
        ("DE,police,,110,,,,S1,H", '"police" is nothing that kind can say.'),
        ("DE,emergency,,call us,,,,S1,H", '"call us" is no telephone number.'),
        ("DE,emergency,,112|115,,,,S1,H", '"112|115" is no telephone number.'),
        ("DE,emergency,,١١٢,,,,S1,H", "is no telephone number."),
        ("DE,emergency,,,,,,S1,H", 'The cell "number" of this row is empty.'),
        ("DE,emergency,,112,always,,,S1,H", '"always" are no hours.'),
        ("DE,emergency,,112,,klingon,,S1,H", '"klingon" is the tag of no language.'),
        ("DE,emergency,,112,,,http://112.eu,S1,H", '"http://112.eu" is no secure address.'),
        ("DE,emergency,,112,,,javascript:alert(1),S1,H", "is no secure address."),
        ("DE,emergency,,112,,,,,H", 'The cell "source" of this row is empty.'),
        ("FR,emergency,,1 12,,,,S1,H", "FR has this already at line 2. Keep one of the two rows."),
        ("DE,crisis,,0800 111,,,,S1,H", "DE has a crisis line and no emergency number."),
        ("DE,emergency,,112", "This row has 4 cells and not 9."),
    ],
)
def test_a_wrong_row_stops_the_build(project: SmallProject, added: str, fault: str) -> None:
    write_lists(project, f"{ROWS}{added}\n")
    errors = project.build("en").stderr
    assert f"{LINES}:10: " in errors
    assert fault in errors


@pytest.mark.parametrize(
    ("added", "fault"),
    [
        ("YY,A,en,https://a.example.org,charity,S1,H", '"YY" is no country.'),
        ("DE,A,en,https://a.example.org,club,S1,H", '"club" is nothing that what can say.'),
        ("DE,A,en,,charity,S1,H", 'The cell "url" of this row is empty.'),
        ("DE,,en,https://a.example.org,charity,S1,H", 'The cell "name" of this row is empty.'),
        ("GB,lupus uk,en,https://a.example.org,charity,S1,H", "GB has this already at line 3."),
    ],
)
def test_a_wrong_organisation_stops_the_build(
    project: SmallProject, added: str, fault: str
) -> None:
    write_lists(project, groups=f"{GROUPS}{added}\n")
    errors = project.build("en").stderr
    assert f"{ORGANISATIONS}:5: {fault}" in errors


def test_a_wrong_row_is_shown_once(project: SmallProject) -> None:
    write_lists(project, f"{ROWS}UK,emergency,,999,,,,S1,H\n")
    assert project.build("en").stderr.count("is no country") == 1


def test_a_missing_list_stops_the_build(project: SmallProject) -> None:
    project.write("source/index.rst", PAGE)
    fault = f"source/index.rst:6: {LINES} has no row of emergency."
    assert fault in project.build("en").stderr


def test_the_check_tells_of_a_number_that_nobody_can_dial(project: SmallProject) -> None:
    header = "country,kind,name,number,hours,languages,url,source,seen\n"
    project.write("source/help_lines.csv", f"{header}GB,emergency,,99x,,,,S125,H\n")
    told = run_multilingual(project.folder, "check").stdout
    assert 'source/help_lines.csv:2: lists: "99x" is no telephone number.' in told
