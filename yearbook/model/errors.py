"""The error of a value that a person wrote."""

from __future__ import annotations

from yearbook.core.messages import Message, Word


class InvalidValueError(ValueError):
    """A text that is not the value it should be. The message says what was expected, in terms of the text."""

    def __init__(self, template: str, /, hint: Message | None = None, **words: Word) -> None:
        super().__init__(template)
        self.hint = hint
        """What to write instead."""
        self.message = Message(template, tuple(words.items()))

    def __str__(self) -> str:
        return str(self.message)
