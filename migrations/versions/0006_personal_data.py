"""personal data"""

import sqlalchemy as sa
from alembic import op


revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('retention_gone',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('days', sa.Integer(), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.CheckConstraint('count > 0', name=op.f('ck_retention_gone_count_positive')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_retention_gone')),
    sa.UniqueConstraint('day', 'kind', name=op.f('uq_retention_gone_day_kind'))
    )
    op.create_table('retention_night',
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('begun_at', sa.DateTime(), nullable=False),
    sa.Column('ended_at', sa.DateTime(), nullable=True),
    sa.PrimaryKeyConstraint('day', name=op.f('pk_retention_night'))
    )
    op.create_table('privacy_notice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.String(length=20), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('who', sa.Text(), nullable=False),
    sa.Column('purpose', sa.Text(), nullable=False),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('period', sa.Text(), nullable=False),
    sa.Column('rights', sa.Text(), nullable=False),
    sa.Column('published_at', sa.DateTime(), nullable=False),
    sa.Column('published_by', sa.Integer(), nullable=True),
    sa.Column('publisher', sa.String(length=120), nullable=False),
    sa.CheckConstraint("summary <> ''", name=op.f('ck_privacy_notice_has_summary')),
    sa.CheckConstraint("version <> ''", name=op.f('ck_privacy_notice_has_version')),
    sa.ForeignKeyConstraint(['published_by'], ['account.id'], name=op.f('fk_privacy_notice_published_by'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_privacy_notice')),
    sa.UniqueConstraint('version', name=op.f('uq_privacy_notice_version'))
    )
    op.create_table('retention_rule',
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('days', sa.Integer(), nullable=True),
    sa.Column('set_at', sa.DateTime(), nullable=False),
    sa.Column('set_by', sa.Integer(), nullable=True),
    sa.CheckConstraint('days BETWEEN 1 AND 36500', name=op.f('ck_retention_rule_days_in_range')),
    sa.ForeignKeyConstraint(['set_by'], ['account.id'], name=op.f('fk_retention_rule_set_by'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('kind', name=op.f('pk_retention_rule'))
    )
    # One statement a column: SQLite then adds it to the table instead of copying the list.
    kind = sa.DateTime().compile(dialect=op.get_bind().dialect)
    op.execute(f'ALTER TABLE attendance ADD COLUMN broadcast_at {kind}')
    op.execute(
        f'ALTER TABLE attendance ADD COLUMN erased_at {kind} '
        'CONSTRAINT ck_attendance_erased_whole CHECK (erased_at IS NULL OR phone IS NULL'
        ' AND nip IS NULL AND device IS NULL AND token_hash IS NULL AND broadcast_at IS NULL'
        " AND coalesce(signature, '') = '')"
    )
    op.execute(
        f'ALTER TABLE person ADD COLUMN erased_at {kind} '
        'CONSTRAINT ck_person_erased_whole CHECK (erased_at IS NULL OR phone IS NULL'
        ' AND email IS NULL AND nip IS NULL AND NOT is_active)'
    )


def downgrade():
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_person_erased_whole'), type_='check')
        batch_op.drop_column('erased_at')

    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_attendance_erased_whole'), type_='check')
        batch_op.drop_column('erased_at')
        batch_op.drop_column('broadcast_at')

    op.drop_table('retention_rule')
    op.drop_table('privacy_notice')
    op.drop_table('retention_night')
    op.drop_table('retention_gone')
