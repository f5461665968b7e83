"""Classes of facts with fields that a yearbook declares."""

from __future__ import annotations

import pickle
import subprocess
import sys

import pytest
from pydantic import TypeAdapter

from tests.support.paths import ROOT
from yearbook.core.digest import digest
from yearbook.data.record_json import data_file_name
from yearbook.data.tables import layout
from yearbook.model import urls
from yearbook.model.declarations import NO_DECLARATIONS, Declarations, FieldType, OwnChoice, OwnField, OwnKind
from yearbook.model.kinds import KINDS, VOCABULARIES
from yearbook.model.own_kinds import kinds_of, taken_names
from yearbook.model.structure import ValueType, published_fields
from yearbook.model.texts import Text


def _words(zh: str, en: str) -> Text:
    return Text((("zh", zh), ("en", en)))


OWN = Declarations(
    fields=(
        OwnField(kind="theme", name="prize", type=FieldType.AMOUNT, words=_words("奖金", "Prize")),
        OwnField(
            kind="theme",
            name="medium",
            type=FieldType.CHOICE,
            words=_words("介质", "Medium"),
            choices=(OwnChoice(value="paper", words=_words("纸质", "Paper")),),
        ),
        OwnField(
            kind="theme", name="partners", type=FieldType.RECORD, of="unit", many=True, words=_words("伙伴", "With")
        ),
        OwnField(kind="theme", name="seats", type=FieldType.NUMBER, required=True, words=_words("席位", "Seats")),
    )
)
WRITTEN = {
    "title": {"zh": "绿", "en": "Green"},
    "prize": "2.5万元",
    "medium": "paper",
    "partners": ["office"],
    "seats": "3",
}


def test_an_own_field_is_described_by_its_declaration() -> None:
    found = {each.name: each for each in published_fields(kinds_of(OWN)["theme"].facts)}
    assert found["prize"].shorthand == "value"
    assert (found["partners"].refers_to, found["partners"].many) == ("unit", True)
    assert found["medium"].value_type is ValueType.CHOICE
    assert found["seats"].required
    assert (found["seats"].description.en, found["seats"].description.zh) == ("Seats", "席位")


def test_facts_with_own_fields_are_restored_in_another_process() -> None:
    kind = kinds_of(OWN)["theme"]
    facts = TypeAdapter(kind.facts).validate_python(WRITTEN, context={"languages": ("zh", "en")})
    data = pickle.dumps((facts, kind))
    assert pickle.loads(data) == (facts, kind)
    program = (
        "import pickle, sys; from yearbook.core.digest import digest; "
        f"facts, kind = pickle.loads(bytes.fromhex({data.hex()!r})); "
        "print(digest(facts), facts.medium.words.read('en').text, type(facts) is kind.facts)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [digest(facts), "Paper", "True"]


def test_kinds_without_own_fields_stay_the_same_object() -> None:
    assert kinds_of(OWN)["honor"] is KINDS["honor"]
    assert kinds_of(NO_DECLARATIONS) is KINDS


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("document", "documents"),
        ("agency", "agencies"),
        ("survey", "surveys"),
        ("branch", "branches"),
        ("box", "boxes"),
        ("wish", "wishes"),
        ("quiz", "quizes"),
    ],
)
def test_the_folder_of_an_own_kind_is_its_plural(name: str, folder: str) -> None:
    assert OwnKind(name=name, words=_words("类", "Kind")).folder == folder
    assert (urls.list_of(name), data_file_name(name)) == (folder, folder)
    assert not urls.is_own_kind(folder)


def test_no_own_kind_can_have_the_name_of_a_file_or_page_of_the_site() -> None:
    tables = {each.name for each in layout(("zh", "en")) if "-" not in each.name}
    assert {*tables, *urls.INDEXES, *KINDS, *VOCABULARIES} - {*taken_names()} <= {
        name for name in urls.INDEXES if "_" in name
    }
