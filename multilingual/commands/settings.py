"""Write the page of all settings of this package, out of the places where they are registered."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple, cast

from multilingual.commands.arguments import WELL

PAGE = """\
# Settings

What `conf.py` can say to the package. `make settings` writes this page out of the code.

{ours}

Of Sphinx's settings (https://www.sphinx-doc.org/en/master/usage/configuration.html) the package \
reads `project`, `html_baseurl` (the address of the site), `html_favicon`, `html_logo`, \
`html_theme_options` (the colours) and the first of `locale_dirs`. `extensions` must have \
`multilingual.pages`, and `html_theme` must be `furo`. `docutils.conf` is read from the same folder.

## Not for conf.py

{inner}
"""
ROW = "| `{}` | `{!r}` | {} |"


class Setting(NamedTuple):
    """A setting as an extension registers it."""

    name: str
    default: object
    about: str


class _Register:
    """Stands for Sphinx while extensions are set up, and keeps what they register."""

    confdir = ""

    def __init__(self) -> None:
        self.settings: list[Setting] = []

    def add_config_value(
        self, name: str, default: object, *_about: object, **named: object
    ) -> None:
        self.settings.append(Setting(name, default, str(named.get("description", ""))))

    def __getattr__(self, _name: str) -> Any:
        return lambda *_arguments, **_named: None


def all_settings() -> list[Setting]:
    """Return the settings that the package registers, by name."""
    from multilingual.pages import setup

    register = _Register()
    setup(cast("Any", register))
    return sorted(register.settings)


def as_page(settings: Collection[Setting]) -> str:
    """Return the page of the ``settings``, in Markdown."""
    from multilingual.project import OF_THE_BUILD

    inner = [one for one in settings if one.about.startswith(OF_THE_BUILD)]
    ours = [one for one in settings if one not in inner]
    return PAGE.format(ours="\n".join(_table(ours)), inner="\n".join(_table(inner)))


def _table(settings: Collection[Setting]) -> Iterator[str]:
    yield "| setting | by itself | what it does |"
    yield "| --- | --- | --- |"
    for setting in settings:
        yield ROW.format(*setting)


def run_settings(_options: argparse.Namespace) -> int:
    print(as_page(all_settings()), end="")
    return WELL
