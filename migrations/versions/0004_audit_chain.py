"""audit chain"""

import sqlalchemy as sa
from alembic import op


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('audit_head',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('seal', sa.String(length=64), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.CheckConstraint('count >= 0', name=op.f('ck_audit_head_count_positive')),
    sa.CheckConstraint('id = 1', name=op.f('ck_audit_head_only_one')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_head'))
    )
    # The model puts this row beside a table that it makes itself (app.audit).
    op.execute("INSERT INTO audit_head (id, seal, count) SELECT 1, '', 0 WHERE NOT EXISTS (SELECT 1 FROM audit_head)")
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.add_column(sa.Column('seal', sa.String(length=64), nullable=True))



def downgrade():
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.drop_column('seal')

    op.drop_table('audit_head')
