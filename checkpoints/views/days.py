"""Pages that can be asked for as of a day: what they answer when there is no such day for them."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render

from checkpoints.asked import NotThereYet, NotUnderstood
from regions.access import SignedInRequest

type View[**Where, Answer] = Callable[Concatenate[SignedInRequest, Where], Answer]


def as_of_any_day[**Where, Answer: HttpResponseBase](
    view: View[Where, Answer],
) -> View[Where, Answer | HttpResponse]:
    """A view that may be asked for a day, and says in words why it cannot show one."""

    @wraps(view)
    def answered(
        request: SignedInRequest, /, *args: Where.args, **kwargs: Where.kwargs
    ) -> Answer | HttpResponse:
        page: dict[str, Any]
        try:
            return view(request, *args, **kwargs)
        except NotUnderstood as problem:
            page, status = {"form": problem.form}, HTTPStatus.BAD_REQUEST
        except NotThereYet as problem:
            page, status = {"asked": problem.asked}, HTTPStatus.NOT_FOUND
        return render(request, "checkpoints/no_such_day.html", page, status=status)

    return answered
