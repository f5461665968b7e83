"""What each page shows, as self-contained frozen values; one module per kind of page."""
