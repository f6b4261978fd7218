"""Questions on service guides (../shared/data/gd_matters), made from the gold fields of each guide in words of our own.

    python -m scripts.guide_questions ../shared/data/gd_matters/passages.jsonl.gz OUT.jsonl [--otherwise]

Asks in much the words of the fields, or, with `--otherwise`, in words that the fields do not use. Writes one question a guide, for 240 guides whose title no other bears, in the format of `../shared/qa/score.py reading`.
"""

import argparse
import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

GUIDES, SEED = 240, 3
# What is asked of a guide, the field that answers, and the part of its value that an answer must hold.
ASKED = (
    ("办理{}的承诺办结时限是多少个工作日？", "承诺办结时限", r"\d+(?=[(（]?(?:个)?工作日)"),
    ("{}由哪个部门办理？", "实施主体", r".+"),
    ("{}的咨询电话是多少？", "咨询电话", r"[\d-]{5,}"),
    ("办理{}要到现场几次？", "到现场次数", r"\d+"),
    ("办理{}需要哪些材料？", "申请材料", r"[^；]{2,40}"),
    ("哪些对象可以办理{}？", "服务对象", r"[^；]+"),
)
OTHERWISE = (
    ("{}多久能办完？", "承诺办结时限", r"\d+(?=[(（]?(?:个)?工作日)"),
    ("{}这件事归谁管？", "实施主体", r".+"),
    ("想咨询{}，打哪个号码？", "咨询电话", r"[\d-]{5,}"),
    ("{}需要本人跑几趟窗口？", "到现场次数", r"\d+"),
    ("申请{}得准备些什么东西？", "申请材料", r"[^；]{2,40}"),
    ("{}什么人能申请？", "服务对象", r"[^；]+"),
)


def main() -> None:
    """Writes the questions and prints how many there are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("passages", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--otherwise", action="store_true")
    args = parser.parse_args()
    asked = OTHERWISE if args.otherwise else ASKED
    with gzip.open(args.passages, "rt", encoding="utf-8") as lines:
        guides = [json.loads(line) for line in lines]
    titles = Counter(guide["title"] for guide in guides)
    chosen = [guide for guide in guides if titles[guide["title"]] == 1]
    random.Random(SEED).shuffle(chosen)
    made = [q for n, guide in enumerate(chosen[:GUIDES]) if (q := question(n, guide, asked[n % len(asked)]))]
    args.out.write_text("".join(json.dumps(q, ensure_ascii=False) + "\n" for q in made), encoding="utf-8")
    print(f"{len(made)} questions")


def question(number: int, guide: Mapping[str, Any], asked: tuple[str, str, str]) -> dict[str, Any] | None:
    """The question that a guide is asked, with its gold answer; None where it lacks the field."""
    words, name, part = asked
    gold = re.match(part, guide["fields"].get(name, ""))
    if not gold:
        return None
    return {"id": f"guide-{number:03d}", "question": words.format(guide["title"]), "answers": [gold[0]], "passage_ids": [guide["id"]]}


if __name__ == "__main__":
    main()
