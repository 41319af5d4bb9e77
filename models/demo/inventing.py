"""Invented people. Nobody can be one of them: their ID numbers name a district that does not exist, their telephones
a prefix that was never given out. The check characters are right, so that the program takes them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方"
    "石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦"
    "向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强"
    "柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来沙苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾"
)
_COMMON = 60  # of the surnames; three people in four bear one of these
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红波辉力鹏飞宇浩凯健俊帆雪琳晶倩颖洁梅莉萍云岚璐瑶婷雯慧巧美蓉茜叶梦琪雅芝"
    "建国文斌志新春东海山仁义兴良松成康星光天达安岩中茂进林有坚和彪博诚先敬震振壮会思群豪心邦承乐绍功善厚庆民友裕河哲江轮翰朗伯宏言若鸣朋"
    "晨曦子涵欣怡诗语嘉宁一诺思远明轩子墨浩然雨桐梓萱皓宸弘文烨霖修洁黎昕远航旭尧鸿涛伟祺荣轩越泽浩宇瑾瑜皓轩擎苍擎宇志泽"
)
_DISTRICTS = [f"4199{n:02d}" for n in range(51, 99)]  # the province is one; such districts it has not
_FIRST_BIRTH, _BIRTHS = date(1963, 1, 1), 14_200  # births up to 2001
_ORDERS = 999
_NUMBERS = len(_DISTRICTS) * _BIRTHS * _ORDERS
_STEP = 390_625_001  # prime, shares no factor with _NUMBERS: walks through all numbers without meeting one twice
_PHONE_PREFIX = "154"
_PHONES, _PHONE_STEP = 10**8, 61_803_399
EMPLOYERS = (
    "某市职业技术学院", "某市技师学院", "某市第一高级技工学校", "某市机电工程学校", "某市现代服务学校",
    "远岭机械制造有限公司", "东渠电力设备有限公司", "平原汽车维修有限公司", "沃野农业装备有限公司",
    "暖阳养老服务中心", "新禾餐饮管理有限公司", "云谷信息技术有限公司", "长堤建筑安装有限公司",
)  # fmt: skip
OCCUPATIONS = (
    "电工", "钳工", "焊工", "车工", "汽车维修工", "中式烹调师", "养老护理员", "育婴员", "保育师", "美容师", "茶艺师", "互联网营销师",
)  # fmt: skip
EDUCATIONS = ("secondary", "college", "college", "bachelor", "bachelor", "bachelor", "master")
TITLES = ("讲师", "高级讲师", "工程师", "高级工程师", "技师", "高级技师", "一级实习指导教师", "高级实习指导教师")


@dataclass(frozen=True)
class Invented:
    """One person nobody is. `title` is 职务/职称/技能等级 as a roster writes it."""

    name: str
    id_no: str
    sex: str
    birth: date
    phone: str
    employer: str
    education: str
    title: str


def people(seed: int, count: int, first: int = 0) -> Iterator[Invented]:
    """`count` people from the `first`-th on; the same seed and number is always the same person."""
    for number in range(first, first + count):
        yield person(seed, number)


def person(seed: int, number: int) -> Invented:
    draw = Random(seed * 1_000_003 + number)
    id_no, sex, birth = _identity(seed, number)
    return Invented(
        _name(draw), id_no, sex, birth, f"{_PHONE_PREFIX}{(number * _PHONE_STEP + seed) % _PHONES:08d}",
        draw.choice(EMPLOYERS), draw.choice(EDUCATIONS), draw.choice(TITLES),
    )  # fmt: skip


def _name(draw: Random) -> str:
    surname = draw.choice(_SURNAMES[:_COMMON] if draw.random() < 0.75 else _SURNAMES)
    return surname + draw.choice(_GIVEN) + (draw.choice(_GIVEN) if draw.random() < 0.8 else "")


def _identity(seed: int, number: int) -> tuple[str, str, date]:
    from stdnum.cn import ric

    rest, order = divmod((number * _STEP + seed) % _NUMBERS, _ORDERS)
    district, day = divmod(rest, _BIRTHS)
    birth = _FIRST_BIRTH + timedelta(days=day)
    digits = f"{_DISTRICTS[district]}{birth:%Y%m%d}{order + 1:03d}"
    return digits + ric.calc_check_digit(digits + "0"), "male" if (order + 1) % 2 else "female", birth
