/**
 * The twelve-factor check: what is seen in one app, factor by factor. Pure: it is given evidence
 * and says what it makes of it, with where and what to do; it never holds or shows a secret.
 */
@NullMarked
package paas.platform.check;

import org.jspecify.annotations.NullMarked;
