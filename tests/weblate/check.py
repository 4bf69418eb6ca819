"""Import this repository into a real Weblate, edit there, and look at what comes back.

Run by `make weblate` in Weblate's own environment. Each line says what was found; a fault exits 1.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import django  # type: ignore[import-not-found]
from django.core.management import call_command  # type: ignore[import-not-found]

ROOT = Path(__file__).parents[2]
RUN = Path(os.environ["WEBLATE_RUN"])
REMOTE, CLONE = RUN / "remote.git", RUN / "clone"
PROJECT = "lupus-faq"
NEEDS_EDITING, TRANSLATED, APPROVED = 10, 20, 30
TOLERATED = {"placeholders", "multiple_failures"}
"""Numbers that a language writes as words or in its own way; `make check` knows those ways."""
UNREACHABLE = {"BrokenProjectURL", "BrokenBrowserURL"}
"""What Weblate says of every address on a machine without network."""

TAGS = {"zh_CN": "zh-Hans"}

faults: list[str] = []


def expect(said: str, *, holds: bool, found: object = "") -> None:
    print(f"{'ok  ' if holds else 'FAIL'}  {said}{f': {found}' if found != '' else ''}", flush=True)
    if not holds:
        faults.append(said)


def run(*command: str | Path, cwd: Path = CLONE) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"FAIL  {' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def multilingual(*arguments: str) -> str:
    return run(ROOT / ".venv/bin/python", "-P", "-m", "multilingual", *arguments)


def commit_upstream(message: str) -> None:
    """Do what a maintainer does after `make update`: commit everything and push to main."""
    run("git", "add", "-A")
    run("git", "commit", "-q", "-m", message)
    run("git", "push", "-q", "origin", "HEAD:main")


def make_remote() -> None:
    run("git", "clone", "-q", "--bare", ROOT, REMOTE, cwd=RUN)
    revision = run("git", "rev-parse", "HEAD", cwd=ROOT).strip()
    for branch in run("git", "for-each-ref", "--format=%(refname)", cwd=REMOTE).split():
        run("git", "update-ref", "-d", branch, cwd=REMOTE)
    run("git", "update-ref", "refs/heads/main", revision, cwd=REMOTE)
    run("git", "symbolic-ref", "HEAD", "refs/heads/main", cwd=REMOTE)
    run("git", "clone", "-q", REMOTE, CLONE, cwd=RUN)


def configuration() -> dict[str, Any]:
    """Return weblate.json with this run's remote, as its "about" line asks for."""
    text = (CLONE / "weblate.json").read_text("utf-8")
    config: dict[str, Any] = json.loads(
        text.replace("https://example.org/lupus-faq.git", str(REMOTE))
    )
    (RUN / "weblate.json").write_text(json.dumps(config), "utf-8")
    return config


class Server:
    """What a person does in Weblate, by its API and its commands."""

    def __init__(self) -> None:
        from rest_framework.test import APIClient  # type: ignore[import-not-found]  # noqa: PLC0415
        from weblate.auth.models import User  # type: ignore[import-not-found]  # noqa: PLC0415

        self.api = APIClient()
        call_command("createadmin", no_password=True, update=True, verbosity=0)
        self.api.force_authenticate(User.objects.get(username="admin"))

    def ask(self, method: str, path: str, data: dict[str, Any] | None = None) -> Any:
        answer = getattr(self.api, method)(f"/api/{path}", data, format="json")
        if answer.status_code >= 400:
            sys.exit(f"FAIL  Weblate refused {method} {path}: {answer.content.decode()}")
        return answer.json()

    def create_project(self, config: dict[str, Any]) -> None:
        project = {"name": "Lupus FAQ", "web": "https://lupus-faq.example.org/"}
        self.ask("post", "projects/", project | config["project"])

    def import_components(self, *options: str) -> None:
        call_command("import_json", str(RUN / "weblate.json"), *options, project=PROJECT)

    def install_addons(self, config: dict[str, Any]) -> None:
        first = config["results"][0]["slug"]
        for name, settings in config["addons"].items():
            call_command(
                "install_addon",
                f"{PROJECT}/{first}",
                addon=name,
                configuration=json.dumps(settings),
            )

    def units(self, language: str, slug: str) -> Any:
        from weblate.trans.models import Unit  # type: ignore[import-not-found]  # noqa: PLC0415

        return Unit.objects.filter(
            translation__language_code=language, translation__component__slug=slug
        ).order_by("position")

    def save(self, unit: Any, target: str, state: int) -> int:
        """Save a translation as the page of a translator does; return the state it got."""
        answer = self.ask("patch", f"units/{unit.pk}/", {"target": [target], "state": state})
        return int(answer["state"])

    def repository(self, operation: str) -> None:
        answer = self.ask("post", f"projects/{PROJECT}/repository/", {"operation": operation})
        # After a pull it says no, too, where the branch ends in a commit that it has seen.
        holds = answer["result"] or (operation == "pull" and not alerts())
        expect(f"Weblate could {operation}", holds=holds, found=answer.get("detail", ""))


