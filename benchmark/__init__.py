"""How fast a site of many languages is built, and how fast other tools build the same."""
