"""What GitHub, GitLab and Read the Docs are told to do: safe, valid, and what this project has."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from itertools import chain
from pathlib import Path

import pytest
from committing import commit
from conftest import ROOT, SmallProject, run_multilingual

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
GITLAB, READ_THE_DOCS = ROOT / ".gitlab-ci.yml", ROOT / ".readthedocs.yaml"
EVERY = (*WORKFLOWS, GITLAB, READ_THE_DOCS)
PUBLISH, CHECK = (ROOT / ".github" / "workflows" / f"{name}.yml" for name in ("publish", "check"))
DEPENDABOT = ROOT / ".github" / "dependabot.yml"
RIGHTS = {
    "publish": {"pages: write", "id-token: write"},
    "check": {"pull-requests: write"},
}
"""What a workflow may beside reading, in one job each."""
BUDGET = "timeout-minutes: 10"
"""Within which all is checked and built on the two cores of a runner."""
MOST_STEPS = 5
PINNED = re.compile(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
MAKE = re.compile(r"\bmake (?:--silent )?([.\w/-]+)((?: [A-Z]+=)?)")
PLACES = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))


TOOLS = "touch -c .venv/build-tools && make .venv/build-tools"
NODE_24 = {
    "actions/cache": 5,
    "actions/checkout": 5,
    "actions/deploy-pages": 5,
    "actions/download-artifact": 7,
    "actions/setup-python": 6,
    "actions/upload-artifact": 6,
    "actions/upload-pages-artifact": 5,
}
"""The first version of each action that runs on Node 24."""


def job(path: Path, name: str) -> str:
    """Return what a workflow says of one of its jobs."""
    jobs = re.split(r"^  ([\w-]+):\n", path.read_text("utf-8").split("\njobs:\n")[1], flags=re.M)
    return dict(zip(jobs[1::2], jobs[2::2], strict=True))[name]


def run_tool(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a tool of the test group."""
    found = shutil.which(name, path=PLACES)
    if found is None:
        pytest.skip(f"{name} is not installed here: make test installs it (requirements-test.lock)")
    return subprocess.run(
        [found, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_zizmor_finds_nothing_in_the_workflows() -> None:
    found = run_tool("zizmor", "--offline", "--no-progress", "--persona=auditor", ".github")
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("custom.github-workflows-require-timeout", WORKFLOWS),
        ("vendor.dependabot", [DEPENDABOT]),
        ("vendor.gitlab-ci", [GITLAB]),
        ("vendor.readthedocs", [READ_THE_DOCS]),
    ],
)
def test_each_file_has_the_form_that_its_reader_takes(schema: str, paths: list[Path]) -> None:
    found = run_tool("check-jsonschema", "--builtin-schema", schema, *map(str, paths))
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_to_a_commit(path: Path) -> None:
    used = re.findall(r"uses: (.+)", path.read_text("utf-8"))
    assert [action for action in used if not PINNED.fullmatch(action)] == []


