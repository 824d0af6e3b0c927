"""The reader's network: an encoder, a tagger that finds cues, and a linker that finds each cue's source and content.

The tagger labels every word once (source, cue, content). The linker then looks at the words around one cue and labels
them for that cue alone, which is where tags lose a third of the relations. Both end in a linear-chain CRF over BIES
labels, so that a boundary is scored as such.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

ROLES = ("source", "cue", "content")
LABELS = ("O", *(f"{part}-{role}" for role in ROLES for part in "BIES"))
N = len(LABELS)
BEFORE, AFTER = 72, 88
"""Words before and after the first word of a cue that the linker sees: 98 in 100 attributions lie within."""
REACH = BEFORE + AFTER


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the encoder; the defaults are those of MiniLM-L6."""

    pieces: int = 30522
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    positions: int = 512
    link_width: int = 192
    link_layers: int = 2
    frozen: bool = False


def dropped(x: Tensor, share: float, training: bool) -> Tensor:
    """Dropout of whole features along a sequence: one mask for all its positions, which is cheap where draws are not."""
    if not training or share <= 0:
        return x
    kept = (torch.rand(x.shape[0], 1, x.shape[2], device=x.device) >= share).to(x.dtype)
    return x * (kept / (1.0 - share))


class Layer(nn.Module):
    """One post-norm transformer layer, as in BERT."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float, eps: float = 1e-12) -> None:
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=eps)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=eps)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        b, t, w = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        a = ((q * (w // self.heads) ** -0.5) @ k.transpose(2, 3) + bias.to(q.dtype)).softmax(-1).to(v.dtype) @ v
        a = self.out(a.transpose(1, 2).reshape(b, t, w))
        x = self.norm1(x + dropped(a, self.dropout, self.training))
        y = self.down(F.gelu(self.up(x)))
        return self.norm2(x + dropped(y, self.dropout, self.training))


def mask_bias(mask: Tensor) -> Tensor:
    """An additive attention bias from a mask of real positions: [B,1,1,T]."""
    return (1.0 - mask.float())[:, None, None, :] * -1e4


class Encoder(nn.Module):
    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(shape.pieces, shape.width)
        self.positions = nn.Embedding(shape.positions, shape.width)
        self.kind = nn.Parameter(torch.zeros(shape.width))
        self.looks = nn.ModuleList(nn.Embedding(n, shape.width) for n in (6, 3, 3))
        for e in self.looks:
            nn.init.normal_(e.weight, std=0.01)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape.width, shape.heads, shape.inner, dropout) for _ in range(shape.layers))
        self.dropout = dropout
        if shape.frozen:
            self.words.weight.requires_grad_(False)

    def forward(self, ids: Tensor, mask: Tensor, looks: Tensor) -> Tensor:
        """ids, mask [B,T]; looks [B,T,3] → states [B,T,width]."""
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.positions(at) + self.kind
        for n, e in enumerate(self.looks):
            x = x + e(looks[..., n])
        x = dropped(self.norm(x), self.dropout, self.training)
        bias = mask_bias(mask)
        for layer in self.layers:
            x = layer(x, bias)
        return x


def allowed() -> Tensor:
    """Which label may follow which; row and column N are the start and the end."""
    ok = torch.zeros(N + 1, N + 1, dtype=torch.bool)
    for i in range(N + 1):
        for j in range(N + 1):
            a, b = LABELS[i] if i < N else "O", LABELS[j] if j < N else "O"
            inside = a[0] in "BI" and a != "O"
            if inside:
                ok[i, j] = b[0] in "IE" and b[2:] == a[2:]
            else:
                ok[i, j] = b == "O" or b[0] in "BS"
    return ok


class Chain(nn.Module):
    """A linear-chain CRF over BIES labels; impossible transitions are forbidden, the others learned."""

    def __init__(self) -> None:
        super().__init__()
        self.moves = nn.Parameter(torch.zeros(N + 1, N + 1))
        self.register_buffer("ok", allowed())

    def transitions(self) -> Tensor:
        return self.moves.float().masked_fill(~self.ok, -1e4)

    def loss(self, emissions: Tensor, gold: Tensor, mask: Tensor) -> Tensor:
        """Negative log likelihood of each sequence: emissions [B,T,N], gold [B,T], mask [B,T] of a prefix → [B]."""
        moves = self.transitions()
        e = emissions.float()
        b, t, _ = e.shape
        inner = moves[:N, :N]
        expm = inner.exp()
        alpha = moves[N, :N] + e[:, 0]
        for i in range(1, t):
            top = alpha.max(1, keepdim=True).values
            nxt = ((alpha - top).exp() @ expm).clamp_min(1e-30).log() + top + e[:, i]
            alpha = torch.where(mask[:, i : i + 1], nxt, alpha)
        total = torch.logsumexp(alpha + moves[:N, N], 1)
        picked = e.gather(2, gold[..., None]).squeeze(2)
        score = (picked * mask).sum(1) + moves[N, gold[:, 0]]
        score = score + (moves[gold[:, :-1], gold[:, 1:]] * mask[:, 1:]).sum(1)
        last = gold.gather(1, (mask.sum(1) - 1)[:, None]).squeeze(1)
        return total - (score + moves[last, N])


class Linker(nn.Module):
    """The words around one cue, labelled for that cue."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        w = shape.link_width
        self.cue = nn.Linear(w, w)
        self.left, self.right = nn.Linear(w, w), nn.Linear(w, w)
        self.far = nn.Embedding(REACH + 1, w)
        self.inside = nn.Parameter(torch.zeros(w))
        nn.init.normal_(self.far.weight, std=0.1)
        self.norm = nn.LayerNorm(w)
        self.layers = nn.ModuleList(Layer(w, 4, 2 * w, dropout, 1e-6) for _ in range(shape.link_layers))
        self.labels = nn.Linear(w, N)
        self.valid = nn.Linear(w, 1)
        self.dropout = dropout

    def forward(self, states: Tensor, mask: Tensor, cue: Tensor, far: Tensor) -> tuple[Tensor, Tensor]:
        """states [B,R,w]; mask, cue [B,R]; far [B,R] in 0..REACH → labels [B,R,N], valid [B]."""
        on = cue.to(states.dtype)[..., None]
        anchor = (states * on).sum(1) / on.sum(1).clamp_min(1.0)
        x = states + self.cue(anchor)[:, None] + self.left(states) * self.right(anchor)[:, None]
        x = self.norm(x + self.far(far) + on * self.inside)
        x = dropped(x, self.dropout, self.training)
        bias = mask_bias(mask)
        for layer in self.layers:
            x = layer(x, bias)
        pooled = (x * on).sum(1) / on.sum(1).clamp_min(1.0)
        return self.labels(x), self.valid(pooled).squeeze(-1)


