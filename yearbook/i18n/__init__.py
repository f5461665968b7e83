"""Languages: print dates, amounts and counts, sort titles, look up words of the interface.

In: values of the model, and a strings file of `templates/strings/` for each language. Out: a `Language`, and texts as
its readers expect them. Messages of the program itself are translated by `core`.

Read first: `language.py` (all that a language does), `words.py` (the words of a strings file), `strings.py` (read
them).
"""
