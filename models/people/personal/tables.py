"""What a person asks of the data kept about him."""

from datetime import date

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.core.tables import Record


class PersonRequest(Record):
    """One request, from the day it came in to its answer. `done_on` None: not answered yet."""

    __tablename__ = "person_request"
    __table_args__ = (
        Index("ix_person_request_number", "number", "id", unique=True),
        Index("ix_person_request_received_on", "received_on", "id"),
        Index("ix_person_request_name", "sort_name", "id"),
    )

    number: Mapped[str] = mapped_column(String(20))
    received_on: Mapped[date]
    name: Mapped[str] = mapped_column(String(60))
    sort_name: Mapped[str] = mapped_column(String(160))
    id_no: Mapped[str] = mapped_column(String(20), index=True)
    asks: Mapped[str] = mapped_column(String(10))  # look · copy · correct · erase
    way: Mapped[str] = mapped_column(String(10))  # self · proxy · letter
    checked: Mapped[str] = mapped_column(String(100))  # how it was made sure that he is this person
    wish: Mapped[str] = mapped_column(Text)
    done_on: Mapped[date | None]
    result: Mapped[str | None] = mapped_column(String(10))  # told · copied · corrected · refused
    answer: Mapped[str | None] = mapped_column(Text)
