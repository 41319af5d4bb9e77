"""How the yearly assessments of the staff are listed."""

from models.core.centre import Context
from models.core.kinds import Day, Flag, PersonName, Text, Whole
from models.core.queries import user_names
from models.core.registers import Facet, Field, Register, declare
from models.core.roles import DIRECTOR
from models.evaluation.staff import OPINION, REVIEWS, find_review
from models.evaluation.tables_staff import StaffReview
from models.evaluation.terms import GIVEN, TONES
from resources.texts import _

S = StaffReview


def _by(context: Context, one: StaffReview) -> str:
    return user_names(context).get(one.assessed_by, one.assessed_by)


declare(Register(
    key=REVIEWS, title=_("工作人员考核"), table=S, row=26, order="year", descending=True, area="evaluation", group=_("人员"), joins=("person",),
    readers=frozenset({DIRECTOR}),
    fields=(
        Field("name", _("姓名"), PersonName(), "person.name", column=S.sort_name, sort=True, width=80),
        Field("year", _("年度"), Whole(), column=S.year, sort=True, width=70), Field("posts", _("岗位"), Text(120), width=140),
        Field("grade", _("等次"), GIVEN, width=80, tone=lambda _c, one: TONES[one.grade]),
        Field("opinion", _("聘任意见"), OPINION, width=90, tone=lambda _c, one: "danger" if one.opinion == "release" else ""),
        Field("assessed_on", _("考核日期"), Day(), width=100), Field("leads", _("部门负责人"), Flag(), listed=False),
        Field("performance", _("业绩评价"), Text(4000, 4), listed=False), Field("summary", _("个人小结"), Text(8000, 5), listed=False),
        Field("assessed_by", _("考核人"), Text(), compute=_by, listed=False),
    ),
    facets=(Facet("grade", _("等次"), GIVEN.options, lambda option, _day: S.grade == option),),
    create=("evaluation.assess_staff",), actions=("evaluation.correct_staff",), forms=("F-STAFF-ANNUAL",), list_forms=("W-STAFF-ANNUAL",),
    describe=lambda one: f"{one.person.name} {one.year}", subtitle=lambda _context, one: one.posts, find=find_review,
))  # fmt: skip
