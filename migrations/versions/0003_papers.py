"""papers"""

import sqlalchemy as sa
from alembic import op


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('letter_template',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('subject', sa.String(length=200), nullable=False),
    sa.Column('opening', sa.Text(), nullable=False),
    sa.Column('note', sa.String(length=300), nullable=False),
    sa.Column('closing', sa.Text(), nullable=False),
    sa.Column('copies', sa.Text(), nullable=False),
    sa.Column('updated_at', sa.DateTime(), nullable=False),
    sa.Column('is_demo', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.CheckConstraint("name <> '' AND subject <> '' AND opening <> ''", name=op.f('ck_letter_template_has_texts')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_letter_template')),
    sa.UniqueConstraint('name', name=op.f('uq_letter_template_name'))
    )
    op.create_table('certificate_series',
    sa.Column('event_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('style', sa.Enum('sertifikat', 'surat-keterangan', name='style', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('pattern', sa.String(length=120), nullable=False),
    sa.Column('first', sa.Integer(), nullable=False),
    sa.Column('last', sa.Integer(), nullable=False),
    sa.Column('digits', sa.Integer(), nullable=False),
    sa.Column('dated', sa.Date(), nullable=True),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('signer_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("pattern LIKE '%{nomor}%'", name=op.f('ck_certificate_series_pattern_has_number')),
    sa.CheckConstraint('digits BETWEEN 1 AND 9', name=op.f('ck_certificate_series_few_digits')),
    sa.CheckConstraint('first >= 1 AND last >= first', name=op.f('ck_certificate_series_range_in_order')),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_certificate_series_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['signer_id'], ['official.id'], name=op.f('fk_certificate_series_signer_id')),
    sa.PrimaryKeyConstraint('event_id', name=op.f('pk_certificate_series'))
    )
    op.create_table('invitation_letter',
    sa.Column('event_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('nature', sa.Enum('biasa', 'segera', 'sangat-segera', 'penting', 'rahasia', name='nature', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('attachment', sa.String(length=80), nullable=False),
    sa.Column('subject', sa.String(length=200), nullable=False),
    sa.Column('addressed_to', sa.Text(), nullable=False),
    sa.Column('addressed_at', sa.String(length=80), nullable=False),
    sa.Column('opening', sa.Text(), nullable=False),
    sa.Column('note', sa.String(length=300), nullable=False),
    sa.Column('closing', sa.Text(), nullable=False),
    sa.Column('copies', sa.Text(), nullable=False),
    sa.Column('signer_id', sa.Integer(), nullable=True),
    sa.Column('map_url', sa.String(length=500), nullable=True),
    sa.Column('has_annex', sa.Boolean(), server_default=sa.true(), nullable=False),
    sa.Column('updated_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint("map_url IS NULL OR map_url LIKE 'https://%'", name=op.f('ck_invitation_letter_map_is_https')),
    sa.CheckConstraint("subject <> '' AND opening <> ''", name=op.f('ck_invitation_letter_has_texts')),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_invitation_letter_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['signer_id'], ['official.id'], name=op.f('fk_invitation_letter_signer_id')),
    sa.PrimaryKeyConstraint('event_id', name=op.f('pk_invitation_letter'))
    )
    op.create_table('minutes',
    sa.Column('event_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.Column('state', sa.Enum('draf', 'diperiksa', 'disetujui', 'terkunci', name='state', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('returned_why', sa.String(length=200), nullable=False),
    sa.Column('secretary', sa.String(length=120), nullable=False),
    sa.Column('note_taker', sa.String(length=120), nullable=False),
    sa.Column('chosen', sa.JSON(), nullable=False),
    sa.Column('content', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('begun_at', sa.DateTime(), nullable=False),
    sa.Column('checked_at', sa.DateTime(), nullable=True),
    sa.Column('checker', sa.String(length=120), nullable=False),
    sa.Column('approved_at', sa.DateTime(), nullable=True),
    sa.Column('approved_by', sa.Integer(), nullable=True),
    sa.Column('approver', sa.String(length=120), nullable=False),
    sa.Column('locked_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint("(state = 'terkunci') = (locked_at IS NOT NULL)", name=op.f('ck_minutes_locked_when')),
    sa.CheckConstraint("number = 1 OR reason <> ''", name=op.f('ck_minutes_changed_why')),
    sa.CheckConstraint("(state IN ('disetujui', 'terkunci')) = (content IS NOT NULL)", name=op.f('ck_minutes_approved_whole')),
    sa.CheckConstraint("state IN ('draf', 'diperiksa') OR approved_at IS NOT NULL", name=op.f('ck_minutes_approved_when')),
    sa.ForeignKeyConstraint(['approved_by'], ['account.id'], name=op.f('fk_minutes_approved_by'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_minutes_event_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('event_id', name=op.f('pk_minutes'))
    )
    op.create_table('minutes_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('approver', sa.String(length=120), nullable=False),
    sa.Column('approved_at', sa.DateTime(), nullable=False),
    sa.Column('locked_at', sa.DateTime(), nullable=False),
    sa.Column('locker', sa.String(length=120), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_minutes_version_event_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_minutes_version')),
    sa.UniqueConstraint('event_id', 'number', name=op.f('uq_minutes_version_event_id_number'))
    )
    op.create_table('paper',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('undangan', 'daftar-hadir', 'notula', 'laporan', 'sertifikat', 'spj', name='kind', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('dated', sa.Date(), nullable=False),
    sa.Column('attendees', sa.Integer(), nullable=False),
    sa.Column('snapshot', sa.JSON(), nullable=False),
    sa.Column('stored_as', sa.String(length=32), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('issued_at', sa.DateTime(), nullable=False),
    sa.Column('issued_by', sa.Integer(), nullable=True),
    sa.Column('issuer', sa.String(length=120), nullable=False),
    sa.Column('request_id', sa.String(length=32), nullable=False),
    sa.CheckConstraint("number = 1 OR reason <> ''", name=op.f('ck_paper_reissued_why')),
    sa.CheckConstraint('length(sha256) = 64', name=op.f('ck_paper_sha256_length')),
    sa.CheckConstraint('size > 0 AND number > 0 AND attendees >= 0', name=op.f('ck_paper_counts_positive')),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_paper_event_id')),
    sa.ForeignKeyConstraint(['issued_by'], ['account.id'], name=op.f('fk_paper_issued_by'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_paper')),
    sa.UniqueConstraint('code', name=op.f('uq_paper_code')),
    sa.UniqueConstraint('event_id', 'kind', 'number', name=op.f('uq_paper_event_id_kind_number')),
    sa.UniqueConstraint('request_id', name=op.f('uq_paper_request_id')),
    sa.UniqueConstraint('stored_as', name=op.f('uq_paper_stored_as'))
    )
    with op.batch_alter_table('paper', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_paper_sha256'), ['sha256'], unique=False)

    op.create_table('paper_order',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('work', sa.Enum('spj-pdf', 'spj-zip', 'sertifikat-pdf', 'sertifikat-zip', name='work', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('options', sa.JSON(), nullable=False),
    sa.Column('state', sa.Enum('menunggu', 'berjalan', 'selesai', 'gagal', 'dibatalkan', name='state', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('step', sa.String(length=120), nullable=False),
    sa.Column('problem', sa.String(length=200), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('asked_at', sa.DateTime(), nullable=False),
    sa.Column('asked_by', sa.Integer(), nullable=True),
    sa.Column('beat_at', sa.DateTime(), nullable=True),
    sa.Column('ended_at', sa.DateTime(), nullable=True),
    sa.Column('stored_as', sa.String(length=32), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('size', sa.Integer(), nullable=True),
    sa.Column('request_id', sa.String(length=32), nullable=False),
    sa.CheckConstraint("(state = 'selesai') = (stored_as IS NOT NULL)", name=op.f('ck_paper_order_done_has_file')),
    sa.CheckConstraint('done >= 0 AND total >= 0 AND tries >= 0', name=op.f('ck_paper_order_counts_positive')),
    sa.ForeignKeyConstraint(['asked_by'], ['account.id'], name=op.f('fk_paper_order_asked_by'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_paper_order_event_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_paper_order')),
    sa.UniqueConstraint('code', name=op.f('uq_paper_order_code')),
    sa.UniqueConstraint('request_id', name=op.f('uq_paper_order_request_id')),
    sa.UniqueConstraint('stored_as', name=op.f('uq_paper_order_stored_as'))
    )
    with op.batch_alter_table('paper_order', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_paper_order_event_id'), ['event_id'], unique=False)
        batch_op.create_index('uq_paper_order_open', ['event_id', 'work'], unique=True, sqlite_where=sa.text("state IN ('menunggu', 'berjalan')"), postgresql_where=sa.text("state IN ('menunggu', 'berjalan')"))

    op.create_table('photo_consent',
    sa.Column('event_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('words', sa.String(length=300), nullable=False),
    sa.Column('noted_at', sa.DateTime(), nullable=False),
    sa.Column('noted_by', sa.Integer(), nullable=True),
    sa.Column('noter', sa.String(length=120), nullable=False),
    sa.CheckConstraint("words <> ''", name=op.f('ck_photo_consent_says_how')),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_photo_consent_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['noted_by'], ['account.id'], name=op.f('fk_photo_consent_noted_by'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('event_id', name=op.f('pk_photo_consent'))
    )
    op.create_table('photo',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('stored_as', sa.String(length=32), nullable=False),
    sa.Column('thumbnail_as', sa.String(length=32), nullable=False),
    sa.Column('width', sa.Integer(), nullable=False),
    sa.Column('height', sa.Integer(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('caption', sa.String(length=200), nullable=False),
    sa.Column('sort', sa.Integer(), nullable=False),
    sa.Column('chosen', sa.Boolean(), nullable=False),
    sa.Column('consent_id', sa.Integer(), nullable=True),
    sa.Column('request_id', sa.String(length=32), nullable=False),
    sa.Column('added_at', sa.DateTime(), nullable=False),
    sa.Column('added_by', sa.Integer(), nullable=True),
    sa.CheckConstraint('chosen = (consent_id IS NOT NULL)', name=op.f('ck_photo_chosen_with_consent')),
    sa.CheckConstraint('length(sha256) = 64', name=op.f('ck_photo_sha256_length')),
    sa.CheckConstraint('width > 0 AND height > 0 AND size > 0', name=op.f('ck_photo_has_size')),
    sa.ForeignKeyConstraint(['added_by'], ['account.id'], name=op.f('fk_photo_added_by'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['consent_id'], ['photo_consent.event_id'], name=op.f('fk_photo_consent_id')),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_photo_event_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_photo')),
    sa.UniqueConstraint('event_id', 'sha256', name=op.f('uq_photo_event_id_sha256')),
    sa.UniqueConstraint('request_id', name=op.f('uq_photo_request_id')),
    sa.UniqueConstraint('stored_as', name=op.f('uq_photo_stored_as')),
    sa.UniqueConstraint('thumbnail_as', name=op.f('uq_photo_thumbnail_as'))
    )
    op.create_table('report',
    sa.Column('event_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('number', sa.String(length=80), nullable=False),
    sa.Column('dated', sa.Date(), nullable=True),
    sa.Column('signer_id', sa.Integer(), nullable=True),
    sa.Column('acknowledger_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['acknowledger_id'], ['official.id'], name=op.f('fk_report_acknowledger_id')),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_report_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['signer_id'], ['official.id'], name=op.f('fk_report_signer_id')),
    sa.PrimaryKeyConstraint('event_id', name=op.f('pk_report'))
    )
    op.create_table('section',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('document', sa.Enum('notula', 'laporan', name='document', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('key', sa.String(length=40), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('edited_at', sa.DateTime(), nullable=False),
    sa.Column('edited_by', sa.Integer(), nullable=True),
    sa.Column('editor', sa.String(length=120), nullable=False),
    sa.Column('page', sa.String(length=32), nullable=False),
    sa.CheckConstraint('revision >= 0', name=op.f('ck_section_revision_positive')),
    sa.CheckConstraint('length(body) <= 40000', name=op.f('ck_section_body_length')),
    sa.ForeignKeyConstraint(['edited_by'], ['account.id'], name=op.f('fk_section_edited_by'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_section_event_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_section')),
    sa.UniqueConstraint('event_id', 'document', 'key', name=op.f('uq_section_event_id_document_key'))
    )
    op.create_table('certificate',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('attendance_id', sa.Integer(), nullable=False),
    sa.Column('serial', sa.Integer(), nullable=False),
    sa.CheckConstraint('serial >= 1', name=op.f('ck_certificate_serial_positive')),
    sa.ForeignKeyConstraint(['attendance_id'], ['attendance.id'], name=op.f('fk_certificate_attendance_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_certificate_event_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificate')),
    sa.UniqueConstraint('attendance_id', name=op.f('uq_certificate_attendance_id')),
    sa.UniqueConstraint('event_id', 'serial', name=op.f('uq_certificate_event_id_serial'))
    )
    op.create_table('section_edit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('section_id', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=True),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('edited_at', sa.DateTime(), nullable=False),
    sa.Column('editor', sa.String(length=120), nullable=False),
    sa.ForeignKeyConstraint(['section_id'], ['section.id'], name=op.f('fk_section_edit_section_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_section_edit')),
    sa.UniqueConstraint('section_id', 'revision', name=op.f('uq_section_edit_section_id_revision'))
    )
    op.create_table('signed_copy',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('paper_id', sa.Integer(), nullable=False),
    sa.Column('way', sa.Enum('elektronik', 'basah', name='way', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('stored_as', sa.String(length=32), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('extension', sa.String(length=8), nullable=False),
    sa.Column('scan', sa.Enum('belum', 'bersih', 'menunggu', name='scan', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('signers', sa.JSON(), nullable=False),
    sa.Column('added_at', sa.DateTime(), nullable=False),
    sa.Column('added_by', sa.Integer(), nullable=True),
    sa.Column('adder', sa.String(length=120), nullable=False),
    sa.CheckConstraint('length(sha256) = 64', name=op.f('ck_signed_copy_sha256_length')),
    sa.CheckConstraint('size > 0', name=op.f('ck_signed_copy_size_positive')),
    sa.ForeignKeyConstraint(['added_by'], ['account.id'], name=op.f('fk_signed_copy_added_by'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['paper_id'], ['paper.id'], name=op.f('fk_signed_copy_paper_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signed_copy')),
    sa.UniqueConstraint('paper_id', 'sha256', name=op.f('uq_signed_copy_paper_id_sha256')),
    sa.UniqueConstraint('stored_as', name=op.f('uq_signed_copy_stored_as'))
    )
    with op.batch_alter_table('signed_copy', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_signed_copy_sha256'), ['sha256'], unique=False)

    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.add_column(sa.Column('issued', sa.Integer(), server_default='0', nullable=False))

    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.add_column(sa.Column('generation', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('sent_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('sent_by', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('reminded_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('emailed_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('told_start', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('told_place', sa.String(length=200), server_default='', nullable=False))
        batch_op.add_column(sa.Column('reply', sa.Enum('hadir', 'berhalangan', 'mewakilkan', name='reply', native_enum=False, create_constraint=True, length=20), nullable=True))
        batch_op.add_column(sa.Column('replied_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('reply_note', sa.String(length=200), server_default='', nullable=False))
        batch_op.add_column(sa.Column('substitute', sa.String(length=230), server_default='', nullable=False))
        batch_op.add_column(sa.Column('substitute_position', sa.String(length=160), server_default='', nullable=False))
        batch_op.add_column(sa.Column('token_hash', sa.String(length=64), nullable=True))
        batch_op.create_unique_constraint(batch_op.f('uq_invitation_token_hash'), ['token_hash'])
        batch_op.create_check_constraint(op.f('ck_invitation_generation_positive'), 'generation >= 0')
        batch_op.create_check_constraint(op.f('ck_invitation_replied_when'), '(reply IS NULL) = (replied_at IS NULL)')
        batch_op.create_check_constraint(op.f('ck_invitation_substitute_if_sent'), "(reply IS NOT NULL AND reply = 'mewakilkan') = (substitute <> '')")
        batch_op.create_foreign_key(batch_op.f('fk_invitation_sent_by'), 'account', ['sent_by'], ['id'], ondelete='SET NULL')

    op.create_table('invitation_mail',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('invitation_id', sa.Integer(), nullable=False),
    sa.Column('is_reminder', sa.Boolean(), nullable=False),
    sa.Column('asked_at', sa.DateTime(), nullable=False),
    sa.Column('asked_by', sa.Integer(), nullable=True),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('begun_at', sa.DateTime(), nullable=True),
    sa.Column('sent_at', sa.DateTime(), nullable=True),
    sa.Column('failed_at', sa.DateTime(), nullable=True),
    sa.Column('trouble', sa.String(length=200), nullable=False),
    sa.CheckConstraint("(failed_at IS NULL) = (trouble = '')", name=op.f('ck_invitation_mail_failed_why')),
    sa.CheckConstraint('sent_at IS NULL OR begun_at IS NOT NULL AND failed_at IS NULL', name=op.f('ck_invitation_mail_sent_once_begun')),
    sa.CheckConstraint('tries >= 0', name=op.f('ck_invitation_mail_tries_positive')),
    sa.ForeignKeyConstraint(['asked_by'], ['account.id'], name=op.f('fk_invitation_mail_asked_by'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['invitation_id'], ['invitation.id'], name=op.f('fk_invitation_mail_invitation_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitation_mail'))
    )
    with op.batch_alter_table('invitation_mail', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_invitation_mail_invitation_id'), ['invitation_id'], unique=False)

    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('email', sa.String(length=254), nullable=True))
        batch_op.create_check_constraint(op.f('ck_person_email_has_at'), "email LIKE '%_@_%'")



def downgrade():
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_person_email_has_at'), type_='check')
        batch_op.drop_column('email')

    with op.batch_alter_table('invitation_mail', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_invitation_mail_invitation_id'))

    op.drop_table('invitation_mail')
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        for name in ('generation_positive', 'replied_when', 'substitute_if_sent', 'reply'):
            batch_op.drop_constraint(op.f(f'ck_invitation_{name}'), type_='check')
        batch_op.drop_constraint(batch_op.f('fk_invitation_sent_by'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('uq_invitation_token_hash'), type_='unique')
        batch_op.drop_column('token_hash')
        batch_op.drop_column('substitute_position')
        batch_op.drop_column('substitute')
        batch_op.drop_column('reply_note')
        batch_op.drop_column('replied_at')
        batch_op.drop_column('reply')
        batch_op.drop_column('told_place')
        batch_op.drop_column('told_start')
        batch_op.drop_column('emailed_at')
        batch_op.drop_column('reminded_at')
        batch_op.drop_column('sent_by')
        batch_op.drop_column('sent_at')
        batch_op.drop_column('generation')

    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.drop_column('issued')

    with op.batch_alter_table('signed_copy', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_signed_copy_sha256'))

    op.drop_table('signed_copy')
    op.drop_table('section_edit')
    op.drop_table('certificate')
    op.drop_table('section')
    op.drop_table('report')
    op.drop_table('photo')
    op.drop_table('photo_consent')
    with op.batch_alter_table('paper_order', schema=None) as batch_op:
        batch_op.drop_index('uq_paper_order_open', sqlite_where=sa.text("state IN ('menunggu', 'berjalan')"), postgresql_where=sa.text("state IN ('menunggu', 'berjalan')"))
        batch_op.drop_index(batch_op.f('ix_paper_order_event_id'))

    op.drop_table('paper_order')
    with op.batch_alter_table('paper', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_paper_sha256'))

    op.drop_table('paper')
    op.drop_table('minutes_version')
    op.drop_table('minutes')
    op.drop_table('invitation_letter')
    op.drop_table('certificate_series')
    op.drop_table('letter_template')
