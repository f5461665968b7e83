"""The words of the editing room's own pages, in the languages of messages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from yearbook.core.messages import marked, translate

_TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "add": marked("Add"),
        "all_kinds": marked("All kinds"),
        "back": marked("All records"),
        "begin": marked("Begin the record"),
        "body": marked("Text"),
        "choose": marked("– choose –"),
        "conflict": marked("Somebody else has changed this meanwhile."),
        "draft": marked("Draft"),
        "down": marked("Down"),
        "editing_room": marked("Editing room"),
        "find": marked("Search by name, pinyin, initials or id"),
        "field": marked("Field"),
        "history": marked("What was entered"),
        "before": marked("Before"),
        "after": marked("After"),
        "when": marked("When"),
        "undo": marked("Undo"),
        "redo": marked("Redo"),
        "id": marked("Id"),
        "in_file": marked("In the file"),
        "kept": marked("Kept, and not yet in the file: see what is marked"),
        "kind": marked("Kind"),
        "missing": marked("No translation"),
        "mine": marked("Take mine"),
        "more": marked("More fields"),
        "new": marked("New record"),
        "no": marked("No"),
        "no_records": marked("No record is called so."),
        "not_sent": marked("Not sent yet; it is kept in this browser. Do not close it."),
        "preview": marked("Preview"),
        "remove": marked("Remove"),
        "required": marked("required"),
        "saving": marked("Saving …"),
        "search": marked("Search"),
        "signed_out": marked("Open this page with the address that the program has printed."),
        "state": marked("State"),
        "theirs": marked("Keep theirs"),
        "title": marked("Title"),
        "up": marked("Up"),
        "year": marked("Year"),
        "yes": marked("Yes"),
        "your_value": marked("Yours"),
        "their_value": marked("Theirs"),
    }
)


@cache
def interface_texts(language: str) -> Mapping[str, str]:
    """Return all words by name, in one language of messages."""
    return MappingProxyType({name: translate(text, language) for name, text in _TEXTS.items()})
