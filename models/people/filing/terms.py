"""The words of the filing check, each once: which documents a centre shows."""

from models.core.kinds import Choice
from resources.texts import _

FOUNDED, LEADING, SUPERVISING = "founded", "leading", "supervising"

DOCUMENT = Choice({
    FOUNDED: _("认定中心设立文件"), LEADING: _("领导小组及职责"), SUPERVISING: _("内部质量督导组及职责"),
    "rule_assessors": _("考评人员管理办法"), "rule_supervisors": _("内部质量监督人员管理办法"), "rule_experts": _("专家管理办法"),
    "code_staff": _("考务人员工作守则"), "code_assessors": _("考评人员工作守则"), "code_supervisors": _("内部质量监督人员工作守则"),
    "other": _("其他文件"),
}, {"质量督导人员管理办法": "rule_supervisors", "质量督导人员工作守则": "code_supervisors"})  # fmt: skip
STATE = Choice({"on": _("现行"), "off": _("已废止")})
