"""What a reader sees for figures, types, statuses and slices."""

from assistant.model import GIVEN
from eval.model import Score

FIGURES = {
    "right": "答对（含该拒则拒）",
    "right_answerable": "可回答的题答对",
    "right_with_source_and_date": "答对，且来源与日期都对",
    "declined_unanswerable": "不可回答的题正确拒答",
    "false_declines": "误拒（可回答却拒答）",
    "errors": "出错题数",
    "too_long": "答案过长",
    "cited_source": "来源正确",
    "cited_date": "日期正确",
    "citation_precision": "引用准确率（支持答案的引用占比）",
    "quotes_verbatim": "引文与原文一字不差",
    "figures_backed": "数字有引文依据",
    "short_answer_right": "短答案正确（数字、日期题）",
    "right_within_100": "100字以内答对",
    "right_and_cited": "答对且引用正确",
    "given": "给出答案",
    "em": "EM（CMRC 口径）",
    "f1": "F1（CMRC 口径）",
    "char_f1": "字符 F1",
    "answer_chars": "平均答案字数",
    "recall@1": "检索 R@1",
    "recall@5": "检索 R@5",
    "recall@10": "检索 R@10",
    "mrr@10": "检索 MRR@10",
    "ndcg@10": "检索 nDCG@10",
    "evidence@1": "证据在第1条命中",
    "evidence@5": "证据在前5条命中",
    "evidence@10": "证据在前10条命中",
    "risk_area": "风险—覆盖率曲线下面积",
    "calibration_error": "校准误差 ECE",
}

TYPES = {
    "number": "数量",
    "date": "日期",
    "fact": "事实",
    "list": "列举",
    "policy": "政策文件",
    "temporal": "随时间变化",
    "compare": "比较",
    "asof": "截至某日",
    "multi_doc": "多份文件",
    "paraphrase": "换个说法",
    "followup": "追问",
    "unanswerable": "不可回答",
    "false_premise": "前提有误",
}

STATUSES = {
    "answered": "已回答",
    "partial": "部分回答",
    "conflict": "说法不一",
    "not_in_corpus": "语料中没有",
    "expired_only": "只有失效文件",
    "out_of_range": "所问时段没有",
    "unclear": "问题不清",
    "error": "出错",
    "missing": "没有答案",
    "searched": "只检索",
}

SLICES = {
    "type": "题型",
    "document": "文件",
    "year": "来源年份",
    "status": "回答状态",
    "temporal_type": "时间类型",
    "temporal_expression_type": "时间表达",
    "temporal_scope": "时间跨度",
    "temporal_granularity": "时间粒度",
    "answer_type": "答案类型",
    "answer_kind": "答案种类",
    "reference_document_count": "所需文件数",
    "domain": "领域",
}

NUMBERS = {"errors": "{:.0f}", "answer_chars": "{:.1f}", "risk_area": "{:.3f}", "calibration_error": "{:.3f}"}
"""Figures that are no share."""


def shown(name: str, value: float | None) -> str:
    """A figure as a reader sees it: shares in percent with one digit, others as they are; — for none."""
    if value is None:
        return "—"
    return NUMBERS[name].format(value) if name in NUMBERS else f"{value:.1%}"


def shown_difference(name: str, value: float) -> str:
    """A difference with its sign, in percentage points (个百分点 left out) or as a number."""
    return f"{value:+.3g}" if name in NUMBERS else f"{value * 100:+.1f}"


def shown_slice(name: str, value: str) -> str:
    """A slice's value in Chinese where it has a name."""
    return {"type": TYPES, "status": STATUSES}.get(name, {}).get(value, value)


def faults(score: Score) -> list[str]:
    """Why a case counts as flawed, in a few words each; empty where it does not."""
    values, given = score.values, score.status in GIVEN
    found = []
    if not score.right and "right" in values:
        found.append(_why_wrong(score, given))
    if values.get("cited_source") == 0:
        found.append("来源不对")
    if values.get("cited_date") == 0:
        found.append("日期不对")
    if values.get("quotes_verbatim", 1) < 1:
        found.append("引文有出入")
    return found


def _why_wrong(score: Score, given: bool) -> str:
    if score.values.get("errors"):
        return "出错"
    if "declined_unanswerable" in score.values:
        return "该拒未拒"
    if not given:
        return "误拒"
    return "过长" if score.values.get("too_long") else "答错"
