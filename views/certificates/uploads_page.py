"""证书上报: the register of deliveries, and the button that writes the workbook the platform gets."""

from collections.abc import Sequence

from models.core.findings import Finding
from resources.texts import _
from views.kit.book_page import BookPage


class UploadsPage(BookPage):
    title, wrote, act = _("存为上报文件"), _("已写入 {path}。上报后用“登记已上报”留存这个文件"), "certificates.send_upload"

    def content(self, record_id: int) -> tuple[bytes, Sequence[Finding]]:
        from reports.certificates.national import written

        content, outcome = written(self._shell.centre, record_id)
        return content, outcome.findings
