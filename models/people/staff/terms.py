"""The words of the staff register, each once: stored code and label."""

from models.core.kinds import Choice
from resources.texts import _

DIRECTOR, DEPUTY, FINANCE, EQUIPMENT = "director", "deputy", "finance", "equipment"
AFFAIRS = ("exam", "invigilator")  # posts of exam affairs (PPL-EXM-011)

POST = Choice({
    DIRECTOR: _("主任"), DEPUTY: _("副主任"), "general": _("综合管理岗"), "bank": _("题库管理岗"), "technician": _("题库技术人员"),
    "exam": _("考务管理岗"), "invigilator": _("监考"), EQUIPMENT: _("设备"), FINANCE: _("财务"), "archive": _("档案"), "other": _("其他"),
}, {"综合管理": "general", "题库管理": "bank", "题库管理人员": "bank", "题库技术": "technician",
    "考务管理": "exam", "考务": "exam", "监考员": "invigilator", "设备管理": EQUIPMENT, "会计": FINANCE, "档案员": "archive"})  # fmt: skip
TIME = Choice({"full": _("专职"), "part": _("兼职")})
STATE = Choice({"on": _("在岗"), "off": _("离岗")})
EDUCATION_ORDER = ("secondary", "college", "bachelor", "master", "doctor")  # lowest first; other degrees stand outside
