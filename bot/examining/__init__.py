"""What `quoth doctor` looks at: on this machine library, state and cache; at Telegram's the token, clock and webhook.

Every look is a `Finding`. Nothing is changed, nothing is printed, and no secret stands in a finding.
"""
