"""room"""

import sqlalchemy as sa
from alembic import op


revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('presenter',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('sort', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=230), nullable=False),
    sa.Column('position', sa.String(length=160), nullable=False),
    sa.Column('institution', sa.String(length=200), nullable=False),
    sa.Column('topic', sa.String(length=200), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('phone', sa.String(length=20), nullable=True),
    sa.Column('generation', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=True),
    sa.Column('added_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint('generation >= 0', name=op.f('ck_presenter_generation_positive')),
    sa.CheckConstraint('minutes BETWEEN 1 AND 600', name=op.f('ck_presenter_minutes')),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_presenter_event_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_presenter')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_presenter_token_hash'))
    )
    with op.batch_alter_table('presenter', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_presenter_event_id'), ['event_id'], unique=False)

    op.create_table('material',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('url', sa.String(length=500), nullable=True),
    sa.Column('audience', sa.Enum('petugas', 'peserta', 'semua', name='audience', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('sort', sa.Integer(), nullable=False),
    sa.Column('presenter_id', sa.Integer(), nullable=True),
    sa.Column('added_by', sa.Integer(), nullable=True),
    sa.Column('added_at', sa.DateTime(), nullable=False),
    sa.Column('downloads', sa.Integer(), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(), nullable=True),
    sa.Column('request_id', sa.String(length=32), nullable=False),
    sa.CheckConstraint("title <> ''", name=op.f('ck_material_has_title')),
    sa.CheckConstraint("url IS NULL OR url LIKE 'https://%'", name=op.f('ck_material_url_is_https')),
    sa.CheckConstraint('downloads >= 0', name=op.f('ck_material_downloads_positive')),
    sa.ForeignKeyConstraint(['added_by'], ['account.id'], name=op.f('fk_material_added_by'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_material_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['presenter_id'], ['presenter.id'], name=op.f('fk_material_presenter_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_material')),
    sa.UniqueConstraint('request_id', name=op.f('uq_material_request_id'))
    )
    with op.batch_alter_table('material', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_material_event_id'), ['event_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_material_presenter_id'), ['presenter_id'], unique=False)

    op.create_table('question',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('words', sa.String(length=500), nullable=False),
    sa.Column('topic', sa.Enum('pemahaman', 'pendataan', 'iuran', 'klaim', 'pendaftaran', 'lainnya', name='topic', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('status', sa.Enum('masuk', 'tampil', 'disembunyikan', 'sedang-dijawab', 'dijawab', 'tindak-lanjut', name='status', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('hidden_reason', sa.String(length=200), nullable=False),
    sa.Column('attendance_id', sa.Integer(), nullable=True),
    sa.Column('typed_by', sa.Integer(), nullable=True),
    sa.Column('asker', sa.String(length=230), nullable=False),
    sa.Column('place', sa.String(length=200), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=True),
    sa.Column('hides_name', sa.Boolean(), nullable=False),
    sa.Column('asked_at', sa.DateTime(), nullable=False),
    sa.Column('request_id', sa.String(length=32), nullable=False),
    sa.Column('presenter_id', sa.Integer(), nullable=True),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('answered_by', sa.String(length=230), nullable=False),
    sa.Column('answered_at', sa.DateTime(), nullable=True),
    sa.Column('merged_into_id', sa.Integer(), nullable=True),
    sa.Column('votes', sa.Integer(), nullable=False),
    sa.Column('generation', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=True),
    sa.CheckConstraint("status <> 'dijawab' OR answer <> ''", name=op.f('ck_question_answered_in_words')),
    sa.CheckConstraint("status <> 'disembunyikan' OR hidden_reason <> ''", name=op.f('ck_question_hidden_why')),
    sa.CheckConstraint("words <> ''", name=op.f('ck_question_has_words')),
    sa.CheckConstraint('length(words) <= 500', name=op.f('ck_question_words_length')),
    sa.CheckConstraint('votes >= 0', name=op.f('ck_question_votes_positive')),
    sa.CheckConstraint('merged_into_id <> id', name=op.f('ck_question_not_merged_into_itself')),
    sa.ForeignKeyConstraint(['attendance_id'], ['attendance.id'], name=op.f('fk_question_attendance_id')),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_question_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['merged_into_id'], ['question.id'], name=op.f('fk_question_merged_into_id')),
    sa.ForeignKeyConstraint(['presenter_id'], ['presenter.id'], name=op.f('fk_question_presenter_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['region_id'], ['region.id'], name=op.f('fk_question_region_id')),
    sa.ForeignKeyConstraint(['typed_by'], ['account.id'], name=op.f('fk_question_typed_by'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question')),
    sa.UniqueConstraint('code', name=op.f('uq_question_code')),
    sa.UniqueConstraint('request_id', name=op.f('uq_question_request_id')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_question_token_hash'))
    )
    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_question_attendance_id'), ['attendance_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_question_event_id'), ['event_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_question_merged_into_id'), ['merged_into_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_question_presenter_id'), ['presenter_id'], unique=False)
        batch_op.create_index('uq_question_answering', ['event_id'], unique=True, sqlite_where=sa.text("status = 'sedang-dijawab'"), postgresql_where=sa.text("status = 'sedang-dijawab'"))

    op.create_table('follow_up',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=True),
    sa.Column('question_id', sa.Integer(), nullable=True),
    sa.Column('what', sa.String(length=500), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=True),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('presenter_id', sa.Integer(), nullable=True),
    sa.Column('official_id', sa.Integer(), nullable=True),
    sa.Column('responsible', sa.String(length=300), nullable=False),
    sa.Column('position', sa.String(length=300), nullable=False),
    sa.Column('phone', sa.String(length=20), nullable=True),
    sa.Column('folded', sa.Text(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('status', sa.Enum('baru', 'diproses', 'menunggu', 'selesai', 'batal', name='status', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('drop_reason', sa.String(length=200), nullable=False),
    sa.Column('opened_at', sa.DateTime(), nullable=False),
    sa.Column('opened_on', sa.Date(), nullable=False),
    sa.Column('opened_by', sa.Integer(), nullable=True),
    sa.Column('updated_at', sa.DateTime(), nullable=False),
    sa.Column('closed_at', sa.DateTime(), nullable=True),
    sa.Column('request_id', sa.String(length=32), nullable=False),
    sa.Column('generation', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=True),
    sa.Column('is_demo', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.CheckConstraint("(status IN ('selesai', 'batal')) = (closed_at IS NOT NULL)", name=op.f('ck_follow_up_closed_when')),
    sa.CheckConstraint("responsible <> ''", name=op.f('ck_follow_up_says_who')),
    sa.CheckConstraint('due_on >= opened_on', name=op.f('ck_follow_up_due_after_opening')),
    sa.CheckConstraint("status <> 'batal' OR drop_reason <> ''", name=op.f('ck_follow_up_dropped_why')),
    sa.CheckConstraint("what <> ''", name=op.f('ck_follow_up_says_what')),
    sa.CheckConstraint('(person_id IS NOT NULL AND presenter_id IS NULL AND official_id IS NULL) OR (person_id IS NULL AND (presenter_id IS NULL OR official_id IS NULL))', name=op.f('ck_follow_up_one_responsible')),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_follow_up_event_id')),
    sa.ForeignKeyConstraint(['official_id'], ['official.id'], name=op.f('fk_follow_up_official_id')),
    sa.ForeignKeyConstraint(['opened_by'], ['account.id'], name=op.f('fk_follow_up_opened_by'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_follow_up_person_id')),
    sa.ForeignKeyConstraint(['presenter_id'], ['presenter.id'], name=op.f('fk_follow_up_presenter_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['question_id'], ['question.id'], name=op.f('fk_follow_up_question_id')),
    sa.ForeignKeyConstraint(['region_id'], ['region.id'], name=op.f('fk_follow_up_region_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_follow_up')),
    sa.UniqueConstraint('code', name=op.f('uq_follow_up_code')),
    sa.UniqueConstraint('request_id', name=op.f('uq_follow_up_request_id')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_follow_up_token_hash'))
    )
    with op.batch_alter_table('follow_up', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_follow_up_due_on'), ['due_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_follow_up_event_id'), ['event_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_follow_up_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_follow_up_question_id'), ['question_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_follow_up_region_id'), ['region_id'], unique=False)

    op.create_table('material_file',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('material_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('is_current', sa.Boolean(), nullable=False),
    sa.Column('stored_as', sa.String(length=32), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('extension', sa.String(length=8), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('scan', sa.Enum('belum', 'bersih', 'menunggu', name='scan', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('pages', sa.Integer(), nullable=True),
    sa.Column('thumbnail_as', sa.String(length=32), nullable=True),
    sa.Column('added_at', sa.DateTime(), nullable=False),
    sa.Column('added_by', sa.String(length=230), nullable=False),
    sa.CheckConstraint('length(sha256) = 64', name=op.f('ck_material_file_sha256_length')),
    sa.CheckConstraint('size > 0', name=op.f('ck_material_file_size_positive')),
    sa.ForeignKeyConstraint(['material_id'], ['material.id'], name=op.f('fk_material_file_material_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_material_file')),
    sa.UniqueConstraint('material_id', 'number', name=op.f('uq_material_file_material_id_number')),
    sa.UniqueConstraint('stored_as', name=op.f('uq_material_file_stored_as'))
    )
    with op.batch_alter_table('material_file', schema=None) as batch_op:
        batch_op.create_index('uq_material_file_current', ['material_id'], unique=True, sqlite_where=sa.text('is_current'), postgresql_where=sa.text('is_current'))

    op.create_table('upload',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('presenter_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('audience', sa.Enum('petugas', 'peserta', 'semua', name='audience', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('replaces_id', sa.Integer(), nullable=True),
    sa.Column('material_id', sa.Integer(), nullable=True),
    sa.Column('touched_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint('(account_id IS NULL) OR (presenter_id IS NULL)', name=op.f('ck_upload_one_sender_at_most')),
    sa.CheckConstraint('size > 0', name=op.f('ck_upload_size_positive')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_upload_account_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_upload_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['material_id'], ['material.id'], name=op.f('fk_upload_material_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['presenter_id'], ['presenter.id'], name=op.f('fk_upload_presenter_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['replaces_id'], ['material.id'], name=op.f('fk_upload_replaces_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_upload'))
    )
    with op.batch_alter_table('upload', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_upload_event_id'), ['event_id'], unique=False)

    op.create_table('vote',
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('attendance_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['attendance_id'], ['attendance.id'], name=op.f('fk_vote_attendance_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['question_id'], ['question.id'], name=op.f('fk_vote_question_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('question_id', 'attendance_id', name=op.f('pk_vote'))
    )
    with op.batch_alter_table('vote', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_vote_attendance_id'), ['attendance_id'], unique=False)

    op.create_table('follow_up_note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('follow_up_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('author', sa.String(length=300), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('audience', sa.Enum('petugas', 'penanggung-jawab', 'penanya', name='audience', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('status', sa.Enum('baru', 'diproses', 'menunggu', 'selesai', 'batal', name='status', native_enum=False, create_constraint=True, length=20), nullable=True),
    sa.Column('stored_as', sa.String(length=32), nullable=True),
    sa.Column('file_name', sa.String(length=200), nullable=True),
    sa.Column('extension', sa.String(length=8), nullable=True),
    sa.Column('size', sa.Integer(), nullable=True),
    sa.Column('scan', sa.Enum('belum', 'bersih', 'menunggu', name='scan', native_enum=False, create_constraint=True, length=20), nullable=True),
    sa.Column('request_id', sa.String(length=32), nullable=False),
    sa.CheckConstraint("words <> '' OR stored_as IS NOT NULL OR status IS NOT NULL", name=op.f('ck_follow_up_note_says_or_shows')),
    sa.CheckConstraint('(stored_as IS NULL) = (file_name IS NULL)', name=op.f('ck_follow_up_note_file_has_name')),
    sa.CheckConstraint('(stored_as IS NULL) = (extension IS NULL)', name=op.f('ck_follow_up_note_file_has_kind')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_follow_up_note_account_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['follow_up_id'], ['follow_up.id'], name=op.f('fk_follow_up_note_follow_up_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_follow_up_note')),
    sa.UniqueConstraint('request_id', name=op.f('uq_follow_up_note_request_id')),
    sa.UniqueConstraint('stored_as', name=op.f('uq_follow_up_note_stored_as'))
    )
    with op.batch_alter_table('follow_up_note', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_follow_up_note_follow_up_id'), ['follow_up_id'], unique=False)

    op.create_table('upload_part',
    sa.Column('upload_id', sa.String(length=32), nullable=False),
    sa.Column('start', sa.Integer(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('stored_as', sa.String(length=32), nullable=False),
    sa.CheckConstraint('size > 0', name=op.f('ck_upload_part_size_positive')),
    sa.ForeignKeyConstraint(['upload_id'], ['upload.id'], name=op.f('fk_upload_part_upload_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('upload_id', 'start', name=op.f('pk_upload_part')),
    sa.UniqueConstraint('stored_as', name=op.f('uq_upload_part_stored_as'))
    )
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.add_column(sa.Column('slide', sa.Enum('janji', 'kode', 'pertanyaan', 'jawaban', name='slide', native_enum=False, create_constraint=True, length=20), server_default='kode', nullable=False))
        batch_op.add_column(sa.Column('moderated', sa.Boolean(), server_default=sa.true(), nullable=False))
        batch_op.add_column(sa.Column('questions_version', sa.Integer(), server_default='0', nullable=False))



def downgrade():
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.drop_column('questions_version')
        batch_op.drop_column('moderated')
        batch_op.drop_constraint(batch_op.f('ck_event_slide'), type_='check')
        batch_op.drop_column('slide')

    op.drop_table('upload_part')
    with op.batch_alter_table('follow_up_note', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_follow_up_note_follow_up_id'))

    op.drop_table('follow_up_note')
    with op.batch_alter_table('vote', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_vote_attendance_id'))

    op.drop_table('vote')
    with op.batch_alter_table('upload', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_upload_event_id'))

    op.drop_table('upload')
    with op.batch_alter_table('material_file', schema=None) as batch_op:
        batch_op.drop_index('uq_material_file_current', sqlite_where=sa.text('is_current'), postgresql_where=sa.text('is_current'))

    op.drop_table('material_file')
    with op.batch_alter_table('follow_up', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_follow_up_region_id'))
        batch_op.drop_index(batch_op.f('ix_follow_up_question_id'))
        batch_op.drop_index(batch_op.f('ix_follow_up_person_id'))
        batch_op.drop_index(batch_op.f('ix_follow_up_event_id'))
        batch_op.drop_index(batch_op.f('ix_follow_up_due_on'))

    op.drop_table('follow_up')
    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.drop_index('uq_question_answering', sqlite_where=sa.text("status = 'sedang-dijawab'"), postgresql_where=sa.text("status = 'sedang-dijawab'"))
        batch_op.drop_index(batch_op.f('ix_question_presenter_id'))
        batch_op.drop_index(batch_op.f('ix_question_merged_into_id'))
        batch_op.drop_index(batch_op.f('ix_question_event_id'))
        batch_op.drop_index(batch_op.f('ix_question_attendance_id'))

    op.drop_table('question')
    with op.batch_alter_table('material', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_material_presenter_id'))
        batch_op.drop_index(batch_op.f('ix_material_event_id'))

    op.drop_table('material')
    with op.batch_alter_table('presenter', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_presenter_event_id'))

    op.drop_table('presenter')
