"""The gate finds each planted fault, and nothing in what is right.

Each catalog in ``catalogs/bad`` has one fault and says in its first lines which finding it
expects; each in ``catalogs/good`` looks suspicious and is right.
"""

from __future__ import annotations

import inspect
import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from committing import ADDRESS, commit
from conftest import ROOT, SmallProject, run_multilingual
from small_catalogs import findings_in

from multilingual.checks.all_checks import RULES
from multilingual.checks.registry import Rule
from multilingual.commands.check import _as_markdown
from multilingual.findings import Finding
from multilingual.project import Project
from multilingual.tasks.checking import check_project

CATALOGS = Path(__file__).parents[1] / "data" / "catalogs"
BAD, GOOD = (sorted((CATALOGS / name).glob("*.po")) for name in ("bad", "good"))
HEAD = re.compile(r"^\ufeff?# (language|page|expect): (.+?)\s*$", re.MULTILINE)
LISTS = ("numbers.csv", "terms.csv", "words.csv")


@dataclass(frozen=True)
class Planted:
    """A catalog with one fault, or none."""

    language: str
    page: str
    expected: list[str]


def planted(path: Path) -> Planted:
    head = HEAD.findall(path.read_bytes().decode("utf-8", errors="replace"))
    values = dict(head)
    return Planted(
        language=values["language"],
        page=values.get("page", "page"),
        expected=[value for name, value in head if name == "expect"],
    )


def findings_of(path: Path, root: Path) -> list[Finding]:
    """Check a catalog among the lists of its language."""
    about = planted(path)
    folder = root / "locale" / about.language
    (folder / "LC_MESSAGES").mkdir(parents=True)
    shutil.copy2(ROOT / "docutils.conf", root)
    shutil.copy2(path, folder / "LC_MESSAGES" / f"{about.page}.po")
    for name in LISTS:
        if (ROOT / "locale" / about.language / name).exists():
            shutil.copy2(ROOT / "locale" / about.language / name, folder)
    return findings_in(folder)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_catalog_has_the_finding_that_it_names(path: Path, tmp_path: Path) -> None:
    found = [f"{one.line}: {one.rule}: {one.message}" for one in findings_of(path, tmp_path)]
    expected = planted(path).expected
    assert len(found) == len(expected), found
    for finding, words in zip(found, expected, strict=True):
        place, rule, part = words.split(": ", 2)
        assert finding.startswith(f"{place}: {rule}: ")
        assert part in finding


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_good_catalog_has_no_finding(path: Path, tmp_path: Path) -> None:
    assert findings_of(path, tmp_path) == []


def test_there_are_sixty_bad_catalogs_and_twenty_good_ones() -> None:
    assert len(BAD) >= 60
    assert len(GOOD) >= 20


APART = {"consistency", "lists", "lost", "misplaced", "names"}
"""Rules that look at more than one catalog, or at two messages (``test_exchanged_texts``)."""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_has_a_bad_catalog(rule: Rule) -> None:
    name = rule.name
    if name in APART:
        pytest.skip(
            "it looks at several: see test_check_completeness, test_exchanged_texts and below"
        )
    assert any(f": {name}: " in line for path in BAD for line in planted(path).expected)


def test_make_check_finds_nothing_in_this_project() -> None:
    project = Project.at(ROOT)
    others = [one for one in project.languages() if not one.is_source]
    assert check_project(project, others)[1] == []


BOLD = {"You can live together.": "Viven **juntos**."}


def test_a_finding_is_path_line_rule_and_message(project: SmallProject) -> None:
    project.translate("es", "index", BOLD, "Language: es\\n")
    said = check(project).stdout.splitlines()
    start = "locale/es/LC_MESSAGES/index.po:5: markup: The translation has bold"
    assert [one.startswith(start) for one in said].count(True) == 1


def check(project: SmallProject, *arguments: str):
    return run_multilingual(project.folder, "check", *arguments)


def test_what_is_wrong_for_all_languages_is_told_once(project: SmallProject) -> None:
    for code in ("es", "fr"):
        project.translate(code, "index", {}, f"Language: {code}\\n")
    project.write("source/terms.csv", "topic,term\n")
    assert check(project).stdout.count("source/terms.csv:1: ") == 1


def test_an_error_ends_with_1(project: SmallProject) -> None:
    project.translate("es", "index", BOLD, "Language: es\\n")
    assert check(project).returncode == 1


