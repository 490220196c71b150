"""presenters taken off stay known"""

import sqlalchemy as sa
from alembic import op


revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade():
    # In one statement: SQLite then adds the column to the table instead of copying it.
    kind = sa.DateTime().compile(dialect=op.get_bind().dialect)
    op.execute(
        f'ALTER TABLE presenter ADD COLUMN taken_off_at {kind} '
        'CONSTRAINT ck_presenter_taken_off_whole CHECK (taken_off_at IS NULL'
        ' OR token_hash IS NULL AND request_id IS NULL)'
    )


def downgrade():
    # Before, who was taken off was deleted: they must not stand on a programme again. What refers
    # to them is said here, since SQLite looks at no foreign key while a migration runs.
    gone = 'SELECT id FROM presenter WHERE taken_off_at IS NOT NULL'
    for table in ('material', 'question', 'follow_up'):
        op.execute(f'UPDATE {table} SET presenter_id = NULL WHERE presenter_id IN ({gone})')
    op.execute(f'DELETE FROM upload WHERE presenter_id IN ({gone})')
    op.execute('DELETE FROM presenter WHERE taken_off_at IS NOT NULL')
    with op.batch_alter_table('presenter', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_presenter_taken_off_whole'), type_='check')
        batch_op.drop_column('taken_off_at')
