/** The commands about foreign repositories: syncs, accounts at git hosts, incoming webhooks. */
@NullMarked
package paas.cli.sync;

import org.jspecify.annotations.NullMarked;