def test_an_action_has_one_version_in_all_workflows() -> None:
    used = {action for path in WORKFLOWS for action in re.findall(r"uses: (.+)", path.read_text())}
    names = [action.partition("@")[0] for action in used]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_checkout_leaves_the_token_behind(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("actions/checkout@") == text.count("persist-credentials: false")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_nothing_and_each_job_little(path: Path) -> None:
    text = path.read_text("utf-8")
    rights = set(re.findall(r"^ +(\S+: (?:read|write))\b", text, re.MULTILINE))
    least = {"contents: read"} | RIGHTS.get(path.stem, set())
    assert ("\npermissions: {}\n" in text, rights) == (True, least)


def test_nothing_is_published_for_a_pull_request() -> None:
    published = "if: github.event_name != 'pull_request' && github.ref == 'refs/heads/main'"
    assert published in job(PUBLISH, "deploy")


def test_no_action_is_of_the_node_that_runners_have_no_more() -> None:
    used = {action for path in WORKFLOWS for action in re.findall(r"uses: (.+)", path.read_text())}
    versions = {re.sub("@.*# v", " ", action) for action in used}
    found = {name: int(version.split(".")[0]) for name, version in map(str.split, versions)}
    assert {name: found[name] >= NODE_24[name] for name in found} == dict.fromkeys(found, True)


def test_what_is_wrong_with_one_language_hides_no_other() -> None:
    built = job(PUBLISH, "build")
    assert "fail-fast: false" in built
    assert "LENIENT=yes" in built


def test_a_language_without_a_page_is_named_by_the_merge() -> None:
    merged = job(PUBLISH, "merge")
    assert "if: ${{ !cancelled() && needs.languages.result == 'success' }}" in merged
    assert "make merge-sites" in merged


@pytest.mark.parametrize("path", [PUBLISH, GITLAB, READ_THE_DOCS], ids=lambda path: path.name)
def test_nothing_is_published_before_the_addresses_are_looked_at(path: Path) -> None:
    text = path.read_text("utf-8")
    assert re.search(r"make (html|downloads) .*LENIENT=yes", text)
    assert "make publish-check" in text


def test_a_language_with_a_catalog_that_cannot_be_read_is_merged_with_the_others(
    project: SmallProject,
) -> None:
    project.translate("es", "index", {"Home": "Inicio"})
    project.write("locale/fr/LC_MESSAGES/index.po", "<<<<<<< HEAD\n")
    for tag in ("en", "es", "fr"):
        assert run_multilingual(project.folder, "build", tag, "--lenient").returncode == 0
        (project.folder / "build" / "html").rename(project.folder / tag)
    merged = run_multilingual(
        project.folder, "merge-sites", "en", "es", "fr", "--into", "build/site"
    )
    home = (project.folder / "build/site/fr/index.html").read_text("utf-8")
    assert (merged.returncode, bool(re.search(r'<h1[^>]* lang="en"', home))) == (0, True)


def test_a_deploy_can_be_run_again() -> None:
    # Pages takes no run with two artifacts of one name (actions/deploy-pages#338).
    deploy = job(PUBLISH, "deploy")
    names = re.findall(r" (?:name|artifact_name): (github-pages-.+)", deploy)
    assert names == ["github-pages-${{ github.run_attempt }}"] * 2


def test_an_artifact_of_a_run_that_is_repeated_takes_the_place_of_the_old_one() -> None:
    text = PUBLISH.read_text("utf-8")
    assert text.count("actions/upload-artifact@") == text.count("overwrite: true") == 2


@pytest.mark.parametrize(
    ("path", "name"),
    [(CHECK, "catalogs"), *((PUBLISH, name) for name in ("languages", "build", "merge"))],
)
def test_what_checks_and_builds_ends_within_ten_minutes(path: Path, name: str) -> None:
    assert BUDGET in job(path, name)


@pytest.mark.parametrize("path", [CHECK, PUBLISH], ids=lambda path: path.name)
def test_tools_that_were_kept_are_not_made_anew(path: Path) -> None:
    text = path.read_text("utf-8")
    machine = set(re.findall(r"runs-on: (\S+)", text))
    kept = re.findall(r"path: \.venv\n +key: tools-(\S+?)-\$\{\{ hashFiles\((.+)\) }}", text)
    assert {of for of, _ in kept} == machine
    assert {files for _, files in kept} == {"'requirements.lock', 'bootstrap.sh'"}
    assert text.count(TOOLS) == len(kept)


def test_kept_tools_that_look_old_are_taken_as_they_are(tmp_path: Path) -> None:
    for name in ("Makefile", "requirements.lock"):
        shutil.copy2(ROOT / name, tmp_path)
    (tmp_path / "bootstrap.sh").write_text("touch made-anew\n")
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "build-tools").touch()
    os.utime(tmp_path / ".venv" / "build-tools", (0, 0))
    subprocess.run(TOOLS, shell=True, cwd=tmp_path, check=True)
    assert not (tmp_path / "made-anew").exists()


def test_tools_that_are_not_there_are_made(tmp_path: Path) -> None:
    for name in ("Makefile", "requirements.lock"):
        shutil.copy2(ROOT / name, tmp_path)
    (tmp_path / "bootstrap.sh").write_text("touch made-anew\n")
    subprocess.run(TOOLS, shell=True, cwd=tmp_path, check=True)
    assert (tmp_path / "made-anew").exists()


GH = """#!/bin/sh
echo "$@" >> {log}
case "$1 $2" in
    api*) echo {ahead};;
    "pr list") echo {open};;
esac
"""


