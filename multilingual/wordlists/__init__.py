"""What a language knows beside its catalogs: terms, critical words, numbers, search words."""
