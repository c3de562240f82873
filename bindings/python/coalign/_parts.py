# SPDX-License-Identifier: Apache-2.0
"""The parts of an assessment, read from its document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from coalign._table import (
    BlockRow,
    DeadlockRow,
    HorizonRow,
    MetricBlockRow,
    MetricRow,
    MisreadRow,
    RiskRow,
    SharedMetricRow,
    StepRow,
    Table,
    sentences,
)

Range = tuple[float, float]
_T = TypeVar("_T")


@dataclass(frozen=True)
class Policy:
    """The conventions behind an index. Weights of the blocks sum to one."""

    rho: float
    weights: dict[str, float]
    spacing: str
    target_index: float | None = None
    """The index that is wanted, where the model names one."""
    shared_by: int | None = None
    """How many sides must weigh a metric for it to be shared, where it is not all."""


@dataclass(frozen=True)
class Alignment:
    """The overall result. A number that is not defined is None, and `Assessment.status` says why."""

    index: float | None
    """1 minus the gap: 1 is identical answers."""
    gap: float | None
    band: Range | None
    """Least and greatest index over every rho: a convention, no margin of error."""
    weight_range: Range | None
    """Least and greatest index when block weights are halved, kept or doubled."""
    range: Range
    """Least and greatest index when what is missing is full or no disagreement."""
    coverage: float
    """The share of the block weights that could be assessed."""
    comparable: bool
    """Whether the result may be ranked beside others of the same basis."""
    policy: Policy


@dataclass(frozen=True)
class Block:
    """Time or risk in the overall gap: the mean over pairs of sides, by influence."""

    gap: float
    contribution: float
    """What it adds to the overall gap."""
    share: float
    """The share of the overall gap that is its."""
    chance: float | None
    """The gap to expect of two random answers; None for risk."""
    items: Table[BlockRow]
    """One row for each boundary of horizons, or risk; `gap` sums to the block's, `contribution` to its contribution."""


@dataclass(frozen=True)
class MetricBlock:
    """Metrics in the overall gap: the mean over pairs of sides, by influence."""

    gap: float
    contribution: float
    """What they add to the overall gap."""
    share: float
    """The share of the overall gap that is theirs."""
    chance: float | None
    """The gap to expect of two random answers."""
    jensen_shannon: float | None
    """The distance of all who give priorities from their mean, 0 to 1 (Lin 1991)."""
    items: Table[MetricBlockRow]
    """One row for each metric; `gap` sums to the block's, `contribution` to its contribution."""


@dataclass(frozen=True)
class Blocks:
    """The blocks; None where no two sides gave an answer."""

    metric: MetricBlock | None
    horizon: Block | None
    risk: Block | None


@dataclass(frozen=True)
class RatingLevels:
    """Ratings beside shares: the squared distance of two profiles in three parts (Cronbach & Gleser 1953)."""

    higher: str | None
    """The side that rates higher."""
    elevation: float
    scatter: float
    shape: float


@dataclass(frozen=True)
class MetricGap:
    """How far apart two sides are on what the company must get right."""

    gap: float
    priority_gap: float
    goal_gap: float | None
    """None where no side states a target."""
    common_ground: float
    range: Range
    """Least and greatest gap when targets that are missing agree or disagree fully."""
    coverage: float
    """Metrics asked of both sides over metrics asked of either."""
    goal_coverage: float
    """The share of the common ground with targets on both sides."""
    ratings: RatingLevels | None
    items: Table[MetricRow]
    """One row for each metric; `gap` sums to the gap of the block, `contribution` to the pair's."""


@dataclass(frozen=True)
class HorizonGap:
    """How far apart two sides are in time."""

    gap: float
    shift: float
    """Negative where the first side looks further ahead."""
    crossing: float
    """Disagreement that is not one side looking further."""
    longer: str | None
    """The side that looks further ahead."""
    chance_corrected: float | None
    items: Table[HorizonRow]
    """One row for each boundary between neighbouring horizons."""


@dataclass(frozen=True)
class RiskGap:
    """How far apart two sides are in what they fear."""

    gap: float
    severity_gap: float
    appetite_gap: float | None
    elevation: float
    """The part of the squared distance from one side seeing more risk."""
    scatter: float
    """The part from one side seeing larger differences between risks."""
    shape: float
    """The part from fearing different things."""
    sees_more: str | None
    breach_conflict: float | None
    """Weight of the risks beyond the appetite of one side alone."""
    correlation: float | None
    kendall_tau_b: float | None
    kendall_tau_b_unweighted: float | None
    items: Table[RiskRow]
    """One row for each risk."""


@dataclass(frozen=True)
class Placement:
    """How many ways to place the second side's own numbers are nearer, tied with, or further than the real one."""

    nearer: int
    tied: int
    further: int
    sampled: bool
    seed: int | None


