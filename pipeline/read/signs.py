"""
The words by which a page that is no article, or only the beginning of one, gives itself away.

A notice speaks to its reader ("your browser", "our partners") or is a heading and nothing else; an article tells of
cookies, refused access and 404 jets in the third person. That, not the subject, is what these look for.
"""

from __future__ import annotations

import re

__all__ = ["ASKING", "BROKEN_OFF", "CONSENT", "GATE", "MISSING", "MORE", "NOTICE", "PAYWALL", "SHORT_NOTICE"]


def _any_of(*signs: str) -> re.Pattern[str]:
    return re.compile("|".join(signs), re.IGNORECASE)


# To be the whole of a heading, or all but the site's name.
NOTICE = re.compile(
    r"(?:(?:error|fehler|erreur)\W*)?(?:(?:404|410|500|502|503|504|52\d)(?:\W*error)?|(?:[45]\d\d\W+)?(?:"
    r"(?:(?:page|article|story|content|post|file) )?(?:not found|unavailable|no longer available)"
    r"|(?:this|the) (?:page|article|story) (?:could not|can(?:no|')t|can not) be found"
    r"|(?:internal )?server error|service (?:temporarily )?unavailable|bad gateway|gateway time-?out"
    r"|connection timed out|web server is down|access denied|access to this page has been denied|403 forbidden"
    r"|attention required\W*cloudflare|just a moment|one moment,? please|are you (?:a )?(?:robot|human)"
    r"|pardon our interruption|unavailable (?:for|due to) legal reasons|index of /\S*"
    r"|(?:seite|artikel) (?:wurde )?nicht (?:gefunden|verfügbar)|page (?:introuvable|non trouvée)"
    r"|página no encontrada|página não encontrada|pagina (?:non trovata|niet gevonden)|страница не найдена)"
    r"(?:\W+error code \d+)?)\W*",
    re.IGNORECASE,
)
# The same while there is little text: articles have such headlines, too.
SHORT_NOTICE = re.compile(
    r"(?:oops\b.{0,40}|sorry\b.{0,30}|error|forbidden|maintenance|(?:under|scheduled) maintenance"
    r"|something went wrong|nicht gefunden|we['’]?(?:ll| will) be (?:right )?back(?: soon| shortly)?"
    r"|(?:log|sign) ?in(?: to your account)?|register|subscribe|coming soon)\W*",
    re.IGNORECASE,
)
MISSING = _any_of(
    r"(?:page|article|story|content|post)\b.{0,40}(?:not (?:be )?found|no longer (?:available|exists?))",
    r"(?:page|article|story|content|post)\b.{0,40}(?:does(?:n't| not) exist|(?:has been|was) (?:removed|deleted))",
    r"(?:can't|cannot|couldn't) find (?:the|that|this) (?:page|article)",
    r"seite (?:wurde )?nicht gefunden|artikel ist .{0,20}nicht (?:mehr )?verfügbar|page introuvable",
    r"página no encontrada|pagina non trovata|страница не найдена",
    r"contact the (?:server|site|web ?site) administrator|(?:temporarily|currently) (?:down|offline) for",
    r"if you are a visitor of this website",
)
CONSENT = _any_of(
    r"cookie|\bconsent\b|\bGDPR\b|legitimate interest|Datenschutz|Einwilligung|consentement|témoins",
    r"privacy (?:policy|settings|choices)|personali[sz]ed (?:ads|content)|personal data|geolocation data",
    r"accept all|reject all|manage (?:options|preferences|choices)|before you continue",
)
# "Sie" asks its reader, "sie" tells of others.
ASKING = re.compile(
    r"\b(?:[Ww]e|[Oo]ur|[Yy]ou|[Yy]ours?|[Ww]ir|[Uu]nsere[rn]?|Sie|Ihre[rmn]?|[Nn]ous|[Nn]os|[Nn]otre|[Vv]ous|[Vv]os|[Vv]otre)\b"
)
GATE = _any_of(
    r"checking your browser|(?:verify|confirm) (?:that )?you are (?:a )?human|(?:you are|you're) (?:not )?a (?:ro)?bot",
    r"are you a robot|solve (?:the|this) captcha|complete (?:the|this) (?:captcha|challenge|security check)",
    r"access to this page has been denied|you (?:do not|don['’]t) have permission to access|unusual traffic from your",
    r"(?:enable|turn on|activate) javascript|javascript (?:is|must be) (?:disabled|required|enabled)",
    r"(?:accept|agree to) (?:the|our) terms .{0,40}(?:network|wi-?fi|\bconnect|use\b)",
    r"log ?in to .{0,30}(?:network|wi-?fi)|get connected to the internet",
    r"enter your (?:e-?mail|room|phone|user ?name|password)|forgot(?:ten)? your password",
    r"access cannot be granted|not available in your (?:country|region)|from a country belonging to the",
    r"this domain (?:is|may be) for sale|buy this domain",
)
PAYWALL = _any_of(
    r"(?:subscribe|sign in|log in|register|sign up)(?: now| today)? to "
    r"(?:continue|keep|unlock|view|access|read(?! (?:our|more about)))",
    r"to (?:continue|keep) reading|already a subscriber|read the (?:full|whole|rest of (?:the|this)) (?:story|article)",
    r"(?:for|to) subscribers only|subscriber[- ](?:only|exclusive)|exclusively for (?:our )?subscribers",
    r"(?:article|story|content) is (?:reserved |available |only )*(?:for|to) (?:our |paying )*(?:subscribers|members)",
    r"(?:premium|subscriber|members?-only) (?:article|story|content)\b|unlimited (?:digital )?access",
    r"start your (?:free )?trial|subscribe (?:today |now )?for (?:just |only )?[$£€]\s?\d",
    r"réservé aux abonnés|abonnez-vous pour lire|nur für Abonnenten|weiterlesen mit|bereits (?:ein Abo|Abonnent)",
    r"suscríbete para (?:seguir leyendo|leer)|abbonati per (?:leggere|continuare)|assine para (?:ler|continuar)",
)
# A sentence that stops in dots; "You may also like..." is too short to be one.
BROKEN_OFF = re.compile(r"[^\n]{40}(?:…|\.\.\.|\[…\]|\[\.\.\.\])$|\bcontinue reading\W*$", re.IGNORECASE)
MORE = re.compile(
    r"(?:read (?:more|on|the (?:full|whole) (?:story|article))|continue reading|full story)\W*$", re.IGNORECASE
)
