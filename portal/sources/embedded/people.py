"""The invented people of the demo: citizens, relatives and those who have the cases.

Nobody here exists. Every number has a day of birth raised by 60, which no CPR number
has, and every phone number begins with 12 34, which no telephone in Denmark does.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.sources.embedded.workdays import Birthday, Turning


@dataclass(frozen=True, slots=True)
class Citizen:
    """Somebody a case is about, or who speaks for them.

    ``age`` is given for children only, and keeps them that age as the years pass; ``turns`` for
    who has that birthday on the day the demo stands on.
    """

    key: str
    name: str
    born: date
    serial: str
    age: int | None = None
    language: str | None = None
    exempt: bool = False
    turns: int | None = None

    @property
    def identifier(self) -> str:
        """The test number: DDMMYY with 60 added to the day, and four digits."""
        return f"{self.born.day + 60:02}{self.born:%m%y}-{self.serial}"

    def fields(self) -> dict[str, Any]:
        """Return what a case system sends about this person."""
        fields: dict[str, Any] = {
            "identifier": self.identifier,
            "name": self.name,
            "birth_date": self._birth_date(),
        }
        if self.language:
            fields["language"] = self.language
        if self.exempt:
            fields["exempt_from_digital_post"] = True
        return fields

    def _birth_date(self) -> str | Birthday | Turning:
        if self.turns is not None:
            return Turning(self.turns)
        return Birthday(self.age) if self.age is not None else self.born.isoformat()


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody at the municipality: name, phone and when the phone is answered."""

    name: str
    phone: str
    hours: str = "Mandag til torsdag kl. 9-14, fredag kl. 9-12"

    def fields(self) -> dict[str, Any]:
        """Return what a case system sends about a caseworker."""
        return {"name": self.name, "phone": self.phone, "phone_hours": self.hours}


@dataclass(frozen=True, slots=True)
class Team:
    """A part of the municipality that has cases."""

    name: str
    phone: str
    hours: str = "Mandag til fredag kl. 9-14"

    def fields(self) -> dict[str, Any]:
        """Return what a case system sends about a unit."""
        return {"unit": self.name, "phone": self.phone, "phone_hours": self.hours}


# --- the municipality ----------------------------------------------------------------

ADULTS = Team("Team Voksne med handicap", "12 34 10 10")
FAMILIES = Team("Team Børn og Familie", "12 34 10 20")
AIDS = Team("Team Hjælpemidler og Bolig", "12 34 10 30")
APPEALS = Team("Team Klager", "12 34 10 40")

LISE = Worker("Lise Holm Andersen", "12 34 11 01")
YUSUF = Worker("Yusuf Demir", "12 34 11 02", "Mandag, tirsdag og torsdag kl. 10-14")
METTE = Worker("Mette Brandt", "12 34 11 03")
JOHN = Worker("John Kruse", "12 34 11 04")
SHIRIN = Worker("Shirin Ahmadi", "12 34 11 05", "Mandag til torsdag kl. 8-12")
PERNILLE = Worker("Pernille Vang", "12 34 11 06")
OLE = Worker("Ole Stensgaard", "12 34 11 07")

# --- citizens ------------------------------------------------------------------------

FREJA = Citizen("freja", "Freja Lindholm", date(1994, 4, 8), "4101")
MADS = Citizen("mads", "Mads Østergaard", date(1979, 9, 21), "4103")
NADIA = Citizen("nadia", "Nadia Rahimi", date(1991, 2, 17), "4104")
BENT = Citizen("bent", "Bent Aagaard", date(1951, 11, 3), "4105", exempt=True)
LENE = Citizen("lene", "Lene Kjærgaard", date(1968, 6, 29), "4106")

TOMASZ = Citizen("tomasz", "Tomasz Wiśniewski", date(1983, 1, 25), "4107", language="en")
INGRID = Citizen("ingrid", "Ingrid Sørensen", date(1974, 8, 12), "4108")
HODAN = Citizen("hodan", "Hodan Abdi Warsame", date(1986, 5, 4), "4110")
JENS = Citizen("jens", "Jens Peter Dam", date(1962, 10, 30), "4111")
PIPALUK = Citizen("pipaluk", "Pipaluk Kleist", date(1990, 12, 9), "4112")
ARNE = Citizen("arne", "Arne Bjerregaard", date(1958, 3, 15), "4113")
SUNNIVA = Citizen("sunniva", "Sunniva Joensen", date(1972, 7, 6), "4114")

AHMED = Citizen("ahmed", "Ahmed Çelik", date(1977, 5, 28), "4115")
KIRSTEN = Citizen("kirsten", "Kirsten Bach", date(1965, 4, 18), "4116")
RASMUS = Citizen("rasmus", "Rasmus Thygesen", date(1988, 10, 11), "4117")
DIANA = Citizen("diana", "Diana Petrova", date(1993, 9, 2), "4118")

PALLE = Citizen("palle", "Palle Mortensen", date(1960, 1, 7), "4119")
THUY = Citizen("thuy", "Thuy Nguyen", date(1981, 6, 14), "4120")
KASPER = Citizen("kasper", "Kasper Friis", date(1996, 3, 23), "4121")

GITTE = Citizen("gitte", "Gitte Overgaard", date(1970, 2, 1), "4122")
ELIAS = Citizen("elias", "Elias Haddad", date(1984, 12, 19), "4123")
VIBEKE = Citizen("vibeke", "Vibeke Lund", date(1967, 5, 10), "4124")
SAMUEL = Citizen("samuel", "Samuel Okafor", date(1989, 8, 31), "4125")
TOVE = Citizen("tove", "Tove Hedegaard", date(1955, 9, 26), "4126")
HENRIK = Citizen("henrik", "Henrik Juul", date(1976, 11, 13), "4127")

