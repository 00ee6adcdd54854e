package paas.platform.release;

import java.time.Instant;

/** That a release reached a status, and when; a failure's text is not in it. */
public record Milestone(ReleaseStatus status, Instant at) {}