@dataclass(frozen=True)
class Placements:
    """Placements of priorities and of severities; None where the block is missing."""

    metric: Placement | None
    risk: Placement | None


@dataclass(frozen=True)
class Merge:
    """The priority gap if two metrics were one."""

    metrics: tuple[str, str]
    priority_gap: float


@dataclass(frozen=True)
class Merges:
    """The merges of two metrics that leave the least and the greatest priority gap."""

    least: Merge
    greatest: Merge


@dataclass(frozen=True)
class SecondOpinions:
    """Other measures of the same priorities."""

    jensen_shannon: float
    hellinger: float
    cosine: float
    kendall_tau_b: float | None
    chance_corrected: float | None


@dataclass(frozen=True)
class Pair:
    """Two sides compared, in the order of the model. A block is None where a side gave no answer."""

    sides: tuple[str, str]
    index: float | None
    gap: float | None
    band: Range | None
    range: Range
    coverage: float
    comparable: bool
    metric: MetricGap | None
    horizon: HorizonGap | None
    risk: RiskGap | None
    placements: Placements
    days: dict[str, float] | None
    """How many days each side looks ahead."""
    merges: Merges | None
    second_opinions: SecondOpinions | None


@dataclass(frozen=True)
class SharedMetrics:
    """How far the company is on what all sides care about."""

    weight: float
    """The common ground that the shared weights are taken from."""
    score: float | None
    range: Range | None
    """Least and greatest score when attainment that is unknown is 0 or 1."""
    kind: str
    """``"value"``, or ``"attention_weighted_attainment"`` where priorities are no value trade-offs."""
    items: Table[SharedMetricRow]


@dataclass(frozen=True)
class Understanding:
    """How well one side predicts the priorities of another."""

    side: str
    of: str
    blind_spot: float
    """How far the prediction is from the real priorities."""
    assumed_gap: float | None
    """How far the side believes the other to be from itself; None where it has no priorities to compare."""
    misread: Table[MisreadRow]


@dataclass(frozen=True)
class RiskAgreement:
    """How far the raters of one side agree on severities."""

    raters: int
    risks: int
    icc: float | None
    icc_low: float | None
    icc_high: float | None
    icc_mean: float | None
    krippendorff_alpha: float | None


@dataclass(frozen=True)
class Agreement:
    """How far the raters of one side agree, before their mean stands for it."""

    side: str
    raters: int
    metrics: int
    """How many metrics all of them were asked."""
    rwg_j: float | None
    """Of ratings on a scale of whole steps."""
    icc: float | None
    """ICC(2,1), of one rater; its 95 % interval is `icc_low` to `icc_high`."""
    icc_low: float | None
    icc_high: float | None
    icc_mean: float | None
    """ICC(2,k), of the mean of the raters."""
    krippendorff_alpha: float | None
    """At the interval level."""
    risk: RiskAgreement | None = None
    """None where no rater rates risks."""


@dataclass(frozen=True)
class GapEstimate:
    """A priority gap, and between which ends it may be; None where they are not defined."""

    estimate: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Probability:
    """How likely priorities are aligned at least as an index says, off by `half_width` in 95 of 100 seeds at most."""

    index: float
    value: float
    half_width: float


@dataclass(frozen=True)
class Uncertainty:
    """How sure the priority gap of one pair is under one doubt, all else at its point estimate."""

    sides: tuple[str, str]
    method: str
    """``"bootstrap"`` (several raters), ``"interval"``, ``"ranks"`` or ``"dirichlet"`` (kappa)."""
    priority_gap: GapEstimate
    noise_floor: float | None
    """What raters with side labels at random reach in 5 of 100 labellings."""
    p: float | None
    within_noise: bool | None
    """Whether sides with the same view would be as far apart often enough: p > .05."""
    coverage: float
    """The share of metrics that this is about."""
    confidence: float | None = None
    """What share of the true gaps, or of the draws, the ends are meant to hold."""
    draws: int | None = None
    raters: tuple[int, int] | None = None
    """bootstrap: how many each side has."""
    least_p: float | None = None
    """bootstrap: the smallest p that so few raters could give."""
    exact: bool | None = None
    """bootstrap: whether every labelling was tried; interval: whether both ends can be reached."""
    ways: int | None = None
    """bootstrap: how many labellings were tried."""
    reached: float | None = None
    """interval: the greatest gap that was found."""
    mean: float | None = None
    """ranks, dirichlet: the mean gap of the draws."""
    kappa: tuple[float | None, float | None] | None = None
    """dirichlet: how sure each side says it is."""
    probability: Probability | None = None
    """dirichlet: of the policy's target index."""


