"""Profiles: one record per published skill, for its limits, its default cut and its default export."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from photoplay.settings import ServiceSettings
from photoplay.templates.brief import Kind


@dataclass(frozen=True, slots=True)
class Profile:
    """What a skill's sessions do when nobody says otherwise.

    Attributes:
        name: The skill's ``X-Skill-Source``, or "general".
        title: In a few words.
        kind: Of its default cut.
        upload_setting: Name of the setting that limits a file's size.
        total_s: Length of the default cut, seconds; None: by the number of photos.
        photo_s: Length of each photo where ``total_s`` is None.
        one_photo_s: Length of the cut of a single photo.
        card_s: Length of an end card with the logo, where one was sent; 0: logos stay out.
        transition, transition_s: Between photos.
        mood: Of the music under them; None: silent.
        preset: Of exports whose client asks for no preset and no size.
    """

    name: str
    title: str
    kind: Kind = "slideshow"
    upload_setting: str = "upload_bytes"
    total_s: float | None = None
    photo_s: float = 3.0
    one_photo_s: float = 5.0
    card_s: float = 0.0
    transition: str = "fade"
    transition_s: float = 0.6
    mood: str | None = None
    preset: str | None = None

    def upload_bytes(self, settings: ServiceSettings) -> int:
        """Largest file in this profile."""
        return int(getattr(settings, self.upload_setting))


#: A photo is looked at for three to four seconds, a single one for five. Clips for chats stay silent: they
#: are looped and laid over other things. See docs/api.md, "Profiles".
_ALL = (
    Profile("general", "Photos to video", mood="lofi"),
    Profile("ai-image-to-video-bot", "Photos to animated clips", kind="single"),
    Profile("meta-ai-image-to-video", "One photo, five seconds", kind="single", photo_s=5.0),
    Profile("ai-image-to-video-discord", "A clip to share in Discord", kind="character", preset="discord"),
    Profile("online-photo-video-maker", "A slideshow", photo_s=3.5, transition_s=0.7, mood="calm"),
    Profile(
        "ai-product-video",
        "A product video with the logo at the end",
        kind="product",
        upload_setting="upload_bytes_product",
        total_s=30.0,
        one_photo_s=30.0,
        card_s=3.0,
        mood="corporate",
    ),
)
PROFILES: Mapping[str, Profile] = MappingProxyType({profile.name: profile for profile in _ALL})


def profile_of(source: str | None) -> Profile:
    """The profile of a skill; of anyone else, the general one."""
    return PROFILES.get(source or "", PROFILES["general"])
