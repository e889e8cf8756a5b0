"""What all routes share: the desk, the terms, the counts, and whether the service is leaving."""

from dataclasses import dataclass, field

from auditor.service.desk import BusyError, Desk
from auditor.service.limits import NotServedError, later
from auditor.service.messages import Answer, Ask, Outcome
from auditor.service.metrics import Metrics
from auditor.service.slot import DiedError, StuckError
from auditor.service.terms import Terms

LEAVING = "the service is stopping"
FULL = "too many notes are waiting; try again shortly"
DIED = "the process that read this note died, perhaps for want of memory"


@dataclass(slots=True)
class Service:
    """One service that runs."""

    desk: Desk
    terms: Terms
    metrics: Metrics = field(default_factory=Metrics)
    is_leaving: bool = False

    async def ask(self, asked: Ask) -> Answer:
        """Have a note judged, and count what came of it.

        Raises:
            NotServedError: It was not its turn in time, or it took too long, or broke something.
        """
        try:
            answer = await self.desk.ask(asked)
        except BusyError:
            raise later(FULL) from None
        except StuckError:
            why = f"reading this note took over {self.terms.timeout_seconds:g} seconds"
            raise NotServedError(504, why) from None
        except DiedError:
            raise NotServedError(500, DIED) from None
        if answer.outcome is Outcome.FAILED and not answer.decision:
            why = f"internal error in the service ({answer.body}); please report it"
            raise NotServedError(500, why)
        self._count(answer)
        return answer

    def _count(self, answer: Answer) -> None:
        if answer.decision:
            self.metrics.count("auditor_decisions_total", decision=answer.decision)
        for rule in answer.rules:
            self.metrics.count("auditor_findings_total", rule=rule)
