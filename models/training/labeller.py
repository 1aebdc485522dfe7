"""The whole model: the paragraph encoder, the document model that decides a report's labels together, a linear part that adds to it,
and a decoding that brings the sections of a report's outline into agreement."""

from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

from encoder import PAD, TRAIL, Encoder, EncoderConfig, Layer

SECTIONS, ROLES, SUBSTANCES, TAGS = 17, 5, 3, 3
VECTOR = 128
PAIRS = 32749  # rows for pairs of characters, a prime
LENGTH = 7  # the feature that tells a paragraph's length
HEADINGS = slice(27, 29)  # those that tell a heading, a line of its own or run on


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


class Linear(nn.Module):
    """Weights of characters and of pairs of characters (hashed; Weinberger et al. 2009): one lookup a token, pooled as states are.

    `texts` holds what a text says of its own section, of that of the next paragraph and of the one before, of its role, its substance
    and its tag; `headings` what the headings above say of section, role and substance.
    """

    TEXTS = (SECTIONS, SECTIONS, SECTIONS, ROLES, SUBSTANCES, TAGS)
    HEADINGS = (SECTIONS, ROLES, SUBSTANCES)
    COLUMNS = sum(TEXTS) + sum(HEADINGS)

    def __init__(self, vocabulary: int, features: int):
        super().__init__()
        self.vocabulary = vocabulary
        self.texts = nn.Embedding(vocabulary + PAIRS, sum(self.TEXTS))
        self.headings = nn.Embedding(vocabulary + PAIRS, sum(self.HEADINGS))
        self.section = nn.Linear(features, SECTIONS)
        self.role = nn.Linear(features, ROLES)
        self.substance = nn.Linear(features, SUBSTANCES)
        self.tag = nn.Linear(SECTIONS + features, TAGS)
        self.shares = nn.Parameter(torch.ones(4))  # how much section, role, substance and tag count beside what the document model says

    def grams(self, ids: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """ids [..., length] -> rows of the tables: of each character, and of each with the one before it."""
        before = torch.cat([torch.zeros_like(ids[..., :1]), ids[..., :-1]], -1)
        return ids, self.vocabulary + (before * 10007 + ids) % PAIRS

    def forward(self, ids: torch.Tensor, kinds: torch.Tensor) -> torch.Tensor:
        """[windows, length] -> [windows, length, columns]: of each token what its text says, and at each the same of the headings."""
        singles, pairs = self.grams(ids)
        inside = ((kinds == TRAIL) & (ids != PAD)).float()[..., None]
        headings = ((self.headings(singles) + self.headings(pairs)) * inside).sum(1, keepdim=True) * inside.sum(1, keepdim=True) ** -0.5
        return torch.cat([self.texts(singles) + self.texts(pairs), headings.expand(-1, ids.shape[1], -1)], -1)

    def decide(self, paragraphs: torch.Tensor, features: torch.Tensor, segments: torch.Tensor, owners: torch.Tensor, sections: torch.Tensor):
        """paragraphs [N, columns], segments [M, columns], `sections` [N, 17] what the document model says -> what to add, by name."""
        texts, headings = paragraphs.split((sum(self.TEXTS), sum(self.HEADINGS)), -1)
        own, to_next, to_previous, role, substance, _ = (texts * length_of(features)[:, None]).split(self.TEXTS, -1)
        above, above_role, above_substance = headings.split(self.HEADINGS, -1)
        none = torch.zeros_like(own[:1])
        around = torch.cat([none, to_next[:-1]]) + torch.cat([to_previous[1:], none])
        section = self.shares[0] * (own + around + above + self.section(features))
        known = torch.cat([(sections + section).softmax(-1), features], -1)[owners]
        return {"section": section, "role": self.shares[1] * (role + above_role + self.role(features)),
                "substance": self.shares[2] * (substance + above_substance + self.substance(features)),
                "tag": self.shares[3] * (segments[:, :sum(self.TEXTS)].split(self.TEXTS, -1)[-1] + self.tag(known))}


class Decoding(nn.Module):
    """What the sections of the paragraphs around it say of a paragraph's: a conditional random field over the outline of the report.

    Its edges join a paragraph with the heading above it, the outermost one, what stands right under it, its like under the same heading,
    and its neighbours. One step of mean-field inference decides (Zheng et al. 2015): each edge adds a learned weight for each pair of labels.
    """

    EDGES = 6

    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(self.EDGES, SECTIONS, SECTIONS))
        self.scale = nn.Parameter(torch.ones(1))  # of what it is given, so that its probabilities mean what they say

    def forward(self, sections: torch.Tensor, features: torch.Tensor, above: torch.Tensor) -> torch.Tensor:
        """Logits [N, 17], features, and of each paragraph the innermost and the outermost heading above it, -1 for none [N, 2] -> logits."""
        sections = self.scale * sections
        heard = self.edges(features, above) @ sections.softmax(-1)
        return sections + (heard @ self.weight).sum(0)

    def edges(self, features: torch.Tensor, above: torch.Tensor) -> torch.Tensor:
        """[6, N, N]: how much each paragraph listens to each other one; the rows of a kind of edge sum to 1, or to 0 where there is none."""
        at = torch.arange(features.shape[0], device=features.device)
        inner, outer = above[:, :1], above[:, 1:]
        heading = (features[:, HEADINGS].sum(-1, keepdim=True) > 0).float()
        alike = (heading == heading.T) & (inner == inner.T) & (inner >= 0)
        distance = (at[:, None] - at[None]).abs().float()
        joined = torch.stack([
            (inner == at[None]).float(), (outer == at[None]).float(), (inner.T == at[:, None]).float(),
            (alike & (distance > 0)).float() * 0.5 ** (distance / 2).floor(),
            (at[:, None] == at[None] + 1).float(), (at[:, None] + 1 == at[None]).float(),
        ])
        return joined / joined.sum(-1, keepdim=True).clamp(min=1e-6)


