"""Writes on keys to the API. Each person makes and ends their own."""

from datetime import timedelta
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regions import clock, mail
from regions.models import ApiToken, Scope, User
from regions.tokens import MOST_A_DAY, digest_of, new_secret, working

LONGEST = 365  # days
MOST = 20  # keys that work at once
A_DAY = timedelta(hours=24)


def make_token(*, by: User, name: str, scope: Scope, days: int, site: str) -> tuple[ApiToken, str]:
    """A key of one's own, and its secret, which nobody can read again.

    Its person is told by mail, so that nobody has one without knowing.
    """
    if not 1 <= days <= LONGEST:
        raise ValidationError({"days": _("A key works for a year at the most.")})
    with transaction.atomic():
        # Locked first: two at once would each count without the other's.
        User.objects.select_for_update(no_key=True).get(pk=by.pk)
        if working(by.tokens.all()) >= MOST:
            raise ValidationError(_("You have too many keys. End one that you do not use."))
        secret, now = new_secret(), clock.real_now()
        if by.tokens.filter(made_at__gt=now - A_DAY).count() >= MOST_A_DAY:
            raise ValidationError(
                _("You have made %(n)d keys in 24 hours. Make the next one tomorrow."),
                params={"n": MOST_A_DAY},
            )
        token = ApiToken.objects.create(
            person=by, name=name.strip(), scope=scope, digest=digest_of(secret),
            made_at=now, expires_at=now + timedelta(days),
        )  # fmt: skip
        transaction.on_commit(partial(mail.tell_of_token, token, site), robust=True)
    return token, secret


def end_token(*, by: User, token: ApiToken) -> ApiToken:
    """It opens nothing from now on. Ended twice, it ended the first time.

    Another's works on.
    """
    now = clock.real_now()
    by.tokens.filter(pk=token.pk, ended_at=None).update(ended_at=now)
    token.refresh_from_db()
    return token
