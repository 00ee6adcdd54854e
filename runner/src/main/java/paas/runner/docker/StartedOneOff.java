package paas.runner.docker;

import paas.runner.InstanceId;

/** A one-off that has just been started, with its connections. */
record StartedOneOff(InstanceId id, OneOffLink link, InitProcess init) {}
