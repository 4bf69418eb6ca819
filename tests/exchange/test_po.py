"""A volunteer sends a catalog by e-mail, and only what they translated is taken."""

from __future__ import annotations

import codecs
import shutil
import subprocess
from pathlib import Path

import polib
import pytest
from conftest import ROOT, SmallProject, run_multilingual
from exchanging import (
    HEADER,
    LANGUAGE,
    PLURALS,
    SPANISH,
    catalog_at,
    edit,
    flags,
    imported,
    refused,
    take,
    take_translations_out,
    texts,
)

from multilingual.catalogs.parser import Parser
from multilingual.catalogs.plural_forms import plural_forms_of
from multilingual.catalogs.reader import read_catalog
from multilingual.exchange.imports import import_files
from multilingual.exchange.po import MARK_PASSED_OVER, MAY_BE_OLDER, NOT_TAKEN, OLDER, SINGLY
from multilingual.exchange.units import EMPTIED, ExchangeError
from multilingual.languages import describe
from multilingual.project import Project

GREETING = 'msgid "Hello."\nmsgstr "Hola."'
DOSE = 'msgid "Take 5 mg."\nmsgstr "Tome 5 mg."'
REST = 'msgid "Rest well."\nmsgstr "Descanse bien."'


def sent(root: Path, body: str, name: str = "my work.po", language: str = LANGUAGE) -> Path:
    path = root / name
    path.write_text(f"{HEADER}{language}{PLURALS}\n{body}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("code", ["zh_CN"])
def test_every_real_catalog_finds_its_page_and_brings_every_translation_home(
    tmp_path: Path, code: str
) -> None:
    shutil.copytree(ROOT / "locale" / code, tmp_path / "locale" / code)
    shutil.copytree(ROOT / "source", tmp_path / "source")
    for number, path in enumerate(sorted((tmp_path / "locale").rglob("*.po"))):
        before, catalog = path.read_bytes(), polib.pofile(str(path), wrapwidth=60)
        catalog.metadata["X-Generator"] = "Poedit 3.4"
        file = tmp_path / f"{number}.po"
        catalog.save(str(file))
        assert imported(tmp_path, file).messages == 0
        take_translations_out(path)
        assert imported(tmp_path, file).findings == []
        assert path.read_bytes() == before


def test_a_copy_of_a_page_under_another_name_brings_its_work_home(tmp_path: Path) -> None:
    path = catalog_at(tmp_path, GREETING)
    copy = path.with_name("index-maria.po")
    copy.write_text(path.read_text("utf-8").replace("Hola.", "Buenas."), "utf-8")
    assert imported(tmp_path, copy).messages == 1
    assert "Buenas." in texts(path)


# What is taken


def test_a_byte_order_mark_of_windows_is_passed_over_and_told(tmp_path: Path) -> None:
    path = catalog_at(tmp_path, 'msgid "Hello."\nmsgstr ""')
    file = sent(tmp_path, GREETING)
    file.write_bytes(codecs.BOM_UTF8 + file.read_bytes())
    taken = imported(tmp_path, file)
    assert texts(path) == ["Hola."]
    assert [one.message for one in taken.notes] == [MARK_PASSED_OVER]


@pytest.mark.parametrize(
    ("kind", "before", "lines"),
    [
        ("safety text", "Nunca pare.", [7]),
        ("list item in a safety text", "Nunca pare.", [7]),
        ("safety text", "", []),
        ("paragraph", "Nunca pare.", []),
    ],
)
def test_other_words_for_a_danger_are_pointed_out(
    tmp_path: Path, kind: str, before: str, lines: list[int]
) -> None:
    catalog_at(tmp_path, f'#. index / {kind}\nmsgid "Never stop."\nmsgstr "{before}"')
    file = sent(tmp_path, 'msgid "Never stop."\nmsgstr "Nunca dude en parar."')
    taken = imported(tmp_path, file)
    assert [one.line for one in taken.warnings if "names a danger" in one.message] == lines
    assert taken.messages == 1


def test_a_translation_is_taken_whatever_the_name_of_the_file(tmp_path: Path) -> None:
    path = catalog_at(tmp_path, f"{GREETING}\n\n{DOSE}")
    assert take(tmp_path, sent(tmp_path, f"{GREETING.replace('Hola', 'Buenas')}\n\n{DOSE}")) == []
    assert texts(path) == ["Buenas.", "Tome 5 mg."]


def test_headers_comments_and_obsolete_messages_stay_at_home(tmp_path: Path) -> None:
    path = catalog_at(tmp_path, f"#. index / heading\n{GREETING}")
    theirs = f'# Mine.\n{GREETING.replace("Hola", "Buenas")}\n\n#~ msgid "Old."\n#~ msgstr "Viejo."'
    before = path.read_text("utf-8")
    header = '"Language: es\\n"\n"X-Generator: Poedit 3.4\\n"\n"Last-Translator: Ana\\n"\n'
    assert take(tmp_path, sent(tmp_path, theirs, language=header)) == []
    assert path.read_text("utf-8") == before.replace("Hola", "Buenas")


def test_a_file_that_poedit_wrapped_and_nobody_edited_changes_nothing(tmp_path: Path) -> None:
    path = catalog_at(tmp_path, f"{GREETING}\n\n#, fuzzy\n{DOSE}")
    before = path.read_bytes()
    wrapped = GREETING.replace('"Hola."', '""\n"Ho"\n"la."')
    assert take(tmp_path, sent(tmp_path, f"{wrapped}\n\n#, fuzzy\n{DOSE}")) == []
    assert path.read_bytes() == before


def test_what_the_gate_refuses_is_told_with_its_line_and_the_rest_is_taken(tmp_path: Path) -> None:
    path = catalog_at(tmp_path, f"{GREETING}\n\n{DOSE}")
    wrong = f"{GREETING.replace('Hola', 'Buenas')}\n\n{DOSE.replace('Tome 5', 'Tome 50')}"
    file = sent(tmp_path, wrong)
    (told,) = take(tmp_path, file)
    assert f"{file.name}:10: numbers: " in told
    assert texts(path) == ["Buenas.", "Tome 5 mg."]


def test_a_message_whose_english_has_changed_is_told(tmp_path: Path) -> None:
    catalog_at(tmp_path, f"{GREETING}\n\n{REST}")
    theirs = f"{GREETING}\n\n{REST}\n\n{DOSE}"
    assert "English of this message has changed" in take(tmp_path, sent(tmp_path, theirs))[0]


@pytest.mark.parametrize(
    ("ours", "theirs", "marks"),
    [
        (f"#, fuzzy\n{GREETING}", GREETING, []),
        (f"#, fuzzy\n{GREETING}", GREETING.replace("Hola", "Buenas"), []),
        (GREETING, f"#, fuzzy\n{GREETING.replace('Hola', 'Buenas')}", ["fuzzy"]),
    ],
)
def test_a_message_needs_work_if_the_sender_says_so(
    tmp_path: Path, ours: str, theirs: str, marks: list[str]
) -> None:
    path = catalog_at(tmp_path, ours)
    assert take(tmp_path, sent(tmp_path, theirs)) == []
    assert flags(path) == marks


def test_an_empty_translation_takes_none_away(tmp_path: Path) -> None:
    path = catalog_at(tmp_path, GREETING)
    taken = imported(tmp_path, sent(tmp_path, GREETING.replace("Hola.", "")))
    assert [one.message for one in taken.notes] == [EMPTIED]
    assert texts(path) == ["Hola."]


# Which page


def test_a_message_goes_to_the_page_that_has_most_of_the_file(tmp_path: Path) -> None:
    catalog_at(tmp_path, f"{GREETING}\n\n{REST}", "about-lupus")
    path = catalog_at(tmp_path, f"{GREETING}\n\n{DOSE}", "treatment")
    file = sent(tmp_path, f"{GREETING.replace('Hola', 'Buenas')}\n\n{DOSE}")
    assert (take(tmp_path, file), texts(path)) == ([], ["Buenas.", "Tome 5 mg."])


def test_a_message_that_moved_to_another_page_is_taken_there(tmp_path: Path) -> None:
    catalog_at(tmp_path, f"{GREETING}\n\n{REST}", "about-lupus")
    path = catalog_at(tmp_path, DOSE, "treatment")
    file = sent(tmp_path, f"{GREETING}\n\n{REST}\n\n{DOSE.replace('Tome', 'Use')}")
    assert (take(tmp_path, file), texts(path)) == ([], ["Use 5 mg."])


def test_the_name_tells_between_pages_that_have_as_much(tmp_path: Path) -> None:
    catalog_at(tmp_path, GREETING, "about-lupus")
    path = catalog_at(tmp_path, GREETING, "treatment")
    theirs = GREETING.replace("Hola", "Buenas")
    said = refused(tmp_path, sent(tmp_path, theirs))
    assert "on about-lupus and treatment alike. Name the file like its page" in said
    assert take(tmp_path, sent(tmp_path, theirs, "treatment.po")) == []
    assert texts(path) == ["Buenas."]


def test_a_message_of_two_other_pages_is_told(tmp_path: Path) -> None:
    catalog_at(tmp_path, GREETING, "about-lupus")
    catalog_at(tmp_path, GREETING, "treatment")
    catalog_at(tmp_path, f"{DOSE}\n\n{REST}", "diagnosis")
    file = sent(tmp_path, f"{DOSE}\n\n{REST}\n\n{GREETING.replace('Hola', 'Buenas')}")
    assert "on about-lupus and treatment. Translate it there" in take(tmp_path, file)[0]


# What is refused


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("", "it does not say its language, one of es. Say which it is"),
        ('"Language: fr\\n"\n', "its language is fr, which is none of es"),
        ('"Language: es_MX\\n"\n', "its language is es_MX, which is none of es. Is it to be read"),
    ],
)
def test_a_language_that_is_not_sure_is_refused(tmp_path: Path, language: str, said: str) -> None:
    catalog_at(tmp_path, GREETING)
    assert said in refused(tmp_path, sent(tmp_path, GREETING, language=language))


