"""One message's text: reStructuredText, unsafe characters, web addresses, wrong encodings."""
