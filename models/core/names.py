"""Chinese names: how they sort and by which pinyin initials they are found."""

import os
from functools import lru_cache
from itertools import islice, product

_SPELLINGS_KEPT = 8  # of one name; more would swell the index for names nobody types that way
# Surname readings that the common dictionary order gets wrong, for sorting only.
_SURNAMES = {
    "曾": "zeng", "单": "shan", "仇": "qiu", "查": "zha", "翟": "zhai", "解": "xie", "区": "ou", "朴": "piao", "盖": "ge",
    "任": "ren", "华": "hua", "宁": "ning", "尹": "yin", "缪": "miao", "乐": "yue", "员": "yun", "覃": "qin", "尉": "wei",
    "万": "wan", "召": "shao", "洗": "xian", "冼": "xian", "折": "she", "黑": "he", "秘": "bi", "隗": "wei", "么": "yao",
    "晟": "cheng", "牟": "mu", "燕": "yan", "令": "ling", "纪": "ji", "卜": "bu", "那": "na", "種": "chong", "种": "chong",
}  # fmt: skip


@lru_cache(maxsize=30_000)
def readings(character: str) -> tuple[str, ...]:
    """Every pinyin reading of one character, without tones, the most usual first; the character itself if it has none."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # we ask for single characters; its phrases take longer to load than a roster
    from pypinyin import constants
    from pypinyin.contrib.tone_convert import to_normal

    found = constants.PINYIN_DICT.get(ord(character))
    if not found:
        return (character.lower(),)
    return tuple(dict.fromkeys(to_normal(reading).replace("ü", "v") for reading in found.split(",")))


@lru_cache(maxsize=100_000)
def initials(name: str) -> tuple[str, ...]:
    """The initials by which a name may be typed: 单丽 → dl, sl, cl. Letters of other scripts stand for themselves."""
    per_character = [tuple(dict.fromkeys(reading[0] for reading in readings(character))) for character in name if character.strip()]
    return tuple("".join(letters) for letters in islice(product(*per_character), _SPELLINGS_KEPT))


@lru_cache(maxsize=100_000)
def sort_key(name: str) -> str:
    """Orders names by pinyin, surname readings first: 曾 under zeng. The name itself breaks ties."""
    syllables = [readings(character)[0] for character in name if character.strip()]
    if syllables and name[0] in _SURNAMES:
        syllables[0] = _SURNAMES[name[0]]
    return f"{' '.join(syllables)} {name}"
