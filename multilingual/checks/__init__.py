"""The gate: what a translation must be before readers get it.

A check is a generator that takes a ``Catalog`` and yields a ``Finding`` for each fault. Its
docstring begins with what it asks for, in a translator's words, and shows a Bad and a Good
message; the list of rules for translators is made of it.
"""
