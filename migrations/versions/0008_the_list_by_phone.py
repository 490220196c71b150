"""the list by phone"""

import sqlalchemy as sa
from alembic import op


revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_attendance_device'))
        batch_op.create_index('ix_attendance_event_id_device', ['event_id', 'device'], unique=False)



def downgrade():
    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.drop_index('ix_attendance_event_id_device')
        batch_op.create_index(batch_op.f('ix_attendance_device'), ['device'], unique=False)

