"""A site is published whole or not at all."""

from pathlib import Path

import pytest

from multilingual.build import publication
from multilingual.build.manifest import Shard
from multilingual.build.publication import Publication
from multilingual.files import fingerprinted


def stage(site: Publication, tag: str, text: str) -> None:
    (site.staging / tag).mkdir()
    (site.staging / tag / "index.html").write_text(text)


def published(folder: Path, tag: str) -> str:
    return (folder / "html" / tag / "index.html").read_text()


def publish(folder: Path, built: dict[str, str], kept: tuple[str, ...] = ()) -> None:
    with Publication(folder) as site:
        for tag, text in built.items():
            stage(site, tag, text)
        site.publish(built, kept)


def test_a_new_site_takes_the_place_of_the_old(tmp_path: Path) -> None:
    publish(tmp_path, {"en": "old"})
    publish(tmp_path, {"en": "new"})
    assert published(tmp_path, "en") == "new"


def test_a_language_that_is_kept_keeps_its_pages(tmp_path: Path) -> None:
    publish(tmp_path, {"en": "old", "es": "old"})
    publish(tmp_path, {"en": "new"}, kept=("es",))
    assert published(tmp_path, "es") == "old"


def test_a_language_that_is_gone_is_gone_from_the_site(tmp_path: Path) -> None:
    publish(tmp_path, {"en": "old", "es": "old"})
    publish(tmp_path, {"en": "new"})
    assert not (tmp_path / "html" / "es").exists()


def test_a_build_that_fails_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    publish(tmp_path, {"en": "old"})
    with pytest.raises(FileNotFoundError):
        publish(tmp_path, {"en": "new"}, kept=("no-such-language",))
    assert published(tmp_path, "en") == "old"


def test_one_new_language_is_exchanged_and_the_others_are_not_touched(tmp_path: Path) -> None:
    publish(tmp_path, {"en": "old", "es": "old"})
    before = (tmp_path / "html" / "es").stat().st_ino
    publish(tmp_path, {"en": "new"}, kept=("es",))
    assert published(tmp_path, "en") == "new"
    assert (tmp_path / "html" / "es").stat().st_ino == before


def test_a_changed_file_of_the_root_is_published_with_one_new_language(tmp_path: Path) -> None:
    publish(tmp_path, {"en": "old", "es": "old"})
    with Publication(tmp_path) as site:
        stage(site, "en", "new")
        (site.staging / "index.html").write_text("root")
        site.publish(["en"], ["es"])
    assert (tmp_path / "html" / "index.html").read_text() == "root"


def test_nothing_is_left_beside_the_site(tmp_path: Path) -> None:
    publish(tmp_path, {"en": "old"})
    publish(tmp_path, {"en": "new"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["html", "lock"]


def test_a_site_is_published_where_folders_cannot_be_exchanged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publication, "_exchange", lambda _one, _other: False)
    publish(tmp_path, {"en": "old"})
    publish(tmp_path, {"en": "new"})
    assert published(tmp_path, "en") == "new"


def test_a_run_that_was_killed_between_two_steps_is_mended_by_the_next(tmp_path: Path) -> None:
    publish(tmp_path, {"en": "old"})
    (tmp_path / "html").rename(tmp_path / "previous")
    with Publication(tmp_path):
        assert published(tmp_path, "en") == "old"


def publish_script(folder: Path, content: str, text: str = "") -> str:
    """Publish a language that loads a script, and return how that is called."""
    name = fingerprinted("site.js", content.encode())
    with Publication(folder) as site:
        stage(site, "en", text)
        Shard("", {}, {}, {}, [name], {}, {}).write(site.staging / "en")
        (site.staging / "assets").mkdir()
        (site.staging / "assets" / name).write_text(content)
        site.publish(["en"], [], [name])
    return name


def assets(folder: Path) -> set[str]:
    return {path.name for path in (folder / "html" / "assets").iterdir()}


def test_a_page_that_was_opened_before_still_finds_what_it_loads(tmp_path: Path) -> None:
    opened, new = publish_script(tmp_path, "one"), publish_script(tmp_path, "two")
    assert assets(tmp_path) == {opened, new}


def test_of_what_was_loaded_before_one_set_stays(tmp_path: Path) -> None:
    published = [publish_script(tmp_path, content) for content in ("one", "two", "three")]
    assert assets(tmp_path) == {*published[1:]}


def test_a_change_of_text_alone_lets_nothing_go(tmp_path: Path) -> None:
    opened, new = publish_script(tmp_path, "one"), publish_script(tmp_path, "two", "old")
    publish_script(tmp_path, "two", "new")
    assert assets(tmp_path) == {opened, new}


def test_what_is_loaded_again_is_no_earlier_set(tmp_path: Path) -> None:
    published = [publish_script(tmp_path, content) for content in ("one", "two", "one")]
    assert assets(tmp_path) == {*published}


def test_a_link_in_place_of_the_site_is_refused_and_what_it_leads_to_is_kept(
    tmp_path: Path,
) -> None:
    publish(tmp_path / "build", {"en": "old"})
    web = (tmp_path / "build" / "html").rename(tmp_path / "www")
    (tmp_path / "build" / "html").symlink_to(web)
    with pytest.raises(OSError, match=r"this is a link.*ln -s .*/build/html"):
        publish(tmp_path / "build", {"en": "new"})
    assert (web / "en" / "index.html").read_text() == "old"
    assert sorted(path.name for path in (tmp_path / "build").iterdir()) == ["html", "lock"]


def test_a_link_to_nowhere_in_place_of_the_site_is_refused(tmp_path: Path) -> None:
    (tmp_path / "html").symlink_to(tmp_path / "nowhere")
    with pytest.raises(OSError, match="this is a link"):
        publish(tmp_path, {"en": "new"})


@pytest.mark.parametrize("name", ["next", "previous", "staging-1"])
def test_a_link_that_is_left_over_is_deleted_and_what_it_leads_to_is_kept(
    tmp_path: Path, name: str
) -> None:
    publish(tmp_path / "build", {"en": "old"})
    web = tmp_path / "www"
    web.mkdir()
    (tmp_path / "build" / name).symlink_to(web)
    publish(tmp_path / "build", {"en": "new"})
    assert published(tmp_path / "build", "en") == "new"
    assert web.is_dir()
    assert not (tmp_path / "build" / name).is_symlink()
