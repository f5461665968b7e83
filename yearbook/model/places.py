"""A place: where projects and events are, as a point or an outline on the earth.

Each field's docstring is its definition, in English and Chinese; see `model.kinds` for where records are written.
"""

from __future__ import annotations

from yearbook.model.common import CommonFields
from yearbook.model.fields import Citation, Line, Notes, Pinyin, PlaceId, Related, UnitId, Words, record
from yearbook.model.geometry import GeometryField


@record
class Place(CommonFields):
    """A place on the map. 一个地点。"""

    title: Words
    """Its name. 名称。"""
    geometry: GeometryField | None = None
    """A point, line or outline as GeoJSON, longitude first, or the name of a .geojson file in content/media.
    位置：GeoJSON 的点、线或轮廓，经度在前；或 content/media 中 .geojson 文件的名称。
    """
    within: PlaceId | None = None
    """The larger place that it lies in. 所属的更大地点。"""
    unit: UnitId | None = None
    """The unit whose area or seat it is. 所属单位。"""
    aliases: tuple[Line, ...] = ()
    """Other spellings that sources use. 来源中的其他写法。"""
    note: Words | None = None
    """What a reader from elsewhere needs to know. 说明。"""
    related: Related = ()
    notes: Notes = ()
    pinyin: Pinyin = None
    sources: tuple[Citation, ...] = ()
    """Where its position or outline is from, or where it is named. 位置或名称的出处。"""
