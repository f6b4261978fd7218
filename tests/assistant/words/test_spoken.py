"""Rules of `assistant.words.spoken`: a spoken question is written out, and one that is written already stays as it is."""

import pytest

from assistant.words.spoken import plain


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("04年园区有几家孵化器", "2004年园区有几家孵化器"),
        ("九一年批的", "1991年批的"),
        ("97年那份办法", "1997年那份办法"),
        ("园区面积16年比12年那回大了多少", "园区面积2016年比2012年那回大了多少"),
        ("专利16年比12年多多少件", "专利2016年比2012年多多少件"),
        ("86年以来批了几个", "1986年以来批了几个"),
        ("08年底有几家", "2008年底有几家"),
        ("08版的办法", "2008版的办法"),
        ("23年4月印发的", "2023年4月印发的"),
        ("03和15年的税收", "2003年和2015年的税收"),
        ("13到15年批了几个", "2013到2015年批了几个"),
        ("专利数2012跟2021各多少件", "专利数2012年跟2021年各多少件"),
        ("简报22年7期登了什么", "简报2022年7期登了什么"),
    ],
)
def test_years_are_written_in_full(spoken: str, written: str) -> None:
    """Two digits before 年, or side by side with such a year, stand for a year."""
    assert plain(spoken) == written


@pytest.mark.parametrize(
    "text",
    [
        "10年来增长了多少",
        "10年以来的变化",
        "过去20年的变化",
        "用10年时间建成",
        "近15年批了几个",
        "15年前有多少家",
        "办了12年的展会",
        "有效期为15年吗",
        "租期20年的公寓有多少",
        "90年代有几个园区",
        "二十年来",
        "5年内",
        "第21年减半吗",
        "国发〔2020〕7号",
        "《汀砚21年规划》写了什么",
    ],
)
def test_stretches_of_time_and_titles_stay(text: str) -> None:
    """How long something lasts is no year, and what stands in a title is left as it is."""
    assert plain(text) == text


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("公寓啥时候建成", "公寓什么时候建成"),
        ("展会几时开的", "展会什么时候开的"),
        ("“三优”到底指啥", "“三优”到底指什么"),
        ("咋样才算入驻", "怎么样才算入驻"),
        ("是头一个园区吗", "是第一个园区吗"),
        ("帮我查一下，园区有几家企业", "园区有几家企业"),
        ("新来的问一句：办法的文号是什么", "办法的文号是什么"),
    ],
)
def test_everyday_words_and_forms_of_address(spoken: str, written: str) -> None:
    """Everyday asking words get one form; what only turns to the one who is asked is left out."""
    assert plain(spoken) == written
