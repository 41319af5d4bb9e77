"""法规库: the regulation texts the centre has loaded, cut into clauses; search, and open a clause by its citation."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QScrollArea, QSplitter, QStackedLayout, QVBoxLayout, QWidget
from sqlalchemy import select

from models.core import acts
from models.core.acts import COMMANDS
from models.core.centre import Context
from models.core.queries import clauses_cited, find_clauses
from models.core.tables import Clause, Regulation
from resources.texts import _
from views.kit.asking import Asker
from views.kit.findings import as_text
from views.kit.parts import button, card, label
from views.kit.shell import Shell
from views.kit.theme import mark

_LOAD = "core.load_regulation"
_SIDE = 480