def translations() -> list[Any]:
    from weblate.trans.models import Translation  # noqa: PLC0415

    return list(Translation.objects.filter(component__is_glossary=False).exclude(filename=""))


def alerts() -> list[tuple[str, str, str]]:
    from weblate.trans.models import Alert  # noqa: PLC0415

    return [
        (one.component.slug, one.name, str(one.details)[:200])
        for one in Alert.objects.exclude(name__in=UNREACHABLE)
    ]


def counts_of_weblate() -> dict[str, tuple[int, int, int]]:
    return {
        one.filename: (one.stats.all, one.stats.translated, one.stats.fuzzy)
        for one in translations()
    }


def counts_of_catalogs() -> dict[str, tuple[int, int, int]]:
    status = json.loads(multilingual("status", "--format=json"))
    found = {}
    for path in sorted(CLONE.glob("locale/*/LC_MESSAGES/*.po")):
        page = status[TAGS.get(path.parts[-3], path.parts[-3])]["pages"].get(path.stem)
        if page:
            numbers = (page[kind]["messages"] for kind in ("all", "translated", "fuzzy"))
            found[path.relative_to(CLONE).as_posix()] = tuple(numbers)
    return found


def compare_counts(when: str) -> None:
    ours, theirs = counts_of_catalogs(), counts_of_weblate()
    different = {
        name: (ours.get(name), theirs.get(name))
        for name in ours.keys() | theirs.keys()
        if ours.get(name) != theirs.get(name)
    }
    expect(
        f"{when}: {len(ours)} catalogs with {sum(one[0] for one in ours.values())} messages, "
        "as many in Weblate, translated and fuzzy alike",
        holds=not different,
        found=different or "",
    )
    expect(f"{when}: no alert", holds=not alerts(), found=alerts() or "")


def failing_checks() -> None:
    from weblate.checks.models import Check  # type: ignore[import-not-found]  # noqa: PLC0415

    rows = Check.objects.values_list("name", "unit__translation__language_code")
    found = Counter(f"{name} {language}" for name, language in rows)
    kinds = {name for name, _ in rows}
    expect(
        "no check fails but of numbers", holds=kinds <= TOLERATED, found=dict(sorted(found.items()))
    )


def fetch_weblate() -> None:
    run("git", "fetch", "-q", "origin")
    run("git", "checkout", "-q", "-B", "weblate", "origin/weblate")


def changed_lines(since: str) -> list[str]:
    lines = run("git", "diff", "-U0", since, "--", "locale").splitlines()
    return [one for one in lines if one[:1] in "+-" and one[:3] not in {"+++", "---"}]


def edit_and_come_home(server: Server) -> None:
    spanish, hindi = server.units("es", "about-lupus"), server.units("hi", "when-to-get-help")
    corrected, doubtful, good = spanish[5], hindi[3], spanish[8]
    got = server.save(corrected, corrected.target + " (corregido)", TRANSLATED)
    expect("a correction is kept as translated", holds=got == TRANSLATED)
    got = server.save(doubtful, doubtful.target, NEEDS_EDITING)
    expect("a doubtful text needs editing", holds=got == NEEDS_EDITING)
    got = server.save(good, good.target, APPROVED)
    expect("with reviews on, a text can be approved", holds=got == APPROVED)
    linked = next(one for one in server.units("fr", "about-lupus") if ":ref:`" in one.source)
    got = server.save(linked, linked.target.replace(":ref:`", ":reference:`", 1), TRANSLATED)
    expect("a broken link is not kept as translated", holds=got == NEEDS_EDITING)
    server.save(linked, linked.target, TRANSLATED)
    server.repository("commit")
    server.repository("push")

    fetch_weblate()
    raw = changed_lines("origin/main")
    multilingual("format")
    tidied = changed_lines("origin/main")
    print(f"      Weblate changed {len(raw)} lines, {len(tidied)} are left after `make format`:")
    print("\n".join(f"      {line[:160]}" for line in tidied))
    wanted = {
        f'-msgstr "{corrected.target}"',
        f'+msgstr "{corrected.target} (corregido)"',
        "+#, fuzzy",
    }
    expect("only what was edited differs", holds=set(tidied) == wanted, found=len(tidied))
    multilingual("update")
    expect("`make update` changes nothing more", holds=changed_lines("origin/main") == tidied)
    run("git", "checkout", "-q", "--", ".")


