"""The nouns of reading: Document, Piece, Repeal, Sentence, Chunk. Text never changes after it is read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """One decoded text, as a reader hands it on: a file, or a line of a .jsonl file.

    `name` is the file's name without its folder. The optional fields are what the container itself states
    (a .jsonl line's keys); None means that the text must tell.
    """

    name: str
    text: str
    source_id: str | None = None
    title: str | None = None
    issuer: str | None = None
    doc_number: str | None = None
    date: str | None = None
    published: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a document with its own title, issuer, number or date; a plain document has one.

    Dates are ISO to the known precision (`2014`, `2014-04`, `2014-04-04`), None when the text does not say.
    `date_kind` is `issued`, `published`, `reported`, `effective` or None. `start`:`end` spans the piece in the
    document's text; in a text whose paragraphs are shuffled, sentences of another piece may lie inside it.
    """

    id: str
    document_id: str
    title: str | None
    issuer: str | None
    doc_number: str | None
    date: str | None
    date_kind: str | None
    published: str | None
    effective: str | None
    expires: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Repeal:
    """The piece `piece_id` says that the document called `title` or numbered `number` (as written) is no longer in force from `since` on
    (ISO, None if no day is known). `stated` is the latest date that it gives for that document itself: what is younger is another one.
    `at` is a place in the repealing document's text, inside the sentence that says so.
    """

    piece_id: str
    title: str | None
    number: str | None
    since: str | None
    stated: str | None
    at: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """`document.text[start:end]` is the sentence as the source has it; `text` is the same, joined and normalised for reading."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """Neighbouring sentences of one section of one piece: what is embedded and searched.

    `section` is the heading path, outermost first. `text` is the sentences' reading text, joined.
    """

    id: str
    document_id: str
    piece_id: str
    section: tuple[str, ...]
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        """The reading text of the whole chunk."""
        return "".join(s.text for s in self.sentences)

    @property
    def start(self) -> int:
        """Where the first sentence begins in the document's text."""
        return self.sentences[0].start

    @property
    def end(self) -> int:
        """Where the last sentence ends in the document's text."""
        return self.sentences[-1].end


@dataclass(frozen=True, slots=True)
class Document:
    """One source with its pieces, its chunks and what its pieces repeal. `id` is a hash of what was read: equal input gives an equal id."""

    id: str
    source_id: str | None
    source_file: str
    url: str | None
    text: str
    pieces: tuple[Piece, ...]
    chunks: tuple[Chunk, ...]
    repeals: tuple[Repeal, ...] = ()
