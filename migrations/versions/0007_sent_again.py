"""marked in two places"""

import sqlalchemy as sa
from alembic import op


revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade():
    # In one statement: SQLite then adds the column to the table instead of copying the list.
    op.execute('ALTER TABLE attendance ADD COLUMN sent_again JSON')


def downgrade():
    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.drop_column('sent_again')
