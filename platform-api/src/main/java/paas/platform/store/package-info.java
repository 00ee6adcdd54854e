/**
 * What the platform must never forget: apps, releases, formations, domains, builds, users. Every
 * public method is one transaction, on disk when it returns; a duplicate is a {@code Rejected}
 * conflict, a database that does not answer is {@code Unavailable}. {@code row} holds the tables,
 * {@code vault} the config key, {@code database} opens it all.
 */
@NullMarked
package paas.platform.store;

import org.jspecify.annotations.NullMarked;
