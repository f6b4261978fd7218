"""The embedding layer: the numpy reader gives what sentence-transformers gives, without torch, and fails in one clear line."""

import subprocess
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.embed import BUILTIN, SentenceTransformerModel, StaticModel, open_embedder
from index.errors import ModelUnavailable
from index.tokens import fold

# Written for this test; the shapes are those of real policy files: numbers, 文号, letter-spacing, broken lines, 全角, lists.
TEXTS = [
    "国家高新区去年的营业总收入是多少？",
    "关于印发《示范园区管理办法》的通知\n某发〔2024〕3号",
    "第 三 章　申 报 条 件\n（一）注册资本不低于１００万元；",
    "园区企业共计1,234家，同比增长12.5%，其中ABC-9型设备占比3成。",
    "申请人应当在三十日内向主管部门提交书面材料，逾期不予受理。" * 40,
    "繁體字與简体字混排，emoji 🙂 与标点……——！",
]
UNKNOWN = ["", " \n\t", "🙂🙂", "，。！", "\u0f40\u0f41"]
alphabet = "高新区政策年月日第条0123456789〔〕号 \n，。ａＡ"
texts = st.lists(st.text(max_size=60) | st.sampled_from(TEXTS) | st.text(alphabet, max_size=80), max_size=8)


@cache
def reference() -> SentenceTransformerModel:
    """The built-in folder through sentence-transformers itself."""
    return SentenceTransformerModel(str(BUILTIN))


@cache
def builtin() -> StaticModel:
    """The built-in folder by numpy."""
    return StaticModel(BUILTIN)


def tiny_model(folder: Path, *, normalise: bool) -> Path:
    """A float32 StaticEmbedding model of six tokens, saved by sentence-transformers."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    tokenizer = Tokenizer(models.WordLevel({w: i for i, w in enumerate(["[UNK]", "税", "收", "优", "惠", "园"])}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", behavior="isolated")
    weights = np.random.default_rng(1).normal(size=(6, 5)).astype(np.float32)
    static = StaticEmbedding(tokenizer, embedding_weights=weights)
    SentenceTransformer(modules=[static, Normalize()] if normalise else [static]).save(str(folder))
    return folder


@given(texts)
@settings(deadline=None, max_examples=60)
def test_numpy_reads_what_sentence_transformers_reads(batch: list[str]) -> None:
    """The built-in model gives the same vectors by numpy and by SentenceTransformer(path), whatever the texts and their batch."""
    np.testing.assert_allclose(open_embedder().embed_texts(batch), reference().embed_texts(batch), atol=1e-5)


@settings(deadline=None)
@given(st.lists(st.text(alphabet, min_size=1, max_size=30), max_size=8))
def test_bare_words_give_the_same_tokens(found: list[str]) -> None:
    """Folded letters and digits give the same tokens without being normalised and split."""
    model, words = builtin(), [w for w in map(fold, found) if w.isalnum()]
    assert [ids.tolist() for ids in model.token_ids(words, bare=True)] == [ids.tolist() for ids in model.token_ids(words)]


def test_query_equals_reference_and_its_own_row() -> None:
    """A question's vector is the one that the same text has among others, in both readers."""
    model = open_embedder("builtin")
    for text, row in zip(TEXTS, model.embed_texts(TEXTS), strict=True):
        np.testing.assert_allclose(model.embed_query(text), row, atol=1e-6)
        np.testing.assert_allclose(reference().embed_query(text), row, atol=1e-5)


@pytest.mark.parametrize("normalise", [True, False])
def test_any_static_model_is_read_equally(tmp_path: Path, normalise: bool) -> None:
    """A StaticEmbedding folder saved by sentence-transformers, with or without Normalize, is read by numpy to the same unit vectors."""
    folder = tiny_model(tmp_path / "tiny", normalise=normalise)
    fast = open_embedder(str(folder))
    assert isinstance(fast, StaticModel)
    samples = ["税收优惠", "园", "园园税", "未知", ""]
    np.testing.assert_allclose(fast.embed_texts(samples), SentenceTransformerModel(str(folder)).embed_texts(samples), atol=1e-5)


def test_model_with_prompts_goes_through_sentence_transformers(tmp_path: Path) -> None:
    """A static model whose files put a prompt before each question is not read by numpy, which would leave the prompt out."""
    folder = tiny_model(tmp_path / "tiny", normalise=True)
    config = folder / "config_sentence_transformers.json"
    config.write_text(config.read_text("utf-8").replace('"query": ""', '"query": "税"'), encoding="utf-8")
    model = open_embedder(str(folder))
    assert isinstance(model, SentenceTransformerModel)
    assert not np.allclose(model.embed_query("园"), model.embed_texts(["园"])[0])