def test_a_warning_ends_with_0_and_is_called_one(project: SmallProject) -> None:
    project.translate("es", "index", {"You can live together.": ""}, "Language: es\\n")
    result = check(project)
    assert ":5: untranslated: warning: " in result.stdout
    assert result.returncode == 0


@pytest.mark.parametrize("text", [" ", "…"])
def test_a_translation_without_a_letter_is_an_error(project: SmallProject, text: str) -> None:
    project.translate("es", "index", {"You can live together.": text}, "Language: es\\n")
    (finding,) = findings_in(project.folder / "locale/es")
    assert (finding.line, finding.rule, finding.severity) == (5, "safety", "error")


def test_the_errors_stand_nearest_to_the_prompt(project: SmallProject) -> None:
    project.translate("es", "index", {**BOLD, "Home": ""}, "Language: es\\n")
    warned = [": warning: " in line for line in check(project).stdout.splitlines()]
    assert (set(warned), warned) == ({True, False}, sorted(warned, reverse=True))


def test_a_page_can_be_checked_alone(project: SmallProject) -> None:
    project.write("source/other.rst", ":orphan:\n\nOther\n=====\n")
    project.translate("es", "index", BOLD, "Language: es\\n")
    assert check(project, "es", "--page", "other").stdout == ""


def test_a_page_that_there_is_not_is_a_wrong_call(project: SmallProject) -> None:
    assert check(project, "--page", "nothing").returncode == 2


def test_a_language_that_there_is_not_is_a_wrong_call(project: SmallProject) -> None:
    assert check(project, "xx").returncode == 2


@pytest.mark.parametrize("form", ["text", "github"])
def test_of_very_many_findings_of_one_rule_the_first_are_told(
    project: SmallProject, form: str
) -> None:
    texts = {f"It takes {number} hours.": f"Dura **{number} horas." for number in range(2, 52)}
    project.translate("es", "index", texts, "Language: es\\n")
    lines = check(project, "es", "--page=index", f"--format={form}").stdout.splitlines()
    of_rule = [line for line in lines if "title=markup" in line or ": markup: " in line]
    assert len(of_rule) == 21
    assert "There are 30 more of this rule in this file." in of_rule[-1]


def test_github_gets_annotations(project: SmallProject) -> None:
    project.translate("es", "index", BOLD, "Language: es\\n")
    start = "::error file=locale/es/LC_MESSAGES/index.po,line=5,title=markup::The translation"
    assert check(project, "--format=github").stdout.startswith(start)


MANY = {f"It takes {number} hours.": f"Dura **{number} horas." for number in range(2, 17)}


def test_github_shows_ten_of_a_kind_and_the_tenth_says_how_many_more(project: SmallProject) -> None:
    project.translate("es", "index", MANY, "Language: es\\n")
    lines = check(project, "es", "--page=index", "--format=github").stdout.splitlines()
    shown = [line for line in lines if line.startswith("::error")]
    plain = [line for line in lines if re.match(r"locale/es/.+:\d+: \w+: ", line)]
    assert (len(shown), len(plain) >= 5) == (10, True)
    assert shown[-1].endswith(f"%0A{len(plain)} more are in the summary and the log of this run.")


