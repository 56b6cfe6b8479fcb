"""How allauth speaks through our outbox and where a sign-in leads."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """allauth's adapter, in our words."""
