package paas.platform.cron;

import java.util.Optional;
import paas.platform.manifest.CronName;
import paas.platform.manifest.CronSchedule;
import paas.platform.manifest.CronTerms;

/** A job that somebody wants; without a name it is named after its command. */
public record CronOrder(
    Optional<CronName> name, CronSchedule schedule, String command, CronTerms terms) {}
