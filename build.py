"""The command. `python build.py` builds the yearbook; `python build.py --help` lists what else it does."""

from yearbook.cli.main import main

if __name__ == "__main__":
    main()
