"""Values that follow from typed facts: progress, elapsed share, lead or lag, the four-colour warning."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from yearbook.core.frozen import dataclass
from yearbook.model.configuration import Thresholds
from yearbook.model.dates import DateError, When, elapsed_share
from yearbook.model.quantities import Quantity, progress


class Colour(Enum):
    """The four colours of 红黄蓝绿四色预警, from well to badly."""

    GREEN = "green"
    BLUE = "blue"
    YELLOW = "yellow"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Schedule:
    """How something planned for a period stands at a date. All three are shares: 0.494 is 49.4 %."""

    progress: Decimal
    """Done ÷ planned."""
    elapsed: Decimal
    """时序进度: how much of the period has passed."""
    colour: Colour

    @property
    def lead(self) -> Decimal:
        """Progress less elapsed share; negative where the work lags. In shares, so 0.05 is 5 percentage points."""
        return self.progress - self.elapsed


def schedule(
    done: Quantity | None, planned: Quantity | None, period: When, as_of: When | None, thresholds: Thresholds
) -> Schedule | None:
    """Return the schedule, or None if it cannot be known: nothing planned or done, no date within the period."""
    if done is None or planned is None or as_of is None:
        return None
    share = progress(done, planned)
    try:
        passed, all_in_all = elapsed_share(period, as_of)
    except DateError:
        return None
    if share is None:
        return None
    elapsed = Decimal(passed) / Decimal(all_in_all)
    return Schedule(share, elapsed, colour_of((share - elapsed) * 100, thresholds))


def colour_of(points: Decimal, thresholds: Thresholds) -> Colour:
    """The colour for a lead of so many percentage points."""
    if points >= Decimal(str(thresholds.green)):
        return Colour.GREEN
    if points >= Decimal(str(thresholds.blue)):
        return Colour.BLUE
    return Colour.YELLOW if points >= Decimal(str(thresholds.yellow)) else Colour.RED