ANNE = Citizen("anne", "Anne Skovgaard", date(1982, 4, 5), "4128")
VERA = Citizen("vera", "Vera Nygaard", date(1971, 3, 9), "4129")
VIGGO = Citizen("viggo", "Viggo Storm", date(1969, 7, 22), "4130")
MARIAM = Citizen("mariam", "Mariam Youssef", date(1980, 10, 16), "4131")
ERIK = Citizen("erik", "Erik Toft", date(1957, 2, 24), "4132")
LAILA = Citizen("laila", "Laila Berg", date(1987, 6, 2), "4133")

SOREN = Citizen("soren", "Søren Dalgaard", date(1964, 8, 8), "4134")
JASMINA = Citizen("jasmina", "Jasmina Hadžić", date(1978, 1, 20), "4135")
PER = Citizen("per", "Per Winther", date(1959, 12, 5), "4136")
RIKKE = Citizen("rikke", "Rikke Munk", date(1985, 9, 17), "4137")
HASSAN = Citizen("hassan", "Hassan Jafari", date(1973, 4, 27), "4138")
BIRGIT = Citizen("birgit", "Birgit Holst", date(1953, 5, 21), "4139")
MIKKEL = Citizen("mikkel", "Mikkel Ravn", date(1992, 11, 28), "4140")
CONNIE = Citizen("connie", "Connie Bruun", date(1961, 6, 18), "4141")

OLGA = Citizen("olga", "Olga Schmidt", date(1966, 10, 3), "4142")
NIELS = Citizen("niels", "Niels Kamp", date(1963, 3, 30), "4143")
ZAHRA = Citizen("zahra", "Zahra Hosseini", date(1995, 7, 11), "4144")
DORTHE = Citizen("dorthe", "Dorthe Lassen", date(1975, 8, 24), "4145")

SARA = Citizen("sara", "Sara Holmgaard", date(1985, 2, 26), "4146")
OMAR = Citizen("omar", "Omar Benali", date(1983, 11, 9), "4147")
NOAH = Citizen("noah", "Noah Holmgaard Benali", date(2018, 5, 15), "4148", age=8)
EMMA = Citizen("emma", "Emma Krogh", date(2009, 6, 7), "4149", age=17)
LOTTE = Citizen("lotte", "Lotte Krogh", date(1980, 1, 14), "4150")
IDA = Citizen("ida", "Ida Fuglsang", date(2021, 9, 1), "4151", age=5)
CAMILLA = Citizen("camilla", "Camilla Fuglsang", date(1990, 3, 19), "4152")
STEEN = Citizen("steen", "Steen Madsen", date(1988, 9, 9), "4167")
JORGEN = Citizen("jorgen", "Jørgen Bisgaard", date(1998, 12, 2), "4153")
ELSE = Citizen("else", "Else Bisgaard", date(1966, 4, 12), "4154")
LAYLA = Citizen("layla", "Layla Al-Khatib", date(1988, 8, 6), "4155", language="ar")
KAREN = Citizen("karen", "Karen Ladefoged", date(1984, 10, 22), "4156")
TROELS = Citizen("troels", "Troels Iversen", date(1970, 7, 27), "4157")
GERDA = Citizen("gerda", "Gerda Kofoed", date(1948, 1, 29), "4158")
ROBERT = Citizen("robert", "Robert Falk", date(1971, 5, 31), "4159")
LISBETH = Citizen("lisbeth", "Lisbeth Falk", date(1973, 9, 8), "4160")
VIKTOR = Citizen("viktor", "Viktor Lange", date(1969, 2, 13), "4161")

HELLE = Citizen("helle", "Helle Graversen", date(1962, 11, 17), "4162")
AGNES = Citizen("agnes", "Agnes Poulsen", date(1986, 3, 4), "4163")
IBRAHIM = Citizen("ibrahim", "Ibrahim Sow", date(1990, 6, 25), "4164")
STINE = Citizen("stine", "Stine Vestergaard", date(1979, 12, 30), "4165")
BJARNE = Citizen("bjarne", "Bjarne Kjeldsen", date(1956, 7, 19), "4166")

# --- those who see the case of somebody else, or once did ----------------------------

SOLVEIG = Citizen("solveig", "Solveig Sørensen", date(1971, 2, 3), "4168")
PIA = Citizen("pia", "Pia Aagaard", date(1979, 5, 16), "4169")
ALMA = Citizen("alma", "Alma Vinther", date(2017, 3, 8), "4170", age=9)
MAJA = Citizen("maja", "Maja Vinther", date(1989, 6, 21), "4171")
JONAS = Citizen("jonas", "Jonas Hjorth", date(1987, 10, 4), "4172")
VILLADS = Citizen("villads", "Villads Lauridsen", date(2008, 11, 22), "4173", turns=18)
GRY = Citizen("gry", "Gry Lauridsen", date(1981, 1, 30), "4174")
AKSEL = Citizen("aksel", "Aksel Møller", date(1994, 9, 12), "4175")
HENNING = Citizen("henning", "Henning Møller", date(1963, 7, 2), "4176")
ANDERS = Citizen("anders", "Anders Brandt", date(1976, 4, 25), "4177")
METTE_AT_HOME = Citizen("mette-hjemme", METTE.name, date(1978, 8, 19), "4178")
"""The caseworker of that name, when she is somebody's sister."""
