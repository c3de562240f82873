# SPDX-License-Identifier: Apache-2.0
"""How far apart the priorities of the sides of a company are (a CIO and a CMO, say), why, and what they share.

>>> import coalign
>>> coalign.gap.priority([50, 30, 20], [25, 30, 45])
0.25
"""

from coalign import _functions as _functions
from coalign import action, agreement, gap, uncertainty, weights
from coalign._assessment import Assessment, assess
from coalign._core import version as __version__
from coalign._csv import read_csv
from coalign._diff import BlockChanges, Change, Diff
from coalign._errors import Error
from coalign._model import Model, check
from coalign._parts import (
    Actions,
    Agreement,
    Alignment,
    Block,
    Blocks,
    Consensus,
    GapEstimate,
    HorizonGap,
    Merge,
    Merges,
    MetricBlock,
    MetricGap,
    Pair,
    Placement,
    Placements,
    PlanSummary,
    Policy,
    Probability,
    RatingLevels,
    RiskAgreement,
    RiskGap,
    SecondOpinions,
    SharedAnswer,
    SharedAnswers,
    SharedMetrics,
    Uncertainty,
    Understanding,
)
from coalign._plan import Plan
from coalign._schema import schema
from coalign._score import Scores, Summary, score, score_group
from coalign._strategy import Decider, Purchase, Section, can_buy, rules, who_decides
from coalign._table import Table
from coalign._trend import Trend, trend

__all__ = [
    "Actions",
    "Agreement",
    "Alignment",
    "Assessment",
    "Block",
    "BlockChanges",
    "Blocks",
    "Change",
    "Consensus",
    "Decider",
    "Diff",
    "Error",
    "GapEstimate",
    "HorizonGap",
    "Merge",
    "Merges",
    "MetricBlock",
    "MetricGap",
    "Model",
    "Pair",
    "Placement",
    "Placements",
    "Plan",
    "PlanSummary",
    "Policy",
    "Probability",
    "Purchase",
    "RatingLevels",
    "RiskAgreement",
    "RiskGap",
    "Scores",
    "SecondOpinions",
    "Section",
    "SharedAnswer",
    "SharedAnswers",
    "SharedMetrics",
    "Summary",
    "Table",
    "Trend",
    "Uncertainty",
    "Understanding",
    "__version__",
    "action",
    "agreement",
    "assess",
    "can_buy",
    "check",
    "gap",
    "read_csv",
    "rules",
    "schema",
    "score",
    "score_group",
    "trend",
    "uncertainty",
    "weights",
    "who_decides",
]
