"""The queue: nothing lost, nothing doubled, a bounded number of attempts; a worker killed in the middle of a job."""

from __future__ import annotations

import datetime
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks import task_backends
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks_db.models import DBTaskResult

from council import jobs
from council.models import ExtraHoliday, JobWorker
from council.publication import RefusedError
from council.worker import Worker
from tests.council.sample_jobs import fail, proclaim
from tests.workers import later, start_worker, wait_for


def work_off() -> None:
    Worker().work_off()


@transaction.atomic
def ask_and_roll_back(folder: str) -> None:
    jobs.enqueue(proclaim, name="A day off", folder=folder)
    raise RefusedError("no")


@pytest.mark.django_db
class TestInOneProcess:
    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path):
        (tmp_path / "go").touch()
        self.folder = str(tmp_path)

    def test_a_job_is_done_once(self):
        jobs.enqueue(proclaim, name="A day off", folder=self.folder)
        work_off()
        work_off()
        job = DBTaskResult.objects.get()
        assert (job.status, job.return_value, jobs.attempts_of(job)) == ("SUCCESSFUL", "written", 1)
        assert not JobWorker.objects.exists()

    def test_the_same_work_waits_once(self):
        for _ in range(3):
            jobs.enqueue(proclaim, name="A day off", folder=self.folder)
        jobs.enqueue(proclaim, name="Another", folder=self.folder)
        assert DBTaskResult.objects.count() == 2

    def test_what_is_rolled_back_is_never_done(self):
        with pytest.raises(RefusedError):
            ask_and_roll_back(self.folder)
        work_off()
        assert not ExtraHoliday.objects.exists()
        assert not (Path(self.folder) / "began").exists()

    def test_a_failure_is_tried_again_after_a_growing_pause(self, caplog):
        jobs.enqueue(fail, times=3, folder=self.folder)
        pauses = []
        for attempt in range(1, 4):
            before = timezone.now()
            work_off()
            job = DBTaskResult.objects.get()
            assert (job.status, jobs.attempts_of(job)) == ("READY", attempt)
            pauses.append(round((job.run_after - before).total_seconds(), -1))
            work_off()
            assert jobs.attempts_of(DBTaskResult.objects.get()) == attempt, "not before its pause is over"
            later()
        work_off()
        assert DBTaskResult.objects.get().return_value == "at last"
        assert pauses == [10, 40, 160]
        assert f"attempt 2 of {jobs.MOST_ATTEMPTS} of tests.council.sample_jobs.fail" in caplog.text

    def test_it_is_given_up_in_the_end_and_an_administrator_can_try_again(self):
        jobs.enqueue(fail, times=jobs.MOST_ATTEMPTS, folder=self.folder)
        for _ in range(jobs.MOST_ATTEMPTS + 2):
            work_off()
            later()
        job = DBTaskResult.objects.get()
        assert (job.status, jobs.attempts_of(job)) == ("FAILED", jobs.MOST_ATTEMPTS)
        assert "failure 5" in job.traceback
        jobs.try_again(job.pk)
        with pytest.raises(RefusedError):
            jobs.try_again(job.pk)
        work_off()
        assert DBTaskResult.objects.get().return_value == "at last"

    def test_what_a_dead_worker_held_is_taken_back_and_what_a_live_one_holds_is_not(self):
        now = timezone.now()
        for name, until in (("dead", -1), ("alive", 30)):
            lease = now + datetime.timedelta(seconds=until)
            JobWorker.objects.create(worker_id=name, started_at=now, lease_until=lease)
            jobs.enqueue(proclaim, name=name, folder=self.folder)
            DBTaskResult.objects.filter(status="READY").get().claim(name)
        call_command("reclaim_jobs")
        states = {job.worker_ids[0]: job.status for job in DBTaskResult.objects.all()}
        assert states == {"dead": "READY", "alive": "RUNNING"}

    def test_a_worker_that_lost_its_job_does_not_write_how_it_ended(self):
        jobs.enqueue(proclaim, name="A day off", folder=self.folder)
        slow = DBTaskResult.objects.get()
        slow.claim("slow")
        jobs.reclaim(timezone.now())
        later()
        DBTaskResult.objects.get().claim("quick")
        assert not jobs.finish(slow, "slow", status="FAILED")
        assert DBTaskResult.objects.get().status == "RUNNING"
        assert jobs.finish(DBTaskResult.objects.get(), "quick", status="SUCCESSFUL", finished_at=timezone.now())

    def test_what_was_done_is_forgotten_after_a_fortnight_and_what_failed_is_not(self):
        now = timezone.now()
        for status in ("SUCCESSFUL", "FAILED"):
            jobs.enqueue(proclaim, name=status, folder=self.folder)
            DBTaskResult.objects.filter(status="READY").update(status=status, finished_at=now)
        assert jobs.forget_finished(now + datetime.timedelta(days=13)) == 0
        assert jobs.forget_finished(now + datetime.timedelta(days=15)) == 1
        assert DBTaskResult.objects.get().status == "FAILED"


