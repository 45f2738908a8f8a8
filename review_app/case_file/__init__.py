"""What a referral says and how it is written down: content, documents and bundles; pure, no database, no pages."""
