"""The site behind Debian's nginx: its policy, what is kept for how long, what is compressed."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from committing import commit
from conftest import ROOT, Site, SmallProject
from playwright.sync_api import Browser, Page, expect

CONF = ROOT / "deploy" / "nginx.conf"
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
TOOLS = ("nginx", "brotli", "gzip", "curl")
MISSING = [tool for tool in TOOLS if not shutil.which(tool)] + [
    module.name for module in (BROTLI,) if not module.exists()
]
needs_nginx = pytest.mark.skipif(
    bool(MISSING),
    reason=f"not installed: {', '.join(MISSING)} "
    "(apt install nginx-light libnginx-mod-http-brotli-static brotli curl)",
)
AROUND = """
{user}
load_module {brotli};
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""
"""What Debian's nginx.conf has around the files of sites-enabled, for a server of our own."""
KEPT = "public, max-age=31536000, immutable"
LANGUAGES = ("en", "ar")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def is_answering(port: int) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def published(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A part of the site as it lies on a server, compressed."""
    folder = tmp_path_factory.mktemp("www") / "faq"
    others = [language.tag for language in site.languages if language.tag not in LANGUAGES]
    shutil.copytree(site.folder, folder, ignore=shutil.ignore_patterns(*others))
    command = ["make", "-s", "-f", str(ROOT / "Makefile"), "compress", f"INTO={folder}"]
    assert subprocess.run(command, check=False).returncode == 0
    return folder


@contextmanager
def nginx(published: Path, folder: Path, path: Path = CONF) -> Iterator[str]:
    """Serve a site as deploy/nginx.conf says, with nginx's own files in ``folder``."""
    port = free_port()
    conf = path.read_text("utf-8").replace("listen [::]:80;", "")
    conf = conf.replace("listen 80;", f"listen 127.0.0.1:{port};")
    conf = conf.replace("root /var/www/faq", f"root {published}")
    conf = conf.replace("/etc/nginx/faq-redirects.con", f"{folder}/faq-redirects.con")
    (folder / "site.conf").write_text(conf, "utf-8")
    user = "user root;" if os.geteuid() == 0 else ""
    around = AROUND.format(folder=folder, brotli=BROTLI, user=user)
    (folder / "nginx.conf").write_text(around, "utf-8")
    command = ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    with subprocess.Popen(command) as running:
        while not is_answering(port):
            assert running.poll() is None, (folder / "error.log").read_text()
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            running.terminate()


@pytest.fixture(scope="module")
def server(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of nginx, which serves that."""
    with nginx(published, tmp_path_factory.mktemp("nginx")) as address:
        yield address


def headers(address: str, *options: str) -> dict[str, str]:
    """Return what curl is told before a file, by small names, and the ``status``."""
    command = ["curl", "-s", "-o", os.devnull, "-D", "-", *options, address]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    found = {"status": lines[0].split()[1]}
    pairs = (line.split(": ", 1) for line in lines[1:] if ": " in line)
    return found | {name.lower(): value for name, value in pairs}


def asset(published: Path, pattern: str) -> str:
    return f"assets/{next((published / 'assets').glob(pattern)).name}"


def headers_of_the_build(folder: Path) -> dict[str, str]:
    """Return the headers of all pages that the build wrote for web hosts."""
    every = (folder / "_headers").read_text("utf-8").split("/assets/*")[0]
    return dict(re.findall(r"^ +([\w-]+): (.+)$", every, re.MULTILINE))


def test_the_headers_of_nginx_are_those_that_the_build_writes(site: Site) -> None:
    found = dict(re.findall(r'add_header ([\w-]+) "(.+)" always;', CONF.read_text("utf-8")))
    assert found == headers_of_the_build(site.folder)


@needs_nginx
@pytest.mark.parametrize("path", ["", "ar/", "en/about-lupus.html", "no/such.html", "robots.txt"])
def test_every_answer_has_the_policy(server: str, published: Path, path: str) -> None:
    found = headers(f"{server}/{path}")
    meant = {name.lower(): value for name, value in headers_of_the_build(published).items()}
    assert {name: found.get(name) for name in meant} == meant


@needs_nginx
@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("ar/index.html", "text/html; charset=utf-8"),
        ("ar/app.webmanifest", "application/manifest+json; charset=utf-8"),
        ("ar/offline.json", "application/json; charset=utf-8"),
        ("offline-worker.js", "application/javascript; charset=utf-8"),
        ("sitemap.xml", "text/xml; charset=utf-8"),
    ],
)
def test_each_file_says_what_it_is(server: str, path: str, kind: str) -> None:
    assert headers(f"{server}/{path}")["content-type"] == kind


@needs_nginx
@pytest.mark.parametrize("pattern", ["site.*.css", "site.*.js", "mark.*.svg"])
def test_what_is_called_by_its_content_is_kept_for_a_year(
    server: str, published: Path, pattern: str
) -> None:
    assert headers(f"{server}/{asset(published, pattern)}")["cache-control"] == KEPT


@needs_nginx
@pytest.mark.parametrize(
    "path", ["", "en/", "ar/index.html", "ar/offline.json", "offline-worker.js", "sitemap.xml"]
)
def test_what_can_change_is_asked_for_each_time(server: str, path: str) -> None:
    assert headers(f"{server}/{path}")["cache-control"] == "no-cache"


@needs_nginx
def test_an_asset_that_is_missing_is_not_kept(server: str) -> None:
    found = headers(f"{server}/assets/site.0123456789.css")
    assert (found["status"], found["cache-control"]) == ("404", "no-cache")


@needs_nginx
def test_a_page_that_has_not_changed_is_not_sent_again(server: str) -> None:
    tag = headers(f"{server}/en/index.html")["etag"]
    assert headers(f"{server}/en/index.html", "-H", f"If-None-Match: {tag}")["status"] == "304"


@needs_nginx
@pytest.mark.parametrize(
    ("accepted", "encoding"), [("br, gzip", "br"), ("gzip", "gzip"), ("identity", None)]
)
def test_a_page_comes_as_the_browser_takes_it(
    server: str, accepted: str, encoding: str | None
) -> None:
    found = headers(f"{server}/en/about-lupus.html", "-H", f"Accept-Encoding: {accepted}")
    assert (found.get("content-encoding"), found["vary"]) == (encoding, "Accept-Encoding")


@needs_nginx
@pytest.mark.parametrize(("accepted", "ending"), [("br", ".br"), ("gzip", ".gz")])
def test_what_was_compressed_beforehand_is_sent(
    server: str, published: Path, accepted: str, ending: str
) -> None:
    found = headers(f"{server}/en/about-lupus.html", "-H", f"Accept-Encoding: {accepted}")
    size = (published / f"en/about-lupus.html{ending}").stat().st_size
    assert found["content-length"] == str(size)


@needs_nginx
def test_compressing_twice_makes_the_same_bytes(published: Path) -> None:
    page = published / "en" / "about-lupus.html"
    before = page.with_name("about-lupus.html.gz").read_bytes()
    os.utime(page, (0, 0))
    command = ["make", "-s", "-f", str(ROOT / "Makefile"), "compress", f"INTO={published / 'en'}"]
    subprocess.run(command, check=True)
    after = page.with_name("about-lupus.html.gz").read_bytes()
    assert (after, gzip.decompress(after)) == (before, page.read_bytes())


def test_compressing_without_a_site_is_a_wrong_call() -> None:
    command = ["make", "-s", "-f", str(ROOT / "Makefile"), "compress"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Say which site: make compress INTO=build/site" in ran.stderr


@needs_nginx
@pytest.mark.parametrize(
    "path", ["_headers", "shard.json", "en/shard.json", "en/shard.json.gz", ".nojekyll"]
)
def test_what_is_for_no_reader_is_not_there(server: str, path: str) -> None:
    assert headers(f"{server}/{path}")["status"] == "404"


@needs_nginx
def test_a_folder_leads_to_its_home_page_by_whatever_name_it_is_reached(server: str) -> None:
    found = headers(f"{server}/en")
    assert (found["status"], found["location"]) == ("301", "/en/")


@needs_nginx
def test_an_old_address_leads_where_the_site_says(tmp_path: Path) -> None:
    (tmp_path / "faq").mkdir()
    (tmp_path / "faq" / "redirects.nginx.conf").write_text("nonsense that nobody reads")
    rule = 'location = "/en/old.html" { return 301 "/en/new.html#answer"; }\n'
    (tmp_path / "faq-redirects.conf").write_text(rule)
    with nginx(tmp_path / "faq", tmp_path) as address:
        found = headers(f"{address}/en/old.html")
        hidden = headers(f"{address}/redirects.nginx.conf")["status"]
    assert (found["status"], found["location"], hidden) == ("301", "/en/new.html#answer", "404")


@needs_nginx
@pytest.mark.parametrize("path", ["en/q/", "assets/", "en/_static/"])
def test_a_folder_without_a_page_is_told_in_words_of_the_site(server: str, path: str) -> None:
    found = headers(f"{server}/{path}")
    command = ["curl", "-s", f"{server}/{path}"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert (found["status"], 'id="languages"' in text) == ("404", True)


@needs_nginx
def test_a_site_in_a_folder_is_served_as_the_head_of_the_file_says(tmp_path: Path) -> None:
    (tmp_path / "faq" / "lupus").mkdir(parents=True)
    (tmp_path / "faq" / "lupus" / "404.html").write_text("not there")
    conf = tmp_path / "own.conf"
    conf.write_text(CONF.read_text("utf-8").replace(" /404.html;", " /lupus/404.html;"), "utf-8")
    with nginx(tmp_path / "faq", tmp_path, conf) as address:
        command = ["curl", "-s", f"{address}/lupus/none.html"]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert told == "not there"


SERVER = """#!/bin/sh
# A server in a folder: whoever is called there runs here, below that folder.
shift
sh -c "$(printf %s "$1" | sed 's|/etc/nginx|{folder}/etc/nginx|g; s|/var/www|{folder}/var/www|g')"
"""
COPY = """#!/bin/sh
# What rsync is asked for, into the same folder.
for to in "$@"; do from=$last last=$to; done
rm -rf "{folder}${{to#*:}}" && cp -a "$from" "{folder}${{to#*:}}"
"""
PRESENT = "#!/bin/sh\n"
"""A program that has nothing to do here."""


def own_server(folder: Path) -> dict[str, str]:
    """Return the variables with which commands for a new Debian server reach a folder."""
    (folder / "etc/nginx/sites-available").mkdir(parents=True)
    (folder / "etc/nginx/sites-enabled").mkdir()
    (folder / "bin").mkdir()
    programs = {"ssh": SERVER, "rsync": COPY} | dict.fromkeys(
        ("apt", "nginx", "systemctl"), PRESENT
    )
    for name, text in programs.items():
        (folder / "bin" / name).write_text(text.format(folder=folder), "utf-8")
        (folder / "bin" / name).chmod(0o755)
    return {**os.environ, "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"}


@needs_nginx
def test_a_clone_is_published_as_the_readme_says(project: SmallProject, tmp_path: Path) -> None:
    for name in ("Makefile", "requirements.lock", "bootstrap.sh", "deploy"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        copy(ROOT / name, project.folder / name)
    project.translate("es", "index", {"Home": "Inicio"})
    conf = (project.folder / "conf.py").read_text("utf-8").replace("small.example.org", "faq.quest")
    project.write("conf.py", f'{conf}multilingual_contact = "me@faq.quest"\n')
    project.write(".gitignore", ".venv\nbuild\nserver\nclone\n")
    commit(project.folder)
    clone, server = tmp_path / "clone", tmp_path / "server"
    subprocess.run(["git", "clone", "-q", project.folder, clone], check=True)
    # The tools are there, as after the first `make html`.
    (clone / ".venv").mkdir()
    (clone / ".venv" / "build-tools").touch()
    section = (ROOT / "README.md").read_text("utf-8").split("## Publish")[1].split("\n## ")[0]
    looked = re.findall(r"`(make publish-check html) serve`", section)
    steps = [*looked, *re.findall(r"^ {7}(\S.+)$", section, re.MULTILINE)]
    variables = own_server(server) | {"MAKEFLAGS": f"-s PYTHON={sys.executable}"}
    for step in steps:
        ran = subprocess.run(
            step, shell=True, cwd=clone, env=variables, capture_output=True, text=True, check=False
        )
        assert (step, ran.returncode) == (step, 0), ran.stderr
    own = server / "etc/nginx/sites-enabled/faq"
    assert "server_name faq.charity.org;" in own.read_text("utf-8")
    with nginx(server / "var/www/faq", tmp_path, own) as address:
        answers = [headers(f"{address}/{path}")["status"] for path in ("", "es/", "es/none.html")]
    assert (len(steps), answers) == (7, ["200", "200", "404"])


def test_what_compresses_and_is_not_there_is_named(tmp_path: Path) -> None:
    command = [str(shutil.which("make")), "-s", "-f", str(ROOT / "Makefile"), "compress", "INTO=x"]
    for name in ("sh", "sed", "awk", "tr"):
        (tmp_path / name).symlink_to(str(shutil.which(name)))
    ran = subprocess.run(
        command, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert "brotli is not installed here. On Debian or Ubuntu: sudo apt install" in ran.stderr


@pytest.fixture
def page(browser: Browser, server: str) -> Iterator[Page]:
    """A window on the server, in which nothing may be against the policy."""
    with browser.new_context(base_url=server) as context:
        opened, said = context.new_page(), list[str]()
        opened.on("console", lambda message: said.append(message.text))
        opened.on("pageerror", lambda error: said.append(str(error)))
        yield opened
        assert [text for text in said if "404" not in text] == []


@needs_nginx
@pytest.mark.parametrize("tag", LANGUAGES)
def test_what_is_missing_is_told_in_the_language_of_the_address(page: Page, tag: str) -> None:
    answer = page.goto(f"/{tag}/no-such-page.html")
    assert answer is not None
    assert answer.status == 404
    expect(page.locator("html")).to_have_attribute("lang", tag)
    expect(page.locator(f"main [lang={tag}]").first).to_be_visible()


@needs_nginx
def test_chromium_runs_a_page_and_the_search_under_the_policy(page: Page) -> None:
    page.goto("/ar/about-lupus.html")
    page.goto("/en/search.html?q=kidney")
    expect(page.locator("main a[href*='kidney']").first).to_be_visible()


@needs_nginx
def test_chromium_keeps_a_language_for_offline_under_the_policy(page: Page) -> None:
    page.goto("/en/index.html")
    registered = page.evaluate(
        "navigator.serviceWorker.register('/offline-worker.js').then((it) => it.scope)"
    )
    assert registered.endswith("/")