@pytest.mark.parametrize("language", ["", "es_ES", "es_AR", "es-419", "es@formal"])
def test_a_language_that_is_asked_for_is_taken_if_the_file_says_no_other(
    tmp_path: Path, language: str
) -> None:
    path = catalog_at(tmp_path, GREETING)
    header = f'"Language: {language}\\n"\n' if language else ""
    file = sent(tmp_path, GREETING.replace("Hola", "Buenas"), language=header)
    assert (take(tmp_path, file, SPANISH), texts(path)) == ([], ["Buenas."])


def test_a_catalog_from_the_folder_of_another_country_is_taken_if_it_is_asked_for(
    tmp_path: Path,
) -> None:
    path = catalog_at(tmp_path, GREETING)
    (tmp_path / "mine/locale/es_AR/LC_MESSAGES").mkdir(parents=True)
    name = "mine/locale/es_AR/LC_MESSAGES/index.po"
    header = '"Language: es_AR\\n"\n'
    file = sent(tmp_path, GREETING.replace("Hola", "Buenas"), name, language=header)
    assert (take(tmp_path, file, SPANISH), texts(path)) == ([], ["Buenas."])


def test_another_script_of_a_language_is_refused_also_if_it_is_asked_for(tmp_path: Path) -> None:
    project = Project(tmp_path, {})
    path = catalog_at(tmp_path, 'msgid "Hello."\nmsgstr "你好。"')
    edit(path, "Language: es", "Language: zh_CN")
    path.parents[1].rename(tmp_path / "locale" / "zh_CN")
    file = sent(tmp_path, 'msgid "Hello."\nmsgstr "您好。"', language='"Language: zh_TW\\n"\n')
    with pytest.raises(ExchangeError, match="its language is zh_TW, which is none of"):
        import_files([file], project, describe("zh_CN"))


