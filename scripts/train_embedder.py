"""Trains the built-in embedding model: python scripts/train_embedder.py --data ../shared/data --out index/weights/embedder

Words by jieba → Unigram tokenizer → first vectors from word neighbourhoods (PPMI, SVD) → contrastive training on question and passage →
int8 rows with a scale each, in sentence-transformers' StaticEmbedding format. One CPU thread, seeded.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save_file
from scipy.sparse import csr_array
from sklearn.utils.extmath import randomized_svd
from tokenizers import Tokenizer
from torch.nn import functional

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]
import embedder_data  # noqa: E402 - the path above lets this run as a script from anywhere
import embedder_eval  # noqa: E402
from embedder_vocabulary import UNKNOWN, count_words, make_normalizer, make_tokenizer  # noqa: E402

Ids = NDArray[np.int32]
Floats = NDArray[np.float32]

SEED = 20261121
RARE = 3e-4  # share of the text at which a token starts with half its weight
MODULES = (  # folder and class of each step, as SentenceTransformer.save writes them
    ("", "sentence_transformers.sentence_transformer.modules.static_embedding.StaticEmbedding"),
    ("1_Normalize", "sentence_transformers.base.modules.normalize.Normalize"),
)


@dataclass(frozen=True, slots=True)
class Options:
    """What decides the model. Bytes: tokens x (dim + 4 + about 18 for the tokenizer), to stay below 8,000,000."""

    tokens: int = 36_000
    dim: int = 192
    steps: int = 1_000
    batch: int = 1_024
    questions: float = 0.4  # shares of a batch; the rest are sentence → neighbourhood
    titles: float = 0.2
    rate: float = 0.02
    scale: float = 20.0  # inverse temperature
    longest: int = 160  # tokens of a passage


@dataclass(frozen=True, slots=True)
class Tokenised:
    """One text as ids: its title, and its sentences."""

    key: str
    title: Ids
    sentences: list[Ids]


def tokenise(tokenizer: Tokenizer, strings: list[str]) -> list[Ids]:
    """Ids without UNKNOWN."""
    found: list[Ids] = []
    for start in range(0, len(strings), 4096):
        for encoding in tokenizer.encode_batch_fast(strings[start : start + 4096], add_special_tokens=False):
            ids = np.asarray(encoding.ids, dtype=np.int32)
            found.append(ids[ids != 0])
    return found


def tokenise_texts(tokenizer: Tokenizer, texts: list[embedder_data.Text]) -> list[Tokenised]:
    """Every text with at least one token."""
    split = [embedder_data.sentences(t.body) for t in texts]
    flat = iter(tokenise(tokenizer, [s for body in split for s in body]))
    titles = tokenise(tokenizer, [t.title for t in texts])
    bodies = [[s for s in (next(flat) for _ in body) if len(s)] for body in split]
    return [Tokenised(t.key, title, body) for t, title, body in zip(texts, titles, bodies, strict=True) if body]


def neighbours(stream: NDArray[np.int64], size: int, window: int = 5) -> csr_array:
    """(size, size) counts of tokens at most `window` apart, each divided by the distance; -1 in the stream ends a sentence."""
    pairs = csr_array((size, size), dtype=np.float32)
    for distance in range(1, window + 1):
        left, right = stream[:-distance], stream[distance:]
        for part in np.array_split(np.arange(len(left)), 8):  # in parts, to keep the sort in memory
            both = (left[part] >= 0) & (right[part] >= 0)
            codes, counts = np.unique(left[part][both] * size + right[part][both], return_counts=True)
            pairs = pairs + csr_array((counts.astype(np.float32) / distance, (codes // size, codes % size)), shape=(size, size))
    return pairs + pairs.T


def first_vectors(texts: list[Tokenised], options: Options) -> Floats:
    """Float32 (tokens, dim): SVD of positive PMI over neighbours within a sentence; row length is a smooth inverse frequency."""
    stream = np.concatenate([np.append(s, -1).astype(np.int64) for t in texts for s in t.sentences])
    pairs = neighbours(stream, options.tokens).tocoo()
    keep = pairs.data >= 1
    rows, columns, counts = pairs.row[keep], pairs.col[keep], pairs.data[keep]
    marginal = np.bincount(rows, counts, options.tokens) + 1
    smooth = marginal**0.75 / (marginal**0.75).sum()
    positive = np.maximum(np.log(counts / marginal[rows] / smooth[columns]), 0).astype(np.float32)
    matrix = csr_array((positive, (rows, columns)), shape=(options.tokens, options.tokens))
    left, values, _ = randomized_svd(matrix, options.dim, n_iter=3, random_state=SEED)
    vectors = left * np.sqrt(values)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    seen = np.bincount(stream[stream >= 0], minlength=options.tokens)
    weighted: Floats = (vectors * (RARE / (RARE + seen / seen.sum()))[:, None]).astype(np.float32)
    return weighted


class Sampler:
    """Endless batches of (question ids, passage ids, keys), seeded."""

    def __init__(self, texts: list[Tokenised], pairs: list[tuple[str, Ids, Ids]], options: Options) -> None:
        self._random = random.Random(SEED)
        self._options = options
        self._pairs = pairs
        self._titled = [t for t in texts if len(t.title) > 1]
        self._long = [t for t in texts if len(t.sentences) > 1]

    def batches(self) -> Iterator[tuple[list[Ids], list[Ids], list[str]]]:
        """Batches of `options.batch` rows, drawn from the three kinds of pairs in their shares."""
        options = self._options
        asked, titled = int(options.batch * options.questions), int(options.batch * options.titles)
        pairs: list[tuple[str, Ids, Ids]] = []
        for _ in range(options.steps):
            if len(pairs) < asked:
                pairs = self._random.sample(self._pairs, len(self._pairs))
            rows = [pairs.pop() for _ in range(asked)]
            rows += [self._title(self._random.choice(self._titled)) for _ in range(titled)]
            rows += [self._sentence(self._random.choice(self._long)) for _ in range(options.batch - asked - titled)]
            yield [q for _, q, _ in rows], [p[: options.longest] for _, _, p in rows], [k for k, _, _ in rows]

    def _title(self, text: Tokenised) -> tuple[str, Ids, Ids]:
        start = self._random.randrange(len(text.sentences)) if self._random.random() < 0.5 else 0
        return text.key, text.title, np.concatenate(text.sentences[start : start + 8])

    def _sentence(self, text: Tokenised) -> tuple[str, Ids, Ids]:
        """A sentence (or a part of it) and its neighbours; the sentence itself stays among them one time in three."""
        place = self._random.randrange(len(text.sentences))
        first = max(0, place - self._random.randrange(4))
        near = text.sentences[first : place + 4]
        if self._random.random() < 2 / 3 and len(near) > 1:
            near = near[: place - first] + near[place - first + 1 :]
        asked = text.sentences[place]
        kept = np.array([self._random.random() < 0.7 for _ in asked])
        asked = asked[kept] if kept.any() else asked
        if self._random.random() < 0.3 and len(text.title):
            near = [text.title, *near]
        return text.key, asked[:32], np.concatenate(near)


def train(vectors: Floats, sampler: Sampler, options: Options) -> Floats:
    """Float32 (tokens, dim): in-batch contrastive training in both directions; rows of one key are not negatives of each other."""
    torch.manual_seed(SEED)
    bag = torch.nn.EmbeddingBag.from_pretrained(torch.from_numpy(vectors.copy()), mode="mean", freeze=False)
    optimizer = torch.optim.Adam(bag.parameters(), lr=options.rate)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, options.rate, total_steps=options.steps, pct_start=0.05)
    started = time.time()
    for step, (questions, passages, keys) in enumerate(sampler.batches()):
        asked, held = (_embed(bag, ids) for ids in (questions, passages))
        codes = torch.from_numpy(np.unique(keys, return_inverse=True)[1])
        same = (codes[:, None] == codes[None, :]).fill_diagonal_(False)
        logits = (asked @ held.T * options.scale).masked_fill(same, -1e4)
        target = torch.arange(len(keys))
        loss = (functional.cross_entropy(logits, target) + functional.cross_entropy(logits.T, target)) / 2
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        schedule.step()
        if step % 500 == 0:
            print(f"step {step} loss {loss.item():.3f} {time.time() - started:.0f} s", file=sys.stderr, flush=True)
    trained: Floats = bag.weight.detach().numpy()
    return trained


def _embed(bag: torch.nn.EmbeddingBag, texts: list[Ids]) -> torch.Tensor:
    starts = np.cumsum([0] + [len(ids) for ids in texts[:-1]])
    return functional.normalize(bag(torch.from_numpy(np.concatenate(texts)).long(), torch.from_numpy(starts)), dim=1)


def save(folder: Path, tokenizer: Tokenizer, vectors: Floats) -> None:
    """Writes the folder that `SentenceTransformer(folder)` and `index.embed.StaticModel` read: int8 rows, each with its scale."""
    vectors = vectors.copy()
    vectors[tokenizer.token_to_id(UNKNOWN)] = 0
    scales = np.maximum(np.abs(vectors).max(axis=1), 1e-9) / 127
    (folder / "1_Normalize").mkdir(parents=True, exist_ok=True)
    rows = np.round(vectors / scales[:, None]).astype(np.int8)
    save_file({"embeddings": rows, "weights": scales.astype(np.float32)}, folder / "model.safetensors")
    (folder / "model.safetensors").chmod(0o644)  # safetensors writes for the owner alone
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    modules = [{"idx": i, "name": str(i), "path": path, "type": kind} for i, (path, kind) in enumerate(MODULES)]
    config: dict[str, Any] = {"model_type": "SentenceTransformer", "prompts": {}, "similarity_fn_name": "cosine"}
    for name, content in (("modules.json", modules), ("config_sentence_transformers.json", config), ("1_Normalize/config.json", {})):
        (folder / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Trains, saves, measures what was saved, and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds cmrc2018/, stard/, laws/ …")
    parser.add_argument("--out", type=Path, required=True, help="the model folder to write")
    parser.add_argument("--steps", type=int, default=Options().steps, help="training steps; fewer for a trial")
    arguments = parser.parse_args()
    options = Options(steps=arguments.steps)
    torch.set_num_threads(1)
    data = embedder_data.load(arguments.data)
    counts = count_words((f"{t.title}\n{t.body}" for t in data.texts), make_normalizer())
    tokenizer = make_tokenizer(counts, options.tokens)
    texts = tokenise_texts(tokenizer, data.texts)
    asked, answers = tokenise(tokenizer, [p.question for p in data.pairs]), tokenise(tokenizer, [p.passage for p in data.pairs])
    pairs = [(p.key, q, a) for p, q, a in zip(data.pairs, asked, answers, strict=True) if len(q) and len(a)]
    vectors = train(first_vectors(texts, options), Sampler(texts, pairs, options), options)
    save(arguments.out, tokenizer, vectors)
    print(embedder_eval.table(arguments.out, data.held_out))  # what ships is measured, after quantising


if __name__ == "__main__":
    main()
