package paas.platform.api.runs;

import paas.platform.api.guard.Caller;
import paas.platform.oneoff.Plan;

/** The right to start one planned one-off and be attached to it. */
record Ticket(Caller caller, Plan plan) {}
