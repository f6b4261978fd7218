"""Comparing dated events: the reading of the question that the texts support best, and what follows from the dates."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import product

from assistant.model import Computed
from assistant.relating.events import Events, Relation
from assistant.relating.happened import Dated
from ingest.dates import earliest, latest, show

_SHORT = 100  # characters of an answer that tells when each of the events was
UNSETTLED = "所载日期分不出先后："
Find = Callable[[str, str], tuple[Dated, ...]]


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of related events: the text with markers, the short answer, what was worked out, and the events in the order of
    the markers."""

    text: str
    short: str
    dated: tuple[Dated, ...]
    computed: tuple[Computed, ...] = ()


def date_events(events: Events, find: Find) -> tuple[tuple[Dated, ...], ...]:
    """For each event of the reading that the texts support best the sentences that date it, likeliest first; empty if some event of
    every reading has no date."""
    best: tuple[float, tuple[tuple[Dated, ...], ...]] = (0.0, ())
    for split in events.splits:
        found = tuple(find(event, events.frame) for event in split)
        if all(found) and _support(found) > best[0]:
            best = _support(found), found
    return best[1]


def partly_dated(events: Events, find: Find) -> tuple[Told | None, tuple[str, ...]]:
    """The dates of those events that the texts date, in the reading that leaves fewest undated, and the others: better than what else the
    texts say of one of them, which settles nothing. None where nothing is dated, or each event is asked for on its own."""
    if events.relation is Relation.WHEN:
        return None, ()
    readings = [[(event, find(event, events.frame)) for event in split] for split in events.splits]
    best = min(readings, key=lambda found: sum(not dated for _, dated in found) / len(found), default=[])
    known = tuple(dated[0] for _, dated in best if dated)
    return (Told(_listed("", known), "", known) if known else None), tuple(event for event, dated in best if not dated)


def _support(found: Sequence[Sequence[Dated]]) -> float:
    """The share of all words that the texts hold, less for every event that shares its text with another (it was one event cut in two)
    and a little for every event more."""
    first = [f[0] for f in found]
    share = sum(d.fit * d.weight for d in first) / max(sum(d.weight for d in first), 1e-6)
    return share - 0.2 * (len(first) - len({d.candidate.chunk.id for d in first})) - 0.02 * len(first)


def relate(events: Events, found: Sequence[Sequence[Dated]]) -> Told | None:
    """The answer that follows from the events' dates; None if they do not settle it (a day without its year)."""
    first = tuple(f[0] for f in found)
    if events.relation is Relation.SAME:
        return _same(events.unit, found)
    if events.relation is Relation.WHEN:
        return Told(_listed("", first), "、".join(show_day(d.date) for d in first), first)
    if events.relation is not Relation.BETWEEN:
        return _first_or_last(events, found)
    return None if any(d.date.startswith("-") for d in first) else _between(events.unit, first)


def _first_or_last(events: Events, found: Sequence[Sequence[Dated]]) -> Told | None:
    """Which came first or last, by the likeliest sentences whose dates settle it: a year that holds another's day settles nothing. None
    where the year of some event is told by no sentence."""
    ways = [way for way in product(*found) if not any(d.date.startswith("-") for d in way)]
    if not ways:
        return None
    ways = [tuple(replace(d, event=d.event.removesuffix(events.tail)) for d in way) for way in ways]
    way, chosen = next(((way, one) for way in ways if (one := _foremost(events.relation, way))), (ways[0], None))
    if chosen is None:
        return Told(_listed(UNSETTLED, way), "", way)
    return Told(_listed(f"{chosen.event}{_comparing(events)}：", way), chosen.event, way)


def _foremost(relation: Relation, way: Sequence[Dated]) -> Dated | None:
    """The event before (or after) all others; None if its date may lie behind another's."""
    if relation is Relation.FIRST:
        chosen = min(way, key=lambda d: latest(d.date))
        settled = all(latest(chosen.date) <= earliest(d.date) for d in way if d is not chosen)
    else:
        chosen = max(way, key=lambda d: earliest(d.date))
        settled = all(latest(d.date) <= earliest(chosen.date) for d in way if d is not chosen)
    return chosen if settled else None


def _comparing(events: Events) -> str:
    usual = "更早" if events.relation is Relation.FIRST else "更晚"
    return events.word if events.word in ("最早", "更早", "较早", "最晚", "更晚", "较晚") else usual


def _same(unit: str, found: Sequence[Sequence[Dated]]) -> Told | None:
    """Whether the events fall together. What happened more than once did so in the same month if it did once."""
    ways = list(product(*found))
    together = next((way for way in ways if _together(way, unit)), None)
    way = together or ways[0]
    if not together and not _apart(way, unit):
        return None
    kind = "个月" if unit == "月" else unit
    opening = f"是同一{kind}：" if together else f"不是同一{kind}："
    return Told(_listed(opening, way), "是" if together else "不是", way)


def _together(way: Sequence[Dated], unit: str) -> bool:
    """Whether all days are known to the unit, and are the same."""
    width = {"年": 4, "月": 7, "天": 10}[unit]
    return all(len(d.date) >= width and d.date[0] != "-" for d in way) and len({d.date[:width] for d in way}) == 1


def _apart(way: Sequence[Dated], unit: str) -> bool:
    """Whether the years differ where they are known, or months and days as far as the unit goes."""
    years = {d.date[:4] for d in way if d.date[0] != "-"}
    width = {"年": 0, "月": 2, "天": 5}[unit]
    days = {rest[:width] for d in way if len(rest := d.date[2:] if d.date[0] == "-" else d.date[5:]) >= width}
    return len(years) > 1 or len(days) > 1


def _between(unit: str, dated: tuple[Dated, ...]) -> Told:
    a, b = sorted(earliest(d.date) for d in dated)[:: len(dated) - 1][:2]
    value = {"天": (b - a).days, "月": (b.year - a.year) * 12 + b.month - a.month, "年": b.year - a.year}[unit]
    op = {"天": "days", "月": "months", "年": "years"}[unit]
    shown = f"{value}{'个月' if unit == '月' else unit}"
    return Told(_listed(f"相隔{shown}：", dated), shown, dated, (Computed(str(value), op, (str(a), str(b))),))


def _listed(opening: str, dated: Sequence[Dated]) -> str:
    """The events with their dates; the dates alone, in the order of the question, where that would be long."""
    full = opening + "，".join(f"{d.event}为{show_day(d.date)}[{n}]" for n, d in enumerate(dated, start=1)) + "。"
    if len(full) - 3 * len(dated) <= _SHORT:
        return full
    return f"{opening}依次为" + "、".join(f"{show_day(d.date)}[{n}]" for n, d in enumerate(dated, start=1)) + "。"


def show_day(date: str) -> str:
    """The date in Chinese, with or without a year: "--07-02" → "7月2日"."""
    return show("2000" + date[1:])[5:] if date.startswith("-") else show(date)