def test_a_language_is_known_by_its_tag_and_by_its_code(tmp_path: Path) -> None:
    project = Project(tmp_path, {"multilingual_languages": {"zh_CN": {"tag": "zh-Hans"}}})
    path = catalog_at(tmp_path, 'msgid "Hello."\nmsgstr "你好。"')
    edit(path, "Language: es", "Language: zh_CN")
    path.parents[1].rename(tmp_path / "locale" / "zh_CN")
    theirs = 'msgid "Hello."\nmsgstr "您好。"'
    for name in ("zh_CN", "zh-Hans", "zh_Hans_CN"):
        file = sent(tmp_path, theirs, language=f'"Language: {name}\\n"\n')
        assert import_files([file], project).findings == []
    assert texts(tmp_path / "locale/zh_CN/LC_MESSAGES/index.po") == ["您好。"]


def test_a_catalog_of_another_site_is_refused(tmp_path: Path) -> None:
    catalog_at(tmp_path, GREETING)
    said = refused(tmp_path, sent(tmp_path, f"{GREETING}\n\n{DOSE}\n\n{REST}"))
    assert "only 1 of its 3 messages are in our catalogs" in said


def test_a_catalog_from_the_folder_of_another_language_is_refused(tmp_path: Path) -> None:
    catalog_at(tmp_path, GREETING)
    (tmp_path / "fr" / "LC_MESSAGES").mkdir(parents=True)
    said = refused(tmp_path, sent(tmp_path, GREETING, "fr/LC_MESSAGES/index.po"))
    assert "it says es, but names catalogs of fr" in said


