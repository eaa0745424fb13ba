from __future__ import annotations

from ._generated.models.common import Execution
from ._generated.resources.executions import AsyncExecutionsResource, ExecutionsResource
from ._transport.timing import timing
from .errors import TimeoutError


class Executions(ExecutionsResource):
    """The generated operations, and what is easier with a hand."""

    def wait(self, execution_id: str, *, timeout: float = 60.0, poll_interval: float = 1.0) -> Execution:
        """Wait for an execution to end.

        Reads the execution until its status is not ``running`` any more. One that failed is returned like one that
        succeeded.

        Args:
            execution_id: The execution's id, ``exe_…``.
            timeout: How long to wait at the most, in seconds.
            poll_interval: How long to pause between two looks, in seconds.

        Returns:
            The settled execution: ``succeeded``, ``failed`` or ``outcome_unknown``.

        Raises:
            TimeoutError: It still runs when the time is over.
            NotFoundError: 404: There is no such thing in this workspace.
        """
        deadline = timing.now() + timeout
        while True:
            execution = self.get(execution_id, total_timeout=deadline - timing.now())
            if execution.status != "running":
                return execution
            _check_time(execution_id, timeout, deadline - poll_interval)
            timing.sleep(poll_interval)


class AsyncExecutions(AsyncExecutionsResource):
    """The generated operations, and what is easier with a hand."""

    async def wait(self, execution_id: str, *, timeout: float = 60.0, poll_interval: float = 1.0) -> Execution:
        """Wait for an execution to end.

        Reads the execution until its status is not ``running`` any more. One that failed is returned like one that
        succeeded.

        Args:
            execution_id: The execution's id, ``exe_…``.
            timeout: How long to wait at the most, in seconds.
            poll_interval: How long to pause between two looks, in seconds.

        Returns:
            The settled execution: ``succeeded``, ``failed`` or ``outcome_unknown``.

        Raises:
            TimeoutError: It still runs when the time is over.
            NotFoundError: 404: There is no such thing in this workspace.
        """
        deadline = timing.now() + timeout
        while True:
            execution = await self.get(execution_id, total_timeout=deadline - timing.now())
            if execution.status != "running":
                return execution
            _check_time(execution_id, timeout, deadline - poll_interval)
            await timing.sleep_async(poll_interval)


def _check_time(execution_id: str, timeout: float, last_look: float) -> None:
    if timing.now() >= last_look:
        raise TimeoutError(f"{execution_id} still runs after {timeout:g} s.")
