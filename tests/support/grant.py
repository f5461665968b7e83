"""A kind of record that the program does not know: one class and one entry in the table of kinds.

`tests/project/test_new_kind.py` imports it in processes of its own, before anything else of the package.
"""

from __future__ import annotations

from yearbook.model.common import CommonFields
from yearbook.model.fields import AmountFact, Citations, Date, Words, record
from yearbook.model.kinds import KINDS, Kind


@record
class Grant(CommonFields):
    """Money given for a purpose. 一笔资助。"""

    title: Words
    """What it is given for. 资助项目。"""
    amount: AmountFact
    """How much is given. 资助金额。"""
    given: Date
    """When it is given. 资助日期。"""
    sources: Citations
    """Where it is reported. 出处。"""


KINDS["grant"] = Kind(name="grant", facts=Grant, folder="grants", index="grants", position=13)
