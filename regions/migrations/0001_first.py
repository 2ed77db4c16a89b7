"""Who: programme, people, places, regions, with all histories."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="County",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        max_length=2,
                        unique=True,
                        validators=[django.core.validators.RegexValidator("^\\d{2}$")],
                    ),
                ),
                ("name", models.CharField(max_length=60)),
            ],
            options={
                "verbose_name_plural": "counties",
            },
        ),
        migrations.CreateModel(
            name="Municipality",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "municipalities",
            },
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(unique=True)),
                ("name", models.CharField(max_length=200)),
                ("funder", models.CharField(max_length=200)),
                ("funder_short", models.CharField(max_length=40)),
                ("languages", models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("changed_at", models.DateTimeField(editable=False)),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                (
                    "language",
                    models.CharField(
                        choices=[("nb", "bokmål"), ("nn", "nynorsk"), ("en", "English")],
                        default="nb",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="may sign in")),
                ("is_staff", models.BooleanField(default=False)),
                (
                    "changed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Membership",
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
                    "role",
                    models.CharField(
                        choices=[("coordinator", "coordinator"), ("reader", "reader")],
                        max_length=11,
                        verbose_name="role",
                    ),
                ),
                ("removed", models.BooleanField(default=False)),
                (
                    "changed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MunicipalityVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                ("number", models.CharField(max_length=4)),
                ("name", models.CharField(max_length=60)),
                (
                    "county",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="regions.county",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="regions.municipality",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Participation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("changed_at", models.DateTimeField(editable=False)),
                (
                    "role",
                    models.CharField(
                        choices=[("host", "host"), ("member", "member"), ("observer", "observer")],
                        max_length=8,
                        verbose_name="role",
                    ),
                ),
                ("removed", models.BooleanField(default=False)),
                (
                    "changed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="regions.municipality",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Region",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("changed_at", models.DateTimeField(editable=False)),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "language",
                    models.CharField(
                        choices=[("nb", "bokmål"), ("nn", "nynorsk"), ("en", "English")],
                        max_length=2,
                        verbose_name="language of reports",
                    ),
                ),
                (
                    "source_confidence",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="how sure the source is"
                    ),
                ),
                ("slug", models.SlugField(unique=True)),
                (
                    "changed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="regions",
                        to="regions.programme",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ParticipationRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
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
                    "role",
                    models.CharField(
                        choices=[("host", "host"), ("member", "member"), ("observer", "observer")],
                        max_length=8,
                        verbose_name="role",
                    ),
                ),
                ("removed", models.BooleanField(default=False)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.municipality",
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="regions.participation",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="participation",
            name="region",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="participations",
                to="regions.region",
            ),
        ),
        migrations.CreateModel(
            name="MembershipRevision",
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
                    "role",
                    models.CharField(
                        choices=[("coordinator", "coordinator"), ("reader", "reader")],
                        max_length=11,
                        verbose_name="role",
                    ),
                ),
                ("removed", models.BooleanField(default=False)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="regions.membership",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="membership",
            name="region",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="memberships",
                to="regions.region",
            ),
        ),
        migrations.CreateModel(
            name="RegionRevision",
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
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "language",
                    models.CharField(
                        choices=[("nb", "bokmål"), ("nn", "nynorsk"), ("en", "English")],
                        max_length=2,
                        verbose_name="language of reports",
                    ),
                ),
                (
                    "source_confidence",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="how sure the source is"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="regions.region",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Role",
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
                    "role",
                    models.CharField(
                        choices=[("staff", "programme staff"), ("ministry", "ministry")],
                        max_length=11,
                        verbose_name="role",
                    ),
                ),
                ("removed", models.BooleanField(default=False)),
                (
                    "changed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roles",
                        to="regions.programme",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roles",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RoleRevision",
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
                    "role",
                    models.CharField(
                        choices=[("staff", "programme staff"), ("ministry", "ministry")],
                        max_length=11,
                        verbose_name="role",
                    ),
                ),
                ("removed", models.BooleanField(default=False)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="regions.role",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="UserRevision",
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
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                (
                    "language",
                    models.CharField(
                        choices=[("nb", "bokmål"), ("nn", "nynorsk"), ("en", "English")],
                        default="nb",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="may sign in")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name", ""), _negated=True), models.Q(("email", ""), _negated=True)
                ),
                name="user_has_name_and_email",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__in", ["nb", "nn", "en"])),
                name="user_language_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"),
                name="user_email",
                violation_error_message="Another person has this e-mail address.",
            ),
        ),
        migrations.AddConstraint(
            model_name="municipalityversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from", None),
                    ("valid_to", None),
                    ("valid_to__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="municipalityversion_ends_after_start",
                violation_error_message="The last day must not be before the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="municipalityversion",
            constraint=models.UniqueConstraint(
                fields=("number", "valid_from"), name="municipality_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="municipalityversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to", None)),
                fields=("number",),
                name="municipality_number_now",
                violation_error_message="Another municipality has this number.",
            ),
        ),
        migrations.AddConstraint(
            model_name="municipalityversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__regex", "^[0-9]{4}$")),
                name="municipality_number_has_4_digits",
                violation_error_message="A municipality's number has four digits, as 0402.",
            ),
        ),
        migrations.AddConstraint(
            model_name="region",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="region_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="region",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__in", ["nb", "nn"])), name="region_language_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="participationrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from", None),
                    ("valid_to", None),
                    ("valid_to__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="participationrevision_ends_after_start",
                violation_error_message="The last day must not be before the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="participationrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["host", "member", "observer"])),
                name="participationrevision_role_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="participationrevision",
            constraint=models.UniqueConstraint(
                fields=("of", "number"), name="participationrevision_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="participationrevision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)),
                fields=("of",),
                name="participationrevision_one_is_current",
            ),
        ),
        migrations.AddConstraint(
            model_name="participationrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("superseded_at", None),
                    ("superseded_at__gte", models.F("recorded_at")),
                    _connector="OR",
                ),
                name="participationrevision_is_superseded_later",
            ),
        ),
        migrations.AddConstraint(
            model_name="participationrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="participationrevision_counts_from_1"
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from", None),
                    ("valid_to", None),
                    ("valid_to__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="participation_ends_after_start",
                violation_error_message="The last day must not be before the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["host", "member", "observer"])),
                name="participation_role_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed", False), ("role", "host"), ("valid_to", None)),
                fields=("region",),
                name="region_has_one_host",
                violation_error_message="The region has a host already. Give that one a last day first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed", False), ("valid_to", None)),
                fields=("region", "municipality"),
                name="municipality_is_once_in_a_region",
                violation_error_message="The municipality is in the region already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membershiprevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["coordinator", "reader"])),
                name="membershiprevision_role_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="membershiprevision",
            constraint=models.UniqueConstraint(
                fields=("of", "number"), name="membershiprevision_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="membershiprevision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)),
                fields=("of",),
                name="membershiprevision_one_is_current",
            ),
        ),
        migrations.AddConstraint(
            model_name="membershiprevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("superseded_at", None),
                    ("superseded_at__gte", models.F("recorded_at")),
                    _connector="OR",
                ),
                name="membershiprevision_is_superseded_later",
            ),
        ),
        migrations.AddConstraint(
            model_name="membershiprevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="membershiprevision_counts_from_1"
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["coordinator", "reader"])),
                name="membership_role_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                fields=("user", "region"), name="one_membership_a_region"
            ),
        ),
        migrations.AddConstraint(
            model_name="regionrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="regionrevision_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="regionrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__in", ["nb", "nn"])),
                name="regionrevision_language_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="regionrevision",
            constraint=models.UniqueConstraint(
                fields=("of", "number"), name="regionrevision_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="regionrevision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)),
                fields=("of",),
                name="regionrevision_one_is_current",
            ),
        ),
        migrations.AddConstraint(
            model_name="regionrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("superseded_at", None),
                    ("superseded_at__gte", models.F("recorded_at")),
                    _connector="OR",
                ),
                name="regionrevision_is_superseded_later",
            ),
        ),
        migrations.AddConstraint(
            model_name="regionrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="regionrevision_counts_from_1"
            ),
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["staff", "ministry"])), name="role_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=models.UniqueConstraint(
                fields=("user", "programme"), name="one_role_a_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="rolerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["staff", "ministry"])),
                name="rolerevision_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="rolerevision",
            constraint=models.UniqueConstraint(fields=("of", "number"), name="rolerevision_number"),
        ),
        migrations.AddConstraint(
            model_name="rolerevision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)),
                fields=("of",),
                name="rolerevision_one_is_current",
            ),
        ),
        migrations.AddConstraint(
            model_name="rolerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("superseded_at", None),
                    ("superseded_at__gte", models.F("recorded_at")),
                    _connector="OR",
                ),
                name="rolerevision_is_superseded_later",
            ),
        ),
        migrations.AddConstraint(
            model_name="rolerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="rolerevision_counts_from_1"
            ),
        ),
        migrations.AddConstraint(
            model_name="userrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name", ""), _negated=True), models.Q(("email", ""), _negated=True)
                ),
                name="userrevision_has_name_and_email",
            ),
        ),
        migrations.AddConstraint(
            model_name="userrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__in", ["nb", "nn", "en"])),
                name="userrevision_language_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="userrevision",
            constraint=models.UniqueConstraint(fields=("of", "number"), name="userrevision_number"),
        ),
        migrations.AddConstraint(
            model_name="userrevision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)),
                fields=("of",),
                name="userrevision_one_is_current",
            ),
        ),
        migrations.AddConstraint(
            model_name="userrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("superseded_at", None),
                    ("superseded_at__gte", models.F("recorded_at")),
                    _connector="OR",
                ),
                name="userrevision_is_superseded_later",
            ),
        ),
        migrations.AddConstraint(
            model_name="userrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="userrevision_counts_from_1"
            ),
        ),
    ]
