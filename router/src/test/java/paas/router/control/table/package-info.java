/** Route tables as bytes: round trips, hostile bytes, files that broke. */
@NullMarked
package paas.router.control.table;

import org.jspecify.annotations.NullMarked;
