"""The command line: parse options, call the room that does the work, print what it did.

In: what a user types. Out: text on the terminal and an exit status. No work is done here.

Read first: `main.py` (the commands), `options.py` (options that commands share), `messages.py` (text on the terminal).
"""
