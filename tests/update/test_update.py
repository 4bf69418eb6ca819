"""What becomes of a translation when the English changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from multilingual.catalogs.message import Catalog, Message, Previous, Template, Translation
from multilingual.catalogs.writer import text_of
from multilingual.update.carry_over import update_catalogs
from multilingual.update.state import Reworded, Update

LONG = "Some lupus medicines make infections more likely, so call your lupus team about a fever."
LONGER = "Some lupus medicines make infections more likely, so call your lupus team for any fever."
Pages = dict[str, list[str]]


def templates(pages: Pages) -> dict[str, Template]:
    return {page: [Message(text) for text in texts] for page, texts in pages.items()}


def catalog(messages: dict[str, str], *more: Message, **fields: str) -> Catalog:
    made = [Message(msgid, (msgstr,)) for msgid, msgstr in messages.items()]
    fixed = {"Language": "es", "Content-Type": "text/plain; charset=UTF-8"}
    return Catalog([*made, *more], {**fixed, **fields})


def changed(given: Catalog, **parts: Any) -> Catalog:
    """Return ``given`` with other parts of its first message."""
    first, *others = given.messages
    return replace(given, messages=[replace(first, **parts), *others])


def update(pages: Pages, catalogs: dict[str, Catalog]) -> Update:
    return update_catalogs(templates(pages), catalogs, "es")


def find(made: Update, page: str, msgid: str) -> Translation:
    return next(form for form in made.catalogs[page].translations if form.msgid == msgid)


def first(made: Update, page: str = "a") -> Message:
    return made.catalogs[page].messages[0]


def texts_of_obsolete(made: Update, page: str) -> list[tuple[str, str]]:
    gone = (message for message in made.catalogs[page].messages if message.is_obsolete)
    return [(form.msgid, form.msgstr) for message in gone for form in message.translations]


def obsolete(made: Update, page: str) -> dict[str, str]:
    return dict(texts_of_obsolete(made, page))


def test_a_message_that_moved_to_another_page_keeps_its_translation() -> None:
    made = update({"a": [], "b": ["Hello."]}, {"a": catalog({"Hello.": "Hola."})})
    entry = find(made, "b", "Hello.")
    assert (entry.msgstr, entry.is_fuzzy) == ("Hola.", False)


def test_a_message_that_moved_keeps_the_comment_of_its_translator() -> None:
    given = changed(catalog({"Hello.": "Hola."}), notes="As in a letter.")
    made = update({"a": [], "b": ["Hello."]}, {"a": given})
    assert find(made, "b", "Hello.").notes == "As in a letter."


def test_a_message_that_moved_keeps_its_flags() -> None:
    given = changed(catalog({"Hello.": "Hola."}), flags=["no-wrap", "fuzzy"])
    made = update({"a": [], "b": ["Hello."]}, {"a": given})
    assert find(made, "b", "Hello.").flags == ("fuzzy", "no-wrap")


def test_a_comment_on_a_message_without_a_translation_moves_too() -> None:
    given = changed(catalog({"Hello.": ""}), notes="Ask María.")
    made = update({"a": [], "b": ["Hello."]}, {"a": given})
    assert find(made, "b", "Hello.").notes == "Ask María."


def test_a_renamed_page_takes_its_translations_along() -> None:
    made = update({"new": ["Hello.", "Bye."]}, {"old": catalog({"Hello.": "Hola."})})
    assert find(made, "new", "Hello.").msgstr == "Hola."


def test_a_renamed_page_takes_its_header_along() -> None:
    given = catalog({"Hello.": "Hola."}, **{"X-Provenance": "translated by a person, 2026-11"})
    made = update({"new": ["Hello."]}, {"old": given})
    assert made.catalogs["new"].fields["X-Provenance"] == "translated by a person, 2026-11"


def test_the_catalog_of_a_page_that_is_gone_is_gone() -> None:
    made = update({"new": ["Hello."]}, {"old": catalog({"Hello.": "Hola."})})
    assert list(made.catalogs) == ["new"]


def test_what_a_page_that_is_gone_leaves_goes_where_most_of_it_went() -> None:
    given = catalog({"One.": "Uno.", "Two.": "Dos.", "Gone.": "Ido."})
    made = update({"index": [], "new": ["One.", "Two."]}, {"old": given})
    assert obsolete(made, "new") == {"Gone.": "Ido."}


def test_what_a_page_leaves_that_went_nowhere_goes_to_the_first_page() -> None:
    made = update({"index": [], "about": []}, {"old": catalog({"Gone.": "Ido."})})
    assert obsolete(made, "index") == {"Gone.": "Ido."}


def test_a_deleted_message_becomes_obsolete() -> None:
    made = update({"a": []}, {"a": catalog({"Hello.": "Hola."})})
    assert obsolete(made, "a") == {"Hello.": "Hola."}


def test_a_deleted_message_comes_back_from_the_obsolete_ones_of_any_page() -> None:
    gone = update({"a": [], "b": []}, {"a": catalog({"Hello.": "Hola."})})
    back = update({"a": [], "b": ["Hello."]}, gone.catalogs)
    assert find(back, "b", "Hello.").msgstr == "Hola."


def test_a_message_that_came_back_is_told_with_its_page() -> None:
    gone = update({"a": [], "b": []}, {"a": catalog({"Hello.": "Hola."})})
    back = update({"a": [], "b": ["Hello."]}, gone.catalogs)
    assert dict(back.recovered) == {("a", "b"): 1}


def test_an_empty_message_is_filled_from_a_page_that_has_it() -> None:
    given = {"a": catalog({"See also:": "Vea también:"}), "b": catalog({"See also:": ""})}
    made = update({"a": ["See also:"], "b": ["See also:"]}, given)
    assert find(made, "b", "See also:").msgstr == "Vea también:"


def test_a_reworded_message_is_fuzzy() -> None:
    made = update({"a": [LONGER]}, {"a": catalog({LONG: "Texto."})})
    entry = find(made, "a", LONGER)
    assert (entry.msgstr, entry.is_fuzzy) == ("Texto.", True)


def test_a_reworded_message_keeps_the_previous_english() -> None:
    made = update({"a": [LONGER]}, {"a": catalog({LONG: "Texto."})})
    assert find(made, "a", LONGER).message.previous.msgid == LONG


def test_a_message_reworded_twice_keeps_the_english_it_was_translated_from() -> None:
    once = update({"a": [LONGER]}, {"a": catalog({LONG: "Texto."})})
    twice = update({"a": [LONGER + " Now."]}, once.catalogs)
    assert find(twice, "a", LONGER + " Now.").message.previous.msgid == LONG


def test_a_rewording_that_is_taken_back_leaves_nothing_fuzzy() -> None:
    changed = update({"a": [LONGER]}, {"a": catalog({LONG: "Texto."})})
    back = update({"a": [LONG]}, changed.catalogs)
    entry = find(back, "a", LONG)
    assert (entry.msgstr, entry.is_fuzzy) == ("Texto.", False)


def test_a_reworded_message_is_looked_for_on_its_page_first() -> None:
    given = {"a": catalog({LONG: "Aquí."}), "b": catalog({LONGER + "!": "Allí."})}
    made = update({"a": [LONGER], "b": []}, given)
    assert find(made, "a", LONGER).msgstr == "Aquí."


def test_a_message_that_moved_and_was_reworded_is_found_on_the_other_page() -> None:
    made = update({"a": [], "b": [LONGER]}, {"a": catalog({LONG: "Texto."})})
    assert find(made, "b", LONGER).message.previous.msgid == LONG


def test_a_message_like_no_other_stays_empty() -> None:
    made = update({"a": ["What is a rash?"]}, {"a": catalog({LONG: "Texto."})})
    assert find(made, "a", "What is a rash?").msgstr == ""


def test_a_msgid_that_a_translator_edited_is_carried_as_fuzzy() -> None:
    edited = LONG.replace("medicines", "medcines")
    made = update({"a": [LONG]}, {"a": catalog({edited: "Texto."})})
    assert (find(made, "a", LONG).msgstr, find(made, "a", LONG).is_fuzzy) == ("Texto.", True)


def test_the_previous_english_goes_when_the_fuzzy_flag_has_gone() -> None:
    given = changed(catalog({LONGER: "Texto."}), previous=Previous(msgid=LONG))
    made = update({"a": [LONGER]}, {"a": given})
    assert find(made, "a", LONGER).message.previous.msgid is None


def test_a_correction_of_a_fuzzy_message_keeps_what_was_there_before() -> None:
    once = update({"a": [LONGER]}, {"a": catalog({LONG: "Texto."})})
    assert obsolete(once, "a") == {LONG: "Texto."}


def test_two_translations_of_one_message_are_both_kept() -> None:
    given = {"a": catalog({"Hello.": "Hola."}), "b": catalog({"Hello.": "Buenas."})}
    made = update({"c": ["Hello."]}, given)
    assert {find(made, "c", "Hello.").msgstr, *obsolete(made, "c").values()} == {"Hola.", "Buenas."}


def test_the_order_is_that_of_the_page() -> None:
    made = update({"a": ["Two.", "One."]}, {"a": catalog({"One.": "Uno.", "Two.": "Dos."})})
    assert [one.msgid for one in made.catalogs["a"].messages] == ["Two.", "One."]


def test_a_second_update_changes_nothing() -> None:
    once = update({"a": [LONGER, "New."]}, {"a": catalog({LONG: "Texto.", "Old.": "Viejo."})})
    again = update({"a": [LONGER, "New."]}, once.catalogs)
    assert text_of(again.catalogs["a"]) == text_of(once.catalogs["a"])


def test_each_message_is_counted_once() -> None:
    given = catalog({"Kept.": "Igual.", LONG: "Texto.", "Gone.": "Ido."})
    made = update({"a": ["Kept.", LONGER, "What is a rash?"]}, {"a": given})
    assert (made.kept, len(made.reworded), made.new, made.obsolete) == (1, 1, 1, 1)


def test_messages_in_two_contexts_are_two() -> None:
    noun, verb = Message("Visit", context="noun"), Message("Visit", context="verb")
    given = catalog({}, replace(noun, forms=("Visita",)), replace(verb, forms=("Visite",)))
    made = update_catalogs({"a": [verb]}, {"a": given}, "es")
    assert first(made).forms == ("Visite",)


DAYS = Message("%d day", plural="%d days")
PLURAL = [Message("%d day", plural="%d whole days")]


def with_plural() -> dict[str, Catalog]:
    return {"a": catalog({}, replace(DAYS, forms=("%d día", "%d")))}


def test_plural_forms_are_kept() -> None:
    made = update_catalogs({"a": [DAYS]}, with_plural(), "es")
    assert first(made).forms == ("%d día", "%d")


def test_a_changed_plural_is_fuzzy() -> None:
    made = update_catalogs({"a": PLURAL}, with_plural(), "es")
    assert (first(made).is_fuzzy, first(made).previous.plural) == (True, "%d days")


def test_a_changed_plural_is_counted_as_fuzzy_and_not_as_kept() -> None:
    made = update_catalogs({"a": PLURAL}, with_plural(), "es")
    assert (made.kept, made.reworded) == (
        0,
        [Reworded("a", "%d day\n%d days", "%d day\n%d whole days")],
    )


def test_a_changed_plural_of_a_message_that_moved_is_counted_as_fuzzy() -> None:
    made = update_catalogs({"a": [], "b": PLURAL}, with_plural(), "es")
    assert (made.recovered.total(), len(made.reworded)) == (0, 1)


def test_a_changed_plural_can_be_marked_as_trivial() -> None:
    step = "%d day\n%d days", "%d day\n%d whole days"
    made = update_catalogs({"a": PLURAL}, with_plural(), "es", {step})
    assert (made.kept, first(made).is_fuzzy) == (1, False)


def test_a_changed_plural_can_be_marked_as_trivial_after_it_made_fuzzy() -> None:
    step = "%d day\n%d days", "%d day\n%d whole days"
    fuzzy = update_catalogs({"a": PLURAL}, with_plural(), "es").catalogs
    made = update_catalogs({"a": PLURAL}, fuzzy, "es", {step})
    assert not first(made).is_fuzzy


def test_a_plural_that_was_fuzzy_before_it_changed_is_never_trivial() -> None:
    step, given = ("%d day\n%d days", "%d day\n%d whole days"), with_plural()
    given["a"] = changed(given["a"], flags=["fuzzy"])
    assert first(update_catalogs({"a": PLURAL}, given, "es", {step})).is_fuzzy


def test_a_changed_singular_is_not_trivial_for_another_plural() -> None:
    step, new = ("%d day", "One day"), [Message("One day", plural="%d whole days")]
    assert first(update_catalogs({"a": new}, with_plural(), "es", {step})).is_fuzzy


def test_a_change_of_a_plural_that_is_taken_back_leaves_nothing_fuzzy() -> None:
    fuzzy = update_catalogs({"a": PLURAL}, with_plural(), "es").catalogs
    back = update_catalogs({"a": [DAYS]}, fuzzy, "es")
    assert not first(back).is_fuzzy


def test_a_second_update_after_a_changed_plural_changes_nothing() -> None:
    once = update_catalogs({"a": PLURAL}, with_plural(), "es")
    again = update_catalogs({"a": PLURAL}, once.catalogs, "es")
    assert text_of(again.catalogs["a"]) == text_of(once.catalogs["a"])


def test_a_new_message_has_as_many_plural_forms_as_the_language() -> None:
    made = update_catalogs({"a": [DAYS]}, {}, "ar")
    assert first(made).forms == ("",) * 6


def test_without_templates_nothing_is_done() -> None:
    with pytest.raises(ValueError, match="no templates"):
        update({}, {"a": catalog({"Hello.": "Hola."})})


@pytest.mark.parametrize(
    ("old", "new", "msgstr", "expected"),
    [
        ("Call now.", "Call  now. ", "Llame ya.", "Llame ya."),
        ('Say "no".', "Say “no”.", "Diga «no».", "Diga «no»."),
        ("The body's own.", "The body’s own.", "Del cuerpo.", "Del cuerpo."),
        ("Call now.", "**Call now.**", "Llame ya.", "**Llame ya.**"),
        ("**Call now.**", "Call now.", "**Llame ya.**", "Llame ya."),
        ("**Never** stop.", "Never stop.", "**Nunca** pare.", "Nunca pare."),
        (
            "See `NHS <https://nhs.uk/a>`__.",
            "See `NHS <https://nhs.uk/b>`__.",
            "Vea `el NHS <https://nhs.uk/a>`__.",
            "Vea `el NHS <https://nhs.uk/b>`__.",
        ),
        ("See :ref:`one`.", "See :ref:`two`.", "Vea :ref:`one`.", "Vea :ref:`two`."),
    ],
)
def test_a_change_without_words_is_taken_over(
    old: str, new: str, msgstr: str, expected: str
) -> None:
    entry = find(update({"a": [new]}, {"a": catalog({old: msgstr})}), "a", new)
    assert (entry.msgstr, entry.is_fuzzy) == (expected, False)


@pytest.mark.parametrize(
    ("old", "new", "msgstr"),
    [
        ("You can call us now.", "You can not call us now.", "Puede llamar."),
        ("Take care of a part.", "Take care of apart.", "Cuide una parte."),
        ("Never stop at once.", "**Never** stop at once.", "Nunca pare de golpe."),
        ("Call us now today.", "**Call us now today.**", "*Llame* ya."),
        ("It is 5' long now.", "It is 5” long now.", "Mide 5'."),
        ("See `NHS <https://a.uk/a>`__.", "See `NHS <https://a.uk/b>`__.", "Vea el NHS."),
        ("**Stop** it **now**.", "Stop it now.", "**Pare** ya."),
    ],
)
def test_a_change_that_leaves_a_doubt_is_fuzzy(old: str, new: str, msgstr: str) -> None:
    entry = find(update({"a": [new]}, {"a": catalog({old: msgstr})}), "a", new)
    assert (entry.msgstr, entry.is_fuzzy) == (msgstr, True)


def test_a_change_without_words_on_another_page_is_taken_over_too() -> None:
    made = update({"a": [], "b": ["**Call now.**"]}, {"a": catalog({"Call now.": "Llame ya."})})
    assert find(made, "b", "**Call now.**").msgstr == "**Llame ya.**"


MACHINE, PERSON = "machine draft (AI), 2026-11", "translated by a person, 2026-11"


@pytest.mark.parametrize(
    ("own", "giver", "expected"),
    [
        (None, MACHINE, MACHINE),
        (None, PERSON, PERSON),
        (PERSON, MACHINE, MACHINE),
        (MACHINE, PERSON, MACHINE),
    ],
)
def test_a_catalog_never_claims_more_than_is_true(
    own: str | None, giver: str, expected: str
) -> None:
    given = {"a": catalog({"Hello.": "Hola."}, **{"X-Provenance": giver})}
    if own:
        given["b"] = catalog({}, **{"X-Provenance": own})
    made = update({"a": [], "b": ["Hello."]}, given)
    assert made.catalogs["b"].fields["X-Provenance"] == expected


def test_a_text_that_two_new_pages_share_is_filled_on_both() -> None:
    given = {"a": catalog({"Call now.": "Llame ya."}, **{"X-Provenance": MACHINE})}
    made = update({"a": [], "b": ["**Call now.**"], "c": ["**Call now.**"]}, given)
    assert {first(made, page).forms for page in "bc"} == {("**Llame ya.**",)}
    assert {made.catalogs[page].fields["X-Provenance"] for page in "bc"} == {MACHINE}


def test_a_guess_on_one_page_fills_no_other() -> None:
    given = {"a": catalog({LONG: "Texto."}), "b": catalog({LONGER: ""})}
    made = update({"a": [LONGER], "b": [LONGER]}, given)
    assert find(made, "b", LONGER).msgstr == ""


def test_an_empty_new_catalog_claims_nothing() -> None:
    given = {"a": catalog({"Hello.": "Hola."}, **{"X-Provenance": PERSON})}
    made = update({"a": ["Hello."], "b": ["New page."]}, given)
    assert "X-Provenance" not in made.catalogs["b"].fields


def test_a_new_catalog_has_the_other_fields_of_its_language() -> None:
    given = {"a": catalog({}, **{"Plural-Forms": "nplurals=2; plural=(n > 1);"})}
    made = update({"a": [], "b": ["New page."]}, given)
    assert made.catalogs["b"].fields["Plural-Forms"] == "nplurals=2; plural=(n > 1);"


def test_a_language_without_a_catalog_gets_the_plural_forms_of_babel() -> None:
    made = update_catalogs({"a": [Message("Hello.")]}, {}, "ja")
    assert made.catalogs["a"].fields["Plural-Forms"] == "nplurals=1; plural=0;"


def test_fields_of_the_header_that_are_not_ours_stay() -> None:
    given = catalog({}, **{"X-Reviewer": "María", "PO-Revision-Date": "2026-11-25 10:00+0100"})
    fields = update({"a": []}, {"a": given}).catalogs["a"].fields
    assert (fields["X-Reviewer"], fields["PO-Revision-Date"]) == ("María", "YEAR-MO-DA")


def test_what_was_given_is_not_changed() -> None:
    given = catalog({LONG: "Texto."})
    before = text_of(given)
    update({"a": [LONGER]}, {"a": given})
    assert text_of(given) == before


def merged(there: str, corrected: str) -> dict[str, Catalog]:
    """Return catalogs after a merge: a message moved to b, and was corrected in a meanwhile."""
    return {"a": catalog({"Hello.": corrected}), "b": catalog({"Hello.": there})}


def test_a_correction_that_was_merged_after_its_message_moved_is_told() -> None:
    made = update({"a": [], "b": ["Hello."]}, merged("Ola.", "Hola."))
    assert [(one.page, one.source) for one in made.rivals] == [("b", "a")]


def test_a_correction_that_was_merged_after_its_message_moved_is_noted_where_it_is_now() -> None:
    entry = find(update({"a": [], "b": ["Hello."]}, merged("Ola.", "Hola.")), "b", "Hello.")
    assert (entry.msgstr, entry.notes) == ("Ola.", "Translated otherwise in a.po: Hola.")


def test_a_correction_that_was_merged_after_its_message_moved_is_kept() -> None:
    made = update({"a": [], "b": ["Hello."]}, merged("Ola.", "Hola."))
    assert obsolete(made, "a") == {"Hello.": "Hola."}


def test_a_correction_that_was_merged_late_is_told_once() -> None:
    pages: Pages = {"a": [], "b": ["Hello."]}
    again = update(pages, update(pages, merged("Ola.", "Hola.")).catalogs)
    assert again.rivals == []


def test_a_message_that_left_one_of_its_pages_is_not_told_if_another_says_the_same() -> None:
    given = {**merged("Ola.", "Hola."), "c": catalog({"Hello.": "Hola."})}
    made = update({"a": [], "b": ["Hello."], "c": ["Hello."]}, given)
    assert made.rivals == []


def test_a_check_that_was_merged_after_its_message_moved_wins_over_a_guess() -> None:
    given = merged("Ola.", "Hola.")
    given["b"] = changed(given["b"], flags=["fuzzy"], previous=Previous(msgid="Hello!"))
    entry = find(update({"a": [], "b": ["Hello."]}, given), "b", "Hello.")
    assert (entry.msgstr, entry.is_fuzzy) == ("Hola.", False)


def test_the_guess_that_was_there_is_kept() -> None:
    given = merged("Ola.", "Hola.")
    given["b"] = changed(given["b"], flags=["fuzzy"], previous=Previous(msgid="Hello!"))
    assert obsolete(update({"a": [], "b": ["Hello."]}, given), "b") == {"Hello.": "Ola."}


def test_a_doubt_that_was_merged_after_its_message_moved_makes_it_fuzzy() -> None:
    given = merged("Hola.", "Hola.")
    given["a"] = changed(given["a"], flags=["fuzzy"])
    assert find(update({"a": [], "b": ["Hello."]}, given), "b", "Hello.").is_fuzzy


def corrected(given: Catalog) -> Catalog:
    return replace(given, messages=[*given.messages, Message(LONG, ("Texto mejor.",))])


def reworded_and_corrected(guess: str) -> dict[str, Catalog]:
    """Return a catalog after a merge: its English was reworded, and "Texto." was corrected."""
    given = update({"a": [LONGER]}, {"a": catalog({LONG: "Texto."})}).catalogs
    return given | {"a": corrected(changed(given["a"], forms=(guess,)))}


def test_a_correction_that_was_merged_after_a_rewording_is_the_guess_for_the_new_english() -> None:
    entry = find(update({"a": [LONGER]}, reworded_and_corrected("Texto.")), "a", LONGER)
    assert (entry.msgstr, entry.is_fuzzy, entry.message.previous.msgid) == (
        "Texto mejor.",
        True,
        LONG,
    )


def test_a_correction_that_was_merged_after_a_rewording_loses_nothing() -> None:
    made = update({"a": [LONGER]}, reworded_and_corrected("Texto."))
    kept = [text for _msgid, text in texts_of_obsolete(made, "a")]
    assert kept == ["Texto mejor.", "Texto."]


def test_a_guess_that_somebody_has_worked_on_is_left_to_them() -> None:
    entry = find(update({"a": [LONGER]}, reworded_and_corrected("A medias.")), "a", LONGER)
    assert (entry.msgstr, entry.is_fuzzy) == ("A medias.", True)


def test_a_guess_that_nothing_uses_casts_no_doubt() -> None:
    given = merged("Hola.", "Hola.")
    given["a"] = changed(given["a"], flags=["fuzzy"], previous=Previous(msgid="Hello!"))
    assert not find(update({"a": [], "b": ["Hello."]}, given), "b", "Hello.").is_fuzzy


def moved_reworded_and_corrected(guess: str) -> dict[str, Catalog]:
    """Return catalogs after a merge: a message moved to b and was reworded, a corrected it."""
    given = update({"a": [], "b": [LONGER]}, {"a": catalog({LONG: "Texto."})}).catalogs
    return given | {"a": corrected(given["a"]), "b": changed(given["b"], forms=(guess,))}


MOVED: Pages = {"a": [], "b": [LONGER]}


def test_a_correction_of_what_moved_and_was_reworded_is_the_guess_on_the_other_page() -> None:
    entry = find(update(MOVED, moved_reworded_and_corrected("Texto.")), "b", LONGER)
    assert (entry.msgstr, entry.is_fuzzy, entry.message.previous.msgid) == (
        "Texto mejor.",
        True,
        LONG,
    )


def test_a_correction_of_what_moved_and_was_reworded_is_counted_as_recovered() -> None:
    made = update(MOVED, moved_reworded_and_corrected("Texto."))
    assert (made.recovered, made.kept) == ({("a", "b"): 1}, 0)


def test_a_correction_of_what_moved_and_was_reworded_loses_nothing() -> None:
    made = update(MOVED, moved_reworded_and_corrected("Texto."))
    kept = [text for _msgid, text in texts_of_obsolete(made, "a")]
    assert sorted(kept) == ["Texto mejor.", "Texto."]


def test_a_correction_beside_a_guess_that_somebody_has_worked_on_is_told() -> None:
    made = update(MOVED, moved_reworded_and_corrected("A medias."))
    entry = find(made, "b", LONGER)
    assert (entry.msgstr, entry.notes) == (
        "A medias.",
        "Translated otherwise in a.po: Texto mejor.",
    )
    assert [(one.page, one.source) for one in made.rivals] == [("b", "a")]


def test_a_correction_beside_a_guess_is_told_once() -> None:
    again = update(MOVED, update(MOVED, moved_reworded_and_corrected("A medias.")).catalogs)
    assert again.rivals == []


def test_a_correction_on_a_page_that_is_gone_is_the_guess() -> None:
    pages: Pages = {"b": [LONGER]}
    given = update(pages, {"a": catalog({LONG: "Texto."})}).catalogs
    given["a"] = catalog({LONG: "Texto mejor."})
    assert find(update(pages, given), "b", LONGER).msgstr == "Texto mejor."


def test_another_translation_of_a_page_that_lost_the_message_is_no_correction() -> None:
    given = update(
        {"a": [LONGER], "c": [LONG]},
        {"a": catalog({LONG: "Texto."}), "c": catalog({LONG: "Otro."})},
    ).catalogs
    entry = find(update({"a": [LONGER], "c": []}, given), "a", LONGER)
    assert (entry.msgstr, entry.notes) == ("Texto.", "")
