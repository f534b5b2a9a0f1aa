"""From the findings of a period to its one mark, as the committee sees it."""

from collections.abc import Iterable

from chibo.rules.assessment import ADVISED, SEVERITY, Verdict, worst
from chibo.rules.compliance import Finding
from chibo.rules.periods import Period


def telling(findings: list[Finding]) -> Finding:
    """The finding that gives the duty its mark, the first of the worst; advice only where there is nothing else."""
    binding = [one for one in findings if one.assessment.obligation not in ADVISED] or findings
    return max(binding, key=lambda one: SEVERITY[one.assessment.verdict])


def mark(findings: Iterable[Finding]) -> Verdict:
    """The one mark of a period as the committee sees it: the worst of its findings, advice left out."""
    return worst(tuple(one.assessment.reported for one in findings if one.assessment.obligation not in ADVISED))


def marks(findings: Iterable[Finding]) -> dict[Period, Verdict]:
    """The mark of each period."""
    by_period: dict[Period, list[Finding]] = {}
    for finding in findings:
        by_period.setdefault(finding.period, []).append(finding)
    return {period: mark(found) for period, found in by_period.items()}
