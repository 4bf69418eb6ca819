"""The measure of false alarms counts what people translated, language by language."""

import subprocess
import sys
from pathlib import Path

import pytest

MEASURE = Path(__file__).parents[1] / "measure_human.py"
CATALOG = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Take 5 mg."
msgstr "Tome 50 mg."

msgid "Do not stop."
msgstr "Pare."

msgid "Drink water."
msgstr "Beba agua."
"""


def measured(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(MEASURE), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a catalog of Spanish, of which two messages in three have a finding."""
    (tmp_path / "es.po").write_text(CATALOG, "utf-8")
    return tmp_path


def test_each_language_has_a_row_with_its_shares(folder: Path) -> None:
    rows = [row.split() for row in measured(str(folder)).stdout.splitlines()]
    assert rows[1] == ["es", "3", "1", "(33.3%)", "1", "(33.3%)", "0", "(0.0%)", "1", "(33.3%)"]


def test_the_findings_of_a_language_are_listed_when_it_is_named(folder: Path) -> None:
    told = measured(str(folder), "es").stdout
    assert "es:6: numbers: The English has 5 mg" in told
    assert "Tome 50 mg." in told


def test_without_a_folder_it_says_how_it_is_called() -> None:
    assert measured().returncode == 2
