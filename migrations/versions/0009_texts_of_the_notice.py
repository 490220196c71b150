"""texts of the notice"""

import sqlalchemy as sa
from alembic import op


revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

TEXTS = ('summary', 'who', 'purpose', 'what', 'period', 'rights')


def upgrade():
    # The form has asked for this since there is the table, and nothing else writes to it. Should
    # somebody have put in a row by hand, a start that fails would be worse than a mended text.
    notice = sa.table('privacy_notice', *(sa.column(name, sa.Text) for name in ('version', *TEXTS)))
    version = notice.c.version
    op.execute(notice.update().where(sa.func.length(version) > 20).values(version=sa.func.substr(version, 1, 20)))
    for name in TEXTS:
        text = notice.c[name]
        op.execute(notice.update().where(text == '').values({name: '-'}))
        cut = sa.func.substr(text, 1, 599).concat('…')
        op.execute(notice.update().where(sa.func.length(text) > 600).values({name: cut}))
    with op.batch_alter_table('privacy_notice', schema=None) as batch_op:
        batch_op.create_check_constraint(op.f('ck_privacy_notice_version_length'), 'length(version) <= 20')
        for name in TEXTS:
            batch_op.create_check_constraint(op.f(f'ck_privacy_notice_{name}_length'), f'length({name}) <= 600')
        for name in TEXTS[1:]:
            batch_op.create_check_constraint(op.f(f'ck_privacy_notice_has_{name}'), f"{name} <> ''")


def downgrade():
    with op.batch_alter_table('privacy_notice', schema=None) as batch_op:
        for name in TEXTS[1:]:
            batch_op.drop_constraint(op.f(f'ck_privacy_notice_has_{name}'), type_='check')
        for name in TEXTS:
            batch_op.drop_constraint(op.f(f'ck_privacy_notice_{name}_length'), type_='check')
        batch_op.drop_constraint(op.f('ck_privacy_notice_version_length'), type_='check')
