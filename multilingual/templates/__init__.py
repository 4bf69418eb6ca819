"""English pages to templates (``.pot``), with places and comments for translators."""
