"""Texts → unit vectors. The only module that imports sentence_transformers, and only when a model needs torch; the store uses it."""

import hashlib
import json
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from index.errors import ModelUnavailable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Floats = NDArray[np.float32]

BUILTIN = Path(__file__).parent / "weights" / "embedder"
_TOKENIZER, _WEIGHTS, _MODULES = "tokenizer.json", "model.safetensors", "modules.json"
_BATCH = 256  # texts tokenised at once: keeps the token lists of a large ingest small


class Embedder(Protocol):
    """What the store needs of a model. Vectors are L2-normalised; a text that the model knows nothing of gives zeros, never NaN."""

    @property
    def name(self) -> str:
        """What `open_embedder` was given (`builtin` for the built-in model)."""

    @property
    def dim(self) -> int:
        """Length of every vector."""

    @property
    def fingerprint(self) -> str:
        """Equal for equal weights: `sha256:…` of a folder's files, `hub:NAME` for a name. The store refuses another one."""

    def embed_texts(self, texts: Sequence[str]) -> Floats:
        """Float32 (n, dim), one row a text, in order; (0, dim) for none."""

    def embed_query(self, text: str) -> Floats:
        """Float32 (dim,)."""


class StaticModel:
    """A StaticEmbedding folder of sentence-transformers read with numpy: the mean of the token vectors, normalised. No torch."""

    def __init__(self, folder: Path, *, name: str | None = None) -> None:
        """Raises ModelUnavailable when a file is missing or damaged."""
        self.name = name or str(folder)
        self._folder = folder / _static_path(folder)
        try:
            self._tokenizer: Tokenizer = Tokenizer.from_file(str(self._folder / _TOKENIZER))
            self._table = _token_table(load_file(self._folder / _WEIGHTS))
        except Exception as exc:  # both Rust readers raise bare Exception subclasses of their own
            raise ModelUnavailable(_unavailable(self.name, exc)) from exc
        if self._table.ndim != 2 or len(self._table) < self._tokenizer.get_vocab_size():
            raise ModelUnavailable(_unavailable(self.name, ValueError("词表与向量的行数不符")))
        self._tokenizer.no_padding()
        self._bare = self._tokenizer.model
        self.dim = int(self._table.shape[1])

    @property
    def size(self) -> int:
        """How many tokens the table holds."""
        return len(self._table)

    @cached_property
    def fingerprint(self) -> str:
        """Hash of the weights and the tokenizer, which together decide every vector."""
        return _hash_files([self._folder / _WEIGHTS, self._folder / _TOKENIZER])

    def embed_texts(self, texts: Sequence[str]) -> Floats:
        """Float32 (n, dim), rows of length 1, or 0 where no token is known."""
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        for start in range(0, len(texts), _BATCH):
            for row, ids in enumerate(self.token_ids(texts[start : start + _BATCH]), start):
                vectors[row] = self._sum(ids)
        return _unit(vectors)

    def token_ids(self, texts: Sequence[str], *, bare: bool = False) -> list[NDArray[np.int64]]:
        """The numbers of each text's tokens, which are rows of the table. `bare` texts are single words that the tokenizer's normalising and
        splitting would leave as they are (for the built-in one folded letters and digits), which take a quarter of its time."""
        batch = [_encodable(text) for text in texts]
        if bare:
            return [np.array([token.id for token in self._bare.tokenize(text)], np.int64) for text in batch]
        return [np.asarray(e.ids, np.int64) for e in self._tokenizer.encode_batch_fast(batch, add_special_tokens=False)]

    def token_spans(self, texts: Sequence[str]) -> list[list[tuple[int, int, int]]]:
        """For each text its tokens in order: number in the table, and start and end in the text."""
        batch = self._tokenizer.encode_batch([_encodable(text) for text in texts], add_special_tokens=False)
        return [[(i, start, end) for i, (start, end) in zip(e.ids, e.offsets, strict=True)] for e in batch]

    def vectors_of(self, ids: NDArray[np.int64]) -> Floats:
        """Float32 (len(ids), dim), the tokens' own vectors, not normalised."""
        rows: Floats = self._table[ids]
        return rows

    def embed_ids(self, texts: Sequence[NDArray[np.int64]]) -> Floats:
        """As `embed_texts`, for texts that are tokens already."""
        return _unit(np.stack([self._sum(ids) for ids in texts]))

    def embed_query(self, text: str) -> Floats:
        """Float32 (dim,)."""
        row: Floats = self.embed_texts([text])[0]
        return row

    def token_vectors(self, text: str) -> Floats:
        """Float32 (tokens, dim), one row a token of the text, not normalised: the model's own vectors."""
        encoding = self._tokenizer.encode(_encodable(text), add_special_tokens=False)
        rows: Floats = self._table[np.asarray(encoding.ids, dtype=np.int64)]
        return rows

    def _sum(self, ids: NDArray[np.int64]) -> Floats:
        """Sum of the token vectors (the mean up to length). Long texts go by counts, so memory stays below one table."""
        if len(ids) <= len(self._table):
            total: Floats = self._table[ids].sum(axis=0)
            return total
        counts: Floats = np.bincount(ids, minlength=len(self._table)).astype(np.float32)
        weighted: Floats = counts @ self._table
        return weighted


