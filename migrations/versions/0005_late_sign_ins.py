"""late sign-ins"""

import sqlalchemy as sa
from alembic import op


revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade():
    # In one statement: SQLite then adds the column to the table instead of copying the list.
    kind = sa.DateTime().compile(dialect=op.get_bind().dialect)
    op.execute(
        f'ALTER TABLE attendance ADD COLUMN received_at {kind} '
        'CONSTRAINT ck_attendance_received_after_signed CHECK (received_at >= signed_at)'
    )


def downgrade():
    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_attendance_received_after_signed'), type_='check')
        batch_op.drop_column('received_at')
