"""A small office with everything in it, so that no page is empty."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

from flask import Flask
from PIL import Image
from sqlalchemy import select

from app.accounts.models import Account, Role
from app.attendees.models import Attendance, Method
from app.columns import now
from app.directory.models import Post
from app.events.models import Event, Status
from app.extensions import db
from app.followups.models import FollowUp
from app.followups.models import Status as Promised
from app.invitations.mails import Mail
from app.invitations.models import Invitation, Reply
from app.materials.models import Audience, Material, Scan
from app.papers.models import Paper, Way
from app.photos.models import Photo
from app.questions.models import Question
from app.questions.models import Status as Answer
from tests.attendees.hall import come_in, hold_ticket, sign
from tests.browser import Browser
from tests.factories import Factory
from tests.questions.lectern import come_to

LIST = b"Nama;Jabatan;Kelurahan;LK;No. HP\r\nBudi Contoh;Kepling;Perwira;II;0812-0000-0001\r\n"


class House:
    def __init__(self, app: Flask, make: Factory) -> None:
        self.app, self.make = app, make
        self.admin: Account = make.account(Role.ADMIN, name="Siti Admin")
        make.office(phone="(0623) 595000")
        self.official = make.official(name="Agus Salim Lubis")
        self.letter_template = make.letter_template()
        self.district = make.district(name="Tanjungbalai Selatan")
        self.village = make.village(self.district, name="Perwira")
        self.place = make.neighbourhood(self.village, 2)
        self.kepling = make.person(self.place, name="Budi Contoh")
        self.lurah = make.person(self.village, name="Ani Contoh", phone="+6281200000001")
        self.event = self._event()
        self.draft = make.event(
            title="Rapat persiapan", status=Status.DRAFT, regions=[self.district]
        )
        self.phone = self._phones()
        self._questions()
        self.material, self.link, self.own = self._materials()
        self.photo, self.upload = 1, ""
        self.promise = self._promise()
        make.certificate(self.event, self.waiting)
        self.taken = self._photos()
        self.invited_to = self._invited()
        self._minutes()
        self.paper = self._papers()
        self.order = make.order(self.event)

    def _invited(self) -> list[str]:
        """Codes of kegiatan to which somebody has a link: one to come, one moved, one over."""
        codes, start = [], now() + timedelta(days=2)
        long_ago = now() - timedelta(days=1)
        for values in (
            {"status": Status.SCHEDULED, "starts_at": start},
            {"status": Status.SCHEDULED, "starts_at": start + timedelta(days=1)},
            {"status": Status.CANCELLED, "cancel_reason": "Aula dipakai.", "starts_at": start},
            {"status": Status.FINISHED, "starts_at": long_ago},
        ):
            values["ends_at"] = values["starts_at"] + timedelta(hours=3)
            event = self.make.event(title="Sosialisasi Jamsostek", **values)
            told = {"told_start": start, "told_place": event.place, "linked": True}
            sent = {"reply": Reply.SENDS, "substitute": "Rina", "substitute_position": "Staf"}
            invitation = self.make.invitation(event, self.lurah, sent_at=now(), **told, **sent)
            more = self.make.invitation(event, self.kepling, linked=True, sent_at=now())
            mail = Mail(invitation_id=more.id, failed_at=now(), trouble="Server surat menolak.")
            with self.app.app_context():
                db.session.add(mail)
                token = db.session.get_one(Invitation, invitation.id).token
                db.session.commit()
            self.phone.get(f"/u/{token}")
            codes.append(event.code)
        self.make.question(event, status=Answer.ANSWERED)
        self.shown = self.make.material(event, title="Ringkasan")
        return codes

    def invitee_pages(self) -> list[str]:
        """With the personal links of an invited person."""
        over = f"/undangan/{self.invited_to[-1]}"
        look = f"{over}/materi/{self.shown.id}/lihat"
        return [
            *(f"/undangan/{code}" for code in self.invited_to),
            f"{over}/materi",
            look,
            f"{over}/jawaban",
        ]

    def _minutes(self) -> None:
        """Being written at the one kegiatan, in its second version at the other."""
        self.make.section(self.event, "pembukaan", body="<h3>Acara</h3><p>Dibuka.</p>")
        self.make.section(self.event, "keputusan", body="<ol><li>Loket dibuka</li></ol>")
        self.make.locked_version(self.draft)
        self.make.minutes(self.draft, number=2, reason="Tempat keliru")
        self.make.section(self.draft, body="<p>Dibuka lagi.</p>")

    def _event(self) -> Event:
        event: Event = self.make.event(
            regions=[self.district],
            title="Sosialisasi Program BPJS Ketenagakerjaan",
            agenda="09.00 Pembukaan\n10.00 Tanya jawab",
            target_posts=f"{Post.VILLAGE_HEAD},{Post.NEIGHBOURHOOD_HEAD}",
            acknowledger_id=self.official.id,
            responsible_id=self.official.id,
        )
        self.make.letter(event, signer_id=self.official.id, note="Membawa data warga")
        more = [self.make.person(self.place) for _ in range(2)]
        guest = self.make.person(self.make.village(self.district, name="Pantai Burung"))
        for person in (self.kepling, self.lurah, guest, *more):
            self.make.invitation(event, person)
        self.make.attendance(event, self.lurah)
        self.make.attendance(event, name="Tamu dari bank")
        self.waiting = self.make.attendance(event, more[0], signature=None, method=Method.HELPED)
        self.guest, self.missing = guest, more[1]
        self._ask(event)
        return event

    def _promise(self) -> FollowUp:
        """Overdue, with a link to whoever answers for it, a question and a note."""
        question = self.make.question(self.event, region_id=self.place.id)
        promise: FollowUp = self.make.follow_up(
            self.event,
            what="Data tukang bangunan",
            question_id=question.id,
            region_id=self.place.id,
            person_id=self.kepling.id,
            due_on=now().date() - timedelta(days=3),
            linked=True,
        )
        self.make.note(promise, stored_as="0" * 32, file_name="a.pdf", extension="pdf", size=9)
        self.by_hand = self.make.follow_up(region_id=self.place.id, status=Promised.DONE)
        self.asked = question.code
        return promise

    def _photos(self) -> Photo:
        """One for the laporan, one without a caption."""
        file = BytesIO()
        Image.new("RGB", (80, 60), "gray").save(file, "JPEG")
        self.make.photo_consent(self.event)
        self.make.photo(self.event, file.getvalue())
        chosen = {"caption": "Sambutan", "chosen": True}
        photo: Photo = self.make.photo(self.event, file.getvalue(), **chosen)
        return photo

    def _papers(self) -> Paper:
        """The daftar hadir in two versions, the newer one signed in both ways."""
        self.make.paper(self.event)
        paper = self.make.paper(self.event, b"%PDF-1.7 versi 2")
        self.make.signed_copy(paper)
        scan = {"way": Way.WET, "name": "pindaian.jpg", "extension": "jpg", "signers": []}
        self.make.signed_copy(paper, b"\xff\xd8\xff", **scan)
        return paper

    def keeper(self) -> Browser:
        """The browser of who answers for the promise."""
        browser = self.app.test_client()
        with self.app.app_context():
            promise = db.session.get_one(FollowUp, self.promise.id)
            browser.get(f"/j/{promise.token}")
        return browser

    def _ask(self, event: Event) -> None:
        """Questions in every state, one of them merged, one with an answer that waits."""
        make, asker = self.make, self.make.attendance(event, name="Penanya Contoh")
        self.presenter = make.presenter(event, name="Ir. Rahmat Contoh")
        for status in Answer:
            make.question(event, asker, status=status, hidden_reason="Di luar topik.")
        given = {"presenter_id": self.presenter.id, "answered_by": self.presenter.name}
        self.question = make.question(event, asker, answer="Rp16.800 sebulan.", **given)
        make.question(event, merged_into_id=self.question.id, hides_name=True)
        self.answered = make.question(event, asker, status=Answer.ANSWERED, **given)

    def lectern(self) -> Browser:
        """The browser of a presenter."""
        browser: Browser = come_to(self.app, self.presenter)
        return browser

    def _phones(self) -> Browser:
        """The phone on which the guest from the other kelurahan has signed."""
        phone: Browser = come_in(self.app, self.event)
        sign(phone, self.event, self.guest)
        return phone

    def _questions(self) -> None:
        """Some of the phone that has signed, one of them with its link opened, and of others."""
        with self.app.app_context():
            newest = select(Attendance).order_by(Attendance.id.desc()).limit(1)
            me = db.session.scalars(newest).one()
        own: Question = self.make.question(self.event, me, status=Answer.NEW)
        given = {"answer": "Rp16.800 sebulan.", "answered_by": "Rina", "answered_at": now()}
        self.make.question(self.event, me, status=Answer.ANSWERED, **given)
        self.make.question(self.event, me, status=Answer.HIDDEN, hidden_reason="Sudah dibahas.")
        self.make.vote(self.make.question(self.event, self.waiting), me)
        self.make.question(self.event, self.waiting, hides_name=True)
        with self.app.app_context():
            own = db.session.get_one(Question, own.id)
            own.issue_link()
            db.session.commit()
            self.asker_page = str(self.phone.get(f"/t/{own.token}").location)

    def _materials(self) -> tuple[Material, Material, Material]:
        """A file for everybody, a link, and a file of the presenter's."""
        make, event = self.make, self.event
        own = make.material(event, title="Paparan", presenter_id=self.presenter.id)
        with self.app.app_context():
            for one in db.session.get_one(Material, own.id).files:
                one.pages = 3
            db.session.commit()
        file = make.material(event, title="Formulir", audience=Audience.EVERYBODY)
        url = "https://youtu.be/abc"
        link = make.material(event, title="Rekaman", url=url, withdrawn_at=now())
        make.material(event, title="Daftar petugas", audience=Audience.STAFF, scan=Scan.WAITING)
        return file, link, own

    def kiosk(self) -> Browser:
        kiosk: Browser = hold_ticket(self.app, self.event, now(), is_kiosk=True)
        return kiosk

    def fill(self, office: Browser) -> None:
        """What only the pages themselves can bring in: a list being imported, a photo."""
        answer = office.post("/direktori/impor", data={"file": (BytesIO(LIST), "daftar.csv")})
        self.upload = answer.location
        file = BytesIO()
        Image.new("RGB", (80, 60), "gray").save(file, "JPEG")
        file.seek(0)
        sheet = {"photo": (file, "lembar.jpg")}
        office.post(f"/meja/{self.event.code}/foto-lembar", data=sheet)

    def _other(self, days: int = 0, **values: Any) -> str:
        """The code of another kegiatan, which begins so many days from now."""
        start = now() + timedelta(days=days)
        values |= {"starts_at": start, "ends_at": start + timedelta(hours=3)}
        event: Event = self.make.event(title="Sosialisasi Jamsostek", **values)
        return event.code

    def readers(self, office: Browser) -> list[tuple[Browser, list[str]]]:
        """Every page of the house, with the browser of somebody who may open it."""
        return [
            (office, self.office_pages()),
            (self.app.test_client(), self.strangers_pages()),
            (self.phone, self.hall_pages()),
            (self.lectern(), self.presenter_pages()),
            (self.kiosk(), self.kiosk_pages()),
            (self.keeper(), self.keeper_pages()),
        ]

    def office_pages(self) -> list[str]:
        code, official = self.event.code, f"/pengaturan/pejabat/{self.official.id}"
        person, desk = f"/direktori/orang/{self.lurah.id}", f"/meja/{code}"
        village = f"/direktori/wilayah/{self.village.id}"
        return [
            "/",
            "/akun/kata-sandi",
            "/akun/perangkat",
            "/direktori",
            "/direktori/impor",
            self.upload,
            "/direktori/orang",
            "/direktori/orang?q=tidakada",
            person,
            f"{person}/ubah",
            f"/direktori/orang/baru?wilayah={self.village.id}",
            village,
            f"/direktori/wilayah/{self.place.id}/ubah",
            "/kegiatan",
            "/kegiatan/baru",
            f"/kegiatan/{code}",
            f"/kegiatan/{self.draft.code}",
            f"/kegiatan/{code}/ubah",
            f"/kegiatan/{code}/salin",
            f"/kegiatan/{code}/undangan",
            f"/kegiatan/{code}/undangan/cari?q=Contoh",
            f"/kegiatan/{code}/undangan/surat",
            f"/kegiatan/{self.draft.code}/undangan/surat",
            f"/kegiatan/{code}/undangan?jawaban=belum",
            f"/kegiatan/{code}/undangan/kirim",
            f"/kegiatan/{self.invited_to[1]}/undangan/kirim?tampil=belum-menjawab",
            f"/kegiatan/{self.invited_to[2]}/undangan/kirim",
            f"/kegiatan/{self.invited_to[1]}/undangan/kirim/{self.kepling.id}",
            f"/kegiatan/{code}/narasumber",
            f"/kegiatan/{code}/narasumber/baru",
            f"/kegiatan/{code}/narasumber/{self.presenter.id}",
            f"/kegiatan/{code}/materi",
            f"/kegiatan/{self.draft.code}/materi",
            f"/kegiatan/{code}/materi/{self.material.id}",
            f"/kegiatan/{code}/materi/{self.link.id}",
            f"/kegiatan/{code}/materi/{self.own.id}/lihat?halaman=2",
            f"/kegiatan/{code}/hadir",
            f"/kegiatan/{code}/sertifikat",
            f"/kegiatan/{self.draft.code}/sertifikat",
            f"/kegiatan/{code}/dokumentasi",
            f"/kegiatan/{self.draft.code}/dokumentasi",
            f"/kegiatan/{code}/dokumentasi/{self.taken.id}/hapus",
            f"/kegiatan/{code}/dokumentasi/persetujuan/cabut",
            f"/kegiatan/{code}/laporan",
            f"/kegiatan/{self.draft.code}/laporan",
            f"/kegiatan/{code}/notula",
            f"/kegiatan/{code}/notula?keputusan=1",
            f"/kegiatan/{code}/notula/bagian/pembukaan/riwayat",
            f"/kegiatan/{self.draft.code}/notula",
            f"/kegiatan/{self.draft.code}/notula/versi/1",
            f"/kegiatan/{self.draft.code}/notula/versi/2/perubahan",
            f"/kegiatan/{code}/dokumen",
            f"/kegiatan/{code}/pesanan/{self.order.code}",
            f"/kegiatan/{self.draft.code}/dokumen",
            f"/kegiatan/{code}/dokumen/daftar-hadir/versi/2/tanda-tangan",
            f"/kegiatan/{code}/tindak-lanjut",
            "/tindak-lanjut",
            "/tindak-lanjut?tampil=tabel",
            "/tindak-lanjut?q=tidakada",
            "/tindak-lanjut/baru",
            f"/tindak-lanjut/baru?tanya={self.asked}",
            f"/tindak-lanjut/{self.promise.code}",
            f"/tindak-lanjut/{self.promise.code}/ubah",
            f"/kegiatan/{code}/pertanyaan",
            f"/kegiatan/{code}/pertanyaan?q=tidakada",
            f"/kegiatan/{code}/pertanyaan/{self.question.code}",
            f"/kegiatan/{code}/pertanyaan/{self.answered.code}",
            f"/kegiatan/{code}/pertanyaan/baru",
            f"/layar/{code}",
            f"/layar/{self._other(1, status=Status.SCHEDULED)}",
            f"/layar/{self.draft.code}/janji",
            f"/layar/{code}/cetak",
            f"/layar/{code}/pertanyaan",
            f"/layar/{code}/jawaban",
            desk,
            f"{desk}/tamu",
            f"{desk}/wakil/{self.missing.id}",
            f"{desk}/tanda-tangan/{self.missing.id}",
            f"{desk}/hadir/{self.waiting.id}",
            f"{desk}/hadir/{self.waiting.id}/tanda-tangan",
            f"{desk}/foto-lembar",
            f"{desk}/foto-lembar/{self.photo}/hapus",
            f"{desk}/kios",
            "/pengaturan/akun",
            "/pengaturan/akun/baru",
            f"/pengaturan/akun/{self.admin.username}",
            "/pengaturan/pemindai",
            "/pengaturan/cadangan",
            "/pengaturan/data-pribadi",
            "/pengaturan/data-pribadi/cari?q=bank",
            f"/pengaturan/data-pribadi/narasumber/{self.presenter.id}",
            f"/pengaturan/data-pribadi/narasumber/{self.presenter.id}/hapus",
            f"/pengaturan/data-pribadi/pihak/{self.by_hand.id}",
            f"/pengaturan/data-pribadi/pejabat/{self.official.id}",
            f"/pengaturan/data-pribadi/akun/{self.admin.id}",
            f"/pengaturan/data-pribadi/orang/{self.lurah.id}",
            f"/pengaturan/data-pribadi/orang/{self.lurah.id}/hapus",
            "/pengaturan/data-pribadi/retensi",
            "/pengaturan/data-pribadi/retensi/pratinjau",
            "/pengaturan/data-pribadi/pemberitahuan",
            "/pengaturan/data-pribadi/pemberitahuan/baru",
            "/pengaturan/data-pribadi/insiden",
            "/pengaturan/jejak",
            "/pengaturan/jejak/periksa",
            "/pengaturan/kop",
            "/pengaturan/surat",
            "/pengaturan/surat/baru",
            "/pengaturan/surat/baru?contoh=1",
            f"/pengaturan/surat/{self.letter_template.id}",
            "/pengaturan/pejabat",
            "/pengaturan/pejabat/baru",
            official,
            f"{official}/akhiri",
        ]

    def strangers_pages(self) -> list[str]:
        """Without an account and without a ticket."""
        code = self.event.code
        return [
            "/masuk",
            "/luring",
            "/luring/kios",
            "/luring/meja",
            "/tidak/ada",
            f"/h/{code}",
            f"/h/{code}?k=kodelama",
            f"/r/{code}",
            f"/materi/{code}",
            f"/materi/{code}/{self.material.id}/lihat",
            f"/h/{self._other(2, status=Status.SCHEDULED)}",
            f"/h/{self._other(-3, status=Status.FINISHED)}",
            f"/h/{self._other(1, status=Status.CANCELLED, cancel_reason='Aula dipakai.')}",
            f"/h/{self.draft.code}",
            "/v",
            "/v/tidakada",
            f"/v/{self.paper.code}",
        ]

    def hall_pages(self) -> list[str]:
        """With a ticket, on the phone of somebody who has signed."""
        hall = f"/h/{self.event.code}"
        return [
            hall,
            f"{hall}/kelurahan/{self.village.id}",
            f"{hall}/wilayah/{self.place.id}",
            f"{hall}/orang/{self.kepling.id}",
            f"{hall}/orang/{self.kepling.id}/wakil",
            f"{hall}/orang/{self.lurah.id}",
            f"{hall}/tamu",
            f"/r/{self.event.code}",
            f"/r/{self.event.code}/pertanyaan",
            self.asker_page,
            f"/r/{self.event.code}/materi",
            f"/r/{self.event.code}/materi/{self.own.id}/lihat",
            *self.invitee_pages(),
        ]

    def presenter_pages(self) -> list[str]:
        room = f"/narasumber/{self.event.code}"
        return [
            room,
            f"{room}/materi",
            f"{room}/materi/{self.own.id}",
            f"{room}/materi/{self.own.id}/lihat?halaman=3",
            f"{room}/pertanyaan",
            f"{room}/pertanyaan/{self.question.code}",
            f"{room}/pertanyaan/{self.answered.code}",
        ]

    def kiosk_pages(self) -> list[str]:
        hall = f"/h/{self.event.code}"
        return [f"{hall}/tamu", f"{hall}/selesai/1"]

    def keeper_pages(self) -> list[str]:
        """With the personal link of the responsible."""
        return [f"/janji/{self.promise.code}"]
