"""presenters can be erased"""

import sqlalchemy as sa
from alembic import op


revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade():
    # In one statement: SQLite then adds the column to the table instead of copying it.
    kind = sa.DateTime().compile(dialect=op.get_bind().dialect)
    op.execute(
        f'ALTER TABLE presenter ADD COLUMN erased_at {kind} '
        'CONSTRAINT ck_presenter_erased_whole CHECK (erased_at IS NULL OR phone IS NULL'
        " AND token_hash IS NULL AND position = '')"
    )


def downgrade():
    with op.batch_alter_table('presenter', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_presenter_erased_whole'), type_='check')
        batch_op.drop_column('erased_at')
