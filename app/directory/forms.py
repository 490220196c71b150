from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, RadioField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import AnyOf, Optional, ValidationError

from app.directory.choices import region_choices
from app.directory.models import Person, Post, Region
from app.directory.queries import children_of, holders_of, person_with_nip
from app.directory.spelling import LARGEST, neighbourhood_key, neighbourhood_of, roman
from app.fields import MailField, NipField, PhoneField, TextLine, id_of, required
from app.once import OnceForm

LEVEL_NEEDED = {
    Post.DISTRICT_HEAD: "Pilih kecamatan yang dipimpin.",
    Post.VILLAGE_HEAD: "Pilih kelurahan yang dipimpin.",
    Post.NEIGHBOURHOOD_HEAD: "Pilih lingkungan yang dipimpin.",
}


class NeighbourhoodForm(FlaskForm):
    """Adds a lingkungan to a kelurahan, or renames the one that is given."""

    name = TextLine(
        "Nomor atau nama lingkungan", max=80, needed="Isi nomor (II atau 2) atau namanya."
    )

    def __init__(self, village: Region, region: Region | None = None, **kwargs: Any) -> None:
        self.region = region
        self.siblings = children_of(village)
        first = region.name if region else roman(self.next_number())
        super().__init__(data={"name": first}, **kwargs)

    def next_number(self) -> int:
        """The smallest number that no lingkungan of the kelurahan has, retired ones included."""
        used = {sibling.number for sibling in self.siblings}
        return next((n for n in range(1, LARGEST + 1) if n not in used), 1)

    def validate_name(self, field: TextLine) -> None:
        key = neighbourhood_key(field.data)
        if not any(char.isalpha() for char in key) and neighbourhood_of(field.data)[0] is None:
            raise ValidationError("Tulis nomor dari 1 sampai 399, atau sebuah nama.")
        for sibling in self.siblings:
            if sibling is not self.region and neighbourhood_key(sibling.name) == key:
                raise ValidationError(_taken(sibling))

    def number_and_name(self) -> tuple[int | None, str]:
        return neighbourhood_of(self.name.data)


class NewNeighbourhoodForm(OnceForm, NeighbourhoodForm):
    """A lingkungan that is still to be made."""


def _taken(sibling: Region) -> str:
    if sibling.is_active:
        return f"{sibling.name} sudah ada di kelurahan ini."
    return f"{sibling.name} sudah ada, tetapi nonaktif. Aktifkan kembali dari daftar di kelurahan."


def _as_id(value: Any) -> int | None:
    """The id that was chosen; "0", the value of "no region", and nonsense are none or unknown."""
    found = id_of(value or 0)
    return -1 if found is None else found or None


