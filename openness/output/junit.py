"""JUnit XML, for continuous integration: one test case a card, one failure a finding."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from openness.output._results import Result


def render(results: Sequence[Result]) -> str:
    """One suite; findings of severity `info` are told in the output, not as failures."""
    suite = ET.Element("testsuite", name="openness")
    failures = skipped = errors = 0
    for result in results:
        case = ET.SubElement(suite, "testcase", classname="openness", name=_clean(result.target))
        if result.failure is not None:
            errors += 1
            ET.SubElement(case, "error", message=_clean(result.failure))
        if result.report is None:
            continue
        if result.report.skipped is not None:
            skipped += 1
            ET.SubElement(case, "skipped", message=_clean(result.report.skipped))
        mild = []
        for finding in result.report.findings:
            where = f"{finding.path}:{finding.place.line}:{finding.place.column}"
            if finding.severity == "info":
                mild.append(f"{where}: {finding.rule}: {finding.message}")
                continue
            failures += 1
            failure = ET.SubElement(case, "failure", type=finding.rule, message=_clean(finding.message))
            failure.text = _clean(f"{where}: {finding.message}\n{finding.hint}")
        if mild:
            ET.SubElement(case, "system-out").text = _clean("\n".join(mild))
    for name, count in (("tests", len(results)), ("failures", failures), ("skipped", skipped), ("errors", errors)):
        suite.set(name, str(count))
    ET.indent(suite)
    return ET.tostring(suite, encoding="unicode", xml_declaration=True)


def _clean(text: str) -> str:
    """Without the control characters that XML 1.0 cannot hold."""
    return "".join(char for char in text if char >= " " or char in "\t\n\r")
