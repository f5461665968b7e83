"""What is to be on disk → the output folder: what to keep, make and remove, then one exchange of old for new.

This is the only package that writes output. One build reads from top to bottom:

    with hold(folder) as held:                                     # one build at a time; clears leftovers
        found = read(held)                                         # the record, and the files not ours
        differing = altered(held.folder, found.record.entries.items())  # in any number of workers, piece by piece
        tree = begin(held)                                         # beside the old
        written = [write(tree, path, data) for …]                  # in any number of workers
        decision = decide(found, wanted, differing)                # pure; says why each file is made
        if not decision.is_nothing:
            commit(held, found, decision, tree, written)           # kept files linked, record, exchange

Killed anywhere, the folder is the old site or the new one, and the next `hold` clears the rest away. Nothing
is ever written in place, no file that this program did not write is ever deleted, and where nothing has
changed nothing at all is written.
"""
