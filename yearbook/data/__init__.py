"""The Yearbook → what machines read: open data, feeds, citations, linked data, plain text, the sitemap."""
