"""foundation"""

import sqlalchemy as sa
from alembic import op


revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('account',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('username', sa.String(length=40), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('role', sa.Enum('admin', 'petugas', 'pimpinan', name='role', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('password_hash', sa.String(length=200), nullable=False),
    sa.Column('must_change_password', sa.Boolean(), nullable=False),
    sa.Column('disabled_at', sa.DateTime(), nullable=True),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('is_demo', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.CheckConstraint('username = lower(username)', name=op.f('ck_account_username_lower')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account')),
    sa.UniqueConstraint('username', name=op.f('uq_account_username'))
    )
    op.create_table('milestone',
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_milestone'))
    )
    op.create_table('office',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('government', sa.String(length=120), nullable=False),
    sa.Column('name', sa.String(length=160), nullable=False),
    sa.Column('address', sa.String(length=200), nullable=False),
    sa.Column('postal_code', sa.String(length=10), nullable=False),
    sa.Column('phone', sa.String(length=60), nullable=False),
    sa.Column('website', sa.String(length=100), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('city', sa.String(length=60), nullable=False),
    sa.Column('emblem', sa.String(length=32), nullable=True),
    sa.Column('paper', sa.Enum('A4', 'F4', name='paper', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('margin_top', sa.Integer(), nullable=False),
    sa.Column('margin_bottom', sa.Integer(), nullable=False),
    sa.Column('margin_left', sa.Integer(), nullable=False),
    sa.Column('margin_right', sa.Integer(), nullable=False),
    sa.Column('rule', sa.Enum('ganda', 'tunggal', 'tanpa', name='rule', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('underline_names', sa.Boolean(), nullable=False),
    sa.Column('updated_at', sa.DateTime(), nullable=False),
    sa.Column('is_demo', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.CheckConstraint("email = '' OR email LIKE '%_@_%'", name=op.f('ck_office_email_has_at')),
    sa.CheckConstraint("government <> '' AND name <> '' AND city <> ''", name=op.f('ck_office_has_names')),
    sa.CheckConstraint('id = 1', name=op.f('ck_office_only_one')),
    sa.CheckConstraint('length(emblem) = 32', name=op.f('ck_office_emblem_is_stored')),
    sa.CheckConstraint('length(postal_code) IN (0, 5)', name=op.f('ck_office_postal_code_length')),
    sa.CheckConstraint('margin_top BETWEEN 5 AND 60 AND margin_bottom BETWEEN 5 AND 60 AND margin_left BETWEEN 5 AND 60 AND margin_right BETWEEN 5 AND 60', name=op.f('ck_office_margins_in_range')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_office'))
    )
    op.create_table('official',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('front_titles', sa.String(length=40), nullable=False),
    sa.Column('back_titles', sa.String(length=60), nullable=False),
    sa.Column('prefix', sa.String(length=10), nullable=False),
    sa.Column('position', sa.String(length=160), nullable=False),
    sa.Column('rank', sa.String(length=60), nullable=False),
    sa.Column('nip', sa.String(length=18), nullable=True),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('is_active', sa.Boolean(), server_default=sa.true(), nullable=False),
    sa.Column('is_demo', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.CheckConstraint("name <> '' AND position <> ''", name=op.f('ck_official_has_name_and_position')),
    sa.CheckConstraint("prefix IN ('', 'a.n.', 'u.b.', 'Plt.', 'Plh.', 'Pjs.')", name=op.f('ck_official_known_prefix')),
    sa.CheckConstraint('nip IS NULL OR length(nip) = 18', name=op.f('ck_official_nip_length')),
    sa.CheckConstraint('valid_to IS NULL OR valid_to >= valid_from', name=op.f('ck_official_dates_in_order')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_official'))
    )
    op.create_table('region',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('level', sa.Enum('kecamatan', 'kelurahan', 'lingkungan', name='level', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=True),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('folded', sa.String(length=80), nullable=False),
    sa.Column('number', sa.Integer(), nullable=True),
    sa.Column('parent_id', sa.Integer(), nullable=True),
    sa.Column('sort_key', sa.String(length=110), nullable=False),
    sa.Column('retired_at', sa.DateTime(), nullable=True),
    sa.Column('is_demo', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.CheckConstraint("(level = 'kecamatan') = (parent_id IS NULL)", name=op.f('ck_region_only_district_on_top')),
    sa.CheckConstraint("(level = 'lingkungan') = (code IS NULL)", name=op.f('ck_region_code_unless_lingkungan')),
    sa.CheckConstraint('number IS NULL OR number BETWEEN 1 AND 399', name=op.f('ck_region_number_in_range')),
    sa.ForeignKeyConstraint(['parent_id'], ['region.id'], name=op.f('fk_region_parent_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_region')),
    sa.UniqueConstraint('code', name=op.f('uq_region_code')),
    sa.UniqueConstraint('parent_id', 'folded', name=op.f('uq_region_parent_id_folded')),
    sa.UniqueConstraint('parent_id', 'number', name=op.f('uq_region_parent_id_number'))
    )
    with op.batch_alter_table('region', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_region_parent_id'), ['parent_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_region_sort_key'), ['sort_key'], unique=False)

    op.create_table('audit_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('actor', sa.String(length=120), nullable=False),
    sa.Column('action', sa.String(length=40), nullable=False),
    sa.Column('subject', sa.String(length=80), nullable=False),
    sa.Column('detail', sa.JSON(), nullable=False),
    sa.Column('request_id', sa.String(length=20), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_audit_entry_account_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entry'))
    )
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_entry_account_id'), ['account_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_entry_at'), ['at'], unique=False)

    op.create_table('event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('theme', sa.String(length=200), nullable=False),
    sa.Column('agenda', sa.Text(), nullable=False),
    sa.Column('place', sa.String(length=200), nullable=False),
    sa.Column('folded', sa.String(length=410), nullable=False),
    sa.Column('starts_at', sa.DateTime(), nullable=False),
    sa.Column('ends_at', sa.DateTime(), nullable=True),
    sa.Column('letter_number', sa.String(length=80), nullable=False),
    sa.Column('letter_date', sa.Date(), nullable=True),
    sa.Column('status', sa.Enum('draf', 'terjadwal', 'berlangsung', 'selesai', 'terkunci', 'dibatalkan', name='status', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('cancel_reason', sa.String(length=200), nullable=False),
    sa.Column('chair_id', sa.Integer(), nullable=True),
    sa.Column('note_taker', sa.String(length=120), nullable=False),
    sa.Column('acknowledger_id', sa.Integer(), nullable=True),
    sa.Column('responsible_id', sa.Integer(), nullable=True),
    sa.Column('target_posts', sa.String(length=60), nullable=False),
    sa.Column('door_key', sa.String(length=64), nullable=False),
    sa.Column('door_frozen', sa.String(length=32), nullable=True),
    sa.Column('door_until', sa.DateTime(), nullable=True),
    sa.Column('last_number', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('present', sa.Integer(), nullable=False),
    sa.Column('invited', sa.Integer(), nullable=False),
    sa.Column('snapshot', sa.JSON(), nullable=True),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('updated_at', sa.DateTime(), nullable=False),
    sa.Column('is_demo', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.CheckConstraint("status <> 'dibatalkan' OR cancel_reason <> ''", name=op.f('ck_event_cancelled_why')),
    sa.CheckConstraint('ends_at IS NULL OR ends_at > starts_at', name=op.f('ck_event_ends_after_start')),
    sa.CheckConstraint('last_number >= 0', name=op.f('ck_event_last_number_positive')),
    sa.CheckConstraint('present >= 0 AND invited >= 0', name=op.f('ck_event_counts_positive')),
    sa.ForeignKeyConstraint(['acknowledger_id'], ['official.id'], name=op.f('fk_event_acknowledger_id')),
    sa.ForeignKeyConstraint(['chair_id'], ['official.id'], name=op.f('fk_event_chair_id')),
    sa.ForeignKeyConstraint(['responsible_id'], ['official.id'], name=op.f('fk_event_responsible_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event')),
    sa.UniqueConstraint('code', name=op.f('uq_event_code'))
    )
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_event_starts_at'), ['starts_at'], unique=False)

    op.create_table('import_file',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=32), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('file_name', sa.String(length=255), nullable=False),
    sa.Column('stored_as', sa.String(length=32), nullable=False),
    sa.Column('uploaded_at', sa.DateTime(), nullable=False),
    sa.Column('applied_at', sa.DateTime(), nullable=True),
    sa.Column('outcome', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_import_file_account_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import_file')),
    sa.UniqueConstraint('code', name=op.f('uq_import_file_code'))
    )
    op.create_table('login_session',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('seen_at', sa.DateTime(), nullable=False),
    sa.Column('browser', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_login_session_account_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_login_session')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_login_session_token_hash'))
    )
    with op.batch_alter_table('login_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_login_session_account_id'), ['account_id'], unique=False)

    op.create_table('person',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('folded', sa.String(length=120), nullable=False),
    sa.Column('front_titles', sa.String(length=40), nullable=False),
    sa.Column('back_titles', sa.String(length=60), nullable=False),
    sa.Column('post', sa.Enum('kadis', 'camat', 'lurah', 'kepling', 'lain', name='post', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('position', sa.String(length=120), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=True),
    sa.Column('phone', sa.String(length=20), nullable=True),
    sa.Column('nip', sa.String(length=18), nullable=True),
    sa.Column('sex', sa.String(length=1), nullable=True),
    sa.Column('is_active', sa.Boolean(), server_default=sa.true(), nullable=False),
    sa.Column('updated_at', sa.DateTime(), nullable=False),
    sa.Column('is_demo', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.CheckConstraint("(post = 'lain') = (position <> '')", name=op.f('ck_person_other_post_has_words')),
    sa.CheckConstraint("phone LIKE '+%'", name=op.f('ck_person_phone_international')),
    sa.CheckConstraint("sex IN ('L', 'P')", name=op.f('ck_person_sex')),
    sa.CheckConstraint('nip IS NULL OR length(nip) = 18', name=op.f('ck_person_nip_length')),
    sa.ForeignKeyConstraint(['region_id'], ['region.id'], name=op.f('fk_person_region_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
    sa.UniqueConstraint('nip', name=op.f('uq_person_nip'))
    )
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_person_folded'), ['folded'], unique=False)
        batch_op.create_index('ix_person_region_id_active', ['region_id', 'is_active'], unique=False)

    op.create_table('attendance',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('walk_in_key', sa.String(length=64), nullable=True),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('part', sa.Enum('peserta', 'tamu', 'narasumber', name='part', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('name', sa.String(length=230), nullable=False),
    sa.Column('position', sa.String(length=160), nullable=False),
    sa.Column('place', sa.String(length=200), nullable=False),
    sa.Column('rank', sa.Integer(), nullable=False),
    sa.Column('place_key', sa.String(length=110), nullable=False),
    sa.Column('sex', sa.String(length=1), nullable=True),
    sa.Column('phone', sa.String(length=20), nullable=True),
    sa.Column('nip', sa.String(length=18), nullable=True),
    sa.Column('represents', sa.String(length=300), nullable=False),
    sa.Column('method', sa.Enum('hp', 'meja', 'lembar', 'dibantu', name='method', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('signature', sa.Text(), nullable=True),
    sa.Column('signed_at', sa.DateTime(), nullable=False),
    sa.Column('recorded_by', sa.Integer(), nullable=True),
    sa.Column('device', sa.String(length=32), nullable=True),
    sa.Column('request_id', sa.String(length=32), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=True),
    sa.Column('notice_version', sa.String(length=20), nullable=False),
    sa.Column('notice_at', sa.DateTime(), nullable=True),
    sa.Column('voided_at', sa.DateTime(), nullable=True),
    sa.Column('voided_by', sa.Integer(), nullable=True),
    sa.Column('void_reason', sa.String(length=200), nullable=False),
    sa.Column('corrections', sa.JSON(), nullable=False),
    sa.CheckConstraint("(signature IS NULL) = (method IN ('lembar', 'dibantu'))", name=op.f('ck_attendance_signed_if_drawn')),
    sa.CheckConstraint("(voided_at IS NULL) = (void_reason = '')", name=op.f('ck_attendance_voided_why')),
    sa.CheckConstraint("sex IN ('L', 'P')", name=op.f('ck_attendance_sex')),
    sa.CheckConstraint('(person_id IS NULL) <> (walk_in_key IS NULL)', name=op.f('ck_attendance_person_or_walk_in')),
    sa.CheckConstraint('length(signature) <= 8000', name=op.f('ck_attendance_signature_size')),
    sa.CheckConstraint('nip IS NULL OR length(nip) = 18', name=op.f('ck_attendance_nip_length')),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_attendance_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_attendance_person_id')),
    sa.ForeignKeyConstraint(['recorded_by'], ['account.id'], name=op.f('fk_attendance_recorded_by'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['voided_by'], ['account.id'], name=op.f('fk_attendance_voided_by'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attendance')),
    sa.UniqueConstraint('event_id', 'number', name=op.f('uq_attendance_event_id_number')),
    sa.UniqueConstraint('request_id', name=op.f('uq_attendance_request_id')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_attendance_token_hash'))
    )
    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attendance_device'), ['device'], unique=False)
        batch_op.create_index(batch_op.f('ix_attendance_person_id'), ['person_id'], unique=False)
        batch_op.create_index('uq_attendance_person', ['event_id', 'person_id'], unique=True, sqlite_where=sa.text('voided_at IS NULL'), postgresql_where=sa.text('voided_at IS NULL'))
        batch_op.create_index('uq_attendance_walk_in', ['event_id', 'walk_in_key'], unique=True, sqlite_where=sa.text('voided_at IS NULL'), postgresql_where=sa.text('voided_at IS NULL'))
        batch_op.create_index('uq_attendance_walk_in_phone', ['event_id', 'phone'], unique=True, sqlite_where=sa.text('voided_at IS NULL AND walk_in_key IS NOT NULL'), postgresql_where=sa.text('voided_at IS NULL AND walk_in_key IS NOT NULL'))

    op.create_table('event_region',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_event_region_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['region.id'], name=op.f('fk_event_region_region_id')),
    sa.PrimaryKeyConstraint('event_id', 'region_id', name=op.f('pk_event_region'))
    )
    with op.batch_alter_table('event_region', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_event_region_region_id'), ['region_id'], unique=False)

    op.create_table('invitation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('added_at', sa.DateTime(), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(), nullable=True),
    sa.Column('by_hand', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column('came', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_invitation_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_invitation_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitation')),
    sa.UniqueConstraint('event_id', 'person_id', name=op.f('uq_invitation_event_id_person_id'))
    )
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_invitation_person_id'), ['person_id'], unique=False)

    op.create_table('kiosk',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('started_by', sa.Integer(), nullable=True),
    sa.Column('started_at', sa.DateTime(), nullable=False),
    sa.Column('ends_at', sa.DateTime(), nullable=False),
    sa.Column('ended_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint('ends_at > started_at', name=op.f('ck_kiosk_ends_after_start')),
    sa.CheckConstraint('number > 0', name=op.f('ck_kiosk_number_positive')),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_kiosk_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['started_by'], ['account.id'], name=op.f('fk_kiosk_started_by'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kiosk')),
    sa.UniqueConstraint('event_id', 'number', name=op.f('uq_kiosk_event_id_number'))
    )
    op.create_table('sheet_photo',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('stored_as', sa.String(length=32), nullable=False),
    sa.Column('added_at', sa.DateTime(), nullable=False),
    sa.Column('added_by', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['added_by'], ['account.id'], name=op.f('fk_sheet_photo_added_by'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_sheet_photo_event_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sheet_photo')),
    sa.UniqueConstraint('stored_as', name=op.f('uq_sheet_photo_stored_as'))
    )
    with op.batch_alter_table('sheet_photo', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sheet_photo_event_id'), ['event_id'], unique=False)



def downgrade():
    with op.batch_alter_table('sheet_photo', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sheet_photo_event_id'))

    op.drop_table('sheet_photo')
    op.drop_table('kiosk')
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_invitation_person_id'))

    op.drop_table('invitation')
    with op.batch_alter_table('event_region', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_event_region_region_id'))

    op.drop_table('event_region')
    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.drop_index('uq_attendance_walk_in_phone', sqlite_where=sa.text('voided_at IS NULL AND walk_in_key IS NOT NULL'), postgresql_where=sa.text('voided_at IS NULL AND walk_in_key IS NOT NULL'))
        batch_op.drop_index('uq_attendance_walk_in', sqlite_where=sa.text('voided_at IS NULL'), postgresql_where=sa.text('voided_at IS NULL'))
        batch_op.drop_index('uq_attendance_person', sqlite_where=sa.text('voided_at IS NULL'), postgresql_where=sa.text('voided_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_attendance_person_id'))
        batch_op.drop_index(batch_op.f('ix_attendance_device'))

    op.drop_table('attendance')
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_index('ix_person_region_id_active')
        batch_op.drop_index(batch_op.f('ix_person_folded'))

    op.drop_table('person')
    with op.batch_alter_table('login_session', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_login_session_account_id'))

    op.drop_table('login_session')
    op.drop_table('import_file')
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_event_starts_at'))

    op.drop_table('event')
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audit_entry_at'))
        batch_op.drop_index(batch_op.f('ix_audit_entry_account_id'))

    op.drop_table('audit_entry')
    with op.batch_alter_table('region', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_region_sort_key'))
        batch_op.drop_index(batch_op.f('ix_region_parent_id'))

    op.drop_table('region')
    op.drop_table('official')
    op.drop_table('office')
    op.drop_table('milestone')
    op.drop_table('account')
