package paas.platform.manifest;

/** A command and when to run it. */
public record CronJob(CronSchedule schedule, String command) {}
