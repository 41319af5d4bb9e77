"""The centre's own documents on its organisation and people, as the filing list asks for them."""

from datetime import date

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.core.tables import Record


class OrgDocument(Record):
    """文件、规章制度清单: one document with its day, who issued it and its number; `ended_on` is its last day."""

    __tablename__ = "org_document"
    __table_args__ = (Index("ix_org_document_dated_on", "dated_on", "id"),)

    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(120))
    issuer: Mapped[str | None] = mapped_column(String(80))
    number: Mapped[str | None] = mapped_column(String(60))
    dated_on: Mapped[date]
    ended_on: Mapped[date | None]
