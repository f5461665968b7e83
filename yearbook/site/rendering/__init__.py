"""A recipe → bytes: Jinja templates, each hashed together with all that it includes.

Templates see one value, `page`, and compute nothing: `checks` refuses arithmetic, filters that compute, and free
names. Because they are so plain, `generation` can have Jinja write plain Python for them.
"""