@pytest.mark.parametrize("language", [LANGUAGE, ""])
def test_a_page_of_another_language_is_refused_whatever_the_header_says(
    tmp_path: Path, language: str
) -> None:
    for code in ("es", "fr"):
        shutil.copytree(ROOT / "locale" / code, tmp_path / "locale" / code)
    shutil.copytree(ROOT / "source", tmp_path / "source")
    page = "LC_MESSAGES/when-to-get-help.po"
    ours = tmp_path / "locale/es" / page
    before, french = ours.read_bytes(), (tmp_path / "locale/fr" / page).read_text("utf-8")
    file = tmp_path / "mine.po"
    file.write_text(french.replace('"Language: fr\\n"\n', language), "utf-8")
    said = refused(tmp_path, file, SPANISH)
    assert "texts here are letter for letter those of fr. This file is not in its language" in said
    assert ours.read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('msgstr "Hola."', 'msgstr "Hola."\n<<<<<<< ours', "my work.po:9: "),
        ("charset=UTF-8", "charset=ISO-8859-1", "the header"),
    ],
)
def test_a_damaged_catalog_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    catalog_at(tmp_path, GREETING)
    assert said in refused(tmp_path, edit(sent(tmp_path, GREETING), old, new))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('msgstr "Hola."', 'msgstr "Hola.', "my work.po:8: import: The closing quote is missing"),
        ('msgstr "Hola."', 'msgstr "Ho\\nla."', "my work.po:7: import: The translation has a line"),
        (GREETING, f"{GREETING}\n\n{GREETING}", "my work.po:10: import: this msgid is already"),
    ],
)
def test_a_damaged_message_is_left_out_and_the_others_are_taken(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    bye = 'msgid "Bye."\nmsgstr "{}"'
    ours = catalog_at(tmp_path, f"{GREETING.replace('Hola.', '')}\n\n{bye.format('')}")
    path = edit(sent(tmp_path, f"{GREETING}\n\n{bye.format('Chao.')}"), old, new)
    (finding,) = take(tmp_path, path)
    assert finding.startswith(said)
    assert texts(ours) == ["", "Chao."]


def test_a_copied_english_replaces_no_translation(tmp_path: Path) -> None:
    ours = catalog_at(tmp_path, 'msgid "Use 5 mg."\nmsgstr "Tome 5 mg."')
    (said,) = take(tmp_path, sent(tmp_path, 'msgid "Use 5 mg."\nmsgstr "Use 5 mg."'))
    assert "The English stands where we have a translation" in said
    assert texts(ours) == ["Tome 5 mg."]


# Plural forms of another program

DAYS = 'msgid "%d day"\nmsgid_plural "%d days"\n'
OF_TRANSIFEX = "nplurals=3; plural=n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;"
THREE = f'{DAYS}msgstr[0] "%d día"\nmsgstr[1] "%d de días"\nmsgstr[2] "%d días"'
SIX = DAYS + "\n".join(f'msgstr[{number}] "%d días"' for number in range(6))


def sent_with_forms(root: Path, rule: str, body: str) -> Path:
    return edit(sent(root, f"{GREETING}\n\n{body}"), "nplurals=2; plural=(n != 1);", rule)


def test_the_forms_of_transifex_are_taken_by_their_category(tmp_path: Path) -> None:
    ours = catalog_at(tmp_path, f'{GREETING}\n\n{DAYS}msgstr[0] ""\nmsgstr[1] ""')
    assert take(tmp_path, sent_with_forms(tmp_path, OF_TRANSIFEX, THREE)) == []
    assert [*read_catalog(ours).messages[1].forms] == ["%d día", "%d días"]


@pytest.mark.parametrize("rule", ["(n == 1)", "n==1", "n != 1 ? 0 : 1"])
def test_forms_in_the_other_order_are_taken_by_their_category(tmp_path: Path, rule: str) -> None:
    ours = catalog_at(tmp_path, f'{GREETING}\n\n{DAYS}msgstr[0] ""\nmsgstr[1] ""')
    turned = f'{DAYS}msgstr[0] "%d días"\nmsgstr[1] "%d día"'
    assert take(tmp_path, sent_with_forms(tmp_path, f"nplurals=2; plural={rule};", turned)) == []
    assert [*read_catalog(ours).messages[1].forms] == ["%d día", "%d días"]


def test_forms_that_go_with_other_numbers_are_refused_and_say_so(tmp_path: Path) -> None:
    ours = catalog_at(tmp_path, f'{GREETING}\n\n{DAYS}msgstr[0] ""\nmsgstr[1] ""')
    arabic = plural_forms_of("ar")
    (said,) = take(tmp_path, sent_with_forms(tmp_path, arabic, SIX))
    assert "The plural forms of this message are others than ours" in said
    assert [*read_catalog(ours).messages[1].forms] == ["", ""]


@pytest.mark.parametrize("rule", ["", PLURALS], ids=["no rule", "two forms"])
def test_a_message_with_more_forms_than_its_file_says_is_refused(tmp_path: Path, rule: str) -> None:
    ours = catalog_at(tmp_path, f'{GREETING}\n\n{DAYS}msgstr[0] ""\nmsgstr[1] ""')
    path = tmp_path / "index.po"
    path.write_text(f"{HEADER}{LANGUAGE}{rule}\n{GREETING}\n\n{THREE}\n", "utf-8")
    (said,) = take(tmp_path, path)
    assert "The plural forms of this message are others than ours" in said
    assert [*read_catalog(ours).messages[1].forms] == ["", ""]


# What others did meanwhile


class History:
    """A project in git, whose catalog has changed since somebody took it home."""

    def __init__(self, project: SmallProject, before: dict[str, str], now: dict[str, str]) -> None:
        self.folder = project.folder
        self.git("init", "--quiet")
        for texts_of_then in (before, now):
            self.path = project.translate("es", "index", texts_of_then, "Language: es\\n")
            self.git("add", "locale")
            self.git("commit", "--quiet", "--message=x")

    def git(self, *arguments: str) -> None:
        me = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(["git", *me, *arguments], cwd=self.folder, check=True)

    def take(self, theirs: dict[str, str]) -> tuple[str, dict[str, str]]:
        body = "\n\n".join(f'msgid "{one}"\nmsgstr "{text}"' for one, text in theirs.items())
        self.sent = sent(self.folder, body)
        done = run_multilingual(self.folder, "import", str(self.sent))
        now = {one.msgid: one.forms[0] for one in read_catalog(self.path).messages}
        return done.stdout, now


def messages(told: str) -> list[str]:
    return [line.partition("import: ")[2] for line in told.splitlines()]


A, B, C = "Hello.", "Rest well.", "Home"
BEFORE = {A: "Hola.", B: "Descanse.", C: "Casa"}


def test_what_others_changed_meanwhile_stays_and_what_the_sender_changed_is_taken(
    project: SmallProject,
) -> None:
    now = {A: "Hola.", B: "Descanse bien.", C: "Inicio"}
    history = History(project, BEFORE, now)
    told, after = history.take({**BEFORE, A: "Buenas."})
    assert messages(told) == [OLDER, OLDER]
    assert after == {**now, A: "Buenas."}


def test_words_that_an_older_catalog_had_are_told_and_left(project: SmallProject) -> None:
    now = {**BEFORE, B: "Descanse bien."}
    history = History(project, BEFORE, now)
    told, after = history.take(BEFORE)
    assert told == f"my work.po:10: import: {OLDER}\n"
    assert after == now


def test_of_many_texts_that_others_changed_the_first_is_told(project: SmallProject) -> None:
    before = {f"{A} {number}": "Hola." for number in range(SINGLY + 2)}
    history = History(project, before, dict.fromkeys(before, "Buenas."))
    told, _after = history.take(before)
    assert told == f"my work.po:7: import: {OLDER} {SINGLY + 1} more texts are like this.\n"


def test_a_deleted_translation_is_told_once(project: SmallProject) -> None:
    now = {**BEFORE, B: "Descanse bien."}
    told, after = History(project, BEFORE, now).take({**now, B: ""})
    assert (messages(told), after) == ([EMPTIED], now)


def test_what_was_empty_when_it_was_taken_home_was_not_deleted(project: SmallProject) -> None:
    history = History(project, {A: "Hola.", B: ""}, {A: "Hola.", B: "Descanse."})
    told, _after = history.take({A: "Hola.", B: ""})
    assert told == ""


def test_what_was_taken_home_before_the_page_was_renamed_is_still_known(
    project: SmallProject,
) -> None:
    now = {A: "Hola.", B: "Descanse bien.", C: "Inicio"}
    history = History(project, {A: "Hola."}, BEFORE)
    history.git("mv", str(history.path), str(history.path.with_name("start.po")))
    project.write("source/start.rst", ":orphan:\n\nStart\n=====\n")
    history.path = project.translate("es", "start", now, "Language: es\\n")
    history.git("commit", "--quiet", "--all", "--message=x")
    told, after = history.take({**BEFORE, A: "Buenas."})
    assert messages(told) == [OLDER, OLDER]
    assert after == {**now, A: "Buenas."}


def test_a_message_that_both_changed_is_told_and_left(project: SmallProject) -> None:
    now = {A: "Hola.", B: "Descanse bien.", C: "Inicio"}
    history = History(project, BEFORE, now)
    told, after = history.take({**BEFORE, B: "Repose."})
    assert "Somebody else has changed this translation" in told
    assert after == now


def test_of_two_states_that_are_as_near_the_later_is_the_base_and_it_is_told(
    project: SmallProject,
) -> None:
    now = {**BEFORE, B: "Descanse bien."}
    history = History(project, BEFORE, now)
    told, after = history.take({**BEFORE, B: "Repose."})
    assert messages(told) == [MAY_BE_OLDER]
    assert after == {**now, B: "Repose."}


def test_of_two_states_of_the_past_that_are_as_near_a_newer_one_of_today_is_kept(
    project: SmallProject,
) -> None:
    history = History(project, BEFORE, {**BEFORE, B: "Descanse bien."})
    now = {A: "Buenas.", B: "Duerma.", C: "Inicio"}
    project.translate("es", "index", now, "Language: es\\n")
    told, after = history.take({**BEFORE, B: "Repose."})
    assert "Somebody else has changed this translation" in messages(told)[-1]
    assert after == now


def fuzzy(messages: dict[str, str]) -> str:
    return "\n\n".join(
        f'#, fuzzy\nmsgid "{one}"\nmsgstr "{text}"' for one, text in messages.items()
    )


REWORDED = {f"{one} Now.": text for one, text in BEFORE.items()}


@pytest.mark.parametrize("left", [0, 1])
@pytest.mark.parametrize("is_committed", [True, False])
def test_a_file_that_corrects_all_fuzzy_texts_of_a_page_is_taken(
    project: SmallProject, left: int, *, is_committed: bool
) -> None:
    history = History(project, {"Old.": "Viejo."}, BEFORE)
    header = history.path.read_text("utf-8").partition("\n\n")[0]
    history.path.write_text(f"{header}\n\n{fuzzy(REWORDED)}\n", "utf-8")
    if is_committed:
        history.git("commit", "--quiet", "--all", "--message=x")
    corrected = {one: f"{text} Ya." for one, text in [*REWORDED.items()][left:]}
    told, after = history.take(corrected)
    assert (told, after) == ("", {**REWORDED, **corrected})


def test_the_mark_alone_is_taken_off_all_fuzzy_texts_of_a_page(project: SmallProject) -> None:
    history = History(project, {"Old.": "Viejo."}, BEFORE)
    header = history.path.read_text("utf-8").partition("\n\n")[0]
    history.path.write_text(f"{header}\n\n{fuzzy(REWORDED)}\n", "utf-8")
    history.take(REWORDED)
    assert not any(one.is_fuzzy for one in read_catalog(history.path).messages)


# What is no translation


def test_who_made_a_file_is_told_if_its_sender_says_something_else(tmp_path: Path) -> None:
    path = catalog_at(tmp_path, GREETING)
    before = path.read_bytes()
    header = f'{LANGUAGE}"X-Provenance: translated by a person, 2026-12\\n"\n'
    taken = imported(tmp_path, sent(tmp_path, GREETING, language=header))
    said = r'"X-Provenance: translated by a person, 2026-12\n"'
    assert [one.message for one in taken.notes] == [f"{NOT_TAKEN} {said}"]
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("ours", "theirs", "line"),
    [
        (GREETING, f"# Ana: is this right?\n{GREETING}", 8),
        (f"# An older note.\n{GREETING}", f"# Ana: is this right?\n{GREETING}", 8),
        (GREETING, f'{GREETING}\n\n# Ana: is this right?\n#~ msgid "Old."\n#~ msgstr "Viejo."', 11),
        (GREETING, f"{GREETING}\n\n# Ana: is this right?", 1),
    ],
)
def test_a_comment_of_a_sender_is_told_with_its_line(
    tmp_path: Path, ours: str, theirs: str, line: int
) -> None:
    catalog_at(tmp_path, ours)
    taken = imported(tmp_path, sent(tmp_path, theirs))
    assert [(one.line, one.message) for one in taken.notes] == [
        (line, f"{NOT_TAKEN} # Ana: is this right?")
    ]


