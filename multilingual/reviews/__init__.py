"""Who has signed off which words, and who has allowed what."""
