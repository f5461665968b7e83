"""The Yearbook and its pages → what machines read: the sitemap, and what hosts ask for."""