def length_of(features: torch.Tensor) -> torch.Tensor:
    """The square root of each paragraph's length in characters, from the feature that tells it (features.ts)."""
    return (torch.exp(8 * features[:, LENGTH]) - 1).sqrt()


class Labeller(nn.Module):
    def __init__(self, config: EncoderConfig, features: int, layers: int = 3, linear: bool = False):
        super().__init__()
        self.encoder = Encoder(config)
        self.document = DocumentModel(config.width, features, layers=layers)
        self.linear = Linear(config.vocabulary, features) if linear else None
        self.decoding = Decoding() if linear else None

    @property
    def width(self) -> int:
        """Of a row: the encoder's states, then what the linear part looked up."""
        return self.encoder.config.width + (Linear.COLUMNS if self.linear else 0)

    def states(self, ids: torch.Tensor, kinds: torch.Tensor) -> torch.Tensor:
        states = self.encoder(ids, kinds)
        return torch.cat([states, self.linear(ids, kinds)], -1) if self.linear else states

    def decide(self, paragraphs: torch.Tensor, features: torch.Tensor, segments: torch.Tensor, owners: torch.Tensor, above: torch.Tensor):
        """paragraphs [N, 2 width], features [N, features], segments [M, width], owners [M], above [N, 2] -> logits and vectors by name."""
        if not self.linear:
            return self.document(paragraphs, features, segments, owners)
        width, rows = self.encoder.config.width, paragraphs.view(-1, 2, self.width)
        out = self.document(rows[..., :width].reshape(-1, 2 * width), features, segments[:, :width], owners)
        more = self.linear.decide(rows[:, 1, width:], features, segments[:, width:], owners, out["section"])
        out |= {name: out[name] + added for name, added in more.items()}
        return out | {"section": self.decoding(out["section"], features, above)}


def read_labeller(file: Path) -> Labeller:
    """What train.py or linear.py wrote, ready to label."""
    stored = torch.load(file)
    model = Labeller(EncoderConfig(**stored["config"]), stored["features"], linear="linear.shares" in stored["model"])
    model.load_state_dict(stored["model"])
    return model.eval()
