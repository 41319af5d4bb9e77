"""The program that `start` is compared with: it imports PySide6 and SQLAlchemy, maps our tables, opens the same database
with the raw key, and shows a window with a table. Nothing else. Prints its CPU milliseconds.

    python -m bench.bare_window DATABASE KEY_IN_HEX
"""

import json
import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2

import models.people.tables as tables

ROWS = 100


def connect():
    connection = dbapi2.connect(sys.argv[1], check_same_thread=False)
    connection.execute(f"PRAGMA key = \"x'{sys.argv[2]}'\"")
    return connection


app = QApplication(sys.argv[:1])
engine = create_engine("sqlite://", module=dbapi2, creator=connect)
model = QStandardItemModel()
with Session(engine) as db:
    for name, number in db.execute(select(tables.Person.name, tables.Person.id_no).limit(ROWS)):
        model.appendRow([QStandardItem(name), QStandardItem(number)])
window = QMainWindow()
view = QTableView()
view.setModel(model)
window.setCentralWidget(view)
window.resize(1280, 760)
window.show()
QTimer.singleShot(0, app.quit)
app.exec()
print(json.dumps({"cpu": time.process_time() * 1000}))
