"""The Yearbook and the texts of its sources → citations that do not hold, and what in the texts no record covers.

An instrument for editors, apart from the build: the texts are evidence, stand in a folder of their own, and are never
published.
"""
