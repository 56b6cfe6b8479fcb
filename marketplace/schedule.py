"""What the clock starts: each task may run twice or late, for the database remembers what is due."""

from datetime import timedelta

from celery.schedules import crontab

SCHEDULE = {
    "send what the outbox still owes": {"task": "notifications.sweep", "schedule": timedelta(seconds=30)},
    "tell staff which messages wait for a person": {"task": "post.remind", "schedule": crontab(hour="9", minute="0")},
    "forget searches after their day": {"task": "providers.forget_searches", "schedule": timedelta(minutes=15)},
    "ask if listings are still right": {"task": "providers.ask_keepers", "schedule": crontab(hour="10", minute="5")},
    "see to listings nobody confirms": {"task": "providers.fade", "schedule": crontab(hour="10", minute="20")},
    "tell who is new near somebody": {"task": "providers.tell_news", "schedule": timedelta(minutes=10)},
    "count how enterprises answer": {"task": "providers.count_answers", "schedule": crontab(hour="3", minute="10")},
    "forget requests answered two years ago": {"task": "requests.forget", "schedule": timedelta(days=1)},
    "forget sessions and mail past their time": {"task": "notifications.forget", "schedule": timedelta(hours=1)},
    "end enquiries that nobody answered": {"task": "providers.lapse_enquiries", "schedule": timedelta(minutes=5)},
    "remind enterprises of enquiries": {"task": "providers.remind_enquiries", "schedule": timedelta(minutes=10)},
    "erase and close old enquiries": {"task": "providers.tidy_enquiries", "schedule": timedelta(hours=1)},
    "read and judge the open feed": {"task": "providers.check_feed", "schedule": crontab(hour="2", minute="40")},
    "pass introductions on": {"task": "budgets.pass_on", "schedule": timedelta(minutes=1)},
    "ask what came of introductions": {"task": "budgets.ask_outcomes", "schedule": crontab(hour="8", minute="10")},
    "forget whom introductions were about": {"task": "budgets.forget", "schedule": timedelta(days=1)},
    "show stories whose 72 hours are over": {"task": "providers.show_stories", "schedule": timedelta(minutes=10)},
    "ask how it is after four weeks": {"task": "providers.invite_stories", "schedule": crontab(hour="10", minute="5")},
    "end needs posted 28 days ago": {"task": "providers.end_needs", "schedule": timedelta(minutes=30)},
    "forget who posted and what was refused": {"task": "providers.forget_told", "schedule": timedelta(hours=6)},
    "take back invitations nobody accepted": {"task": "organisations.forget", "schedule": timedelta(hours=1)},
    "give budgets their four weeks": {"task": "budgets.allocate", "schedule": crontab(hour="4", minute="35")},
    "follow agreements": {"task": "budgets.follow_agreements", "schedule": crontab(hour="7", minute="20")},
    "plan the visits of the next weeks": {"task": "budgets.plan_visits", "schedule": crontab(hour="4", minute="50")},
    "remind workers of reviews": {"task": "budgets.remind_reviews", "schedule": crontab(hour="8", minute="35")},
    "see to what people share": {"task": "budgets.keep_together", "schedule": crontab(hour="4", minute="50")},
    "raise money that is not spent": {"task": "budgets.raise_surpluses", "schedule": crontab(hour="6", minute="15")},
    "ask what came of visits": {"task": "budgets.ask_silent", "schedule": crontab(hour="9", minute="20")},
    "open cases of checks": {"task": "commissioning.open_cases", "schedule": timedelta(minutes=1)},
    "let checks run out": {"task": "commissioning.expire_checks", "schedule": crontab(hour="5", minute="20")},
    "count cases after new rules": {"task": "commissioning.recompute", "schedule": timedelta(minutes=1)},
    "scan papers that waited": {"task": "commissioning.scan_papers", "schedule": timedelta(minutes=2)},
    "forget papers of closed enterprises": {"task": "commissioning.forget_papers", "schedule": timedelta(days=1)},
    "help with starting": {"task": "commissioning.help_to_start", "schedule": crontab(hour="8-18", minute="25")},
    "remind of bills": {"task": "commissioning.remind_of_bills", "schedule": crontab(hour="9", minute="35")},
    "forget old worries": {"task": "commissioning.forget", "schedule": timedelta(days=1)},
}
