/** The store's contracts, each kept on H2 and on PostgreSQL. */
@NullMarked
package paas.platform.store;

import org.jspecify.annotations.NullMarked;
