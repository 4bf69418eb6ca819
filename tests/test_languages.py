"""A language is a folder: what is known of it, and what is refused."""

from pathlib import Path

import pytest
from conftest import SmallProject, run_multilingual

from multilingual.languages import LanguageError, describe, find_languages, read_description
from multilingual.project import choose_languages


def locale_with(folder: Path, *codes: str) -> Path:
    for code in codes:
        (folder / code).mkdir()
    return folder


def test_a_folder_is_a_language(tmp_path: Path) -> None:
    assert [one.code for one in find_languages(locale_with(tmp_path, "sw"))] == ["en", "sw"]


@pytest.mark.parametrize("name", ["Spanish", "zh-Hant", "es.old"])
def test_a_folder_that_is_not_named_by_a_code_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(LanguageError, match=f"{name}: a language folder is named by a code"):
        find_languages(locale_with(tmp_path, name))


def test_a_folder_whose_name_is_two_lines_fakes_no_line_of_a_report(tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match=r"/x\\n::error::y: a language folder"):
        find_languages(locale_with(tmp_path, "x\n::error::y"))


@pytest.mark.parametrize(
    "name", ["<b>es</b>", "evil.com", "e" * 61, "\u202ees", "https://es", "12"]
)
def test_a_name_that_is_no_name_of_a_language_is_refused(tmp_path: Path, name: str) -> None:
    locale_with(tmp_path, "es").joinpath("es", "language.toml").write_text(
        f'name = "{name}"', "utf-8"
    )
    with pytest.raises(LanguageError, match=r"es/language.toml:1: name has "):
        read_description(tmp_path / "es")


@pytest.mark.parametrize(
    "code", ["ar", "fa", "fr", "hi", "my", "nb", "sr_Latn", "zh_Hans", "dz", "he"]
)
def test_the_name_that_babel_knows_can_be_written(tmp_path: Path, code: str) -> None:
    name = describe(code).endonym
    locale_with(tmp_path, "sw").joinpath("sw", "language.toml").write_text(
        f'name = "{name}"', "utf-8"
    )
    assert find_languages(tmp_path)[1].endonym == name


def test_brackets_without_end_are_refused_as_no_toml(tmp_path: Path) -> None:
    locale_with(tmp_path, "es").joinpath("es", "language.toml").write_text(
        f"x = {'[' * 9999}", "utf-8"
    )
    with pytest.raises(LanguageError, match="this is not TOML"):
        read_description(tmp_path / "es")


def test_a_hidden_folder_is_not_a_language(tmp_path: Path) -> None:
    assert [one.code for one in find_languages(locale_with(tmp_path, ".git"))] == ["en"]


def test_babel_knows_the_endonym() -> None:
    assert describe("es").endonym == "español"


def test_babel_knows_the_direction() -> None:
    assert describe("ar").direction == "rtl"


def test_the_tag_is_bcp_47() -> None:
    assert describe("pt_BR").tag == "pt-BR"


def test_a_table_overrides_the_tag() -> None:
    assert describe("zh_CN", {"tag": "zh-Hans"}).tag == "zh-Hans"


@pytest.mark.parametrize(("code", "better"), [("deu", "de"), ("spa_MX", "es_MX"), ("iw", "he")])
def test_a_code_that_another_has_taken_the_place_of_is_refused(code: str, better: str) -> None:
    with pytest.raises(LanguageError, match=f"locale/{code}: this language has the code {better}"):
        describe(code)


def tagged(folder: Path, tags: dict[str, str]) -> None:
    locale_with(folder, *tags)
    for code, tag in tags.items():
        (folder / code / "language.toml").write_text(f'tag = "{tag}"')


@pytest.mark.parametrize(
    ("tags", "names"),
    [
        ({"zh_CN": "zh-Hans", "zh_Hans": "zh-Hans"}, ("zh_CN", "zh_Hans")),
        ({"es": "es", "es_MX": "es"}, ("es", "es_MX")),
        ({"pt_BR": "pt-br", "pt": "pt-BR"}, ("pt", "pt_BR")),
    ],
)
def test_one_tag_for_two_languages_is_refused_with_both_names(
    tmp_path: Path, tags: dict[str, str], names: tuple[str, ...]
) -> None:
    tagged(tmp_path, tags)
    with pytest.raises(LanguageError, match="would have one address") as error:
        find_languages(tmp_path)
    assert [name for name in names if name not in str(error.value)] == []


def test_of_three_languages_with_one_tag_the_first_alone_is_used(tmp_path: Path) -> None:
    tagged(tmp_path, dict.fromkeys(("es_CO", "es_MX", "es_PE"), "es"))
    assert [one.code for one in find_languages(tmp_path, refused={})] == ["en", "es_CO"]


@pytest.mark.parametrize(
    ("code", "tag"),
    [
        *(("es", tag) for tag in ("en", "EN", "fr", "assets")),
        *(("zh_CN", "zh-Hant"), ("sr_Latn", "sr")),
    ],
)
def test_the_tag_of_another_language_or_script_is_refused(
    tmp_path: Path, code: str, tag: str
) -> None:
    tagged(tmp_path, {code: tag})
    with pytest.raises(LanguageError, match=f"'{tag}'"):
        read_description(tmp_path / code)
    assert find_languages(tmp_path)[1].tag == code.replace("_", "-")


def test_a_fault_of_a_description_has_its_line(tmp_path: Path) -> None:
    locale_with(tmp_path, "es")
    (tmp_path / "es" / "language.toml").write_text('name = "español"\n\ndirection = "up"\n')
    with pytest.raises(LanguageError, match=r"es/language.toml:3: direction is 'up'"):
        read_description(tmp_path / "es")


