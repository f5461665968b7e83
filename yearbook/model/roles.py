"""The units that did something, by the role that each had in it: `units: {lead: [transport-bureau]}`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema
from pydantic_core.core_schema import no_info_after_validator_function, no_info_before_validator_function

from yearbook.core.frozen import dataclass
from yearbook.core.messages import message
from yearbook.model.errors import InvalidValueError
from yearbook.model.fields import RefersTo, UnitId

RoleId = Annotated[str, Field(min_length=1, max_length=80), RefersTo("role")]
"""A role by its id; any text is read, so that 牵头 in place of its id is answered with the id."""


@dataclass(frozen=True, slots=True)
class Roles:
    """Which units did what. 各单位的分工。"""

    entries: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(role, units), as they are written; a role without units is left out."""

    def of(self, role: str) -> tuple[str, ...]:
        """Return the units in a role."""
        return dict(self.entries).get(role, ())

    def __bool__(self) -> bool:
        return bool(self.entries)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        written = handler.generate_schema(dict[RoleId, tuple[UnitId, ...]])
        return no_info_after_validator_function(_read, no_info_before_validator_function(_written, written))


def _written(value: object) -> object:
    if isinstance(value, Roles):
        return dict(value.entries)
    if not isinstance(value, Mapping):
        given = value if isinstance(value, list) else [value]
        raise InvalidValueError(
            "units are given by their roles",
            hint=message("write the role first, as in lead: [{units}]", units=", ".join(map(str, given))),
        )
    return value


def _read(value: Mapping[str, tuple[str, ...]]) -> Roles:
    return Roles(tuple((role, units) for role, units in value.items() if units))
