"""Who vouches for which words, and what was allowed by whom."""
