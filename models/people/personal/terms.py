"""The words of a request, each once: code and label."""

from models.core.kinds import Choice
from resources.texts import _

LOOK, COPY, CORRECT, ERASE = "look", "copy", "correct", "erase"
TOLD, COPIED, CORRECTED, ERASED, REFUSED = "told", "copied", "corrected", "erased", "refused"
ASKS = Choice({LOOK: _("查阅"), COPY: _("复制"), CORRECT: _("更正、补充"), ERASE: _("删除")})
WAY = Choice({"self": _("本人到场"), "proxy": _("委托他人"), "letter": _("书面、电子邮件")})
RESULT = Choice({TOLD: _("已告知"), COPIED: _("已提供复制件"), CORRECTED: _("已更正"), ERASED: _("已删除"), REFUSED: _("不予办理")})
STATE = Choice({"open": _("待答复"), "late": _("逾期未答复"), "done": _("已答复")})
TONES = {"open": "caution", "late": "danger", "done": "good"}
