"""The whole model: the paragraph encoder, and the document model that decides a report's labels together."""

import torch
from torch import nn
from torch.nn import functional as F

from encoder import Encoder, EncoderConfig, Layer

SECTIONS, ROLES, SUBSTANCES, TAGS = 17, 5, 3, 3
VECTOR = 128


class Gather(nn.Module):
    """Segments -> one row a paragraph: a mean weighted by what each segment says, so that one telling segment among many counts."""

    def __init__(self, width: int, inner: int):
        super().__init__()
        self.content = nn.Sequential(nn.Linear(width, inner), nn.GELU())
        self.weight = nn.Linear(width, 1)

    def forward(self, segments: torch.Tensor, owners: torch.Tensor, paragraphs: torch.Tensor) -> torch.Tensor:
        """segments [M, width], owners [M], one row of `paragraphs` a paragraph -> [N, inner]; a paragraph without segments gets the mean of all."""
        index = torch.arange(paragraphs.shape[0], device=owners.device)
        others = (owners[None, :] != index[:, None]).to(segments.dtype) * -1e4
        return (self.weight(segments)[:, 0][None] + others).softmax(-1) @ self.content(segments)


class DocumentModel(nn.Module):
    """Rows of one report's paragraphs and segments -> logits and paragraph vectors.

    A small transformer over the paragraphs: its relative positions tell which heading stands above which body,
    its features where in the report a paragraph is and how it looks. Tags look at the segments before and after as well.
    """

    def __init__(self, width: int, features: int, inner: int = 192, layers: int = 3, dropout: float = 0.1):
        super().__init__()
        self.rows = nn.Linear(2 * width, inner)
        self.features = nn.Sequential(nn.Linear(features, inner), nn.GELU(), nn.Linear(inner, inner))
        self.gather = Gather(width, inner)
        self.gathered = nn.Linear(inner, inner)
        self.drop = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(inner, 4, 2 * inner, 24, dropout) for _ in range(layers))
        self.norm = nn.LayerNorm(inner)
        self.section = nn.Linear(inner, SECTIONS)
        self.role = nn.Linear(inner, ROLES)
        self.substance = nn.Sequential(nn.Linear(2 * inner, 128), nn.GELU(), nn.Linear(128, SUBSTANCES))
        self.around = nn.Conv1d(width + inner, 128, 3, padding=1)
        self.tag = nn.Linear(128, TAGS)
        self.vector = nn.Linear(2 * width, VECTOR)

    def forward(self, paragraphs: torch.Tensor, features: torch.Tensor, segments: torch.Tensor, owners: torch.Tensor):
        """paragraphs [N, 2 width], features [N, features], segments [M, width], owners [M] -> logits and vectors by name."""
        gathered = self.gather(segments, owners, paragraphs)
        x = self.drop(self.rows(paragraphs) + self.features(features) + self.gathered(gathered))[None]
        mask = torch.zeros(1, 1, 1, 1, device=x.device)
        for layer in self.layers:
            x = layer(x, mask)
        x = self.norm(x)[0]
        told = torch.cat([segments, x[owners]], -1)
        return {
            "section": self.section(x), "role": self.role(x), "substance": self.substance(torch.cat([gathered, x], -1)),
            "tag": self.tag(F.gelu(self.around(self.drop(told).T[None])[0].T)),
            "vector": F.normalize(self.vector(paragraphs), dim=-1),
        }


class Labeller(nn.Module):
    def __init__(self, config: EncoderConfig, features: int, layers: int = 3):
        super().__init__()
        self.encoder = Encoder(config)
        self.document = DocumentModel(config.width, features, layers=layers)

    @property
    def width(self) -> int:
        return self.encoder.config.width
