/**
 * How a build says no: one type for every outcome that the user must see. Neighbours: all of the
 * builder.
 */
@NullMarked
package paas.builder.fault;

import org.jspecify.annotations.NullMarked;
