/** The tables as records, and the statements on them, which run on H2 and PostgreSQL alike. */
@NullMarked
package paas.platform.store.row;

import org.jspecify.annotations.NullMarked;