def test_the_summary_of_a_run_has_every_finding(
    project: SmallProject, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("before\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    project.translate("es", "index", MANY, "Language: es\\n")
    check(project, "es", "--page=index", "--format=github")
    text = summary.read_text("utf-8")
    # As code, so that nothing of it is taken for Markdown.
    found = re.findall(r"^    locale/es/\S+:\d+: markup: ", text, re.MULTILINE)
    assert (text.startswith("before\n\n    "), len(found)) == (True, 15)


def test_a_summary_is_not_longer_than_github_takes() -> None:
    text = _as_markdown("ü" * 1000 for _ in range(1000))
    assert len(text.encode()) < 2**20
    assert text.endswith("\n\nThe rest is in the log.\n\n")


def test_gitlab_gets_a_report_of_code_quality(project: SmallProject) -> None:
    project.translate("es", "index", BOLD, "Language: es\\n")
    found = json.loads(check(project, "es", "--page=index", "--format=gitlab").stdout)[0]
    assert found["location"] == {"path": "locale/es/LC_MESSAGES/index.po", "lines": {"begin": 5}}
    assert (found["check_name"], found["severity"]) == ("markup", "critical")
    assert found["description"].startswith("markup: The translation")


def test_each_fault_of_a_report_for_gitlab_has_a_mark_of_its_own(project: SmallProject) -> None:
    project.translate("es", "index", MANY, "Language: es\\n")
    found = json.loads(check(project, "es", "--page=index", "--format=gitlab").stdout)
    assert len({fault["fingerprint"] for fault in found}) == len(found) >= 15


def test_json_has_the_parts_of_a_finding(project: SmallProject) -> None:
    header = "Language: es\\nX-Provenance: machine draft (AI), 2026-11\\n"
    project.translate("es", "index", BOLD, header)
    (found,) = json.loads(check(project, "es", "--page=index", "--format=json").stdout)
    assert (found["line"], found["rule"], found["severity"]) == (5, "markup", "error")


def test_json_of_nothing_is_an_empty_list(project: SmallProject) -> None:
    assert json.loads(check(project, "--format=json").stdout) == []


NUMBER = ("It takes 5 minutes.", "Dura un rato corto.")
ROW = "numbers,index,It takes 5 minutes.,{msgstr},{reason},Ana Gil\n"


def waive(project: SmallProject, msgstr: str = NUMBER[1], reason: str = "said so") -> list[str]:
    project.translate("es", "index", dict([NUMBER]), "Language: es\\n")
    row = ROW.format(msgstr=msgstr, reason=reason)
    project.write("locale/es/waivers.csv", f"rule,page,msgid,msgstr,reason,by\n{row}")
    findings = findings_in(project.folder / "locale/es")
    return [f"{one.path.split('/')[-1]}:{one.line}: {one.rule}" for one in findings]


def test_a_named_person_can_waive_a_finding_of_one_message(project: SmallProject) -> None:
    assert waive(project) == []


def test_a_waiver_is_void_once_the_message_has_changed(project: SmallProject) -> None:
    assert waive(project, "Dura poco.") == ["index.po:5: numbers", "waivers.csv:2: waivers"]


def test_a_waiver_without_a_reason_is_none(project: SmallProject) -> None:
    assert waive(project, reason="") == ["index.po:5: numbers", "waivers.csv:2: waivers"]


def test_safety_cannot_be_waived(project: SmallProject) -> None:
    project.write("locale/es/waivers.csv", "rule,page,msgid,msgstr,reason,by\nsafety,a,b,c,d,e\n")
    (finding,) = findings_in(project.folder / "locale/es")
    assert "cannot be waived" in finding.message


def test_a_waiver_of_what_is_right_is_told(project: SmallProject) -> None:
    project.translate("es", "index", {"It takes 5 minutes.": "Dura 5 minutos."}, "Language: es\\n")
    row = ROW.format(msgstr="Dura 5 minutos.", reason="said so")
    project.write("locale/es/waivers.csv", f"rule,page,msgid,msgstr,reason,by\n{row}")
    (finding,) = findings_in(project.folder / "locale/es")
    assert "finds nothing here any more" in finding.message


def found_with(project: SmallProject, rows: str, pages: tuple[str, ...] = ()) -> list[str]:
    """Return what is found in Spanish with these rows of ``waivers.csv``."""
    project.write("locale/es/waivers.csv", f"rule,page,msgid,msgstr,reason,by\n{rows}")
    findings = findings_in(project.folder / "locale/es", pages)
    return [f"{one.path.split('/')[-1]}:{one.line}: {one.rule}: {one.message}" for one in findings]


def test_a_waived_error_hides_no_other_finding_of_its_message(project: SmallProject) -> None:
    project.translate("es", "index", {NUMBER[0]: "Dura un  rato corto."}, "Language: es\\n")
    (found,) = found_with(project, ROW.format(msgstr="Dura un  rato corto.", reason="so"))
    assert found.startswith("index.po:5: spacing")


def test_a_waiver_is_not_void_where_an_error_hides_what_it_waives(project: SmallProject) -> None:
    project.translate("es", "index", {NUMBER[0]: "Dura un  rato corto."}, "Language: es\\n")
    row = ROW.format(msgstr="Dura un  rato corto.", reason="so").replace("numbers", "spacing", 1)
    (found,) = found_with(project, row)
    assert found.startswith("index.po:5: numbers")


def test_two_ways_can_be_waived(project: SmallProject) -> None:
    project.write("source/other.rst", ":orphan:\n\nOther\n=====\n")
    project.translate("es", "index", {"See also:": "Vea también:"}, "Language: es\\n")
    project.translate("es", "other", {"See also:": "Mire además:"}, "Language: es\\n")
    (found,) = found_with(project, "")
    assert found.startswith("other.po:5: consistency")
    assert found_with(project, "consistency,other,See also:,Mire además:,so,Ana Gil\n") == []


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("numbers,indx,a,b,c,d\n", 'no catalog of the page "indx". Write index.'),
        ("number,index,a,b,c,d\n", 'no rule "number". Write numbers.'),
        ("numbers,index,a,b,c\n", "5 cells and not 6"),
    ],
)
def test_a_waiver_with_a_wrong_name_is_told(project: SmallProject, row: str, words: str) -> None:
    project.translate("es", "index", {"It takes 5 minutes.": "Dura 5 minutos."}, "Language: es\\n")
    (found,) = found_with(project, row)
    assert found.startswith("waivers.csv:2: waivers: ")
    assert words in found