@pytest.mark.parametrize("bad", ['direction = "up"\n', 'tag = "fr"\n', "name\n", 'tag = "en"\n'])
def test_a_bad_description_refuses_its_language_alone(project: SmallProject, bad: str) -> None:
    for code in ("es", "fr", "qaa"):
        project.translate(code, "index", {"Home": "Inicio"})
    for code in ("es", "qaa"):
        project.write(f"locale/{code}/language.toml", bad)
    built = project.build()
    checked = run_multilingual(project.folder, "check")
    assert (built.returncode, checked.returncode) == (1, 1)
    assert "locale/es/language.toml:1: " in built.stderr
    assert "locale/es/language.toml:1: names: " in checked.stdout
    assert "locale/qaa/language.toml:1: names: " in checked.stdout
    assert project.html("fr").h1
    assert not (project.folder / "build" / "html" / "es").exists()


@pytest.mark.parametrize(("code", "tag"), [("zh_CN", "zh-Hans"), ("es", "es-419"), ("qaa", "qaa")])
def test_a_tag_of_the_language_is_taken(tmp_path: Path, code: str, tag: str) -> None:
    tagged(tmp_path, {code: tag})
    given = {code: {"name": "Name", "direction": "ltr"}}
    assert find_languages(tmp_path, given)[1].tag == tag


@pytest.mark.parametrize(
    "text", ["a = " + "[" * 100_000, "a" + ".a" * 1_000_000 + " = 1", "\0", "name = 'x"]
)
def test_a_description_that_is_no_toml_is_told(tmp_path: Path, text: str) -> None:
    locale_with(tmp_path, "es")
    (tmp_path / "es" / "language.toml").write_text(text)
    with pytest.raises(LanguageError, match="this is not TOML"):
        read_description(tmp_path / "es")


def test_a_name_that_would_fill_every_page_is_refused(tmp_path: Path) -> None:
    locale_with(tmp_path, "es")
    (tmp_path / "es" / "language.toml").write_text(f'name = "{"x" * 61}"')
    with pytest.raises(LanguageError, match="name has more than 60 signs"):
        read_description(tmp_path / "es")


def test_a_language_that_babel_does_not_know_needs_a_name_and_a_direction() -> None:
    with pytest.raises(LanguageError, match="locale/xx_QQ: no language has the code"):
        describe("xx_QQ")


def test_a_table_can_describe_a_language_that_babel_does_not_know() -> None:
    assert describe("tlh", {"name": "tlhIngan", "direction": "ltr"}).endonym == "tlhIngan"


def test_a_language_is_chosen_by_its_tag_or_its_code(tmp_path: Path) -> None:
    known = find_languages(locale_with(tmp_path, "pt_BR"))
    assert choose_languages(known, ["pt-BR", "pt_BR"]) == [known[1]]


def test_an_unknown_language_is_refused_and_the_known_are_listed(tmp_path: Path) -> None:
    known = find_languages(locale_with(tmp_path, "es", "fr"))
    with pytest.raises(LanguageError, match=r"unknown language 'xx'.*en, es, fr"):
        choose_languages(known, ["xx"])


def test_a_language_that_can_be_begun_is_refused_with_how_to_begin_it(tmp_path: Path) -> None:
    known = find_languages(locale_with(tmp_path, "es", "zh_CN"))
    with pytest.raises(LanguageError, match=r"To begin it: make language LANGUAGE=sw\. The known"):
        choose_languages(known, ["sw"])
    with pytest.raises(LanguageError, match=r"Did you mean zh-CN"):
        choose_languages(known, ["zh"])


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("español", "es"),
        ("Espanol", "es"),
        ("SPANISH", "es"),
        ("spanisch", "es"),
        ("français", "fr"),
        ("Arabic", "ar"),
        ("العربية", "ar"),
        ("中文", "zh-CN"),
        ("chinese", "zh-CN"),
        ("hindi", "hi"),
    ],
)
def test_a_language_that_is_called_by_its_name_is_told_its_code(
    tmp_path: Path, asked: str, code: str
) -> None:
    known = find_languages(locale_with(tmp_path, "ar", "es", "fr", "hi", "zh_CN"))
    with pytest.raises(LanguageError, match=rf"Did you mean {code} \(.*\)\? The known"):
        choose_languages(known, [asked])


@pytest.mark.parametrize("asked", ["xx", "Swahili", "?"])
def test_nothing_is_guessed_for_a_language_that_is_not_there(tmp_path: Path, asked: str) -> None:
    known = find_languages(locale_with(tmp_path, "ar", "es", "fr", "hi", "zh_CN"))
    with pytest.raises(LanguageError, match=r"'\. The known ones are"):
        choose_languages(known, [asked])


@pytest.mark.parametrize("code", ["xx", "es_mx", "deu"])
def test_an_update_names_a_folder_of_no_language_and_carries_the_others(
    project: SmallProject, code: str
) -> None:
    path = project.translate("es", "index", {"Home": "Inicio", "Old.": "Vieja."})
    project.write(f"locale/{code}/language.toml", "")
    done = run_multilingual(project.folder, "update")
    assert (done.returncode, f"locale/{code}:1: " in done.stderr) == (1, True)
    assert "Each catalog is old or new" in done.stderr
    assert '#~ msgid "Old."' in path.read_text("utf-8")
    assert run_multilingual(project.folder, "update", "es").returncode == 0
