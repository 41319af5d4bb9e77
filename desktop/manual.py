"""Which page of the manual tells about which page of the program, and where the manual lies."""

from pathlib import Path

import resources

HOME, BEFORE_SIGN_IN = "manual/README.md", "manual/1-start.md"

# The area of a page's key → its page of the manual.
_AREAS = {
    "desk": "3-desk", "people": "4-cards", "evaluation": "12-evaluation", "assessment": "11-exams", "assignment": "13-teams",
    "complaints": "8-complaints", "incidents": "9-incidents", "archives": "8-archives", "certificates": "10-certificates",
    "supervision": "13-supervision", "conduct": "14-conduct", "statistics": "11-statistics", "core": "7-safety",
}  # fmt: skip
# Pages of the program that another page than their area's tells about.
_EXCEPTIONS = {
    "people.applications": "5-applications", "people.appointments": "5-applications", "people.blacklist": "5-applications",
    "people.interests": "13-teams", "people.staff": "12-staff", "people.custody": "12-staff",
    "people.experts": "14-experts", "people.expert_applications": "14-experts", "people.expert_terms": "14-experts",
    "people.expert_groups": "14-experts", "people.expert_tasks": "14-experts", "people.expert_panels": "14-experts", "people.org_documents": "14-experts",
    "people.trainings": "12-training", "people.trainees": "12-training", "people.training_causes": "12-training",
    "assessment.scope": "11-batches", "assessment.batches": "11-batches", "assessment.announcements": "11-batches",
    "assessment.plans": "11-batches", "assessment.plan_lines": "11-batches",
    "assessment.candidates": "11-candidates", "assessment.enrolment_corrections": "11-candidates",
    "assessment.violations": "11-candidates", "assessment.bans": "11-candidates",
    "assessment.scores": "11-scores", "assessment.entry": "11-scores", "assessment.corrections": "11-scores",
    "assessment.marking": "11-scores", "assessment.defences": "11-scores", "assessment.score_reports": "11-scores",
    "assessment.pass_list": "11-scores",
    "core.users": "1-start", "core.calendar": "6-rules", "core.rules": "6-rules", "core.regulations": "6-rules", "core.matrix": "6-rules",
    "core.delegations": "6-rules", "core.delegated": "6-rules",
}  # fmt: skip


def page_of(key: str) -> str:
    """The page of the manual for a page of the program, as a path below `folder()`. Raises KeyError for an unknown area."""
    return f"manual/{_EXCEPTIONS.get(key) or _AREAS[key.partition('.')[0]]}.md"


def folder() -> Path:
    """Where manual/ and pictures/ lie: beside the program's data, in the tree as in an installed bundle."""
    return resources.path().parent / "docs"


def has(page: str) -> bool:
    """Whether a file is a page of the manual."""
    path = Path(page).resolve()
    return path.suffix == ".md" and path.is_relative_to(folder().resolve()) and path.is_file()


def read(page: str) -> str:
    """The Markdown of a page (its file), Chinese lines joined: a line end would be shown as a space between two characters."""
    lines: list[str] = []
    for line in Path(page).read_text(encoding="utf-8").splitlines():
        if lines and _goes_on(lines[-1], line.lstrip()):
            lines[-1] += line.lstrip()
        else:
            lines.append(line)
    return "\n".join(lines)


def _goes_on(above: str, line: str) -> bool:
    """Whether a line is the rest of the sentence above it, without a space between."""
    return bool(above and line) and ord(line[0]) > 0x2E7F and ord(above[-1]) > 0x2E7F and not above.startswith(("#", "|", "    "))
