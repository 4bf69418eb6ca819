"""What shows of a translation: its text, its fallback, who made it and how far it is."""