class PersonForm(FlaskForm):
    """Registers a person, or corrects the one that is given."""

    front_titles = TextLine("Gelar depan", max=40, needed=None)
    name = TextLine("Nama tanpa gelar", max=120)
    back_titles = TextLine("Gelar belakang", max=60, needed=None)
    post = SelectField(
        "Jabatan",
        choices=[SelectChoice(post.value, post.label) for post in Post],
        validate_choice=False,
        validators=[required(), AnyOf([post.value for post in Post], "Pilih jabatan dari daftar.")],
    )
    position = TextLine("Sebutan jabatan lainnya", max=120, needed=None)
    region_id = SelectField("Wilayah", coerce=_as_id, validate_choice=False)
    phone = PhoneField()
    email = MailField()
    nip = NipField()
    sex = RadioField(
        "Jenis kelamin",
        choices=[
            SelectChoice("L", "Laki-laki"),
            SelectChoice("P", "Perempuan"),
            SelectChoice("", "Belum diisi"),
        ],
        default="",
        validate_choice=False,
        validators=[Optional(), AnyOf("LP", "Pilih L atau P.")],
    )
    replace = BooleanField("Nonaktifkan pejabat sebelumnya")
    seen = HiddenField()  # which predecessors the person was warned of

    def __init__(self, person: Person | None = None, region: Region | None = None) -> None:
        own = {"region_id": region.id, "post": _post_for(region)} if region else {}
        # New rows start with the post that most rows have.
        super().__init__(obj=person, data=own if person is None else None)
        self.person = person
        self.predecessors: list[Person] = []
        self.regions, self.region_id.choices = region_choices(person.region_id if person else None)
        self.region_id.flags.required = True  # "Tanpa wilayah" is an answer too
        if person and not self.is_submitted():
            self.sex.data = person.sex or ""

    @property
    def chosen_post(self) -> Post:
        return Post(self.post.data)

    @property
    def chosen_region(self) -> Region | None:
        return self.regions.get(self.region_id.data or 0)

    def validate_region_id(self, field: SelectField) -> None:
        if field.data and self.chosen_region is None:
            raise ValidationError("Pilih wilayah dari daftar.")
        if self.post.data not in {post.value for post in LEVEL_NEEDED}:
            return
        post = self.chosen_post
        if self.chosen_region is None or self.chosen_region.level is not post.level:
            raise ValidationError(LEVEL_NEEDED[post])

    def validate_name(self, field: TextLine) -> None:
        if not any(char.isalpha() for char in field.data):
            raise ValidationError("Tulis nama orangnya.")

    def validate_nip(self, field: NipField) -> None:
        holder = person_with_nip(field.data) if field.data else None
        if holder and (self.person is None or holder.id != self.person.id):
            raise ValidationError(f"NIP ini sudah tercatat untuk {holder.full_name}.")

    def validate(self, extra_validators: Any = None) -> bool:
        """Also stops once where somebody else holds the post, so that a person can decide."""
        valid = super().validate(extra_validators)
        if self.post.data == Post.OTHER and not self.position.data:
            # Not an inline validator: an empty optional field is not asked for one.
            self.position.errors = ["Tulis sebutan jabatannya, misalnya Sekretaris Lurah."]
            valid = False
        if not valid:
            return False
        self.predecessors = self._predecessors()
        marks = ",".join(str(person.id) for person in self.predecessors)
        known = not self.predecessors or self.seen.data == marks
        self.seen.data = marks
        return known

    def _predecessors(self) -> list[Person]:
        """Others with the same post there, unless this person holds it already or is inactive."""
        person, post, region_id = self.person, self.chosen_post, self.region_id.data
        if person and ((person.post, person.region_id) == (post, region_id)):
            return []
        if person and not person.is_active:
            return []
        return holders_of(post, region_id, but=person)

    @property
    def leaving(self) -> list[Person]:
        """The predecessors, if it is ticked that they leave."""
        return self.predecessors if self.replace.data else []

    def write_to(self, person: Person) -> None:
        """Put what was typed into the person."""
        person.name = self.name.data
        person.front_titles = self.front_titles.data
        person.back_titles = self.back_titles.data
        person.post = self.chosen_post
        person.position = self.position.data if person.post is Post.OTHER else ""
        person.region_id = self.region_id.data
        person.phone = self.phone.data or None
        person.email = self.email.data or None
        person.nip = self.nip.data or None
        person.sex = self.sex.data or None


class NewPersonForm(OnceForm, PersonForm):
    """Somebody who is still to be registered."""


def _post_for(region: Region) -> str:
    return next((post.value for post in Post if post.level is region.level), Post.OTHER.value)


class UploadForm(OnceForm):
    file = FileField(
        "Berkas daftar (.xlsx atau .csv, paling besar 10 MB)",
        validators=[FileRequired("Pilih berkas daftar terlebih dulu.")],
    )


class ApplyForm(FlaskForm):
    """What to do with the rows of a checked list; `digest` is the plan that was looked at."""

    digest = HiddenField()
    create_regions = BooleanField("Buat lingkungan baru")
    skip_wrong = BooleanField("Lewati baris yang salah")
    retire_replaced = BooleanField("Nonaktifkan orang yang digantikan")
