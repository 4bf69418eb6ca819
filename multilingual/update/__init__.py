"""Templates and catalogs to catalogs, losing nothing."""
