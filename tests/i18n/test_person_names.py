"""Names of persons: how they are read, sorted and written in Latin letters."""

from __future__ import annotations

import pytest

from yearbook.i18n.collation import initial
from yearbook.i18n.person_names import name_reading, romanised_name


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("王伟", "Wang Wei"),
        ("欧阳秀英", "Ouyang Xiuying"),
        ("欧阳", "Ou Yang"),
        ("单丽", "Shan Li"),
        ("曾华", "Zeng Hua"),
        ("尉迟恭", "Yuchi Gong"),
        ("张西安", "Zhang Xi’an"),
        ("吕律", "Lü Lü"),
        ("任长霞", "Ren Changxia"),
        ("阿布都·热合曼", ""),
        ("郑州市教育局", ""),
        ("Smith", ""),
    ],
)
def test_a_name_in_latin_letters(name: str, letters: str) -> None:
    assert romanised_name(name) == letters


@pytest.mark.parametrize(
    ("name", "letter"), [("单丽", "S"), ("曾华", "Z"), ("仇和", "Q"), ("尉迟恭", "Y"), ("王伟", "W")]
)
def test_a_surname_is_sorted_as_it_is_read(name: str, letter: str) -> None:
    assert initial(name, name_reading(name)) == letter
