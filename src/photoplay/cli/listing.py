"""`photoplay transitions` and `photoplay looks`: what there is to choose from."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from itertools import groupby

from photoplay.services import ways
from photoplay.services.ways import Offer


def transitions(*, as_json: bool) -> None:
    """Prints every transition, family by family."""
    offers = ways.transitions()
    if as_json:
        told = [{"name": one.name, "family": one.family, "about": one.about} for one in offers]
        print(json.dumps({"transitions": told}, ensure_ascii=False))
        return
    _print(offers, lambda offer: offer.about)
    print(
        "\nFor example: photoplay make photos/ --transition wipeleft --transition-seconds 0.8; none: --transition none"
    )


def looks(*, as_json: bool) -> None:
    """Prints every look with the strengths it may have."""
    offers = ways.looks()
    if as_json:
        told = [{**asdict(one), "amounts": list(one.amounts or ())} for one in offers]
        print(json.dumps({"looks": told}, ensure_ascii=False))
        return
    _print(offers, _with_amounts)
    print(
        "\nFor example: photoplay make photos/ --auto --look cinematic:60 --look vignette; "
        "a table of colours: --lut film.cube"
    )


def _with_amounts(offer: Offer) -> str:
    low, high = offer.amounts or (0, 100)
    return f"{offer.about}, {low} to {high}"


def _print(offers: Sequence[Offer], told: Callable[[Offer], str]) -> None:
    width = max(len(offer.name) for offer in offers)
    for index, (family, members) in enumerate(groupby(offers, key=lambda offer: offer.family)):
        print(("\n" if index else "") + family.capitalize())
        for offer in members:
            print(f"  {offer.name:{width}}  {told(offer)}")
