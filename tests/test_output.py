"""What is written stands whole, where and as it was."""

import os

import pytest

from empathy.output import write_atomically


def test_a_link_stays_and_what_it_leads_to_is_written(tmp_path):
    (tmp_path / "there").mkdir()
    file, link = tmp_path / "there" / "report.html", tmp_path / "report.html"
    file.write_text("old")
    link.symlink_to(file)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert file.read_text() == "new"
    assert list(file.parent.iterdir()) == [file]


def test_a_link_to_nothing_yet_is_followed(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "report.html")
    write_atomically(tmp_path / "link", b"new")
    assert (tmp_path / "report.html").read_text() == "new"


@pytest.mark.parametrize("mode", [0o600, 0o664])
def test_a_file_written_over_keeps_its_permissions(tmp_path, mode):
    file = tmp_path / "report.html"
    file.write_text("old")
    file.chmod(mode)
    write_atomically(file, b"new")
    assert file.stat().st_mode & 0o777 == mode


def test_a_private_file_is_its_owner_s_whatever_stood_there(tmp_path):
    file = tmp_path / "names.txt"
    file.write_text("old")
    file.chmod(0o644)
    write_atomically(file, b"new", private=True)
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_new_file_has_what_the_umask_leaves(tmp_path):
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "report.html", b"new")
    finally:
        os.umask(before)
    assert (tmp_path / "report.html").stat().st_mode & 0o777 == 0o640
