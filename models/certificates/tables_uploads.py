"""What was sent to the platform, row by row as it was sent, and what it answered."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.certificates.tables import Certificate
from models.core.tables import Record


class Upload(Record):
    """One delivery: what is new, changed or withdrawn since the platform last accepted it. `digest`: SHA-256 of the file
    that was sent."""

    __tablename__ = "upload"
    __table_args__ = (Index("ix_upload_made_on", "made_on", "id"),)

    number: Mapped[str] = mapped_column(String(20), unique=True)
    made_on: Mapped[date]
    made_by: Mapped[str] = mapped_column(String(60))
    new: Mapped[int]
    changed: Mapped[int]
    withdrawn: Mapped[int]
    state: Mapped[str] = mapped_column(String(10))  # prepared · sent · answered · dropped
    sent_on: Mapped[date | None]
    sent_by: Mapped[str | None] = mapped_column(String(60))
    digest: Mapped[str | None] = mapped_column(String(64))
    answered_on: Mapped[date | None]
    rejected: Mapped[int | None]
    backed_up_on: Mapped[date | None]
    backed_up_to: Mapped[str | None] = mapped_column(String(100))
    lines: Mapped[list["UploadLine"]] = relationship(back_populates="upload", order_by="UploadLine.id")


class UploadLine(Record):
    """One certificate in a delivery, as it was told; the next difference is taken against these values."""

    __tablename__ = "upload_line"
    __table_args__ = (UniqueConstraint("upload_id", "certificate_id"), Index("ix_upload_line_certificate", "certificate_id", "id"),
                      Index("ix_upload_line_number", "number", "id"), Index("ix_upload_line_state", "state", "id"))  # fmt: skip

    upload_id: Mapped[int] = mapped_column(ForeignKey("upload.id"))
    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"))
    act: Mapped[str] = mapped_column(String(10))  # new · changed · withdrawn
    name: Mapped[str] = mapped_column(String(60))
    id_kind: Mapped[str] = mapped_column(String(20))
    id_no: Mapped[str] = mapped_column(String(20))
    occupation: Mapped[str] = mapped_column(String(60))
    job: Mapped[str] = mapped_column(String(60))
    level: Mapped[int]
    number: Mapped[str] = mapped_column(String(30))
    agency: Mapped[str | None] = mapped_column(String(80))
    issued_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(10))  # prepared · sent · accepted · rejected · dropped
    why: Mapped[str | None] = mapped_column(String(400))  # of a rejection, in the platform's words
    upload: Mapped[Upload] = relationship(back_populates="lines")
    certificate: Mapped[Certificate] = relationship()