@dataclass(frozen=True)
class SharedAnswer:
    """One answer for several sides, by item, and what each side must move to it."""

    weights: dict[str, float]
    costs: dict[str, float]
    total: float
    """The mean of the costs by influence."""
    majority: str | None
    """The side with more than half of the influence."""
    tied: bool
    """Whether other answers move the sides as little."""


@dataclass(frozen=True)
class SharedAnswers:
    """One answer on metrics and one on time; None where fewer than two sides answer."""

    metric: SharedAnswer | None
    horizon: SharedAnswer | None


@dataclass(frozen=True)
class Consensus:
    """What all sides could agree on: the mean by influence (Stone 1961), or the answer that moves them least."""

    linear_pool: SharedAnswers
    least_movement: SharedAnswers


@dataclass(frozen=True)
class PlanSummary:
    """The plan to the policy's target index; its steps are in `Actions.steps`."""

    wanted: float
    index: float | None
    """What the changes reach."""
    reached: bool
    changes: dict[str, Any]
    """New values by JSON pointer into the model, for `Assessment.what_if`."""
    obstacles: tuple[str, ...]
    """What no plan moves."""


@dataclass(frozen=True)
class Actions:
    """What could be done."""

    steps: Table[StepRow]
    """Of the plan, as sentences; empty without one."""
    plan: PlanSummary | None
    """None where the policy names no target index: see `Assessment.plan`."""
    consensus: Consensus
    deadlocks: Table[DeadlockRow]
    """What two sides cannot settle by themselves, as sentences."""


def maybe(given: Any, make: Callable[[Any], _T]) -> _T | None:
    return None if given is None else make(given)


def ends(given: list[float]) -> Range:
    return given[0], given[1]


def range_of(given: list[float] | None) -> Range | None:
    return None if given is None else ends(given)


def two(given: list[str]) -> tuple[str, str]:
    return given[0], given[1]


def pair_of(given: dict[str, Any]) -> Pair:
    return Pair(
        sides=two(given["sides"]),
        index=given["index"],
        gap=given["gap"],
        band=range_of(given["band"]),
        range=ends(given["range"]),
        coverage=given["coverage"],
        comparable=given["comparable"],
        metric=maybe(given["metric"], _metric),
        horizon=maybe(given["horizon"], lambda block: HorizonGap(**{**block, "items": Table(block["items"])})),
        risk=maybe(given["risk"], lambda block: RiskGap(**{**block, "items": Table(block["items"])})),
        placements=Placements(**{block: maybe(found, _placement) for block, found in given["placements"].items()}),
        days=given["days"],
        merges=maybe(
            given["merges"], lambda merges: Merges(least=_merge(merges["least"]), greatest=_merge(merges["greatest"]))
        ),
        second_opinions=maybe(given["second_opinions"], lambda opinions: SecondOpinions(**opinions)),
    )


def _metric(given: dict[str, Any]) -> MetricGap:
    ratings = maybe(given.get("ratings"), lambda levels: RatingLevels(**levels))
    return MetricGap(**{**given, "range": ends(given["range"]), "ratings": ratings, "items": Table(given["items"])})


def _placement(given: dict[str, Any]) -> Placement:
    return Placement(given["nearer"], given["tied"], given["further"], given["sampled"], given.get("seed"))


def _merge(given: dict[str, Any]) -> Merge:
    return Merge(two(given["metrics"]), given["priority_gap"])


def block_of(given: dict[str, Any]) -> Block:
    return Block(**{**given, "items": Table(given["items"])})


def metric_block_of(given: dict[str, Any]) -> MetricBlock:
    return MetricBlock(**{**given, "items": Table(given["items"])})


def agreement_of(given: dict[str, Any]) -> Agreement:
    return Agreement(**{**given, "risk": maybe(given.get("risk"), lambda risk: RiskAgreement(**risk))})


def uncertainty_of(given: dict[str, Any]) -> Uncertainty:
    parts = {
        "sides": two(given["sides"]),
        "priority_gap": GapEstimate(**given["priority_gap"]),
        "raters": maybe(given.get("raters"), tuple),
        "kappa": maybe(given.get("kappa"), tuple),
        "probability": maybe(given.get("probability"), lambda found: Probability(**found)),
    }
    return Uncertainty(**{**given, **parts})


def actions_of(given: dict[str, Any]) -> Actions:
    def answers(blocks: dict[str, Any]) -> SharedAnswers:
        return SharedAnswers(**{block: maybe(found, lambda c: SharedAnswer(**c)) for block, found in blocks.items()})

    return Actions(
        steps=sentences(given["steps"]),
        plan=maybe(given["plan"], lambda plan: PlanSummary(**{**plan, "obstacles": tuple(plan["obstacles"])})),
        consensus=Consensus(**{kind: answers(blocks) for kind, blocks in given["consensus"].items()}),
        deadlocks=sentences(given["deadlocks"]),
    )
