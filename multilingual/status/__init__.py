"""How far a language is, and what it needs before it is published."""
