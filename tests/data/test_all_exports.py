"""Rules for all exported files."""

from __future__ import annotations

import re

from tests.support.exported import everything
from yearbook.content.records import Record
from yearbook.content.yearbook import Yearbook
from yearbook.data.json_ld import linked_data
from yearbook.data.record_json import record_json
from yearbook.i18n.language import Language


def test_files_do_not_depend_on_the_order_of_loading(yearbook: Yearbook, languages: tuple[Language, ...]) -> None:
    again = Yearbook(yearbook.configuration, dict(yearbook.records), dict(reversed(list(yearbook.uses.items()))))
    assert everything(yearbook, languages) == everything(again, languages)


def test_paths_are_unique_and_inside_the_site(yearbook: Yearbook, languages: tuple[Language, ...]) -> None:
    paths = [each.path for each in everything(yearbook, languages)]
    assert len(set(paths)) == len(paths)
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9./-]*", each) and ".." not in each for each in paths)


def test_a_record_without_anything_optional_can_be_exported(
    yearbook: Yearbook, languages: tuple[Language, ...]
) -> None:
    record: Record = yearbook.get("year", "2018")
    assert record_json(record, ("zh",))["facts"] == {}
    assert "citation" not in linked_data(record, "en", yearbook)
