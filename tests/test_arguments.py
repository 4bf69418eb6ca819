"""A command that is called wrongly says so in a sentence, and ends with 2."""

from __future__ import annotations

import pytest

from multilingual.__main__ import main


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["status", "--format=xml"], "'xml' is no format. Choose one of: text, json, csv."),
        (["statsu"], "'statsu' is no command. Choose one of: build, check,"),
        (["review"], "The following arguments are required:"),
        (["build", "--quiet", "--json"], "Argument --json: not allowed with argument --quiet."),
    ],
)
def test_what_is_wrong_is_said(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    said = capsys.readouterr().err
    assert (ended.value.code, said.count("\n")) == (2, 1)
    assert told in said
