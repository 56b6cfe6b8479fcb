"""Our words as Open Referral UK 3.0 says them, and the other way round."""
