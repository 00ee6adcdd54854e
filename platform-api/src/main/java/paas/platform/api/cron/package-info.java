/** Cron jobs over HTTP: our own resources, as Heroku's API has none. */
@NullMarked
package paas.platform.api.cron;

import org.jspecify.annotations.NullMarked;