def change_english(server: Server) -> None:
    """English changes on main while Weblate holds an edit of the same file."""
    pending = server.units("es", "about-lupus")[20]
    server.save(pending, pending.target + " (pendiente)", TRANSLATED)
    run("git", "checkout", "-q", "-B", "main", "origin/main")
    page = CLONE / "source/about-lupus.rst"
    text = page.read_text("utf-8")
    sources = [one.source for one in server.units("es", "about-lupus")[25:]]
    old = next(one for one in sources if text.count(one) == 1 and one[-1] == ".")
    page.write_text(text.replace(old, old[:-1] + " today" + old[-1]), "utf-8")
    multilingual("update")
    commit_upstream("Change a sentence")
    server.repository("pull")
    server.repository("push")
    fuzzy = [one for one in server.units("es", "about-lupus") if one.state == NEEDS_EDITING]
    expect(
        "the new English waits in Weblate, with the old beside it",
        holds=[one.previous_source for one in fuzzy] == [old],
        found=[one.previous_source for one in fuzzy],
    )
    fetch_weblate()
    base = run("git", "merge-base", "origin/main", "origin/weblate").strip()
    expect(
        "Weblate's branch stands on the new main",
        holds=base == run("git", "rev-parse", "origin/main").strip(),
    )
    catalog = (CLONE / "locale/es/LC_MESSAGES/about-lupus.po").read_text("utf-8")
    for word in ("(corregido)", "(pendiente)"):
        expect(f"the edit {word} is not lost", holds=word in catalog)
    compare_counts("after new English")


def merge_home(server: Server) -> None:
    """Weblate's branch is merged, and formatted on main, while Weblate holds an edit."""
    pending = server.units("es", "about-lupus")[21]
    server.save(pending, pending.target + " (tarde)", TRANSLATED)
    run("git", "checkout", "-q", "-B", "main", "origin/main")
    run("git", "merge", "-q", "--no-ff", "--no-edit", "origin/weblate")
    multilingual("format")
    commit_upstream("Format what Weblate saved")
    server.repository("pull")
    server.repository("push")
    fetch_weblate()
    multilingual("format")
    tidied = changed_lines("origin/main")
    wanted = {f'-msgstr "{pending.target}"', f'+msgstr "{pending.target} (tarde)"'}
    said = "after a merge home, only the later edit differs"
    expect(said, holds=set(tidied) == wanted, found=len(tidied))
    run("git", "checkout", "-q", "--", ".")
    compare_counts("after a merge home")


def begin_language(server: Server) -> None:
    run("git", "checkout", "-q", "-B", "main", "origin/main")
    multilingual("language", "sw")
    commit_upstream("Begin Swahili")
    server.repository("pull")
    found = [one for one in translations() if one.language_code == "sw"]
    expect(
        "a language begun by `make language` comes by itself",
        holds=len(found) == len(list(CLONE.glob("locale/sw/LC_MESSAGES/*.po"))),
        found=len(found),
    )
    server.repository("push")
    fetch_weblate()


def rename_page(server: Server) -> None:
    run("git", "checkout", "-q", "-B", "main", "origin/main")
    run("git", "mv", "source/about-this-site.rst", "source/who-we-are.rst")
    for page in (CLONE / "source").glob("*.rst"):
        text = page.read_text("utf-8")
        page.write_text(text.replace("about-this-site\n", "who-we-are\n"), "utf-8")
    multilingual("update")
    commit_upstream("Rename a page")
    server.repository("pull")
    text = (CLONE / "weblate.json").read_text("utf-8")
    (CLONE / "weblate.json").write_text(
        text.replace("about-this-site.po", "who-we-are.po"), "utf-8"
    )
    configuration()
    server.import_components("--update")
    compare_counts("after a page was renamed, and import_json --update")


def main() -> None:
    shutil.rmtree(RUN / "remote.git", ignore_errors=True)
    make_remote()
    config = configuration()
    call_command("migrate", verbosity=0)
    server = Server()
    server.create_project(config)
    server.import_components()
    server.install_addons(config)
    compare_counts("after the import")
    failing_checks()
    edit_and_come_home(server)
    change_english(server)
    merge_home(server)
    begin_language(server)
    rename_page(server)
    if faults:
        sys.exit(f"{len(faults)} of what Weblate must do does not hold.")


if __name__ == "__main__":
    django.setup()
    main()
