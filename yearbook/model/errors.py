"""What is wrong with a value that a person wrote, said in both languages of the interface."""

from __future__ import annotations


class InvalidValueError(ValueError):
    """A text that is not the value it should be. The two messages say what was expected, in terms of the text."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.en = en
        self.zh = zh
