"""Confirming as a step of its own: each revision knows the last change; wordings know their day.

What was recorded so far are changes, so each revision's change is its own step.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F


def fill(apps, schema_editor):
    revisions = apps.get_model("checkpoints", "AssessmentRevision").objects
    revisions.update(changed_at=F("recorded_at"), changed_by=F("by"))


def person():
    return models.ForeignKey(
        editable=False,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )


def moment():
    return models.DateTimeField(editable=False, null=True)


class Migration(migrations.Migration):
    dependencies = [
        ("checkpoints", "0001_first"),
        ("regions", "0001_first"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("assessment", "confirmed_at", moment()),
        migrations.AddField("assessment", "confirmed_by", person()),
        migrations.AddField("assessmentrevision", "changed_at", moment()),
        migrations.AddField("assessmentrevision", "changed_by", person()),
        migrations.AddField("assessmentrevision", "confirmed_at", moment()),
        migrations.AddField("assessmentrevision", "confirmed_by", person()),
        migrations.AddField("checkpointwording", "valid_from", models.DateField(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
