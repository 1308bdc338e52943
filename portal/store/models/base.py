"""What every table is made of."""

from datetime import datetime
from typing import Any

from sqlalchemy import LargeBinary, MetaData, String
from sqlalchemy.orm import DeclarativeBase

from portal.database.row_types import NAMES, ROW_ID, UTCDateTime

__all__ = ["ROW_ID", "Row", "UTCDateTime"]


class Row(DeclarativeBase):
    """Base of every table."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: Any = {datetime: UTCDateTime, str: String(120), bytes: LargeBinary}
