"""what a form has made"""

import sqlalchemy as sa
from alembic import op


revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('account', schema=None) as batch_op:
        batch_op.add_column(sa.Column('request_id', sa.String(length=32), nullable=True))
        batch_op.create_index(batch_op.f('ix_account_request_id'), ['request_id'], unique=True)

    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.add_column(sa.Column('request_id', sa.String(length=32), nullable=True))
        batch_op.create_index(batch_op.f('ix_event_request_id'), ['request_id'], unique=True)

    with op.batch_alter_table('import_file', schema=None) as batch_op:
        batch_op.add_column(sa.Column('request_id', sa.String(length=32), nullable=True))
        batch_op.create_index(batch_op.f('ix_import_file_request_id'), ['request_id'], unique=True)

    with op.batch_alter_table('invitation_mail', schema=None) as batch_op:
        batch_op.add_column(sa.Column('request_id', sa.String(length=32), nullable=True))
        batch_op.create_index(batch_op.f('ix_invitation_mail_request_id'), ['request_id'], unique=True)

    with op.batch_alter_table('letter_template', schema=None) as batch_op:
        batch_op.add_column(sa.Column('request_id', sa.String(length=32), nullable=True))
        batch_op.create_index(batch_op.f('ix_letter_template_request_id'), ['request_id'], unique=True)

    with op.batch_alter_table('official', schema=None) as batch_op:
        batch_op.add_column(sa.Column('request_id', sa.String(length=32), nullable=True))
        batch_op.create_index(batch_op.f('ix_official_request_id'), ['request_id'], unique=True)

    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('request_id', sa.String(length=32), nullable=True))
        batch_op.create_index(batch_op.f('ix_person_request_id'), ['request_id'], unique=True)

    with op.batch_alter_table('presenter', schema=None) as batch_op:
        batch_op.add_column(sa.Column('request_id', sa.String(length=32), nullable=True))
        batch_op.create_index(batch_op.f('ix_presenter_request_id'), ['request_id'], unique=True)

    with op.batch_alter_table('privacy_notice', schema=None) as batch_op:
        batch_op.add_column(sa.Column('request_id', sa.String(length=32), nullable=True))
        batch_op.create_index(batch_op.f('ix_privacy_notice_request_id'), ['request_id'], unique=True)

    with op.batch_alter_table('region', schema=None) as batch_op:
        batch_op.add_column(sa.Column('request_id', sa.String(length=32), nullable=True))
        batch_op.create_index(batch_op.f('ix_region_request_id'), ['request_id'], unique=True)

    with op.batch_alter_table('sheet_photo', schema=None) as batch_op:
        batch_op.add_column(sa.Column('request_id', sa.String(length=32), nullable=True))
        batch_op.create_index(batch_op.f('ix_sheet_photo_request_id'), ['request_id'], unique=True)



def downgrade():
    with op.batch_alter_table('sheet_photo', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sheet_photo_request_id'))
        batch_op.drop_column('request_id')

    with op.batch_alter_table('region', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_region_request_id'))
        batch_op.drop_column('request_id')

    with op.batch_alter_table('privacy_notice', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_privacy_notice_request_id'))
        batch_op.drop_column('request_id')

    with op.batch_alter_table('presenter', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_presenter_request_id'))
        batch_op.drop_column('request_id')

    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_person_request_id'))
        batch_op.drop_column('request_id')

    with op.batch_alter_table('official', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_official_request_id'))
        batch_op.drop_column('request_id')

    with op.batch_alter_table('letter_template', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_letter_template_request_id'))
        batch_op.drop_column('request_id')

    with op.batch_alter_table('invitation_mail', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_invitation_mail_request_id'))
        batch_op.drop_column('request_id')

    with op.batch_alter_table('import_file', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_import_file_request_id'))
        batch_op.drop_column('request_id')

    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_event_request_id'))
        batch_op.drop_column('request_id')

    with op.batch_alter_table('account', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_account_request_id'))
        batch_op.drop_column('request_id')

