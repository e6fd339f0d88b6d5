"""
Where a name is only the beginning of another's: "Harbour" in "Harbour police" and "Harbour Ambulance Service".

Clubs, papers and companies are called after their towns, and so are the town's police, courts and hospitals. These are
bodies of their own; "a Harbour spokesman", "the Harbour board" and "Harbour Technologies" are not.
"""

from __future__ import annotations

__all__ = ["NOT_ANOTHERS"]

# A town's or a country's own bodies: nobody else has them.
_BODIES = (
    r"(?:polic(?:e|ing)(?:m[ae]n|wom[ae]n)?|constabulary|courts?|magistrates|coroner|prosecutors?|council(?:lors?)?|mayor"
    r"|ambulance|fire\s(?:service|brigade|department|and\srescue)|fire\s?fighters|rescue\sservice|coastguard"
    r"|hospitals?|infirmary|university|residents|locals)"
)
# What may stand between: "Harbour city police", "Harbour district court".
_KIND = r"(?:(?:city|town|county|state|local|regional|district|high|supreme|appeals?|crown|criminal|riot|port)\s)?"
_CAPITALISED = r"(?-i:[A-Z])[\w’'-]*\s(?:(?:and|of|for)\s(?:the\s)?|&\s)?"
_HOUSES = (
    r"(?-i:Police|Constabulary|Courts?|Council|Ambulance|Fire|Rescue|Coastguard|Hospital|Infirmary|Clinic|University|College"
    r"|School|Museum|Cathedral|Airport|Chamber|Association|Federation|Guild|Society|Union|Herald|Gazette|Courier|Chronicle"
    r"|Mail|Times|Tribune|Observer|Echo|Telegraph|Argus|Post|Bugle|Residents['’]?|Supporters['’]?|Fans['’]?)"
)
NOT_ANOTHERS = rf"(?!\s{_KIND}{_BODIES}(?!\w)|\s(?:{_CAPITALISED}){{0,2}}{_HOUSES}(?!\w))"
"""A pattern, for a case-blind search, that follows a name where what stands behind it makes it nobody else's."""
