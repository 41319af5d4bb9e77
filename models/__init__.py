"""What the centre knows and must obey. No Qt below this line; importing `models` declares every area, in the order of the navigation."""

# ruff: noqa: F401, I001

from models.people import commands as _people_commands
from models.people import queries as _people_queries
from models.people import register as _people_register
from models.assessment import commands as _assessment_commands
from models.assessment import queries as _assessment_queries
from models.assessment import register as _assessment_register
from models.assessment.exams import arranging as _exam_arranging
from models.assessment.exams import tickets as _exam_tickets
from models.assessment.exams import staffing as _exam_staffing
from models.assessment.exams import running as _exam_running
from models.assessment.exams import papers as _exam_papers
from models.assessment.exams import day as _exam_day
from models.assessment.exams import register as _exam_register
from models.assessment.exams import register_day as _exam_register_day
from models.assessment.plans import announcing as _plan_announcing
from models.assessment.plans import commands as _plan_commands
from models.assessment.plans import counts as _plan_counts
from models.assessment.plans import dating as _plan_dating
from models.assessment.plans import drafting as _plan_drafting
from models.assessment.plans import due as _plan_due
from models.assessment.plans import register as _plan_register
from models.assessment.plans import voiding as _plan_voiding
from models.assessment.plans import yearly as _plan_yearly
from models.assessment.scores import register as _score_register
from models.complaints import commands as _complaints_commands
from models.complaints import queries as _complaints_queries
from models.complaints import register as _complaints_register
from models.incidents import commands as _incident_commands
from models.incidents import due as _incident_due
from models.incidents import register as _incident_register
from models.archives import commands as _archives_commands
from models.archives import due as _archives_due
from models.archives import ledger as _archives_ledger
from models.archives import queries as _archives_queries
from models.archives import register as _archives_register
from models.archives import register_work as _archives_register_work
from models.certificates import commands as _certificates_commands
from models.certificates import due as _certificates_due
from models.certificates import queries as _certificates_queries
from models.certificates import register as _certificates_register
from models.certificates.reconciliation import commands as _reconciliation_commands
from models.core import commands as _core_commands
from models.core import queries as _core_queries
from models.core import register as _core_register