@pytest.mark.parametrize(
    ("ahead", "open_already", "opened"), [(3, 0, 1), (3, 1, 0), (0, 0, 0)], ids=str
)
def test_what_weblate_pushes_gets_one_pull_request(
    tmp_path: Path, ahead: int, open_already: int, opened: int
) -> None:
    log = tmp_path / "log"
    (tmp_path / "gh").write_text(GH.format(log=log, ahead=ahead, open=open_already))
    (tmp_path / "gh").chmod(0o755)
    script = job(CHECK, "weblate").split("run: |\n")[1].split("        env:")[0]
    variables = {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "GH_REPO": "a/b"}
    subprocess.run(["bash", "-e", "-c", script], env=variables, check=True)
    assert log.read_text("utf-8").count("pr create --head weblate --base main") == opened


def test_what_weblate_pushes_is_checked_and_shown() -> None:
    pushed = json.loads((ROOT / "weblate.json").read_text("utf-8"))["results"][0]["push_branch"]
    assert f"  push:\n    branches: [{pushed}]" in CHECK.read_text("utf-8")
    assert f"  push:\n    branches: [main, {pushed}]" in PUBLISH.read_text("utf-8")


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.name)
def test_every_task_that_is_called_is_one_of_make(path: Path) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8").replace("$(VENV)", ".venv")
    targets = set(re.findall(r"^([.\w/-]+):", makefile, re.MULTILINE))
    called = {target for target, _ in MAKE.findall(path.read_text("utf-8"))}
    assert called - targets == set()


def test_the_readme_leads_from_a_clone_to_a_published_site_in_five_steps() -> None:
    section = (ROOT / "README.md").read_text("utf-8").split("## Publish")[1].split("\n## ")[0]
    numbers = [int(number) for number in re.findall(r"^(\d)\. ", section, re.MULTILINE)]
    assert max(numbers) == MOST_STEPS


def test_each_runner_of_gitlab_has_its_share_of_the_languages(tmp_path: Path) -> None:
    (line,) = re.findall(r"awk .+", GITLAB.read_text("utf-8"))
    listed, total = [f"l{number}" for number in range(7)], 3
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "languages").write_text("\n".join(listed) + "\n")
    shares = []
    for own in range(1, total + 1):
        command = line.replace("| xargs)", "| xargs")
        variables = {**os.environ, "CI_NODE_TOTAL": str(total), "CI_NODE_INDEX": str(own)}
        ran = subprocess.run(
            ["sh", "-c", command],
            cwd=tmp_path,
            env=variables,
            capture_output=True,
            text=True,
            check=True,
        )
        shares.append(ran.stdout.split())
    assert (sorted(chain.from_iterable(shares)), max(map(len, shares))) == (listed, 3)


def with_new_rows(project: SmallProject, form: str) -> str:
    """Return what a check prints of twelve rows that a commit does not have yet."""
    project.translate("es", "index", {"Home": "Inicio"}, "Language: es\\n")
    commit(project.folder)
    rows = "".join(f"{number},w{number}\n" for number in range(1, 13))
    project.write("locale/es/numbers.csv", f"value,forms\n{rows}")
    return run_multilingual(project.folder, "check", "--since=HEAD", f"--format={form}").stdout


def test_a_new_row_of_a_list_stands_beside_its_line_in_a_pull_request(
    project: SmallProject,
) -> None:
    head = "value,forms\n"
    project.translate("es", "index", {"Home": "Inicio"}, "Language: es\\n")
    project.write("locale/es/numbers.csv", head)
    commit(project.folder)
    project.write("locale/es/numbers.csv", f"{head}2,dos\n")
    found = run_multilingual(project.folder, "check", "--since=HEAD", "--format=github").stdout
    assert "::notice file=locale/es/numbers.csv,line=2,title=new::2" in found


def test_no_new_row_is_hidden_behind_ten_others(
    project: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = project.folder / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    lines = with_new_rows(project, "github").splitlines()
    assert sum(line.startswith("::notice ") for line in lines) == 10
    assert "locale/es/numbers.csv:13: new: 12 → w12" in lines
    assert "    locale/es/numbers.csv:13: new: 12 → w12\n" in summary.read_text("utf-8")


def test_a_new_row_of_a_list_stands_beside_its_line_on_gitlab(project: SmallProject) -> None:
    found = json.loads(with_new_rows(project, "gitlab"))
    told = [each["description"] for each in found if each["severity"] == "info"]
    assert told == [f"new: {number} → w{number}" for number in range(1, 13)]
