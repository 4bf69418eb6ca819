"""The English that a translation is compared with."""

from __future__ import annotations

from multilingual.catalogs.messages import Message


def english_of_form(message: Message) -> str:
    """Return the English that a form of a message stands for: the first is the singular."""
    return message.plural if message.form else message.msgid
