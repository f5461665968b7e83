"""`python -m yearbook`: the command, where its own name is not on the path."""

from yearbook.cli.main import main

if __name__ == "__main__":
    main()