@pytest.mark.django_db(transaction=True)
def test_immediate_work_is_done_after_the_transaction_and_not_if_that_fails(tmp_path):
    (tmp_path / "go").touch()
    task_backends["default"] = ImmediateBackend("default", {})
    try:
        with transaction.atomic():
            jobs.enqueue(proclaim, name="A day off", folder=str(tmp_path))
            assert not ExtraHoliday.objects.exists()
        assert ExtraHoliday.objects.get().title == "A day off"
        ExtraHoliday.objects.all().delete()
        with pytest.raises(RefusedError):
            ask_and_roll_back(str(tmp_path))
        assert not ExtraHoliday.objects.exists()
    finally:
        del task_backends["default"]  # made anew from the settings when it is next asked for


@pytest.mark.django_db(transaction=True)
class TestRealWorkers:
    def test_a_worker_killed_in_the_middle_of_a_job_loses_and_doubles_nothing(self, tmp_path):
        with transaction.atomic():
            jobs.enqueue(proclaim, name="A day off", folder=str(tmp_path))
        first = start_worker("--lease", "1")
        began = tmp_path / "began"
        wait_for(began.exists)
        first.kill()
        first.communicate()
        assert DBTaskResult.objects.get().status == "RUNNING"
        (tmp_path / "go").touch()
        second = start_worker("--lease", "1")
        wait_for(lambda: DBTaskResult.objects.get().status == "READY")
        later()
        wait_for(lambda: DBTaskResult.objects.get().status == "SUCCESSFUL")
        second.terminate()
        words = second.communicate(timeout=30)[1]
        job = DBTaskResult.objects.get()
        assert (job.return_value, jobs.attempts_of(job)) == ("written", 2)
        assert began.read_text() == "A day off\n" * 2
        assert ExtraHoliday.objects.count() == 1
        assert "its worker stopped; again in 0:00:10" in words
        assert second.returncode == 0
        assert not JobWorker.objects.exists()

    def test_a_worker_asked_to_stop_puts_its_job_back_at_once(self, tmp_path):
        with transaction.atomic():
            jobs.enqueue(proclaim, name="A day off", folder=str(tmp_path))
        worker = start_worker()
        wait_for((tmp_path / "began").exists)
        worker.send_signal(signal.SIGINT)
        worker.communicate(timeout=30)
        job = DBTaskResult.objects.get()
        assert (worker.returncode, job.status, jobs.attempts_of(job)) == (0, "READY", 0)
        (tmp_path / "go").touch()
        work_off()
        assert ExtraHoliday.objects.count() == 1

    def test_it_ends_with_the_process_it_was_started_for(self):
        server = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        worker = start_worker("--with-process", str(server.pid))
        wait_for(JobWorker.objects.exists)
        server.kill()
        server.wait()
        worker.communicate(timeout=30)
        assert worker.returncode == 0
        assert not JobWorker.objects.exists()
