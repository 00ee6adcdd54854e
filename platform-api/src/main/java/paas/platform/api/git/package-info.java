/** Foreign repositories: where an app comes from, accounts there, syncs and their webhooks. */
@NullMarked
package paas.platform.api.git;

import org.jspecify.annotations.NullMarked;
