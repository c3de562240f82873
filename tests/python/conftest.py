# SPDX-License-Identifier: Apache-2.0
"""Random cases are the same in every run, so that what passed once passes again; COALIGN_TEST_RANDOM=1 draws others."""

import os

import hypothesis

hypothesis.settings.register_profile("steady", derandomize=True, deadline=None, database=None)
if not os.environ.get("COALIGN_TEST_RANDOM"):
    hypothesis.settings.load_profile("steady")
