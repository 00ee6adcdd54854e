/** The composition root: what {@code paasd} is made of, and how it starts. */
@NullMarked
package paas.platform;

import org.jspecify.annotations.NullMarked;