class SentenceTransformerModel:
    """Any local folder or hub name, through sentence-transformers (imports torch). A model's own query prompt is used."""

    def __init__(self, name: str) -> None:
        """Raises ModelUnavailable for whatever keeps the model from loading."""
        self.name = name
        try:
            self._model = _load(name)
        except Exception as exc:  # the hub, its HTTP client, torch and tokenizers each raise their own kinds
            raise ModelUnavailable(_unavailable(name, exc)) from exc
        self.dim = int(self._model.get_embedding_dimension() or self._encode(self._model.encode, ["维"]).shape[1])

    @cached_property
    def fingerprint(self) -> str:
        """Hash of a local folder's files, or the hub name."""
        folder = Path(self.name)
        if not folder.is_dir():
            return f"hub:{self.name}"
        return _hash_files(sorted(p for p in folder.rglob("*") if p.suffix in {".safetensors", ".bin", ".json", ".txt", ".model"}))

    def embed_texts(self, texts: Sequence[str]) -> Floats:
        """Float32 (n, dim)."""
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        return self._encode(self._model.encode_document, texts)

    def embed_query(self, text: str) -> Floats:
        """Float32 (dim,)."""
        row: Floats = self._encode(self._model.encode_query, [text])[0]
        return row

    @staticmethod
    def _encode(encode: Callable[..., object], texts: Sequence[str]) -> Floats:
        vectors = encode([_encodable(t) for t in texts], convert_to_numpy=True, show_progress_bar=False)
        return _unit(np.nan_to_num(np.asarray(vectors, dtype=np.float32)))


def open_embedder(name: str | None = None) -> Embedder:
    """The built-in model for None or `builtin`; a folder by numpy if it is static, else, like a hub name, by sentence-transformers.
    Raises ModelUnavailable."""
    if name is None or name == "builtin":
        return StaticModel(BUILTIN, name="builtin")
    folder = Path(name).expanduser()
    if folder.is_dir():
        return StaticModel(folder, name=name) if _is_static(folder) else SentenceTransformerModel(str(folder))
    if folder.is_absolute() or name.startswith((".", "~")) or name.count("/") != name.strip("/").count("/") or name.count("/") > 1:
        raise ModelUnavailable(f"没有这个向量模型文件夹：{name}。请检查路径，或用 --embedder builtin 改用内置模型")
    return SentenceTransformerModel(name)


def _load(name: str) -> "SentenceTransformer":
    """From the folder or the hub's cache if it is there, else from the hub, asked once first: its own retries last more than a minute."""
    from huggingface_hub import model_info
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(name, local_files_only=True)
    except (OSError, ValueError):
        if Path(name).is_dir():
            raise
    model_info(name if "/" in name else f"sentence-transformers/{name}", timeout=10)
    return SentenceTransformer(name)


def _modules(folder: Path) -> list[dict[str, Any]]:
    """The entries of modules.json; empty where there is no readable one."""
    try:
        entries = json.loads((folder / _MODULES).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [e for e in entries if isinstance(e, dict)] if isinstance(entries, list) else []


def _is_static(folder: Path) -> bool:
    """Whether numpy gives the same vectors: StaticEmbedding, then at most Normalize, and no prompts put before texts."""
    kinds = [str(entry.get("type", "")).rpartition(".")[2] for entry in _modules(folder)]
    try:
        config = json.loads((folder / "config_sentence_transformers.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        config = {}
    prompted = any((config.get("prompts") or {}).values())
    return kinds in (["StaticEmbedding"], ["StaticEmbedding", "Normalize"]) and not prompted


def _static_path(folder: Path) -> str:
    """The subfolder of the StaticEmbedding module ("" in new files, "0_StaticEmbedding" in old ones)."""
    modules = _modules(folder)
    return str(modules[0].get("path", "")) if modules else ""


def _token_table(tensors: dict[str, NDArray[Any]]) -> Floats:
    """Float32 (tokens, dim). `embedding.weight` as it is, or the quantised form: rows of `embeddings`, shared by `mapping`,
    each times its `weights`."""
    if "embedding.weight" in tensors:
        return tensors["embedding.weight"].astype(np.float32)
    table = tensors["embeddings"]
    if "mapping" in tensors:
        table = table[tensors["mapping"].astype(np.int64)]
    table = table.astype(np.float32)
    return table * tensors["weights"].astype(np.float32)[:, None] if "weights" in tensors else table


def _unit(vectors: Floats) -> Floats:
    """Rows divided by their length; rows of zeros stay zeros."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Floats = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 1e-12)
    return unit


def _encodable(text: str) -> str:
    """The text without lone surrogates, which no tokenizer takes."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _hash_files(paths: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return f"sha256:{digest.hexdigest()}"


def _unavailable(name: str, exc: Exception) -> str:
    """One line, whatever the library printed."""
    reason = " ".join(str(exc).split())[:160] or type(exc).__name__
    return f"向量模型 {name} 无法加载（{reason}）。请检查名称、路径和网络，或用 --embedder builtin 改用内置模型"
