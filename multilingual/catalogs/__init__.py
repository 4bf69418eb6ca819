"""What a translator works on: the gettext catalogs below ``locale/``."""
