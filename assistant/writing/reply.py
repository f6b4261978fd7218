"""What a chat model wrote, taken apart: statements with the numbers of the evidence they cite. Nothing in it is trusted or passed on as is."""

import re
import unicodedata
from dataclasses import dataclass

from prompts import ABSTAIN

_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)|\A.*?</think(?:ing)?>", re.DOTALL | re.IGNORECASE)
_IMAGE = re.compile(r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^)]*\)")
_TAG = re.compile(r"<[/!a-zA-Z][^<>\n]*>")
_ADDRESS = re.compile(r"(?i)(?:(?:https?|ftp|file)://|(?:javascript|data|mailto):|www\.)[^\s\[\]【】\u0080-\uffff]*")
_MARKUP = re.compile(r"\*\*|__|`+|^\s*(?:#+|>)\s+", re.MULTILINE)
_MARKER = re.compile(r"[\[【](?:资料|来源|\^)?\s*(\d{1,2}(?:\s*[,，、;；]\s*\d{1,2})*)\s*[\]】]")
_NUMBER_YEAR = re.compile(r"[\[［【]\s*((?:19|20)\d{2})\s*[\]］】](?=\s*第?\s*\d)")  # 国科发[2005]16号
_MARKERS = re.compile(r"(?:\[\d{1,2}\]\s*)+")
_ENDED = re.compile(r"(?<=[。！？；\n])")
_LEAD = re.compile(r"^\s*(?:[-*•·●]\s+|\d{1,2}[.、)）]\s*(?!\d)|[（(]\d{1,2}[)）])")
_PREAMBLE = re.compile(r"^\s*(?:答[：:]\s*)?(?:(?:根据|依据|按照)[^，。]{0,6}资料[^，。]{0,4}[，,：:]\s*)?")
_VERDICT = re.compile(r"^(?:(是的?|对的?|没错|正确)|(不是的?|不对|否|错误))(?:[，,。！；]|$)")


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence, without its end mark, and the numbers of the evidence it cites."""

    text: str
    cited: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """`verdict` is 是的 or 不是 at the beginning, `gap` whether something is said not to be in the texts."""

    statements: tuple[Statement, ...]
    verdict: bool | None
    gap: bool


def parse(reply: str, *, ended: bool) -> Reply:
    """The statements that are complete: marked, and, as long as the reply has not `ended`, followed by something.

    What comes later does not change the statements already found, so a reply can be parsed again as it grows:
    "是的，甲[1]。乙【2，3】。丙" → 甲 [1], 乙 [2, 3], verdict True. Sentences without a marker share the next one; those after the last are dropped.
    """
    text = cleaned(reply)
    found: list[Statement] = []
    verdict, gap, start = None, False, 0
    for m in _MARKERS.finditer(text):
        if not ended and (m.end() == len(text) or text[m.end()] in "([【"):
            break
        cited = tuple(dict.fromkeys(int(n) for n in re.findall(r"\d+", m[0])))
        for sentence in _ENDED.split(text[start : m.start()]):
            if not found and verdict is None and (opening := _VERDICT.match(_bare(sentence))):
                verdict, sentence = bool(opening[1]), _bare(sentence)[opening.end() :]
            gap = gap or ABSTAIN in sentence
            if _bare(sentence) and ABSTAIN not in sentence:
                found.append(Statement(_bare(sentence), cited))
        start = m.end()
    return Reply(tuple(found), verdict, gap or ABSTAIN in text[start:])


def cleaned(reply: str) -> str:
    """The words of a reply with markers as `[n]`: no thoughts, images, links, addresses, tags, emphasis or invisible characters."""
    text = _THOUGHT.sub("", reply)
    text = "".join(
        c for c in text if c == "\n" or (unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co") and not "\ufe00" <= c <= "\ufe0f")
    )
    text = _IMAGE.sub("", text)
    text = _LINK.sub(lambda m: f"[{m[1]}]" if m[1].isdecimal() else m[1], text)
    text = _NUMBER_YEAR.sub(r"〔\1〕", _MARKUP.sub("", _ADDRESS.sub("", _TAG.sub("", text))))
    return _MARKER.sub(lambda m: "".join(f"[{n}]" for n in re.findall(r"\d+", m[1])), text)


def _bare(sentence: str) -> str:
    """The sentence without list sign, preamble, end marks and stray brackets: a bracket left over could pass for a marker or a link."""
    return re.sub(r"[\[\]]", "", _PREAMBLE.sub("", _LEAD.sub("", sentence))).strip(" \t\n。；;，,、！：:").rstrip("【〔（(“《")
