"""One message's text: its markup, its words, its characters, and what of it is unsafe."""
