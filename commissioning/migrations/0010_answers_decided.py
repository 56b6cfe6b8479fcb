"""What somebody decided about a line of an answer that was not clear."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commissioning', '0009_payees_held_by_the_database'),
    ]

    operations = [
        migrations.AddField(
            model_name='answerline',
            name='decision',
            field=models.CharField(blank=True, help_text='What somebody decided, where it was not clear.', max_length=8),
        ),
        migrations.AlterField(
            model_name='answerline',
            name='outcome',
            field=models.CharField(choices=[('paid', 'Paid'), ('returned', 'Came back'), ('accepted', 'The bank has it'), ('unknown', 'No payment of ours has this reference'), ('doubled', 'It is in the file twice'), ('other-sum', 'The sum is another one'), ('already', 'It was known already'), ('too-early', 'It was not sent yet'), ('somebody-else', "It is another body's"), ('otherwise', 'It came back before, and this says that it is paid')], max_length=13),
        ),
    ]
