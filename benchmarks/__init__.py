"""How fast the generator is, beside a peer that does the same work on the same machine. Not part of the package."""
