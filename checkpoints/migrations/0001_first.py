"""The programme's content and each region's progress, with all histories."""

from django.conf import settings
from django.db import migrations, models
import django.db.models.deletion


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("regions", "0001_first"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Assessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("changed_at", models.DateTimeField(editable=False)),
                (
                    "checkpoint_kind",
                    models.CharField(
                        choices=[("statement", "statement"), ("question", "question")], max_length=9
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("not_started", "not started"),
                            ("in_progress", "in progress"),
                            ("met", "met"),
                            ("on_hold", "on hold"),
                            ("not_applicable", "not applicable"),
                        ],
                        default="not_started",
                        max_length=14,
                        verbose_name="status",
                    ),
                ),
                ("met_on", models.DateField(blank=True, null=True, verbose_name="met on")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due on")),
                (
                    "text",
                    models.TextField(blank=True, max_length=3000, verbose_name="comment or answer"),
                ),
                (
                    "responsible_name",
                    models.CharField(blank=True, max_length=100, verbose_name="responsible, other"),
                ),
                (
                    "unsure",
                    models.BooleanField(default=False, verbose_name="unsure, come back to this"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AssessmentRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(null=True)),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("change", "changed"),
                            ("confirm", "confirmed unchanged"),
                            ("undo", "undone"),
                            ("merge", "merged"),
                            ("import", "imported"),
                        ],
                        default="change",
                        max_length=7,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("change_set", models.UUIDField(null=True)),
                (
                    "checkpoint_kind",
                    models.CharField(
                        choices=[("statement", "statement"), ("question", "question")], max_length=9
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("not_started", "not started"),
                            ("in_progress", "in progress"),
                            ("met", "met"),
                            ("on_hold", "on hold"),
                            ("not_applicable", "not applicable"),
                        ],
                        default="not_started",
                        max_length=14,
                        verbose_name="status",
                    ),
                ),
                ("met_on", models.DateField(blank=True, null=True, verbose_name="met on")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due on")),
                (
                    "text",
                    models.TextField(blank=True, max_length=3000, verbose_name="comment or answer"),
                ),
                (
                    "responsible_name",
                    models.CharField(blank=True, max_length=100, verbose_name="responsible, other"),
                ),
                (
                    "unsure",
                    models.BooleanField(default=False, verbose_name="unsure, come back to this"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                ("slug", models.SlugField()),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("statement", "statement"), ("question", "question")], max_length=9
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CheckpointWording",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nb", models.TextField(blank=True, verbose_name="Bokmål")),
                ("nn", models.TextField(blank=True, verbose_name="Nynorsk")),
                ("en", models.TextField(blank=True, verbose_name="English")),
                (
                    "source",
                    models.CharField(
                        choices=[("nb", "bokmål"), ("nn", "nynorsk"), ("en", "English")],
                        max_length=2,
                        verbose_name="written in",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("superseded", models.BooleanField(default=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("changed_at", models.DateTimeField(editable=False)),
                ("decided_on", models.DateField(verbose_name="date of the decision")),
                ("body", models.CharField(max_length=100, verbose_name="decided by")),
                ("note", models.TextField(blank=True, max_length=2000, verbose_name="note")),
                ("removed", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["decided_on", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DecisionRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(null=True)),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("change", "changed"),
                            ("confirm", "confirmed unchanged"),
                            ("undo", "undone"),
                            ("merge", "merged"),
                            ("import", "imported"),
                        ],
                        default="change",
                        max_length=7,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("change_set", models.UUIDField(null=True)),
                ("decided_on", models.DateField(verbose_name="date of the decision")),
                ("body", models.CharField(max_length=100, verbose_name="decided by")),
                ("note", models.TextField(blank=True, max_length=2000, verbose_name="note")),
                ("removed", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("changed_at", models.DateTimeField(editable=False)),
                (
                    "position",
                    models.PositiveSmallIntegerField(verbose_name="position in the calendar"),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="date")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="place")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                ("removed", models.BooleanField(default=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("kickoff", "Kick-off"),
                            ("gathering", "Gathering"),
                            ("report", "Report"),
                            ("final_report", "Final report"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("slug", models.SlugField()),
            ],
            options={
                "ordering": ["position", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EventRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(null=True)),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("change", "changed"),
                            ("confirm", "confirmed unchanged"),
                            ("undo", "undone"),
                            ("merge", "merged"),
                            ("import", "imported"),
                        ],
                        default="change",
                        max_length=7,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("change_set", models.UUIDField(null=True)),
                (
                    "position",
                    models.PositiveSmallIntegerField(verbose_name="position in the calendar"),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="date")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="place")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                ("removed", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nb", models.TextField(blank=True, verbose_name="Bokmål")),
                ("nn", models.TextField(blank=True, verbose_name="Nynorsk")),
                ("en", models.TextField(blank=True, verbose_name="English")),
                (
                    "source",
                    models.CharField(
                        choices=[("nb", "bokmål"), ("nn", "nynorsk"), ("en", "English")],
                        max_length=2,
                        verbose_name="written in",
                    ),
                ),
                ("slug", models.SlugField()),
                ("position", models.PositiveSmallIntegerField()),
            ],
            options={
                "ordering": ["position"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Objective",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nb", models.TextField(blank=True, verbose_name="Bokmål")),
                ("nn", models.TextField(blank=True, verbose_name="Nynorsk")),
                ("en", models.TextField(blank=True, verbose_name="English")),
                (
                    "source",
                    models.CharField(
                        choices=[("nb", "bokmål"), ("nn", "nynorsk"), ("en", "English")],
                        max_length=2,
                        verbose_name="written in",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
            ],
            options={
                "ordering": ["position"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Phase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nb", models.TextField(blank=True, verbose_name="Bokmål")),
                ("nn", models.TextField(blank=True, verbose_name="Nynorsk")),
                ("en", models.TextField(blank=True, verbose_name="English")),
                (
                    "source",
                    models.CharField(
                        choices=[("nb", "bokmål"), ("nn", "nynorsk"), ("en", "English")],
                        max_length=2,
                        verbose_name="written in",
                    ),
                ),
                ("slug", models.SlugField()),
                ("position", models.PositiveSmallIntegerField()),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
            ],
            options={
                "ordering": ["position"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("changed_at", models.DateTimeField(editable=False)),
                (
                    "starts_on",
                    models.DateField(blank=True, null=True, verbose_name="planned start"),
                ),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="planned end")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(null=True)),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("change", "changed"),
                            ("confirm", "confirmed unchanged"),
                            ("undo", "undone"),
                            ("merge", "merged"),
                            ("import", "imported"),
                        ],
                        default="change",
                        max_length=7,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("change_set", models.UUIDField(null=True)),
                (
                    "starts_on",
                    models.DateField(blank=True, null=True, verbose_name="planned start"),
                ),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="planned end")),
            ],
        ),
        migrations.CreateModel(
            name="Strand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("changed_at", models.DateTimeField(editable=False)),
                ("theme", models.CharField(blank=True, max_length=100, verbose_name="theme")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed")),
                ("number", models.PositiveSmallIntegerField()),
                ("is_main", models.BooleanField()),
            ],
            options={
                "ordering": ["-is_main", "position", "number"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StrandRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(null=True)),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("change", "changed"),
                            ("confirm", "confirmed unchanged"),
                            ("undo", "undone"),
                            ("merge", "merged"),
                            ("import", "imported"),
                        ],
                        default="change",
                        max_length=7,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("change_set", models.UUIDField(null=True)),
                ("theme", models.CharField(blank=True, max_length=100, verbose_name="theme")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="assessment",
            name="changed_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="assessment",
            name="responsible",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="responsible",
            ),
        ),
        migrations.AddField(
            model_name="assessmentrevision",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="assessmentrevision",
            name="of",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="revisions",
                to="checkpoints.assessment",
            ),
        ),
        migrations.AddField(
            model_name="assessmentrevision",
            name="responsible",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="responsible",
            ),
        ),
        migrations.AddField(
            model_name="assessmentrevision",
            name="checkpoint",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="checkpoints.checkpoint",
            ),
        ),
        migrations.AddField(
            model_name="assessment",
            name="checkpoint",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="checkpoints.checkpoint",
            ),
        ),
        migrations.AddField(
            model_name="checkpointwording",
            name="checkpoint",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="wordings",
                to="checkpoints.checkpoint",
            ),
        ),
        migrations.AddField(
            model_name="assessmentrevision",
            name="wording",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="checkpoints.checkpointwording",
            ),
        ),
        migrations.AddField(
            model_name="assessment",
            name="wording",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="checkpoints.checkpointwording",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="changed_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="decisionrevision",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="decisionrevision",
            name="of",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="revisions",
                to="checkpoints.decision",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="changed_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="eventrevision",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="eventrevision",
            name="of",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="revisions",
                to="checkpoints.event",
            ),
        ),
        migrations.AddField(
            model_name="decisionrevision",
            name="milestone",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="checkpoints.milestone",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="milestone",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="checkpoints.milestone",
            ),
        ),
        migrations.AddField(
            model_name="checkpoint",
            name="milestone",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="checkpoints",
                to="checkpoints.milestone",
            ),
        ),
        migrations.AddField(
            model_name="assessmentrevision",
            name="milestone",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="checkpoints.milestone",
            ),
        ),
        migrations.AddField(
            model_name="assessment",
            name="milestone",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="checkpoints.milestone",
            ),
        ),
        migrations.AddField(
            model_name="phase",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="phases",
                to="regions.programme",
            ),
        ),
        migrations.AddField(
            model_name="objective",
            name="phase",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="objectives",
                to="checkpoints.phase",
            ),
        ),
        migrations.AddField(
            model_name="milestone",
            name="phase",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="milestones",
                to="checkpoints.phase",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="phase",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="checkpoints.phase",
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="changed_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="milestone",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="checkpoints.milestone",
            ),
        ),
        migrations.AddField(
            model_name="planrevision",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="planrevision",
            name="milestone",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="checkpoints.milestone",
            ),
        ),
        migrations.AddField(
            model_name="planrevision",
            name="of",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="revisions",
                to="checkpoints.plan",
            ),
        ),
        migrations.AddField(
            model_name="strand",
            name="changed_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="strand",
            name="first_milestone",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="checkpoints.milestone",
                verbose_name="first milestone",
            ),
        ),
        migrations.AddField(
            model_name="strand",
            name="phase",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="strands",
                to="checkpoints.phase",
            ),
        ),
        migrations.AddField(
            model_name="strand",
            name="region",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="strands",
                to="regions.region",
            ),
        ),
        migrations.AddField(
            model_name="planrevision",
            name="strand",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="checkpoints.strand",
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="strand",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="checkpoints.strand",
            ),
        ),
        migrations.AddField(
            model_name="decisionrevision",
            name="strand",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="checkpoints.strand",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="strand",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="checkpoints.strand",
            ),
        ),
        migrations.AddField(
            model_name="assessmentrevision",
            name="strand",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="checkpoints.strand",
            ),
        ),
        migrations.AddField(
            model_name="assessment",
            name="strand",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="checkpoints.strand",
            ),
        ),
        migrations.AddField(
            model_name="strandrevision",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="strandrevision",
            name="first_milestone",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="checkpoints.milestone",
                verbose_name="first milestone",
            ),
        ),
        migrations.AddField(
            model_name="strandrevision",
            name="of",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="revisions",
                to="checkpoints.strand",
            ),
        ),
        migrations.AddConstraint(
            model_name="checkpointwording",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("source", "nb"), models.Q(("nb", ""), _negated=True)),
                    models.Q(("source", "nn"), models.Q(("nn", ""), _negated=True)),
                    models.Q(("source", "en"), models.Q(("en", ""), _negated=True)),
                    _connector="OR",
                ),
                name="checkpointwording_has_its_source_text",
                violation_error_message="Write the text in the language it is said to be in.",
            ),
        ),
        migrations.AddConstraint(
            model_name="checkpointwording",
            constraint=models.UniqueConstraint(
                fields=("checkpoint", "number"), name="wording_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="checkpointwording",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded", False)),
                fields=("checkpoint",),
                name="checkpoint_has_one_wording_now",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", None),
                    models.Q(("ends_on__gte", models.F("starts_on")), ("starts_on__isnull", False)),
                    _connector="OR",
                ),
                name="eventrevision_ends_after_start",
                violation_error_message="The last day must not be before the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventrevision",
            constraint=models.UniqueConstraint(
                fields=("of", "number"), name="eventrevision_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="eventrevision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)),
                fields=("of",),
                name="eventrevision_one_is_current",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("superseded_at", None),
                    ("superseded_at__gte", models.F("recorded_at")),
                    _connector="OR",
                ),
                name="eventrevision_is_superseded_later",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="eventrevision_counts_from_1"
            ),
        ),
        migrations.AddConstraint(
            model_name="checkpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from", None),
                    ("valid_to", None),
                    ("valid_to__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="checkpoint_ends_after_start",
                violation_error_message="The last day must not be before the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="checkpoint",
            constraint=models.UniqueConstraint(
                fields=("milestone", "slug"), name="checkpoint_slug"
            ),
        ),
        migrations.AddConstraint(
            model_name="checkpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["statement", "question"])),
                name="checkpoint_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="phase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("source", "nb"), models.Q(("nb", ""), _negated=True)),
                    models.Q(("source", "nn"), models.Q(("nn", ""), _negated=True)),
                    models.Q(("source", "en"), models.Q(("en", ""), _negated=True)),
                    _connector="OR",
                ),
                name="phase_has_its_source_text",
                violation_error_message="Write the text in the language it is said to be in.",
            ),
        ),
        migrations.AddConstraint(
            model_name="phase",
            constraint=models.UniqueConstraint(fields=("programme", "slug"), name="phase_slug"),
        ),
        migrations.AddConstraint(
            model_name="phase",
            constraint=models.UniqueConstraint(
                fields=("programme", "position"), name="phase_position"
            ),
        ),
        migrations.AddConstraint(
            model_name="phase",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                name="phase_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="objective",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("source", "nb"), models.Q(("nb", ""), _negated=True)),
                    models.Q(("source", "nn"), models.Q(("nn", ""), _negated=True)),
                    models.Q(("source", "en"), models.Q(("en", ""), _negated=True)),
                    _connector="OR",
                ),
                name="objective_has_its_source_text",
                violation_error_message="Write the text in the language it is said to be in.",
            ),
        ),
        migrations.AddConstraint(
            model_name="objective",
            constraint=models.UniqueConstraint(
                fields=("phase", "position"), name="objective_position"
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("source", "nb"), models.Q(("nb", ""), _negated=True)),
                    models.Q(("source", "nn"), models.Q(("nn", ""), _negated=True)),
                    models.Q(("source", "en"), models.Q(("en", ""), _negated=True)),
                    _connector="OR",
                ),
                name="milestone_has_its_source_text",
                violation_error_message="Write the text in the language it is said to be in.",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.UniqueConstraint(fields=("phase", "slug"), name="milestone_slug"),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.UniqueConstraint(
                fields=("phase", "position"), name="milestone_position"
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", None),
                    models.Q(("ends_on__gte", models.F("starts_on")), ("starts_on__isnull", False)),
                    _connector="OR",
                ),
                name="event_ends_after_start",
                violation_error_message="The last day must not be before the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.UniqueConstraint(fields=("phase", "slug"), name="event_slug"),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.UniqueConstraint(
                fields=("phase", "kind", "number"), name="event_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["kickoff", "gathering", "report", "final_report"])
                ),
                name="event_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="strand",
            constraint=models.UniqueConstraint(fields=("region", "number"), name="strand_number"),
        ),
        migrations.AddConstraint(
            model_name="strand",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_main", True)),
                fields=("region", "phase"),
                name="one_main_strand_a_phase",
                violation_error_message="The region has a main strand in this phase.",
            ),
        ),
        migrations.AddConstraint(
            model_name="strand",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("is_main", True), ("theme", "")),
                    models.Q(("is_main", False), models.Q(("theme", ""), _negated=True)),
                    _connector="OR",
                ),
                name="only_parallel_strands_have_a_theme",
                violation_error_message="Give the strand a theme.",
            ),
        ),
        migrations.AddConstraint(
            model_name="planrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts_on", None),
                    ("ends_on", None),
                    ("ends_on__gte", models.F("starts_on")),
                    _connector="OR",
                ),
                name="planrevision_ends_after_start",
                violation_error_message="The planned end must not be before the planned start.",
            ),
        ),
        migrations.AddConstraint(
            model_name="planrevision",
            constraint=models.UniqueConstraint(fields=("of", "number"), name="planrevision_number"),
        ),
        migrations.AddConstraint(
            model_name="planrevision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)),
                fields=("of",),
                name="planrevision_one_is_current",
            ),
        ),
        migrations.AddConstraint(
            model_name="planrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("superseded_at", None),
                    ("superseded_at__gte", models.F("recorded_at")),
                    _connector="OR",
                ),
                name="planrevision_is_superseded_later",
            ),
        ),
        migrations.AddConstraint(
            model_name="planrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="planrevision_counts_from_1"
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts_on", None),
                    ("ends_on", None),
                    ("ends_on__gte", models.F("starts_on")),
                    _connector="OR",
                ),
                name="plan_ends_after_start",
                violation_error_message="The planned end must not be before the planned start.",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                fields=("strand", "milestone"), name="one_plan_a_milestone"
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("body", ""), _negated=True), name="decisionrevision_has_a_body"
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionrevision",
            constraint=models.UniqueConstraint(
                fields=("of", "number"), name="decisionrevision_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionrevision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)),
                fields=("of",),
                name="decisionrevision_one_is_current",
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("superseded_at", None),
                    ("superseded_at__gte", models.F("recorded_at")),
                    _connector="OR",
                ),
                name="decisionrevision_is_superseded_later",
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="decisionrevision_counts_from_1"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("body", ""), _negated=True), name="decision_has_a_body"
            ),
        ),
        migrations.AddIndex(
            model_name="assessmentrevision",
            index=models.Index(fields=["strand", "recorded_at"], name="assessment_history"),
        ),
        migrations.AddConstraint(
            model_name="assessmentrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        ["not_started", "in_progress", "met", "on_hold", "not_applicable"],
                    )
                ),
                name="assessmentrevision_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessmentrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("checkpoint_kind__in", ["statement", "question"])),
                name="assessmentrevision_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessmentrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("checkpoint_kind", "question"), ("status", "met"), ("text", ""), _negated=True
                ),
                name="assessmentrevision_answered_in_words",
                violation_error_message="Write an answer before you mark the question answered.",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessmentrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("met_on", None), ("status", "met"), _connector="OR"),
                name="assessmentrevision_only_what_is_met_has_a_day",
                violation_error_message="Only what is met has a date for it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessmentrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("responsible", None), ("responsible_name", ""), _connector="OR"
                ),
                name="assessmentrevision_one_responsible",
                violation_error_message="Choose a person or write a name, not both.",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessmentrevision",
            constraint=models.UniqueConstraint(
                fields=("of", "number"), name="assessmentrevision_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="assessmentrevision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)),
                fields=("of",),
                name="assessmentrevision_one_is_current",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessmentrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("superseded_at", None),
                    ("superseded_at__gte", models.F("recorded_at")),
                    _connector="OR",
                ),
                name="assessmentrevision_is_superseded_later",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessmentrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="assessmentrevision_counts_from_1"
            ),
        ),
        migrations.AddIndex(
            model_name="assessment",
            index=models.Index(fields=["strand", "milestone"], name="assessment_cell"),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        ["not_started", "in_progress", "met", "on_hold", "not_applicable"],
                    )
                ),
                name="assessment_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("checkpoint_kind__in", ["statement", "question"])),
                name="assessment_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("checkpoint_kind", "question"), ("status", "met"), ("text", ""), _negated=True
                ),
                name="assessment_answered_in_words",
                violation_error_message="Write an answer before you mark the question answered.",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("met_on", None), ("status", "met"), _connector="OR"),
                name="assessment_only_what_is_met_has_a_day",
                violation_error_message="Only what is met has a date for it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("responsible", None), ("responsible_name", ""), _connector="OR"
                ),
                name="assessment_one_responsible",
                violation_error_message="Choose a person or write a name, not both.",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(
                fields=("strand", "checkpoint"), name="one_assessment"
            ),
        ),
        migrations.AddConstraint(
            model_name="strandrevision",
            constraint=models.UniqueConstraint(
                fields=("of", "number"), name="strandrevision_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="strandrevision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)),
                fields=("of",),
                name="strandrevision_one_is_current",
            ),
        ),
        migrations.AddConstraint(
            model_name="strandrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("superseded_at", None),
                    ("superseded_at__gte", models.F("recorded_at")),
                    _connector="OR",
                ),
                name="strandrevision_is_superseded_later",
            ),
        ),
        migrations.AddConstraint(
            model_name="strandrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="strandrevision_counts_from_1"
            ),
        ),
    ]