def test_whoever_asks_for_a_page_is_told_of_no_waiver_of_another(project: SmallProject) -> None:
    project.translate("es", "index", {"It takes 5 minutes.": "Dura 5 minutos."}, "Language: es\\n")
    assert found_with(project, "numbers,other,a,b,c,d\n", ("index",)) == []


def test_an_outer_space_of_a_message_can_be_waived(project: SmallProject) -> None:
    project.translate("es", "index", {"It takes 5 minutes. ": "Dura poco. "}, "Language: es\\n")
    row = "numbers,index,It takes 5 minutes. ,Dura poco. ,so,Ana Gil\n"
    assert found_with(project, row) == []


def test_a_list_with_semicolons_is_read(project: SmallProject) -> None:
    project.translate("es", "index", dict([NUMBER]), "Language: es\\n")
    row = ROW.format(msgstr=NUMBER[1], reason="so").replace(",", ";")
    project.write("locale/es/waivers.csv", f"rule;page;msgid;msgstr;reason;by\n{row}")
    assert findings_in(project.folder / "locale/es") == []


def test_a_country_has_the_waivers_of_its_language(project: SmallProject) -> None:
    project.translate("es_MX", "index", dict([NUMBER]), "Language: es_MX\\n")
    row = ROW.format(msgstr=NUMBER[1], reason="so")
    project.write(
        "locale/es/waivers.csv", f"rule,page,msgid,msgstr,reason,by\n{row}{row[:-4]}l\nx,y\n"
    )
    assert findings_in(project.folder / "locale/es_MX") == []


DANGER = ("Never wait 5 minutes.", "Espere un rato.")


def waive_in_danger(project: SmallProject, by: str, languages: str = '["es"]') -> list[str]:
    """Return what is found in a safety text whose fault ``by`` has allowed."""
    place = "#. index / signs / list item in a safety text\nmsgid"
    for code, texts in (("es", [DANGER]), ("fr", [(DANGER[0], "")])):
        path = project.translate(code, "index", dict(texts), f"Language: {code}\\n")
        text = path.read_text().replace('msgid "Never', f'{place} "Never')
        path.write_text(text)
    person = f'name = "Ana Gil"\nrole = "doctor"\nkind = "medical"\nlanguages = {languages}\n'
    person += f'addresses = ["{ADDRESS}"]\n'
    speaker = 'name = "Eva"\nrole = "reader"\nkind = "speaker"\nlanguages = ["es"]\n'
    project.write("reviewers.toml", f"[[reviewer]]\n{person}\n[[reviewer]]\n{speaker}")
    return found_with(project, f"numbers,index,{DANGER[0]},{DANGER[1]},said so,{by}\n")


@pytest.mark.parametrize(
    ("by", "languages"), [("Nobody", '["es"]'), ("Ana Gil", '["fr"]'), ("Eva", '["es"]')]
)
def test_nobody_who_is_not_listed_can_waive_a_fault_of_a_safety_text(
    project: SmallProject, by: str, languages: str
) -> None:
    found = waive_in_danger(project, by, languages)
    assert [one.partition(": ")[0] for one in found] == ["index.po:6", "waivers.csv:2"]
    assert f'reviewers.toml can allow a fault, and "{by}" is not.' in found[-1]


def test_a_listed_person_can_waive_a_fault_of_a_safety_text(project: SmallProject) -> None:
    waive_in_danger(project, "Ana Gil")
    commit(project.folder)
    assert waive_in_danger(project, "Ana Gil") == []


