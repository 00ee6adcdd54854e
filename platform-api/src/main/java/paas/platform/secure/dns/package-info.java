/**
 * How the platform changes the DNS, as its operator told it: by dynamic update, by a program, or
 * not at all.
 *
 * <p>Only records of challenges are put, each is remembered until it is taken away, and none but
 * those is ever taken away. App owners set nothing here.
 */
@NullMarked
package paas.platform.secure.dns;

import org.jspecify.annotations.NullMarked;
