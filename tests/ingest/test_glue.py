"""Rules of `ingest.glue`: a line that a page ran together falls into its parts, and no other does."""

from ingest.glue import glued_parts


def test_items_that_a_page_ran_together_fall_apart() -> None:
    """（一） and （二） open parts of their own."""
    line = "申请条件：（一）在区内上班。（二）没有住房。"
    assert [line[at:][:3] for at in glued_parts(line)] == ["（一）", "（二）"]


def test_an_item_that_is_only_referred_to_opens_nothing() -> None:
    """第（十八）项 speaks of an item of another text."""
    assert glued_parts("如有办法第二条第（十八）项规定的情形，应当说明。") == []
