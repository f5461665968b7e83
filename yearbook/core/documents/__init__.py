"""A folder → an immutable tree; a file of it → fields that know their line and column, and a body.

This is the only package that reads content. It gives no value a type (`no`, `1:30` and `2016-09` stay text),
resolves no reference, and never raises for what a person wrote: that becomes a `Problem`.
"""
