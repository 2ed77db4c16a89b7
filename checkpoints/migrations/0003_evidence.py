"""Evidence, and what it is attached to; each revision knows the last change for certain."""

import checkpoints.models.evidence
import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("checkpoints", "0002_confirmations"),
        ("regions", "0001_first"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("changed_at", models.DateTimeField(editable=False)),
                ("removed", models.BooleanField(default=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AttachmentRevision",
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
                ("removed", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("changed_at", models.DateTimeField(editable=False)),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("dated_on", models.DateField(blank=True, null=True, verbose_name="date")),
                ("removed", models.BooleanField(default=False, verbose_name="hidden")),
                ("file_name", models.CharField(blank=True, max_length=150)),
                ("url", models.URLField(blank=True, max_length=1000, verbose_name="link")),
            ],
            options={
                "ordering": ["title", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EvidenceRevision",
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
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("dated_on", models.DateField(blank=True, null=True, verbose_name="date")),
                ("removed", models.BooleanField(default=False, verbose_name="hidden")),
            ],
        ),
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "content",
                    models.FileField(
                        max_length=200,
                        storage=checkpoints.models.evidence.evidence_storage,
                        upload_to="",
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("media_type", models.CharField(max_length=100)),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting to be scanned"),
                            ("accepted", "accepted"),
                            ("quarantined", "refused by the scan"),
                        ],
                        default="waiting",
                        max_length=11,
                    ),
                ),
                (
                    "thumbnail",
                    models.FileField(
                        blank=True,
                        max_length=200,
                        storage=checkpoints.models.evidence.evidence_storage,
                        upload_to="",
                    ),
                ),
            ],
        ),
        migrations.AlterField(
            model_name="assessmentrevision",
            name="changed_at",
            field=models.DateTimeField(editable=False),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at", None), ("confirmed_by", None)),
                    ("confirmed_at__gte", models.F("changed_at")),
                    _connector="OR",
                ),
                name="assessment_is_confirmed_later",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessmentrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at", None), ("confirmed_by", None)),
                    ("confirmed_at__gte", models.F("changed_at")),
                    _connector="OR",
                ),
                name="assessmentrevision_is_confirmed_later",
            ),
        ),
        migrations.AddField(
            model_name="attachment",
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
            model_name="attachment",
            name="checkpoint",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="checkpoints.checkpoint",
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="decision",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="checkpoints.decision",
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="milestone",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="checkpoints.milestone",
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="strand",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="checkpoints.strand",
            ),
        ),
        migrations.AddField(
            model_name="attachmentrevision",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="attachmentrevision",
            name="checkpoint",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="checkpoints.checkpoint",
            ),
        ),
        migrations.AddField(
            model_name="attachmentrevision",
            name="decision",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="checkpoints.decision",
            ),
        ),
        migrations.AddField(
            model_name="attachmentrevision",
            name="milestone",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="checkpoints.milestone",
            ),
        ),
        migrations.AddField(
            model_name="attachmentrevision",
            name="of",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="revisions",
                to="checkpoints.attachment",
            ),
        ),
        migrations.AddField(
            model_name="attachmentrevision",
            name="strand",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="checkpoints.strand",
            ),
        ),
        migrations.AddField(
            model_name="evidence",
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
            model_name="evidence",
            name="region",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="evidence",
                to="regions.region",
            ),
        ),
        migrations.AddField(
            model_name="attachmentrevision",
            name="evidence",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="checkpoints.evidence",
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="evidence",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="checkpoints.evidence",
            ),
        ),
        migrations.AddField(
            model_name="evidencerevision",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="evidencerevision",
            name="of",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="revisions",
                to="checkpoints.evidence",
            ),
        ),
        migrations.AddField(
            model_name="storedfile",
            name="region",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regions.region"
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="stored",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="evidence",
                to="checkpoints.storedfile",
            ),
        ),
        migrations.AddConstraint(
            model_name="attachmentrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("checkpoint", None), ("decision__isnull", False)),
                    models.Q(("checkpoint__isnull", False), ("decision", None)),
                    _connector="OR",
                ),
                name="attachmentrevision_to_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="attachmentrevision",
            constraint=models.UniqueConstraint(
                fields=("of", "number"), name="attachmentrevision_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="attachmentrevision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)),
                fields=("of",),
                name="attachmentrevision_one_is_current",
            ),
        ),
        migrations.AddConstraint(
            model_name="attachmentrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("superseded_at", None),
                    ("superseded_at__gte", models.F("recorded_at")),
                    _connector="OR",
                ),
                name="attachmentrevision_is_superseded_later",
            ),
        ),
        migrations.AddConstraint(
            model_name="attachmentrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="attachmentrevision_counts_from_1"
            ),
        ),
        migrations.AddIndex(
            model_name="attachment",
            index=models.Index(fields=["strand", "milestone"], name="attachment_at"),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("checkpoint", None), ("decision__isnull", False)),
                    models.Q(("checkpoint__isnull", False), ("decision", None)),
                    _connector="OR",
                ),
                name="attachment_to_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.UniqueConstraint(
                models.F("evidence"),
                models.F("strand"),
                django.db.models.functions.comparison.Coalesce(
                    "checkpoint", 0, output_field=models.BigIntegerField()
                ),
                django.db.models.functions.comparison.Coalesce(
                    "decision", 0, output_field=models.BigIntegerField()
                ),
                name="attached_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidencerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True),
                name="evidencerevision_has_a_title",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidencerevision",
            constraint=models.UniqueConstraint(
                fields=("of", "number"), name="evidencerevision_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidencerevision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)),
                fields=("of",),
                name="evidencerevision_one_is_current",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidencerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("superseded_at", None),
                    ("superseded_at__gte", models.F("recorded_at")),
                    _connector="OR",
                ),
                name="evidencerevision_is_superseded_later",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidencerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="evidencerevision_counts_from_1"
            ),
        ),
        migrations.AddConstraint(
            model_name="storedfile",
            constraint=models.UniqueConstraint(
                fields=("region", "sha256"), name="stored_once_a_region"
            ),
        ),
        migrations.AddConstraint(
            model_name="storedfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("size__gt", 0)), name="stored_file_is_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="storedfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ["waiting", "accepted", "quarantined"])),
                name="stored_file_verdict_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="evidence_has_a_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("stored__isnull", False),
                        ("url", ""),
                        models.Q(("file_name", ""), _negated=True),
                    ),
                    models.Q(
                        ("file_name", ""), ("stored", None), models.Q(("url", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="evidence_is_a_file_or_a_link",
            ),
        ),
    ]
