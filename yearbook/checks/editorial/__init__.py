"""Editorial checks: what is well-formed and yet not right. Nearly all findings are warnings.

In: one record and small tables made once from the whole yearbook. Out: findings. What cannot be read at all is found
before, by `content`. Read first: `citations` (a check of one record), `conflicts` (a comparison of records),
`chinese_style` (a check of one text).
"""
