"""Visits say that they stand on an invoice, and postings that money reached a bank account."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('budgets', '0029_reasons_can_be_forgotten'),
    ]

    operations = [
        migrations.AddField(
            model_name='visit',
            name='invoiced_at',
            field=models.DateTimeField(help_text='It is on an invoice: what was said of it stays said.', null=True),
        ),
        migrations.AlterField(
            model_name='posting',
            name='entry_type',
            field=models.CharField(choices=[('allocation', 'Given'), ('contribution-due', 'Contribution due'), ('contribution-received', 'Contribution received'), ('dp-payment', 'Direct payment sent'), ('commitment', 'Promised'), ('commitment-release', 'No longer promised'), ('invoice-paid', 'Invoice paid'), ('payment-arrived', 'Reached the bank account'), ('expense-declared', 'Spent elsewhere'), ('contingency-hold', 'Set aside'), ('adjustment', 'Put right'), ('clawback-notice', 'Asked back'), ('clawback-received', 'Given back'), ('refund-to-person', 'Refunded to the person'), ('transfer-to-pool', 'Put into a pool'), ('transfer-from-pool', 'Taken out of a pool')], max_length=21),
        ),
    ]
