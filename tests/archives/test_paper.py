"""The archive's papers: every form of the demo centre prints with its words in order, fonts embedded, codes readable."""

from datetime import date

import pytest

from reports.archives.declared import _MANY, _ONE
from reports.forms import render_named
from tests.reports import paper

TODAY = date(2026, 11, 20)
KEYS = {
    "F-ARCH-STICKER": "DA-MM-0001", "F-ARCH-VOLUME": "AJ-2025-0001", "F-ARCH-SLIP": "钱文博", "F-ARCH-READ": "CY2026-0001",
    "F-ARCH-APPRAISAL": "XH2026-0001", "F-ARCH-DESTROY": "XH2026-0001", "F-ARCH-DESTROYED": "XH2026-0001", "F-ARCH-CHECK": "PD2026-0001",
    "F-ARCH-TRANSFER": "YJ2026-0001", "F-PAPER-DUTY": "试卷保密室", "F-SECRET-CARRY": "理论试卷（密封袋6）",
}  # fmt: skip
WORDS = {
    "F-ARCH-TRANSFER": ["文件移交登记表", "文件名称", "移交时间", "移交地点", "保管员 签字", "接收人 签字", "领导 签字", "备注", "注：考务资料主要包括"],
    "F-ARCH-LOAN": ["档案借阅登记表", "借阅日期", "档号", "题名", "方式", "借阅人", "单位/部门", "用途", "应还日期", "归还日期"],
    "F-ARCH-SLIP": ["档案借阅单", "借阅编号", "JY2026-0004", "应还日期", "2026-11-12", "第 1 次（共 2 次）"],
    "F-ARCH-DESTROY": ["档案销毁清册", "XH2026-0001", "形成日期", "到期日", "批准人", "销毁时间", "监销人"],
    "F-ARCH-DESTROYED": ["档案销毁证明", "4 件档案", "执行人", "监销人"],
    "F-ARCH-READ": ["档案查阅记录", "在场", "注意：当事人一律不准查阅资料"],
    "F-PAPER-DUTY": ["试卷保密室值班记录", "值班人 1", "值班人 2", "周志强"],
    "F-ARCH-CATALOG": ["归档资料目录", "档号", "题名", "载体", "保管期限", "到期日", "立卷人"],
}


@pytest.fixture(scope="module")
def printed(demo):
    made: dict[str, bytes] = {}

    def get(form):
        if form not in made:
            rendered = render_named(demo, form, KEYS.get(form, "all"))
            assert rendered.findings == ()
            made[form] = rendered.pdf
        return made[form]

    return get


FORMS = [*(row[0] for row in _ONE if row[0] != "F-SECRET-DESTROY"), *(row[0] for row in _MANY)]


@pytest.mark.parametrize("form", FORMS)
def test_a_form_prints_whole(printed, form):
    pdf = printed(form)
    assert paper.fonts_not_embedded(pdf) == [] and paper.outside(pdf) == []
    assert paper.in_order(pdf, WORDS.get(form, [])) == ""


def test_a_destroyed_list_without_secret_items_has_no_secret_form(demo):
    assert render_named(demo, "F-SECRET-DESTROY", "XH2026-0001").pdf == b""


def test_the_codes_of_stickers_and_spines_read_back(printed):
    import zxingcpp

    stickers = {code.text for code in zxingcpp.read_barcodes(paper.picture(printed("F-ARCH-STICKERS"), 300))}
    assert len(stickers) == 24 and "JT:DA-2025-042001" in stickers
    spines = {code.text for code in zxingcpp.read_barcodes(paper.picture(printed("F-ARCH-LABEL"), 300))}
    assert spines == {"H2023-01", "H2025-02", "H2026-03"}


def test_a_box_label_finds_what_is_in_the_box(demo):
    from models.core.registers import REGISTERS, View, page

    with demo.reading() as context:
        found = page(context, REGISTERS["archives.items"], View(text="H2025-02"))
        assert len(found) == 12 and {item.box for item in found} == {"H2025-02"}
