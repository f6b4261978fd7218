"""The vector index: FAISS, exact, with our row numbers as ids. The only place that imports faiss."""

from collections.abc import Iterable
from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt

from index.errors import IndexMismatch

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


class VectorIndex:
    """Inner products over normalised vectors: exact, 4 bytes a dimension, 50 thousand chunks in about 20 ms a query."""

    def __init__(self, index: "faiss.Index") -> None:
        self._index = index

    @classmethod
    def empty(cls, dim: int) -> "VectorIndex":
        """An index of no vectors of `dim` dimensions."""
        return cls(faiss.IndexIDMap2(faiss.IndexFlatIP(dim)))

    @property
    def dim(self) -> int:
        """Dimensions of the vectors."""
        return int(self._index.d)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def updated(self, *, remove: Iterable[int], add: tuple[Ints, Floats]) -> "VectorIndex":
        """A new index without the rows in `remove` and with the (rows, vectors) in `add`; this one stays as it is.

        Raises IndexMismatch if the vectors have other dimensions than the index, or hold NaN or infinity.
        """
        rows, vectors = add
        if vectors.size and (vectors.shape[1] != self.dim or not np.isfinite(vectors).all()):
            raise IndexMismatch(
                f"向量为 {vectors.shape[1]} 维或含无效数值，与资料库的 {self.dim} 维不符：请用建库时的向量模型，或换一个 --store 重新导入"
            )
        copy = faiss.deserialize_index(faiss.serialize_index(self._index))
        gone = np.fromiter(remove, np.int64)
        if len(gone):
            copy.remove_ids(faiss.IDSelectorBatch(gone))
        if len(rows):
            copy.add_with_ids(np.ascontiguousarray(vectors, np.float32), np.ascontiguousarray(rows, np.int64))
        return VectorIndex(copy)

    def search(self, vector: Floats, *, k: int, allowed: Ints | None = None) -> tuple[Ints, Floats]:
        """Rows and cosines of the k nearest to `vector` (dim,), best first; only rows in `allowed` if given. Fewer if there are fewer."""
        if not len(self) or (allowed is not None and not len(allowed)):
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        params = None
        if allowed is not None:
            params = faiss.SearchParameters(sel=faiss.IDSelectorBatch(allowed))  # type: ignore[call-arg]  # its stub lacks `sel`
        scores, rows = self._index.search(np.ascontiguousarray(vector[None], np.float32), min(k, len(self)), params=params)
        found = rows[0] >= 0
        return rows[0][found], scores[0][found]

    def save(self, folder: Path) -> None:
        """Writes `vectors.faiss`; through bytes, because faiss cannot open paths with Chinese characters on Windows."""
        (folder / "vectors.faiss").write_bytes(faiss.serialize_index(self._index).tobytes())

    @classmethod
    def load(cls, folder: Path) -> "VectorIndex":
        """The saved index. Raises OSError or RuntimeError if the file is missing or damaged."""
        with (folder / "vectors.faiss").open("rb") as file:  # read in parts: the whole file beside the index would double the memory
            return cls(faiss.read_index(faiss.PyCallbackIOReader(file.read, 1 << 20)))  # type: ignore[attr-defined]  # added by SWIG
