"""The words for fields that readers never see by name, or see otherwise; all others are called as on the site."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from yearbook.core.messages import marked, translate
from yearbook.i18n.language import Language
from yearbook.model.docstrings import class_name
from yearbook.model.structure import ModelField

_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "about": marked("Records concerned"),
        "accepted": marked("Findings accepted"),
        "at": marked("Words of the source"),
        "because": marked("Reason"),
        "changed": marked("Last change of substance"),
        "code": marked("Code of the finding"),
        "draft": marked("Draft"),
        "figures": marked("Figures"),
        "first": marked("The first, not the only one"),
        "in_book": marked("In the book"),
        "key": marked("Name for references"),
        "members": marked("Projects named"),
        "menu_name": marked("Name in the menu"),
        "motto": marked("Motto"),
        "named": marked("Units named"),
        "notes": marked("Editor’s notes"),
        "order": marked("Place among the pages"),
        "others": marked("What other sources say"),
        "pinyin": marked("Pinyin to sort by"),
        "placing": marked("Sort of place"),
        "ranks": marked("Places reached"),
        "related": marked("Related records"),
        "short": marked("Short name"),
        "shown_in": marked("Linked from"),
        "text": marked("Text"),
        "with_key": marked("With the key to symbols"),
        "Attachment.file": marked("File"),
        "Awardees.names": marked("Persons named"),
        "Ledger.part_of": marked("Part of the ledger"),
        "Ledger.period": marked("Period"),
        "Observation.period": marked("Period"),
        "Picture.file": marked("Picture file"),
        "Post.title": marked("Post"),
        "Rank.place": marked("Place reached"),
        "Share.value": marked("Share"),
        "Unit.names": marked("Names"),
    }
)


def field_label(field: ModelField, words: Language) -> str:
    """Return what a field is called in the language of the interface. Raises WordError if it has no word."""
    if field.own:
        return field.own.words.read(words.code).text
    label = _LABELS.get(f"{class_name(field.owner)}.{field.name}") or _LABELS.get(field.name)
    return translate(label, words.code) if label else words.plain(f"facts.{field.name}")
