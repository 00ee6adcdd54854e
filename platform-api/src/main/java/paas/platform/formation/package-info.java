/**
 * How many instances of each process type are wanted, which are stopped or due for a restart, and
 * how large and how isolated they are.
 */
@NullMarked
package paas.platform.formation;

import org.jspecify.annotations.NullMarked;
