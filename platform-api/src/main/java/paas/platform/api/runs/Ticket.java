package paas.platform.api.runs;

import paas.platform.api.guard.Caller;
import paas.platform.oneoff.Pending;

/** The right to start one thing that was asked for, and be attached to it. */
record Ticket(Caller caller, Pending wanted) {}