class Reader(nn.Module):
    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape, dropout)
        self.narrow = nn.Linear(shape.width, shape.link_width)
        self.tags = nn.Linear(shape.width, N)
        self.tag_chain, self.link_chain = Chain(), Chain()
        self.linker = Linker(shape, dropout)

    def encode(self, ids: Tensor, mask: Tensor, looks: Tensor, first: Tensor) -> tuple[Tensor, Tensor]:
        """Pieces [B,T] → per word, by its first piece [B,W]: tag scores [B,W,N] and states [B,W,link_width]."""
        x = self.encoder(ids, mask, looks)
        x = x.gather(1, first[..., None].expand(-1, -1, x.shape[-1]))
        return self.tags(x), self.narrow(x)


def bert_weights(tensors: dict[str, Tensor], shape: Shape, kept: Tensor | None = None) -> dict[str, Tensor]:
    """The encoder's part of a state dict, from a BertModel's tensors; `kept` are the pieces that stay."""
    words = tensors["embeddings.word_embeddings.weight"]
    out = {
        "encoder.words.weight": words if kept is None else words[kept],
        "encoder.positions.weight": tensors["embeddings.position_embeddings.weight"],
        "encoder.kind": tensors["embeddings.token_type_embeddings.weight"][0],
        "encoder.norm.weight": tensors["embeddings.LayerNorm.weight"],
        "encoder.norm.bias": tensors["embeddings.LayerNorm.bias"],
    }
    for n in range(shape.layers):
        old, new = f"encoder.layer.{n}.", f"encoder.layers.{n}."
        for part in ("weight", "bias"):
            out[f"{new}qkv.{part}"] = torch.cat(
                [tensors[f"{old}attention.self.{x}.{part}"] for x in ("query", "key", "value")]
            )
            for a, b in (
                ("attention.output.dense", "out"),
                ("attention.output.LayerNorm", "norm1"),
                ("intermediate.dense", "up"),
                ("output.dense", "down"),
                ("output.LayerNorm", "norm2"),
            ):
                out[f"{new}{b}.{part}"] = tensors[f"{old}{a}.{part}"]
    return {k: v.float() for k, v in out.items()}


def warm_up(step: int, steps: int, share: float = 0.08) -> float:
    """The learning rate's factor: linear up, cosine down."""
    up = max(1, int(steps * share))
    if step < up:
        return step / up
    return 0.5 * (1 + math.cos(math.pi * (step - up) / max(1, steps - up)))