@pytest.mark.parametrize("module", ["torch", "transformers", "sentence_transformers", "huggingface_hub"])
def test_built_in_model_imports_no_torch(module: str) -> None:
    """Opening the built-in model and embedding with it imports none of the slow libraries."""
    code = (
        "import sys; from index.embed import open_embedder; e = open_embedder(); e.embed_query('高新区'); e.fingerprint;"
        f"sys.exit('imported' if {module!r} in sys.modules else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=BUILTIN.parents[2])


@given(texts)
@settings(deadline=None)
def test_vectors_are_unit_or_zero(batch: list[str]) -> None:
    """Every row is float32 and finite, of length 1 or 0, one row a text."""
    model = open_embedder()
    vectors = model.embed_texts(batch)
    assert vectors.dtype == np.float32 and vectors.shape == (len(batch), model.dim)
    lengths = np.linalg.norm(vectors, axis=1)
    assert np.all((lengths == 0) | (np.abs(lengths - 1) < 1e-5))


@pytest.mark.parametrize("text", UNKNOWN)
def test_text_without_known_token_gives_zeros(text: str) -> None:
    """A text of which the model knows no token gets a zero vector in both readers, never NaN."""
    assert not open_embedder().embed_query(text).any()
    assert not reference().embed_query(text).any()


def test_odd_and_huge_texts_do_not_fail() -> None:
    """A lone surrogate and a text of a million characters are embedded like any other; repeating a text keeps its direction."""
    model = open_embedder()
    assert np.isfinite(model.embed_query("高新区\ud800")).all()
    sentence = "园区企业申报条件，"
    assert float(model.embed_query(sentence * 100_000) @ model.embed_query(sentence)) > 0.999


def test_related_texts_are_nearer_than_unrelated() -> None:
    """Without one shared two-character word, a paraphrase is nearer than a text on another matter."""
    asked, near, far = open_embedder().embed_texts(["企业怎样少缴税", "纳税人可以享受减免优惠", "足球队昨晚赢得冠军"])
    assert asked @ near > asked @ far


def test_built_in_model_is_small_and_holds_no_pickle() -> None:
    """All files of the built-in model together are at most 8,000,000 bytes, and none of them is a pickle."""
    files = [p for p in BUILTIN.rglob("*") if p.is_file()]
    assert sum(p.stat().st_size for p in files) <= 8_000_000
    assert {p.suffix for p in files} <= {".json", ".safetensors", ".md"}


def test_fingerprint_follows_the_weights(tmp_path: Path) -> None:
    """Equal files have equal fingerprints wherever they lie; other weights have another one."""
    first = open_embedder(str(tiny_model(tmp_path / "a", normalise=True)))
    second = open_embedder(str(tiny_model(tmp_path / "b", normalise=True)))
    assert first.fingerprint == second.fingerprint != open_embedder().fingerprint
    assert first.fingerprint.startswith("sha256:")


def test_missing_folder_is_one_clear_line(tmp_path: Path) -> None:
    """A folder that does not exist is named at once, without asking the hub, with what to do."""
    with pytest.raises(ModelUnavailable, match=r"没有这个向量模型文件夹：\S*/nowhere。.*--embedder builtin") as error:
        open_embedder(str(tmp_path / "nowhere"))
    assert "\n" not in str(error.value)


def test_damaged_folder_is_one_clear_line(tmp_path: Path) -> None:
    """A static model with a broken file, and a folder that is no model, are named in one line."""
    folder = tiny_model(tmp_path / "tiny", normalise=True)
    (folder / "model.safetensors").write_bytes(b"\0" * 20)
    (tmp_path / "empty").mkdir()
    for path in (folder, tmp_path / "empty"):
        with pytest.raises(ModelUnavailable, match=f"向量模型 {path} 无法加载（.+）。请检查") as error:
            open_embedder(str(path))
        assert "\n" not in str(error.value)


def test_unreachable_hub_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hub name that cannot be fetched is named in one line with what to do, and does not wait through a minute of retries."""
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(ModelUnavailable, match=r"向量模型 nobody/no-such-model 无法加载（.+）。请检查名称、路径和网络") as error:
        open_embedder("nobody/no-such-model")
    assert "\n" not in str(error.value)
