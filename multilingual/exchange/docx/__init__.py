"""Tables for word processors (``.docx``), out and home."""
