"""JUnit XML, for continuous integration: one test case a card, one failure a finding."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from openness._inert import xml, xml_text
from openness.output._results import Result


def render(results: Sequence[Result]) -> str:
    """One suite; findings of severity `info` are told in the output, not as failures."""
    suite = ET.Element("testsuite", name="openness")
    failures = skipped = errors = 0
    for result in results:
        case = ET.SubElement(suite, "testcase", classname="openness", name=xml(result.target))
        if result.failure is not None:
            errors += 1
            ET.SubElement(case, "error", message=xml(result.failure))
        if result.report is None:
            continue
        if result.report.skipped is not None:
            skipped += 1
            ET.SubElement(case, "skipped", message=xml(result.report.skipped))
        mild = []
        for finding in result.report.findings:
            where = f"{finding.path}:{finding.place.line}:{finding.place.column}"
            if finding.severity == "info":
                mild.append(f"{where}: {finding.rule}: {finding.message}")
                continue
            failures += 1
            failure = ET.SubElement(case, "failure", type=finding.rule, message=xml(finding.message))
            failure.text = xml(f"{where}: {finding.message}\n{finding.hint}")
        if mild:
            ET.SubElement(case, "system-out").text = xml("\n".join(mild))
    for name, count in (("tests", len(results)), ("failures", failures), ("skipped", skipped), ("errors", errors)):
        suite.set(name, str(count))
    ET.indent(suite)
    return xml_text(ET.tostring(suite, encoding="unicode", xml_declaration=True))
