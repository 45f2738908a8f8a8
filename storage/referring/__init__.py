"""Handing a campaign on: referrals by two persons, case files, answers, replies of those named."""
