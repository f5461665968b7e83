"""Numbers in prose: where Chinese, English and the data of a record do not agree.

In: the texts of a record in both languages. Out: findings. Read first: `statements` (what a text states in numbers),
`chinese` (how statements are read), `comparison` (how two texts are compared).
"""
