"""Offers: what runs for a member, and what the owner launches, pauses and ends."""

from services.offer_changes import OfferEnded, end, launch, pause, resume, without
from services.offer_drafts import (
    OfferDraft,
    OfferEndsBefore,
    OfferIncomplete,
    OfferOutOfRange,
    OfferPreview,
    preview,
)
from services.offer_results import OfferResult
from services.offer_views import (
    CouponView,
    MemberOffer,
    MemberOffers,
    OfferState,
    OwnerOffer,
    OwnerOffers,
    Terms,
    count_for,
    member_offers,
    owner_offer,
    owner_offers,
    ref_of,
    with_points,
)

__all__ = [
    "CouponView",
    "MemberOffer",
    "MemberOffers",
    "OfferDraft",
    "OfferEnded",
    "OfferEndsBefore",
    "OfferIncomplete",
    "OfferOutOfRange",
    "OfferPreview",
    "OfferResult",
    "OfferState",
    "OwnerOffer",
    "OwnerOffers",
    "Terms",
    "count_for",
    "end",
    "launch",
    "member_offers",
    "owner_offer",
    "owner_offers",
    "pause",
    "preview",
    "ref_of",
    "resume",
    "with_points",
    "without",
]
