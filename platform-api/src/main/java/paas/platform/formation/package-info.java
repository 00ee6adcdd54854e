/**
 * How many instances of each process type are wanted, and which are stopped or due for a restart.
 */
@NullMarked
package paas.platform.formation;

import org.jspecify.annotations.NullMarked;