def test_without_git_nobody_knows_who_allowed_a_fault_of_a_safety_text(
    project: SmallProject,
) -> None:
    found = waive_in_danger(project, "Ana Gil")
    assert [one.partition(": ")[0] for one in found] == ["index.po:6", "waivers.csv:2"]
    assert "or nobody knows, since this folder is no git clone" in found[-1]


def test_a_safety_text_whose_comment_was_deleted_is_known_by_another_language(
    project: SmallProject,
) -> None:
    waive_in_danger(project, "Nobody")
    path = project.folder / "locale/es/LC_MESSAGES/index.po"
    path.write_text(path.read_text().replace("#. index / signs / list item in a safety text", ""))
    found = found_with(project, f"numbers,index,{DANGER[0]},{DANGER[1]},said so,Nobody\n")
    assert "waivers.csv:2" in [one.partition(": ")[0] for one in found]


@pytest.mark.parametrize("name", ["numbers.csv", "terms.csv", "words.csv", "waivers.csv"])
@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"wrong,header\n", 1, 'is "wrong,header". Write {columns} there.'),
        (b"{columns}\r\n\r\nlone\r\n", 3, "has 1 cell and not"),
        (b'{columns}\n"a\nb\n', 2, "cannot be read"),
        (b"{columns}\n\n\xe9", 3, "not UTF-8"),
        (b"", 1, "is empty"),
    ],
)
def test_every_list_is_read_in_the_same_way(
    project: SmallProject, name: str, data: bytes, line: int, words: str
) -> None:
    columns = {
        "numbers.csv": "value,forms",
        "terms.csv": "term,preferred,allowed,banned",
        "words.csv": "meaning,forms",
        "waivers.csv": "rule,page,msgid,msgstr,reason,by",
    }[name]
    project.translate(
        "es", "index", {"You can live together.": "Pueden vivir juntos."}, "Language: es\\n"
    )
    path = project.folder / "locale/es" / name
    path.write_bytes(data.replace(b"{columns}", columns.encode()))
    (found,) = findings_in(project.folder / "locale/es")
    assert (found.path, found.line) == (f"locale/es/{name}", line)
    assert words.format(columns=columns) in found.message


EXAMPLE = re.compile(r"(Bad|Good)::\n\n((?:    .*\n|\n)+)")
HEADER = (ROOT / "locale/es/LC_MESSAGES/index.po").read_text("utf-8").split("\n\n")[0]


def rules_in_example(rule: Rule, kind: str, root: Path) -> set[str]:
    """Return the rules that the example of a docstring breaks."""
    text = dict(EXAMPLE.findall(f"{inspect.getdoc(rule.check)}\n"))[kind]
    folder = root / "locale" / "es"
    shutil.copytree(ROOT / "locale" / "es", folder, ignore=shutil.ignore_patterns("*.po"))
    shutil.copy2(ROOT / "docutils.conf", root)
    page = "sphinx" if rule.name == "placeholders" else "page"
    (folder / "LC_MESSAGES").mkdir(exist_ok=True)
    message = f"{HEADER}\n\n{inspect.cleandoc(text)}\n"
    (folder / "LC_MESSAGES" / f"{page}.po").write_text(message, "utf-8")
    return {finding.rule for finding in findings_in(folder)}


OF_ONE_CATALOG = [rule for rule in RULES if rule.name not in APART]


@pytest.mark.parametrize("rule", OF_ONE_CATALOG, ids=lambda rule: rule.name)
def test_the_bad_example_of_a_rule_breaks_it(rule: Rule, tmp_path: Path) -> None:
    assert rule.name in rules_in_example(rule, "Bad", tmp_path)


@pytest.mark.parametrize("rule", OF_ONE_CATALOG, ids=lambda rule: rule.name)
def test_the_good_example_of_a_rule_breaks_none(rule: Rule, tmp_path: Path) -> None:
    assert rules_in_example(rule, "Good", tmp_path) == set()


@dataclass(frozen=True)
class Fault:
    """A fault that no other checker finds with all the rest (requirements T-C13)."""

    code: str
    english: str
    good: str
    bad: str
    rule: str


