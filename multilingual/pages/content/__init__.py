"""What is written on a page: questions, lists, definitions, warnings and sources."""
