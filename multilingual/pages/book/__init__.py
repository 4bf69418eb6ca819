"""A language as a book: an EPUB with a chapter a page, of which a PDF can be printed."""
