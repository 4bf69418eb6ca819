"""What is around the text of a page: the theme, the switcher, the search."""
