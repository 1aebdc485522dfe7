"""The paragraph encoder: a small pre-norm transformer over characters with learned relative positions."""

from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional as F

PAD, UNK, CLS, SEP, MASK = range(5)
TRAIL, PARAGRAPH, KINDS = 0, 1, 7  # kinds from 2 on are particulars: number, date, document number, title, quoted


@dataclass
class EncoderConfig:
    vocabulary: int
    width: int = 256
    layers: int = 4
    heads: int = 4
    hidden: int = 1024
    reach: int = 32  # distances beyond this share one learned bias
    dropout: float = 0.1


def half_is_fast() -> bool:
    """Whether this processor has instructions for bfloat16; without them it is fifty times slower than float32."""
    return torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()


class Attention(nn.Module):
    """Multi-head self-attention whose only sense of position is one learned bias per head and clipped distance."""

    def __init__(self, width: int, heads: int, reach: int):
        super().__init__()
        self.heads, self.reach = heads, reach
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.bias = nn.Parameter(local_bias(heads, reach))

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """x [batch, length, width]; mask [batch, 1, 1, length], 0 where a position counts and very negative where not."""
        batch, length, width = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        at = torch.arange(length, device=x.device)
        distance = (at[None, :] - at[:, None]).clamp(-self.reach, self.reach) + self.reach
        scores = q @ k.transpose(-1, -2) * (width // self.heads) ** -0.5 + self.bias[:, distance][None] + mask
        mixed = scores.softmax(-1).to(v.dtype) @ v
        return self.out(mixed.transpose(1, 2).reshape(batch, length, width))


def local_bias(heads: int, reach: int) -> torch.Tensor:
    """Heads start local, which learns several times faster than no preference: one at -1, one at +1, one near, the rest wide."""
    distance = torch.arange(-reach, reach + 1).float()
    bias = -0.02 * distance.abs().repeat(heads, 1)
    bias[0] = -1.5 * (distance + 1).abs().clamp(max=4)
    bias[1] = -1.5 * (distance - 1).abs().clamp(max=4)
    if heads > 2:
        bias[2] = -0.3 * distance.abs().clamp(max=12)
    return bias


class Layer(nn.Module):
    def __init__(self, width: int, heads: int, hidden: int, reach: int, dropout: float):
        super().__init__()
        self.attention_norm = nn.LayerNorm(width)
        self.attention = Attention(width, heads, reach)
        self.feed_norm = nn.LayerNorm(width)
        self.feed_in = nn.Linear(width, hidden)
        self.feed_out = nn.Linear(hidden, width)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        x = x + self.drop(self.attention(self.attention_norm(x), mask))
        return x + self.drop(self.feed_out(F.gelu(self.feed_in(self.feed_norm(x)))))


class Encoder(nn.Module):
    """Character ids and their kinds [batch, length] -> states [batch, length, width]."""

    def __init__(self, config: EncoderConfig):
        super().__init__()
        self.config = config
        self.characters = nn.Embedding(config.vocabulary, config.width, padding_idx=PAD)
        self.kinds = nn.Embedding(KINDS, config.width)
        self.layers = nn.ModuleList(
            Layer(config.width, config.heads, config.hidden, config.reach, config.dropout) for _ in range(config.layers))
        self.norm = nn.LayerNorm(config.width)
        self.drop = nn.Dropout(config.dropout)
        nn.init.normal_(self.characters.weight, std=0.02)
        nn.init.normal_(self.kinds.weight, std=0.02)

    def forward(self, ids: torch.Tensor, kinds: torch.Tensor) -> torch.Tensor:
        mask = (ids == PAD)[:, None, None, :].float() * -1e9
        x = self.drop(self.characters(ids) + self.kinds(kinds))
        for layer in self.layers:
            x = layer(x, mask)
        return self.norm(x)
