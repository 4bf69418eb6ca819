"""One Sphinx source, many languages: what readers see and what translators work on."""
