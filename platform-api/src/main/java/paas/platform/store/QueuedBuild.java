package paas.platform.store;

/** A pending build with what it is made from. */
public record QueuedBuild(BuildRecord build, BuildOrder order) {}
