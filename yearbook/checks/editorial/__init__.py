"""The Yearbook → editorial problems: what is well-formed and yet not right. Nearly all are warnings.

Each check is a function of one record and of small tables made once from the whole; what compares records works on
values that each record gives by itself. Changes nothing; what cannot be read at all is found before, by `source`,
`schema` and `library`. A finding can be accepted in the record: see `truth.acceptance`.
"""
