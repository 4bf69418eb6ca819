"""Every language to one site: built side by side, published whole."""
