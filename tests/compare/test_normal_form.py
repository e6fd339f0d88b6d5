from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.compare.copies import compare_text
from pipeline.compare.known import KnownTexts
from pipeline.compare.normal_form import compared_places, compared_words
from pipeline.models import COPIES, Decision
from pipeline.text import normalise, word_places, words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

CHINESE = (
    "美国最大的电子产品零售商百思买将停止销售华为手机。一位知情人士周三透露，该公司已不再向这家中国制造商订购新的"
    "智能手机，库存将在几周内售完。百思买发言人拒绝评论与供应商的具体合同，只说公司会出于各种原因改变所售商品。"
    "华为回应说，它珍视与百思买的关系，但不会谈论合作细节。此前两家大型运营商在政府压力下放弃了销售该公司旗舰手机的"
    "计划，情报部门负责人也在参议院听证会上表示不会使用其产品。分析人士认为，失去最后一家大型实体店意味着普通消费者"
    "很难再亲手试用它的新机型，网上商店虽然仍在出售，销量却十分有限。"
)
CHINESE_OF_THE_SAME_EVENT = (
    "华为在美国市场又遭打击：据报道，连锁店百思买决定不再进货，店内剩余的手表和笔记本电脑也会陆续下架。消息人士说，"
    "这一决定与政界对安全的担忧有关，但百思买没有说明理由。今年一月，美国电话电报公司取消了合作，之后威瑞森也退出谈判。"
    "这家总部位于深圳的企业否认替政府收集情报，并强调全球一百七十个国家的客户都信任它的设备。"
)
THAI = (
    "เบสต์บายซึ่งเป็นร้านค้าปลีกอิเล็กทรอนิกส์ที่ใหญ่ที่สุดในสหรัฐจะหยุดขายโทรศัพท์ของหัวเว่ยภายในไม่กี่สัปดาห์ข้างหน้า "
    "แหล่งข่าวที่ทราบเรื่องกล่าวว่าบริษัทได้หยุดสั่งซื้อสมาร์ตโฟนรุ่นใหม่จากผู้ผลิตจีนรายนี้แล้ว "
    "โฆษกของร้านปฏิเสธที่จะให้ความเห็นเกี่ยวกับสัญญากับผู้ขายแต่ละราย และกล่าวว่าบริษัทเปลี่ยนสินค้าที่ขายด้วยเหตุผลหลายประการ"
)


def altered(text: str, part: float) -> str:
    """The text with so many of its characters replaced by others of it, by chance."""
    chance = random.Random(4)  # noqa: S311 - guards nothing
    return "".join(chance.choice(text) if chance.random() < part else letter for letter in text)


@pytest.mark.parametrize("text", [CHINESE, THAI])
def test_an_altered_copy_is_found_in_a_script_without_spaces(text: str, remember: Callable[..., None]) -> None:
    """One character in twenty other, and the end cut off."""
    known = KnownTexts()
    remember(known, 1, "original", text)
    found = compare_text(2, altered(text, 0.05)[: len(text) * 4 // 5], known)
    assert found.decision in COPIES
    assert found.copy_of == 1


def test_two_chinese_reports_of_one_event_are_independent(remember: Callable[..., None]) -> None:
    """Names and turns of phrase are no passages."""
    known = KnownTexts()
    remember(known, 1, "original", CHINESE)
    assert compare_text(2, CHINESE_OF_THE_SAME_EVENT, known).decision is Decision.INDEPENDENT


def test_pieces_of_an_unspaced_run_are_as_long_as_its_words() -> None:
    """Two characters or so, cut alike wherever the stretch stands."""
    pieces = compared_words(CHINESE)
    assert 1.5 < sum(map(len, pieces)) / len(pieces) < 2.5
    assert compared_words("华为手机")[-1] == compared_words("他说华为手机")[-1]


def test_texts_with_spaces_keep_normal_form_v1(seed_texts: Mapping[str, str]) -> None:
    """Only Chinese characters and kana are cut."""
    for text in [*seed_texts.values(), "Ελλάδα и Россия", "화웨이 스마트폰", "هواوي تبيع الهواتف", THAI]:
        assert compared_words(text) == [word.text for word in words(text)]


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("ab'’ é華か手ー“\u0301")), max_size=60))
def test_each_word_stands_at_its_place(text: str) -> None:
    """As many places as words, in order, and each holds its word."""
    starts, ends = compared_places(text)
    assert [
        normalise(text[start:end]).replace("'", "").replace(" ", "") for start, end in zip(starts, ends, strict=True)
    ] == compared_words(text)


@given(st.text(alphabet="ab Z9'’-_.“”\u0301½\ud800", max_size=40))
def test_places_found_the_quick_way_are_those_of_v1(text: str) -> None:
    """Apostrophes in a row, marks, half characters."""
    assert compared_places(text) == word_places(text)
