"""Forms: they translate between what people fill in and what the actions take."""

from checkpoints.forms.assessments import AssessmentForm
from checkpoints.forms.plans import DecisionForm, PlanForm

__all__ = ["AssessmentForm", "DecisionForm", "PlanForm"]
