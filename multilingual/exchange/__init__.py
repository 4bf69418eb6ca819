"""Carry messages to the tools of translators and back: XLIFF, TMX, CSV, TBX, Word and Poedit."""
