"""What tests of a clone share: git, and commits by whom they like."""

from __future__ import annotations

import subprocess
from pathlib import Path

ADDRESS = "a@example.org"
"""That of whoever commits, if nobody else does."""
LISTED = f"""[[reviewer]]
name = "Ana"
role = "doctor"
kind = "medical"
languages = ["es"]
addresses = ["{ADDRESS}"]
"""
"""A ``reviewers.toml`` with a person who commits from there."""


def git(folder: Path, *arguments: str) -> str:
    """Run git in ``folder`` and return what it writes."""
    command = ["git", *arguments]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return ran.stdout


def commit(folder: Path, address: str = ADDRESS) -> str:
    """Commit all that is in ``folder`` as somebody with this address; return the commit's name."""
    if not (folder / ".git").exists():
        git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    who = ("-c", f"user.email={address}", "-c", "user.name=Somebody")
    git(folder, *who, "commit", "-q", "--no-verify", "--allow-empty", "-m", "A commit")
    return git(folder, "rev-parse", "HEAD").strip()
