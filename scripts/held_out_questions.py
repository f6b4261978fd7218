"""The questions on passages that nothing was trained on, as lines for `policyqa ask --batch`:

python scripts/held_out_questions.py ../shared/data/drcd/questions.dev.jsonl.gz runs/drcd.jsonl
"""

import argparse
import json
from pathlib import Path

from written import held_out, read_lines


def main() -> None:
    """Writes them in their order and prints how many there are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    kept = [q for q in read_lines(args.questions) if q["passage_ids"] and held_out(q["passage_ids"][0])]
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text("".join(json.dumps(q, ensure_ascii=False) + "\n" for q in kept), encoding="utf-8")
    print(len(kept), "questions")


if __name__ == "__main__":
    main()