def test_a_comment_that_the_catalog_has_needs_no_word(tmp_path: Path) -> None:
    catalog_at(tmp_path, f"# Ana: is this right?\n{GREETING}")
    assert imported(tmp_path, sent(tmp_path, f"# Ana: is this right?\n{GREETING}")).notes == []


def test_the_name_that_a_program_writes_above_a_header_needs_no_word(tmp_path: Path) -> None:
    catalog_at(tmp_path, GREETING)
    file = sent(tmp_path, GREETING)
    file.write_text(f"# Ana Ruiz <ana@example.org>, 2026.\n{file.read_text('utf-8')}", "utf-8")
    assert imported(tmp_path, file).notes == []


def test_without_git_what_was_sent_is_taken(project: SmallProject) -> None:
    path = project.translate("es", "index", BEFORE, "Language: es\\n")
    file = sent(project.folder, "\n\n".join([GREETING.replace("Hola", "Buenas")]))
    done = run_multilingual(project.folder, "import", str(file))
    assert (done.returncode, done.stdout) == (0, "")
    assert texts(path)[0] == "Buenas."


def test_an_import_parses_each_catalog_of_another_language_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("Hello", "Bye", "Thanks")
    catalog_at(tmp_path, "\n\n".join(f'msgid "{word}."\nmsgstr ""' for word in words))
    other = tmp_path / "locale" / "fr" / "LC_MESSAGES" / "index.po"
    other.parent.mkdir(parents=True)
    french = HEADER + LANGUAGE.replace("es", "fr") + PLURALS
    other.write_text(f'{french}\nmsgid "Hello."\nmsgstr "Bonjour."\n', "utf-8")
    parsed: list[str] = []
    read = Parser.read

    def count(parser: Parser, text: str) -> None:
        parsed.append(text)
        read(parser, text)

    monkeypatch.setattr(Parser, "read", count)
    broken, *good = (f'msgid "{word}."\nmsgstr "Hola."' for word in words)
    edge = broken.replace("Hola.", "Hola.\\n")
    taken = imported(tmp_path, sent(tmp_path, "\n\n".join([edge, *good])))
    assert (taken.messages, [one.rule for one in taken.findings]) == (2, ["syntax"])
    assert sum("Bonjour." in text for text in parsed) == 1
