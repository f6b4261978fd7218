"""Cases × answers → Scores → headline figures. A case without an answer counts as wrong; nothing is left out of a mean."""

from collections.abc import Mapping, Sequence

from eval.metrics import backing, facts, sources, spans
from eval.metrics.ranking import evidence_found, ranked_sources, ranking
from eval.model import Case, Dataset, Facts, Row, Score, Spans
from eval.normal import body

COUNTS = ("errors",)
"""Figures that are sums; all others are means."""

LOWER_IS_BETTER = ("false_declines", "errors", "too_long", "answer_chars", "risk_area", "calibration_error")

HEADLINES = (
    "right",
    "right_answerable",
    "right_with_source_and_date",
    "declined_unanswerable",
    "false_declines",
    "errors",
    "too_long",
    "cited_source",
    "cited_date",
    "citation_precision",
    "quotes_verbatim",
    "figures_backed",
    "short_answer_right",
    "right_within_100",
    "right_and_cited",
    "given",
    "em",
    "f1",
    "char_f1",
    "answer_chars",
    "recall@1",
    "recall@5",
    "recall@10",
    "mrr@10",
    "ndcg@10",
    "evidence@1",
    "evidence@5",
    "evidence@10",
)

Values = dict[str, float]


def score_dataset(
    dataset: Dataset, answers: Mapping[str, Row], *, hits: Mapping[str, Sequence[Row]] | None = None, texts: Mapping[str, str] | None = None
) -> list[Score]:
    """One Score a case, in the dataset's order. `answers` and `hits` by case id; `texts` normalised (see `quotes_verbatim`)."""
    ranked = _ranked(dataset, hits) if hits is not None else {}
    scores = []
    for case in dataset.cases:
        answer = answers.get(case.id, {})
        values = _answer_values(case, answer, texts) if dataset.asks else {}
        scores.append(Score(case.id, case.type, str(answer.get("status") or "missing"), values | ranked.get(case.id, {}), slices_of(case)))
    return scores


def headline(scores: Sequence[Score]) -> dict[str, float | None]:
    """Every figure that at least one case can count in, to four digits; None where no case of this run did."""
    figures: dict[str, float | None] = {}
    for name in HEADLINES:
        values = [score.values[name] for score in scores if name in score.values]
        if values:
            figures[name] = int(sum(values)) if name in COUNTS else round(sum(values) / len(values), 4)
    return figures


def slices_of(case: Case) -> tuple[tuple[str, str], ...]:
    """What a report divides the case by: document and year of the source, or the slices that the dataset names."""
    if isinstance(case.gold, Spans):
        return case.gold.slices
    documents = [("document", doc) for doc in case.gold.docs] if len(case.gold.docs) == 1 else []
    years = sorted({date[:4] for date in case.gold.dates})
    return tuple(documents + [("year", year) for year in years])


def _answer_values(case: Case, answer: Row, texts: Mapping[str, str] | None) -> Values:
    values: Values = {"errors": float(facts.failed(answer))}
    if facts.given(answer):
        values["answer_chars"] = float(len(body(answer)))
    gold = case.gold
    if isinstance(gold, Spans):
        return values | _span_values(case, gold, answer) | _verbatim(answer, texts)
    if not case.answerable:
        right = float(facts.declined(answer))
        return values | {"right": right, "declined_unanswerable": right}
    return values | _fact_values(case, gold, answer) | _verbatim(answer, texts)


def _fact_values(case: Case, gold: Facts, answer: Row) -> Values:
    given, long = facts.given(answer), facts.given(answer) and facts.too_long(case, answer)
    right = given and not long and facts.key_facts_right(gold, body(answer))
    citations: list[Row] = answer.get("citations") or []
    supporting = [c for c in citations if sources.supports(c, gold)]
    cited = given and sources.source_right(gold, supporting)
    dated = cited and sources.date_right(gold, supporting)
    values: dict[str, float] = {
        "right": right,
        "right_answerable": right,
        "right_with_source_and_date": right and cited and dated,
        "false_declines": not given,
        "too_long": long,
    }
    if given:
        optional = {
            "citation_precision": sources.citation_precision(citations, supporting),
            "figures_backed": backing.figures_backed(case, answer),
        }
        values |= {"cited_source": cited} | ({"cited_date": dated} if cited else {})
        values |= {name: value for name, value in optional.items() if value is not None}
        if case.type in ("number", "date"):
            values["short_answer_right"] = facts.short_answer_right(gold, answer)
    return {name: float(value) for name, value in values.items()}


def _verbatim(answer: Row, texts: Mapping[str, str] | None) -> Values:
    value = sources.quotes_verbatim(answer.get("citations") or [], texts) if texts is not None else None
    return {} if value is None else {"quotes_verbatim": value}


def _span_values(case: Case, gold: Spans, answer: Row) -> Values:
    given = facts.given(answer)
    if not gold.written:
        right = facts.refused(answer)
        return {"right": float(right), "right_within_100": float(right), "given": float(given), "declined_unanswerable": float(right)}
    right = given and spans.right_within_100(case.question, gold, answer)
    named = {c.get("source_id") for c in answer.get("citations") or []}
    cited = right and bool(named & {doc for doc, _ in gold.relevant})
    predicted = spans.span(answer)
    return {
        "right": float(right),
        "right_within_100": float(right),
        "right_and_cited": float(cited),
        "given": float(given),
        "false_declines": float(not given),
        "em": spans.exact_match(gold.written, predicted) if given else 0.0,
        "f1": spans.cmrc_f1(gold.written, predicted) if given else 0.0,
        "char_f1": spans.best_char_f1(gold.written, predicted) if given else 0.0,
    }


def _ranked(dataset: Dataset, hits: Mapping[str, Sequence[Row]]) -> dict[str, Values]:
    """Ranking figures by case id: against relevant passages where the dataset names them, else against its evidence."""
    relevant = {case.id: dict(case.gold.relevant) for case in dataset.cases if isinstance(case.gold, Spans) and case.gold.relevant}
    found = ranking(relevant, {i: ranked_sources(hits.get(i, ())) for i in relevant}) if relevant else {}
    for case in dataset.cases:
        if isinstance(case.gold, Facts):
            found[case.id] = evidence_found(case.gold.evidence, hits.get(case.id, ()))
    return found
