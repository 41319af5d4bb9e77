"""What the commands of archives act on, as a person names it."""

from models.archives import queries
from models.archives.tables import ArchiveConsultation, ArchiveFile, ArchiveHold, ArchiveItem, ArchiveLoan
from models.core.acts import Subject
from models.core.roles import ARCHIVE, DIRECTOR, EXAM, GENERAL, SUPERVISOR
from resources.texts import _

ITEM = Subject("item", _("档案"), ArchiveItem, queries.find_item)
FILE = Subject("file", _("案卷"), ArchiveFile, queries.find_file)
LOAN = Subject("loan", _("借阅"), ArchiveLoan, queries.find_loan)
READING = Subject("consultation", _("查阅"), ArchiveConsultation, queries.find_consultation)
HOLD = Subject("hold", _("冻结"), ArchiveHold, queries.find_hold)
KEEPERS = frozenset({GENERAL, ARCHIVE})  # ARC-001: who moves items in and out
HOLDERS = frozenset({DIRECTOR, GENERAL, ARCHIVE, EXAM, SUPERVISOR})  # who handles matters that hold material
