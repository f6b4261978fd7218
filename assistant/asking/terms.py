"""The content words of a question, and which of them the asking clause turns on."""

import re
from dataclasses import dataclass

from assistant.words.frames import STOP, asking_blanked, content_words
from assistant.words.glossary import phrases_in, same_as
from assistant.words.periods import Period


@dataclass(frozen=True, slots=True)
class Term:
    """A content word of the question in folded form, with other words for it; `named` if it stands inside 《》 or quotation marks,
    `focus` if it stands in the clause that asks, near the asking word: the sentence that answers should hold it, while the rest
    may be settled by its surroundings."""

    text: str
    named: bool = False
    others: tuple[str, ...] = ()
    focus: bool = True

    def __hash__(self) -> int:
        return hash(self.text)  # of all fields it takes six times as long, and weights by term are looked up for every sentence


_ASKING = re.compile(r"多少|几|哪|什么|谁|何时|何地|何人|如何|怎么|怎样|是否|吗|文号|比例|比重|[会能可]不[会能可]|有没有|是不是")
_FOCUS = 12  # characters between an asking word and a word that belongs to what it asks


def terms_of(text: str, periods: tuple[Period, ...]) -> tuple[Term, ...]:
    """The content words in order: known phrases first as one, then the words of what is left."""
    for p in periods:
        text = text.replace(p.text, "，" * len(p.text), 1)
    marked = "".join(re.findall(r"《[^《》]*》|“[^“”]*”", text))
    found: dict[str, Term] = {}
    rest = text
    for start, end, same in phrases_in(asking_blanked(text)):
        phrase = text[start:end]
        found.setdefault(phrase, Term(phrase, phrase in marked, tuple(x for x in same if x != phrase), _in_focus(text, start, end)))
        rest = rest[:start] + "，" * (end - start) + rest[end:]
    at = 0
    for word in content_words(rest):
        start, at = at, at + len(word)
        bare = word.strip()
        if bare and bare not in STOP and re.search(r"[\w]", bare) and not re.fullmatch(r"\d", bare):
            found.setdefault(bare, Term(bare, bare in marked, same_as(bare), _in_focus(text, start, at)))
    if found and not any(t.focus and t.text not in _HOW_TRUE for t in found.values()) and (joined := _ASKED_APART.sub("", text)) != text:
        return terms_of(joined, ())  # "…试点，针对的是什么？" asks of what stands before the comma
    return tuple(found.values())


_HOW_TRUE = frozenset({"实际"})  # says of a figure that it is no plan, and not of what it is
_ASKED_APART = re.compile(r"[，,](?=[^，,。；;？?]*(?:多少|几|哪|什么|谁|何|如何|怎么|怎样)[^，,。；;？?]*[？?]?$)")


def _in_focus(text: str, start: int, end: int) -> bool:
    """Whether a word stands in the clause of an asking word and near it; true for all words where nothing asks."""
    asking = [m.span() for m in _ASKING.finditer(re.sub(r"《[^《》]*》|“[^“”]*”", lambda m: "＿" * len(m[0]), text))]
    if not asking:
        return True
    for s, e in asking:
        between = text[end:s] if end <= s else text[e:start]
        if len(between) <= _FOCUS and not re.search(r"[，,；;。？?]", between.replace("，" * 4, "")):
            return True
    return False
