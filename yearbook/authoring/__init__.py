"""What an editor asks for by name → changes to files of the content, prepared whole and written all or not at all.

`new`, `rename` and `fmt` begin with content as it is and end with a tuple of `Change`; `init` begins with nothing.
Nothing is written but by `changes.write`, and a build never comes here.
"""