FAULTS = {
    "question mark lost": Fault(
        "es", "Can you catch lupus?", "¿Se contagia el lupus?", "¿Se contagia el lupus", "ending"
    ),
    "bold broken by a space": Fault(
        "es", "**Do not wait.**", "**No espere.**", "** No espere.**", "markup"
    ),
    "target misspelt": Fault(
        "es",
        "See :ref:`same-day-signs`.",
        "Vea :ref:`same-day-signs`.",
        "Vea :ref:`same-day-sings`.",
        "references",
    ),
    "link without its address": Fault(
        "es", "See `us <https://nhs.uk>`__.", "Vea `nos <https://nhs.uk>`__.", "Vea nos.", "links"
    ),
    "ten times the dose": Fault(
        "es", "Take 5 mg a day.", "Tome 5 mg al día.", "Tome 50 mg al día.", "numbers"
    ),
    "English copied": Fault(
        "es", "Ask your doctor.", "Pregunte a su médico.", "Ask your doctor.", "unchanged"
    ),
    "marks that Chinese readers would see": Fault(
        "zh_CN", "Call **now**.", "请**立即**打电话。", "请** 立即 **打电话。", "markup"
    ),
    "narrow question mark in Chinese": Fault(
        "zh_CN", "Can you catch lupus?", "狼疮会传染吗？", "狼疮会传染吗?", "ending"
    ),
    "space after a wide full stop": Fault(
        "zh_CN",
        "Call now. Do not wait.",
        "请立即打电话。不要等待。",
        "请立即打电话。 不要等待。",
        "spacing",
    ),
    "not dropped": Fault(
        "es",
        "No. You cannot catch lupus.",
        "No. El lupus no se contagia.",
        "El lupus se contagia.",
        "negation",
    ),
}


def rules_broken(fault: Fault, msgstr: str, root: Path) -> list[str]:
    folder = root / "locale" / fault.code
    shutil.copytree(ROOT / "locale" / fault.code, folder, ignore=shutil.ignore_patterns("*.po"))
    shutil.copy2(ROOT / "docutils.conf", root)
    header = (ROOT / "locale" / fault.code / "LC_MESSAGES/index.po").read_text("utf-8")
    message = f"msgid {json.dumps(fault.english)}\nmsgstr {json.dumps(msgstr, ensure_ascii=False)}"
    catalog = folder / "LC_MESSAGES" / "page.po"
    catalog.parent.mkdir(exist_ok=True)
    head = header.split("\n\n")[0]
    catalog.write_text(f"{head}\n\n{message}\n", "utf-8")
    return sorted({finding.rule for finding in findings_in(folder)})


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_planted_fault_is_found(fault: Fault, tmp_path: Path) -> None:
    assert fault.rule in rules_broken(fault, fault.bad, tmp_path)


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_nothing_is_found_where_no_fault_was_planted(fault: Fault, tmp_path: Path) -> None:
    assert rules_broken(fault, fault.good, tmp_path) == []


def names_told(project: SmallProject) -> list[str]:
    lines = check(project, "es").stdout.splitlines()
    return [line for line in lines if ": names: " in line]


def test_a_catalog_that_was_renamed_is_told_with_its_right_name(project: SmallProject) -> None:
    project.translate("es", "sphinx", {}, "Language: es\\n")
    project.translate("es", "indice", {"Home": "Inicio"}, "Language: es\\n")
    (line,) = (line for line in names_told(project) if "indice.po:1: " in line)
    assert "Rename it index.po." in line


def test_a_page_without_a_catalog_is_a_warning(project: SmallProject) -> None:
    project.translate("es", "sphinx", {}, "Language: es\\n")
    (line,) = names_told(project)
    assert "index.po:1: names: warning: " in line


@pytest.mark.parametrize("name", ["index (1).po", "index - copia.po", "index copy.po"])
def test_a_copy_of_a_catalog_is_told_with_what_to_do(project: SmallProject, name: str) -> None:
    path = project.translate("es", "index", {"Hello.": "Hola."})
    path.with_name(name).write_bytes(path.read_bytes())
    (line,) = (line for line in names_told(project) if f"{name}:1: " in line)
    assert "a copy of index.po" in line
    assert f'make import FILE="{name}"' in line


@pytest.mark.parametrize("name", ["index.po", "LC_MESSAGES/index.po.txt", "LC_MESSAGE/index.po"])
def test_a_catalog_in_the_wrong_place_is_told(project: SmallProject, name: str) -> None:
    project.write(f"locale/es/{name}", "")
    assert any(f"locale/es/{name}:1: " in line for line in names_told(project))


def test_a_link_is_told(project: SmallProject) -> None:
    target = project.translate("fr", "index", {}, "Language: fr\\n")
    link = project.folder / "locale/es/LC_MESSAGES/index.po"
    link.parent.mkdir(parents=True)
    link.symlink_to(target)
    assert any("This is a link" in line for line in names_told(project))
