"""A further field of a kind that the program knows: an honor with a prize.

`tests/project/test_new_field.py` imports it in processes of its own, before anything else of the package.
"""

from __future__ import annotations

from dataclasses import replace

from yearbook.model.fields import AmountFact, record
from yearbook.model.honors import Honor
from yearbook.model.kinds import HONOR, KINDS


@record
class HonorWithPrize(Honor):
    """One recognition, with its prize. 一项有奖金的荣誉。"""

    prize: AmountFact | None = None
    """The prize in money. 奖金。"""


KINDS["honor"] = replace(HONOR, facts=HonorWithPrize)
