import pytest

from analysis.forensics import ledger, load_transcripts, panel_reports, study_sums


@pytest.fixture(scope="package")
def tables():
    return load_transcripts()


@pytest.fixture(scope="package")
def sums():
    return study_sums()


@pytest.fixture(scope="package")
def book():
    return ledger()


@pytest.fixture(scope="package")
def panels():
    return panel_reports()
