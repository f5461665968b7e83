"""A document → an entity, or all its problems; also the JSON Schemas that editors' tools complete from."""

from yearbook.schema.places import ACCEPTED, CONFIGURATION, Slot, slot
from yearbook.schema.reading import read, read_configuration

__all__ = ["ACCEPTED", "CONFIGURATION", "Slot", "read", "read_configuration", "slot"]
