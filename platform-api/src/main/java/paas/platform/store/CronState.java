package paas.platform.store;

import java.time.Instant;

/**
 * How far a cron job has come: up to when its due times were dealt with, by its schedule and zone
 * of then; the timing is empty since the app has it no more.
 */
public record CronState(String timing, boolean paused, Instant handledUntil) {}
